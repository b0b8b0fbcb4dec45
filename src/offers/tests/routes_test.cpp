#include "offers/routes.hpp"

#include <gtest/gtest.h>

#include "offers/tests/haggle.hpp"

namespace offers {
namespace {

using tests::Method;
using tests::mug;
using tests::Reply;

class OfferRoutes : public tests::OfferTest {
protected:
    void SetUp() override {
        OfferTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
    }
    static std::string for_goods(shops::ListingId listing) {
        return "/api/v1/listings/" + std::to_string(listing.value) + "/offers";
    }
    static std::string price(std::int64_t minor) {
        return R"({"price":{"minor":)" + std::to_string(minor) + R"(,"currency":"GBP"}})";
    }
    Reply make(shops::ListingId listing, std::int64_t minor, std::int64_t quantity = 1) {
        return post(for_goods(listing),
                    R"({"version":1,"quantity":)" + std::to_string(quantity) +
                        R"(,"price":{"minor":)" + std::to_string(minor) + R"(,"currency":"GBP"}})",
                    as_ben);
    }
    std::string as_ann, as_ben, as_cem;
};

TEST_P(OfferRoutes, MS_05_show_each_side_what_it_may_do) {
    const auto mugs = live(mug(5));
    EXPECT_EQ(get(for_goods(mugs), as_ben).at("taken"), "true");
    EXPECT_EQ(get(for_goods(mugs), as_ben).at("mine"), "null");
    const Reply made = make(mugs, 700, 2);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.at("state"), "offered");
    EXPECT_EQ(made.at("role"), "buyer");
    EXPECT_EQ(made.at("title"), "Mug");
    EXPECT_EQ(made.at("price.minor"), "700");
    EXPECT_EQ(made.at("listed.minor"), "950");
    EXPECT_EQ(made.at("total.minor"), "1400");
    EXPECT_EQ(made.at("may"), R"(["withdraw"])");
    EXPECT_EQ(made.at("until"), "2030-01-03T12:00:00.000000Z");
    const std::string path = "/api/v1/offers/" + made.at("id");
    EXPECT_EQ(get(path, as_ann).at("may"), R"(["accept","counter","decline"])");
    EXPECT_EQ(get(path, as_ann).at("buyer.handle"), "ben");
    EXPECT_EQ(get(path, as_cem).code(), "no_such_offer");
    EXPECT_EQ(get(path).status, 401);
    EXPECT_EQ(get(for_goods(mugs), as_ben).at("mine.id"), made.at("id"));
    EXPECT_EQ(get(for_goods(mugs), as_cem).at("mine"), "null");

    EXPECT_EQ(post(path + "/counter", price(800), as_ann).at("state"), "countered");
    EXPECT_EQ(post(path + "/accept", price(700), as_ben).code(), "offer_changed");
    const Reply agreed = post(path + "/accept", price(800), as_ben);
    EXPECT_EQ(agreed.at("state"), "accepted");
    EXPECT_EQ(agreed.at("may"), R"(["withdraw","buy"])");
    EXPECT_EQ(agreed.at("history.1.price.minor"), "800");
    EXPECT_EQ(get(path, as_ann).at("may"), "[]");
    EXPECT_EQ(post(path + "/withdraw", "{}", as_ann).code(), "offer_not_now");
}

TEST_P(OfferRoutes, MS_05_buy_at_the_agreed_price) {
    const auto mugs = live(mug(5));
    const std::string id = make(mugs, 700).at("id");
    post("/api/v1/offers/" + id + "/accept", price(700), as_ann);
    const std::string form =
        R"({"lines":[{"listing":")" + std::to_string(mugs.value) +
        R"(","version":1,"quantity":1}],"delivery":{"name":"Ben","address":)"
        R"("1 Street"},"payment":{"method":"simulator","card":"ok"},"offer":")" +
        id + R"("})";
    EXPECT_EQ(post("/api/v1/orders", form, as_cem).code(), "no_such_offer");
    const Reply bought = post("/api/v1/orders", form, as_ben);
    ASSERT_EQ(bought.status, 201) << bought.body;
    EXPECT_EQ(bought.at("state"), "paid_held");
    EXPECT_EQ(bought.at("total.minor"), "700");
    const Reply seen = get("/api/v1/offers/" + id, as_ben);
    EXPECT_EQ(seen.at("state"), "paid");
    EXPECT_EQ(seen.at("order"), bought.at("id"));
    EXPECT_EQ(post("/api/v1/orders", form, as_ben).code(), "offer_not_now");
    EXPECT_EQ(stock(mugs), 4);
}

TEST_P(OfferRoutes, MS_05_let_the_seller_take_none) {
    const auto mugs = live(mug(5));
    EXPECT_EQ(call(Method::put, for_goods(mugs), R"({"taken":false})", as_ben).code(),
              "no_such_listing");
    EXPECT_EQ(call(Method::put, for_goods(mugs), R"({"taken":false})", as_ann).at("taken"),
              "false");
    EXPECT_EQ(get(for_goods(mugs), as_ben).at("taken"), "false");
    EXPECT_EQ(make(mugs, 700).code(), "no_offers");
    EXPECT_EQ(call(Method::put, for_goods(mugs), R"({"taken":true})", as_ann).at("taken"), "true");
    EXPECT_EQ(make(mugs, 0).at("fields.0.field"), "price.minor");
    EXPECT_EQ(make(mugs, 950).at("fields.0.code"), "not_below");
    EXPECT_EQ(make(mugs, 949).status, 201);
}

TEST_P(OfferRoutes, CI_04_show_nothing_across_a_block_but_what_was_ordered) {
    const Reply made = make(live(mug(5)), 700);
    const Offer agreed = accepted(ben, live(mug(5)));
    ASSERT_TRUE(taking_up(basket_for(agreed), agreed.id));
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(get("/api/v1/offers/" + made.at("id"), as_ben).code(), "no_such_offer");
    EXPECT_EQ(get("/api/v1/offers/" + made.at("id"), as_ann).code(), "no_such_offer");
    const Reply list = get("/api/v1/offers?role=buyer", as_ben);
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.state"), "ordered");
}

TEST_P(OfferRoutes, MS_05_list_the_offers_of_each_side_in_pages) {
    for (const std::int64_t minor : {700, 600, 500}) {
        const auto made = make(live(mug(1)), minor);
        ASSERT_EQ(made.status, 201) << made.body;
        if (minor == 600) post("/api/v1/offers/" + made.at("id") + "/decline", "{}", as_ann);
    }
    const std::string list = "/api/v1/offers?role=";
    EXPECT_EQ(get(list + "buyer", as_ben).count(), 3U);
    EXPECT_EQ(get(list + "seller", as_ben).count(), 0U);
    const Reply open = get(list + "seller&open=true&limit=1", as_ann);
    ASSERT_EQ(open.count(), 1U);
    EXPECT_EQ(open.at("items.0.price.minor"), "500");
    const Reply rest = get(list + "seller&open=true&limit=1&after=" + open.at("next"), as_ann);
    EXPECT_EQ(rest.at("items.0.price.minor"), "700");
    EXPECT_EQ(rest.at("next"), "null");
    EXPECT_EQ(get(list + "buyer&open=false", as_ben).at("items.0.state"), "declined");
}

ON_EVERY_DATABASE(OfferRoutes);

}  // namespace
}  // namespace offers
