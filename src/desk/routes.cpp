#include "desk/routes.hpp"

#include <algorithm>
#include <map>

#include "cases/waiting.hpp"
#include "desk/trials.hpp"
#include "http/page.hpp"
#include "members/members.hpp"
#include "orders/sales.hpp"
#include "shops/register.hpp"

namespace desk {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

/// `sales` has the shops that ever had an order, the others all.
BOOST_DEFINE_ENUM_CLASS(ShopSort, newest, oldest, sales)
BOOST_DEFINE_ENUM_CLASS(ShopsOnly, away, cases, unsold)

struct ShopsForm {
    std::optional<http::Line<1, 60>> q;  // The owner's handle.
    std::optional<ShopSort> sort;
    std::optional<ShopsOnly> only;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(ShopsForm, (), (q, sort, only, after, limit))

struct ShopRowView {
    shops::ShopId id;
    std::string name;
    members::Person owner;
    base::Time opened_at;
    std::int64_t live = 0;
    std::int64_t orders = 0;
    std::int64_t settled_orders = 0;
    base::Money settled;
    std::optional<base::Time> away_until;
    std::int64_t open_cases = 0;
};
BOOST_DESCRIBE_STRUCT(ShopRowView, (),
                      (id, name, owner, opened_at, live, orders, settled_orders, settled,
                       away_until, open_cases))

/// A page that is narrowed down looks at so many shops at most: it may have fewer than were asked
/// for, or none, and a next one.
constexpr int batches_most = 5;
constexpr std::int64_t batch = 100;

/// A shop's place in the list: what it is sorted by.
struct Place {
    shops::ShopId shop;
    std::int64_t settled = 0;
};

std::string text_of(const Place& place) {
    return std::to_string(place.settled) + "." + std::to_string(place.shop.value);
}

Result<std::optional<Place>> place_from(const std::optional<http::Cursor>& after) {
    if (!after) return std::optional<Place>{};
    const std::string& text = after->value;
    const auto dot = text.find('.');
    const auto settled = base::to_number(text.substr(0, dot));
    const auto shop = base::to_number(dot == std::string::npos ? "" : text.substr(dot + 1));
    if (!settled || !shop) return base::wrong_field("after", http::cursor_malformed.code);
    return std::optional{Place{shops::ShopId{*shop}, *settled}};
}

/// The next shops of the list, whatever they are.
std::vector<Place> next_places(db::Snapshot& snapshot, const std::string& asset, ShopSort sort,
                               const std::optional<Place>& after) {
    std::vector<Place> places;
    if (sort == ShopSort::sales) {
        orders::SalesPlace from;
        if (after) from = {after->settled, after->shop};
        for (const auto& sales : orders::best_shops(snapshot, asset, from, batch)) {
            places.push_back({sales.shop, sales.settled});
        }
        return places;
    }
    const bool falls = sort == ShopSort::newest;
    const shops::ShopId from = after ? after->shop : shops::ShopId{falls ? INT64_MAX : INT64_MIN};
    for (const auto shop : shops::shops_by_age(
             snapshot, falls ? shops::Age::newest : shops::Age::oldest, from, batch)) {
        places.push_back({shop, 0});
    }
    return places;
}

template <class Row, class Key>
const Row* among(const std::vector<Row>& rows, Key key, Key Row::*member) {
    const auto found = std::ranges::find(rows, key, member);
    return found == rows.end() ? nullptr : &*found;
}

/// The rows of these shops, in their order.
std::vector<ShopRowView> rows_of(db::Snapshot& snapshot, const std::string& asset,
                                 const std::vector<shops::ShopId>& ids) {
    const auto standings = shops::standings(snapshot, ids);
    std::vector<base::MemberId> owners;
    for (const auto& one : standings) owners.push_back(one.owner);
    const auto people = members::people(snapshot, owners);
    const auto sales = orders::sales_of(snapshot, asset, ids);
    const auto waiting = cases::waiting_of(snapshot, owners);
    std::vector<ShopRowView> rows;
    for (const shops::ShopId id : ids) {
        const auto* one = among(standings, id, &shops::Standing::id);
        if (one == nullptr) continue;
        ShopRowView row;
        row.id = id;
        row.name = one->name;
        row.owner = members::among(people, one->owner);
        row.opened_at = one->opened;
        row.live = one->live;
        row.settled = {0, asset};
        if (const auto* sold = among(sales, id, &orders::ShopSales::shop)) {
            row.orders = sold->orders;
            row.settled_orders = sold->settled_orders;
            row.settled.minor = sold->settled;
        }
        const base::Time now = snapshot.now();
        if (one->closed_from && *one->closed_from <= now && now < *one->closed_until) {
            row.away_until = one->closed_until;
        }
        if (const auto* open = among(waiting, one->owner, &cases::Waiting::party)) {
            row.open_cases = open->cases;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

bool is_wanted(const ShopRowView& row, const std::optional<ShopsOnly>& only) {
    if (!only) return true;
    switch (*only) {
        case ShopsOnly::away: return row.away_until.has_value();
        case ShopsOnly::cases: return row.open_cases > 0;
        case ShopsOnly::unsold: return row.orders == 0;
    }
    base::unreachable();
}

Result<http::Page<ShopRowView>> shop_of_handle(db::Snapshot& snapshot, const std::string& asset,
                                               const ShopsForm& form) {
    http::Page<ShopRowView> page;
    const auto owner = members::by_handle(snapshot, form.q->value);
    if (!owner) return page;
    if (const auto shop = shops::shop_of(snapshot, owner->id)) {
        page.items = rows_of(snapshot, asset, {shop->id});
    }
    std::erase_if(page.items, [&](const ShopRowView& row) { return !is_wanted(row, form.only); });
    return page;
}

Result<http::Page<ShopRowView>> shops_page(db::Snapshot& snapshot, const std::string& asset,
                                           const ShopsForm& form) {
    if (form.q) return shop_of_handle(snapshot, asset, form);
    std::optional<Place> after = TRY(place_from(form.after));
    const auto limit = static_cast<std::size_t>(http::limit_of(form.limit));
    http::Page<ShopRowView> page;
    for (int i = 0; i < batches_most; ++i) {
        const auto places =
            next_places(snapshot, asset, form.sort.value_or(ShopSort::newest), after);
        std::vector<shops::ShopId> ids;
        for (const Place& place : places) ids.push_back(place.shop);
        auto rows = rows_of(snapshot, asset, ids);
        for (const Place& place : places) {
            const auto row = std::ranges::find(rows, place.shop, &ShopRowView::id);
            const bool wanted = row != rows.end() && is_wanted(*row, form.only);
            if (wanted && page.items.size() == limit) {
                page.next = text_of(*after);
                return page;
            }
            if (wanted) page.items.push_back(std::move(*row));
            after = place;
        }
        if (std::cmp_less(places.size(), batch)) return page;
    }
    page.next = text_of(*after);
    return page;
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    router.query(
        Method::get, "/api/v1/operator/shops",
        "Every shop, with what it sold and what is open about it",
        Access::permission(std::string{members::operator_permission}),
        [currency = settings.currency](db::Snapshot& snapshot, const Call&, const ShopsForm& form)
            -> Result<http::Page<ShopRowView>> { return shops_page(snapshot, currency, form); },
        {.long_running = true});
    add_trial_route(router, settings);
}

}  // namespace desk
