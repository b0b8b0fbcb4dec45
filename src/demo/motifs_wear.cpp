// What is worn and carried, and what is played with.

#include "demo/brush.hpp"

namespace demo {

using namespace drawing;  // NOLINT: this file is made of it.

namespace {

/// Stripes, checks, dots, a band or nothing, within a piece of clothing.
void cloth_pattern(Brush& brush, const Path& cloth, const Colour& second, double lean) {
    const Point middle{600, 450};
    brush.canvas.clip(cloth);
    const Box b = cloth.bounds();
    switch (brush.pick(5)) {
        case 0:
            for (const double y : steps(b.y, b.y + b.height, 62))
                brush.fill(box({b.x - 200, y, b.width + 400, 24}).turned(middle, lean),
                           faded(second, 0.8));
            break;
        case 1:
            for (const double y : steps(b.y, b.y + b.height, 90))
                brush.fill(box({b.x - 200, y, b.width + 400, 36}).turned(middle, lean),
                           faded(second, 0.4));
            for (const double x : steps(b.x, b.x + b.width, 90))
                brush.fill(box({x, b.y - 200, 36, b.height + 400}).turned(middle, lean),
                           faded(second, 0.4));
            break;
        case 2:
            for (int row = 0; row * 54 < b.height; ++row) {
                for (int i = 0; i * 58 < b.width + 58; ++i) {
                    brush.fill(circle({b.x + i * 58.0 - row % 2 * 29, b.y + row * 54.0}, 10),
                               faded(second, 0.85));
                }
            }
            break;
        case 3: {
            const double y = b.y + b.height * 0.36;
            brush.fill(box({b.x - 200, y, b.width + 400, 66}).turned(middle, lean),
                       faded(second, 0.85));
            brush.fill(box({b.x - 200, y + 84, b.width + 400, 18}).turned(middle, lean),
                       faded(second, 0.85));
            break;
        }
        default: break;
    }
    for (int i = 0; i < 6; ++i) {  // Folds.
        const double x = b.x + b.width * brush.some(0.1, 0.9),
                     y = b.y + b.height * brush.some(0.3, 0.7);
        brush.canvas.shadow(
            stroke(Path().move({x, y}).curve({x + brush.some(-30, 30), y + 90},
                                             {x + brush.some(-16, 16), y + b.height * 0.36}),
                   12),
            {0, 0, 9, faded(brush.ink, 0.16)});
    }
    brush.canvas.end_clip();
}

void hanger(Brush& brush, double y) {
    brush.line(Path()
                   .move({600, y - 40})
                   .curve({600, y - 90}, {650, y - 90}, {646, y - 124})
                   .curve({640, y - 160}, {584, y - 156}, {584, y - 116}),
               9, rgb(0x8d867a));
    brush.line(Path().move({400, y + 40}).curve({560, y - 40}, {640, y - 40}, {800, y + 40}), 18,
               rgb(0xa8743a));
    brush.line(Path().move({200, 62}).line({1000, 62}), 16, rgb(0x7d5a3a));
}

Path top_shape(double sleeve, double low) {
    Path path;
    path.move({520, 190}).curve({560, 236}, {640, 236}, {680, 190}).line({780, 220});
    path.line({780 + sleeve * 0.55, 250 + sleeve * 0.95})
        .line({780 + sleeve * 0.1, 300 + sleeve})
        .line({762, 370});
    path.line({772, low}).curve({600, low + 22}, {428, low}).line({438, 370});
    path.line({420 - sleeve * 0.1, 300 + sleeve})
        .line({420 - sleeve * 0.55, 250 + sleeve * 0.95})
        .line({420, 220});
    path.line({520, 190});
    return path;
}

void hang(Brush& brush, const Path& path) {
    brush.canvas.shadow(path, {24, 30, 22, faded(brush.ink, 0.3)});
    brush.sheet(path, brush.main);
    cloth_pattern(brush, path, brush.maybe() ? brush.cream : brush.accent, 0);
}

/// A ball whose seams are drawn by `seams`, around its middle.
template <class Seams>
void round_ball(Brush& brush, Seams seams) {
    const Point at{600, 480};
    const double radius = 265;
    brush.stand({600, at.y + radius - 4}, 200);
    brush.fill(circle(at, radius),
               around({500, 370}, 430, lighter(brush.main, 0.3), darker(brush.main, 0.34)));
    brush.canvas.clip(circle(at, radius));
    seams(at);
    brush.canvas.shadow(circle({780, 660}, 200), {0, 0, 60, faded(brush.ink, 0.3)});
    brush.canvas.end_clip();
    brush.canvas.shadow(ellipse({500, 350}, 60, 40), {0, 0, 22, faded(rgb(0xffffff), 0.6)});
}

}  // namespace

void draw_shirt(Brush& brush) {
    hanger(brush, 190);
    const Path shirt = top_shape(brush.some(110, 150), brush.some(720, 780));
    hang(brush, shirt);
    brush.line(Path().move({516, 192}).curve({558, 250}, {642, 250}, {684, 192}), 17,
               darker(brush.main, 0.18));
    if (brush.maybe()) {
        for (int i = 0; i < 6; ++i) brush.fill(circle({600, 300 + i * 76.0}, 9), brush.cream);
        brush.line(Path().move({600, 246}).line({600, 740}), 3, faded(brush.ink, 0.3));
    }
}

void draw_jumper(Brush& brush) {
    const double lean = brush.some(-10, 10);
    const Point middle{600, 450};
    const Path jumper = top_shape(brush.some(330, 380), 710).turned(middle, lean);
    brush.lift(jumper, 18);
    brush.sheet(jumper, brush.main);
    cloth_pattern(brush, jumper, brush.maybe() ? brush.cream : brush.accent, lean);
    brush.canvas.clip(jumper);
    for (const double y : steps(180, 740, 15)) {  // Stitches.
        Path row = Path().move({180, y});
        for (const double x : steps(180, 1020, 15)) row.line({x + 7, y + 7}).line({x + 15, y});
        brush.line(row.turned(middle, lean), 2, faded(darker(brush.main, 0.5), 0.16));
    }
    for (const double x : steps(428, 776, 15))
        brush.fill(box({x, 660, 5, 70}).turned(middle, lean), faded(brush.ink, 0.2));
    brush.canvas.end_clip();
    brush.line(
        Path().move({512, 192}).curve({556, 256}, {644, 256}, {688, 192}).turned(middle, lean), 34,
        darker(brush.main, 0.16));
}

void draw_dress(Brush& brush) {
    hanger(brush, 170);
    const double flare = brush.some(190, 290);
    Path dress;
    dress.move({500, 172})
        .line({540, 172})
        .curve({560, 270}, {640, 270}, {660, 172})
        .line({700, 172});
    dress.curve({716, 300}, {690, 360}, {690, 430}).curve({720, 600}, {600 + flare, 800});
    dress.curve({600, 850}, {600 - flare, 800})
        .curve({480, 600}, {510, 430})
        .curve({510, 360}, {484, 300}, {500, 172});
    hang(brush, dress);
    brush.line(Path().move({508, 434}).curve({600, 452}, {692, 434}), 24, brush.accent);
}

void draw_scarf(Brush& brush) {
    const Colour second = brush.maybe() ? brush.cream : brush.accent;
    const double lean = brush.some(-14, 14);
    const Point middle{600, 450};
    for (int i = 0; i < 2; ++i) {
        const double x = i == 0 ? 640 : 380, turn = lean + (i == 0 ? 14 : -10);
        const double low = i == 0 ? 760 : 700;
        for (int n = 0; n < 11; ++n) {
            brush.line(Path()
                           .move({x + 8 + n * 17.0, low})
                           .line({x + 8 + n * 17.0 + brush.some(-7, 7), low + 66})
                           .turned(middle, turn),
                       8, darker(brush.main, 0.1));
        }
        const Path tail = rounded({x, 240, 190, low - 240}, 12).turned(middle, turn);
        brush.lift(tail, 14);
        brush.sheet(tail, brush.main);
        cloth_pattern(brush, tail, second, turn);
    }
    const Path loop =
        without(ellipse({600, 290}, 290, 170), ellipse({600, 270}, 150, 62)).turned(middle, lean);
    brush.lift(ellipse({600, 290}, 290, 170).turned(middle, lean), 16);
    brush.fill(loop,
               across({320, 130}, {880, 460}, lighter(brush.main, 0.2), darker(brush.main, 0.16)));
    brush.canvas.clip(loop);
    for (int i = 0; i < 22; ++i) {
        brush.line(Path()
                       .move({600, 276})
                       .curve({640, 180}, {600, 90})
                       .turned({600, 280}, i * 360.0 / 22)
                       .turned(middle, lean),
                   i % 3 == 0 ? 16 : 4, i % 3 == 0 ? faded(second, 0.6) : faded(brush.ink, 0.14));
    }
    brush.canvas.end_clip();
}

void draw_shoe(Brush& brush) {
    const bool boot = brush.one_in_three();
    for (int i = 1; i >= 0; --i) {
        const double dx = i == 0 ? -20 : 110, dy = i == 0 ? 30 : -50;
        const auto at = [&](const Path& path) { return path.moved(dx, dy); };
        brush.stand({590 + dx, feet + dy}, 330);
        const double top = boot ? 300 : 470;
        Path upper = Path().move({290, top}).line({520, top + (boot ? 0 : -6)});
        upper.curve({540, 560}, {640, 570}, {720, 590})
            .curve({900, 610}, {930, 650}, {925, 700})
            .line({285, 700});
        upper.curve({262, 620}, {300, 560}, {290, top});
        brush.body(at(upper), i == 0 ? brush.main : darker(brush.main, 0.12));
        brush.fill(at(Path()
                          .move({800, 606})
                          .curve({905, 620}, {930, 660}, {925, 700})
                          .line({780, 700})
                          .curve({790, 640}, {800, 606})),
                   faded(brush.cream, boot ? 0.0 : 0.9));
        brush.fill(at(Path()
                          .move({290, 560})
                          .curve({400, 590}, {420, 640}, {416, 700})
                          .line({284, 700})
                          .curve({270, 640}, {290, 560})),
                   faded(brush.accent, 0.85));
        brush.fill(at(rounded({268, 690, 676, 52}, 24)), boot ? rgb(0x3a2d24) : rgb(0xfdf8ee));
        brush.fill(at(rounded({268, 726, 676, 16}, 8)), boot ? rgb(0x22170f) : rgb(0xcfc4ae));
        const int laces = boot ? 6 : 4;
        for (int n = 0; n < laces; ++n) {
            const double x = 500 + n * (boot ? 20.0 : 46.0),
                         y = (boot ? 350 : 506) + n * (boot ? 42.0 : 22.0);
            brush.line(at(Path().move({x, y}).line({x + 66, y - 26})), 10, brush.cream);
        }
        brush.fill(at(ellipse({405, top}, 116, 18)), darker(brush.main, 0.5));
    }
}

void draw_bag(Brush& brush) {
    const Point foot{600, feet + 30};
    brush.stand(foot, 260);
    for (const double down : {-16.0, 14.0}) {
        brush.line(Path()
                       .move({480, 390 + down})
                       .curve({490, 60 + down * 3}, {710, 60 + down * 3}, {720, 390 + down}),
                   26, down < 0 ? darker(brush.main, 0.3) : darker(brush.main, 0.08));
    }
    const Path bag = Path()
                         .move({340, 360})
                         .line({860, 360})
                         .curve({880, 560}, {870, foot.y})
                         .curve({600, foot.y + 20}, {330, foot.y})
                         .curve({320, 560}, {340, 360});
    brush.body(bag, brush.main);
    const int print = brush.pick(3);
    if (print == 0) {
        cloth_pattern(brush, bag, brush.maybe() ? brush.cream : brush.accent, 0);
    } else if (print == 1) {
        for (int i = 0; i < 5; ++i) {
            brush.leaf({600, 690}, {460 + i * 70.0, 480 + (i - 2) * (i - 2) * 18.0}, 30,
                       brush.cream);
        }
    } else {
        brush.fill(circle({600, 570}, 110), brush.accent);
        brush.fill(circle({640, 540}, 86), brush.main);
    }
    brush.line(Path().move({352, 386}).line({848, 386}), 4, faded(brush.cream, 0.6));
}

void draw_backpack(Brush& brush) {
    brush.stand({600, feet + 30}, 250);
    brush.line(Path().move({540, 200}).curve({545, 90}, {655, 90}, {660, 200}), 24,
               darker(brush.main, 0.4));
    for (const double side : {-1.0, 1.0})
        brush.line(Path()
                       .move({600 + side * 190, 380})
                       .curve({600 + side * 300, 480}, {600 + side * 215, 690}),
                   34, darker(brush.main, 0.36));
    brush.body(rounded({380, 170, 440, 590}, 150), brush.main);
    const Path flap = rounded({392, 180, 416, 300}, 130);
    brush.canvas.shadow(flap, {4, 12, 12, faded(brush.ink, 0.35)});
    brush.sheet(flap, lighter(brush.main, 0.06));
    const Path pocket = rounded({430, 540, 340, 190}, 40);
    brush.canvas.shadow(pocket, {4, 8, 9, faded(brush.ink, 0.3)});
    brush.sheet(pocket, darker(brush.main, 0.1));
    for (const double x : {480.0, 690.0}) {
        brush.fill(rounded({x, 380, 34, 210}, 8), rgb(0x8a5a2b));
        brush.fill(rounded({x - 6, 500, 46, 40}, 6), rgb(0xe5bd72));
    }
    brush.fill(circle({600, 330}, 52), brush.accent);
    brush.fill(polygon({{562, 352}, {600, 290}, {638, 352}}), brush.cream);
}

void draw_umbrella(Brush& brush) {
    brush.stand({600, feet + 50}, 160);
    brush.line(Path().move({600, 120}).line({600, 700}).curve({600, 810}, {720, 810}, {716, 710}),
               18, rgb(0x7d5a3a));
    for (int i = 0; i < 6; ++i) {
        const double left = 200 + i * 133.3, right = left + 133.3;
        const double top_left = 600 + (left - 600) * 0.12, top_right = 600 + (right - 600) * 0.12;
        const Path panel = Path()
                               .move({left, 480})
                               .curve({left + (600 - left) * 0.12, 250}, {top_left, 150})
                               .line({top_right, 150})
                               .curve({right + (600 - right) * 0.12, 250}, {right, 480})
                               .curve({(left + right) / 2, 425}, {left, 480});
        const Colour colour = i % 2 == 0 ? brush.main : mixed(brush.main, brush.cream, 0.75);
        brush.fill(panel, across({left, 200}, {right, 480}, lighter(colour, 0.14),
                                 darker(colour, 0.06 + i * 0.03)));
    }
    brush.ball({600, 128}, 18, rgb(0x7d5a3a));
}

void draw_basketball(Brush& brush) {
    const double lean = brush.some(0, 90);
    round_ball(brush, [&](Point at) {
        brush.line(Path().move({600, 200}).line({600, 760}).turned(at, lean), 11, brush.ink);
        brush.line(Path().move({320, 480}).line({880, 480}).turned(at, lean), 11, brush.ink);
        for (const double side : {-1.0, 1.0}) {
            Path seam = Path().move({600 + side * 250, 220});
            seam.curve({600 + side * 40, 480}, {600 + side * 250, 740});
            brush.line(seam.turned(at, lean), 11, brush.ink);
        }
    });
}

void draw_football(Brush& brush) {
    const double lean = brush.some(0, 90);
    round_ball(brush, [&](Point at) {
        const Path patch = polygon({{600, 400}, {676, 455}, {647, 545}, {553, 545}, {524, 455}});
        const Path outer = polygon({{600, 290}, {680, 232}, {660, 150}, {540, 150}, {520, 232}});
        for (int i = 0; i < 5; ++i) {
            const double turn = lean + i * 72;
            brush.line(Path().move({600, 400}).line({600, 290}).turned(at, turn), 8, rgb(0x26211d));
            brush.fill(outer.turned(at, turn), rgb(0x26211d));
            brush.line(Path().move({680, 232}).line({758, 312}).turned(at, turn), 8, rgb(0x26211d));
        }
        brush.fill(patch.turned(at, lean), rgb(0x26211d));
    });
}

void draw_blocks(Brush& brush) {
    const std::vector<std::uint32_t> paints{0xd9412b, 0xe5bd72, 0x4f8f5c, 0x5f8fc0, 0xe88f6a};
    brush.stand({600, feet + 30}, 320);
    const auto block = [&](const Box& b, const Colour& colour, int sign) {
        const Path face = rounded(b, 14);
        brush.sheet(face, colour);
        brush.fill(without(face, rounded({b.x + 10, b.y + 10, b.width - 20, b.height - 20}, 10)),
                   faded(darker(colour, 0.3), 0.45));
        const Point middle{b.x + b.width / 2, b.y + b.height / 2};
        if (sign == 0) brush.fill(circle(middle, 40), brush.cream);
        if (sign == 1)
            brush.fill(polygon({{middle.x, middle.y - 48},
                                {middle.x + 46, middle.y + 36},
                                {middle.x - 46, middle.y + 36}}),
                       brush.cream);
        if (sign == 2) brush.fill(rounded({middle.x - 38, middle.y - 38, 76, 76}, 8), brush.cream);
    };
    const double low = feet + 30;
    block({330, low - 170, 170, 170}, brush.main, brush.pick(3));
    block({512, low - 170, 170, 170}, brush.one_of(paints), brush.pick(3));
    block({694, low - 170, 170, 170}, brush.one_of(paints), brush.pick(3));
    block({420, low - 344, 170, 170}, brush.one_of(paints), brush.pick(3));
    block({602, low - 344, 170, 170}, brush.main, brush.pick(3));
    const Colour roof = brush.one_of(paints);
    brush.fill(polygon({{596, low - 520}, {740, low - 352}, {452, low - 352}}),
               across({452, 0}, {740, 0}, lighter(roof, 0.2), darker(roof, 0.2)));
    brush.ball({920, low - 50}, 56, brush.accent);
}

void draw_go(Brush& brush) {
    const double lean = brush.some(-12, 12);
    const Point middle{600, 450};
    const Path board = rounded({280, 130, 640, 640}, 22).turned(middle, lean);
    brush.lift(board, 20);
    brush.sheet(board, brush.main);
    constexpr int lines = 9;
    constexpr double left = 330, top = 180, each = 540.0 / (lines - 1);
    for (int i = 0; i < lines; ++i) {
        const double x = left + i * each, y = top + i * each;
        brush.line(Path().move({left, y}).line({left + 540, y}).turned(middle, lean), 3.5,
                   darker(brush.main, 0.6));
        brush.line(Path().move({x, top}).line({x, top + 540}).turned(middle, lean), 3.5,
                   darker(brush.main, 0.6));
    }
    for (int i = 0; i < 26; ++i) {
        const Point cross{left + brush.pick(lines) * each, top + brush.pick(lines) * each};
        const Point at = Path().move(cross).turned(middle, lean).outlines()[0][0];
        brush.canvas.shadow(circle(at, each * 0.42), {5, 8, 5, faded(brush.ink, 0.45)});
        brush.ball(at, each * 0.42, i % 2 == 0 ? rgb(0x2a2622) : rgb(0xfaf3e4));
    }
}

void draw_scissors(Brush& brush) {
    const double open = brush.some(11, 22);
    const Point pivot{600, 430};
    for (const double side : {-1.0, 1.0}) {
        const auto turn = [&](const Path& path) { return path.turned(pivot, side * open); };
        const Path blade = turn(Path()
                                    .move({600 - side * 34, 480})
                                    .line({600 + side * 26, 470})
                                    .line({600 + side * 30, 330})
                                    .curve({600 + side * 20, 180}, {600 - side * 8, 70})
                                    .curve({600 - side * 40, 200}, {600 - side * 34, 480}));
        brush.lift(blade, 14);
        brush.fill(blade, across({540, 100}, {660, 480}, rgb(0xf3f0ea), rgb(0x9a958c)));
        const Point grip{600 - side * 20, 690};
        const Path ring = without(ellipse(grip, 92, 124), ellipse(grip, 54, 84));
        const Path whole = turn(Path(ring).add(rounded({600 - side * 10 - 26, 440, 52, 150}, 20)));
        brush.lift(turn(ring), 12);
        const Box b = whole.bounds();
        brush.fill(turn(rounded({600 - side * 10 - 26, 440, 52, 150}, 20)), brush.main);
        brush.fill(turn(ring), across({b.x, b.y}, {b.x + b.width, b.y + b.height},
                                      lighter(brush.main, 0.16), darker(brush.main, 0.2)));
    }
    brush.ball(pivot, 24, rgb(0x8d867a));
    const Path comb = rounded({880, 190, 110, 520}, 20).turned({930, 450}, 14);
    brush.lift(comb, 14);
    brush.sheet(comb, brush.accent);
    for (int i = 0; i < 19; ++i)
        brush.fill(rounded({930, 214 + i * 25.0, 70, 12}, 5).turned({930, 450}, 14),
                   mixed(rgb(brush.scheme.wall), rgb(brush.scheme.table), 0.4));
}

}  // namespace demo
