#pragma once

// What whoever runs the after-commit listeners and the jobs needs to know of the log's own rows.

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/tx.hpp"

namespace events {

/// How far a listener has read; 0 before its first event.
std::int64_t cursor(db::Snapshot& snapshot, std::string_view listener);

/// The listener has read up to and with `seq`.
void move_cursor(db::Tx& tx, std::string_view listener, std::int64_t seq);

/// The number of the newest event; 0 when there is none.
std::int64_t last(db::Snapshot& snapshot);

/// How many events a listener has yet to hear.
struct Behind {
    std::string listener;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Behind, (), (listener, count))

/// Of every listener that has begun, by name. Counted by the numbers of events, of which a few are
/// never used.
std::vector<Behind> behind(db::Snapshot& snapshot);

/// Whether a job of this kind waits for this subject.
bool waits(db::Snapshot& snapshot, std::string_view kind, std::int64_t subject);

}  // namespace events
