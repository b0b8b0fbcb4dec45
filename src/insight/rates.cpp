#include "insight/rates.hpp"

#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "members/members.hpp"

namespace insight {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t billion = 1'000'000'000;
constexpr std::int64_t units_most = 1'000'000;

bool is_code(std::string_view text) {
    return text.size() == 3 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t power(int digits) {
    std::int64_t out = 1;
    for (int i = 0; i < digits; ++i) out *= 10;
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::vector<std::string_view> cut(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(at);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

base::Refusal wrong(std::string_view code, std::size_t row) {
    return base::wrong_field("rows", code, {{"row", std::to_string(row)}});
}

base::Result<Rate> rate_from(std::string_view line, std::size_t row) {
    constexpr std::size_t fields = 4;
    const auto parts = cut(line, ',');
    if (parts.size() != fields) return wrong("rate_row", row);
    const auto day = day_from(parts[0]);
    if (!day) return wrong("rate_day", row);
    if (!currency_digits(parts[1]) || !currency_digits(parts[2])) {
        return wrong("rate_currency", row);
    }
    if (parts[1] == parts[2]) return wrong("rate_same_currency", row);
    const auto billionths = billionths_from(parts[3]);
    if (!billionths) return wrong("not_a_rate", row);
    return Rate{RateId{},
                std::string{parts[1]},
                std::string{parts[2]},
                day->time_since_epoch().count(),
                *billionths,
                "",
                {},
                {}};
}

bool is_heading(std::string_view line) {
    return line.starts_with("day") || line.starts_with(
                                          "\xEF\xBB\xBF"
                                          "day");
}

const std::string& select_rates() {
    static const std::string text =
        "select id, base, quote, day, billionths, source, at, entered_by from exchange_rates ";
    return text;
}

std::string audit_text(const std::vector<Rate>& rates) {
    std::string text;
    for (const Rate& rate : rates) {
        text += to_text(Day{std::chrono::days{rate.day}}) + "," + rate.base + "," + rate.quote +
                "," + billionths_text(rate.billionths) + "\n";
    }
    return text;
}

bool is_last_word(db::Snapshot& snapshot, const Rate& rate) {
    return snapshot
               .one<std::int64_t>(
                   "select billionths from exchange_rates where base = $1 and "
                   "quote = $2 and day = $3 order by id desc limit 1",
                   rate.base, rate.quote, rate.day)
               .value_or(0) == rate.billionths;
}

const Rate* latest(const std::map<std::int64_t, Rate>& days, std::int64_t day) {
    const auto after = days.upper_bound(day);
    if (after == days.begin()) return nullptr;
    const Rate& found = std::prev(after)->second;
    return day - found.day <= rate_days_most ? &found : nullptr;
}

}  // namespace

std::optional<int> currency_digits(std::string_view currency) {
    if (!is_code(currency)) return std::nullopt;
    const icu::UnicodeString code(currency.data(), static_cast<std::int32_t>(currency.size()),
                                  US_INV);
    UErrorCode status = U_ZERO_ERROR;
    // Of any time there was: a report may be of years ago.
    const bool known = ucurr_isAvailable(icu::UnicodeString(code).getTerminatedBuffer(), U_DATE_MIN,
                                         U_DATE_MAX, &status) != 0;
    if (U_FAILURE(status) != 0 || !known) return std::nullopt;
    const int digits =
        ucurr_getDefaultFractionDigits(icu::UnicodeString(code).getTerminatedBuffer(), &status);
    base::ensure(U_SUCCESS(status) != 0);
    return digits;
}

std::optional<std::int64_t> billionths_from(std::string_view text) {
    constexpr std::size_t whole_most = 7, decimals_most = 9;
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string decimals{point == std::string_view::npos ? "0" : text.substr(point + 1)};
    if (whole.empty() || whole.size() > whole_most || !all_digits(whole)) return std::nullopt;
    if (decimals.empty() || decimals.size() > decimals_most || !all_digits(decimals)) {
        return std::nullopt;
    }
    decimals.resize(decimals_most, '0');
    const auto units = base::to_number(whole), rest = base::to_number(decimals);
    base::ensure(units.has_value() && rest.has_value());
    const std::int64_t all = *units * billion + *rest;
    if (all == 0 || all > units_most * billion) return std::nullopt;
    return all;
}

std::string billionths_text(std::int64_t billionths) {
    std::string decimals = std::to_string(billion + billionths % billion).substr(1);
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    return std::to_string(billionths / billion) + (decimals.empty() ? "" : "." + decimals);
}

base::Result<std::vector<Rate>> rates_from(std::string_view text) {
    std::vector<Rate> rates;
    std::size_t row = 0;
    for (const std::string_view line : cut(text, '\n')) {
        ++row;
        if (line.empty() || (row == 1 && is_heading(line))) continue;
        if (rates.size() == rates_most) {
            return base::wrong_field("rows", "too_many_rates",
                                     {{"max", std::to_string(rates_most)}});
        }
        rates.push_back(TRY(rate_from(line, row)));
    }
    if (rates.empty()) return wrong("rate_row", 1);
    return rates;
}

std::int64_t enter_rates(db::Tx& tx, const std::vector<Rate>& rates, base::MemberId by,
                         const std::string& source) {
    std::vector<Rate> fresh;
    for (const Rate& rate : rates) {
        if (is_last_word(tx, rate)) continue;
        tx.run(
            "insert into exchange_rates (id, base, quote, day, billionths, source, at, entered_by) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8)",
            tx.fresh<RateId>(), rate.base, rate.quote, rate.day, rate.billionths, source, tx.now(),
            by);
        fresh.push_back(rate);
    }
    if (!fresh.empty()) {
        members::audit(tx, {by, std::string{members::operator_permission}, "enter_rates", 0, source,
                            "", audit_text(fresh)});
    }
    return static_cast<std::int64_t>(fresh.size());
}

std::vector<Rate> rates_before(db::Snapshot& snapshot, RateId before, std::int64_t limit) {
    static const std::string sql = select_rates() + "where id < $1 order by id desc limit $2";
    return snapshot.all<Rate>(sql, before, limit);
}

std::vector<std::string> rate_currencies(db::Snapshot& snapshot) {
    return snapshot.all<std::string>(
        "select base as currency from exchange_rates union "
        "select quote as currency from exchange_rates order by currency");
}

std::optional<std::int64_t> turned(std::int64_t minor, const Turning& turning) {
    Wide above = turning.inverse ? Wide{billion} : Wide{turning.billionths};
    Wide below = turning.inverse ? Wide{turning.billionths} : Wide{billion};
    above *= power(turning.to_digits);
    below *= power(turning.from_digits);
    const Wide exact = Wide{minor < 0 ? -Wide{minor} : Wide{minor}} * above;
    const Wide whole = (exact + below / 2) / below;
    if (whole > Wide{INT64_MAX / 1'000'000}) return std::nullopt;
    const auto out = static_cast<std::int64_t>(whole);
    return minor < 0 ? -out : out;
}

Rates::Rates(db::Snapshot& snapshot, const std::string& from, const std::string& to,
             const Period& days)
    : from_digits_(currency_digits(from).value_or(2)), to_digits_(currency_digits(to).value_or(2)) {
    static const std::string sql =
        select_rates() +
        "where base = $1 and quote = $2 and day >= $3 and day <= $4 order by day, id";
    const std::int64_t first = days.first.time_since_epoch().count() - rate_days_most;
    const std::int64_t last = days.last.time_since_epoch().count();
    for (Rate& rate : snapshot.all<Rate>(sql, from, to, first, last)) {
        straight_[rate.day] = std::move(rate);
    }
    for (Rate& rate : snapshot.all<Rate>(sql, to, from, first, last)) {
        inverse_[rate.day] = std::move(rate);
    }
}

std::optional<Rates::Found> Rates::on(std::int64_t day) const {
    const Rate* straight = latest(straight_, day);
    const Rate* inverse = latest(inverse_, day);
    if (straight == nullptr && inverse == nullptr) return std::nullopt;
    const bool round = straight == nullptr || (inverse != nullptr && inverse->day > straight->day);
    return Found{round ? inverse : straight, round};
}

std::optional<Figures> Rates::turned(const Figures& figures, const Found& found) const {
    const Turning turning{found.rate->billionths, found.inverse, from_digits_, to_digits_};
    Figures out = figures;  // As many orders as there are.
    for (std::int64_t* minor :
         {&out.placed, &out.paid, &out.settled, &out.refunded, &out.commission, &out.tax}) {
        const auto its = insight::turned(*minor, turning);
        if (!its) return std::nullopt;
        *minor = *its;
    }
    return out;
}

}  // namespace insight
