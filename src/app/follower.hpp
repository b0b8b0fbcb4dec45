#pragma once

// The after-commit listeners: after each batch they read on in the event log. One that keeps rows
// (the day report) keeps its cursor with them, in the same transaction, so it applies each event
// exactly once; one that only tells the living (hints) starts at the end of the log.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "db/readers.hpp"
#include "db/writer.hpp"
#include "events/events.hpp"

namespace app {

/// Applies some events in a command.
using Apply = std::function<base::Result<base::Done>(db::Tx&, const std::vector<events::Event>&)>;

struct Listener {
    std::string name;  // Of its cursor row; never changed.
    Apply apply;
    std::int64_t at_once = 500;  // Events in one command; fewer where each is several rows.
    /// At least so long between two commands, so that at full load one that nobody waits for takes
    /// little from those who do. It falls behind then, and catches up afterwards.
    std::chrono::milliseconds rest{0};
    /// Whether there is anybody to hear anything; none: there always is. While there is not, what
    /// happens is passed over unread, many events at a time.
    std::function<bool(db::Snapshot&)> wanted{};
};

class Follower {
public:
    /// `tell` gets the events for the living and is skipped while `wanted` says nobody listens.
    /// The listeners with a cursor are asked while `leads` says that this node writes.
    Follower(db::Writer& writer, db::Readers& readers, std::vector<Listener> listeners,
             std::function<void(const events::Event&)> tell, std::function<bool()> wanted,
             std::function<bool()> leads);
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    ~Follower();

    /// Begins to follow on a thread of its own; what was committed before is for the listeners
    /// with a cursor only.
    void start();
    /// There is more to read; any thread.
    void wake();
    void stop();

    /// Reads to the end of the log now, on this thread; for drivers with a clock of their own and
    /// without start(). Nobody rests meanwhile. A listener that fails keeps none of the others from
    /// reading on; what it said is thrown afterwards.
    void catch_up();

private:
    using Instant = std::chrono::steady_clock::time_point;

    void loop();
    /// Has everybody read on, those who rest once; the earliest end of a rest, if anybody does.
    std::optional<Instant> follow();
    void read_to_end(const Listener& listener);
    bool apply_some(const Listener& listener);
    void tell_living();

    db::Writer& writer_;
    db::Readers& readers_;
    std::vector<Listener> listeners_;
    std::vector<Instant> rests_until_;  // By listener.
    std::function<void(const events::Event&)> tell_;
    std::function<bool()> wanted_;
    std::function<bool()> leads_;
    std::int64_t told_ = 0;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool awake_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace app
