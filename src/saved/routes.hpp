#pragma once

#include "http/router.hpp"

namespace saved {

/// Saving, taking back, and what the caller has saved.
void add_routes(http::Router& router);

}  // namespace saved
