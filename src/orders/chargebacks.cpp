#include "orders/chargebacks.hpp"

#include <algorithm>

#include "orders/dispute_rows.hpp"
#include "orders/refund_rows.hpp"

namespace orders {
namespace {

using payments::Change;
using payments::Claim;
using payments::News;

By by_bank(db::Tx& tx) {
    return {Party::provider, {}, tx.now()};
}

/// Where an order stood when all that it held was taken.
State state_before(db::Snapshot& snapshot, OrderId id) {
    const auto state = snapshot.one<State>(
        "select state_from from order_history where order_id = $1 and state_to = 'chargeback' and "
        "act = 'charge_back' order by id desc limit 1",
        id);
    base::ensure(state.has_value());
    return *state;
}

/// Whether the goods are with the seller still.
bool is_unsent(State state) {
    const auto off = next(state, Act::agree, Party::seller);
    return off && off->to == State::cancelled;
}

/// Whether it came back to stock because the bank's word was final.
bool is_given_up(db::Snapshot& snapshot, OrderId id) {
    return snapshot.number(
               "select count(*) from order_history where order_id = $1 and act = 'charge_final'",
               id) > 0;
}

/// A part of what is held.
base::Result<Sums> lose_from_hold(db::Tx& tx, Order& order, const Change& change) {
    const ledger::Part hold{hold_of(tx, order), -change.amount};
    TRY(payments::charge_back(tx, change, std::span{&hold, 1}));
    order.held -= change.amount;
    order.refunded += change.amount;
    take_back(tx, order);
    return Sums{change.amount};
}

/// What everybody has been paid already, however much they owe by it.
base::Result<Sums> lose_after_settling(db::Tx& tx, Order& order, const Change& change) {
    base::ensure(is_settled(order));
    order.refunded += change.amount;
    ledger::AccountSums sums;
    Sums lost{change.amount};
    for (const Share& share : take_back(tx, order)) {
        TRY(take_in(tx, order, share, share.back, unlimited, sums));
        lost.count(share, share.back);
    }
    TRY(payments::charge_back(tx, change, ledger::parts_of(sums)));
    count_given_back(tx, order, change.amount);
    return lost;
}

/// The bank's word is final: goods that were not sent are there again.
base::Result<base::Done> give_up(db::Tx& tx, const Order& order) {
    if (order.state != State::chargeback || !is_unsent(state_before(tx, order.id))) {
        return base::done;
    }
    if (is_given_up(tx, order.id)) return base::done;
    put_back_goods(tx, order, {});
    write_act(tx, order, Act::charge_final, by_bank(tx));
    return base::done;
}

base::Result<Order> lose(db::Tx& tx, Order order, const Change& change) {
    const By by = by_bank(tx);
    end_question(tx, order, by);
    order = TRY(end_dispute(tx, std::move(order), by));
    if (change.amount == order.held) {
        return take_step(tx, std::move(order),
                         {Act::charge_back, by.party, {}, by.effective, &change});
    }
    const Sums gone = order.held > 0 ? TRY(lose_from_hold(tx, order, change))
                                     : TRY(lose_after_settling(tx, order, change));
    save(tx, order);
    write_act(tx, order, Act::charge_back, by);
    TRY(tell(tx, "order_charged_back", order, by.effective, gone));
    return order;
}

/// The order was called off meanwhile: it is the buyer's.
base::Result<base::Done> pass_on(db::Tx& tx, const Order& order, const Change& change) {
    const ledger::AccountId hold = hold_of(tx, order);
    const ledger::Part in{hold, change.amount};
    TRY(payments::win_back(tx, change, std::span{&in, 1}));
    const By by = by_bank(tx);
    Refund refund;
    refund.id = tx.fresh<RefundId>();
    refund.order_id = order.id;
    refund.party = by.party;
    refund.cause = RefundCause::other;
    refund.state = RefundState::given;
    refund.asked = refund.amount = change.amount;
    refund.at = by.effective;
    refund.answered = by.effective;
    refund.answered_by = by.party;
    insert_refund(tx, refund, {});
    const ledger::Part out{hold, -change.amount};
    TRY(payments::give_back(tx, {refund.id, change.payment, order.id.value}, std::span{&out, 1}));
    write_act(tx, order, Act::win_back, by);
    TRY(tell(tx, "order_won_back", order, by.effective, {change.amount}));
    return tell(tx, "order_refunded", order, by.effective, {change.amount});
}

base::Result<Sums> win_after_settling(db::Tx& tx, Order& order, const Change& change) {
    order.refunded -= change.amount;
    ledger::AccountSums sums;
    Sums won{change.amount};
    for (const Share& share : take_back(tx, order)) {
        TRY(take_in(tx, order, share, share.back, unlimited, sums));
        won.count(share, -share.back);
    }
    TRY(payments::win_back(tx, change, ledger::parts_of(sums)));
    count_more_settled(tx, order, change.amount);
    return won;
}

/// Into the hold again, and the order goes on where it stood.
base::Result<Sums> win_into_hold(db::Tx& tx, Order& order, const Change& change) {
    const ledger::Part in{hold_of(tx, order), change.amount};
    TRY(payments::win_back(tx, change, std::span{&in, 1}));
    order.held += change.amount;
    order.refunded -= change.amount;
    take_back(tx, order);
    if (order.state == State::chargeback) {
        order.state = state_before(tx, order.id);
        start_clock(tx, order, tx.now());
    }
    return Sums{change.amount};
}

base::Result<base::Done> win(db::Tx& tx, Order order, const Change& change) {
    const State from = order.state;
    const bool stands = from == State::chargeback && !is_given_up(tx, order.id);
    if (!stands && !is_held(from) && !is_settled(order)) {
        return pass_on(tx, order, change);
    }
    const Sums won = is_settled(order) ? TRY(win_after_settling(tx, order, change))
                                       : TRY(win_into_hold(tx, order, change));
    save(tx, order);
    write_history(
        tx, {order.id, Act::win_back, from, order.state, Party::provider, {}, tx.now(), tx.now()});
    return tell(tx, "order_won_back", order, tx.now(), won);
}

base::Result<base::Done> mind_part(db::Tx& tx, Order order, const Change& part) {
    if (part.news == News::won_back) return win(tx, std::move(order), part);
    if (part.news == News::charged_back) order = TRY(lose(tx, std::move(order), part));
    return part.claim == Claim::lost ? give_up(tx, order) : base::Result{base::done};
}

}  // namespace

bool is_of_bank(const Change& change) {
    return change.news == News::charged_back || change.news == News::won_back ||
           change.news == News::gone;
}

base::Result<base::Done> mind_chargeback(db::Tx& tx, std::vector<Order> orders,
                                         const Change& change) {
    std::int64_t rest = change.amount;
    const auto lost = payments::lost_by(tx, change.chargeback);
    for (Order& order : orders) {
        Change part = change;
        part.subject = order.id.value;
        const auto known = lost.find(part.subject);
        part.amount = change.news == News::charged_back ? std::min(rest, left_of(order))
                      : known == lost.end()             ? 0
                                                        : known->second;
        if (part.amount == 0) continue;
        rest -= part.amount;
        TRY(mind_part(tx, std::move(order), part));
    }
    base::ensure(rest == 0);
    return base::done;
}

}  // namespace orders
