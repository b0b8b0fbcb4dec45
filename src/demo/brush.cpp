#include "demo/brush.hpp"

#include <algorithm>
#include <cmath>

namespace demo {

using namespace drawing;  // NOLINT: this file is made of it.

std::vector<double> steps(double from, double to, double step) {
    std::vector<double> list;
    for (int i = 0; from + i * step < to; ++i) list.push_back(from + i * step);
    return list;
}

double Brush::some(double low, double high) {
    constexpr int parts = 1024;
    return low + (high - low) * static_cast<double>(chance.below(parts + 1)) / parts;
}

Colour Brush::one_of(const std::vector<std::uint32_t>& list) {
    return rgb(
        list[static_cast<std::size_t>(chance.below(static_cast<std::int64_t>(list.size())))]);
}

void Brush::line(const Path& along, double width, const Colour& colour) {
    fill(stroke(along, width), colour);
}

void Brush::body(const Path& path, const Colour& colour) {
    const Box b = path.bounds();
    fill(path, across({b.x, b.y}, {b.x + b.width, b.y + b.height * 0.15}, lighter(colour, 0.22),
                      darker(colour, 0.2)));
    canvas.clip(path);
    canvas.shadow(
        rounded({b.x + b.width * 0.13, b.y + b.height * 0.08, b.width * 0.12, b.height * 0.74},
                b.width * 0.06),
        {0, 0, b.width * 0.035, faded(cream, 0.34)});
    canvas.shadow(box({b.x + b.width * 0.9, b.y - 40, b.width * 0.2, b.height + 80}),
                  {0, 0, b.width * 0.07, faded(ink, 0.3)});
    canvas.end_clip();
}

void Brush::sheet(const Path& path, const Colour& colour) {
    const Box b = path.bounds();
    fill(path, across({b.x, b.y}, {b.x + b.width * 0.4, b.y + b.height}, lighter(colour, 0.12),
                      darker(colour, 0.08)));
}

void Brush::ball(Point middle, double radius, const Colour& colour) {
    const Point light{middle.x - radius * 0.35, middle.y - radius * 0.4};
    fill(circle(middle, radius),
         around(light, radius * 1.5, lighter(colour, 0.3), darker(colour, 0.32)));
}

void Brush::stand(Point at, double across) {
    canvas.shadow(ellipse({at.x + across * 0.16, at.y + 8}, across * 1.12, 30),
                  {0, 0, 26, faded(ink, 0.26)});
    canvas.shadow(ellipse({at.x + across * 0.02, at.y}, across * 0.96, 14),
                  {0, 0, 8, faded(ink, 0.42)});
}

void Brush::lift(const Path& path, double height) {
    canvas.shadow(path, {height * 0.8, height * 1.5, height * 1.3, faded(ink, 0.3)});
    canvas.shadow(path, {height * 0.2, height * 0.35, height * 0.35, faded(ink, 0.25)});
}

void Brush::leaf(Point from, Point to, double width, const Colour& colour) {
    const double x = to.x - from.x, y = to.y - from.y, length = std::hypot(x, y);
    const Point side{-y / length * width, x / length * width};
    const Point middle{from.x + x * 0.45, from.y + y * 0.45};
    const Point left{middle.x + side.x, middle.y + side.y},
        right{middle.x - side.x, middle.y - side.y};
    const Path half = Path().move(from).curve(left, to).line(from);
    const Path whole = Path().move(from).curve(left, to).curve(right, from);
    fill(whole, across(left, right, darker(colour, 0.12), lighter(colour, 0.14)));
    fill(half, faded(darker(colour, 0.4), 0.22));
    line(Path().move(from).line({from.x + x * 0.92, from.y + y * 0.92}),
         std::max(2.0, width * 0.06), faded(lighter(colour, 0.4), 0.7));
}

}  // namespace demo
