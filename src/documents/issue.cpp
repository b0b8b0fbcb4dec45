#include "documents/issue.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "insight/insight.hpp"
#include "members/members.hpp"

namespace documents {
namespace {

std::string series_of(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::receipt: return "R";
        case DocumentKind::receipt_credit: return "RC";
        case DocumentKind::fee_invoice: return "F";
        case DocumentKind::fee_credit: return "FC";
        case DocumentKind::statement: return "S";
    }
    base::unreachable();
}

/// The next number; whoever else writes waits for this transaction, so none is lost or given twice.
std::int64_t next_number(db::Tx& tx, std::int64_t issuer, const std::string& series,
                         std::int64_t year) {
    const auto number = tx.returning<std::int64_t>(
        "insert into document_series as was (issuer, series, year, last) values ($1, $2, $3, 1) "
        "on conflict (issuer, series, year) do update set last = was.last + 1 returning last",
        issuer, series, year);
    base::ensure(number.has_value());
    return *number;
}

void name_party(Content& content, const std::string& side, const members::Person& person) {
    content.set(side, person.name);
    content.set(side + "_handle", person.handle);
}

/// Who it is from and to, as they were called on that day.
void name_parties(db::Tx& tx, const Settings& settings, const Draft& draft, Content& content) {
    const base::MemberId issuer{draft.issuer};
    const auto people = members::people(tx, {issuer, draft.recipient});
    if (draft.issuer == ledger::market) {
        content.set("from", settings.market_name(tx));
        content.set("from_handle", "");
    } else {
        name_party(content, "from", members::among(people, issuer));
    }
    name_party(content, "to", members::among(people, draft.recipient));
}

/// A document as it is frozen, with what of its row has to fit.
struct Frozen {
    DocumentId id;
    std::int64_t number = 0;
    std::int64_t total = 0;
    std::string content;
    std::string digest;
};
BOOST_DESCRIBE_STRUCT(Frozen, (), (id, number, total, content, digest))

std::optional<Content> unfrozen(const Frozen& row) {
    if (digest_of(row.content) != row.digest) return std::nullopt;
    auto content = parse(row.content);
    const bool fits = content && content->number("total") == row.total &&
                      content->text("number").ends_with(number_text("", 0, row.number).substr(3));
    return fits ? content : std::nullopt;
}

const std::string& select_document() {
    static const std::string text =
        "select id, kind, issuer, series, year, number, recipient, order_id, corrects, month, at, "
        "asset, net, vat, total from documents ";
    return text;
}

}  // namespace

std::int64_t year_of(const std::string& zone, base::Time at) {
    const insight::Calendar calendar(zone);
    return static_cast<int>(std::chrono::year_month_day{calendar.day_of(at)}.year());
}

Document issue(db::Tx& tx, const Settings& settings, const Draft& draft) {
    Document document;
    document.id = tx.fresh<DocumentId>();
    document.kind = draft.kind;
    document.issuer = draft.issuer;
    document.series = series_of(draft.kind);
    document.year = year_of(settings.zone, draft.at);
    document.number = next_number(tx, draft.issuer, document.series, document.year);
    document.recipient = draft.recipient.value;
    document.order_id = draft.order;
    document.month = draft.month;
    document.at = draft.at;
    document.asset = draft.asset;
    document.net = draft.net;
    document.vat = draft.vat;
    document.total = draft.total;

    Content content;
    content.set("kind", std::string{base::name_of(draft.kind)});
    content.set("number", number_text(document.series, document.year, document.number));
    content.set("issued", base::to_iso(document.at));
    content.set("zone", settings.zone);
    name_parties(tx, settings, draft, content);
    content.set("asset", draft.asset);
    if (draft.order.value != 0) content.set("order", draft.order.value);
    if (draft.corrects) {
        const Document& other = *draft.corrects;
        document.corrects = other.id;
        content.set("corrects", number_text(other.series, other.year, other.number));
    }
    content.set("net", draft.net);
    content.set("vat", draft.vat);
    content.set("total", draft.total);
    for (const auto& field : draft.content.fields) content.fields.push_back(field);
    content.rows = draft.content.rows;

    const std::string bytes = canonical(content);
    tx.run(
        "insert into documents (id, kind, issuer, series, year, number, recipient, order_id, "
        "corrects, month, at, asset, net, vat, total, content, digest) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        document.id, document.kind, document.issuer, document.series, document.year,
        document.number, document.recipient, document.order_id, document.corrects, document.month,
        document.at, document.asset, document.net, document.vat, document.total, bytes,
        digest_of(bytes));
    return document;
}

bool may_read(const Document& document, base::MemberId member) {
    return member.value != 0 &&
           (document.issuer == member.value || document.recipient == member.value);
}

std::optional<Document> find(db::Snapshot& snapshot, DocumentId id) {
    static const std::string sql = select_document() + "where id = $1";
    return snapshot.one<Document>(sql, id);
}

base::Result<Content> content_of(db::Snapshot& snapshot, DocumentId id) {
    const auto row = snapshot.one<Frozen>(
        "select id, number, total, content, digest from documents where id = $1", id);
    if (!row) return no_such_document;
    auto content = unfrozen(*row);
    if (!content) return document_damaged;
    return *std::move(content);
}

Audit audit(db::Snapshot& snapshot) {
    constexpr std::int64_t at_once = 500;
    Audit found;
    if (snapshot.number("select count(*) from migrations where module = 'documents'") == 0) {
        return found;
    }
    for (DocumentId after{INT64_MIN};;) {
        const auto rows = snapshot.all<Frozen>(
            "select id, number, total, content, digest from documents where id > $1 "
            "order by id limit $2",
            after, at_once);
        for (const Frozen& row : rows) found.damaged += unfrozen(row) ? 0 : 1;
        found.documents += std::ssize(rows);
        if (std::ssize(rows) < at_once) break;
        after = rows.back().id;
    }
    // Numbers are unique, so as many as the last one says are all of them.
    found.missing = snapshot.number(
        "select cast(coalesce(sum(s.last - (select count(*) from documents d "
        "where d.issuer = s.issuer and d.series = s.series and d.year = s.year "
        "and d.number between 1 and s.last)), 0) as bigint) from document_series s");
    return found;
}

std::vector<Document> list(db::Snapshot& snapshot, const Wanted& wanted, DocumentId before,
                           std::int64_t limit) {
    std::string side = "$3 = 0";
    if (wanted.box == Box::received) side = "recipient = $3 and recipient <> 0";
    if (wanted.box == Box::issued) side = "issuer = $3 and issuer <> 0";
    const std::string kind = wanted.kind ? std::string{base::name_of(*wanted.kind)} : "";
    return snapshot.all<Document>(select_document() + "where id < $1 and " + side +
                                      " and ($4 = '' or kind = $4) order by id desc limit $2",
                                  before, limit, wanted.member, kind);
}

std::vector<Document> of_order(db::Snapshot& snapshot, orders::OrderId order,
                               std::optional<base::MemberId> reader) {
    static const std::string sql =
        select_document() + "where order_id = $1 and order_id <> 0 order by id";
    auto documents = snapshot.all<Document>(sql, order);
    if (reader) {
        std::erase_if(documents,
                      [&](const Document& document) { return !may_read(document, *reader); });
    }
    return documents;
}

}  // namespace documents
