#pragma once

// Who said what of the market stays with it.

#include "members/leaving.hpp"

namespace setup {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace setup
