#pragma once

// What the routes of this module show: whole listings, shops, versions.

#include <string>
#include <vector>

#include "http/call.hpp"
#include "shops/shops.hpp"
#include "shops/stall.hpp"

namespace shops {

/// What sending costs, for everywhere and for some countries; and from which sum of goods on it is
/// nothing.
struct PostageRateView {
    std::string country;
    base::Money price;
    std::optional<base::Money> free_from;
};
BOOST_DESCRIBE_STRUCT(PostageRateView, (), (country, price, free_from))

struct PostageView {
    base::Money price;
    std::optional<base::Money> free_from;
    std::vector<PostageRateView> countries;
};
BOOST_DESCRIBE_STRUCT(PostageView, (), (price, free_from, countries))

/// None where sending costs nothing; and what a view says.
std::optional<PostageView> view_of(const Postage& postage);
Postage postage_in(const PostageView& view);

/// What somebody has checked about the goods, and until when that holds.
struct CheckedView {
    std::string what;
    std::string by;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(CheckedView, (), (what, by, at))

/// One of the variants of a thing.
struct VariantView {
    ListingId id;
    std::string variant;
    base::Money price;
    std::int64_t stock = 0;
    ListingState state{};
};
BOOST_DESCRIBE_STRUCT(VariantView, (), (id, variant, price, stock, state))

/// The variants of a family that the viewer may see, in the order in which they were listed; none
/// of family 0.
std::vector<VariantView> variants_of(db::Snapshot& snapshot, base::MemberId viewer,
                                     std::int64_t family);

/// When goods are picked up, and where exactly if everybody may read it: the stall's open place,
/// for goods that are picked up where about it is. Empty where it says nothing.
struct OpenPickupView {
    std::string hours;
    std::string place;
};
BOOST_DESCRIBE_STRUCT(OpenPickupView, (), (hours, place))

/// A card and everything else about a listing. The SKU is its seller's business alone.
struct ListingView {
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
    std::string variant;
    std::optional<media::PictureView> picture;
    std::optional<base::Time> closed_until;
    HandoverView handover;
    std::vector<ListingMay> may;
    std::string description;
    std::optional<std::string> sku;
    circles::Audience audience{};
    std::int64_t versions = 0;
    std::vector<CheckedView> checked;
    std::vector<std::string> unchecked;
    std::vector<media::PictureView> pictures;
    std::optional<base::Money> price_before;  // See price_before(); null in lists.
    std::vector<VariantView> variants;        // Of its family, itself too; none in lists.
    Terms terms;
    std::optional<PostageView> postage;  // None where sending costs nothing, or it is not sent.
    std::int64_t conditions = 0;         // The version that its shop sells on, 0: none.
    OpenPickupView open_pickup;          // Empty in lists.
};
BOOST_DESCRIBE_STRUCT(ListingView, (),
                      (id, shop, seller, title, price, stock, state, version, at, rating, variant,
                       picture, closed_until, handover, may, description, sku, audience, versions,
                       checked, unchecked, pictures, price_before, variants, terms, postage,
                       conditions, open_pickup))

BOOST_DEFINE_ENUM_CLASS(ShopState, open, held, on_holiday)

/// What there may be to do with a shop.
BOOST_DEFINE_ENUM_CLASS(ShopMay, list, rename, close, set_postage, describe)

/// What a shop says of itself. Its place only for its owner, or where it is for everybody.
struct StallView {
    std::string words;
    std::string hours;
    std::string area;
    std::optional<std::string> place;
    bool open_place = false;
    bool has_place = false;  // Also where the caller does not see it.
    std::optional<Conditions> conditions;
};
BOOST_DESCRIBE_STRUCT(StallView, (), (words, hours, area, place, open_place, has_place, conditions))

struct ShopView {
    ShopId id;
    std::string name;
    members::Person owner;
    base::Time since;
    ShopState state = ShopState::open;
    RatingView rating;
    std::optional<Holiday> holiday;  // That is; for its owner also one that is to come.
    std::vector<ShopMay> may;
    std::optional<PostageView> postage;  // None where sending costs nothing.
    StallView stall;
};
BOOST_DESCRIBE_STRUCT(ShopView, (),
                      (id, name, owner, since, state, rating, holiday, may, postage, stall))

struct ListingVersionView {
    std::int64_t version = 0;
    std::string title;
    base::Money price;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(ListingVersionView, (), (version, title, price, at))

/// A listing with its place in its shop, by which lists are paged.
template <class View>
struct Placed {
    std::int64_t seq = 0;
    View view;
};

/// Whether `viewer` may see it: its owner always, others what is public and meant for them.
bool may_see(db::Snapshot& snapshot, base::MemberId viewer, base::MemberId owner,
             ListingState state, circles::Audience audience);

/// no_such_shop.
base::Result<ShopView> shop_view(db::Snapshot& snapshot, base::MemberId viewer, ShopId shop);

/// no_such_listing, also for what the viewer may not see.
base::Result<ListingView> listing_view(db::Snapshot& snapshot, base::MemberId viewer,
                                       ListingId listing);

/// What stands in a shop's window for this viewer, the latest first; no_such_shop.
base::Result<std::vector<Placed<ListingCard>>> window_of(db::Snapshot& snapshot,
                                                         base::MemberId viewer, ShopId shop,
                                                         std::int64_t before, std::int64_t limit);

/// A member's own listings, the latest first, in one state or in all.
std::vector<Placed<ListingView>> own_listings(db::Snapshot& snapshot, base::MemberId member,
                                              std::optional<ListingState> state,
                                              std::int64_t before, std::int64_t limit);

/// The versions of a listing that the viewer may see, the latest first; no_such_listing.
base::Result<std::vector<ListingVersionView>> versions_of(db::Snapshot& snapshot,
                                                          base::MemberId viewer, ListingId listing,
                                                          std::int64_t before, std::int64_t limit);

}  // namespace shops
