// The documents of an order: what is issued when it is paid, settled, and when money goes back.

#include <algorithm>

#include "documents/issue.hpp"
#include "members/members.hpp"

namespace documents {
namespace {

/// The document of an order that a credit note is for: the last of its kind.
std::optional<Document> last_of(db::Snapshot& snapshot, orders::OrderId order, DocumentKind kind) {
    const auto all = of_order(snapshot, order, std::nullopt);
    const auto found = std::find_if(all.rbegin(), all.rend(),
                                    [&](const Document& one) { return one.kind == kind; });
    return found == all.rend() ? std::nullopt : std::optional{*found};
}

std::int64_t vat_rate_of(db::Snapshot& snapshot, orders::OrderId order) {
    const auto shares = orders::shares_of(snapshot, order);
    const auto tax = std::ranges::find(shares, ledger::Holding::fee_vat, &orders::Share::holding);
    return tax == shares.end() ? 0 : tax->rate_ppm;
}

void write_receipt(db::Tx& tx, const Settings& settings, const orders::Order& order,
                   base::Time at) {
    Draft draft{DocumentKind::receipt, order.seller.value, order.buyer, at, order.id};
    draft.asset = order.asset;
    draft.net = draft.total = order.total;
    for (const orders::Line& line : orders::lines_of(tx, order.id)) {
        draft.content.rows.push_back({line.title, std::to_string(line.quantity),
                                      std::to_string(line.price),
                                      std::to_string(base::multiply(line.price, line.quantity))});
    }
    // Its words are those of the reader's language, as those of the other sums are.
    if (order.postage > 0) draft.content.set("postage", order.postage);
    issue(tx, settings, draft);
}

/// A fee and the tax on it: an invoice for more of it, a credit note for less.
void write_fee(db::Tx& tx, const Settings& settings, const orders::Order& order, DocumentKind kind,
               const events::Event& event) {
    const orders::Told told = orders::told(event);
    const std::int64_t fee = told.commission.minor;
    const std::int64_t tax = told.tax ? told.tax->minor : 0;
    if (fee == 0 && tax == 0) return;
    Draft draft{kind, ledger::market, order.seller, event.at, order.id};
    if (kind == DocumentKind::fee_credit) {
        draft.corrects = last_of(tx, order.id, DocumentKind::fee_invoice);
        if (!draft.corrects) return;  // Of an order that was settled before there were documents.
    }
    draft.asset = order.asset;
    draft.net = fee;
    draft.vat = tax;
    draft.total = base::add(fee, tax);
    draft.content.set("vat_ppm", vat_rate_of(tx, order.id));
    draft.content.set("of", told.amount.minor);
    issue(tx, settings, draft);
}

orders::Order order_of(db::Snapshot& snapshot, const events::Event& event) {
    auto order = orders::find(snapshot, orders::OrderId{event.subject});
    base::ensure(order.has_value());
    return *std::move(order);
}

/// What a bank had taken and gave back is paid once more.
void write_receipt_again(db::Tx& tx, const Settings& settings, const orders::Order& order,
                         const events::Event& event) {
    if (!last_of(tx, order.id, DocumentKind::receipt)) return;  // It has no other documents either.
    Draft draft{DocumentKind::receipt, order.seller.value, order.buyer, event.at, order.id};
    draft.asset = order.asset;
    draft.net = draft.total = orders::told(event).amount.minor;
    issue(tx, settings, draft);
}

void credit_receipt(db::Tx& tx, const Settings& settings, const orders::Order& order,
                    const events::Event& event) {
    Draft draft{DocumentKind::receipt_credit, order.seller.value, order.buyer, event.at, order.id};
    draft.corrects = last_of(tx, order.id, DocumentKind::receipt);
    if (!draft.corrects) return;  // Of an order that was paid before there were documents.
    draft.asset = order.asset;
    draft.net = draft.total = orders::told(event).amount.minor;
    issue(tx, settings, draft);
}

void write(db::Tx& tx, const Settings& settings, const events::Event& event) {
    if (event.kind == "order_paid") {
        write_receipt(tx, settings, order_of(tx, event), event.at);
    } else if (event.kind == "order_settled" || event.kind == "order_released") {
        write_fee(tx, settings, order_of(tx, event), DocumentKind::fee_invoice, event);
    } else if (event.kind == "order_refunded" || event.kind == "order_charged_back") {
        const orders::Order order = order_of(tx, event);
        credit_receipt(tx, settings, order, event);
        write_fee(tx, settings, order, DocumentKind::fee_credit, event);
    } else if (event.kind == "order_won_back") {
        const orders::Order order = order_of(tx, event);
        write_receipt_again(tx, settings, order, event);
        write_fee(tx, settings, order, DocumentKind::fee_invoice, event);
    }
}

}  // namespace

base::Result<base::Done> apply(db::Tx& tx, const Settings& settings,
                               const std::vector<events::Event>& list) {
    for (const events::Event& event : list) write(tx, settings, event);
    return base::done;
}

}  // namespace documents
