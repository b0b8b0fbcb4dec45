// This SQL is PostgreSQL's own: no other database has nodes.

#include "db/lease.hpp"

#include <array>

#include "db/tx.hpp"

namespace db {

// Described here and not in the header, which nobody else needs it for.
BOOST_DESCRIBE_STRUCT(Lease, (), (node, epoch, until, address, secret))

namespace {

/// Microseconds since 1970 by the database's clock, now and not at the transaction's begin.
constexpr std::string_view now_sql =
    "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

/// Batches tell that there is more to read, these that somebody else holds the lease.
constexpr std::string_view tell_batch = ", pg_notify(current_schema(), '')";
constexpr std::string_view tell_lease = ", pg_notify(current_schema(), 'lease')";

template <class... Args>
std::optional<std::int64_t> first_number(Connection& connection, std::string_view sql,
                                         const Args&... args) {
    const std::array<Arg, sizeof...(Args)> list{to_arg(args)...};
    std::optional<std::int64_t> found;
    auto take = [&](const Row& row) { found = row.integer(0); };
    connection.run(sql, list, Access::write, take);
    return found;
}

}  // namespace

bool may_take(const LeaseSeen& seen, const Bid& bid) {
    if (!seen.lease || seen.lease->until <= seen.now) return true;
    return bid.starting && seen.lease->node == bid.node;
}

bool is_led(const LeaseSeen& seen) {
    return seen.lease && seen.now < seen.lease->until && !seen.lease->address.empty();
}

LeaseSeen look_at_lease(Connection& connection) {
    static const std::string clock = "select " + std::string{now_sql} + " as now";
    Snapshot snapshot(connection, {});
    LeaseSeen seen;
    seen.lease =
        snapshot.one<Lease>("select node, epoch, until, address, secret from lease where id = 1");
    // After the row: a clock that is read too late gives a holder up too early, and that is safe.
    seen.now = base::time_of(snapshot.number(clock));
    return seen;
}

std::optional<std::int64_t> take_lease(Connection& connection, const LeaseSeen& seen,
                                       const Bid& bid) {
    if (!may_take(seen, bid)) return std::nullopt;
    static const std::string sql =
        "insert into lease (id, node, epoch, until, address, secret) "
        "values (1, $1, 1, " +
        std::string{now_sql} +
        " + $2, $3, $4) "
        "on conflict (id) do update set node = excluded.node, epoch = lease.epoch + 1, "
        "until = excluded.until, address = excluded.address "
        "where lease.epoch = $5 and (lease.until <= " +
        std::string{now_sql} + " or lease.node = $6) returning epoch" + std::string{tell_lease};
    constexpr std::int64_t nobody = -1;
    const std::int64_t epoch = seen.lease ? seen.lease->epoch : 0;
    try {
        // A batch that has begun holds the row, and is not waited for.
        connection.script("set lock_timeout = 200");
        return first_number(connection, sql, bid.node, bid.length.count(), bid.address, bid.secret,
                            epoch, bid.starting ? bid.node : nobody);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::retry) throw;
        return std::nullopt;
    }
}

bool hold_lease(Connection& connection, std::int64_t epoch, base::Duration length) {
    static const std::string sql = "update lease set until = " + std::string{now_sql} +
                                   " + $2 where id = 1 and epoch = $1 returning epoch" +
                                   std::string{tell_batch};
    return first_number(connection, sql, epoch, length.count()).has_value();
}

void release_lease(Connection& connection, std::int64_t epoch) {
    static const std::string sql =
        "update lease set until = 0 where id = 1 and epoch = $1 returning epoch" +
        std::string{tell_lease};
    first_number(connection, sql, epoch);
}

void limit_idle(Connection& connection, base::Duration length) {
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(length).count();
    connection.script("set idle_in_transaction_session_timeout = " + std::to_string(millis));
}

}  // namespace db
