// What a room, a desk and a workshop have.

#include "demo/brush.hpp"

namespace demo {

using namespace drawing;  // NOLINT: this file is made of it.

void draw_desk_lamp(Brush& brush) {
    const Colour glow = rgb(0xffdf94);
    const Colour metal = brush.one_of({0xc2a35b, 0x3a342f, 0xd8d2c4});
    brush.stand({470, feet + 20}, 150);
    brush.canvas.shadow(polygon({{690, 380}, {860, 330}, {1090, 760}, {560, 760}}),
                        {0, 0, 46, faded(glow, 0.5)});
    brush.body(Path(ellipse({470, feet + 4}, 150, 26)), darker(brush.main, 0.1));
    brush.line(Path().move({470, feet}).line({380, 430}), 22, metal);
    brush.line(Path().move({380, 430}).line({690, 240}), 22, metal);
    for (const Point at : {Point{470, feet - 6}, Point{380, 430}, Point{690, 240}})
        brush.ball(at, 24, darker(metal, 0.2));
    const Path shade = Path()
                           .move({650, 190})
                           .curve({730, 150}, {770, 180})
                           .line({900, 330})
                           .line({660, 430})
                           .line({630, 250})
                           .curve({626, 215}, {650, 190});
    brush.fill(ellipse({780, 382}, 130, 34).turned({780, 382}, -22), rgb(0xfff3cf));
    brush.body(shade, brush.main);
    brush.ball({772, 396}, 40, rgb(0xfff0bd));
}

void draw_lamp(Brush& brush) {
    const Colour glow = rgb(0xffdf94);
    const Colour metal = brush.one_of({0xc2a35b, 0x3a342f, 0xd8d2c4});
    const bool globe = brush.maybe();
    brush.canvas.shadow(circle({600, 350}, 250), {0, 0, 90, faded(glow, 0.55)});
    brush.stand({600, feet + 20}, 130);
    if (globe) {
        brush.body(Path()
                       .move({520, feet + 16})
                       .curve({540, 620}, {560, 600})
                       .line({640, 600})
                       .curve({660, 620}, {680, feet + 16}),
                   metal);
        brush.fill(circle({600, 380}, 240),
                   around({560, 360}, 300, rgb(0xfffbea), mixed(glow, brush.main, 0.3)));
        for (const double share : steps(-0.8, 0.9, 0.2)) {
            const double half = 240 * (1 - share * share) * 0.99;
            brush.line(Path()
                           .move({600 - half, 380 + share * 240})
                           .curve({600, 380 + share * 240 + 26}, {600 + half, 380 + share * 240}),
                       3, faded(brush.main, 0.4));
        }
        return;
    }
    const double belly = brush.some(70, 120);
    brush.body(Path()
                   .move({560, 480})
                   .curve({560, 560}, {600 - belly, 580}, {600 - belly, 650})
                   .curve({600 - belly, 735}, {540, feet + 18})
                   .line({660, feet + 18})
                   .curve({600 + belly, 735}, {600 + belly, 650})
                   .curve({600 + belly, 580}, {640, 560}, {640, 480}),
               brush.accent);
    const double top = brush.some(110, 170);
    const Path shade = polygon({{600 - top, 180}, {600 + top, 180}, {850, 490}, {350, 490}});
    brush.fill(shade,
               across({350, 0}, {850, 0}, lighter(brush.main, 0.34), darker(brush.main, 0.1)));
    brush.canvas.clip(shade);
    brush.canvas.shadow(ellipse({600, 430}, 150, 130), {0, 0, 60, faded(rgb(0xfff3cf), 0.75)});
    if (brush.maybe())
        for (int i = -6; i < 7; ++i)
            brush.line(Path().move({600 + i * top / 6, 180}).line({600 + i * 41.0, 490}), 4,
                       faded(darker(brush.main, 0.4), 0.25));
    brush.canvas.end_clip();
    brush.fill(ellipse({600, 490}, 250, 26), faded(rgb(0xfff3cf), 0.9));
}

void draw_armchair(Brush& brush) {
    const Colour wood = brush.one_of({0xb98a4e, 0x7d5a3a, 0x3a2d24, 0xd9b98a});
    brush.stand({610, feet + 60}, 260);
    for (const double x : {400.0, 780.0})
        brush.body(polygon({{x, 690}, {x + 40, 690}, {x + 30, feet + 60}, {x + 12, feet + 60}}),
                   wood);
    brush.body(rounded({370, 180, 460, 470}, 110), darker(brush.main, 0.08));
    brush.body(rounded({410, 470, 380, 190}, 50), lighter(brush.main, 0.1));
    brush.body(rounded({300, 400, 140, 310}, 62), brush.main);
    brush.body(rounded({760, 400, 140, 310}, 62), brush.main);
    brush.fill(rounded({360, 640, 480, 66}, 24), darker(brush.main, 0.22));
    const Path pillow = rounded({490, 330, 220, 190}, 40).turned({600, 430}, -8);
    brush.canvas.shadow(pillow, {6, 10, 12, faded(brush.ink, 0.3)});
    brush.sheet(pillow, brush.accent);
}

void draw_chair(Brush& brush) {
    const Colour wood = brush.one_of({0xb98a4e, 0x7d5a3a, 0x3a2d24, 0xd9b98a});
    brush.stand({610, feet + 60}, 260);
    for (const double x : {420.0, 740.0})
        brush.line(Path().move({x, 230}).line({x + 10, feet + 20}), 24, darker(wood, 0.25));
    brush.fill(rounded({400, 170, 380, 70}, 30), wood);
    for (int i = 0; i < 5; ++i)
        brush.line(Path().move({452 + i * 69.0, 236}).line({456 + i * 69.0, 500}), 16,
                   lighter(wood, 0.08));
    brush.body(polygon({{400, 500}, {780, 500}, {850, 590}, {340, 590}}), brush.main);
    brush.fill(rounded({334, 584, 522, 30}, 12), darker(brush.main, 0.24));
    for (const double x : {366.0, 822.0})
        brush.line(Path().move({x, 612}).line({x + (x < 600 ? -16 : 16), feet + 62}), 26, wood);
    brush.line(Path().move({358, 700}).line({836, 700}), 14, darker(wood, 0.12));
}

void draw_clock(Brush& brush) {
    const Point middle{600, 430};
    brush.canvas.shadow(circle(middle, 310), {28, 36, 26, faded(brush.ink, 0.34)});
    brush.fill(circle(middle, 310),
               across({350, 180}, {850, 700}, lighter(brush.main, 0.26), darker(brush.main, 0.26)));
    brush.fill(circle(middle, 262), around({520, 340}, 460, rgb(0xffffff), rgb(0xf0e4cc)));
    for (int i = 0; i < 12; ++i) {
        const bool big = i % 3 == 0;
        brush.fill(rounded({middle.x - (big ? 9.0 : 5.0), middle.y - 240, big ? 18.0 : 10.0,
                            big ? 54.0 : 30.0},
                           5)
                       .turned(middle, i * 30),
                   brush.ink);
    }
    brush.line(Path().move(middle).line({600, 290}).turned(middle, brush.some(0, 360)), 20,
               brush.ink);
    brush.line(Path().move(middle).line({600, 220}).turned(middle, brush.some(0, 360)), 13,
               brush.ink);
    brush.line(Path().move({600, 480}).line({600, 210}).turned(middle, brush.some(0, 360)), 6,
               brush.accent);
    brush.ball(middle, 22, brush.accent);
}

void draw_keyboard(Brush& brush) {
    const double lean = brush.some(-16, 10);
    const Point middle{600, 450};
    const auto turn = [&](const Path& path) { return path.turned(middle, lean); };
    const Path base = turn(rounded({130, 250, 940, 400}, 34));
    brush.lift(base, 22);
    brush.sheet(base, brush.main);
    const Colour caps = brush.main.red + brush.main.green > 1.2 ? rgb(0x5a5148) : rgb(0xf3ead8);
    for (int row = 0; row < 5; ++row) {
        double x = 160;
        for (int i = 0; x < 1010; ++i) {
            double width = 58;
            if (row == 4 && i == 3) width = 340;
            if (i == 0 && row > 0) width = 62 + row * 12.0;
            if (x + width > 1000) width = 1040 - x;
            const bool marked = (row == 0 && i == 0) || (row == 2 && width > 60 && i > 5) ||
                                brush.chance.one_in(23);
            const Colour colour = marked ? brush.accent : caps;
            const double y = 276 + row * 71.0;
            brush.fill(turn(rounded({x, y, width - 7, 62}, 11)), darker(colour, 0.3));
            brush.fill(turn(rounded({x + 4, y + 1, width - 15, 50}, 9)),
                       across({x, y}, {x, y + 60}, lighter(colour, 0.2), colour));
            x += width;
        }
    }
    brush.line(Path().move({600, 250}).curve({610, 120}, {760, 140}, {770, -20}), 13,
               darker(brush.main, 0.3));
}

void draw_headphones(Brush& brush) {
    const double lean = brush.some(-20, 20);
    const Point middle{600, 450};
    const auto turn = [&](const Path& path) { return path.turned(middle, lean); };
    const Path band = stroke(Path().move({345, 560}).curve({330, 60}, {870, 60}, {855, 560}), 50);
    brush.lift(turn(band), 20);
    brush.fill(turn(band),
               across({330, 100}, {860, 560}, lighter(brush.main, 0.2), darker(brush.main, 0.26)));
    brush.fill(turn(stroke(Path().move({372, 330}).curve({440, 150}, {760, 150}, {828, 330}), 30)),
               lighter(brush.accent, 0.1));
    for (const double side : {-1.0, 1.0}) {
        const double x = 600 + side * 258;
        const Path cup = turn(rounded({x - 84, 450, 168, 270}, 80));
        brush.lift(cup, 20);
        brush.fill(turn(rounded({x - 60 - side * 46, 470, 120, 230}, 58)),
                   darker(brush.main, 0.55));
        brush.fill(cup, across({x - 90, 450}, {x + 90, 720}, lighter(brush.main, 0.3),
                               darker(brush.main, 0.2)));
        brush.fill(turn(ellipse({x, 585}, 42, 74)), faded(darker(brush.main, 0.3), 0.7));
        brush.fill(turn(circle({x, 585}, 22)), brush.accent);
    }
}

void draw_camera(Brush& brush) {
    brush.stand({600, feet + 20}, 330);
    brush.body(rounded({480, 300, 240, 120}, 30), darker(brush.main, 0.1));
    brush.body(rounded({320, 340, 90, 60}, 16), rgb(0xcfc8ba));
    brush.body(rounded({800, 350, 70, 50}, 14), brush.accent);
    brush.body(rounded({270, 380, 660, 370}, 44), rgb(0xd8d2c4));
    brush.body(rounded({270, 450, 660, 240}, 6), brush.main);
    const Point lens{600, 570};
    brush.canvas.shadow(circle(lens, 176), {14, 18, 16, faded(brush.ink, 0.4)});
    brush.fill(circle(lens, 176), across({430, 400}, {770, 740}, rgb(0xe9e4d8), rgb(0x8d867a)));
    brush.fill(circle(lens, 150), rgb(0x26211d));
    brush.fill(circle(lens, 120), around({560, 520}, 190, rgb(0x5f7fa8), rgb(0x141a26)));
    brush.fill(circle(lens, 66), around({580, 550}, 90, rgb(0x2b3f5e), rgb(0x0b0e15)));
    brush.fill(circle({556, 520}, 30), faded(rgb(0xffffff), 0.55));
    brush.fill(circle({640, 616}, 13), faded(rgb(0xffffff), 0.35));
    brush.fill(rounded({740, 402, 130, 34}, 8), rgb(0x3a342f));
    brush.fill(circle({350, 416}, 16), brush.accent);
}

void draw_phone(Brush& brush) {
    const double lean = brush.some(-22, 22);
    const Point middle{600, 450};
    const auto turn = [&](const Path& path) { return path.turned(middle, lean); };
    const Path body = turn(rounded({435, 90, 330, 700}, 54));
    brush.lift(body, 24);
    brush.sheet(body, brush.main);
    brush.fill(turn(rounded({453, 108, 294, 664}, 40)),
               across({453, 108}, {747, 772}, rgb(0x2c3a5c), rgb(0x17203a)));
    const Colour tiles[] = {rgb(0xd9412b), rgb(0xe5bd72), rgb(0x4f8f5c),
                            rgb(0x5f8fc0), brush.accent,  rgb(0xf3ead8)};
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 3; ++column) {
            brush.fill(turn(rounded({484 + column * 82.0, 250 + row * 104.0, 66, 66}, 18)),
                       tiles[(row * 3 + column * 2) % 6]);
        }
    }
    brush.fill(turn(rounded({500, 166, 150, 30}, 8)), faded(rgb(0xffffff), 0.8));
    brush.fill(turn(rounded({560, 124, 80, 18}, 9)), rgb(0x0d0f16));
    if (brush.maybe()) {  // Cracked, and the driver beside it.
        const Colour crack = faded(rgb(0xffffff), 0.75);
        const Point hit{690, 620};
        for (const Point to : {Point{740, 480}, Point{560, 560}, Point{600, 720}, Point{744, 700},
                               Point{650, 470}, Point{500, 690}}) {
            brush.line(turn(Path()
                                .move(hit)
                                .line({(hit.x + to.x) / 2 + brush.some(-20, 20),
                                       (hit.y + to.y) / 2 + brush.some(-20, 20)})
                                .line(to)),
                       3, crack);
        }
    }
    const Path handle = rounded({880, 470, 54, 240}, 24).turned({900, 450}, 20);
    const Path blade = rounded({899, 220, 16, 260}, 4).turned({900, 450}, 20);
    brush.lift(handle, 12);
    brush.fill(blade, rgb(0xb9b4ab));
    brush.body(handle, brush.accent);
}

void draw_box(Brush& brush) {
    const Colour card = rgb(0xc9955a);
    brush.stand({600, feet + 40}, 300);
    brush.fill(polygon({{330, 420}, {610, 490}, {610, 790}, {330, 700}}),
               across({330, 0}, {610, 0}, lighter(card, 0.16), card));
    brush.fill(polygon({{610, 490}, {880, 410}, {880, 690}, {610, 790}}),
               across({610, 0}, {880, 0}, darker(card, 0.16), darker(card, 0.28)));
    brush.fill(polygon({{330, 420}, {600, 350}, {880, 410}, {610, 490}}), darker(card, 0.5));
    const std::vector<std::uint32_t> colours{0xd9412b, 0x1f6f5c, 0x23395b, 0xe5bd72, 0xf3ead8};
    for (int i = 0; i < 5; ++i) {  // What sticks out of it.
        const double x = 420 + i * 76.0, top = brush.some(160, 270);
        if (i == 2) {
            brush.leaf({x, 440}, {x - 60, 170}, 36, rgb(0x4d7c4a));
            brush.leaf({x, 440}, {x + 50, 150}, 40, rgb(0x5d8a45));
            continue;
        }
        brush.body(rounded({x - 34, top, 70, 260}, 8).turned({x, 430}, brush.some(-8, 8)),
                   i == 1 ? brush.main : brush.one_of(colours));
    }
    brush.fill(polygon({{330, 420}, {610, 490}, {610, 560}, {330, 480}}),
               across({330, 0}, {610, 0}, lighter(card, 0.18), card));
    brush.fill(polygon({{610, 490}, {880, 410}, {880, 480}, {610, 560}}),
               across({610, 0}, {880, 0}, darker(card, 0.16), darker(card, 0.28)));
    brush.fill(polygon({{330, 420}, {610, 490}, {540, 560}, {240, 480}}),
               across({240, 400}, {610, 560}, lighter(card, 0.34), lighter(card, 0.06)));
    brush.fill(polygon({{610, 490}, {880, 410}, {980, 460}, {700, 560}}),
               across({610, 400}, {980, 560}, lighter(card, 0.1), darker(card, 0.1)));
    brush.fill(polygon({{400, 590}, {520, 625}, {520, 690}, {400, 650}}), faded(brush.main, 0.85));
}

void draw_tools(Brush& brush) {
    const Colour steel = rgb(0xc4c0b8);
    const auto metal = [&](const Path& path) {
        brush.lift(path, 14);
        const Box b = path.bounds();
        brush.fill(path, across({b.x, b.y}, {b.x + b.width, b.y + b.height}, rgb(0xe9e6df),
                                darker(steel, 0.28)));
    };
    const double lean = brush.some(-10, 10);
    Path wrench = rounded({300, 280, 76, 420}, 30);
    wrench.add(circle({338, 240}, 96)).add(circle({338, 730}, 78));
    metal(wrench.turned({340, 470}, -24 + lean));
    brush.fill(polygon({{304, 130}, {372, 130}, {366, 236}, {338, 256}, {310, 236}})
                   .turned({340, 470}, -24 + lean),
               mixed(rgb(brush.scheme.wall), rgb(brush.scheme.table), 0.4));
    brush.fill(circle({338, 730}, 40).turned({340, 470}, -24 + lean),
               mixed(rgb(brush.scheme.wall), rgb(brush.scheme.table), 0.45));
    metal(rounded({592, 130, 26, 330}, 6).turned({605, 460}, lean));
    const Path grip = rounded({556, 430, 98, 330}, 44).turned({605, 460}, lean);
    brush.lift(grip, 16);
    brush.body(grip, brush.main);
    for (int i = 0; i < 3; ++i)
        brush.fill(rounded({576 + i * 24.0, 480, 10, 230}, 5).turned({605, 460}, lean),
                   faded(darker(brush.main, 0.5), 0.4));
    const Path shaft = rounded({836, 250, 56, 520}, 22).turned({860, 450}, 20 + lean);
    brush.lift(shaft, 16);
    brush.fill(shaft, across({800, 300}, {930, 360}, rgb(0xd9ab6a), rgb(0x9a6a35)));
    metal(rounded({730, 170, 250, 110}, 22).turned({860, 450}, 20 + lean));
    for (int i = 0; i < 6; ++i) {
        const Point at{brush.some(180, 1040), brush.some(770, 850)};
        metal(circle(at, 20));
        brush.fill(circle(at, 9), rgb(0x6d675e));
    }
}

namespace {

void spoked(Brush& brush, Point at, double radius, const Colour& tyre) {
    for (int i = 0; i < 18; ++i) {
        brush.line(Path().move(at).line({at.x, at.y - radius}).turned(at, i * 20), 2.5,
                   faded(rgb(0xd8d2c4), 0.9));
    }
    brush.fill(without(circle(at, radius), circle(at, radius - 20)), tyre);
    brush.fill(without(circle(at, radius - 20), circle(at, radius - 30)), rgb(0xcfc8ba));
    brush.ball(at, radius * 0.1, rgb(0x8d867a));
}

}  // namespace

void draw_bicycle(Brush& brush) {
    const Colour tyre = brush.one_of({0x2a211c, 0x3a342f, 0x6b4a2f});
    const Point rear{330, 590}, front{870, 590}, pedal{560, 600}, saddle{480, 330}, head{800, 350};
    for (const Point at : {rear, front}) brush.stand({at.x, at.y + 176}, 110);
    for (const Point at : {rear, front}) spoked(brush, at, 176, tyre);
    const auto tube = [&](Point a, Point b, double width) {
        brush.line(Path().move(a).line(b), width, darker(brush.main, 0.1));
        brush.line(Path().move({a.x - 2, a.y - 3}).line({b.x - 2, b.y - 3}), width * 0.4,
                   lighter(brush.main, 0.3));
    };
    const bool low = brush.maybe();  // Easy to step through.
    tube(rear, pedal, 16);
    tube(rear, saddle, 14);
    tube(saddle, pedal, 22);
    tube(head, pedal, 22);
    if (low) {
        brush.line(Path().move({800, 380}).curve({720, 560}, {530, 470}), 20, brush.main);
    } else {
        tube({490, 370}, {796, 370}, 22);
    }
    tube(head, front, 18);
    brush.line(Path().move(saddle).line({466, 280}), 14, rgb(0xb9b4ab));
    brush.fill(Path()
                   .move({390, 262})
                   .curve({440, 238}, {560, 250}, {560, 270})
                   .curve({520, 292}, {420, 300}, {390, 262}),
               rgb(0x5b3a21));
    brush.line(Path().move(head).line({786, 270}), 14, rgb(0xb9b4ab));
    brush.line(Path().move({700, 262}).curve({760, 220}, {850, 230}, {846, 280}), 16,
               rgb(0x5b3a21));
    brush.fill(without(circle(pedal, 56), circle(pedal, 44)), rgb(0x6d675e));
    brush.line(Path().move(pedal).line({610, 670}), 13, rgb(0x6d675e));
    brush.fill(rounded({584, 662, 70, 18}, 6), brush.ink);
    if (low || brush.maybe()) {
        brush.body(polygon({{800, 300}, {960, 300}, {936, 420}, {824, 420}}), rgb(0xb98a4e));
        for (int i = 0; i < 3; ++i)
            brush.line(
                Path().move({806 + i * 6.0, 330 + i * 30.0}).line({954 - i * 6.0, 330 + i * 30.0}),
                4, rgb(0x7d5a3a));
        brush.leaf({880, 310}, {830, 210}, 24, rgb(0x5d8a45));
        brush.ball({900, 280}, 34, brush.accent);
    }
}

void draw_wheel(Brush& brush) {
    const Point at{540, 450};
    brush.lift(without(circle(at, 330), circle(at, 290)), 18);
    spoked(brush, at, 330, rgb(0x2a211c));
    brush.fill(without(circle(at, 120), circle(at, 104)), rgb(0x8d867a));
    for (int i = 0; i < 24; ++i)
        brush.fill(rounded({532, 322, 16, 26}, 5).turned(at, i * 15), rgb(0x8d867a));
    const Path pump = rounded({890, 180, 60, 430}, 20).turned({900, 450}, 14);
    brush.lift(pump, 16);
    brush.body(pump, brush.main);
    brush.fill(rounded({846, 120, 148, 50}, 22).turned({900, 450}, 14), rgb(0x3a342f));
    brush.fill(rounded({912, 160, 16, 60}, 4).turned({900, 450}, 14), rgb(0xb9b4ab));
    const Path patch = rounded({860, 690, 200, 120}, 16).turned({960, 750}, -12);
    brush.lift(patch, 10);
    brush.sheet(patch, brush.accent);
    brush.fill(circle({960, 750}, 36), faded(brush.cream, 0.9));
}

}  // namespace demo
