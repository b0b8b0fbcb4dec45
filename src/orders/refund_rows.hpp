#pragma once

// The rows of refunds, and what the steps of an order have to know of them.

#include "ledger/debts.hpp"
#include "orders/rows.hpp"

namespace orders {

/// Who does it, and when it counts.
struct By {
    Party party{};
    base::MemberId actor;
    base::Time effective;
};

/// How much of an order may still go back.
std::int64_t left_of(const Order& order);

/// How a question is put to the seller: until when they have to answer, by which version of which
/// policy, and what is told of it.
struct Asking {
    base::Time due;
    std::int64_t policy_version = 0;
    std::string_view event;
};

/// Asks the seller for what the buyer wants back. While money is held the order stands still.
/// Refuses with the field of the wish that is wrong.
base::Result<Order> put_question(db::Tx& tx, Order order, const RefundWish& wish,
                                 const Asking& asking);

/// The refunds of several orders, the oldest first.
std::vector<Refund> refunds_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids);

std::optional<Refund> find_refund(db::Snapshot& snapshot, RefundId id);

/// The one that waits for an answer.
std::optional<Refund> open_refund(db::Snapshot& snapshot, OrderId id);

/// What went back by name, by line; without the refund `except`.
struct LineBack {
    std::int64_t line = 0;
    std::int64_t quantity = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(LineBack, (), (line, quantity, amount))
std::vector<LineBack> lines_back(db::Snapshot& snapshot, OrderId id, RefundId except = {});

std::vector<RefundLine> lines_of(db::Snapshot& snapshot, RefundId id);

void insert_refund(db::Tx& tx, const Refund& refund, const std::vector<RefundLine>& lines);

/// Its state, amount and answer.
void save_refund(db::Tx& tx, const Refund& refund);

/// When an order that is completed was settled.
base::Time settled_at(db::Snapshot& snapshot, OrderId id);

/// What there is to know of the order's money, for refund_sums.
Sold sold_of(db::Snapshot& snapshot, const Order& order, std::vector<Share> shares);

/// Has the shares give back what they no longer keep of an order of which `refunded` has gone back,
/// and says how much of each that was, in the order of shares_of().
std::vector<Share> take_back(db::Tx& tx, const Order& order);

/// Pays a share to whom it belongs, as ledger::give() does. Adds to `sums`.
void pay_out(db::Tx& tx, const Order& order, const Share& share, std::int64_t amount,
             ledger::AccountSums& sums);

/// Takes a share's part from whom it was paid to, as ledger::take() does. Adds to `sums`. Refuses
/// with debt_too_large where the seller would owe more than `debt_most`.
inline constexpr std::int64_t unlimited = INT64_MAX;
base::Result<base::Done> take_in(db::Tx& tx, const Order& order, const Share& share,
                                 std::int64_t amount, std::int64_t debt_most,
                                 ledger::AccountSums& sums);

/// A step that leaves the order as it is, for its history.
void write_act(db::Tx& tx, const Order& order, Act act, const By& by);

/// Giving back what is held: by a moderator, or by the seller or for them.
Act giving_act(Party by);

/// Writes down a refund of what was asked for in `question`, given without another answer.
Refund insert_given(db::Tx& tx, const Order& order, const Refund& question, std::int64_t amount,
                    const By& by);

/// Gives it back. What a moderator decides is given however much the seller owes by it; of the
/// seller it refuses with debt_too_large where they owe too much by it and more than they `owed`.
base::Result<Order> give_at_once(db::Tx& tx, Order order, const Refund& question,
                                 std::int64_t amount, const By& by, std::int64_t owed);

/// For take_step(): an order of which a refund is asked for stands still, but may be called off,
/// and then nothing is asked for any more.
base::Result<base::Done> mind_open_refund(db::Tx& tx, const Order& order, const Doing& doing);

/// What is asked for is over because the buyer's bank took money: an order that is held goes on
/// with the clock of its state, anew. Does not save the order.
void end_question(db::Tx& tx, Order& order, const By& by);

/// Does order_answer_by.
base::Result<base::Done> answer_for_silent(db::Tx& tx, OrderId id);

}  // namespace orders
