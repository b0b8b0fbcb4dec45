// The proof of the books: everything is computed again from the postings.

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "db/whole_tables.hpp"
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
    std::optional<std::int64_t> balance;
};
BOOST_DESCRIBE_STRUCT(Booked, (),
                      (batch, id, at, purpose, asset, subject, account, amount, balance))

struct Opened {
    std::int64_t batch = 0;
    AccountId id;
    std::int64_t owner = 0;
    std::string purpose;
    std::string asset;
    std::optional<std::int64_t> lowest;
    base::Time opened;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (batch, id, owner, purpose, asset, lowest, opened))

struct Batch {
    std::int64_t seq = 0;
    db::Bytes chain;
};
BOOST_DESCRIBE_STRUCT(Batch, (), (seq, chain))

// What is audited may be anything, and an overflow of forged numbers is no reason to stop.
std::int64_t plus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t minus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

/// Follows every account from batch to batch. The order of postings within a batch is not on
/// record, so there the balances need only form some way from the batch's start to its end: each
/// posting leads from one balance to another, and every balance that one leads to, but for the
/// last, another leads away from.
class Balances {
public:
    void add(std::int64_t account, std::int64_t amount, std::int64_t balance) {
        batch_.push_back({account, amount, balance});
    }

    void finish_batch() {
        std::ranges::sort(batch_, {}, &Step::account);
        for (auto begin = batch_.begin(); begin != batch_.end();) {
            const std::int64_t account = begin->account;
            const auto end = std::find_if(
                begin, batch_.end(), [&](const Step& step) { return step.account != account; });
            finish_account(account, {begin, end});
            begin = end;
        }
        batch_.clear();
    }

    std::int64_t wrong() const { return wrong_; }

private:
    struct Step {
        std::int64_t account, amount, balance;
    };

    void finish_account(std::int64_t account, std::span<const Step> steps) {
        const auto known = balances_.find(account);
        std::int64_t last = known == balances_.end() ? 0 : known->second;
        std::vector<std::int64_t> reached{last}, left;
        for (const Step& step : steps) {
            reached.push_back(step.balance);
            left.push_back(minus(step.balance, step.amount));
            last = plus(last, step.amount);
        }
        left.push_back(last);
        std::ranges::sort(reached);
        std::ranges::sort(left);
        if (reached != left) ++wrong_;
        // Most accounts are holds that end empty, and are not worth remembering.
        if (last == 0) {
            balances_.erase(account);
        } else {
            balances_[account] = last;
        }
    }

    std::vector<Step> batch_;
    std::unordered_map<std::int64_t, std::int64_t> balances_;
    std::int64_t wrong_ = 0;
};

using Notes = std::map<std::int64_t, std::vector<std::string>>;  // By batch.

/// Rebuilds notes from rows that come in the order of batch, transfer, account.
class Rebuilt {
public:
    Rebuilt(Notes& notes, Balances& balances) : notes_(notes), balances_(balances) {}

    void add(const Booked& row) {
        if (row.batch != batch_) balances_.finish_batch();
        if (row.batch != batch_ || row.id != transfer_) begin_note(row);
        if (!row.account) return;
        notes_[batch_].back().insert(
            notes_[batch_].back().size() - 1,
            " " + std::to_string(*row.account) + ":" + std::to_string(row.amount.value_or(0)));
        balances_.add(*row.account, row.amount.value_or(0), row.balance.value_or(0));
    }

private:
    void begin_note(const Booked& row) {
        batch_ = row.batch;
        transfer_ = row.id;
        notes_[batch_].push_back(std::to_string(row.id.value) + " " +
                                 std::to_string(base::micros_of(row.at)) + " " + row.purpose + " " +
                                 row.asset + " " + std::to_string(row.subject) + "\n");
    }

    Notes& notes_;
    Balances& balances_;
    std::int64_t batch_ = -1;
    TransferId transfer_;
};

std::string note_of(const Opened& row) {
    return std::to_string(row.id.value) + " account " + std::to_string(row.owner) + " " +
           row.purpose + " " + row.asset + " " + (row.lowest ? std::to_string(*row.lowest) : "-") +
           " " + std::to_string(base::micros_of(row.opened)) + "\n";
}

/// How many batches' notes are held in memory at a time.
constexpr std::int64_t batches_at_once = 20'000;

Notes notes_between(db::Snapshot& snapshot, Balances& balances, std::int64_t first,
                    std::int64_t last) {
    Notes notes;
    Rebuilt rebuilt(notes, balances);
    snapshot.each<Booked>(
        [&](const Booked& row) { rebuilt.add(row); },
        "select t.batch, t.id, t.at, t.purpose, t.asset, t.subject, p.account, p.amount, p.balance "
        "from transfers t left join postings p on p.transfer = t.id "
        "where t.batch >= $1 and t.batch <= $2 order by t.batch, t.id, p.account",
        first, last);
    balances.finish_batch();
    snapshot.each<Opened>([&](const Opened& row) { notes[row.batch].push_back(note_of(row)); },
                          "select batch, id, owner, purpose, asset, lowest, opened from accounts "
                          "where batch >= $1 and batch <= $2",
                          first, last);
    return notes;
}

std::int64_t broken_links(db::Snapshot& snapshot, Balances& balances) {
    std::int64_t broken = 0, seq = 0;
    std::string head;
    while (true) {
        const auto batches = snapshot.all<Batch>(
            "select seq, chain from batches where seq > $1 order by seq limit $2", seq,
            batches_at_once);
        if (batches.empty()) break;
        const Notes notes = notes_between(snapshot, balances, seq + 1, batches.back().seq);
        for (const Batch& batch : batches) {
            if (batch.seq != seq + 1) ++broken;
            const auto found = notes.find(batch.seq);
            const std::string next = found == notes.end() ? head : link(head, found->second);
            if (next != batch.chain.value) ++broken;
            head = batch.chain.value;
            seq = batch.seq;
        }
    }
    // Transfers and accounts of batches that there are no rows of.
    broken += snapshot.number("select count(*) from transfers where batch > $1 or batch < 1", seq);
    broken += snapshot.number("select count(*) from accounts where batch > $1 or batch < 0", seq);
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
    const db::WholeTables whole(snapshot);
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
    Balances balances;
    found.links_broken = broken_links(snapshot, balances);
    found.postings_wrong =
        balances.wrong() + snapshot.number(
                               "select count(*) from postings p where not exists "
                               "(select 1 from transfers t where t.id = p.transfer)");
    return found;
}

}  // namespace ledger
