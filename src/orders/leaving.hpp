#pragma once

// What is left of a member's orders when they leave: who got what amount, without names and
// addresses.

#include "members/leaving.hpp"

namespace orders {

inline constexpr base::Reason orders_open{base::Kind::conflict, "orders_open"};
inline constexpr base::Reason money_owed{base::Kind::conflict, "money_owed"};

/// Refuses with orders_open while an order of theirs is not over.
base::Result<base::Done> no_open_orders(db::Snapshot& snapshot, base::MemberId member);

/// Refuses with money_owed while the market owes them something: they could not claim it any more.
base::Result<base::Done> nothing_owed(db::Snapshot& snapshot, base::MemberId member);

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace orders
