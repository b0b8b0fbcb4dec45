// What people put into a basket, baskets of several shops, and the right to take back what was
// bought at a distance.

#include <map>

#include "orders/withdrawal.hpp"
#include "policies/policies.hpp"
#include "sim/people.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;

namespace {

/// Mostly it is sent where everybody sends to.
shops::Destination destination(Chance& chance) {
    if (chance.one_in(6)) return {shops::Way::pick_up, ""};
    return {shops::Way::ship, chance.one_in(12) ? "FR" : "DE"};
}

/// What a buyer is shown for what is of each shop. What is of the first may be picked up.
std::vector<orders::AtShop> particular_of(Market& market, const orders::Basket& basket,
                                          bool pick_up) {
    return market.look([&](db::Snapshot& snapshot) {
        std::vector<shops::ListingId> listings;
        for (const shops::Wanted& line : basket.lines) listings.push_back(line.listing);
        const auto shops = shops::shops_of(snapshot, listings);
        std::map<shops::ShopId, orders::Basket> parts;
        for (const shops::Wanted& line : basket.lines) {
            const auto shop = shops.find(line.listing);
            if (shop == shops.end()) continue;
            orders::Basket& part = parts[shop->second];
            part.destination = basket.destination;
            part.lines.push_back(line);
        }
        std::vector<orders::AtShop> particular;
        for (const auto& [shop, part] : parts) {
            const auto first = shops.find(basket.lines.front().listing);
            const bool here = pick_up && first != shops.end() && first->second == shop;
            particular.push_back({shop, here ? shops::Way::pick_up : shops::Way::ship,
                                  here ? 0 : shown_postage(snapshot, part)});
        }
        return particular;
    });
}

/// Whether a page of these goods says that this buyer can have them there.
bool can_have(const shops::ListingCard& card, const orders::Basket& basket) {
    const shops::Handover handover{card.handover.ways, "", "", card.handover.regions, {}};
    return card.seller.id != basket.buyer && card.stock > 0 &&
           card.state == shops::ListingState::live &&
           shops::can_reach(handover, basket.destination);
}

}  // namespace

/// Something that the buyer can have, where there is any at hand; now and then anything.
People::Goods People::fancied(const orders::Basket& basket, Chance& chance) {
    constexpr int tries = 4;
    Goods goods = recent(goods_, chance);
    for (int i = 1; i < tries && !chance.one_in(12); ++i) {
        const auto cards = market_.look([&](db::Snapshot& snapshot) {
            return shops::cards(snapshot, basket.buyer, {goods.id});
        });
        if (!cards.empty() && can_have(cards.front(), basket)) break;
        goods = recent(goods_, chance);
    }
    return goods;
}

/// Everybody has an address of their own; now and then something goes to somebody else's.
orders::Basket People::fill_basket(Chance& chance) {
    orders::Basket basket;
    basket.buyer = somebody(chance);
    basket.name = "A Person";
    const auto home = chance.one_in(8) ? somebody(chance) : basket.buyer;
    basket.address = std::to_string(home.value) + " Fair Lane";
    basket.destination = destination(chance);
    if (basket.destination.way == shops::Way::pick_up) basket.address.clear();
    basket.method =
        chance.one_in(3) ? payments::Method::bank_transfer : payments::Method::simulator;
    const std::int64_t lines = 1 + chance.below(3);
    for (std::int64_t i = 0; i < lines; ++i) {
        const Goods goods = fancied(basket, chance);
        const std::int64_t stale = chance.one_in(30) ? 1 : 0;
        basket.lines.push_back({goods.id, version_of(goods.id) + stale, 1 + chance.below(3)});
    }
    if (!chance.one_in(3)) follow_link(basket, chance);
    return basket;
}

/// Of as many shops as the goods are of; what is wrong with one of them refuses all. Now and then
/// what is of one of the shops is picked up.
void People::place_together(orders::Basket basket, payments::Card card, Paying paying,
                            Chance& chance) {
    if (basket.address.empty()) basket.address = "1 Fair Lane";
    basket.destination = {shops::Way::ship, "DE"};
    const auto particular = particular_of(market_, basket, chance.one_in(4));
    const auto settings = market_.settings();
    const Quotes quotes = quotes_of(basket);
    const auto made = market_.send("place_all", [=](db::Tx& tx) -> Id {
        return TRY(orders::place_all(tx, basket, particular, settings)).payment.id.value;
    });
    if (chance.one_in(4)) market_.send_again();
    if (!made) return;
    const payments::PaymentId payment{*made};
    const auto placed = market_.look([&](db::Snapshot& snapshot) {
        return snapshot.all<orders::OrderId>("select id from orders where payment = $1 order by id",
                                             payment);
    });
    for (const orders::OrderId id : placed) remember_order(id, quotes);
    if (placed.size() > 1) ++market_.reach["bought of several shops"];
    if (basket.method == payments::Method::simulator) return pay(payment, card, paying);
    remember_transfer(payment);
}

/// All of it or some of the lines; now and then more than there were.
void People::withdraw(const Order& order, Chance& chance) {
    const auto lines =
        market_.look([&](db::Snapshot& snapshot) { return orders::lines_of(snapshot, order.id); });
    orders::Withdrawal withdrawal;
    if (chance.one_in(2)) {
        for (const orders::Line& line : lines) {
            if (std::ssize(withdrawal.lines) == orders::refund_lines_most) break;
            if (chance.one_in(2)) continue;
            const std::int64_t more = chance.one_in(9) ? 1 : 0;
            withdrawal.lines.push_back({line.line, 1 + chance.below(line.quantity + more), 0});
        }
    }
    const auto by = chance.one_in(12) ? somebody(chance) : order.buyer;
    (void)market_.send("withdraw_purchase", [=](db::Tx& tx) -> Id {
        TRY(orders::withdraw_purchase(tx, order.id, by, withdrawal));
        return order.id.value;
    });
    if (chance.one_in(4)) market_.send_again();
}

}  // namespace sim
