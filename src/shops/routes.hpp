#pragma once

#include "http/router.hpp"
#include "shops/shops.hpp"

namespace shops {

/// Shops, listings, stock and the import of catalogues.
void add_routes(http::Router& router, const Settings& settings);

}  // namespace shops
