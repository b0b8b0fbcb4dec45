// All shops of a market, for its operator.

#include "shops/register.hpp"

#include "http/json.hpp"

namespace shops {

std::vector<ShopId> shops_by_age(db::Snapshot& snapshot, Age age, ShopId after,
                                 std::int64_t limit) {
    const std::string sql = age == Age::newest
                                ? "select id from shops where id < $1 order by id desc limit $2"
                                : "select id from shops where id > $1 order by id limit $2";
    return snapshot.all<ShopId>(sql, after, limit);
}

std::vector<Standing> standings(db::Snapshot& snapshot, const std::vector<ShopId>& shops) {
    if (shops.empty()) return {};
    return snapshot.all<Standing>(
        "select s.id, s.name, s.owner, s.opened, s.closed_from, s.closed_until, "
        "(select count(*) from listings l where l.shop = s.id and l.state = 'live') as live "
        "from shops s where s.id in (select cast(value as bigint) from json_each($1))",
        http::to_json(shops));
}

}  // namespace shops
