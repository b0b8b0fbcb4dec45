#include "moderation/moderation.hpp"

#include <gtest/gtest.h>

#include "cases/routes.hpp"
#include "http/json.hpp"
#include "moderation/routes.hpp"
#include "orders/tests/sale.hpp"

namespace moderation {
namespace {

using cases::Measure;
using shops::ListingState;
using tests::Method;
using tests::mug;
using tests::Reply;

/// Ann sells, Ben and Cem buy; Mia and Ned are moderators.
class Moderation : public tests::SaleTest {
protected:
    Moderation() {
        shops::add_routes(*router, {"GBP"});
        cases::add_routes(*router, {subject, any_subject});
        add_routes(*router);
        add_listeners(hub);
    }
    void SetUp() override {
        SaleTest::SetUp();
        mia = moderator("mia");
        ned = moderator("ned");
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
        as_mia = cookie_of(mia);
        as_ned = cookie_of(ned);
    }
    base::MemberId moderator(const std::string& handle) {
        const auto id = join(handle);
        must([&](db::Tx& tx) {
            return members::set_permissions(tx, {id, {"moderator"}, {}, "a test"});
        });
        return id;
    }

    Reply get(const std::string& path, const std::string& cookie) {
        return call(Method::get, "/api/v1" + path, "", cookie);
    }
    Reply post(const std::string& path, const std::string& body, const std::string& cookie) {
        return call(Method::post, "/api/v1" + path, body, cookie);
    }
    Reply report(shops::ListingId id, const std::string& cookie) {
        return report(std::to_string(id.value), cookie);
    }
    Reply report(const std::string& id, const std::string& cookie) {
        return post("/reports",
                    R"({"kind":"listing","subject":")" + id +
                        R"(","rule":"counterfeit","words":"The stamp is wrong."})",
                    cookie);
    }
    std::string first_case() { return get("/cases", as_mia).at("items.0.id"); }
    /// The case of a listing that Ben reported, taken by Mia.
    std::string case_taken(shops::ListingId id) {
        EXPECT_EQ(report(id, as_ben).status, 201);
        const std::string made = first_case();
        EXPECT_EQ(post("/cases/" + made + "/take", "", as_mia).status, 200);
        return made;
    }
    Reply hold(const std::string& id, const std::string& cookie) {
        return post("/cases/" + id + "/hold",
                    R"({"rule":"counterfeit","facts":"To be looked at."})", cookie);
    }
    Reply decide(const std::string& id, const std::string& measure, const std::string& cookie) {
        return post(
            "/cases/" + id + "/decide",
            R"({"measure":")" + measure +
                R"(","rule":"counterfeit","facts":"The maker says that it is not theirs."})",
            cookie);
    }
    Reply appeal(const std::string& id, const std::string& cookie) {
        return post("/statements/" + id + "/appeal", R"({"words":"Here is the invoice."})", cookie);
    }
    /// Judged by Ned.
    void judge(const std::string& id, const std::string& measure) {
        EXPECT_EQ(post("/cases/" + id + "/take", "", as_ned).status, 200);
        const Reply judged = decide(id, measure, as_ned);
        EXPECT_EQ(judged.status, 200) << judged.body;
    }

    base::MemberId mia, ned;
    std::string as_ann, as_ben, as_cem, as_mia, as_ned;
};

TEST_P(Moderation, EF_04_from_a_report_to_an_appeal_that_brings_the_goods_back) {
    const auto goods = live(mug());
    const std::string id = case_taken(goods);
    EXPECT_EQ(hold(id, as_mia).at("summary.in_force"), "hold");
    EXPECT_EQ(state(goods), ListingState::held);
    EXPECT_EQ(moments(), 0U);
    EXPECT_EQ(get("/statements/" + id, as_ann).at("in_force"), "hold");
    const Reply decided = decide(id, "take_down", as_mia);
    EXPECT_EQ(decided.at("summary.state"), "decided");
    EXPECT_EQ(decided.at("summary.outcome"), "take_down");
    EXPECT_EQ(state(goods), ListingState::held) << "what can be appealed against is not gone";
    const Reply statement = get("/statements/" + id, as_ann);
    EXPECT_EQ(statement.at("may"), R"(["appeal"])");
    EXPECT_EQ(statement.at("decisions.1.facts"), "The maker says that it is not theirs.");
    EXPECT_EQ(statement.at("decisions.1.rule.title"), "A fake");
    EXPECT_EQ(statement.at("decisions.1.rule.version"), "1");
    EXPECT_EQ(statement.at("decisions.1.source"), "report");
    EXPECT_EQ(statement.at("decisions.1.automated_decision"), "false");
    EXPECT_EQ(statement.at("decisions.1.decider"), "null");
    EXPECT_EQ(statement.at("appeal_until"), "2030-07-03T12:00:00.000000Z");
    EXPECT_EQ(appeal(id, as_ann).at("state"), "appealed");
    EXPECT_EQ(post("/cases/" + id + "/take", "", as_mia).code(), "own_decision");
    judge(id, "leave");
    EXPECT_EQ(state(goods), ListingState::live);
    EXPECT_EQ(moments(), 1U);
    EXPECT_EQ(get("/statements/" + id, as_ann).at("in_force"), "null");
    EXPECT_EQ(get("/reports", as_ben).at("items.0.outcome"), "leave");
}

TEST_P(Moderation, EF_04_an_appeal_that_succeeds_restores_what_was_there_before) {
    const auto paused = live(mug()), sold_out = live(mug(1));
    do_as(ann, shops::pause, paused);
    pay(order_of(cem, sold_out).payment);
    for (const auto goods : {paused, sold_out}) {
        const auto before = state(goods);
        const std::string id = case_taken(goods);
        decide(id, "take_down", as_mia);
        EXPECT_EQ(state(goods), ListingState::held);
        appeal(id, as_ann);
        judge(id, "leave");
        EXPECT_EQ(state(goods), before);
    }
}

TEST_P(Moderation, WhatIsTakenDownForGoodIsGoneOnceNothingCanUndoIt) {
    const auto upheld = live(mug()), late = live(mug());
    const std::string first = case_taken(upheld);
    decide(first, "take_down", as_mia);
    appeal(first, as_ann);
    judge(first, "take_down");
    EXPECT_EQ(state(upheld), ListingState::removed);
    decide(case_taken(late), "take_down", as_mia);
    now += std::chrono::days{183};
    run_due("case_lapse");
    EXPECT_EQ(state(late), ListingState::removed);
    EXPECT_EQ(count_of("listing_removed"), 2);
}

TEST_P(Moderation, GoodsThatWereHeldAreBackWhenTheCaseIsDueAndNobodyDecided) {
    const auto goods = live(mug());
    const std::string id = case_taken(goods);
    hold(id, as_mia);
    now += std::chrono::hours{72};
    run_due("case_hold_ends");
    EXPECT_EQ(state(goods), ListingState::live);
    EXPECT_EQ(get("/cases?list=late", cookie_of(mia)).count(), 0U) << "due now, late from now on";
    now += base::Duration{1};
    EXPECT_EQ(get("/cases?list=late", cookie_of(mia)).at("items.0.late"), "true");
}

TEST_P(Moderation, OneCaseBringsNothingBackThatAnotherHolds) {
    const auto goods = live(mug());
    pay(order_of(cem, goods).payment);
    const std::string first = case_taken(goods);
    decide(first, "take_down", as_mia);
    // Who has bought it may report what nobody else sees any more.
    EXPECT_EQ(report(goods, as_cem).status, 201);
    const std::string second = first_case();
    EXPECT_NE(second, first);
    post("/cases/" + second + "/take", "", as_ned);
    EXPECT_EQ(decide(second, "take_down", as_ned).status, 200);
    appeal(first, as_ann);
    judge(first, "leave");
    EXPECT_EQ(state(goods), ListingState::held);
    appeal(second, as_ann);
    post("/cases/" + second + "/take", "", as_mia);
    decide(second, "leave", as_mia);
    EXPECT_EQ(state(goods), ListingState::live);
}

TEST_P(Moderation, LeavesOrdersThatArePaidAsTheyAre) {
    const auto goods = live(mug());
    const auto placed = order_of(ben, goods);
    pay(placed.payment);
    decide(case_taken(goods), "take_down", as_mia);
    EXPECT_EQ(order(placed.order.id).state, orders::State::paid_held);
    must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
    EXPECT_EQ(order(placed.order.id).state, orders::State::completed);
    expect_right_books();
}

TEST_P(Moderation, WhatItsSellerHasEndedGoesOutOfSightAsWell) {
    const auto goods = live(mug());
    const std::string id = case_taken(goods), path = "/listings/" + std::to_string(goods.value);
    do_as(ann, shops::end, goods);
    EXPECT_EQ(get(path, as_cem).status, 200) << "who has bought it looks at it";
    hold(id, as_mia);
    EXPECT_EQ(state(goods), ListingState::ended) << "there is nothing to be kept from sale";
    EXPECT_EQ(decide(id, "take_down", as_mia).status, 200);
    EXPECT_EQ(state(goods), ListingState::removed);
    EXPECT_EQ(get(path, as_cem).status, 404);
    appeal(id, as_ann);
    judge(id, "leave");
    EXPECT_EQ(state(goods), ListingState::ended) << "as its seller left it";
    EXPECT_EQ(get(path, as_cem).status, 200);
}

TEST_P(Moderation, WhatWasEndedIsTakenDownAlsoWhereOtherGoodsHaveItsNumberNow) {
    auto numbered = mug();
    numbered.sku = "M1";
    const auto goods = live(numbered);
    const std::string id = case_taken(goods);
    do_as(ann, shops::end, goods);
    const auto again = live(numbered);
    EXPECT_EQ(decide(id, "take_down", as_mia).status, 200);
    EXPECT_EQ(state(goods), ListingState::removed);
    EXPECT_EQ(state(again), ListingState::live);
    appeal(id, as_ann);
    judge(id, "leave");
    EXPECT_EQ(state(goods), ListingState::ended);
}

TEST_P(Moderation, WhatIsHeldIsNotEndedByItsSellerBackIntoSight) {
    const auto goods = live(mug());
    hold(case_taken(goods), as_mia);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return shops::end(tx, ann, goods); }), "listing_state");
    EXPECT_EQ(get("/listings/" + std::to_string(goods.value), as_cem).status, 404);
}

TEST_P(Moderation, CI_04_what_somebody_may_not_see_is_reported_like_what_does_not_exist) {
    auto hidden = mug();
    hidden.audience = circles::Audience::friends;
    const auto friends_only = live(hidden), blocked = live(mug()), drafted = draft(mug());
    must([&](db::Tx& tx) { return circles::block(tx, ann, cem); });
    const Reply none = report("987654", as_cem);
    EXPECT_EQ(none.status, 404);
    for (const auto goods : {friends_only, blocked, drafted}) {
        const Reply same = report(goods, as_cem);
        EXPECT_EQ(same.status, none.status);
        for (const auto* part : {"type", "code", "title"}) EXPECT_EQ(same.at(part), none.at(part));
        EXPECT_EQ(same.body.as_object().size(), none.body.as_object().size());
    }
    EXPECT_EQ(get("/cases", as_mia).count(), 0U);
    EXPECT_EQ(report(friends_only, as_ann).code(), "own_report");
}

/// Everything that a client can be sent of these routes, as one text.
TEST_P(Moderation, AB_05_who_reported_is_in_nothing_that_the_reported_can_read) {
    const auto goods = live(mug());
    const std::string id = case_taken(goods);
    const Reply said = get("/reports", as_ben);
    hold(id, as_mia);
    decide(id, "leave", as_mia);
    post("/reports/" + said.at("items.0.id") + "/contest", R"({"words":"I, Ben, saw it."})",
         as_ben);
    judge(id, "take_down");
    appeal(id, as_ann);
    const std::vector<std::string> paths{"/statements",
                                         "/statements/" + id,
                                         "/reports",
                                         "/cases",
                                         "/cases/" + id,
                                         "/cases/" + id + "/goods",
                                         "/reports/" + said.at("items.0.id"),
                                         "/listings/" + std::to_string(goods.value)};
    for (const std::string& path : paths) {
        const std::string text = boost::json::serialize(get(path, as_ann).body);
        for (const auto* name : {"ben", "Ben", "mia", "Mia", "ned", "The stamp is wrong"}) {
            EXPECT_EQ(text.find(name), std::string::npos) << path << " says " << name;
        }
    }
    EXPECT_EQ(get("/statements", as_ann).count(), 1U);
    EXPECT_EQ(get("/statements/" + id, as_ann).at("appeals.0.words"), "");
    EXPECT_EQ(get("/statements/" + id, as_ann).at("appeals.1.words"), "Here is the invoice.");
    // Also while nothing is done: the event names her in nothing that a hint is made of.
    report(live(mug()), as_cem);
    const auto events = look([](db::Snapshot& db) { return events::after(db, 0, 10'000); });
    for (const auto& event : events) {
        if (event.kind != "case_reported") continue;
        EXPECT_EQ(cases::told(event).owner, base::MemberId{});
    }
}

TEST_P(Moderation, ShowsTheGoodsToWhoHasTakenTheCaseAndToNobodyElse) {
    auto hidden = mug();
    hidden.audience = circles::Audience::friends;
    befriend(ann, ben);
    const auto goods = live(hidden);
    const std::string id = case_taken(goods);
    const Reply seen = get("/cases/" + id + "/goods", as_mia);
    EXPECT_EQ(seen.at("title"), "Mug");
    EXPECT_EQ(seen.at("text"), "Blue, hand thrown");
    EXPECT_EQ(get("/cases/" + id + "/goods", as_ned).code(), "case_not_yours");
    EXPECT_EQ(get("/cases/" + id + "/goods", as_ben).code(), "not_permitted");
    must([&](db::Tx& tx) {
        shops::Edit edit;
        edit.version = 1;
        edit.title = "Plate";
        return shops::edit(tx, ann, goods, edit);
    });
    EXPECT_EQ(get("/cases/" + id + "/goods", as_mia).at("title"), "Mug") << "as it was then";
}

TEST_P(Moderation, CI_06_photographs_of_a_case_open_for_who_has_taken_it_and_for_nobody_else) {
    const auto then = picture(ann, "then"), later = picture(ann, "later");
    auto hidden = mug();
    hidden.audience = circles::Audience::friends;
    hidden.pictures = {then};
    befriend(ann, ben);
    const auto goods = live(hidden);
    const auto opens = [&](base::MemberId who, media::PictureId one) {
        return look([&](db::Snapshot& db) { return shows_picture(db, who, one); });
    };
    EXPECT_EQ(report(goods, as_ben).status, 201);
    EXPECT_FALSE(opens(mia, then)) << "she has not taken it";
    const std::string id = first_case();
    post("/cases/" + id + "/take", "", as_mia);
    must([&](db::Tx& tx) {
        return shops::edit(tx, ann, goods, shops::Edit{1, {}, {}, {}, {{later}}});
    });
    EXPECT_EQ(get("/cases/" + id + "/goods", as_mia).at("pictures.0.id"),
              std::to_string(then.value));
    EXPECT_TRUE(opens(mia, then));
    EXPECT_FALSE(opens(mia, later)) << "that is not what was reported";
    for (const auto who : {ned, ben, cem, base::MemberId{}}) EXPECT_FALSE(opens(who, then));
    decide(id, "take_down", as_mia);
    EXPECT_FALSE(opens(mia, then)) << "she is done with it";
    appeal(id, as_ann);
    post("/cases/" + id + "/take", "", as_ned);
    EXPECT_TRUE(opens(ned, then));
    must([&](db::Tx& tx) { return members::set_permissions(tx, {ned, {}, {}, "no longer"}); });
    EXPECT_FALSE(opens(ned, then));
}

TEST_P(Moderation, WhatAModeratorMayNotJudgeIsANumberToThemAndToAnOperator) {
    EXPECT_EQ(report(live(mug()), as_ben).status, 201);
    must([&](db::Tx& tx) { return circles::befriend(tx, ben, mia, circles::FriendAct::befriend); });
    must([&](db::Tx& tx) { return circles::befriend(tx, mia, ben, circles::FriendAct::accept); });
    EXPECT_EQ(get("/cases", as_mia).count(), 0U);
    EXPECT_EQ(get("/cases/closed-to-me", as_mia).at("cases"), "1");
    EXPECT_EQ(get("/cases/closed-to-me", as_ned).at("cases"), "0");
    EXPECT_EQ(get("/cases/closed-to-me", as_ann).status, 403);
    const auto olga = join("olga");
    make_operator(olga);
    EXPECT_EQ(get("/operator/cases/without-judge", cookie_of(olga)).at("cases"), "0");
    EXPECT_EQ(get("/operator/cases/without-judge", as_mia).status, 403);
}

TEST_P(Moderation, AModeratorOpensNoCaseOfWhatWasNeverShown) {
    const std::string drafted = std::to_string(draft(mug()).value);
    EXPECT_EQ(
        post("/cases", R"({"kind":"listing","subject":")" + drafted + R"(","rule":"spam"})", as_mia)
            .code(),
        "no_such_listing");
}

TEST_P(Moderation, AModeratorOpensACaseThatNobodyReported) {
    const auto goods = live(mug());
    const Reply made = post(
        "/cases",
        R"({"kind":"listing","subject":")" + std::to_string(goods.value) + R"(","rule":"spam"})",
        as_mia);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("summary.source"), "moderator");
    EXPECT_EQ(made.at("may"), R"(["put_back","hold","decide"])");
    EXPECT_EQ(decide(made.at("summary.id"), "take_down", as_mia).at("decisions.0.source"),
              "moderator");
    EXPECT_EQ(post("/cases", R"({"kind":"listing","subject":"9","rule":"spam"})", as_mia).code(),
              "no_such_listing");
    EXPECT_EQ(post("/cases", R"({"kind":"listing","subject":"9","rule":"spam"})", as_ben).code(),
              "not_permitted");
}

TEST_P(Moderation, EF_10_the_case_shows_its_log_and_the_audit_has_the_decision) {
    const std::string id = case_taken(live(mug()));
    const Reply decided = decide(id, "leave", as_mia);
    ASSERT_EQ(decided.count("log"), 3U);
    EXPECT_EQ(decided.at("log.0.act"), "report");
    EXPECT_EQ(decided.at("log.0.member.handle"), "ben");
    EXPECT_EQ(decided.at("log.1.act"), "take");
    EXPECT_EQ(decided.at("log.2.act"), "decide");
    EXPECT_EQ(decided.at("log.2.from"), "open");
    EXPECT_EQ(decided.at("log.2.to"), "decided");
    EXPECT_EQ(decided.at("log.2.digest").size(), 64U);
    EXPECT_EQ(decided.at("reports.0.reporter.handle"), "ben");
    EXPECT_EQ(decided.at("decisions.0.decider.handle"), "mia");
    const auto audit = look([](db::Snapshot& db) { return members::audit_lines(db, 1000, 1); });
    EXPECT_EQ(audit.at(0).act, "case_decided: leave");
    EXPECT_EQ(audit.at(0).who, mia);
}

TEST_P(Moderation, EF_08_what_was_reported_says_what_came_of_it) {
    const auto goods = live(mug());
    const Reply made = report(goods, as_ben);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("state"), "waiting");
    EXPECT_EQ(made.at("about.title"), "Mug");
    EXPECT_EQ(made.at("due"), "2030-01-04T12:00:00.000000Z");
    EXPECT_EQ(made.at("outcome"), "null");
    EXPECT_EQ(report(goods, as_ben).code(), "reported_already");
    const std::string path = "/reports/" + made.at("id");
    EXPECT_EQ(get(path, as_cem).code(), "no_such_report");
    const std::string id = first_case();
    post("/cases/" + id + "/take", "", as_mia);
    decide(id, "leave", as_mia);
    const Reply after = get(path, as_ben);
    EXPECT_EQ(after.at("outcome"), "leave");
    EXPECT_EQ(after.at("decided"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(after.at("may"), R"(["contest"])");
    EXPECT_EQ(post(path + "/contest", R"({"words":""})", as_ben).at("fields.0.field"), "words");
    EXPECT_EQ(post(path + "/contest", R"({"words":"Again."})", as_ben).at("state"), "appealed");
    EXPECT_EQ(get(path, as_ben).at("may"), "[]");
}

TEST_P(Moderation, EF_01_anybody_can_read_the_rules_in_their_language) {
    EXPECT_EQ(get("/rules", "").count(), 7U);
    EXPECT_EQ(get("/rules", "").at("items.0.title"), "A fake");
    extra_headers = {{"accept-language", "zh"}};
    EXPECT_EQ(get("/rules", "").at("items.0.title"), "假货");
    EXPECT_EQ(get("/rules/counterfeit/versions", "").count(), 1U);
    EXPECT_EQ(get("/rules/taste/versions", "").code(), "no_such_rule");
}

ON_EVERY_DATABASE(Moderation);

}  // namespace
}  // namespace moderation
