#pragma once

// Policies: every number that a person could dispute, versioned, with who set it, since when and
// why. What was decided by one carries its version. (The owner of this module writes the essay.)

#include <span>
#include <string>
#include <string_view>

#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace policies {

/// The names are fixed here; values have defaults, bounds and units in policies.cpp.
inline constexpr std::string_view commission_ppm = "commission_ppm";          // 50,000
inline constexpr std::string_view pay_within_minutes = "pay_within_minutes";  // 30
inline constexpr std::string_view transfer_within_days = "transfer_within_days";   // 7 (bank)
inline constexpr std::string_view accept_within_hours = "accept_within_hours";     // 72
inline constexpr std::string_view inspection_days = "inspection_days";        // 14
inline constexpr std::string_view session_days = "session_days";              // 30
inline constexpr std::string_view answers_kept_hours = "answers_kept_hours";  // 24

struct Value {
    std::int64_t value = 0;
    std::int64_t version = 0;  // 0: the default that came with the program.
};

/// The value in force at snapshot.now().
Value value(db::Snapshot& snapshot, std::string_view name);

std::span<const db::Migration> migrations();

}  // namespace policies
