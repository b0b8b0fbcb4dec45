// What the search has to know, whatever happened.

#include "sim/invariants.hpp"

namespace sim {

void check_search(db::Snapshot& snapshot) {
    const auto none = [&](const std::string& what, std::string_view sql) {
        const std::int64_t count = snapshot.number(sql);
        must_hold(count == 0, what + ": " + std::to_string(count));
    };
    none("listings that search does not know as they are",
         "select count(*) from listings l join listing_versions v on v.listing = l.id and "
         "v.version = l.version left join search_goods g on g.listing = l.id where (l.state "
         "in ('live', 'reserved', 'sold_out') and g.listing is null) or (g.listing is not "
         "null and (g.price <> v.price_minor or g.near <> case when l.audience = 'friends' "
         "then 1 else 0 end or g.shown <> case when l.state in ('live', 'reserved', "
         "'sold_out') then 1 else 0 end or g.for_sale <> case when l.state = 'live' then 1 "
         "else 0 end or g.sent <> case when v.handover_ways = 'pick_up' then 0 else 1 end "
         "or g.picked_up <> case when v.handover_ways = 'ship' then 0 else 1 end "
         "or (g.rating = 0) <> (l.ratings = 0)))");
    none("grams of goods that are not there",
         "select count(*) from search_grams a where not exists (select 1 from search_goods g "
         "where g.seq = a.seq)");
}

}  // namespace sim
