#pragma once

#include <memory>
#include <string>

#include "http/router.hpp"
#include "members/sign_in.hpp"
#include "payouts/payouts.hpp"

namespace payouts {

struct RouteSettings {
    Settings settings;
    std::string market;                   // Its name, for the bank's file.
    std::shared_ptr<members::Gate> gate;  // Asks a member's own password.
};

/// Who is paid, when, and why not: for sellers; and the operator's runs and statements.
void add_routes(http::Router& router, const RouteSettings& with);

/// The operator's part of them.
void add_desk_routes(http::Router& router, const RouteSettings& with);

}  // namespace payouts
