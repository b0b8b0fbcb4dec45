#include "events/trouble.hpp"

namespace events {
namespace {

std::string select_job() {
    return "select id, kind, state, subject, due, attempts, last_error, first_due, failing_since "
           "from jobs ";
}

}  // namespace

TroubleCursor cursor_of(const TroubledJob& job) {
    return {job.failing_since.value_or(job.due), job.id};
}

std::vector<TroubledJob> in_trouble(db::Snapshot& snapshot, Trouble trouble,
                                    const TroubleCursor& after, std::int64_t limit) {
    if (trouble == Trouble::late) {
        static const std::string sql =
            select_job() +
            "where state = 'waiting' and failing_since is null and due <= $1 and "
            "(due, id) > ($2, $3) order by due, id limit $4";
        return snapshot.all<TroubledJob>(sql, snapshot.now() - late_after, after.since, after.id,
                                         limit);
    }
    static const std::string sql =
        select_job() +
        "where failing_since is not null and state <> 'done' and state = $1 and "
        "(failing_since, id) > ($2, $3) order by failing_since, id limit $4";
    return snapshot.all<TroubledJob>(sql,
                                     trouble == Trouble::dead ? JobState::dead : JobState::waiting,
                                     after.since, after.id, limit);
}

std::optional<Trouble> trouble_of(const TroubledJob& job, base::Time now) {
    if (job.state == JobState::dead) return Trouble::dead;
    if (job.state != JobState::waiting) return std::nullopt;
    if (job.failing_since) return Trouble::failing;
    if (job.due <= now - late_after) return Trouble::late;
    return std::nullopt;
}

base::Result<TroubledJob> job(db::Snapshot& snapshot, JobId id) {
    static const std::string sql = select_job() + "where id = $1";
    const auto found = snapshot.one<TroubledJob>(sql, id);
    if (!found) return no_such_job;
    return *found;
}

base::Result<TroubledJob> try_again(db::Tx& tx, JobId id) {
    TroubledJob known = TRY(job(tx, id));
    const auto trouble = trouble_of(known, tx.now());
    if (!trouble) return job_not_in_trouble;
    known.state = JobState::waiting;
    known.attempts = 0;
    // A late one keeps its due time: it is not the clock that keeps it.
    if (*trouble != Trouble::late) known.due = tx.now();
    tx.run("update jobs set state = $2, attempts = $3, due = $4 where id = $1", known.id,
           known.state, known.attempts, known.due);
    if (auto* hub = static_cast<Hub*>(tx.companion())) hub->planned(known.due);
    return known;
}

Health health(db::Snapshot& snapshot) {
    const auto count = [&](std::string_view from, auto... arguments) {
        return snapshot.number("select count(*) from (select id from jobs where " +
                                   std::string{from} + " limit " + std::to_string(counted_most) +
                                   ") as counted",
                               arguments...);
    };
    Health out;
    out.due = count("state = 'waiting' and due <= $1", snapshot.now());
    out.late = count("state = 'waiting' and failing_since is null and due <= $1",
                     snapshot.now() - late_after);
    constexpr std::string_view troubled = "failing_since is not null and state <> 'done' and ";
    out.failing = count(std::string{troubled} + "state = 'waiting'");
    out.dead = count(std::string{troubled} + "state = 'dead'");
    const auto first = in_trouble(snapshot, Trouble::failing, {}, 1);
    if (!first.empty()) out.failing_since = first.front().failing_since;
    const auto next = next_due(snapshot);
    if (next && *next <= snapshot.now()) out.due_since = next;
    return out;
}

}  // namespace events
