#pragma once

// What shops have sold and how buyers may pay, for who runs the market; and what another value of a
// clock would have meant.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "orders/orders.hpp"

namespace orders {

/// How buyers may pay now: by the provider where there is one and the policy play_money lets it,
/// by bank transfer where somebody said to which account.
std::vector<payments::Method> methods_offered(db::Snapshot& snapshot, const Settings& settings);

/// What a shop has sold: all its orders, and of those settled how many and what they came to.
struct ShopSales {
    shops::ShopId shop;
    std::int64_t orders = 0;
    std::int64_t settled_orders = 0;
    std::int64_t settled = 0;
};
BOOST_DESCRIBE_STRUCT(ShopSales, (), (shop, orders, settled_orders, settled))

/// Where a list of the best shops goes on: behind this one.
struct SalesPlace {
    std::int64_t settled = INT64_MAX;
    shops::ShopId shop{INT64_MAX};
};

/// Shops that have had an order, by what was settled, the most first.
std::vector<ShopSales> best_shops(db::Snapshot& snapshot, const std::string& asset,
                                  const SalesPlace& after, std::int64_t limit);

/// The same of these shops, in any order; those without an order are left out.
std::vector<ShopSales> sales_of(db::Snapshot& snapshot, const std::string& asset,
                                const std::vector<shops::ShopId>& shops);

/// What of what these orders came to was for sending them; those without postage are left out.
struct Carried {
    OrderId id;
    std::int64_t total = 0;
    std::int64_t postage = 0;
};
BOOST_DESCRIBE_STRUCT(Carried, (), (id, total, postage))
std::vector<Carried> carried_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids);

/// Orders of a seller in which money may have lain at an instant: placed before it, and open now or
/// over only since.
std::vector<OrderId> alive_at(db::Snapshot& snapshot, base::MemberId seller, base::Time at);

/// Which of these orders a seller has sold.
std::set<OrderId> sold_among(db::Snapshot& snapshot, base::MemberId seller,
                             const std::vector<OrderId>& orders);

/// Open orders that wait by the clock of a policy, and how many of them would be over by now had it
/// had another value when they came to where they are.
struct ClockTrial {
    std::int64_t running = 0;
    std::int64_t over = 0;
};
BOOST_DESCRIBE_STRUCT(ClockTrial, (), (running, over))

/// Nothing for a policy that is no clock of orders. Looks at 10,000 orders of a state at most.
std::optional<ClockTrial> try_clock(db::Snapshot& snapshot, std::string_view policy,
                                    std::int64_t value);

}  // namespace orders
