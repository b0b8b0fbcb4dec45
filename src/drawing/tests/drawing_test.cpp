#include "drawing/drawing.hpp"

#include <gtest/gtest.h>

namespace drawing {
namespace {

constexpr Dots ten{10, 10};

/// The red of a dot.
int at(const Canvas& canvas, int x, int y) {
    return canvas.dots()[static_cast<std::size_t>((y * canvas.size().width + x) * 3)];
}

TEST(Drawing, CoversEachDotAsFarAsTheShapeDoes) {
    Canvas canvas(ten, 10);
    canvas.fill(box({2, 2, 4.5, 3.25}), rgb(0x000000));
    EXPECT_EQ(at(canvas, 1, 3), 255);
    EXPECT_EQ(at(canvas, 2, 2), 0);
    EXPECT_EQ(at(canvas, 5, 4), 0);
    EXPECT_NEAR(at(canvas, 6, 3), 128, 1);
    EXPECT_NEAR(at(canvas, 3, 5), 191, 1);
    EXPECT_NEAR(at(canvas, 6, 5), 223, 1);
    EXPECT_EQ(at(canvas, 7, 3), 255);
}

TEST(Drawing, IsMeasuredInUnitsAndNotInDots) {
    Canvas small(ten, 100), large({20, 20}, 100);
    for (Canvas* canvas : {&small, &large}) canvas->fill(box({0, 0, 50, 50}), rgb(0x000000));
    EXPECT_EQ(at(small, 4, 4), 0);
    EXPECT_EQ(at(small, 5, 4), 255);
    EXPECT_EQ(at(large, 9, 9), 0);
    EXPECT_EQ(at(large, 10, 9), 255);
}

TEST(Drawing, CutsAHoleWithAnOutlineThatGoesTheOtherWay) {
    for (const Path& hole : {box({3, 3, 4, 4}), box({3, 3, 4, 4}).reversed()}) {
        Canvas canvas(ten, 10);
        canvas.fill(without(box({1, 1, 8, 8}), hole), rgb(0x000000));
        EXPECT_EQ(at(canvas, 2, 2), 0);
        EXPECT_EQ(at(canvas, 5, 5), 255);
    }
}

TEST(Drawing, FillsWhatLiesOverItselfOnce) {
    Canvas canvas(ten, 10);
    canvas.fill(stroke(Path().move({1, 5}).line({8, 5}).line({1, 5}), 4), rgb(0x000000, 0.5));
    EXPECT_NEAR(at(canvas, 5, 5), 128, 1);
    EXPECT_EQ(at(canvas, 5, 1), 255);
}

TEST(Drawing, PutsACircleWhereItsAreaIs) {
    Canvas canvas({100, 100}, 100);
    canvas.fill(circle({50, 50}, 30), rgb(0x000000));
    std::int64_t dark = 0;
    for (const std::uint8_t dot : canvas.dots()) dark += 255 - dot;
    const std::int64_t area = dark / 255 / 3;
    EXPECT_NEAR(static_cast<int>(area), 2827, 12) << "pi times 30 times 30";
}

TEST(Drawing, LeavesWhatReachesOverTheEdgeOut) {
    Canvas canvas(ten, 10);
    canvas.fill(circle({0, 0}, 1000), rgb(0x336699));
    canvas.fill(box({-50, 4, 52, 2}), rgb(0x000000));
    canvas.fill(box({20, 20, 5, 5}), rgb(0x000000));
    EXPECT_EQ(at(canvas, 9, 9), 0x33);
    EXPECT_EQ(at(canvas, 1, 5), 0);
    EXPECT_EQ(at(canvas, 2, 5), 0x33);
}

TEST(Drawing, ChangesColourAlongALineAndAroundAPoint) {
    Canvas canvas({100, 1}, 100);
    canvas.fill(box({0, 0, 100, 1}), across({0, 0}, {100, 0}, rgb(0x000000), rgb(0xffffff)));
    EXPECT_NEAR(at(canvas, 0, 0), 1, 1);
    EXPECT_NEAR(at(canvas, 50, 0), 128, 2);
    EXPECT_NEAR(at(canvas, 99, 0), 254, 1);
    canvas.fill(box({0, 0, 100, 1}), around({50, 0.5}, 25, rgb(0xffffff), rgb(0x000000)));
    EXPECT_GT(at(canvas, 50, 0), 248);
    EXPECT_EQ(at(canvas, 10, 0), 0);
}

TEST(Drawing, PaintsWithinAClipOnly) {
    Canvas canvas(ten, 10);
    canvas.clip(box({0, 0, 5, 10}));
    canvas.fill(box({0, 0, 10, 10}), rgb(0x000000));
    canvas.end_clip();
    EXPECT_EQ(at(canvas, 4, 4), 0);
    EXPECT_EQ(at(canvas, 5, 4), 255);
    canvas.fill(box({9, 9, 1, 1}), rgb(0x000000));
    EXPECT_EQ(at(canvas, 9, 9), 0);
}

TEST(Drawing, CastsAShadowThatFadesOutwards) {
    Canvas canvas({100, 100}, 100);
    canvas.shadow(box({40, 40, 20, 20}), {0, 10, 4, rgb(0x000000)});
    EXPECT_LT(at(canvas, 50, 60), 100);
    EXPECT_LT(at(canvas, 50, 60), at(canvas, 50, 70));
    EXPECT_LT(at(canvas, 50, 70), at(canvas, 50, 78));
    EXPECT_EQ(at(canvas, 5, 5), 255);
}

TEST(Drawing, TurnsAndScalesAroundAPoint) {
    const Box b = box({10, 10, 4, 2}).turned({10, 10}, 90).scaled({10, 10}, 2, 1).bounds();
    EXPECT_NEAR(b.x, 6, 1e-9);
    EXPECT_NEAR(b.y, 10, 1e-9);
    EXPECT_NEAR(b.width, 4, 1e-9);
    EXPECT_NEAR(b.height, 4, 1e-9);
}

}  // namespace
}  // namespace drawing
