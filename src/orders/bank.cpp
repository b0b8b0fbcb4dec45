// The operator's bank desk: what is expected, what came, what has to be sent back.

#include <map>
#include <set>

#include "http/json.hpp"
#include "http/page.hpp"
#include "members/members.hpp"
#include "orders/desk.hpp"
#include "orders/purchases.hpp"
#include "orders/rows.hpp"

namespace orders {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct ExpectedForm {
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
    std::optional<std::int64_t> minor;  // Of this amount alone.
};
BOOST_DESCRIBE_STRUCT(ExpectedForm, (), (after, limit, minor))

struct ExpectedTransferView {
    OrderId order;
    std::string reference;
    base::Money amount;
    members::Person buyer;
    base::Time placed_at;
    std::vector<OrderId> orders;  // All that it pays.
};
BOOST_DESCRIBE_STRUCT(ExpectedTransferView, (),
                      (order, reference, amount, buyer, placed_at, orders))

struct ReceiptForm {
    http::Line<1, 100> statement_line;
    http::Line<1, 140> reference;
    base::Money amount;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(ReceiptForm, (), (statement_line, reference, amount, reason))

struct MatchForm {
    payments::ReceiptId id;
    OrderId order;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(MatchForm, (), (id, order, reason))

struct SentBackForm {
    payments::ReceiptId id;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(SentBackForm, (), (id, reason))

struct ReceiptView {
    payments::ReceiptId id;
    std::string statement_line;
    std::string reference;
    base::Money amount;
    payments::ReceiptState state{};
    std::optional<OrderId> order;
    payments::Why why{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(ReceiptView, (),
                      (id, statement_line, reference, amount, state, order, why, at))

struct BankRefundView {
    payments::RefundId id;
    OrderId order;
    base::Money amount;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(BankRefundView, (), (id, order, amount, at))

struct PaidBackForm {
    payments::RefundId id;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(PaidBackForm, (), (id, reason))

using Behind = std::map<std::int64_t, std::vector<OrderId>>;

/// One order to look at, of those that a payment was for.
std::optional<OrderId> first_behind(const Behind& orders, std::int64_t subject) {
    const auto found = orders.find(subject);
    return found == orders.end() ? std::nullopt : std::optional{found->second.front()};
}

ReceiptView view_of(const payments::Receipt& receipt, const Behind& orders) {
    return {receipt.id,
            receipt.statement_line,
            receipt.reference,
            base::Money{receipt.amount, receipt.asset},
            payments::state_of(receipt),
            first_behind(orders, receipt.subject),
            receipt.why,
            receipt.at};
}

ReceiptView view_of(db::Snapshot& snapshot, const payments::Receipt& receipt) {
    return view_of(receipt, behind_each(snapshot, {receipt.subject}));
}

/// The orders that a payment waits for, and those that it was for where none waits.
std::vector<const Order*> paid_by(const std::vector<Order>& orders,
                                  const payments::Payment& payment) {
    std::vector<const Order*> its, waiting;
    for (const Order& order : orders) {
        if (subject_of(order) != payment.subject) continue;
        its.push_back(&order);
        if (order.state == State::awaiting_payment) waiting.push_back(&order);
    }
    return waiting.empty() ? its : waiting;
}

/// The orders of `payments`, and who buys them.
std::vector<ExpectedTransferView> expected_views(db::Snapshot& snapshot,
                                                 const std::vector<payments::Payment>& payments) {
    std::vector<std::int64_t> subjects;
    for (const auto& payment : payments) subjects.push_back(payment.subject);
    std::vector<OrderId> ids;
    for (const auto& [subject, its] : behind_each(snapshot, subjects)) {
        ids.insert(ids.end(), its.begin(), its.end());
    }
    static const std::string sql =
        select_order() +
        "where id in (select cast(value as bigint) from json_each($1)) order by id";
    const auto orders = snapshot.all<Order>(sql, http::to_json(ids));
    std::set<base::MemberId> buyers;
    for (const Order& order : orders) buyers.insert(order.buyer);
    const auto people = members::people(snapshot, {buyers.begin(), buyers.end()});

    std::vector<ExpectedTransferView> views;
    for (const auto& payment : payments) {
        const auto its = paid_by(orders, payment);
        base::ensure(!its.empty());
        const Order& first = *its.front();
        ExpectedTransferView view{first.id,
                                  payment.reference.value_or(""),
                                  base::Money{payment.amount, payment.asset},
                                  members::among(people, first.buyer),
                                  first.placed,
                                  {}};
        for (const Order* order : its) view.orders.push_back(order->id);
        views.push_back(std::move(view));
    }
    return views;
}

base::Result<http::Page<ExpectedTransferView>> expected(db::Snapshot& snapshot,
                                                        const ExpectedForm& form) {
    const auto after = TRY(http::cursor_number(form.after, 0));
    const std::int64_t limit = http::limit_of(form.limit);
    auto page = http::page_of(
        payments::awaited(snapshot, form.minor, payments::PaymentId{after}, limit + 1), limit,
        [](const payments::Payment& payment) { return payment.id.value; });
    return http::Page<ExpectedTransferView>{expected_views(snapshot, page.items), page.next};
}

/// A page of receipts that `read` gives, of which the first stands after or before `from`.
base::Result<http::Page<ReceiptView>> receipt_page(
    db::Snapshot& snapshot, const http::PageForm& form, std::int64_t from,
    std::vector<payments::Receipt> (*read)(db::Snapshot&, payments::ReceiptId, std::int64_t)) {
    const auto edge = TRY(http::cursor_number(form.after, from));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto receipts = read(snapshot, payments::ReceiptId{edge}, limit + 1);
    std::vector<std::int64_t> subjects;
    for (const auto& receipt : receipts) subjects.push_back(receipt.subject);
    const auto orders = behind_each(snapshot, subjects);
    std::vector<ReceiptView> rows;
    for (const auto& receipt : receipts) rows.push_back(view_of(receipt, orders));
    return http::page_of(std::move(rows), limit,
                         [](const ReceiptView& row) { return row.id.value; });
}

base::Result<http::Page<BankRefundView>> refunds(db::Snapshot& snapshot,
                                                 const http::PageForm& form) {
    const auto after = TRY(http::cursor_number(form.after, 0));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto refunds = payments::to_pay_back(snapshot, payments::RefundId{after}, limit + 1);
    std::vector<std::int64_t> subjects;
    for (const auto& refund : refunds) subjects.push_back(refund.subject);
    const auto orders = behind_each(snapshot, subjects);
    std::vector<BankRefundView> rows;
    for (const auto& refund : refunds) {
        const auto order = first_behind(orders, refund.subject);
        base::ensure(order.has_value());
        rows.push_back({refund.id, *order, base::Money{refund.amount, refund.asset}, refund.at});
    }
    return http::page_of(std::move(rows), limit,
                         [](const BankRefundView& row) { return row.id.value; });
}

base::Result<ReceiptView> enter(db::Tx& tx, const Call& call, const ReceiptForm& form,
                                const std::string& currency) {
    if (form.amount.currency != currency) {
        return base::wrong_field("amount.currency", "other_currency", {{"currency", currency}});
    }
    if (form.amount.minor < 1 || form.amount.minor > base::money_minor_max) {
        return base::wrong_field("amount.minor", "too_small", {{"min", "1"}});
    }
    const auto receipt =
        TRY(payments::enter(tx,
                            {form.statement_line.value, form.reference.value, currency,
                             form.amount.minor, call.caller.member, form.reason.value},
                            on_payment));
    return view_of(tx, receipt);
}

base::Result<ReceiptView> match(db::Tx& tx, const Call& call, const MatchForm& form) {
    const auto order = find(tx, form.order);
    if (!order) return no_such_order;
    return view_of(tx, TRY(payments::match(tx, {form.id, call.caller.member, form.reason.value},
                                           order->payment, on_payment)));
}

base::Result<ReceiptView> send_back(db::Tx& tx, const Call& call, const SentBackForm& form) {
    return view_of(tx,
                   TRY(payments::send_back(tx, {form.id, call.caller.member, form.reason.value})));
}

void add_receipt_routes(http::Router& router, const Access& access, const std::string& currency) {
    router.query(Method::get, "/api/v1/operator/bank/receipts", "Lines of the bank's statement",
                 access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<ReceiptView>> {
                     return receipt_page(snapshot, form, INT64_MAX, payments::receipts);
                 });
    router.query(Method::get, "/api/v1/operator/bank/undecided",
                 "Lines of the statement that pay nothing", access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<ReceiptView>> {
                     return receipt_page(snapshot, form, 0, payments::open_receipts);
                 });
    router.command(Method::post, "/api/v1/operator/bank/receipts",
                   "Enter a line of the bank's statement", access,
                   [currency](db::Tx& tx, const Call& call, const ReceiptForm& form)
                       -> base::Result<ReceiptView> { return enter(tx, call, form, currency); },
                   {.status = 201});
    router.command(
        Method::post, "/api/v1/operator/bank/receipts/{id}/match",
        "A line is what an order waits for", access,
        [](db::Tx& tx, const Call& call, const MatchForm& form) -> base::Result<ReceiptView> {
            return match(tx, call, form);
        });
    router.command(
        Method::post, "/api/v1/operator/bank/receipts/{id}/sent-back",
        "The money of a line has been sent back", access,
        [](db::Tx& tx, const Call& call, const SentBackForm& form) -> base::Result<ReceiptView> {
            return send_back(tx, call, form);
        });
}

}  // namespace

void add_bank_routes(http::Router& router, const Settings& settings) {
    const auto access = Access::permission(std::string{members::operator_permission});
    router.query(Method::get, "/api/v1/operator/bank/expected", "Transfers that buyers announced",
                 access,
                 [](db::Snapshot& snapshot, const Call&,
                    const ExpectedForm& form) -> base::Result<http::Page<ExpectedTransferView>> {
                     return expected(snapshot, form);
                 });
    add_receipt_routes(router, access, settings.currency);
    router.query(Method::get, "/api/v1/operator/bank/refunds", "Refunds to transfer by hand",
                 access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<BankRefundView>> {
                     return refunds(snapshot, form);
                 });
    router.command(
        Method::post, "/api/v1/operator/bank/refunds/{id}/paid", "A refund has been transferred",
        access,
        [](db::Tx& tx, const Call& call, const PaidBackForm& form) -> base::Result<http::Nothing> {
            TRY(payments::paid_back(tx, form.id, call.caller.member, form.reason.value));
            return http::Nothing{};
        },
        {.status = 204});
}

}  // namespace orders
