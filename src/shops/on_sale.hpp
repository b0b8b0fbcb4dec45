#pragma once

// What is on sale for everybody, for lists that machines read: search engines ask for all of it.

#include <vector>

#include "shops/shops.hpp"

namespace shops {

/// Something that anybody may look at and buy, and when what it says was last changed.
struct OnSale {
    std::int64_t id = 0;
    base::Time changed;
};
BOOST_DESCRIBE_STRUCT(OnSale, (), (id, changed))

/// Goods on sale for everybody, by id from `from` on.
std::vector<OnSale> goods_on_sale(db::Snapshot& snapshot, std::int64_t from, std::int64_t limit);

/// Shops with at least one such thing, by id from `from` on.
std::vector<OnSale> shops_on_sale(db::Snapshot& snapshot, std::int64_t from, std::int64_t limit);

/// The ids at which lists of `size` of them begin, so that all lists together hold everything.
/// Reads all that is on sale.
std::vector<std::int64_t> goods_lists(db::Snapshot& snapshot, std::int64_t size);
std::vector<std::int64_t> shops_lists(db::Snapshot& snapshot, std::int64_t size);

}  // namespace shops
