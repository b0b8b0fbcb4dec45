#pragma once

#include "http/router.hpp"

namespace moderation {

/// What a case is about, for who has taken it.
void add_routes(http::Router& router);

}  // namespace moderation
