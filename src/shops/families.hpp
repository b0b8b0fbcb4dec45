#pragma once

// Variants in a file of goods: a row names the SKU of the first of those that it is a variant of,
// which stands in a row before it or is in the shop. A family is made when goods are listed; rows
// of goods that are there already only say what they are called.

#include "shops/import.hpp"

namespace shops {

/// Finds the head of each row in its file, and marks rows that cannot be what they say:
/// family_later where the head stands behind them, variant_missing where the head says that it is
/// none, variant_taken where another row of the family is called the same. Pure.
void mark_families(std::vector<CatalogueRow>& rows);

/// A listing that the shop has.
struct InFamily {
    ListingId id;
    std::int64_t family = 0;  // 0: of none.
    std::string variant;
};
BOOST_DESCRIBE_STRUCT(InFamily, (), (id, family, variant))

/// Says which listing new goods join, or notes with the fields `family` and `variant` why they do
/// not: no_such_family, variant_missing, too_many, taken. Of goods that are there, `there`, it
/// notes family_stays where the row says another one. A dry run believes in the rows before.
void settle_family(db::Snapshot& snapshot, const Import& import, Understood& row,
                   const std::optional<InFamily>& there);

}  // namespace shops
