#pragma once

#include "http/router.hpp"

namespace members {

/// GET, POST /api/v1/me/tokens and DELETE /api/v1/me/tokens/{id}: for who is signed in, and for no
/// token.
void add_token_routes(http::Router& router);

}  // namespace members
