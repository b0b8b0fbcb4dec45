#pragma once

// What people wrote about an order is forgotten two years after it is over: name, address,
// tracking, the reasons of refunds, what both sides of a dispute said and showed. The books stay.
//
// Every night order_forget_texts goes on from where it was, in the order of placing, as far as it
// is time: so nothing is written or planned when an order ends. It waits for an order that was over
// later than those placed after it, a month at most; then that one gets an order_forget_late, as
// does one that is still open or argued about. So texts are kept for two years and at most a month.

#include <string_view>

#include "base/time.hpp"
#include "events/events.hpp"

namespace orders {

inline constexpr std::string_view forget_job = "order_forget_texts";
inline constexpr std::string_view forget_one_job = "order_forget_late";

/// Counted from the last step of the order, of its refunds and its disputes.
inline constexpr std::chrono::days texts_kept{2 * 365};

/// Plans nothing where it is planned already.
void plan_forgetting(db::Tx& tx);

void add_forgetting_jobs(events::Hub& hub);

}  // namespace orders
