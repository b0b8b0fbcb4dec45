// Bank transfers: the operator reads the bank's statement to us, and we find what each line pays.

#include <array>

#include "http/json.hpp"
#include "members/members.hpp"
#include "payments/payments.hpp"
#include "payments/reference.hpp"

namespace payments {
namespace {

std::optional<Payment> by_reference(db::Snapshot& snapshot, const std::string& reference) {
    return snapshot.one<Payment>(
        "select id, subject, method, asset, amount, state, reference, attempts, at from payments "
        "where reference = $1",
        reference);
}

/// What is wrong with the line before anything is booked.
Why judge(const std::optional<Payment>& payment, const Entry& entry) {
    if (!payment) return Why::unknown_reference;
    const bool open = payment->state == State::awaiting_transfer || payment->state == State::voided;
    if (!open) return Why::already_paid;
    const bool fits = payment->amount == entry.amount && payment->asset == entry.asset;
    return fits ? Why::nothing : Why::amount_differs;
}

/// Keeps money that pays nothing, so that the books have all that the bank has.
base::Result<base::Done> keep(db::Tx& tx, const Entry& entry, std::int64_t subject) {
    const auto world =
        ledger::account_of(tx, ledger::market, ledger::Holding::outside, entry.asset);
    const auto suspense =
        ledger::account_of(tx, ledger::market, ledger::Holding::suspense, entry.asset);
    const std::array parts{ledger::Part{world, -entry.amount},
                           ledger::Part{suspense, entry.amount}};
    return ledger::book(
        tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::receipt, entry.asset, subject},
        parts);
}

/// Pays with the line, and says what became of it: the owner may have sent it back.
base::Result<Why> pay(db::Tx& tx, PaymentId id, const Hears& hears) {
    TRY(hears(tx, book(tx, id, Outcome::captured)));
    const auto after = find(tx, id);
    base::ensure(after.has_value());
    return after->state == State::captured ? Why::nothing : Why::order_over;
}

}  // namespace

base::Result<Receipt> enter(db::Tx& tx, const Entry& entry, const Hears& hears) {
    base::ensure(entry.amount > 0);
    if (tx.number("select count(*) from receipts where statement_line = $1", entry.statement_line) >
        0) {
        return receipt_known;
    }
    const auto reference = read_reference(entry.reference);
    const auto payment = reference ? by_reference(tx, *reference) : std::nullopt;
    Receipt receipt{
        tx.fresh<ReceiptId>(), entry.statement_line,           entry.reference,       entry.asset,
        entry.amount,          payment ? payment->subject : 0, judge(payment, entry), tx.now()};
    if (receipt.why == Why::nothing) {
        receipt.why = TRY(pay(tx, payment->id, hears));
    } else {
        TRY(keep(tx, entry, receipt.subject));
    }
    const auto paid = payment ? std::optional{payment->id} : std::nullopt;
    tx.run(
        "insert into receipts (id, statement_line, reference, asset, amount, payment, subject, "
        "why, entered_by, reason, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        receipt.id, receipt.statement_line, receipt.reference, receipt.asset, receipt.amount, paid,
        receipt.subject, receipt.why, entry.operator_id, entry.reason, receipt.at);
    members::audit(tx, {entry.operator_id, "operator", "bank_receipt", receipt.id.value,
                        entry.reason, "", http::to_json(receipt)});
    return receipt;
}

std::vector<Receipt> receipts(db::Snapshot& snapshot, ReceiptId before, std::int64_t limit) {
    return snapshot.all<Receipt>(
        "select id, statement_line, reference, asset, amount, subject, why, at from receipts "
        "where id < $1 order by id desc limit $2",
        before, limit);
}

std::vector<Payment> awaited(db::Snapshot& snapshot, PaymentId after, std::int64_t limit) {
    return snapshot.all<Payment>(
        "select id, subject, method, asset, amount, state, reference, attempts, at from payments "
        "where state = 'awaiting_transfer' and id > $1 order by id limit $2",
        after, limit);
}

std::vector<ByHand> to_pay_back(db::Snapshot& snapshot, RefundId after, std::int64_t limit) {
    return snapshot.all<ByHand>(
        "select id, payment, subject, asset, amount, at from refunds "
        "where state = 'by_hand' and id > $1 order by id limit $2",
        after, limit);
}

base::Result<base::Done> paid_back(db::Tx& tx, RefundId id, base::MemberId operator_id,
                                   const std::string& reason) {
    const auto payment = tx.returning<PaymentId>(
        "update refunds set state = 'done' where id = $1 and state = 'by_hand' returning payment",
        id);
    if (!payment) return no_such_refund;
    tx.run("update payments set state = 'refunded' where id = $1", *payment);
    members::audit(
        tx, {operator_id, "operator", "refund_transferred", id.value, reason, "by_hand", "done"});
    return base::done;
}

}  // namespace payments
