#pragma once

// Shops: who sells, what they list, and how many are left. (The owner of this module writes the
// essay, the machine of listing states, versions, stock, import.)

#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/member.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace shops {

using ShopId = base::Id<struct ShopTag>;
using ListingId = base::Id<struct ListingTag>;

inline constexpr base::Reason no_such_listing{base::Kind::missing, "no_such_listing"};
inline constexpr base::Reason no_such_shop{base::Kind::missing, "no_such_shop"};
inline constexpr base::Reason not_for_sale{base::Kind::conflict, "not_for_sale"};
inline constexpr base::Reason listing_changed{base::Kind::conflict, "listing_changed"};
inline constexpr base::Reason sold_out{base::Kind::conflict, "sold_out"};
inline constexpr base::Reason own_goods{base::Kind::conflict, "own_goods"};

/// What a buyer asks for: so many of this listing as it was in this version.
struct Wanted {
    ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;
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
};

/// Sets stock aside for `buyer`, once. Refuses with no_such_listing (also for who may not see it),
/// not_for_sale, listing_changed (args: version), own_goods, sold_out (args: left).
base::Result<Reserved> reserve(db::Tx& tx, base::MemberId buyer, const Wanted& wanted);

/// Puts back what an order that came to nothing had set aside; a sold-out listing is live again.
void put_back(db::Tx& tx, ListingId listing, std::int64_t quantity);

/// A shop's name and owner, for other modules' views.
struct ShopName {
    ShopId id;
    std::string name;
    base::MemberId owner;
};
BOOST_DESCRIBE_STRUCT(ShopName, (), (id, name, owner))
base::Result<ShopName> shop_name(db::Snapshot& snapshot, ShopId shop);

std::span<const db::Migration> migrations();

}  // namespace shops
