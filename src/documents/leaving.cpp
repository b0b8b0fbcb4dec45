#include "documents/leaving.hpp"

namespace documents {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"documents", Topic::money,
         "select kind, series, year as year_number, number as number_number, at as issued_at, "
         "order_id, asset, total as total_minor_number, content from documents "
         "where recipient = $1 or issuer = $1 order by id",
         "", Kept::books},
        {"document_series", Topic::machine, "", "", Kept::numbers},
    };
}

}  // namespace documents
