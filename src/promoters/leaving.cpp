#include "promoters/leaving.hpp"

namespace promoters {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"promoters", Topic::account,
         "select rules_version as rules_version_number, policy_version as policy_version_number, "
         "recruiter as brought_by_id, since as since_at, suspended as suspended_at, "
         "suspended_why as suspended_because from promoters where member = $1",
         "delete from promoters where member = $1"},
        {"share_links", Topic::goods,
         "select id as link_id, listing as listing_id, made as made_at, until as until_at "
         "from share_links where promoter = $1 order by id",
         "delete from share_links where id in (select id from share_links where promoter = $1 "
         "order by id limit 500)"},
        // Without the orders' ids: what a promoter earned by is not theirs to look into.
        {"promoted_orders", Topic::money,
         "select p.at as ordered_at, s.purpose, s.amount as amount_minor_number, "
         "s.back as gone_back_minor_number, p.thawed as payable_at from promoted_orders p "
         "join order_shares s on s.order_id = p.order_id and s.owner = $1 "
         "where p.promoter = $1 and s.purpose = 'promoter' order by p.order_id",
         "", Kept::books},
        {"promoted_orders", Topic::money,
         "select p.at as ordered_at, s.purpose, s.amount as amount_minor_number, "
         "s.back as gone_back_minor_number, p.thawed as payable_at from promoted_orders p "
         "join order_shares s on s.order_id = p.order_id and s.owner = $1 "
         "where p.recruiter = $1 and s.purpose = 'promoter_second' order by p.order_id",
         "", Kept::books},
        {"promoter_rates", Topic::goods,
         "select r.listing as listing_id, r.first_ppm as first_ppm_number, "
         "r.second_ppm as second_ppm_number, r.since as set_at from shops s "
         "join promoter_rates r on r.shop = s.id where s.owner = $1 order by r.version",
         "", Kept::books},
        {"promoter_key", Topic::machine},
    };
}

}  // namespace promoters
