#pragma once

// The desk: what the operator of a market looks at across its modules. It has no tables and changes
// nothing.
//
// The list of shops puts together who owns each, what is on show, what was sold and what waits to
// be decided about it. A trial says what another value of a policy would have meant, before it is
// set: for the commission, what the orders settled lately would have left the operator; for a
// clock, how many open orders would be over by now, although setting it moves no clock that runs;
// for a limit, how many members are beyond it. Where nothing can be counted, it says that.

#include <cstdint>
#include <span>
#include <vector>

#include "base/describe.hpp"
#include "orders/orders.hpp"

namespace desk {

/// What an order was, and what the operator had and would have of it, in minor units.
struct Sold {
    orders::OrderId order;
    std::int64_t amount = 0;
    std::int64_t now = 0;   // By the rate in force.
    std::int64_t then = 0;  // By the one that is tried.
};

struct CommissionTrial {
    std::int64_t orders = 0;
    std::int64_t sold = 0;
    std::int64_t now = 0;
    std::int64_t then = 0;
    std::vector<Sold> examples;  // The smallest, the middle and the largest; fewer of few orders.
};

/// What two rates make of the same orders. Each order is rounded by itself, as it is when it is
/// placed, so the sums are what would have been booked.
CommissionTrial weigh(std::vector<Sold> orders, std::int64_t rate_now, std::int64_t rate_then);

/// The same where `now` and `then` of each order are known.
CommissionTrial weigh(std::vector<Sold> orders);

}  // namespace desk
