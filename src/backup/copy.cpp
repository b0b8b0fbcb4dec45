#include "backup/copy.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "backup/part.hpp"
#include "base/log.hpp"
#include "db/tx.hpp"

namespace backup {
namespace {

/// Rows that go into one statement: a round trip to PostgreSQL is what a row costs.
constexpr std::size_t rows_at_once = 100;
/// SQLite takes at most 32,766 arguments in a statement.
constexpr std::size_t args_max = 30'000;
/// So many bytes wait for a statement, which pictures would otherwise make a large one.
constexpr std::size_t bytes_max = 8 << 20;

/// Puts rows into a table, many with one statement.
class Filler {
public:
    Filler(db::Connection& to, const Table& table) : to_(to), table_(table) {
        rows_max_ = std::min(rows_at_once, args_max / table.columns.size());
        many_ = statement(rows_max_);
        one_ = statement(1);
        args_.reserve(rows_max_ * table.columns.size());
        texts_.reserve(rows_max_ * table.columns.size());
    }

    void add(const db::Row& row) {
        for (int column = 0; column < row.columns(); ++column) add_value(row, column);
        if (args_.size() == rows_max_ * table_.columns.size()) return put(many_, args_);
        if (bytes_ > bytes_max) finish();
    }

    void finish() {
        const std::size_t width = table_.columns.size();
        for (std::size_t i = 0; i < args_.size(); i += width) {
            send(one_, std::span(args_).subspan(i, width));
        }
        empty();
    }

private:
    void add_value(const db::Row& row, int column) {
        db::Arg arg;
        arg.type = table_.columns[static_cast<std::size_t>(column)].type;
        arg.null = row.null(column);
        if (!arg.null) {
            switch (arg.type) {
                case db::Type::integer: arg.integer = row.integer(column); break;
                case db::Type::real: arg.real = row.real(column); break;
                case db::Type::text: arg.text = texts_.emplace_back(row.text(column)); break;
                case db::Type::bytes: arg.text = texts_.emplace_back(row.bytes(column)); break;
            }
            bytes_ += arg.text.size();
        }
        args_.push_back(arg);
    }

    void put(const std::string& sql, std::span<const db::Arg> args) {
        send(sql, args);
        empty();
    }

    void empty() {
        args_.clear();
        texts_.clear();
        bytes_ = 0;
    }

    void send(const std::string& sql, std::span<const db::Arg> args) {
        auto ignore = [](const db::Row&) {};
        to_.run(sql, args, db::Access::write, ignore);
    }

    std::string statement(std::size_t rows) const {
        std::string names, values;
        for (const Column& column : table_.columns) {
            names += (names.empty() ? "" : ", ") + quoted(column.name);
        }
        const std::size_t width = table_.columns.size();
        for (std::size_t i = 0; i < rows * width; ++i) {
            values += i % width > 0 ? ", $" : (i > 0 ? "), ($" : "($");
            values += std::to_string(i + 1);
        }
        return "insert into " + quoted(table_.name) + " (" + names + ") values " + values + ")";
    }

    db::Connection& to_;
    const Table& table_;
    std::size_t rows_max_ = 0;
    std::size_t bytes_ = 0;  // Of the texts.
    std::string many_, one_;
    std::vector<db::Arg> args_;
    std::vector<std::string> texts_;  // Never grows beyond what was reserved: args_ point into it.
};

/// The steps that the source has run, so that the copy has the same tables.
std::vector<db::Migration> steps_in(db::Connection& from, std::span<const db::Migration> steps) {
    std::map<std::string, std::int64_t, std::less<>> reached;
    db::Snapshot snapshot(from, {});
    for (const db::Reached& row : db::steps_run(snapshot)) reached[row.module] = row.number;
    std::vector<db::Migration> run;
    std::map<std::string, std::int64_t, std::less<>> found;
    for (const db::Migration& step : steps) {
        const auto last = reached.find(step.module);
        if (last == reached.end() || step.number > last->second) continue;
        run.push_back(step);
        found[std::string{step.module}] = step.number;
    }
    if (found != reached) {
        throw std::runtime_error(
            "this market was made by a newer Fairground; copy it with that one");
    }
    return run;
}

std::vector<TableDigest> move_rows(db::Connection& from, const db::Address& from_address,
                                   db::Connection& to, const db::Address& to_address) {
    const std::vector<Table> tables = tables_of(from, from_address);
    if (tables != tables_of(to, to_address)) {
        throw std::runtime_error("the tables of the two databases differ");
    }
    // The steps that made the tables may have put rows into them.
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
        to.script("delete from " + quoted(table->name));
    }
    std::vector<TableDigest> digests;
    for (const Table& table : tables) {
        Digester digester(table);
        Filler filler(to, table);
        auto take = [&](const db::Row& row) {
            digester.add(row);
            filler.add(row);
        };
        each_row(from, table, take);
        filler.finish();
        digests.push_back(digester.finish());
    }
    return digests;
}

/// Fills an empty database and commits when it is equal to the source.
Copied fill(const db::Address& from, const db::Address& to, std::span<const db::Migration> steps,
            const std::function<void()>& before_it_stays) {
    const auto source = db::open_reader(from);
    source->begin_read();
    const auto target = db::open_writer(to);
    if (to.dialect == db::Dialect::sqlite) {
        // Until the file is whole and synced it is worth nothing: no log, no syncs.
        target->script("pragma journal_mode = memory; pragma synchronous = off");
    }
    db::migrate(*target, steps_in(*source, steps), {});

    Copied copied;
    copied.batch =
        db::Snapshot(*source, {}).number("select coalesce(max(seq), 0) as batch from batches");
    target->begin_write();
    copied.from = move_rows(*source, from, *target, to);
    copied.to = digests_of(*target, to);
    if (copied.from != copied.to) {
        throw Differs("the copy differs from the original; nothing was kept of it");
    }
    before_it_stays();
    target->commit();
    source->end_read();
    return copied;
}

Copied copy_to_file(const db::Address& from, const db::Address& to,
                    std::span<const db::Migration> steps,
                    const std::function<void()>& before_it_stays) {
    Part part(to.sqlite.file, Part::Kind::file);
    db::Address there = to;
    there.sqlite.file = part.path().string();
    Copied copied = fill(from, there, steps, [] {});
    before_it_stays();
    part.keep();
    return copied;
}

/// What a copy makes in a PostgreSQL database: the schema, where there is none yet, and the tables
/// that the source has.
class Made {
public:
    Made(const db::Address& from, const db::Address& to) : to_(to) {
        const auto source = db::open_reader(from);
        source->begin_read();
        for (const Table& table : tables_of(*source, from)) tables_.push_back(table.name);
        source->end_read();
        tables_.emplace_back("lease");
        const auto target = db::open_reader(to);
        makes_schema_ = db::Snapshot(*target, {})
                            .number("select count(*) from pg_namespace where nspname = $1",
                                    to.postgres.schema) == 0;
    }

    /// Takes it away again, and nothing that somebody else has there.
    void take_away() const noexcept {
        const std::string schema = quoted(to_.postgres.schema);
        std::string drop = "drop schema if exists " + schema;
        if (!makes_schema_) {
            drop = "drop table if exists ";
            for (const std::string& table : tables_) {
                drop += (&table == tables_.data() ? "" : ", ") + schema + "." + quoted(table);
            }
        }
        try {
            db::open_writer(to_)->script(drop + " cascade");
        } catch (const std::exception& error) {
            base::log(base::Level::warning, "what was begun in the schema " + to_.postgres.schema +
                                                " is still there: " + error.what());
        }
    }

private:
    const db::Address& to_;
    std::vector<std::string> tables_;
    bool makes_schema_ = false;
};

}  // namespace

bool is_empty(const db::Address& address) {
    if (address.dialect == db::Dialect::sqlite) {
        return !std::filesystem::exists(address.sqlite.file);
    }
    const auto connection = db::open_reader(address);
    return db::Snapshot(*connection, {})
               .number(
                   "select count(*) from pg_class c join pg_namespace n "
                   "on n.oid = c.relnamespace where n.nspname = $1",
                   address.postgres.schema) == 0;
}

Copied copy(const db::Address& from, const db::Address& to, std::span<const db::Migration> steps,
            const std::function<void()>& before_it_stays) {
    if (!is_empty(to))
        throw std::runtime_error("there is something already where the copy is to be");
    if (is_empty(from)) throw std::runtime_error("there is no market to copy");
    if (to.dialect == db::Dialect::sqlite) return copy_to_file(from, to, steps, before_it_stays);
    const Made made(from, to);
    try {
        db::prepare(to);
        return fill(from, to, steps, before_it_stays);
    } catch (...) {
        made.take_away();
        throw;
    }
}

}  // namespace backup
