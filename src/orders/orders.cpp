// Paying and the acts of people. Placing is in placing.cpp, what a step does in steps.cpp.

#include "orders/orders.hpp"

#include <algorithm>
#include <map>

#include "orders/purchases.hpp"
#include "orders/rows.hpp"
#include "orders/sales.hpp"
#include "orders/unpaid.hpp"

namespace orders {
namespace {

base::Result<Order> perform(db::Tx& tx, OrderId id, base::MemberId member, Act act) {
    Order order = TRY(find_or_refuse(tx, id));
    const Party by = TRY(party_of(order, member));
    return take_step(tx, std::move(order), {act, by, member, tx.now(), nullptr});
}

/// The order waits for this payment from now on.
void wait_for(db::Tx& tx, Order& order, const payments::Payment& payment) {
    order.payment = payment.id;
    if (payment.method == payments::Method::bank_transfer) {
        order.clock_at = std::max(*order.clock_at, tx.now() + patience(tx, payment.method));
    }
    tx.run("update orders set payment = $2, clock_at = $3, method = $4 where id = $1", order.id,
           order.payment, order.clock_at, payment.method);
    run_pay_clock(tx, order);
}

/// Each line has room for the shares that are of it, those that it has among them.
base::Result<base::Done> fit_lines(db::Snapshot& snapshot, OrderId id,
                                   std::span<const Share> shares) {
    std::map<std::int64_t, std::int64_t> left;
    for (const Line& line : lines_of(snapshot, id)) {
        left[line.line] = base::multiply(line.price, line.quantity);
    }
    for (const Share& share : shares_of(snapshot, id)) {
        if (share.line != 0) left[share.line] -= share.amount;
    }
    for (const Share& share : shares) {
        if (share.line == 0) continue;
        const auto found = left.find(share.line);
        if (found == left.end()) return base::wrong_field("line", "unknown_line");
        if ((found->second -= share.amount) < 0) return share_too_large;
    }
    return base::done;
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

    TRY(check_unpaid(tx, member, method, 0));
    payments::give_up(tx, earlier->id);
    auto orders = waiting_with(tx, order);
    auto payment = payments::begin(tx, {subject_of(order), method, order.asset, total_of(orders)});
    for (Order& one : orders) wait_for(tx, one, payment);
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

std::function<bool(const payments::ChargebackNews&)> chargeback_callback(db::Writer& writer) {
    return [&writer](const payments::ChargebackNews& news) {
        auto hear = [news](db::Tx& tx) { return orders::hear(tx, news); };
        return writer.submit(std::make_unique<HearCommand>(std::move(hear)), db::Lane::jobs);
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

base::Result<base::Done> add_shares(db::Tx& tx, OrderId id, std::span<const Share> shares) {
    if (shares.empty()) return base::done;
    std::int64_t sum = 0;
    for (const Share& share : shares) {
        base::ensure(share.amount > 0);
        sum = base::add(sum, share.amount);
    }
    const Order order = TRY(find_or_refuse(tx, id));
    if (order.state != State::awaiting_payment) {
        return base::with(not_now, "state", std::string{base::name_of(order.state)});
    }
    const bool of_lines =
        std::ranges::any_of(shares, [](const Share& share) { return share.line != 0; });
    if (of_lines) TRY(fit_lines(tx, id, shares));
    const auto taken = tx.run(
        "update order_shares set amount = amount - $2 where order_id = $1 and line = 0 "
        "and purpose = 'seller' and amount >= $2",
        id, sum);
    if (taken == 0) return share_too_large;
    for (const Share& share : shares) insert_share(tx, id, share);
    return base::done;
}

}  // namespace orders
