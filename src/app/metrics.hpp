#pragma once

#include <string>

#include "app/hints.hpp"
#include "db/writer.hpp"
#include "events/trouble.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace app {

/// What Prometheus reads: counts of the door, the routes, the writer and the jobs. No ids, no
/// people.
std::string metrics(const http::Server& server, const http::Router& router,
                    const db::Writer& writer, const Hints& hints, const events::Health& jobs);

}  // namespace app
