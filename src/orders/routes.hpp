#pragma once

#include "http/router.hpp"
#include "orders/orders.hpp"

namespace orders {

/// Orders, money and the operator's bank desk. The router outlives nothing of `settings`.
void add_routes(http::Router& router, const Settings& settings);

}  // namespace orders
