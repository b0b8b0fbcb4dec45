#pragma once

// The register of all shops, for who runs the market.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shops/shops.hpp"

namespace shops {

enum class Age { newest, oldest };

/// All shops by when they were opened, behind `after` (the greatest or least id for the first
/// page).
std::vector<ShopId> shops_by_age(db::Snapshot& snapshot, Age age, ShopId after, std::int64_t limit);

/// The owners of shops whose name holds `text`, as a search reads both of them; at most `most`.
/// Looks at the name of every shop: for a question that an operator asks now and then.
std::vector<base::MemberId> owners_named(db::Snapshot& snapshot, std::string_view text,
                                         std::size_t most);

/// A shop as its operator sees it.
struct Standing {
    ShopId id;
    std::string name;
    base::MemberId owner;
    base::Time opened;
    std::optional<base::Time> closed_from;
    std::optional<base::Time> closed_until;
    std::int64_t live = 0;  // Goods on show.
};
BOOST_DESCRIBE_STRUCT(Standing, (), (id, name, owner, opened, closed_from, closed_until, live))

/// Several shops, in any order.
std::vector<Standing> standings(db::Snapshot& snapshot, const std::vector<ShopId>& shops);

}  // namespace shops
