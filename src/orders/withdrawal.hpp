#pragma once

// The right to withdraw: where the law gives buyers at a distance some days in which they need no
// reason (in the EU 14 from when they have the goods, Directive 2011/83/EU, Art. 9), there is a
// button for it (Art. 11a, as of Directive (EU) 2023/2673).
//
// A market has the right where its policy withdrawal_days says so; an order has that of the day on
// which it was placed. Withdrawing is a question about money back, all of it or that of some lines,
// which the seller has withdrawal_answer_days to answer: in that time the goods come back to them.
// It differs from others in that no reason is asked for, that it counts as none of those that a
// buyer may ask, that silence agrees also after the settlement, however much the seller then owes,
// and that a seller can refuse it only where the goods were sent: for they may not have come back.
// Then the buyer may have a moderator decide, as with every refusal. Both sides hear of it at once.

#include "orders/refunds.hpp"

namespace orders {

inline constexpr base::Reason no_right_to_withdraw{base::Kind::conflict, "no_right_to_withdraw"};
inline constexpr base::Reason withdrawal_over{base::Kind::conflict, "withdrawal_over"};
inline constexpr base::Reason withdrawal_stands{base::Kind::conflict, "withdrawal_stands"};

/// So often a buyer may withdraw from one order; who takes it back begins its clock anew.
inline constexpr std::int64_t withdrawals_most = 3;

/// Some lines of the order, or all that is left of it.
struct Withdrawal {
    std::vector<RefundLine> lines{};  // Their amounts are not read.
    std::string words{};              // Personal; nobody has to say anything.
};

/// The buyer withdraws. Refuses with no_right_to_withdraw, withdrawal_over (args: days),
/// refund_asked_often (args: max), refund_open, dispute_open, and with `lines` as other refunds.
base::Result<Order> withdraw_purchase(db::Tx& tx, OrderId id, base::MemberId member,
                                      const Withdrawal& withdrawal);

/// Whether the buyer of an order may withdraw from it now, whatever else is open about it.
bool may_withdraw(db::Snapshot& snapshot, const Order& order);

/// Refuses with withdrawal_stands where a seller has to give all that this question is about.
base::Result<base::Done> may_refuse(const Order& order, const Refund& question);

}  // namespace orders
