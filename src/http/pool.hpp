#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

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

    /// Finishes what was taken, then ends the threads.
    void stop();

private:
    void loop();

    std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace http
