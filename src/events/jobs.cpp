#include <algorithm>

#include "events/events.hpp"

namespace events {
namespace {

constexpr std::int64_t attempts_max = 10;
constexpr base::Duration first_pause = std::chrono::seconds{1};
constexpr base::Duration longest_pause = std::chrono::hours{1};
constexpr std::size_t error_bytes_max = 500;

constexpr std::string_view waiting_columns =
    "select id, kind, due, state, attempts, subject, payload, last_error from jobs ";

bool still_waits(db::Tx& tx, const Job& job) {
    return tx.number("select count(*) from jobs where id = $1 and state = 'waiting'", job.id) == 1;
}

void end(db::Tx& tx, const Job& job, JobState state, std::string_view error) {
    tx.run("update jobs set state = $2, last_error = $3 where id = $1", job.id, state, error);
}

}  // namespace

JobId at(db::Tx& tx, std::string_view kind, base::Time due, std::int64_t subject,
         std::string payload) {  // NOLINT(performance-unnecessary-value-param)
    const auto id = tx.fresh<JobId>();
    tx.run(
        "insert into jobs (id, kind, due, state, attempts, subject, payload, last_error) "
        "values ($1, $2, $3, 'waiting', 0, $4, $5, '')",
        id, kind, due, subject, payload);
    return id;
}

db::Changed cancel(db::Tx& tx, std::string_view kind, std::int64_t subject) {
    return tx.run("delete from jobs where subject = $1 and kind = $2 and state = 'waiting'",
                  subject, kind);
}

std::vector<Job> due(db::Snapshot& snapshot, base::Time now, std::int64_t limit) {
    static const std::string sql = std::string{waiting_columns} +
                                   "where state = 'waiting' and due <= $1 "
                                   "order by due, id limit $2";
    return snapshot.all<Job>(sql, now, limit);
}

std::optional<base::Time> next_due(db::Snapshot& snapshot) {
    return snapshot.one<base::Time>(
        "select due from jobs where state = 'waiting' order by due, id limit 1");
}

base::Result<base::Done> perform(db::Tx& tx, const Job& job) {
    if (!still_waits(tx, job)) return base::done;
    const auto* hub = static_cast<const Hub*>(tx.companion());
    base::ensure(hub != nullptr);
    const Doer* doer = hub->doer(job.kind);
    if (doer == nullptr) {
        end(tx, job, JobState::dead, "nobody does jobs of this kind");
        return base::done;
    }
    // The record comes first, so that what the doer refuses is undone together with it.
    end(tx, job, JobState::done, "");
    return (*doer)(tx, job);
}

void postpone(db::Tx& tx, const Job& job, std::string_view error) {
    if (!still_waits(tx, job)) return;
    if (job.attempts + 1 >= attempts_max) {
        tx.run(
            "update jobs set state = 'dead', attempts = attempts + 1, last_error = $2 "
            "where id = $1",
            job.id, error.substr(0, error_bytes_max));
        return;
    }
    const base::Duration pause =
        std::min(longest_pause, base::Duration{first_pause.count() << job.attempts});
    tx.run("update jobs set attempts = attempts + 1, due = $2, last_error = $3 where id = $1",
           job.id, tx.now() + pause, error.substr(0, error_bytes_max));
}

void finish(db::Tx& tx, const Job& job) {
    if (still_waits(tx, job)) end(tx, job, JobState::done, "");
}

}  // namespace events
