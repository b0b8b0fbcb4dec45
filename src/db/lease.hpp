#pragma once

// Which node writes. Several program nodes may serve one market on PostgreSQL; exactly one of them
// holds its lease, the one row of `lease`, and writes. Every batch of the writer begins by touching
// that row where the epoch is still its own. So a batch of a node that was deposed fails whole, and
// whoever takes over waits for the batch that has begun: between them no two nodes ever write.
//
// Safety rests on the epoch and on the row's lock alone. The clock only decides when a silent
// holder is given up, and it is the database's, for the nodes' clocks may differ
// (docs/decisions/0005-nodes.md). A market on SQLite has one program and no lease.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "db/connection.hpp"

namespace db {

struct Lease {
    std::int64_t node = 0;
    std::int64_t epoch = 0;  // Counts the holders, from 1.
    base::Time until;        // By the database's clock; a holder that has let go says 0.
    std::string address;     // Where the holder is reached by the other nodes, "host:port".
    std::string secret;      // By which nodes of this market know each other.
};

/// What a look at the row says.
struct LeaseSeen {
    std::optional<Lease> lease;
    base::Time now;  // By the database's clock.
};

/// A node as it bids for the lease.
struct Bid {
    std::int64_t node = 0;
    std::string address;
    std::string secret;       // Becomes the market's where it has none yet.
    base::Duration length{};  // How long the lease lasts without being renewed.
    bool starting = false;    // The node has just begun: a lease under its number is its own, from
                              // a life that ended too fast to let go.
};

/// Whether the node may take the lease now: it is free, has run out, or is the node's own from
/// before it was started.
bool may_take(const LeaseSeen& seen, const Bid& bid);

/// Whether somebody else holds it now and can be reached: to whom commands are forwarded.
bool is_led(const LeaseSeen& seen);

/// What the engine and whoever keeps the lease know of it together. Thread-safe.
class Hold {
public:
    Hold(base::Duration length, std::function<void()> lost)
        : length_(length), lost_(std::move(lost)) {}

    /// 0: this node must not write.
    std::int64_t epoch() const { return epoch_.load(); }
    base::Duration length() const { return length_; }

    void begin(std::int64_t epoch) { epoch_.store(epoch); }
    /// This node was deposed from `epoch`; tells `lost` once.
    void lose(std::int64_t epoch) {
        if (epoch != 0 && epoch_.compare_exchange_strong(epoch, 0) && lost_) lost_();
    }

private:
    const base::Duration length_;
    const std::function<void()> lost_;
    std::atomic<std::int64_t> epoch_{0};
};

LeaseSeen look_at_lease(Connection& connection);

/// Bids for the lease as it was seen. The new epoch, or nothing when somebody was faster or the
/// holder is in the middle of a batch.
std::optional<std::int64_t> take_lease(Connection& connection, const LeaseSeen& seen,
                                       const Bid& bid);

/// Renews the lease and tells the other nodes when the transaction commits; false when `epoch` is
/// over. In a transaction, the row stays locked until its end.
bool hold_lease(Connection& connection, std::int64_t epoch, base::Duration length);

/// Lets go of the lease, so that another node takes over at once.
void release_lease(Connection& connection, std::int64_t epoch);

/// Has the database end a transaction of this connection that does nothing for so long: a holder
/// that stands still in the middle of a batch must not keep the others from taking over.
void limit_idle(Connection& connection, base::Duration length);

}  // namespace db
