#pragma once

// All rows of a market from one database into another, empty one, whatever the two are.

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "backup/tables.hpp"
#include "db/migrate.hpp"

namespace backup {

/// The two sides differ after the copy, or a backup differs from what it says it is.
class Differs : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// True when there is nothing of a market, or of anybody else, at this address.
bool is_empty(const db::Address& address);

struct Copied {
    std::int64_t batch = 0;  // The market's last, as it was copied.
    std::vector<TableDigest> from, to;
};

/// Copies one snapshot of `from` to `to`, digests both sides and makes the copy durable only when
/// they are equal. A SQLite file appears under its name when it is whole; of what was begun in a
/// PostgreSQL database all that the copy made is taken away again after a failure, and nothing
/// else. `steps` are those of this program; a market that a newer one made is refused. What else
/// belongs to the copy is done in `before_it_stays`: where that throws, there is no copy. Throws
/// Differs, std::runtime_error, db::Error.
Copied copy(
    const db::Address& from, const db::Address& to, std::span<const db::Migration> steps,
    const std::function<void()>& before_it_stays = [] {});

}  // namespace backup
