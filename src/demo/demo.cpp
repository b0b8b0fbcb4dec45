#include "demo/demo.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "base/log.hpp"
#include "db/act.hpp"
#include "demo/world.hpp"
#include "ledger/ledger.hpp"
#include "media/decoder.hpp"
#include "members/members.hpp"

namespace demo {
namespace {

constexpr int days_of_trade = 120;
constexpr std::uint64_t seed = 20;

/// In the end nothing may lie in the future of whoever opens the market.
constexpr std::chrono::minutes last_step_before{5};

bool is_empty(const Settings& settings) {
    const auto connection = db::open_reader(settings.address);
    connection->begin_read();
    db::Snapshot snapshot(*connection, settings.now);
    const bool empty = members::find(snapshot, "", "", 1).empty();
    connection->end_read();
    return empty;
}

/// A number that only this title has.
std::uint64_t seed_of(std::string_view title) {
    std::uint64_t number = 0xCBF29CE484222325U;
    for (const char letter : title) {
        number = (number ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
    }
    return number;
}

std::shared_ptr<const media::Kept> drawn(const Picture& picture, const Settings& settings) {
    const drawing::Canvas canvas = draw(picture, settings.picture_width);
    const media::Extent extent{canvas.size().width, canvas.size().height};
    return settings.pictures->put(media::renditions_of({extent, canvas.dots()}));
}

void draw_one(World& world, std::size_t i) {
    if (i < world.items.size()) {
        Item& item = world.items[i];
        const Goods& goods = *item.goods;
        item.picture = drawn({goods.motif, goods.colour, seed_of(goods.title)}, world.settings);
        return;
    }
    Extra& extra = world.extras[i - world.items.size()];
    extra.picture = drawn({extra.motif, extra.colour, seed_of(extra.title)}, world.settings);
}

/// On several threads: while one waits for the disk, another draws. Throws what one of them throws,
/// as on a full disk, once all have ended.
void draw_all(World& world) {
    std::atomic<std::size_t> next{0};
    const std::size_t count = world.items.size() + world.extras.size();
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) draw_one(world, i);
    };
    std::vector<std::future<void>> others;
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    for (unsigned i = 0; i < threads; ++i) others.push_back(std::async(std::launch::async, work));
    for (std::future<void>& other : others) other.get();
}

}  // namespace

const std::vector<Persona>& personas() {
    static const std::vector<Persona> list{
        {"demo_mei", "Mei Song", PersonaRole::buyer},
        {"demo_ben", "Ben Ahlers", PersonaRole::seller},
        {"demo_lin", "Lin Yue", PersonaRole::seller},
        {"demo_ava", "Ava Moreau", PersonaRole::seller},
        {"demo_vera", "Vera Novak", PersonaRole::moderator},
        {"demo_olga", "Olga Reuter", PersonaRole::operator_},
    };
    return list;
}

base::Time beginning(base::Time now) {
    return std::chrono::floor<std::chrono::days>(now) - std::chrono::days{days_of_trade};
}

void fill(const Settings& settings) {
    if (!is_empty(settings)) return;
    base::log(base::Level::info,
              "making the demo market: this takes some seconds, and has to be "
              "begun again in an empty directory where it is cut short");
    World world{settings};
    world.orders = {settings.currency, settings.provider, orders::lines_most};
    world.begin = beginning(settings.now);
    world.chance = Chance(seed);
    world.luck = Chance(seed + 1);
    world.password_hash = settings.password_hash();
    write_people(world);
    write_goods(world);
    write_talk(world);
    write_trade(world);
    write_money(world);
    write_cases(world);
    write_habits(world);
    write_catalogue(world);
    draw_all(world);
    play(world);
}

void World::add(base::Time at, Act act, std::size_t pays) {
    if (at > settings.now - last_step_before) return;
    steps.push_back({at, std::move(act), pays});
}

std::size_t World::item(std::string_view title) const {
    const auto found =
        std::ranges::find_if(items, [&](const Item& one) { return one.goods->title == title; });
    base::ensure(found != items.end());
    return static_cast<std::size_t>(found - items.begin());
}

base::Time World::on(int days_ago, std::int64_t minutes) const {
    return begin + std::chrono::days{days_of_trade - days_ago} + std::chrono::minutes{minutes};
}

base::Duration World::minutes(std::int64_t low, std::int64_t high) {
    return std::chrono::minutes{chance.from(low, high)} + std::chrono::seconds{chance.below(60)};
}

}  // namespace demo
