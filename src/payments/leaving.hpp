#pragma once

// Payments stay in the books; who paid is told by their orders.

#include "members/leaving.hpp"

namespace payments {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace payments
