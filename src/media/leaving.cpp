#include "media/leaving.hpp"

namespace media {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        // What goods show stays with their versions, which orders and cases point at. The others go
        // within a day of themselves.
        {"pictures", Topic::pictures,
         "select id as picture_id, bytes as bytes_number, made as made_at from pictures "
         "where owner = $1 order by id",
         "", Kept::books},
        {"picture_sizes", Topic::machine},
        {"picture_usage", Topic::pictures,
         "select pictures as pictures_number, bytes as bytes_number from picture_usage "
         "where member = $1",
         "", Kept::numbers},
        {"picture_key", Topic::machine},
        {"blobs", Topic::pictures, "", "", Kept::books},
    };
}

}  // namespace media
