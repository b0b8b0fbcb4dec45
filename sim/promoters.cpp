// Who shares goods and earns where others buy them: promoters on two levels, what sellers give,
// links, and what a checkout says before the purchase, which has to be what the order gives.

#include "promoters/promoters.hpp"

#include "promoters/rows.hpp"
#include "sim/people.hpp"

namespace sim {
namespace {

using Id = base::Result<std::int64_t>;

struct OfPromoters {
    std::int64_t first = 0;
    std::int64_t second = 0;
};

OfPromoters earned_by(db::Snapshot& snapshot, orders::OrderId id) {
    OfPromoters sum;
    for (const orders::Share& share : orders::shares_of(snapshot, id)) {
        if (share.purpose == promoters::first_purpose) sum.first += share.amount;
        if (share.purpose == promoters::second_purpose) sum.second += share.amount;
    }
    return sum;
}

}  // namespace

void People::promote(Chance& chance) {
    switch (chance.below(8)) {
        case 0: return become_promoter(chance);
        case 1: return invite(chance);
        case 2:
        case 3: return give_rate(chance);
        case 4: return suspend(chance);
        default: return share_goods(chance);
    }
}

/// Mostly brought by somebody.
void People::become_promoter(Chance& chance) {
    const auto member = somebody(chance);
    std::string invitation;
    if (!invitations_.empty() && !chance.one_in(4)) invitation = recent(invitations_, chance);
    if (!links_.empty() && chance.one_in(12)) invitation = recent(links_, chance).token;
    const auto joined = market_.send("become_promoter", [=](db::Tx& tx) -> Id {
        TRY(promoters::join(tx, member, promoters::rules_version, invitation));
        return member.value;
    });
    if (joined) promoters_.push_back(member);
    if (chance.one_in(4)) market_.send_again();
}

void People::invite(Chance& chance) {
    if (promoters_.empty()) return become_promoter(chance);
    const auto member = chance.one_in(8) ? somebody(chance) : recent(promoters_, chance);
    std::string token;
    const auto made = market_.send(
        "invite", [=](db::Tx& tx) -> Id { return TRY(promoters::invite(tx, member)).id.value; });
    if (made) invitations_.push_back(token_of(promoters::LinkId{*made}));
}

/// The address of a link, as its owner is shown it.
std::string People::token_of(promoters::LinkId id) {
    return market_.look([&](db::Snapshot& snapshot) {
        const auto link = snapshot.one<promoters::Link>(
            "select id, promoter, listing, shop, made, until from share_links where id = $1", id);
        return promoters::shown(snapshot, link.value()).token;
    });
}

/// For one listing or the whole shop; now and then more than is allowed, or as the shop again.
void People::give_rate(Chance& chance) {
    const Goods goods = recent(goods_, chance);
    promoters::Setting setting;
    if (chance.one_in(2)) setting.listing = goods.id;
    if (!chance.one_in(8)) {
        setting.first_ppm = chance.below(200'000);
        setting.second_ppm = chance.below(1 + *setting.first_ppm / 2);
    }
    (void)market_.send("promoter_rate", [=](db::Tx& tx) -> Id {
        TRY(promoters::set_rate(tx, goods.owner, setting));
        return goods.id.value;
    });
}

void People::suspend(Chance& chance) {
    if (promoters_.empty()) return become_promoter(chance);
    const auto member = recent(promoters_, chance);
    const bool back = !chance.one_in(3);
    const auto boss = members_.front();
    (void)market_.send(back ? "reinstate" : "suspend", [=](db::Tx& tx) -> Id {
        const promoters::Word word{boss, "by chance"};
        if (back) {
            TRY(promoters::reinstate(tx, member, word));
        } else {
            TRY(promoters::suspend(tx, member, word));
        }
        return member.value;
    });
}

void People::share_goods(Chance& chance) {
    if (promoters_.empty() || chance.one_in(6)) become_promoter(chance);
    if (promoters_.empty()) return;
    const auto member = recent(promoters_, chance);
    const Goods goods = recent(goods_, chance);
    if (!chance.one_in(4)) {
        (void)market_.send("promoter_rate", [=](db::Tx& tx) -> Id {
            TRY(promoters::set_rate(tx, goods.owner, {goods.id, 80'000, 20'000}));
            return goods.id.value;
        });
    }
    const auto made = market_.send("share", [=](db::Tx& tx) -> Id {
        return TRY(promoters::share(tx, member, goods.id)).id.value;
    });
    if (made) links_.push_back({token_of(promoters::LinkId{*made}), goods.id});
    if (chance.one_in(4)) market_.send_again();
}

/// Puts goods that somebody shared into the basket, whose link it carries; now and then the link
/// alone, or one in which a letter is wrong.
void People::follow_link(orders::Basket& basket, Chance& chance) {
    if (links_.empty()) return;
    const Link& link = recent(links_, chance);
    basket.share = link.token;
    if (chance.one_in(12)) basket.share->front() = 'x';
    if (chance.one_in(6)) return;
    const auto twice = std::ranges::find(basket.lines, link.listing, &shops::Wanted::listing);
    if (twice != basket.lines.end()) return;
    basket.lines.push_back({link.listing, version_of(link.listing), 1 + chance.below(3)});
}

/// What the checkout says of each shop before anything is ordered.
People::Quotes People::quotes_of(const orders::Basket& basket) {
    Quotes quotes;
    if (!basket.share) return quotes;
    return market_.look([&](db::Snapshot& snapshot) {
        std::vector<shops::ListingId> ids;
        for (const shops::Wanted& wanted : basket.lines) ids.push_back(wanted.listing);
        const auto cards = shops::cards(snapshot, basket.buyer, ids);
        std::map<std::int64_t, std::vector<promoters::Wanted>> lines;
        for (const auto& [listing, shop] : shops::shops_of(snapshot, ids)) {
            const auto wanted = std::ranges::find(basket.lines, listing, &shops::Wanted::listing);
            const auto card = std::ranges::find(cards, listing, &shops::ListingCard::id);
            if (card == cards.end()) continue;
            lines[shop.value].push_back({listing, wanted->quantity, card->price.minor});
        }
        for (const auto& [id, of_shop] : lines) {
            const auto shop = shops::shop_name(snapshot, shops::ShopId{id});
            if (!shop) continue;
            const auto quote =
                promoters::quote(snapshot, basket.buyer, *shop, of_shop, *basket.share);
            quotes[id] = {quote.link, quote.why, quote.total.first, quote.total.second};
        }
        return quotes;
    });
}

/// Only where it will be sent was not known before.
void People::compare(const Quotes& quotes, orders::OrderId id) {
    market_.look([&](db::Snapshot& snapshot) {
        const auto order = orders::find(snapshot, id).value();
        const auto quoted = quotes.find(order.shop.value);
        if (quoted == quotes.end()) return 0;
        const auto& [link, why, first, second] = quoted->second;
        const auto found = promoters::promoted(snapshot, id);
        const auto earned = earned_by(snapshot, id);
        must_hold(found.has_value() == (link == promoters::TokenLook::good),
                  "an order comes by a link that was good before it");
        if (!found) return 0;
        ++market_.reach["promoted " + std::string{base::name_of(found->why)}];
        if (found->why == promoters::Why::same_household) return 0;
        must_hold(found->why == why, "an order earns as the checkout said");
        must_hold(earned.first == first, "who shared earns what the checkout said");
        must_hold(earned.second <= second, "who brought them earns no more than the checkout said");
        // Where who brought them is too close to the address, the seller has it.
        if (found->recruiter || second == 0) {
            must_hold(earned.second == second, "who brought them earns what the checkout said");
        }
        return 0;
    });
}

}  // namespace sim
