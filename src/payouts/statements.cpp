// What the bank says: movements of its statements, each booked once.

#include <algorithm>

#include "http/json.hpp"
#include "members/members.hpp"
#include "payouts/rows.hpp"

namespace payouts {
namespace {

constexpr std::size_t entries_per_part = 80;

std::string select_statement() {
    return "select id, name, parts, done, entries, paid, returned, known, unfit, others, read_by, "
           "at from payout_statements ";
}

/// What a movement comes to.
struct Seen {
    Fate fate{};
    std::optional<PayoutId> payout;
};

base::Result<Fate> fate_of(db::Tx& tx, PayoutId id, const StatementEntry& entry) {
    const bool back = entry.direction == Direction::credit;
    const auto booked =
        book(tx, id, back ? News::returned : News::paid, back ? entry.returned : std::string{});
    if (!booked && booked.error() == payout_not_sent) return Fate::not_sent;
    if (!booked) return booked.error();
    switch (*booked) {
        case Booked::nothing: return Fate::known;
        case Booked::paid: return Fate::paid;
        case Booked::returned: return Fate::returned;
        case Booked::kept: return Fate::kept;
    }
    base::unreachable();
}

/// Whether another movement had said so of this payout: then the bank has moved money twice.
bool was_said(db::Snapshot& snapshot, PayoutId id, Direction direction) {
    return snapshot
        .one<EntryId>(
            "select id from payout_entries where payout = $1 and direction = $2 "
            "and fate in ('paid', 'returned', 'known', 'kept', 'contradicts') limit 1",
            id, direction)
        .has_value();
}

/// Whether the bank has told of money that may be this payout's, whatever it called it.
bool came_in(db::Snapshot& snapshot, const Payout& payout) {
    return was_said(snapshot, payout.id, Direction::credit) ||
           snapshot
               .one<EntryId>(
                   "select id from payout_entries where payout = $1 and fate = 'no_return' "
                   "and amount = $2 limit 1",
                   payout.id, payout.amount)
               .has_value();
}

/// What the bank did not confirm when it told of the debit it has confirmed now.
void settle_contradiction(db::Tx& tx, PayoutId id) {
    tx.run("update payout_entries set fate = 'known' where payout = $1 and fate = 'contradicts'",
           id);
}

/// Nothing for what buyers sent, which is the business of the bank desk and is not kept here.
base::Result<std::optional<Seen>> look_at(db::Tx& tx, const StatementEntry& entry) {
    using Maybe = std::optional<Seen>;
    const auto named = payout_of(entry.end_to_end);
    const auto payout = named ? find(tx, *named) : std::nullopt;
    const bool credit = entry.direction == Direction::credit;
    if (!payout) {
        const bool of_buyers = credit && entry.returned.empty() && !named;
        return of_buyers ? Maybe{} : Maybe{Seen{Fate::unknown, std::nullopt}};
    }
    const auto is = [&](Fate fate) { return Maybe{Seen{fate, payout->id}}; };
    // Anybody may write our reference on a transfer; only what the bank calls a return is one.
    if (credit && entry.returned.empty()) return is(Fate::no_return);
    if (entry.amount != payout->amount || entry.asset != payout->asset) {
        return is(Fate::amount_differs);
    }
    if (was_said(tx, payout->id, entry.direction)) return is(Fate::twice);
    if (!credit && payout->state == State::returned && !came_in(tx, *payout)) {
        return is(Fate::contradicts);
    }
    if (credit) settle_contradiction(tx, payout->id);
    return is(TRY(fate_of(tx, payout->id, entry)));
}

bool is_unfit(Fate fate) {
    return fate != Fate::paid && fate != Fate::returned && fate != Fate::known;
}

void count(ReadStatement& statement, Fate fate) {
    if (fate == Fate::paid) ++statement.paid;
    if (fate == Fate::returned) ++statement.returned;
    if (fate == Fate::known) ++statement.known;
    if (is_unfit(fate)) ++statement.unfit;
}

base::Result<base::Done> enter(db::Tx& tx, ReadStatement& statement, const StatementEntry& entry) {
    ++statement.entries;
    const bool before =
        tx.number("select count(*) from payout_entries where key = $1", entry.key) > 0;
    if (before) {
        ++statement.known;
        return base::done;
    }
    const auto seen = TRY(look_at(tx, entry));
    if (!seen) {
        ++statement.others;
        return base::done;
    }
    count(statement, seen->fate);
    tx.run(
        "insert into payout_entries (id, statement, key, direction, amount, asset, end_to_end, "
        "said, payout, fate, at, seen_at, seen_reason) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, '')",
        tx.fresh<EntryId>(), statement.id, entry.key, entry.direction, entry.amount, entry.asset,
        entry.end_to_end, entry.said, seen->payout, seen->fate, tx.now());
    return base::done;
}

/// Books one part and plans the next.
base::Result<base::Done> book_part(db::Tx& tx, ReadStatement& statement,
                                   const std::vector<StatementEntry>& entries) {
    for (const StatementEntry& entry : entries) TRY(enter(tx, statement, entry));
    ++statement.done;
    tx.run(
        "update payout_statements set done = $2, entries = $3, paid = $4, returned = $5, "
        "known = $6, unfit = $7, others = $8 where id = $1",
        statement.id, statement.done, statement.entries, statement.paid, statement.returned,
        statement.known, statement.unfit, statement.others);
    if (statement.done < statement.parts) {
        events::at(tx, statement_job, tx.now(), statement.id.value);
    }
    return base::done;
}

std::vector<StatementEntry> first_of(const std::vector<StatementEntry>& entries) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(entries.size(), entries_per_part));
    return {entries.begin(), entries.begin() + count};
}

}  // namespace

base::Result<ReadStatement> import_statement(db::Tx& tx, const std::string& digest,
                                             const Statement& statement, base::MemberId by) {
    static const std::string known_sql = select_statement() + "where digest = $1";
    if (const auto known = tx.one<ReadStatement>(known_sql, digest)) return *known;
    const auto& entries = statement.entries;
    ReadStatement read;
    read.id = tx.fresh<StatementId>();
    read.name = statement.name;
    read.parts =
        static_cast<std::int64_t>((entries.size() + entries_per_part - 1) / entries_per_part);
    read.read_by = by;
    read.at = tx.now();
    tx.run(
        "insert into payout_statements (id, digest, name, parts, done, entries, paid, returned, "
        "known, unfit, others, read_by, at) values ($1, $2, $3, $4, 0, 0, 0, 0, 0, 0, 0, $5, $6)",
        read.id, digest, read.name, read.parts, read.read_by, read.at);
    for (std::int64_t part = 1; part < read.parts; ++part) {
        const auto first = static_cast<std::size_t>(part) * entries_per_part;
        tx.run("insert into payout_statement_parts (statement, part, entries) values ($1, $2, $3)",
               read.id, part, pack(entries, first, entries_per_part));
    }
    if (read.parts > 0) TRY(book_part(tx, read, first_of(entries)));
    members::audit(tx, {by, std::string{members::operator_permission}, "payout_statement",
                        read.id.value, read.name, "", digest});
    return read;
}

base::Result<base::Done> do_statement(db::Tx& tx, const events::Job& job) {
    static const std::string sql = select_statement() + "where id = $1";
    auto statement = tx.one<ReadStatement>(sql, job.subject);
    if (!statement) return base::done;
    const auto part = tx.returning<std::string>(
        "delete from payout_statement_parts where statement = $1 and part = $2 returning entries",
        statement->id, statement->done);
    if (!part) return base::done;
    return book_part(tx, *statement, unpack(*part));
}

std::vector<ReadStatement> statements(db::Snapshot& snapshot, StatementId before,
                                      std::int64_t limit) {
    static const std::string sql = select_statement() + "where id < $1 order by id desc limit $2";
    return snapshot.all<ReadStatement>(sql, before, limit);
}

std::vector<Entry> unfit(db::Snapshot& snapshot, EntryId after, std::int64_t limit) {
    return snapshot.all<Entry>(
        "select id, statement, direction, amount, asset, end_to_end, said, payout, fate, at "
        "from payout_entries where seen_at is null and fate not in ('paid', 'returned', 'known') "
        "and id > $1 order by id limit $2",
        after, limit);
}

base::Result<base::Done> mark_seen(db::Tx& tx, EntryId id, const Word& word) {
    const auto seen = tx.run(
        "update payout_entries set seen_at = $2, seen_reason = $3 where id = $1 "
        "and seen_at is null and fate not in ('paid', 'returned', 'known')",
        id, tx.now(), word.reason);
    if (seen == 0) return no_such_entry;
    members::audit(tx, {word.operator_id, std::string{members::operator_permission},
                        "payout_entry_seen", id.value, word.reason, "", "seen"});
    return base::done;
}

}  // namespace payouts
