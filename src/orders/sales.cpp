// What each shop has sold, counted with its orders; and what a policy would have done to those that
// are open.

#include "orders/sales.hpp"

#include <array>

#include "http/json.hpp"
#include "orders/rows.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

/// The states in which an order waits for the clock of a policy.
struct Waits {
    std::string_view policy;
    State state{};
    base::Duration unit{};
    std::string_view method = "";  // How it is to be paid, where that matters.
};

constexpr std::chrono::minutes minute{1};
constexpr std::chrono::hours hour{1};
constexpr std::chrono::days day{1};

constexpr std::array waits{
    Waits{policies::pay_within_minutes, State::awaiting_payment, minute, "simulator"},
    Waits{policies::transfer_within_days, State::awaiting_payment, day, "bank_transfer"},
    Waits{policies::accept_within_hours, State::paid_held, hour},
    Waits{policies::ship_within_days, State::accepted, day},
    Waits{policies::ship_within_days, State::ready, day},
    Waits{policies::arrive_within_days, State::shipped, day},
    Waits{policies::inspection_days, State::delivered, day},
    Waits{policies::inspection_days, State::inspection, day},
};

/// So many open orders are looked at for each state, the longest placed first.
constexpr std::int64_t looked_at_most = 10'000;

ClockTrial try_one(db::Snapshot& snapshot, const Waits& one, std::int64_t value) {
    const std::string method = one.method.empty() ? "and $3 = '' " : "and o.method = $3 ";
    const std::string sql =
        "select count(*) as running, "
        "coalesce(sum(case when entered <= $1 then 1 else 0 end), 0) as over from "
        "(select (select max(h.effective) from order_history h where h.order_id = o.id) as entered "
        "from orders o where o.state = $2 and o.is_open = 1 " +
        method + "order by o.placed, o.id limit $4) as looked";
    return *snapshot.one<ClockTrial>(sql, snapshot.now() - value * one.unit, one.state, one.method,
                                     looked_at_most);
}

}  // namespace

void count_placed(db::Tx& tx, const Order& order) {
    tx.run(
        "insert into shop_sales as was (asset, shop, orders, settled_orders, settled) "
        "values ($1, $2, 1, 0, 0) "
        "on conflict (asset, shop) do update set orders = was.orders + 1",
        order.asset, order.shop);
}

void count_settled(db::Tx& tx, const Order& order, std::int64_t amount) {
    tx.run(
        "update shop_sales set settled_orders = settled_orders + 1, settled = settled + $3 "
        "where asset = $1 and shop = $2",
        order.asset, order.shop, amount);
}

void count_more_settled(db::Tx& tx, const Order& order, std::int64_t amount) {
    tx.run("update shop_sales set settled = settled + $3 where asset = $1 and shop = $2",
           order.asset, order.shop, amount);
}

std::vector<ShopSales> best_shops(db::Snapshot& snapshot, const std::string& asset,
                                  const SalesPlace& after, std::int64_t limit) {
    return snapshot.all<ShopSales>(
        "select shop, orders, settled_orders, settled from shop_sales "
        "where asset = $1 and settled <= $2 and (settled < $2 or shop < $3) "
        "order by settled desc, shop desc limit $4",
        asset, after.settled, after.shop, limit);
}

std::vector<ShopSales> sales_of(db::Snapshot& snapshot, const std::string& asset,
                                const std::vector<shops::ShopId>& shops) {
    return snapshot.all<ShopSales>(
        "select shop, orders, settled_orders, settled from shop_sales where asset = $1 "
        "and shop in (select cast(value as bigint) from json_each($2))",
        asset, http::to_json(shops));
}

std::optional<ClockTrial> try_clock(db::Snapshot& snapshot, std::string_view policy,
                                    std::int64_t value) {
    std::optional<ClockTrial> all;
    for (const Waits& one : waits) {
        if (one.policy != policy) continue;
        const ClockTrial found = try_one(snapshot, one, value);
        if (!all) all.emplace();
        all->running += found.running;
        all->over += found.over;
    }
    return all;
}

}  // namespace orders
