// Grounds, and which motif is drawn by what.

#include "demo/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "demo/brush.hpp"

namespace demo {
namespace {

using namespace drawing;  // NOLINT: this file is made of it.

constexpr std::array schemes{
    Scheme{0xfaf5ea, 0xefe3cb, 0xdcc49a, 0xbf2a1a}, Scheme{0xfbe3c4, 0xf4c994, 0xd49a5f, 0x17663f},
    Scheme{0xdcefe4, 0xb5dac8, 0x86b9a0, 0xd9412b}, Scheme{0xfbe2d9, 0xf1c0af, 0xd08e79, 0x23395b},
    Scheme{0xdfedf8, 0xb4d2ec, 0x87aed2, 0xbf2a1a}, Scheme{0xeee2f3, 0xd3bde0, 0xa98fc0, 0x864c00},
    Scheme{0xe9f1cf, 0xc9dca0, 0x9db573, 0xb33a5b}, Scheme{0xfdf1c9, 0xf5db86, 0xd6ad4c, 0x1f6f5c},
    Scheme{0x5b6b7c, 0x3a4856, 0x2b3641, 0xe5bd72}, Scheme{0x2f7355, 0x1c4f3a, 0x7c5a3c, 0xfcedcd},
    Scheme{0xcf7658, 0xac4f38, 0x7b3826, 0xfcedcd}, Scheme{0x384670, 0x222b4c, 0x161d36, 0xf2bd63},
};

/// How different two colours look, roughly.
double apart(const Colour& a, const Colour& b) {
    const double red = a.red - b.red, green = a.green - b.green, blue = a.blue - b.blue;
    return std::sqrt(2 * red * red + 4 * green * green + 3 * blue * blue) / 3;
}

/// One on which the goods stand out.
Scheme scheme_for(const Colour& goods, Chance& chance) {
    constexpr double enough = 0.24;
    for (int tries = 0; tries < 40; ++tries) {
        const Scheme& one = schemes[static_cast<std::size_t>(
            chance.below(static_cast<std::int64_t>(schemes.size())))];
        const double nearest =
            std::min({apart(rgb(one.wall), goods), apart(rgb(one.wall_low), goods),
                      apart(rgb(one.table), goods) + 0.08});
        if (nearest >= enough) return one;
    }
    return schemes[0];
}

void window_light(Brush& brush) {
    const double x = brush.some(80, 620), lean = brush.some(60, 150);
    const Colour light = faded(rgb(0xfffbe9), 0.3);
    for (const double right : {0.0, 215.0}) {
        for (const double down : {0.0, 265.0}) {
            const double slip = lean * down / 265;
            const Path pane = polygon({{x + right + slip, 40 + down},
                                       {x + right + slip + 190, 40 + down},
                                       {x + right + slip + 190 + lean, 280 + down},
                                       {x + right + slip + lean, 280 + down}});
            brush.canvas.shadow(pane, {0, 0, 7, light});
        }
    }
}

void stripes(Brush& brush) {
    const double width = brush.some(60, 110);
    const Colour light = faded(rgb(0xffffff), 0.16);
    for (const double x : steps(-width, units, 2 * width))
        brush.fill(box({x, 0, width, 900}), light);
}

void spots(Brush& brush) {
    const double gap = brush.some(80, 120);
    const Colour light = faded(rgb(0xffffff), 0.22);
    for (int row = 0; row * gap < 900; ++row) {
        for (int column = 0; column * gap <= units + gap; ++column) {
            const Point at{(column - row % 2 * 0.5) * gap, row * gap};
            brush.fill(circle(at, gap * 0.14), light);
        }
    }
}

void halo(Brush& brush) {
    const Colour light = faded(lighter(rgb(brush.scheme.wall), 0.5), 0.75);
    const Point middle{600 + brush.some(-120, 120), 420};
    brush.fill(circle(middle, brush.some(300, 360)),
               across({middle.x, 80}, {middle.x, 760}, light, faded(light, 0.25)));
}

void niche(Brush& brush) {
    const double half = brush.some(300, 370), x = 600 + brush.some(-60, 60);
    Path arch;
    arch.move({x - half, 900}).line({x - half, 130 + half});
    arch.curve({x - half, 130 + half * 0.45}, {x - half * 0.55, 130}, {x, 130});
    arch.curve({x + half * 0.55, 130}, {x + half, 130 + half * 0.45}, {x + half, 130 + half});
    arch.line({x + half, 900});
    const Colour inside = lighter(rgb(brush.scheme.wall), 0.42);
    brush.fill(arch, across({x - half, 0}, {x + half, 300}, darker(inside, 0.1), inside));
}

void draw_wall(Brush& brush) {
    brush.fill(box({0, 0, units, 900}),
               across({0, 0}, {420, 900}, rgb(brush.scheme.wall), rgb(brush.scheme.wall_low)));
    switch (brush.pick(6)) {
        case 0: window_light(brush); break;
        case 1: stripes(brush); break;
        case 2: spots(brush); break;
        case 3: halo(brush); break;
        case 4: niche(brush); break;
        default: break;
    }
}

/// A wall and a table that the goods stand on.
void standing_ground(Brush& brush) {
    draw_wall(brush);
    const double edge = brush.some(610, 668);
    const Colour table = rgb(brush.scheme.table);
    brush.canvas.shadow(box({-60, edge - 14, units + 120, 16}), {0, 0, 16, faded(brush.ink, 0.2)});
    brush.fill(box({0, edge, units, 900}),
               across({0, edge}, {0, 900}, lighter(table, 0.16), darker(table, 0.1)));
    brush.fill(box({0, edge, units, 5}), faded(lighter(table, 0.6), 0.8));
    if (!brush.maybe()) return;
    for (int i = 0; i < 9; ++i) {  // Wood.
        const double y = edge + 20 + brush.some(0, 240), x = brush.some(-200, 900);
        brush.line(Path().move({x, y}).curve({x + 200, y + brush.some(-8, 8)},
                                             {x + brush.some(300, 620), y}),
                   brush.some(2, 4), faded(darker(table, 0.4), 0.16));
    }
}

void cloth(Brush& brush) {
    const double lean = brush.some(-16, 16), width = brush.some(560, 760);
    const Path sheet = box({600 - width / 2, -300, width, 1500}).turned({600, 450}, lean);
    const Colour colour = lighter(rgb(brush.scheme.wall), 0.5);
    brush.lift(sheet, 8);
    brush.fill(sheet, faded(colour, 0.9));
    for (const double inset : {26.0, 44.0}) {
        const Path rim =
            without(box({600 - width / 2 + inset, -300, width - 2 * inset, 1500}),
                    box({600 - width / 2 + inset + 6, -310, width - 2 * inset - 12, 1520}));
        brush.fill(rim.turned({600, 450}, lean), faded(rgb(brush.scheme.accent), 0.45));
    }
}

/// A table that is seen from above.
void lying_ground(Brush& brush) {
    const Colour table = mixed(rgb(brush.scheme.wall), rgb(brush.scheme.table), 0.35);
    brush.fill(box({0, 0, units, 900}),
               across({0, 0}, {700, 900}, lighter(table, 0.16), darker(table, 0.06)));
    switch (brush.pick(4)) {
        case 0: {
            const double board = brush.some(130, 210);
            for (const double y : steps(brush.some(-60, 0), 900, board)) {
                brush.fill(box({0, y, units, 5}), faded(darker(table, 0.5), 0.2));
                brush.fill(box({0, y + 5, units, 3}), faded(lighter(table, 0.5), 0.4));
            }
            break;
        }
        case 1: cloth(brush); break;
        case 2: spots(brush); break;
        default: stripes(brush); break;
    }
}

enum class Ground { standing, lying, wall };

struct Entry {
    Motif motif{};
    Ground ground{};
    void (*draw)(Brush&) = nullptr;
};

using enum Ground;
constexpr std::array entries{
    Entry{Motif::mug, standing, draw_mug},
    Entry{Motif::bowl, standing, draw_bowl},
    Entry{Motif::plates, lying, draw_plates},
    Entry{Motif::teapot, standing, draw_teapot},
    Entry{Motif::vase, standing, draw_vase},
    Entry{Motif::jar, standing, draw_jar},
    Entry{Motif::tin, standing, draw_tin},
    Entry{Motif::bottle, standing, draw_bottle},
    Entry{Motif::candle, standing, draw_candle},
    Entry{Motif::soap, lying, draw_soap},
    Entry{Motif::bread, lying, draw_bread},
    Entry{Motif::cake, standing, draw_cake},
    Entry{Motif::cookies, lying, draw_cookies},
    Entry{Motif::dumplings, lying, draw_dumplings},
    Entry{Motif::basket, standing, draw_basket},
    Entry{Motif::board, lying, draw_board},
    Entry{Motif::spoons, lying, draw_spoons},
    Entry{Motif::pilea, standing, draw_pilea},
    Entry{Motif::monstera, standing, draw_monstera},
    Entry{Motif::snake_plant, standing, draw_snake_plant},
    Entry{Motif::cactus, standing, draw_cactus},
    Entry{Motif::seedlings, standing, draw_seedlings},
    Entry{Motif::bouquet, standing, draw_bouquet},
    Entry{Motif::books, standing, draw_books},
    Entry{Motif::novel, lying, draw_novel},
    Entry{Motif::notebook, lying, draw_notebook},
    Entry{Motif::print, Ground::wall, draw_print},
    Entry{Motif::cards, lying, draw_cards},
    Entry{Motif::ticket, lying, draw_ticket},
    Entry{Motif::record, lying, draw_record},
    Entry{Motif::guitar, lying, draw_guitar},
    Entry{Motif::piano, standing, draw_piano},
    Entry{Motif::lamp, standing, draw_lamp},
    Entry{Motif::desk_lamp, standing, draw_desk_lamp},
    Entry{Motif::chair, standing, draw_chair},
    Entry{Motif::armchair, standing, draw_armchair},
    Entry{Motif::clock, Ground::wall, draw_clock},
    Entry{Motif::keyboard, lying, draw_keyboard},
    Entry{Motif::headphones, lying, draw_headphones},
    Entry{Motif::camera, standing, draw_camera},
    Entry{Motif::phone, lying, draw_phone},
    Entry{Motif::box, standing, draw_box},
    Entry{Motif::tools, lying, draw_tools},
    Entry{Motif::bicycle, standing, draw_bicycle},
    Entry{Motif::wheel, lying, draw_wheel},
    Entry{Motif::shirt, Ground::wall, draw_shirt},
    Entry{Motif::jumper, lying, draw_jumper},
    Entry{Motif::dress, Ground::wall, draw_dress},
    Entry{Motif::scarf, lying, draw_scarf},
    Entry{Motif::shoe, standing, draw_shoe},
    Entry{Motif::bag, standing, draw_bag},
    Entry{Motif::backpack, standing, draw_backpack},
    Entry{Motif::umbrella, standing, draw_umbrella},
    Entry{Motif::football, standing, draw_football},
    Entry{Motif::basketball, standing, draw_basketball},
    Entry{Motif::blocks, standing, draw_blocks},
    Entry{Motif::go, lying, draw_go},
    Entry{Motif::scissors, lying, draw_scissors},
};
static_assert(entries.size() == motif_count, "every motif is drawn by something");

/// Darker towards the corners, as a lens sees it.
void frame(Brush& brush) {
    brush.fill(box({0, 0, units, 900}),
               around({560, 400}, 1050, faded(brush.ink, 0), faded(brush.ink, 0.2)));
}

}  // namespace

Canvas draw(const Picture& picture, int width) {
    Canvas canvas({width, width * 3 / 4}, units);
    Brush brush{canvas, Chance(picture.seed)};
    brush.main = rgb(picture.colour);
    brush.scheme = scheme_for(brush.main, brush.chance);
    brush.accent = rgb(brush.scheme.accent);
    const Entry& entry = *std::ranges::find(entries, picture.motif, &Entry::motif);
    switch (entry.ground) {
        case Ground::standing: standing_ground(brush); break;
        case Ground::lying: lying_ground(brush); break;
        case Ground::wall: draw_wall(brush); break;
    }
    entry.draw(brush);
    frame(brush);
    return canvas;
}

}  // namespace demo
