#pragma once

#include "http/router.hpp"

namespace policies {

/// Everybody reads policies and their history; an operator sets them.
void add_routes(http::Router& router);

}  // namespace policies
