#include "media/tests/samples.hpp"

#include <png.h>
#include <webp/encode.h>

#include <cstdlib>

#include "media/formats.hpp"

namespace tests {
namespace {

void add_number(std::string& out, std::uint32_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(number >> 8 * i & 0xFF);
}

}  // namespace

media::Raster sample(media::Extent extent) {
    media::Raster raster{extent, {}};
    for (std::int64_t y = 0; y < extent.height; ++y) {
        for (std::int64_t x = 0; x < extent.width; ++x) {
            const bool corner = x < extent.width / 4 && y < extent.height / 4;
            raster.dots.push_back(static_cast<std::uint8_t>(255 * x / extent.width));
            raster.dots.push_back(static_cast<std::uint8_t>(255 * y / extent.height));
            raster.dots.push_back(corner ? 255 : 0);
        }
    }
    return raster;
}

std::string jpeg(media::Extent extent) {
    return media::jpeg_of(sample(extent));
}

std::string png(media::Extent extent) {
    const media::Raster raster = sample(extent);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(extent.width);
    image.height = static_cast<png_uint_32>(extent.height);
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, raster.dots.data(), 0, nullptr);
    std::string bytes(size, '\0');
    png_image_write_to_memory(&image, bytes.data(), &size, 0, raster.dots.data(), 0, nullptr);
    bytes.resize(size);
    return bytes;
}

std::string webp(media::Extent extent) {
    const media::Raster raster = sample(extent);
    std::uint8_t* out = nullptr;
    const auto width = static_cast<int>(extent.width);
    const std::size_t size = WebPEncodeLosslessRGB(
        raster.dots.data(), width, static_cast<int>(extent.height), 3 * width, &out);
    std::string bytes(reinterpret_cast<const char*>(out), size);
    WebPFree(out);
    return bytes;
}

std::string exif(int orientation) {
    std::string data{"MM\0\x2A", 4};
    add_number(data, 8, 4);
    add_number(data, 2, 2);  // Two entries: orientation, and where the picture was taken.
    add_number(data, 0x0112, 2);
    add_number(data, 3, 2);
    add_number(data, 1, 4);
    add_number(data, static_cast<std::uint32_t>(orientation) << 16, 4);
    add_number(data, 0x8825, 2);
    add_number(data, 4, 2);
    add_number(data, 1, 4);
    add_number(data, 38, 4);
    add_number(data, 0, 4);
    return data + "52.5200 N 13.4050 E";
}

std::string with_exif(const std::string& jpeg, int orientation) {
    const std::string data = std::string{"Exif\0\0", 6} + exif(orientation);
    std::string segment = "\xFF\xE1";
    add_number(segment, static_cast<std::uint32_t>(data.size() + 2), 2);
    return jpeg.substr(0, 2) + segment + data + jpeg.substr(2);
}

media::Raster dots_of(const std::string& picture) {
    return media::decoded(picture, 100'000'000);
}

}  // namespace tests
