#pragma once

// The one writer of a market. Commands queue up; the writer takes all that queued while the last
// sync ran, runs them as one batch and only then lets their answers out. There is no timer: on an
// idle server a lone command commits at once. So a hot listing costs what a cold one costs, and
// the last unit cannot be sold twice.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "db/engine.hpp"
#include "db/pressure.hpp"

namespace db {

/// Jobs get a small part of a batch, so that people are answered while a large act goes on. The
/// last step of what was begun (a payment has been taken) queues with people, and is not turned
/// away because more comes than goes: that would waste what was done for it.
enum class Lane { people, begun, jobs };

struct WriterOptions {
    std::size_t batch_max = 1024;       // Commands in a batch; see docs/decisions/0002-writer.md.
    std::size_t jobs_max = 16;          // Of these, jobs; one may write 1,000 rows. At most half.
    std::size_t queue_max = 10'000;     // Waiting commands of all lanes.
    PressureLimits pressure{};          // How many people may wait before it is full.
    std::chrono::microseconds slow{0};  // A batch that takes longer is logged; 0: none is.
};

struct WriterCounters {
    std::atomic<std::int64_t> batches{0};
    std::atomic<std::int64_t> commands{0};
    std::atomic<std::int64_t> turned_away{0};
    std::atomic<std::int64_t> queued{0};
    std::atomic<bool> overloaded{false};     // More has come than goes for a while.
    std::atomic<std::int64_t> retried{0};    // Batches.
    std::atomic<std::int64_t> log_pages{0};  // Of SQLite's log.
    base::TimeHistogram waited;              // Of each command, for its turn.
    base::TimeHistogram acted;               // Of each command.
    base::TimeHistogram committed;           // Of each batch.
    base::CountHistogram batch_size;
};

class Writer {
public:
    /// Starts the thread. `after_batch` is called on it after each batch that wrote, before the
    /// answers of the next one: projections and after-commit listeners are woken there.
    Writer(Engine& engine, WriterOptions options, std::function<void()> after_batch);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    /// Queues a command; any thread. False when the queue is as long as it may be or the writer has
    /// stopped: then the command was not taken and finished() will not be called.
    bool submit(std::unique_ptr<Command> command, Lane lane = Lane::people);

    /// Whether a command of people's would be turned away until the next batch begins; counts as if
    /// it was. Costs next to nothing, so that somebody may ask before reading what is wanted. Any
    /// thread.
    bool turns_away();

    /// Has the lease renewed after the batch that is running; any thread.
    void renew();

    /// Runs what is queued, then ends the thread. New commands are turned away. Any thread but
    /// the writer's own; may be called twice.
    void stop();

    /// Whether it takes nothing any more, however long somebody waits; any thread.
    bool stopped();

    const WriterCounters& counters() const { return counters_; }

private:
    void loop();
    bool admits(Lane lane, std::size_t waiting);
    std::vector<std::unique_ptr<Command>> take(bool& renew);
    void run(const std::vector<std::unique_ptr<Command>>& batch);
    void note(const std::vector<std::unique_ptr<Command>>& batch, std::int64_t took);

    Engine& engine_;
    WriterOptions options_;
    std::function<void()> after_batch_;
    WriterCounters counters_;
    std::atomic<bool> full_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::unique_ptr<Command>> people_;
    std::deque<std::unique_ptr<Command>> jobs_;
    Pressure pressure_;
    bool renew_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

/// Runs `work` as a command and waits for its outcome; not on the writer's thread. `work` takes a
/// Tx and returns a base::Result. Throws what undid it, or ErrorKind::unavailable when the queue
/// is full.
template <class Work>
auto act(Writer& writer, Work work, Lane lane = Lane::people);

}  // namespace db

#include "db/act.hpp"
