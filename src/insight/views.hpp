#pragma once

// What a report is asked with and what it shows; internal to this module.

#include <optional>
#include <string>
#include <vector>

#include "http/form.hpp"
#include "http/router.hpp"
#include "insight/insight.hpp"
#include "insight/rates.hpp"
#include "insight/routes.hpp"

namespace insight {

using DayLine = http::Line<10, 10>;
using ZoneLine = http::Line<1, 60>;
using CurrencyLine = http::Line<3, 3>;
using CategoryLine = http::Line<0, 60>;

/// Whether the tax on the commission is counted into it.
BOOST_DEFINE_ENUM_CLASS(FeeTax, out, in)

struct TurnoverForm {
    DayLine from;
    DayLine to;
    std::optional<Step> step;
    std::optional<DatedBy> by;
    std::optional<ZoneLine> zone;          // None: the market's own.
    std::optional<CurrencyLine> currency;  // None: the market's own.
    std::optional<CurrencyLine> into;      // All currencies, turned into this one.
    std::optional<CategoryLine> category;
    std::optional<FeeTax> tax;
};
BOOST_DESCRIBE_STRUCT(TurnoverForm, (), (from, to, step, by, zone, currency, into, category, tax))

struct FiguresView {
    base::Money placed, paid, settled, refunded, net, commission, fee_tax;
    std::int64_t orders_placed = 0, orders_paid = 0, orders_settled = 0, orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(FiguresView, (),
                      (placed, paid, settled, refunded, net, commission, fee_tax, orders_placed,
                       orders_paid, orders_settled, orders_refunded))

/// A period with something in it, cut to the days that were asked for.
struct PeriodView {
    std::string from;
    std::string to;
    base::Money placed, paid, settled, refunded, net, commission, fee_tax;
    std::int64_t orders_placed = 0, orders_paid = 0, orders_settled = 0, orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(PeriodView, (),
                      (from, to, placed, paid, settled, refunded, net, commission, fee_tax,
                       orders_placed, orders_paid, orders_settled, orders_refunded))

struct OfCategoryView {
    std::string category;
    FiguresView figures;
};
BOOST_DESCRIBE_STRUCT(OfCategoryView, (), (category, figures))

struct LedgerCheck {
    bool equal = false;
    base::Time checked_at;
};
BOOST_DESCRIBE_STRUCT(LedgerCheck, (), (equal, checked_at))

/// What was traded in a currency, self-dealing among it, as it was paid.
struct InCurrencyView {
    std::string currency;
    FiguresView figures;
};
BOOST_DESCRIBE_STRUCT(InCurrencyView, (), (currency, figures))

/// A rate by which amounts were turned: one `base` was `rate` of `quote` on its `day`. They are of
/// the days `from` to `to`.
struct UsedRateView {
    std::string base;
    std::string quote;
    std::string rate;
    std::string day;
    std::string source;
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(UsedRateView, (), (base, quote, rate, day, source, from, to))

/// Amounts of a currency on days for which there is no rate: they are in no other figure.
struct UnratedView {
    std::string currency;
    std::string from;
    std::string to;
    std::int64_t days = 0;
    FiguresView figures;
};
BOOST_DESCRIBE_STRUCT(UnratedView, (), (currency, from, to, days, figures))

struct TurningView {
    std::vector<UsedRateView> rates;
    std::vector<UnratedView> unrated;
};
BOOST_DESCRIBE_STRUCT(TurningView, (), (rates, unrated))

/// The items and the categories add up to the totals each; totals and self_dealing to the ledger.
/// `ledger` is null for figures by the day of the order, which the books do not know, and for those
/// of one category; `turning` unless amounts were turned into another currency.
struct TurnoverView {
    std::string currency;
    std::string zone;
    Step step{};
    DatedBy by{};
    FeeTax tax{};
    std::vector<PeriodView> items;
    FiguresView totals;
    std::vector<OfCategoryView> categories;
    FiguresView self_dealing;
    std::vector<InCurrencyView> currencies;
    std::optional<TurningView> turning;
    std::optional<LedgerCheck> ledger;
};
BOOST_DESCRIBE_STRUCT(TurnoverView, (),
                      (currency, zone, step, by, tax, items, totals, categories, self_dealing,
                       currencies, turning, ledger))

/// A report covers at most this many days: ten years, or one when it names each day.
inline constexpr std::chrono::days single_days_max{366};
inline constexpr std::chrono::days days_max{3660};

base::Result<Period> days_asked(const DayLine& from, const DayLine& to, std::chrono::days most);

/// Another zone than the market's own; nothing for that one.
base::Result<std::optional<Calendar>> zone_asked(const std::optional<ZoneLine>& zone,
                                                 const Settings& settings);

/// A currency that there is; the market's own where none is named.
base::Result<std::string> currency_asked(const std::optional<CurrencyLine>& currency,
                                         std::string field, const Settings& settings);

base::Result<TurnoverView> turnover(db::Snapshot& snapshot, const Settings& settings,
                                    const TurnoverForm& form);

void add_rate_routes(http::Router& router);

}  // namespace insight
