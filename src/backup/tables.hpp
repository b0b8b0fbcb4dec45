#pragma once

// A market's tables as its database describes them, and their rows in one order and one writing
// whatever the database is. So equal tables have equal digests on SQLite and on PostgreSQL.
//
// What is digested of a table is its name with its columns ("accounts id:i owner:i ...") and then
// each row in the order of the primary key (texts by their bytes):
//
//     i-42 t3:EUR b2:<two bytes> n          an integer, a text, bytes, a null; then a line end

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace backup {

struct Column {
    std::string name;
    db::Type type{};
    std::int64_t key = 0;  // Its place in the primary key, from 1; 0: no part of it.

    friend bool operator==(const Column&, const Column&) = default;
};

struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::string> parents;  // The tables that its rows may point to.

    friend bool operator==(const Table&, const Table&) = default;
};

/// The tables of a market but for the lease, parents before children and otherwise by name.
/// `address` is where the connection leads to. Throws std::runtime_error at a column of a type that
/// Fairground never uses.
std::vector<Table> tables_of(db::Connection& connection, const db::Address& address);

/// Every row of a table in the order of its primary key. In a transaction.
void each_row(db::Connection& connection, const Table& table, db::RowSink sink);

struct TableDigest {
    std::string table;
    std::int64_t rows = 0;
    std::string sha256;  // In hex.

    friend bool operator==(const TableDigest&, const TableDigest&) = default;
};

/// Takes the rows of one table in their order.
class Digester {
public:
    explicit Digester(const Table& table);
    Digester(const Digester&) = delete;
    Digester& operator=(const Digester&) = delete;
    ~Digester();

    void add(const db::Row& row);
    TableDigest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The digest of every table, in the order of tables_of(). In a transaction.
std::vector<TableDigest> digests_of(db::Connection& connection, const db::Address& address);

/// One digest for all of them, in hex: of the lines "<table> <rows> <sha256>" by name.
std::string digest_of(std::vector<TableDigest> tables);

/// Quoted as a name in SQL.
std::string quoted(const std::string& name);

}  // namespace backup
