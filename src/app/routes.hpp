#pragma once

#include <string>

#include "app/hints.hpp"
#include "app/market.hpp"
#include "http/router.hpp"

namespace app {

/// All routes of all modules; the order is that of the documentation.
struct RouteSettings {
    const Settings& settings;
    const Market& market;
    payments::Provider& provider;
    Hints& hints;
};
void add_routes(http::Router& router, const RouteSettings& with);

}  // namespace app
