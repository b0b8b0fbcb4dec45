#include "db/online.hpp"

#include <sqlite3.h>

#include <memory>

#include "db/error.hpp"

namespace db {
namespace {

using Handle = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

/// For the moment at which a log is begun anew.
constexpr int patience_ms = 5000;

[[noreturn]] void fail(const Handle& handle, const std::string& what) {
    const int code = sqlite3_extended_errcode(handle.get());
    const bool full = (code & 0xFF) == SQLITE_FULL;
    throw Error(full ? ErrorKind::full : ErrorKind::other,
                what + ": sqlite " + std::to_string(code) + ": " + sqlite3_errmsg(handle.get()));
}

Handle open(const std::string& file, int flags) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    Handle handle(opened, sqlite3_close);
    if (code != SQLITE_OK) fail(handle, "cannot open " + file);
    sqlite3_busy_timeout(opened, patience_ms);
    return handle;
}

void copy_pages(const std::string& from, const std::string& to) {
    // A read-only connection cannot copy the log back, not even as the last one that closes.
    const Handle source = open(from, SQLITE_OPEN_READONLY);
    const Handle target = open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_exec(target.get(), "pragma journal_mode = off; pragma synchronous = off", nullptr,
                     nullptr, nullptr) != SQLITE_OK) {
        fail(target, "cannot write " + to);
    }
    sqlite3_backup* copy = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (copy == nullptr) fail(target, "cannot copy " + from);
    // All pages in one go are one snapshot. Between two goes a writer in another program would make
    // the copy begin again, and under load it would never end.
    constexpr int all_pages = -1;
    const int step = sqlite3_backup_step(copy, all_pages);
    sqlite3_backup_finish(copy);
    if (step != SQLITE_DONE) fail(target, "cannot copy " + from);
}

}  // namespace

void copy_online(const std::string& from, const std::string& to) {
    copy_pages(from, to);
    // The copy's pages say that there is a log beside them. Without one, the file can be read where
    // nothing may be written.
    const Handle target = open(to, SQLITE_OPEN_READWRITE);
    if (sqlite3_exec(target.get(), "pragma journal_mode = delete", nullptr, nullptr, nullptr) !=
        SQLITE_OK) {
        fail(target, "cannot write " + to);
    }
}

}  // namespace db
