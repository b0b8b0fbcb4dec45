#pragma once

// Signing up, signing in, changing a password and leaving: the errands. Each looks at the rows,
// hashes on the pool, and books what came of it in a command. Nothing of them is stored in between.

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
void add_leaving(http::Router& router, const std::shared_ptr<Gate>& gate);

// ---- Comparing a password

using AnyPassword = http::Verbatim<1, 200>;

/// A member's id with the hash that was true when it was looked up.
struct Credential {
    MemberId member;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Credential, (), (member, hash))

/// False when the password was changed meanwhile: what fitted then proves nothing now.
bool still_true(db::Snapshot& snapshot, const Credential& credential);

/// A password on its way to be compared; exists in memory only.
struct ToCompare {
    Credential credential;  // Member 0 with nobody's hash where the handle is nobody's.
    std::string password;
    std::string account;
    std::string network;
};

/// The caller's own password on its way to be compared with `typed`. Refuses with
/// too_many_attempts; sign_in_failed where the account ends in this very moment.
base::Result<ToCompare> look_up_own(db::Snapshot& snapshot, MemberId member,
                                    const std::string& typed, Gate& gate);

/// Whether it fits; then the try is given back. Takes long: never in the writer.
bool own_fits(const ToCompare& wanted, Gate& gate);

}  // namespace members
