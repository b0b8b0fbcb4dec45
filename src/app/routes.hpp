#pragma once

#include "app/hints.hpp"
#include "app/market.hpp"
#include "db/readers.hpp"
#include "demo/demo.hpp"
#include "http/router.hpp"
#include "media/store.hpp"
#include "members/routes.hpp"
#include "orders/orders.hpp"

namespace app {

struct RouteSettings {
    const Settings& settings;
    const Market& market;
    payments::Provider& provider;
    payments::CardPage* card;  // None: no cards.
    Hints& hints;
    db::Readers& readers;
    const events::Hub& hub;
    members::SignInCounters& sign_ins;
    media::Store& pictures;
    media::Decoder& decoder;
};

/// All routes of all modules; what they keep of `with` by reference outlives the router.
void add_routes(http::Router& router, const RouteSettings& with);

orders::Settings order_settings(const Settings& settings, const Market& market,
                                payments::Provider& provider, payments::CardPage* card);

}  // namespace app
