// A report: cells of days and categories, added up to what was asked for.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "insight/views.hpp"

namespace insight {
namespace {

using base::Result;

std::string text_of(std::int64_t day) {
    return to_text(Day{std::chrono::days{day}});
}

FiguresView view_of(const Figures& figures, const std::string& currency, FeeTax tax) {
    const auto money = [&](std::int64_t minor) { return base::Money{minor, currency}; };
    const std::int64_t with = tax == FeeTax::in ? figures.tax : 0;
    return {money(figures.placed),
            money(figures.paid),
            money(figures.settled),
            money(figures.refunded),
            money(figures.paid - figures.refunded),
            money(figures.commission + with),
            money(figures.tax),
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
            f.fee_tax,
            f.orders_placed,
            f.orders_paid,
            f.orders_settled,
            f.orders_refunded};
}

/// By which rates figures were turned, and which were not.
class Turner {
public:
    Turner(db::Snapshot& snapshot, std::string into, const Period& days)
        : snapshot_(snapshot), into_(std::move(into)), days_(days) {}

    /// Nothing where there is no rate for its day.
    std::optional<Figures> turned(const Cell& cell) {
        if (cell.asset == into_) return cell.figures;
        auto known = rates_.find(cell.asset);
        if (known == rates_.end()) {
            known = rates_.emplace(cell.asset, Rates(snapshot_, cell.asset, into_, days_)).first;
        }
        const auto found = known->second.on(cell.day);
        const auto figures = found ? known->second.turned(cell.figures, *found) : std::nullopt;
        if (figures) {
            const auto id = found->rate->id.value;
            const auto used = used_.try_emplace(id, *found->rate, cell.day, cell.day).first;
            used->second.last = std::max(used->second.last, cell.day);
            used->second.first = std::min(used->second.first, cell.day);
        } else {
            Left& left = left_[cell.asset];
            left.figures = sum(left.figures, cell.figures);
            left.days.insert(cell.day);
        }
        return figures;
    }

    TurningView view(FeeTax tax) const {
        TurningView view;
        for (const auto& [id, used] : used_) {
            const Rate& rate = used.rate;
            view.rates.push_back(UsedRateView{
                rate.base, rate.quote, billionths_text(rate.billionths), text_of(rate.day),
                rate.source, text_of(used.first), text_of(used.last)});
        }
        std::ranges::sort(view.rates, {}, [](const UsedRateView& one) {
            return std::tie(one.base, one.quote, one.day);
        });
        for (const auto& [currency, left] : left_) {
            view.unrated.push_back(UnratedView{
                currency, text_of(*left.days.begin()), text_of(*left.days.rbegin()),
                static_cast<std::int64_t>(left.days.size()), view_of(left.figures, currency, tax)});
        }
        return view;
    }

private:
    struct Used {
        Used(Rate its, std::int64_t from, std::int64_t to)
            : rate(std::move(its)), first(from), last(to) {}
        Rate rate;
        std::int64_t first;
        std::int64_t last;
    };
    struct Left {
        Figures figures;
        std::set<std::int64_t> days;
    };
    db::Snapshot& snapshot_;
    std::string into_;
    Period days_;
    std::map<std::string, Rates> rates_;
    std::map<std::int64_t, Used> used_;
    std::map<std::string, Left> left_;
};

/// Sums of one currency.
struct Sums {
    std::map<Day, std::pair<Period, Figures>> periods;
    std::map<std::string, Figures> categories;
    Figures totals;
    Figures self_dealing;

    void add(const Cell& cell, const Figures& figures, Step step, const Period& days) {
        if (cell.dealing == Dealing::self_dealing) {
            self_dealing = sum(self_dealing, figures);
            return;
        }
        const Period period = part_of(Day{std::chrono::days{cell.day}}, step, days);
        auto& its = periods[period.first];
        its = {period, sum(its.second, figures)};
        Figures& category = categories[cell.category];
        category = sum(category, figures);
        totals = sum(totals, figures);
    }
};

/// Whether the figures of every one of these currencies are those of the books.
LedgerCheck check(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked,
                  const std::set<std::string>& currencies) {
    const bool equal = std::ranges::all_of(currencies, [&](const std::string& currency) {
        return equal_to_ledger(snapshot, calendar, currency, asked.days, asked.zone);
    });
    return {equal, snapshot.now()};
}

void show(TurnoverView& view, const Sums& sums) {
    const auto its = [&](const Figures& figures) {
        return view_of(figures, view.currency, view.tax);
    };
    for (const auto& [first, period] : sums.periods) {
        view.items.push_back(view_of(period.first, its(period.second)));
    }
    for (const auto& [category, figures] : sums.categories) {
        view.categories.push_back(OfCategoryView{category, its(figures)});
    }
    view.totals = its(sums.totals);
    view.self_dealing = its(sums.self_dealing);
}

}  // namespace

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

Result<std::optional<Calendar>> zone_asked(const std::optional<ZoneLine>& zone,
                                           const Settings& settings) {
    std::optional<Calendar> other;
    if (!zone || zone->value == settings.zone) return other;
    if (!is_zone(zone->value)) return base::wrong_field("zone", "not_a_zone");
    other.emplace(zone->value);
    return other;
}

Result<std::string> currency_asked(const std::optional<CurrencyLine>& currency, std::string field,
                                   const Settings& settings) {
    if (!currency) return settings.currency;
    if (!currency_digits(currency->value)) {
        return base::wrong_field(std::move(field), "not_a_currency");
    }
    return currency->value;
}

Result<TurnoverView> turnover(db::Snapshot& snapshot, const Settings& settings,
                              const TurnoverForm& form) {
    const Step step = form.step.value_or(Step::day);
    const auto most = step == Step::day ? single_days_max : days_max;
    const Period days = TRY(days_asked(form.from, form.to, most));
    const auto zone = TRY(zone_asked(form.zone, settings));
    const bool turns = form.into.has_value();
    const std::string currency = TRY(
        currency_asked(turns ? form.into : form.currency, turns ? "into" : "currency", settings));
    Asked asked;
    asked.days = days;
    asked.by = form.by.value_or(DatedBy::books);
    if (form.category) asked.category = form.category->value;
    if (zone) asked.zone = &*zone;
    const Calendar calendar(settings.zone);
    Turner turner(snapshot, currency, days);
    Sums sums;
    std::map<std::string, Figures> currencies;
    std::set<std::string> shown{currency};
    for (const Cell& cell : cells(snapshot, calendar, asked)) {
        Figures& all = currencies[cell.asset];
        all = sum(all, cell.figures);
        if (!turns && cell.asset != currency) continue;
        shown.insert(cell.asset);
        const auto figures = turner.turned(cell);
        if (figures) sums.add(cell, *figures, step, days);
    }
    TurnoverView view;
    view.currency = currency;
    view.zone = zone ? form.zone->value : settings.zone;
    view.step = step;
    view.by = asked.by;
    view.tax = form.tax.value_or(FeeTax::out);
    show(view, sums);
    for (const auto& [its, figures] : currencies) {
        view.currencies.push_back(InCurrencyView{its, view_of(figures, its, view.tax)});
    }
    if (turns) view.turning = turner.view(view.tax);
    if (asked.by == DatedBy::books && !asked.category) {
        view.ledger = check(snapshot, calendar, asked, shown);
    }
    return view;
}

}  // namespace insight
