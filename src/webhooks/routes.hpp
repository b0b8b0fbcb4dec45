#pragma once

#include "http/router.hpp"
#include "webhooks/webhooks.hpp"

namespace webhooks {

/// What members do with their own webhooks; in the area "webhooks" of the tokens.
void add_routes(http::Router& router, const Settings& settings);

/// What operators do with the market's; each act has a reason and is audited.
void add_operator_routes(http::Router& router, const Settings& settings);

}  // namespace webhooks
