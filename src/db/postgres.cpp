#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
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

/// Every statement goes by a key. A plan is made once and kept, and one that was made while a table
/// was empty reads it from end to end for ever, also below a foreign key: hence no such plans where
/// there is any other. What they are said to cost without them would send every one to the
/// compiler.
std::string conninfo_of(const PostgresOptions& options) {
    return std::string{postgres_patience} + options.conninfo +
           " client_encoding=UTF8 options='-csearch_path=" + options.schema +
           ",public -cplan_cache_mode=force_generic_plan -cenable_seqscan=off -cjit=off'";
}

/// Whether statements that are one text or another are the same to a map, without a copy.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// Statements go out in a pipeline and are answered together: one that nobody waits for leaves
/// with the next one that somebody does. After an error the server skips whatever else is on its
/// way up to the mark that ends it, so nothing is ever done on top of a failure, and a commit least
/// of all. An error is thrown where the answers are read. When it is of the command that is under
/// way, that command can be undone as usual; when it is of one before, which has been kept and
/// gone, the whole transaction is given up (in_transaction() says so) and the engine runs its
/// commands again one by one.
class Postgres final : public Connection {
public:
    explicit Postgres(const PostgresOptions& options)
        : handle_(PQconnectdb(conninfo_of(options).c_str()), PQfinish) {
        if (PQstatus(handle_.get()) != CONNECTION_OK) {
            throw Error(ErrorKind::unavailable, PQerrorMessage(handle_.get()));
        }
        // A commit is an answer to somebody: never before it is on the disk, whatever the server
        // does for others. One that waits for a standby as well (remote_apply) goes on doing so.
        const Answer durable{PQexec(handle_.get(),
                                    "select set_config('synchronous_commit', 'on', false) where "
                                    "current_setting('synchronous_commit') = 'off'"),
                             PQclear};
        must(PQresultStatus(durable.get()) == PGRES_TUPLES_OK);
        PQsetNoticeProcessor(
            handle_.get(), [](void*, const char*) {}, nullptr);
        must(PQenterPipelineMode(handle_.get()));
    }

    Dialect dialect() const override { return Dialect::postgres; }

    std::int64_t run(std::string_view sql, std::span<const Arg> args, Access,
                     RowSink sink) override {
        send(sql, args);
        const Answer answer = wait();
        PostgresRow row(answer.get());
        for (int i = 0; i < PQntuples(answer.get()); ++i) {
            row.go_to(i);
            sink(row);
        }
        return changed_by(answer.get());
    }

    Changed post(std::string_view sql, std::span<const Arg> args) override {
        base::ensure(open_);
        send(sql, args);
        sent_.back().number = static_cast<std::int64_t>(counts_.size());
        counts_.emplace_back();
        return {*this, sent_.back().number};
    }

    std::int64_t changed(std::int64_t number) override {
        auto& count = counts_.at(static_cast<std::size_t>(number));
        if (!count) wait();
        if (!count) throw Error(ErrorKind::other, "postgres: nobody knows what was changed");
        return *count;
    }

    void script(const std::string& sql) override {
        if (!sent_.empty()) wait();
        must(PQexitPipelineMode(handle_.get()));
        const Answer answer{PQexec(handle_.get(), sql.c_str()), PQclear};
        ++round_trips_;
        const auto error = error_of(answer.get(), sql);
        if (PQstatus(handle_.get()) == CONNECTION_OK) must(PQenterPipelineMode(handle_.get()));
        if (error) throw Error(*error);
    }

    void begin_write() override { begin("begin isolation level repeatable read"); }
    void begin_read() override { begin("begin isolation level repeatable read, read only"); }
    // Nobody needs the answer, which is read before the next statement is sent.
    void end_read() override {
        send("commit", {});
        mark();
        open_ = false;
    }
    void commit() override {
        send("commit", {});
        const Answer answer = wait();
        open_ = false;
        // A transaction that has failed "commits" without an error, by being rolled back.
        if (std::string_view{PQcmdStatus(answer.get())} != "COMMIT") {
            throw Error(ErrorKind::other, "postgres: there was nothing left to commit");
        }
    }
    void rollback() override {
        if (PQstatus(handle_.get()) != CONNECTION_OK) open_ = false;  // Dead with it.
        if (!open_) return;
        read_without_throwing();
        given_up_.reset();
        saved_ = false;
        send("rollback", {});
        wait();
        open_ = false;
    }

    void savepoint() override {
        send("savepoint command", {});
        saved_ = true;
        saved_at_ = sent_.size() - 1;
    }
    void release() override {
        send("release savepoint command", {});
        saved_ = false;
    }
    void rollback_to() override {
        read_without_throwing();  // Whatever failed in it, the command is undone.
        if (!given_up_) {
            send("rollback to savepoint command", {});
            send("release savepoint command", {});
        }
        saved_ = false;
    }
    bool in_transaction() const override { return open_ && !given_up_; }

    void limit(base::Duration time) override {
        using std::chrono::milliseconds;
        const auto millis = std::chrono::duration_cast<milliseconds>(time).count();
        script("set statement_timeout = " + std::to_string(millis));
    }

    std::int64_t round_trips() const override { return round_trips_; }

private:
    /// A statement on its way, of which the answer has not been read.
    struct Sent {
        std::string_view sql;  // Owned by statements_.
        bool prepares = false;
        std::int64_t number = -1;  // Where in counts_ its count goes.
    };

    void begin(std::string_view sql) {
        base::ensure(!open_);
        counts_.clear();
        send(sql, {});
        open_ = true;
    }

    /// Puts a statement into the pipeline, prepared on the way when it is new.
    void send(std::string_view sql, std::span<const Arg> args) {
        if (given_up_) throw Error(*given_up_);
        if (marked_) wait();
        const auto& [text, name] = prepared(sql, args);
        const Parameters parameters(args);
        must(PQsendQueryPrepared(handle_.get(), name.c_str(), static_cast<int>(args.size()),
                                 parameters.values(), parameters.lengths(), parameters.formats(),
                                 0));
        sent_.push_back({text});
    }

    const std::pair<const std::string, std::string>& prepared(std::string_view sql,
                                                              std::span<const Arg> args) {
        const auto found = statements_.find(sql);
        if (found != statements_.end()) return *found;

        std::vector<Oid> types;
        for (const Arg& arg : args) types.push_back(oid_of(arg.type));
        const std::string text{sql};
        std::string name = "s" + std::to_string(names_++);
        must(PQsendPrepare(handle_.get(), name.c_str(), text.c_str(),
                           static_cast<int>(types.size()), types.data()));
        const auto& made = *statements_.emplace(text, std::move(name)).first;
        sent_.push_back({made.first, true});
        return made;
    }

    /// Ends what the server answers, and skips after an error, together; sends all of it.
    void mark() {
        must(PQpipelineSync(handle_.get()));
        marked_ = true;
    }

    /// Reads all answers; gives the last one, or throws the first error.
    Answer wait() {
        if (!marked_) mark();
        ++round_trips_;
        Answer last{nullptr, PQclear};
        std::optional<Error> first;
        std::size_t at = 0;
        std::vector<std::string_view> unprepared;
        for (std::size_t i = 0; i < sent_.size(); ++i) {
            const Sent& sent = sent_[i];
            last = receive();
            must(PQgetResult(handle_.get()) == nullptr);
            if (const auto error = error_of(last.get(), sent.sql)) {
                if (!first) at = i;
                if (!first) first = error;
                if (sent.prepares) unprepared.push_back(sent.sql);
            } else if (sent.number >= 0) {
                counts_[static_cast<std::size_t>(sent.number)] = changed_by(last.get());
            }
        }
        must(PQresultStatus(receive().get()) == PGRES_PIPELINE_SYNC);
        for (const std::string_view sql : unprepared) statements_.erase(statements_.find(sql));
        const bool own = saved_ && at >= saved_at_;
        sent_.clear();
        saved_at_ = 0;
        marked_ = false;
        if (first && open_ && !own) given_up_ = first;
        if (first) throw Error(*first);
        return last;
    }

    Answer receive() {
        Answer answer{PQgetResult(handle_.get()), PQclear};
        must(answer != nullptr && PQstatus(handle_.get()) == CONNECTION_OK);
        return answer;
    }

    /// What had to be read anyway; a failure of an earlier command is kept for the next statement.
    void read_without_throwing() {
        if (sent_.empty()) return;
        try {
            wait();
        } catch (const Error&) {
            if (PQstatus(handle_.get()) != CONNECTION_OK) throw;
        }
    }

    /// libpq refuses only when the connection is lost.
    void must(bool done) {
        if (done) return;
        throw Error(ErrorKind::unavailable,
                    std::string{"postgres: "} + PQerrorMessage(handle_.get()));
    }
    void must(int done) { must(done != 0); }

    std::optional<Error> error_of(const PGresult* answer, std::string_view sql) const {
        const ExecStatusType status = PQresultStatus(answer);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return std::nullopt;

        const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
        // Without the detail, which quotes what stands in the row.
        const char* what = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
        const bool skipped = status == PGRES_PIPELINE_ABORTED;
        const bool lost =
            PQstatus(handle_.get()) != CONNECTION_OK || (state == nullptr && !skipped);
        return Error(lost      ? ErrorKind::unavailable
                     : skipped ? ErrorKind::other
                               : kind_of(state),
                     "postgres " + std::string{state ? state : "?"} + ": " +
                         (what ? what : PQresultErrorMessage(answer)) + " in: " + std::string{sql});
    }

    static std::int64_t changed_by(PGresult* answer) {
        return base::to_number(PQcmdTuples(answer)).value_or(0);
    }

    std::unique_ptr<PGconn, void (*)(PGconn*)> handle_;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> statements_;
    std::int64_t names_ = 0;
    std::vector<Sent> sent_;
    bool marked_ = false;  // The pipeline's end has been sent, and not been read.
    std::vector<std::optional<std::int64_t>> counts_;  // Of what was posted in this transaction.
    bool open_ = false;
    bool saved_ = false;
    std::size_t saved_at_ = 0;       // Where in sent_ the open savepoint's command begins.
    std::optional<Error> given_up_;  // Why the transaction cannot go on.
    std::int64_t round_trips_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const PostgresOptions& options) {
    base::ensure(is_schema_name(options.schema));
    return std::make_unique<Postgres>(options);
}

}  // namespace db
