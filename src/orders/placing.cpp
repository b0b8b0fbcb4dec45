// Placing: the goods are set aside, prices and shares frozen, and how it will be paid is stored.

#include <algorithm>
#include <map>

#include "orders/fees.hpp"
#include "orders/purchases.hpp"
#include "orders/rows.hpp"
#include "orders/sales.hpp"
#include "orders/sources.hpp"
#include "orders/unpaid.hpp"
#include "policies/choices.hpp"

namespace orders {
namespace {

/// What placing writes besides stock and lines, with room to spare: order, shares, texts, payment,
/// history, jobs, events, and what shops write when a listing sells out; and for each further order
/// of a purchase, which has its payment with others.
constexpr std::size_t other_rows = 40;
constexpr std::size_t further_rows = 16;
constexpr std::size_t rows_max = 1000;

/// What one order of a command writes besides its lines: their stock, and a row for each row of the
/// table of fees that fits some of them.
std::size_t rows_besides(std::size_t lines, std::size_t fees) {
    return lines + fees;
}

/// What who shared goods may earn by each line of an order.
std::size_t promoted_rows(std::size_t lines, bool shared) {
    if (!shared) return 0;
    return lines <= promoted_lines_most ? 2 * lines + 1 : 1;
}

/// How many lines may become rows in a command that writes so many others; the rest is packed.
class LineRows {
public:
    explicit LineRows(std::size_t others) : left_(rows_max - std::min(rows_max, others)) {}

    std::size_t take(std::size_t lines) {
        const std::size_t rows = std::min(lines, left_);
        left_ -= rows;
        return rows;
    }

private:
    std::size_t left_;
};

base::Result<base::Done> check_basket(const Basket& basket, std::int64_t lines_max) {
    if (basket.lines.size() > static_cast<std::size_t>(lines_max)) {
        return base::wrong_field("lines", "too_many", {{"max", std::to_string(lines_max)}});
    }
    std::vector<shops::ListingId> seen;
    for (std::size_t i = 0; i < basket.lines.size(); ++i) seen.push_back(basket.lines[i].listing);
    std::ranges::sort(seen);
    if (std::ranges::adjacent_find(seen) != seen.end()) {
        return base::wrong_field("lines", "listing_twice");
    }
    return base::done;
}

/// Sets everything aside; what it returns has one shop and one currency.
base::Result<std::vector<shops::Reserved>> reserve_all(db::Tx& tx, const Basket& basket) {
    std::vector<shops::Reserved> goods;
    for (const shops::Wanted& wanted : basket.lines) {
        auto reserved = shops::reserve(tx, basket.buyer, wanted, basket.destination);
        if (!reserved) {
            return base::Refusal(reserved.error())
                .with("listing", std::to_string(wanted.listing.value));
        }
        goods.push_back(*std::move(reserved));
        if (goods.back().shop != goods.front().shop) return one_shop_only;
        base::ensure(goods.back().price.currency == goods.front().price.currency);
    }
    return goods;
}

base::Result<std::int64_t> price_of(const std::vector<shops::Reserved>& goods) {
    std::int64_t total = 0;
    for (const shops::Reserved& good : goods) {
        total = base::add(total, base::multiply(good.price.minor, good.quantity));
        if (total > base::money_minor_max) return order_too_large;
    }
    return total;
}

/// What sending it costs now, which has to be what the buyer was shown. Nobody pays more than that
/// without being asked, and nobody is surprised by less either.
base::Result<std::int64_t> postage_of(const Basket& basket,
                                      const std::vector<shops::Reserved>& goods,
                                      std::int64_t price) {
    const std::string& currency = goods.front().price.currency;
    const std::int64_t postage =
        TRY(shops::postage_for(goods.front().postage, basket.destination, {price, currency}));
    if (postage == basket.postage) return postage;
    return base::with(postage_changed, "postage", std::to_string(postage))
        .with("currency", currency);
}

/// When all of it is to be sent, where some of it is ordered ahead.
std::optional<base::Time> promise_of(const std::vector<shops::Reserved>& goods) {
    std::optional<base::Time> last;
    for (const shops::Reserved& good : goods) last = std::max(last, good.promised);
    return last;
}

std::vector<Line> lines_from(std::vector<shops::Reserved> goods) {
    std::vector<Line> lines;
    std::int64_t number = 0;
    for (shops::Reserved& good : goods) {
        lines.push_back({++number, good.listing, good.version, good.quantity, good.price.minor,
                         std::move(good.title)});
    }
    return lines;
}

/// What the buyer was shown, if they say so, is what counts still. Refuses with conditions_changed
/// (args: shop, version).
base::Result<base::Done> check_agreed(const Basket& basket, const shops::Reserved& good) {
    for (const Agreed& agreed : basket.agreed) {
        if (agreed.shop != good.shop || agreed.version == good.conditions) continue;
        return base::with(conditions_changed, "shop", std::to_string(good.shop.value))
            .with("version", std::to_string(good.conditions));
    }
    return base::done;
}

void insert_texts(db::Tx& tx, OrderId id, const Basket& basket) {
    tx.run(
        "insert into order_texts (order_id, name, address, tracking, reason, country) "
        "values ($1, $2, $3, null, null, $4)",
        id, basket.name, basket.address, basket.destination.country);
}

/// An order of these goods, that nobody knows yet: without its payment.
base::Result<Order> order_of(db::Tx& tx, const Basket& basket,
                             const std::vector<shops::Reserved>& goods) {
    Order order;
    order.id = tx.fresh<OrderId>();
    order.buyer = basket.buyer;
    order.seller = goods.front().owner;
    order.shop = goods.front().shop;
    order.asset = goods.front().price.currency;
    const std::int64_t price = TRY(price_of(goods));
    order.postage = TRY(postage_of(basket, goods, price));
    order.total = base::add(price, order.postage);
    if (order.total > base::money_minor_max) return order_too_large;
    order.placed = tx.now();
    order.way = basket.destination.way;
    order.promised = promise_of(goods);
    order.conditions = goods.front().conditions;
    order.clock_at = tx.now() + patience(tx, basket.method);
    order.state = TRY(next(State::created, Act::place, Party::buyer)).to;
    return order;
}

/// Stores an order that has its payment, so many lines as rows, and tells of it.
base::Result<base::Done> store(db::Tx& tx, const Basket& basket, const Order& order,
                               const std::vector<Line>& lines, const Fees& fees,
                               std::size_t line_rows) {
    insert_order(tx, order, basket.method);
    count_placed(tx, order);
    insert_lines(tx, order.id, lines, line_rows);
    insert_texts(tx, order.id, basket);
    keep_source(tx, order, basket);
    for (const Share& share : fees.shares) insert_share(tx, order.id, share);
    keep_fees(tx, order.id, fees.charged);
    write_history(tx, {order.id, Act::place, State::created, order.state, Party::buyer, order.buyer,
                       tx.now(), tx.now()});
    // While a provider is asked, its payment_check is the clock; see on_payment().
    if (basket.method == payments::Method::bank_transfer) run_pay_clock(tx, order);
    Sums sums{order.total};
    for (const Share& share : fees.shares) sums.count(share, share.amount);
    return tell(tx, "order_placed", order, tx.now(), sums);
}

/// Gives whoever shared the goods their part of an order that is stored.
base::Result<base::Done> reward(db::Tx& tx, Placed& placed, const Basket& basket,
                                const Settings& settings) {
    if (!basket.share || !settings.promote) return base::done;
    TRY(settings.promote(tx, placed, *basket.share));
    placed.shares = shares_of(tx, placed.order.id);
    return base::done;
}

/// The part of a basket that is of one shop.
struct OfShop {
    shops::ShopId shop;
    Basket basket;
    std::vector<shops::Reserved> goods{};
};

/// The way and the postage of the part of a basket that is of this shop.
void settle_way(Basket& basket, shops::ShopId shop, std::span<const AtShop> particular) {
    const auto found = std::ranges::find(particular, shop, &AtShop::shop);
    basket.postage = found == particular.end() ? 0 : found->postage;
    if (found == particular.end() || found->way != shops::Way::pick_up) return;
    basket.address.clear();
    basket.destination = shops::Destination{shops::Way::pick_up, ""};
}

/// The lines by their shops. Refuses with no_such_listing.
base::Result<std::vector<OfShop>> split(db::Snapshot& snapshot, const Basket& basket,
                                        std::span<const AtShop> particular) {
    std::vector<shops::ListingId> listings;
    for (const shops::Wanted& wanted : basket.lines) listings.push_back(wanted.listing);
    const auto shops = shops::shops_of(snapshot, listings);
    std::vector<OfShop> parts;
    for (const shops::Wanted& wanted : basket.lines) {
        const auto shop = shops.find(wanted.listing);
        if (shop == shops.end()) {
            return base::Refusal(shops::no_such_listing)
                .with("listing", std::to_string(wanted.listing.value));
        }
        auto part = std::ranges::find(parts, shop->second, &OfShop::shop);
        if (part == parts.end()) {
            parts.push_back(OfShop{shop->second, basket});
            part = std::prev(parts.end());
            part->basket.lines.clear();
            const auto led = std::ranges::find(basket.led, part->shop, &LedTo::shop);
            if (led != basket.led.end()) {
                part->basket.from = led->from;
                part->basket.share = led->share;
            }
            settle_way(part->basket, part->shop, particular);
        }
        part->basket.lines.push_back(wanted);
    }
    return parts;
}

/// An address where something is sent, and none where nothing is.
base::Result<base::Done> check_address(const Basket& basket, const std::vector<OfShop>& parts) {
    const bool sent = std::ranges::any_of(
        parts, [](const OfShop& part) { return part.basket.destination.way == shops::Way::ship; });
    if (sent && basket.address.empty()) return base::wrong_field("delivery.address", "missing");
    if (!sent && !basket.address.empty()) {
        return base::wrong_field("delivery.address", "not_needed");
    }
    return base::done;
}

base::Result<base::Done> reserve_parts(db::Tx& tx, std::vector<OfShop>& parts) {
    for (OfShop& part : parts) {
        auto goods = reserve_all(tx, part.basket);
        if (!goods) {
            // Whoever may not see a listing learns nothing of whose it is.
            if (goods.error() == shops::no_such_listing) return goods.error();
            return base::Refusal(goods.error()).with("shop", std::to_string(part.shop.value));
        }
        part.goods = *std::move(goods);
    }
    return base::done;
}

/// Stores the orders of a purchase, each with what it is to have besides; all of them together
/// write no more than one may.
base::Result<base::Done> store_all(db::Tx& tx, std::vector<OfShop>& parts, Purchase& purchase,
                                   const Settings& settings) {
    std::vector<Placed> placed;
    std::vector<Fees> fees;
    std::size_t others = other_rows + further_rows * (parts.size() - 1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Order& order = purchase.orders[i];
        order.payment = purchase.payment.id;
        placed.push_back(
            Placed{order, purchase.payment, lines_from(std::move(parts[i].goods)), {}});
        fees.push_back(fees_for(tx, order, placed.back().lines));
        const std::size_t lines = placed.back().lines.size();
        others += lines + rows_besides(lines, fees.back().charged.size());  // All may sell out.
    }
    for (std::size_t i = 0; i < parts.size() && settings.promote; ++i) {
        std::optional<std::string>& share = parts[i].basket.share;
        const std::size_t besides = promoted_rows(placed[i].lines.size(), share.has_value());
        if (others + besides > rows_max) {
            share.reset();
        } else {
            others += besides;
        }
    }
    LineRows rows(others);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::vector<Line>& lines = placed[i].lines;
        TRY(store(tx, parts[i].basket, placed[i].order, lines, fees[i], rows.take(lines.size())));
        placed[i].shares = std::move(fees[i].shares);
        TRY(reward(tx, placed[i], parts[i].basket, settings));
    }
    return base::done;
}

}  // namespace

std::vector<payments::Method> methods_offered(db::Snapshot& snapshot, const Settings& settings) {
    std::vector<payments::Method> offered;
    for (const auto method : base::every<payments::Method>()) {
        if (is_offered(snapshot, method, settings)) offered.push_back(method);
    }
    return offered;
}

base::Result<Placed> place(db::Tx& tx, const Basket& basket, const Settings& settings) {
    base::ensure(settings.lines_max >= 1 && settings.lines_max <= lines_most);
    TRY(check_basket(basket, settings.lines_max));
    if (!is_offered(tx, basket.method, settings)) return method_not_offered;
    TRY(check_unpaid(tx, basket.buyer, basket.method, 1));
    std::vector<shops::Reserved> goods = TRY(reserve_all(tx, basket));
    TRY(check_agreed(basket, goods.front()));
    Placed placed;
    placed.order = TRY(order_of(tx, basket, goods));
    Order& order = placed.order;
    placed.lines = lines_from(std::move(goods));
    Fees fees = fees_for(tx, order, placed.lines);
    placed.payment = payments::begin(tx, {order.id.value, basket.method, order.asset, order.total});
    order.payment = placed.payment.id;
    const bool shared = basket.share && settings.promote;
    const std::size_t lines = placed.lines.size();
    LineRows rows(other_rows + rows_besides(lines, fees.charged.size()) +
                  promoted_rows(lines, shared));
    TRY(store(tx, basket, order, placed.lines, fees, rows.take(lines)));
    placed.shares = std::move(fees.shares);
    TRY(reward(tx, placed, basket, settings));
    return placed;
}

base::Result<Purchase> place_all(db::Tx& tx, const Basket& basket,
                                 std::span<const AtShop> particular, const Settings& settings) {
    base::ensure(
        settings.purchase_shops_max >= 1 && settings.purchase_shops_max <= purchase_shops_most &&
        settings.purchase_lines_max >= 1 && settings.purchase_lines_max <= purchase_lines_most);
    TRY(check_basket(basket, std::max(settings.purchase_lines_max, settings.lines_max)));
    std::vector<OfShop> parts = TRY(split(tx, basket, particular));
    TRY(check_address(basket, parts));
    if (parts.size() == 1) {
        Placed placed = TRY(place(tx, parts.front().basket, settings));
        return Purchase{{std::move(placed.order)}, std::move(placed.payment)};
    }
    TRY(check_basket(basket, settings.purchase_lines_max));
    if (parts.size() > static_cast<std::size_t>(settings.purchase_shops_max)) {
        return base::with(too_many_shops, "max", std::to_string(settings.purchase_shops_max));
    }
    if (!is_offered(tx, basket.method, settings)) return method_not_offered;
    const auto orders = static_cast<std::int64_t>(parts.size());
    TRY(check_unpaid(tx, basket.buyer, basket.method, orders));
    TRY(reserve_parts(tx, parts));

    Purchase purchase;
    const auto id = tx.fresh<PurchaseId>();
    for (const OfShop& part : parts) {
        TRY(check_agreed(part.basket, part.goods.front()));
        auto order = order_of(tx, part.basket, part.goods);
        if (!order) {
            return base::Refusal(order.error()).with("shop", std::to_string(part.shop.value));
        }
        purchase.orders.push_back(*std::move(order));
        purchase.orders.back().purchase = id;
    }
    const std::int64_t total = total_of(purchase.orders);
    if (total > base::money_minor_max) return order_too_large;
    purchase.payment =
        payments::begin(tx, {id.value, basket.method, purchase.orders.front().asset, total});
    TRY(store_all(tx, parts, purchase, settings));
    return purchase;
}

}  // namespace orders
