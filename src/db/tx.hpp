#pragma once

// A Tx is the outside world as a command sees it: the rows, one fixed instant, and a source of
// fresh ids. A function that takes a Tx needs nothing else, may be run again, and can be decided
// whole by a test. A Snapshot is the half of it that only looks; queries get no more.
//
//     auto stock = tx.one<Stock>("select id, left from stock where listing = $1", listing);
//     tx.run("update stock set left = left - $2 where listing = $1", listing, quantity);
//
// SQL is written once in the words that both databases understand (docs/sql.md).

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "db/connection.hpp"
#include "db/map.hpp"

namespace db {

/// What a transaction takes from outside; made by main() or by a test.
struct Source {
    base::Clock clock;
    std::function<std::int64_t()> fresh;
};

class Snapshot {
public:
    Snapshot(Connection& connection, base::Time now) : connection_(connection), now_(now) {}

    /// The instant at which this whole query or command happens.
    base::Time now() const { return now_; }

    /// All rows of a select, as described structs or as the plain values of its first column.
    template <class T, class... Args>
    std::vector<T> all(std::string_view sql, const Args&... args) {
        return collect<T>(Access::read, sql, args...);
    }

    /// The first row of a select, or nothing.
    template <class T, class... Args>
    std::optional<T> one(std::string_view sql, const Args&... args) {
        return first<T>(Access::read, sql, args...);
    }

    /// Calls visit(T&&) for each row of a select, for answers too long to hold at once. `visit`
    /// must not use this snapshot.
    template <class T, class Visit, class... Args>
    void each(Visit visit, std::string_view sql, const Args&... args) {
        auto take = [&](const Row& row) { visit(from_row<T>(row)); };
        send(Access::read, sql, take, args...);
    }

    /// The single number that a counting or summing select always answers with.
    template <class... Args>
    std::int64_t number(std::string_view sql, const Args&... args) {
        const auto found = one<std::int64_t>(sql, args...);
        base::ensure(found.has_value());
        return *found;
    }

    Dialect dialect() const { return connection_.dialect(); }

protected:
    template <class... Args>
    std::int64_t send(Access access, std::string_view sql, RowSink sink, const Args&... args) {
        const std::array<Arg, sizeof...(Args)> list{to_arg(args)...};
        return connection_.run(sql, list, access, sink);
    }

    template <class T, class... Args>
    std::vector<T> collect(Access access, std::string_view sql, const Args&... args) {
        std::vector<T> found;
        auto take = [&](const Row& row) { found.push_back(from_row<T>(row)); };
        send(access, sql, take, args...);
        return found;
    }

    template <class T, class... Args>
    std::optional<T> first(Access access, std::string_view sql, const Args&... args) {
        std::optional<T> found;
        auto take = [&](const Row& row) {
            if (!found) found = from_row<T>(row);
        };
        send(access, sql, take, args...);
        return found;
    }

    Connection& connection_;

private:
    base::Time now_;
};

/// What a batch of commands shares. The engine owns it; commands reach it through their Tx.
struct Batch {
    std::int64_t seq = 0;            // This batch's number; dense, from 1.
    std::int64_t events = 0;         // The last event's number so far; dense, from 1.
    std::vector<std::string> notes;  // What the batch's chain covers, in the order it was told.
};

/// Something of a higher layer that commands need at hand; events::Hub is the one there is.
class Companion {
public:
    virtual ~Companion() = default;
};

class Tx : public Snapshot {
public:
    Tx(Connection& connection, base::Time now, const Source& source, Batch& batch,
       Companion* companion)
        : Snapshot(connection, now), source_(source), batch_(batch), companion_(companion) {}

    /// An id that nobody has used yet.
    template <class Id>
    Id fresh() {
        return Id{source_.fresh()};
    }

    /// Runs a statement that writes; returns how many rows it changed. Where the database is a
    /// server, not looking at the number saves waiting for it.
    template <class... Args>
    Changed run(std::string_view sql, const Args&... args) {
        before_write();
        const std::array<Arg, sizeof...(Args)> list{to_arg(args)...};
        return connection_.post(sql, list);
    }

    /// The first row that a writing statement returns (`... returning ...`), or nothing.
    template <class T, class... Args>
    std::optional<T> returning(std::string_view sql, const Args&... args) {
        before_write();
        return first<T>(Access::write, sql, args...);
    }

    std::int64_t batch() const { return batch_.seq; }

    /// The next number of the market's event log; given back when the command is undone.
    std::int64_t next_event() { return ++batch_.events; }

    /// Adds to what the chain of this batch covers. Undone with the command.
    void note(std::string bytes) { batch_.notes.push_back(std::move(bytes)); }

    Companion* companion() const { return companion_; }

    /// True once this command has changed anything.
    bool wrote() const { return wrote_; }

private:
    // A command begins its savepoint with its first write: one that refuses before it wrote
    // anything, such as the 999 buyers who come too late, costs none.
    void before_write() {
        if (wrote_) return;
        connection_.savepoint();
        wrote_ = true;
    }

    const Source& source_;
    Batch& batch_;
    Companion* companion_;
    bool wrote_ = false;
};

}  // namespace db
