#pragma once

// Jobs that do not go as they should, for whoever runs the market. Most are never given up: money
// may hang on them, so they are only slowed down. Those whose kind says so (Hub::job, Patience) are
// set aside after a day of trying, and stay until an operator has them tried again.

#include <cstdint>
#include <optional>
#include <vector>

#include "db/tx.hpp"
#include "events/events.hpp"

namespace events {

inline constexpr base::Reason no_such_job{base::Kind::missing, "no_such_job"};
inline constexpr base::Reason job_not_in_trouble{base::Kind::conflict, "job_not_in_trouble"};

/// failing: it was tried and is tried again by itself. dead: it is not any more. late: nobody has
/// tried it though it is due since `late_after` and longer.
BOOST_DEFINE_ENUM_CLASS(Trouble, failing, dead, late)

inline constexpr base::Duration late_after = std::chrono::minutes{1};

struct TroubledJob {
    JobId id;
    std::string kind;
    JobState state{};
    std::int64_t subject = 0;
    base::Time due;  // Of the next try; of a dead one, the last.
    std::int64_t attempts = 0;
    std::string last_error;
    std::optional<base::Time> first_due;
    std::optional<base::Time> failing_since;
};
BOOST_DESCRIBE_STRUCT(TroubledJob, (),
                      (id, kind, state, subject, due, attempts, last_error, first_due,
                       failing_since))

/// Where a page of them ended: since when the last one of it is in trouble, and its id.
struct TroubleCursor {
    base::Time since{base::Duration{INT64_MIN}};
    JobId id;
};
TroubleCursor cursor_of(const TroubledJob& job);

/// Those that are longest in trouble first; at most `limit` after `after`.
std::vector<TroubledJob> in_trouble(db::Snapshot& snapshot, Trouble trouble,
                                    const TroubleCursor& after, std::int64_t limit);

/// What kind of trouble it has at the snapshot's instant, if any.
std::optional<Trouble> trouble_of(const TroubledJob& job, base::Time now);

/// The job, in whatever state; no_such_job.
base::Result<TroubledJob> job(db::Snapshot& snapshot, JobId id);

/// Has a job in trouble tried at once, with all its patience again. It stays in trouble until it is
/// done. Refuses with no_such_job, job_not_in_trouble.
base::Result<TroubledJob> try_again(db::Tx& tx, JobId id);

/// How many of each there are, for an operator's look; beyond `counted_most` nobody counts.
inline constexpr std::int64_t counted_most = 10'000;
struct Health {
    std::int64_t due = 0;  // Late ones included.
    std::int64_t late = 0;
    std::int64_t failing = 0;
    std::int64_t dead = 0;
    std::optional<base::Time> failing_since;  // Since when the first of the failing ones fails.
    std::optional<base::Time> due_since;      // Since when the first of the due ones is due.
};
BOOST_DESCRIBE_STRUCT(Health, (), (due, late, failing, dead, failing_since, due_since))
Health health(db::Snapshot& snapshot);

}  // namespace events
