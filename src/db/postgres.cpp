#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"

namespace db {
namespace {

using Answer = std::unique_ptr<PGresult, void (*)(PGresult*)>;

// Object ids of the types we send and read; see PostgreSQL's pg_type.dat.
constexpr Oid oid_bytea = 17, oid_int8 = 20, oid_text = 25, oid_float8 = 701;

Oid oid_of(Type type) {
    switch (type) {
        case Type::integer: return oid_int8;
        case Type::real: return oid_float8;
        case Type::text: return oid_text;
        case Type::bytes: return oid_bytea;
    }
    base::unreachable();
}

/// By SQLSTATE alone: names and sentences differ between servers and versions.
ErrorKind kind_of(std::string_view state) {
    if (state == "23505") return ErrorKind::unique;
    if (state == "23503") return ErrorKind::foreign_key;
    if (state == "23514") return ErrorKind::check;
    if (state == "23502") return ErrorKind::not_null;
    if (state == "40001" || state == "40P01" || state == "55P03") return ErrorKind::retry;
    if (state == "57014") return ErrorKind::interrupted;
    if (state == "53100") return ErrorKind::full;
    if (state.starts_with("08") || state.starts_with("57P")) return ErrorKind::unavailable;
    return ErrorKind::other;
}

class PostgresRow final : public Row {
public:
    explicit PostgresRow(const PGresult* answer) : answer_(answer) {}

    void go_to(int row) { row_ = row; }

    int columns() const override { return PQnfields(answer_); }
    std::string_view name(int column) const override { return PQfname(answer_, column); }
    bool null(int column) const override { return PQgetisnull(answer_, row_, column) != 0; }
    std::int64_t integer(int column) const override {
        if (null(column)) return 0;
        const auto number = base::to_number(text(column));
        base::ensure(number.has_value());  // The statement's column is not a whole number: a bug.
        return *number;
    }
    double real(int column) const override { return std::stod(std::string{text(column)}); }
    std::string_view text(int column) const override {
        return {PQgetvalue(answer_, row_, column),
                static_cast<std::size_t>(PQgetlength(answer_, row_, column))};
    }
    std::string bytes(int column) const override {
        std::size_t size = 0;
        const auto* sent = reinterpret_cast<const unsigned char*>(text(column).data());
        unsigned char* raw = PQunescapeBytea(sent, &size);
        base::ensure(raw != nullptr);
        std::string out(reinterpret_cast<const char*>(raw), size);
        PQfreemem(raw);
        return out;
    }

private:
    const PGresult* answer_;
    int row_ = 0;
};

/// Arguments in the form libpq wants: whole numbers and bytes in binary, the rest as text.
class Parameters {
public:
    explicit Parameters(std::span<const Arg> args) : owned_(args.size()), numbers_(args.size()) {
        for (std::size_t i = 0; i < args.size(); ++i) add(args[i], i);
    }

    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    void add(const Arg& arg, std::size_t i) {
        constexpr int as_text = 0, as_binary = 1;
        if (arg.null) return push(nullptr, 0, as_text);
        switch (arg.type) {
            case Type::integer:
                numbers_[i] = htobe64(static_cast<std::uint64_t>(arg.integer));
                return push(reinterpret_cast<const char*>(&numbers_[i]), sizeof(std::uint64_t),
                            as_binary);
            case Type::real: {
                std::uint64_t bits = 0;
                std::memcpy(&bits, &arg.real, sizeof bits);
                numbers_[i] = htobe64(bits);
                return push(reinterpret_cast<const char*>(&numbers_[i]), sizeof bits, as_binary);
            }
            case Type::text:
            case Type::bytes:
                owned_[i] = arg.text;  // libpq wants a NUL behind a text.
                return push(owned_[i].c_str(), static_cast<int>(owned_[i].size()),
                            arg.type == Type::bytes ? as_binary : as_text);
        }
    }

    void push(const char* value, int length, int format) {
        values_.push_back(value);
        lengths_.push_back(length);
        formats_.push_back(format);
    }

    std::vector<std::string> owned_;
    std::vector<std::uint64_t> numbers_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

bool is_schema_name(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

class Postgres final : public Connection {
public:
    explicit Postgres(const PostgresOptions& options)
        : handle_(PQconnectdb((options.conninfo + " client_encoding=UTF8 options='-csearch_path=" +
                               options.schema + ",public'")
                                  .c_str()),
                  PQfinish) {
        if (PQstatus(handle_.get()) != CONNECTION_OK) {
            throw Error(ErrorKind::unavailable, PQerrorMessage(handle_.get()));
        }
        PQsetNoticeProcessor(
            handle_.get(), [](void*, const char*) {}, nullptr);
    }

    Dialect dialect() const override { return Dialect::postgres; }

    std::int64_t run(std::string_view sql, std::span<const Arg> args, Access,
                     RowSink sink) override {
        const std::string& name = prepared(sql, args);
        const Parameters parameters(args);
        const Answer answer = check(
            {PQexecPrepared(handle_.get(), name.c_str(), static_cast<int>(args.size()),
                            parameters.values(), parameters.lengths(), parameters.formats(), 0),
             PQclear},
            sql);
        PostgresRow row(answer.get());
        for (int i = 0; i < PQntuples(answer.get()); ++i) {
            row.go_to(i);
            sink(row);
        }
        return base::to_number(PQcmdTuples(answer.get())).value_or(0);
    }

    void script(const std::string& sql) override {
        check({PQexec(handle_.get(), sql.c_str()), PQclear}, sql);
    }

    void begin_write() override { script("begin isolation level repeatable read"); }
    void begin_read() override { script("begin isolation level repeatable read, read only"); }
    void end_read() override { script("commit"); }
    void commit() override { script("commit"); }
    void rollback() override {
        if (PQstatus(handle_.get()) == CONNECTION_OK && in_transaction()) script("rollback");
    }
    void savepoint() override { script("savepoint command"); }
    void release() override { script("release savepoint command"); }
    void rollback_to() override {
        script("rollback to savepoint command; release savepoint command");
    }
    bool in_transaction() const override {
        return PQtransactionStatus(handle_.get()) != PQTRANS_IDLE;
    }
    void limit(base::Duration time) override {
        using std::chrono::milliseconds;
        const auto millis = std::chrono::duration_cast<milliseconds>(time).count();
        script("set statement_timeout = " + std::to_string(millis));
    }

private:
    const std::string& prepared(std::string_view sql, std::span<const Arg> args) {
        const auto found = statements_.find(std::string{sql});
        if (found != statements_.end()) return found->second;

        std::vector<Oid> types;
        for (const Arg& arg : args) types.push_back(oid_of(arg.type));
        std::string name = "s" + std::to_string(statements_.size());
        const std::string text{sql};
        check({PQprepare(handle_.get(), name.c_str(), text.c_str(), static_cast<int>(types.size()),
                         types.data()),
               PQclear},
              sql);
        return statements_.emplace(text, std::move(name)).first->second;
    }

    Answer check(Answer answer, std::string_view sql) {
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return answer;

        const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
        const bool lost = PQstatus(handle_.get()) != CONNECTION_OK || state == nullptr;
        throw Error(lost ? ErrorKind::unavailable : kind_of(state),
                    "postgres " + std::string{state ? state : "?"} + ": " +
                        PQresultErrorMessage(answer.get()) + " in: " + std::string{sql});
    }

    std::unique_ptr<PGconn, void (*)(PGconn*)> handle_;
    std::unordered_map<std::string, std::string> statements_;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const PostgresOptions& options) {
    base::ensure(is_schema_name(options.schema));
    return std::make_unique<Postgres>(options);
}

}  // namespace db
