#pragma once

// Documents: invoices, receipts, credit notes and monthly statements, numbered and never changed.
//
// When an order is paid its buyer gets a receipt, issued by the seller. When it is settled, all of
// it or a part that was disputed, the seller gets an invoice for the fee with the tax on it, issued
// by the market. What goes back afterwards is a credit note for what it takes back of either. When
// a month is over every seller with something in it gets a statement of their account, which is
// what the ledger says, to the cent.
//
// Documents are written a moment after what they are about, by a listener that reads the event log:
// nobody's purchase waits for them. Its cursor moves in the transaction that writes them, so each
// is written once whatever happens, in the order of what happened; and their numbers are given
// there, so each issuer's in a series and a year have no gaps. What a document says is frozen as
// data (content.hpp) with a digest; HTML, PDF and CSV are made from that and nothing else, the same
// bytes each time.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "documents/content.hpp"
#include "events/events.hpp"
#include "orders/orders.hpp"

namespace documents {

using DocumentId = base::Id<struct DocumentTag>;

/// Words are only added.
BOOST_DEFINE_ENUM_CLASS(DocumentKind,
                        receipt,         // From the seller to the buyer, for what was paid.
                        receipt_credit,  // For what went back to the buyer.
                        fee_invoice,     // From the market to the seller, for the fee.
                        fee_credit,      // For what of the fee went back.
                        statement)       // Of a seller's month.

inline constexpr base::Reason no_such_document{base::Kind::missing, "no_such_document"};
inline constexpr base::Reason document_damaged{base::Kind::unavailable, "document_damaged"};
inline constexpr base::Reason no_pdf{base::Kind::unavailable, "no_pdf"};
inline constexpr base::Reason pdf_busy{base::Kind::unavailable, "pdf_busy"};
inline constexpr base::Reason only_statements{base::Kind::conflict, "only_statements"};

struct Settings {
    std::string currency;
    std::string zone;
    std::function<std::string(db::Snapshot&)> market_name;
};

/// A document without what it says.
struct Document {
    DocumentId id;
    DocumentKind kind{};
    std::int64_t issuer = 0;  // A member, or the market.
    std::string series;
    std::int64_t year = 0;
    std::int64_t number = 0;
    std::int64_t recipient = 0;  // A member.
    orders::OrderId order_id;
    DocumentId corrects;     // 0 for none.
    std::int64_t month = 0;  // Of a statement: 12 * year + month from 0.
    base::Time at;
    std::string asset;
    std::int64_t net = 0;
    std::int64_t vat = 0;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, kind, issuer, series, year, number, recipient, order_id, corrects, month,
                       at, asset, net, vat, total))

/// Whether a member may read it who is no operator: its issuer and its recipient.
bool may_read(const Document& document, base::MemberId member);

std::optional<Document> find(db::Snapshot& snapshot, DocumentId id);

/// What it says; document_damaged where that is not what was issued.
base::Result<Content> content_of(db::Snapshot& snapshot, DocumentId id);

/// What audit() found; all zero is well.
struct Audit {
    std::int64_t documents = 0;
    std::int64_t damaged = 0;  // Say what their digest does not, or something else than their row.
    std::int64_t missing = 0;  // Numbers that were given and that no document has.

    bool well() const { return damaged == 0 && missing == 0; }
};

/// Proves every document by its digest and every series by its numbers. Reads everything: a long
/// query. Of a market that an older program made, and which has no documents, nothing is wrong.
Audit audit(db::Snapshot& snapshot);

/// Whose: those that a member got, those issued in their name, or everybody's.
BOOST_DEFINE_ENUM_CLASS(Box, received, issued, all)

struct Wanted {
    Box box = Box::all;
    base::MemberId member{};  // Nobody for everybody's.
    std::optional<DocumentKind> kind{};
};

/// The newest first, before this one.
std::vector<Document> list(db::Snapshot& snapshot, const Wanted& wanted, DocumentId before,
                           std::int64_t limit);

/// All about an order, the oldest first; of those that `reader` may read, none for everybody's.
std::vector<Document> of_order(db::Snapshot& snapshot, orders::OrderId order,
                               std::optional<base::MemberId> reader);

/// Under this name the listener keeps its cursor; never changed.
inline constexpr std::string_view listener_name = "documents";

/// Writes the documents of what these events tell of orders, dated when it happened. For whoever
/// moves the cursor in the same transaction: a second time would write them again.
base::Result<base::Done> apply(db::Tx& tx, const Settings& settings,
                               const std::vector<events::Event>& list);

/// The job `documents_month`: the statements of a month that is over, some sellers at a time.
void add_jobs(events::Hub& hub, const Settings& settings);

/// For the start of the program: has the month that is running stated when it is over, unless that
/// is planned. A month that passed while nothing ran is stated as soon as something does.
void plan(db::Tx& tx, const Settings& settings);

std::span<const db::Migration> migrations();

}  // namespace documents
