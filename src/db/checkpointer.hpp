#pragma once

// Copies SQLite's log back into its file while the writer goes on.
//
// A checkpoint on the writer's own connection keeps everybody waiting until thousands of scattered
// pages are on the disk: some 20 ms, several times a second under load. So a thread with a
// connection of its own does it, in passes. Each pass copies what was written during the one
// before and is shorter than that; when only a few pages are left, the writer copies these between
// two batches, and its next batch begins the log anew at the start of the file.
// docs/decisions/0004.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "db/files.hpp"

namespace db {

/// In pages of the log, 4 KiB each.
struct LogLimits {
    int begin = 4000;   // From so many on it is copied back. A longer one is sorted for longer.
    int hurry = 16000;  // From so many on the copying no longer rests between its writes.
    int slow = 48000;   // From so many on the writer logs no faster than is copied.
    int most = 64000;   // From so many on people wait for it.
};

class Checkpointer final : private Copying {
public:
    /// Of this SQLite file on the file system of that name (db/files.hpp); the thread starts when
    /// there is first something to do.
    Checkpointer(std::string file, std::string vfs, LogLimits limits);
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;
    ~Checkpointer() override;

    /// The log has so many pages now. The writer's thread, after each commit.
    void log_has(int pages);

    int pages() const { return pages_; }

    /// The answers of a batch have left: a good moment to copy as many pages as it has logged.
    /// While the log is long, returns when so many are copied, or after 50 ms. The writer's thread.
    void batch_is_over();

    /// Whether the writer should copy the rest now: little is left, or the log has become so long
    /// that people have to wait for it. The writer's thread, between two batches.
    bool wants_the_rest() const;

    /// Keeps the thread from beginning a pass, and waits for the one it is in. The writer's
    /// thread, while it copies the rest.
    class Pause {
    public:
        explicit Pause(Checkpointer& checkpointer) : lock_(checkpointer.pass_) {}

    private:
        std::unique_lock<std::mutex> lock_;
    };

    /// The writer has copied the rest; the log may still have to be read by somebody, so that it
    /// goes on growing for a while.
    void rest_is_copied();

private:
    class Copier;

    void let_copy(int pages);
    bool has_copied_one() override;
    /// Waits for the next batch to be over, if all that is allowed has been copied.
    void rest() override;
    void loop();
    /// True when so little is left that the writer should copy it.
    bool copy_in_passes(Copier& copier);

    std::string file_;
    std::string vfs_;
    LogLimits limits_;
    std::atomic<int> pages_{0};
    std::atomic<bool> resting_{false};
    std::atomic<bool> little_left_{false};
    int begin_at_;      // Of the writer's thread, as the next.
    int log_then_ = 0;  // The log's pages after the batch before.
    std::mutex pass_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable turn_;
    std::condition_variable copied_some_;
    bool batch_over_ = false;
    bool copying_ = false;     // From the first pass to the last.
    std::int64_t copied_ = 0;  // Pages that were copied and synced, ever.
    // Of the copying thread: the log's pages when it last rested, how many it may copy before it
    // rests again, and how many it has not synced.
    int log_at_rest_ = 0, may_copy_ = 0, unsynced_ = 0;
    bool wanted_ = false;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace db
