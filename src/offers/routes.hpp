#pragma once

#include "http/router.hpp"

namespace offers {

/// Offering a price, answering, and reading one's offers. Buying at the agreed price is a checkout
/// of orders.
void add_routes(http::Router& router, const std::string& currency);

}  // namespace offers
