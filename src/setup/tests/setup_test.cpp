// What the first operator is led through, and that it is for nobody else.

#include "setup/setup.hpp"

#include "policies/choices.hpp"
#include "setup/routes.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace setup {
namespace {

using tests::Method;
using tests::Reply;

class Setup : public tests::WithPeople<tests::RoutesTest> {
protected:
    Setup()
        : WithPeople({events::migrations(), members::migrations(), policies::migrations(),
                      setup::migrations()},
                     members::authenticate) {
        add_routes(*router, {"Fairground", "GBP", "Europe/London", false, "no-reply@localhost"});
    }

    /// Olga has come with the setup code.
    void SetUp() override {
        WithPeople::SetUp();
        olga = join("olga");
        make_operator(olga);
        must([&](db::Tx& tx) { return begin(tx, olga); });
        as_olga = cookie_of(olga);
    }
    /// Why somebody may not join: the code, or the field's; "" where they may.
    std::string refused(const std::optional<std::string>& invitation = {}) {
        return look([&](db::Snapshot& snapshot) -> std::string {
            const auto answer = may_join(snapshot, invitation);
            if (answer) return "";
            const auto& fields = answer.error().fields();
            return std::string{fields.empty() ? answer.error().code() : fields.at(0).code};
        });
    }
    Reply say(const std::string& text, const std::string& value) {
        return call(Method::put, "/api/v1/operator/market/" + text,
                    R"({"value":")" + value + R"(","reason":"because"})", as_olga);
    }
    Reply seen(const std::string& cookie) {
        return call(Method::get, "/api/v1/operator/setup", "", cookie);
    }
    Reply leave(const std::string& step, const std::string& how, const std::string& cookie) {
        return call(Method::put, "/api/v1/operator/setup/steps/" + step,
                    R"({"how":")" + how + R"("})", cookie);
    }
    void who_may_join(policies::Joining who) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policies::who_may_join},
                                      static_cast<std::int64_t>(who), base::MemberId{}, "a test"});
        });
    }

    base::MemberId olga;
    std::string as_olga;
};

TEST_P(Setup, FirstStepsAreForWhoCameWithTheCodeAndForNobodyElse) {
    EXPECT_EQ(seen(as_olga).count("steps"), 0U);
    EXPECT_EQ(seen(as_olga).at("steps"), "[]");
    const auto pat = join("pat");
    make_operator(pat);
    const std::string as_pat = cookie_of(pat);
    EXPECT_EQ(seen(as_pat).at("steps"), "null");
    EXPECT_EQ(leave("market", "done", as_pat).code(), "no_first_steps");
    EXPECT_EQ(call(Method::post, "/api/v1/operator/setup/end", "", as_pat).code(),
              "no_first_steps");
    EXPECT_EQ(seen(cookie_of(join("ann"))).status, 403);
    EXPECT_EQ(seen("").status, 401);
}

TEST_P(Setup, StepsAreKeptWhenLeftResumedAndGoneWhenDone) {
    EXPECT_EQ(leave("market", "done", as_olga).status, 200);
    now += std::chrono::hours{1};
    EXPECT_EQ(leave("joining", "skipped", as_olga).status, 200);
    now += std::chrono::hours{1};
    // A skipped step is done after all: it stays one step.
    EXPECT_EQ(leave("joining", "done", as_olga).count("steps"), 2U);
    EXPECT_EQ(seen(as_olga).at("steps.0.step"), "market");
    EXPECT_EQ(seen(as_olga).at("steps.1.how"), "done");
    EXPECT_EQ(leave("dancing", "done", as_olga).status, 422);
    EXPECT_EQ(call(Method::post, "/api/v1/operator/setup/end", "", as_olga).at("steps"), "null");
    EXPECT_EQ(leave("mail", "done", as_olga).code(), "no_first_steps");
    EXPECT_EQ(seen(as_olga).at("steps"), "null");
}

TEST_P(Setup, TextsHaveVersionsWithWhoWhenAndWhy) {
    EXPECT_EQ(seen(as_olga).at("name"), "Fairground");
    EXPECT_EQ(say("name", "Maple Street").at("name"), "Maple Street");
    EXPECT_EQ(say("name", "Maple Street").status, 200);  // No second version of the same.
    now += std::chrono::hours{1};
    EXPECT_EQ(say("name", "Maple Lane").at("name"), "Maple Lane");
    const auto list = call(Method::get, "/api/v1/operator/market/name?limit=1", "", as_olga);
    EXPECT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.value"), "Maple Lane");
    EXPECT_EQ(list.at("items.0.by"), "olga");
    EXPECT_EQ(list.at("items.0.reason"), "because");
    const auto rest =
        call(Method::get, "/api/v1/operator/market/name?after=" + list.at("next"), "", as_olga);
    EXPECT_EQ(rest.count(), 1U);
    EXPECT_EQ(rest.at("items.0.value"), "Maple Street");
    look([](db::Snapshot& snapshot) {
        EXPECT_EQ(members::audit_lines(snapshot, INT64_MAX, 1).at(0).act, "market_text: name");
        return 0;
    });
}

TEST_P(Setup, TextsAreRefusedByTheFieldThatIsWrong) {
    EXPECT_EQ(say("name", "").at("fields.0.code"), "empty");
    EXPECT_EQ(say("name", std::string(61, 'a')).at("fields.0.code"), "too_long");
    EXPECT_EQ(say("name", R"(two\nlines)").at("fields.0.code"), "control_characters");
    EXPECT_EQ(say("language", "de").at("fields.0.field"), "value");
    EXPECT_EQ(say("language", "zh").at("language"), "zh");
    EXPECT_EQ(say("invitation", "mine").code(), "text_is_made");
    EXPECT_EQ(say("account", R"(GB29 NWBK\nAnn)").status, 200);
    EXPECT_EQ(call(Method::get, "/api/v1/market/account", "", cookie_of(join("ann"))).at("account"),
              "GB29 NWBK\nAnn");
    EXPECT_EQ(call(Method::get, "/api/v1/market/account").status, 401);
}

TEST_P(Setup, WhoMayJoinIsAPolicyAndHoldsForTheNextOne) {
    EXPECT_EQ(refused(), "");
    who_may_join(policies::Joining::nobody);
    EXPECT_EQ(refused(), "joining_closed");
    EXPECT_EQ(refused("x"), "joining_closed");
    now += std::chrono::hours{1};
    who_may_join(policies::Joining::invited);
    EXPECT_EQ(refused(), "missing");
    EXPECT_EQ(refused("x"), "invitation_wrong");
    EXPECT_EQ(refused(""), "invitation_wrong") << "before an invitation was made no text is one";
    const auto invite = [&] {
        return call(Method::post, "/api/v1/operator/market/invitation", R"({"reason":"come"})",
                    as_olga)
            .at("invitation");
    };
    const std::string first = invite(), second = invite();
    EXPECT_NE(first, second);
    EXPECT_EQ(refused(first), "invitation_wrong");
    EXPECT_EQ(refused(second), "");
}

TEST_P(Setup, NobodyElseBeginsFirstStepsAfterTheFirst) {
    const auto pat = join("pat");
    must([&](db::Tx& tx) { return begin(tx, pat); });
    look([&](db::Snapshot& snapshot) {
        EXPECT_TRUE(steps_of(snapshot, olga));
        EXPECT_FALSE(steps_of(snapshot, pat));
        return 0;
    });
}

ON_EVERY_DATABASE(Setup);

}  // namespace
}  // namespace setup
