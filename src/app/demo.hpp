#pragma once

// The demo market: a few invented members, marked as such, with goods and two weeks of trade among
// them, made through the modules' own functions. For whoever tries Fairground out; never in a real
// market.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"
#include "db/connection.hpp"
#include "members/members.hpp"
#include "orders/orders.hpp"

namespace app {

BOOST_DEFINE_ENUM_CLASS(DemoRole, buyer, seller, operator_)  // NOLINT

struct DemoMember {
    std::string handle;
    std::string name;
    DemoRole role{};
};

/// Whom a visitor may sign in as.
const std::vector<DemoMember>& demo_members();

/// Everybody's password in a demo market; no secret.
inline constexpr std::string_view demo_password = "fairground-demo";

struct DemoSettings {
    db::Address address;
    base::Time now;  // The trade ends here and began two weeks before.
    std::function<std::int64_t()> fresh;
    Settings market;  // What the market is to be; with `demo`.
    payments::Provider* provider = nullptr;
    members::HashCost cost;
    db::Hold* hold = nullptr;  // Where several nodes share the market.
};

/// Makes a demo market and fills it; leaves any market that has somebody already as it is. To be
/// called before anything else is written, for a market's time never goes back.
void make_demo(const DemoSettings& settings);

}  // namespace app
