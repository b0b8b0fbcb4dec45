#pragma once

// Who set a policy stays with the policy.

#include "members/leaving.hpp"

namespace policies {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace policies
