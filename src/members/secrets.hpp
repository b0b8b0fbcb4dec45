#pragma once

// Where secrets are made and hashed. Nothing of this depends on a seed or a row.

#include <string>
#include <string_view>

#include "members/members.hpp"

namespace members {

/// 32 bytes of the system's chance as 43 letters of base64url: a session's token.
std::string new_token();

/// 100 bits of the system's chance as "XXXXX-XXXXX-XXXXX-XXXXX", easy to copy from a screen.
std::string new_setup_code();

/// A setup code as people type it: upper case, without blanks and dashes.
std::string plain_setup_code(std::string_view typed);

/// SHA-256: how a token or a setup code is kept, which hold so much chance that it need not be
/// slow, and what the audit keeps of a state.
std::string digest_of_secret(std::string_view secret);

/// Whether `hash` is of this password. Takes as long as hashing, whatever the outcome.
bool password_fits(std::string_view password, const std::string& hash);

/// Whether `hash` was made at another cost than `cost`.
bool costs_differ(const std::string& hash, HashCost cost);

/// How a name is compared: NFKC and folded case of every script.
std::string folded(std::string_view utf8);

}  // namespace members
