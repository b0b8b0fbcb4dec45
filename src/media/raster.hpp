#pragma once

// A picture as dots in memory, and what is done to it there. Pure: numbers in, numbers out; what
// knows the formats is in formats.cpp.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace media {

/// What a file says that it is, in its first bytes.
enum class Format { jpeg, png, webp };
std::optional<Format> format_of(std::string_view bytes);

struct Extent {
    std::int64_t width = 0;
    std::int64_t height = 0;

    friend bool operator==(const Extent&, const Extent&) = default;
};

/// Three bytes a dot: red, green, blue; row by row from above, each from the left.
struct Raster {
    Extent extent;
    std::vector<std::uint8_t> dots;

    friend bool operator==(const Raster&, const Raster&) = default;
};

inline constexpr std::int64_t channels = 3;

/// The sizes in which a picture of this extent is kept, the smallest first: as wide as the steps
/// below its own width say, and its own or the last step. Nothing is made larger than it came, and
/// nothing is higher than twice its step.
inline constexpr std::int64_t width_steps[] = {320, 640, 1280};
std::vector<Extent> sizes_of(Extent whole);

/// How a camera was held, 1 to 8, by the Exif data of a picture ("II*" or "MM" at its beginning);
/// 1, which is upright, where it says nothing that makes sense.
int orientation_in(std::string_view exif);

/// Upright, whatever way it was held.
Raster turned(Raster raster, int orientation);

/// True where turning it swaps width and height.
bool lies_on_its_side(int orientation);

/// As small as `to`, which is nowhere larger than the raster: each dot is the mean of the area that
/// it covers, in whole numbers.
Raster shrunk(const Raster& raster, Extent to);

/// A dot over white, by how much it covers of it, 0 to 255.
constexpr std::uint8_t over_white(std::uint8_t value, std::uint8_t covers) {
    constexpr int white = 255;
    return static_cast<std::uint8_t>((value * covers + white * (white - covers) + white / 2) /
                                     white);
}

}  // namespace media
