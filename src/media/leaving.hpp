#pragma once

// What is left of a member's photographs when they leave: those of goods that were for sale.

#include "members/leaving.hpp"

namespace media {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace media
