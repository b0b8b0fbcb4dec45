#include "members/mail.hpp"

#include <algorithm>

#include "members/leaving.hpp"
#include "members/routes.hpp"
#include "members/sessions.hpp"
#include "members/tokens.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace members {
namespace {

using namespace std::chrono_literals;
using tests::Method;
using tests::Reply;

TEST(MailAddresses, AreWhatMailCouldBeSentTo) {
    for (const auto* good : {"ann@example.org", "a@b", "ann+market@mail.example.org",
                             "o'brien@example.org", "a.b-c_d@x1.example"}) {
        EXPECT_TRUE(is_mail_address(good)) << good;
    }
    const std::string long_local(65, 'a'), long_host(251, 'a');
    for (const std::string& bad : std::vector<std::string>{
             "", "ann", "@example.org", "ann@", "a b@example.org", "ann@exam ple.org",
             "ann@example.org\r\nBcc: all@example.org", "ann@example.org,ben@example.org",
             "\"ann\"@example.org", "<ann@example.org>", "ann@.example.org", "ann@example.org.",
             "ann@example..org", "ann@exämple.org", "änn@example.org", "ann@example@org",
             long_local + "@example.org", "ann@" + long_host}) {
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    }
}

Settings cheap() {
    Settings settings;
    settings.hash_cost = HashCost::minimum();
    settings.mails_per_member = {3, 60s};
    settings.mails_per_target = {2, 60s};
    settings.resets_per_account = {2, 60s};
    settings.resets_per_address = {4, 60s};
    return settings;
}

class Mail : public tests::WithPeople<tests::RoutesTest> {
protected:
    Mail() : WithPeople({events::migrations(), members::migrations()}, authenticate) {
        add_routes(*router, cheap());
        add_jobs(hub);
        add_leaving_job(hub, {belongings(), {}, {}});
    }
    /// Signs up with the password "correct horse".
    Reply sign_up(const std::string& handle) {
        return call(
            Method::post, "/api/v1/members",
            R"({"handle":")" + handle + R"(","name":"Some One","password":"correct horse"})");
    }
    Reply sign_in(const std::string& handle, const std::string& password = "correct horse") {
        return call(Method::post, "/api/v1/sessions",
                    R"({"handle":")" + handle + R"(","password":")" + password + R"("})");
    }
    Reply set(const std::string& cookie, const std::string& address,
              const std::string& password = "correct horse") {
        return call(Method::put, "/api/v1/me/mail",
                    R"({"address":")" + address + R"(","password":")" + password + R"("})", cookie);
    }
    Reply mine(const std::string& cookie) {
        return call(Method::get, "/api/v1/me/mail", "", cookie);
    }
    Reply confirm(const std::string& token) {
        return call(Method::post, "/api/v1/mail-confirmations", R"({"token":")" + token + R"("})");
    }
    Reply forgot(const std::string& who) {
        return call(Method::post, "/api/v1/password-resets", R"({"who":")" + who + R"("})");
    }
    Reply reset(const std::string& token, const std::string& password = "battery staple") {
        return call(Method::post, "/api/v1/password-resets/use",
                    R"({"token":")" + token + R"(","password":")" + password + R"("})");
    }
    static MemberId id_of(const Reply& me) {
        return {base::to_number(me.at("member.id")).value_or(0)};
    }
    /// As whoever writes the mail does.
    std::string link(const Reply& me, Purpose purpose) {
        return must(
            [&](db::Tx& tx) -> base::Result<std::string> { return mint(tx, id_of(me), purpose); });
    }
    /// Somebody whose address is confirmed.
    Reply with_mail(const std::string& handle, const std::string& address) {
        Reply me = sign_up(handle);
        EXPECT_EQ(set(me.cookie, address).status, 200);
        EXPECT_EQ(confirm(link(me, Purpose::confirm)).at("address"), address);
        return me;
    }
    std::int64_t count_of(std::string_view kind) {
        const auto kinds = told();
        return std::count(kinds.begin(), kinds.end(), kind);
    }
    int status_with(const std::string& cookie) {
        return call(Method::get, "/api/v1/sessions", "", cookie).status;
    }
    std::int64_t rows(const std::string& table) {
        return look([&](db::Snapshot& db) { return db.number("select count(*) from " + table); });
    }
};

TEST_P(Mail, IsUsedOnceItsOwnerHasFollowedTheLink) {
    const Reply ann = sign_up("ann");
    EXPECT_EQ(mine(ann.cookie).at("address"), "null");
    const Reply waits = set(ann.cookie, "Ann@example.org");
    EXPECT_EQ(waits.at("address"), "null");
    EXPECT_EQ(waits.at("pending"), "Ann@example.org");
    EXPECT_EQ(count_of("mail_wanted"), 1);
    const Reply done = confirm(link(ann, Purpose::confirm));
    EXPECT_EQ(done.status, 200);
    EXPECT_EQ(done.at("address"), "Ann@example.org");
    EXPECT_EQ(mine(ann.cookie).at("pending"), "null");
    EXPECT_EQ(mine("").code(), "not_signed_in");
    EXPECT_EQ(count_of("mail_replaced"), 0) << "there was none before";
}

TEST_P(Mail, IsChangedByWhoeverKnowsThePasswordAlone) {
    const Reply ann = with_mail("ann", "ann@example.org");
    EXPECT_EQ(set(ann.cookie, "eve@example.org", "a guess").code(), "password_wrong");
    EXPECT_EQ(mine(ann.cookie).at("pending"), "null");
    const Reply wrong = set(ann.cookie, "not an address");
    EXPECT_EQ(wrong.at("fields.0.field"), "address");
    EXPECT_EQ(wrong.at("fields.0.code"), "not_a_mail_address");
}

TEST_P(Mail, StaysWhereItWasUntilTheNewAddressIsConfirmedAndThenTheOldOneIsTold) {
    const Reply ann = with_mail("ann", "ann@example.org");
    set(ann.cookie, "new@example.org");
    EXPECT_EQ(mine(ann.cookie).at("address"), "ann@example.org");
    EXPECT_EQ(mine(ann.cookie).at("pending"), "new@example.org");
    const std::string stale = link(ann, Purpose::confirm);
    set(ann.cookie, "newer@example.org");
    EXPECT_EQ(confirm(stale).code(), "link_over") << "it was mailed to another address";
    EXPECT_EQ(confirm(link(ann, Purpose::confirm)).at("address"), "newer@example.org");
    EXPECT_EQ(count_of("mail_replaced"), 1);
    // One that waits is given up by going back to what is there.
    now += 1h;
    set(ann.cookie, "other@example.org");
    set(ann.cookie, "newer@example.org");
    EXPECT_EQ(mine(ann.cookie).at("pending"), "null");
    EXPECT_EQ(set(ann.cookie, "").at("address"), "null");
    EXPECT_EQ(count_of("mail_replaced"), 2);
}

TEST_P(Mail, ItsLinkIsUsedOnceInTimeAndForItsOwnPurpose) {
    const Reply ann = sign_up("ann");
    set(ann.cookie, "ann@example.org");
    const std::string first = link(ann, Purpose::confirm), second = link(ann, Purpose::confirm);
    EXPECT_EQ(reset(first).code(), "link_over") << "it is no way to a new password";
    EXPECT_EQ(confirm("x").code(), "link_over");
    EXPECT_EQ(confirm(std::string(43, 'a')).code(), "link_over");
    EXPECT_EQ(confirm(second).status, 200);
    for (const std::string& used : {first, second}) EXPECT_EQ(confirm(used).code(), "link_over");
    set(ann.cookie, "two@example.org");
    const std::string late = link(ann, Purpose::confirm);
    now += confirm_within - base::Duration{1};
    EXPECT_EQ(look([&](db::Snapshot& db) { return bool{holder(db, late, Purpose::confirm)}; }),
              true);
    now += base::Duration{1};
    EXPECT_EQ(confirm(late).code(), "link_over");
}

TEST_P(Mail, ItsLinkIsKeptNowhere) {
    const Reply ann = sign_up("ann");
    set(ann.cookie, "ann@example.org");
    const std::string token = link(ann, Purpose::confirm);
    const auto kept =
        look([](db::Snapshot& db) { return db.all<db::Bytes>("select digest from mail_tokens"); });
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].value.size(), 32U);
    EXPECT_EQ(kept[0].value.find(token), std::string::npos);
}

TEST_P(Mail, TheLinkIsMailedAgainWhileAnAddressWaits) {
    const Reply ann = sign_up("ann");
    const auto again = [&] { return call(Method::post, "/api/v1/me/mail/again", "", ann.cookie); };
    EXPECT_EQ(again().code(), "no_mail_waits");
    set(ann.cookie, "ann@example.org");
    EXPECT_EQ(again().at("pending"), "ann@example.org");
    EXPECT_EQ(count_of("mail_wanted"), 2);
    EXPECT_EQ(again().code(), "too_many_attempts") << "nobody's letterbox is filled from here";
    now += 1h;
    EXPECT_EQ(again().status, 200);
}

TEST_P(Mail, NobodysLetterboxIsFilledByManyEither) {
    const Reply ann = sign_up("ann"), ben = sign_up("ben"), cem = sign_up("cem");
    EXPECT_EQ(set(ann.cookie, "dan@example.org").status, 200);
    EXPECT_EQ(set(ben.cookie, "Dan@Example.org").status, 200);
    EXPECT_EQ(set(cem.cookie, "dan@example.org").code(), "too_many_attempts");
    EXPECT_EQ(set(cem.cookie, "cem@example.org").status, 200);
}

TEST_P(Mail, AForgottenPasswordIsAnsweredTheSameForEverybody) {
    with_mail("ann", "ann@example.org");
    sign_up("ben");  // Has no address.
    for (const auto* who : {"ann", "ben", "nobody", "ann@example.org", "nobody@example.org"}) {
        now += 1h;
        const Reply said = forgot(who);
        EXPECT_EQ(said.status, 204) << who;
        EXPECT_TRUE(said.body.is_null()) << who;
    }
    EXPECT_EQ(count_of("reset_wanted"), 0) << "that is found out after the answer";
    run_jobs();
    EXPECT_EQ(count_of("reset_wanted"), 2) << "Ann by her handle and by her address";
    const auto left = look([](db::Snapshot& db) {
        return db.number("select count(*) from reset_asks where asked <> ''");
    });
    EXPECT_EQ(left, 0) << "what was typed is not kept";
}

TEST_P(Mail, AForgottenPasswordOfAnAddressMeansEveryAccountOfIt) {
    with_mail("ann", "we@example.org");
    with_mail("ben", "WE@example.org");
    const Reply cem = sign_up("cem");
    now += 1h;
    set(cem.cookie, "we@example.org");  // Not confirmed.
    forgot("We@Example.Org");
    run_jobs();
    EXPECT_EQ(count_of("reset_wanted"), 2);
}

TEST_P(Mail, SoManyLinksForAForgottenPasswordAreMailedInAnHour) {
    with_mail("ann", "ann@example.org");
    for (int i = 0; i < 8; ++i) {
        now += 5min;
        peer = "192.0.2." + std::to_string(i + 1);
        forgot(i % 2 == 0 ? "ann" : "ann@example.org");
        run_jobs();
    }
    EXPECT_EQ(count_of("reset_wanted"), 3);
    now += 1h;
    forgot("ann");
    run_jobs();
    EXPECT_EQ(count_of("reset_wanted"), 4);
}

TEST_P(Mail, AskingForALinkTooOftenIsRefusedWhetherItMeansSomebodyOrNot) {
    with_mail("ann", "ann@example.org");
    for (const auto* who : {"ann", "nobody"}) {
        now += 1h;
        EXPECT_EQ(forgot(who).status, 204);
        EXPECT_EQ(forgot(who).status, 204);
        EXPECT_EQ(forgot(who).code(), "too_many_attempts") << who;
    }
}

TEST_P(Mail, ANewPasswordByTheLinkSignsInAndEndsEverySessionAndToken) {
    const Reply ann = with_mail("ann", "ann@example.org");
    const Reply phone = sign_in("ann");
    const std::string token = link(ann, Purpose::reset), spare = link(ann, Purpose::reset);
    must([&](db::Tx& tx) { return make_token(tx, {id_of(ann), "A program", {Scope::read}}); });
    const Reply weak = reset(token, "short");
    EXPECT_EQ(weak.at("fields.0.field"), "password");
    EXPECT_EQ(reset(token, "ann").at("fields.0.field"), "password");
    const Reply in = reset(token);
    EXPECT_EQ(in.status, 201);
    EXPECT_EQ(in.at("member.handle"), "ann");
    EXPECT_EQ(status_with(in.cookie), 200);
    for (const std::string& old : {ann.cookie, phone.cookie}) EXPECT_EQ(status_with(old), 401);
    for (const std::string& used : {token, spare}) EXPECT_EQ(reset(used).code(), "link_over");
    EXPECT_EQ(rows("api_tokens"), 0) << "what somebody else made does not outlive them";
    EXPECT_EQ(sign_in("ann").code(), "sign_in_failed");
    EXPECT_EQ(sign_in("ann", "battery staple").status, 201);
    EXPECT_EQ(count_of("password_changed"), 1);
    EXPECT_EQ(count_of("device_new"), 0) << "of that she is told already";
}

TEST_P(Mail, ALinkToANewPasswordIsOverAfterAnHourAndWithEveryChange) {
    const Reply ann = with_mail("ann", "ann@example.org");
    const std::string late = link(ann, Purpose::reset);
    now += reset_within;
    EXPECT_EQ(reset(late).code(), "link_over");
    const std::string changed = link(ann, Purpose::reset);
    call(Method::post, "/api/v1/me/password", R"({"old":"correct horse","new":"battery staple"})",
         ann.cookie);
    EXPECT_EQ(reset(changed).code(), "link_over");
    EXPECT_EQ(count_of("password_changed"), 1);
    const std::string moved = link(ann, Purpose::reset);
    set(ann.cookie, "new@example.org", "battery staple");
    confirm(link(ann, Purpose::confirm));
    EXPECT_EQ(reset(moved).code(), "link_over") << "it lies in a letterbox that was given up";
}

TEST_P(Mail, AnAddressThatSomebodyElseAskedForGoesWithTheOldPassword) {
    for (const bool forgotten : {false, true}) {
        const std::string who = forgotten ? "ben" : "ann";
        const Reply me = with_mail(who, who + "@example.org");
        set(me.cookie, "eve@example.org");  // Eve knows the password.
        const std::string planted = link(me, Purpose::confirm);
        if (forgotten) {
            EXPECT_EQ(reset(link(me, Purpose::reset)).status, 201);
        } else {
            call(Method::post, "/api/v1/me/password",
                 R"({"old":"correct horse","new":"battery staple"})", me.cookie);
        }
        EXPECT_EQ(confirm(planted).code(), "link_over");
        EXPECT_EQ(confirm(link(me, Purpose::confirm)).code(), "link_over")
            << "nor one that is only mailed now";
        const auto state = look([&](db::Snapshot& db) { return mail_of(db, id_of(me)); });
        EXPECT_EQ(state.address, who + "@example.org");
        EXPECT_EQ(state.pending, "");
    }
}

TEST_P(Mail, NoLinkOpensAnAccountThatWasLeft) {
    const Reply ann = with_mail("ann", "ann@example.org");
    const std::string token = link(ann, Purpose::reset);
    forgot("ann");
    must([&](db::Tx& tx) { return leave(tx, {belongings(), {}, {}}, id_of(ann)); });
    EXPECT_EQ(reset(token).code(), "link_over");
    run_jobs();
    forgot("ann@example.org");
    run_jobs();
    EXPECT_EQ(count_of("reset_wanted"), 0);
    for (const auto* table : {"mail_addresses", "mail_tokens", "devices"}) {
        EXPECT_EQ(rows(table), 0) << table;
    }
}

TEST_P(Mail, ANewDeviceIsToldOnce) {
    sign_up("ann");
    sign_in("ann");
    EXPECT_EQ(count_of("device_new"), 0);
    extra_headers = {{"user-agent", "Phone/12.5 (Android 14)"}};
    sign_in("ann");
    EXPECT_EQ(count_of("device_new"), 1);
    extra_headers = {{"user-agent", "Phone/13.0 (Android 15)"}};
    sign_in("ann");
    EXPECT_EQ(count_of("device_new"), 1) << "it was only brought up to date";
    EXPECT_EQ(rows("devices"), 2);
}

TEST_P(Mail, OfTheDevicesTheFiftySeenLastAreKnown) {
    const MemberId ann = join("ann");
    for (char c = 'A'; c <= 'z'; ++c) {
        now += 1s;
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            know_device(tx, ann, std::string(1, c));
            return base::done;
        });
    }
    EXPECT_EQ(rows("devices"), 50);
    EXPECT_TRUE(must([&](db::Tx& tx) -> base::Result<bool> { return know_device(tx, ann, "z"); }));
    EXPECT_FALSE(must([&](db::Tx& tx) -> base::Result<bool> { return know_device(tx, ann, "A"); }));
}

TEST_P(Mail, EverywhereElseIsSignedOutAtOnce) {
    const Reply ann = sign_up("ann"), phone = sign_in("ann"), ben = sign_up("ben");
    EXPECT_EQ(call(Method::del, "/api/v1/sessions/others", "", ann.cookie).status, 204);
    EXPECT_EQ(status_with(ann.cookie), 200);
    EXPECT_EQ(status_with(phone.cookie), 401);
    EXPECT_EQ(status_with(ben.cookie), 200);
}

TEST_P(Mail, WhatIsOverIsForgotten) {
    const Reply ann = with_mail("ann", "ann@example.org");
    link(ann, Purpose::reset);
    forgot("ann");
    run_jobs();
    const auto sweep = [&] {
        return must([](db::Tx& tx) -> base::Result<std::int64_t> { return forget_links(tx, 100); });
    };
    EXPECT_EQ(sweep(), 0);
    now += reset_within;
    EXPECT_GT(sweep(), 0);
    for (const auto* table : {"mail_tokens", "reset_asks"}) EXPECT_EQ(rows(table), 0) << table;
}

ON_EVERY_DATABASE(Mail);

}  // namespace
}  // namespace members
