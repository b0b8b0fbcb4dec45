// All shops of a market, for its operator.

#include "shops/register.hpp"

#include "base/text.hpp"
#include "http/json.hpp"
#include "search/search.hpp"

namespace shops {
namespace {

struct Named {
    ShopId id;
    base::MemberId owner;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, owner, name))

}  // namespace

std::vector<ShopId> shops_by_age(db::Snapshot& snapshot, Age age, ShopId after,
                                 std::int64_t limit) {
    const std::string sql = age == Age::newest
                                ? "select id from shops where id < $1 order by id desc limit $2"
                                : "select id from shops where id > $1 order by id limit $2";
    return snapshot.all<ShopId>(sql, after, limit);
}

std::vector<base::MemberId> owners_named(db::Snapshot& snapshot, std::string_view text,
                                         std::size_t most) {
    constexpr std::int64_t batch = 1'000;
    const std::string folded = search::fold(text);
    const std::string_view wanted = base::trimmed(folded);
    std::vector<base::MemberId> owners;
    if (wanted.empty()) return owners;
    ShopId after{INT64_MIN};
    while (owners.size() < most) {
        const auto shops = snapshot.all<Named>(
            "select id, owner, name from shops where id > $1 order by id limit $2", after, batch);
        for (const Named& shop : shops) {
            const bool fits = search::fold(shop.name).find(wanted) != std::string::npos;
            if (fits && owners.size() < most) owners.push_back(shop.owner);
        }
        if (std::cmp_less(shops.size(), batch)) break;
        after = shops.back().id;
    }
    return owners;
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
