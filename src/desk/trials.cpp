// What another value of a policy would have meant.

#include "desk/trials.hpp"

#include <array>

#include "base/text.hpp"
#include "cases/waiting.hpp"
#include "desk/desk.hpp"
#include "insight/insight.hpp"
#include "members/members.hpp"
#include "orders/fees.hpp"
#include "orders/sales.hpp"
#include "policies/choices.hpp"
#include "reviews/askers.hpp"

namespace desk {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

struct TrialForm {
    http::Line<1, 60> name;
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(TrialForm, (), (name, value))

BOOST_DEFINE_ENUM_CLASS(TrialKind, commission, clock, limit, nothing)

struct TrialOrderView {
    orders::OrderId order;
    base::Money amount;
    base::Money now;
    base::Money then;
};
BOOST_DESCRIBE_STRUCT(TrialOrderView, (), (order, amount, now, then))

/// Of the orders settled in the last days; `all` is false where only the latest were looked at.
struct CommissionTrialView {
    std::int64_t days = 0;
    std::int64_t orders = 0;
    bool all = true;
    base::Money sold;
    base::Money now;
    base::Money then;
    std::vector<TrialOrderView> examples;
};
BOOST_DESCRIBE_STRUCT(CommissionTrialView, (), (days, orders, all, sold, now, then, examples))

/// Members who did more of it in the last 24 hours than the value allows.
struct LimitTrialView {
    std::int64_t members = 0;
};
BOOST_DESCRIBE_STRUCT(LimitTrialView, (), (members))

struct TrialView {
    std::string name;
    std::int64_t value = 0;
    std::int64_t current = 0;
    TrialKind kind = TrialKind::nothing;
    std::optional<CommissionTrialView> commission;
    std::optional<orders::ClockTrial> clock;
    std::optional<LimitTrialView> limit;
};
BOOST_DESCRIBE_STRUCT(TrialView, (), (name, value, current, kind, commission, clock, limit))

/// A table of fees that is tried: "category,tier,rate_ppm,lowest,most" for each row, ";" between.
struct FeeTrialForm {
    http::Line<0, 4'000> rows;
};
BOOST_DESCRIBE_STRUCT(FeeTrialForm, (), (rows))

constexpr std::size_t fee_orders_most = 2'000;
constexpr std::chrono::days days_back{30};
constexpr std::int64_t orders_at_once = 1'000;
constexpr std::size_t orders_most = 20'000;

/// Leaves of the amounts what was for goods: nothing is kept of postage.
void leave_goods(db::Snapshot& snapshot, std::vector<Sold>& sold) {
    std::vector<orders::OrderId> ids;
    for (const Sold& one : sold) ids.push_back(one.order);
    for (const orders::Carried& order : orders::carried_of(snapshot, ids)) {
        const std::array parts{order.total - order.postage, order.postage};
        for (Sold& one : sold) {
            if (one.order == order.id) one.amount = base::apportion(one.amount, parts).front();
        }
    }
}

/// The orders settled in the last 30 days of the market's own calendar, the latest first.
std::vector<Sold> settled_lately(db::Snapshot& snapshot, const Settings& settings, bool& all) {
    const insight::Calendar calendar(settings.zone);
    const insight::Day today = calendar.day_of(snapshot.now());
    const insight::Asked asked{settings.currency,
                               insight::Period{today - days_back + std::chrono::days{1}, today},
                               insight::DatedBy::books};
    std::vector<Sold> sold;
    insight::Behind behind;
    while (true) {
        const auto more = insight::entries(snapshot, calendar, asked, insight::Kind::settled,
                                           behind, orders_at_once);
        std::vector<Sold> these;
        for (const insight::Entry& entry : more) these.push_back({entry.order, entry.amount, 0, 0});
        leave_goods(snapshot, these);
        sold.insert(sold.end(), these.begin(), these.end());
        all = std::cmp_less(more.size(), orders_at_once);
        if (all || sold.size() >= orders_most) return sold;
        behind = {more.back().day, more.back().seq};
    }
}

CommissionTrialView view_of(const CommissionTrial& trial, const Settings& settings, bool all) {
    CommissionTrialView view;
    const auto money = [&](std::int64_t minor) { return base::Money{minor, settings.currency}; };
    view.all = all;
    view.days = days_back.count();
    view.orders = trial.orders;
    view.sold = money(trial.sold);
    view.now = money(trial.now);
    view.then = money(trial.then);
    for (const Sold& one : trial.examples) {
        view.examples.push_back({one.order, money(one.amount), money(one.now), money(one.then)});
    }
    return view;
}

CommissionTrialView try_commission(db::Snapshot& snapshot, const Settings& settings,
                                   std::int64_t now, std::int64_t then) {
    bool all = true;
    return view_of(weigh(settled_lately(snapshot, settings, all), now, then), settings, all);
}

std::vector<std::string> cut(const std::string& text, char at) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == at) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

Result<std::vector<policies::FeeRow>> rows_from(const std::string& text) {
    constexpr std::size_t cells_most = 5;
    std::vector<policies::FeeRow> rows;
    if (text.empty()) return rows;
    for (const std::string& line : cut(text, ';')) {
        const auto cells = cut(line, ',');
        if (cells.size() != cells_most) return base::wrong_field("rows", "malformed");
        const auto rate = base::to_number(cells[2]), lowest = base::to_number(cells[3]);
        const auto most = base::to_number(cells[4]);
        const bool fits = rate && *rate >= 0 && *rate <= policies::fee_rate_most && lowest &&
                          *lowest >= 0 && (cells[4].empty() || (most && *most >= *lowest));
        if (!fits) return base::wrong_field("rows", "malformed");
        rows.push_back({cells[0], cells[1], *rate, *lowest, most});
    }
    return rows;
}

std::int64_t fee_of(const policies::Fees& fees, const std::string& tier,
                    const std::vector<orders::Goods>& goods) {
    std::int64_t sum = 0;
    for (const orders::Charged& one : orders::charge(fees, tier, goods)) sum += one.term.amount;
    return sum;
}

/// What was settled lately by the table in force and by another, as if placed today.
CommissionTrialView try_fees(db::Snapshot& snapshot, const Settings& settings,
                             std::vector<policies::FeeRow> rows) {
    const policies::Fees now = policies::fees_at(snapshot, snapshot.now());
    policies::Fees then = now;
    then.rows = std::move(rows);
    bool all = true;
    auto sold = settled_lately(snapshot, settings, all);
    if (sold.size() > fee_orders_most) {
        sold.resize(fee_orders_most);
        all = false;
    }
    for (Sold& one : sold) {
        const auto order = orders::find(snapshot, one.order);
        const auto goods = orders::goods_of(snapshot, orders::lines_of(snapshot, one.order));
        const auto tier = policies::tier_at(snapshot, order->seller, snapshot.now());
        one.now = fee_of(now, tier, goods);
        one.then = fee_of(then, tier, goods);
    }
    return view_of(weigh(std::move(sold)), settings, all);
}

std::optional<LimitTrialView> try_limit(db::Snapshot& snapshot, std::string_view name,
                                        std::int64_t value) {
    const base::Time since = snapshot.now() - std::chrono::hours{24};
    if (name == policies::questions_per_day) {
        return LimitTrialView{reviews::askers_over(snapshot, since, value)};
    }
    if (name == policies::reports_per_day) {
        return LimitTrialView{cases::reporters_over(snapshot, since, value)};
    }
    return std::nullopt;
}

Result<TrialView> trial(db::Snapshot& snapshot, const Settings& settings, const TrialForm& form) {
    const std::string& name = form.name.value;
    TRY(policies::allowed(name, form.value));
    TrialView view;
    view.name = name;
    view.value = form.value;
    view.current = policies::value(snapshot, name).value;
    if (name == policies::commission_ppm) {
        view.kind = TrialKind::commission;
        view.commission = try_commission(snapshot, settings, view.current, form.value);
    } else if ((view.clock = orders::try_clock(snapshot, name, form.value))) {
        view.kind = TrialKind::clock;
    } else if ((view.limit = try_limit(snapshot, name, form.value))) {
        view.kind = TrialKind::limit;
    }
    return view;
}

}  // namespace

void add_trial_route(http::Router& router, const Settings& settings) {
    router.query(Method::get, "/api/v1/operator/policies/{name}/trial",
                 "What another value of a policy would have meant; changes nothing",
                 Access::permission(std::string{members::operator_permission}),
                 [settings](db::Snapshot& snapshot, const Call&, const TrialForm& form)
                     -> Result<TrialView> { return trial(snapshot, settings, form); },
                 {.long_running = true});
    router.query(Method::get, "/api/v1/operator/fees/trial",
                 "What another table of fees would have meant; changes nothing",
                 Access::permission(std::string{members::operator_permission}),
                 [settings](db::Snapshot& snapshot, const Call&,
                            const FeeTrialForm& form) -> Result<CommissionTrialView> {
                     return try_fees(snapshot, settings, TRY(rows_from(form.rows.value)));
                 },
                 {.long_running = true});
}

}  // namespace desk
