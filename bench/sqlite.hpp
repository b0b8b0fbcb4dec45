#pragma once

// SQLite without anything of ours between: for ceilings. A failure ends the program.

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace bench {

class Sqlite {
public:
    explicit Sqlite(const std::string& file) {
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        check(sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr));
        script(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; "
            "pragma temp_store = memory; pragma cache_size = -65536; "
            "pragma wal_autocheckpoint = 4000");
    }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() { sqlite3_close(handle_); }

    void script(const std::string& sql) const {
        check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
    }

    void check(int code) const {
        if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
        fmt::print(stderr, "sqlite {}: {}\n", code, sqlite3_errmsg(handle_));
        std::exit(1);
    }

    sqlite3* handle() const { return handle_; }

private:
    sqlite3* handle_ = nullptr;
};

/// A prepared statement whose parameters are bound in their order.
class Statement {
public:
    Statement(const Sqlite& database, std::string_view sql) : database_(database) {
        database_.check(sqlite3_prepare_v3(database_.handle(), sql.data(),
                                           static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                           &handle_, nullptr));
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(handle_); }

    /// Runs it. The first column of the first row is the answer; 0 when there is no row.
    template <class... Args>
    std::int64_t run(const Args&... args) {
        int place = 0;
        (bind(++place, args), ...);
        std::int64_t answer = 0;
        int code = sqlite3_step(handle_);
        rows_ = code == SQLITE_ROW ? 1 : 0;
        if (rows_ > 0) answer = sqlite3_column_int64(handle_, 0);
        while (code == SQLITE_ROW) code = sqlite3_step(handle_);
        database_.check(code);
        sqlite3_reset(handle_);
        return answer;
    }

    bool found() const { return rows_ > 0; }

private:
    void bind(int place, std::int64_t value) { sqlite3_bind_int64(handle_, place, value); }
    void bind(int place, std::string_view value) {
        sqlite3_bind_text(handle_, place, value.data(), static_cast<int>(value.size()),
                          SQLITE_STATIC);
    }

    const Sqlite& database_;
    sqlite3_stmt* handle_ = nullptr;
    int rows_ = 0;
};

}  // namespace bench
