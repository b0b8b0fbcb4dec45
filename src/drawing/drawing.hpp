#pragma once

// Drawing: shapes filled into dots, for pictures that the program makes itself.
//
//     Canvas canvas({800, 600}, 1200);                    // 1,200 units from left to right
//     canvas.shadow(ellipse({600, 700}, 200, 30), {0, 0, 12, rgb(0x2a211c, 0.3)});
//     canvas.fill(rounded({400, 300, 400, 380}, 60), across({400, 0}, {800, 0}, light, dark));
//     send(canvas.dots());                                // three bytes a dot: red, green, blue
//
// A shape is a list of outlines, a paint says which colour is where, and a dot at an edge takes as
// much of it as the shape covers of the dot. Everything is measured in the canvas's units, with y
// downwards, so that one drawing can be made in any size. Knows nobody; the same calls give the
// same dots.

#include <array>
#include <cstdint>
#include <vector>

namespace drawing {

struct Point {
    double x = 0, y = 0;
};

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};

/// Parts from 0 to 1.
struct Colour {
    double red = 0, green = 0, blue = 0, alpha = 1;
};

/// From 0xRRGGBB.
constexpr Colour rgb(std::uint32_t hex, double alpha = 1) {
    constexpr double most = 255;
    return {(hex >> 16U & 255U) / most, (hex >> 8U & 255U) / most, (hex & 255U) / most, alpha};
}

/// `a` at 0, `b` at 1.
Colour mixed(const Colour& a, const Colour& b, double share);
Colour lighter(const Colour& colour, double share);
Colour darker(const Colour& colour, double share);
Colour faded(Colour colour, double alpha);

// ---- Shapes

/// Outlines, each a closed row of points; an outline that goes round the other way is a hole.
class Path {
public:
    Path& move(Point to);
    Path& line(Point to);
    /// A curve by two handles (cubic) or one.
    Path& curve(Point first, Point second, Point to);
    Path& curve(Point handle, Point to);
    /// What another path has, too.
    Path& add(const Path& other);

    Path moved(double right, double down) const;
    Path turned(Point around, double degrees) const;
    Path scaled(Point around, double across, double down) const;
    Path reversed() const;

    const std::vector<std::vector<Point>>& outlines() const { return outlines_; }
    Box bounds() const;

private:
    template <class Change>
    Path changed(Change change) const;

    std::vector<std::vector<Point>> outlines_;
};

Path box(const Box& box);
Path rounded(const Box& box, double radius);
Path ellipse(Point middle, double across, double down);
Path circle(Point middle, double radius);
Path polygon(const std::vector<Point>& points);
/// A line of this width along an open path's outlines, with round ends and corners.
Path stroke(const Path& along, double width);
/// What is between a shape and a smaller one inside.
Path without(Path outer, const Path& inner);

// ---- Paints

/// One colour, or two with a gradual change along a line or from a point outwards.
struct Paint {
    enum class Kind { flat, line, round };

    Paint(const Colour& colour) : from(colour), to(colour) {}  // NOLINT: a colour is a paint.
    Paint(Kind how, Point a, Point b, const Colour& first, const Colour& last)
        : kind(how), start(a), end(b), from(first), to(last) {}

    Kind kind = Kind::flat;
    Point start, end;
    Colour from, to;
};
Paint across(Point start, Point end, const Colour& from, const Colour& to);
Paint around(Point middle, double radius, const Colour& inner, const Colour& outer);

// ---- Canvas

struct Dots {
    int width = 0, height = 0;
};

struct Shadow {
    double right = 0, down = 0, blur = 0;
    Colour colour;
};

class Canvas {
public:
    /// White, `units` wide.
    Canvas(Dots size, double units);

    void fill(const Path& path, const Paint& paint);
    /// The shape's blurred shadow, to be drawn before the shape.
    void shadow(const Path& path, const Shadow& shadow);

    /// Until it is ended, only what is within the path is painted.
    void clip(const Path& path);
    void end_clip() { clip_.clear(); }

    Dots size() const { return size_; }
    /// Row by row from above, three bytes a dot.
    std::vector<std::uint8_t> dots() const;

private:
    void put(int x, int y, const std::array<float, 4>& tone, float cover);

    Dots size_;
    double scale_;
    std::vector<float> parts_;  // Red, green, blue.
    std::vector<float> clip_;   // How much of each dot may be painted; empty: all of it.
};

}  // namespace drawing
