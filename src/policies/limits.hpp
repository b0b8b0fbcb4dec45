#pragma once

// How much of something one person may leave to others, or ask of them.

#include <string_view>

namespace policies {

inline constexpr std::string_view offer_answer_hours = "offer_answer_hours";    // 48
inline constexpr std::string_view offer_pay_minutes = "offer_pay_minutes";      // 1,440
inline constexpr std::string_view offer_rounds_most = "offer_rounds_most";      // 6
inline constexpr std::string_view offers_per_day = "offers_per_day";            // 20
inline constexpr std::string_view offers_unpaid_most = "offers_unpaid_most";    // 3
inline constexpr std::string_view postage_most = "postage_most";                // 100.00
inline constexpr std::string_view unpaid_expired_days = "unpaid_expired_days";  // 30
inline constexpr std::string_view unpaid_expired_most = "unpaid_expired_most";  // 20
inline constexpr std::string_view unpaid_open_most = "unpaid_open_most";        // 20

}  // namespace policies
