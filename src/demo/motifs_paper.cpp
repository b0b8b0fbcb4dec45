// What is read, looked at, listened to and played.

#include "demo/brush.hpp"

namespace demo {

using namespace drawing;  // NOLINT: this file is made of it.

namespace {

/// A picture for a cover or a frame, within a box and turned with it, whatever it shows.
struct Artwork {
    Brush& brush;
    Box b;
    Colour ground, second;
    double lean = 0;
    double x = b.x + b.width / 2, y = b.y + b.height / 2, unit = b.width;

    Path turned(const Path& path) const { return path.turned({600, 450}, lean); }
    void put(const Path& path, const Colour& colour) const { brush.fill(turned(path), colour); }
};

void hills_under_a_sun(const Artwork& art) {
    const auto& [brush, b, ground, second, lean, x, y, unit] = art;
    art.put(circle({x + unit * 0.12, b.y + b.height * 0.32}, unit * 0.2), second);
    for (int i = 0; i < 4; ++i) {
        const double top = b.y + b.height * (0.46 + i * 0.14);
        art.put(Path()
                    .move({b.x, top})
                    .curve({b.x + unit * brush.some(0.15, 0.4), top - unit * 0.3},
                           {b.x + unit * brush.some(0.5, 0.8), top + unit * 0.2},
                           {b.x + unit, top - unit * 0.06})
                    .line({b.x + unit, b.y + b.height})
                    .line({b.x, b.y + b.height}),
                mixed(darker(ground, 0.2), brush.ink, 0.12 + i * 0.2));
    }
}

void branch(const Artwork& art) {
    const auto& [brush, b, ground, second, lean, x, y, unit] = art;
    brush.line(art.turned(Path()
                              .move({x, b.y + b.height * 0.92})
                              .curve({x - 30, y}, {x + unit * 0.08, b.y + b.height * 0.1})),
               unit * 0.016, darker(ground, 0.6));
    for (int i = 0; i < 6; ++i) {
        const double at = b.y + b.height * (0.8 - i * 0.115), far = unit * (0.34 - i * 0.03);
        for (const double side : {-1.0, 1.0}) {
            const Path leaf =
                Path()
                    .move({x, at})
                    .curve({x + side * far * 0.5, at - far * 0.9}, {x + side * far, at - far * 0.6})
                    .curve({x + side * far * 0.6, at + far * 0.05}, {x, at});
            art.put(leaf, i % 2 == 0 ? darker(ground, 0.5) : second);
        }
    }
}

void shapes(const Artwork& art) {
    const auto& [brush, b, ground, second, lean, x, y, unit] = art;
    art.put(circle({x - unit * 0.14, y - b.height * 0.12}, unit * 0.26), second);
    art.put(box({x - unit * 0.02, y - b.height * 0.06, unit * 0.36, b.height * 0.3}),
            faded(darker(ground, 0.62), 0.92));
    art.put(polygon({{x - unit * 0.36, y + b.height * 0.36},
                     {x, y - b.height * 0.02},
                     {x + unit * 0.1, y + b.height * 0.36}}),
            lighter(ground, 0.55));
}

void waves(const Artwork& art) {
    const auto& [brush, b, ground, second, lean, x, y, unit] = art;
    for (int i = 0; i < 9; ++i) {
        const double top = b.y + b.height * (0.12 + i * 0.1);
        Path wave = Path().move({b.x - unit * 0.1, top});
        for (int n = 0; n < 5; ++n) {
            const double left = b.x - unit * 0.1 + n * unit * 0.26;
            wave.curve({left + unit * 0.07, top - unit * 0.1},
                       {left + unit * 0.19, top + unit * 0.1}, {left + unit * 0.26, top});
        }
        brush.line(art.turned(wave), unit * 0.022, i % 3 == 0 ? second : darker(ground, 0.5));
    }
}

void town(const Artwork& art) {
    const auto& [brush, b, ground, second, lean, x, y, unit] = art;
    for (int i = 0; i < 5; ++i) {
        const double left = b.x + unit * (0.08 + i * 0.17),
                     top = b.y + b.height * brush.some(0.3, 0.6);
        const Colour house = i % 2 == 0 ? second : darker(ground, 0.45);
        art.put(box({left, top, unit * 0.16, b.height * 0.82 - (top - b.y)}), house);
        art.put(polygon({{left - 4, top},
                         {left + unit * 0.08, top - unit * 0.13},
                         {left + unit * 0.16 + 4, top}}),
                darker(house, 0.3));
        for (int n = 0; n < 3; ++n)
            art.put(
                box({left + unit * 0.05, top + unit * (0.05 + n * 0.11), unit * 0.05, unit * 0.06}),
                lighter(ground, 0.6));
    }
}

void moon_among_stars(const Artwork& art) {
    const auto& [brush, b, ground, second, lean, x, y, unit] = art;
    art.put(circle({x, y - b.height * 0.04}, unit * 0.28), second);
    art.put(circle({x + unit * 0.11, y - b.height * 0.09}, unit * 0.24), ground);
    for (int i = 0; i < 16; ++i) {
        art.put(circle({b.x + brush.some(0.06, 0.94) * b.width,
                        b.y + brush.some(0.06, 0.94) * b.height},
                       unit * brush.some(0.006, 0.016)),
                lighter(ground, 0.7));
    }
}

void artwork(Brush& brush, const Box& b, const Colour& ground, double lean) {
    const Path whole = box(b).turned({600, 450}, lean);
    const Colour second =
        brush.one_of({0xd9412b, 0xe5bd72, 0x1f6f5c, 0x23395b, 0xe88f6a, 0xb33a5b});
    const Artwork art{brush, b, ground, second, lean};
    brush.fill(whole, ground);
    brush.canvas.clip(whole);
    switch (brush.pick(6)) {
        case 0: hills_under_a_sun(art); break;
        case 1: branch(art); break;
        case 2: shapes(art); break;
        case 3: waves(art); break;
        case 4: town(art); break;
        default: moon_among_stars(art); break;
    }
    brush.canvas.end_clip();
}

/// A piece of paper with a bite at either end of its perforation.
Path notched(const Box& b, double at) {
    constexpr double bite = 28, deep = 37;
    const double low = b.y + b.height, right = b.x + b.width;
    Path path;
    path.move({b.x, b.y}).line({at - bite, b.y});
    path.curve({at - bite, b.y + deep}, {at + bite, b.y + deep}, {at + bite, b.y});
    path.line({right, b.y}).line({right, low}).line({at + bite, low});
    path.curve({at + bite, low - deep}, {at - bite, low - deep}, {at - bite, low});
    path.line({b.x, low});
    return path;
}

/// Squares to write signs in, the first `written` of which have one.
void row_of_signs(Brush& brush, Point from, int written, double lean) {
    const Point middle{600, 450};
    for (int n = 0; n < 5; ++n) {
        const Box cell{from.x + n * 54, from.y - 20, 48, 48};
        brush.fill(without(box(cell), box({cell.x + 3, cell.y + 3, 42, 42})).turned(middle, lean),
                   faded(brush.accent, 0.4));
        if (n >= written) continue;
        Path sign = Path().move({cell.x + 12, cell.y + 14}).line({cell.x + 36, cell.y + 14});
        sign.move({cell.x + 24, cell.y + 8})
            .curve({cell.x + 24, cell.y + 30}, {cell.x + brush.some(8, 40), cell.y + 40});
        sign.move({cell.x + brush.some(8, 18), cell.y + 28})
            .line({cell.x + brush.some(30, 40), cell.y + brush.some(24, 40)});
        brush.line(sign.turned(middle, lean), 4, brush.ink);
    }
}

Path handwriting(Brush& brush, Point from, double width) {
    const auto [x, y] = from;
    Path words = Path().move(from);
    for (const double at : steps(x, x + width, 27))
        words.curve({at + 6, y - brush.some(6, 22)}, {at + 18, y + brush.some(4, 18)},
                    {at + 27, y});
    return words;
}

void pencil(Brush& brush, double lean) {
    const Point middle{836, 450};
    const Path whole =
        polygon({{820, 250}, {852, 250}, {852, 660}, {836, 716}, {820, 660}}).turned(middle, lean);
    brush.lift(whole, 12);
    brush.fill(whole, across({780, 300}, {900, 420}, rgb(0xf2bd63), rgb(0xd98a2b)));
    brush.fill(polygon({{820, 660}, {852, 660}, {836, 716}}).turned(middle, lean), rgb(0xf3dfb8));
    brush.fill(rounded({819, 226, 34, 40}, 8).turned(middle, lean), rgb(0xc25b52));
}

}  // namespace

void draw_books(Brush& brush) {
    const int count = brush.how_many(3, 5);
    double low = feet + 24;
    brush.stand({600, low}, 300);
    for (int i = 0; i < count; ++i) {
        const double height = brush.some(74, 104), half = brush.some(230, 300),
                     shift = brush.some(-34, 34);
        const Colour colour = i == 0 ? brush.main
                                     : brush.one_of({0xd9412b, 0x1f6f5c, 0x23395b, 0xe5bd72,
                                                     0xb33a5b, 0x6b4f8a, 0xf3e3c3});
        const Box b{600 - half + shift, low - height, half * 2, height};
        brush.fill(rounded({b.x + 14, b.y + 9, b.width - 4, b.height - 18}, 4),
                   across({0, b.y}, {0, b.y + height}, rgb(0xfff8e6), rgb(0xd9cbb0)));
        for (int n = 1; n < 5; ++n)
            brush.fill(box({b.x + 14, b.y + 9 + (height - 18) * n / 5, b.width - 8, 2}),
                       faded(rgb(0xa8977a), 0.5));
        const Path cover = Path(rounded({b.x, b.y, b.width, 13}, 6))
                               .add(rounded({b.x, b.y + height - 13, b.width, 13}, 6));
        brush.sheet(cover, colour);
        const Path spine = rounded({b.x - 8, b.y, b.width * 0.86, height}, 12);
        brush.fill(spine,
                   across({0, b.y}, {0, b.y + height}, lighter(colour, 0.2), darker(colour, 0.22)));
        const Colour gold = colour.red + colour.green > 1.45 ? darker(colour, 0.6) : rgb(0xf2d493);
        brush.fill(
            rounded({b.x + 40, b.y + height * 0.36, b.width * brush.some(0.3, 0.46), height * 0.26},
                    5),
            faded(gold, 0.92));
        for (const double x : {0.06, 0.64, 0.7})
            brush.fill(box({b.x + b.width * x, b.y, 9, height}), faded(gold, 0.8));
        low -= height;
    }
    if (!brush.maybe()) return;
    brush.ball({640, low - 62}, 62, brush.one_of({0xbf2a1a, 0xd98a2b, 0x7d9a4a}));
    brush.line(Path().move({640, low - 118}).line({650, low - 150}), 7, rgb(0x5b3a21));
    brush.leaf({648, low - 138}, {706, low - 160}, 13, rgb(0x5d8a45));
}

void draw_novel(Brush& brush) {
    const double lean = brush.some(-14, 14);
    const Point middle{600, 450};
    const Box b{390, 130, 420, 620};
    const Path pages =
        rounded({b.x + 8, b.y + 8, b.width + 12, b.height + 4}, 8).turned(middle, lean);
    brush.lift(pages, 22);
    brush.fill(pages, rgb(0xefe2c8));
    const Path cover = rounded(b, 10).turned(middle, lean);
    brush.sheet(cover, brush.main);
    const Box art{b.x + 62, b.y + 60, b.width - 112, b.height * 0.54};
    artwork(brush, art, brush.maybe() ? lighter(brush.main, 0.62) : darker(brush.main, 0.3), lean);
    const Colour letters =
        brush.main.red + brush.main.green > 1.3 ? darker(brush.main, 0.7) : brush.cream;
    const double widths[] = {0.62, 0.44, 0.26};
    for (int i = 0; i < 3; ++i) {
        const double width = b.width * widths[i] * brush.some(0.85, 1.1);
        brush.fill(rounded({b.x + b.width / 2 + 6 - width / 2, b.y + b.height * (0.72 + i * 0.075),
                            width, i == 2 ? 14.0 : 26.0},
                           6)
                       .turned(middle, lean),
                   letters);
    }
    brush.fill(box({b.x + 26, b.y, 5, b.height}).turned(middle, lean), faded(brush.ink, 0.25));
    brush.fill(box({b.x, b.y, 26, b.height}).turned(middle, lean), faded(brush.ink, 0.1));
    brush.fill(polygon({{b.x + b.width * 0.5, b.y},
                        {b.x + b.width, b.y},
                        {b.x + b.width * 0.55, b.y + b.height},
                        {b.x + b.width * 0.1, b.y + b.height}})
                   .turned(middle, lean),
               faded(rgb(0xffffff), 0.08));
}

void draw_notebook(Brush& brush) {
    const double lean = brush.some(-18, 10);
    const Point middle{600, 450};
    const Path left = rounded({240, 180, 362, 540}, 10).turned(middle, lean),
               right = rounded({598, 180, 362, 540}, 10).turned(middle, lean);
    const Path back = rounded({226, 168, 748, 564}, 18).turned(middle, lean);
    brush.lift(back, 20);
    brush.fill(back, brush.main);
    brush.fill(left, across({240, 180}, {602, 180}, rgb(0xfffdf6), rgb(0xe9dfcb)));
    brush.fill(right, across({598, 180}, {960, 180}, rgb(0xe6dbc5), rgb(0xfffdf6)));
    const bool red = brush.main.red > 0.6 && brush.main.green < 0.5;
    const int script = red ? 0 : brush.how_many(1, 2);
    for (int row = 0; row < 8; ++row) {
        for (const double x : {280.0, 650.0}) {
            const Point from{x, 238 + row * 58.0};
            const bool second_page = x > 600;
            if (script == 0) {
                row_of_signs(brush, from, second_page ? 23 - row * 5 : 5, lean);
                continue;
            }
            const double width = row == 7 && second_page ? 120 : brush.some(200, 270);
            brush.line(handwriting(brush, from, width).turned(middle, lean), script == 1 ? 3.5 : 5,
                       faded(script == 1 ? rgb(0x23395b) : brush.ink, 0.75));
        }
    }
    pencil(brush, lean + 38);
}

void draw_print(Brush& brush) {
    const bool wide = brush.one_in_three();
    const double width = wide ? 620 : 460, height = wide ? 460 : 610;
    const Box frame{600 - width / 2, 430 - height / 2, width, height};
    const Colour wood = brush.one_of({0x3a2d24, 0xb98a4e, 0xf3ead8, 0x2a211c, 0x7d5a3a});
    brush.canvas.shadow(box(frame), {26, 34, 26, faded(brush.ink, 0.34)});
    brush.fill(box(frame), across({frame.x, frame.y}, {frame.x + width, frame.y + height},
                                  lighter(wood, 0.24), darker(wood, 0.2)));
    brush.fill(box({frame.x + 22, frame.y + 22, width - 44, height - 44}), rgb(0xfdf8ee));
    brush.canvas.shadow(box({frame.x + 22, frame.y + 16, width - 44, 10}),
                        {0, 6, 8, faded(brush.ink, 0.3)});
    const double mat = brush.some(56, 88);
    artwork(brush, {frame.x + mat, frame.y + mat, width - 2 * mat, height - 2 * mat}, brush.main,
            0);
    brush.fill(polygon({{frame.x + width * 0.55, frame.y + 22},
                        {frame.x + width * 0.9, frame.y + 22},
                        {frame.x + width * 0.42, frame.y + height - 22},
                        {frame.x + width * 0.07, frame.y + height - 22}}),
               faded(rgb(0xffffff), 0.09));
    brush.fill(
        box({0, 830, units, 70}),
        across({0, 830}, {0, 900}, lighter(rgb(brush.scheme.table), 0.3), rgb(brush.scheme.table)));
}

void draw_cards(Brush& brush) {
    const Point middle{600, 450};
    for (int i = 0; i < 4; ++i) {
        const double lean = -24 + i * 15 + brush.some(-4, 4);
        const Point pivot{600, 1500};
        const Path card = rounded({440, 170, 320, 450}, 12).turned(pivot, lean * 0.9);
        brush.lift(card, 12);
        brush.fill(card, rgb(0xfffaf0));
        const Colour ground = i % 2 == 0 ? brush.main : mixed(brush.main, brush.cream, 0.5);
        const Path art = box({468, 200, 264, 390}).turned(pivot, lean * 0.9);
        brush.fill(art, ground);
        const Colour flower = brush.one_of({0xd9412b, 0xe5bd72, 0xfff8ec, 0xb33a5b});
        for (int n = 0; n < 8; ++n) {
            brush.fill(
                ellipse({600, 330}, 24, 48).turned({600, 382}, n * 45).turned(pivot, lean * 0.9),
                n % 2 == 0 ? flower : lighter(flower, 0.25));
        }
        brush.fill(circle({600, 382}, 26).turned(pivot, lean * 0.9), rgb(0x864c00));
    }
    const Path envelope = rounded({330, 560, 540, 290}, 10).turned(middle, 4);
    brush.lift(envelope, 16);
    brush.fill(envelope, across({330, 560}, {870, 850}, rgb(0xfff3dc), rgb(0xe6cfa4)));
    brush.line(Path().move({338, 568}).line({600, 730}).line({862, 568}).turned(middle, 4), 5,
               faded(rgb(0xa8854f), 0.7));
    brush.fill(circle({600, 716}, 38).turned(middle, 4), brush.accent);
    brush.fill(circle({594, 710}, 24).turned(middle, 4), lighter(brush.accent, 0.2));
}

void draw_ticket(Brush& brush) {
    for (int i = 0; i < 2; ++i) {
        const double lean = i == 0 ? brush.some(6, 16) : brush.some(-14, -4);
        const Point middle{600, 450};
        const double y = i == 0 ? 250 : 420;
        const Path ticket = notched({220, y, 760, 270}, 760).turned(middle, lean);
        brush.lift(ticket, 16);
        const Colour colour = i == 0 ? mixed(brush.main, brush.cream, 0.45) : brush.main;
        brush.sheet(ticket, colour);
        const Colour letters = colour.red + colour.green > 1.3 ? darker(colour, 0.7) : brush.cream;
        for (const double dash : steps(y + 40, y + 236, 26))
            brush.fill(rounded({757, dash, 6, 14}, 3).turned(middle, lean), faded(letters, 0.7));
        brush.fill(
            without(rounded({242, y + 22, 486, 226}, 10), rounded({248, y + 28, 474, 214}, 8))
                .turned(middle, lean),
            faded(letters, 0.7));
        brush.fill(rounded({330, y + 66, 330, 46}, 8).turned(middle, lean), letters);
        brush.fill(rounded({370, y + 132, 240, 24}, 8).turned(middle, lean), faded(letters, 0.8));
        brush.fill(rounded({420, y + 178, 140, 24}, 8).turned(middle, lean), faded(letters, 0.6));
        for (int n = 0; n < 5; ++n)
            brush.fill(
                ellipse({870, y + 108}, 16, 34).turned({870, y + 136}, n * 72).turned(middle, lean),
                letters);
        brush.fill(circle({870, y + 136}, 20).turned(middle, lean), letters);
    }
}

void draw_record(Brush& brush) {
    const Point disc{760, 450};
    brush.lift(circle(disc, 300), 20);
    brush.fill(circle(disc, 300), around({660, 340}, 520, rgb(0x4a443f), rgb(0x14110f)));
    for (const double radius : steps(130, 292, 13))
        brush.fill(without(circle(disc, radius), circle(disc, radius - 2.5)),
                   faded(rgb(0xffffff), 0.09));
    for (const double turn : {20.0, 200.0}) {
        brush.fill(polygon({{760, 450}, {1052, 420}, {1046, 520}}).turned(disc, turn),
                   faded(rgb(0xffffff), 0.1));
    }
    brush.fill(circle(disc, 96), brush.accent);
    brush.fill(circle(disc, 74), lighter(brush.accent, 0.25));
    brush.fill(circle(disc, 11), rgb(0xf3ead8));
    const Path sleeve = rounded({180, 160, 570, 570}, 8).turned({465, 445}, -4);
    brush.lift(sleeve, 20);
    brush.fill(sleeve, rgb(0xf7efe0));
    artwork(brush, {196, 176, 538, 538}, brush.main, -4);
}

void draw_guitar(Brush& brush) {
    const double lean = brush.some(-52, 34), waist = brush.some(0.9, 1.1);
    const Point middle{600, 450};
    const auto turn = [&](const Path& path) {
        return path.scaled(middle, 0.88, 0.88).turned(middle, lean);
    };
    const double top = -20 - brush.some(0, 60);
    const Path head = rounded({552, top, 96, 130}, 18), neck = box({568, top + 90, 64, 400});
    Path shape = Path()
                     .move({600, 400})
                     .curve({690, 390}, {760, 440}, {740, 530})
                     .curve({725 * waist, 585}, {800, 620}, {800, 720})
                     .curve({800, 850}, {700, 880}, {600, 880});
    shape.curve({500, 880}, {400, 850}, {400, 720})
        .curve({400, 620}, {1200 - 725 * waist, 585}, {460, 530})
        .curve({440, 440}, {510, 390}, {600, 400});
    brush.lift(turn(Path(shape)), 22);
    brush.lift(turn(neck), 14);
    brush.fill(turn(shape), darker(brush.main, 0.5));
    brush.fill(turn(shape.scaled({600, 650}, 0.96, 0.965)),
               around({520, 600}, 480, lighter(brush.main, 0.26), darker(brush.main, 0.14)));
    brush.fill(turn(head), across({552, 0}, {648, 0}, rgb(0x6b4426), rgb(0x3a2414)));
    brush.fill(turn(neck), across({568, 0}, {632, 0}, rgb(0x5b3a21), rgb(0x33200f)));
    for (int i = 0; i < 10; ++i)
        brush.fill(turn(box({568, top + 150 + i * 33.0, 64, 4})), faded(rgb(0xe6d9b8), 0.8));
    brush.fill(turn(without(circle({600, 590}, 74), circle({600, 590}, 62))), rgb(0xe5c98a));
    brush.fill(turn(circle({600, 590}, 62)), rgb(0x22140b));
    brush.fill(turn(rounded({510, 740, 180, 32}, 10)), rgb(0x3a2414));
    const int strings = brush.maybe() ? 4 : 6;
    for (int i = 0; i < strings; ++i) {
        const double x = 600 + (i - (strings - 1) / 2.0) * (strings == 4 ? 13 : 9);
        brush.line(turn(Path().move({x, top + 96}).line({600 + (x - 600) * 1.3, 756})), 2.4,
                   faded(rgb(0xfdf3da), 0.9));
        const double side = i % 2 == 0 ? -1 : 1;
        const int row = i / 2;
        brush.fill(turn(circle({600 + side * 62, top + 24 + row * 36.0}, 12)), rgb(0xe6dcc4));
    }
}

void draw_piano(Brush& brush) {
    brush.stand({600, feet + 26}, 470);
    brush.body(rounded({130, 440, 940, 300}, 26), brush.main);
    brush.fill(rounded({160, 466, 880, 96}, 14), darker(brush.main, 0.4));
    for (int i = 0; i < 5; ++i)
        brush.ball({220 + i * 62.0, 514}, 20, i == 1 ? brush.accent : rgb(0xd8d2c4));
    brush.fill(rounded({560, 486, 190, 56}, 8),
               across({560, 486}, {750, 540}, rgb(0xbfe0c8), rgb(0x86b89a)));
    for (int i = 0; i < 4; ++i)
        brush.fill(rounded({790 + i * 56.0, 490, 42, 48}, 8),
                   i % 2 == 0 ? brush.accent : rgb(0xcfc6b4));
    const int keys = 17;
    const double each = 880.0 / keys;
    for (int i = 0; i < keys; ++i) {
        brush.fill(rounded({162 + i * each, 574, each - 4, 150}, 6),
                   across({0, 574}, {0, 724}, rgb(0xfffdf6), rgb(0xdfd5c2)));
    }
    for (int i = 0; i < keys - 1; ++i) {
        const int n = i % 7;
        if (n == 2 || n == 6) continue;
        brush.fill(rounded({162 + (i + 1) * each - 17, 570, 31, 92}, 5),
                   across({0, 570}, {0, 662}, rgb(0x3a342f), rgb(0x14100d)));
    }
    for (int i = 0; i < 3; ++i) {  // Notes in the air.
        const Point at{380 + i * 190.0 + brush.some(-40, 40), 250 + brush.some(-70, 90)};
        brush.fill(ellipse(at, 30, 22).turned(at, -20), brush.accent);
        brush.line(Path()
                       .move({at.x + 27, at.y - 6})
                       .line({at.x + 27, at.y - 110})
                       .curve({at.x + 70, at.y - 90}, {at.x + 66, at.y - 46}),
                   9, brush.accent);
    }
}

}  // namespace demo
