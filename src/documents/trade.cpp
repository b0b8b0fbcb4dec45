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

void write_receipt(db::Tx& tx, const Settings& settings, const orders::Order& order) {
    Draft draft{DocumentKind::receipt, order.seller.value, order.buyer, order.id};
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
               const orders::Told& told) {
    const std::int64_t fee = told.commission.minor;
    const std::int64_t tax = told.tax ? told.tax->minor : 0;
    if (fee == 0 && tax == 0) return;
    Draft draft{kind, ledger::market, order.seller, order.id};
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
void write_receipt_of(db::Tx& tx, const Settings& settings, const orders::Order& order,
                      std::int64_t amount) {
    if (!last_of(tx, order.id, DocumentKind::receipt)) return;  // It has no other documents either.
    Draft draft{DocumentKind::receipt, order.seller.value, order.buyer, order.id};
    draft.asset = order.asset;
    draft.net = draft.total = amount;
    issue(tx, settings, draft);
}

void credit_receipt(db::Tx& tx, const Settings& settings, const orders::Order& order,
                    std::int64_t amount) {
    Draft draft{DocumentKind::receipt_credit, order.seller.value, order.buyer, order.id};
    draft.corrects = last_of(tx, order.id, DocumentKind::receipt);
    if (!draft.corrects) return;  // Of an order that was paid before there were documents.
    draft.asset = order.asset;
    draft.net = draft.total = amount;
    issue(tx, settings, draft);
}

}  // namespace

void add_listeners(events::Hub& hub, const Settings& settings) {
    hub.on("order_paid",
           [settings](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
               write_receipt(tx, settings, order_of(tx, event));
               return base::done;
           });
    const auto settled = [settings](db::Tx& tx,
                                    const events::Event& event) -> base::Result<base::Done> {
        write_fee(tx, settings, order_of(tx, event), DocumentKind::fee_invoice,
                  orders::told(event));
        return base::done;
    };
    hub.on("order_settled", settled);
    hub.on("order_released", settled);
    const auto gone = [settings](db::Tx& tx,
                                 const events::Event& event) -> base::Result<base::Done> {
        const orders::Order order = order_of(tx, event);
        const orders::Told told = orders::told(event);
        credit_receipt(tx, settings, order, told.amount.minor);
        write_fee(tx, settings, order, DocumentKind::fee_credit, told);
        return base::done;
    };
    hub.on("order_refunded", gone);
    hub.on("order_charged_back", gone);
    hub.on("order_won_back",
           [settings](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
               const orders::Order order = order_of(tx, event);
               const orders::Told told = orders::told(event);
               write_receipt_of(tx, settings, order, told.amount.minor);
               write_fee(tx, settings, order, DocumentKind::fee_invoice, told);
               return base::done;
           });
}

}  // namespace documents
