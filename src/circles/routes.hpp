#pragma once

#include "http/router.hpp"

namespace circles {

/// Friends, and posting and taking back moments. The feed itself is composed above.
void add_routes(http::Router& router);

}  // namespace circles
