#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// An instant in UTC, in microseconds since 1970. Stored in SQL as a bigint.
using Time = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

/// Where time comes from. Only main() and the tests make one.
using Clock = std::function<Time()>;

constexpr std::int64_t micros_of(Time time) {
    return time.time_since_epoch().count();
}
constexpr Time time_of(std::int64_t micros) {
    return Time{Duration{micros}};
}

/// "2030-01-15T12:00:00.000000Z": always six decimals, always Z.
std::string to_iso(Time time);

/// Reads what to_iso writes, and any RFC 3339 instant with Z and up to six decimals.
std::optional<Time> from_iso(std::string_view text);

}  // namespace base
