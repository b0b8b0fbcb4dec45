#include "feed/card.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/ensure.hpp"

namespace feed {
namespace {

using Bytes = std::string;

/// What a pixel may be; the palette says in which colour.
enum Paint : unsigned char { ground, mark, stripe, white, shade, ink };

struct Colour {
    unsigned char red, green, blue;
};
struct Scheme {
    Colour ground, mark, stripe;
};

constexpr std::array schemes{
    Scheme{{246, 217, 168}, {239, 195, 124}, {200, 65, 44}},
    Scheme{{191, 224, 212}, {161, 207, 191}, {31, 111, 92}},
    Scheme{{245, 201, 187}, {237, 176, 157}, {35, 57, 91}},
    Scheme{{207, 224, 242}, {179, 205, 232}, {47, 111, 159}},
    Scheme{{227, 209, 234}, {211, 185, 222}, {179, 58, 91}},
    Scheme{{216, 228, 184}, {195, 212, 150}, {59, 122, 87}},
};

/// Five columns of seven dots for each letter, the top row in the lowest bit.
struct Glyph {
    char letter;
    std::array<unsigned char, 5> columns;
};
constexpr std::array glyphs{
    Glyph{'0', {0x3e, 0x51, 0x49, 0x45, 0x3e}}, Glyph{'1', {0x00, 0x42, 0x7f, 0x40, 0x00}},
    Glyph{'2', {0x42, 0x61, 0x51, 0x49, 0x46}}, Glyph{'3', {0x21, 0x41, 0x45, 0x4b, 0x31}},
    Glyph{'4', {0x18, 0x14, 0x12, 0x7f, 0x10}}, Glyph{'5', {0x27, 0x45, 0x45, 0x45, 0x39}},
    Glyph{'6', {0x3c, 0x4a, 0x49, 0x49, 0x30}}, Glyph{'7', {0x01, 0x71, 0x09, 0x05, 0x03}},
    Glyph{'8', {0x36, 0x49, 0x49, 0x49, 0x36}}, Glyph{'9', {0x06, 0x49, 0x49, 0x29, 0x1e}},
    Glyph{'.', {0x00, 0x60, 0x60, 0x00, 0x00}}, Glyph{'A', {0x7e, 0x11, 0x11, 0x11, 0x7e}},
    Glyph{'B', {0x7f, 0x49, 0x49, 0x49, 0x36}}, Glyph{'C', {0x3e, 0x41, 0x41, 0x41, 0x22}},
    Glyph{'D', {0x7f, 0x41, 0x41, 0x22, 0x1c}}, Glyph{'E', {0x7f, 0x49, 0x49, 0x49, 0x41}},
    Glyph{'F', {0x7f, 0x09, 0x09, 0x09, 0x01}}, Glyph{'G', {0x3e, 0x41, 0x49, 0x49, 0x7a}},
    Glyph{'H', {0x7f, 0x08, 0x08, 0x08, 0x7f}}, Glyph{'I', {0x00, 0x41, 0x7f, 0x41, 0x00}},
    Glyph{'J', {0x20, 0x40, 0x41, 0x3f, 0x01}}, Glyph{'K', {0x7f, 0x08, 0x14, 0x22, 0x41}},
    Glyph{'L', {0x7f, 0x40, 0x40, 0x40, 0x40}}, Glyph{'M', {0x7f, 0x02, 0x0c, 0x02, 0x7f}},
    Glyph{'N', {0x7f, 0x04, 0x08, 0x10, 0x7f}}, Glyph{'O', {0x3e, 0x41, 0x41, 0x41, 0x3e}},
    Glyph{'P', {0x7f, 0x09, 0x09, 0x09, 0x06}}, Glyph{'Q', {0x3e, 0x41, 0x51, 0x21, 0x5e}},
    Glyph{'R', {0x7f, 0x09, 0x19, 0x29, 0x46}}, Glyph{'S', {0x46, 0x49, 0x49, 0x49, 0x31}},
    Glyph{'T', {0x01, 0x01, 0x7f, 0x01, 0x01}}, Glyph{'U', {0x3f, 0x40, 0x40, 0x40, 0x3f}},
    Glyph{'V', {0x1f, 0x20, 0x40, 0x20, 0x1f}}, Glyph{'W', {0x3f, 0x40, 0x38, 0x40, 0x3f}},
    Glyph{'X', {0x63, 0x14, 0x08, 0x14, 0x63}}, Glyph{'Y', {0x07, 0x08, 0x70, 0x08, 0x07}},
    Glyph{'Z', {0x61, 0x51, 0x49, 0x45, 0x43}},
};
constexpr int glyph_columns = 5, glyph_rows = 7, glyph_step = 6;

struct Box {
    int x, y, width, height;
};

class Canvas {
public:
    void put(int x, int y, Paint paint) {
        if (x < 0 || y < 0 || x >= card_width || y >= card_height) return;
        pixels_[static_cast<std::size_t>(y) * card_width + static_cast<std::size_t>(x)] = paint;
    }
    void fill(Box box, Paint paint) {
        for (int y = box.y; y < box.y + box.height; ++y) {
            for (int x = box.x; x < box.x + box.width; ++x) put(x, y, paint);
        }
    }
    /// A disc, or with `from_y` only the part of it from there down.
    void disc(int x, int y, int radius, Paint paint, int from_y = INT32_MIN) {
        for (int down = -radius; down <= radius; ++down) {
            for (int right = -radius; right <= radius; ++right) {
                const bool inside = down * down + right * right <= radius * radius;
                if (inside && y + down >= from_y) put(x + right, y + down, paint);
            }
        }
    }
    /// A line of dots, each scaled to a square.
    void write(std::string_view words, int x, int y, int scale) {
        for (const char letter : words) {
            const auto found = std::ranges::find(glyphs, letter, &Glyph::letter);
            for (int column = 0; found != glyphs.end() && column < glyph_columns; ++column) {
                for (int row = 0; row < glyph_rows; ++row) {
                    const int bits = found->columns[static_cast<std::size_t>(column)];
                    if ((bits >> row & 1) == 0) continue;
                    fill({x + column * scale, y + row * scale, scale, scale}, ink);
                }
            }
            x += glyph_step * scale;
        }
    }
    /// The rows as PNG wants them: each after a byte that says that it is not filtered.
    Bytes rows() const {
        Bytes out;
        out.reserve(pixels_.size() + card_height);
        for (std::size_t y = 0; y < card_height; ++y) {
            out += '\0';
            out.append(reinterpret_cast<const char*>(&pixels_[y * card_width]), card_width);
        }
        return out;
    }

private:
    std::vector<Paint> pixels_ = std::vector<Paint>(std::size_t{card_width} * card_height, ground);
};

void draw_ground(Canvas& canvas) {
    constexpr int gap = 75, radius = 12;
    for (int row = 0; row * gap < card_height; ++row) {
        for (int column = 0; column * gap <= card_width; ++column) {
            canvas.disc(column * gap + row % 2 * gap / 2, row * gap + gap / 2, radius, mark);
        }
    }
}

void draw_awning(Canvas& canvas) {
    constexpr int stripes = 12, width = card_width / stripes, height = 110;
    for (int i = 0; i < stripes; ++i) {
        const Paint paint = i % 2 == 0 ? stripe : white;
        const int middle = i * width + width / 2;
        canvas.disc(middle, height + 10, width / 2, shade, height);
        canvas.fill({i * width, 0, width, height}, paint);
        canvas.disc(middle, height, width / 2, paint, height);
    }
}

void draw_sign(Canvas& canvas, std::string_view words) {
    constexpr int room = 1000, scale_max = 18, edge = 60, middle = 390;
    const int letters = static_cast<int>(words.size());
    const int scale = std::max(1, std::min(scale_max, room / (letters * glyph_step)));
    const int width = (letters * glyph_step - 1) * scale, height = glyph_rows * scale;
    const Box box{(card_width - width) / 2 - edge, middle - height / 2 - edge, width + 2 * edge,
                  height + 2 * edge};
    canvas.fill({box.x + 8, box.y + 12, box.width, box.height}, shade);
    canvas.fill(box, white);
    canvas.write(words, box.x + edge, box.y + edge, scale);
}

void draw_tent(Canvas& canvas) {
    constexpr int top = 210, foot = 560, middle = card_width / 2, folds = 6;
    for (int y = top; y < foot; ++y) {
        const int half = (y - top) * 4 / 5 + 4;
        for (int x = -half; x < half; ++x) {
            const int fold = (x + half) * folds / (2 * half);
            canvas.put(middle + x, y, fold % 2 == 0 ? stripe : white);
        }
    }
}

Bytes big_endian(std::size_t number) {
    Bytes out;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(number >> shift & 255);
    return out;
}

Bytes chunk(std::string_view name, std::string_view data) {
    const Bytes body = Bytes{name} + Bytes{data};
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(data.size()) + body + big_endian(sum);
}

Bytes deflated(const Bytes& plain) {
    uLongf size = compressBound(plain.size());
    Bytes out(size, '\0');
    constexpr int level = 6;
    const int done = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                               reinterpret_cast<const Bytef*>(plain.data()), plain.size(), level);
    base::ensure(done == Z_OK);
    out.resize(size);
    return out;
}

Bytes palette_of(const Scheme& scheme) {
    constexpr Colour paper{255, 250, 240}, shadow{160, 140, 120}, dark{42, 26, 16};
    Bytes out;
    for (const Colour& one : {scheme.ground, scheme.mark, scheme.stripe, paper, shadow, dark}) {
        for (const unsigned char part : {one.red, one.green, one.blue}) {
            out += static_cast<char>(part);
        }
    }
    return out;
}

}  // namespace

std::string card_picture(std::int64_t number, std::string_view words) {
    // Ids count up: neighbours must not look alike only because of it.
    const auto mixed = static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15U >> 40U;
    Canvas canvas;
    draw_ground(canvas);
    words.empty() ? draw_tent(canvas) : draw_sign(canvas, words);
    draw_awning(canvas);
    const Bytes form{8, 3, 0, 0, 0};  // Eight bits a pixel, by palette; nothing interlaced.
    return "\x89PNG\r\n\x1a\n" +
           chunk("IHDR", big_endian(card_width) + big_endian(card_height) + form) +
           chunk("PLTE", palette_of(schemes[mixed % schemes.size()])) +
           chunk("IDAT", deflated(canvas.rows())) + chunk("IEND", "");
}

}  // namespace feed
