#include "db/checkpointer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include "base/ensure.hpp"
#include "base/log.hpp"

namespace db {
namespace {

/// What the writer copies itself in less time than a batch takes.
constexpr int pages_little = 48;
/// So many pages at a time go to the disk, so that a commit never waits behind more; and so many
/// when there is no time to rest.
constexpr int pages_at_once = 16;
constexpr int pages_at_once_in_a_hurry = 128;
constexpr const char* vfs_name = "fairground-paced";

/// How the copying thread writes; its own.
struct Pace {
    const std::atomic<int>* log_pages = nullptr;
    int hurry = 0;
    int written = 0;
};
thread_local Pace pace;

sqlite3_io_methods plain_methods;
sqlite3_io_methods paced_methods;
int (*plain_open)(sqlite3_vfs*, sqlite3_filename, sqlite3_file*, int, int*);

/// Lets the disk have a few pages and then others: one sync of thousands would hold up every
/// commit that comes in the meantime.
int paced_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    int code = plain_methods.xWrite(file, bytes, count, at);
    if (code != SQLITE_OK || pace.log_pages == nullptr) return code;
    const bool hurry = *pace.log_pages >= pace.hurry;
    if (++pace.written < (hurry ? pages_at_once_in_a_hurry : pages_at_once)) return code;
    pace.written = 0;
    const auto before = std::chrono::steady_clock::now();
    code = plain_methods.xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    if (!hurry) std::this_thread::sleep_for(std::chrono::steady_clock::now() - before);
    return code;
}

int paced_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    const int code = plain_open(vfs, name, file, flags, out);
    if (code == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0) {
        static std::once_flag once;
        std::call_once(once, [file] {
            plain_methods = *file->pMethods;
            paced_methods = plain_methods;
            paced_methods.xWrite = paced_write;
        });
        file->pMethods = &paced_methods;
    }
    return code;
}

/// The system's own way to files, but for the writes to a database.
void register_vfs() {
    static std::once_flag once;
    std::call_once(once, [] {
        static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
        plain_open = vfs.xOpen;
        vfs.xOpen = paced_open;
        vfs.zName = vfs_name;
        vfs.pNext = nullptr;
        base::ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
    });
}

}  // namespace

/// The copying thread's connection.
class Checkpointer::Copier {
public:
    explicit Copier(const std::string& file) {
        register_vfs();
        const int code = sqlite3_open_v2(file.c_str(), &handle_,
                                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfs_name);
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

Checkpointer::Checkpointer(std::string file, LogLimits limits)
    : file_(std::move(file)), limits_(limits), begin_at_(limits.begin) {}

Checkpointer::~Checkpointer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
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
    pace = {&pages_, limits_.hurry, 0};
    Copier copier(file_);
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return wanted_ || stopping_; });
        if (stopping_) return;
        wanted_ = false;
        lock.unlock();
        little_left_ = copy_in_passes(copier);
        lock.lock();
    }
}

}  // namespace db
