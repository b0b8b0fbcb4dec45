#include "orders/leaving.hpp"

#include <algorithm>
#include <iterator>

namespace orders {
namespace {

using members::Belonging, members::Kept, members::Topic;

std::vector<Belonging> of_orders() {
    return {
        {"orders", Topic::orders,
         "select id as order_id, seller as seller_id, asset, total as total_minor_number, state, "
         "refunded as refunded_minor_number, placed as placed_at, way, promised as promised_at, "
         "postage as postage_minor_number, conditions as conditions_number, purchase as "
         "purchase_id from orders where buyer = $1 "
         "order by id",
         "", Kept::books},
        {"orders", Topic::orders,
         "select id as order_id, buyer as buyer_id, asset, total as total_minor_number, state, "
         "refunded as refunded_minor_number, placed as placed_at, way, promised as promised_at, "
         "postage as postage_minor_number, conditions as conditions_number from orders where "
         "seller = $1 "
         "order by id",
         "", Kept::books},
        {"order_lines", Topic::orders,
         "select l.order_id, l.title, l.quantity as quantity_number, "
         "l.price as price_minor_number from orders o join order_lines l on l.order_id = o.id "
         "where o.buyer = $1 order by o.id, l.line",
         "", Kept::books},
        {"order_texts", Topic::orders,
         "select t.order_id, t.name, t.address, t.country, t.tracking, t.reason from orders o "
         "join order_texts t on t.order_id = o.id where o.buyer = $1 order by o.id",
         "update order_texts set name = '', address = '', country = '', tracking = null, "
         "reason = null "
         "where order_id in (select o.id from orders o join order_texts t on t.order_id = o.id "
         "where o.buyer = $1 and (t.name <> '' or t.address <> '' or t.country <> '' or "
         "t.tracking is not null or t.reason is not null) order by o.id limit 200)"},
        {"order_rest", Topic::machine},
        {"order_shares", Topic::machine, "", "", Kept::books},
        {"order_fees", Topic::machine, "", "", Kept::books},
        {"listing_categories", Topic::machine},
        {"order_history", Topic::machine, "", "", Kept::books},
        {"shop_sales", Topic::machine, "", "", Kept::numbers},
        {"order_sources", Topic::machine, "", "", Kept::numbers},
        {"payments", Topic::money,
         "select p.subject as order_id, p.method, p.asset, p.amount as amount_minor_number, "
         "p.state, p.at as paid_at from orders o join payments p on p.subject = o.id "
         "where o.buyer = $1 order by o.id, p.id",
         "", Kept::books},
        {"payments", Topic::money,
         "select distinct p.subject as purchase_id, p.method, p.asset, "
         "p.amount as amount_minor_number, p.state, p.at as paid_at, p.id as payment_id "
         "from orders o join payments p on p.subject = o.purchase where o.buyer = $1 "
         "order by p.subject, p.id",
         "", Kept::books},
    };
}

std::vector<Belonging> of_refunds() {
    return {
        {"order_refunds", Topic::orders,
         "select r.order_id, r.party, r.cause, r.state, r.asked as asked_minor_number, "
         "r.amount as amount_minor_number, r.at as begun_at from orders o "
         "join order_refunds r on r.order_id = o.id where o.buyer = $1 or o.seller = $1 "
         "order by r.order_id, r.id",
         "", Kept::books},
        {"order_refund_lines", Topic::machine, "", "", Kept::books},
        {"order_refund_texts", Topic::orders,
         "select r.order_id, t.buyer_words as words from orders o "
         "join order_refunds r on r.order_id = o.id join order_refund_texts t on t.refund = r.id "
         "where o.buyer = $1 and t.buyer_words <> '' order by r.order_id, r.id",
         "update order_refund_texts set buyer_words = '' where refund in (select t.refund "
         "from orders o join order_refunds r on r.order_id = o.id "
         "join order_refund_texts t on t.refund = r.id "
         "where o.buyer = $1 and t.buyer_words <> '' order by t.refund limit 200)"},
        {"order_refund_texts", Topic::orders,
         "select r.order_id, t.seller_words as words from orders o "
         "join order_refunds r on r.order_id = o.id join order_refund_texts t on t.refund = r.id "
         "where o.seller = $1 and t.seller_words <> '' order by r.order_id, r.id",
         "update order_refund_texts set seller_words = '' where refund in (select t.refund "
         "from orders o join order_refunds r on r.order_id = o.id "
         "join order_refund_texts t on t.refund = r.id "
         "where o.seller = $1 and t.seller_words <> '' order by t.refund limit 200)"},
    };
}

std::vector<Belonging> of_disputes() {
    return {
        {"order_disputes", Topic::orders,
         "select d.order_id, d.state, d.disputed as disputed_minor_number, "
         "d.given as given_minor_number, d.at as opened_at, d.ended as ended_at from orders o "
         "join order_disputes d on d.order_id = o.id where o.buyer = $1 or o.seller = $1 "
         "order by d.order_id, d.id",
         "", Kept::books},
        {"order_evidence", Topic::machine, "", "", Kept::books},
        {"order_evidence_texts", Topic::orders,
         "select d.order_id, e.at as said_at, t.words from orders o "
         "join order_disputes d on d.order_id = o.id join order_evidence e on e.dispute = d.id "
         "and e.party = 'buyer' join order_evidence_texts t on t.dispute = e.dispute "
         "and t.number = e.number where o.buyer = $1 and t.words <> '' order by e.dispute, "
         "e.number",
         "update order_evidence_texts set words = '' where (dispute, number) in "
         "(select e.dispute, e.number from orders o join order_disputes d on d.order_id = o.id "
         "join order_evidence e on e.dispute = d.id and e.party = 'buyer' "
         "join order_evidence_texts t on t.dispute = e.dispute and t.number = e.number "
         "where o.buyer = $1 and t.words <> '' order by e.dispute, e.number limit 200)"},
        {"order_evidence_pictures", Topic::orders,
         "select d.order_id, p.picture as picture_id from orders o "
         "join order_disputes d on d.order_id = o.id join order_evidence e on e.dispute = d.id "
         "and e.party = 'buyer' join order_evidence_pictures p on p.dispute = e.dispute "
         "and p.number = e.number where o.buyer = $1 order by e.dispute, e.number, p.place",
         "delete from order_evidence_pictures where (dispute, number) in "
         "(select e.dispute, e.number from orders o join order_disputes d on d.order_id = o.id "
         "join order_evidence e on e.dispute = d.id and e.party = 'buyer' "
         "join order_evidence_pictures p on p.dispute = e.dispute and p.number = e.number "
         "where o.buyer = $1 order by e.dispute, e.number limit 200)"},
        {"order_evidence_texts", Topic::orders,
         "select d.order_id, e.at as said_at, t.words from orders o "
         "join order_disputes d on d.order_id = o.id join order_evidence e on e.dispute = d.id "
         "and e.party = 'seller' join order_evidence_texts t on t.dispute = e.dispute "
         "and t.number = e.number where o.seller = $1 and t.words <> '' order by e.dispute, "
         "e.number",
         "update order_evidence_texts set words = '' where (dispute, number) in "
         "(select e.dispute, e.number from orders o join order_disputes d on d.order_id = o.id "
         "join order_evidence e on e.dispute = d.id and e.party = 'seller' "
         "join order_evidence_texts t on t.dispute = e.dispute and t.number = e.number "
         "where o.seller = $1 and t.words <> '' order by e.dispute, e.number limit 200)"},
        {"order_evidence_pictures", Topic::orders,
         "select d.order_id, p.picture as picture_id from orders o "
         "join order_disputes d on d.order_id = o.id join order_evidence e on e.dispute = d.id "
         "and e.party = 'seller' join order_evidence_pictures p on p.dispute = e.dispute "
         "and p.number = e.number where o.seller = $1 order by e.dispute, e.number, p.place",
         "delete from order_evidence_pictures where (dispute, number) in "
         "(select e.dispute, e.number from orders o join order_disputes d on d.order_id = o.id "
         "join order_evidence e on e.dispute = d.id and e.party = 'seller' "
         "join order_evidence_pictures p on p.dispute = e.dispute and p.number = e.number "
         "where o.seller = $1 order by e.dispute, e.number limit 200)"},
    };
}

}  // namespace

std::vector<members::Belonging> belongings() {
    std::vector<Belonging> all = of_orders();
    std::ranges::move(of_refunds(), std::back_inserter(all));
    std::ranges::move(of_disputes(), std::back_inserter(all));
    return all;
}

base::Result<base::Done> no_open_orders(db::Snapshot& snapshot, base::MemberId member) {
    const auto open = snapshot.number(
        "select (select count(*) from orders where buyer = $1 and is_open = 1) + "
        "(select count(*) from orders where seller = $1 and is_open = 1) + "
        "(select count(*) from order_refunds r where r.state = 'open' and exists "
        "(select 1 from orders o where o.id = r.order_id and o.is_open = 0 "
        "and (o.buyer = $1 or o.seller = $1))) + "
        "(select count(*) from order_disputes d where d.ended is null and exists "
        "(select 1 from orders o where o.id = d.order_id and o.is_open = 0 "
        "and (o.buyer = $1 or o.seller = $1)))",
        member);
    if (open > 0) return base::with(orders_open, "count", std::to_string(open));
    return base::done;
}

base::Result<base::Done> nothing_owed(db::Snapshot& snapshot, base::MemberId member) {
    const auto owed = snapshot.number(
        "select count(*) from accounts where owner = $1 and purpose in ('available', 'frozen') "
        "and balance > 0",
        member);
    if (owed > 0) return money_owed;
    return base::done;
}

}  // namespace orders
