// What buyers' banks have taken back, for the operator.

#include "http/page.hpp"
#include "members/members.hpp"
#include "orders/desk.hpp"
#include "orders/purchases.hpp"
#include "orders/rows.hpp"

namespace orders {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

struct ChargebacksForm {
    std::optional<payments::Claim> state;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(ChargebacksForm, (), (state, after, limit))

/// An order behind the payment, and what of it is with the bank now.
struct ChargedOrderView {
    OrderId order;
    State state{};
    base::Money lost;
};
BOOST_DESCRIBE_STRUCT(ChargedOrderView, (), (order, state, lost))

/// `amount` is what the bank says; `gone` what of that is out of the books now. The provider knows
/// the matter as `reference`.
struct ChargebackView {
    payments::ChargebackId id;
    std::string reference;
    payments::Claim state{};
    base::Money amount;
    base::Money gone;
    base::Time at;
    base::Time changed_at;
    std::vector<ChargedOrderView> orders;
};
BOOST_DESCRIBE_STRUCT(ChargebackView, (),
                      (id, reference, state, amount, gone, at, changed_at, orders))

/// A payment is for an order or for several of a purchase; each has lost a part of its own.
std::vector<ChargedOrderView> orders_behind(db::Snapshot& snapshot,
                                            const payments::Chargeback& one) {
    const auto lost = payments::lost_by(snapshot, one.id);
    std::vector<ChargedOrderView> views;
    for (const Order& order : behind(snapshot, one.subject)) {
        const auto its = lost.find(order.id.value);
        const std::int64_t minor = its == lost.end() ? 0 : its->second;
        views.push_back(ChargedOrderView{order.id, order.state, base::Money{minor, one.asset}});
    }
    return views;
}

ChargebackView view_of(db::Snapshot& snapshot, const payments::Chargeback& one) {
    return ChargebackView{one.id,
                          one.key,
                          one.state,
                          base::Money{one.amount, one.asset},
                          base::Money{one.booked, one.asset},
                          one.at,
                          one.changed,
                          orders_behind(snapshot, one)};
}

}  // namespace

void add_chargeback_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/operator/chargebacks",
                 "What buyers' banks have taken back, the latest first",
                 Access::permission(std::string{members::operator_permission}),
                 [](db::Snapshot& snapshot, const Call&,
                    const ChargebacksForm& form) -> Result<http::Page<ChargebackView>> {
                     const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     auto page = http::page_of(
                         payments::chargebacks_before(snapshot, form.state,
                                                      payments::ChargebackId{before}, limit + 1),
                         limit, [](const payments::Chargeback& one) { return one.id.value; });
                     http::Page<ChargebackView> shown{{}, page.next};
                     for (const auto& one : page.items)
                         shown.items.push_back(view_of(snapshot, one));
                     return shown;
                 });
}

}  // namespace orders
