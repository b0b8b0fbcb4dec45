#include <gtest/gtest.h>

#include "payments/card_page.hpp"

namespace payments {
namespace {

using namespace std::chrono_literals;

const base::Time noon = base::time_of(1'893'456'000'000'000);
const std::string secret = "whsec_of_a_test";

std::string event(const std::string& type, const std::string& object) {
    return R"({"id":"evt_1","type":")" + type + R"(","data":{"object":)" + object + "}}";
}

base::Result<CardNews> read(const std::string& body) {
    return read_card_news(body, sign_card_news(body, secret, noon), secret, noon);
}

std::string refused(const std::string& body, const std::string& signature, base::Time now = noon) {
    const auto news = read_card_news(body, signature, secret, now);
    return news ? "taken" : std::string{news.error().code()};
}

TEST(NewsOfCards, AreTakenWhenTheirVeryBytesAreSigned) {
    const std::string body = event("checkout.session.completed", R"({"id":"cs_1"})");
    const std::string signature = sign_card_news(body, secret, noon);
    EXPECT_EQ(refused(body, signature), "taken");
    EXPECT_EQ(refused(body, "v0=00," + signature + ",v1=00"), "taken") << "one of several";
    EXPECT_EQ(refused(body + " ", signature), "card_news_not_signed");
    EXPECT_EQ(refused(body, sign_card_news(body, "whsec_other", noon)), "card_news_not_signed");
    for (const char* wrong : {"", "t=", "v1=00", "t=1893456000", "t=1893456000,v1=",
                              "t=1893456000,v1=zz", "t=x,v1=00", "t=1,t=1893456000,v1=00",
                              "t=-9223372036854775808,v1=00", "t=9223372036854775807,v1=00"}) {
        EXPECT_EQ(refused(body, wrong), "card_news_not_signed") << wrong;
    }
    EXPECT_EQ(refused(body, signature.substr(0, signature.size() - 2)), "card_news_not_signed");
    EXPECT_EQ(refused(body, signature + "00"), "card_news_not_signed");
}

TEST(NewsOfCards, AreTakenForFiveMinutes) {
    const std::string body = event("x", "{}");
    const std::string signature = sign_card_news(body, secret, noon);
    EXPECT_EQ(refused(body, signature, noon + 5min), "taken");
    EXPECT_EQ(refused(body, signature, noon - 5min), "taken");
    EXPECT_EQ(refused(body, signature, noon + 5min + 1s), "card_news_not_signed");
    EXPECT_EQ(refused(body, signature, noon - 5min - 1s), "card_news_not_signed");
}

TEST(NewsOfCards, SayWhatBecameOfAPayment) {
    const std::string session =
        R"({"id":"cs_1","client_reference_id":"fg-4711","amount_total":950,)"
        R"("currency":"gbp","status":"complete","payment_status":")";
    const auto paid = read(event("checkout.session.completed", session + R"(paid"})"));
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->topic, Topic::payment);
    EXPECT_EQ(paid->payment, PaymentId{4711});
    EXPECT_EQ(paid->session, "cs_1");
    EXPECT_EQ(paid->amount, 950);
    EXPECT_EQ(paid->currency, "GBP");
    EXPECT_EQ(paid->outcome, Outcome::captured);
    EXPECT_EQ(read(event("checkout.session.completed", session + R"(unpaid"})"))->outcome,
              Outcome::pending);
    EXPECT_EQ(read(event("checkout.session.expired", session + R"(unpaid"})"))->outcome,
              Outcome::declined);
    EXPECT_EQ(read(event("checkout.session.completed", R"({"client_reference_id":"b-1"})"))->topic,
              Topic::nothing);
}

TEST(NewsOfCards, SayWhatABankTookBack) {
    const auto dispute = [](const std::string& type, const std::string& status) {
        return *read(event(type, R"({"id":"du_1","payment_intent":"pi_1","amount":900,)"
                                 R"("currency":"gbp","status":")" +
                                     status + R"("})"));
    };
    const CardNews taken = dispute("charge.dispute.funds_withdrawn", "needs_response");
    EXPECT_EQ(taken.topic, Topic::chargeback);
    EXPECT_EQ(taken.claim, Claim::taken);
    EXPECT_EQ(taken.key, "du_1");
    EXPECT_EQ(taken.charge, "pi_1");
    EXPECT_EQ(taken.amount, 900);
    EXPECT_EQ(taken.currency, "GBP");
    EXPECT_EQ(dispute("charge.dispute.funds_reinstated", "won").claim, Claim::won);
    EXPECT_EQ(dispute("charge.dispute.closed", "won").claim, Claim::won);
    EXPECT_EQ(dispute("charge.dispute.closed", "lost").claim, Claim::lost);
    EXPECT_EQ(dispute("charge.dispute.closed", "warning_closed").topic, Topic::nothing);
    EXPECT_EQ(dispute("charge.dispute.created", "needs_response").topic, Topic::nothing)
        << "nothing is gone yet";
}

TEST(NewsOfCards, SayWhichRefundFailed) {
    const auto failed =
        *read(event("refund.failed", R"({"status":"failed","failure_reason":"expired_card",)"
                                     R"("metadata":{"refund":"fg-12"}})"));
    EXPECT_EQ(failed.topic, Topic::refund);
    EXPECT_EQ(failed.refund, RefundId{12});
    EXPECT_EQ(failed.why, "expired_card");
    EXPECT_EQ(read(event("refund.updated", R"({"status":"succeeded"})"))->topic, Topic::nothing);
}

TEST(NewsOfCards, AreUnderstoodOrRefused) {
    for (const char* body : {"", "[", "[]", "{}", R"({"data":1})", R"({"data":{"object":[]}})"}) {
        EXPECT_EQ(refused(body, sign_card_news(body, secret, noon)), "card_news_not_understood");
    }
    EXPECT_EQ(read(event("something.else", "{}"))->topic, Topic::nothing);
}

}  // namespace
}  // namespace payments
