// Baskets of several shops, and the right to take back what was bought at a distance.

#include <map>

#include "orders/withdrawal.hpp"
#include "policies/policies.hpp"
#include "sim/people.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;

namespace {

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

}  // namespace

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
