// Placing, paying and the acts of people. What a step does is in steps.cpp.

#include "orders/orders.hpp"

#include <algorithm>

#include "orders/rows.hpp"
#include "orders/sales.hpp"
#include "orders/sources.hpp"
#include "policies/choices.hpp"

namespace orders {
namespace {

/// What placing writes besides stock and lines, with room to spare: order, shares, texts, payment,
/// history, jobs, events, and what shops write when a listing sells out.
constexpr std::size_t other_rows = 40;
constexpr std::size_t rows_max = 1000;

/// How many lines may become rows in the placing command, which writes their stock as well.
std::size_t line_rows(std::size_t lines) {
    return std::min(lines, rows_max - other_rows - lines);
}

base::Result<base::Done> check_basket(const Basket& basket, const Settings& settings) {
    base::ensure(settings.lines_max >= 1 && settings.lines_max <= lines_most);
    if (basket.lines.size() > static_cast<std::size_t>(settings.lines_max)) {
        return base::wrong_field("lines", "too_many",
                                 {{"max", std::to_string(settings.lines_max)}});
    }
    std::vector<shops::ListingId> seen;
    for (std::size_t i = 0; i < basket.lines.size(); ++i) seen.push_back(basket.lines[i].listing);
    std::ranges::sort(seen);
    if (std::ranges::adjacent_find(seen) != seen.end()) {
        return base::wrong_field("lines", "listing_twice");
    }
    return base::done;
}

bool is_offered(db::Snapshot& snapshot, payments::Method method, const Settings& settings) {
    if (method == payments::Method::bank_transfer) return true;
    if (method == payments::Method::card) return settings.card != nullptr;
    return settings.provider != nullptr &&
           policies::value(snapshot, policies::play_money).value != 0;
}

/// How long an order waits to be paid this way.
base::Duration patience(db::Snapshot& snapshot, payments::Method method) {
    if (method == payments::Method::bank_transfer) {
        return std::chrono::days{policies::value(snapshot, policies::transfer_within_days).value};
    }
    return std::chrono::minutes{policies::value(snapshot, policies::pay_within_minutes).value};
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

base::Result<std::int64_t> total_of(const std::vector<shops::Reserved>& goods) {
    std::int64_t total = 0;
    for (const shops::Reserved& good : goods) {
        total = base::add(total, base::multiply(good.price.minor, good.quantity));
        if (total > base::money_minor_max) return order_too_large;
    }
    return total;
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

/// The commission by today's rate, which stays the order's; the seller has the rest.
std::vector<Share> first_shares(db::Snapshot& snapshot, const Order& order) {
    const auto rate = policies::value(snapshot, policies::commission_ppm);
    const std::int64_t commission = base::portion(order.total, rate.value);
    return {Share{0, "commission", ledger::market, ledger::Holding::commission, rate.value,
                  rate.version, commission},
            Share{0, "seller", order.seller.value, ledger::Holding::available, 0, 0,
                  order.total - commission}};
}

void insert_texts(db::Tx& tx, OrderId id, const Basket& basket) {
    tx.run(
        "insert into order_texts (order_id, name, address, tracking, reason, country) "
        "values ($1, $2, $3, null, null, $4)",
        id, basket.name, basket.address, basket.destination.country);
}

base::Result<Order> perform(db::Tx& tx, OrderId id, base::MemberId member, Act act) {
    Order order = TRY(find_or_refuse(tx, id));
    const Party by = TRY(party_of(order, member));
    return take_step(tx, std::move(order), {act, by, member, tx.now(), nullptr});
}

/// What a line came to, less the shares that are of it.
base::Result<std::int64_t> unshared(db::Snapshot& snapshot, OrderId id, std::int64_t line) {
    const auto lines = lines_of(snapshot, id);
    const auto found = std::ranges::find(lines, line, &Line::line);
    if (found == lines.end()) return base::wrong_field("line", "unknown_line");
    std::int64_t left = base::multiply(found->price, found->quantity);
    for (const Share& share : shares_of(snapshot, id)) {
        if (share.line == line) left -= share.amount;
    }
    return left;
}

class HearCommand final : public db::Command {
public:
    using Hear = std::function<base::Result<base::Done>(db::Tx&)>;
    explicit HearCommand(Hear hear) : hear_(std::move(hear)) {}

    db::Verdict run(db::Tx& tx) override {
        return hear_(tx) ? db::Verdict::keep : db::Verdict::undo;
    }
    // What went wrong is found by payment_check.
    void finished(std::exception_ptr) override {}

private:
    Hear hear_;
};

}  // namespace

std::vector<payments::Method> methods_offered(db::Snapshot& snapshot, const Settings& settings) {
    std::vector<payments::Method> offered;
    for (const auto method : base::every<payments::Method>()) {
        if (is_offered(snapshot, method, settings)) offered.push_back(method);
    }
    return offered;
}

base::Result<Placed> place(db::Tx& tx, const Basket& basket, const Settings& settings) {
    TRY(check_basket(basket, settings));
    if (!is_offered(tx, basket.method, settings)) return method_not_offered;
    std::vector<shops::Reserved> goods = TRY(reserve_all(tx, basket));

    Placed placed;
    Order& order = placed.order;
    order.id = tx.fresh<OrderId>();
    order.buyer = basket.buyer;
    order.seller = goods.front().owner;
    order.shop = goods.front().shop;
    order.asset = goods.front().price.currency;
    order.total = TRY(total_of(goods));
    order.placed = tx.now();
    order.way = basket.destination.way;
    order.promised = promise_of(goods);
    order.clock_at = tx.now() + patience(tx, basket.method);
    order.state = TRY(next(State::created, Act::place, Party::buyer)).to;
    placed.lines = lines_from(std::move(goods));
    placed.shares = first_shares(tx, order);
    placed.payment = payments::begin(tx, {order.id.value, basket.method, order.asset, order.total});
    order.payment = placed.payment.id;

    insert_order(tx, order, basket.method);
    count_placed(tx, order);
    insert_lines(tx, order.id, placed.lines, line_rows(placed.lines.size()));
    insert_texts(tx, order.id, basket);
    keep_source(tx, order, basket);
    for (const Share& share : placed.shares) insert_share(tx, order.id, share);
    write_history(tx, {order.id, Act::place, State::created, order.state, Party::buyer, order.buyer,
                       tx.now(), tx.now()});
    // While a provider is asked, its payment_check is the clock; see on_payment().
    if (basket.method == payments::Method::bank_transfer) run_pay_clock(tx, order);
    TRY(tell(tx, "order_placed", order, tx.now(), {order.total, placed.shares.front().amount}));
    return placed;
}

base::Result<payments::Payment> pay_again(db::Tx& tx, OrderId id, base::MemberId member,
                                          payments::Method method, const Settings& settings) {
    Order order = TRY(find_or_refuse(tx, id));
    if (TRY(party_of(order, member)) != Party::buyer) return not_yours;
    if (!is_offered(tx, method, settings)) return method_not_offered;
    const bool waits = order.state == State::awaiting_payment && tx.now() < order.clock_at;
    if (!waits) return base::with(not_now, "state", std::string{base::name_of(order.state)});
    const auto earlier = payments::find(tx, order.payment);
    base::ensure(earlier.has_value());
    // Who has left a card's page may want to pay otherwise; what is paid there all the same is
    // found by its payment_check, which closes the page.
    const bool on_page = earlier->method == payments::Method::card;
    if (earlier->state == payments::State::pending && !on_page) return payment_under_way;

    payments::give_up(tx, earlier->id);
    auto payment = payments::begin(tx, {order.id.value, method, order.asset, order.total});
    order.payment = payment.id;
    if (method == payments::Method::bank_transfer) {
        order.clock_at = std::max(*order.clock_at, tx.now() + patience(tx, method));
    }
    tx.run("update orders set payment = $2, clock_at = $3, method = $4 where id = $1", id,
           order.payment, order.clock_at, method);
    run_pay_clock(tx, order);
    return payment;
}

base::Result<base::Done> hear(db::Tx& tx, payments::PaymentId payment, payments::Outcome outcome) {
    return on_payment(tx, payments::book(tx, payment, outcome));
}

base::Result<base::Done> on_payment(db::Tx& tx, const payments::Change& change) {
    TRY(heard(tx, change));
    return base::done;
}

std::function<void(payments::PaymentId, payments::Outcome)> callback(db::Writer& writer) {
    return [&writer](payments::PaymentId payment, payments::Outcome outcome) {
        auto hear = [=](db::Tx& tx) { return orders::hear(tx, payment, outcome); };
        (void)writer.submit(std::make_unique<HearCommand>(std::move(hear)), db::Lane::jobs);
    };
}

base::Result<base::Done> hear(db::Tx& tx, const payments::ChargebackNews& news) {
    // Only what was captured can be taken back, whether we have heard of that or not.
    TRY(on_payment(tx, payments::book(tx, news.payment, payments::Outcome::captured)));
    return on_payment(tx, payments::book(tx, news));
}

std::function<void(const payments::ChargebackNews&)> chargeback_callback(db::Writer& writer) {
    return [&writer](const payments::ChargebackNews& news) {
        auto hear = [news](db::Tx& tx) { return orders::hear(tx, news); };
        (void)writer.submit(std::make_unique<HearCommand>(std::move(hear)), db::Lane::jobs);
    };
}

base::Result<Order> accept(db::Tx& tx, OrderId id, base::MemberId member) {
    return perform(tx, id, member, Act::accept);
}

base::Result<Order> ship(db::Tx& tx, OrderId id, base::MemberId member,
                         const std::optional<std::string>& tracking) {
    Order order = TRY(perform(tx, id, member, Act::ship));
    if (tracking) {
        tx.run("update order_texts set tracking = $2 where order_id = $1", id, *tracking);
    }
    return order;
}

base::Result<Order> deliver(db::Tx& tx, OrderId id, base::MemberId member) {
    return perform(tx, id, member, Act::deliver);
}

base::Result<Order> confirm(db::Tx& tx, OrderId id, base::MemberId member) {
    return perform(tx, id, member, Act::confirm);
}

base::Result<Order> cancel(db::Tx& tx, OrderId id, base::MemberId member,
                           const std::optional<std::string>& reason) {
    Order order = TRY(perform(tx, id, member, Act::cancel));
    if (reason) tx.run("update order_texts set reason = $2 where order_id = $1", id, *reason);
    return order;
}

base::Result<base::Done> add_share(db::Tx& tx, OrderId id, const Share& share) {
    base::ensure(share.amount > 0);
    const Order order = TRY(find_or_refuse(tx, id));
    if (order.state != State::awaiting_payment) {
        return base::with(not_now, "state", std::string{base::name_of(order.state)});
    }
    if (share.line != 0 && share.amount > TRY(unshared(tx, id, share.line))) return share_too_large;
    const auto taken = tx.run(
        "update order_shares set amount = amount - $2 where order_id = $1 and line = 0 "
        "and purpose = 'seller' and amount >= $2",
        id, share.amount);
    if (taken == 0) return share_too_large;
    insert_share(tx, id, share);
    return base::done;
}

}  // namespace orders
