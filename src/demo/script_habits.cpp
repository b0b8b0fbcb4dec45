// What people do besides trading: put aside what they may buy one day, close the stall for a while,
// and want nothing to do with somebody.

#include <algorithm>

#include "circles/circles.hpp"
#include "demo/world.hpp"
#include "saved/saved.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;

struct Wanted {
    std::string_view member, title;
    int days_ago = 0;
};

constexpr Wanted wanted[] = {
    {"demo_mei", "Armchair, green, very comfortable", 25},
    {"demo_mei", "Teapot with a bamboo handle", 20},
    {"demo_mei", "City bicycle, step-through, 7 gears", 15},
    {"demo_mei", "Poems of the Tang, two languages", 9},
    {"demo_mei", "Basket of apples, 4 kg", 3},
    {"demo_ben", "Film camera, ready to shoot", 5},
    {"demo_ben", "Records: five of slow jazz", 31},
    {"demo_lin", "Linocut course, two evenings", 8},
    {"demo_ava", "Pannier bag, waterproof, one side", 19},
    {"demo_ava", "Walnut chopping board", 40},
};

void save(World& world, base::Time at, std::string_view member, std::size_t index) {
    world.add(at, [&world, member, index](db::Tx& tx) {
        return saved::save(tx, world.member(member), world.items[index].id);
    });
}

bool is_taken_down(const Item& item) {
    return std::ranges::find(gone(), item.goods->title, &Gone::title) != gone().end();
}

/// Goods that are seen by everybody, a few by each of many.
void save_some(World& world) {
    for (const Figure& one : figures()) {
        if (world.luck.one_in(3)) continue;
        for (std::int64_t count = world.luck.from(1, 4); count > 0; --count) {
            const auto index = static_cast<std::size_t>(
                world.luck.below(static_cast<std::int64_t>(world.items.size())));
            const Item& item = world.items[index];
            const base::Time at =
                item.since + std::chrono::minutes{world.luck.from(60, 60 * 24 * 20)};
            const bool fits = item.goods->audience == circles::Audience::everybody &&
                              item.stall->owner != one.handle && world.joined[one.handle] < at;
            if (fits && !is_taken_down(item)) save(world, at, one.handle, index);
        }
    }
}

/// Marta is on tour: her stall shows what it has and sells nothing.
void close_for_a_while(World& world) {
    constexpr std::string_view owner = "demo_marta";
    const shops::Holiday holiday{world.on(4, 600), world.on(-10, 600),
                                 "On tour with the trio. Back with new strings and old jokes."};
    world.add(world.on(4, 540), [&world, owner, holiday](db::Tx& tx) -> Result<Done> {
        const auto shop = shops::shop_of(tx, world.member(owner));
        base::ensure(shop.has_value());
        return shops::close(tx, world.member(owner), shop->id, holiday);
    });
}

}  // namespace

void write_habits(World& world) {
    for (const Wanted& one : wanted) {
        save(world, world.on(one.days_ago, 700), one.member, world.item(one.title));
    }
    save_some(world);
    close_for_a_while(world);
    // Found on Mei's own page, and nowhere else.
    world.add(world.on(6, 1210), [&world](db::Tx& tx) {
        return circles::block(tx, world.member("demo_mei"), world.member("demo_quinn"));
    });
}

}  // namespace demo
