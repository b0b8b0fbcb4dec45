#pragma once

// What people wrote about an order is forgotten two years after it is over: name, address,
// tracking, the reasons of refunds, what both sides of a dispute said and showed. The books stay.

#include <string_view>

#include "base/time.hpp"
#include "events/events.hpp"

namespace orders {

inline constexpr std::string_view forget_job = "order_forget_texts";
inline constexpr std::string_view forget_one_job = "order_forget_late";

/// Counted from the last step of the order, of its refunds and its disputes.
inline constexpr std::chrono::days texts_kept{2 * 365};

/// Does order_forget_texts: goes on from the order in the job's payload, 200 orders in one command,
/// and plans itself again: at once, or for tomorrow where the next order is younger.
base::Result<base::Done> forget_texts(db::Tx& tx, const events::Job& job);

/// Plans nothing where it is planned already.
void plan_forgetting(db::Tx& tx);

void add_forgetting_jobs(events::Hub& hub);

}  // namespace orders
