#include "events/cursors.hpp"

#include <algorithm>

namespace events {

std::int64_t cursor(db::Snapshot& snapshot, std::string_view listener) {
    return snapshot.one<std::int64_t>("select seq from cursors where listener = $1", listener)
        .value_or(0);
}

void move_cursor(db::Tx& tx, std::string_view listener, std::int64_t seq) {
    tx.run(
        "insert into cursors (listener, seq) values ($1, $2) "
        "on conflict (listener) do update set seq = excluded.seq",
        listener, seq);
}

std::int64_t last(db::Snapshot& snapshot) {
    return snapshot.number("select coalesce(max(seq), 0) from events");
}

std::vector<Behind> behind(db::Snapshot& snapshot) {
    auto list =
        snapshot.all<Behind>("select listener, seq as count from cursors order by listener");
    const std::int64_t newest = last(snapshot);
    // All that was heard may have been forgotten.
    for (Behind& one : list) one.count = std::max<std::int64_t>(0, newest - one.count);
    return list;
}

bool waits(db::Snapshot& snapshot, std::string_view kind, std::int64_t subject) {
    return snapshot
        .one<std::int64_t>(
            "select id from jobs where subject = $1 and kind = $2 "
            "and state = 'waiting' limit 1",
            subject, kind)
        .has_value();
}

}  // namespace events
