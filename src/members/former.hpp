#pragma once

// Handles of members who left. Only their SHA-256 is kept, which is enough to let nobody sign up
// under the handle of somebody whom others remember.

#include <string_view>

#include "db/tx.hpp"

namespace members {

/// How a folded handle that is free again is kept.
db::Bytes digest_of_handle(std::string_view handle);

/// Whether a member who left had this handle (folded).
bool was_somebodys(db::Snapshot& snapshot, std::string_view handle);

}  // namespace members
