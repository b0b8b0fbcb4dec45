#pragma once

// The groups of routes that routes.cpp leaves to files of their own.

#include "http/router.hpp"
#include "orders/orders.hpp"

namespace orders {

/// Checkout and paying again.
void add_pay_routes(http::Router& router, const Settings& settings);

/// Asking for money back, and giving it.
void add_refund_routes(http::Router& router);

/// Disputes, for their sides and for who decides.
void add_dispute_routes(http::Router& router);

/// Where a seller's orders came from.
void add_source_routes(http::Router& router);

/// The operator's list of all orders.
void add_register_routes(http::Router& router);

/// The operator's list of what banks took back.
void add_chargeback_routes(http::Router& router);
/// What a card provider tells, and what its operator has to look into.
void add_card_routes(http::Router& router, const Settings& settings);

/// The operator's bank desk.
void add_bank_routes(http::Router& router, const Settings& settings);

}  // namespace orders
