// RP-04: the operator's list of shops; and what a policy would have meant before it is set.

#include "desk/routes.hpp"

#include <gtest/gtest.h>

#include "cases/cases.hpp"
#include "insight/insight.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"
#include "reviews/reviews.hpp"

namespace desk {
namespace {

using tests::Method;
using tests::Reply;

tests::Migrations modules() {
    auto list = tests::sale_modules();
    list.push_back(payouts::migrations());
    list.push_back(insight::migrations());
    list.push_back(reviews::migrations());
    return list;
}

class Desk : public tests::SaleTest {
protected:
    Desk() : SaleTest(modules()) { add_routes(*router, {"GBP", "Europe/London"}); }
    void SetUp() override {
        SaleTest::SetUp();
        make_operator(cem);
        as_cem = cookie_of(cem);
    }

    Reply listed(const std::string& query) {
        return call(Method::get, "/api/v1/operator/shops" + query, "", as_cem);
    }
    Reply tried(const std::string& name, std::int64_t value) {
        return call(Method::get,
                    "/api/v1/operator/policies/" + name + "/trial?value=" + std::to_string(value),
                    "", as_cem);
    }
    shops::ShopId opened(const std::string& handle) {
        const auto member = join(handle);
        return must([&](db::Tx& tx) { return shops::open(tx, member, handle + "'s"); });
    }
    void settle_one() {
        const auto id = delivered_mug();
        must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    }

    std::string as_cem;
};

TEST_P(Desk, RP_04_lists_every_shop_to_the_operator_and_to_nobody_else) {
    settle_one();
    (void)paid_mug();
    EXPECT_EQ(call(Method::get, "/api/v1/operator/shops", "", cookie_of(ann)).status, 403);
    EXPECT_EQ(call(Method::get, "/api/v1/operator/shops").status, 401);
    const auto list = listed("");
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.owner.handle"), "ann");
    EXPECT_EQ(list.at("items.0.orders"), "2");
    EXPECT_EQ(list.at("items.0.settled_orders"), "1");
    EXPECT_NE(list.at("items.0.settled.minor"), "0");
    EXPECT_EQ(list.at("items.0.live"), "2");
    EXPECT_EQ(list.at("items.0.open_cases"), "0");
    EXPECT_EQ(list.at("items.0.away_until"), "null");
}

TEST_P(Desk, SortsByAgeAndBySalesAndMissesNone) {
    settle_one();  // Ann's.
    for (const std::string handle : {"dora", "emil", "fay"}) (void)opened(handle);
    std::vector<std::string> names;
    std::string after;
    do {
        const auto page = listed("?sort=oldest&limit=1" + after);
        names.push_back(page.at("items.0.owner.handle"));
        after = page.at("next") == "null" ? "" : "&after=" + page.at("next");
    } while (!after.empty());
    EXPECT_EQ(names, (std::vector<std::string>{"ann", "dora", "emil", "fay"}));
    EXPECT_EQ(listed("?sort=newest").at("items.0.owner.handle"), "fay");
    EXPECT_EQ(listed("?sort=sales").count(), 1U) << "those that ever had an order";
    EXPECT_EQ(listed("?sort=sales").at("items.0.owner.handle"), "ann");
}

TEST_P(Desk, NarrowsDownToWhoIsAwayHasCasesOrSoldNothing) {
    settle_one();
    const auto dora = opened("dora");
    EXPECT_EQ(listed("?only=unsold").count(), 1U);
    EXPECT_EQ(listed("?only=unsold").at("items.0.id"), std::to_string(dora.value));
    EXPECT_EQ(listed("?only=away").count(), 0U);
    const auto hers = *look([&](db::Snapshot& db) { return shops::shop_of(db, ann); });
    must([&](db::Tx& tx) {
        return shops::close(tx, ann, hers.id, {now, now + std::chrono::days{3}, "away"});
    });
    EXPECT_EQ(listed("?only=away").at("items.0.owner.handle"), "ann");
    EXPECT_EQ(listed("?only=away&q=ann").count(), 1U);
    EXPECT_EQ(listed("?only=away&q=dora").count(), 0U) << "she is there";
    EXPECT_EQ(listed("?only=cases").count(), 0U);
    const auto listing = live(tests::mug());
    must([&](db::Tx& tx) {
        return cases::report(
            tx, {ben,
                 {cases::SubjectKind::listing, cases::SubjectId{listing.value}, 1, "Mug", ann},
                 "spam",
                 "so it seems"});
    });
    EXPECT_EQ(listed("?only=cases").at("items.0.open_cases"), "1");
    EXPECT_EQ(listed("?q=dora").count(), 1U);
    EXPECT_EQ(listed("?q=nobody").count(), 0U);
}

TEST_P(Desk, ATriedCommissionIsWeighedByWhatWasSettledLately) {
    settle_one();
    const auto trial = tried("commission_ppm", 100'000);
    EXPECT_EQ(trial.at("kind"), "commission");
    EXPECT_EQ(trial.at("current"), "50000");
    EXPECT_EQ(trial.at("commission.orders"), "1");
    const auto now_minor = base::to_number(trial.at("commission.now.minor"));
    const auto then_minor = base::to_number(trial.at("commission.then.minor"));
    ASSERT_TRUE(now_minor && then_minor);
    EXPECT_GT(*then_minor, *now_minor);
    now += std::chrono::days{31};
    as_cem = cookie_of(cem);  // A session lives for thirty days.
    EXPECT_EQ(tried("commission_ppm", 100'000).at("commission.orders"), "0");
}

TEST_P(Desk, ES_18_ATriedCommissionIsOfGoodsAndNotOfPostage) {
    must([&](db::Tx& tx) { return shops::set_postage(tx, ann, shop, {"GBP", {{"", 490}}}); });
    const auto goods = live(tests::mug(20));
    const auto placed = must([&](db::Tx& tx) {
        orders::Basket basket{ben, {{goods, 1, 2}}, "Ben", "1", payments::Method::simulator};
        basket.postage = 490;
        return orders::place(tx, basket, settings);
    });
    pay(placed.payment);
    must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
    const auto trial = tried("commission_ppm", 100'000);
    EXPECT_EQ(trial.at("commission.sold.minor"), "1900");
    EXPECT_EQ(trial.at("commission.now.minor"), "95");
    EXPECT_EQ(trial.at("commission.then.minor"), "190");
}

TEST_P(Desk, ATrialSaysWhatItIsAboutAndChangesNothing) {
    EXPECT_EQ(tried("accept_within_hours", 1).at("kind"), "clock");
    EXPECT_EQ(tried("questions_per_day", 1).at("kind"), "limit");
    EXPECT_EQ(tried("session_days", 1).at("kind"), "nothing");
    EXPECT_EQ(tried("gravity", 1).code(), "no_such_policy");
    EXPECT_EQ(tried("accept_within_hours", 0).at("fields.0.code"), "too_small");
    EXPECT_EQ(tried("accept_within_hours", 721).at("fields.0.field"), "value");
    EXPECT_EQ(call(Method::get, "/api/v1/operator/policies/session_days/trial?value=1", "",
                   cookie_of(ann))
                  .status,
              403);
    EXPECT_EQ(number("select count(*) from policy_versions"), 0);
}

TEST_P(Desk, ATriedLimitCountsWhoIsBeyondIt) {
    const auto listing = live(tests::mug());
    for (int i = 0; i < 3; ++i) {
        must([&](db::Tx& tx) { return reviews::ask(tx, ben, listing, "How large is it?"); });
    }
    EXPECT_EQ(tried("questions_per_day", 2).at("limit.members"), "1");
    EXPECT_EQ(tried("questions_per_day", 3).at("limit.members"), "0");
}

ON_EVERY_DATABASE(Desk);

}  // namespace
}  // namespace desk
