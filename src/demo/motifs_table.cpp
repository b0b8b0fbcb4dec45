// What stands on a table: cups, bowls, jars, candles.

#include "demo/brush.hpp"

namespace demo {

using namespace drawing;  // NOLINT: this file is made of it.

namespace {

/// A thing that is round when seen from above, its sides from `top` half as wide to `low`.
Path turned_side(Point middle, double top, double low, double height) {
    const auto [x, y] = middle;  // Of its foot.
    Path path;
    path.move({x - top, y - height}).line({x + top, y - height});
    path.curve({x + top, y - height * 0.35}, {x + low * 1.04, y - 10}, {x + low * 0.86, y});
    path.curve({x, y + 16}, {x - low * 0.86, y});
    path.curve({x - low * 1.04, y - 10}, {x - top, y - height * 0.35}, {x - top, y - height});
    return path;
}

void steam(Brush& brush, Point at) {
    for (const double right : {-46.0, 8.0, 58.0}) {
        const double sway = brush.some(22, 44), height = brush.some(110, 170);
        const Path wisp = Path()
                              .move({at.x + right, at.y})
                              .curve({at.x + right + sway, at.y - height * 0.35},
                                     {at.x + right - sway, at.y - height * 0.7},
                                     {at.x + right + sway * 0.4, at.y - height});
        brush.canvas.shadow(stroke(wisp, 13), {0, 0, 8, faded(rgb(0xffffff), 0.5)});
    }
}

/// Bands, dots, a dipped foot, leaves or nothing, on what is clipped to `side`.
void glaze(Brush& brush, const Path& side, const Colour& second) {
    const Box b = side.bounds();
    brush.canvas.clip(side);
    switch (brush.pick(6)) {
        case 0:
            for (const double share : {0.3, 0.4, 0.62}) {
                const double y = b.y + b.height * share;
                brush.line(
                    Path().move({b.x, y}).curve({b.x + b.width / 2, y + 26}, {b.x + b.width, y}),
                    share > 0.5 ? 34 : 14, faded(second, 0.85));
            }
            break;
        case 1:
            for (int i = 0; i < 26; ++i) {
                brush.fill(circle({b.x + brush.some(0, b.width), b.y + brush.some(0, b.height)},
                                  brush.some(5, 15)),
                           faded(second, 0.8));
            }
            break;
        case 2: {
            const double y = b.y + b.height * brush.some(0.5, 0.7);
            brush.fill(Path()
                           .move({b.x - 9, y})
                           .curve({b.x + b.width * 0.3, y - 50}, {b.x + b.width * 0.6, y + 60},
                                  {b.x + b.width + 9, y - 14})
                           .line({b.x + b.width + 9, b.y + b.height + 40})
                           .line({b.x - 9, b.y + b.height + 40}),
                       faded(second, 0.86));
            break;
        }
        case 3:
            for (int i = 0; i < 4; ++i) {
                const double x = b.x + b.width * (0.16 + 0.23 * i), y = b.y + b.height * 0.78;
                brush.leaf({x, y}, {x + brush.some(-24, 40), y - b.height * 0.5}, 30, second);
            }
            break;
        case 4:
            for (const double x : steps(b.x + 14, b.x + b.width, 46)) {
                brush.fill(box({x, b.y - 20, 15, b.height + 60}), faded(second, 0.55));
            }
            break;
        default: break;
    }
    brush.canvas.shadow(box({b.x + b.width * 0.86, b.y - 40, b.width * 0.3, b.height + 80}),
                        {0, 0, b.width * 0.08, faded(brush.ink, 0.22)});
    brush.canvas.end_clip();
}

void rim(Brush& brush, Point at, double across, double down, const Colour& colour,
         const Colour& inside) {
    brush.fill(ellipse(at, across, down), lighter(colour, 0.35));
    const Path hollow = ellipse({at.x, at.y + 2}, across * 0.93, down * 0.82);
    brush.fill(hollow, drawing::across({at.x - across, at.y}, {at.x + across, at.y},
                                       darker(colour, 0.4), lighter(colour, 0.05)));
    brush.canvas.clip(hollow);
    brush.fill(ellipse({at.x, at.y + down * 0.55}, across * 0.84, down * 0.75), inside);
    brush.canvas.end_clip();
}

void one_mug(Brush& brush, Point foot, double scale, const Colour& colour, double side) {
    const double top = 150 * scale, low = top * brush.some(0.78, 1.0), height = 300 * scale;
    brush.stand({foot.x, foot.y}, low);
    const Point ear{foot.x + side * top * 1.02, foot.y - height * 0.52};
    const Path handle =
        without(ellipse(ear, 84 * scale, 100 * scale), ellipse(ear, 50 * scale, 66 * scale));
    brush.fill(handle, across({ear.x - 80, ear.y - 90}, {ear.x + 80, ear.y + 90},
                              lighter(colour, 0.12), darker(colour, 0.24)));
    const Path side_path = turned_side(foot, top, low, height);
    brush.body(side_path, colour);
    glaze(brush, side_path, brush.maybe() ? brush.cream : brush.accent);
    rim(brush, {foot.x, foot.y - height}, top, 34 * scale, colour,
        brush.one_of({0x5a3420, 0x8a5a2b, 0xa9712f, 0x6b7f3a}));
}

Path jar_shape(Point foot, double half, double height, double shoulder) {
    const auto [x, y] = foot;
    Path path;
    path.move({x - half * 0.8, y - height}).line({x + half * 0.8, y - height});
    path.curve({x + half * 0.8, y - height + shoulder * 0.6},
               {x + half, y - height + shoulder * 0.5}, {x + half, y - height + shoulder});
    path.line({x + half, y - 34}).curve({x + half, y}, {x + half - 36, y + 2});
    path.line({x - half + 36, y + 2}).curve({x - half, y}, {x - half, y - 34});
    path.line({x - half, y - height + shoulder});
    path.curve({x - half, y - height + shoulder * 0.5},
               {x - half * 0.8, y - height + shoulder * 0.6}, {x - half * 0.8, y - height});
    return path;
}

void label(Brush& brush, const Box& b, const Colour& paper, const Colour& mark) {
    brush.fill(rounded(b, 10), across({b.x, 0}, {b.x + b.width, 0}, paper, darker(paper, 0.14)));
    brush.fill(without(rounded({b.x + 9, b.y + 9, b.width - 18, b.height - 18}, 6),
                       rounded({b.x + 12, b.y + 12, b.width - 24, b.height - 24}, 5)),
               mark);
    const Point middle{b.x + b.width / 2, b.y + b.height * 0.4};
    switch (brush.pick(4)) {
        case 0: brush.fill(circle(middle, b.height * 0.16), mark); break;
        case 1:
            brush.leaf({middle.x - b.height * 0.2, middle.y + b.height * 0.16},
                       {middle.x + b.height * 0.22, middle.y - b.height * 0.16}, b.height * 0.14,
                       mark);
            break;
        case 2:
            for (const double x : {-1.0, 0.0, 1.0}) {
                brush.fill(circle({middle.x + x * b.height * 0.2, middle.y + (x == 0 ? -8 : 8)},
                                  b.height * 0.09),
                           mark);
            }
            break;
        default: {
            std::vector<Point> star;
            const Path wheel = circle({0, 0}, 1);
            const auto& round = wheel.outlines().front();
            for (std::size_t i = 0; i < round.size(); i += 4) {
                const double far = b.height * (i % 8 == 0 ? 0.2 : 0.1);
                star.push_back({middle.x + round[i].x * far, middle.y + round[i].y * far});
            }
            brush.fill(polygon(star), mark);
        }
    }
    for (const double share : {0.7, 0.8}) {
        const double width = b.width * (share < 0.75 ? 0.5 : 0.34);
        brush.fill(
            rounded({middle.x - width / 2, b.y + b.height * share, width, b.height * 0.045}, 4),
            faded(mark, 0.75));
    }
}

}  // namespace

void draw_mug(Brush& brush) {
    if (brush.maybe()) {
        const double side = brush.maybe() ? 1 : -1;
        one_mug(brush, {600 + side * 170, feet - 50}, 0.84, brush.accent, side);
        one_mug(brush, {600 - side * 120, feet + 18}, 1.12, brush.main, -side);
        return;
    }
    one_mug(brush, {580, feet + 10}, 1.36, brush.main, 1);
    steam(brush, {580, feet - 400});
}

void draw_bowl(Brush& brush) {
    const int count = brush.how_many(1, 3);
    for (int i = 0; i < count; ++i) {
        const double scale = count == 1 ? 1.4 : 1.15;
        const Point foot{600, feet + 16 - i * 96.0 * scale * 0.62};
        const double top = 235 * scale * (1 - i * 0.06), height = 170 * scale;
        const Colour colour = i % 2 == 0 ? brush.main : mixed(brush.main, brush.accent, 0.55);
        if (i == 0) brush.stand(foot, top * 0.55);
        brush.fill(turned_side(foot, 96 * scale, 92 * scale, 30), darker(colour, 0.3));
        Path side;
        side.move({foot.x - top, foot.y - height}).line({foot.x + top, foot.y - height});
        side.curve({foot.x + top * 0.95, foot.y - height * 0.1}, {foot.x + top * 0.5, foot.y - 12},
                   {foot.x, foot.y - 12});
        side.curve({foot.x - top * 0.5, foot.y - 12}, {foot.x - top * 0.95, foot.y - height * 0.1},
                   {foot.x - top, foot.y - height});
        brush.body(side, colour);
        glaze(brush, side, i % 2 == 0 ? brush.cream : brush.accent);
        rim(brush, {foot.x, foot.y - height}, top, 46 * scale, colour, lighter(colour, 0.2));
    }
}

void draw_plates(Brush& brush) {
    const int count = brush.how_many(2, 3);
    const Point places[] = {{430, 520}, {800, 400}, {650, 690}};
    for (int i = 0; i < count; ++i) {
        const Point at{places[i].x + brush.some(-20, 20), places[i].y + brush.some(-20, 20)};
        const double radius = (i == 0 ? 285 : 235) * brush.some(0.95, 1.04);
        const Colour colour = i == 1 ? brush.accent : brush.main;
        brush.lift(circle(at, radius), 16);
        brush.fill(circle(at, radius), around({at.x - 90, at.y - 100}, radius * 1.5,
                                              lighter(colour, 0.28), darker(colour, 0.12)));
        const Colour second = i == 1 ? brush.cream : lighter(brush.main, 0.6);
        brush.fill(without(circle(at, radius * 0.94), circle(at, radius * 0.9)),
                   faded(second, 0.9));
        brush.canvas.shadow(circle(at, radius * 0.66), {5, 7, 12, faded(brush.ink, 0.2)});
        brush.fill(circle(at, radius * 0.64),
                   around({at.x + 60, at.y + 70}, radius, lighter(colour, 0.2), colour));
        for (int n = 0; n < 12; ++n) {
            const Path petal = ellipse({at.x, at.y - radius * 0.79}, radius * 0.035, radius * 0.07);
            brush.fill(petal.turned(at, n * 30), faded(second, 0.8));
        }
    }
}

void draw_teapot(Brush& brush) {
    const Point foot{580, feet + 10};
    const Colour colour = brush.main;
    brush.stand(foot, 235);
    const Path spout = Path()
                           .move({770, 590})
                           .curve({880, 570}, {880, 450}, {965, 415})
                           .line({1000, 440})
                           .curve({950, 500}, {960, 660}, {770, 690});
    brush.fill(spout, across({780, 420}, {930, 680}, lighter(colour, 0.15), darker(colour, 0.25)));
    const Path handle = Path().move({600, 330}).curve({330, 60}, {870, 60}, {640, 330});
    const bool bamboo = brush.maybe();
    if (bamboo) {
        brush.line(Path().move({430, 430}).curve({400, 90}, {770, 90}, {735, 430}), 26,
                   rgb(0xb07a3c));
        brush.line(Path().move({430, 420}).curve({402, 86}, {766, 86}, {731, 420}), 6,
                   rgb(0xd9ab6a));
    } else {
        const Point ear{350, 560};
        brush.fill(without(ellipse(ear, 120, 130), ellipse(ear, 78, 88)), darker(colour, 0.16));
    }
    const Path body = ellipse({580, 570}, 245, 180);
    brush.body(body, colour);
    glaze(brush, body, brush.maybe() ? brush.cream : brush.accent);
    brush.fill(ellipse({580, 405}, 120, 30), darker(colour, 0.28));
    brush.body(Path()
                   .move({466, 402})
                   .curve({480, 340}, {680, 340}, {694, 402})
                   .curve({580, 432}, {466, 402}),
               lighter(colour, 0.05));
    brush.ball({580, 345}, 27, bamboo ? rgb(0xb07a3c) : colour);
    steam(brush, {985, 400});
}

void draw_vase(Brush& brush) {
    const Point foot{600, feet + 12};
    brush.stand(foot, 120);
    const int stems = brush.how_many(3, 6);
    for (int i = 0; i < stems; ++i) {
        const double lean = (i - (stems - 1) / 2.0) * brush.some(48, 70);
        const Point top{600 + lean * 1.5, brush.some(120, 240)};
        const Colour green = brush.one_of({0x4d7c4a, 0x6b8f4e, 0x7a8f5a, 0x8d7a52});
        brush.line(Path().move({600 + lean * 0.2, 420}).curve({600 + lean * 0.5, 320}, top), 6,
                   green);
        for (int n = 0; n < 5; ++n) {
            const double share = 0.3 + n * 0.16;
            const Point at{600 + lean * 0.3 + (top.x - 600 - lean * 0.3) * share,
                           410 + (top.y - 410) * share};
            const double side = n % 2 == 0 ? 1 : -1;
            brush.leaf(at, {at.x + side * 66, at.y - 44}, 17, green);
        }
        brush.ball(top, brush.some(14, 26), brush.one_of({0xd9412b, 0xe5bd72, 0xf3efe4, 0xc77b9b}));
    }
    const double neck = brush.some(44, 72), belly = brush.some(130, 175);
    Path side;
    side.move({600 - neck, 400}).line({600 + neck, 400});
    side.curve({600 + neck * 0.9, 480}, {600 + belly, 480}, {600 + belly, 610});
    side.curve({600 + belly, 700}, {600 + 110, foot.y}, {600 + 80, foot.y});
    side.curve({600, foot.y + 12}, {600 - 80, foot.y});
    side.curve({600 - 110, foot.y}, {600 - belly, 700}, {600 - belly, 610});
    side.curve({600 - belly, 480}, {600 - neck * 0.9, 480}, {600 - neck, 400});
    brush.body(side, brush.main);
    glaze(brush, side, brush.maybe() ? brush.cream : brush.accent);
    brush.fill(ellipse({600, 400}, neck, 12), darker(brush.main, 0.42));
}

void draw_jar(Brush& brush) {
    const int count = brush.how_many(1, 3);
    for (int i = count - 1; i >= 0; --i) {
        const double scale = count == 1 ? 1.3 : 0.95, shift = (i - (count - 1) / 2.0) * 290;
        const Point foot{600 + shift, feet + (i % 2 == 0 ? 22.0 : -22.0)};
        const double half = 140 * scale, height = 345 * scale;
        brush.stand(foot, half);
        const Path glass = jar_shape(foot, half, height, 60 * scale);
        brush.fill(glass, faded(lighter(brush.main, 0.75), 0.7));
        const Path content =
            jar_shape({foot.x, foot.y - 7}, half * 0.95, height * 0.86, 30 * scale);
        brush.body(content, brush.main);
        brush.canvas.clip(content);
        for (int n = 0; n < 34; ++n) {
            const Point at{foot.x + brush.some(-half, half), foot.y - brush.some(0, height)};
            brush.fill(
                ellipse(at, brush.some(5, 17), brush.some(4, 11)),
                faded(n % 3 == 0 ? lighter(brush.main, 0.4) : darker(brush.main, 0.35), 0.6));
        }
        brush.canvas.end_clip();
        label(brush, {foot.x - half * 0.7, foot.y - height * 0.64, half * 1.4, height * 0.44},
              brush.cream, brush.accent.red + brush.accent.green > 1.6 ? brush.main : brush.accent);
        brush.fill(rounded({foot.x - half * 0.86, foot.y - height * 0.9, 20, height * 0.8}, 10),
                   faded(rgb(0xffffff), 0.5));
        const Colour lid = brush.one_of({0xd8d2c4, 0xc2a35b, 0x3a342f, 0xbf2a1a});
        brush.body(
            rounded({foot.x - half * 0.88, foot.y - height - 40 * scale, half * 1.76, 62 * scale},
                    12),
            lid);
    }
}

void draw_tin(Brush& brush) {
    const bool pair = brush.maybe();
    for (int i = pair ? 1 : 0; i >= 0; --i) {
        const double scale = pair ? (i == 0 ? 1.08 : 0.86) : 1.3;
        const Point foot{pair ? (i == 0 ? 480.0 : 790.0) : 600.0, feet + (i == 0 ? 20.0 : -26.0)};
        const double half = 150 * scale, height = 350 * scale;
        const Colour colour = i == 0 ? brush.main : mixed(brush.main, brush.accent, 0.7);
        brush.stand(foot, half);
        Path side;
        side.move({foot.x - half, foot.y - height}).line({foot.x + half, foot.y - height});
        side.line({foot.x + half, foot.y - 12})
            .curve({foot.x, foot.y + 26}, {foot.x - half, foot.y - 12});
        brush.body(side, colour);
        label(brush, {foot.x - half * 0.66, foot.y - height * 0.78, half * 1.32, height * 0.56},
              brush.cream, darker(colour, 0.2));
        Path lid;
        const double top = foot.y - height - 40 * scale;
        lid.move({foot.x - half - 7, top}).line({foot.x + half + 7, top});
        lid.line({foot.x + half + 7, top + 74 * scale});
        lid.curve({foot.x, top + 106 * scale}, {foot.x - half - 7, top + 74 * scale});
        brush.body(lid, darker(colour, 0.16));
        brush.fill(
            ellipse({foot.x, top}, half + 7, 24 * scale),
            across({foot.x - half, top}, {foot.x + half, top}, lighter(colour, 0.34), colour));
    }
    for (int n = 0; n < 16; ++n) {
        const Point at{600 + brush.some(-330, 390), feet + brush.some(50, 110)};
        brush.leaf(at, {at.x + brush.some(-34, 34), at.y + brush.some(-14, 14)}, 7,
                   brush.one_of({0x4d6b3a, 0x6b7f3a, 0x3c4f2c, 0x7d5a33}));
    }
}

void draw_bottle(Brush& brush) {
    const int count = brush.how_many(1, 3);
    for (int i = count - 1; i >= 0; --i) {
        const Point foot{600 + (i - (count - 1) / 2.0) * 250, feet + (i % 2 == 0 ? 20.0 : -24.0)};
        const double half = 96, low = foot.y;
        brush.stand(foot, half);
        Path side;
        side.move({foot.x - 36, low - 560})
            .line({foot.x + 36, low - 560})
            .line({foot.x + 36, low - 420});
        side.curve({foot.x + 40, low - 370}, {foot.x + half, low - 370},
                   {foot.x + half, low - 290});
        side.line({foot.x + half, low - 22})
            .curve({foot.x + half, low + 4}, {foot.x + half - 30, low + 4});
        side.line({foot.x - half + 30, low + 4})
            .curve({foot.x - half, low + 4}, {foot.x - half, low - 22});
        side.line({foot.x - half, low - 290});
        side.curve({foot.x - half, low - 370}, {foot.x - 40, low - 370}, {foot.x - 36, low - 420});
        const Colour colour = i == 1 ? mixed(brush.main, rgb(0xffffff), 0.25) : brush.main;
        brush.body(side, colour);
        brush.fill(rounded({foot.x - half + 16, low - 300, 14, 250}, 7),
                   faded(rgb(0xffffff), 0.42));
        label(brush, {foot.x - half + 2, low - 250, half * 2 - 4, 176}, brush.cream,
              darker(colour, 0.25));
        brush.body(rounded({foot.x - 42, low - 610, 84, 76}, 10),
                   brush.one_of({0x3a342f, 0xbf2a1a, 0xc2a35b}));
    }
}

void draw_candle(Brush& brush) {
    const int count = brush.how_many(1, 3);
    const Colour glow = rgb(0xffd27a);
    for (int i = count - 1; i >= 0; --i) {
        const double scale = brush.some(0.8, 1.15) * (count == 1 ? 1.2 : 0.9);
        const Point foot{600 + (i - (count - 1) / 2.0) * 270, feet + (i % 2 == 0 ? 20.0 : -20.0)};
        const double half = 118 * scale, height = brush.some(200, 360) * scale,
                     top = foot.y - height;
        brush.canvas.shadow(circle({foot.x, top - 60}, 120), {0, 0, 110, faded(glow, 0.5)});
        brush.stand(foot, half);
        Path side;
        side.move({foot.x - half, top})
            .line({foot.x + half, top})
            .line({foot.x + half, foot.y - 10});
        side.curve({foot.x, foot.y + 22}, {foot.x - half, foot.y - 10});
        const Colour colour = i % 2 == 0 ? brush.main : mixed(brush.main, brush.cream, 0.55);
        brush.body(side, colour);
        if (brush.maybe()) {
            label(brush, {foot.x - half * 0.6, foot.y - height * 0.72, half * 1.2, height * 0.5},
                  brush.cream, darker(colour, 0.35));
        }
        brush.fill(ellipse({foot.x, top}, half, 22 * scale), lighter(colour, 0.4));
        brush.fill(ellipse({foot.x, top}, half * 0.62, 12 * scale),
                   around({foot.x, top}, half * 0.6, rgb(0xfff1c4), lighter(colour, 0.3)));
        brush.line(Path().move({foot.x, top}).line({foot.x + 4, top - 34}), 6, brush.ink);
        const Path flame =
            Path()
                .move({foot.x + 4, top - 140})
                .curve({foot.x + 46, top - 80}, {foot.x + 40, top - 26}, {foot.x + 4, top - 24})
                .curve({foot.x - 34, top - 26}, {foot.x - 30, top - 80}, {foot.x + 4, top - 140});
        brush.canvas.shadow(flame, {0, 0, 22, faded(glow, 0.9)});
        brush.fill(flame,
                   across({foot.x, top - 140}, {foot.x, top - 24}, rgb(0xfff3c8), rgb(0xf08a2c)));
    }
}

void draw_soap(Brush& brush) {
    const int count = brush.how_many(2, 4);
    for (int i = 0; i < count; ++i) {
        const int row = i / 2;
        const Point at{440 + (i % 2) * 330 + brush.some(-30, 30),
                       330 + row * 270 + brush.some(-20, 20) + (count == 2 ? 110 : 0)};
        const double lean = brush.some(-24, 24);
        const Colour colour = i % 2 == 0 ? brush.main : mixed(brush.main, brush.cream, 0.5);
        const Path bar = rounded({at.x - 150, at.y - 100, 300, 200}, 46).turned(at, lean);
        brush.lift(bar, 20);
        brush.sheet(bar, colour);
        brush.fill(
            rounded({at.x - 128, at.y - 82, 256, 160}, 36).turned(at, lean),
            across({at.x - 120, at.y - 80}, {at.x + 120, at.y + 90}, lighter(colour, 0.4), colour));
        brush.canvas.clip(bar);
        for (int n = 0; n < 9; ++n) {
            const Point from{at.x + brush.some(-130, 110), at.y + brush.some(-80, 80)};
            brush.leaf(from, {from.x + brush.some(-40, 40), from.y + brush.some(-30, 30)}, 7,
                       brush.one_of({0x6b7f3a, 0x9a7b4f, 0x7d5a8a}));
        }
        brush.canvas.end_clip();
    }
}

}  // namespace demo
