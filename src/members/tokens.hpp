#pragma once

// Tokens with which a member's programs come: "fg_" and 43 letters, sent as Authorization: Bearer.
// A token may do what its scopes say and no more than its member may at that moment. What a lost
// token must not reach, no token may do: signing in, passwords, sessions, permissions, tokens.

#include "members/members.hpp"

namespace members {

using TokenId = base::Id<struct TokenTag>;

/// What a token may be given. `read` is everything its member may look at except the operator's
/// pages; the others are what they change, by area.
BOOST_DEFINE_ENUM_CLASS(Scope, read, circles, shop, orders, webhooks, operate)

inline constexpr std::int64_t tokens_max = 20, token_days_max = 366, token_days_usual = 90;
inline constexpr std::size_t token_name_length_max = 60;

inline constexpr base::Reason no_such_token{base::Kind::missing, "no_such_token"};
inline constexpr base::Reason too_many_tokens{base::Kind::conflict, "too_many_tokens"};

struct Token {
    TokenId id;
    std::string name;
    std::string scopes;  // Words with a blank between them.
    base::Time created;
    std::optional<base::Time> seen;  // To about ten minutes.
    base::Time expires;
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, name, scopes, created, seen, expires))

/// The caller that a token stands for, with their permissions as the rows say now and its scopes;
/// nobody when it is unknown or over.
http::Caller authenticate_token(db::Snapshot& snapshot, std::string_view token);

struct NewToken {
    MemberId member;
    std::string name;           // 1 to 60 code points on one line.
    std::vector<Scope> scopes;  // At least one, each once.
    std::int64_t days = token_days_usual;
};

struct MadeToken {
    Token row;
    std::string secret;  // Kept nowhere.
};

/// Makes a token from the system's chance. Refuses with too_many_tokens (args: max).
base::Result<MadeToken> make_token(db::Tx& tx, const NewToken& wanted);

/// A member's tokens that are not over, the newest first.
std::vector<Token> tokens_of(db::Snapshot& snapshot, MemberId member);

/// Takes one of a member's tokens back; no_such_token, also for another member's.
base::Result<base::Done> end_token(db::Tx& tx, MemberId member, TokenId id);

/// Takes all of a member's tokens back.
void end_tokens(db::Tx& tx, MemberId member);

/// Deletes tokens that are over; at most `most`. Returns how many.
std::int64_t forget_tokens(db::Tx& tx, std::int64_t most);

/// The words of Token::scopes.
std::vector<std::string> words_of(const std::vector<Scope>& scopes);

}  // namespace members
