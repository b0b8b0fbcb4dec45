// The documents of an order: what is issued when it is paid, settled, and when money goes back.

#include <algorithm>

#include "documents/issue.hpp"
#include "members/members.hpp"

namespace documents {
namespace {

/// An order as an event tells of it, and what was issued about it so far, the oldest first.
struct About {
    orders::OrderId order;
    base::Time at;
    orders::Told told;
    std::vector<Document> issued{};
};

About about(const events::Event& event) {
    return {orders::OrderId{event.subject}, event.at, orders::told(event)};
}

About about_with_issued(db::Snapshot& snapshot, const events::Event& event) {
    About its = about(event);
    its.issued = of_order(snapshot, its.order, std::nullopt);
    return its;
}

/// The document that a credit note is for: the last of its kind.
std::optional<Document> last_of(const About& its, DocumentKind kind) {
    const auto found = std::find_if(its.issued.rbegin(), its.issued.rend(),
                                    [&](const Document& one) { return one.kind == kind; });
    return found == its.issued.rend() ? std::nullopt : std::optional{*found};
}

std::int64_t vat_rate_of(db::Snapshot& snapshot, orders::OrderId order) {
    const auto shares = orders::shares_of(snapshot, order);
    const auto tax = std::ranges::find(shares, ledger::Holding::fee_vat, &orders::Share::holding);
    return tax == shares.end() ? 0 : tax->rate_ppm;
}

/// From the seller to the buyer, for what the event tells of.
Draft receipt_of(const About& its, DocumentKind kind) {
    Draft draft{kind, its.told.seller.value, its.told.buyer, its.at, its.order};
    draft.asset = its.told.amount.currency;
    draft.net = draft.total = its.told.amount.minor;
    return draft;
}

void write_receipt(db::Tx& tx, const Settings& settings, const About& its) {
    Draft draft = receipt_of(its, DocumentKind::receipt);
    for (const orders::Line& line : orders::lines_of(tx, its.order)) {
        draft.content.rows.push_back({line.title, std::to_string(line.quantity),
                                      std::to_string(line.price),
                                      std::to_string(base::multiply(line.price, line.quantity))});
    }
    // Its words are those of the reader's language, as those of the other sums are.
    const auto order = orders::find(tx, its.order);
    if (order && order->postage > 0) draft.content.set("postage", order->postage);
    issue(tx, settings, draft);
}

void issue_fee(db::Tx& tx, const Settings& settings, const About& its, DocumentKind kind,
               std::int64_t fee, std::int64_t tax) {
    if (fee == 0 && tax == 0) return;
    Draft draft{kind, ledger::market, its.told.seller, its.at, its.order};
    if (kind == DocumentKind::fee_credit) {
        draft.corrects = last_of(its, DocumentKind::fee_invoice);
        if (!draft.corrects) return;
    }
    draft.asset = its.told.amount.currency;
    draft.net = fee;
    draft.vat = tax;
    draft.total = base::add(fee, tax);
    draft.content.set("vat_ppm", vat_rate_of(tx, its.order));
    draft.content.set("of", its.told.amount.minor);
    issue(tx, settings, draft);
}

/// A fee and the tax on it: an invoice for more of it, a credit note for less. Goods with a low fee
/// that go back by name may leave the market more than before, for what went back without a name is
/// of the other goods then.
void write_fee(db::Tx& tx, const Settings& settings, const About& its, DocumentKind kind) {
    const std::int64_t fee = its.told.commission.minor;
    const std::int64_t tax = its.told.tax ? its.told.tax->minor : 0;
    const bool is_credit = kind == DocumentKind::fee_credit;
    // Of an order that was settled before there were documents.
    if (is_credit && !last_of(its, DocumentKind::fee_invoice)) return;
    const auto part = [](std::int64_t amount) { return std::max<std::int64_t>(amount, 0); };
    issue_fee(tx, settings, its, kind, part(fee), part(tax));
    issue_fee(tx, settings, its, is_credit ? DocumentKind::fee_invoice : DocumentKind::fee_credit,
              part(-fee), part(-tax));
}
/// What a bank had taken and gave back is paid once more.
void write_receipt_again(db::Tx& tx, const Settings& settings, const About& its) {
    if (!last_of(its, DocumentKind::receipt)) return;  // It has no other documents either.
    issue(tx, settings, receipt_of(its, DocumentKind::receipt));
}

void credit_receipt(db::Tx& tx, const Settings& settings, const About& its) {
    Draft draft = receipt_of(its, DocumentKind::receipt_credit);
    draft.corrects = last_of(its, DocumentKind::receipt);
    if (!draft.corrects) return;  // Of an order that was paid before there were documents.
    issue(tx, settings, draft);
}

void write(db::Tx& tx, const Settings& settings, const events::Event& event) {
    if (event.kind == "order_paid") {
        write_receipt(tx, settings, about(event));
    } else if (event.kind == "order_settled" || event.kind == "order_released") {
        write_fee(tx, settings, about_with_issued(tx, event), DocumentKind::fee_invoice);
    } else if (event.kind == "order_refunded" || event.kind == "order_charged_back") {
        const About its = about_with_issued(tx, event);
        credit_receipt(tx, settings, its);
        write_fee(tx, settings, its, DocumentKind::fee_credit);
    } else if (event.kind == "order_won_back") {
        const About its = about_with_issued(tx, event);
        write_receipt_again(tx, settings, its);
        write_fee(tx, settings, its, DocumentKind::fee_invoice);
    }
}

}  // namespace

base::Result<base::Done> apply(db::Tx& tx, const Settings& settings,
                               const std::vector<events::Event>& list) {
    for (const events::Event& event : list) write(tx, settings, event);
    return base::done;
}

}  // namespace documents
