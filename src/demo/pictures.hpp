#pragma once

// The pictures of the demo's goods, drawn by the program: one motif on a ground, in the goods'
// colour, with everything else about it by chance from a seed, so that no two look alike.

#include <cstdint>
#include <span>

#include "drawing/drawing.hpp"

namespace demo {

enum class Motif {  // NOLINT
    mug,
    bowl,
    plates,
    teapot,
    vase,
    jar,
    tin,
    bottle,
    candle,
    soap,
    bread,
    cake,
    cookies,
    dumplings,
    basket,
    board,
    spoons,
    pilea,
    monstera,
    snake_plant,
    cactus,
    seedlings,
    bouquet,
    books,
    novel,
    notebook,
    print,
    cards,
    ticket,
    record,
    guitar,
    piano,
    lamp,
    desk_lamp,
    chair,
    armchair,
    clock,
    keyboard,
    headphones,
    camera,
    phone,
    box,
    tools,
    bicycle,
    wheel,
    shirt,
    jumper,
    dress,
    scarf,
    shoe,
    bag,
    backpack,
    umbrella,
    football,
    basketball,
    blocks,
    go,
    scissors,
};
inline constexpr int motif_count = static_cast<int>(Motif::scissors) + 1;

struct Picture {
    Motif motif{};
    std::uint32_t colour = 0;  // Of the goods, 0xRRGGBB.
    std::uint64_t seed = 0;
};

/// Four by three, `width` dots wide.
drawing::Canvas draw(const Picture& picture, int width);

}  // namespace demo
