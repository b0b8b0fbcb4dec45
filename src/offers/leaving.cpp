#include "offers/leaving.hpp"

namespace offers {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"offers", Topic::orders,
         "select id as offer_id, seller as seller_id, listing as listing_id, title, quantity as "
         "quantity_number, asset, price as price_minor_number, state, order_id, at as offered_at "
         "from offers where buyer = $1 order by id",
         "", Kept::books},
        {"offers", Topic::orders,
         "select id as offer_id, buyer as buyer_id, listing as listing_id, title, quantity as "
         "quantity_number, asset, price as price_minor_number, state, order_id, at as offered_at "
         "from offers where seller = $1 order by id",
         "", Kept::books},
        {"offer_steps", Topic::orders,
         "select s.offer as offer_id, s.act, s.party, s.price as price_minor_number, "
         "s.at as done_at from offers o join offer_steps s on s.offer = o.id "
         "where o.buyer = $1 or o.seller = $1 order by s.offer, s.number",
         "", Kept::books},
        {"offers_refused", Topic::machine},
    };
}

}  // namespace offers
