#include "insight/routes.hpp"

#include <map>
#include <utility>

#include "http/page.hpp"
#include "insight/insight.hpp"
#include "insight/views.hpp"
#include "members/members.hpp"

namespace insight {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

struct OrdersOfForm {
    DayLine from;
    DayLine to;
    Kind kind{};
    std::optional<DatedBy> by;
    std::optional<ZoneLine> zone;
    std::optional<CurrencyLine> currency;
    std::optional<CategoryLine> category;
    std::optional<Dealing> dealing;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OrdersOfForm, (),
                      (from, to, kind, by, zone, currency, category, dealing, after, limit))

struct OrderOfView {
    orders::OrderId order;
    base::Time at;
    base::Money amount;
    base::Money commission;
    std::string shop;
    std::string buyer;  // A name.
};
BOOST_DESCRIBE_STRUCT(OrderOfView, (), (order, at, amount, commission, shop, buyer))

/// "18993.4711": a day and an event's number.
Result<Behind> behind_from(const std::optional<http::Cursor>& after) {
    if (!after) return Behind{};
    const std::string& text = after->value;
    const auto dot = text.find('.');
    const auto day = base::to_number(text.substr(0, dot));
    const auto seq = base::to_number(dot == std::string::npos ? "" : text.substr(dot + 1));
    if (!day || !seq) return base::wrong_field("after", http::cursor_malformed.code);
    return Behind{*day, *seq};
}

/// Who the two sides of some orders are.
class Names {
public:
    Names(db::Snapshot& snapshot, const std::vector<Entry>& list) {
        std::vector<shops::ShopId> shops;
        std::vector<base::MemberId> buyers;
        for (const Entry& entry : list) {
            const auto order = orders::find(snapshot, entry.order);
            if (!order) continue;
            shops.push_back(order->shop);
            buyers.push_back(order->buyer);
            sides_[entry.order.value] = {order->shop, order->buyer};
        }
        for (const auto& shop : shops::shop_names(snapshot, shops)) {
            shops_[shop.id.value] = shop.name;
        }
        buyers_ = members::people(snapshot, buyers);
    }
    std::string shop_of(orders::OrderId order) const {
        const auto sides = sides_.find(order.value);
        if (sides == sides_.end()) return "";
        const auto found = shops_.find(sides->second.shop.value);
        return found == shops_.end() ? "" : found->second;
    }
    std::string buyer_of(orders::OrderId order) const {
        const auto sides = sides_.find(order.value);
        return sides == sides_.end() ? "" : members::among(buyers_, sides->second.buyer).name;
    }

private:
    struct Sides {
        shops::ShopId shop;
        base::MemberId buyer;
    };
    std::map<std::int64_t, Sides> sides_;
    std::map<std::int64_t, std::string> shops_;
    std::vector<members::Person> buyers_;
};

Result<http::Page<OrderOfView>> orders_of(db::Snapshot& snapshot, const Settings& settings,
                                          const OrdersOfForm& form) {
    const Period days = TRY(days_asked(form.from, form.to, days_max));
    const Behind behind = TRY(behind_from(form.after));
    const auto zone = TRY(zone_asked(form.zone, settings));
    const std::string currency = TRY(currency_asked(form.currency, "currency", settings));
    const std::int64_t limit = http::limit_of(form.limit);
    const Calendar calendar(settings.zone);
    Asked asked;
    asked.asset = currency;
    asked.days = days;
    asked.by = form.by.value_or(DatedBy::books);
    if (form.category) asked.category = form.category->value;
    asked.dealing = form.dealing;
    if (zone) asked.zone = &*zone;
    auto list = entries(snapshot, calendar, asked, form.kind, behind, limit + 1);
    http::Page<OrderOfView> page;
    if (std::cmp_greater(list.size(), limit)) {
        list.pop_back();
        page.next = std::to_string(list.back().day) + "." + std::to_string(list.back().seq);
    }
    const Names names(snapshot, list);
    for (const Entry& entry : list) {
        page.items.push_back(OrderOfView{entry.order, entry.at, base::Money{entry.amount, currency},
                                         base::Money{entry.commission, currency},
                                         names.shop_of(entry.order), names.buyer_of(entry.order)});
    }
    return page;
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    const auto access = [] {
        return Access::permission(std::string{members::operator_permission});
    };
    router.query(Method::get, "/api/v1/operator/reports/turnover",
                 "Turnover by day, week, month, quarter or year, held against the ledger", access(),
                 [settings](db::Snapshot& snapshot, const Call&, const TurnoverForm& form)
                     -> Result<TurnoverView> { return turnover(snapshot, settings, form); },
                 {.long_running = true});
    router.query(Method::get, "/api/v1/operator/reports/orders",
                 "The orders that a figure is made of", access(),
                 [settings](db::Snapshot& snapshot, const Call&,
                            const OrdersOfForm& form) -> Result<http::Page<OrderOfView>> {
                     return orders_of(snapshot, settings, form);
                 },
                 {.long_running = true});
    add_rate_routes(router);
}

}  // namespace insight
