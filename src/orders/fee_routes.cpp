// The table of fees for everybody to read, and for the operator to set; and what it makes of a
// sale.

#include <algorithm>

#include "http/page.hpp"
#include "members/members.hpp"
#include "orders/act_route.hpp"
#include "orders/fee_views.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

struct FeeRowForm {
    http::Line<0, 30> category;
    http::Line<0, 30> tier;
    http::Whole<0, policies::fee_rate_most> rate_ppm;
    http::Whole<0, base::money_minor_max> lowest;
    std::optional<http::Whole<0, base::money_minor_max>> most;
};
BOOST_DESCRIBE_STRUCT(FeeRowForm, (), (category, tier, rate_ppm, lowest, most))

/// A day, "2030-01-31", from when it begins in the market's zone; at once where there is none.
using DayLine = http::Line<10, 10>;

struct SetFeesForm {
    http::Some<FeeRowForm, 0, policies::fee_rows_most> rows;
    std::optional<DayLine> from;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(SetFeesForm, (), (rows, from, reason))

struct SetTierForm {
    http::Line<1, 60> handle;
    http::Line<0, 30> tier;
    std::optional<DayLine> from;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(SetTierForm, (), (handle, tier, from, reason))

struct SetCategoryForm {
    shops::ListingId listing;
    http::Line<0, 30> category;
};
BOOST_DESCRIBE_STRUCT(SetCategoryForm, (), (listing, category))

struct ExampleForm {
    http::Whole<1, base::money_minor_max> amount;
    std::optional<http::Line<0, 30>> category;
    std::optional<http::Line<0, 30>> tier;
    std::optional<DayLine> on;
};
BOOST_DESCRIBE_STRUCT(ExampleForm, (), (amount, category, tier, on))

/// At most so many in one command; each is two rows.
constexpr std::size_t goods_at_once = 100;

struct SetCategoriesForm {
    http::Some<shops::ListingId, 1, goods_at_once> listings;
    http::Line<0, 30> category;
};
BOOST_DESCRIBE_STRUCT(SetCategoriesForm, (), (listings, category))

struct CategoriesView {
    std::vector<CategoryView> items;
};
BOOST_DESCRIBE_STRUCT(CategoriesView, (), (items))

Result<base::Time> day_or(const std::optional<DayLine>& day, std::string_view field,
                          base::Time otherwise, const Settings& settings) {
    if (!day) return otherwise;
    const auto time = settings.day_begins ? settings.day_begins(day->value)
                                          : base::from_iso(day->value + "T00:00:00Z");
    if (!time) return base::wrong_field(std::string{field}, "not_a_day");
    return *time;
}

Access for_operators() {
    return Access::permission(std::string{members::operator_permission});
}

FeesView fees_view(db::Snapshot& snapshot, const std::string& currency) {
    const auto fees = policies::fees_at(snapshot, snapshot.now());
    const auto plain = policies::value(snapshot, policies::commission_ppm);
    FeesView view;
    view.plain_ppm = plain.value;
    view.plain_version = plain.version;
    view.vat_ppm = policies::value(snapshot, policies::fee_vat_ppm).value;
    view.notice_days = policies::value(snapshot, policies::fee_notice_days).value;
    view.currency = currency;
    for (const auto& table : policies::fee_tables(snapshot, INT64_MAX, 100)) {
        if (table.version == fees.version) view.table = view_of(table, currency);
        // What is announced and not yet overtaken: the newest alone.
        if (table.counts_from > snapshot.now() && !view.coming) {
            view.coming = view_of(table, currency);
        }
        if (view.table) break;
    }
    return view;
}

FeeExampleView example(db::Snapshot& snapshot, const ExampleForm& form, base::Time on,
                       const std::string& currency) {
    const auto fees = policies::fees_at(snapshot, on);
    const std::string category = form.category ? form.category->value : "";
    const std::string tier = form.tier ? form.tier->value : "";
    const auto rule = policies::rule_for(fees, category, tier);
    const std::int64_t fee = policies::fee_of(rule, form.amount);
    const std::int64_t vat_ppm = policies::value(snapshot, policies::fee_vat_ppm).value;
    const std::int64_t vat = base::portion(fee, vat_ppm);
    const auto money = [&](std::int64_t minor) { return base::Money{minor, currency}; };
    return {money(form.amount),
            category,
            tier,
            on,
            rule.version,
            rule.row,
            rule.rate_ppm,
            money(fee),
            vat_ppm,
            money(vat),
            money(form.amount - fee - vat)};
}

void add_reading(http::Router& router, const Settings& settings) {
    const std::string& currency = settings.currency;
    router.query(
        Method::get, "/api/v1/fees", "What the market keeps of a sale", Access::open(),
        [currency](db::Snapshot& snapshot, const Call&, const http::NoForm&) -> Result<FeesView> {
            return fees_view(snapshot, currency);
        });
    router.query(Method::get, "/api/v1/fees/versions", "Every table of fees, the newest first",
                 Access::open(),
                 [currency](db::Snapshot& snapshot, const Call&,
                            const http::PageForm& form) -> Result<http::Page<FeeTableView>> {
                     const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     auto page =
                         http::page_of(policies::fee_tables(snapshot, before, limit + 1), limit,
                                       [](const auto& table) { return table.version; });
                     http::Page<FeeTableView> views;
                     for (const auto& table : page.items)
                         views.items.push_back(view_of(table, currency));
                     views.next = page.next;
                     return views;
                 });
    router.query(Method::get, "/api/v1/fees/example", "What would be kept of one sale on a day",
                 Access::open(),
                 [settings](db::Snapshot& snapshot, const Call&,
                            const ExampleForm& form) -> Result<FeeExampleView> {
                     const auto on = TRY(day_or(form.on, "on", snapshot.now(), settings));
                     return example(snapshot, form, on, settings.currency);
                 });
    router.query(Method::get, "/api/v1/me/fees", "My tier, since when and why", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::NoForm&) -> Result<http::Page<FeeTierView>> {
                     http::Page<FeeTierView> page;
                     page.items =
                         tier_views(snapshot, policies::tiers_of(snapshot, call.caller.member));
                     return page;
                 });
}

void add_setting(http::Router& router, const Settings& settings) {
    router.command(
        Method::put, "/api/v1/operator/fees", "Set the table of fees from a day on, with a reason",
        for_operators(),
        [settings](db::Tx& tx, const Call& call, const SetFeesForm& form) -> Result<FeeTableView> {
            const auto from = TRY(day_or(form.from, "from", tx.now(), settings));
            policies::FeeChange change{{}, from, call.caller.member, form.reason.value};
            for (const FeeRowForm& row : form.rows.items) {
                std::optional<std::int64_t> most;
                if (row.most) most = row.most->value;
                change.rows.push_back({row.category.value, row.tier.value, row.rate_ppm.value,
                                       row.lowest.value, most});
            }
            return view_of(TRY(policies::set_fees(tx, change)), settings.currency);
        });
    router.query(
        Method::get, "/api/v1/operator/fees/tiers", "Sellers who are in a tier", for_operators(),
        [](db::Snapshot& snapshot, const Call&,
           const http::PageForm& form) -> Result<http::Page<FeeTierView>> {
            const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
            const std::int64_t limit = http::limit_of(form.limit);
            auto page =
                http::page_of(policies::tiers(snapshot, base::MemberId{before}, limit + 1), limit,
                              [](const policies::Tier& tier) { return tier.seller.value; });
            return http::Page<FeeTierView>{tier_views(snapshot, page.items), page.next};
        });
    router.command(Method::put, "/api/v1/operator/fees/tiers",
                   "Put a seller into a tier from a day on, with a reason", for_operators(),
                   [settings](db::Tx& tx, const Call& call,
                              const SetTierForm& form) -> Result<http::Page<FeeTierView>> {
                       const auto seller = TRY(members::by_handle(tx, form.handle.value)).id;
                       const auto since = TRY(day_or(form.from, "from", tx.now(), settings));
                       TRY(policies::set_tier(tx, {seller, form.tier.value, since,
                                                   call.caller.member, form.reason.value}));
                       http::Page<FeeTierView> page;
                       page.items = tier_views(tx, policies::tiers_of(tx, seller));
                       return page;
                   });
}

Result<CategoryView> put_into(db::Tx& tx, base::MemberId member, shops::ListingId listing,
                              const std::string& category) {
    const auto goods = shops::exhibit(tx, member, listing, shops::latest_version);
    if (!goods) {
        return base::Refusal{goods.error()}.with("listing", std::to_string(listing.value));
    }
    set_category(tx, listing, category, member);
    return CategoryView{listing, category, goods->title, goods->seller};
}

void add_goods(http::Router& router) {
    router.query(
        Method::get, "/api/v1/operator/fees/goods", "Goods that are in a category", for_operators(),
        [](db::Snapshot& snapshot, const Call& call,
           const http::PageForm& form) -> Result<http::Page<CategoryView>> {
            const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
            const std::int64_t limit = http::limit_of(form.limit);
            return http::page_of(
                category_views(snapshot, call.caller.member, shops::ListingId{before}, limit + 1),
                limit, [](const CategoryView& view) { return view.listing.value; });
        });
    router.command(
        Method::put, "/api/v1/operator/fees/goods",
        "Put goods into a category of fees, or into none", for_operators(),
        [](db::Tx& tx, const Call& call, const SetCategoryForm& form) -> Result<CategoryView> {
            return put_into(tx, call.caller.member, form.listing, form.category.value);
        });
    router.command(
        Method::put, "/api/v1/operator/fees/goods/several",
        "Put several goods into a category of fees, or into none: all of them or nothing",
        for_operators(),
        [](db::Tx& tx, const Call& call, const SetCategoriesForm& form) -> Result<CategoriesView> {
            CategoriesView view;
            for (const shops::ListingId listing : form.listings.items) {
                view.items.push_back(
                    TRY(put_into(tx, call.caller.member, listing, form.category.value)));
            }
            return view;
        });
}

}  // namespace

void add_fee_routes(http::Router& router, const Settings& settings) {
    add_reading(router, settings);
    add_setting(router, settings);
    add_goods(router);
}

}  // namespace orders
