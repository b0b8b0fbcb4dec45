// What a buyer agreed to: the conditions that they were shown, and no others, for as long as the
// order is looked at.

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"
#include "shops/stall.hpp"

namespace orders {
namespace {

using shops::Way;
using shops::Ways;
using tests::Method;
using tests::Reply;

class ConditionsOfOrders : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
    }
    void set(const std::string& text) {
        must([&](db::Tx& tx) { return shops::set_conditions(tx, ann, shop, text); });
    }
    Reply checkout(const std::string& more, const std::string& route = "orders") {
        const auto goods = live(tests::mug());
        return call(Method::post, "/api/v1/" + route,
                    R"({"lines":[{"listing":")" + std::to_string(goods.value) +
                        R"(","version":1,"quantity":1}],"delivery":{"name":"Ben","address":"1 )"
                        R"(Street"},"payment":{"method":"bank_transfer"})" +
                        more + "}",
                    as_ben);
    }
    std::string agreeing(std::int64_t version) const {
        return R"(,"agreed":[{"shop":")" + std::to_string(shop.value) + R"(","version":)" +
               std::to_string(version) + "}]";
    }
    Reply agreed(OrderId id, const std::string& cookie) {
        return call(Method::get, "/api/v1/orders/" + std::to_string(id.value) + "/agreed", "",
                    cookie);
    }

    std::string as_ann, as_ben, as_cem;
};
ON_EVERY_DATABASE(ConditionsOfOrders);

TEST_P(ConditionsOfOrders, StayThoseThatTheOrderWasPlacedUnder) {
    const auto without = one_mug().order.id;
    set("Returns in 14 days.");
    const auto with = one_mug().order.id;
    set("No returns.");
    const auto later = one_mug().order.id;
    set("");
    const auto last = one_mug().order.id;
    EXPECT_EQ(agreed(without, as_ben).at("conditions"), "null");
    EXPECT_EQ(agreed(with, as_ben).at("conditions.text"), "Returns in 14 days.");
    EXPECT_EQ(agreed(with, as_ben).at("conditions.version"), "1");
    EXPECT_EQ(agreed(with, as_ann).at("conditions.text"), "Returns in 14 days.");
    EXPECT_EQ(agreed(later, as_ben).at("conditions.text"), "No returns.");
    EXPECT_EQ(agreed(last, as_ben).at("conditions"), "null");
    EXPECT_EQ(agreed(with, as_cem).code(), "no_such_order");
}

TEST_P(ConditionsOfOrders, AreRefusedWhereTheyAreOthersThanTheBuyerWasShown) {
    set("Returns in 14 days.");
    const auto before = number("select count(*) from orders");
    for (const std::string route : {"orders", "purchases"}) {
        const Reply refused = checkout(agreeing(0), route);
        EXPECT_EQ(refused.code(), "conditions_changed");
        EXPECT_EQ(refused.at("args.version"), "1");
        EXPECT_EQ(refused.at("args.shop"), std::to_string(shop.value));
        EXPECT_EQ(checkout(agreeing(2), route).code(), "conditions_changed");
    }
    EXPECT_EQ(number("select count(*) from orders"), before) << "and nothing was set aside";
    EXPECT_EQ(checkout(agreeing(1)).status, 201);
    EXPECT_EQ(checkout(agreeing(1), "purchases").status, 201);
    EXPECT_EQ(checkout("").status, 201) << "who says nothing takes those that count";
    set("");
    EXPECT_EQ(checkout(agreeing(1)).code(), "conditions_changed");
    EXPECT_EQ(checkout(agreeing(0)).status, 201);
    EXPECT_EQ(number("select count(*) from orders where conditions = 1"), 3);
    EXPECT_EQ(number("select count(*) from orders where conditions = 0"), 1);
}

TEST_P(ConditionsOfOrders, AB_05_the_place_of_a_stall_is_for_who_has_paid_for_what_is_there) {
    must([&](db::Tx& tx) {
        return shops::describe(tx, ann, shop,
                               {"", "Fri 4 to 6 pm", "By the library", "12 Mill Lane", false});
    });
    const auto picked_up = [&](const std::string& area, const std::string& where) {
        auto goods = tests::mug();
        goods.handover = {Ways::pick_up, area, where, {}, {}};
        const auto id = live(goods);
        return must([&](db::Tx& tx) {
            Basket basket{ben, {{id, 1, 1}}, "Ben", "", payments::Method::simulator};
            basket.destination = {Way::pick_up, ""};
            return orders::place(tx, basket, settings);
        });
    };
    const auto there = picked_up("By the library", ""), own = picked_up("By the library", "Shed"),
               elsewhere = picked_up("At the gate", "");
    EXPECT_EQ(agreed(there.order.id, as_ben).at("pickup_place"), "") << "not paid yet";
    EXPECT_EQ(agreed(there.order.id, as_ben).at("pickup_hours"), "Fri 4 to 6 pm");
    for (const auto& placed : {there, own, elsewhere}) pay(placed.payment);
    EXPECT_EQ(agreed(there.order.id, as_ben).at("pickup_place"), "12 Mill Lane");
    EXPECT_EQ(agreed(own.order.id, as_ben).at("pickup_place"), "") << "the goods say where";
    EXPECT_EQ(agreed(elsewhere.order.id, as_ben).at("pickup_place"), "") << "they are elsewhere";
    must([&](db::Tx& tx) { return cancel(tx, there.order.id, ben, std::nullopt); });
    EXPECT_EQ(agreed(there.order.id, as_ben).at("pickup_place"), "");
    const auto sent = one_mug();
    pay(sent.payment);
    EXPECT_EQ(agreed(sent.order.id, as_ben).at("pickup_hours"), "");
    const auto olga = join("olga");
    make_operator(olga);
    EXPECT_EQ(agreed(own.order.id, cookie_of(olga)).at("pickup_place"), "");
}

}  // namespace
}  // namespace orders
