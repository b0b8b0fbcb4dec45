#include "base/time.hpp"

#include <array>
#include <cstdio>

#include "base/text.hpp"

namespace base {
namespace {

constexpr int micros_digits = 6;

/// The number in text[from, from + length), or nothing when that is not all digits.
std::optional<std::int64_t> digits(std::string_view text, std::size_t from, std::size_t length) {
    if (from + length > text.size()) return std::nullopt;
    const std::string_view part = text.substr(from, length);
    if (part.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return to_number(part);
}

/// ".250" as 250000 microseconds; the empty text as 0; nothing when it is neither.
std::optional<std::int64_t> fraction(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() != '.' || text.size() < 2 || text.size() > micros_digits + 1) {
        return std::nullopt;
    }
    auto value = digits(text, 1, text.size() - 1);
    if (!value) return std::nullopt;
    for (std::size_t i = text.size() - 1; i < micros_digits; ++i) *value *= 10;
    return value;
}

}  // namespace

std::string to_iso(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    std::array<char, 40> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Time> from_iso(std::string_view text) {
    // "2030-01-15T12:00:00" is 19 long; then perhaps a fraction; then Z.
    constexpr std::size_t seconds_end = 19;
    if (text.size() < seconds_end + 1 || text.back() != 'Z') return std::nullopt;
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    const auto micros = fraction(text.substr(seconds_end, text.size() - seconds_end - 1));
    if (!year || !month || !day || !hour || !minute || !second || !micros) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;

    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Time{std::chrono::sys_days{date}} + std::chrono::hours{*hour} +
           std::chrono::minutes{*minute} + std::chrono::seconds{*second} + Duration{*micros};
}

}  // namespace base
