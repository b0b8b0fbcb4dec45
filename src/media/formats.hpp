#pragma once

// The formats of pictures, by the libraries that know them. Reading runs only in the decoder's own
// process: a file that no library can make sense of ends it. Writing, jpeg_of, also serves for what
// the program itself has drawn.

#include <cstdint>
#include <string>
#include <string_view>

#include "media/raster.hpp"

namespace media {

/// How the decoder's process ends, and so what it has to say of a file.
enum class End { well = 0, not_a_picture = 10, too_large = 11, broken = 12, no_sandbox = 13 };

[[noreturn]] void end(End how);

/// The dots of a file, upright and over white, at least as large as the largest of its sizes. Ends
/// the process where there are none.
Raster decoded(std::string_view bytes, std::int64_t pixels_most);

/// As a JPEG without anything but its dots.
std::string jpeg_of(const Raster& raster);

}  // namespace media
