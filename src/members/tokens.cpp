#include "members/tokens.hpp"

#include <algorithm>

#include "base/describe.hpp"
#include "http/router.hpp"
#include "members/secrets.hpp"

namespace members {
namespace {

struct Found {
    MemberId member;
    SessionId token;
    std::string scopes;
    std::string permissions;
};
BOOST_DESCRIBE_STRUCT(Found, (), (member, token, scopes, permissions))

constexpr std::string_view token_columns =
    "select id, name, scopes, created, seen, expires from api_tokens ";

}  // namespace

http::Caller authenticate_token(db::Snapshot& snapshot, std::string_view token) {
    const auto found = snapshot.one<Found>(
        "select t.member as member, t.id as token, t.scopes as scopes, "
        "m.permissions as permissions from api_tokens t join members m on m.id = t.member "
        "where t.digest = $1 and t.expires > $2",
        db::Bytes{digest_of_secret(token)}, snapshot.now());
    if (!found) return {};
    auto scopes = permissions_of(found->scopes);
    // Some routes that only look show more to an operator: a token for looking is not one.
    const bool operates = std::ranges::find(scopes, "operate") != scopes.end();
    return {found->member, found->token,
            operates ? permissions_of(found->permissions) : std::vector<std::string>{},
            std::move(scopes)};
}

base::Result<MadeToken> make_token(db::Tx& tx, const NewToken& wanted) {
    base::ensure(wanted.days >= 1 && wanted.days <= token_days_max && !wanted.scopes.empty());
    const std::int64_t now_there =
        tx.number("select count(*) from api_tokens where member = $1 and expires > $2",
                  wanted.member, tx.now());
    if (now_there >= tokens_max) {
        return base::with(too_many_tokens, "max", std::to_string(tokens_max));
    }
    std::string scopes;
    for (const std::string& word : words_of(wanted.scopes)) {
        scopes += (scopes.empty() ? "" : " ") + word;
    }
    MadeToken made{Token{tx.fresh<TokenId>(), wanted.name, scopes, tx.now(), std::nullopt,
                         tx.now() + std::chrono::days{wanted.days}},
                   std::string{http::token_mark} + new_token()};
    tx.run(
        "insert into api_tokens (id, member, digest, name, scopes, created, seen, expires) "
        "values ($1, $2, $3, $4, $5, $6, null, $7)",
        made.row.id, wanted.member, db::Bytes{digest_of_secret(made.secret)}, made.row.name,
        made.row.scopes, made.row.created, made.row.expires);
    return made;
}

std::vector<Token> tokens_of(db::Snapshot& snapshot, MemberId member) {
    return snapshot.all<Token>(std::string{token_columns} +
                                   "where member = $1 and expires > $2 "
                                   "order by created desc, id desc",
                               member, snapshot.now());
}

base::Result<base::Done> end_token(db::Tx& tx, MemberId member, TokenId id) {
    if (tx.run("delete from api_tokens where id = $1 and member = $2", id, member) == 0) {
        return no_such_token;
    }
    return base::done;
}

void end_tokens(db::Tx& tx, MemberId member) {
    tx.run("delete from api_tokens where member = $1", member);
}

std::int64_t forget_tokens(db::Tx& tx, std::int64_t most) {
    return tx.run(
        "delete from api_tokens where id in (select t.id from api_tokens as t "
        "where t.expires <= $1 order by t.expires limit $2)",
        tx.now(), most);
}

std::vector<std::string> words_of(const std::vector<Scope>& scopes) {
    std::vector<std::string> words;
    for (const Scope scope : scopes) {
        words.emplace_back(base::name_of(scope));
    }
    return words;
}

}  // namespace members
