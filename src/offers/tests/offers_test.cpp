#include "offers/offers.hpp"

#include <gtest/gtest.h>

#include "offers/leaving.hpp"
#include "offers/tests/haggle.hpp"
#include "orders/refunds.hpp"
#include "policies/limits.hpp"

namespace offers {
namespace {

using tests::mug;

class Offers : public tests::OfferTest {};

TEST_P(Offers, MS_05_go_from_a_price_through_counters_to_a_paid_order) {
    const auto mugs = live(mug(5));
    const auto id = offered(ben, mugs, 700, 2);
    EXPECT_EQ(offer(id).state, OfferState::offered);
    EXPECT_EQ(stock(mugs), 5);
    must([&](db::Tx& tx) { return counter(tx, ann, id, 900); });
    must([&](db::Tx& tx) { return counter(tx, ben, id, 800); });
    EXPECT_EQ(offer(id).rounds, 2);
    EXPECT_EQ(stock(mugs), 5);
    const Offer agreed = must([&](db::Tx& tx) { return accept(tx, ann, id, 800); });
    EXPECT_EQ(agreed.state, OfferState::accepted);
    EXPECT_EQ(stock(mugs), 3);
    expect_goods(mugs, 5);

    const auto placed = *taking_up(basket_for(agreed), id);
    EXPECT_EQ(placed.order.total, 1600);
    EXPECT_EQ(placed.lines.front().price, 800);
    EXPECT_EQ(offer(id).state, OfferState::ordered);
    EXPECT_EQ(stock(mugs), 3);
    pay(placed.payment);
    EXPECT_EQ(offer(id).state, OfferState::paid);
    EXPECT_EQ(offer(id).order_id, placed.order.id);
    expect_goods(mugs, 5);
    std::string said;
    for (const Passed& one : look([&](db::Snapshot& db) { return history_of(db, id); })) {
        said += std::string{base::name_of(one.act)} + " ";
    }
    EXPECT_EQ(said, "offer counter counter accept order pay ");
    EXPECT_EQ(run_due("offer_lapse"), 0);
}

TEST_P(Offers, MS_05_their_order_works_with_the_agreed_price_to_the_last_penny) {
    const auto mugs = live(mug(5));
    const Offer agreed = accepted(ben, mugs, 801, 2);
    // What the seller asks of others by now is nothing to this buyer.
    shops::Edit dearer;
    dearer.version = 1;
    dearer.price = base::Money{1200, "GBP"};
    must([&](db::Tx& tx) { return shops::edit(tx, ann, mugs, dearer); });
    const auto placed = *taking_up(basket_for(agreed), agreed.id);
    EXPECT_EQ(placed.lines.front().version, 1);
    std::int64_t shares = 0;
    for (const orders::Share& share : placed.shares) {
        shares += share.amount;
        if (share.purpose == "commission") {
            EXPECT_EQ(share.amount, 80);  // 5 % of 16.02.
        }
    }
    EXPECT_EQ(shares, 1602);
    pay(placed.payment);
    const auto id = placed.order.id;
    must([&](db::Tx& tx) { return orders::ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    EXPECT_EQ(available(ann), 1522);
    orders::RefundWish one;
    one.wish.lines.push_back({1, 1, 0});
    must([&](db::Tx& tx) { return orders::refund(tx, id, ann, one); });
    EXPECT_EQ(order(id).refunded, 801);
    EXPECT_EQ(available(ann), 761);
    expect_right_books();
}

TEST_P(Offers, MS_05_an_accepted_one_that_nobody_pays_gives_the_goods_back_once) {
    const auto mugs = live(mug(1));
    const Offer agreed = accepted(ben, mugs);
    EXPECT_EQ(stock(mugs), 0);
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return orders::place(
                      tx, {cem, {{mugs, 1, 1}}, "Cem", "2 Street", payments::Method::simulator},
                      settings);
              }),
              "sold_out");
    now = *agreed.clock_at - base::Duration{1};
    EXPECT_EQ(run_due("offer_lapse"), 0);
    now = *agreed.clock_at;
    EXPECT_EQ(taking_up(basket_for(agreed), agreed.id).error().code(), "offer_not_now");
    EXPECT_EQ(run_due("offer_lapse"), 1);
    EXPECT_EQ(offer(agreed.id).state, OfferState::expired);
    EXPECT_EQ(stock(mugs), 1);
    EXPECT_EQ(run_due("offer_lapse"), 0);
    EXPECT_EQ(stock(mugs), 1);
    order_of(cem, mugs);  // It is on sale again.
    expect_goods(mugs, 1);
}

TEST_P(Offers, MS_05_an_order_that_is_not_paid_gives_the_goods_back_once) {
    const auto mugs = live(mug(1));
    const Offer agreed = accepted(ben, mugs);
    const auto placed = *taking_up(basket_for(agreed, payments::Method::bank_transfer), agreed.id);
    // From here on the goods are the order's, whatever time the offer had.
    now = *agreed.clock_at;
    EXPECT_EQ(run_due("offer_lapse"), 0);
    EXPECT_EQ(stock(mugs), 0);
    now = *order(placed.order.id).clock_at;
    run_due();
    EXPECT_EQ(order(placed.order.id).state, orders::State::expired);
    EXPECT_EQ(offer(agreed.id).state, OfferState::expired);
    EXPECT_EQ(stock(mugs), 1);
    expect_goods(mugs, 1);
}

TEST_P(Offers, MS_05_only_their_buyer_buys_at_their_price_and_once) {
    const auto mugs = live(mug(5));
    const Offer agreed = accepted(ben, mugs);
    orders::Basket others = basket_for(agreed);
    others.buyer = cem;
    EXPECT_EQ(taking_up(others, agreed.id).error().code(), "no_such_offer");
    orders::Basket more = basket_for(agreed);
    more.lines.front().quantity = 2;
    EXPECT_EQ(taking_up(more, agreed.id).error().code(), "form_invalid");
    EXPECT_EQ(stock(mugs), 4);
    ASSERT_TRUE(taking_up(basket_for(agreed), agreed.id));
    EXPECT_EQ(taking_up(basket_for(agreed), agreed.id).error().code(), "offer_not_now");
    expect_goods(mugs, 5);
}

TEST_P(Offers, MS_05_one_is_open_for_each_buyer_and_listing) {
    const auto mugs = live(mug(5)), cups = live(mug(5));
    const auto id = offered(ben, mugs);
    EXPECT_EQ(offering(ben, mugs), "offer_open");
    offered(ben, cups);
    offered(cem, mugs);
    must([&](db::Tx& tx) { return withdraw(tx, ben, id); });
    EXPECT_EQ(offering(ben, mugs), "done");
}

TEST_P(Offers, MS_05_of_two_for_the_last_one_only_one_is_accepted) {
    const auto mugs = live(mug(1));
    const auto first = offered(ben, mugs), second = offered(cem, mugs);
    must([&](db::Tx& tx) { return accept(tx, ann, first, 700); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ann, second, 700); }), "sold_out");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ann, first, 700); }), "offer_not_now");
    EXPECT_EQ(offer(second).state, OfferState::offered);
    expect_goods(mugs, 1);
}

TEST_P(Offers, MS_05_are_answered_by_whoever_did_not_speak_last_and_at_the_price_they_saw) {
    const auto mugs = live(mug(5));
    const auto id = offered(ben, mugs);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ben, id, 700); }), "offer_not_now");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, cem, id, 700); }), "no_such_offer");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ann, id, 699); }), "offer_changed");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return counter(tx, ann, id, 700); }), "form_invalid");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return counter(tx, ann, id, 951); }), "form_invalid");
    must([&](db::Tx& tx) { return counter(tx, ann, id, 950); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ann, id, 950); }), "offer_not_now");
    must([&](db::Tx& tx) { return decline(tx, ben, id); });
    EXPECT_EQ(offer(id).state, OfferState::declined);
    EXPECT_EQ(offering(ben, mugs, 950), "form_invalid");
}

TEST_P(Offers, MS_05_wait_for_what_was_changed_in_no_other_version) {
    const auto mugs = live(mug(5));
    const auto id = offered(ben, mugs);
    shops::Edit renamed;
    renamed.version = 1;
    renamed.title = "Cup";
    must([&](db::Tx& tx) { return shops::edit(tx, ann, mugs, renamed); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ann, id, 700); }), "listing_changed");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return counter(tx, ann, id, 800); }), "listing_changed");
    must([&](db::Tx& tx) { return withdraw(tx, ben, id); });
    EXPECT_EQ(offering(ben, mugs, 700, 1, 1), "listing_changed");
    EXPECT_EQ(offering(ben, mugs, 700, 1, 2), "done");
}

TEST_P(Offers, MS_05_lapse_when_nobody_answers) {
    const auto mugs = live(mug(5));
    const auto id = offered(ben, mugs);
    now += std::chrono::hours{24};
    must([&](db::Tx& tx) { return counter(tx, ann, id, 800); });  // Each answer has its own time.
    now += std::chrono::hours{47};
    run_due();
    EXPECT_EQ(offer(id).state, OfferState::countered);
    now += std::chrono::hours{1};
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ben, id, 800); }), "offer_not_now");
    run_due();
    EXPECT_EQ(offer(id).state, OfferState::expired);
    expect_goods(mugs, 5);
}

TEST_P(Offers, MS_05_nobody_makes_any_across_a_block_or_where_none_are_taken) {
    const auto mugs = live(mug(5));
    EXPECT_EQ(offering(ann, mugs), "own_goods");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return turn_away(tx, ben, mugs); }), "no_such_listing");
    must([&](db::Tx& tx) { return turn_away(tx, ann, mugs); });
    must([&](db::Tx& tx) { return turn_away(tx, ann, mugs); });
    EXPECT_EQ(offering(ben, mugs), "no_offers");
    must([&](db::Tx& tx) { return welcome(tx, ann, mugs); });
    const Offer agreed = accepted(cem, mugs);
    const auto id = offered(ben, mugs);
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return accept(tx, ann, id, 700); }), "no_such_listing");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return counter(tx, ann, id, 800); }), "no_such_offer");
    must([&](db::Tx& tx) { return decline(tx, ann, id); });
    EXPECT_EQ(offering(ben, mugs), "no_such_listing");
    must([&](db::Tx& tx) { return circles::block(tx, ann, cem); });
    EXPECT_EQ(taking_up(basket_for(agreed), agreed.id).error().code(), "no_such_listing");
    must([&](db::Tx& tx) { return withdraw(tx, cem, agreed.id); });
    expect_goods(mugs, 5);
}

TEST_P(Offers, MS_05_are_few_a_day_and_none_for_who_lets_them_lapse) {
    const auto set = [&](std::string_view name, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{name}, value, ann, "test"});
        });
    };
    set(policies::offers_per_day, 2);
    set(policies::offers_unpaid_most, 1);
    set(policies::offer_rounds_most, 1);
    const auto mugs = live(mug(5));
    const auto id = offered(ben, mugs);
    must([&](db::Tx& tx) { return counter(tx, ann, id, 900); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return counter(tx, ben, id, 800); }), "too_many_rounds");
    must([&](db::Tx& tx) { return decline(tx, ben, id); });
    const Offer agreed = accepted(ben, mugs);
    EXPECT_EQ(offering(ben, live(mug(1))), "too_many_offers");
    now = *agreed.clock_at;
    run_due();
    EXPECT_EQ(offering(ben, mugs), "offers_left_unpaid");
    EXPECT_EQ(offering(cem, mugs), "done");
    now += std::chrono::days{30};
    EXPECT_EQ(offering(ben, mugs), "done");
    set(policies::offers_per_day, 0);
    EXPECT_EQ(offering(cem, live(mug(1))), "no_offers");
}

TEST_P(Offers, MS_05_a_limit_for_each_buyer_counts_what_is_set_aside) {
    auto few = mug(9);
    few.terms = {1, 2};
    const auto mugs = live(few);
    EXPECT_EQ(offering(ben, mugs, 700, 3), "buyer_limit");
    const Offer agreed = accepted(ben, mugs, 700, 2);
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return orders::place(
                      tx, {ben, {{mugs, 1, 1}}, "Ben", "1 Street", payments::Method::simulator},
                      settings);
              }),
              "buyer_limit");
    const auto placed = *taking_up(basket_for(agreed), agreed.id);
    must([&](db::Tx& tx) { return orders::cancel(tx, placed.order.id, ben, std::nullopt); });
    EXPECT_EQ(offer(agreed.id).state, OfferState::expired);
    order_of(ben, mugs, 2);
    expect_goods(mugs, 9);
}

TEST_P(Offers, MS_05_that_were_agreed_stand_when_the_seller_pauses_but_not_when_goods_are_held) {
    const auto mugs = live(mug(5)), cups = live(mug(5));
    const Offer paused = accepted(ben, mugs), held = accepted(ben, cups);
    must([&](db::Tx& tx) { return shops::pause(tx, ann, mugs); });
    must([&](db::Tx& tx) { return shops::hold(tx, cups, {"spam", 1, 1}); });
    ASSERT_TRUE(taking_up(basket_for(paused), paused.id));
    EXPECT_EQ(taking_up(basket_for(held), held.id).error().code(), "not_for_sale");
    expect_goods(mugs, 5);
    expect_goods(cups, 5);
}

TEST_P(Offers, MS_05_end_with_the_member_and_nothing_stays_set_aside) {
    const auto mugs = live(mug(5)), cups = live(mug(5));
    const auto open = offered(cem, mugs);
    const Offer bought = accepted(ben, mugs), sold = accepted(ben, cups);
    const auto named = offered(cem, cups);
    must([&](db::Tx& tx) { return counter(tx, ann, named, 800); });
    EXPECT_TRUE(must([&](db::Tx& tx) { return end_some(tx, ann); }));
    EXPECT_FALSE(must([&](db::Tx& tx) { return end_some(tx, ann); }));
    EXPECT_EQ(offer(open).state, OfferState::declined);
    EXPECT_EQ(offer(named).state, OfferState::withdrawn);
    EXPECT_EQ(offer(bought.id).state, OfferState::expired);
    EXPECT_EQ(offer(sold.id).state, OfferState::expired);
    EXPECT_EQ(stock(mugs), 5);
    EXPECT_EQ(stock(cups), 5);
}

ON_EVERY_DATABASE(Offers);

}  // namespace
}  // namespace offers
