#include "saved/leaving.hpp"

namespace saved {

std::vector<members::Belonging> belongings() {
    using members::Topic;
    return {
        {"saved_listings", Topic::goods,
         "select listing as listing_id, at as saved_at, price_minor as price_minor_number, "
         "price_currency from saved_listings where member = $1 order by seq",
         "delete from saved_listings where member = $1 and listing in (select listing from "
         "saved_listings where member = $1 order by seq limit 500)"},
    };
}

}  // namespace saved
