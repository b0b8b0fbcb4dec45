#include "ledger/ledger.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/money.hpp"
#include "base/text.hpp"
#include "db/whole_tables.hpp"

namespace ledger {
namespace {

/// The bytes of a transfer that the chain covers, in one order whatever the parts' order was.
std::string canonical(const Transfer& transfer, base::Time at, std::vector<Part> parts) {
    std::ranges::sort(parts, {}, [](const Part& part) { return part.account.value; });
    std::string bytes = std::to_string(transfer.id.value) + " " +
                        std::to_string(base::micros_of(at)) + " " +
                        std::string{base::name_of(transfer.purpose)} + " " + transfer.asset + " " +
                        std::to_string(transfer.subject);
    for (const Part& part : parts) {
        bytes += " " + std::to_string(part.account.value) + ":" + std::to_string(part.amount);
    }
    return bytes + "\n";
}

/// The bytes of a new account that the chain covers: whose it is must not change either.
std::string canonical(const Account& account, base::Time opened) {
    return std::to_string(account.id.value) + " account " + std::to_string(account.owner) + " " +
           std::string{base::name_of(account.purpose)} + " " + account.asset + " " +
           (account.lowest ? std::to_string(*account.lowest) : "-") + " " +
           std::to_string(base::micros_of(opened)) + "\n";
}

void check_parts(const std::vector<Part>& parts) {
    base::ensure(parts.size() >= 2);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        sum = base::add(sum, parts[i].amount);
        for (std::size_t j = 0; j < i; ++j) base::ensure(parts[i].account != parts[j].account);
    }
    base::ensure(sum == 0);
}

/// "[1,2]", for json_each.
std::string list_of(const std::vector<std::int64_t>& ids) {
    std::string text = "[";
    for (const std::int64_t id : ids) text += (text.size() > 1 ? "," : "") + std::to_string(id);
    return text + "]";
}

}  // namespace

std::optional<Account> find_account(db::Snapshot& snapshot, std::int64_t owner, Holding purpose,
                                    const Asset& asset) {
    return snapshot.one<Account>(
        "select id, owner, purpose, asset, lowest, balance from accounts "
        "where owner = $1 and purpose = $2 and asset = $3",
        owner, purpose, asset);
}

AccountId account_of(db::Tx& tx, std::int64_t owner, Holding purpose, const Asset& asset) {
    if (const auto found = find_account(tx, owner, purpose, asset)) return found->id;
    Account account{tx.fresh<AccountId>(), owner, purpose, asset, 0, 0};
    if (purpose == Holding::outside || purpose == Holding::debt) account.lowest.reset();
    tx.run(
        "insert into accounts (id, owner, purpose, asset, lowest, balance, opened, batch) "
        "values ($1, $2, $3, $4, $5, 0, $6, $7)",
        account.id, owner, purpose, asset, account.lowest, tx.now(), tx.batch());
    tx.note(canonical(account, tx.now()));
    return account.id;
}

std::int64_t balance(db::Snapshot& snapshot, std::int64_t owner, Holding purpose,
                     const Asset& asset) {
    const auto account = find_account(snapshot, owner, purpose, asset);
    return account ? account->balance : 0;
}

std::vector<Owned> owners_after(db::Snapshot& snapshot, const Asset& asset, std::int64_t owner,
                                std::int64_t limit) {
    return snapshot.all<Owned>(
        "select owner, balance from accounts where purpose = 'available' and asset = $1 "
        "and owner > $2 and balance > 0 order by owner limit $3",
        asset, owner, limit);
}

base::Result<base::Done> book(db::Tx& tx, const Transfer& transfer, std::span<const Part> given) {
    std::vector<Part> parts;
    for (const Part& part : given) {
        if (part.amount != 0) parts.push_back(part);
    }
    check_parts(parts);

    // The row comes first: a second insert of the same id ends here, however often it is asked.
    const std::int64_t fresh = tx.run(
        "insert into transfers (id, batch, at, purpose, asset, subject) "
        "values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
        transfer.id, tx.batch(), tx.now(), transfer.purpose, transfer.asset, transfer.subject);
    if (fresh == 0) {
        // The same transfer, not another one under its id: that would be money that never moved.
        base::ensure(tx.number("select count(*) as same from transfers where id = $1 and purpose = "
                               "$2 and asset = $3 and subject = $4",
                               transfer.id, transfer.purpose, transfer.asset,
                               transfer.subject) == 1);
        return base::done;
    }

    for (const Part& part : parts) {
        const auto after = tx.returning<std::int64_t>(
            "update accounts set balance = balance + $2 where id = $1 and asset = $3 "
            "and (lowest is null or balance + $2 >= lowest) returning balance",
            part.account, part.amount, transfer.asset);
        if (!after) {
            // Only money may be lacking; an account of another asset is a bug of ours.
            base::ensure(tx.number("select count(*) from accounts where id = $1 and asset = $2",
                                   part.account, transfer.asset) == 1);
            return not_enough_money;
        }
        tx.run("insert into postings (account, transfer, amount, balance) values ($1, $2, $3, $4)",
               part.account, transfer.id, part.amount, *after);
    }
    tx.note(canonical(transfer, tx.now(), std::move(parts)));
    return base::done;
}

std::vector<Line> statement(db::Snapshot& snapshot, AccountId account, TransferId before,
                            std::int64_t limit) {
    return snapshot.all<Line>(
        "select p.transfer, t.at, t.purpose, t.subject, p.amount, p.balance from postings p "
        "join transfers t on t.id = p.transfer where p.account = $1 and p.transfer < $2 "
        "order by p.transfer desc limit $3",
        account, before, limit);
}

std::vector<OwnLine> own_lines(db::Snapshot& snapshot, std::int64_t member, const Asset& asset,
                               TransferId after, base::Time end) {
    return snapshot.all<OwnLine>(
        "select t.id as transfer, t.at as at, t.purpose as purpose, t.subject as subject, "
        "cast(sum(p.amount) as bigint) as amount from accounts a "
        "join postings p on p.account = a.id and p.transfer > $3 "
        "join transfers t on t.id = p.transfer "
        "where a.owner = $1 and a.purpose in ('available', 'debt') and a.asset = $2 and t.at < $4 "
        "group by t.id, t.at, t.purpose, t.subject order by t.id",
        member, asset, after, end);
}

std::vector<Within> within(db::Snapshot& snapshot, const std::vector<TransferId>& transfers) {
    std::vector<std::int64_t> ids;
    for (const TransferId transfer : transfers) ids.push_back(transfer.value);
    return snapshot.all<Within>(
        "select t.id as transfer, a.purpose as purpose, p.amount as amount from transfers t "
        "join accounts a on a.owner in (t.subject, 0) and a.asset = t.asset "
        "join postings p on p.account = a.id and p.transfer = t.id "
        "where t.id in (select cast(value as bigint) from json_each($1)) order by t.id, a.id",
        list_of(ids));
}

TransferId last_own_before(db::Snapshot& snapshot, std::int64_t member, const Asset& asset,
                           base::Time end) {
    TransferId last;
    for (const Holding own : {Holding::available, Holding::debt}) {
        const auto found = snapshot.one<TransferId>(
            "select p.transfer from accounts a join postings p on p.account = a.id "
            "join transfers t on t.id = p.transfer where a.owner = $1 and a.purpose = $2 "
            "and a.asset = $3 and t.at < $4 order by p.transfer desc limit 1",
            member, own, asset, end);
        if (found) last = std::max(last, *found);
    }
    return last;
}

std::int64_t held_before(db::Snapshot& snapshot, const std::vector<std::int64_t>& owners,
                         Holding purpose, const Asset& asset, base::Time end) {
    return snapshot.number(
        "select cast(coalesce(sum(p.balance), 0) as bigint) from accounts a "
        "join postings p on p.account = a.id and p.transfer = (select q.transfer from postings q "
        "join transfers t on t.id = q.transfer where q.account = a.id and t.at < $4 "
        "order by q.transfer desc limit 1) "
        "where a.owner in (select cast(value as bigint) from json_each($1)) and a.purpose = $2 "
        "and a.asset = $3",
        list_of(owners), purpose, asset, end);
}

std::vector<Moved> moved(db::Snapshot& snapshot, const Asset& asset, Span span) {
    const db::WholeTables whole(snapshot);
    constexpr std::int64_t quarter = base::Duration{std::chrono::minutes{15}}.count();
    return snapshot.all<Moved>(
        "select cast(t.at / $4 * $4 as bigint) as since, t.purpose as purpose, "
        "a.purpose as holding, cast(sum(p.amount) as bigint) as amount from transfers t "
        "join postings p on p.transfer = t.id join accounts a on a.id = p.account "
        "where t.asset = $1 and t.at >= $2 and t.at < $3 "
        "group by cast(t.at / $4 * $4 as bigint), t.purpose, a.purpose",
        asset, span.begin, span.end, quarter);
}

std::vector<Total> totals(db::Snapshot& snapshot) {
    return snapshot.all<Total>(
        "select purpose, asset, cast(sum(balance) as bigint) as balance, count(*) as accounts "
        "from accounts group by purpose, asset order by purpose, asset");
}

std::string link(const std::string& head, std::span<const std::string> notes) {
    if (notes.empty()) return head;
    std::vector<std::string_view> sorted(notes.begin(), notes.end());
    // A note begins with its transfer's or account's id; by number, and never as it came, so that
    // audit() can rebuild the order.
    std::ranges::sort(sorted, {}, [](std::string_view note) {
        return std::pair{base::to_number(note.substr(0, note.find(' '))).value_or(0), note};
    });
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const auto add = [&](std::string_view bytes) {
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    };
    add(head);
    for (const std::string_view note : sorted) add(note);
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256_final(&state, out.data());
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

bool Audit::well() const {
    return assets_unbalanced == 0 && transfers_unbalanced == 0 && accounts_wrong == 0 &&
           postings_wrong == 0 && accounts_too_low == 0 && links_broken == 0;
}

}  // namespace ledger
