#pragma once

// Signing up, signing in and changing a password: the three errands. Each looks at the rows, hashes
// on the pool, and books what came of it in a command. Nothing of them is stored in between.

#include <memory>

#include "members/routes.hpp"

namespace members {

/// What the errands share; lives as long as their routes.
struct Gate {
    explicit Gate(const Settings& wanted);

    const Settings settings;
    const std::string nobodys_hash;  // Of no password; stands in for a member who does not exist.
    Attempts by_account;
    Attempts by_address;
    Attempts sign_ups;
};

void add_sign_up(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_sign_in(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_change_password(http::Router& router, const std::shared_ptr<Gate>& gate);

}  // namespace members
