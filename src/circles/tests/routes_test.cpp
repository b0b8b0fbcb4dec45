#include "circles/routes.hpp"

#include "circles/circles.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace circles {
namespace {

using tests::Method;
using tests::Reply;

class CircleRoutes : public tests::WithPeople<tests::RoutesTest> {
protected:
    CircleRoutes()
        : WithPeople({events::migrations(), members::migrations(), circles::migrations()},
                     members::authenticate),
          ann(join("ann")),
          ben(join("ben")) {
        add_routes(*router);
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }

    static std::string about(MemberId member) {
        return R"({"member":")" + std::to_string(member.value) + R"("})";
    }
    static std::string path_of(MemberId member) {
        return "/api/v1/friends/" + std::to_string(member.value);
    }
    Reply ask(const std::string& cookie, MemberId other) {
        return call(Method::post, "/api/v1/friends", about(other), cookie);
    }

    MemberId ann, ben;
    std::string as_ann, as_ben;
};

TEST_P(CircleRoutes, AskListAcceptAndPart) {
    const Reply asking = ask(as_ann, ben);
    EXPECT_EQ(asking.status, 201);
    EXPECT_EQ(asking.at("member.handle"), "ben");
    EXPECT_EQ(asking.at("state"), "requested");
    EXPECT_EQ(asking.at("since"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(asking.at("may"), R"(["withdraw"])");
    EXPECT_EQ(ask(as_ann, ben).code(), "asked_already");

    const Reply waiting = call(Method::get, "/api/v1/friends?state=asked", "", as_ben);
    ASSERT_EQ(waiting.count(), 1U);
    EXPECT_EQ(waiting.at("items.0.member.handle"), "ann");
    EXPECT_EQ(waiting.at("items.0.may"), R"(["accept","decline"])");
    EXPECT_EQ(call(Method::get, "/api/v1/friends?state=requested", "", as_ann).count(), 1U);
    EXPECT_EQ(call(Method::get, "/api/v1/friends", "", as_ann).count(), 0U);

    const Reply made = call(Method::post, path_of(ann) + "/accept", "", as_ben);
    EXPECT_EQ(made.status, 200);
    EXPECT_EQ(made.at("state"), "friends");
    EXPECT_EQ(call(Method::get, "/api/v1/friends", "", as_ann).count(), 1U);
    EXPECT_EQ(ask(as_ann, ben).code(), "friends_already");

    EXPECT_EQ(call(Method::del, path_of(ben), "", as_ann).status, 204);
    EXPECT_EQ(call(Method::get, "/api/v1/friends", "", as_ben).count(), 0U);
    EXPECT_EQ(call(Method::del, path_of(ben), "", as_ann).code(), "not_friends");
}

TEST_P(CircleRoutes, MakeFriendsWhenBothAsk) {
    ask(as_ann, ben);
    EXPECT_EQ(ask(as_ben, ann).at("state"), "friends");
}

TEST_P(CircleRoutes, BlockListAndUnblock) {
    ask(as_ann, ben);
    EXPECT_EQ(call(Method::post, "/api/v1/blocks", about(ben), as_ann).status, 204);
    EXPECT_EQ(call(Method::post, "/api/v1/blocks", about(ben), as_ann).status, 204);
    EXPECT_EQ(call(Method::get, "/api/v1/friends?state=asked", "", as_ben).count(), 0U);
    const Reply list = call(Method::get, "/api/v1/blocks", "", as_ann);
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.member.handle"), "ben");
    EXPECT_EQ(list.at("items.0.since"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(call(Method::get, "/api/v1/blocks", "", as_ben).count(), 0U);
    // The one who blocked is reminded of it; to the other there is nobody, as for an unknown id.
    EXPECT_EQ(ask(as_ann, ben).code(), "blocked_by_you");
    const Reply blocked = ask(as_ben, ann), unknown = ask(as_ben, MemberId{99});
    EXPECT_EQ(blocked.status, unknown.status);
    EXPECT_EQ(blocked.code(), unknown.code());
    EXPECT_EQ(blocked.at("title"), unknown.at("title"));

    const std::string path = "/api/v1/blocks/" + std::to_string(ben.value);
    EXPECT_EQ(call(Method::del, path, "", as_ann).status, 204);
    EXPECT_EQ(call(Method::del, path, "", as_ann).code(), "not_blocked");
    EXPECT_EQ(ask(as_ben, ann).at("state"), "requested");
    EXPECT_EQ(call(Method::post, "/api/v1/blocks", about(ann), as_ann).code(), "own_block");
    EXPECT_EQ(call(Method::post, "/api/v1/blocks", about(MemberId{99}), as_ann).code(),
              "no_such_member");
    EXPECT_EQ(call(Method::post, "/api/v1/blocks", about(ben)).status, 401);
}

TEST_P(CircleRoutes, PageThroughBlocks) {
    for (const char* handle : {"cem", "dan", "eve"}) {
        now += std::chrono::minutes{1};
        EXPECT_EQ(call(Method::post, "/api/v1/blocks", about(join(handle)), as_ann).status, 204);
    }
    const Reply first = call(Method::get, "/api/v1/blocks?limit=2", "", as_ann);
    ASSERT_EQ(first.count(), 2U);
    EXPECT_EQ(first.at("items.0.member.handle"), "eve");
    const Reply rest =
        call(Method::get, "/api/v1/blocks?limit=2&after=" + first.at("next"), "", as_ann);
    ASSERT_EQ(rest.count(), 1U);
    EXPECT_EQ(rest.at("items.0.member.handle"), "cem");
    EXPECT_EQ(rest.at("next"), "null");
}

TEST_P(CircleRoutes, RefuseWhatMakesNoSense) {
    struct Case {
        Method method;
        std::string path, body;
        int status;
        const char* code;
    };
    const Case cases[] = {
        {Method::post, "/api/v1/friends", about(ann), 409, "own_friend"},
        {Method::post, "/api/v1/friends", about(MemberId{99}), 404, "no_such_member"},
        {Method::post, "/api/v1/friends", R"({"member":"x"})", 422, "form_invalid"},
        {Method::post, path_of(ben) + "/accept", "", 409, "not_asked"},
        {Method::get, "/api/v1/friends?state=self", "", 422, "form_invalid"},
        {Method::get, "/api/v1/friends?after=x", "", 422, "form_invalid"},
        {Method::get, "/api/v1/friends?after=5-", "", 422, "form_invalid"},
        {Method::post, "/api/v1/moments", R"({"text":" ","audience":"friends"})", 422,
         "form_invalid"},
        {Method::post, "/api/v1/moments", R"({"text":"x","audience":"public"})", 422,
         "form_invalid"},
        {Method::post, "/api/v1/moments",
         R"({"text":")" + std::string(2'001, 'x') + R"(","audience":"friends"})", 422,
         "form_invalid"},
        {Method::del, "/api/v1/moments/99", "", 404, "no_such_moment"},
    };
    for (const Case& wrong : cases) {
        const Reply reply = call(wrong.method, wrong.path, wrong.body, as_ann);
        EXPECT_EQ(reply.status, wrong.status) << wrong.path << wrong.body.substr(0, 60);
        EXPECT_EQ(reply.code(), wrong.code) << wrong.path << wrong.body.substr(0, 60);
        EXPECT_NE(reply.at("title"), "refusal." + std::string{wrong.code});
    }
}

TEST_P(CircleRoutes, PageThroughFriends) {
    for (int i = 0; i < 5; ++i) {
        now += std::chrono::hours{1};
        ask(cookie_of(join("fan" + std::to_string(i))), ann);
    }
    std::vector<std::string> seen;
    std::string after;
    while (after != "null") {
        const Reply page =
            call(Method::get,
                 "/api/v1/friends?state=asked&limit=2" + (after.empty() ? "" : "&after=" + after),
                 "", as_ann);
        for (std::size_t i = 0; i < page.count(); ++i) {
            seen.push_back(page.at("items." + std::to_string(i) + ".member.handle"));
        }
        after = page.at("next");
        ASSERT_LE(seen.size(), 5U);
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"fan4", "fan3", "fan2", "fan1", "fan0"}));
}

TEST_P(CircleRoutes, PostOnceUnderOneKeyAndTakeBack) {
    const std::string body = R"({"text":"Hello, town","audience":"friends"})";
    const Reply first = call(Method::post, "/api/v1/moments", body, as_ann, "key-12345");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.at("author.handle"), "ann");
    EXPECT_EQ(first.at("text"), "Hello, town");
    EXPECT_EQ(first.at("audience"), "friends");
    EXPECT_EQ(first.at("listing"), "null");
    EXPECT_EQ(first.at("may"), R"(["delete"])");
    EXPECT_EQ(call(Method::post, "/api/v1/moments", body, as_ann, "key-12345").at("id"),
              first.at("id"));

    const std::string path = "/api/v1/moments/" + first.at("id");
    EXPECT_EQ(call(Method::del, path, "", as_ben).code(), "no_such_moment");
    EXPECT_EQ(call(Method::del, path, "", as_ann).status, 204);
    EXPECT_EQ(call(Method::del, path, "", as_ann).status, 404);
}

TEST_P(CircleRoutes, AdmitMembersOnly) {
    for (const auto& [method, path] : {std::pair{Method::get, "/api/v1/friends"},
                                       {Method::post, "/api/v1/friends"},
                                       {Method::post, "/api/v1/friends/1/accept"},
                                       {Method::del, "/api/v1/friends/1"},
                                       {Method::post, "/api/v1/moments"},
                                       {Method::del, "/api/v1/moments/1"}}) {
        EXPECT_EQ(call(method, path).status, 401) << path;
    }
}

ON_EVERY_DATABASE(CircleRoutes);

}  // namespace
}  // namespace circles
