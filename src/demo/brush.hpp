#pragma once

// What the motifs are drawn with: a canvas 1,200 units wide and 900 high, light from the upper
// left, and a few strokes that all of them use. The middle of a motif is (600, 450); what stands
// has its feet at `feet`.

#include <vector>

#include "base/chance.hpp"
#include "demo/pictures.hpp"
#include "drawing/drawing.hpp"

namespace demo {

using base::Chance;

using drawing::Box;
using drawing::Colour;
using drawing::Path;
using drawing::Point;
using drawing::rgb;

inline constexpr double units = 1200, feet = 735;

/// `from`, and each `step` further that is still before `to`.
std::vector<double> steps(double from, double to, double step);

/// What is behind and below the goods.
struct Scheme {
    std::uint32_t wall = 0, wall_low = 0, table = 0, accent = 0;
};

struct Brush {
    drawing::Canvas& canvas;
    Chance chance;
    Scheme scheme{};
    Colour main{}, accent{}, ink = rgb(0x2a211c), cream = rgb(0xfff8ec);

    int pick(int count) { return static_cast<int>(chance.below(count)); }
    bool maybe() { return chance.one_in(2); }
    bool one_in_three() { return chance.one_in(3); }
    int how_many(int low, int high) { return low + pick(high - low + 1); }
    double some(double low, double high);
    Colour one_of(const std::vector<std::uint32_t>& list);

    void fill(const Path& path, const drawing::Paint& paint) { canvas.fill(path, paint); }
    void line(const Path& along, double width, const Colour& colour);
    /// A round thing in this light: bright at the left, darker at the right.
    void body(const Path& path, const Colour& colour);
    /// A flat thing, a little brighter above.
    void sheet(const Path& path, const Colour& colour);
    void ball(Point middle, double radius, const Colour& colour);
    /// The shadow of what stands there, `across` being half as wide as it is.
    void stand(Point at, double across);
    /// The shadow of what lies on a table that is seen from above.
    void lift(const Path& path, double height = 14);
    void leaf(Point from, Point to, double width, const Colour& colour);
};

// Each draws one motif on a ground that is there already.
void draw_mug(Brush& brush);
void draw_bowl(Brush& brush);
void draw_plates(Brush& brush);
void draw_teapot(Brush& brush);
void draw_vase(Brush& brush);
void draw_jar(Brush& brush);
void draw_tin(Brush& brush);
void draw_bottle(Brush& brush);
void draw_candle(Brush& brush);
void draw_soap(Brush& brush);

void draw_bread(Brush& brush);
void draw_cake(Brush& brush);
void draw_cookies(Brush& brush);
void draw_dumplings(Brush& brush);
void draw_basket(Brush& brush);
void draw_board(Brush& brush);
void draw_spoons(Brush& brush);
void draw_pilea(Brush& brush);
void draw_monstera(Brush& brush);
void draw_snake_plant(Brush& brush);
void draw_cactus(Brush& brush);
void draw_seedlings(Brush& brush);
void draw_bouquet(Brush& brush);

void draw_books(Brush& brush);
void draw_novel(Brush& brush);
void draw_notebook(Brush& brush);
void draw_print(Brush& brush);
void draw_cards(Brush& brush);
void draw_ticket(Brush& brush);
void draw_record(Brush& brush);
void draw_guitar(Brush& brush);
void draw_piano(Brush& brush);

void draw_lamp(Brush& brush);
void draw_desk_lamp(Brush& brush);
void draw_chair(Brush& brush);
void draw_armchair(Brush& brush);
void draw_clock(Brush& brush);
void draw_keyboard(Brush& brush);
void draw_headphones(Brush& brush);
void draw_camera(Brush& brush);
void draw_phone(Brush& brush);
void draw_box(Brush& brush);
void draw_tools(Brush& brush);
void draw_bicycle(Brush& brush);
void draw_wheel(Brush& brush);

void draw_shirt(Brush& brush);
void draw_jumper(Brush& brush);
void draw_dress(Brush& brush);
void draw_scarf(Brush& brush);
void draw_shoe(Brush& brush);
void draw_bag(Brush& brush);
void draw_backpack(Brush& brush);
void draw_umbrella(Brush& brush);
void draw_football(Brush& brush);
void draw_basketball(Brush& brush);
void draw_blocks(Brush& brush);
void draw_go(Brush& brush);
void draw_scissors(Brush& brush);

}  // namespace demo
