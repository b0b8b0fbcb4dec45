#pragma once

// Refunds: money that goes back to the buyer, all of it or a part, while it is held or after the
// seller has it.
//
// A buyer asks (a sum, so many of some lines, or all that is left), the seller agrees to it, to
// less of it, or refuses; no moderator is needed for any of that. Or the seller gives back unasked.
// While the question is open the order stands still: nothing is sent, confirmed or settled, and its
// clock is the one in which the seller has to answer (policy refund_answer_hours). Silence agrees
// while the money is held, as it does for an order that nobody accepts; after the settlement, when
// the buyer has said that the goods are right or had the time to say otherwise, silence refuses:
// that money is the seller's.
//
// A refund takes back a part of every share in one transaction (refund_sums.hpp); the rates are
// those of the placement. What is held goes out of the hold, and the rest settles later. After the
// settlement, within refund_within_days, everybody gives back what they got; who has less owes it
// to the market, a seller at most refund_debt_most, and pays it with what they earn next.
//
// Goods that were not sent yet come back to stock with their line; what was sent does not.

#include "orders/refund_sums.hpp"

namespace orders {

/// Also that of the refund in payments, under which a provider does it.
using payments::RefundId;

/// What became of a refund. Words are only added.
BOOST_DEFINE_ENUM_CLASS(RefundState,
                        open,       // Asked for; the seller has to answer.
                        given,      // Agreed to, or given unasked.
                        refused,    // By the seller, or by the clock after the settlement.
                        withdrawn,  // By the buyer.
                        over)       // The order was called off meanwhile.

/// Why, in one word. Words are only added.
BOOST_DEFINE_ENUM_CLASS(RefundCause, not_arrived, damaged, not_as_described, fake, unwell, missing,
                        changed_mind, sold_out, goodwill, other,
                        withdrawal)  // By right; see withdrawal.hpp.

inline constexpr base::Reason refund_open{base::Kind::conflict, "refund_open"};
inline constexpr base::Reason no_refund_open{base::Kind::conflict, "no_refund_open"};
inline constexpr base::Reason refund_too_late{base::Kind::conflict, "refund_too_late"};
inline constexpr base::Reason refund_asked_often{base::Kind::conflict, "refund_asked_often"};
inline constexpr base::Reason refund_given_often{base::Kind::conflict, "refund_given_often"};
inline constexpr base::Reason debt_too_large{base::Kind::conflict, "debt_too_large"};

/// So often a seller may give back unasked of one order.
inline constexpr std::int64_t refunds_given_most = 20;
/// The most lines that a refund may name.
inline constexpr std::int64_t refund_lines_most = 100;

struct Refund {
    RefundId id;
    OrderId order_id;
    Party party{};  // Who began it: buyer or seller.
    RefundCause cause{};
    RefundState state{};
    std::int64_t asked = 0;
    std::int64_t amount = 0;          // That went back; 0 until then.
    bool settled = false;             // Whether the seller had the money already.
    base::Time at;                    // When it was begun.
    std::optional<base::Time> due;    // When silence answers; none: nobody was asked.
    std::int64_t policy_version = 0;  // Of refund_answer_hours.
    std::optional<base::Time> answered;
    std::optional<Party> answered_by;
};
BOOST_DESCRIBE_STRUCT(Refund, (),
                      (id, order_id, party, cause, state, asked, amount, settled, at, due,
                       policy_version, answered, answered_by))

/// What somebody wants to go back, and why.
struct RefundWish {
    Wish wish;
    RefundCause cause{};
    std::string words{};  // Personal.
};

// All refuse as the acts of orders.hpp do, and with the field of a wish that is wrong.

/// The buyer asks. Refuses with refund_open, dispute_open, refund_too_late (args: days),
/// refund_asked_often (args: max).
base::Result<Order> ask_refund(db::Tx& tx, OrderId id, base::MemberId member,
                               const RefundWish& wish);

/// The buyer thinks better of it: no_refund_open.
base::Result<Order> withdraw_refund(db::Tx& tx, OrderId id, base::MemberId member);

/// How a seller agrees: to all that is asked for, or to less.
struct Agreement {
    std::optional<std::int64_t> amount{};
    std::string words{};
};

/// The seller agrees, and the money goes back in the same command. Refuses with no_refund_open,
/// debt_too_large (args: most), and more_than_asked where it is.
base::Result<Order> agree_refund(db::Tx& tx, OrderId id, base::MemberId member,
                                 const Agreement& agreement);

/// The seller refuses, and says why: no_refund_open, withdrawal_stands.
base::Result<Order> refuse_refund(db::Tx& tx, OrderId id, base::MemberId member,
                                  const std::string& words);

/// The seller gives back unasked, which moves no clock. Refuses with refund_open, dispute_open,
/// refund_too_late, debt_too_large, refund_given_often (args: max).
base::Result<Order> refund(db::Tx& tx, OrderId id, base::MemberId member, const RefundWish& wish);

/// Until when money of an order that was settled then may go back, by the policy of today.
base::Time refundable_until(db::Snapshot& snapshot, base::Time settled);

}  // namespace orders
