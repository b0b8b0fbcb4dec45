#include "orders/sources.hpp"

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::Reply;

class Sources : public tests::SaleTest {
protected:
    /// Ben buys one mug and says where he came from.
    void buy(shops::ListingId listing, std::optional<CameFrom> from, base::MemberId buyer) {
        must([&](db::Tx& tx) {
            return orders::place(
                tx, {buyer, {{listing, 1, 1}}, "Ben", "x", payments::Method::bank_transfer, from},
                settings);
        });
    }
    void buy(shops::ListingId listing, std::optional<CameFrom> from) { buy(listing, from, ben); }

    std::vector<SourceCount> counts() {
        return look([&](db::Snapshot& snapshot) { return sources_of(snapshot, ann); });
    }
    std::int64_t kept() {
        return look([](db::Snapshot& snapshot) {
            return snapshot.number("select count(*) as n from order_sources");
        });
    }
    static CameFrom by(Door door, std::int64_t thing) { return {door, {thing}}; }
};

TEST_P(Sources, PX_02_count_the_orders_by_the_page_that_led_there) {
    const auto mug = live(tests::mug(20));
    const auto bowl = live(tests::mug(20));
    for (int i = 0; i < 3; ++i) buy(mug, by(Door::listing, mug.value));
    for (int i = 0; i < 4; ++i) buy(bowl, by(Door::shop, shop.value));
    buy(bowl, std::nullopt);
    const auto found = counts();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].door, Door::shop);
    EXPECT_EQ(found[0].orders, 4);
    EXPECT_EQ(found[1].door, Door::listing);
    EXPECT_EQ(found[1].thing->value, mug.value);
    EXPECT_EQ(found[1].title, "Mug");
    EXPECT_EQ(found[1].orders, 3);
    now += std::chrono::days{source_days} + std::chrono::seconds{1};
    EXPECT_TRUE(counts().empty()) << "what is old is not counted";
}

TEST_P(Sources, PX_02_say_of_few_orders_not_by_which_page_they_came) {
    const auto one = live(tests::mug(20)), two = live(tests::mug(20));
    for (const auto listing : {one, one, two}) buy(listing, by(Door::listing, listing.value));
    const auto found = counts();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found[0].thing.has_value());
    EXPECT_EQ(found[0].orders, 3);
}

TEST_P(Sources, PX_02_keep_only_pages_of_the_seller_that_the_buyer_may_see) {
    const auto mug = live(tests::mug(50));
    const auto post = must([&](db::Tx& tx) {
        return circles::post(tx, {ann, circles::Audience::everybody, "Fresh from the kiln"});
    });
    const auto secret = must([&](db::Tx& tx) {
        return circles::post(tx, {ann, circles::Audience::friends, "For friends"});
    });
    const auto cems = must([&](db::Tx& tx) {
        return circles::post(tx, {cem, circles::Audience::everybody, "Look at this"});
    });
    for (const CameFrom& wrong :
         {by(Door::listing, 12345), by(Door::shop, shop.value + 1), by(Door::post, 12345),
          by(Door::post, secret.id.value), by(Door::post, cems.id.value)}) {
        buy(mug, wrong);
        EXPECT_EQ(kept(), 0) << base::name_of(wrong.door) << wrong.thing.value;
    }
    buy(mug, by(Door::post, post.id.value));
    EXPECT_EQ(kept(), 1);
}

TEST_P(Sources, PX_02_travel_with_the_checkout_and_are_shown_to_the_seller_alone) {
    const auto mug = live(tests::mug(20));
    const std::string id = std::to_string(mug.value);
    const auto checkout = [&](const std::string& from) {
        return call(Method::post, "/api/v1/orders",
                    R"({"lines":[{"listing":")" + id +
                        R"(","version":1,"quantity":1}],"delivery":{"name":"Ben","address":"x"},)"
                        R"("payment":{"method":"simulator","card":"ok"},"from":)" +
                        from + "}",
                    cookie_of(ben));
    };
    for (int i = 0; i < 3; ++i) {
        const Reply made = checkout(R"({"door":"listing","thing":")" + id + R"("})");
        EXPECT_EQ(made.status, 201);
        EXPECT_EQ(made.at("from"), "(nothing)");
    }
    EXPECT_EQ(checkout(R"({"door":"window","thing":"1"})").at("fields.0.field"), "from.door");
    EXPECT_EQ(checkout("null").status, 201);
    const Reply mine = call(Method::get, "/api/v1/me/sources", "", cookie_of(ann));
    EXPECT_EQ(mine.at("days"), "90");
    EXPECT_EQ(mine.at("items.0.thing"), id);
    EXPECT_EQ(mine.at("items.0.orders"), "3");
    EXPECT_EQ(call(Method::get, "/api/v1/me/sources", "", cookie_of(ben)).count(), 0U);
    EXPECT_EQ(call(Method::get, "/api/v1/me/sources").status, 401);
}

ON_EVERY_DATABASE(Sources);

}  // namespace
}  // namespace orders
