#pragma once

// What is left of a stall when its owner leaves: goods that were bought, under no name.

#include "members/leaving.hpp"

namespace shops {

/// Ends some of a member's goods that are not over; false when all are.
base::Result<bool> end_some(db::Tx& tx, base::MemberId member);

/// What this module's tables hold of a member.
std::vector<members::Holding> holdings();

}  // namespace shops
