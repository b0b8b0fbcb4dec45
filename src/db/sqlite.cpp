#include <sqlite3.h>

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"
#include "db/files.hpp"

namespace db {
namespace {

/// Since one connection writes and readers never block it, waiting is for other programs only,
/// such as a backup that takes a lock for a moment.
constexpr int patience_ms = 5000;
/// How many virtual machine steps pass between two looks at the time limit.
constexpr int steps_between_looks = 10'000;

/// A writer goes down many trees for each command: what is hot should stay in its hands.
int cache_kib(const SqliteOptions& options) {
    constexpr int writers = 96 * 1024, readers = 16 * 1024;
    if (options.cache_kib > 0) return options.cache_kib;
    return options.read_only ? readers : writers;
}

ErrorKind kind_of(int extended_code) {
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return ErrorKind::unique;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return ErrorKind::foreign_key;
        case SQLITE_CONSTRAINT_CHECK: return ErrorKind::check;
        case SQLITE_CONSTRAINT_NOTNULL: return ErrorKind::not_null;
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_DIR_FSYNC: return ErrorKind::unsynced;
        default: break;
    }
    switch (extended_code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return ErrorKind::retry;
        case SQLITE_FULL: return ErrorKind::full;
        case SQLITE_INTERRUPT: return ErrorKind::interrupted;
        case SQLITE_CANTOPEN: return ErrorKind::unavailable;
        default: return ErrorKind::other;
    }
}

/// A prepared statement with, for each of SQLite's own parameter places, the number in its name.
struct Statement {
    Statement(sqlite3_stmt* made, Access may) : handle(made), access(may) {
        // SQLite numbers "$2" by where it first appears, PostgreSQL by its digit. Reading the
        // number from the name gives both databases the same meaning.
        for (int place = 1; place <= sqlite3_bind_parameter_count(handle); ++place) {
            const std::string_view name = sqlite3_bind_parameter_name(handle, place);
            const auto number = base::to_number(name.substr(1));
            base::ensure(number && *number > 0);
            numbers.push_back(static_cast<std::size_t>(*number));
        }
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(handle); }

    sqlite3_stmt* handle;
    Access access;
    std::vector<std::size_t> numbers;
    bool busy = false;
};

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

    int columns() const override { return sqlite3_column_count(statement_); }
    std::string_view name(int column) const override {
        return sqlite3_column_name(statement_, column);
    }
    bool null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const void* text = sqlite3_column_text(statement_, column);
        return {static_cast<const char*>(text), size(column)};
    }
    std::string bytes(int column) const override {
        const void* blob = sqlite3_column_blob(statement_, column);
        return {static_cast<const char*>(blob), size(column)};
    }

private:
    std::size_t size(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }

    sqlite3_stmt* statement_;
};

/// Brings the statement back to its start on every way out.
class Resetting {
public:
    explicit Resetting(Statement& statement) : statement_(statement) {
        base::ensure(!statement_.busy);
        statement_.busy = true;
    }
    Resetting(const Resetting&) = delete;
    Resetting& operator=(const Resetting&) = delete;
    ~Resetting() {
        sqlite3_reset(statement_.handle);
        statement_.busy = false;
    }

private:
    Statement& statement_;
};

class Sqlite final : public Connection {
public:
    explicit Sqlite(const SqliteOptions& options) {
        const int flags =
            options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        // Readers write nothing; a log that is made by one is empty.
        const char* const below = options.vfs.empty() ? nullptr : options.vfs.c_str();
        const char* const vfs = options.read_only ? below : steady_files(options.vfs);
        const int code = sqlite3_open_v2(options.file.c_str(), &handle_,
                                         flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
        if (code != SQLITE_OK) {
            const std::string what = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
            sqlite3_close(handle_);
            throw Error(kind_of(code), "cannot open " + options.file + ": " + what);
        }
        try {
            set_up(options);
        } catch (...) {  // The file is no database, for one.
            checkpointer_.reset();
            sqlite3_close(handle_);
            throw;
        }
    }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() override {
        checkpointer_.reset();
        statements_.clear();
        sqlite3_close(handle_);
    }

    Dialect dialect() const override { return Dialect::sqlite; }

    std::int64_t run(std::string_view sql, std::span<const Arg> args, Access access,
                     RowSink sink) override {
        Statement& statement = prepared(sql);
        base::ensure(access == Access::write || statement.access == Access::read);
        const Resetting resetting(statement);
        bind(statement, args);
        if (!in_transaction()) start_clock();

        const SqliteRow row(statement.handle);
        int step = sqlite3_step(statement.handle);
        for (; step == SQLITE_ROW; step = sqlite3_step(statement.handle)) sink(row);
        if (step != SQLITE_DONE) fail(sql);
        return statement.access == Access::write ? sqlite3_changes64(handle_) : 0;
    }

    void script(const std::string& sql) override {
        if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
    }

    void begin_write() override { plain("begin immediate"); }
    void begin_read() override {
        plain("begin");
        start_clock();  // For all that is read in it: the log cannot begin anew before it ends.
    }
    void end_read() override { plain("commit"); }
    void commit() override { plain("commit"); }
    void rollback() override {
        if (in_transaction()) plain("rollback");
    }
    void savepoint() override { plain("savepoint command"); }
    void release() override { plain("release command"); }
    void rollback_to() override {
        plain("rollback to command");
        plain("release command");
    }
    bool in_transaction() const override { return sqlite3_get_autocommit(handle_) == 0; }

    void tend() override {
        if (!checkpointer_) return;
        checkpointer_->batch_is_over();
        if (!checkpointer_->wants_the_rest()) return;
        const Checkpointer::Pause pause(*checkpointer_);
        const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                   nullptr, nullptr);
        base::ensure((code & 0xFF) != SQLITE_IOERR);  // A failed sync is never retried.
        checkpointer_->rest_is_copied();
    }

    std::int64_t log_pages() const override { return checkpointer_ ? checkpointer_->pages() : 0; }

    void limit(base::Duration time) override {
        limit_ = time;
        if (time == base::Duration::zero()) {
            sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
        } else {
            sqlite3_progress_handler(handle_, steps_between_looks, over_time, this);
        }
    }

private:
    void set_up(const SqliteOptions& options) {
        sqlite3_busy_timeout(handle_, patience_ms);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        // No money file is memory-mapped: a read error would kill the program by signal.
        script(
            "pragma foreign_keys = on; pragma case_sensitive_like = on; "
            "pragma temp_store = memory; pragma mmap_size = 0; pragma cache_size = -" +
            std::to_string(cache_kib(options)));
        if (!options.read_only) {
            script("pragma journal_mode = wal; pragma synchronous = full");
            if (options.checkpoints == Checkpoints::beside) {
                checkpointer_.emplace(options.file, options.vfs, options.log);
                sqlite3_wal_hook(handle_, log_grew, &*checkpointer_);
            } else {
                checkpoint_pages_ = options.checkpoint_pages;
                sqlite3_wal_hook(handle_, copy_long_log, this);
            }
        }
    }

    static int log_grew(void* checkpointer, sqlite3*, const char*, int pages) {
        static_cast<Checkpointer*>(checkpointer)->log_has(pages);
        return SQLITE_OK;
    }

    /// As SQLite does by itself, but for what it keeps quiet about: a failed sync ends the commit
    /// in an error, as one of the log does.
    static int copy_long_log(void* self, sqlite3* handle, const char* name, int pages) {
        if (pages < static_cast<Sqlite*>(self)->checkpoint_pages_) return SQLITE_OK;
        const int code =
            sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        return (code & 0xFF) == SQLITE_IOERR ? code : SQLITE_OK;
    }

    void plain(std::string_view sql) {
        auto ignore = [](const Row&) {};
        run(sql, {}, Access::write, ignore);
    }

    Statement& prepared(std::string_view sql) {
        const auto found = statements_.find(sql);
        if (found != statements_.end()) return *found->second.statement;

        auto text = std::make_unique<std::string>(sql);
        sqlite3_stmt* made = nullptr;
        const char* tail = nullptr;
        if (sqlite3_prepare_v3(handle_, text->data(), static_cast<int>(text->size()),
                               SQLITE_PREPARE_PERSISTENT, &made, &tail) != SQLITE_OK) {
            fail(sql);
        }
        base::ensure(base::trimmed(tail).empty());
        const Access access = sqlite3_stmt_readonly(made) != 0 ? Access::read : Access::write;
        const std::string_view key = *text;
        auto entry = Entry{std::move(text), std::make_unique<Statement>(made, access)};
        return *statements_.emplace(key, std::move(entry)).first->second.statement;
    }

    static void bind(const Statement& statement, std::span<const Arg> args) {
        for (std::size_t i = 0; i < statement.numbers.size(); ++i) {
            const std::size_t number = statement.numbers[i];
            base::ensure(number <= args.size());
            bind_one(statement.handle, static_cast<int>(i + 1), args[number - 1]);
        }
    }

    static void bind_one(sqlite3_stmt* statement, int place, const Arg& arg) {
        // The texts outlive the call, so SQLite need not copy them.
        const auto size = static_cast<int>(arg.text.size());
        const char* text = arg.text.data() != nullptr ? arg.text.data() : "";
        if (arg.null) {
            sqlite3_bind_null(statement, place);
        } else if (arg.type == Type::integer) {
            sqlite3_bind_int64(statement, place, arg.integer);
        } else if (arg.type == Type::real) {
            sqlite3_bind_double(statement, place, arg.real);
        } else if (arg.type == Type::text) {
            sqlite3_bind_text(statement, place, text, size, SQLITE_STATIC);
        } else {
            sqlite3_bind_blob(statement, place, text, size, SQLITE_STATIC);
        }
    }

    // The time limit is the machine's own matter, not the market's: so the steady clock, and no
    // handed-in one.
    void start_clock() {
        if (limit_ != base::Duration::zero()) until_ = std::chrono::steady_clock::now() + limit_;
    }
    static int over_time(void* self) {
        return std::chrono::steady_clock::now() > static_cast<Sqlite*>(self)->until_ ? 1 : 0;
    }

    [[noreturn]] void fail(std::string_view sql) const {
        const int code = sqlite3_extended_errcode(handle_);
        throw Error(kind_of(code), "sqlite " + std::to_string(code) + ": " +
                                       sqlite3_errmsg(handle_) + " in: " + std::string{sql});
    }

    struct Entry {
        std::unique_ptr<std::string> text;
        std::unique_ptr<Statement> statement;
    };

    sqlite3* handle_ = nullptr;
    std::optional<Checkpointer> checkpointer_;
    std::unordered_map<std::string_view, Entry> statements_;
    int checkpoint_pages_ = 0;
    base::Duration limit_{0};
    std::chrono::steady_clock::time_point until_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const SqliteOptions& options) {
    // Older versions can corrupt a log when two connections write or checkpoint at one moment.
    constexpr int version_min = 3051003;
    base::ensure(sqlite3_libversion_number() >= version_min);
    return std::make_unique<Sqlite>(options);
}

}  // namespace db
