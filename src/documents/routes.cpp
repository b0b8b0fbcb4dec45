#include "documents/routes.hpp"

#include <memory>

#include "documents/pdf.hpp"
#include "documents/sheet.hpp"
#include "documents/statement.hpp"
#include "http/page.hpp"
#include "members/members.hpp"

namespace documents {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

BOOST_DEFINE_ENUM_CLASS(DocumentBox, received, issued)

struct DocumentsForm {
    std::optional<DocumentBox> box;
    std::optional<DocumentKind> kind;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(DocumentsForm, (), (box, kind, after, limit))

struct AllDocumentsForm {
    std::optional<DocumentKind> kind;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(AllDocumentsForm, (), (kind, after, limit))

struct OrderDocumentsForm {
    orders::OrderId id;
};
BOOST_DESCRIBE_STRUCT(OrderDocumentsForm, (), (id))

struct DocumentForm {
    DocumentId id;
    std::optional<http::Language> language;  // The caller's own where it is not said.
};
BOOST_DESCRIBE_STRUCT(DocumentForm, (), (id, language))

struct DocumentView {
    DocumentId id;
    DocumentKind kind{};
    std::string number;
    base::Time issued_at;
    std::optional<members::Person> issuer;  // None: the market.
    members::Person recipient;
    std::optional<orders::OrderId> order;
    std::optional<DocumentId> corrects;
    std::optional<std::string> month;  // Of a statement: "2026-11".
    base::Money net;
    base::Money vat;
    base::Money total;
};
BOOST_DESCRIBE_STRUCT(DocumentView, (),
                      (id, kind, number, issued_at, issuer, recipient, order, corrects, month, net,
                       vat, total))

std::vector<DocumentView> views_of(db::Snapshot& snapshot, const std::vector<Document>& documents) {
    std::vector<base::MemberId> ids;
    for (const Document& one : documents) {
        ids.push_back(base::MemberId{one.issuer});
        ids.push_back(base::MemberId{one.recipient});
    }
    const auto people = members::people(snapshot, ids);
    std::vector<DocumentView> views;
    for (const Document& one : documents) {
        const auto money = [&](std::int64_t minor) { return base::Money{minor, one.asset}; };
        DocumentView view;
        view.id = one.id;
        view.kind = one.kind;
        view.number = number_text(one.series, one.year, one.number);
        view.issued_at = one.at;
        if (one.issuer != ledger::market) {
            view.issuer = members::among(people, base::MemberId{one.issuer});
        }
        view.recipient = members::among(people, base::MemberId{one.recipient});
        if (one.order_id.value != 0) view.order = one.order_id;
        if (one.corrects.value != 0) view.corrects = one.corrects;
        if (one.month != 0) view.month = month_text(one.month);
        view.net = money(one.net);
        view.vat = money(one.vat);
        view.total = money(one.total);
        views.push_back(std::move(view));
    }
    return views;
}

Result<http::Page<DocumentView>> page_of(db::Snapshot& snapshot, const Wanted& wanted,
                                         const std::optional<http::Cursor>& after,
                                         const std::optional<http::Limit>& most) {
    const auto before = TRY(http::cursor_number(after, INT64_MAX));
    const std::int64_t limit = http::limit_of(most);
    auto page = http::page_of(list(snapshot, wanted, DocumentId{before}, limit + 1), limit,
                              [](const Document& one) { return one.id.value; });
    return http::Page<DocumentView>{views_of(snapshot, page.items), page.next};
}

bool is_operator(const Call& call) {
    return call.caller.has(members::operator_permission);
}

/// A stranger must not even learn that it exists.
Result<Document> readable(db::Snapshot& snapshot, const Call& call, DocumentId id) {
    const auto document = find(snapshot, id);
    if (!document) return no_such_document;
    if (!may_read(*document, call.caller.member) && !is_operator(call)) return no_such_document;
    return *document;
}

Result<Sheet> sheet_for(db::Snapshot& snapshot, const Call& call, const DocumentForm& form) {
    const Content content = TRY(content_of(snapshot, form.id));
    return sheet_of(content, digest_of(canonical(content)), form.language.value_or(call.language));
}

http::File file_of(const Document& document, std::string_view ending, std::string bytes) {
    return {
        number_text(document.series, document.year, document.number) + "." + std::string{ending},
        std::make_shared<const std::string>(std::move(bytes)), 0};
}

void add_lists(http::Router& router) {
    router.query(
        Method::get, "/api/v1/documents", "Documents that I got or that I issued", Access::member(),
        [](db::Snapshot& snapshot, const Call& call,
           const DocumentsForm& form) -> Result<http::Page<DocumentView>> {
            const bool issued = form.box == DocumentBox::issued;
            return page_of(snapshot,
                           {issued ? Box::issued : Box::received, call.caller.member, form.kind},
                           form.after, form.limit);
        });
    router.query(Method::get, "/api/v1/orders/{id}/documents",
                 "The documents of an order that I may read", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const OrderDocumentsForm& form) -> Result<http::Page<DocumentView>> {
                     const auto order = orders::find(snapshot, form.id);
                     const auto member = call.caller.member;
                     const bool party =
                         order && (order->buyer == member || order->seller == member);
                     if (!party && !(order && is_operator(call))) return orders::no_such_order;
                     std::optional<base::MemberId> reader;
                     if (party) reader = member;
                     http::Page<DocumentView> page;
                     page.items = views_of(snapshot, of_order(snapshot, form.id, reader));
                     return page;
                 });
    router.query(Method::get, "/api/v1/operator/documents", "Every document, the newest first",
                 Access::permission(std::string{members::operator_permission}),
                 [](db::Snapshot& snapshot, const Call&,
                    const AllDocumentsForm& form) -> Result<http::Page<DocumentView>> {
                     return page_of(snapshot, {Box::all, {}, form.kind}, form.after, form.limit);
                 });
}

/// A file that takes a while, on a thread that may wait.
http::Traits file(std::string_view type) {
    http::Traits traits;
    traits.long_running = true;
    traits.answers = type;
    return traits;
}

}  // namespace

void add_routes(http::Router& router) {
    add_lists(router);
    router.query(
        Method::get, "/api/v1/documents/{id}/html", "A document to read", Access::member(),
        [](db::Snapshot& snapshot, const Call& call,
           const DocumentForm& form) -> Result<http::File> {
            const auto document = TRY(readable(snapshot, call, form.id));
            const Sheet sheet = TRY(sheet_for(snapshot, call, form));
            return file_of(document, "html", html_of(sheet));
        },
        file("text/html; charset=utf-8"));
    router.query(
        Method::get, "/api/v1/documents/{id}/pdf", "A document to keep", Access::member(),
        [press = std::make_shared<Press>()](db::Snapshot& snapshot, const Call& call,
                                            const DocumentForm& form) -> Result<http::File> {
            const auto document = TRY(readable(snapshot, call, form.id));
            const Sheet sheet = TRY(sheet_for(snapshot, call, form));
            auto bytes = TRY(press->print(sheet));
            return file_of(document, "pdf", std::move(bytes));
        },
        file("application/pdf"));
    router.query(
        Method::get, "/api/v1/documents/{id}/csv", "The movements of a statement", Access::member(),
        [](db::Snapshot& snapshot, const Call& call,
           const DocumentForm& form) -> Result<http::File> {
            const auto document = TRY(readable(snapshot, call, form.id));
            if (document.kind != DocumentKind::statement) return only_statements;
            const Content content = TRY(content_of(snapshot, form.id));
            return file_of(document, "csv", csv_of(content));
        },
        file("text/csv; charset=utf-8"));
}

}  // namespace documents
