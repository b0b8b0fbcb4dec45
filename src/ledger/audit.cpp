// The proof of the books: everything is computed again from the postings.

#include <map>

#include "base/text.hpp"
#include "ledger/ledger.hpp"

namespace ledger {
namespace {

struct Booked {
    std::int64_t batch = 0;
    TransferId id;
    base::Time at;
    std::string purpose;
    std::string asset;
    std::int64_t subject = 0;
    std::optional<std::int64_t> account;
    std::optional<std::int64_t> amount;
};
BOOST_DESCRIBE_STRUCT(Booked, (), (batch, id, at, purpose, asset, subject, account, amount))

struct Batch {
    std::int64_t seq = 0;
    db::Bytes chain;
};
BOOST_DESCRIBE_STRUCT(Batch, (), (seq, chain))

/// How many batches are read at a time; their transfers are held in memory meanwhile.
constexpr std::int64_t batches_at_once = 500;

std::string note_of(const std::vector<Booked>& rows, std::size_t& next) {
    const Booked& first = rows[next];
    std::string note = std::to_string(first.id.value) + " " +
                       std::to_string(base::micros_of(first.at)) + " " + first.purpose + " " +
                       first.asset + " " + std::to_string(first.subject);
    for (; next < rows.size() && rows[next].id == first.id; ++next) {
        if (!rows[next].account) continue;
        note += " " + std::to_string(*rows[next].account) + ":" +
                std::to_string(rows[next].amount.value_or(0));
    }
    return note + "\n";
}

/// The notes of each batch of a stretch, in the order of their transfers.
std::map<std::int64_t, std::vector<std::string>> notes_between(db::Snapshot& snapshot,
                                                               std::int64_t first,
                                                               std::int64_t last) {
    const auto rows = snapshot.all<Booked>(
        "select t.batch, t.id, t.at, t.purpose, t.asset, t.subject, p.account, p.amount "
        "from transfers t left join postings p on p.transfer = t.id "
        "where t.batch >= $1 and t.batch <= $2 order by t.batch, t.id, p.account",
        first, last);
    std::map<std::int64_t, std::vector<std::string>> notes;
    for (std::size_t next = 0; next < rows.size();) {
        auto& list = notes[rows[next].batch];
        list.push_back(note_of(rows, next));
    }
    return notes;
}

std::int64_t broken_links(db::Snapshot& snapshot) {
    std::int64_t broken = 0, seq = 0;
    std::string head;
    while (true) {
        const auto batches = snapshot.all<Batch>(
            "select seq, chain from batches where seq > $1 order by seq limit $2", seq,
            batches_at_once);
        if (batches.empty()) break;
        auto notes = notes_between(snapshot, seq + 1, batches.back().seq);
        for (const Batch& batch : batches) {
            if (batch.seq != seq + 1) ++broken;
            if (link(head, notes[batch.seq]) != batch.chain.value) ++broken;
            head = batch.chain.value;
            seq = batch.seq;
        }
    }
    // Transfers of batches that there are no rows of.
    broken += snapshot.number("select count(*) from transfers where batch > $1 or batch < 1", seq);
    return broken;
}

}  // namespace

Audit audit(db::Snapshot& snapshot) {
    Audit found;
    found.assets_unbalanced = snapshot.number(
        "select count(*) from (select asset from accounts group by asset "
        "having sum(balance) <> 0) as wrong");
    found.transfers_unbalanced = snapshot.number(
        "select count(*) from (select t.id from transfers t "
        "left join postings p on p.transfer = t.id left join accounts a on a.id = p.account "
        "group by t.id, t.asset having coalesce(sum(p.amount), 1) <> 0 "
        "or sum(case when a.asset = t.asset then 0 else 1 end) <> 0) as wrong");
    found.accounts_wrong = snapshot.number(
        "select count(*) from (select a.id from accounts a left join postings p "
        "on p.account = a.id group by a.id, a.balance "
        "having coalesce(sum(p.amount), 0) <> a.balance) as wrong");
    found.accounts_too_low =
        snapshot.number("select count(*) from accounts where balance < lowest");
    found.links_broken = broken_links(snapshot);
    return found;
}

}  // namespace ledger
