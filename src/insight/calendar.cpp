#include "insight/calendar.hpp"

#include <unicode/timezone.h>

#include <stdexcept>

#include "base/ensure.hpp"

namespace insight {
namespace {

using std::chrono::milliseconds;

}  // namespace

struct Calendar::Inside {
    std::unique_ptr<icu::TimeZone> zone;

    /// How far the zone's clocks are ahead of UTC at that instant.
    milliseconds offset(base::Time time) const {
        UErrorCode status = U_ZERO_ERROR;
        std::int32_t raw = 0, saving = 0;
        const auto millis = std::chrono::floor<milliseconds>(time).time_since_epoch().count();
        zone->getOffset(static_cast<UDate>(millis), 0, raw, saving, status);
        base::ensure(U_SUCCESS(status) != 0);
        return milliseconds{raw + saving};
    }
};

bool is_zone(const std::string& name) {
    const std::unique_ptr<icu::TimeZone> zone{
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name))};
    return *zone != icu::TimeZone::getUnknown();
}

Calendar::Calendar(const std::string& zone) : inside_(std::make_unique<Inside>()) {
    if (!is_zone(zone)) throw std::invalid_argument("there is no time zone " + zone);
    inside_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
}

Calendar::Calendar(Calendar&&) noexcept = default;
Calendar::~Calendar() = default;

Day Calendar::day_of(base::Time time) const {
    return std::chrono::floor<std::chrono::days>(time + inside_->offset(time));
}

base::Time Calendar::begin_of(Day day) const {
    // No zone is further from UTC than 15 hours. Where clocks change at midnight there is no
    // formula that is right everywhere, so the first instant of the day is searched for.
    constexpr std::chrono::hours furthest{15};
    base::Time before = base::Time{day} - furthest, inside = base::Time{day} + furthest;
    while (inside - before > base::Duration{1}) {
        const base::Time middle = before + (inside - before) / 2;
        (day_of(middle) < day ? before : inside) = middle;
    }
    return inside;
}

std::optional<Day> day_from(std::string_view text) {
    constexpr std::size_t length = 10;
    if (text.size() != length) return std::nullopt;
    const auto time = base::from_iso(std::string{text} + "T00:00:00Z");
    if (!time) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*time);
}

std::string to_text(Day day) {
    constexpr std::size_t length = 10;
    return base::to_iso(base::Time{day}).substr(0, length);
}

}  // namespace insight
