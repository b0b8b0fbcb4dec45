#pragma once

// What is left of a member's friends and posts when they leave: nothing but that others blocked
// them.

#include "members/leaving.hpp"

namespace circles {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace circles
