#pragma once

// Handles of members who left. Only their SHA-256 is kept, which lets nobody sign up under the
// handle of somebody whom others remember. Who guesses a handle can tell that somebody had it, and
// no more.

#include <string_view>

#include "db/tx.hpp"

namespace members {

/// How the handle of somebody who left begins. Nobody signs up with such a one: it has a hyphen.
inline constexpr std::string_view former_begin = "left-";

/// How a folded handle that is free again is kept.
db::Bytes digest_of_handle(std::string_view handle);

/// Whether a member who left had this handle (folded).
bool was_somebodys(db::Snapshot& snapshot, std::string_view handle);

}  // namespace members
