// Prices are remembered: what a reduction is measured against. The rule is that of Directive
// 98/6/EC, article 6a, as most of Europe applies it: the lowest price of the 30 days before the
// reduction.

#include "shops/rows.hpp"

namespace shops {

base::Result<base::Money> price_of(db::Snapshot& snapshot, ListingId listing,
                                   std::int64_t version) {
    const auto price = snapshot.one<base::Money>(
        "select price_minor as minor, price_currency as currency from listing_versions "
        "where listing = $1 and version = $2",
        listing, version);
    if (!price) return no_such_listing;
    return *price;
}

std::optional<base::Money> price_before(db::Snapshot& snapshot, ListingId listing,
                                        const base::Money& price) {
    constexpr std::chrono::days month{30};
    // The present price may be that of several versions: a text changes more often.
    const std::int64_t first = snapshot.number(
        "select coalesce(max(version), 0) + 1 as first from listing_versions "
        "where listing = $1 and price_minor <> $2",
        listing, price.minor);
    if (first == 1) return std::nullopt;
    const auto since = snapshot.one<base::Time>(
        "select at from listing_versions where listing = $1 and version = $2", listing, first);
    if (!since || snapshot.now() - *since > month) return std::nullopt;
    // A version was in force until the next one came; none was before the goods were on sale. 0:
    // there was none in these days.
    const std::int64_t lowest = snapshot.number(
        "select coalesce(min(v.price_minor), 0) from listing_versions v join listing_versions n "
        "on n.listing = v.listing and n.version = v.version + 1 "
        "where v.listing = $1 and v.version < $2 and n.at > $3 and n.at > (select "
        "coalesce(min(s.at), n.at) from listing_steps s where s.listing = $1 and s.act = 'pass')",
        listing, first, *since - month);
    if (lowest <= price.minor) return std::nullopt;
    return base::Money{lowest, price.currency};
}

}  // namespace shops
