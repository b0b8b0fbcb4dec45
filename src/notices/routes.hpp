#pragma once

#include "http/router.hpp"
#include "notices/notices.hpp"

namespace notices {

/// The bell: what a member was told, that they have seen it, and how they want to be told.
void add_routes(http::Router& router, const Describe& describe);

}  // namespace notices
