#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace insight {

/// A day of the civil calendar, counted from 1970-01-01.
using Day = std::chrono::sys_days;

/// Civil days in a market's own time zone (IANA name), daylight saving included; by ICU. Not
/// thread-safe: each user has one.
class Calendar {
public:
    /// Throws std::invalid_argument for a zone that ICU does not know.
    explicit Calendar(const std::string& zone);
    Calendar(Calendar&&) noexcept;
    ~Calendar();

    /// The day on which `time` falls there.
    Day day_of(base::Time time) const;

    /// The first instant of that day there: usually midnight.
    base::Time begin_of(Day day) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// Whether there is a time zone of that name.
bool is_zone(const std::string& name);

/// "2030-01-15"; nothing when `text` is no such day.
std::optional<Day> day_from(std::string_view text);
std::string to_text(Day day);

}  // namespace insight
