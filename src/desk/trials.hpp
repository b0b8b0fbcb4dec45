#pragma once

#include "desk/routes.hpp"

namespace desk {

/// The route of trials; routes.cpp leaves it to a file of its own.
void add_trial_route(http::Router& router, const Settings& settings);

}  // namespace desk
