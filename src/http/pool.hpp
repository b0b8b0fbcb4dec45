#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/histogram.hpp"

namespace http {

/// Threads for what takes longer than an I/O thread may wait: hashing a password, a long query.
class Pool {
public:
    Pool(int threads, std::size_t queue_max);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();

    /// Runs `work` soon; any thread. False when too much waits already or the pool has stopped.
    bool submit(std::function<void()> work);

    /// How long each piece of work waited for a thread.
    const base::TimeHistogram& waited() const { return waited_; }
    std::int64_t queued() const { return queued_.load(std::memory_order_relaxed); }
    std::int64_t turned_away() const { return turned_away_.load(std::memory_order_relaxed); }

    /// Finishes what was taken, then ends the threads.
    void stop();

private:
    struct Task {
        std::function<void()> work;
        base::Stopwatch::time_point queued;
    };

    void loop();

    std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Task> queue_;
    std::atomic<std::int64_t> queued_{0};
    std::atomic<std::int64_t> turned_away_{0};
    base::TimeHistogram waited_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace http
