#pragma once

// Read-only connections to a market, lent to one query at a time. A query sees one snapshot from
// its first row to its last; what commits meanwhile is for the next one.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/histogram.hpp"
#include "db/connection.hpp"
#include "db/tx.hpp"

namespace db {

/// No snapshot lives longer, so that SQLite's log can be copied back.
inline constexpr base::Duration read_limit = std::chrono::seconds{30};

struct ReaderCounters {
    std::atomic<std::int64_t> reads{0};
    std::atomic<std::int64_t> lent{0};    // Now.
    std::atomic<std::int64_t> opened{0};  // Connections, ever.
    base::TimeHistogram took;
};

class Readers {
public:
    Readers(std::function<std::unique_ptr<Connection>()> open, base::Clock clock)
        : open_(std::move(open)), clock_(std::move(clock)) {}

    /// Calls `look` with a Snapshot and returns what it returns. Any thread. Throws db::Error.
    template <class Look>
    auto read(Look look) {
        Loan loan(*this);
        Snapshot snapshot(*loan.connection, clock_());
        auto result = look(snapshot);
        loan.end();
        return result;
    }

    const ReaderCounters& counters() const { return counters_; }

private:
    /// A connection in a read transaction, given back on every way out.
    struct Loan {
        explicit Loan(Readers& owner);
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan();
        void connect();
        void end();

        Readers& readers;
        std::unique_ptr<Connection> connection;
        bool ended = false;
        const base::Stopwatch::time_point began = base::Stopwatch::now();
    };

    std::function<std::unique_ptr<Connection>()> open_;
    base::Clock clock_;
    ReaderCounters counters_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace db
