// RP-04: the operator comes from a figure to the orders it is made of, and to every other one.

#include "orders/register.hpp"

#include <algorithm>
#include <random>

#include "orders/sales.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::Reply;

class Register : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        olga = join("olga");
        make_operator(olga);
        as_olga = cookie_of(olga);
    }
    Reply listed(const std::string& query, const std::string& cookie) {
        return call(Method::get, "/api/v1/operator/orders" + query, "", cookie);
    }
    Reply listed(const std::string& query) { return listed(query, as_olga); }
    /// All that a list has, two to a page.
    std::vector<std::string> walk(const std::string& query) {
        std::vector<std::string> ids;
        std::string after;
        while (true) {
            const auto page = listed("?limit=2" + query + after);
            for (std::size_t i = 0; i < page.count(); ++i) {
                ids.push_back(page.at("items." + std::to_string(i) + ".id"));
            }
            if (page.at("next") == "null") return ids;
            after = "&after=" + page.at("next");
        }
    }
    static std::string text(OrderId id) { return std::to_string(id.value); }

    base::MemberId olga;
    std::string as_olga;
};

TEST_P(Register, RP_04_shows_every_order_to_the_operator_and_to_nobody_else) {
    const auto placed = one_mug();
    EXPECT_EQ(listed("", cookie_of(ann)).status, 403);
    EXPECT_EQ(listed("", "").status, 401);
    const auto list = listed("");
    EXPECT_EQ(list.at("items.0.id"), text(placed.order.id));
    EXPECT_EQ(list.at("items.0.state"), "awaiting_payment");
    EXPECT_EQ(list.at("items.0.method"), "simulator");
    EXPECT_EQ(list.at("items.0.buyer.handle"), "ben");
    EXPECT_EQ(list.at("items.0.seller.handle"), "ann");
    EXPECT_EQ(list.at("items.0.clock.what"), "pay_by");
}

TEST_P(Register, NewestGoesByWhenTheyWerePlacedAndMissesNoneOfAnInstant) {
    std::vector<std::string> placed;
    for (int i = 0; i < 5; ++i) {
        if (i % 2 == 0) now += std::chrono::minutes{1};
        placed.insert(placed.begin(), text(one_mug().order.id));
    }
    EXPECT_EQ(walk(""), placed);
}

TEST_P(Register, WaitingHasWhatIsOpenByItsClock) {
    const auto transfer = one_mug(payments::Method::bank_transfer).order.id;  // Seven days.
    const auto paid = paid_mug();                                             // Three days.
    const auto unpaid = one_mug().order.id;                                   // Half an hour.
    const auto over = one_mug().order.id;
    must([&](db::Tx& tx) { return cancel(tx, over, ben, std::nullopt); });
    EXPECT_EQ(walk("&sort=waiting"),
              (std::vector<std::string>{text(unpaid), text(paid), text(transfer)}));
}

TEST_P(Register, IsNarrowedDownByStateMethodDaysAndNumber) {
    const auto old = paid_mug();
    now += std::chrono::hours{49};
    const auto fresh = paid_mug();
    const auto transfer = one_mug(payments::Method::bank_transfer).order.id;
    using Ids = std::vector<std::string>;
    EXPECT_EQ(walk("&state=paid_held"), (Ids{text(fresh), text(old)}));
    EXPECT_EQ(walk("&state=paid_held&days=2"), (Ids{text(fresh)}));
    EXPECT_EQ(walk("&method=bank_transfer"), (Ids{text(transfer)}));
    EXPECT_EQ(walk("&method=bank_transfer&state=paid_held"), Ids{});
    EXPECT_EQ(walk("&q=" + text(old)), (Ids{text(old)}));
    EXPECT_EQ(walk("&q=4711"), Ids{});
    EXPECT_EQ(listed("?q=mug").at("fields.0.field"), "q");
    EXPECT_EQ(listed("?after=nonsense").at("fields.0.field"), "after");
    EXPECT_EQ(listed("?limit=101").at("fields.0.field"), "limit");
}

TEST_P(Register, IsNarrowedDownByBuyerAndByStall) {
    const auto carl = join("carl"), dan = join("dan");
    const auto dans_shop =
        must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's Bowls & MÜGLI"); });
    const auto bowl = must([&](db::Tx& tx) { return shops::list(tx, dan, tests::mug(9)); });
    do_as(dan, shops::publish, bowl);
    const auto mug = live(tests::mug(9));
    const auto buy = [&](base::MemberId buyer, shops::ListingId listing) {
        now += std::chrono::minutes{1};
        return text(must([&](db::Tx& tx) {
                        const Basket basket{
                            buyer, {{listing, 1, 1}}, "B", "1 Street", payments::Method::simulator};
                        return orders::place(tx, basket, settings);
                    }).order.id);
    };
    const auto bens_mug = buy(ben, mug), bens_bowl = buy(ben, bowl);
    const auto carls_bowl = buy(carl, bowl), carls_mug = buy(carl, mug), again = buy(ben, mug);
    using Ids = std::vector<std::string>;
    EXPECT_EQ(walk("&buyer=@ben"), (Ids{again, bens_bowl, bens_mug}));
    EXPECT_EQ(walk("&buyer=BE"), (Ids{again, bens_bowl, bens_mug}));
    EXPECT_EQ(walk("&buyer=@be"), Ids{}) << "that one and no other";
    EXPECT_EQ(walk("&buyer=nobody"), Ids{});
    EXPECT_EQ(walk("&stall=@dan"), (Ids{carls_bowl, bens_bowl}));
    EXPECT_EQ(walk("&stall=m%C3%BCgli"), (Ids{carls_bowl, bens_bowl}));
    EXPECT_EQ(walk("&stall=dan%27s+bowls"), (Ids{carls_bowl, bens_bowl}));
    EXPECT_EQ(walk("&stall=%21%21"), Ids{}) << "says nothing";
    EXPECT_EQ(walk("&stall=bowls&buyer=carl"), Ids{carls_bowl});
    EXPECT_EQ(walk("&stall=a&buyer=b"), (Ids{again, bens_bowl, bens_mug}))
        << "both stalls hold an a";
    EXPECT_EQ(walk("&stall=a"), (Ids{again, carls_mug, carls_bowl, bens_bowl, bens_mug}));
    must([&](db::Tx& tx) { return cancel(tx, {std::stoll(bens_mug)}, ben, std::nullopt); });
    EXPECT_EQ(walk("&buyer=ben&state=cancelled"), Ids{bens_mug});
    EXPECT_EQ(walk("&buyer=ben&sort=waiting"), (Ids{bens_bowl, again}));
    EXPECT_EQ(walk("&stall=@dan&sort=waiting&days=1"), (Ids{bens_bowl, carls_bowl}));
    EXPECT_EQ(order({std::stoll(bens_bowl)}).shop, dans_shop);
}

TEST_P(Register, SaysSoWhereTooManyPeopleFit) {
    for (std::size_t i = 0; i <= people_most; ++i) join("zoe_" + std::to_string(100 + i));
    const auto refused = listed("?buyer=zoe");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("fields.0.field"), "buyer");
    EXPECT_EQ(refused.at("fields.0.code"), "fits_too_many");
    EXPECT_EQ(listed("?stall=zoe").at("fields.0.field"), "stall");
    EXPECT_EQ(listed("?buyer=zoe_12").status, 200);
    EXPECT_EQ(listed("?buyer=" + std::string(61, 'z')).at("fields.0.field"), "buyer");
}

TEST_P(Register, SaysHowAnOrderIsPaidAtLast) {
    const auto id = one_mug(payments::Method::bank_transfer).order.id;
    must([&](db::Tx& tx) { return pay_again(tx, id, ben, payments::Method::simulator, settings); });
    EXPECT_EQ(walk("&method=bank_transfer"), std::vector<std::string>{});
    EXPECT_EQ(listed("?method=simulator").at("items.0.method"), "simulator");
}

TEST_P(Register, CountsWhatAShopHasSold) {
    const auto placed = one_mug();
    const auto its_shop = placed.order.shop;
    const auto sold = [&] {
        return look([&](db::Snapshot& db) { return sales_of(db, "GBP", {its_shop}); });
    };
    ASSERT_EQ(sold().size(), 1U);
    EXPECT_EQ(sold()[0].orders, 1);
    EXPECT_EQ(sold()[0].settled, 0);
    const auto id = delivered_mug();
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(sold()[0].orders, 2);
    EXPECT_EQ(sold()[0].settled_orders, 1);
    EXPECT_EQ(sold()[0].settled, order(id).total);
    const auto best =
        look([](db::Snapshot& db) { return best_shops(db, "GBP", SalesPlace{}, 10); });
    ASSERT_EQ(best.size(), 1U);
    EXPECT_EQ(best[0].shop, its_shop);
}

TEST_P(Register, ATriedClockSaysWhatWouldBeOverAndMovesNothing) {
    const auto tried = [&](std::string_view name, std::int64_t value) {
        return look([&](db::Snapshot& db) { return try_clock(db, name, value); });
    };
    (void)paid_mug();
    now += std::chrono::hours{10};
    const auto id = paid_mug();
    const auto clock = order(id).clock_at;
    now += std::chrono::hours{5};
    EXPECT_EQ(tried(policies::accept_within_hours, 72)->over, 0);
    EXPECT_EQ(tried(policies::accept_within_hours, 15)->over, 1);
    EXPECT_EQ(tried(policies::accept_within_hours, 16)->over, 0);
    EXPECT_EQ(tried(policies::accept_within_hours, 5)->over, 2);
    EXPECT_EQ(tried(policies::accept_within_hours, 5)->running, 2);
    EXPECT_EQ(tried(policies::ship_within_days, 1)->running, 0);
    EXPECT_FALSE(tried(policies::commission_ppm, 1));
    EXPECT_EQ(order(id).clock_at, clock);
}

TEST_P(Register, PlayMoneyIsTakenOnlyWhereThePolicyOffersIt) {
    const auto offered = [&] {
        return look([&](db::Snapshot& db) { return methods_offered(db, settings).size(); });
    };
    EXPECT_EQ(offered(), 2U);
    const auto listing = live(tests::mug());
    must([&](db::Tx& tx) { return policies::set(tx, {"play_money", 0, olga, "real money"}); });
    EXPECT_EQ(offered(), 1U);
    const auto refused = act([&](db::Tx& tx) {
        return orders::place(
            tx, {ben, {{listing, 1, 1}}, "Ben", "1 Street", payments::Method::simulator}, settings);
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), "method_not_offered");
}

TEST_P(Register, TransfersAreOfferedOnlyWhereThereIsAnAccountForThem) {
    bool has_account = true;
    settings.takes_transfers = [&](db::Snapshot&) { return has_account; };
    const auto offered = [&] {
        return look([&](db::Snapshot& db) { return methods_offered(db, settings); });
    };
    const auto transfers = [&](base::MemberId buyer, shops::ListingId listing) {
        return code_of([&](db::Tx& tx) {
            return orders::place(
                tx, {buyer, {{listing, 1, 1}}, "Ben", "1 Street", payments::Method::bank_transfer},
                settings);
        });
    };
    const auto listing = live(tests::mug());
    EXPECT_EQ(offered().size(), 2U);
    EXPECT_EQ(transfers(ben, listing), "done");
    has_account = false;
    EXPECT_EQ(offered(), std::vector{payments::Method::simulator});
    EXPECT_EQ(transfers(ben, listing), "method_not_offered");
    // Another try of an order that waits for a card's payment is asked the same.
    const auto waiting = must([&](db::Tx& tx) {
        return orders::place(
            tx, {ben, {{listing, 1, 1}}, "Ben", "1 Street", payments::Method::simulator}, settings);
    });
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return pay_again(tx, waiting.order.id, ben, payments::Method::bank_transfer,
                                   settings);
              }),
              "method_not_offered");
}

ON_EVERY_DATABASE(Register);

}  // namespace
}  // namespace orders
