#include "shops/shops.hpp"

#include "db/tx.hpp"
#include "http/json.hpp"
#include "policies/limits.hpp"
#include "policies/policies.hpp"

namespace shops {
namespace {

constexpr std::string_view shop_columns = "select id, name, owner from shops ";

struct ShopNews {
    ShopId shop;
    base::MemberId owner;
};
BOOST_DESCRIBE_STRUCT(ShopNews, (), (shop, owner))

}  // namespace

base::Result<ShopId> open(db::Tx& tx, base::MemberId member, const std::string& name) {
    if (shop_of(tx, member)) return shop_exists;
    const auto id = tx.fresh<ShopId>();
    tx.run("insert into shops (id, owner, name, opened) values ($1, $2, $3, $4)", id, member, name,
           tx.now());
    TRY(events::tell(tx, {"shop_opened", id.value, http::to_json(ShopNews{id, member})}));
    return id;
}

base::Result<base::Done> rename(db::Tx& tx, base::MemberId member, ShopId shop,
                                const std::string& name) {
    if (tx.run("update shops set name = $3 where id = $1 and owner = $2", shop, member, name) ==
        0) {
        return no_such_shop;
    }
    return base::done;
}

base::Result<base::Done> set_postage(db::Tx& tx, base::MemberId member, ShopId shop,
                                     const Postage& postage) {
    const Postage fine = TRY(checked(postage, policies::value(tx, policies::postage_most).value));
    if (tx.run("update shops set postage = $3 where id = $1 and owner = $2", shop, member,
               text_of(fine)) == 0) {
        return no_such_shop;
    }
    return base::done;
}

Postage postage_of(db::Snapshot& snapshot, ShopId shop) {
    const auto text = snapshot.one<std::string>("select postage from shops where id = $1", shop);
    return postage_in(text.value_or(""));
}

base::Result<ShopName> shop_name(db::Snapshot& snapshot, ShopId shop) {
    static const std::string sql = std::string{shop_columns} + "where id = $1";
    const auto found = snapshot.one<ShopName>(sql, shop);
    if (!found) return no_such_shop;
    return *found;
}

std::vector<ShopName> shop_names(db::Snapshot& snapshot, const std::vector<ShopId>& shops) {
    static const std::string sql =
        std::string{shop_columns} + "where id in (select cast(value as bigint) from json_each($1))";
    if (shops.empty()) return {};
    return snapshot.all<ShopName>(sql, http::to_json(shops));
}

std::optional<ShopName> shop_of(db::Snapshot& snapshot, base::MemberId member) {
    static const std::string sql = std::string{shop_columns} + "where owner = $1";
    return snapshot.one<ShopName>(sql, member);
}

}  // namespace shops
