#pragma once

#include "http/router.hpp"

namespace feed {

/// The home feed, the search, the caller's own page and other people's: what needs several modules
/// at once. `currency` is the market's.
void add_routes(http::Router& router, const std::string& currency);

}  // namespace feed
