#include "db/migrate.hpp"

#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "db/lease.hpp"
#include "db/tx.hpp"

namespace db {
namespace {

constexpr std::array<std::array<std::string_view, 3>, 5> words{{
    {"BIG", "INT", "bigint"},
    {"DBL", "REAL", "double precision"},
    {"BYTES", "BLOB", "bytea"},
    {"STRICT", "STRICT", ""},
    {"CLUSTERED", "STRICT, WITHOUT ROWID", ""},
}};

std::string_view translated(std::string_view word, Dialect dialect) {
    for (const auto& [ours, sqlite, postgres] : words) {
        if (word == ours) return dialect == Dialect::sqlite ? sqlite : postgres;
    }
    return word;
}

constexpr std::string_view own_tables = R"(
create table if not exists migrations (  -- log; kept for ever
    module text not null,
    number BIG not null,
    readable_from BIG not null,
    at BIG not null,
    primary key (module, number)
) STRICT;
create table if not exists batches (  -- log; kept for ever: the chain hangs on it
    seq BIG not null primary key,
    id BIG not null unique,
    at BIG not null,
    events BIG not null,
    chain BYTES not null
) STRICT;
create table if not exists lease (  -- log; one row, id 1: the node that writes; on PostgreSQL only
    id BIG not null primary key,
    node BIG not null,
    epoch BIG not null,
    until BIG not null,
    address text not null,
    secret text not null
) STRICT;
)";

// What SQLite has built in and the common SQL uses (docs/sql.md). A list is short: a planner that
// looked inside json_each would think of a hundred rows, and rather read a table than look them up.
constexpr std::string_view json_functions = R"(
create or replace function public.json_each(j text) returns table(key bigint, value text)
    language plpgsql immutable parallel safe rows 5 as $$ begin return query
    select o - 1, e #>> '{}'
    from jsonb_array_elements(cast(j as jsonb)) with ordinality as x(e, o); end $$;
create or replace function public.json_extract(j text, p text) returns text
    language sql immutable parallel safe as
    $$ select jsonb_path_query_first(cast(j as jsonb), cast(p as jsonpath)) #>> '{}' $$;
create or replace function public.json_valid(j text) returns bigint
    language plpgsql immutable as
    $$ begin perform j::jsonb; return 1; exception when others then return 0; end $$;
)";

std::map<std::string, int, std::less<>> known_numbers(std::span<const Migration> steps) {
    std::map<std::string, int, std::less<>> known;
    for (const Migration& step : steps) {
        int& highest = known[std::string{step.module}];
        base::ensure(step.number == highest + 1);
        highest = step.number;
    }
    return known;
}

/// Two programs that start at once may both make what "does not exist"; the next try sees it.
template <class Make>
void try_again(Make make) {
    constexpr int tries_max = 5;
    for (int tries = 1;; ++tries) {
        try {
            return make();
        } catch (const Error&) {
            if (tries == tries_max) throw;
        }
    }
}

/// Whether programs of the version before cannot go on with what the step leaves behind.
bool breaks_others(const Migration& step) {
    return step.readable_from == step.number;
}

/// On PostgreSQL a step looks at the tables as they were when its transaction began: what a node
/// wrote after that would be lost with a table that is made anew.
void keep_writers_out(Connection& connection, const Migration& step) {
    if (connection.dialect() != Dialect::postgres || !breaks_others(step)) return;
    connection.script("lock table lease, batches in access exclusive mode");
}

void nobody_writes(Connection& connection, const Migration& step) {
    if (connection.dialect() != Dialect::postgres || !breaks_others(step)) return;
    if (!is_led(look_at_lease(connection))) return;
    throw Served("another program serves this market, and could not go on after step " +
                 std::to_string(step.number) + " of '" + std::string{step.module} +
                 "': stop all of them first. One that ended without letting go is waited for: try "
                 "again in a minute");
}

/// One step and the note that it ran, or neither. False when another program that starts at the
/// same moment has done it: the note comes first, so of two that begin a step one waits here.
bool run_step(Connection& connection, const Migration& step, base::Time now) {
    connection.begin_write();
    try {
        keep_writers_out(connection, step);
        const std::array<Arg, 4> args{to_arg(step.module), to_arg(step.number),
                                      to_arg(step.readable_from), to_arg(now)};
        auto ignore = [](const Row&) {};
        connection.run(
            "insert into migrations (module, number, readable_from, at) values ($1, $2, $3, $4)",
            args, Access::write, ignore);
    } catch (const Error& error) {
        connection.rollback();
        if (error.kind() == ErrorKind::unique) return false;
        throw;
    }
    try {
        nobody_writes(connection, step);
        connection.script(in_dialect(step.sql, connection.dialect()));
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
    return true;
}

}  // namespace

std::string in_dialect(std::string_view sql, Dialect dialect) {
    const auto is_word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    std::string out;
    for (std::size_t i = 0; i < sql.size();) {
        std::size_t end = i;
        while (end < sql.size() && is_word(sql[end])) ++end;
        if (end == i) {
            out += sql[i++];
            continue;
        }
        out += translated(sql.substr(i, end - i), dialect);
        i = end;
    }
    return out;
}

std::vector<Reached> steps_run(Snapshot& snapshot) {
    return snapshot.all<Reached>(
        "select module, max(number) as number, max(readable_from) as readable_from "
        "from migrations group by module order by module");
}

int migrate(Connection& connection, std::span<const Migration> steps, base::Time now) {
    try_again([&] { connection.script(in_dialect(own_tables, connection.dialect())); });
    Snapshot snapshot(connection, now);
    const auto known = known_numbers(steps);
    std::map<std::string, std::int64_t, std::less<>> reached;
    for (const Reached& row : steps_run(snapshot)) {
        reached[row.module] = row.number;
        const auto mine = known.find(row.module);
        if (row.readable_from > (mine == known.end() ? 0 : mine->second)) {
            throw TooNew("this market was made by a newer Fairground: its tables of '" +
                         row.module + "' need version " + std::to_string(row.readable_from));
        }
    }

    int ran = 0;
    for (const Migration& step : steps) {
        if (step.number <= reached[std::string{step.module}]) continue;
        if (run_step(connection, step, now)) ++ran;
    }
    return ran;
}

void prepare(const Address& address) {
    if (address.dialect != Dialect::postgres) return;
    PostgresOptions options = address.postgres;
    const auto connection = open_postgres(options);
    try_again([&] {
        connection->script("create schema if not exists " + options.schema);
        connection->script(std::string{json_functions});
    });
}

}  // namespace db
