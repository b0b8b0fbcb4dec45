#include "members/routes.hpp"

#include <atomic>
#include <future>
#include <thread>

#include "base/text.hpp"
#include "http/answers.hpp"
#include "members/secrets.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace members {
namespace {

using namespace std::chrono_literals;
using tests::Method;
using tests::Reply;

Settings cheap() {
    Settings settings;
    settings.hash_cost = HashCost::minimum();
    settings.sign_ins_per_account = {3, 60s};
    settings.sign_ins_per_address = {6, 60s};
    settings.sign_ups_per_address = {8, 60s};
    settings.session_days = [](db::Snapshot&) { return 7; };
    return settings;
}

class MemberRoutes : public tests::WithPeople<tests::RoutesTest> {
protected:
    MemberRoutes() : WithPeople({events::migrations(), members::migrations()}, authenticate) {
        add_routes(*router, cheap());
    }

    Reply sign_up(const std::string& handle, const std::string& more = "") {
        return call(Method::post, "/api/v1/members",
                    R"({"handle":")" + handle +
                        R"(","name":"Some One","password":"correct horse")" + more + "}");
    }
    Reply sign_in(const std::string& handle, const std::string& password) {
        return call(Method::post, "/api/v1/sessions",
                    R"({"handle":")" + handle + R"(","password":")" + password + R"("})");
    }
    /// 200 while the cookie is somebody's.
    int status_with(const std::string& cookie) {
        return call(Method::get, "/api/v1/sessions", "", cookie).status;
    }
    Reply change_password(const std::string& cookie, const std::string& old,
                          const std::string& fresh, const std::string& key = "") {
        return call(Method::post, "/api/v1/me/password",
                    R"({"old":")" + old + R"(","new":")" + fresh + R"("})", cookie, key);
    }
};

TEST_P(MemberRoutes, SignUpAndAreSignedIn) {
    const Reply reply = sign_up("Ann", R"(,"language":"zh")");
    EXPECT_EQ(reply.status, 201);
    EXPECT_EQ(reply.at("member.handle"), "ann");
    EXPECT_EQ(reply.at("member.name"), "Some One");
    EXPECT_EQ(reply.at("member.language"), "zh");
    EXPECT_EQ(reply.at("member.permissions"), "[]");
    EXPECT_EQ(reply.at("member.shop"), "null");
    EXPECT_EQ(status_with(reply.cookie), 200);
    EXPECT_EQ(sign_up("ann").code(), "handle_taken");
}

TEST_P(MemberRoutes, TakeTheLanguageOfTheRequestWhereNoneIsNamed) {
    extra_headers = {{"accept-language", "zh-CN,zh;q=0.9"}};
    EXPECT_EQ(sign_up("ann").at("member.language"), "zh");
}

TEST_P(MemberRoutes, NameEveryWrongFieldOfASignUp) {
    struct Case {
        const char* body;
        const char* field;
        const char* code;
    };
    const Case cases[] = {
        {R"({"handle":"a!b","name":"A","password":"correct horse"})", "handle", "handle_malformed"},
        {R"({"handle":"ann","name":"","password":"correct horse"})", "name", "empty"},
        {R"({"handle":"ann","name":"A","password":"short"})", "password", "too_short"},
        {R"({"handle":"ann","name":"A","password":"PassWord1"})", "password", "too_common"},
        {R"({"handle":"ann_of_x","name":"A","password":"Ann_of_X"})", "password", "same_as_handle"},
        {R"({"handle":"ann","name":"A","password":"correct horse","x":1})", "x", "unknown_field"},
        {R"({"handle":"ann","name":"A"})", "password", "missing"},
    };
    for (const Case& wrong : cases) {
        const Reply reply = call(Method::post, "/api/v1/members", wrong.body);
        EXPECT_EQ(reply.status, 422) << wrong.body;
        EXPECT_EQ(reply.at("fields.0.field"), wrong.field) << wrong.body;
        EXPECT_EQ(reply.at("fields.0.code"), wrong.code) << wrong.body;
        EXPECT_NE(reply.at("fields.0.title"), "field." + std::string{wrong.code}) << wrong.body;
    }
}

TEST_P(MemberRoutes, SignInWithTheRightPasswordOnly) {
    sign_up("ann");
    const Reply good = sign_in("Ann", "correct horse");
    EXPECT_EQ(good.status, 201);
    EXPECT_EQ(good.at("member.handle"), "ann");
    EXPECT_EQ(status_with(good.cookie), 200);
    for (const auto& [handle, password] : {std::pair{"ann", "correct horsf"},
                                           {"nobody", "correct horse"},
                                           {"not a handle!", "correct horse"}}) {
        const Reply bad = sign_in(handle, password);
        EXPECT_EQ(bad.status, 401) << handle;
        EXPECT_EQ(bad.code(), "sign_in_failed") << handle;
        EXPECT_EQ(bad.cookie, "") << handle;
    }
}

TEST_P(MemberRoutes, SetACookieThatScriptsCannotReadAndThatEndsWithTheSession) {
    const Reply reply = sign_up("ann");
    std::string cookie;
    for (const auto& [name, value] : reply.response.headers) {
        if (name == "Set-Cookie") cookie = value;
    }
    EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
    EXPECT_NE(cookie.find("; SameSite=Lax"), std::string::npos);
    EXPECT_NE(cookie.find("; Max-Age=604800"), std::string::npos);  // Seven days.
    now += std::chrono::days{7} - 1s;
    EXPECT_EQ(status_with(reply.cookie), 200);
    now += 1s;
    EXPECT_EQ(status_with(reply.cookie), 401);
}

TEST_P(MemberRoutes, LimitTriesPerAccountAlsoForTheRightPassword) {
    sign_up("ann");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in("ann", "wrong horse").status, 401);
    peer = "192.0.2.77";  // From anywhere.
    const Reply reply = sign_in("ANN", "correct horse");
    EXPECT_EQ(reply.status, 429);
    EXPECT_EQ(reply.code(), "too_many_attempts");
    EXPECT_EQ(sign_in("ben", "wrong horse").status, 401);
    now += 60s;
    EXPECT_EQ(sign_in("ann", "correct horse").status, 201);
}

TEST_P(MemberRoutes, LimitTriesPerAddress) {
    sign_up("ann");
    for (int i = 0; i < 6; ++i) {
        EXPECT_EQ(sign_in("guess" + std::to_string(i), "wrong horse").status, 401);
    }
    EXPECT_EQ(sign_in("ann", "correct horse").status, 429);
    peer = "192.0.2.77";
    EXPECT_EQ(sign_in("ann", "correct horse").status, 201);
}

TEST_P(MemberRoutes, CountNoTryThatWentWell) {
    sign_up("ann");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(sign_in("ann", "correct horse").status, 201);
}

TEST_P(MemberRoutes, LimitSignUpsPerAddress) {
    for (int i = 0; i < 8; ++i) EXPECT_EQ(sign_up("ann" + std::to_string(i)).status, 201);
    EXPECT_EQ(sign_up("ben").code(), "too_many_attempts");
    peer = "2001:db8::1";
    EXPECT_EQ(sign_up("ben").status, 201);
}

TEST_P(MemberRoutes, HashAnewWhenTheCostWasChanged) {
    const std::string old_hash = hash_password("correct horse", {2, 8192});
    must([&](db::Tx& tx) { return create(tx, {"ann", "Ann", old_hash, Language::en}); });
    EXPECT_EQ(sign_in("ann", "correct horse").status, 201);
    const auto hash = look([](db::Snapshot& snapshot) {
        return snapshot.one<std::string>("select hash from credentials").value();
    });
    EXPECT_NE(hash, old_hash);
    EXPECT_NE(hash.find("t=1"), std::string::npos);
    EXPECT_EQ(sign_in("ann", "correct horse").status, 201);
}

TEST_P(MemberRoutes, ListAndEndTheirSessions) {
    const Reply here = sign_up("ann");
    now += 1h;
    const Reply there = sign_in("ann", "correct horse");
    const std::string stranger = cookie_of(join("ben"));

    const Reply list = call(Method::get, "/api/v1/sessions", "", here.cookie);
    ASSERT_EQ(list.count(), 2U);
    EXPECT_EQ(list.at("items.0.current"), "false");
    EXPECT_EQ(list.at("items.1.current"), "true");
    EXPECT_EQ(list.at("items.1.device"), "test");
    EXPECT_EQ(list.at("items.1.address"), "192.0.2.1");
    EXPECT_EQ(list.at("items.1.seen"), "2030-01-01T13:00:00.000000Z");
    EXPECT_EQ(list.at("items.1.created"), "2030-01-01T12:00:00.000000Z");

    const std::string path = "/api/v1/sessions/" + list.at("items.0.id");
    EXPECT_EQ(call(Method::del, path, "", stranger).code(), "no_such_session");
    EXPECT_EQ(status_with(there.cookie), 200);
    EXPECT_EQ(call(Method::del, path, "", here.cookie).status, 204);
    EXPECT_EQ(status_with(there.cookie), 401);
    EXPECT_EQ(call(Method::del, path, "", here.cookie).code(), "no_such_session");
}

TEST_P(MemberRoutes, SignOut) {
    const Reply here = sign_up("ann");
    const Reply out = call(Method::del, "/api/v1/sessions/current", "", here.cookie);
    EXPECT_EQ(out.status, 204);
    EXPECT_EQ(out.cookie, "fairground=");
    EXPECT_EQ(status_with(here.cookie), 401);
}

TEST_P(MemberRoutes, ChangeThePasswordAndEndEveryOtherSession) {
    const Reply here = sign_up("ann");
    const Reply there = sign_in("ann", "correct horse");
    EXPECT_EQ(change_password(here.cookie, "wrong horse", "battery staple").code(),
              "old_password_wrong");
    EXPECT_EQ(status_with(there.cookie), 200);
    EXPECT_EQ(change_password(here.cookie, "correct horse", "password").at("fields.0.field"),
              "new");
    EXPECT_EQ(change_password(here.cookie, "correct horse", "battery staple").status, 204);
    EXPECT_EQ(status_with(here.cookie), 200);
    EXPECT_EQ(status_with(there.cookie), 401);
    EXPECT_EQ(sign_in("ann", "correct horse").status, 401);
    EXPECT_EQ(sign_in("ann", "battery staple").status, 201);
}

TEST_P(MemberRoutes, ChangeThePasswordOnceUnderOneKey) {
    const Reply here = sign_up("ann");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(
            change_password(here.cookie, "correct horse", "battery staple", "key-12345").status,
            204);
    }
    EXPECT_EQ(sign_in("ann", "battery staple").status, 201);
}

// Holds the writer until the sign-in has looked and waits for its turn, and changes the hash then.
TEST_P(MemberRoutes, AreNotSignedInByAPasswordThatChangedMeanwhile) {
    sign_up("ann");
    std::promise<void> holding;
    std::atomic<bool> held{false}, answered{false};
    auto change = std::async(std::launch::async, [&] {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            if (!held.exchange(true)) holding.set_value();
            while (writer->counters().queued == 0 && !answered) std::this_thread::yield();
            tx.run("update credentials set hash = 'another'");
            return base::done;
        });
    });
    holding.get_future().wait();
    const Reply reply = sign_in("ann", "correct horse");
    answered = true;
    change.get();
    EXPECT_EQ(reply.code(), "sign_in_failed");
}

TEST_P(MemberRoutes, LimitTriesAtTheOldPassword) {
    const Reply here = sign_up("ann");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(change_password(here.cookie, "wrong horse", "battery staple").status, 403);
    }
    EXPECT_EQ(change_password(here.cookie, "correct horse", "battery staple").status, 429);
}

// Reads every text and every byte of every table that a password, a token or a code could be in.
TEST_P(MemberRoutes, LeaveNoSecretInAnyTable) {
    const std::string code =
        must([](db::Tx& tx) -> base::Result<std::string> { return setup_code(tx).value(); });
    const Reply here = sign_up("ann", R"(,"setup_code":")" + code + R"(")");
    ASSERT_EQ(here.status, 201);
    const std::string token = here.cookie.substr(here.cookie.find('=') + 1);
    change_password(here.cookie, "correct horse", "battery staple", "key-12345");
    call(Method::post, "/api/v1/sessions", R"({"handle":"ann","password":"battery staple"})",
         here.cookie, "key-54321");
    const std::string everything = look([](db::Snapshot& snapshot) {
        std::string all;
        for (const char* sql : {"select payload from events", "select body from answers",
                                "select hash from credentials", "select device from sessions",
                                "select act || reason from audit"}) {
            for (const auto& text : snapshot.all<std::string>(sql)) all += text + "\n";
        }
        for (const char* sql : {"select digest from answers", "select digest from sessions"}) {
            for (const auto& bytes : snapshot.all<db::Bytes>(sql)) all += bytes.value + "\n";
        }
        return all;
    });
    ASSERT_NE(everything.find("argon2id"), std::string::npos);
    for (const std::string& secret : {std::string{"correct horse"}, std::string{"battery"}, token,
                                      code, code.substr(0, 5) + code.substr(6, 5)}) {
        EXPECT_EQ(everything.find(secret), std::string::npos);
    }
    // Nor what is as good as the password: a quick digest of the body that held it.
    const std::string body = R"({"old":"correct horse","new":"battery staple"})";
    EXPECT_EQ(everything.find(http::digest_of("POST", "/api/v1/me/password", body)),
              std::string::npos);
}

TEST_P(MemberRoutes, MakeTheFirstOperatorWithTheSetupCode) {
    const std::string code =
        must([](db::Tx& tx) -> base::Result<std::string> { return setup_code(tx).value(); });
    EXPECT_EQ(sign_up("eve", R"(,"setup_code":"AAAAA-AAAAA-AAAAA-AAAAA")").code(),
              "setup_code_wrong");
    EXPECT_EQ(sign_in("eve", "correct horse").status, 401);  // Nothing of it was done.
    const Reply ann = sign_up("ann", R"(,"setup_code":")" + code + R"(")");
    EXPECT_EQ(ann.at("member.permissions"), R"(["operator"])");
    EXPECT_EQ(sign_up("ben", R"(,"setup_code":")" + code + R"(")").code(), "setup_code_wrong");
}

TEST_P(MemberRoutes, LetOperatorsFindPeopleAndChangePermissions) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    make_operator(ann);
    const std::string cookie = cookie_of(ann);
    const Reply list = call(Method::get, "/api/v1/operator/members?q=BE", "", cookie);
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.id"), std::to_string(ben.value));

    const std::string path =
        "/api/v1/operator/members/" + std::to_string(ben.value) + "/permissions";
    const std::string body = R"({"permissions":["operator"],"reason":"helps on Mondays"})";
    EXPECT_EQ(call(Method::put, path, body, cookie_of(ben)).code(), "not_permitted");
    EXPECT_EQ(call(Method::put, path, R"({"permissions":[]})", cookie).at("fields.0.field"),
              "reason");
    const Reply given = call(Method::put, path, body, cookie);
    EXPECT_EQ(given.at("permissions"), R"(["operator"])");

    const Reply audit = call(Method::get, "/api/v1/operator/audit?limit=1", "", cookie);
    ASSERT_EQ(audit.count(), 1U);
    EXPECT_EQ(audit.at("items.0.who"), "ann");
    EXPECT_EQ(audit.at("items.0.act"), "permissions:  -> operator");
    EXPECT_EQ(audit.at("items.0.subject"), std::to_string(ben.value));
    EXPECT_EQ(audit.at("items.0.reason"), "helps on Mondays");
    EXPECT_EQ(audit.at("items.0.before"), "null");
    EXPECT_EQ(audit.at("items.0.after"), base::to_hex(digest_of_secret("operator")));
    const Reply rest =
        call(Method::get, "/api/v1/operator/audit?after=" + audit.at("next"), "", cookie);
    EXPECT_EQ(rest.count(), 1U);
    EXPECT_EQ(rest.at("next"), "null");
}

TEST_P(MemberRoutes, PageThroughMembersByHandle) {
    const MemberId ann = join("ann");
    for (const char* handle : {"ben", "carl"}) join(handle);
    make_operator(ann);
    const std::string cookie = cookie_of(ann);
    const Reply first = call(Method::get, "/api/v1/operator/members?limit=2", "", cookie);
    EXPECT_EQ(first.at("items.1.handle"), "ben");
    const Reply second =
        call(Method::get, "/api/v1/operator/members?limit=2&after=" + first.at("next"), "", cookie);
    ASSERT_EQ(second.count(), 1U);
    EXPECT_EQ(second.at("items.0.handle"), "carl");
    EXPECT_EQ(second.at("next"), "null");
}

// Every route of this module, and whom it lets in: nobody, a member, an operator.
TEST_P(MemberRoutes, AdmitWhomTheySay) {
    struct Door {
        Method method;
        const char* path;
        int stranger, member;  // The status that each gets.
    };
    const std::string cookie = cookie_of(join("ann"));
    const Door doors[] = {
        {Method::get, "/api/v1/sessions", 401, 200},
        {Method::del, "/api/v1/sessions/77", 401, 404},
        {Method::post, "/api/v1/me/password", 401, 422},
        {Method::get, "/api/v1/operator/members", 401, 403},
        {Method::get, "/api/v1/operator/audit", 401, 403},
        {Method::put, "/api/v1/operator/members/77/permissions", 401, 422},
        {Method::del, "/api/v1/sessions/current", 401, 204},
    };
    for (const Door& door : doors) {
        EXPECT_EQ(call(door.method, door.path).status, door.stranger) << door.path;
        EXPECT_EQ(call(door.method, door.path, "", cookie).status, door.member) << door.path;
    }
}

/// A market that takes in nobody but friends of the house, and hears of its founder.
class GatedRoutes : public MemberRoutes {
protected:
    GatedRoutes() {
        router.emplace(http::Services{*writer, readers, *pool},
                       http::RouterOptions{authenticate, {}, false});
        Settings settings = cheap();
        settings.may_join =
            [](db::Snapshot&,
               const std::optional<std::string>& invitation) -> base::Result<base::Done> {
            if (invitation == "friend") return base::done;
            return base::wrong_field("invitation", "invitation_wrong");
        };
        settings.founded = [this](db::Tx&, MemberId member) -> base::Result<base::Done> {
            founder = member;
            return base::done;
        };
        add_routes(*router, settings);
    }

    MemberId founder;
};

TEST_P(GatedRoutes, AskWhoMayJoinAndTellOfTheFounder) {
    EXPECT_EQ(sign_up("ben").at("fields.0.code"), "invitation_wrong");
    EXPECT_EQ(sign_up("ben", R"(,"invitation":"friend")").status, 201);
    EXPECT_EQ(founder.value, 0);
    const std::string code =
        must([](db::Tx& tx) -> base::Result<std::string> { return setup_code(tx).value(); });
    EXPECT_EQ(sign_up("eve", R"(,"setup_code":"AAAAA-AAAAA-AAAAA-AAAAA")").code(),
              "setup_code_wrong");
    const Reply ann = sign_up("ann", R"(,"setup_code":")" + code + R"(")");
    EXPECT_EQ(ann.status, 201);
    EXPECT_EQ(ann.at("member.id"), std::to_string(founder.value));
}

ON_EVERY_DATABASE(MemberRoutes);
ON_EVERY_DATABASE(GatedRoutes);

}  // namespace
}  // namespace members
