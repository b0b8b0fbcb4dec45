// What sending an order costs: shown before it is bought, frozen with it, the seller's whole, and
// paid back with all of the goods or by name.

#include <gtest/gtest.h>

#include "orders/promoting.hpp"
#include "orders/refund_rows.hpp"
#include "orders/sales.hpp"
#include "orders/tests/sale.hpp"
#include "orders/withdrawal.hpp"
#include "policies/fees.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::mug;
using tests::Reply;

/// Ann sells mugs for 9.50 and sends for 4.90, to Austria for 6.90, from 50.00 on for nothing; what
/// buyers were shown is said with the order.
class PostageOfOrders : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        ask_for({"GBP", {{"", 490, 5000}, {"AT", 690}}});
    }
    void ask_for(const shops::Postage& postage) {
        must([&](db::Tx& tx) { return shops::set_postage(tx, ann, shop, postage); });
    }
    Basket basket(shops::ListingId goods, std::int64_t quantity, std::int64_t postage,
                  const std::string& country = "DE") const {
        Basket made{ben, {{goods, 1, quantity}}, "Ben", "1 Street", payments::Method::simulator};
        made.destination.country = country;
        made.postage = postage;
        return made;
    }
    base::Result<Placed> try_to_buy(const Basket& wanted) {
        return act([&](db::Tx& tx) { return orders::place(tx, wanted, settings); });
    }
    /// Two mugs for 19.00 and 4.90, paid.
    OrderId two_mugs() {
        const auto placed = *try_to_buy(basket(live(mug(9)), 2, 490));
        pay(placed.payment);
        return placed.order.id;
    }
    OrderId sent() {
        const auto id = two_mugs();
        must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
        return id;
    }
    OrderId settled() {
        const auto id = sent();
        must([&](db::Tx& tx) { return confirm(tx, id, ben); });
        return id;
    }
    std::string asking(OrderId id, std::vector<RefundLine> lines) {
        return code_of([&](db::Tx& tx) {
            return ask_refund(tx, id, ben,
                              {Wish{{}, std::move(lines)}, RefundCause::damaged, "Broken."});
        });
    }
    void agree(OrderId id) {
        must([&](db::Tx& tx) { return agree_refund(tx, id, ann, {}); });
    }
    void give(OrderId id, const Wish& wish) {
        must([&](db::Tx& tx) { return refund(tx, id, ann, {wish, RefundCause::goodwill}); });
    }
    Reply page(OrderId id, const std::string& cookie) {
        return call(Method::get, "/api/v1/orders/" + std::to_string(id.value), "", cookie);
    }
    std::int64_t commission() { return balance(0, ledger::Holding::commission); }

    std::string as_ann, as_ben;
};
ON_EVERY_DATABASE(PostageOfOrders);

TEST_P(PostageOfOrders, ES_18_is_part_of_the_total_and_the_sellers_whole) {
    const auto id = two_mugs();
    EXPECT_EQ(order(id).total, 2390);
    EXPECT_EQ(order(id).postage, 490);
    EXPECT_EQ(order(id).held, 2390);
    EXPECT_EQ(number("select count(*) from order_lines"), 1) << "it is no goods";
    const Reply seen = page(id, as_ben);
    EXPECT_EQ(seen.at("postage.price.minor"), "490");
    EXPECT_EQ(seen.at("postage.line"), "1000");
    EXPECT_EQ(seen.count("lines"), 1U);
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(commission(), 95) << "5 % of the goods";
    EXPECT_EQ(available(ann), 2390 - 95);
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_nobody_pays_another_sum_than_they_were_shown) {
    const auto goods = live(mug(9));
    for (const std::int64_t shown : {0, 489, 491, 690}) {
        const auto refused = try_to_buy(basket(goods, 1, shown));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code(), "postage_changed");
        EXPECT_EQ(refused.error().args().front(), (base::Argument{"postage", "490"}));
    }
    EXPECT_EQ(row(goods).stock, 9) << "a refusal takes nothing";
    const auto old = *try_to_buy(basket(goods, 1, 490));
    ask_for({"GBP", {{"", 520}}});
    EXPECT_EQ(try_to_buy(basket(goods, 1, 490)).error().args().front(),
              (base::Argument{"postage", "520"}));
    EXPECT_EQ(order(old.order.id).postage, 490) << "what was placed is frozen";
    pay(old.payment);
    EXPECT_EQ(order(old.order.id).held, 1440);
    ask_for({"GBP", {}});
    EXPECT_EQ(try_to_buy(basket(goods, 1, 520)).error().code(), "postage_changed")
        << "nor less without being told";
    EXPECT_TRUE(try_to_buy(basket(goods, 1, 0)));
}

TEST_P(PostageOfOrders, ES_18_depends_on_the_country_the_sum_and_the_way) {
    auto goods = mug(99);
    goods.handover = {shops::Ways::both, "By the gate", "", {}, {}};
    const auto mugs = live(goods);
    EXPECT_EQ(try_to_buy(basket(mugs, 1, 690, "AT"))->order.total, 950 + 690);
    EXPECT_EQ(try_to_buy(basket(mugs, 6, 0))->order.total, 5700) << "free from 50.00";
    EXPECT_EQ(try_to_buy(basket(mugs, 6, 690, "AT"))->order.total, 5700 + 690);
    EXPECT_EQ(try_to_buy(basket(mugs, 1, 490, "")).error().fields().front().field,
              "delivery.country");
    Basket met = basket(mugs, 1, 0);
    met.destination = {shops::Way::pick_up, ""};
    EXPECT_EQ(try_to_buy(met)->order.postage, 0);
}

TEST_P(PostageOfOrders, ES_18_goods_that_come_back_after_they_were_sent_leave_it_to_the_seller) {
    const auto id = sent();
    EXPECT_EQ(asking(id, {{1, 2, 0}}), "done");
    agree(id);
    EXPECT_EQ(order(id).refunded, 1900);
    EXPECT_EQ(order(id).held, 490);
    EXPECT_EQ(order(id).state, State::shipped);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(available(ann), 490);
    EXPECT_EQ(commission(), 0);
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_goes_back_by_name_once) {
    const auto id = settled();
    give(id, Wish{{}, {{postage_line, 1, 0}}});
    EXPECT_EQ(commission(), 95) << "no fee was kept of it";
    EXPECT_EQ(available(ann), 1900 - 95);
    EXPECT_EQ(page(id, as_ann).at("postage.returned"), "true");
    EXPECT_EQ(asking(id, {{postage_line, 1, 0}}), "form_invalid");
    give(id, Wish{{}, {{1, 1, 0}}});
    EXPECT_EQ(commission(), 48);
    give(id, Wish{});
    EXPECT_EQ(order(id).refunded, 2390);
    EXPECT_EQ(commission(), 0);
    EXPECT_EQ(available(ann), 0);
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_a_sum_is_of_goods_and_postage_in_proportion) {
    const auto id = settled();
    give(id, Wish{1195, {}});
    EXPECT_EQ(commission(), 48) << "half of 19.00 is left";
    EXPECT_EQ(available(ann), 1195 - 48);
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_a_whole_order_goes_back_with_it) {
    const auto called_off = two_mugs();
    must([&](db::Tx& tx) { return cancel(tx, called_off, ann, std::nullopt); });
    EXPECT_EQ(order(called_off).refunded, 2390);
    EXPECT_EQ(order(called_off).state, State::cancelled);
    // Nobody sends a parcel without goods.
    const auto emptied = two_mugs();
    EXPECT_EQ(asking(emptied, {{1, 1, 0}}), "done");
    agree(emptied);
    EXPECT_EQ(order(emptied).refunded, 950);
    EXPECT_EQ(asking(emptied, {{1, 1, 0}}), "done");
    agree(emptied);
    EXPECT_EQ(order(emptied).refunded, 2390);
    EXPECT_EQ(order(emptied).state, State::cancelled);
    EXPECT_EQ(number("select count(*) from listings where stock <> 9"), 0) << "all is back";
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_comes_back_to_who_withdraws_from_all_of_it) {
    must([&](db::Tx& tx) {
        return policies::set(tx, {std::string{policies::withdrawal_days}, 14, ann, "a test"});
    });
    const auto id = settled();
    const auto withdraw = [&](std::int64_t quantity) {
        must([&](db::Tx& tx) { return withdraw_purchase(tx, id, ben, {{{1, quantity, 0}}, ""}); });
        agree(id);
    };
    withdraw(1);
    EXPECT_EQ(order(id).refunded, 950);
    withdraw(1);
    EXPECT_EQ(order(id).refunded, 2390) << "the rest of the goods, and what sending them cost";
    EXPECT_EQ(available(ann), 0);
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_a_table_of_fees_and_the_tax_on_them_leave_it_out) {
    must([&](db::Tx& tx) {
        return policies::set(tx, {std::string{policies::fee_vat_ppm}, 200'000, ann, "a test"});
    });
    must([&](db::Tx& tx) {
        return policies::set_fees(tx,
                                  {{{"", "", 100'000, 0, std::nullopt}}, tx.now(), ann, "a test"});
    });
    const auto id = settled();
    EXPECT_EQ(commission(), 190);
    EXPECT_EQ(balance(0, ledger::Holding::fee_vat), 38);
    EXPECT_EQ(available(ann), 2390 - 228);
    give(id, Wish{{}, {{1, 1, 0}, {postage_line, 1, 0}}});
    EXPECT_EQ(commission(), 95);
    EXPECT_EQ(balance(0, ledger::Holding::fee_vat), 19);
    EXPECT_EQ(available(ann), 950 - 114);
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_a_bank_that_takes_all_of_it_takes_the_postage_too) {
    const auto id = settled();
    must([&](db::Tx& tx) {
        return orders::hear(
            tx, payments::ChargebackNews{"du_1", order(id).payment, 2390, payments::Claim::taken});
    });
    EXPECT_EQ(order(id).refunded, 2390);
    EXPECT_EQ(commission(), 0);
    EXPECT_TRUE(look([](db::Snapshot& db) { return ledger::audit(db); }).well());
}

TEST_P(PostageOfOrders, ES_18_nobody_has_a_share_of_it) {
    const auto placed = *try_to_buy(basket(live(mug(9)), 2, 490));
    const auto adding = [&](std::int64_t line, std::int64_t amount) {
        return code_of([&](db::Tx& tx) {
            return add_share(tx, placed.order.id,
                             {line, "promoter", cem.value, ledger::Holding::frozen, 0, 0, amount});
        });
    };
    EXPECT_EQ(adding(postage_line, 1), "form_invalid");
    EXPECT_EQ(adding(1, 1900 + 1), "share_too_large");
    EXPECT_EQ(adding(1, 100), "done");
    EXPECT_EQ(
        look([&](db::Snapshot& db) { return carried_of(db, {placed.order.id}); }).front().postage,
        490);
}

TEST_P(PostageOfOrders, ES_18_each_shop_of_a_purchase_asks_for_its_own) {
    const auto dan = join("dan");
    const auto dans = must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's bowls"); });
    must([&](db::Tx& tx) { return shops::set_postage(tx, dan, dans, {"GBP", {{"", 300}}}); });
    auto goods = mug(9);
    goods.handover = {shops::Ways::both, "By the gate", "", {}, {}};
    const auto bowls = must([&](db::Tx& tx) { return shops::list(tx, dan, goods); });
    do_as(dan, shops::publish, bowls);
    const auto mugs = live(mug(9));
    const auto line = [](shops::ListingId id) {
        return R"({"listing":")" + std::to_string(id.value) + R"(","version":1,"quantity":1})";
    };
    const auto of = [](shops::ShopId id, const std::string& minor) {
        return R"({"shop":")" + std::to_string(id.value) + R"(","price":{"minor":)" + minor +
               R"(,"currency":"GBP"}})";
    };
    const auto buying = [&](const std::string& more) {
        return call(Method::post, "/api/v1/purchases",
                    R"({"lines":[)" + line(mugs) + "," + line(bowls) +
                        R"(],"delivery":{"name":"Ben","address":"1 Street","country":"DE"},)"
                        R"("payment":{"method":"simulator","card":"ok"})" +
                        more + "}",
                    as_ben);
    };
    const std::string both = of(shop, "490") + "," + of(dans, "300");
    const Reply changed = buying(R"(,"postage":[)" + of(shop, "490") + "]");
    EXPECT_EQ(changed.code(), "postage_changed");
    EXPECT_EQ(changed.at("args.shop"), std::to_string(dans.value));
    EXPECT_EQ(buying("").code(), "postage_changed") << "who was shown none pays none";
    EXPECT_EQ(number("select count(*) from orders"), 0) << "all of them, or none";
    const Reply made = buying(R"(,"postage":[)" + both + "]");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("total.minor"), std::to_string(950 + 490 + 950 + 300));
    EXPECT_EQ(made.at("orders.1.postage.price.minor"), "300");
    const Reply met = buying(R"(,"pick_up":[")" + std::to_string(dans.value) + R"("],"postage":[)" +
                             of(shop, "490") + "," + of(dans, "0") + "]");
    EXPECT_EQ(met.at("total.minor"), std::to_string(950 + 490 + 950));
    EXPECT_EQ(met.at("orders.1.postage"), "null");
    expect_right_books();
}

TEST_P(PostageOfOrders, ES_18_is_said_with_one_checkout_too) {
    const auto goods = live(mug(9));
    const auto buying = [&](const std::string& more) {
        return call(
            Method::post, "/api/v1/orders",
            R"({"lines":[{"listing":")" + std::to_string(goods.value) +
                R"(","version":1,"quantity":1}],"delivery":{"name":"Ben","address":)"
                R"("1 Street","country":"DE"},"payment":{"method":"simulator","card":"ok"})" +
                more + "}",
            as_ben);
    };
    EXPECT_EQ(buying("").code(), "postage_changed");
    EXPECT_EQ(buying(R"(,"postage":{"minor":490,"currency":"EUR"})").at("fields.0.field"),
              "postage.currency");
    const Reply made = buying(R"(,"postage":{"minor":490,"currency":"GBP"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("held.minor"), "1440");
    EXPECT_EQ(made.at("postage.price.minor"), "490");
}

}  // namespace
}  // namespace orders
