#include "reviews/askers.hpp"

namespace reviews {

std::int64_t askers_over(db::Snapshot& snapshot, base::Time since, std::int64_t most) {
    return snapshot.number(
        "select count(*) from (select asker from questions where at > $1 "
        "group by asker having count(*) > $2) as many",
        since, most);
}

}  // namespace reviews
