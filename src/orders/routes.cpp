// The routes of orders. Checkout and paying again are errands; see pay.cpp.

#include "orders/routes.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "http/page.hpp"
#include "ledger/debts.hpp"
#include "orders/act_route.hpp"
#include "orders/desk.hpp"
#include "orders/disputes.hpp"
#include "orders/fee_views.hpp"
#include "orders/refunds.hpp"
#include "orders/state.hpp"
#include "orders/view.hpp"
#include "shops/stall.hpp"

namespace orders {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct OrderPath {
    OrderId id;
};
BOOST_DESCRIBE_STRUCT(OrderPath, (), (id))

struct ShipForm {
    OrderId id;
    std::optional<http::Line<1, 100>> tracking;
};
BOOST_DESCRIBE_STRUCT(ShipForm, (), (id, tracking))

struct CancelForm {
    OrderId id;
    std::optional<http::Text<1, 500>> reason;
};
BOOST_DESCRIBE_STRUCT(CancelForm, (), (id, reason))

BOOST_DEFINE_ENUM_CLASS(Side, buyer, seller)

struct OrdersForm {
    Side role{};
    std::optional<bool> open;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OrdersForm, (), (role, open, after, limit))

struct MoneyView {
    std::string currency;
    base::Money available;
    base::Money held;
    base::Money owed;
    struct Next {
        OrderId order;
        base::Money amount;
        std::optional<base::Time> at;
        BOOST_DESCRIBE_CLASS(Next, (), (order, amount, at), (), ())
    };
    std::vector<Next> next;
    /// What the member owes the market; what made it and what was paid of it, the newest first;
    /// only while there is one.
    struct Cause {
        std::optional<OrderId> order;
        base::Money amount;
        base::Time at;
        BOOST_DESCRIBE_CLASS(Cause, (), (order, amount, at), (), ())
    };
    base::Money debt;
    std::vector<Cause> debt_for;
    base::Money disputed;  // Lies aside until it is decided; what is still held is in `held`.
};
BOOST_DESCRIBE_STRUCT(MoneyView, (),
                      (currency, available, held, owed, next, debt, debt_for, disputed))

struct StatementLineView {
    ledger::TransferId seq;
    base::Time at;
    ledger::Purpose purpose{};
    std::optional<OrderId> order;
    base::Money amount;
    base::Money balance;
};
BOOST_DESCRIBE_STRUCT(StatementLineView, (), (seq, at, purpose, order, amount, balance))

/// Orders that are settled and about which somebody still has to do something. Few in a market.
constexpr std::string_view asked_about =
    "(select order_id from order_refunds where state = 'open' union all "
    "select order_id from order_disputes where ended is null) ";

std::vector<Order> list_orders(db::Snapshot& snapshot, base::MemberId member,
                               const OrdersForm& form, std::int64_t before, std::int64_t most) {
    const std::string side = form.role == Side::buyer ? "buyer" : "seller";
    const auto those = [&](const std::string& condition) {
        return snapshot.all<Order>(select_order() + "where " + side + " = $1 and id < $2 " +
                                       condition + "order by id desc limit $3",
                                   member, before, most);
    };
    const std::string asked{asked_about};
    if (!form.open) return those("");
    if (!*form.open) return those("and is_open = 0 and id not in " + asked);
    // Each by itself and written out, so that the index of open orders is used.
    auto open = those("and is_open = 1 ");
    const auto late = those("and is_open = 0 and id in " + asked);
    open.insert(open.end(), late.begin(), late.end());
    std::ranges::sort(open, std::greater{}, [](const Order& order) { return order.id.value; });
    if (std::cmp_greater(open.size(), most)) open.resize(static_cast<std::size_t>(most));
    return open;
}

base::Result<http::Page<OrderView>> orders_page(db::Snapshot& snapshot, const Call& call,
                                                const OrdersForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto member = call.caller.member;
    auto page = http::page_of(list_orders(snapshot, member, form, before, limit + 1), limit,
                              [](const Order& order) { return order.id.value; });
    return http::Page<OrderView>{show_all(snapshot, page.items, member, Detail::list), page.next};
}

/// An order for its two sides and the operator; no_such_order.
base::Result<Order> seen_order(db::Snapshot& snapshot, const Call& call, OrderId id) {
    auto order = find(snapshot, id);
    const auto member = call.caller.member;
    const bool is_party = order && (member == order->buyer || member == order->seller);
    if (!is_party && !(order && call.caller.has(members::operator_permission))) {
        return no_such_order;
    }
    return *std::move(order);
}

base::Result<OrderView> order_page(db::Snapshot& snapshot, const Call& call,
                                   const OrderPath& form) {
    return show_page(snapshot, TRY(seen_order(snapshot, call, form.id)), call.caller.member);
}

/// What buyer and seller of an order agreed to besides the goods: the conditions that it was placed
/// under, as they were, and where it is picked up, when the stall is open now.
struct AgreedView {
    std::optional<shops::Conditions> conditions;
    std::string pickup_hours;
    std::string pickup_place;  // The stall's, for goods that name none of their own.
};
BOOST_DESCRIBE_STRUCT(AgreedView, (), (conditions, pickup_hours, pickup_place))

/// Whether somebody who may read the places of this order is shown the stall's: it is where about
/// the goods are, and they say no more.
bool needs_stalls_place(const OrderView& order, const std::string& area) {
    return std::ranges::any_of(order.pickup, [&](const shops::PickupView& pickup) {
        return pickup.place.empty() && pickup.area == area;
    });
}

base::Result<AgreedView> agreed_page(db::Snapshot& snapshot, const Call& call,
                                     const OrderPath& form) {
    const Order order = TRY(seen_order(snapshot, call, form.id));
    AgreedView view;
    if (order.conditions != 0) {
        view.conditions = shops::conditions_in(snapshot, order.shop, order.conditions);
    }
    if (order.way == shops::Way::pick_up) {
        shops::StallWords stall = shops::words_of(snapshot, order.shop);
        const auto member = call.caller.member;
        const bool whole = member == order.seller || is_held(order.state) || is_settled(order);
        if (whole && needs_stalls_place(show_page(snapshot, order, member), stall.area)) {
            view.pickup_place = std::move(stall.place);
        }
        view.pickup_hours = std::move(stall.hours);
    }
    return view;
}

/// What a seller is owed by an order that is still held.
struct HeldRow {
    OrderId order;
    std::int64_t amount = 0;
    State state{};
    std::optional<base::Time> clock_at;
    std::int64_t asked = 0;  // Refunds that wait for the seller's answer.
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (order, amount, state, clock_at, asked))

constexpr std::string_view from_held =
    " from orders o join order_shares s on s.order_id = o.id and s.purpose = 'seller' "
    "where o.seller = $1 and o.is_open = 1 and o.held > 0 ";

/// What a movement is about. The subject of money that goes to the bank, or comes back from there,
/// is a payout.
std::optional<OrderId> order_of(const ledger::Line& line) {
    const bool of_order = line.subject != 0 && line.purpose != ledger::Purpose::payout &&
                          line.purpose != ledger::Purpose::payout_returned;
    return of_order ? std::optional{OrderId{line.subject}} : std::nullopt;
}

/// Leaves of the rows' orders those that the member may open: who earned by sharing is no side.
template <class Row>
void leave_own_orders(db::Snapshot& snapshot, base::MemberId member, std::vector<Row>& rows) {
    std::vector<OrderId> ids;
    for (const Row& row : rows) {
        if (row.order) ids.push_back(*row.order);
    }
    if (ids.empty()) return;
    const auto own = snapshot.all<OrderId>(
        "select id from orders where (buyer = $1 or seller = $1) "
        "and id in (select cast(value as bigint) from json_each($2))",
        member, http::to_json(ids));
    for (Row& row : rows) {
        if (row.order && std::ranges::find(own, *row.order) == own.end()) row.order.reset();
    }
}

std::vector<MoneyView::Cause> causes_of_debt(db::Snapshot& snapshot, base::MemberId member,
                                             const std::string& currency) {
    constexpr std::int64_t most = 100;
    const auto account =
        ledger::find_account(snapshot, member.value, ledger::Holding::debt, currency);
    if (!account || account->balance == 0) return {};
    std::vector<MoneyView::Cause> causes;
    for (const ledger::Line& line :
         ledger::statement(snapshot, account->id, ledger::TransferId{INT64_MAX}, most)) {
        causes.push_back({order_of(line), base::Money{line.amount, currency}, line.at});
    }
    leave_own_orders(snapshot, member, causes);
    return causes;
}

base::Result<MoneyView> money(db::Snapshot& snapshot, const Call& call,
                              const std::string& currency) {
    static const std::string sum_sql =
        "select cast(coalesce(sum(s.amount - s.back), 0) as bigint) as held" +
        std::string{from_held};
    static const std::string rows_sql =
        "select o.id as \"order\", s.amount - s.back as amount, o.state as state, "
        "o.clock_at as clock_at, (select count(*) from order_refunds r where r.order_id = o.id "
        "and r.state = 'open') as asked" +
        std::string{from_held} + "order by o.id desc limit 100";
    const auto member = call.caller.member;
    const auto of = [&](std::int64_t minor) { return base::Money{minor, currency}; };
    MoneyView view{
        currency,
        of(ledger::balance(snapshot, member.value, ledger::Holding::available, currency)),
        of(snapshot.number(sum_sql, member)),
        of(0),
        {},
        of(ledger::debt_of(snapshot, member.value, currency)),
        causes_of_debt(snapshot, member, currency),
        of(frozen_of(snapshot, member))};
    for (const HeldRow& row : snapshot.all<HeldRow>(rows_sql, member)) {
        // Only a clock that waits for the buyer ends with money for the seller.
        const bool settles = next(row.state, Act::auto_confirm, Party::clock) && row.asked == 0;
        view.next.push_back(
            {row.order, of(row.amount), settles ? row.clock_at : std::optional<base::Time>{}});
    }
    return view;
}

base::Result<http::Page<StatementLineView>> statement(db::Snapshot& snapshot, const Call& call,
                                                      const http::PageForm& form,
                                                      const std::string& currency) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto account = ledger::find_account(snapshot, call.caller.member.value,
                                              ledger::Holding::available, currency);
    if (!account) return http::Page<StatementLineView>{};
    std::vector<StatementLineView> rows;
    for (const ledger::Line& line :
         ledger::statement(snapshot, account->id, ledger::TransferId{before}, limit + 1)) {
        rows.push_back({line.transfer, line.at, line.purpose, order_of(line),
                        base::Money{line.amount, currency}, base::Money{line.balance, currency}});
    }
    leave_own_orders(snapshot, call.caller.member, rows);
    return http::page_of(std::move(rows), limit,
                         [](const StatementLineView& row) { return row.seq.value; });
}

void add_act_routes(http::Router& router) {
    using base::MemberId;
    act_route<OrderPath>(router, "accept", "The seller takes the order",
                         [](db::Tx& tx, const OrderPath& form, MemberId member) {
                             return accept(tx, form.id, member);
                         });
    act_route<ShipForm>(router, "ship", "The seller has sent the goods",
                        [](db::Tx& tx, const ShipForm& form, MemberId member) {
                            std::optional<std::string> tracking;
                            if (form.tracking) tracking = form.tracking->value;
                            return ship(tx, form.id, member, tracking);
                        });
    act_route<OrderPath>(router, "deliver", "The seller says that the goods have arrived",
                         [](db::Tx& tx, const OrderPath& form, MemberId member) {
                             return deliver(tx, form.id, member);
                         });
    act_route<OrderPath>(router, "confirm", "The goods are right: the seller gets the money",
                         [](db::Tx& tx, const OrderPath& form, MemberId member) {
                             return confirm(tx, form.id, member);
                         });
    act_route<CancelForm>(router, "cancel", "Call the order off; what is held goes back",
                          [](db::Tx& tx, const CancelForm& form, MemberId member) {
                              std::optional<std::string> reason;
                              if (form.reason) reason = form.reason->value;
                              return cancel(tx, form.id, member, reason);
                          });
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    add_pay_routes(router, settings);
    add_bank_routes(router, settings);
    add_card_routes(router, settings);
    add_refund_routes(router);
    add_dispute_routes(router);
    add_source_routes(router);
    add_register_routes(router);
    add_chargeback_routes(router);
    add_fee_routes(router, settings);
    router.query(Method::get, "/api/v1/orders", "My orders as the buyer or the seller",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const OrdersForm& form) -> base::Result<http::Page<OrderView>> {
                     return orders_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/orders/{id}", "One order, for its two sides",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const OrderPath& form)
                     -> base::Result<OrderView> { return order_page(snapshot, call, form); });
    router.query(Method::get, "/api/v1/orders/{id}/agreed",
                 "The conditions an order was placed under, and when it is picked up",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const OrderPath& form)
                     -> base::Result<AgreedView> { return agreed_page(snapshot, call, form); });
    add_act_routes(router);
    router.query(Method::get, "/api/v1/me/money", "What I have and what is held for me",
                 Access::member(),
                 [currency = settings.currency](db::Snapshot& snapshot, const Call& call,
                                                const http::NoForm&) -> base::Result<MoneyView> {
                     return money(snapshot, call, currency);
                 });
    router.query(Method::get, "/api/v1/me/money/statement", "Every movement of my account",
                 Access::member(),
                 [currency = settings.currency](
                     db::Snapshot& snapshot, const Call& call,
                     const http::PageForm& form) -> base::Result<http::Page<StatementLineView>> {
                     return statement(snapshot, call, form, currency);
                 });
}

}  // namespace orders
