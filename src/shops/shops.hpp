#pragma once

// Shops: who sells, what they list, and how many are left.
//
//     const ShopId shop = TRY(shops::open(tx, ann, "Ann's mugs"));
//     const ListingId mug = TRY(shops::list(tx, ann, {.title = "Mug", .price = {950, "EUR"},
//                                                     .stock = 3}));
//     TRY(shops::publish(tx, ann, mug));
//     const Reserved two = TRY(shops::reserve(tx, ben, {mug, 1, 2}));
//
// A listing is a row that changes (its state, its stock) and a row of versions that never do: what
// somebody bought is a version, whatever the seller writes afterwards. Which act leads from which
// state to which is one table, in state.cpp, and every step is on record with who took it, why and
// when. `live` always means that at least one is left; the last one sold makes it `sold_out`.
//
// Whoever must check goods before they are sold hears `listing_submitted`, in the transaction of
// publish(), and calls hold(): the goods then do not go live. A listing is a post: what is live is
// in its seller's timeline for the audience it was listed to, except what a catalogue brought.
//
// Everything here runs in one market's writer or on a snapshot; nothing keeps state in memory.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/member.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "circles/circles.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "media/media.hpp"
#include "members/members.hpp"
#include "shops/handover.hpp"
#include "shops/postage.hpp"
#include "shops/rating.hpp"
#include "shops/state.hpp"

namespace shops {

using ShopId = base::Id<struct ShopTag>;
using ListingId = base::Id<struct ListingTag>;

/// What differs from market to market.
struct Settings {
    std::string currency = "EUR";  // The market's home currency; all goods are priced in it.
    std::string origin{};          // What addresses begin with, "https://m.example"; "": as asked.
};

inline constexpr std::int64_t stock_max = 1'000'000;
inline constexpr std::size_t shop_name_length_max = 60, title_length_max = 120,
                             description_length_max = 4000, sku_length_max = 60, pictures_most = 8,
                             holiday_note_length_max = 200, variant_length_max = 60,
                             variants_most = 40;
inline constexpr std::chrono::days holiday_max{366};

inline constexpr base::Reason no_such_listing{base::Kind::missing, "no_such_listing"};
inline constexpr base::Reason no_such_shop{base::Kind::missing, "no_such_shop"};
inline constexpr base::Reason no_shop_yet{base::Kind::conflict, "no_shop_yet"};
inline constexpr base::Reason shop_exists{base::Kind::conflict, "shop_exists"};
inline constexpr base::Reason not_for_sale{base::Kind::conflict, "not_for_sale"};
inline constexpr base::Reason listing_changed{base::Kind::conflict, "listing_changed"};
inline constexpr base::Reason listing_state{base::Kind::conflict, "listing_state"};
inline constexpr base::Reason sold_out{base::Kind::conflict, "sold_out"};
inline constexpr base::Reason shop_on_holiday{base::Kind::conflict, "shop_on_holiday"};
inline constexpr base::Reason too_few{base::Kind::conflict, "too_few"};
inline constexpr base::Reason buyer_limit{base::Kind::conflict, "buyer_limit"};
inline constexpr base::Reason own_goods{base::Kind::conflict, "own_goods"};
inline constexpr base::Reason sku_taken{base::Kind::conflict, "sku_taken"};

// ---- Shops

/// A shop's name and owner, for other modules' views.
struct ShopName {
    ShopId id;
    std::string name;
    base::MemberId owner;
};
BOOST_DESCRIBE_STRUCT(ShopName, (), (id, name, owner))

/// Opens a member's one shop; `name` has 1 to 60 code points on one line. Refuses with shop_exists.
/// Tells shop_opened.
base::Result<ShopId> open(db::Tx& tx, base::MemberId member, const std::string& name);

/// Gives the owner's shop another name, of the same kind. Refuses with no_such_shop, also for
/// whoever does not own it.
base::Result<base::Done> rename(db::Tx& tx, base::MemberId member, ShopId shop,
                                const std::string& name);

/// When a shop shows its goods and sells none; orders that are open go on.
struct Holiday {
    base::Time from;
    base::Time until;
    std::string note;  // For buyers; personal.

    bool covers(base::Time time) const;
};
BOOST_DESCRIBE_STRUCT(Holiday, (), (from, until, note))

/// Closes the owner's shop for that time, in place of any other. Refuses with no_such_shop, also
/// for whoever does not own it, and with the form's field `until` when it is not after `from` and
/// now or is more than holiday_max away. Tells shop_closed.
base::Result<base::Done> close(db::Tx& tx, base::MemberId member, ShopId shop,
                               const Holiday& holiday);

/// Ends a holiday, or calls off one that was to come. Refuses with no_such_shop. Tells
/// shop_reopened.
base::Result<base::Done> reopen(db::Tx& tx, base::MemberId member, ShopId shop);

/// The one that is, or is still to come.
std::optional<Holiday> holiday_of(db::Snapshot& snapshot, ShopId shop);

/// Sets what the owner's shop asks for sending an order; orders that are placed keep what they
/// have. Refuses with no_such_shop, also for whoever does not own it, and as checked() of
/// postage.hpp by the policy postage_most.
base::Result<base::Done> set_postage(db::Tx& tx, base::MemberId member, ShopId shop,
                                     const Postage& postage);

/// What a shop asks for sending; no rates of a shop that is not there.
Postage postage_of(db::Snapshot& snapshot, ShopId shop);

/// no_such_shop.
base::Result<ShopName> shop_name(db::Snapshot& snapshot, ShopId shop);

/// Several shops at once, in any order; unknown ids are left out.
std::vector<ShopName> shop_names(db::Snapshot& snapshot, const std::vector<ShopId>& shops);

/// The shop that a member has opened.
std::optional<ShopName> shop_of(db::Snapshot& snapshot, base::MemberId member);

// ---- Listings

/// On which terms goods are sold. A version has its own, so an order keeps those it began with.
struct Terms {
    std::int64_t least = 1;            // In one order, 1 to quantity_most.
    std::optional<std::int64_t> most;  // For one buyer in all, from `least` on; none: no limit.

    friend bool operator==(const Terms&, const Terms&) = default;
};
BOOST_DESCRIBE_STRUCT(Terms, (), (least, most))
inline constexpr std::int64_t quantity_most = 100;

/// Whether one may buy it now, of goods in this state with so many left; `closed`: the shop is on
/// holiday.
bool can_be_bought(ListingState state, bool closed, std::int64_t stock, const Terms& terms);

/// Goods as their seller describes them. The texts are as long as the constants above allow, the
/// price is 1 to base::money_minor_max in the market's currency, the stock 0 to stock_max: a form
/// or the import has made sure of it.
struct NewListing {
    std::string title;
    std::string description;
    base::Money price;
    std::int64_t stock = 1;
    std::optional<std::string> sku{};  // Unique in its shop, byte for byte, until the listing ends.
    circles::Audience audience = circles::Audience::everybody;
    bool posted = true;  // False: it never appears in the timeline, as with a whole catalogue.
    std::vector<media::PictureId> pictures{};  // At most pictures_most, in this order.
    std::string variant{};                     // "Red, M", of things that come in several.
    std::optional<ListingId> beside{};         // Another variant of the same thing.
    Terms terms{};
    Handover handover{};
};

/// Writes a draft into the member's shop. Refuses with no_shop_yet, sku_taken, no_such_picture (of
/// media), with the form's field `pictures` when one is in it twice, or as checked() of its
/// handover, or as join_family().
base::Result<ListingId> list(db::Tx& tx, base::MemberId member, const NewListing& goods);

/// Puts a draft up for sale: draft to checking, tells listing_submitted, and unless a listener held
/// it goes live in the same transaction (or sold_out where the stock is 0) and tells
/// listing_published. Refuses with no_such_listing (also for strangers), listing_state, and with
/// what a listener refuses.
base::Result<base::Done> publish(db::Tx& tx, base::MemberId member, ListingId listing);

/// Takes what is live out of sale and the timeline; resume() undoes it. Refuse as publish().
base::Result<base::Done> pause(db::Tx& tx, base::MemberId member, ListingId listing);
base::Result<base::Done> resume(db::Tx& tx, base::MemberId member, ListingId listing);

/// Takes a listing down for good. Orders still point at its versions. Refuses as publish().
base::Result<base::Done> end(db::Tx& tx, base::MemberId member, ListingId listing);

/// What a new version says differently.
struct Edit {
    std::int64_t version = 0;  // The one that the editor saw.
    std::optional<std::string> title;
    std::optional<std::string> description;
    std::optional<base::Money> price;
    std::optional<std::vector<media::PictureId>> pictures{};
    std::optional<std::string> variant{};
    std::optional<Terms> terms{};
    std::optional<Handover> handover{};
};

/// Writes the next version; the state stays. An edit that changes nothing makes none. Refuses with
/// no_such_listing, listing_changed (args: version), listing_state, and of its pictures and its
/// handover as list().
/// Tells listing_changed.
base::Result<base::Done> edit(db::Tx& tx, base::MemberId member, ListingId listing,
                              const Edit& edit);

/// Sets how many are left, 0 to stock_max: what is live sells out at 0, what is sold out is live
/// again above it. Refuses with no_such_listing, listing_state. Tells stock_set.
base::Result<base::Done> set_stock(db::Tx& tx, base::MemberId member, ListingId listing,
                                   std::int64_t left);

// ---- Stock

/// What a buyer asks for: so many, at least one, of this listing as it was in this version.
struct Wanted {
    ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;
    /// The price of one that its seller agreed to: then the goods were set_aside() before. Never
    /// from a form.
    std::optional<base::Money> agreed{};
};

/// What was set aside, as the immutable version says.
struct Reserved {
    ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;
    ShopId shop;
    base::MemberId owner;
    std::string title;
    base::Money price;
    std::optional<base::Time> promised{};  // Ordered ahead: by when it is to be sent.
    Postage postage{};                     // Of its shop, as of now.
    std::int64_t conditions = 0;           // The version that its shop sells on, 0: none.
};

/// Sets stock aside for `buyer`, once. Refuses with no_such_listing (also for who may not see it),
/// own_goods, not_for_sale, shop_on_holiday (args: until), too_few (args: least), sold_out (args:
/// left), listing_changed (args: version), as can_reach() (args: title as well), buyer_limit (args:
/// most, left); a refusal has written nothing. Tells listing_sold_out when it takes the last one.
///
/// What was agreed on takes no stock, costs what was agreed, and is of the version that was meant,
/// whatever the listing says, has left or asks by now. It refuses with no_such_listing,
/// not_for_sale (where the goods were taken down or their seller has left), and as can_reach().
base::Result<Reserved> reserve(db::Tx& tx, base::MemberId buyer, const Wanted& wanted,
                               const Destination& destination = {});

/// What reserve() would set aside wherever it goes, with nothing written; it refuses as that does.
base::Result<Reserved> look_at(db::Tx& tx, base::MemberId buyer, const Wanted& wanted);

/// Sets stock aside for `buyer` before it is known where it goes, for a price that was agreed on:
/// an order with Wanted::agreed has it from here on, or put_back() ends it. Refuses as reserve().
base::Result<Reserved> set_aside(db::Tx& tx, base::MemberId buyer, const Wanted& wanted);

/// Who had set goods aside, and when.
struct Taken {
    base::MemberId by;
    base::Time at;
};

/// Puts back what an order that came to nothing had set aside; a sold-out listing is live again,
/// and listing_back is told. A listing in any other state keeps it.
void put_back(db::Tx& tx, ListingId listing, std::int64_t quantity, const Taken& taken);

// ---- Standing, given from above

/// Why somebody may not sell a thing: a rule in a version, and the case that decided.
struct Hold {
    std::string rule;
    std::int64_t version = 0;
    std::int64_t case_id = 0;
};

/// Keeps a listing from being sold, from any state that can be. Refuses with no_such_listing,
/// listing_state. Tells listing_held.
base::Result<base::Done> hold(db::Tx& tx, ListingId listing, const Hold& hold);

/// Ends a hold: what was paused is paused, all else is live again (or sold out). What was removed
/// is ended again: nothing else is removed for as long as that can be taken back. Goods of somebody
/// who left meanwhile are ended. Refuses with
/// no_such_listing, listing_state. Tells listing_published, listing_paused or listing_ended.
base::Result<base::Done> release(db::Tx& tx, ListingId listing, const Hold& hold);

/// Takes a listing down for good, from any state that can be. Orders still point at its versions.
/// Refuses with no_such_listing, listing_state. Tells listing_removed.
base::Result<base::Done> remove(db::Tx& tx, ListingId listing, const Hold& hold);

/// Which shops sell these, whoever may see them; what is not there is left out.
std::map<ListingId, ShopId> shops_of(db::Snapshot& snapshot,
                                     const std::vector<ListingId>& listings);

/// How far a listing has come, whoever asks; no_such_listing.
base::Result<ListingState> state_of(db::Snapshot& snapshot, ListingId listing);

// ---- What buyers say, given from above

/// A review that came (`was` 0), was changed, or counts no more (`is` 0), in stars.
struct Judgement {
    std::int64_t was = 0;
    std::int64_t is = 0;
};

/// Counts it for a listing and its shop.
void rate(db::Tx& tx, ListingId listing, const Judgement& change);

// ---- Views

/// How goods reach their buyer, as a reader sees it. `ahead` is null once its time has passed.
struct HandoverView {
    Ways ways = Ways::ship;
    std::string area;
    std::optional<std::string> place;  // For its seller alone; buyers see it with their order.
    std::vector<std::string> regions;
    std::optional<base::Time> ahead;
};
BOOST_DESCRIBE_STRUCT(HandoverView, (), (ways, area, place, regions, ahead))

struct ShopRef {
    ShopId id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ShopRef, (), (id, name))

/// A listing as it is, whoever may see it: for who has to look at it. `text` is its description.
struct Exhibit {
    ListingId id;
    ShopRef shop;
    members::Person seller;
    std::string title;
    std::string text;
    base::Money price;
    ListingState state{};
    std::int64_t version = 0;
    circles::Audience audience{};
    base::Time at;
    std::vector<media::PictureView> pictures;
};
BOOST_DESCRIBE_STRUCT(Exhibit, (),
                      (id, shop, seller, title, text, price, state, version, audience, at,
                       pictures))

/// The listing as it was in a version (or is, in latest_version), in the state in which it is, with
/// its pictures at addresses for `viewer`; no_such_listing.
inline constexpr std::int64_t latest_version = 0;
base::Result<Exhibit> exhibit(db::Snapshot& snapshot, base::MemberId viewer, ListingId listing,
                              std::int64_t version);

/// What other modules need to know of a listing that somebody may see.
struct Seen {
    ListingId id;
    ShopId shop;
    base::MemberId owner;
    std::int64_t version = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (id, shop, owner, version, title))

/// A listing that `viewer` (0: nobody signed in) may see; no_such_listing.
base::Result<Seen> seen(db::Snapshot& snapshot, base::MemberId viewer, ListingId listing);

/// What a version costs; no_such_listing.
base::Result<base::Money> price_of(db::Snapshot& snapshot, ListingId listing, std::int64_t version);

/// Those of several that the viewer may see, in any order. At most 1,000.
std::vector<Seen> seen_among(db::Snapshot& snapshot, base::MemberId viewer,
                             const std::vector<ListingId>& listings);

/// The shop, unless it and the viewer are nothing to each other; no_such_shop.
base::Result<ShopName> seen_shop(db::Snapshot& snapshot, base::MemberId viewer, ShopId shop);

/// What there may be to do with a listing.
BOOST_DEFINE_ENUM_CLASS(ListingMay, edit, publish, pause, resume, end, stock, buy)

/// A listing as it is shown in lists and in the feed.
struct ListingCard {
    ListingId id;
    ShopRef shop;
    members::Person seller;
    std::string title;
    base::Money price;
    std::int64_t stock = 0;
    ListingState state{};
    std::int64_t version = 0;
    base::Time at;
    RatingView rating;
    std::string variant;                        // "" where there is none.
    std::optional<media::PictureView> picture;  // The first one.
    std::optional<base::Time> closed_until;     // Its shop is on holiday now, until then.
    HandoverView handover;
    std::vector<ListingMay> may;
};
BOOST_DESCRIBE_STRUCT(ListingCard, (),
                      (id, shop, seller, title, price, stock, state, version, at, rating, variant,
                       picture, closed_until, handover, may))

/// The cards of those of `listings` that are in a public state or the viewer's own (0: nobody
/// signed in), in any order; two statements however many there are, at most 1,000. Whom they are
/// meant for the caller has decided already, as the timeline has.
std::vector<ListingCard> cards(db::Snapshot& snapshot, base::MemberId viewer,
                               const std::vector<ListingId>& listings);

// ---- Pictures

/// A listing as it was at one time.
struct VersionRef {
    ListingId listing;
    std::int64_t version = 0;

    friend bool operator==(const VersionRef&, const VersionRef&) = default;
};
BOOST_DESCRIBE_STRUCT(VersionRef, (), (listing, version))

/// Where goods are picked up.
struct PickupView {
    std::string area;
    std::string place;

    friend bool operator==(const PickupView&, const PickupView&) = default;
};
BOOST_DESCRIBE_STRUCT(PickupView, (), (area, place))

struct VersionPickup {
    VersionRef version;
    PickupView pickup;
};

/// Where the goods of those of several versions are picked up that are, for who has bought them.
std::vector<VersionPickup> pickups_of(db::Snapshot& snapshot,
                                      const std::vector<VersionRef>& versions);

struct VersionPicture {
    VersionRef version;
    media::PictureView picture;
};

/// The first picture of each of several versions that has one, in any order, for a viewer who may
/// see them.
std::vector<VersionPicture> first_pictures(db::Snapshot& snapshot, base::MemberId viewer,
                                           const std::vector<VersionRef>& versions);

/// Whether a listing that the viewer may see shows this picture now.
bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture);

/// Every version that shows this picture, for those who have kept one.
std::vector<VersionRef> versions_with(db::Snapshot& snapshot, media::PictureId picture);

/// What events of a listing carry: listing_submitted, listing_published, listing_changed,
/// listing_paused, listing_sold_out, listing_back, listing_held, listing_removed, listing_ended and
/// stock_set. Ids and numbers only.
struct Told {
    ListingId listing;
    ShopId shop;
    base::MemberId owner;
    std::int64_t version = 0;
    std::int64_t stock = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (listing, shop, owner, version, stock))

/// The payload of such an event.
Told told(const events::Event& event);

/// Registers what does the steps of an import.
void add_jobs(events::Hub& hub, const Settings& settings);

std::span<const db::Migration> migrations();

}  // namespace shops
