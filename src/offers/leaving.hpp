#pragma once

// What is left of a member's offers when they leave: numbers, of which an order may have come.

#include "members/leaving.hpp"

namespace offers {

/// Ends offers that a member has to do with, some at once; what was set aside goes back.
base::Result<bool> end_some(db::Tx& tx, base::MemberId member);

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace offers
