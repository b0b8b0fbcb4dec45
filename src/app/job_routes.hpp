#pragma once

#include "events/events.hpp"
#include "http/router.hpp"

namespace app {

/// What an operator sees of the jobs that do not go as they should, and can do about them.
void add_job_routes(http::Router& router, const events::Hub& hub);

}  // namespace app
