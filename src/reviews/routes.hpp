#pragma once

#include "http/router.hpp"

namespace reviews {

/// Writing, changing, answering and reading reviews; asking and answering under a listing.
void add_routes(http::Router& router);

}  // namespace reviews
