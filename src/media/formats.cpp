#include "media/formats.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <jpeglib.h>
// After jpeglib.h, which declares what it needs.
#include <jerror.h>
#include <png.h>
#include <webp/decode.h>

namespace media {
namespace {

using std::int64_t;

constexpr int64_t side_most = 30'000;
constexpr int jpeg_quality = 82;
constexpr std::string_view exif_mark{"Exif\0\0", 6};

void check(Extent extent, int64_t pixels_most) {
    if (extent.width < 1 || extent.height < 1) end(End::broken);
    if (extent.width > side_most || extent.height > side_most ||
        extent.width * extent.height > pixels_most) {
        end(End::too_large);
    }
}

std::vector<std::uint8_t> room_for(Extent extent, int64_t bytes_a_dot) {
    return std::vector<std::uint8_t>(
        static_cast<std::size_t>(extent.width * extent.height * bytes_a_dot));
}

/// Red, green, blue and how much they cover, over white.
Raster flattened(Extent extent, const std::vector<std::uint8_t>& rgba) {
    Raster raster{extent, room_for(extent, channels)};
    const std::size_t dots = raster.dots.size() / channels;
    for (std::size_t i = 0; i < dots; ++i) {
        for (std::size_t c = 0; c < channels; ++c) {
            raster.dots[i * channels + c] = over_white(rgba[i * 4 + c], rgba[i * 4 + 3]);
        }
    }
    return raster;
}

// ---- JPEG

void jpeg_fails(j_common_ptr) {
    end(End::broken);
}

/// What ends too early is no whole picture, though the library would make one up.
void jpeg_warns(j_common_ptr info, int level) {
    const int code = info->err->msg_code;
    if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER)) end(End::broken);
}

void jpeg_says_nothing(j_common_ptr) {}

jpeg_error_mgr* quiet(jpeg_error_mgr& errors) {
    jpeg_std_error(&errors);
    errors.error_exit = jpeg_fails;
    errors.emit_message = jpeg_warns;
    errors.output_message = jpeg_says_nothing;
    return &errors;
}

int jpeg_orientation(const jpeg_decompress_struct& info) {
    for (auto* marker = info.marker_list; marker != nullptr; marker = marker->next) {
        std::string_view data(reinterpret_cast<const char*>(marker->data), marker->data_length);
        if (!data.starts_with(exif_mark)) continue;
        data.remove_prefix(exif_mark.size());
        return orientation_in(data);
    }
    return 1;
}

/// The library can leave out what a smaller picture does not need: a half, a quarter, an eighth.
void choose_scale(jpeg_decompress_struct& info, int orientation) {
    Extent whole{info.image_width, info.image_height};
    if (lies_on_its_side(orientation)) std::swap(whole.width, whole.height);
    Extent wanted = sizes_of(whole).back();
    if (lies_on_its_side(orientation)) std::swap(wanted.width, wanted.height);
    info.scale_denom = 8;
    for (info.scale_num = 1; info.scale_num < 8; info.scale_num *= 2) {
        jpeg_calc_output_dimensions(&info);
        if (info.output_width >= wanted.width && info.output_height >= wanted.height) return;
    }
}

/// Four inks as the programs of printers write them: less is more.
Raster from_inks(Extent extent, const std::vector<std::uint8_t>& inks) {
    Raster raster{extent, room_for(extent, channels)};
    const std::size_t dots = raster.dots.size() / channels;
    for (std::size_t i = 0; i < dots; ++i) {
        for (std::size_t c = 0; c < channels; ++c) {
            raster.dots[i * channels + c] =
                static_cast<std::uint8_t>(inks[i * 4 + c] * inks[i * 4 + 3] / 255);
        }
    }
    return raster;
}

Raster from_jpeg(std::string_view bytes, int64_t pixels_most) {
    jpeg_decompress_struct info{};
    jpeg_error_mgr errors{};
    info.err = quiet(errors);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_save_markers(&info, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(&info, TRUE);
    check({info.image_width, info.image_height}, pixels_most);
    const bool is_inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = is_inks ? JCS_CMYK : JCS_RGB;
    const int orientation = jpeg_orientation(info);
    choose_scale(info, orientation);
    jpeg_start_decompress(&info);
    const Extent extent{info.output_width, info.output_height};
    check(extent, pixels_most);
    const int64_t bytes_a_dot = is_inks ? 4 : channels;
    if (info.output_components != bytes_a_dot) end(End::broken);
    auto dots = room_for(extent, bytes_a_dot);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = dots.data() + static_cast<std::size_t>(info.output_scanline) *
                                         static_cast<std::size_t>(extent.width * bytes_a_dot);
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    if (is_inks) return turned(from_inks(extent, dots), orientation);
    return turned({extent, std::move(dots)}, orientation);
}

// ---- PNG

[[noreturn]] void png_fails(png_structp, png_const_charp) {
    end(End::broken);
}

void png_warns(png_structp, png_const_charp) {}

void png_reads(png_structp png, png_bytep out, std::size_t size) {
    auto& rest = *static_cast<std::string_view*>(png_get_io_ptr(png));
    if (size > rest.size()) end(End::broken);
    std::memcpy(out, rest.data(), size);
    rest.remove_prefix(size);
}

/// Whatever is in the file comes out as red, green, blue and how much they cover.
void ask_for_rgba(png_structp png, png_infop info) {
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

int png_orientation(png_structp png, png_infop info) {
    png_uint_32 size = 0;
    png_bytep exif = nullptr;
    if (png_get_eXIf_1(png, info, &size, &exif) == 0) return 1;
    return orientation_in({reinterpret_cast<const char*>(exif), size});
}

Raster from_png(std::string_view bytes, int64_t pixels_most) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, png_fails, png_warns);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    if (info == nullptr) end(End::broken);
    constexpr png_alloc_size_t chunk_bytes_most = 8U << 20U;
    png_set_user_limits(png, side_most, side_most);
    png_set_chunk_malloc_max(png, chunk_bytes_most);
    png_set_chunk_cache_max(png, 64);
    png_set_read_fn(png, &bytes, png_reads);
    png_read_info(png, info);
    const Extent extent{png_get_image_width(png, info), png_get_image_height(png, info)};
    check(extent, pixels_most);
    ask_for_rgba(png, info);
    const auto row_bytes = static_cast<std::size_t>(extent.width) * 4;
    if (png_get_rowbytes(png, info) != row_bytes) end(End::broken);
    auto dots = room_for(extent, 4);
    std::vector<png_bytep> rows;
    for (std::size_t y = 0; y < static_cast<std::size_t>(extent.height); ++y) {
        rows.push_back(dots.data() + y * row_bytes);
    }
    png_read_image(png, rows.data());
    png_read_end(png, info);
    const int orientation = png_orientation(png, info);
    png_destroy_read_struct(&png, &info, nullptr);
    return turned(flattened(extent, dots), orientation);
}

// ---- WebP

/// The Exif data is in a part of the file that the library does not look into.
int webp_orientation(std::string_view bytes) {
    constexpr std::size_t head = 12, part_head = 8;
    bytes.remove_prefix(std::min(head, bytes.size()));
    while (bytes.size() >= part_head) {
        std::uint32_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            size |= std::uint32_t{static_cast<unsigned char>(bytes[4 + i])} << 8 * i;
        }
        const bool is_exif = bytes.starts_with("EXIF");
        bytes.remove_prefix(part_head);
        if (size > bytes.size()) return 1;
        if (is_exif) {
            std::string_view exif = bytes.substr(0, size);
            if (exif.starts_with(exif_mark)) exif.remove_prefix(exif_mark.size());
            return orientation_in(exif);
        }
        bytes.remove_prefix(std::min<std::size_t>(std::size_t{size} + size % 2, bytes.size()));
    }
    return 1;
}

Raster from_webp(std::string_view bytes, int64_t pixels_most) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(data, bytes.size(), &features) != VP8_STATUS_OK) end(End::broken);
    if (features.has_animation != 0) end(End::not_a_picture);
    const Extent extent{features.width, features.height};
    check(extent, pixels_most);
    auto dots = room_for(extent, 4);
    if (WebPDecodeRGBAInto(data, bytes.size(), dots.data(), dots.size(),
                           static_cast<int>(extent.width) * 4) == nullptr) {
        end(End::broken);
    }
    return turned(flattened(extent, dots), webp_orientation(bytes));
}

}  // namespace

void end(End how) {
    ::_exit(static_cast<int>(how));
}

Raster decoded(std::string_view bytes, int64_t pixels_most) {
    const auto format = format_of(bytes);
    if (!format) end(End::not_a_picture);
    switch (*format) {
        case Format::jpeg: return from_jpeg(bytes, pixels_most);
        case Format::png: return from_png(bytes, pixels_most);
        case Format::webp: return from_webp(bytes, pixels_most);
    }
    end(End::not_a_picture);
}

std::string jpeg_of(const Raster& raster) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = quiet(errors);
    jpeg_create_compress(&info);
    unsigned char* buffer = nullptr;
    unsigned long size = 0;  // NOLINT(google-runtime-int): the library's own.
    jpeg_mem_dest(&info, &buffer, &size);
    info.image_width = static_cast<JDIMENSION>(raster.extent.width);
    info.image_height = static_cast<JDIMENSION>(raster.extent.height);
    info.input_components = static_cast<int>(channels);
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, jpeg_quality, TRUE);
    jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPROW>(raster.dots.data()) +
                    static_cast<std::size_t>(info.next_scanline) *
                        static_cast<std::size_t>(raster.extent.width * channels);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    std::string bytes(reinterpret_cast<const char*>(buffer), size);
    jpeg_destroy_compress(&info);
    std::free(buffer);  // NOLINT(cppcoreguidelines-no-malloc): the library's own.
    return bytes;
}

}  // namespace media
