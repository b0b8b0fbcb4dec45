// What has to hold of money that went back, whatever happened.

#include "sim/invariants.hpp"

namespace sim {

std::string gone_by_name(const std::string& lines) {
    return "(select cast(coalesce(sum(g.amount), 0) as bigint) from order_refunds r join "
           "order_refund_lines g on g.refund = r.id where r.order_id = o.id and r.state = 'given' "
           "and r.amount = r.asked and g.line " +
           lines + ")";
}

void check_refunds(db::Snapshot& snapshot) {
    const auto none = [&](const std::string& what, std::string_view sql) {
        const std::int64_t count = snapshot.number(sql);
        must_hold(count == 0, what + ": " + std::to_string(count));
    };
    none("orders whose shares gave back another sum than went back",
         "select count(*) from orders o where o.refunded <> (select cast(coalesce(sum(s.back), 0) "
         "as bigint) from order_shares s where s.order_id = o.id)");
    none("shares that gave back more than they are, or less than nothing",
         "select count(*) from order_shares where back > amount or back < 0");
    none("orders that are not their goods and their postage",
         "select count(*) from orders o where not exists (select 1 from order_rest x where "
         "x.order_id = o.id) and o.total <> o.postage + (select cast(coalesce(sum(l.quantity * "
         "l.price), 0) as bigint) from order_lines l where l.order_id = o.id)");
    none("postage of which more went back than there was",
         "select count(*) from orders o where o.postage < " +
             gone_by_name("= " + std::to_string(orders::postage_line)));
    none("orders whose refunds are not what went back",
         "select count(*) from orders o where o.state not in ('cancelled', 'expired') and "
         "o.refunded <> (select cast(coalesce(sum(r.amount), 0) as bigint) from order_refunds r "
         "where r.order_id = o.id) + (select cast(coalesce(sum(c.amount), 0) as bigint) from "
         "chargeback_parts c where c.subject = o.id)");
    none("chargebacks whose parts are not what is booked of them",
         "select count(*) from chargebacks c where c.booked <> (select cast(coalesce("
         "sum(p.amount), 0) as bigint) from chargeback_parts p where p.chargeback = c.id)");
    none("lines of which more went back than there was",
         "select count(*) from order_lines l where l.quantity < (select cast(coalesce("
         "sum(g.quantity), 0) as bigint) from order_refunds r join order_refund_lines g on "
         "g.refund = r.id where r.order_id = l.order_id and g.line = l.line and r.state = 'given' "
         "and r.amount = r.asked)");
    none("refunds that are asked for and nothing will answer",
         "select count(*) from order_refunds r where r.state = 'open' and not exists (select 1 "
         "from jobs j where j.kind = 'order_answer_by' and j.subject = r.order_id and j.state = "
         "'waiting' and j.due = r.due)");
    none("orders that stand still and have another clock",
         "select count(*) from order_refunds r join orders o on o.id = r.order_id where r.state = "
         "'open' and o.held > 0 and o.clock_at <> r.due");
    none("refunds that are given and nobody was told to send",
         "select count(*) from order_refunds r left join refunds p on p.id = r.id where "
         "r.state = 'given' and (p.amount is null or p.amount <> r.amount)");
    none("payments that gave back another sum than their refunds, or more than they are",
         "select count(*) from payments p where p.returned > p.amount or p.returned <> (select "
         "cast(coalesce(sum(r.amount), 0) as bigint) from refunds r where r.payment = p.id) + "
         "(select "
         "cast(coalesce(sum(c.booked), 0) as bigint) from chargebacks c where c.payment = p.id)");
    none("chargebacks that are won and booked, or of which more is booked than the bank took",
         "select count(*) from chargebacks where booked < 0 or booked > amount or (state = 'won' "
         "and booked > 0)");
    none("members who owe and have at once",
         "select count(*) from accounts a join accounts b on b.owner = a.owner and b.asset = "
         "a.asset and b.purpose = 'available' where a.purpose = 'debt' and a.balance < 0 and "
         "b.balance > 0");
    none("debts above 0", "select count(*) from accounts where purpose = 'debt' and balance > 0");
}

void check_disputes(db::Snapshot& snapshot) {
    const auto none = [&](const std::string& what, std::string_view sql) {
        const std::int64_t count = snapshot.number(sql);
        must_hold(count == 0, what + ": " + std::to_string(count));
    };
    none("accounts that freeze another sum than lies aside",
         "select count(*) from accounts a left join order_disputes d on d.order_id = a.owner and "
         "d.ended is null where a.purpose = 'disputed' and a.balance <> coalesce(d.aside, 0)");
    none("sums that lie aside nowhere",
         "select count(*) from order_disputes d where d.aside > 0 and not exists (select 1 from "
         "accounts a where a.owner = d.order_id and a.purpose = 'disputed' and a.balance = "
         "d.aside)");
    none("orders that are settled or held without exactly what is disputed",
         "select count(*) from order_disputes d join orders o on o.id = d.order_id where d.ended "
         "is null and d.settled = 0 and not ((o.held >= d.disputed and d.aside = 0) or (o.held = 0 "
         "and d.aside = d.disputed and o.state = 'completed'))");
    none("disputes that give back more than is disputed, or less than nothing",
         "select count(*) from order_disputes where given > disputed or given < 0");
    none("disputes that neither the seller nor a moderator has to do with",
         "select count(*) from order_disputes d where d.ended is null and not exists (select 1 "
         "from jobs j where j.kind = 'order_dispute_answer_by' and j.subject = d.order_id and "
         "j.state = 'waiting' and d.state = 'open') and not exists (select 1 from cases c where "
         "c.id = d.case_id and c.state = case d.state when 'heard' then case c.state when 'open' "
         "then 'open' else 'waiting' end else d.state end)");
    none("cases of disputes that are over and are not final",
         "select count(*) from order_disputes d join cases c on c.id = d.case_id where d.ended is "
         "not null and c.state <> 'final'");
}

}  // namespace sim
