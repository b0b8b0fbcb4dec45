#include "app/hooking.hpp"

#include <gmock/gmock.h>

#include <map>

#include "events/cursors.hpp"
#include "http/json.hpp"
#include "notices/notices.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"
#include "reviews/reviews.hpp"
#include "shops/shops.hpp"

namespace app {
namespace {

using webhooks::HookKind;

tests::Migrations modules() {
    tests::Migrations list = tests::sale_modules();
    for (const auto& module :
         {reviews::migrations(), notices::migrations(), webhooks::migrations()}) {
        list.push_back(module);
    }
    return list;
}

/// Everything that may be chosen by this owner.
std::vector<HookKind> all(webhooks::Hears most) {
    std::vector<HookKind> kinds;
    for (const webhooks::KindRule& rule : webhooks::kind_rules()) {
        if (rule.hears != webhooks::Hears::nobody && rule.hears <= most) kinds.push_back(rule.kind);
    }
    return kinds;
}

/// Ann sells, Ben buys; each has a program, and so has the market.
class Hooking : public tests::SaleTest {
protected:
    Hooking() : SaleTest(modules()) { reviews::add_listeners(hub); }
    void SetUp() override {
        SaleTest::SetUp();
        anns = hook(ann, webhooks::Hears::seller);
        bens = hook(ben, webhooks::Hears::seller);
        markets = hook(webhooks::the_market, webhooks::Hears::market);
    }
    webhooks::EndpointId hook(base::MemberId owner, webhooks::Hears most) {
        return must([&](db::Tx& tx) {
                   return webhooks::make(tx, owner, {"https://a.example/", "", all(most)}, {});
               })
            .endpoint.id;
    }
    void follow() {
        while (true) {
            const bool more = must([&](db::Tx& tx) -> base::Result<bool> {
                const auto list =
                    events::after(tx, events::cursor(tx, hooking_name), hooked_at_once);
                if (list.empty()) return false;
                TRY(hook_of(tx, list));
                events::move_cursor(tx, hooking_name, list.back().seq);
                return true;
            });
            if (!more) return;
        }
    }
    /// What a program was told since it was last asked, in the order of telling.
    std::vector<std::string> heard(webhooks::EndpointId id) {
        follow();
        std::vector<std::string> kinds;
        const auto list = look([&](db::Snapshot& db) {
            return webhooks::deliveries_of(db, id, std::nullopt, INT64_MAX, 1'000);
        });
        for (const auto& one : list) kinds.emplace_back(base::name_of(one.kind));
        std::ranges::reverse(kinds);
        const auto fresh = kinds.begin() + told[id.value];
        told[id.value] = std::ssize(kinds);
        return {fresh, kinds.end()};
    }

    webhooks::EndpointId anns, bens, markets;
    std::map<std::int64_t, std::int64_t> told;
};

using Kinds = std::vector<std::string>;

TEST_P(Hooking, PL_01_ASellerHearsOfTheirOrdersAndGoodsAndABuyerDoesNot) {
    const auto mug = live(tests::mug());
    EXPECT_EQ(heard(anns), (Kinds{"listing_published"}));
    const auto placed = order_of(ben, mug);
    pay(placed.payment);
    must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
    must([&](db::Tx& tx) { return reviews::ask(tx, ben, mug, "Does it break?"); });
    must([&](db::Tx& tx) { return reviews::write(tx, {placed.order.id, 1, ben, 4, "Fine"}); });
    EXPECT_THAT(heard(anns),
                testing::ElementsAre("order_placed", "order_paid", "order_shipped", "order_settled",
                                     "question_asked", "review_written"));
    EXPECT_TRUE(heard(bens).empty());
}

TEST_P(Hooking, TheMarketHearsOfEverybodysAndOfMembersAndShops) {
    heard(markets);
    const auto dan = join("dan");
    must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's"); });
    EXPECT_THAT(heard(markets), testing::ElementsAre("member_joined", "shop_opened"));
    live(tests::mug());
    EXPECT_THAT(heard(markets), testing::ElementsAre("listing_published"));
}

TEST_P(Hooking, APayloadHoldsNothingOfTheBuyer) {
    const auto placed = order_of(ben, live(tests::mug()));
    pay(placed.payment);
    follow();
    const auto bodies = look(
        [](db::Snapshot& db) { return db.all<std::string>("select body from webhook_messages"); });
    ASSERT_FALSE(bodies.empty());
    for (const std::string& body : bodies) {
        EXPECT_EQ(body.find("\"" + std::to_string(ben.value) + "\""), std::string::npos) << body;
        EXPECT_EQ(body.find("Ben"), std::string::npos) << body;
    }
}

/// An event of Ann's as the module that tells it writes it down.
events::Event event_of(HookKind kind, base::MemberId ann, base::MemberId ben) {
    events::Event event;
    event.kind = base::name_of(kind);
    event.subject = 7;
    const bool said = kind == HookKind::question_asked || kind == HookKind::review_written;
    switch (webhooks::rule_of(kind).subject) {
        case webhooks::Subject::order:
            event.payload = http::to_json(orders::Told{
                base::Money{950, "GBP"}, base::Money{0, "GBP"}, base::Time{}, ann, ben});
            break;
        case webhooks::Subject::listing:
            event.payload = said ? http::to_json(reviews::Told{{8}, ben, ann})
                                 : http::to_json(shops::Told{{7}, {3}, ann, 1, 2});
            break;
        case webhooks::Subject::payout: event.payload = http::to_json(payouts::Told{ann}); break;
        case webhooks::Subject::webhook:
        case webhooks::Subject::shop:
        case webhooks::Subject::member: event.payload = "{}"; break;
    }
    return event;
}

TEST_P(Hooking, PL_01_EveryKindReachesWhoseThingItIsAndTheMarketAndNobodyElse) {
    for (const auto id : {anns, bens, markets}) (void)heard(id);
    std::size_t heard_of = 0;
    for (const webhooks::KindRule& rule : webhooks::kind_rules()) {
        if (rule.hears == webhooks::Hears::nobody) continue;
        SCOPED_TRACE(base::name_of(rule.kind));
        events::Event event = event_of(rule.kind, ann, ben);
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            event.seq = events::last(tx) + 1;  // After the endpoints were made.
            event.at = tx.now();
            return hook_of(tx, {event});
        });
        const Kinds one{event.kind};
        EXPECT_EQ(heard(anns), rule.hears == webhooks::Hears::seller ? one : Kinds{});
        EXPECT_EQ(heard(markets), one);
        EXPECT_TRUE(heard(bens).empty());
        const auto latest = look([&](db::Snapshot& db) {
            const auto list = webhooks::deliveries_of(db, markets, std::nullopt, INT64_MAX, 1);
            return webhooks::texts_of(db, list.at(0).id).body;
        });
        EXPECT_THAT(latest, testing::HasSubstr(R"("type":")" + event.kind + R"(",)"));
        EXPECT_THAT(latest, testing::HasSubstr(R"("id":"7")"));
        ++heard_of;
    }
    EXPECT_EQ(heard_of, base::every<HookKind>().size() - 1) << "all but a ping";
}

ON_EVERY_DATABASE(Hooking);

}  // namespace
}  // namespace app
