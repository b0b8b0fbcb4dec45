#pragma once

// The engine of a market's writer: a batch of commands in one transaction and one sync. It has no
// thread and no queue (writer.hpp has), so a test or a simulator drives it as it likes.
//
// Each command runs in a savepoint of its own, begun with its first write: a refusal undoes that
// command and nobody else's. The batch ends with one row in `batches` that carries its number, the
// last event's number and the head of the chain. An answer may leave only after run() returned.

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/histogram.hpp"
#include "db/connection.hpp"
#include "db/lease.hpp"
#include "db/tx.hpp"

namespace db {

enum class Verdict {
    keep,  ///< what the command wrote stays
    undo,  ///< a refusal: as if it had never been
};

/// How long the parts of a command took, in microseconds; for measuring only.
struct Times {
    std::int64_t waited = 0;     // For its turn.
    std::int64_t acted = 0;      // In its own act, the last time it ran.
    std::int64_t committed = 0;  // In the commit of its batch.
};

/// One command on its way through the writer. It may be run more than once; only the last run
/// counts, and whatever it remembers of an earlier run it must forget.
class Command {
public:
    virtual ~Command() = default;
    virtual Verdict run(Tx& tx) = 0;
    /// Called once, after the batch is durable, or with the accident that undid the command.
    virtual void finished(std::exception_ptr accident) = 0;

    Times times{};                         // Known when it is finished.
    base::Stopwatch::time_point queued{};  // Told by the writer.
};

/// The chain's next head from the one before and what a batch noted; see ledger::link.
using Link = std::function<std::string(const std::string& head, std::span<const std::string>)>;

struct EngineOptions {
    Source source;
    Link link;                       // Empty: the head never changes.
    Companion* companion = nullptr;  // Outlives the engine.
    Hold* hold = nullptr;            // Where several nodes share the market; outlives the engine.
    /// Called when a sync has failed. Empty, as in every program that serves people: the program
    /// stops. A simulator throws from it instead, and never uses that engine again.
    std::function<void()> stop{};
};

/// The market's log as it stands.
struct Position {
    std::int64_t batch = 0;
    std::int64_t id = 0;  // Of the batch, drawn after all that it holds.
    std::int64_t events = 0;
    base::Time at{};
    Bytes head;
};

class Engine {
public:
    /// `open` makes the connection that writes, now and again after it was lost. The schema has
    /// been migrated.
    Engine(std::function<std::unique_ptr<Connection>()> open, EngineOptions options);

    /// Runs the commands in their order and makes what they keep durable at once; afterwards each
    /// has been told. A batch that the database gave up is run again command by command, so that
    /// one bad command costs nobody else. Stops the program when a sync fails, for then nobody
    /// knows what the disk holds.
    ///
    /// Where there is a lease that this node does not hold any more, nothing of them stays and all
    /// are told ErrorKind::deposed.
    void run(std::span<Command* const> commands);

    /// Renews the lease, where there is one and this node holds it.
    void renew();

    const Position& position() const { return position_; }
    std::int64_t batches_retried() const { return retried_; }
    /// How many pages SQLite's log has.
    std::int64_t log_pages() const { return connection_ ? connection_->log_pages() : 0; }

private:
    using Accidents = std::vector<std::exception_ptr>;

    /// The connection broke at the commit, and only the batch's own id says whether it went
    /// through. The database may be away for longer than one look; to run the batch again before
    /// it has said so would do everything in it twice.
    struct InDoubt {
        std::int64_t seq;
        std::int64_t batch;
    };

    bool begin(const std::optional<InDoubt>& in_doubt);
    bool begin_held(Hold& hold, const std::optional<InDoubt>& in_doubt);
    bool went_through(const InDoubt& doubt);
    bool is_stored(const InDoubt& doubt);
    void attempt(std::span<Command* const> commands, Accidents& accidents);
    bool run_one(Command& command, Batch& batch, base::Time now, std::exception_ptr& accident);
    void commit(Batch& batch, base::Time now);
    void stop_after(const Error& error) const;
    void load();
    void abandon();

    std::function<std::unique_ptr<Connection>()> open_;
    EngineOptions options_;
    std::unique_ptr<Connection> connection_;
    Position position_;
    bool overtaken_ = false;  // The market may have gone on without us: position_ is to be read.
    std::int64_t epoch_ = 0;  // The lease's, under which position_ was loaded.
    std::int64_t retried_ = 0;
};

}  // namespace db
