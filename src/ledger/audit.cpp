// The proof of the books: everything is computed again from the postings.

#include <map>

#include "base/text.hpp"
#include "ledger/chain.hpp"
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

/// Rebuilds the notes of each batch from rows that come in the order of batch, transfer, account.
class Notes {
public:
    explicit Notes(std::map<std::int64_t, std::string>& links) : links_(links) {}

    void add(const Booked& row) {
        if (row.batch != batch_) finish_batch();
        batch_ = row.batch;
        if (notes_.empty() || row.id != transfer_) begin_note(row);
        if (row.account) {
            notes_.back() +=
                " " + std::to_string(*row.account) + ":" + std::to_string(row.amount.value_or(0));
        }
    }

    /// Hands the batch's notes over as what link() hashes after the head.
    void finish_batch() {
        if (notes_.empty()) return;
        std::string all;
        for (const std::string& note : notes_) all += note + "\n";
        links_[batch_] = std::move(all);
        notes_.clear();
    }

private:
    void begin_note(const Booked& row) {
        transfer_ = row.id;
        notes_.push_back(std::to_string(row.id.value) + " " +
                         std::to_string(base::micros_of(row.at)) + " " + row.purpose + " " +
                         row.asset + " " + std::to_string(row.subject));
    }

    std::map<std::int64_t, std::string>& links_;
    std::int64_t batch_ = 0;
    TransferId transfer_;
    std::vector<std::string> notes_;
};

/// How many batches' notes are held in memory at a time.
constexpr std::int64_t batches_at_once = 20'000;

std::map<std::int64_t, std::string> notes_between(db::Snapshot& snapshot, std::int64_t first,
                                                  std::int64_t last) {
    std::map<std::int64_t, std::string> found;
    Notes notes(found);
    snapshot.each<Booked>(
        [&](const Booked& row) { notes.add(row); },
        "select t.batch, t.id, t.at, t.purpose, t.asset, t.subject, p.account, p.amount "
        "from transfers t left join postings p on p.transfer = t.id "
        "where t.batch >= $1 and t.batch <= $2 order by t.batch, t.id, p.account",
        first, last);
    notes.finish_batch();
    return found;
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
            const auto found = notes.find(batch.seq);
            const std::string next =
                found == notes.end() ? head : link(head, std::span(&found->second, 1));
            if (next != batch.chain.value) ++broken;
            head = batch.chain.value;
            seq = batch.seq;
        }
    }
    // Transfers of batches that there are no rows of.
    broken += snapshot.number("select count(*) from transfers where batch > $1 or batch < 1", seq);
    return broken;
}

}  // namespace

ChainHead chain_head(db::Snapshot& snapshot) {
    const auto last =
        snapshot.one<Batch>("select seq, chain from batches order by seq desc limit 1");
    if (!last) return {};
    return {last->seq, last->chain.value};
}

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
