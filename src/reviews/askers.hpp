#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "db/tx.hpp"

namespace reviews {

/// How many members asked more than `most` questions since then.
std::int64_t askers_over(db::Snapshot& snapshot, base::Time since, std::int64_t most);

}  // namespace reviews
