#include "cases/waiting.hpp"

#include "http/json.hpp"

namespace cases {

std::vector<Waiting> waiting_of(db::Snapshot& snapshot, const std::vector<MemberId>& parties) {
    return snapshot.all<Waiting>(
        "select party, count(*) as cases from cases where to_do = 1 "
        "and party in (select cast(value as bigint) from json_each($1)) group by party",
        http::to_json(parties));
}

std::int64_t reporters_over(db::Snapshot& snapshot, base::Time since, std::int64_t most) {
    return snapshot.number(
        "select count(*) from (select reporter from reports where at > $1 "
        "group by reporter having count(*) > $2) as many",
        since, most);
}

}  // namespace cases
