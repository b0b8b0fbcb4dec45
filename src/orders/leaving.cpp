#include "orders/leaving.hpp"

namespace orders {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"orders", Topic::orders,
         "select id as order_id, seller as seller_id, asset, total as total_minor_number, state, "
         "refunded as refunded_minor_number, placed as placed_at from orders where buyer = $1 "
         "order by id",
         "", Kept::books},
        {"orders", Topic::orders,
         "select id as order_id, buyer as buyer_id, asset, total as total_minor_number, state, "
         "refunded as refunded_minor_number, placed as placed_at from orders where seller = $1 "
         "order by id",
         "", Kept::books},
        {"order_lines", Topic::orders,
         "select l.order_id, l.title, l.quantity as quantity_number, "
         "l.price as price_minor_number from orders o join order_lines l on l.order_id = o.id "
         "where o.buyer = $1 order by o.id, l.line",
         "", Kept::books},
        {"order_texts", Topic::orders,
         "select t.order_id, t.name, t.address, t.tracking, t.reason from orders o "
         "join order_texts t on t.order_id = o.id where o.buyer = $1 order by o.id",
         "update order_texts set name = '', address = '', tracking = null, reason = null "
         "where order_id in (select o.id from orders o join order_texts t on t.order_id = o.id "
         "where o.buyer = $1 and (t.name <> '' or t.address <> '' or t.tracking is not null or "
         "t.reason is not null) order by o.id limit 200)"},
        {"order_rest", Topic::machine},
        {"order_shares", Topic::machine, "", "", Kept::books},
        {"order_history", Topic::machine, "", "", Kept::books},
        {"shop_sales", Topic::machine, "", "", Kept::numbers},
        {"order_sources", Topic::machine, "", "", Kept::numbers},
        {"payments", Topic::money,
         "select p.subject as order_id, p.method, p.asset, p.amount as amount_minor_number, "
         "p.state, p.at as paid_at from orders o join payments p on p.subject = o.id "
         "where o.buyer = $1 order by o.id, p.id",
         "", Kept::books},
    };
}

base::Result<base::Done> no_open_orders(db::Snapshot& snapshot, base::MemberId member) {
    const auto open = snapshot.number(
        "select (select count(*) from orders where buyer = $1 and is_open = 1) + "
        "(select count(*) from orders where seller = $1 and is_open = 1)",
        member);
    if (open > 0) return base::with(orders_open, "count", std::to_string(open));
    return base::done;
}

base::Result<base::Done> nothing_owed(db::Snapshot& snapshot, base::MemberId member) {
    const auto owed = snapshot.number(
        "select count(*) from accounts where owner = $1 and purpose = 'available' and balance > 0",
        member);
    if (owed > 0) return money_owed;
    return base::done;
}

}  // namespace orders
