#include "members/token_routes.hpp"

#include <algorithm>

#include "http/page.hpp"
#include "members/tokens.hpp"

namespace members {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct TokenView {
    TokenId id;
    std::string name;
    std::vector<std::string> scopes;
    base::Time created;
    std::optional<base::Time> seen;
    base::Time expires;
};
BOOST_DESCRIBE_STRUCT(TokenView, (), (id, name, scopes, created, seen, expires))

/// `token` is told this one time.
struct MadeTokenView {
    TokenId id;
    std::string name;
    std::vector<std::string> scopes;
    base::Time created;
    base::Time expires;
    std::string token;
};
BOOST_DESCRIBE_STRUCT(MadeTokenView, (), (id, name, scopes, created, expires, token))

struct NewTokenForm {
    http::Line<1, token_name_length_max> name;
    http::Some<Scope, 1, 6> scopes;
    std::optional<http::Whole<1, token_days_max>> days;
};
BOOST_DESCRIBE_STRUCT(NewTokenForm, (), (name, scopes, days))

struct TokenPath {
    TokenId id;
};
BOOST_DESCRIBE_STRUCT(TokenPath, (), (id))

base::Result<MadeTokenView> make(db::Tx& tx, const Call& call, const NewTokenForm& form) {
    std::vector<Scope> scopes = form.scopes.items;
    std::ranges::sort(scopes);
    if (std::ranges::adjacent_find(scopes) != scopes.end()) {
        return base::wrong_field("scopes", "twice");
    }
    const std::int64_t days = form.days ? form.days->value : token_days_usual;
    MadeToken made =
        TRY(make_token(tx, {call.caller.member, form.name.value, std::move(scopes), days}));
    return MadeTokenView{made.row.id,      made.row.name,    permissions_of(made.row.scopes),
                         made.row.created, made.row.expires, std::move(made.secret)};
}

}  // namespace

void add_token_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/me/tokens", "My programs' tokens, the newest first",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::NoForm&) -> base::Result<http::Page<TokenView>> {
                     http::Page<TokenView> page;
                     for (const Token& token : tokens_of(snapshot, call.caller.member)) {
                         page.items.push_back({token.id, token.name, permissions_of(token.scopes),
                                               token.created, token.seen, token.expires});
                     }
                     return page;
                 },
                 {.by_token = false});
    router.command(
        Method::post, "/api/v1/me/tokens", "Make a token for a program, told once",
        Access::member(),
        [](db::Tx& tx, const Call& call, const NewTokenForm& form) -> base::Result<MadeTokenView> {
            return make(tx, call, form);
        },
        {.status = 201, .secret_answer = true, .by_token = false});
    router.command(
        Method::del, "/api/v1/me/tokens/{id}", "Take a token back", Access::member(),
        [](db::Tx& tx, const Call& call, const TokenPath& form) -> base::Result<http::Nothing> {
            TRY(end_token(tx, call.caller.member, form.id));
            return http::Nothing{};
        },
        {.by_token = false});
}

}  // namespace members
