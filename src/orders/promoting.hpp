#pragma once

// What orders do for shares that somebody earns by sharing goods. Such a share is settled into an
// account that is frozen, `frozen` of its member: it is not theirs to have before `thaw_shares`.
// Its row says where its money lies, so that refunds, disputes and chargebacks take it back from
// there without knowing of any of this. A share that turns out to be nobody's goes to the seller,
// out of whose part it came.

#include <vector>

#include "orders/orders.hpp"

namespace orders {

/// Whether it lies, or will lie, in a frozen account.
bool is_earned_by_sharing(const Share& share);

/// Whether an order that is settled stands still for nobody: nothing is asked for or disputed.
bool is_quiet(db::Snapshot& snapshot, OrderId id);

/// What is left to the seller of goods that are not ordered yet, after the fee and the tax on it
/// that an order of them would freeze now. All lines are of this seller's; their titles and
/// versions are not read.
std::int64_t left_to_seller(db::Snapshot& snapshot, base::MemberId seller,
                            const std::vector<Line>& lines);

/// Takes away what an owner has under this purpose of an order, and the seller has it: before the
/// settlement as if it had never been added, after it only while it is frozen and the order quiet.
/// Returns how much it came to; 0 where there is nothing.
base::Result<std::int64_t> drop_shares(db::Tx& tx, OrderId id, const std::string& purpose,
                                       std::int64_t owner);

/// Makes what is frozen of an order that is settled and quiet its members' own; what they owe it
/// pays first. Doing it again does nothing.
base::Result<base::Done> thaw_shares(db::Tx& tx, OrderId id);

/// What somebody earns by an order, all lines together.
struct Earned {
    OrderId order_id;
    std::string purpose;
    State state{};
    std::string asset;
    std::int64_t amount = 0;
    std::int64_t back = 0;
};
BOOST_DESCRIBE_STRUCT(Earned, (), (order_id, purpose, state, asset, amount, back))

/// Of several orders, by order.
std::vector<Earned> earned_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids,
                              base::MemberId owner, const std::vector<std::string>& purposes);

/// From when on nobody may say any more that the goods were wrong, for an order that is being
/// settled: at once where a clock settled it, otherwise `inspection_days` after it was delivered,
/// or after now where nobody said that it was.
base::Time inspected_at(db::Snapshot& snapshot, const Order& order);

/// Whether an order goes to the name and the address to which at least half went of what this
/// member bought of late: a present that they sent somebody once makes no household.
bool goes_to_household(db::Snapshot& snapshot, OrderId id, base::MemberId member);

}  // namespace orders
