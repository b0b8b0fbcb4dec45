#pragma once

// The figures name no member but the seller of an order, by number.

#include "members/leaving.hpp"

namespace insight {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace insight
