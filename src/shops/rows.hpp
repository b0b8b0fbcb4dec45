#pragma once

// What the files of this module share: the listing's row, and the one way to change its state.

#include <string>

#include "shops/shops.hpp"

namespace shops {

/// The part of a listing that changes.
struct ListingRow {
    ListingId id;
    ShopId shop;
    base::MemberId owner;
    ListingState state{};
    std::int64_t version = 0;
    std::int64_t stock = 0;
    circles::Audience audience{};
    bool posted = false;
    std::int64_t family = 0;
};
BOOST_DESCRIBE_STRUCT(ListingRow, (),
                      (id, shop, owner, state, version, stock, audience, posted, family))

/// A version's handover as it is stored; what stands of it elsewhere is joined to it.
struct KeptHandover {
    Ways ways = Ways::ship;
    std::int64_t pickup = 0;  // The id of its place, 0 where there is none.
    std::string regions;
    std::optional<base::Time> ahead;
    std::string area;
    std::string place;
};
BOOST_DESCRIBE_STRUCT(KeptHandover, (), (ways, pickup, regions, ahead, area, place))

/// Its columns, of the version `v` and of what `join_pickup` joins.
inline constexpr std::string_view handover_columns =
    "v.handover_ways, v.handover_pickup, v.handover_regions, v.handover_ahead, "
    "coalesce(p.area, '') as handover_area, coalesce(p.place, '') as handover_place ";
inline constexpr std::string_view join_pickup =
    "left join pickup_places p on p.id = v.handover_pickup ";

Handover handover_of(const KeptHandover& kept);

/// A version's own words, which never change.
struct VersionRow {
    std::string title;
    std::int64_t description = 0;  // The id of its text.
    std::string body;
    base::Money price;
    std::int64_t gallery = 0;  // 0: no pictures.
    std::string variant;
    Terms terms;
    KeptHandover handover;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (),
                      (title, description, body, price, gallery, variant, terms, handover))

/// The beginning of every statement that reads such rows.
inline constexpr std::string_view select_listings =
    "select id, shop, owner, state, version, stock, audience, posted, family from listings ";

/// A shop's columns of the same names: from when until when it is on holiday.
struct Closed {
    std::optional<base::Time> from;
    std::optional<base::Time> until;

    /// Until when it is closed, if it is now.
    std::optional<base::Time> at(base::Time now) const {
        if (!from || !until) return std::nullopt;
        return Holiday{*from, *until, {}}.covers(now) ? until : std::nullopt;
    }
};
BOOST_DESCRIBE_STRUCT(Closed, (), (from, until))

/// Until when a shop is closed whose owner has left.
inline constexpr base::Time for_good{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}};

/// no_such_listing.
base::Result<ListingRow> find_listing(db::Snapshot& snapshot, ListingId listing);

/// The listing, if it is `member`'s; strangers learn nothing but no_such_listing.
base::Result<ListingRow> own_listing(db::Snapshot& snapshot, base::MemberId member,
                                     ListingId listing);

VersionRow version_of(db::Snapshot& snapshot, ListingId listing, std::int64_t version);

/// Who took a step, and the rule behind it where there is one. Member 0 is the market itself.
struct By {
    base::MemberId member;
    Hold hold;
};

/// Takes the listing one step along the table and writes it down. Refuses with listing_state
/// (args: state).
base::Result<base::Done> take_step(db::Tx& tx, ListingRow& row, ListingAct act, const By& by);

/// Has the search know the listing as it is in its row: what has been up for sale is in, what is
/// over is out. take_step() does it; whoever changes a version has to.
void tell_search(db::Tx& tx, const ListingRow& row);

/// After any act: what is live and has nothing left is sold out, and listing_sold_out is told.
base::Result<base::Done> settle_down(db::Tx& tx, ListingRow& row);

/// The job that puts into the search what is not in it yet, some goods in one command.
inline constexpr std::string_view folding_job = "search_fold";
base::Result<base::Done> fold_some(db::Tx& tx);

/// Tells an event about this listing.
base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const ListingRow& row);

/// Writes a version; a description that is set gets a text of its own, and so does a place.
struct NewVersion {
    std::int64_t number = 1;
    std::string title;
    std::int64_t description = 0;  // The id of a text that is there already, or 0 ...
    std::string body;              // ... for this one.
    base::Money price;
    std::int64_t gallery = 0;
    std::string variant{};
    Terms terms{};
    Handover handover{};
    std::int64_t pickup = 0;  // The id of its place where that is there already.
};
void write_version(db::Tx& tx, ListingId listing, const NewVersion& version);

/// The id of the place where a new version is picked up, written if need be; 0 where it is not.
std::int64_t pickup_for(db::Tx& tx, const NewVersion& version);

/// What a price that was lowered in the last 30 days is measured against: the lowest one of the 30
/// days before it was. Nothing where the present price is not below that.
std::optional<base::Money> price_before(db::Snapshot& snapshot, ListingId listing,
                                        const base::Money& price);

}  // namespace shops
