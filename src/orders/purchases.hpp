#pragma once

// Orders that share a payment. They are placed together, paid together, and while they wait they
// end together; once the money is there each lives alone. The subject of a shared payment is the
// purchase, of any other the order: everything that a payment says of its subject goes through
// behind(), which knows both.

#include <map>
#include <vector>

#include "orders/orders.hpp"

namespace orders {

/// What a payment of this order is for.
std::int64_t subject_of(const Order& order);

/// All orders that a payment with this subject is for, the oldest first.
std::vector<Order> behind(db::Snapshot& snapshot, std::int64_t subject);

/// The same for many subjects, ids alone.
std::map<std::int64_t, std::vector<OrderId>> behind_each(db::Snapshot& snapshot,
                                                         const std::vector<std::int64_t>& subjects);

/// One of them to look at, always the same.
OrderId first_behind(db::Snapshot& snapshot, std::int64_t subject);

/// The orders of several purchases, the oldest first.
std::vector<Order> orders_of(db::Snapshot& snapshot, const std::vector<PurchaseId>& purchases);

/// The order, which waits to be paid, and those of its purchase that wait with it.
std::vector<Order> waiting_with(db::Snapshot& snapshot, const Order& order);

/// What they cost together.
std::int64_t total_of(const std::vector<Order>& orders);

/// An order has ended unpaid: nobody wants its payment any more, or, where one of several was
/// called off, less of it.
void want_less(db::Tx& tx, const Order& order, Act act);

/// How long an order waits to be paid this way.
base::Duration patience(db::Snapshot& snapshot, payments::Method method);

bool is_offered(db::Snapshot& snapshot, payments::Method method, const Settings& settings);

}  // namespace orders
