// What each shop has sold, counted with its orders; and what a policy would have done to those that
// are open.

#include "orders/sales.hpp"

#include <array>

#include "http/json.hpp"
#include "orders/clocks.hpp"

namespace orders {
namespace {

/// How long an order may wait to be paid, by how that is to be done.
struct PayClock {
    std::string_view policy;
    base::Duration unit{};
    std::string_view method;
};

constexpr std::array pay_clocks{
    PayClock{policies::pay_within_minutes, std::chrono::minutes{1}, "simulator"},
    PayClock{policies::pay_within_minutes, std::chrono::minutes{1}, "card"},
    PayClock{policies::transfer_within_days, std::chrono::days{1}, "bank_transfer"},
};

/// So many open orders are looked at for each state, the longest placed first.
constexpr std::int64_t looked_at_most = 10'000;

/// The steps that begin no clock, as a condition on the history `h`.
std::string begins_none() {
    std::string steps = "false";
    for (const Clock& from : clocks) {
        for (const Clock& to : clocks) {
            if (!goes_on(from.state, to.state)) continue;
            steps += " or (h.state_from = '" + std::string{base::name_of(from.state)} +
                     "' and h.state_to = '" + std::string{base::name_of(to.state)} + "')";
        }
    }
    return "(" + steps + ")";
}

/// Orders in a state whose clock began, or was to begin, at `begun` or before: with the step to it,
/// or anew with the answer to a question about a refund. An open question has a clock of its own;
/// a gift and what is said in a dispute begin none.
ClockTrial try_one(db::Snapshot& snapshot, State state, std::string_view method, base::Time begun) {
    static const std::string sql =
        "select count(*) as running, coalesce(sum(case when entered <= $1 and "
        "(promised is null or promised <= $1 or $5 = 0) then 1 else 0 end), 0) as over from "
        "(select o.promised, (select max(h.effective) from order_history h "
        "where h.order_id = o.id and (h.act = 'place' or "
        "(h.state_from <> h.state_to and not " +
        begins_none() +
        ") or exists (select 1 from order_refunds q where q.order_id = o.id "
        "and q.party = 'buyer' and q.answered = h.effective))) as entered "
        "from orders o where o.state = $2 and o.is_open = 1 "
        "and ($3 = '' or o.method = $3) and not exists "
        "(select 1 from order_refunds r where r.order_id = o.id and r.state = 'open') "
        "order by o.placed, o.id limit $4) as looked";
    return *snapshot.one<ClockTrial>(sql, begun, state, method, looked_at_most,
                                     waits_for_promise(state));
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

void count_given_back(db::Tx& tx, const Order& order, std::int64_t amount) {
    tx.run("update shop_sales set settled = settled - $3 where asset = $1 and shop = $2",
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
    const auto add = [&](State state, std::string_view method, base::Duration unit) {
        const ClockTrial found = try_one(snapshot, state, method, snapshot.now() - value * unit);
        if (!all) all.emplace();
        all->running += found.running;
        all->over += found.over;
    };
    for (const PayClock& one : pay_clocks) {
        if (one.policy == policy) add(State::awaiting_payment, one.method, one.unit);
    }
    for (const Clock& one : clocks) {
        if (one.policy == policy) add(one.state, "", one.unit);
    }
    return all;
}

std::vector<Carried> carried_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids) {
    return snapshot.all<Carried>(
        "select id, total, postage from orders where postage > 0 "
        "and id in (select cast(value as bigint) from json_each($1)) order by id",
        http::to_json(ids));
}

std::set<OrderId> sold_among(db::Snapshot& snapshot, base::MemberId seller,
                             const std::vector<OrderId>& orders) {
    const auto sold = snapshot.all<OrderId>(
        "select id from orders where seller = $1 "
        "and id in (select cast(value as bigint) from json_each($2))",
        seller, http::to_json(orders));
    return {sold.begin(), sold.end()};
}

std::vector<OrderId> alive_at(db::Snapshot& snapshot, base::MemberId seller, base::Time at) {
    // What is settled may have a disputed sum aside: it is alive while anything happens to it.
    return snapshot.all<OrderId>(
        "select o.id as id from orders o where o.seller = $1 and o.placed < $2 and (o.is_open = 1 "
        "or exists (select 1 from order_disputes d where d.order_id = o.id and d.aside > 0) "
        "or exists (select 1 from order_history h where h.order_id = o.id and h.at >= $2)) "
        "order by o.id",
        seller, at);
}

}  // namespace orders
