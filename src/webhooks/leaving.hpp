#pragma once

// Where a member's programs were told of things, and what they were told, goes with the member.

#include "members/leaving.hpp"

namespace webhooks {

/// What this module's tables hold of a member. Their endpoints' secrets are in no copy.
std::vector<members::Belonging> belongings();

}  // namespace webhooks
