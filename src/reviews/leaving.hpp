#pragma once

// What is left of what a member said about goods: the stars.

#include "members/leaving.hpp"

namespace reviews {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace reviews
