// What the operator sees of money that banks took back.

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using payments::Claim;
using tests::Method;
using tests::Reply;

class ChargebackRoutes : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        make_operator(cem);
    }
    void tell(payments::PaymentId payment, Claim claim, std::int64_t amount,
              const std::string& key) {
        must([&](db::Tx& tx) {
            return orders::hear(tx, payments::ChargebackNews{key, payment, amount, claim});
        });
    }
    Reply list(const std::string& query = "") {
        return call(Method::get, "/api/v1/operator/chargebacks" + query, "", cookie_of(cem));
    }
};
ON_EVERY_DATABASE(ChargebackRoutes);

TEST_P(ChargebackRoutes, ES_07_NameTheOrderTheAmountAndTheLastWord) {
    const auto id = paid_mug();
    tell(order(id).payment, Claim::taken, 2000, "du_1");
    const Reply taken = list();
    ASSERT_EQ(taken.count(), 1U);
    EXPECT_EQ(taken.at("items.0.reference"), "du_1");
    EXPECT_EQ(taken.at("items.0.state"), "taken");
    EXPECT_EQ(taken.at("items.0.amount.minor"), "2000") << "what the bank says";
    EXPECT_EQ(taken.at("items.0.gone.minor"), "950") << "what there was";
    EXPECT_EQ(taken.at("items.0.orders.0.order"), std::to_string(id.value));
    EXPECT_EQ(taken.at("items.0.orders.0.state"), "chargeback");
    EXPECT_EQ(taken.at("items.0.orders.0.lost.minor"), "950");
    now += std::chrono::hours{1};
    tell(order(id).payment, Claim::won, 2000, "du_1");
    const Reply won = list("?state=won");
    EXPECT_EQ(won.at("items.0.gone.minor"), "0");
    EXPECT_EQ(won.at("items.0.orders.0.order"), std::to_string(id.value)) << "still its order";
    EXPECT_EQ(won.at("items.0.orders.0.lost.minor"), "0");
    EXPECT_GT(won.at("items.0.changed_at"), won.at("items.0.at"));
    EXPECT_EQ(list("?state=taken").count(), 0U);
    EXPECT_EQ(list("?state=gone").at("fields.0.field"), "state");
}

TEST_P(ChargebackRoutes, ES_13_SayWhatEachOrderOfAPurchaseLost) {
    const auto dan = join("dan");
    must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's bowls"); });
    auto goods = tests::mug(9);
    goods.price.minor = 2000;
    const auto bowl = must([&](db::Tx& tx) { return shops::list(tx, dan, goods); });
    do_as(dan, shops::publish, bowl);
    Basket both;
    both.buyer = ben;
    both.lines = {{live(tests::mug()), 1, 1}, {bowl, 1, 1}};
    both.name = "Ben";
    both.address = "1 Street";
    both.method = payments::Method::simulator;
    const auto made = must([&](db::Tx& tx) { return place_all(tx, both, {}, settings); });
    pay(made.payment);
    tell(made.payment.id, Claim::lost, 1500, "du_1");
    const Reply reply = list();
    EXPECT_EQ(reply.at("items.0.gone.minor"), "1500");
    EXPECT_EQ(reply.at("items.0.orders.0.order"), std::to_string(made.orders[0].id.value));
    EXPECT_EQ(reply.at("items.0.orders.0.lost.minor"), "950");
    EXPECT_EQ(reply.at("items.0.orders.1.lost.minor"), "550");
    EXPECT_EQ(reply.at("items.0.orders.2"), "(nothing)");
}

TEST_P(ChargebackRoutes, AreForTheOperatorInPages) {
    const std::string path = "/api/v1/operator/chargebacks";
    EXPECT_EQ(call(Method::get, path).code(), "not_signed_in");
    EXPECT_EQ(call(Method::get, path, "", cookie_of(ann)).status, 403);
    for (const char* key : {"du_1", "du_2", "du_3"}) {
        tell(order(paid_mug()).payment, Claim::taken, 950, key);
    }
    const Reply first = list("?limit=2");
    EXPECT_EQ(first.at("items.0.reference"), "du_3");
    const Reply second = list("?limit=2&after=" + first.at("next"));
    ASSERT_EQ(second.count(), 1U);
    EXPECT_EQ(second.at("items.0.reference"), "du_1");
    EXPECT_EQ(second.at("next"), "null");
}

}  // namespace
}  // namespace orders
