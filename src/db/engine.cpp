#include "db/engine.hpp"

#include <boost/describe/class.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include "base/log.hpp"

namespace db {

// Described here and not in the header, which nobody else needs it for.
BOOST_DESCRIBE_STRUCT(Position, (), (batch, id, events, at, head))

namespace {

/// How often a batch is tried before its commands are told that the database is away.
constexpr int tries_max = 3;

/// Returns when the command was through, which is when the next one began.
base::Stopwatch::time_point note_times(Command& command, base::Stopwatch::time_point began) {
    const auto ended = base::Stopwatch::now();
    const bool known = command.queued != base::Stopwatch::time_point{};
    command.times.waited = known ? base::micros_between(command.queued, began) : 0;
    command.times.acted = base::micros_between(began, ended);
    return ended;
}

/// The batch cannot go on as it is: its transaction is gone.
struct BatchLost {
    std::exception_ptr cause;
};

/// Another node writes now.
struct Deposed {};

bool is_lost(const std::exception_ptr& accident) {
    try {
        std::rethrow_exception(accident);
    } catch (const Error& error) {
        return error.kind() == ErrorKind::unavailable;
    } catch (...) {
        return false;
    }
}

}  // namespace

bool Engine::is_stored(const InDoubt& doubt) {
    Snapshot snapshot(*connection_, {});
    return snapshot.number("select count(*) from batches where seq = $1 and id = $2", doubt.seq,
                           doubt.batch) == 1;
}

/// Without a lease. The server may still be at that commit: whoever wants the same place waits for
/// its outcome, and afterwards it is taken or nobody will take it any more.
bool Engine::went_through(const InDoubt& doubt) {
    try {
        connection_->begin_write();
        const Bytes no_chain;
        const std::array<Arg, 3> args{to_arg(doubt.seq), to_arg(-doubt.batch), to_arg(no_chain)};
        auto ignore = [](const Row&) {};
        connection_->run(
            "insert into batches (seq, id, at, events, chain) values ($1, $2, 0, 0, $3)", args,
            Access::write, ignore);
        connection_->rollback();
        return false;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unique) throw;
        connection_->rollback();
    }
    return is_stored(doubt);
}

Engine::Engine(std::function<std::unique_ptr<Connection>()> open, EngineOptions options)
    : open_(std::move(open)), options_(std::move(options)) {
    load();
}

void Engine::load() {
    if (!connection_) {
        connection_ = open_();
        if (options_.hold != nullptr) limit_idle(*connection_, options_.hold->length());
    }
    Snapshot snapshot(*connection_, {});
    const auto last = snapshot.one<Position>(
        "select seq as batch, id, events, at, chain as head from batches order by seq desc limit "
        "1");
    position_ = last.value_or(Position{});
    overtaken_ = false;
}

void Engine::abandon() {
    try {
        connection_->rollback();
    } catch (const Error&) {
        connection_.reset();  // Lost; the transaction died with it.
    }
}

void Engine::run(std::span<Command* const> commands) {
    Accidents accidents(commands.size());
    std::optional<InDoubt> in_doubt;
    for (int tries = 1; !commands.empty(); ++tries) {
        try {
            if (!connection_ || overtaken_) load();
            if (!begin(in_doubt)) break;
            in_doubt.reset();
            if (tries > tries_max) throw Error(ErrorKind::unavailable, "every commit breaks");
            attempt(commands, accidents);
            break;
        } catch (const BatchLost& lost) {
            const bool gone = is_lost(lost.cause);
            abandon();
            if (gone) connection_.reset();
            ++retried_;
            overtaken_ = true;  // Perhaps by another program, which took this batch's place.
            if (commands.size() > 1 && !gone) {
                for (Command* command : commands) run({&command, 1});
                return;
            }
            if (tries < tries_max) continue;
            std::ranges::fill(accidents, lost.cause);
            break;
        } catch (const Deposed&) {
            std::ranges::fill(accidents, std::make_exception_ptr(
                                             Error(ErrorKind::deposed, "another node writes now")));
            break;
        } catch (const InDoubt& doubt) {
            in_doubt = doubt;
            connection_.reset();
        } catch (const Error& error) {
            connection_.reset();
            if (tries < tries_max) continue;
            std::ranges::fill(accidents, std::make_exception_ptr(error));
            break;
        }
    }
    for (std::size_t i = 0; i < commands.size(); ++i) commands[i]->finished(accidents[i]);
    if (connection_) connection_->tend();
}

/// Begins the batch's transaction. False when there is nothing to do, because the batch that was in
/// doubt has gone through.
bool Engine::begin(const std::optional<InDoubt>& in_doubt) {
    if (options_.hold != nullptr) return begin_held(*options_.hold, in_doubt);
    if (in_doubt && went_through(*in_doubt)) {
        overtaken_ = true;
        return false;
    }
    connection_->begin_write();
    return true;
}

bool Engine::begin_held(Hold& hold, const std::optional<InDoubt>& in_doubt) {
    const std::int64_t epoch = hold.epoch();
    if (epoch != 0 && epoch != epoch_) {
        // Others have written meanwhile. Their last batch had come to its end when the lease was
        // taken, so this is the newest position there is.
        load();
        epoch_ = epoch;
    }
    bool held = epoch != 0;
    if (held) {
        connection_->begin_write();
        held = hold_lease(*connection_, epoch, hold.length());
    }
    // A batch in doubt may still be on its way, but then it has the lease's row, and the statement
    // above has waited for it: what the database says now is final. So it is where another node
    // has taken the row.
    if (in_doubt && is_stored(*in_doubt)) {
        connection_->rollback();
        load();
        return false;
    }
    if (held) return true;
    connection_->rollback();
    hold.lose(epoch);
    throw Deposed{};
}

void Engine::renew() {
    if (options_.hold == nullptr) return;
    Hold& hold = *options_.hold;
    const std::int64_t epoch = hold.epoch();
    if (epoch == 0) return;
    try {
        if (!connection_) load();
        if (!hold_lease(*connection_, epoch, hold.length())) hold.lose(epoch);
    } catch (const Error& error) {
        base::log(base::Level::warning, std::string{"the lease is not renewed: "} + error.what());
        connection_.reset();
    }
}

void Engine::attempt(std::span<Command* const> commands, Accidents& accidents) {
    Batch batch{position_.batch + 1, position_.events, {}};
    base::Time now = position_.at;
    bool wrote = false;
    auto began = base::Stopwatch::now();
    for (std::size_t i = 0; i < commands.size(); ++i) {
        accidents[i] = nullptr;
        // One instant per command, never earlier than the market's last.
        now = std::max(now, options_.source.clock());
        wrote |= run_one(*commands[i], batch, now, accidents[i]);
        began = note_times(*commands[i], began);
    }
    if (wrote) {
        commit(batch, now);
    } else {
        connection_->rollback();
    }
    const std::int64_t took = base::micros_between(began, base::Stopwatch::now());
    for (Command* command : commands) command->times.committed = took;
}

bool Engine::run_one(Command& command, Batch& batch, base::Time now, std::exception_ptr& accident) {
    const std::int64_t events = batch.events;
    const std::size_t notes = batch.notes.size();
    Tx tx(*connection_, now, options_.source, batch, options_.companion);
    Verdict verdict = Verdict::undo;
    try {
        verdict = command.run(tx);
    } catch (const Error& error) {
        // With little memory SQLite writes, and syncs a log that begins anew, before the commit.
        if (error.kind() == ErrorKind::unsynced) stop_after(error);
        accident = std::current_exception();
    } catch (...) {
        accident = std::current_exception();
    }
    if (accident) {
        // PostgreSQL gives up a transaction after any error that no savepoint catches; SQLite
        // after a full disk or a failed read.
        const bool saved = tx.wrote() && connection_->in_transaction() && !is_lost(accident);
        const bool untouched = !tx.wrote() && connection_->dialect() == Dialect::sqlite &&
                               connection_->in_transaction();
        if (!saved && !untouched) throw BatchLost{accident};
    }
    if (verdict == Verdict::keep) {
        if (tx.wrote()) connection_->release();
        return tx.wrote();
    }
    batch.events = events;
    batch.notes.resize(notes);
    if (tx.wrote()) connection_->rollback_to();
    return false;
}

/// A failed sync is never retried: the kernel may have dropped what it could not write.
void Engine::stop_after(const Error& error) const {
    if (options_.stop) options_.stop();
    base::log(base::Level::error, std::string{"the disk failed: "} + error.what());
    base::ensure(false);
}

void Engine::commit(Batch& batch, base::Time now) {
    const std::int64_t id = options_.source.fresh();
    Position next{batch.seq, id, batch.events, now, position_.head};
    if (options_.link) next.head.value = options_.link(position_.head.value, batch.notes);
    try {
        Tx tx(*connection_, now, options_.source, batch, nullptr);
        tx.run("insert into batches (seq, id, at, events, chain) values ($1, $2, $3, $4, $5)",
               next.batch, id, now, next.events, next.head);
        connection_->release();
        connection_->commit();
    } catch (const Error& error) {
        if (connection_->dialect() == Dialect::sqlite) {
            if (error.kind() == ErrorKind::full) throw BatchLost{std::current_exception()};
            stop_after(error);
        }
        if (error.kind() != ErrorKind::unavailable) throw BatchLost{std::current_exception()};
        throw InDoubt{next.batch, id};
    }
    position_ = std::move(next);
}

}  // namespace db
