#include "shops/leaving.hpp"

#include "shops/import.hpp"
#include "shops/rows.hpp"

namespace shops {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"shops", Topic::goods,
         "select id as shop_id, name, opened as opened_at, closed_from as holiday_from_at, "
         "closed_until as holiday_until_at, closed_note, postage from shops where owner = $1",
         "update shops set name = '\u2014', closed_note = '' where owner = $1 and "
         "(name <> '\u2014' or closed_note <> '')",
         Kept::books},
        {"stall_words", Topic::goods,
         "select w.words, w.hours, w.area, w.place, w.open_place as open_place_number "
         "from shops s join stall_words w on w.shop = s.id where s.owner = $1",
         "delete from stall_words where shop in (select id from shops where owner = $1)"},
        {"stall_conditions", Topic::goods,
         "select c.version as version_number, c.body, c.at as set_at from shops s "
         "join stall_conditions c on c.shop = s.id where s.owner = $1 order by c.version",
         "update stall_conditions set body = '' where body <> '' and shop in (select id from shops "
         "where owner = $1) and version in (select c.version from shops s join stall_conditions c "
         "on c.shop = s.id where s.owner = $1 and c.body <> '' order by c.version limit 200)"},
        {"listings", Topic::goods,
         "select l.id as listing_id, l.state, l.stock as stock_number, l.sku, l.audience, "
         "l.listed as listed_at from shops s join listings l on l.shop = s.id where s.owner = $1 "
         "order by l.seq",
         "", Kept::books},
        {"listing_versions", Topic::goods,
         "select v.listing as listing_id, v.version as version_number, v.title, "
         "v.price_minor as price_minor_number, v.price_currency, v.variant, v.at as written_at, "
         "v.description as description_id, v.handover_ways, v.handover_regions, "
         "v.handover_ahead as handover_ahead_at, v.handover_pickup as pickup_id from shops s join "
         "listings l on l.shop = s.id "
         "join listing_versions v on v.listing = l.id where s.owner = $1 "
         "order by l.seq, v.version",
         "", Kept::books},
        // Many versions share one.
        {"descriptions", Topic::goods,
         "select d.id as description_id, d.body from descriptions d where d.id in (select "
         "v.description from shops s join listings l on l.shop = s.id join listing_versions v "
         "on v.listing = l.id where s.owner = $1) order by d.id",
         "update descriptions set body = '' where id in (select d.id from shops s join listings l "
         "on l.shop = s.id join listing_versions v on v.listing = l.id join descriptions d "
         "on d.id = v.description where s.owner = $1 and d.body <> '' limit 200)"},
        {"pickup_places", Topic::goods,
         "select p.id as pickup_id, p.area, p.place from pickup_places p where p.id in (select "
         "v.handover_pickup from shops s join listings l on l.shop = s.id join listing_versions v "
         "on v.listing = l.id where s.owner = $1) order by p.id",
         "update pickup_places set area = '', place = '' where id in (select p.id from shops s "
         "join listings l on l.shop = s.id join listing_versions v on v.listing = l.id join "
         "pickup_places p on p.id = v.handover_pickup where s.owner = $1 and "
         "(p.area <> '' or p.place <> '') limit 200)"},
        {"listing_steps", Topic::machine, "", "", Kept::record},
        {"gallery_pictures", Topic::machine, "", "", Kept::books},
        {"takings", Topic::machine, "", "", Kept::numbers},
        {"imports", Topic::goods,
         "select mode, state, rows_total as rows_number, at as sent_at from imports "
         "where owner = $1 order by seq",
         "", Kept::numbers},
        // forget_imports() does it.
        {"import_packs", Topic::goods},
        {"import_problems", Topic::goods},
    };
}

base::Result<base::Done> no_import_running(db::Snapshot& snapshot, base::MemberId member) {
    if (any_running(snapshot, member)) return import_running;
    return base::done;
}

void close_for_good(db::Tx& tx, base::MemberId member) {
    tx.run("update shops set closed_from = $2, closed_until = $3 where owner = $1", member,
           tx.now(), for_good);
}

base::Result<bool> forget_imports(db::Tx& tx, base::MemberId member) {
    const auto next = tx.one<ImportId>(
        "select i.id from imports i where i.owner = $1 and (exists (select 1 from import_packs p "
        "where p.import = i.id) or exists (select 1 from import_problems p "
        "where p.import = i.id)) order by i.seq limit 1",
        member);
    return next && forget_some(tx, *next);
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
