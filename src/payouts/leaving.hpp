#pragma once

// What is left of a member's payouts when they leave: what the books need to say whom money went
// to.

#include "members/leaving.hpp"

namespace payouts {

inline constexpr base::Reason payout_on_its_way{base::Kind::conflict, "payout_on_its_way"};

/// Refuses with payout_on_its_way while the bank has not said what became of one.
base::Result<base::Done> nothing_on_its_way(db::Snapshot& snapshot, base::MemberId member);

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace payouts
