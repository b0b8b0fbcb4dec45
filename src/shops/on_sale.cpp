#include "shops/on_sale.hpp"

namespace shops {
namespace {

struct Begin {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Begin, (), (id))

std::vector<std::int64_t> ids_of(const std::vector<Begin>& rows) {
    std::vector<std::int64_t> ids;
    for (const Begin& row : rows) ids.push_back(row.id);
    return ids;
}

}  // namespace

std::vector<OnSale> goods_on_sale(db::Snapshot& snapshot, std::int64_t from, std::int64_t limit) {
    return snapshot.all<OnSale>(
        "select l.id as id, v.at as changed from listings as l join listing_versions as v "
        "on v.listing = l.id and v.version = l.version "
        "where l.id >= $1 and l.state = 'live' and l.audience = 'everybody' "
        "order by l.id limit $2",
        from, limit);
}

std::vector<OnSale> shops_on_sale(db::Snapshot& snapshot, std::int64_t from, std::int64_t limit) {
    return snapshot.all<OnSale>(
        "select l.shop as id, max(l.listed) as changed from listings as l "
        "where l.shop >= $1 and l.state = 'live' and l.audience = 'everybody' "
        "group by l.shop order by l.shop limit $2",
        from, limit);
}

std::vector<std::int64_t> goods_lists(db::Snapshot& snapshot, std::int64_t size) {
    return ids_of(
        snapshot.all<Begin>("select numbered.id as id from (select l.id as id, "
                            "row_number() over (order by l.id) as place from listings as l "
                            "where l.state = 'live' and l.audience = 'everybody') as numbered "
                            "where (numbered.place - 1) % $1 = 0 order by numbered.id",
                            size));
}

std::vector<std::int64_t> shops_lists(db::Snapshot& snapshot, std::int64_t size) {
    return ids_of(snapshot.all<Begin>(
        "select numbered.id as id from (select l.shop as id, "
        "row_number() over (order by l.shop) as place from listings as l "
        "where l.state = 'live' and l.audience = 'everybody' group by l.shop) as numbered "
        "where (numbered.place - 1) % $1 = 0 order by numbered.id",
        size));
}

}  // namespace shops
