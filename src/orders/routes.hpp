#pragma once

#include "http/router.hpp"
#include "orders/orders.hpp"

namespace orders {

/// Orders, money and the operator's bank desk. What `settings` points at outlives the router.
void add_routes(http::Router& router, const Settings& settings);

}  // namespace orders
