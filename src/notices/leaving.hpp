#pragma once

// What a member was told, and how they wanted to be told, goes with them.

#include "members/leaving.hpp"

namespace notices {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace notices
