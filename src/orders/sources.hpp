#pragma once

// Which page led to an order. The address of a page carries it to the checkout, and the order keeps
// it: nobody is followed, no cookie is set, and who only looks leaves nothing. A seller sees how
// many orders came by which page, and of few orders not by which.

#include <optional>
#include <string>
#include <vector>

#include "orders/orders.hpp"

namespace orders {

/// Keeps where `basket` says that it came from, if that is a page of this seller's goods which the
/// buyer may see; anything else is left out, for no order hangs on it.
void keep_source(db::Tx& tx, const Order& order, const Basket& basket);

/// So many orders of a seller came by a page.
struct SourceCount {
    Door door{};
    std::optional<ThingId> thing;  // None: by several, each of them with fewer than few_orders.
    std::optional<std::string> title;
    std::int64_t orders = 0;
};
BOOST_DESCRIBE_STRUCT(SourceCount, (), (door, thing, title, orders))

inline constexpr std::int64_t few_orders = 3, sources_shown = 20, source_days = 90;

/// A seller's orders of the last source_days by where they came from, the most first.
std::vector<SourceCount> sources_of(db::Snapshot& snapshot, base::MemberId seller);

}  // namespace orders
