#include "members/tokens.hpp"

#include <gtest/gtest.h>

#include "members/routes.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace members {
namespace {

using tests::Method;
using tests::Reply;

struct Note {
    std::string by;
    bool operates = false;
};
BOOST_DESCRIBE_STRUCT(Note, (), (by, operates))

/// The market's own routes, and three more: one of an area, one for everybody, one of the operator.
class Tokens : public tests::WithPeople<tests::RoutesTest> {
protected:
    Tokens() : WithPeople({events::migrations(), migrations()}, authenticate) {
        router.emplace(http::Services{*writer, readers, *pool},
                       http::RouterOptions{authenticate, authenticate_token});
        add_routes(*router, {});
        router->area("shop");
        const auto say = [](const http::Call& call) {
            return Note{std::to_string(call.caller.member.value),
                        call.caller.has(operator_permission)};
        };
        router->query(http::Method::get, "/api/v1/open", "", http::Access::open(),
                      [say](db::Snapshot&, const http::Call& call,
                            const http::NoForm&) -> base::Result<Note> { return say(call); });
        router->command(http::Method::post, "/api/v1/goods", "", http::Access::member(),
                        [say](db::Tx&, const http::Call& call,
                              const http::NoForm&) -> base::Result<Note> { return say(call); });
        router->query(http::Method::get, "/api/v1/operator/x", "",
                      http::Access::permission("operator"),
                      [say](db::Snapshot&, const http::Call& call,
                            const http::NoForm&) -> base::Result<Note> { return say(call); });
    }
    void SetUp() override {
        WithPeople::SetUp();
        ann = join("ann");
        as_ann = cookie_of(ann);
    }

    Reply make(const std::string& body, const std::string& key = "") {
        return call(Method::post, "/api/v1/me/tokens", body, as_ann, key);
    }
    std::string token(const std::string& scopes) {
        return make(R"({"name":"Script","scopes":[)" + scopes + "]}").at("token");
    }
    Reply with(const std::string& secret, Method method, const std::string& path) {
        return call_with(method, "/api/v1" + path, "", {{"authorization", "Bearer " + secret}});
    }

    base::MemberId ann;
    std::string as_ann;
};

TEST_P(Tokens, PL_01_act_for_their_member_within_their_scopes) {
    const std::string me = std::to_string(ann.value);
    const std::string reads = token(R"("read")"), sells = token(R"("shop")");
    EXPECT_EQ(reads.size(), 46U);
    EXPECT_EQ(with(reads, Method::get, "/open").at("by"), me);
    const Reply refused = with(reads, Method::post, "/goods");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.code(), "scope_missing");
    EXPECT_EQ(refused.at("args.scope"), "shop");
    EXPECT_EQ(with(sells, Method::post, "/goods").at("by"), me);
    EXPECT_EQ(with(sells, Method::get, "/open").code(), "scope_missing");
    EXPECT_EQ(call_with(Method::get, "/api/v1/open", "", {{"authorization", "bearer  " + reads}})
                  .at("by"),
              me);
    EXPECT_EQ(
        call_with(Method::get, "/api/v1/open", "", {{"authorization", "Basic YTpi"}}).at("by"), "0")
        << "that is between the reader and a proxy";
    EXPECT_EQ(with("eyJhbGciOi", Method::get, "/open").at("by"), "0") << "and so is this";
}

TEST_P(Tokens, PL_01_do_nothing_that_a_lost_one_must_not_do) {
    const std::string all = token(R"("read","circles","shop","orders","operate")");
    const std::string id = make(R"({"name":"B","scopes":["read"]})").at("id");
    EXPECT_EQ(with(all, Method::get, "/sessions").code(), "not_by_token");
    EXPECT_EQ(with(all, Method::del, "/sessions/current").code(), "not_by_token");
    EXPECT_EQ(with(all, Method::get, "/me/tokens").code(), "not_by_token");
    EXPECT_EQ(call_with(Method::post, "/api/v1/me/tokens", R"({"name":"C","scopes":["read"]})",
                        {{"authorization", "Bearer " + all}, {"content-type", "application/json"}})
                  .code(),
              "not_by_token");
    EXPECT_EQ(with(all, Method::del, "/me/tokens/" + id).code(), "not_by_token");
    make_operator(ann);
    EXPECT_EQ(call_with(Method::put, "/api/v1/operator/members/" + id + "/permissions",
                        R"({"permissions":[],"reason":"x"})",
                        {{"authorization", "Bearer " + all}, {"content-type", "application/json"}})
                  .code(),
              "not_by_token");
}

TEST_P(Tokens, PL_01_are_no_more_than_their_member_is_at_that_moment) {
    const std::string all = token(R"("read","operate")");
    EXPECT_EQ(with(all, Method::get, "/operator/x").code(), "not_permitted");
    make_operator(ann);
    EXPECT_EQ(with(all, Method::get, "/operator/x").status, 200);
    const std::string reads = token(R"("read")");
    EXPECT_EQ(with(reads, Method::get, "/operator/x").code(), "scope_missing");
    EXPECT_EQ(with(all, Method::get, "/open").at("operates"), "true");
    EXPECT_EQ(with(reads, Method::get, "/open").at("operates"), "false")
        << "routes that show an operator more do not show it to a token for looking";
}

TEST_P(Tokens, AreToldOnceListedAndTakenBack) {
    const std::string body = R"({"name":" Stock script ","scopes":["shop","read"],"days":2})";
    const Reply made = make(body, "the-same-key");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("scopes"), R"(["read","shop"])");
    EXPECT_EQ(made.at("expires"), base::to_iso(now + std::chrono::days{2}));
    EXPECT_EQ(make(body, "the-same-key").code(), "told_once");
    EXPECT_EQ(look([](db::Snapshot& db) {
                  return db.number(
                      "select count(*) from answers where body like '%fg\\_%' escape "
                      "'\\'");
              }),
              0)
        << "no secret is stored";
    const Reply list = call(Method::get, "/api/v1/me/tokens", "", as_ann);
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.name"), "Stock script");
    EXPECT_EQ(list.at("items.0.token"), "(nothing)");
    const std::string secret = made.at("token"), path = "/api/v1/me/tokens/" + made.at("id");
    EXPECT_EQ(with(secret, Method::get, "/open").status, 200);
    EXPECT_EQ(call(Method::del, path, "", cookie_of(join("ben"))).code(), "no_such_token");
    EXPECT_EQ(call(Method::del, path, "", as_ann).status, 204);
    EXPECT_EQ(with(secret, Method::get, "/open").code(), "token_invalid")
        << "a script whose token is gone is told so, also where strangers may look";
}

TEST_P(Tokens, EndByThemselvesAndAreSweptAway) {
    const std::string secret = make(R"({"name":"A","scopes":["read"],"days":2})").at("token");
    now += std::chrono::days{2};
    EXPECT_EQ(with(secret, Method::get, "/open").code(), "token_invalid");
    EXPECT_EQ(must([](db::Tx& tx) -> base::Result<std::int64_t> { return forget_tokens(tx, 10); }),
              1);
}

TEST_P(Tokens, RememberWhenTheyWereUsed) {
    const Reply made = make(R"({"name":"A","scopes":["read"]})");
    Sightings sightings;
    sightings.note({base::to_number(made.at("id")).value_or(0)}, now);
    must([&](db::Tx& tx) { return save_sightings(tx, sightings); });
    EXPECT_EQ(call(Method::get, "/api/v1/me/tokens", "", as_ann).at("items.0.seen"),
              base::to_iso(now));
}

TEST_P(Tokens, AreRefusedInWordsThatNameTheField) {
    const auto field = [&](const std::string& body) { return make(body).at("fields.0.field"); };
    EXPECT_EQ(field(R"({"name":"","scopes":["read"]})"), "name");
    EXPECT_EQ(field(R"({"name":"A","scopes":[]})"), "scopes");
    EXPECT_EQ(field(R"({"name":"A","scopes":["all"]})"), "scopes.0");
    EXPECT_EQ(field(R"({"name":"A","scopes":["read","read"]})"), "scopes");
    EXPECT_EQ(field(R"({"name":"A","scopes":["read"],"days":367})"), "days");
    for (std::int64_t i = 0; i < tokens_max; ++i) token(R"("read")");
    EXPECT_EQ(make(R"({"name":"A","scopes":["read"]})").code(), "too_many_tokens");
}

ON_EVERY_DATABASE(Tokens);

}  // namespace
}  // namespace members
