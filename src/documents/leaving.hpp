#pragma once

// What was invoiced stays when somebody leaves: tax law wants it for ten years.

#include "members/leaving.hpp"

namespace documents {

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace documents
