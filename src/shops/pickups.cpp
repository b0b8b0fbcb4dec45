// Where goods are picked up: personal texts that many versions share.

#include <algorithm>

#include "http/json.hpp"
#include "shops/rows.hpp"

namespace shops {
namespace {

struct PickupTag;

struct PickupRow {
    ListingId listing;
    std::int64_t version = 0;
    std::string area;
    std::string place;
};
BOOST_DESCRIBE_STRUCT(PickupRow, (), (listing, version, area, place))

}  // namespace

Handover handover_of(const KeptHandover& kept) {
    return {kept.ways, kept.area, kept.place, regions_in(kept.regions), kept.ahead};
}

std::int64_t pickup_for(db::Tx& tx, const NewVersion& version) {
    const Handover& handover = version.handover;
    if (!offers(handover.ways, Way::pick_up)) return 0;
    if (version.pickup != 0) return version.pickup;
    const auto id = tx.fresh<base::Id<PickupTag>>();
    tx.run("insert into pickup_places (id, area, place) values ($1, $2, $3)", id, handover.area,
           handover.place);
    return id.value;
}

std::vector<VersionPickup> pickups_of(db::Snapshot& snapshot,
                                      const std::vector<VersionRef>& versions) {
    if (versions.empty()) return {};
    std::vector<ListingId> listings;
    for (const VersionRef& version : versions) listings.push_back(version.listing);
    std::vector<VersionPickup> found;
    for (PickupRow& row : snapshot.all<PickupRow>(
             "select v.listing, v.version, p.area, p.place from listing_versions v "
             "join pickup_places p on p.id = v.handover_pickup where v.listing in "
             "(select cast(value as bigint) from json_each($1)) order by v.listing, v.version",
             http::to_json(listings))) {
        const VersionRef version{row.listing, row.version};
        if (std::ranges::find(versions, version) == versions.end()) continue;
        found.push_back({version, PickupView{std::move(row.area), std::move(row.place)}});
    }
    return found;
}

}  // namespace shops
