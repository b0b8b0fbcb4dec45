#pragma once

// A shop's catalogue on its way out, as a file that import.hpp takes back: nothing changes then.

#include <string>

#include "shops/formats.hpp"
#include "shops/shops.hpp"

namespace shops {

/// So many goods stand in one file; an import takes no more.
inline constexpr std::int64_t goods_in_file_max = 20'000;

/// What goods without a SKU go by in files: "listing-4711". An import knows it again.
inline constexpr std::string_view listing_mark = "listing-";

/// The `part`th file, from 1, of everything that a member lists, has not ended and was not removed,
/// in the order in which it was listed. Beyond the last one: a heading alone. `origin` is what
/// addresses begin with. Refuses with no_shop_yet. Reads all of it: a long query.
base::Result<std::string> export_goods(db::Snapshot& snapshot, base::MemberId member, Format format,
                                       std::int64_t part, const std::string& origin);

}  // namespace shops
