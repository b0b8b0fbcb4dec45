// How many goods one buyer may keep from everybody without paying.

#include "orders/unpaid.hpp"

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"
#include "orders/tests/silent_page.hpp"
#include "policies/limits.hpp"

namespace orders {
namespace {

using payments::Method;

class UnpaidOrders : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        goods = live(tests::mug(100));
        set(policies::unpaid_open_most, 3);
        set(policies::unpaid_expired_most, 2);
    }
    void set(std::string_view name, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{name}, value, ann, "a test"});
        });
    }
    base::Result<Placed> try_order(base::MemberId buyer, Method method) {
        return act([&](db::Tx& tx) {
            return orders::place(tx, {buyer, {{goods, 1, 1}}, "Ben", "1 Street", method}, settings);
        });
    }
    std::string code(base::MemberId buyer, Method method = Method::bank_transfer) {
        const auto made = try_order(buyer, method);
        return made ? "done" : std::string{made.error().code()};
    }

    shops::ListingId goods;
};
ON_EVERY_DATABASE(UnpaidOrders);

TEST_P(UnpaidOrders, AB_03_so_many_may_wait_for_a_transfer_and_then_it_is_paid_at_once) {
    const auto first = try_order(ben, Method::bank_transfer);
    ASSERT_TRUE(first);
    EXPECT_EQ(code(ben), "done");
    EXPECT_EQ(code(ben), "done");
    const auto refused = try_order(ben, Method::bank_transfer);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error() == too_many_unpaid);
    EXPECT_EQ(refused.error().args().front().second, "3");
    EXPECT_EQ(row(goods).stock, 97) << "nothing was set aside";
    EXPECT_EQ(code(ben, Method::simulator), "done") << "what is paid at once keeps nobody waiting";
    EXPECT_EQ(code(cem), "done") << "others are others";
    // One of them is called off: there is room for another, but for the card that nobody used.
    must([&](db::Tx& tx) { return cancel(tx, first->order.id, ben, std::nullopt); });
    EXPECT_EQ(code(ben), "too_many_unpaid");
    run_due("payment_check");
    now += std::chrono::hours{2};
    run_due();
    EXPECT_EQ(code(ben), "done");
}

TEST_P(UnpaidOrders, AB_03_nobody_goes_round_it_by_a_card_that_is_declined) {
    for (int i = 0; i < 4; ++i) EXPECT_EQ(code(ben, Method::simulator), "done");
    const auto last = number("select max(id) from orders");
    run_due("payment_check");
    now += std::chrono::minutes{1};
    run_due("payment_check");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return pay_again(tx, OrderId{last}, ben, Method::bank_transfer, settings);
              }),
              "too_many_unpaid");
}

TEST_P(UnpaidOrders, AB_03_nobody_goes_round_it_by_pages_that_are_never_paid) {
    tests::SilentPage page;
    settings.card = &page;
    const auto first = try_order(ben, Method::card);
    ASSERT_TRUE(first);
    EXPECT_EQ(code(ben, Method::card), "done");
    EXPECT_EQ(code(ben, Method::card), "done");
    EXPECT_EQ(code(ben, Method::card), "too_many_unpaid");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return pay_again(tx, first->order.id, ben, Method::card, settings);
              }),
              "done")
        << "what waits may be paid";
    EXPECT_EQ(code(cem, Method::card), "done");
}

TEST_P(UnpaidOrders, AB_03_who_let_too_many_expire_pays_at_once_for_a_while) {
    EXPECT_EQ(code(ben), "done");
    EXPECT_EQ(code(ben), "done");
    now += std::chrono::days{8};
    run_due();
    EXPECT_EQ(number("select count(*) from orders where state = 'expired'"), 2);
    EXPECT_EQ(code(ben), "too_often_unpaid");
    EXPECT_EQ(code(ben, Method::simulator), "done");
    EXPECT_EQ(code(cem), "done");
    now += std::chrono::days{23};
    EXPECT_EQ(code(ben), "done");
}

TEST_P(UnpaidOrders, AB_03_a_seller_declines_and_nothing_is_held_against_them) {
    const auto made = try_order(ben, Method::bank_transfer);
    ASSERT_TRUE(made);
    const auto sales =
        number("select cast(sum(settled_orders + settled) as bigint) from shop_sales");
    must([&](db::Tx& tx) { return cancel(tx, made->order.id, ann, std::string{"not you"}); });
    EXPECT_EQ(number("select cast(sum(settled_orders + settled) as bigint) from shop_sales"),
              sales);
    EXPECT_EQ(number("select count(*) from accounts where purpose = 'debt' and balance <> 0"), 0);
    EXPECT_EQ(row(goods).stock, 100);
    EXPECT_EQ(code(ben), "done") << "what was called off is not one that expired";
}

// Held goods are the only way in which a seller is kept from selling today.
TEST_P(UnpaidOrders, MS_09_what_was_kept_from_sale_is_bought_from_the_same_cart_afterwards) {
    const shops::Hold hold{"counterfeit", 1, 7};
    must([&](db::Tx& tx) { return shops::hold(tx, goods, hold); });
    EXPECT_EQ(code(ben), "no_such_listing");
    must([&](db::Tx& tx) { return shops::release(tx, goods, hold); });
    EXPECT_EQ(code(ben), "done") << "the same version, and nothing to mend by hand";
    const base::Time until = now + std::chrono::days{3};
    must([&](db::Tx& tx) { return shops::close(tx, ann, shop, {now, until, ""}); });
    EXPECT_EQ(code(ben), "shop_on_holiday");
    must([&](db::Tx& tx) { return shops::reopen(tx, ann, shop); });
    EXPECT_EQ(code(ben), "done");
}

}  // namespace
}  // namespace orders
