// What a buyer's bank takes back of a payment, gives back, or keeps.

#include <algorithm>

#include "base/money.hpp"
#include "payments/payments.hpp"

namespace payments {
namespace {

const std::string& select_chargebacks() {
    static const std::string text =
        "select id, key, payment, subject, asset, amount, booked, state, at, changed "
        "from chargebacks ";
    return text;
}

std::optional<Chargeback> by_key(db::Snapshot& snapshot, const std::string& key) {
    static const std::string sql = select_chargebacks() + "where key = $1";
    return snapshot.one<Chargeback>(sql, key);
}

struct PartRow {
    std::int64_t subject = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(PartRow, (), (subject, amount))

/// Whether the money is with the bank.
bool is_gone(Claim claim) {
    return claim != Claim::won;
}

/// What there is left of a payment to be taken; nothing of one that was never captured.
std::int64_t left_of(db::Snapshot& snapshot, PaymentId id) {
    return snapshot
        .one<std::int64_t>(
            "select amount - returned from payments where id = $1 and state = 'captured'", id)
        .value_or(0);
}

Chargeback insert(db::Tx& tx, const Payment& payment, const ChargebackNews& news) {
    Chargeback made{tx.fresh<ChargebackId>(),
                    news.key,
                    payment.id,
                    payment.subject,
                    payment.asset,
                    news.amount,
                    0,
                    news.claim,
                    tx.now(),
                    tx.now()};
    tx.run(
        "insert into chargebacks (id, key, payment, subject, asset, amount, booked, state, at, "
        "changed) values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)",
        made.id, made.key, made.payment, made.subject, made.asset, made.amount, made.state, made.at,
        made.changed);
    return made;
}

/// What the next word means, of which `before` was the last one.
Change change_of(db::Tx& tx, const Payment& payment, const Chargeback& one,
                 std::optional<Claim> before) {
    const bool was = before && is_gone(*before);
    Change change{News::nothing, payment.id, payment.subject, payment.method,
                  payment.asset, 0,          one.id,          one.state};
    if (is_gone(one.state) && !was) {
        change.amount = std::min(one.amount, left_of(tx, payment.id));
        if (change.amount > 0) change.news = News::charged_back;
    } else if (was && one.booked > 0) {
        change.amount = one.booked;
        change.news = is_gone(one.state) ? News::gone : News::won_back;
    }
    return change;
}

base::Result<base::Done> move(db::Tx& tx, const Change& change, ledger::Purpose purpose,
                              std::span<const ledger::Part> parts, std::int64_t outside) {
    std::int64_t sum = outside;
    for (const ledger::Part& part : parts) sum = base::add(sum, part.amount);
    base::ensure(sum == 0 && change.amount > 0);
    std::vector<ledger::Part> all(parts.begin(), parts.end());
    all.push_back(
        {ledger::account_of(tx, ledger::market, ledger::Holding::outside, change.asset), outside});
    return ledger::book(tx, {tx.fresh<ledger::TransferId>(), purpose, change.asset, change.subject},
                        all);
}

}  // namespace

Change book(db::Tx& tx, const ChargebackNews& news) {
    base::ensure(news.amount > 0);
    const auto payment = find(tx, news.payment);
    if (!payment) return {};
    auto known = by_key(tx, news.key);
    const auto before = known ? std::optional{known->state} : std::nullopt;
    if (before && news.claim <= *before) return {};
    if (!known) {
        known = insert(tx, *payment, news);
    } else {
        known->state = news.claim;
        tx.run("update chargebacks set state = $2, changed = $3 where id = $1", known->id,
               known->state, tx.now());
    }
    return change_of(tx, *payment, *known, before);
}

base::Result<base::Done> charge_back(db::Tx& tx, const Change& charged,
                                     std::span<const ledger::Part> from) {
    base::ensure(charged.news == News::charged_back);
    TRY(move(tx, charged, ledger::Purpose::charge_back, from, charged.amount));
    const auto counted = tx.run(
        "update payments set returned = returned + $2, "
        "state = case when returned + $2 = amount then 'charged_back' else state end "
        "where id = $1 and state = 'captured' and returned + $2 <= amount",
        charged.payment, charged.amount);
    base::ensure(counted == 1);
    tx.run("update chargebacks set booked = booked + $2 where id = $1", charged.chargeback,
           charged.amount);
    tx.run("insert into chargeback_parts (chargeback, subject, amount) values ($1, $2, $3)",
           charged.chargeback, charged.subject, charged.amount);
    return base::done;
}

base::Result<base::Done> win_back(db::Tx& tx, const Change& won, std::span<const ledger::Part> to) {
    base::ensure(won.news == News::won_back);
    TRY(move(tx, won, ledger::Purpose::won_back, to, -won.amount));
    tx.run("update payments set returned = returned - $2, state = 'captured' where id = $1",
           won.payment, won.amount);
    tx.run("update chargebacks set booked = booked - $2 where id = $1", won.chargeback, won.amount);
    tx.run("delete from chargeback_parts where chargeback = $1 and subject = $2", won.chargeback,
           won.subject);
    return base::done;
}

std::map<std::int64_t, std::int64_t> lost_by(db::Snapshot& snapshot, ChargebackId id) {
    std::map<std::int64_t, std::int64_t> lost;
    for (const PartRow& row : snapshot.all<PartRow>(
             "select subject, amount from chargeback_parts where chargeback = $1", id)) {
        lost[row.subject] = row.amount;
    }
    return lost;
}

std::vector<Chargeback> chargebacks(db::Snapshot& snapshot, ChargebackId before,
                                    std::int64_t limit) {
    static const std::string sql = select_chargebacks() + "where id < $1 order by id desc limit $2";
    return snapshot.all<Chargeback>(sql, before, limit);
}

std::vector<Chargeback> chargebacks_of(db::Snapshot& snapshot, std::int64_t subject) {
    static const std::string sql = select_chargebacks() + "where subject = $1 order by id";
    return snapshot.all<Chargeback>(sql, subject);
}

}  // namespace payments
