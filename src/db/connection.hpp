#pragma once

// One connection to one market's data. SQLite and PostgreSQL differ only behind this line.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "db/checkpointer.hpp"
#include "db/error.hpp"
#include "db/value.hpp"

namespace db {

/// Receives the rows of an answer one by one. Made from any callable that outlives the call.
class RowSink {
public:
    template <class Take>
    RowSink(Take& take)  // NOLINT(google-explicit-constructor)
        : object_(&take),
          call_([](void* object, const Row& row) { (*static_cast<Take*>(object))(row); }) {}

    void operator()(const Row& row) const { call_(object_, row); }

private:
    void* object_;
    void (*call_)(void*, const Row&);
};

enum class Dialect { sqlite, postgres };

/// What a statement may do: a reading one that writes is a bug and stops the program.
enum class Access { read, write };

class Connection;

/// How many rows a statement changed, for whoever looks: a driver may send a statement that nobody
/// waits for together with the next one, and asking for the number is waiting. Valid until the
/// transaction ends. What went wrong is thrown where the database is next waited for.
class Changed {
public:
    Changed(std::int64_t count)  // NOLINT(google-explicit-constructor)
        : count_(count) {}
    Changed(Connection& connection, std::int64_t number)
        : connection_(&connection), count_(number) {}

    operator std::int64_t() const;  // NOLINT(google-explicit-constructor)

private:
    Connection* connection_ = nullptr;  // That knows the count; null: here it is.
    std::int64_t count_;
};

/// Not thread-safe: one connection belongs to one thread at a time. Every method throws db::Error.
class Connection {
public:
    virtual ~Connection() = default;

    virtual Dialect dialect() const = 0;

    /// Runs one statement of the common SQL with its arguments by number. Returns how many rows
    /// it changed.
    virtual std::int64_t run(std::string_view sql, std::span<const Arg> args, Access access,
                             RowSink sink) = 0;

    /// The same for a statement that writes and of which nobody reads rows, in a transaction. It
    /// need not have happened yet; what is run after it sees what it did.
    virtual Changed post(std::string_view sql, std::span<const Arg> args) {
        auto ignore = [](const Row&) {};
        return run(sql, args, Access::write, ignore);
    }
    /// For Changed: how many rows the posted statement of this number changed.
    virtual std::int64_t changed(std::int64_t number) { return number; }

    /// How often this connection has waited for a server.
    virtual std::int64_t round_trips() const { return 0; }

    /// Runs several statements without arguments, for DDL and settings.
    virtual void script(const std::string& sql) = 0;

    virtual void begin_write() = 0;
    /// One snapshot until end_read(). Nothing can be written in it.
    virtual void begin_read() = 0;
    virtual void end_read() = 0;
    virtual void commit() = 0;
    /// Undoes the transaction if there is one; a lost connection is no error here.
    virtual void rollback() = 0;

    virtual void savepoint() = 0;
    virtual void release() = 0;
    virtual void rollback_to() = 0;

    /// False when the database has given up the whole transaction by itself.
    virtual bool in_transaction() const = 0;

    /// Between two batches, when the answers have left: time for what the database has to do
    /// for itself.
    virtual void tend() {}

    /// How many pages SQLite's log has, as far as this connection has written it.
    virtual std::int64_t log_pages() const { return 0; }

    /// Statements that take longer than this throw ErrorKind::interrupted, and on SQLite a snapshot
    /// that is older than this when it is read from. Zero: no limit.
    virtual void limit(base::Duration time) = 0;
};

inline Changed::operator std::int64_t() const {
    return connection_ == nullptr ? count_ : connection_->changed(count_);
}

/// Who copies SQLite's log back into the file: a thread beside the writer, or the writer itself
/// with the commit that makes the log long, which takes longer and is the same each time.
enum class Checkpoints { beside, inside };

struct SqliteOptions {
    std::string file;
    bool read_only = false;
    Checkpoints checkpoints = Checkpoints::beside;
    LogLimits log;
    int cache_kib = 0;  // 0: as much as one that writes, or one that reads, does well with.
    int checkpoint_pages = 4000;  // Of log, with Checkpoints::inside: 16 MiB.
    std::string vfs;              // SQLite's name of a file system; "": the machine's own.
};

/// What a connection to PostgreSQL waits for at most, so that a machine that is gone is noticed;
/// what an address says of it wins.
inline constexpr std::string_view postgres_patience =
    "connect_timeout=10 keepalives_idle=15 keepalives_interval=5 keepalives_count=3 "
    "tcp_user_timeout=30000 ";

struct PostgresOptions {
    std::string conninfo;
    std::string schema;  // Of the market: lower-case letters, digits and underscores.
};

std::unique_ptr<Connection> open_sqlite(const SqliteOptions& options);
std::unique_ptr<Connection> open_postgres(const PostgresOptions& options);

/// Where a market's data is: "sqlite:/path/market.db" or "postgres:m_default host=/run user=x".
struct Address {
    Dialect dialect = Dialect::sqlite;
    SqliteOptions sqlite;
    PostgresOptions postgres;
};

/// Reads an address as written above; throws std::invalid_argument on anything else.
Address parse_address(const std::string& text);

/// For the one writer.
std::unique_ptr<Connection> open_writer(const Address& address);
/// For readers: cannot write.
std::unique_ptr<Connection> open_reader(const Address& address);

}  // namespace db
