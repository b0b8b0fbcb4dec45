// Shapes into dots.

#include <algorithm>
#include <array>
#include <cmath>

#include "base/ensure.hpp"
#include "drawing/drawing.hpp"

namespace drawing {
namespace {

/// A rectangle of dots.
struct Field {
    int left = 0, top = 0, width = 0, height = 0;

    std::size_t at(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x);
    }
    std::size_t count() const { return at(0, height); }
    bool is_empty() const { return width <= 0 || height <= 0; }
};

/// How much of each dot of a field a shape covers, 0 to 1.
struct Cover {
    Field field;
    std::vector<float> parts;
};

/// The part of the canvas that a shape may touch, with some dots around it.
Field field_of(const Path& path, double scale, Dots size, int around) {
    const Box bounds = path.bounds();
    const auto low = [=](double v) { return static_cast<int>(std::floor(v * scale)) - around; };
    const auto high = [=](double v) { return static_cast<int>(std::ceil(v * scale)) + around; };
    const int left = std::clamp(low(bounds.x), 0, size.width);
    const int top = std::clamp(low(bounds.y), 0, size.height);
    const int right = std::clamp(high(bounds.x + bounds.width), 0, size.width);
    const int bottom = std::clamp(high(bounds.y + bounds.height), 0, size.height);
    return {left, top, right - left, bottom - top};
}

/// Adds up signed areas: each edge notes in every row how much it changes the cover of the dot that
/// it goes through and of all to the right of it, and a sum over the row gives the cover.
class Areas {
public:
    explicit Areas(const Field& field)
        : field_(field),
          parts_(field.count() + static_cast<std::size_t>(field.height) * 2 + 2, 0.0F) {}

    void edge(Point a, Point b) {
        if (a.y == b.y) return;
        const double direction = a.y < b.y ? 1 : -1;
        if (direction < 0) std::swap(a, b);
        const double slope = (b.x - a.x) / (b.y - a.y);
        const int first = std::max(0, static_cast<int>(std::floor(a.y)));
        const int last = std::min(field_.height - 1, static_cast<int>(std::floor(b.y)));
        for (int row = first; row <= last; ++row) {
            const double from = std::max<double>(row, a.y), to = std::min<double>(row + 1, b.y);
            if (to <= from) continue;
            span(row, a.x + (from - a.y) * slope, a.x + (to - a.y) * slope,
                 direction * (to - from));
        }
    }

    std::vector<float> cover() const {
        std::vector<float> out(field_.count());
        for (int y = 0; y < field_.height; ++y) {
            float sum = 0;
            for (int x = 0; x < field_.width; ++x) {
                sum += parts_[place(x, y)];
                out[field_.at(x, y)] = std::min(1.0F, std::abs(sum));
            }
        }
        return out;
    }

private:
    std::size_t place(int x, int y) const {
        return field_.at(x, y) + static_cast<std::size_t>(y) * 2;
    }

    /// A piece of an edge within one row, which covers `height` of it.
    void span(int row, double x0, double x1, double height) {
        const double most = field_.width;
        x0 = std::clamp(x0, 0.0, most);
        x1 = std::clamp(x1, 0.0, most);
        if (x0 > x1) std::swap(x0, x1);
        const int first = static_cast<int>(std::floor(x0));
        const int last = static_cast<int>(std::floor(x1));
        float* const at = &parts_[place(0, row)];
        if (first == last) {
            const double middle = (x0 + x1) / 2 - first;
            at[first] += static_cast<float>(height * (1 - middle));
            at[first + 1] += static_cast<float>(height * middle);
            return;
        }
        const double each = height / (x1 - x0);
        double before = 0;  // What was noted up to and with the dot before.
        double passed = 0;
        for (int x = first; x <= last; ++x) {
            const double from = std::max<double>(x, x0), to = std::min<double>(x + 1, x1);
            const double part = each * (to - from);
            const double now = passed + part * (1 - ((from + to) / 2 - x));
            at[x] += static_cast<float>(now - before);
            before = now;
            passed += part;
        }
        at[last + 1] += static_cast<float>(height - before);
    }

    Field field_;
    std::vector<float> parts_;
};

Cover cover_of(const Path& path, double scale, Dots size, int around) {
    Cover cover{field_of(path, scale, size, around), {}};
    const Field& field = cover.field;
    if (field.is_empty()) return cover;
    Areas areas(field);
    const auto place = [&](Point p) {
        return Point{p.x * scale - field.left, p.y * scale - field.top};
    };
    for (const auto& outline : path.outlines()) {
        for (std::size_t i = 0; i < outline.size(); ++i) {
            areas.edge(place(outline[i]), place(outline[(i + 1) % outline.size()]));
        }
    }
    cover.parts = areas.cover();
    return cover;
}

/// The mean of 2 * reach + 1 neighbours along one direction. `line` is room to work in.
void blur_line(float* first, std::size_t step, int count, int reach, std::vector<float>& line) {
    line.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        line[static_cast<std::size_t>(i)] = first[step * static_cast<std::size_t>(i)];
    }
    const auto value = [&](int i) {
        return i < 0 || i >= count ? 0.0F : line[static_cast<std::size_t>(i)];
    };
    const auto whole = static_cast<float>(2 * reach + 1);
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) sum += value(i);
    for (int i = 0; i < count; ++i) {
        first[step * static_cast<std::size_t>(i)] = sum / whole;
        sum += value(i + reach + 1) - value(i - reach);
    }
}

/// Three means after each other are nearly a bell.
void blur(Cover& cover, int reach) {
    const Field& field = cover.field;
    std::vector<float> line;
    for (int pass = 0; pass < 3 && reach > 0; ++pass) {
        for (int y = 0; y < field.height; ++y) {
            blur_line(&cover.parts[field.at(0, y)], 1, field.width, reach, line);
        }
        for (int x = 0; x < field.width; ++x) {
            blur_line(&cover.parts[field.at(x, 0)], static_cast<std::size_t>(field.width),
                      field.height, reach, line);
        }
    }
}

/// Between the four dots around a place.
float part_at(const Cover& cover, float x, float y) {
    const Field& field = cover.field;
    x -= static_cast<float>(field.left) + 0.5F;
    y -= static_cast<float>(field.top) + 0.5F;
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const auto value = [&](int at_x, int at_y) {
        const bool inside = at_x >= 0 && at_y >= 0 && at_x < field.width && at_y < field.height;
        return inside ? cover.parts[field.at(at_x, at_y)] : 0.0F;
    };
    const float right_share = x - static_cast<float>(left), low_share = y - static_cast<float>(top);
    const float above = value(left, top) * (1 - right_share) + value(left + 1, top) * right_share;
    const float below =
        value(left, top + 1) * (1 - right_share) + value(left + 1, top + 1) * right_share;
    return above * (1 - low_share) + below * low_share;
}

/// A paint as a row of dots needs it.
class Tones {
public:
    Tones(const Paint& paint, double scale)
        : kind_(paint.kind), first_(tone(paint.from)), change_(tone(paint.to)) {
        for (std::size_t i = 0; i < change_.size(); ++i) change_[i] -= first_[i];
        const double x = paint.end.x - paint.start.x, y = paint.end.y - paint.start.y;
        const double length = std::max(1e-9, x * x + y * y) * scale * scale;
        start_x_ = static_cast<float>(paint.start.x * scale);
        start_y_ = static_cast<float>(paint.start.y * scale);
        across_ = static_cast<float>(x * scale / length);
        down_ = static_cast<float>(y * scale / length);
        over_length_ = static_cast<float>(1 / length);
    }

    /// Red, green, blue and alpha of a dot.
    std::array<float, 4> at(int dot_x, int dot_y) const {
        if (kind_ == Paint::Kind::flat) return first_;
        const float x = static_cast<float>(dot_x) + 0.5F - start_x_;
        const float y = static_cast<float>(dot_y) + 0.5F - start_y_;
        const float place = kind_ == Paint::Kind::line ? x * across_ + y * down_
                                                       : std::sqrt((x * x + y * y) * over_length_);
        const float share = std::clamp(place, 0.0F, 1.0F);
        return {first_[0] + change_[0] * share, first_[1] + change_[1] * share,
                first_[2] + change_[2] * share, first_[3] + change_[3] * share};
    }

private:
    static std::array<float, 4> tone(const Colour& colour) {
        return {static_cast<float>(colour.red), static_cast<float>(colour.green),
                static_cast<float>(colour.blue), static_cast<float>(colour.alpha)};
    }

    Paint::Kind kind_;
    std::array<float, 4> first_, change_;
    float start_x_ = 0, start_y_ = 0, across_ = 0, down_ = 0, over_length_ = 0;
};

}  // namespace

Colour mixed(const Colour& a, const Colour& b, double share) {
    const auto part = [=](double from, double to) { return from + (to - from) * share; };
    return {part(a.red, b.red), part(a.green, b.green), part(a.blue, b.blue),
            part(a.alpha, b.alpha)};
}

Colour lighter(const Colour& colour, double share) {
    return mixed(colour, {1, 1, 1, colour.alpha}, share);
}

// Towards a warm dark and not towards black, as things look in daylight.
Colour darker(const Colour& colour, double share) {
    return mixed(colour, faded(rgb(0x24130c), colour.alpha), share);
}

Colour faded(Colour colour, double alpha) {
    colour.alpha = alpha;
    return colour;
}

Paint across(Point start, Point end, const Colour& from, const Colour& to) {
    return {Paint::Kind::line, start, end, from, to};
}

Paint around(Point middle, double radius, const Colour& inner, const Colour& outer) {
    return {Paint::Kind::round, middle, {middle.x + radius, middle.y}, inner, outer};
}

Canvas::Canvas(Dots size, double units)
    : size_(size),
      scale_(size.width / units),
      parts_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3,
             1.0F) {
    base::ensure(size.width > 0 && size.height > 0 && units > 0);
}

void Canvas::put(int x, int y, const std::array<float, 4>& tone, float cover) {
    const Field field{0, 0, size_.width, size_.height};
    const std::size_t at = field.at(x, y);
    const float share = cover * tone[3] * (clip_.empty() ? 1.0F : clip_[at]);
    float* const dot = &parts_[at * 3];
    for (std::size_t i = 0; i < 3; ++i) dot[i] += (tone[i] - dot[i]) * share;
}

void Canvas::fill(const Path& path, const Paint& paint) {
    const Cover cover = cover_of(path, scale_, size_, 1);
    const Tones tones(paint, scale_);
    const Field& field = cover.field;
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            const float part = cover.parts[field.at(x, y)];
            if (part <= 0) continue;
            put(field.left + x, field.top + y, tones.at(field.left + x, field.top + y), part);
        }
    }
}

// What is blurred needs no more than a quarter of the dots.
void Canvas::shadow(const Path& path, const Shadow& shadow) {
    constexpr int coarse = 4;
    const double scale = scale_ / coarse;
    const int reach = static_cast<int>(std::lround(shadow.blur * scale));
    const Dots size{size_.width / coarse + 1, size_.height / coarse + 1};
    Cover cover = cover_of(path.moved(shadow.right, shadow.down), scale, size, 3 * reach + 1);
    const Field& field = cover.field;
    if (field.is_empty()) return;
    blur(cover, reach);
    const Tones tones(shadow.colour, scale_);
    const int right = std::min(size_.width, (field.left + field.width) * coarse);
    const int bottom = std::min(size_.height, (field.top + field.height) * coarse);
    for (int y = field.top * coarse; y < bottom; ++y) {
        for (int x = field.left * coarse; x < right; ++x) {
            const float part = part_at(cover, (static_cast<float>(x) + 0.5F) / coarse,
                                       (static_cast<float>(y) + 0.5F) / coarse);
            if (part > 0.002F) put(x, y, tones.at(x, y), part);
        }
    }
}

void Canvas::clip(const Path& path) {
    const Cover cover = cover_of(path, scale_, size_, 1);
    const Field whole{0, 0, size_.width, size_.height};
    std::vector<float> clip(whole.count(), 0.0F);
    const Field& field = cover.field;
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            clip[whole.at(field.left + x, field.top + y)] = cover.parts[field.at(x, y)];
        }
    }
    clip_ = std::move(clip);
}

std::vector<std::uint8_t> Canvas::dots() const {
    constexpr float most = 255;
    std::vector<std::uint8_t> out(parts_.size());
    std::ranges::transform(parts_, out.begin(), [](float part) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(part, 0.0F, 1.0F) * most));
    });
    return out;
}

}  // namespace drawing
