#include "orders/fee_views.hpp"

namespace orders {
namespace {

struct NamedRow {
    shops::ListingId listing;
    std::string category;
};
BOOST_DESCRIBE_STRUCT(NamedRow, (), (listing, category))

}  // namespace

FeeTableView view_of(const policies::FeeTable& table, const std::string& currency) {
    FeeTableView view{table.version, table.counts_from, table.set_at, table.reason, {}};
    for (const policies::FeeRow& row : table.rows) {
        std::optional<base::Money> most;
        if (row.most) most = base::Money{*row.most, currency};
        view.rows.push_back(
            {row.category, row.tier, row.rate_ppm, base::Money{row.lowest, currency}, most});
    }
    return view;
}

std::vector<FeeTierView> tier_views(db::Snapshot& snapshot,
                                    const std::vector<policies::Tier>& tiers) {
    std::vector<base::MemberId> sellers;
    for (const policies::Tier& tier : tiers) sellers.push_back(tier.seller);
    const auto people = members::people(snapshot, sellers);
    std::vector<FeeTierView> views;
    for (const policies::Tier& tier : tiers) {
        views.push_back({members::among(people, tier.seller), tier.tier, tier.since, tier.reason});
    }
    return views;
}

std::vector<CategoryView> category_views(db::Snapshot& snapshot, base::MemberId viewer,
                                         shops::ListingId before, std::int64_t limit) {
    std::vector<CategoryView> views;
    for (const NamedRow& row : snapshot.all<NamedRow>(
             "select listing, category from listing_categories where listing < $1 "
             "order by listing desc limit $2",
             before, limit)) {
        const auto goods = shops::exhibit(snapshot, viewer, row.listing, shops::latest_version);
        if (goods) views.push_back({row.listing, row.category, goods->title, goods->seller});
    }
    return views;
}

}  // namespace orders
