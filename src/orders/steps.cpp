// What a step does: to the state, the money, the goods, the clocks, and who learns of it.

#include <algorithm>
#include <array>
#include <map>

#include "events/cursors.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "orders/chargebacks.hpp"
#include "orders/clocks.hpp"
#include "orders/dispute_rows.hpp"
#include "orders/forgetting.hpp"
#include "orders/promoting.hpp"
#include "orders/purchases.hpp"
#include "orders/refund_rows.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

/// What one step has done so far, for the events at its end.
struct Effect {
    std::optional<Sums> settled{};
    std::optional<Sums> refunded{};
    std::optional<Sums> gone{};
};

/// What everybody keeps of what has not gone back and is not disputed, in the order of the shares.
std::vector<std::int64_t> undisputed(db::Tx& tx, const Order& order,
                                     const std::vector<Share>& shares, std::int64_t disputed) {
    if (disputed > 0) {
        Sold sold = sold_of(tx, order, shares);
        sold.back += disputed;
        return kept(sold);
    }
    std::vector<std::int64_t> left;
    for (const Share& share : shares) left.push_back(share.amount - share.back);
    return left;
}

/// Whoever added shares may drop some in time.
base::Result<base::Done> mind_added_shares(db::Tx& tx, const Order& order, base::Time effective) {
    const auto shares = shares_of(tx, order.id);
    if (std::ranges::none_of(shares, is_earned_by_sharing)) return base::done;
    return tell(tx, "order_settling", order, effective, {order.held, 0});
}

/// Pays everybody who has a share out of the hold; several shares of one account as one part. What
/// is disputed stays aside.
base::Result<Sums> settle(db::Tx& tx, Order& order, base::Time effective) {
    TRY(mind_added_shares(tx, order, effective));
    ledger::AccountSums sums;
    const std::int64_t disputed = put_aside(tx, order);
    Sums settled{order.held - disputed};
    const auto shares = shares_of(tx, order.id);
    const auto left = undisputed(tx, order, shares, disputed);
    for (std::size_t s = 0; s < shares.size(); ++s) {
        pay_out(tx, order, shares[s], left[s], sums);
        settled.count(shares[s], left[s]);
    }
    if (disputed > 0) sums[disputed_account(tx, order)] = disputed;
    sums[hold_of(tx, order)] = -order.held;
    TRY(ledger::book(
        tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::settle, order.asset, order.id.value},
        ledger::parts_of(sums)));
    order.held = 0;
    return settled;
}

/// Gives back all that is held.
base::Result<Sums> refund_rest(db::Tx& tx, Order& order, const Doing& doing) {
    const auto id = doing.refund.value != 0 ? doing.refund : tx.fresh<RefundId>();
    const ledger::Part hold{hold_of(tx, order), -order.held};
    TRY(payments::give_back(tx, {id, order.payment, order.id.value}, std::span{&hold, 1}));
    const Sums refunded{order.held, 0};
    order.refunded += order.held;
    order.held = 0;
    take_back(tx, order);
    return refunded;
}

/// The buyer's bank took all that is held.
base::Result<Sums> lose_rest(db::Tx& tx, Order& order, const Doing& doing) {
    base::ensure(doing.change != nullptr && doing.change->amount == order.held);
    const ledger::Part hold{hold_of(tx, order), -order.held};
    TRY(payments::charge_back(tx, *doing.change, std::span{&hold, 1}));
    const Sums gone{order.held, 0};
    order.refunded += order.held;
    order.held = 0;
    take_back(tx, order);
    return gone;
}

base::Result<Effect> move_money(db::Tx& tx, Flow flow, Order& order, const Doing& doing) {
    switch (flow) {
        case Flow::nothing: return Effect{};
        case Flow::into_hold:
            base::ensure(doing.change != nullptr);
            // An earlier try may have paid after all; nobody waits for the later one any more.
            if (order.payment != doing.change->payment) {
                payments::give_up(tx, order.payment);
                set_method(tx, order.id, doing.change->method);
            }
            order.payment = doing.change->payment;
            order.held = order.total;
            return Effect{};
        case Flow::settle: return Effect{TRY(settle(tx, order, doing.effective))};
        case Flow::refund: return Effect{std::nullopt, TRY(refund_rest(tx, order, doing))};
        case Flow::gone:
            return Effect{std::nullopt, std::nullopt, TRY(lose_rest(tx, order, doing))};
    }
    base::unreachable();
}

const Clock* clock_of(State state) {
    const auto found = std::ranges::find(clocks, state, &Clock::state);
    return found == clocks.end() ? nullptr : &*found;
}

/// Ends the clock of the state that is left, unless it rang. A card's pay_by clock is left to find
/// out that it has become pointless: most orders never had one.
void stop_clock_of(db::Tx& tx, const Order& order, State from, const Doing& doing) {
    if (doing.by == Party::clock) return;
    if (doing.act == Act::paid && doing.change->method != payments::Method::bank_transfer) return;
    const Clock* clock = clock_of(from);
    if (clock != nullptr) events::cancel(tx, clock->job, order.id.value);
    if (from == State::awaiting_payment) events::cancel(tx, pay_by_job, order.id.value);
}

base::Time begin_of(const Order& order, base::Time since) {
    const bool waits = waits_for_promise(order.state) && order.promised;
    return waits ? std::max(since, *order.promised) : since;
}

}  // namespace

void put_back_goods(db::Tx& tx, const Order& order, RefundId refund) {
    const auto back =
        order.refunded > 0 ? lines_back(tx, order.id, refund) : std::vector<LineBack>{};
    for (const Line& line : lines_of(tx, order.id)) {
        const auto found = std::ranges::find(back, line.line, &LineBack::line);
        const std::int64_t left = line.quantity - (found == back.end() ? 0 : found->quantity);
        if (left > 0) shops::put_back(tx, line.listing, left, {order.buyer, order.placed});
    }
}

namespace {

/// What the others are told of an act, before what they are told of its money.
std::optional<std::string_view> event_of(const Step& step) {
    switch (step.act) {
        case Act::paid: return "order_paid";
        case Act::accept: return "order_accepted";
        case Act::ship: return "order_shipped";
        case Act::deliver: return "order_delivered";
        default: break;
    }
    if (step.to == State::cancelled) return "order_cancelled";
    if (step.to == State::expired) return "order_expired";
    return std::nullopt;
}

base::Result<base::Done> tell_all(db::Tx& tx, const Step& step, const Order& order,
                                  const Doing& doing, const Effect& effect) {
    if (const auto kind = event_of(step)) {
        TRY(tell(tx, *kind, order, doing.effective, {order.total, 0}));
    }
    if (effect.settled) {
        count_settled(tx, order, effect.settled->amount);
        TRY(tell(tx, "order_settled", order, doing.effective, *effect.settled));
    }
    if (effect.refunded) TRY(tell(tx, "order_refunded", order, doing.effective, *effect.refunded));
    if (effect.gone) TRY(tell(tx, "order_charged_back", order, doing.effective, *effect.gone));
    return base::done;
}

}  // namespace

void stop_clock(db::Tx& tx, const Order& order) {
    if (const Clock* clock = clock_of(order.state)) events::cancel(tx, clock->job, order.id.value);
}

/// When it runs out is frozen on the order: a new version of the policy moves no clock that runs.
void start_clock(db::Tx& tx, Order& order, base::Time since) {
    order.clock_at.reset();
    const Clock* clock = clock_of(order.state);
    if (clock == nullptr) return;
    order.clock_at =
        begin_of(order, since) + policies::value(tx, clock->policy).value * clock->unit;
    events::at(tx, clock->job, *order.clock_at, order.id.value);
}

base::Result<Order> take_step(db::Tx& tx, Order order, const Doing& doing) {
    const Step step = TRY(next(order.state, doing.act, doing.by, sort_of(order)));
    TRY(mind_open_refund(tx, order, doing));
    if (step.flow == Flow::refund) TRY(mind_dispute(tx, order, doing.effective));
    const Effect effect = TRY(move_money(tx, step.flow, order, doing));
    order.state = step.to;
    if (!goes_on(step.from, step.to)) {
        stop_clock_of(tx, order, step.from, doing);
        start_clock(tx, order, doing.effective);
    }
    save(tx, order);
    if (step.from == State::awaiting_payment && is_final(step.to)) {
        want_less(tx, order, step.act);
    }
    if (step.to == State::cancelled || step.to == State::expired) {
        put_back_goods(tx, order, doing.refund);
    }
    write_history(tx, {order.id, step.act, step.from, step.to, step.by, doing.actor, tx.now(),
                       doing.effective});
    TRY(tell_all(tx, step, order, doing, effect));
    return order;
}

ledger::AccountId hold_of(db::Tx& tx, const Order& order) {
    return ledger::account_of(tx, order.id.value, ledger::Holding::hold, order.asset);
}

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const Order& order,
                              base::Time effective, const Sums& sums) {
    const Told told{base::Money{sums.amount, order.asset},
                    base::Money{sums.commission, order.asset},
                    effective,
                    order.seller,
                    order.buyer,
                    order.placed,
                    base::Money{sums.tax, order.asset}};
    return events::tell(tx, {kind, order.id.value, http::to_json(told)});
}

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

void run_pay_clock(db::Tx& tx, const Order& order) {
    events::cancel(tx, pay_by_job, order.id.value);
    events::at(tx, pay_by_job, *order.clock_at, order.id.value);
}

base::Result<std::vector<Order>> heard(db::Tx& tx, const payments::Change& change) {
    std::vector<Order> moved;
    if (change.news == payments::News::nothing) return moved;
    auto orders = behind(tx, change.subject);
    base::ensure(!orders.empty());
    if (is_of_bank(change)) {
        TRY(mind_chargeback(tx, std::move(orders), change));
        return moved;
    }
    std::erase_if(orders, [](const Order& one) { return one.state != State::awaiting_payment; });
    if (change.news != payments::News::captured) {
        for (const Order& order : orders) run_pay_clock(tx, order);
        return moved;
    }
    if (orders.empty()) {
        TRY(payments::turn_away(tx, change));
        return moved;
    }
    std::vector<ledger::Part> holds;
    for (const Order& order : orders) holds.push_back({hold_of(tx, order), order.total});
    TRY(payments::take(tx, change, holds));
    const Party by =
        change.method == payments::Method::bank_transfer ? Party::operator_ : Party::provider;
    for (Order& order : orders) {
        moved.push_back(
            TRY(take_step(tx, std::move(order), {Act::paid, by, {}, tx.now(), &change, {}})));
    }
    return moved;
}

namespace {

/// A job that acts for the clock, unless the order has moved on or its clock was put off. What it
/// does counts from when the clock ran out, however late the job comes to it.
events::Doer rings(Act act) {
    return [act](db::Tx& tx, const events::Job& job) -> base::Result<base::Done> {
        auto order = find(tx, OrderId{job.subject});
        if (!order || !order->clock_at || tx.now() < *order->clock_at) return base::done;
        if (!next(order->state, act, Party::clock)) return base::done;
        const base::Time due = *order->clock_at;
        // What waits to be paid together ends together.
        auto all = act == Act::expire ? waiting_with(tx, *order) : std::vector{*order};
        for (Order& one : all) {
            TRY(take_step(tx, std::move(one), {act, Party::clock, {}, due, nullptr, {}}));
        }
        return base::done;
    };
}

/// Does order_wind_clocks: so many orders at a time, and itself again while there may be more.
base::Result<base::Done> wind_clocks(db::Tx& tx, const events::Job& job) {
    constexpr std::int64_t most = 200;
    static const std::string sql =
        select_order() + "where is_open = 1 and held > 0 and clock_at is null order by id limit $1";
    const auto unwound = tx.all<Order>(sql, most);
    for (Order order : unwound) {
        start_clock(tx, order, tx.now());
        tx.run("update orders set clock_at = $2 where id = $1", order.id, order.clock_at);
    }
    if (static_cast<std::int64_t>(unwound.size()) == most) {
        events::at(tx, job.kind, tx.now(), 0);
    }
    return base::done;
}

}  // namespace

void plan(db::Tx& tx) {
    if (!events::waits(tx, wind_job, 0)) events::at(tx, wind_job, tx.now(), 0);
    plan_forgetting(tx);
}

void add_jobs(events::Hub& hub, const Settings& settings) {
    hub.job(std::string{pay_by_job}, rings(Act::expire));
    hub.job(std::string{accept_by_job}, rings(Act::lapse));
    hub.job(std::string{ship_by_job}, rings(Act::lapse));
    hub.job(std::string{wind_job}, wind_clocks);
    hub.job(std::string{auto_confirm_job}, rings(Act::auto_confirm));
    hub.job(std::string{answer_by_job}, [](db::Tx& tx, const events::Job& job) {
        return answer_for_silent(tx, OrderId{job.subject});
    });
    hub.job(std::string{dispute_answer_by_job}, [](db::Tx& tx, const events::Job& job) {
        return pass_for_silent(tx, OrderId{job.subject});
    });
    hub.job(std::string{unpack_job},
            [](db::Tx& tx, const events::Job& job) { return unpack(tx, OrderId{job.subject}); });
    add_forgetting_jobs(hub);
    const auto shown = [](db::Snapshot& snapshot, std::int64_t subject) {
        return first_behind(snapshot, subject).value;
    };
    if (settings.provider != nullptr || settings.card != nullptr) {
        payments::add_jobs(hub, {settings.provider, settings.card, shown}, on_payment);
    }
}

}  // namespace orders
