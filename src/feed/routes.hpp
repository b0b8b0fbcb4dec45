#pragma once

#include "http/router.hpp"

namespace feed {

/// The home feed, the caller's own page and other people's: what needs several modules at once.
void add_routes(http::Router& router);

}  // namespace feed
