#pragma once

// Signing up, signing in, changing a password or the mail address, a forgotten password, and
// leaving: the errands. Each looks at the rows, hashes on the pool, and books what came of it in a
// command. Nothing of them is stored in between.

#include <memory>

#include "http/router.hpp"
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
    Attempts mails_by_member;
    Attempts mails_by_target;
    Attempts resets_by_account;
    Attempts resets_by_address;
    Attempts copies_by_member{Rate{6, std::chrono::minutes{10}}};  // Of all that is theirs.
};

using NewPassword = http::Verbatim<8, 200>;
using AnyPassword = http::Verbatim<1, 200>;
using SignedIn = http::WithSession<MeView>;

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

void save_hash(db::Tx& tx, MemberId member, const std::string& hash);

/// Refuses one that is weak, by the name of its field.
base::Result<base::Done> check_password(const std::string& password, std::string_view handle,
                                        std::string_view field);

/// Opens a session; tells device_new where the member never signed in on such a device.
base::Result<SignedIn> signed_in(db::Tx& tx, const http::Call& call, MemberId member,
                                 const Gate& gate);

void add_sign_up(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_sign_in(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_change_password(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_leaving(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_mail(http::Router& router, const std::shared_ptr<Gate>& gate);
void add_reset(http::Router& router, const std::shared_ptr<Gate>& gate);

}  // namespace members
