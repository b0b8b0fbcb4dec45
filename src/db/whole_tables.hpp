#pragma once

// Statements that go through most of a table.

#include <string>

#include "db/tx.hpp"

namespace db {

/// While it lives, this snapshot's joins on PostgreSQL read each table once, by hash or in order,
/// and never go through one for every row of another. Its planner knows of a table what it was
/// some time ago, thinks that there is next to nothing beyond the highest value of then, and takes
/// a loop for what came since: a day's transfers against all postings, which are not in their
/// order. SQLite orders such a table for itself. Not thread-safe; ends with the snapshot at the
/// latest. Throws db::Error.
class WholeTables {
public:
    explicit WholeTables(Snapshot& snapshot) : snapshot_(snapshot) { set_loops("off"); }
    WholeTables(const WholeTables&) = delete;
    WholeTables& operator=(const WholeTables&) = delete;
    ~WholeTables() {
        try {
            set_loops("on");
        } catch (const Error&) {
            // A transaction that has failed takes the setting with it.
        }
    }

private:
    void set_loops(const std::string& whether) {
        if (snapshot_.dialect() != Dialect::postgres) return;
        (void)snapshot_.one<std::string>("select set_config('enable_nestloop', $1, true)", whether);
    }

    Snapshot& snapshot_;
};

}  // namespace db
