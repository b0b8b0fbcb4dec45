#pragma once

// What happened, told once. Modules call downwards; what others above must learn, they tell the
// market's log in the transaction that made it true:
//
//     events::tell(tx, {"order_paid", order.id.value, payload});
//
// In-transaction listeners run at once, in the order of app/meetings.cpp, and may refuse; then the
// whole command is refused. After-commit listeners (live hints, projections, mail) read the log by
// `seq`, each with a cursor of its own, at least once and so idempotently by `seq`. `seq` is dense
// and given by the writer: no gaps, no late rows.
//
// A payload is a described struct of ids and numbers without personal text. Fields are only added;
// a changed meaning is a new kind.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "db/writer.hpp"

namespace events {

struct Event {
    std::int64_t seq = 0;
    std::string kind;
    std::int64_t version = 1;
    base::Time at;
    std::int64_t subject = 0;
    std::string payload;  // JSON of a described struct, "{}" for none.
};
BOOST_DESCRIBE_STRUCT(Event, (), (seq, kind, version, at, subject, payload))

/// May refuse, which refuses the command that told.
using Listener = std::function<base::Result<base::Done>(db::Tx&, const Event&)>;

struct Job;

/// Does one job in a command of its own. A refusal undoes what it wrote, and the job is tried again
/// later; a job that has become pointless answers `done`.
using Doer = std::function<base::Result<base::Done>(db::Tx&, const Job&)>;

/// A job that must go outside between two commands. Called on the jobs' thread, may block; it acts
/// through db::act on the writer and must be harmless when repeated.
using Errand = std::function<void(db::Writer&, const Job&)>;

/// How long a job that fails is tried again: for ever, as money may hang on it; or about a day, and
/// then it is set aside until an operator has it tried again (trouble.hpp). Only what nobody waits
/// for by a promise may be set aside.
enum class Patience { endless, a_day };

/// Which errands wait for each other: those that may take a minute each, such as mail, keep a road
/// of their own, so that money never waits behind them; and so do those that wait for machines
/// which members name, so that mail never waits behind these.
enum class Road { usual, slow, strangers };

/// Who hears what, and who does which job. Filled once at the start, then only read.
class Hub final : public db::Companion {
public:
    void on(std::string kind, Listener listener);
    void job(std::string kind, Doer doer, Patience patience = Patience::endless);
    void errand(std::string kind, Errand errand, Patience patience = Patience::endless,
                Road road = Road::usual);

    const std::vector<Listener>& listeners(std::string_view kind) const;
    const Doer* doer(std::string_view kind) const;
    const Errand* errand_of(std::string_view kind) const;
    /// Endless for a kind that nobody does: a newer program may.
    Patience patience(std::string_view kind) const;

    /// The kinds that go outside, as a JSON list; and those of them on one road.
    std::string errand_kinds() const;
    std::string errand_kinds(Road road) const;

    /// The earliest job that was planned since this was last asked, so that whoever runs jobs need
    /// not look after every batch. Asked when a batch has been committed: what is planned is told
    /// by at(), in a command of it.
    base::Time take_earliest() { return base::time_of(earliest_.exchange(INT64_MAX)); }
    void planned(base::Time due);

private:
    std::map<std::string, std::vector<Listener>, std::less<>> listeners_;
    std::map<std::string, Doer, std::less<>> doers_;
    struct OnRoad {
        Errand errand;
        Road road;
    };
    std::string listed(const std::function<bool(const OnRoad&)>& wanted) const;

    std::map<std::string, OnRoad, std::less<>> errands_;
    std::set<std::string, std::less<>> given_up_;
    std::atomic<std::int64_t> earliest_{INT64_MAX};
};

struct News {
    std::string_view kind;
    std::int64_t subject = 0;
    std::string payload = "{}";
    std::int64_t version = 1;
};

/// Writes the event down and lets the in-transaction listeners hear it.
base::Result<base::Done> tell(db::Tx& tx, const News& news);

/// At most `limit` events after `seq`, in order.
std::vector<Event> after(db::Snapshot& snapshot, std::int64_t seq, std::int64_t limit);

/// What was told after `seq`, where that is known: the events are still there, and at most `most`.
/// Nothing for a number that was never told, as after a market was put back.
std::optional<std::vector<Event>> missed(db::Snapshot& snapshot, std::int64_t seq,
                                         std::int64_t most);

/// Deletes events that every cursor has passed and that are older than `until`; at most `most`.
/// `listeners` are those that this program has: one that has not begun has passed nothing.
std::int64_t forget(db::Tx& tx, base::Time until, std::int64_t most,
                    std::span<const std::string_view> listeners);

// ---- Jobs

using JobId = base::Id<struct JobTag>;

BOOST_DEFINE_ENUM_CLASS(JobState, waiting, done, dead)

struct Job {
    JobId id;
    std::string kind;
    base::Time due;  // Rules count from this; bookings carry `now` as well.
    JobState state{};
    std::int64_t attempts = 0;
    std::int64_t subject = 0;
    std::string payload;
    std::string last_error;
};
BOOST_DESCRIBE_STRUCT(Job, (), (id, kind, due, state, attempts, subject, payload, last_error))

/// Has `kind` done at `due` or soon after. Its command commits exactly once.
JobId at(db::Tx& tx, std::string_view kind, base::Time due, std::int64_t subject,
         std::string payload = "{}");

/// Takes back what waits for this subject; returns how many.
db::Changed cancel(db::Tx& tx, std::string_view kind, std::int64_t subject);

/// The waiting jobs due at `now`, earliest first.
std::vector<Job> due(db::Snapshot& snapshot, base::Time now, std::int64_t limit);

/// When the next waiting job is due.
std::optional<base::Time> next_due(db::Snapshot& snapshot);

/// Some of the jobs: those of the kinds in a JSON list, or all others.
struct Kinds {
    std::string list = "[]";
    enum class Which { these, others } which = Which::others;
};
std::vector<Job> due(db::Snapshot& snapshot, const Kinds& kinds, base::Time now,
                     std::int64_t limit);
std::optional<base::Time> next_due(db::Snapshot& snapshot, const Kinds& kinds);

/// Does one job in this transaction and records that. One that does not wait any more, or is not
/// due at tx.now() (the clock was set back since it was looked for), is left as it is. One that
/// nobody does, after a return to an older program, waits for somebody who does.
base::Result<base::Done> perform(db::Tx& tx, const Job& job);

/// Notes that a job failed. It is tried again later, longer each time and at last every hour. One
/// whose kind has Patience::a_day is set aside after `tries_most` of them.
inline constexpr std::int64_t tries_most = 36;
void postpone(db::Tx& tx, const Job& job, std::string_view error);

/// Sets a job aside at once, until an operator has it tried again: it would only fail the same way.
void set_aside(db::Tx& tx, const Job& job, std::string_view error);

/// Records that an errand job came to its end.
void finish(db::Tx& tx, const Job& job);

/// Deletes jobs that came to their end before `until`; at most `most`.
std::int64_t forget_jobs(db::Tx& tx, base::Time until, std::int64_t most);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace events
