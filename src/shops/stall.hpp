#pragma once

// What a stall says of itself: who it is, on which conditions it sells, and where and when its
// goods are picked up.
//
// Most of it is for everybody. Where exactly something is picked up is often somebody's home: it is
// for who has paid, unless its owner says that everybody may read it. Conditions are in versions,
// because an order is held to those that it was placed under, whatever the stall says later.

#include <optional>
#include <string>

#include "shops/shops.hpp"

namespace shops {

inline constexpr std::size_t stall_words_length_max = 1500, hours_length_max = 200,
                             conditions_length_max = 4000;

/// The texts are as long as the constants here and in handover.hpp allow: a form has made sure.
struct StallWords {
    std::string words;
    std::string hours;        // When one can come; for everybody, as the two above.
    std::string area;         // Where about.
    std::string place;        // Where exactly; for who has paid.
    bool open_place = false;  // For everybody.

    friend bool operator==(const StallWords&, const StallWords&) = default;
};
BOOST_DESCRIBE_STRUCT(StallWords, (), (words, hours, area, place, open_place))

/// What makes no sense together, by the form's fields `area` and `place`, which are empty. Pure.
base::Result<base::Done> checked(const StallWords& words);

/// In place of what the owner's shop said before. Refuses with no_such_shop, also for whoever does
/// not own it, and as checked().
base::Result<base::Done> describe(db::Tx& tx, base::MemberId member, ShopId shop,
                                  const StallWords& words);

/// What a shop says, all of it; the caller knows who may read its place.
StallWords words_of(db::Snapshot& snapshot, ShopId shop);

/// On what a shop sells.
struct Conditions {
    std::int64_t version = 0;
    std::string text;  // Empty once its owner has left.
    base::Time since;
};
BOOST_DESCRIBE_STRUCT(Conditions, (), (version, text, since))

/// Writes the next version of the owner's conditions; an empty text ends them. What is no other
/// text makes no version. Refuses with no_such_shop.
base::Result<base::Done> set_conditions(db::Tx& tx, base::MemberId member, ShopId shop,
                                        const std::string& text);

/// The version that counts, if there is one.
std::optional<Conditions> conditions_of(db::Snapshot& snapshot, ShopId shop);

/// One version; nothing where there never was one of this number.
std::optional<Conditions> conditions_in(db::Snapshot& snapshot, ShopId shop, std::int64_t version);

}  // namespace shops
