#include "insight/routes.hpp"

#include <map>
#include <utility>

#include "http/page.hpp"
#include "insight/insight.hpp"
#include "members/members.hpp"

namespace insight {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

using DayLine = http::Line<10, 10>;

struct TurnoverForm {
    DayLine from;
    DayLine to;
    std::optional<Step> step;
    std::optional<DatedBy> by;
};
BOOST_DESCRIBE_STRUCT(TurnoverForm, (), (from, to, step, by))

struct FiguresView {
    base::Money placed, paid, settled, refunded, net, commission;
    std::int64_t orders_placed = 0, orders_paid = 0, orders_settled = 0, orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(FiguresView, (),
                      (placed, paid, settled, refunded, net, commission, orders_placed, orders_paid,
                       orders_settled, orders_refunded))

/// A period with something in it, cut to the days that were asked for.
struct PeriodView {
    std::string from;
    std::string to;
    base::Money placed, paid, settled, refunded, net, commission;
    std::int64_t orders_placed = 0, orders_paid = 0, orders_settled = 0, orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(PeriodView, (),
                      (from, to, placed, paid, settled, refunded, net, commission, orders_placed,
                       orders_paid, orders_settled, orders_refunded))

struct LedgerCheck {
    bool equal = false;
    base::Time checked_at;
};
BOOST_DESCRIBE_STRUCT(LedgerCheck, (), (equal, checked_at))

/// `ledger` is null for figures by the day of the order: the books know no such day.
struct TurnoverView {
    std::string currency;
    std::string zone;
    Step step{};
    DatedBy by{};
    std::vector<PeriodView> items;
    FiguresView totals;
    std::optional<LedgerCheck> ledger;
};
BOOST_DESCRIBE_STRUCT(TurnoverView, (), (currency, zone, step, by, items, totals, ledger))

struct OrdersOfForm {
    DayLine from;
    DayLine to;
    Kind kind{};
    std::optional<DatedBy> by;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OrdersOfForm, (), (from, to, kind, by, after, limit))

struct OrderOfView {
    orders::OrderId order;
    base::Time at;
    base::Money amount;
    base::Money commission;
    std::string shop;
    std::string buyer;  // A name.
};
BOOST_DESCRIBE_STRUCT(OrderOfView, (), (order, at, amount, commission, shop, buyer))

FiguresView view_of(const Figures& figures, const std::string& currency) {
    const auto money = [&](std::int64_t minor) { return base::Money{minor, currency}; };
    return {money(figures.placed),
            money(figures.paid),
            money(figures.settled),
            money(figures.refunded),
            money(figures.paid - figures.refunded),
            money(figures.commission),
            figures.orders_placed,
            figures.orders_paid,
            figures.orders_settled,
            figures.orders_refunded};
}

PeriodView view_of(const Period& period, const FiguresView& f) {
    return {to_text(period.first),
            to_text(period.last),
            f.placed,
            f.paid,
            f.settled,
            f.refunded,
            f.net,
            f.commission,
            f.orders_placed,
            f.orders_paid,
            f.orders_settled,
            f.orders_refunded};
}

/// A report covers at most this many days: ten years, or one when it names each day.
constexpr std::chrono::days single_days_max{366};
constexpr std::chrono::days days_max{3660};

Result<Period> days_asked(const DayLine& from, const DayLine& to, std::chrono::days most) {
    const auto first = day_from(from.value);
    const auto last = day_from(to.value);
    if (!first) return base::wrong_field("from", "not_a_day");
    if (!last) return base::wrong_field("to", "not_a_day");
    if (*last < *first) return base::wrong_field("to", "before_from");
    if (*last - *first >= most) {
        return base::wrong_field("to", "too_far", {{"max", std::to_string(most.count())}});
    }
    return Period{*first, *last};
}

Result<TurnoverView> turnover(db::Snapshot& snapshot, const Settings& settings,
                              const TurnoverForm& form) {
    const Step step = form.step.value_or(Step::day);
    const auto most = step == Step::day ? single_days_max : days_max;
    const Period days = TRY(days_asked(form.from, form.to, most));
    const Asked asked{settings.currency, days, form.by.value_or(DatedBy::books)};
    const Calendar calendar(settings.zone);
    std::vector<std::pair<Period, Figures>> periods;
    Figures totals;
    for (const DayFigures& day : report(snapshot, calendar, asked)) {
        const Period period = part_of(Day{std::chrono::days{day.day}}, step, days);
        if (periods.empty() || periods.back().first != period) periods.push_back({period, {}});
        Figures& figures = periods.back().second;
        figures = sum(figures, day.figures);
        totals = sum(totals, day.figures);
    }
    TurnoverView view{settings.currency, settings.zone, step, asked.by, {}, {}, {}};
    for (const auto& [period, figures] : periods) {
        view.items.push_back(view_of(period, view_of(figures, settings.currency)));
    }
    view.totals = view_of(totals, settings.currency);
    if (asked.by == DatedBy::books) {
        view.ledger = {equal_to_ledger(snapshot, calendar, settings.currency, days),
                       snapshot.now()};
    }
    return view;
}

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
    const std::int64_t limit = http::limit_of(form.limit);
    const Calendar calendar(settings.zone);
    auto list =
        entries(snapshot, calendar, {settings.currency, days, form.by.value_or(DatedBy::books)},
                form.kind, behind, limit + 1);
    http::Page<OrderOfView> page;
    if (std::cmp_greater(list.size(), limit)) {
        list.pop_back();
        page.next = std::to_string(list.back().day) + "." + std::to_string(list.back().seq);
    }
    const Names names(snapshot, list);
    for (const Entry& entry : list) {
        page.items.push_back({entry.order, entry.at, base::Money{entry.amount, settings.currency},
                              base::Money{entry.commission, settings.currency},
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
}

}  // namespace insight
