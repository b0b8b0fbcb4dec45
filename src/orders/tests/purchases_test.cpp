#include "orders/purchases.hpp"

#include <gtest/gtest.h>

#include "orders/fees.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using payments::Card;
using payments::Method;
using payments::Outcome;
using tests::mug;

/// Ann sells mugs for 9.50, Dan bowls for 20.00; Ben buys of both.
class Purchases : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        dan = join("dan");
        dans_shop = must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's bowls"); });
        mugs = live(mug(5));
        bowls = bowl(5);
    }

    shops::ListingId bowl(std::int64_t stock) {
        auto goods = mug(stock);
        goods.title = "Bowl";
        goods.price.minor = 2000;
        const auto id = must([&](db::Tx& tx) { return shops::list(tx, dan, goods); });
        do_as(dan, shops::publish, id);
        return id;
    }

    Basket basket(Method method = Method::simulator) const {
        Basket both;
        both.buyer = ben;
        both.lines = {{mugs, 1, 2}, {bowls, 1, 1}};
        both.name = "Ben Buyer";
        both.address = "1 Street";
        both.method = method;
        return both;
    }
    base::Result<Purchase> try_to_buy(const Basket& both) {
        return act([&](db::Tx& tx) { return place_all(tx, both, {}, settings); });
    }
    Purchase buy(Method method = Method::simulator) {
        auto made = try_to_buy(basket(method));
        EXPECT_TRUE(made);
        return *made;
    }
    void enter(const std::string& line, const std::string& reference, std::int64_t amount) {
        must([&](db::Tx& tx) {
            return payments::enter(tx, {line, reference, "GBP", amount, ben, "statement"},
                                   on_payment);
        });
    }
    State state_of(const Order& one) { return order(one.id).state; }
    std::int64_t held(const Order& one) { return balance(one.id.value, ledger::Holding::hold); }
    Order do_cancel(const Order& one, base::MemberId who) {
        return must([&](db::Tx& tx) { return cancel(tx, one.id, who, std::nullopt); });
    }
    std::int64_t stock(shops::ListingId listing) { return row(listing).stock; }

    base::MemberId dan;
    shops::ShopId dans_shop;
    shops::ListingId mugs, bowls;
};
ON_EVERY_DATABASE(Purchases);

TEST_P(Purchases, PX_02_keep_for_each_shop_whose_link_led_there) {
    std::map<shops::ShopId, std::string> tokens;
    settings.promote = [&](db::Tx&, const Placed& placed,
                           const std::string& token) -> base::Result<base::Done> {
        tokens[placed.order.shop] = token;
        return base::done;
    };
    using Tokens = std::map<shops::ShopId, std::string>;
    Basket both = basket();
    both.share = "for all";
    EXPECT_TRUE(try_to_buy(both));
    EXPECT_EQ(tokens, (Tokens{{shop, "for all"}, {dans_shop, "for all"}}));
    both.led = {LedTo{dans_shop, std::nullopt, "for Dan's"}, LedTo{shops::ShopId{4711}, {}, "x"}};
    EXPECT_TRUE(try_to_buy(both));
    EXPECT_EQ(tokens, (Tokens{{shop, "for all"}, {dans_shop, "for Dan's"}}));
    tokens.clear();
    both.led = {LedTo{dans_shop}};
    both.lines.front().quantity = 1;
    EXPECT_TRUE(try_to_buy(both));
    EXPECT_EQ(tokens, (Tokens{{shop, "for all"}})) << "nobody's link led there";
    both.lines = {{bowls, 1, 1}};
    both.led = {LedTo{dans_shop, std::nullopt, "alone"}};
    EXPECT_TRUE(try_to_buy(both));
    EXPECT_EQ(tokens.at(dans_shop), "alone") << "of one shop it is the same";
}

TEST_P(Purchases, ES_13_are_an_order_for_each_shop_and_one_payment_for_the_sum) {
    const Purchase made = buy();
    ASSERT_EQ(made.orders.size(), 2U);
    EXPECT_EQ(made.orders[0].seller, ann);
    EXPECT_EQ(made.orders[1].seller, dan);
    EXPECT_EQ(made.payment.amount, 3900);
    EXPECT_EQ(number("select count(*) from payments"), 1);
    EXPECT_EQ(stock(mugs), 3);
    EXPECT_EQ(stock(bowls), 4);
    pay(made.payment);
    EXPECT_EQ(held(made.orders[0]), 1900);
    EXPECT_EQ(held(made.orders[1]), 2000);
    EXPECT_EQ(state_of(made.orders[0]), State::paid_held);
    EXPECT_EQ(state_of(made.orders[1]), State::paid_held);
    EXPECT_EQ(number("select count(*) from transfers where purpose = 'capture'"), 1);
    // Whatever is said again changes nothing.
    for (const auto outcome : {Outcome::captured, Outcome::declined, Outcome::pending}) {
        hear(made.payment.id, outcome);
    }
    EXPECT_EQ(balance(0, ledger::Holding::outside), -3900);
    expect_right_books();
}

TEST_P(Purchases, ES_13_live_alone_once_they_are_paid) {
    const Purchase made = buy();
    pay(made.payment);
    const auto& [mine, dans] = std::tie(made.orders[0], made.orders[1]);
    must([&](db::Tx& tx) { return ship(tx, mine.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, mine.id, ben); });
    do_cancel(dans, dan);
    EXPECT_EQ(available(ann), 1805);
    EXPECT_EQ(available(dan), 0);
    EXPECT_EQ(order(dans.id).refunded, 2000);
    EXPECT_EQ(payment_state(mine.id), payments::State::captured) << "only a part went back";
    EXPECT_EQ(number("select returned from payments"), 2000);
    EXPECT_EQ(number("select count(*) from refunds where subject = " +
                     std::to_string(dans.id.value) + " and amount = 2000"),
              1);
    run_due("payment_refund");
    EXPECT_EQ(provider_lines("refund", made.payment.id.value), 1);
    EXPECT_EQ(stock(bowls), 5);
    EXPECT_EQ(stock(mugs), 3);
    // What was settled goes back as another part of the same payment.
    must([&](db::Tx& tx) {
        return refund(tx, mine.id, ann, RefundWish{Wish{1900, {}}, RefundCause::goodwill});
    });
    EXPECT_EQ(payment_state(mine.id), payments::State::refund_pending);
    run_due("payment_refund");
    EXPECT_EQ(payment_state(mine.id), payments::State::refunded);
    expect_right_books();
}

TEST_P(Purchases, ES_13_are_placed_whole_or_not_at_all_and_say_which_line_of_which_shop) {
    Basket both = basket();
    both.lines[1].quantity = 6;
    const auto refused = try_to_buy(both);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error() == shops::sold_out);
    const auto said = [&](std::string_view name) {
        for (const auto& [key, value] : refused.error().args()) {
            if (key == name) return value;
        }
        return std::string{};
    };
    EXPECT_EQ(said("listing"), std::to_string(bowls.value));
    EXPECT_EQ(said("shop"), std::to_string(dans_shop.value));
    EXPECT_EQ(stock(mugs), 5);
    EXPECT_EQ(number("select count(*) from orders") + number("select count(*) from payments") +
                  number("select count(*) from jobs where kind = 'payment_check'"),
              0);
}

TEST_P(Purchases, ES_13_say_nothing_of_the_shop_of_goods_that_one_may_not_see) {
    auto goods = mug();
    goods.audience = circles::Audience::friends;
    Basket both = basket();
    both.lines[0].listing = live(goods);
    const auto refused = try_to_buy(both);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error() == shops::no_such_listing);
    for (const auto& [key, value] : refused.error().args()) EXPECT_NE(key, "shop") << value;
}

TEST_P(Purchases, RefuseTooManyShopsLinesAndSums) {
    const auto code = [&](const Basket& wanted) {
        const auto made = try_to_buy(wanted);
        return made ? "done" : std::string{made.error().code()};
    };
    settings.purchase_shops_max = 1;
    EXPECT_EQ(code(basket()), "too_many_shops");
    settings.purchase_shops_max = 2;
    settings.purchase_lines_max = 1;
    EXPECT_EQ(code(basket()), "form_invalid");
    settings.purchase_lines_max = 2;
    Basket twice = basket();
    twice.lines[1] = twice.lines[0];
    EXPECT_EQ(code(twice), "form_invalid");
    Basket nowhere = basket();
    nowhere.address.clear();
    EXPECT_EQ(code(nowhere), "form_invalid");
    auto gold = mug(2);
    gold.price.minor = base::money_minor_max;
    Basket dear = basket();
    dear.lines[0].listing = live(gold);
    dear.lines[0].quantity = 1;
    EXPECT_EQ(code(dear), "order_too_large");
    EXPECT_EQ(code(basket()), "done");
}

TEST_P(Purchases, OfOneShopAreThatOrderAlone) {
    Basket one = basket();
    one.lines.pop_back();
    settings.purchase_lines_max = 1;
    const auto made = try_to_buy(one);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->orders.size(), 1U);
    EXPECT_FALSE(made->orders.front().purchase);
    EXPECT_EQ(made->payment.subject, made->orders.front().id.value);
    EXPECT_EQ(number("select count(*) from orders where purchase is not null"), 0);
}

TEST_P(Purchases, TheLargestWriteFewerRowsThanACommandMay) {
    Basket large = basket();
    large.lines.clear();
    for (int s = 0; s < purchase_shops_most; ++s) {
        const auto seller = join("seller" + std::to_string(s));
        must([&](db::Tx& tx) { return shops::open(tx, seller, "Shop " + std::to_string(s)); });
        for (int i = 0; i < purchase_lines_most / purchase_shops_most; ++i) {
            auto goods = mug(1);
            goods.posted = false;
            const auto id = must([&](db::Tx& tx) { return shops::list(tx, seller, goods); });
            do_as(seller, shops::publish, id);
            large.lines.push_back({id, 1, 1});
        }
    }
    const auto rows = [&] {
        std::int64_t sum = 0;
        for (const char* table :
             {"orders", "order_lines", "order_shares", "order_texts", "order_history",
              "order_sources", "payments", "jobs", "events", "shop_sales"}) {
            sum += number("select count(*) from " + std::string{table});
        }
        return sum;
    };
    const auto before = rows();
    const auto made = try_to_buy(large);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->orders.size(), static_cast<std::size_t>(purchase_shops_most));
    // What its shop tells when it sells out is among them, and not the row of stock of each line.
    EXPECT_LT(rows() - before + purchase_lines_most, 1000);
    EXPECT_EQ(number("select count(*) from order_rest"), 0);

    // With a fee of its own for each of many lines, and somebody who earns by every one.
    std::vector<policies::FeeRow> fees;
    for (std::size_t i = 0; i < policies::fee_rows_most; ++i) {
        fees.push_back({"c" + std::to_string(i), "", 10'000, 0, std::nullopt});
    }
    must([&](db::Tx& tx) { return policies::set_fees(tx, {fees, tx.now(), ann, "a test"}); });
    for (std::size_t i = 0; i < large.lines.size(); ++i) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            set_category(tx, large.lines[i].listing, fees[i % fees.size()].category, ann);
            const auto id = large.lines[i].listing;
            const base::MemberId seller{tx.number("select owner from listings where id = $1", id)};
            TRY(shops::set_stock(tx, seller, id, 1));
            return base::done;
        });
    }
    settings.promote = [&](db::Tx& tx, const Placed& placed, const std::string&) {
        std::vector<Share> shares;
        for (const Line& line : placed.lines) {
            for (const char* purpose : {"one", "two"}) {
                shares.push_back({line.line, purpose, cem.value, ledger::Holding::frozen, 0, 0, 1});
            }
        }
        return add_shares(tx, placed.order.id, shares);
    };
    large.share = "a token";
    const auto earlier = rows() + number("select count(*) from order_fees");
    const auto shared = try_to_buy(large);
    ASSERT_TRUE(shared);
    EXPECT_LT(rows() + number("select count(*) from order_fees") - earlier + purchase_lines_most,
              1000);
    EXPECT_GT(number("select count(*) from order_rest"), 0) << "some lines had to wait";
    run_due("order_unpack");
    EXPECT_EQ(number("select count(*) from order_rest"), 0);
    EXPECT_EQ(number("select count(*) from order_lines"), 2 * purchase_lines_most);
}

TEST_P(Purchases, ES_13_unpaid_end_together_and_everything_is_back) {
    const Purchase made = buy();
    hear(made.payment.id, Outcome::declined);
    EXPECT_EQ(state_of(made.orders[0]), State::awaiting_payment);
    now = *order(made.orders[0].id).clock_at;
    run_due("order_pay_by");
    EXPECT_EQ(state_of(made.orders[0]), State::expired);
    EXPECT_EQ(state_of(made.orders[1]), State::expired);
    EXPECT_EQ(stock(mugs), 5);
    EXPECT_EQ(stock(bowls), 5);
    EXPECT_EQ(count_of("order_expired"), 2);
    // The provider had it after all: all of it goes back.
    hear(made.payment.id, Outcome::captured);
    EXPECT_EQ(number("select returned from payments"), 3900);
    expect_right_books();
}

TEST_P(Purchases, ES_13_whichever_clock_rings_first_ends_all_of_them_at_once) {
    const Purchase made = buy(Method::bank_transfer);
    now = *order(made.orders[1].id).clock_at;
    const auto jobs = look([&](db::Snapshot& db) { return events::due(db, now, 1000); });
    const auto first = std::ranges::find(jobs, pay_by_job, &events::Job::kind);
    ASSERT_NE(first, jobs.end());
    must([&](db::Tx& tx) { return events::perform(tx, *first); });
    EXPECT_EQ(state_of(made.orders[0]), State::expired);
    EXPECT_EQ(state_of(made.orders[1]), State::expired);
    run_due("order_pay_by");
    EXPECT_EQ(count_of("order_expired"), 2);
    enter("late", *made.payment.reference, 3900);
    EXPECT_EQ(number("select count(*) from refunds where state = 'by_hand' and amount = 3900"), 1);
    expect_right_books();
}

TEST_P(Purchases, ES_13_another_try_pays_all_that_wait) {
    const Purchase made = buy();
    hear(made.payment.id, Outcome::declined);
    const auto again = must([&](db::Tx& tx) {
        return pay_again(tx, made.orders[1].id, ben, Method::bank_transfer, settings);
    });
    EXPECT_EQ(again.amount, 3900);
    EXPECT_EQ(order(made.orders[0].id).payment, again.id);
    EXPECT_EQ(order(made.orders[0].id).clock_at, order(made.orders[1].id).clock_at);
    // The first card was charged after all: it pays for both, and nobody waits for the transfer.
    hear(made.payment.id, Outcome::captured);
    EXPECT_EQ(held(made.orders[0]) + held(made.orders[1]), 3900);
    EXPECT_EQ(number("select count(*) from payments where state = 'awaiting_transfer'"), 0);
    enter("too", *again.reference, 3900);
    EXPECT_EQ(number("select count(*) from refunds where state = 'by_hand' and amount = 3900"), 1);
    expect_right_books();
}

TEST_P(Purchases, ES_17_one_called_off_while_a_card_is_asked_gives_its_part_back) {
    const Purchase made = buy();
    do_cancel(made.orders[0], ann);
    EXPECT_EQ(stock(mugs), 5);
    EXPECT_EQ(state_of(made.orders[1]), State::awaiting_payment);
    pay(made.payment);
    EXPECT_EQ(held(made.orders[1]), 2000);
    EXPECT_EQ(state_of(made.orders[0]), State::cancelled);
    EXPECT_EQ(number("select returned from payments"), 1900);
    run_due("payment_refund");
    EXPECT_EQ(provider_lines("refund", made.payment.id.value), 1);
    EXPECT_EQ(balance(0, ledger::Holding::outside), -2000);
    expect_right_books();
}

TEST_P(Purchases, ES_17_one_called_off_before_a_transfer_makes_less_due) {
    const Purchase made = buy(Method::bank_transfer);
    do_cancel(made.orders[1], ben);
    EXPECT_EQ(number("select amount from payments"), 1900);
    enter("less", *made.payment.reference, 1900);
    EXPECT_EQ(held(made.orders[0]), 1900);
    EXPECT_EQ(number("select count(*) from refunds"), 0);
    EXPECT_EQ(number("select count(*) from receipts where why <> 'nothing'"), 0);
    expect_right_books();
}

TEST_P(Purchases, ES_17_a_transfer_of_the_first_sum_pays_what_is_left_and_the_rest_goes_back) {
    const Purchase made = buy(Method::bank_transfer);
    do_cancel(made.orders[1], dan);
    enter("all", *made.payment.reference, 3900);
    EXPECT_EQ(held(made.orders[0]), 1900);
    EXPECT_EQ(state_of(made.orders[1]), State::cancelled);
    EXPECT_EQ(number("select count(*) from refunds where state = 'by_hand' and amount = 2000"), 1);
    EXPECT_EQ(number("select amount - returned from payments"), 1900);
    expect_right_books();
}

TEST_P(Purchases, ES_17_both_called_off_leave_nothing_to_wait_for) {
    const Purchase made = buy(Method::bank_transfer);
    do_cancel(made.orders[0], ben);
    do_cancel(made.orders[1], ben);
    EXPECT_EQ(number("select count(*) from payments where state = 'voided'"), 1);
    enter("all", *made.payment.reference, 3900);
    EXPECT_EQ(number("select count(*) from refunds where state = 'by_hand' and amount = 3900"), 1);
    EXPECT_EQ(balance(0, ledger::Holding::outside), 0);
    expect_right_books();
}

TEST_P(Purchases, ATransferOfAnotherSumWaitsForTheOperatorWhoMatchesTheRightOne) {
    const Purchase made = buy(Method::bank_transfer);
    enter("little", *made.payment.reference, 1900);
    enter("much", *made.payment.reference, 3901);
    EXPECT_EQ(number("select count(*) from receipts where why = 'amount_differs'"), 2);
    EXPECT_EQ(state_of(made.orders[0]), State::awaiting_payment)
        << "as much as one of them costs is not what is due";
    EXPECT_EQ(balance(0, ledger::Holding::suspense), 5801);
    enter("right", "for the mugs", 3900);
    const auto open =
        look([](db::Snapshot& db) { return payments::open_receipts(db, {}, 100); }).back();
    must([&](db::Tx& tx) {
        return payments::match(tx, {open.id, ben, "she rang"}, order(made.orders[1].id).payment,
                               on_payment);
    });
    EXPECT_EQ(held(made.orders[0]) + held(made.orders[1]), 3900);
}

TEST_P(Purchases, APaymentCheckFindsWhatNobodyHeardAndPaysAllOfThem) {
    const Purchase made = buy();
    (void)capture(made.payment, Card::ok);
    now += 1min;
    run_due("payment_check");
    EXPECT_EQ(held(made.orders[0]), 1900);
    EXPECT_EQ(held(made.orders[1]), 2000);
    expect_right_books();
}

TEST_P(Purchases, GoWithOneOfThemPickedUp) {
    auto goods = mug(2);
    goods.handover = {shops::Ways::both, "Old town", "3 Lane", {}, {}};
    Basket both = basket();
    both.lines[0] = {live(goods), 1, 1};
    const std::vector<AtShop> here{{shop, shops::Way::pick_up}};
    const auto made = must([&](db::Tx& tx) { return place_all(tx, both, here, settings); });
    EXPECT_EQ(made.orders[0].way, shops::Way::pick_up);
    EXPECT_EQ(made.orders[1].way, shops::Way::ship);
    EXPECT_EQ(number("select count(*) from order_texts where address = ''"), 1);
}

TEST_P(Purchases, ES_07_what_a_bank_takes_back_is_taken_from_one_order_after_the_other) {
    const Purchase made = buy();
    pay(made.payment);
    const Order &first = made.orders.at(0), &second = made.orders.at(1);
    const auto tell = [&](payments::Claim claim) {
        must([&](db::Tx& tx) {
            return orders::hear(tx, payments::ChargebackNews{"du_1", made.payment.id, 2500, claim});
        });
        expect_right_books();
    };
    tell(payments::Claim::taken);
    EXPECT_EQ(state_of(first), State::chargeback);
    EXPECT_EQ(held(first), 0);
    EXPECT_EQ(state_of(second), State::paid_held);
    EXPECT_EQ(held(second), 2000 - 600);
    EXPECT_EQ(balance(0, ledger::Holding::outside), -(3900 - 2500));
    tell(payments::Claim::won);
    EXPECT_EQ(state_of(first), State::paid_held);
    EXPECT_EQ(held(first), 1900) << "what it lost, and not what the other did";
    EXPECT_EQ(held(second), 2000);
    EXPECT_EQ(number("select count(*) from chargeback_parts"), 0);
    tell(payments::Claim::lost);
    EXPECT_EQ(state_of(first), State::chargeback);
    EXPECT_EQ(stock(mugs), 5) << "never sent, and there again";
    EXPECT_EQ(stock(bowls), 4) << "the rest of it is still to be sent";
    must([&](db::Tx& tx) { return ship(tx, second.id, dan, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, second.id, ben); });
    EXPECT_EQ(available(dan) + balance(0, ledger::Holding::commission), 1400);
    expect_right_books();
}

}  // namespace
}  // namespace orders
