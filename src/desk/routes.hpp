#pragma once

// What only the operator sees of the whole market:
//
//     GET /api/v1/operator/shops                   every shop, with what it sold and what is open
//     GET /api/v1/operator/policies/{name}/trial   what another value would have meant

#include <string>

#include "http/router.hpp"

namespace desk {

struct Settings {
    std::string currency;  // The market's home currency.
    std::string zone;
};

void add_routes(http::Router& router, const Settings& settings);

}  // namespace desk
