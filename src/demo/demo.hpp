#pragma once

// The demo market: "Maple Campus", sixty invented members, marked as such, with stalls, pictures,
// friends, posts and four months of trade, all of it made through the modules' own functions. For
// whoever tries Fairground out; never in a real market.
//
//     found the market at demo::beginning(now), then
//     demo::fill({address, now, fresh, "EUR", provider, hash, hub, nullptr, pictures});
//
// The same settings and the same ids give the same rows, on both databases.
// Nothing in it is done in one's name who is not invented; the money is the simulator's.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "db/lease.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "media/store.hpp"
#include "payments/payments.hpp"

namespace demo {

BOOST_DEFINE_ENUM_CLASS(PersonaRole, buyer, seller, moderator, operator_)  // NOLINT

struct Persona {
    std::string handle;
    std::string name;
    PersonaRole role{};
};

/// Whom a visitor may sign in as.
const std::vector<Persona>& personas();

/// Everybody's password in a demo market; no secret.
inline constexpr std::string_view password = "fairground-demo";

/// What a demo market is called that was given no other name.
inline constexpr std::string_view market_name = "Maple Campus";

/// When the market of somebody who tries it out `now` was founded.
base::Time beginning(base::Time now);

struct Settings {
    db::Address address;
    base::Time now;  // The trade ends here.
    std::function<std::int64_t()> fresh;
    std::string currency;
    payments::Provider* provider = nullptr;
    std::function<std::string()> password_hash;  // Everybody has the same.
    events::Hub* hub = nullptr;  // With everybody who is to hear and to do something.
    db::Hold* hold = nullptr;    // Where several nodes share the market.
    media::Store* pictures = nullptr;
    int picture_width = 0;  // In dots, at least 16.
};

/// Fills a market in which nobody is yet, and leaves any other as it is. To be called before
/// anything is written after beginning(), for a market's time never goes back.
void fill(const Settings& settings);

}  // namespace demo
