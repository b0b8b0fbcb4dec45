// What is eaten and what grows.

#include "demo/brush.hpp"

namespace demo {

using namespace drawing;  // NOLINT: this file is made of it.

namespace {

void crumbs(Brush& brush, int count, const Colour& colour) {
    for (int i = 0; i < count; ++i) {
        const Point at{brush.some(150, 1050), brush.some(120, 800)};
        brush.fill(ellipse(at, brush.some(2, 6), brush.some(2, 5)), faded(colour, 0.7));
    }
}

void one_loaf(Brush& brush, Point at, double lean, double length, const Colour& colour) {
    const double half = length / 2, high = length * 0.26;
    const Path loaf = ellipse(at, half, high).turned(at, lean);
    brush.lift(loaf, 24);
    brush.fill(loaf, around({at.x - half * 0.25, at.y - high * 0.5}, half * 1.25,
                            lighter(colour, 0.34), darker(colour, 0.34)));
    brush.canvas.clip(loaf);
    const int cuts = brush.how_many(3, 5);
    for (int i = 0; i < cuts; ++i) {
        const double x = at.x + (i - (cuts - 1) / 2.0) * length * 0.17;
        const Path cut = Path()
                             .move({x - 26, at.y + high * 0.6})
                             .curve({x - 4, at.y}, {x + 36, at.y - high * 0.7})
                             .curve({x + 34, at.y + 6}, {x - 26, at.y + high * 0.6});
        brush.fill(cut.turned(at, lean), rgb(0xf6e3bb));
        brush.line(Path()
                       .move({x - 26, at.y + high * 0.6})
                       .curve({x - 10, at.y - 8}, {x + 36, at.y - high * 0.7})
                       .turned(at, lean),
                   7, darker(colour, 0.3));
    }
    for (int i = 0; i < 70; ++i) {
        brush.fill(circle({at.x + brush.some(-half, half), at.y + brush.some(-high, high)},
                          brush.some(2, 6)),
                   faded(rgb(0xfffaf0), 0.5));
    }
    brush.canvas.end_clip();
}

void fruit(Brush& brush, Point at, double radius, const Colour& colour) {
    brush.canvas.shadow(circle({at.x + 6, at.y + 12}, radius), {0, 0, 12, faded(brush.ink, 0.3)});
    brush.ball(at, radius, colour);
    brush.line(Path().move({at.x, at.y - radius * 0.8}).line({at.x + 7, at.y - radius * 1.22}), 6,
               rgb(0x5b3a21));
    brush.leaf({at.x + 5, at.y - radius * 1.05}, {at.x + radius * 0.7, at.y - radius * 1.35}, 12,
               rgb(0x5d8a45));
}

void pot(Brush& brush, Point foot, double half, double height, const Colour& colour) {
    const auto [x, y] = foot;
    brush.stand(foot, half * 0.8);
    brush.body(polygon({{x - half * 0.94, y - height * 0.8},
                        {x + half * 0.94, y - height * 0.8},
                        {x + half * 0.7, y},
                        {x - half * 0.7, y}}),
               colour);
    if (brush.maybe()) {
        brush.fill(polygon({{x - half * 0.86, y - height * 0.5},
                            {x + half * 0.86, y - height * 0.5},
                            {x + half * 0.8, y - height * 0.28},
                            {x - half * 0.8, y - height * 0.28}}),
                   faded(brush.cream, 0.55));
    }
    brush.body(rounded({x - half, y - height, half * 2, height * 0.26}, 12), lighter(colour, 0.06));
}

void monstera(Brush& brush, Point root) {
    for (int i = 0; i < 7; ++i) {
        const double lean = (i - 3) * 92 + brush.some(-20, 20);
        const Point top{root.x + lean * 1.15,
                        root.y - 330 + (i - 3) * (i - 3) * 26.0 + brush.some(-30, 30)};
        const Colour green = brush.one_of({0x2f6b45, 0x3f7d52, 0x4f8f5c, 0x27593a});
        const Point hip{root.x + lean * 0.4, root.y - 170};
        brush.line(Path().move(root).curve(hip, top), 9, darker(green, 0.15));
        brush.leaf({top.x - lean * 0.18, top.y + 30},
                   {top.x + lean * 0.62, top.y - 90 + (i - 3) * (i - 3) * 22.0},
                   brush.some(74, 100), green);
    }
}

void blades(Brush& brush, Point root) {
    for (int i = 0; i < 9; ++i) {
        const double x = root.x + (i - 4) * 24, lean = (i - 4) * brush.some(18, 34);
        const Colour green = brush.one_of({0x4d7c4a, 0x3f6b45, 0x5f8f55});
        const Point top{x + lean, root.y - brush.some(260, 430)};
        const Path blade = Path()
                               .move({x - 24, root.y})
                               .curve({x - 30 + lean * 0.3, root.y - 170}, top)
                               .curve({x + 34 + lean * 0.3, root.y - 150}, {x + 24, root.y});
        brush.fill(blade,
                   across({x - 30, 0}, {x + 40, 0}, lighter(green, 0.14), darker(green, 0.2)));
        brush.fill(Path()
                       .move({x - 24, root.y})
                       .curve({x - 30 + lean * 0.3, root.y - 170}, top)
                       .curve({x - 18 + lean * 0.3, root.y - 170}, {x - 13, root.y}),
                   faded(rgb(0xe6e0a0), 0.85));
    }
}

void coins(Brush& brush, Point root) {
    for (int i = 0; i < 13; ++i) {
        const double lean = (i - 6) * 42 + brush.some(-18, 18);
        const Point at{root.x + lean,
                       root.y - brush.some(130, 380) + (lean < 0 ? -lean : lean) * 0.35};
        const Colour green = brush.one_of({0x4f8f5c, 0x6aa55f, 0x3f7d52});
        brush.line(Path().move(root).curve({root.x + lean * 0.4, root.y - 150}, at), 6,
                   darker(green, 0.1));
        const double radius = brush.some(40, 62);
        brush.fill(circle(at, radius), around({at.x - 16, at.y - 18}, radius * 1.4,
                                              lighter(green, 0.25), darker(green, 0.16)));
        brush.fill(circle({at.x - 4, at.y - 4}, 5), faded(brush.cream, 0.9));
    }
}

void cactus(Brush& brush, Point root) {
    root.y += 40;
    const Colour green = brush.one_of({0x4f8f5c, 0x3f7d62, 0x6a9a5f});
    const auto column = [&](double x, double top, double half, double low) {
        const Path path = rounded({x - half, top, half * 2, low - top + half}, half);
        brush.body(path, green);
        for (const double right : steps(-half + 14, half - 6, 22)) {
            brush.line(Path().move({x + right, top + 24}).line({x + right, low}), 3,
                       faded(lighter(green, 0.5), 0.7));
        }
    };
    brush.line(Path()
                   .move({root.x - 60, root.y - 130})
                   .curve({root.x - 170, root.y - 110}, {root.x - 160, root.y - 250}),
               62, darker(green, 0.06));
    brush.line(Path()
                   .move({root.x + 60, root.y - 190})
                   .curve({root.x + 170, root.y - 170}, {root.x + 160, root.y - 310}),
               56, darker(green, 0.16));
    column(root.x, root.y - 400, 84, root.y - 60);
    for (int i = 0; i < 5; ++i) {
        brush.fill(
            ellipse({root.x, root.y - 420}, 13, 34).turned({root.x, root.y - 396}, (i - 2) * 38),
            rgb(0xd9688a));
    }
}

void potted(Brush& brush, void (*grow)(Brush&, Point)) {
    const Point foot{600, feet + 24};
    const double half = brush.some(150, 180), height = brush.some(220, 260);
    grow(brush, {600, foot.y - height + 10});
    pot(brush, foot, half, height, brush.main);
}

}  // namespace

void draw_bread(Brush& brush) {
    crumbs(brush, 26, darker(brush.main, 0.1));
    if (brush.maybe()) {
        const double lean = brush.some(-30, 30);
        one_loaf(brush, {600, 440}, lean, brush.some(640, 740), brush.main);
        return;
    }
    const double lean = brush.some(-34, -12);
    for (int i = 0; i < 3; ++i) {
        one_loaf(brush, {570 + i * 40.0, 250 + i * 205.0}, lean + brush.some(-5, 5), 560,
                 brush.main);
    }
}

void draw_cake(Brush& brush) {
    const Point foot{600, feet + 20};
    brush.stand(foot, 150);
    brush.body(polygon({{540, 650}, {660, 650}, {700, foot.y}, {500, foot.y}}), brush.cream);
    brush.fill(ellipse({600, 640}, 340, 46), darker(brush.cream, 0.16));
    brush.fill(ellipse({600, 630}, 340, 44), brush.cream);
    const int layers = brush.how_many(2, 4);
    const double each = 250.0 / layers;
    const Colour filling = brush.one_of({0xb33a5b, 0xfff1d8, 0xd98a2b, 0x7d9a4a});
    for (int i = 0; i < layers; ++i) {
        const double low = 625 - i * each;
        Path side;
        side.move({340, low - each})
            .line({860, low - each})
            .line({860, low})
            .curve({600, low + 56}, {340, low});
        brush.body(side, brush.main);
        brush.line(
            Path().move({341, low - each + 6}).curve({600, low - each + 62}, {859, low - each + 6}),
            20, filling);
    }
    const double top = 625 - layers * each;
    const Colour icing = brush.one_of({0xfff3e0, 0x5a3420, 0xf6c6cf, 0xe9e2b8});
    brush.fill(ellipse({600, top}, 264, 50), lighter(icing, 0.1));
    Path drip = Path().move({338, top});
    for (int i = 0; i < 8; ++i) {
        const double x = 338 + i * 65.5,
                     low = top + 26 + brush.some(20, 96) + (i > 1 && i < 6 ? 22 : 0);
        drip.curve({x, low}, {x + 65.5, low}, {x + 65.5, top + (i > 1 && i < 6 ? 34.0 : 12.0)});
    }
    drip.line({862, top}).curve({600, top - 70}, {338, top});
    brush.fill(drip, across({338, 0}, {862, 0}, lighter(icing, 0.2), darker(icing, 0.1)));
    brush.fill(ellipse({600, top}, 250, 42), lighter(icing, 0.22));
    for (int i = 0; i < 7; ++i) {
        brush.ball({420 + i * 60.0, top - 12 + (i % 2 == 0 ? 12.0 : -8.0)}, brush.some(22, 30),
                   brush.one_of({0xbf2a1a, 0x8e1f3a, 0x3a3f73, 0xd9412b}));
    }
}

void draw_cookies(Brush& brush) {
    const Point middle{600, 450};
    brush.lift(circle(middle, 390), 18);
    brush.fill(circle(middle, 390),
               around({480, 320}, 620, rgb(0xffffff), darker(brush.cream, 0.12)));
    brush.fill(without(circle(middle, 352), circle(middle, 342)), faded(brush.accent, 0.6));
    const bool stars = brush.maybe();
    for (int i = 0; i < 9; ++i) {
        const Point out{600, 450 - (i == 8 ? 0.0 : 228.0)};
        const Point at = Path().move(out).turned(middle, i * 45 + 11).outlines()[0][0];
        const double radius = brush.some(88, 104);
        Path shape = circle(at, radius);
        if (stars) {
            shape = Path();
            for (int n = 0; n < 5; ++n) {
                shape.add(ellipse({at.x, at.y - radius * 0.55}, radius * 0.36, radius * 0.46)
                              .turned(at, n * 72));
            }
            shape.add(circle(at, radius * 0.5));
        }
        brush.lift(shape, 9);
        const Colour colour = mixed(brush.main, lighter(brush.main, 0.3), brush.some(0, 1));
        brush.fill(shape, around({at.x - 30, at.y - 34}, radius * 1.5, lighter(colour, 0.24),
                                 darker(colour, 0.26)));
        for (int n = 0; n < 7; ++n) {
            const Point chip{at.x + brush.some(-0.6, 0.6) * radius,
                             at.y + brush.some(-0.6, 0.6) * radius};
            brush.fill(ellipse(chip, brush.some(7, 14), brush.some(6, 11)),
                       stars ? brush.cream : darker(brush.main, 0.72));
        }
    }
}

void draw_dumplings(Brush& brush) {
    const Point middle{600, 455};
    const Colour bamboo = rgb(0xc99a5b);
    brush.lift(circle(middle, 400), 26);
    brush.fill(circle(middle, 400),
               around({460, 300}, 700, lighter(bamboo, 0.3), darker(bamboo, 0.3)));
    brush.fill(without(circle(middle, 372), circle(middle, 362)), faded(darker(bamboo, 0.5), 0.5));
    brush.fill(circle(middle, 345), darker(bamboo, 0.22));
    brush.canvas.clip(circle(middle, 345));
    for (const double x : steps(265, 940, 34)) {
        brush.fill(box({x, 90, 24, 760}), faded(lighter(bamboo, 0.35), 0.8));
    }
    brush.canvas.end_clip();
    for (int i = 0; i < 7; ++i) {
        const Point out{600, 455 - (i == 6 ? 0.0 : 212.0)};
        const Point at = Path().move(out).turned(middle, i * 60).outlines()[0][0];
        brush.lift(circle(at, 96), 10);
        brush.fill(circle(at, 96), around({at.x - 30, at.y - 36}, 150, lighter(brush.main, 0.5),
                                          darker(brush.main, 0.16)));
        for (int n = 0; n < 12; ++n) {
            const Path fold =
                Path().move({at.x, at.y - 8}).curve({at.x + 22, at.y - 38}, {at.x + 4, at.y - 74});
            brush.line(fold.turned(at, n * 30), 5, faded(darker(brush.main, 0.4), 0.4));
        }
        brush.fill(circle(at, 15), darker(brush.main, 0.18));
    }
}

void draw_basket(Brush& brush) {
    const Point foot{600, feet + 24};
    brush.stand(foot, 260);
    const Colour wicker = brush.one_of({0xb98a4e, 0xa8743a, 0xc9a468});
    brush.line(Path().move({340, 520}).curve({340, 130}, {860, 130}, {860, 520}), 30,
               darker(wicker, 0.2));
    brush.line(Path().move({336, 514}).curve({340, 122}, {860, 122}, {856, 514}), 10,
               lighter(wicker, 0.2));
    for (int row = 0; row < 2; ++row) {
        for (int i = 0; i < 6 - row; ++i) {
            fruit(brush,
                  {375 + i * 90.0 + row * 45 + brush.some(-8, 8),
                   478.0 - row * 66 + brush.some(-9, 9)},
                  brush.some(54, 66),
                  i % 3 == 1 ? mixed(brush.main, rgb(0xe5bd72), 0.4) : brush.main);
        }
    }
    const Path side = polygon({{300, 500}, {900, 500}, {840, foot.y}, {360, foot.y}});
    brush.body(side, wicker);
    brush.canvas.clip(side);
    for (int row = 0; row < 7; ++row) {
        for (int i = 0; i < 12; ++i) {
            const double x = 290 + i * 56.0 + row % 2 * 28, y = 536 + row * 36.0;
            brush.fill(rounded({x, y, 48, 26}, 13),
                       across({x, y}, {x, y + 28}, lighter(wicker, 0.3), darker(wicker, 0.22)));
        }
    }
    brush.canvas.end_clip();
    brush.body(rounded({286, 490, 628, 44}, 22), lighter(wicker, 0.06));
}

void draw_board(Brush& brush) {
    const double lean = brush.some(-32, 32), half = brush.some(190, 225);
    const Point middle{600, 450};
    Path shape = rounded({600 - half, 190, half * 2, 560}, brush.some(26, 90));
    shape = shape.add(rounded({600 - 48, 60, 96, 190}, 48));
    const Path board = shape.turned(middle, lean);
    brush.lift(board, 20);
    brush.fill(board,
               across({300, 100}, {900, 800}, lighter(brush.main, 0.2), darker(brush.main, 0.14)));
    brush.canvas.clip(board);
    for (int i = 0; i < 26; ++i) {
        const double x = 600 - half + i * half * 2 / 26 + brush.some(-6, 6),
                     bend = brush.some(-26, 26);
        brush.line(Path()
                       .move({x, 40})
                       .curve({x + bend, 300}, {x - bend, 560}, {x + bend * 0.5, 860})
                       .turned(middle, lean),
                   brush.some(2, 8), faded(darker(brush.main, 0.45), 0.24));
    }
    brush.fill(ellipse({600 + half * 0.4, 500}, 22, 46).turned(middle, lean),
               faded(darker(brush.main, 0.5), 0.3));
    brush.canvas.end_clip();
    brush.fill(circle({600, 112}, 20).turned(middle, lean), darker(brush.main, 0.6));
    if (brush.maybe()) {
        for (int i = 0; i < 3; ++i) {
            const Point at{560 + i * 62.0, 560 + (i % 2) * 74.0};
            brush.lift(circle(at, 44), 9);
            brush.ball(at, 44, brush.one_of({0xbf2a1a, 0xd9412b, 0xe08a2c}));
        }
    } else {
        for (int i = 0; i < 5; ++i) {
            brush.leaf({600, 640}, {530 + i * 38.0, 500 + (i - 2) * (i - 2) * 12.0}, 22,
                       rgb(0x5d8a45));
        }
    }
}

void draw_spoons(Brush& brush) {
    const int count = brush.how_many(2, 4);
    for (int i = 0; i < count; ++i) {
        const double x = 600 + (i - (count - 1) / 2.0) * 190, lean = brush.some(-9, 9) + 14;
        const Point middle{x, 450};
        const double wide = brush.some(56, 84), long_way = brush.some(96, 130);
        Path handle = polygon({{x - 15, 330}, {x + 15, 330}, {x + 21, 810}, {x - 21, 810}});
        handle.add(circle({x, 810}, 21));
        const bool flat = i == count - 1;
        const Path head =
            flat ? rounded({x - wide, 110, wide * 2, 250}, 40) : ellipse({x, 230}, wide, long_way);
        const Path whole = Path(head).add(handle).turned(middle, lean);
        brush.lift(whole, 14);
        const Colour colour = mixed(brush.main, rgb(0x8a5a2b), brush.some(0, 0.4));
        brush.fill(handle.turned(middle, lean),
                   across({x - 24, 0}, {x + 24, 0}, lighter(colour, 0.2), darker(colour, 0.16)));
        brush.fill(head.turned(middle, lean), across({x - wide, 120}, {x + wide, 330},
                                                     lighter(colour, 0.26), darker(colour, 0.1)));
        if (!flat) {
            brush.fill(ellipse({x, 236}, wide * 0.74, long_way * 0.78).turned(middle, lean),
                       across({x - wide, 130}, {x + wide, 330}, darker(colour, 0.3),
                              lighter(colour, 0.12)));
        }
        brush.line(Path().move({x - 4, 380}).line({x - 6, 760}).turned(middle, lean), 3,
                   faded(darker(colour, 0.5), 0.3));
    }
}

void draw_pilea(Brush& brush) {
    potted(brush, coins);
}

void draw_monstera(Brush& brush) {
    potted(brush, monstera);
}

void draw_snake_plant(Brush& brush) {
    potted(brush, blades);
}

void draw_cactus(Brush& brush) {
    potted(brush, cactus);
}

void draw_seedlings(Brush& brush) {
    for (int i = 0; i < 4; ++i) {
        const Point foot{270 + i * 220.0, feet + (i % 2 == 0 ? 26.0 : -6.0)};
        const Colour green = brush.one_of({0x5d8a45, 0x7ba657, 0x8fb35f});
        const Point root{foot.x, foot.y - 160};
        const double height = brush.some(90, 250);
        brush.line(Path()
                       .move({root.x, root.y + 20})
                       .curve({root.x + 14, root.y - height / 2}, {root.x, root.y - height}),
                   8, green);
        for (int n = 1; n <= 1 + static_cast<int>(height / 80); ++n) {
            const double y = root.y - height * n / (1 + static_cast<int>(height / 80));
            brush.leaf({root.x, y}, {root.x + 84, y - 40}, 28, green);
            brush.leaf({root.x, y}, {root.x - 84, y - 34}, 28, lighter(green, 0.08));
        }
        pot(brush, foot, 92, 172, i % 2 == 0 ? brush.main : mixed(brush.main, brush.cream, 0.4));
    }
}

void draw_bouquet(Brush& brush) {
    const std::vector<std::uint32_t> petals{0xd9412b, 0xe5bd72, 0xf3efe4,
                                            0xc77b9b, 0xe88f6a, 0x8d6bb0};
    for (int i = 0; i < 9; ++i) {
        const double x = 330 + i * 68.0;
        brush.leaf({600, 640}, {x, 170 + (i - 4) * (i - 4) * 14.0}, 40,
                   brush.one_of({0x4d7c4a, 0x6b8f4e, 0x3f6b45}));
    }
    for (int i = 0; i < 11; ++i) {
        const int row = i / 4;
        const Point at{390 + (i % 4) * 140.0 + row % 2 * 70 + brush.some(-16, 16),
                       200 + row * 115.0 + brush.some(-20, 20)};
        const Colour colour = i % 3 == 0 ? brush.main : brush.one_of(petals);
        const double radius = brush.some(58, 78);
        brush.canvas.shadow(circle({at.x + 4, at.y + 9}, radius),
                            {0, 0, 9, faded(brush.ink, 0.28)});
        const int count = brush.how_many(6, 10);
        for (int n = 0; n < count; ++n) {
            const Path petal = ellipse({at.x, at.y - radius * 0.55}, radius * 0.36, radius * 0.5);
            brush.fill(petal.turned(at, n * 360.0 / count),
                       n % 2 == 0 ? lighter(colour, 0.12) : darker(colour, 0.08));
        }
        brush.ball(at, radius * 0.32, rgb(0xe0a33a));
    }
    const Path wrap = Path()
                          .move({360, 500})
                          .curve({600, 610}, {840, 500})
                          .line({680, 800})
                          .curve({600, 830}, {520, 800});
    brush.canvas.shadow(wrap, {12, 18, 16, faded(brush.ink, 0.3)});
    brush.fill(wrap, across({360, 500}, {840, 700}, lighter(rgb(0xd9b98a), 0.2),
                            darker(rgb(0xd9b98a), 0.14)));
    brush.fill(polygon({{360, 500}, {600, 560}, {560, 815}, {520, 800}}), faded(brush.cream, 0.28));
    const Path band = polygon({{462, 668}, {742, 660}, {724, 700}, {478, 708}});
    brush.fill(band, across({462, 660}, {742, 700}, lighter(brush.accent, 0.2), brush.accent));
    for (const double side : {-1.0, 1.0}) {
        brush.leaf({600, 684}, {600 + side * 104, 640}, 34, brush.accent);
        brush.line(Path().move({600, 690}).curve({600 + side * 20, 740}, {600 + side * 52, 778}),
                   18, darker(brush.accent, 0.12));
    }
    brush.ball({600, 684}, 22, brush.accent);
}

}  // namespace demo
