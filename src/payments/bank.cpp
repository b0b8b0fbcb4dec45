// Bank transfers: the operator reads the bank's statement to us, and we find what each line pays.

#include <array>

#include "http/json.hpp"
#include "members/members.hpp"
#include "payments/payments.hpp"
#include "payments/reference.hpp"
#include "payments/rows.hpp"

namespace payments {
namespace {

std::optional<Payment> by_reference(db::Snapshot& snapshot, const std::string& reference) {
    return snapshot.one<Payment>(
        "select id, subject, method, asset, amount, state, reference, attempts, at, page "
        "from payments "
        "where reference = $1",
        reference);
}

std::string select_receipts() {
    return "select id, statement_line, reference, asset, amount, subject, why, at, sent_back "
           "from receipts ";
}

/// What is wrong with the line before anything is booked.
Why judge(const std::optional<Payment>& payment, const Entry& entry) {
    if (!payment) return Why::unknown_reference;
    const bool open = payment->state == State::awaiting_transfer || payment->state == State::voided;
    if (!open) return Why::already_paid;
    const bool fits = payment->amount == entry.amount && payment->asset == entry.asset;
    return fits ? Why::nothing : Why::amount_differs;
}

/// Money that came in and pays nothing, so that the books have all that the bank has: `amount` goes
/// from outside into the suspense account, below 0 out of it again.
base::Result<base::Done> suspend(db::Tx& tx, const Receipt& receipt, std::int64_t amount) {
    const auto world =
        ledger::account_of(tx, ledger::market, ledger::Holding::outside, receipt.asset);
    const auto suspense =
        ledger::account_of(tx, ledger::market, ledger::Holding::suspense, receipt.asset);
    const std::array parts{ledger::Part{world, -amount}, ledger::Part{suspense, amount}};
    const auto purpose = amount > 0 ? ledger::Purpose::receipt : ledger::Purpose::correction;
    return ledger::book(
        tx, {tx.fresh<ledger::TransferId>(), purpose, receipt.asset, receipt.subject}, parts);
}

/// The receipt, if it has still to be decided.
base::Result<Receipt> undecided(db::Tx& tx, ReceiptId id) {
    static const std::string sql = select_receipts() + "where id = $1";
    const auto receipt = tx.one<Receipt>(sql, id);
    if (!receipt) return no_such_receipt;
    if (state_of(*receipt) != ReceiptState::open) return receipt_decided;
    return *receipt;
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
        entry.amount,          payment ? payment->subject : 0, judge(payment, entry), tx.now(),
        std::nullopt};
    if (receipt.why == Why::nothing) {
        receipt.why = TRY(pay(tx, payment->id, hears));
    } else {
        TRY(suspend(tx, receipt, receipt.amount));
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

ReceiptState state_of(const Receipt& receipt) {
    if (receipt.sent_back) return ReceiptState::sent_back;
    if (receipt.why == Why::nothing) return ReceiptState::paid;
    return receipt.why == Why::order_over ? ReceiptState::returned : ReceiptState::open;
}

base::Result<Receipt> match(db::Tx& tx, const Decision& decision, PaymentId id,
                            const Hears& hears) {
    Receipt receipt = TRY(undecided(tx, decision.receipt));
    const auto payment = find(tx, id);
    const bool fits = payment && payment->state == State::awaiting_transfer &&
                      payment->amount == receipt.amount && payment->asset == receipt.asset;
    if (!fits) return receipt_does_not_fit;
    const std::string before = http::to_json(receipt);
    TRY(suspend(tx, receipt, -receipt.amount));
    receipt.subject = payment->subject;
    receipt.why = TRY(pay(tx, id, hears));
    tx.run("update receipts set payment = $2, subject = $3, why = $4 where id = $1", receipt.id, id,
           receipt.subject, receipt.why);
    members::audit(tx, {decision.operator_id, "operator", "receipt_matched", receipt.id.value,
                        decision.reason, before, http::to_json(receipt)});
    return receipt;
}

base::Result<Receipt> send_back(db::Tx& tx, const Decision& decision) {
    Receipt receipt = TRY(undecided(tx, decision.receipt));
    const std::string before = http::to_json(receipt);
    TRY(suspend(tx, receipt, -receipt.amount));
    receipt.sent_back = tx.now();
    tx.run("update receipts set sent_back = $2 where id = $1", receipt.id, receipt.sent_back);
    members::audit(tx, {decision.operator_id, "operator", "receipt_sent_back", receipt.id.value,
                        decision.reason, before, http::to_json(receipt)});
    return receipt;
}

std::vector<Receipt> receipts(db::Snapshot& snapshot, ReceiptId before, std::int64_t limit) {
    static const std::string sql = select_receipts() + "where id < $1 order by id desc limit $2";
    return snapshot.all<Receipt>(sql, before, limit);
}

std::vector<Receipt> open_receipts(db::Snapshot& snapshot, ReceiptId after, std::int64_t limit) {
    static const std::string sql =
        select_receipts() +
        "where sent_back is null and why not in ('nothing', 'order_over') and id > $1 "
        "order by id limit $2";
    return snapshot.all<Receipt>(sql, after, limit);
}

std::vector<Payment> awaited(db::Snapshot& snapshot, std::optional<std::int64_t> amount,
                             PaymentId after, std::int64_t limit) {
    return snapshot.all<Payment>(
        "select id, subject, method, asset, amount, state, reference, attempts, at, page "
        "from payments "
        "where state = 'awaiting_transfer' and id > $1 and ($3 is null or amount = $3) "
        "order by id limit $2",
        after, limit, amount);
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
    all_is_back(tx, *payment);
    members::audit(
        tx, {operator_id, "operator", "refund_transferred", id.value, reason, "by_hand", "done"});
    return base::done;
}

}  // namespace payments
