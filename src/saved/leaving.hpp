#pragma once

// What a member saved goes with them.

#include "members/leaving.hpp"

namespace saved {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace saved
