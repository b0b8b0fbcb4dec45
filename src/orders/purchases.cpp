#include "orders/purchases.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "http/json.hpp"
#include "orders/rows.hpp"
#include "policies/choices.hpp"

namespace orders {
namespace {

bool waits(const Order& order) {
    return order.state == State::awaiting_payment;
}

struct BehindRow {
    OrderId id;
    std::int64_t subject = 0;
};
BOOST_DESCRIBE_STRUCT(BehindRow, (), (id, subject))

}  // namespace

std::int64_t subject_of(const Order& order) {
    return order.purchase ? order.purchase->value : order.id.value;
}

std::vector<Order> orders_of(db::Snapshot& snapshot, const std::vector<PurchaseId>& purchases) {
    static const std::string sql =
        select_order() +
        "where purchase in (select cast(value as bigint) from json_each($1)) order by id";
    return snapshot.all<Order>(sql, http::to_json(purchases));
}

std::vector<Order> behind(db::Snapshot& snapshot, std::int64_t subject) {
    // Most are of one order, and cost no more than before there were others.
    if (auto order = find(snapshot, OrderId{subject})) return {*std::move(order)};
    return orders_of(snapshot, {PurchaseId{subject}});
}

OrderId first_behind(db::Snapshot& snapshot, std::int64_t subject) {
    const auto orders = behind(snapshot, subject);
    base::ensure(!orders.empty());
    return orders.front().id;
}

std::map<std::int64_t, std::vector<OrderId>> behind_each(
    db::Snapshot& snapshot, const std::vector<std::int64_t>& subjects) {
    std::map<std::int64_t, std::vector<OrderId>> found;
    for (const BehindRow& row : snapshot.all<BehindRow>(
             "select id, id as subject from orders "
             "where id in (select cast(value as bigint) from json_each($1)) "
             "union all select id, purchase as subject from orders "
             "where purchase in (select cast(value as bigint) from json_each($1)) order by 1",
             http::to_json(subjects))) {
        found[row.subject].push_back(row.id);
    }
    return found;
}

std::vector<Order> waiting_with(db::Snapshot& snapshot, const Order& order) {
    if (!order.purchase) return {order};
    auto orders = orders_of(snapshot, {*order.purchase});
    std::erase_if(orders, [](const Order& one) { return !waits(one); });
    return orders;
}

std::int64_t total_of(const std::vector<Order>& orders) {
    std::int64_t total = 0;
    for (const Order& order : orders) total = base::add(total, order.total);
    return total;
}

void want_less(db::Tx& tx, const Order& order, Act act) {
    // Time is up for all of them; only somebody's own act ends one.
    if (order.purchase && act != Act::expire) {
        const auto others = waiting_with(tx, order);
        if (!others.empty()) return payments::lessen(tx, order.payment, total_of(others));
    }
    payments::give_up(tx, order.payment);
}

bool is_offered(db::Snapshot& snapshot, payments::Method method, const Settings& settings) {
    if (method == payments::Method::bank_transfer) return true;
    if (method == payments::Method::card) return settings.card != nullptr;
    return settings.provider != nullptr &&
           policies::value(snapshot, policies::play_money).value != 0;
}

/// How long an order waits to be paid this way.
base::Duration patience(db::Snapshot& snapshot, payments::Method method) {
    if (method == payments::Method::bank_transfer) {
        return std::chrono::days{policies::value(snapshot, policies::transfer_within_days).value};
    }
    return std::chrono::minutes{policies::value(snapshot, policies::pay_within_minutes).value};
}

}  // namespace orders
