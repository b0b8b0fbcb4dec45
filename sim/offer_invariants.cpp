// What must hold of offers. That what they set aside is away from sale, once, is looked at with the
// stock.

#include "sim/invariants.hpp"

namespace sim {
namespace {

void must_be_none(db::Snapshot& snapshot, const std::string& what, std::string_view sql) {
    const auto count = snapshot.number(sql);
    must_hold(count == 0, std::to_string(count) + " " + what);
}

}  // namespace

void check_offers(db::Snapshot& snapshot) {
    must_be_none(snapshot, "buyers have two open offers for a listing",
                 "select count(*) from (select buyer, listing from offers where state in "
                 "('offered', 'countered', 'accepted', 'ordered') group by buyer, listing "
                 "having count(*) > 1) twice");
    must_be_none(snapshot, "offers are open, and nothing will end them",
                 "select count(*) from offers f where f.state in ('offered', 'countered', "
                 "'accepted') and (select count(*) from jobs j where j.kind = 'offer_lapse' and "
                 "j.state = 'waiting' and j.subject = f.id and j.due = f.clock_at) <> 1");
    must_be_none(snapshot, "offers are over, and a clock of theirs runs",
                 "select count(*) from offers f where f.state not in ('offered', 'countered', "
                 "'accepted') and exists (select 1 from jobs j where j.kind = 'offer_lapse' and "
                 "j.state = 'waiting' and j.subject = f.id)");
    must_be_none(snapshot, "offers are ordered, and their order does not wait to be paid",
                 "select count(*) from offers f where (f.state = 'ordered') <> (exists (select 1 "
                 "from orders o where o.id = f.order_id and o.state = 'awaiting_payment'))");
    must_be_none(snapshot, "orders of offers are of other goods or at another price",
                 "select count(*) from offers f left join order_lines l on l.order_id = f.order_id "
                 "and l.line = 1 and l.listing = f.listing and l.version = f.version and "
                 "l.quantity = f.quantity and l.price = f.price where f.order_id is not null and "
                 "l.order_id is null");
    must_be_none(snapshot, "orders came of two offers",
                 "select count(*) from (select order_id from offers where order_id is not null "
                 "group by order_id having count(*) > 1) twice");
}

}  // namespace sim
