#include "insight/periods.hpp"

#include <algorithm>

namespace insight {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

/// `count` months, the first of which is the one of `day` or, where `count` is more than one, the
/// first of its quarter or year.
Period months_of(Day day, unsigned count) {
    const year_month_day date{day};
    const unsigned month = static_cast<unsigned>(date.month()) - 1;
    const year_month first = date.year() / std::chrono::month{month / count * count + 1};
    const year_month next = first + months{static_cast<int>(count)};
    return {Day{first / 1}, Day{next / 1} - days{1}};
}

}  // namespace

Period period_of(Day day, Step step) {
    switch (step) {
        case Step::day: return {day, day};
        case Step::week: {
            const Day monday = day - (std::chrono::weekday{day} - std::chrono::Monday);
            return {monday, monday + days{6}};
        }
        case Step::month: return months_of(day, 1);
        case Step::quarter: return months_of(day, 3);
        case Step::year: return months_of(day, 12);
    }
    return {day, day};
}

Period part_of(Day day, Step step, const Period& asked) {
    const Period whole = period_of(day, step);
    return {std::max(whole.first, asked.first), std::min(whole.last, asked.last)};
}

}  // namespace insight
