#include "payouts/leaving.hpp"

namespace payouts {

base::Result<base::Done> nothing_on_its_way(db::Snapshot& snapshot, base::MemberId member) {
    const auto open = snapshot.number(
        "select count(*) from payouts where member = $1 and state in ('waiting', 'filed')", member);
    if (open > 0) return payout_on_its_way;
    return base::done;
}

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"payout_accounts", Topic::money,
         "select holder, iban, schedule, named as named_at, rests_until as rests_until_at, refused "
         "from payout_accounts where member = $1",
         "delete from payout_accounts where member = $1"},
        {"payouts", Topic::money,
         "select id as payout_id, asset, amount as amount_minor_number, state, holder, iban, "
         "at as made_at, ended as ended_at, reason from payouts where member = $1 order by id",
         "", Kept::books},
        {"payout_entries", Topic::money,
         "select e.end_to_end, e.said, e.asset, e.amount as amount_minor_number, "
         "e.at as read_at from payouts p join payout_entries e on e.payout = p.id "
         "where p.member = $1 order by e.id",
         "", Kept::books},
        {"payout_source", Topic::machine, "", "", Kept::books},
        {"payout_runs", Topic::machine, "", "", Kept::books},
        {"payout_statements", Topic::machine, "", "", Kept::books},
        {"payout_statement_parts", Topic::machine},
    };
}

}  // namespace payouts
