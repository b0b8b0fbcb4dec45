#pragma once

// Pictures for tests, made here: every dot says where it is, so that one can tell which way it was
// turned.

#include <string>

#include "media/raster.hpp"

namespace tests {

/// Red grows to the right, green downwards; the upper left corner is blue.
media::Raster sample(media::Extent extent);

std::string jpeg(media::Extent extent);
std::string png(media::Extent extent);
std::string webp(media::Extent extent);

/// Exif data as a camera writes it: which way it was held, and where it was.
std::string exif(int orientation);

/// A JPEG with that in its head.
std::string with_exif(const std::string& jpeg, int orientation);

/// The dots of what came out, as the decoder's process reads them.
media::Raster dots_of(const std::string& picture);

}  // namespace tests
