// What has to hold of the documents: they are held against the ledger, which knows nothing of them.

#include "documents/documents.hpp"
#include "documents/statement.hpp"
#include "sim/invariants.hpp"

namespace sim {
namespace {

struct Stated {
    std::int64_t recipient = 0;
    std::int64_t month = 0;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Stated, (), (recipient, month, total))

/// What was invoiced less what was credited is what the market got, order by order.
void check_invoices(db::Snapshot& snapshot) {
    struct Kind {
        std::string_view column;
        std::string_view account;
    };
    for (const auto& [column, account] : {Kind{"net", "commission"}, Kind{"vat", "fee_vat"}}) {
        const std::int64_t wrong = snapshot.number(
            "select count(*) from orders o left join (select t.subject, cast(sum(p.amount) as "
            "bigint) as got from postings p join transfers t on t.id = p.transfer join accounts a "
            "on a.id = p.account where a.purpose = $1 group by t.subject) b on b.subject = o.id "
            "left join (select order_id, cast(sum(case kind when 'fee_invoice' then " +
                std::string{column} + " else -" + std::string{column} +
                " end) as bigint) as told from documents where kind in ('fee_invoice', "
                "'fee_credit') group by order_id) d on d.order_id = o.id where coalesce(b.got, 0) "
                "<> coalesce(d.told, 0)",
            account);
        must_hold(wrong == 0, "invoices less credit notes are the " + std::string{account} +
                                  " of " + std::to_string(wrong) + " orders");
    }
}

/// A statement ends with what its seller had at the end of the month, less what they owed.
void check_statements(db::Snapshot& snapshot) {
    for (const Stated& stated : snapshot.all<Stated>(
             "select recipient, month, total from documents where kind = 'statement' order by "
             "recipient, month")) {
        const base::Time end = documents::begin_of("Europe/Berlin", stated.month + 1);
        const std::int64_t had = snapshot.number(
            "select cast(coalesce(sum(p.amount), 0) as bigint) from accounts a join postings p on "
            "p.account = a.id join transfers t on t.id = p.transfer where a.owner = $1 and "
            "a.purpose in ('available', 'debt') and t.at < $2",
            stated.recipient, end);
        must_hold(had == stated.total, "the statement of " + std::to_string(stated.recipient) +
                                           " ends with what they had, " + std::to_string(had) +
                                           ", and not with " + std::to_string(stated.total));
    }
}

}  // namespace

void check_documents(db::Snapshot& snapshot) {
    const auto audit = documents::audit(snapshot);
    must_hold(audit.damaged == 0, "every document says what was issued");
    must_hold(audit.missing == 0, "no number of a series is missing");
    must_hold(snapshot.number("select count(*) from documents d where d.number < 1 or d.number > "
                              "(select s.last from document_series s where s.issuer = d.issuer "
                              "and s.series = d.series and s.year = d.year)") == 0,
              "no document has a number that was not given");
    must_hold(snapshot.number("select count(*) from documents where kind <> 'statement' and (net < "
                              "0 or vat < 0 or total <> net + vat)") == 0,
              "a document is for as much as its parts, and for nothing below 0");
    must_hold(snapshot.number("select count(*) from documents d left join documents c on c.id = "
                              "d.corrects where d.kind in ('receipt_credit', 'fee_credit') and "
                              "(c.id is null or c.order_id <> d.order_id or c.id > d.id)") == 0,
              "a credit note is for a document of its order");
    check_invoices(snapshot);
    check_statements(snapshot);
}

}  // namespace sim
