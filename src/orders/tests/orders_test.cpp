#include "orders/orders.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <set>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using payments::Card;
using payments::Outcome;
using tests::mug;

class Orders : public tests::SaleTest {};
ON_EVERY_DATABASE(Orders);

TEST_P(Orders, HoldTheMoneyAndSettleItWithTheCommissionFirst) {
    const auto id = paid_mug();
    EXPECT_EQ(order(id).state, State::paid_held);
    EXPECT_EQ(order(id).held, 950);
    EXPECT_EQ(balance(id.value, ledger::Holding::hold), 950);
    must([&](db::Tx& tx) { return accept(tx, id, ann); });
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::string{"AB 12"}); });
    EXPECT_EQ(must([&](db::Tx& tx) { return confirm(tx, id, ben); }).state, State::completed);
    EXPECT_EQ(available(ann), 902);
    EXPECT_EQ(balance(0, ledger::Holding::commission), 48) << "5 % of 9.50, halves up";
    EXPECT_EQ(order(id).held, 0);
    expect_right_books();
    std::vector<std::string> kinds;
    for (const std::string& kind : told()) {
        if (kind.starts_with("order_")) kinds.push_back(kind);
    }
    EXPECT_EQ(kinds, (std::vector<std::string>{"order_placed", "order_paid", "order_accepted",
                                               "order_shipped", "order_settled"}));
}

TEST_P(Orders, TellAmountsCommissionAndWho) {
    const auto id = delivered_mug();
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    const auto list = look([](db::Snapshot& db) { return events::after(db, 0, 1000); });
    const auto last = orders::told(list.back());
    EXPECT_EQ(list.back().kind, "order_settled");
    EXPECT_EQ(list.back().subject, id.value);
    EXPECT_EQ(last.amount, (base::Money{950, "GBP"}));
    EXPECT_EQ(last.commission, (base::Money{48, "GBP"}));
    EXPECT_EQ(last.effective, now);
    EXPECT_EQ(last.seller, ann);
    EXPECT_EQ(last.buyer, ben);
}

TEST_P(Orders, LeaveNothingBehindWhenOneLineIsRefused) {
    const auto plenty = live(mug(5));
    const auto scarce = live(mug(1));
    const auto refused = act([&](db::Tx& tx) {
        return orders::place(tx, {ben, {{plenty, 1, 2}, {scarce, 1, 2}}, "Ben", "x", {}}, settings);
    });
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error() == shops::sold_out);
    EXPECT_EQ(refused.error().args().back().second, std::to_string(scarce.value));
    EXPECT_EQ(row(plenty).stock, 5);
    EXPECT_EQ(number("select count(*) from orders") + number("select count(*) from payments"), 0);
}

TEST_P(Orders, RefuseTwoShopsTwiceTheSameAndSumsNobodyCanPay) {
    const auto cems = must([&](db::Tx& tx) -> base::Result<shops::ListingId> {
        TRY(shops::open(tx, cem, "Cem's"));
        const auto id = TRY(shops::list(tx, cem, mug()));
        TRY(shops::publish(tx, cem, id));
        return id;
    });
    const auto mine = live(mug());
    auto dear = mug(1000);
    dear.price.minor = base::money_minor_max;
    const auto gold = live(dear);
    const auto code = [&](std::vector<shops::Wanted> lines) {
        return code_of([&](db::Tx& tx) {
            return orders::place(tx, {ben, lines, "Ben", "x", {}}, settings);
        });
    };
    EXPECT_EQ(code({{mine, 1, 1}, {cems, 1, 1}}), "one_shop_only");
    EXPECT_EQ(code({{mine, 1, 1}, {mine, 1, 1}}), "form_invalid");
    EXPECT_EQ(code({{gold, 1, 2}}), "order_too_large");
    EXPECT_EQ(code({{gold, 2, 1}}), "listing_changed");
    settings.provider = nullptr;
    EXPECT_EQ(code({{mine, 1, 1}}), "method_not_offered");
}

TEST_P(Orders, PlaceManyLinesWithFewRowsAndUnpackTheRestLater) {
    Basket basket{ben, {}, "Ben", "x", payments::Method::simulator};
    std::int64_t total = 0;
    for (int i = 0; i < 500; ++i) {
        auto goods = mug(10);
        goods.price.minor = i + 1;
        goods.posted = false;
        basket.lines.push_back({live(goods), 1, 2});
        total += 2 * (i + 1);
    }
    const auto placed = must([&](db::Tx& tx) { return orders::place(tx, basket, settings); });
    EXPECT_EQ(placed.order.total, total);
    EXPECT_EQ(number("select count(*) from order_lines"), 460);
    const auto before = look([&](db::Snapshot& db) { return lines_of(db, placed.order.id); });
    ASSERT_EQ(before.size(), 500U);
    EXPECT_EQ(before[499].price, 500);
    run_due("order_unpack");
    EXPECT_EQ(number("select count(*) from order_lines"), 500);
    EXPECT_EQ(number("select count(*) from order_rest"), 0);
    const auto after = look([&](db::Snapshot& db) { return lines_of(db, placed.order.id); });
    EXPECT_EQ(after[499].title, before[499].title);
    EXPECT_EQ(after[499].listing, basket.lines[499].listing);
    must([&](db::Tx& tx) { return cancel(tx, placed.order.id, ben, std::nullopt); });
    EXPECT_EQ(row(basket.lines[0].listing).stock, 10);
    EXPECT_EQ(row(basket.lines[499].listing).stock, 10);
}

TEST_P(Orders, AnswerStrangersAsIfThereWereNoOrder) {
    const auto id = paid_mug();
    const auto as = [&](base::MemberId member) {
        return code_of([&](db::Tx& tx) { return accept(tx, id, member); });
    };
    EXPECT_EQ(as(cem), "no_such_order");
    EXPECT_EQ(as(ben), "not_yours");
    EXPECT_EQ(as(ann), "done");
    EXPECT_EQ(as(ann), "not_now");
}

TEST_P(Orders, ES_04_silent_seller_loses_the_order_and_the_buyer_has_the_money_back) {
    const auto id = paid_mug();
    now += 72h - 1s;
    run_due();
    EXPECT_EQ(order(id).state, State::paid_held);
    now += 1s;
    run_due();
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(order(id).refunded, 950);
    EXPECT_EQ(payment_state(id), payments::State::refunded);
    EXPECT_EQ(provider_lines("refund", order(id).payment.value), 1);
    expect_right_books();
}

TEST_P(Orders, ES_04_silent_buyer_completes_after_the_inspection_window) {
    const auto id = delivered_mug();
    const base::Time due = now + 24h * 14;
    now = due - 1s;
    run_due();
    EXPECT_EQ(order(id).state, State::delivered);
    now = due + 24h * 3;  // The server was off.
    run_due();
    EXPECT_EQ(order(id).state, State::completed);
    EXPECT_EQ(available(ann), 902);
    const auto list = look([](db::Snapshot& db) { return events::after(db, 0, 1000); });
    EXPECT_EQ(list.back().kind, "order_settled");
    EXPECT_EQ(orders::told(list.back()).effective, due);
    EXPECT_EQ(list.back().at, now);
    expect_right_books();
}

TEST_P(Orders, ES_04_an_unpaid_order_runs_out_and_the_goods_are_back) {
    const auto listing = live(mug(1));
    const auto placed = order_of(ben, listing);
    EXPECT_EQ(state(listing), shops::ListingState::sold_out);
    pay(placed.payment, Card::declined);
    EXPECT_EQ(order(placed.order.id).state, State::awaiting_payment);
    now += 30min;
    run_due();
    EXPECT_EQ(order(placed.order.id).state, State::expired);
    EXPECT_EQ(row(listing).stock, 1);
    EXPECT_EQ(state(listing), shops::ListingState::live);
}

TEST_P(Orders, EndEvenWhenTheServerDiedBeforeTheProviderWasAsked) {
    const auto placed = one_mug();  // And nothing more: no capture, no answer.
    now += 30s;
    run_due();
    EXPECT_EQ(payment_state(placed.order.id), payments::State::declined);
    // A client that asks again under its key still sends the capture; the provider knows better.
    EXPECT_EQ(capture(placed.payment, Card::ok), Outcome::declined);
    now += 30min;
    run_due();
    EXPECT_EQ(order(placed.order.id).state, State::expired);
    EXPECT_EQ(provider_lines("capture"), 0);
}

TEST_P(Orders, FindACaptureWhoseAnswerWasLost) {
    const auto placed = one_mug();
    pay(placed.payment, Card::lost);
    EXPECT_EQ(order(placed.order.id).state, State::awaiting_payment);
    now += 30s;
    run_due();
    EXPECT_EQ(order(placed.order.id).state, State::paid_held);
    EXPECT_EQ(number("select count(*) from jobs where kind = 'payment_check' "
                     "and state = 'waiting'"),
              0);
}

TEST_P(Orders, PayAgainAfterADeclinedCardAndNotWhileOneIsUnderWay) {
    const auto placed = one_mug();
    const auto id = placed.order.id;
    const auto again = [&] {
        return act([&](db::Tx& tx) {
            return pay_again(tx, id, ben, payments::Method::simulator, settings);
        });
    };
    EXPECT_TRUE(again().error() == payment_under_way);
    pay(placed.payment, Card::declined);
    const auto second = again();
    ASSERT_TRUE(second);
    EXPECT_NE(second->id, placed.payment.id);
    pay(*second);
    EXPECT_EQ(order(id).state, State::paid_held);
    EXPECT_TRUE(again().error() == not_now);
    // The first card's money turns up after all: it goes back, and the order stays paid.
    hear(placed.payment.id, Outcome::captured);
    EXPECT_EQ(order(id).held, 950);
    EXPECT_EQ(number("select count(*) from refunds"), 1);
    expect_right_books();
}

TEST_P(Orders, WaitForNoTransferOnceAnEarlierCardHasPaidAfterAll) {
    const auto placed = one_mug();
    pay(placed.payment, Card::declined);
    const auto transfer = must([&](db::Tx& tx) {
        return pay_again(tx, placed.order.id, ben, payments::Method::bank_transfer, settings);
    });
    const auto awaited = [&] {
        return look([](db::Snapshot& db) {
            return payments::awaited(db, std::nullopt, payments::PaymentId{}, 10).size();
        });
    };
    EXPECT_EQ(awaited(), 1U);
    hear(placed.payment.id, Outcome::captured);
    EXPECT_EQ(order(placed.order.id).payment, placed.payment.id);
    EXPECT_EQ(awaited(), 0U);
    // A buyer who transfers it all the same gets it back.
    hear(transfer.id, Outcome::captured);
    EXPECT_EQ(order(placed.order.id).held, 950);
    EXPECT_EQ(number("select count(*) from refunds where state = 'by_hand'"), 1);
    expect_right_books();
}

// Everything that can be heard of a payment, in every order, around a cancellation and a clock that
// runs out: the buyer has the money back exactly once.
TEST_P(Orders, ES_03_any_order_of_callbacks_cancel_and_clock_ends_with_the_money_back_once) {
    std::array<int, 5> steps{};
    std::iota(steps.begin(), steps.end(), 0);
    const auto listing = live(mug(1000));
    std::set<State> ends;
    do {
        const auto placed = order_of(ben, listing);
        const auto id = placed.order.id;
        ASSERT_EQ(capture(placed.payment, Card::ok), Outcome::captured);
        now += 30min;
        for (const int step : steps) {
            if (step == 0) hear(placed.payment.id, Outcome::pending);
            if (step == 1 || step == 2) hear(placed.payment.id, Outcome::captured);
            if (step == 3) (void)act([&](db::Tx& tx) { return cancel(tx, id, ben, {}); });
            if (step == 4) run_due("order_pay_by");
        }
        run_due();
        ends.insert(order(id).state);
        ASSERT_TRUE(order(id).state == State::cancelled || order(id).state == State::expired);
        const auto paid = payments::PaymentId{placed.payment.id};
        ASSERT_EQ(look([&](db::Snapshot& db) { return payments::find(db, paid)->state; }),
                  payments::State::refunded);
        ASSERT_EQ(provider_lines("capture", paid.value), 1);
        ASSERT_EQ(provider_lines("refund", paid.value), 1);
    } while (std::next_permutation(steps.begin(), steps.end()));
    EXPECT_EQ(ends, (std::set{State::cancelled, State::expired}));
    EXPECT_EQ(row(listing).stock, 1000);
    EXPECT_EQ(balance(0, ledger::Holding::outside), 0);
    expect_right_books();
}

TEST_P(Orders, ES_03_captured_beats_everything_said_before_and_after_it) {
    std::array said{Outcome::captured, Outcome::captured, Outcome::declined, Outcome::pending,
                    Outcome::unknown};
    std::ranges::sort(said);
    const auto listing = live(mug(1000));
    do {
        const auto placed = order_of(ben, listing);
        for (const Outcome outcome : said) hear(placed.payment.id, outcome);
        ASSERT_EQ(order(placed.order.id).state, State::paid_held);
        ASSERT_EQ(order(placed.order.id).held, 950);
    } while (std::next_permutation(said.begin(), said.end()));
    expect_right_books();
}

TEST_P(Orders, ES_08_a_new_rate_leaves_the_orders_that_were_placed_before) {
    const auto early = paid_mug();
    must([&](db::Tx& tx) {
        return policies::set(tx,
                             {std::string{policies::commission_ppm}, 200'000, ann, "we need more"});
    });
    const auto late = paid_mug();
    for (const auto id : {early, late}) {
        must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
        must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    }
    EXPECT_EQ(balance(0, ledger::Holding::commission), 48 + 190);
    const auto shares = [&](OrderId id) {
        return look([&](db::Snapshot& db) { return shares_of(db, id); });
    };
    EXPECT_EQ(shares(early).front().rate_ppm, 50'000);
    EXPECT_EQ(shares(early).front().policy_version, 0);
    EXPECT_EQ(shares(late).front().policy_version, 1);
}

TEST_P(Orders, AddSharesOutOfTheSellersBeforePayment) {
    const auto placed = one_mug();
    const auto id = placed.order.id;
    const Share share{0, "promoter", cem.value, ledger::Holding::available, 100'000, 1, 95};
    must([&](db::Tx& tx) { return add_share(tx, id, share); });
    Share all = share;
    all.purpose = "leader";
    all.amount = 903;
    EXPECT_EQ(code_of([&](db::Tx& tx) { return add_share(tx, id, all); }), "share_too_large");
    pay(placed.payment);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return add_share(tx, id, share); }), "not_now");
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(available(cem), 95);
    EXPECT_EQ(available(ann), 950 - 48 - 95);
    expect_right_books();
}

TEST_P(Orders, ES_17_cancelling_gives_the_money_and_the_goods_back_in_the_same_act) {
    const auto listing = live(mug(3));
    const auto placed = order_of(ben, listing, 2);
    pay(placed.payment);
    must([&](db::Tx& tx) { return accept(tx, placed.order.id, ann); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return cancel(tx, placed.order.id, ben, {}); }),
              "not_yours");
    const auto after =
        must([&](db::Tx& tx) { return cancel(tx, placed.order.id, ann, std::string{"broken"}); });
    EXPECT_EQ(after.state, State::cancelled);
    EXPECT_EQ(after.refunded, 1900);
    EXPECT_EQ(row(listing).stock, 3);
    EXPECT_EQ(balance(0, ledger::Holding::outside), 0);
    EXPECT_EQ(payment_state(after.id), payments::State::refund_pending);
    run_due();
    EXPECT_EQ(payment_state(after.id), payments::State::refunded);
    EXPECT_EQ(provider_lines("refund"), 1);
    expect_right_books();
}

// What people, providers and clocks do by chance, the same for the same seed. The test also looks
// at how far it came, because a walk that never leaves home proves nothing.
TEST_P(Orders, ES_01_the_books_stay_right_whatever_people_do) {
    std::set<State> seen;
    const auto listing = live(mug(10'000));
    for (unsigned seed = 1; seed <= 3; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 chance(seed);
        std::vector<Placed> list;
        for (int i = 0; i < 10; ++i) list.push_back(order_of(ben, listing, 1 + i));
        for (int i = 0; i < 200; ++i) {
            const Placed& one = list[chance() % list.size()];
            const OrderId id = one.order.id;
            const auto what = chance() % 10;
            // Mostly the one who may; now and then the other side, or a stranger.
            const auto usual = what == 5 || (what == 6 && chance() % 2 == 0) ? ben : ann;
            const auto who = chance() % 4 == 0 ? std::array{ann, ben, cem}[chance() % 3] : usual;
            switch (what) {
                case 0:
                case 9: pay(one.payment, static_cast<Card>(chance() % 5)); break;
                case 1: hear(one.payment.id, capture(one.payment, Card::ok)); break;
                case 2: (void)act([&](db::Tx& tx) { return accept(tx, id, who); }); break;
                case 3: (void)act([&](db::Tx& tx) { return ship(tx, id, who, {}); }); break;
                case 4: (void)act([&](db::Tx& tx) { return deliver(tx, id, who); }); break;
                case 5: (void)act([&](db::Tx& tx) { return confirm(tx, id, who); }); break;
                case 6:
                    // Seldom, or little would ever be sold.
                    if (chance() % 4 == 0) {
                        (void)act([&](db::Tx& tx) { return cancel(tx, id, who, {}); });
                    }
                    break;
                case 7: now += 1min * (chance() % 20); break;
                default: run_due();
            }
            seen.insert(order(id).state);
            expect_right_books();
            ASSERT_FALSE(HasFailure());
        }
        now += 24h * 22;
        run_due();
        for (const Placed& one : list) seen.insert(order(one.order.id).state);
        expect_right_books();
        EXPECT_EQ(number("select count(*) from orders where is_open = 1"), 0)
            << "an order that silence does not end";
    }
    EXPECT_EQ(seen,
              (std::set{State::awaiting_payment, State::paid_held, State::accepted, State::shipped,
                        State::delivered, State::completed, State::cancelled, State::expired}));
}

}  // namespace
}  // namespace orders
