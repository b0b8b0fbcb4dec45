#include "db/checkpointer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <utility>

#include "base/ensure.hpp"
#include "base/log.hpp"

namespace db {
namespace {

/// What the writer copies itself in less time than a batch takes.
constexpr int pages_little = 48;
/// After each batch as many pages are copied as it has logged, and at least so many.
constexpr int pages_at_least = 8;
/// So many at a time go to the disk, so that a commit never waits behind more; and up to so many
/// when there is no time to rest, as far as the writer is as fast.
constexpr int pages_at_once = 16;
constexpr int pages_at_once_in_a_hurry = 128;
constexpr std::chrono::milliseconds longest_rest{5};
/// A disk that stands still holds up the commits by itself.
constexpr std::chrono::milliseconds longest_wait{50};

}  // namespace

/// The copying thread's connection.
class Checkpointer::Copier {
public:
    Copier(const std::string& file, const std::string& vfs) {
        const int code = sqlite3_open_v2(
            file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, steady_files(vfs));
        if (code != SQLITE_OK) return;
        sqlite3_exec(handle_, "pragma synchronous = full; pragma wal_autocheckpoint = 0", nullptr,
                     nullptr, nullptr);
    }
    Copier(const Copier&) = delete;
    Copier& operator=(const Copier&) = delete;
    ~Copier() { sqlite3_close(handle_); }

    /// One pass; how many pages of the log it saw are left. Nothing when it could not.
    std::optional<int> copy() {
        int log = -1;
        int copied = -1;
        const int code =
            sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &log, &copied);
        if (code == SQLITE_OK) return log - copied;
        // A failed sync is never retried, see Engine::commit. Anything else leaves the log whole.
        base::ensure((code & 0xFF) != SQLITE_IOERR);
        base::log(base::Level::warning,
                  std::string{"the log cannot be copied back: "} + sqlite3_errstr(code));
        return std::nullopt;
    }

private:
    sqlite3* handle_ = nullptr;
};

Checkpointer::Checkpointer(std::string file, std::string vfs, LogLimits limits)
    : file_(std::move(file)), vfs_(std::move(vfs)), limits_(limits), begin_at_(limits.begin) {}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    turn_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Checkpointer::log_has(int pages) {
    // A log that begins anew is short again.
    if (pages < pages_.exchange(pages)) begin_at_ = limits_.begin;
    if (pages < begin_at_ || little_left_) return;
    begin_at_ = pages + limits_.begin / 4;
    {
        const std::lock_guard lock(mutex_);
        wanted_ = true;
        if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
    }
    wake_.notify_one();
}

void Checkpointer::batch_is_over() {
    const int pages = pages_;
    const int logged = pages - std::exchange(log_then_, pages);
    if (pages >= limits_.slow && logged > 0) return let_copy(logged);
    if (!resting_) return;
    {
        const std::lock_guard lock(mutex_);
        batch_over_ = true;
    }
    turn_.notify_one();
}

/// Everybody waits a little now, so that nobody waits for a whole pass when the log has become as
/// long as it may. A page that was logged several times is copied once, so each pass is shorter
/// than the one before, and they end soon.
void Checkpointer::let_copy(int pages) {
    std::unique_lock lock(mutex_);
    const std::int64_t enough = copied_ + pages;
    copied_some_.wait_for(lock, longest_wait, [&] { return copied_ >= enough || !copying_; });
}

/// One sync of thousands of pages would hold up every commit that comes in the meantime.
bool Checkpointer::has_copied_one() {
    if (stopping_) return false;  // Nobody commits any more.
    --may_copy_;
    ++unsynced_;
    const int pages = pages_;
    if (pages >= limits_.hurry) {
        return unsynced_ >=
               std::clamp(pages - log_at_rest_, pages_at_once, pages_at_once_in_a_hurry);
    }
    return unsynced_ >= pages_at_once || may_copy_ <= 0;
}

void Checkpointer::rest() {
    if (pages_ >= limits_.slow) {
        const std::lock_guard lock(mutex_);
        copied_ += unsynced_;
        copied_some_.notify_one();
    }
    unsynced_ = 0;
    const bool hurry = pages_ >= limits_.hurry;
    if (hurry) log_at_rest_ = pages_;
    if (may_copy_ > 0 || hurry || little_left_) return;
    std::unique_lock lock(mutex_);
    batch_over_ = false;
    resting_ = true;
    turn_.wait_for(lock, longest_rest, [this] { return batch_over_ || stopping_; });
    resting_ = false;
    const int pages = pages_;
    may_copy_ = std::max(pages - log_at_rest_, pages_at_least);
    log_at_rest_ = pages;
}

bool Checkpointer::wants_the_rest() const {
    return little_left_ || pages_ >= limits_.most;
}

void Checkpointer::rest_is_copied() {
    little_left_ = false;
}

bool Checkpointer::copy_in_passes(Copier& copier) {
    // Somebody who reads an old snapshot keeps the log from being copied beyond it, and a disk
    // slower than the writer never catches up: then it is enough to try again later.
    for (int before = std::numeric_limits<int>::max();;) {
        const int pages = pages_;
        const std::lock_guard pass(pass_);
        auto left = copier.copy();
        if (!left) return false;
        *left += std::max(0, pages_ - pages);  // What came in meanwhile is left as well.
        if (*left <= pages_little) return true;
        if (*left >= before) return false;
        before = *left;
    }
}

void Checkpointer::loop() {
    copies_pages(this);
    Copier copier(file_, vfs_);
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return wanted_ || stopping_; });
        if (stopping_) return;
        wanted_ = false;
        copying_ = true;
        lock.unlock();
        const bool little = copy_in_passes(copier);
        lock.lock();
        copying_ = false;
        copied_some_.notify_one();
        little_left_ = little;
        if (little) wanted_ = false;  // The rest is the writer's, who would wait for another pass.
    }
}

}  // namespace db
