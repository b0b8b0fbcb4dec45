// Outlines and how they are made.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "drawing/drawing.hpp"

namespace drawing {
namespace {

constexpr int curve_pieces = 20, round_pieces = 16;
/// How far the handles of a curve are that is nearly a quarter of a circle.
constexpr double quarter = 0.5522847498;

Point between(Point a, Point b, double share) {
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/// Twice the area, above 0 when it goes round clockwise on the screen.
double turning(const std::vector<Point>& outline) {
    double sum = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point a = outline[i], b = outline[(i + 1) % outline.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

void add_disc(Path& path, Point middle, double radius) {
    for (int i = 0; i < round_pieces; ++i) {
        const double angle = 2 * std::numbers::pi * i / round_pieces;
        const Point at{middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
        i == 0 ? path.move(at) : path.line(at);
    }
}

}  // namespace

Path& Path::move(Point to) {
    outlines_.push_back({to});
    return *this;
}

Path& Path::line(Point to) {
    outlines_.back().push_back(to);
    return *this;
}

Path& Path::curve(Point first, Point second, Point to) {
    const Point from = outlines_.back().back();
    for (int i = 1; i <= curve_pieces; ++i) {
        const double t = static_cast<double>(i) / curve_pieces;
        const Point a = between(from, first, t), b = between(first, second, t),
                    c = between(second, to, t);
        line(between(between(a, b, t), between(b, c, t), t));
    }
    return *this;
}

Path& Path::curve(Point handle, Point to) {
    const Point from = outlines_.back().back();
    constexpr double two_thirds = 2.0 / 3;
    return curve(between(from, handle, two_thirds), between(to, handle, two_thirds), to);
}

Path& Path::add(const Path& other) {
    outlines_.insert(outlines_.end(), other.outlines_.begin(), other.outlines_.end());
    return *this;
}

template <class Change>
Path Path::changed(Change change) const {
    Path out = *this;
    for (auto& outline : out.outlines_) {
        for (Point& point : outline) point = change(point);
    }
    return out;
}

Path Path::moved(double right, double down) const {
    return changed([=](Point p) { return Point{p.x + right, p.y + down}; });
}

Path Path::turned(Point around, double degrees) const {
    const double angle = degrees * std::numbers::pi / 180;
    const double sine = std::sin(angle), cosine = std::cos(angle);
    return changed([=](Point p) {
        const double x = p.x - around.x, y = p.y - around.y;
        return Point{around.x + x * cosine - y * sine, around.y + x * sine + y * cosine};
    });
}

Path Path::scaled(Point around, double across, double down) const {
    return changed([=](Point p) {
        return Point{around.x + (p.x - around.x) * across, around.y + (p.y - around.y) * down};
    });
}

Path Path::reversed() const {
    Path out = *this;
    for (auto& outline : out.outlines_) std::ranges::reverse(outline);
    return out;
}

Box Path::bounds() const {
    Point low{1e9, 1e9}, high{-1e9, -1e9};
    for (const auto& outline : outlines_) {
        for (const Point& point : outline) {
            low = {std::min(low.x, point.x), std::min(low.y, point.y)};
            high = {std::max(high.x, point.x), std::max(high.y, point.y)};
        }
    }
    return {low.x, low.y, std::max(0.0, high.x - low.x), std::max(0.0, high.y - low.y)};
}

Path box(const Box& box) {
    return polygon({{box.x, box.y},
                    {box.x + box.width, box.y},
                    {box.x + box.width, box.y + box.height},
                    {box.x, box.y + box.height}});
}

Path rounded(const Box& box, double radius) {
    const double r = std::min({radius, box.width / 2, box.height / 2}), h = r * (1 - quarter);
    const double left = box.x, top = box.y, right = box.x + box.width, low = box.y + box.height;
    Path path;
    path.move({left + r, top}).line({right - r, top});
    path.curve({right - h, top}, {right, top + h}, {right, top + r}).line({right, low - r});
    path.curve({right, low - h}, {right - h, low}, {right - r, low}).line({left + r, low});
    path.curve({left + h, low}, {left, low - h}, {left, low - r}).line({left, top + r});
    path.curve({left, top + h}, {left + h, top}, {left + r, top});
    return path;
}

Path ellipse(Point middle, double across, double down) {
    const auto [x, y] = middle;
    const double a = across * quarter, b = down * quarter;
    Path path;
    path.move({x, y - down});
    path.curve({x + a, y - down}, {x + across, y - b}, {x + across, y});
    path.curve({x + across, y + b}, {x + a, y + down}, {x, y + down});
    path.curve({x - a, y + down}, {x - across, y + b}, {x - across, y});
    path.curve({x - across, y - b}, {x - a, y - down}, {x, y - down});
    return path;
}

Path circle(Point middle, double radius) {
    return ellipse(middle, radius, radius);
}

Path polygon(const std::vector<Point>& points) {
    Path path;
    for (std::size_t i = 0; i < points.size(); ++i) {
        i == 0 ? path.move(points[i]) : path.line(points[i]);
    }
    return path;
}

// Every piece goes round the same way, so that where they lie over each other nothing is cut out.
Path stroke(const Path& along, double width) {
    Path out;
    const double half = width / 2;
    for (const auto& outline : along.outlines()) {
        add_disc(out, outline.front(), half);
        for (std::size_t i = 1; i < outline.size(); ++i) {
            const Point a = outline[i - 1], b = outline[i];
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            if (length < 1e-9) continue;
            const double x = (b.y - a.y) / length * half, y = -(b.x - a.x) / length * half;
            out.add(polygon(
                {{a.x + x, a.y + y}, {b.x + x, b.y + y}, {b.x - x, b.y - y}, {a.x - x, a.y - y}}));
            add_disc(out, b, half);
        }
    }
    return out;
}

Path without(Path outer, const Path& inner) {
    const bool same =
        (turning(outer.outlines().front()) > 0) == (turning(inner.outlines().front()) > 0);
    return outer.add(same ? inner.reversed() : inner);
}

}  // namespace drawing
