#pragma once

// How many goods one buyer may keep from everybody else without paying. A transfer sets them aside
// for days at no cost, a card's page that is never paid for half an hour: who does that too often
// has to wait, or to pay at once. What the simulator is asked for is decided in seconds and is not
// looked at, so that such a checkout costs no more for it.

#include "orders/orders.hpp"

namespace orders {

inline constexpr base::Reason too_many_unpaid{base::Kind::conflict, "too_many_unpaid"};
inline constexpr base::Reason too_often_unpaid{base::Kind::conflict, "too_often_unpaid"};

/// Whether a buyer may have so many `more` orders wait to be paid in this way; 0 where it is of
/// those that wait. Refuses with too_many_unpaid (args: waiting, max) and too_often_unpaid (args:
/// expired, days).
base::Result<base::Done> check_unpaid(db::Snapshot& snapshot, base::MemberId buyer,
                                      payments::Method method, std::int64_t more);

}  // namespace orders
