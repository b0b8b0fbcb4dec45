#pragma once

// What the parts of this module share: rows, and the one function that takes a step.

#include <map>
#include <string>
#include <vector>

#include "orders/orders.hpp"
#include "orders/refunds.hpp"
#include "orders/state.hpp"

namespace orders {

inline constexpr std::string_view pay_by_job = "order_pay_by";
inline constexpr std::string_view accept_by_job = "order_accept_by";
inline constexpr std::string_view ship_by_job = "order_ship_by";
inline constexpr std::string_view auto_confirm_job = "order_auto_confirm";
inline constexpr std::string_view answer_by_job = "order_answer_by";
inline constexpr std::string_view dispute_answer_by_job = "order_dispute_answer_by";
inline constexpr std::string_view unpack_job = "order_unpack";
inline constexpr std::string_view wind_job = "order_wind_clocks";

/// "select <the columns of Order> from orders ".
const std::string& select_order();

/// A step as it is kept.
struct Passed {
    OrderId order_id;
    Act act{};
    State state_from{};
    State state_to{};
    Party party{};
    base::MemberId actor;
    base::Time at;
    base::Time effective;
};
BOOST_DESCRIBE_STRUCT(Passed, (),
                      (order_id, act, state_from, state_to, party, actor, at, effective))

/// Somebody doing something.
struct Doing {
    Act act{};
    Party by{};
    base::MemberId actor;                      // 0: a machine.
    base::Time effective;                      // When it counts.
    const payments::Change* change = nullptr;  // With Act::charge_back the money; with Act::paid
                                               // as well, which is in the hold.
    RefundId refund{};                         // With Act::agree: which is agreed to.
};

/// Takes the step: state, money, goods, clocks, history and events. Refuses as next() does.
base::Result<Order> take_step(db::Tx& tx, Order order, const Doing& doing);

void insert_order(db::Tx& tx, const Order& order, payments::Method method);
/// Another way to pay than the one that was chosen first.
void set_method(db::Tx& tx, OrderId id, payments::Method method);

/// Count an order among what its shop has sold.
void count_placed(db::Tx& tx, const Order& order);
void count_settled(db::Tx& tx, const Order& order, std::int64_t amount);
void count_given_back(db::Tx& tx, const Order& order, std::int64_t amount);
/// More of one that was counted.
void count_more_settled(db::Tx& tx, const Order& order, std::int64_t amount);

void insert_share(db::Tx& tx, OrderId id, const Share& share);
void write_history(db::Tx& tx, const Passed& passed);

/// Stores the first `most` lines as rows, and the others packed, to be unpacked by a job.
void insert_lines(db::Tx& tx, OrderId id, const std::vector<Line>& lines, std::size_t most);

/// Does order_unpack.
base::Result<base::Done> unpack(db::Tx& tx, OrderId id);

/// The lines of several orders, packed or not, in their order.
std::map<OrderId, std::vector<Line>> lines_by_order(db::Snapshot& snapshot,
                                                    const std::vector<OrderId>& ids);

/// Has the clock of an unpaid order run, once.
void run_pay_clock(db::Tx& tx, const Order& order);

/// Puts back what was not put back already with a refund before this one.
void put_back_goods(db::Tx& tx, const Order& order, RefundId refund);

/// The account that holds an order's money.
ledger::AccountId hold_of(db::Tx& tx, const Order& order);

/// The order and who `member` is in it. Refuses with no_such_order: strangers must not even learn
/// that it exists.
base::Result<Order> find_or_refuse(db::Snapshot& snapshot, OrderId id);
base::Result<Party> party_of(const Order& order, base::MemberId member);

/// The money of an event, the market's part of it, and the tax on that.
struct Sums {
    std::int64_t amount = 0;
    std::int64_t commission = 0;
    std::int64_t tax = 0;

    /// Adds what the market's shares say of themselves; the others count as nothing.
    void count(const Share& share, std::int64_t its) {
        if (share.holding == ledger::Holding::commission) commission += its;
        if (share.holding == ledger::Holding::fee_vat) tax += its;
    }
};
base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const Order& order,
                              base::Time effective, const Sums& sums);

/// Ends the clock of the order's state, and starts it anew by the policy of today, from `since`.
void stop_clock(db::Tx& tx, const Order& order);
void start_clock(db::Tx& tx, Order& order, base::Time since);

void save(db::Tx& tx, const Order& order);

/// on_payment(), and the orders as they are after they moved.
base::Result<std::vector<Order>> heard(db::Tx& tx, const payments::Change& change);

}  // namespace orders
