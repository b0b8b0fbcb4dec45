#include "media/raster.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"

namespace media {
namespace {

using std::int64_t;

/// Bytes of Exif in one order or the other; what lies outside of them is 0.
class Tiff {
public:
    explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}

    std::uint32_t number(std::size_t at, std::size_t size) const {
        std::uint32_t value = 0;
        if (at > bytes_.size() || size > bytes_.size() - at) return 0;
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t place = at + (little_ ? size - 1 - i : i);
            value = value << 8 | static_cast<unsigned char>(bytes_[place]);
        }
        return value;
    }

private:
    std::string_view bytes_;
    bool little_;
};

/// The part of one row or column that a dot of the smaller picture covers, in parts of a whole that
/// is `to` large: it begins within `first` and ends within `last`.
struct Span {
    int64_t first, last;
    int64_t first_part, last_part;
};

Span span_of(int64_t place, int64_t from, int64_t to) {
    const int64_t begin = place * from, end = begin + from;
    const int64_t last = (end - 1) / to;
    return {begin / to, last, std::min((begin / to + 1) * to, end) - begin, end - last * to};
}

int64_t part_of(const Span& span, int64_t at, int64_t to) {
    if (at == span.first) return span.first_part;
    return at == span.last ? span.last_part : to;
}

/// One row as wide as it shall be: sums, not yet divided by the width that went into each.
void add_row(const Raster& raster, int64_t row, int64_t part, const std::vector<Span>& spans,
             std::vector<int64_t>& sums) {
    const std::uint8_t* dots =
        raster.dots.data() + static_cast<std::size_t>(row * raster.extent.width * channels);
    const auto to = static_cast<int64_t>(spans.size());
    for (int64_t x = 0; x < to; ++x) {
        const Span& span = spans[static_cast<std::size_t>(x)];
        for (int64_t at = span.first; at <= span.last; ++at) {
            const int64_t weight = part * part_of(span, at, to);
            for (int64_t c = 0; c < channels; ++c) {
                sums[static_cast<std::size_t>(x * channels + c)] +=
                    weight * dots[at * channels + c];
            }
        }
    }
}

}  // namespace

std::optional<Format> format_of(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Format::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Format::png;
    if (bytes.size() >= 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) {
        return Format::webp;
    }
    return std::nullopt;
}

std::vector<Extent> sizes_of(Extent whole) {
    std::vector<Extent> sizes;
    for (const int64_t step : width_steps) {
        Extent size{std::min(whole.width, step), 0};
        size.height = std::max<int64_t>(1, whole.height * size.width / whole.width);
        if (size.height > 2 * step) {
            size = {std::max<int64_t>(1, whole.width * 2 * step / whole.height), 2 * step};
        }
        if (sizes.empty() || size != sizes.back()) sizes.push_back(size);
    }
    return sizes;
}

int orientation_in(std::string_view exif) {
    constexpr std::uint32_t magic = 42, tag_of_orientation = 0x112, entries_most = 512;
    const Tiff tiff(exif);
    if ((!exif.starts_with("II") && !exif.starts_with("MM")) || tiff.number(2, 2) != magic)
        return 1;
    const std::size_t directory = tiff.number(4, 4);
    const std::uint32_t entries = std::min(tiff.number(directory, 2), entries_most);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + std::size_t{12} * i;
        if (tiff.number(entry, 2) != tag_of_orientation) continue;
        const std::uint32_t value = tiff.number(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

bool lies_on_its_side(int orientation) {
    return orientation >= 5;
}

Raster turned(Raster raster, int orientation) {
    if (orientation == 1) return raster;
    const auto [width, height] = raster.extent;
    const bool on_side = lies_on_its_side(orientation);
    // Where the first row and the first column of what came are in what is to be.
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool from_below =
        orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    Raster out{on_side ? Extent{height, width} : raster.extent,
               std::vector<std::uint8_t>(raster.dots.size())};
    for (int64_t y = 0; y < height; ++y) {
        for (int64_t x = 0; x < width; ++x) {
            int64_t to_x = on_side ? y : x, to_y = on_side ? x : y;
            if (from_right) to_x = out.extent.width - 1 - to_x;
            if (from_below) to_y = out.extent.height - 1 - to_y;
            const auto* dot = raster.dots.data() + (y * width + x) * channels;
            std::copy_n(dot, channels,
                        out.dots.data() + (to_y * out.extent.width + to_x) * channels);
        }
    }
    return out;
}

Raster shrunk(const Raster& raster, Extent to) {
    const Extent from = raster.extent;
    base::ensure(to.width >= 1 && to.height >= 1 && to.width <= from.width &&
                 to.height <= from.height);
    std::vector<Span> spans;
    for (int64_t x = 0; x < to.width; ++x) spans.push_back(span_of(x, from.width, to.width));
    Raster out{to, {}};
    out.dots.reserve(static_cast<std::size_t>(to.width * to.height * channels));
    const int64_t whole = from.width * from.height;
    std::vector<int64_t> sums(static_cast<std::size_t>(to.width * channels));
    for (int64_t y = 0; y < to.height; ++y) {
        std::ranges::fill(sums, 0);
        const Span span = span_of(y, from.height, to.height);
        for (int64_t at = span.first; at <= span.last; ++at) {
            add_row(raster, at, part_of(span, at, to.height), spans, sums);
        }
        for (const int64_t sum : sums) {
            out.dots.push_back(static_cast<std::uint8_t>((sum + whole / 2) / whole));
        }
    }
    return out;
}

}  // namespace media
