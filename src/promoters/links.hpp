#pragma once

// The token of a link: which link it is, until when it counts, and the market's signature of both.
// It names nobody, and who has it sees no more by it than without. Pure.

#include <string>
#include <string_view>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace promoters {

using LinkId = base::Id<struct LinkTag>;

/// What a token says of itself.
BOOST_DEFINE_ENUM_CLASS(TokenLook, good,
                        expired,  // It was good once.
                        changed,  // Not written by this market: altered, cut short, or invented.
                        over)     // Nobody earns by it any more.

inline constexpr std::size_t key_bytes = 32;

std::string token_of(const std::string& key, LinkId link, base::Time until);

/// Good, expired or changed, and of a good one which link it is. `key` may be empty: then none is
/// good.
struct ReadToken {
    TokenLook look = TokenLook::changed;
    LinkId link{};
};
ReadToken read_token(const std::string& key, std::string_view token, base::Time now);

}  // namespace promoters
