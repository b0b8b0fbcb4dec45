// Who comes when, opens what, puts up what and says what.

#include <algorithm>

#include "circles/circles.hpp"
#include "demo/verdicts.hpp"
#include "media/media.hpp"
#include "members/members.hpp"
#include "shops/stall.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;
using circles::FriendAct;

void join(World& world, base::Time at, const Figure& one) {
    world.joined[one.handle] = at;
    world.add(at, [&world, &one](db::Tx& tx) -> Result<Done> {
        world.people[one.handle] =
            TRY(members::create(tx, {std::string{one.handle}, std::string{one.name},
                                     world.password_hash, one.language}));
        return base::done;
    });
}

void make_operator(World& world, base::Time at, std::string_view handle) {
    world.add(at, [&world, handle](db::Tx& tx) {
        return members::set_permissions(
            tx, {world.member(handle), {std::string{members::operator_permission}}, {}, "demo"});
    });
}

void befriend(World& world, base::Time at, std::string_view a, std::string_view b) {
    world.add(at, [&world, a, b](db::Tx& tx) -> Result<Done> {
        TRY(circles::befriend(tx, world.member(a), world.member(b), FriendAct::befriend));
        return base::done;
    });
    world.add(at + world.minutes(20, 900), [&world, a, b](db::Tx& tx) -> Result<Done> {
        TRY(circles::befriend(tx, world.member(b), world.member(a), FriendAct::accept));
        return base::done;
    });
}

/// Who is friends with whom among those whom a visitor may be.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> ties{{
    {"demo_vera", "demo_yara"},
    {"demo_vera", "demo_fatima"},
    {"demo_mei", "demo_ben"},
    {"demo_mei", "demo_lin"},
    {"demo_ben", "demo_lin"},
    {"demo_ava", "demo_mei"},
    {"demo_olga", "demo_ben"},
    {"demo_mei", "demo_xiaoyu"},
    {"demo_ben", "demo_karim"},
    {"demo_lin", "demo_wei"},
    {"demo_ava", "demo_siqi"},
}};

/// Who waits for a visitor's answer.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> asking{{
    {"demo_elif", "demo_mei"},
    {"demo_noah", "demo_mei"},
    {"demo_emil", "demo_ben"},
}};

bool are_tied(std::string_view a, std::string_view b) {
    const auto fits = [&](const auto& tie) {
        return (tie.first == a && tie.second == b) || (tie.first == b && tie.second == a);
    };
    return std::ranges::any_of(ties, fits) || std::ranges::any_of(asking, fits);
}

const std::vector<Figure>& persona_figures() {
    static const std::vector<Figure> list = [] {
        std::vector<Figure> out;
        for (const Persona& one : personas()) out.push_back({one.handle, one.name});
        return out;
    }();
    return list;
}

/// Who judges has few friends here, and none who may ever have a case.
bool keeps_apart(std::string_view handle) {
    return handle == one_moderator || handle == other_moderator;
}

/// Everybody finds some of those who are there already.
void write_friends(World& world, const std::vector<std::string_view>& all) {
    std::int64_t later = 500;
    for (const auto& [a, b] : ties) befriend(world, world.on(103, later += 30), a, b);
    for (std::size_t i = 3; i < all.size(); ++i) {
        if (keeps_apart(all[i])) continue;
        std::vector<std::string_view> known;
        for (std::int64_t count = world.chance.from(2, 5); count > 0; --count) {
            const auto other =
                all[static_cast<std::size_t>(world.chance.below(static_cast<std::int64_t>(i)))];
            const base::Time at = world.on(static_cast<int>(world.chance.from(20, 100)),
                                           world.chance.from(480, 1300));
            if (are_tied(all[i], other) || std::ranges::find(known, other) != known.end()) continue;
            if (keeps_apart(other)) continue;
            known.push_back(other);
            befriend(world, at, all[i], other);
        }
    }
    for (const auto& [a, b] : asking) {
        world.add(
            world.on(2, 600 + static_cast<std::int64_t>(a.size()) * 7),
            [&world, a = a, b = b](db::Tx& tx) -> Result<Done> {
                TRY(circles::befriend(tx, world.member(a), world.member(b), FriendAct::befriend));
                return base::done;
            });
    }
}

shops::Handover handover_of(const World& world, const Goods& goods) {
    const auto list = handed();
    const auto found = std::ranges::find(list, goods.title, &Handed::title);
    if (found == list.end()) return {};
    shops::Handover handover{found->ways, std::string{found->area}, std::string{found->place},
                             shops::regions_in(found->regions), std::nullopt};
    constexpr std::int64_t evening = 20 * 60;
    if (found->ahead_days > 0) handover.ahead = world.on(-found->ahead_days, evening);
    return handover;
}

Result<Done> introduce(db::Tx& tx, base::MemberId owner, shops::ShopId shop, const Stall& stall) {
    const auto list = introductions();
    const auto said = std::ranges::find(list, stall.owner, &Introduction::owner);
    base::ensure(said != list.end());
    TRY(shops::describe(tx, owner, shop,
                        {std::string{said->words}, std::string{said->hours},
                         std::string{said->area}, std::string{said->place}, said->open_place}));
    return shops::set_conditions(tx, owner, shop, std::string{said->conditions});
}

void put_up(World& world, base::Time at, std::size_t index) {
    world.add(at, [&world, index](db::Tx& tx) -> Result<Done> {
        Item& item = world.items[index];
        const auto owner = world.member(item.stall->owner);
        shops::NewListing made;
        made.title = item.goods->title;
        made.description = item.goods->text;
        made.price = {item.goods->price, world.settings.currency};
        made.stock = item.goods->stock;
        made.audience = item.goods->audience;
        made.handover = handover_of(world, *item.goods);
        made.pictures = {TRY(media::add(tx, owner, *item.picture, {}))};
        item.id = TRY(shops::list(tx, owner, made));
        TRY(shops::publish(tx, owner, item.id));
        return base::done;
    });
}

}  // namespace

void write_people(World& world) {
    std::vector<std::string_view> all;
    std::int64_t later = 400;
    for (const Figure& one : persona_figures()) {
        join(world, world.on(120, later += 3), one);
        all.push_back(one.handle);
    }
    make_operator(world, world.on(120, 430), "demo_olga");
    // Those who have a stall are there from the first day on, the others come in the first weeks.
    for (const Figure& one : figures()) {
        const bool sells = std::ranges::any_of(
            stalls(), [&](const Stall& stall) { return stall.owner == one.handle; });
        const int days_ago = sells ? 120 : static_cast<int>(world.chance.from(104, 119));
        join(world, world.on(days_ago, sells ? later += 5 : world.chance.from(480, 1200)), one);
        all.push_back(one.handle);
    }
    write_friends(world, all);
}

shops::Postage postage_of(const World& world, const Stall& stall) {
    return shops::postage_in(world.settings.currency + " " + std::string{stall.postage});
}

Result<Done> open_stall(db::Tx& tx, const World& world, const Stall& stall) {
    const base::MemberId owner = world.member(stall.owner);
    const auto shop = TRY(shops::open(tx, owner, std::string{stall.name}));
    if (!stall.postage.empty()) {
        TRY(shops::set_postage(tx, owner, shop, postage_of(world, stall)));
    }
    return introduce(tx, owner, shop, stall);
}

void write_goods(World& world) {
    std::int64_t later = 620;
    for (const Stall& stall : stalls()) {
        world.add(world.on(120, later += 9),
                  [&world, &stall](db::Tx& tx) { return open_stall(tx, world, stall); });
        for (const Goods& goods : stall.goods) {
            const base::Time at = world.on(goods.days_ago, world.chance.from(430, 1150));
            world.items.push_back({&goods, &stall, at, goods.stock});
            put_up(world, at, world.items.size() - 1);
        }
    }
}

void write_talk(World& world) {
    for (const Post& post : posts()) {
        const base::Time at = world.on(post.days_ago, world.chance.from(450, 1290));
        world.add(at, [&world, &post](db::Tx& tx) -> Result<Done> {
            TRY(circles::post(tx,
                              {world.member(post.author), post.audience, std::string{post.text}}));
            return base::done;
        });
    }
    for (const Asked& asked : questions()) {
        const std::size_t index = world.item(asked.title);
        const base::Time at = world.on(asked.days_ago, world.chance.from(480, 1200));
        const auto id = std::make_shared<reviews::QuestionId>();
        world.add(at, [&world, &asked, index, id](db::Tx& tx) -> Result<Done> {
            *id = TRY(reviews::ask(tx, world.member(asked.asker), world.items[index].id,
                                   std::string{asked.question}));
            return base::done;
        });
        const base::Time then = at + world.minutes(30, 1500);
        if (asked.answer.empty()) continue;
        world.add(then, [&world, &asked, index, id](db::Tx& tx) -> Result<Done> {
            TRY(reviews::reply(tx, world.member(world.items[index].stall->owner), *id,
                               std::string{asked.answer}));
            return base::done;
        });
    }
}

}  // namespace demo
