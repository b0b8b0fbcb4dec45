#pragma once

// What is left of who promoted when they leave: which orders they earned by, for the books.

#include "members/leaving.hpp"

namespace promoters {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace promoters
