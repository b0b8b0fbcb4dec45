// Rows of refunds, and the accounts that they move.

#include "orders/refund_rows.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "orders/fees.hpp"

namespace orders {
namespace {

const std::string& select_refunds() {
    static const std::string text =
        "select id, order_id, party, cause, state, asked, amount, settled, at, due, "
        "policy_version, answered, answered_by from order_refunds ";
    return text;
}

/// Which of the terms is that of a line; a term alone is that of all goods.
std::size_t term_of(const std::vector<Charged>& charged, std::int64_t line) {
    for (std::size_t i = 1; i < charged.size(); ++i) {
        const auto& lines = charged[i].lines;
        if (std::ranges::find(lines, line) != lines.end()) return i;
    }
    return 0;
}

}  // namespace

std::vector<Refund> refunds_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids) {
    static const std::string sql =
        select_refunds() +
        "where order_id in (select cast(value as bigint) from json_each($1)) order by order_id, id";
    return snapshot.all<Refund>(sql, http::to_json(ids));
}

std::optional<Refund> find_refund(db::Snapshot& snapshot, RefundId id) {
    static const std::string sql = select_refunds() + "where id = $1";
    return snapshot.one<Refund>(sql, id);
}

std::optional<Refund> open_refund(db::Snapshot& snapshot, OrderId id) {
    static const std::string sql = select_refunds() + "where order_id = $1 and state = 'open'";
    return snapshot.one<Refund>(sql, id);
}

std::vector<LineBack> lines_back(db::Snapshot& snapshot, OrderId id, RefundId except) {
    return snapshot.all<LineBack>(
        "select l.line as line, cast(sum(l.quantity) as bigint) as quantity, "
        "cast(sum(l.amount) as bigint) as amount from order_refunds r "
        "join order_refund_lines l on l.refund = r.id where r.order_id = $1 and r.state = 'given' "
        "and r.amount = r.asked and r.id <> $2 group by l.line order by l.line",
        id, except);
}

std::vector<RefundLine> lines_of(db::Snapshot& snapshot, RefundId id) {
    return snapshot.all<RefundLine>(
        "select line, quantity, amount from order_refund_lines where refund = $1 order by line",
        id);
}

void insert_refund(db::Tx& tx, const Refund& refund, const std::vector<RefundLine>& lines) {
    tx.run(
        "insert into order_refunds (id, order_id, party, cause, state, asked, amount, settled, at, "
        "due, policy_version, answered, answered_by) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        refund.id, refund.order_id, refund.party, refund.cause, refund.state, refund.asked,
        refund.amount, refund.settled, refund.at, refund.due, refund.policy_version,
        refund.answered, refund.answered_by);
    for (const RefundLine& line : lines) {
        tx.run(
            "insert into order_refund_lines (refund, line, quantity, amount) "
            "values ($1, $2, $3, $4)",
            refund.id, line.line, line.quantity, line.amount);
    }
}

void save_refund(db::Tx& tx, const Refund& refund) {
    tx.run(
        "update order_refunds set state = $2, amount = $3, answered = $4, answered_by = $5 "
        "where id = $1",
        refund.id, refund.state, refund.amount, refund.answered, refund.answered_by);
}

base::Time settled_at(db::Snapshot& snapshot, OrderId id) {
    const auto at = snapshot.one<base::Time>(
        "select effective from order_history where order_id = $1 and state_to = 'completed' "
        "order by id limit 1",
        id);
    base::ensure(at.has_value());
    return *at;
}

Sold sold_of(db::Snapshot& snapshot, const Order& order, std::vector<Share> shares) {
    Sold sold{order.total, order.refunded, std::move(shares), {}};
    const auto charged = charged_of(snapshot, order.id);
    for (const Charged& one : charged) sold.fees.push_back(one.term);
    if (order.postage > 0) {
        sold.fees = with_postage(std::move(sold.fees), sold.shares, order.total - order.postage,
                                 order.postage);
    }
    const bool by_line =
        sold.fees.size() > 1 ||
        std::ranges::any_of(sold.shares, [](const Share& share) { return share.line != 0; });
    if (!by_line) return sold;
    const auto back = lines_back(snapshot, order.id);
    const auto back_of = [&](std::int64_t line) {
        const auto found = std::ranges::find(back, line, &LineBack::line);
        return found == back.end() ? 0 : found->amount;
    };
    for (const Line& line : lines_of(snapshot, order.id)) {
        sold.lines.push_back(
            {line.line, base::multiply(line.price, line.quantity), back_of(line.line)});
        if (!sold.fees.empty()) {
            sold.fees[term_of(charged, line.line)].back += sold.lines.back().back;
        }
    }
    if (order.postage > 0) {
        sold.lines.push_back({postage_line, order.postage, back_of(postage_line)});
        sold.fees.back().back = sold.lines.back().back;
    }
    return sold;
}

std::vector<Share> take_back(db::Tx& tx, const Order& order) {
    auto shares = shares_of(tx, order.id);
    const auto left = kept(sold_of(tx, order, shares));
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const std::int64_t back = shares[i].amount - left[i];
        const std::int64_t more = back - shares[i].back;
        if (more != 0) {
            tx.run(
                "update order_shares set back = $5 where order_id = $1 and line = $2 "
                "and purpose = $3 and owner = $4",
                order.id, shares[i].line, shares[i].purpose, shares[i].owner, back);
        }
        shares[i].back = more;
    }
    return shares;
}

void pay_out(db::Tx& tx, const Order& order, const Share& share, std::int64_t amount,
             ledger::AccountSums& sums) {
    if (amount == 0) return;
    if (share.holding == ledger::Holding::available) {
        return ledger::give(tx, share.owner, order.asset, amount, sums);
    }
    sums[ledger::account_of(tx, share.owner, share.holding, order.asset)] += amount;
}

base::Result<base::Done> take_in(db::Tx& tx, const Order& order, const Share& share,
                                 std::int64_t amount, std::int64_t debt_most,
                                 ledger::AccountSums& sums) {
    if (amount <= 0) {  // A share that belongs to a line may get a cent by what others give back.
        pay_out(tx, order, share, -amount, sums);
        return base::done;
    }
    // The market itself has what it earned, or the ledger refuses.
    if (share.holding != ledger::Holding::available) {
        sums[ledger::account_of(tx, share.owner, share.holding, order.asset)] -= amount;
        return base::done;
    }
    const std::int64_t debt = ledger::take(tx, share.owner, order.asset, amount, sums);
    if (share.owner == order.seller.value && debt > debt_most) {
        return base::with(debt_too_large, "most", std::to_string(debt_most));
    }
    return base::done;
}

}  // namespace orders
