#pragma once

#include "http/router.hpp"

namespace promoters {

struct Settings {
    std::string currency;  // In which the market trades.
};

/// What promoters, sellers and buyers see and do, and the operator's list of promoters.
void add_routes(http::Router& router, const Settings& settings);

/// Of those: suspending, and who promotes.
void add_desk_routes(http::Router& router);

}  // namespace promoters
