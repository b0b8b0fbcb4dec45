#pragma once

// Reports over HTTP, for the operator:
//
//     GET /api/v1/operator/reports/turnover    figures by day, week, month, quarter or year
//     GET /api/v1/operator/reports/orders      the orders that a figure is made of
//     GET /api/v1/operator/reports/rates       exchange rates by which figures are turned
//     POST /api/v1/operator/reports/rates

#include "http/router.hpp"

namespace insight {

struct Settings {
    std::string currency;  // The market's home currency.
    std::string zone;      // Its time zone, a name that is_zone() knows.
};

void add_routes(http::Router& router, const Settings& settings);

}  // namespace insight
