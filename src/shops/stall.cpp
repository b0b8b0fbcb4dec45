#include "shops/stall.hpp"

#include "shops/rows.hpp"

namespace shops {
namespace {

base::Result<base::Done> check_owner(db::Snapshot& snapshot, base::MemberId member, ShopId shop) {
    const ShopName found = TRY(shop_name(snapshot, shop));
    if (found.owner != member) return no_such_shop;
    return base::done;
}

}  // namespace

base::Result<base::Done> checked(const StallWords& words) {
    // Who has not paid reads the area: a place without one would be a secret nobody can weigh.
    if (!words.place.empty() && words.area.empty()) return base::wrong_field("area", "empty");
    if (words.place.empty() && words.open_place) return base::wrong_field("place", "empty");
    return base::done;
}

base::Result<base::Done> describe(db::Tx& tx, base::MemberId member, ShopId shop,
                                  const StallWords& words) {
    TRY(check_owner(tx, member, shop));
    TRY(checked(words));
    tx.run(
        "insert into stall_words (shop, words, hours, area, place, open_place) "
        "values ($1, $2, $3, $4, $5, $6) on conflict (shop) do update set words = excluded.words, "
        "hours = excluded.hours, area = excluded.area, place = excluded.place, "
        "open_place = excluded.open_place",
        shop, words.words, words.hours, words.area, words.place, words.open_place);
    return base::done;
}

StallWords words_of(db::Snapshot& snapshot, ShopId shop) {
    return snapshot
        .one<StallWords>(
            "select words, hours, area, place, open_place from stall_words where shop = $1", shop)
        .value_or(StallWords{});
}

base::Result<base::Done> set_conditions(db::Tx& tx, base::MemberId member, ShopId shop,
                                        const std::string& text) {
    TRY(check_owner(tx, member, shop));
    const auto now = conditions_of(tx, shop);
    if (text == (now ? now->text : "")) return base::done;
    const std::int64_t version = tx.number(
        "select coalesce(max(version), 0) + 1 from stall_conditions where shop = $1", shop);
    tx.run("insert into stall_conditions (shop, version, body, at) values ($1, $2, $3, $4)", shop,
           version, text, tx.now());
    tx.run("update shops set conditions = $2 where id = $1", shop, text.empty() ? 0 : version);
    return base::done;
}

std::optional<Conditions> conditions_of(db::Snapshot& snapshot, ShopId shop) {
    return snapshot.one<Conditions>(
        "select c.version, c.body as text, c.at as since from shops s join stall_conditions c "
        "on c.shop = s.id and c.version = s.conditions where s.id = $1",
        shop);
}

std::optional<Conditions> conditions_in(db::Snapshot& snapshot, ShopId shop, std::int64_t version) {
    return snapshot.one<Conditions>(
        "select version, body as text, at as since from stall_conditions "
        "where shop = $1 and version = $2",
        shop, version);
}

}  // namespace shops
