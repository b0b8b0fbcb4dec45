#include "db/files.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

#include "base/ensure.hpp"

namespace db {
namespace {

/// SQLite's own way to a file takes at most so much in one call, and looks at no more bits of it.
constexpr std::size_t bytes_max = 0x1FFFF;
/// By how much a file grows ahead: an eighth of its size, within these.
constexpr sqlite3_int64 growth_least = 64 << 10, growth_most = 256 << 10;
constexpr std::array<char, 64 << 10> zeros{};

thread_local Copying* copier = nullptr;

/// What lies behind SQLite's own file.
struct Beside {
    const sqlite3_io_methods* own = nullptr;  // SQLite's; a database's are not a log's.
    sqlite3_int64 size = 0;                   // The file is at least so long.
    sqlite3_int64 at = 0;                     // Where what has been gathered belongs.
    std::vector<char> gathered;
};

/// How a kind of file is gone about. SQLite knows the first member only.
struct Methods {
    sqlite3_io_methods table{};
    std::size_t own_bytes = 0;  // Of the file system below, before what is beside it.
    std::once_flag learnt;
};

/// The way over one file system.
struct Steady {
    sqlite3_vfs vfs{};
    sqlite3_vfs* below = nullptr;
    std::string name;
    Methods log, database;
};

/// SQLite gives a file so much room, aligned for anything of eight bytes.
std::size_t own_bytes(const sqlite3_vfs& below) {
    return (static_cast<std::size_t>(below.szOsFile) + 7) / 8 * 8;
}

Beside& beside_at(sqlite3_file* file, std::size_t place) {
    return *std::launder(reinterpret_cast<Beside*>(reinterpret_cast<char*>(file) + place));
}

Beside& beside(sqlite3_file* file) {
    return beside_at(file, reinterpret_cast<const Methods*>(file->pMethods)->own_bytes);
}

const sqlite3_io_methods& own(sqlite3_file* file) {
    return *beside(file).own;
}

/// As long as a file of `size` that has just grown becomes.
sqlite3_int64 grown(sqlite3_int64 size) {
    const sqlite3_int64 step = std::clamp(size / 8, growth_least, growth_most);
    return (size + step) / growth_least * growth_least;
}

int write_ahead(sqlite3_file* file, sqlite3_int64 from, sqlite3_int64 to) {
    for (sqlite3_int64 at = from; at < to;) {
        const auto count = std::min<sqlite3_int64>(to - at, zeros.size());
        const int code = own(file).xWrite(file, zeros.data(), static_cast<int>(count), at);
        if (code != SQLITE_OK) return code;
        at += count;
    }
    return SQLITE_OK;
}

/// Writes, and where that makes the file longer, zeros behind.
int write_growing(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    const sqlite3_int64 end = at + count;
    sqlite3_int64& known = beside(file).size;
    sqlite3_int64 size = known;
    if (end > known) {
        // Another connection may have made it longer.
        if (const int code = own(file).xFileSize(file, &size); code != SQLITE_OK) return code;
        known = size;
    }
    const int code = own(file).xWrite(file, bytes, count, at);
    if (code != SQLITE_OK || end <= size) return code;
    const sqlite3_int64 longer = grown(end);
    const int ahead = write_ahead(file, end, longer);
    // Without room for more the file is just as long as it has to be.
    known = ahead == SQLITE_OK ? longer : end;
    return (ahead & 0xFF) == SQLITE_FULL ? SQLITE_OK : ahead;
}

int close_file(sqlite3_file* file) {
    const sqlite3_io_methods& methods = own(file);
    beside(file).~Beside();
    return methods.xClose(file);
}

// ---- The log

int pass_on(sqlite3_file* file) {
    Beside& held = beside(file);
    if (held.gathered.empty()) return SQLITE_OK;
    const int code =
        write_growing(file, held.gathered.data(), static_cast<int>(held.gathered.size()), held.at);
    // Also when it failed: SQLite hears of it here and writes these pages anew, or never.
    held.gathered.clear();
    return code;
}

int write_log(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    Beside& held = beside(file);
    const auto end = held.at + static_cast<sqlite3_int64>(held.gathered.size());
    const auto size = static_cast<std::size_t>(count);
    if (at != end || held.gathered.size() + size > bytes_max) {
        if (const int code = pass_on(file); code != SQLITE_OK) return code;
    }
    if (held.gathered.empty()) held.at = at;
    const char* const first = static_cast<const char*>(bytes);
    held.gathered.insert(held.gathered.end(), first, first + size);
    return SQLITE_OK;
}

/// From what is gathered, where it is: a read must not write, for SQLite takes one that fails for
/// want of room as if nothing had been lost.
int read_log(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    const Beside& held = beside(file);
    const auto held_end = held.at + static_cast<sqlite3_int64>(held.gathered.size());
    const sqlite3_int64 end = at + count;
    if (at >= held_end || end <= held.at) return own(file).xRead(file, bytes, count, at);
    base::ensure(end <= held_end);  // SQLite reads what it has written.
    const sqlite3_int64 before = std::max<sqlite3_int64>(held.at - at, 0);
    if (before > 0) {
        const int code = own(file).xRead(file, bytes, static_cast<int>(before), at);
        if (code != SQLITE_OK) return code;
    }
    std::memcpy(static_cast<char*>(bytes) + before, held.gathered.data() + (at + before - held.at),
                static_cast<std::size_t>(count - before));
    return SQLITE_OK;
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size) {
    const int code = pass_on(file);
    beside(file).size = 0;
    return code == SQLITE_OK ? own(file).xTruncate(file, size) : code;
}

int sync_log(sqlite3_file* file, int flags) {
    const int code = pass_on(file);
    return code == SQLITE_OK ? own(file).xSync(file, flags) : code;
}

int size_of_log(sqlite3_file* file, sqlite3_int64* size) {
    const int code = pass_on(file);
    return code == SQLITE_OK ? own(file).xFileSize(file, size) : code;
}

int close_log(sqlite3_file* file) {
    const int code = pass_on(file);
    const int closed = close_file(file);
    return code == SQLITE_OK ? closed : code;
}

// ---- The database

int write_database(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    const int code = write_growing(file, bytes, count, at);
    if (code != SQLITE_OK || copier == nullptr || !copier->has_copied_one()) return code;
    const int synced = own(file).xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    copier->rest();
    return synced;
}

/// What a file has grown ahead by is kept, as with SQLITE_FCNTL_CHUNK_SIZE.
int truncate_database(sqlite3_file* file, sqlite3_int64 size) {
    sqlite3_int64 present = 0;
    const int code = own(file).xFileSize(file, &present);
    if (code != SQLITE_OK || present <= grown(size)) return code;
    beside(file).size = 0;
    return own(file).xTruncate(file, size);
}

void learn_log_methods(sqlite3_io_methods& table) {
    table.xWrite = write_log;
    table.xRead = read_log;
    table.xTruncate = truncate_log;
    table.xSync = sync_log;
    table.xFileSize = size_of_log;
    table.xClose = close_log;
}

void learn_database_methods(sqlite3_io_methods& table) {
    table.xWrite = write_database;
    table.xTruncate = truncate_database;
    table.xClose = close_file;
}

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    auto& steady = *reinterpret_cast<Steady*>(vfs);
    const int code = steady.below->xOpen(steady.below, name, file, flags, out);
    const bool log = (flags & SQLITE_OPEN_WAL) != 0;
    if (code != SQLITE_OK || (!log && (flags & SQLITE_OPEN_MAIN_DB) == 0)) return code;
    Methods& methods = log ? steady.log : steady.database;
    const sqlite3_io_methods* const own = file->pMethods;
    std::call_once(methods.learnt, [&] {
        methods.own_bytes = own_bytes(*steady.below);
        methods.table = *own;
        (log ? learn_log_methods : learn_database_methods)(methods.table);
    });
    Beside& beside = *new (reinterpret_cast<char*>(file) + methods.own_bytes) Beside{own, 0, 0, {}};
    // Here and not while SQLite writes: nothing may be thrown through it.
    if (log) beside.gathered.reserve(bytes_max);
    file->pMethods = &methods.table;
    return code;
}

std::unique_ptr<Steady> make_steady(const std::string& below) {
    auto steady = std::make_unique<Steady>();
    steady->below = sqlite3_vfs_find(below.empty() ? nullptr : below.c_str());
    base::ensure(steady->below != nullptr);
    steady->name = "fairground" + below;
    steady->vfs = *steady->below;
    steady->vfs.szOsFile = static_cast<int>(own_bytes(*steady->below) + sizeof(Beside));
    steady->vfs.zName = steady->name.c_str();
    steady->vfs.xOpen = open;
    steady->vfs.pNext = nullptr;
    base::ensure(sqlite3_vfs_register(&steady->vfs, 0) == SQLITE_OK);
    return steady;
}

std::mutex steady_mutex;

std::map<std::string, std::unique_ptr<Steady>>& all_steady() {
    static std::map<std::string, std::unique_ptr<Steady>> all;
    return all;
}

}  // namespace

const char* steady_files(const std::string& below) {
    const std::lock_guard lock(steady_mutex);
    auto& steady = all_steady()[below];
    if (!steady) steady = make_steady(below);
    return steady->name.c_str();
}

void forget_steady_files(const std::string& below) {
    const std::lock_guard lock(steady_mutex);
    const auto found = all_steady().find(below);
    if (found == all_steady().end()) return;
    sqlite3_vfs_unregister(&found->second->vfs);
    all_steady().erase(found);
}

void copies_pages(Copying* copying) {
    copier = copying;
}

}  // namespace db
