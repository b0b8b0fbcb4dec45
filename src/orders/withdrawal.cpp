#include "orders/withdrawal.hpp"

#include "orders/dispute_rows.hpp"
#include "orders/refund_rows.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

std::int64_t days_of(db::Snapshot& snapshot, const Order& order) {
    return policies::value_at(snapshot, policies::withdrawal_days, order.placed).value;
}

/// When the buyer had the goods, as far as anybody said; an order that ended by itself counts from
/// then.
std::optional<base::Time> received_at(db::Snapshot& snapshot, OrderId id) {
    return snapshot.one<base::Time>(
        "select effective from order_history where order_id = $1 "
        "and state_to in ('delivered', 'inspection', 'completed') and state_from <> state_to "
        "order by effective limit 1",
        id);
}

/// Goods that are paid for, and not all of them paid back.
bool has_goods(const Order& order) {
    if (is_settled(order)) return order.refunded < order.total;
    return bool{next(order.state, Act::agree, Party::seller)};
}

base::Result<base::Done> not_too_often(db::Snapshot& snapshot, OrderId id) {
    const std::int64_t begun = snapshot.number(
        "select count(*) from order_refunds where order_id = $1 and cause = 'withdrawal'", id);
    if (begun < withdrawals_most) return base::done;
    return base::with(refund_asked_often, "max", std::to_string(withdrawals_most));
}

base::Result<base::Done> in_time(db::Snapshot& snapshot, const Order& order) {
    const std::int64_t days = days_of(snapshot, order);
    if (days == 0) return no_right_to_withdraw;
    const auto received = received_at(snapshot, order.id);
    if (received && snapshot.now() >= *received + std::chrono::days{days}) {
        return base::with(withdrawal_over, "days", std::to_string(days));
    }
    return base::done;
}

}  // namespace

bool may_withdraw(db::Snapshot& snapshot, const Order& order) {
    // Until the seller has accepted the buyer may call it off, which needs no answer.
    if (order.state == State::paid_held || !has_goods(order)) return false;
    return in_time(snapshot, order) && not_too_often(snapshot, order.id);
}

base::Result<base::Done> may_refuse(const Order& order, const Refund& question) {
    if (question.cause != RefundCause::withdrawal) return base::done;
    const bool sent = order.state == State::shipped || order.state == State::delivered ||
                      order.state == State::inspection || is_settled(order);
    if (sent) return base::done;
    return withdrawal_stands;
}

base::Result<Order> withdraw_purchase(db::Tx& tx, OrderId id, base::MemberId member,
                                      const Withdrawal& withdrawal) {
    Order order = TRY(find_or_refuse(tx, id));
    if (TRY(party_of(order, member)) != Party::buyer) return not_yours;
    if (!has_goods(order)) {
        return base::with(not_now, "state", std::string{base::name_of(order.state)});
    }
    TRY(in_time(tx, order));
    TRY(not_too_often(tx, id));
    if (open_refund(tx, id)) return refund_open;
    if (live_dispute(tx, id)) return dispute_open;
    const auto days = policies::value(tx, policies::withdrawal_answer_days);
    return put_question(
        tx, std::move(order),
        RefundWish{Wish{std::nullopt, withdrawal.lines}, RefundCause::withdrawal, withdrawal.words},
        {tx.now() + std::chrono::days{days.value}, days.version, "order_withdrawn"});
}

}  // namespace orders
