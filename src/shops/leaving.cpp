#include "shops/leaving.hpp"

#include "shops/shops.hpp"

namespace shops {

std::vector<members::Holding> holdings() {
    using members::Kept, members::Topic;
    return {
        {"shops", Topic::goods,
         "select id as shop_id, name, opened as opened_at, closed_from as holiday_from_at, "
         "closed_until as holiday_until_at, closed_note from shops where owner = $1",
         "update shops set name = '\u2014', closed_note = '' where owner = $1 and "
         "(name <> '\u2014' or closed_note <> '')",
         Kept::books},
        {"listings", Topic::goods,
         "select l.id as listing_id, l.state, l.stock as stock_number, l.sku, l.audience, "
         "l.listed as listed_at from shops s join listings l on l.shop = s.id where s.owner = $1 "
         "order by l.seq",
         "", Kept::books},
        {"listing_versions", Topic::goods,
         "select v.listing as listing_id, v.version as version_number, v.title, "
         "v.price_minor as price_minor_number, v.price_currency, v.variant, v.at as written_at, "
         "d.body from shops s join listings l on l.shop = s.id join listing_versions v "
         "on v.listing = l.id join descriptions d on d.id = v.description where s.owner = $1 "
         "order by l.seq, v.version",
         "", Kept::books},
        {"descriptions", Topic::goods, "",
         "update descriptions set body = '' where id in (select d.id from shops s join listings l "
         "on l.shop = s.id join listing_versions v on v.listing = l.id join descriptions d "
         "on d.id = v.description where s.owner = $1 and d.body <> '' limit 200)"},
        {"listing_steps", Topic::machine, "", "", Kept::record},
        {"gallery_pictures", Topic::machine, "", "", Kept::books},
        {"takings", Topic::machine, "", "", Kept::numbers},
        {"imports", Topic::goods,
         "select mode, state, rows_total as rows_number, at as sent_at from imports "
         "where owner = $1 order by seq",
         "", Kept::numbers},
        {"import_packs", Topic::goods, "",
         "delete from import_packs where import in (select i.id from imports i where i.owner = $1 "
         "and exists (select 1 from import_packs p where p.import = i.id) order by i.seq limit 1)"},
        {"import_problems", Topic::goods, "",
         "delete from import_problems where import in (select i.id from imports i "
         "where i.owner = $1 and exists (select 1 from import_problems p where p.import = i.id) "
         "order by i.seq limit 1)"},
    };
}

base::Result<bool> end_some(db::Tx& tx, base::MemberId member) {
    constexpr std::int64_t at_once = 50;
    const auto list = tx.all<ListingId>(
        "select l.id from shops s join listings l on l.shop = s.id where s.owner = $1 and "
        "l.state not in ('ended', 'removed', 'held') order by l.seq limit $2",
        member, at_once);
    for (const ListingId id : list) TRY(end(tx, member, id));
    return !list.empty();
}

}  // namespace shops
