#pragma once

// How a market's tables come to be and change. Each module brings numbered steps; a step runs once
// in a market, in one transaction, and is then on record, so a start that was interrupted goes on
// where it stopped. The text of a step is the same for both databases but for five words, which
// are replaced as whole words:
//
//     BIG     bigint            on SQLite INT     (INTEGER PRIMARY KEY would spoil keyset pages)
//     DBL     double precision  on SQLite REAL
//     BYTES   bytea             on SQLite BLOB
//     STRICT  (nothing)         on SQLite STRICT  at the end of a create table
//     CLUSTERED (nothing)       on SQLite STRICT, WITHOUT ROWID: instead of STRICT for narrow rows,
//                               which then lie in their primary key and need no second tree

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "db/connection.hpp"

namespace db {

class Snapshot;

/// One step. `readable_from` is the lowest number a program must know of this module to read the
/// schema that this step leaves behind.
struct Migration {
    std::string_view module;
    int number = 0;
    int readable_from = 0;
    std::string_view sql;
};

/// Of the tables that a market has before any module: those in migrate.cpp, and what became of
/// them.
std::span<const Migration> migrations();

/// The schema was made by a newer program that this one cannot follow.
class TooNew : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Another program writes into the market, and a step is one that it cannot go on with.
class Served : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// How far a module's steps have run in a market.
struct Reached {
    std::string module;
    std::int64_t number = 0;
    std::int64_t readable_from = 0;
};
BOOST_DESCRIBE_STRUCT(Reached, (), (module, number, readable_from))

/// Of every module that has tables in the market, by name.
std::vector<Reached> steps_run(Snapshot& snapshot);

/// Brings the market's schema up to date; `steps` in the order in which modules need each other,
/// numbers ascending within a module. Returns how many steps it ran. Throws
/// TooNew, on PostgreSQL Served, or db::Error.
int migrate(Connection& connection, std::span<const Migration> steps, base::Time now);

/// Makes what lies around the tables: on PostgreSQL the market's schema, and the three functions
/// that give it SQLite's json_each, json_extract and json_valid. Needs the right to create them.
void prepare(const Address& address);

/// The text of a step in one dialect.
std::string in_dialect(std::string_view sql, Dialect dialect);

}  // namespace db
