#pragma once

// How the table of fees is shown, and what of it an order was placed by.

#include "http/router.hpp"
#include "orders/fees.hpp"
#include "orders/view.hpp"

namespace orders {

struct FeeRowView {
    std::string category;  // "" fits all.
    std::string tier;
    std::int64_t rate_ppm = 0;
    base::Money lowest;
    std::optional<base::Money> most;
};
BOOST_DESCRIBE_STRUCT(FeeRowView, (), (category, tier, rate_ppm, lowest, most))

struct FeeTableView {
    std::int64_t version = 0;
    base::Time from;
    base::Time set_at;
    std::string reason;
    std::vector<FeeRowView> rows;
};
BOOST_DESCRIBE_STRUCT(FeeTableView, (), (version, from, set_at, reason, rows))

/// `table` is in force; none where the plain rate is all there is. `coming` is announced.
struct FeesView {
    std::string currency;
    std::int64_t plain_ppm = 0;
    std::int64_t plain_version = 0;
    std::int64_t vat_ppm = 0;
    std::int64_t notice_days = 0;
    std::optional<FeeTableView> table;
    std::optional<FeeTableView> coming;
};
BOOST_DESCRIBE_STRUCT(FeesView, (),
                      (currency, plain_ppm, plain_version, vat_ppm, notice_days, table, coming))

/// Row 0 is the plain rate, and the version its policy's.
struct FeeExampleView {
    base::Money amount;
    std::string category;
    std::string tier;
    base::Time on;
    std::int64_t version = 0;
    std::int64_t row = 0;
    std::int64_t rate_ppm = 0;
    base::Money fee;
    std::int64_t vat_ppm = 0;
    base::Money vat;
    base::Money seller;
};
BOOST_DESCRIBE_STRUCT(FeeExampleView, (),
                      (amount, category, tier, on, version, row, rate_ppm, fee, vat_ppm, vat,
                       seller))

struct FeeTierView {
    members::Person seller;
    std::string tier;  // "" for none.
    base::Time since;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(FeeTierView, (), (seller, tier, since, reason))

struct CategoryView {
    shops::ListingId listing;
    std::string category;
    std::string title;
    members::Person seller;
};
BOOST_DESCRIBE_STRUCT(CategoryView, (), (listing, category, title, seller))

FeeTableView view_of(const policies::FeeTable& table, const std::string& currency);
std::vector<FeeTierView> tier_views(db::Snapshot& snapshot,
                                    const std::vector<policies::Tier>& tiers);

/// Goods that are in a category, those named last first.
std::vector<CategoryView> category_views(db::Snapshot& snapshot, base::MemberId viewer,
                                         shops::ListingId before, std::int64_t limit);

void add_fee_routes(http::Router& router, const Settings& settings);

}  // namespace orders
