#include <algorithm>

#include "base/text.hpp"
#include "events/events.hpp"

namespace events {
namespace {

constexpr base::Duration first_pause = std::chrono::seconds{1};
constexpr base::Duration longest_pause = std::chrono::hours{1};
constexpr std::int64_t doublings_max = 12;  // An hour and more.
constexpr std::size_t error_bytes_max = 500;

constexpr std::string_view waiting_columns =
    "select id, kind, due, state, attempts, subject, payload, last_error from jobs ";

bool still_waits(db::Tx& tx, const Job& job) {
    return tx.number("select count(*) from jobs where id = $1 and state = 'waiting'", job.id) == 1;
}

/// From now on `due` says when it ended: it is kept for so long after that, however late it was.
void end(db::Tx& tx, const Job& job) {
    tx.run(
        "update jobs set state = 'done', last_error = '', failing_since = null, "
        "first_due = coalesce(first_due, due), due = $2 where id = $1",
        job.id, tx.now());
}

/// What the log, the row and the operator's page show of an error: one line that ends between two
/// letters, however long it was.
std::string shortened(std::string_view error) {
    std::string text{error.substr(0, error_bytes_max)};
    const auto code = [](char c) { return static_cast<unsigned char>(c); };
    std::ranges::replace_if(
        text, [&](char c) { return code(c) < 0x20; }, ' ');
    // What was cut through goes; what never was UTF-8 is shown as far as it is ASCII.
    std::string_view whole = text;
    for (int cut = 0; cut < 3 && !whole.empty() && !base::is_utf8(whole); ++cut) {
        whole.remove_suffix(1);
    }
    if (base::is_utf8(whole)) return std::string{whole};
    std::ranges::replace_if(
        text, [&](char c) { return code(c) > 0x7e; }, '?');
    return text;
}

bool is_given_up(db::Tx& tx, const Job& job) {
    const auto* hub = static_cast<const Hub*>(tx.companion());
    return hub != nullptr && hub->patience(job.kind) == Patience::a_day &&
           job.attempts + 1 >= tries_most;
}

}  // namespace

JobId at(db::Tx& tx, std::string_view kind, base::Time due, std::int64_t subject,
         std::string payload) {  // NOLINT(performance-unnecessary-value-param)
    const auto id = tx.fresh<JobId>();
    tx.run(
        "insert into jobs (id, kind, due, state, attempts, subject, payload, last_error) "
        "values ($1, $2, $3, 'waiting', 0, $4, $5, '')",
        id, kind, due, subject, payload);
    if (auto* hub = static_cast<Hub*>(tx.companion())) hub->planned(due);
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

std::vector<Job> due(db::Snapshot& snapshot, const Kinds& kinds, base::Time now,
                     std::int64_t limit) {
    static const std::string these = std::string{waiting_columns} +
                                     "where state = 'waiting' and kind in (select value from "
                                     "json_each($2)) and due <= $1 order by due, id limit $3";
    static const std::string others = std::string{waiting_columns} +
                                      "where state = 'waiting' and due <= $1 and kind not in "
                                      "(select value from json_each($2)) "
                                      "order by due, id limit $3";
    const bool wanted = kinds.which == Kinds::Which::these;
    return snapshot.all<Job>(wanted ? these : others, now, kinds.list, limit);
}

/// Among a million clocks there is perhaps not one errand: each of their kinds is asked for by
/// itself. The others are not far behind the few errands.
std::optional<base::Time> next_due(db::Snapshot& snapshot, const Kinds& kinds) {
    if (kinds.which == Kinds::Which::others) {
        return snapshot.one<base::Time>(
            "select due from jobs where state = 'waiting' and kind not in "
            "(select value from json_each($1)) order by due, id limit 1",
            kinds.list);
    }
    return snapshot.one<base::Time>(
        "select due from (select (select min(due) from jobs where state = 'waiting' and kind = "
        "wanted.value) as due from json_each($1) as wanted) as earliest where due is not null "
        "order by due limit 1",
        kinds.list);
}

base::Result<base::Done> perform(db::Tx& tx, const Job& job) {
    if (tx.now() < job.due || !still_waits(tx, job)) return base::done;
    const auto* hub = static_cast<const Hub*>(tx.companion());
    base::ensure(hub != nullptr);
    const Doer* doer = hub->doer(job.kind);
    if (doer == nullptr) {
        postpone(tx, job, "nobody does jobs of this kind");
        return base::done;
    }
    // The record comes first, so that what the doer refuses is undone together with it.
    end(tx, job);
    return (*doer)(tx, job);
}

namespace {

void note_failure(db::Tx& tx, const Job& job, std::string_view error, JobState state,
                  base::Time due) {
    tx.run(
        "update jobs set attempts = attempts + 1, first_due = coalesce(first_due, due), "
        "failing_since = coalesce(failing_since, $2), due = $3, last_error = $4, state = $5 "
        "where id = $1",
        job.id, tx.now(), due, shortened(error), state);
}

}  // namespace

void postpone(db::Tx& tx, const Job& job, std::string_view error) {
    if (!still_waits(tx, job)) return;
    const base::Duration pause =
        std::min(longest_pause,
                 base::Duration{first_pause.count() << std::min(job.attempts, doublings_max)});
    const bool dead = is_given_up(tx, job);
    note_failure(tx, job, error, dead ? JobState::dead : JobState::waiting,
                 dead ? tx.now() : tx.now() + pause);
}

void set_aside(db::Tx& tx, const Job& job, std::string_view error) {
    if (still_waits(tx, job)) note_failure(tx, job, error, JobState::dead, tx.now());
}

void finish(db::Tx& tx, const Job& job) {
    if (still_waits(tx, job)) end(tx, job);
}

std::int64_t forget_jobs(db::Tx& tx, base::Time until, std::int64_t most) {
    return tx.run(
        "delete from jobs where id in (select id from jobs where state <> 'waiting' and "
        "state = 'done' and due < $1 order by due limit $2)",
        until, most);
}

}  // namespace events
