// A dispute from the question to the money, over HTTP: what each side, the moderators and strangers
// may see and do.

#include <gtest/gtest.h>

#include "cases/routes.hpp"
#include "orders/tests/disputes.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::Reply;

class DisputeRoutes : public tests::DisputeTest {
protected:
    DisputeRoutes() {
        const auto nothing = [](auto&&...) -> base::Result<cases::Subject> {
            return cases::no_such_case;
        };
        cases::add_routes(*router, {nothing, nothing});
    }
    void SetUp() override {
        DisputeTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
        as_mia = cookie_of(mia);
        as_ned = cookie_of(ned);
    }
    Reply get(const std::string& path, const std::string& cookie) {
        return call(Method::get, "/api/v1" + path, "", cookie);
    }
    Reply post(const std::string& path, const std::string& body, const std::string& cookie) {
        return call(Method::post, "/api/v1" + path, body, cookie);
    }
    static std::string words(const std::string& text) { return R"({"words":")" + text + R"("})"; }
    static std::string finding(const std::string& measure, const std::string& more = "") {
        return R"({"measure":")" + measure +
               R"(","rule":"not_as_sold","facts":"Two are cracked.")" + more + "}";
    }

    std::string as_ann, as_ben, as_cem, as_mia, as_ned;
};
ON_EVERY_DATABASE(DisputeRoutes);

TEST_P(DisputeRoutes, ES_06_lead_from_the_question_to_the_money_and_through_one_appeal) {
    const auto id = sent();
    const std::string order = "/orders/" + std::to_string(id.value);
    refuse(id, 3000);
    EXPECT_EQ(get(order, as_ben).at("may.1"), "open_dispute");
    const Reply opened = post(order + "/open-dispute", words("Look at them."), as_ben);
    ASSERT_EQ(opened.status, 200);
    EXPECT_EQ(opened.at("disputes.0.frozen.minor"), "3000");
    EXPECT_EQ(opened.at("disputes.0.state"), "open");
    const std::string room = "/disputes/" + opened.at("disputes.0.id");
    EXPECT_EQ(get(room, as_cem).code(), "no_such_dispute");
    EXPECT_EQ(get(room, as_ann).at("evidence.0.words"), "Look at them.");
    EXPECT_EQ(get(room, as_ann).at("may.0"), "answer_dispute");
    EXPECT_EQ(get("/cases", as_mia).at("items"), "[]") << "the seller is heard first";

    EXPECT_EQ(post(order + "/answer-dispute", words("They were whole."), as_ann).status, 200);
    const std::string its = "/cases/" + get("/cases", as_mia).at("items.0.id");
    EXPECT_EQ(get("/cases", as_mia).at("items.0.disputed.minor"), "3000");
    EXPECT_EQ(get(its + "/dispute", as_mia).code(), "case_not_yours");
    EXPECT_EQ(post(its + "/take", "", as_mia).status, 200);
    EXPECT_EQ(get(its, as_mia).at("may"), R"(["put_back","decide"])") << "nothing to be held";
    EXPECT_EQ(get(its + "/dispute", as_mia).at("evidence.1.words"), "They were whole.");
    EXPECT_EQ(get(its + "/dispute", as_mia).at("order.delivery"), "null") << "nobody's address";
    EXPECT_EQ(get(its + "/dispute", as_ben).status, 403);

    EXPECT_EQ(post(its + "/decide", finding("refund_part"), as_mia).at("fields.0.field"), "amount");
    EXPECT_EQ(post(its + "/decide",
                   finding("refund_part", R"(,"amount":{"minor":5,"currency":"EUR"})"), as_mia)
                  .at("fields.0.field"),
              "amount.currency");
    EXPECT_EQ(post(its + "/decide",
                   finding("refund_part", R"(,"amount":{"minor":1000,"currency":"GBP"})"), as_mia)
                  .status,
              200);
    const Reply read = get(room, as_ben);
    EXPECT_EQ(read.at("decisions.0.facts"), "Two are cracked.");
    EXPECT_EQ(read.at("decisions.0.given.minor"), "1000");
    EXPECT_EQ(read.at("decisions.0.decider"), "null");
    EXPECT_EQ(read.at("dispute.state"), "decided");
    EXPECT_EQ(post(order + "/appeal-dispute", words("All of them are."), as_ben).status, 200);
    EXPECT_EQ(post(order + "/appeal-dispute", words("No."), as_ann).code(), "dispute_state");

    EXPECT_EQ(post(its + "/take", "", as_mia).code(), "own_decision");
    EXPECT_EQ(post(its + "/take", "", as_ned).status, 200);
    EXPECT_EQ(post(its + "/decide", finding("refund"), as_ned).status, 200);
    EXPECT_EQ(get(order, as_ben).at("refunded.minor"), "3000");
    EXPECT_EQ(get(order, as_ben).at("refunds.1.by"), "moderator");
    EXPECT_EQ(get(room, as_ann).at("dispute.state"), "final");
    EXPECT_EQ(get(room, as_ann).at("may"), "[]");
    expect_right_disputes();
}

TEST_P(DisputeRoutes, ES_10_show_the_seller_what_is_frozen_of_what_they_have) {
    const auto id = settled();
    dispute(id, 3000);
    const Reply money = get("/me/money", as_ann);
    EXPECT_EQ(money.at("disputed.minor"), "2850");
    EXPECT_EQ(money.at("available.minor"), "6175");
    EXPECT_EQ(get("/me/money/statement", as_ann).at("items.0.purpose"), "set_aside");
    EXPECT_EQ(get("/me/money", as_ben).at("disputed.minor"), "0");
    const auto held = sent();
    dispute(held, 1000);
    must([&](db::Tx& tx) { return confirm(tx, held, ben); });
    EXPECT_EQ(aside(held), 1000) << "all of it, for nothing of it is earned yet";
    EXPECT_EQ(get("/me/money", as_ann).at("disputed.minor"), "3800") << "what would be hers";
}

TEST_P(DisputeRoutes, KeepASettledOrderAmongThoseWithSomethingToDo) {
    const auto id = settled();
    const auto list = [&](const std::string& which, const std::string& who) {
        return get("/orders?" + which, who).at("items");
    };
    EXPECT_EQ(list("role=seller&open=true", as_ann), "[]");
    const RefundWish wish{{3000, {}}, RefundCause::damaged, "They are cracked."};
    must([&](db::Tx& tx) { return ask_refund(tx, id, ben, wish); });
    const std::string number = std::to_string(id.value);
    EXPECT_EQ(get("/orders?role=seller&open=true", as_ann).at("items.0.id"), number);
    EXPECT_EQ(list("role=seller&open=false", as_ann), "[]");
    must([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "They were whole."); });
    EXPECT_EQ(list("role=seller&open=true", as_ann), "[]");
    EXPECT_EQ(opening(id, ben), "done");
    EXPECT_EQ(get("/orders?role=buyer&open=true", as_ben).at("items.0.id"), number);
    EXPECT_EQ(list("role=buyer&open=false", as_ben), "[]");
}

TEST_P(DisputeRoutes, GiveTheRulesThatDisputesAreDecidedBy) {
    EXPECT_EQ(get("/rules", as_ben).at("items.0.code"), "counterfeit");
    EXPECT_EQ(get("/rules?kind=dispute", as_ben).at("items.0.code"), "not_as_sold");
    EXPECT_EQ(get("/rules/not_as_sold/versions", as_ben).status, 200);
}

}  // namespace
}  // namespace orders
