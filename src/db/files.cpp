#include "db/files.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
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

sqlite3_vfs plain;
sqlite3_vfs steady;
sqlite3_io_methods log_methods, database_methods;

/// SQLite gives a file so much room, aligned for anything of eight bytes.
std::size_t own_bytes() {
    return (static_cast<std::size_t>(plain.szOsFile) + 7) / 8 * 8;
}

Beside& beside(sqlite3_file* file) {
    return *std::launder(reinterpret_cast<Beside*>(reinterpret_cast<char*>(file) + own_bytes()));
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
    // Without room for more the file is just as long as it has to be.
    const sqlite3_int64 longer = grown(end);
    known = write_ahead(file, end, longer) == SQLITE_OK ? longer : end;
    return SQLITE_OK;
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

int read_log(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    const int code = pass_on(file);
    return code == SQLITE_OK ? own(file).xRead(file, bytes, count, at) : code;
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

void learn_log_methods(const sqlite3_io_methods& methods) {
    log_methods = methods;
    log_methods.xWrite = write_log;
    log_methods.xRead = read_log;
    log_methods.xTruncate = truncate_log;
    log_methods.xSync = sync_log;
    log_methods.xFileSize = size_of_log;
    log_methods.xClose = close_log;
}

void learn_database_methods(const sqlite3_io_methods& methods) {
    database_methods = methods;
    database_methods.xWrite = write_database;
    database_methods.xTruncate = truncate_database;
    database_methods.xClose = close_file;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    const int code = plain.xOpen(&plain, name, file, flags, out);
    const bool log = (flags & SQLITE_OPEN_WAL) != 0;
    if (code != SQLITE_OK || (!log && (flags & SQLITE_OPEN_MAIN_DB) == 0)) return code;
    static std::once_flag log_once, database_once;
    const sqlite3_io_methods* const methods = file->pMethods;
    std::call_once(log ? log_once : database_once, log ? learn_log_methods : learn_database_methods,
                   *methods);
    new (reinterpret_cast<char*>(file) + own_bytes()) Beside{methods, 0, 0, {}};
    file->pMethods = log ? &log_methods : &database_methods;
    return code;
}

}  // namespace

const char* steady_files() {
    static std::once_flag once;
    std::call_once(once, [] {
        plain = *sqlite3_vfs_find(nullptr);
        steady = plain;
        steady.szOsFile = static_cast<int>(own_bytes() + sizeof(Beside));
        steady.zName = "fairground";
        steady.xOpen = open;
        steady.pNext = nullptr;
        base::ensure(sqlite3_vfs_register(&steady, 0) == SQLITE_OK);
    });
    return steady.zName;
}

void copies_pages(Copying* copying) {
    copier = copying;
}

}  // namespace db
