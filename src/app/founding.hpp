#pragma once

#include "app/market.hpp"
#include "db/lease.hpp"
#include "events/events.hpp"
#include "media/store.hpp"
#include "payments/payments.hpp"

namespace app {

/// Where a market is made, and by whom it is heard of.
struct Founding {
    db::Address address;
    db::Source source;
    events::Hub* hub = nullptr;
    db::Hold* hold = nullptr;  // Where several nodes share the market.
};

/// Writes down what the market is, where nobody has yet. One with `demo` has a past, and a market's
/// time never goes back: it begins that long ago.
void found(const Founding& founding, const Settings& settings);

/// Fills a demo market in which nobody is yet. The hub knows everybody by now.
void fill_demo(const Founding& founding, const Settings& settings, const Market& market,
               payments::Provider& provider, media::Store& pictures);

}  // namespace app
