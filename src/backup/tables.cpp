#include "backup/tables.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "db/tx.hpp"

namespace backup {
namespace {

/// Rows that are fetched from PostgreSQL at a time; SQLite hands them over one by one anyway. Of
/// large rows, as pictures are, so many that they have about this many bytes together.
constexpr std::int64_t rows_first = 32, rows_most = 2048, bytes_about = 8 << 20;

struct ColumnRow {
    std::string owner;  // The table.
    std::string name;
    std::string type;
    std::int64_t key = 0;
};
BOOST_DESCRIBE_STRUCT(ColumnRow, (), (owner, name, type, key))

struct ParentRow {
    std::string owner;
    std::string parent;
};
BOOST_DESCRIBE_STRUCT(ParentRow, (), (owner, parent))

constexpr std::string_view sqlite_columns =
    "select t.name as owner, c.name as name, c.type as type, c.pk as key from sqlite_schema t "
    "join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite\\_%' "
    "escape '\\' order by t.name, c.cid";
constexpr std::string_view sqlite_parents =
    "select t.name as owner, f.\"table\" as parent from sqlite_schema t "
    "join pragma_foreign_key_list(t.name) f where t.type = 'table' order by 1, 2";

constexpr std::string_view postgres_columns =
    "select cast(c.relname as text) as owner, cast(a.attname as text) as name, "
    "format_type(a.atttypid, a.atttypmod) as type, cast(coalesce((select k.place from "
    "unnest(i.indkey) with ordinality as k(attnum, place) where k.attnum = a.attnum), 0) as "
    "bigint) "
    "as key from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
    "left join pg_index i on i.indrelid = c.oid and i.indisprimary "
    "where n.nspname = $1 and c.relkind = 'r' order by c.relname, a.attnum";
constexpr std::string_view postgres_parents =
    "select cast(c.relname as text) as owner, cast(p.relname as text) as parent "
    "from pg_constraint f join pg_class c on c.oid = f.conrelid "
    "join pg_class p on p.oid = f.confrelid join pg_namespace n on n.oid = c.relnamespace "
    "where f.contype = 'f' and n.nspname = $1 order by 1, 2";

db::Type type_of(const ColumnRow& column) {
    static const std::map<std::string, db::Type, std::less<>> types{
        {"INT", db::Type::integer}, {"bigint", db::Type::integer},
        {"REAL", db::Type::real},   {"double precision", db::Type::real},
        {"TEXT", db::Type::text},   {"text", db::Type::text},
        {"BLOB", db::Type::bytes},  {"bytea", db::Type::bytes},
    };
    const auto found = types.find(column.type);
    if (found != types.end()) return found->second;
    throw std::runtime_error("the column " + column.owner + "." + column.name + " is of type " +
                             column.type + ", which no market of Fairground has");
}

/// Parents before children; by name where both may come.
std::vector<Table> in_order(const std::map<std::string, Table>& tables) {
    std::vector<Table> sorted;
    std::set<std::string> done;
    while (sorted.size() < tables.size()) {
        const std::size_t before = sorted.size();
        for (const auto& [name, table] : tables) {
            if (done.contains(name)) continue;
            const bool ready =
                std::ranges::all_of(table.parents, [&, &own = name](const std::string& parent) {
                    return parent == own || done.contains(parent);
                });
            if (!ready) continue;
            done.insert(name);
            sorted.push_back(table);
        }
        if (sorted.size() == before) throw std::runtime_error("tables point to each other in turn");
    }
    return sorted;
}

std::int64_t bytes_of(const db::Row& row) {
    std::int64_t bytes = 0;
    for (int column = 0; column < row.columns(); ++column) {
        bytes += static_cast<std::int64_t>(row.text(column).size());
    }
    return bytes;
}

/// The key's columns as an "order by" wants them.
std::string order_of(const Table& table, db::Dialect dialect) {
    std::map<std::int64_t, std::string> parts;
    for (const Column& column : table.columns) {
        if (column.key == 0) continue;
        const bool collates = column.type == db::Type::text && dialect == db::Dialect::postgres;
        parts[column.key] = quoted(column.name) + (collates ? " collate \"C\"" : "");
    }
    std::string order;
    for (const auto& [place, part] : parts) order += (order.empty() ? "" : ", ") + part;
    if (order.empty()) throw std::runtime_error(table.name + " has no primary key");
    return order;
}

}  // namespace

std::string quoted(const std::string& name) {
    base::ensure(name.find('"') == name.npos);
    return '"' + name + '"';
}

std::vector<Table> tables_of(db::Connection& connection, const db::Address& address) {
    db::Snapshot snapshot(connection, {});
    std::vector<ColumnRow> columns;
    std::vector<ParentRow> parents;
    if (address.dialect == db::Dialect::sqlite) {
        columns = snapshot.all<ColumnRow>(sqlite_columns);
        parents = snapshot.all<ParentRow>(sqlite_parents);
    } else {
        columns = snapshot.all<ColumnRow>(postgres_columns, address.postgres.schema);
        parents = snapshot.all<ParentRow>(postgres_parents, address.postgres.schema);
    }
    std::map<std::string, Table> tables;
    for (const ColumnRow& column : columns) {
        // Who writes just now is nothing that the market remembers.
        if (column.owner == "lease") continue;
        Table& table = tables[column.owner];
        table.name = column.owner;
        table.columns.push_back({column.name, type_of(column), column.key});
    }
    for (const ParentRow& row : parents) {
        auto& list = tables.at(row.owner).parents;
        if (list.empty() || list.back() != row.parent) list.push_back(row.parent);
    }
    return in_order(tables);
}

void each_row(db::Connection& connection, const Table& table, db::RowSink sink) {
    std::string select = "select ";
    for (const Column& column : table.columns) {
        select += (&column == table.columns.data() ? "" : ", ") + quoted(column.name);
    }
    select += " from " + quoted(table.name) + " order by " + order_of(table, connection.dialect());
    if (connection.dialect() == db::Dialect::sqlite) {
        connection.run(select, {}, db::Access::read, sink);
        return;
    }
    // libpq would hold the whole answer in memory.
    const std::string cursor = quoted("rows of " + table.name);
    connection.script("declare " + cursor + " no scroll cursor for " + select);
    std::int64_t rows = rows_first;
    for (bool more = true; more;) {
        more = false;
        std::int64_t bytes = 0;
        auto take = [&](const db::Row& row) {
            more = true;
            bytes += bytes_of(row);
            sink(row);
        };
        connection.run("fetch " + std::to_string(rows) + " from " + cursor, {}, db::Access::read,
                       take);
        if (bytes < bytes_about / 2) rows = std::min(rows * 2, rows_most);
        if (bytes > bytes_about) rows = std::max<std::int64_t>(rows / 2, 1);
    }
    connection.script("close " + cursor);
}

struct Digester::State {
    explicit State(const Table& of) : table(of) { crypto_hash_sha256_init(&sha256); }

    void write_value(const db::Row& row, int column) {
        if (row.null(column)) {
            line += 'n';
            return;
        }
        switch (table.columns[static_cast<std::size_t>(column)].type) {
            case db::Type::integer: line += 'i' + std::to_string(row.integer(column)); return;
            case db::Type::real: {
                const auto number = row.real(column);
                std::array<char, sizeof number> bits{};
                std::memcpy(bits.data(), &number, sizeof number);
                line += 'r' + base::to_hex({bits.data(), bits.size()});
                return;
            }
            case db::Type::text: return write_bytes('t', row.text(column));
            case db::Type::bytes: return write_bytes('b', row.bytes(column));
        }
        base::unreachable();
    }

    void write_bytes(char kind, std::string_view bytes) {
        line += kind + std::to_string(bytes.size()) + ':';
        line += bytes;
    }

    void flush() {
        crypto_hash_sha256_update(&sha256, reinterpret_cast<const unsigned char*>(line.data()),
                                  line.size());
        line.clear();
    }

    const Table& table;
    crypto_hash_sha256_state sha256{};
    std::string line;
    std::int64_t rows = 0;
};

Digester::Digester(const Table& table) : state_(std::make_unique<State>(table)) {
    constexpr std::string_view letters = "irtb";  // In the order of db::Type.
    state_->line = table.name;
    for (const Column& column : table.columns) {
        state_->line += " " + column.name + ":" + letters[static_cast<std::size_t>(column.type)];
    }
    state_->line += '\n';
    state_->flush();
}

Digester::~Digester() = default;

void Digester::add(const db::Row& row) {
    for (int column = 0; column < row.columns(); ++column) {
        if (column > 0) state_->line += ' ';
        state_->write_value(row, column);
    }
    state_->line += '\n';
    state_->flush();
    ++state_->rows;
}

TableDigest Digester::finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256_final(&state_->sha256, out.data());
    return {state_->table.name, state_->rows,
            base::to_hex({reinterpret_cast<const char*>(out.data()), out.size()})};
}

std::vector<TableDigest> digests_of(db::Connection& connection, const db::Address& address) {
    std::vector<TableDigest> digests;
    for (const Table& table : tables_of(connection, address)) {
        Digester digester(table);
        auto take = [&](const db::Row& row) { digester.add(row); };
        each_row(connection, table, take);
        digests.push_back(digester.finish());
    }
    return digests;
}

std::string digest_of(std::vector<TableDigest> tables) {
    std::ranges::sort(tables, {}, &TableDigest::table);
    std::string lines;
    for (const TableDigest& table : tables) {
        lines += table.table + " " + std::to_string(table.rows) + " " + table.sha256 + "\n";
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(lines.data()),
                       lines.size());
    return base::to_hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

}  // namespace backup
