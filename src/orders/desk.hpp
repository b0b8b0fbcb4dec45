#pragma once

// The two groups of routes that routes.cpp leaves to files of their own.

#include "http/router.hpp"
#include "orders/orders.hpp"

namespace orders {

/// Checkout and paying again.
void add_pay_routes(http::Router& router, const Settings& settings);

/// The operator's bank desk.
void add_bank_routes(http::Router& router, const Settings& settings);

}  // namespace orders
