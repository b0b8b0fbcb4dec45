#include "orders/chargebacks.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>
#include <set>

#include "orders/tests/disputes.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using payments::Claim;
using tests::mug;

class Chargebacks : public tests::DisputeTest {
protected:
    void tell(OrderId id, Claim claim, std::int64_t amount, const std::string& key = "du_1") {
        const payments::PaymentId payment = order(id).payment;
        must([&](db::Tx& tx) {
            return orders::hear(tx, payments::ChargebackNews{key, payment, amount, claim});
        });
        expect_right_disputes();
    }
    /// Ten mugs at 9.50, paid and no more.
    Placed paid() {
        auto placed = order_of(ben, live(mug(20)), 10);
        pay(placed.payment);
        return placed;
    }
    std::int64_t owed(base::MemberId member) {
        return look([&](db::Snapshot& db) { return ledger::debt_of(db, member.value, "GBP"); });
    }
    std::int64_t stock(OrderId id) {
        return number(
            "select l.stock from listings l join order_lines o on o.listing = l.id "
            "where o.order_id = " +
            std::to_string(id.value));
    }
    std::vector<std::string> told_of(std::string_view kind) {
        std::vector<std::string> kinds;
        for (const std::string& one : told()) {
            if (one == kind) kinds.push_back(one);
        }
        return kinds;
    }
    payments::Chargeback only(OrderId id) {
        return look([&](db::Snapshot& db) { return payments::chargebacks_of(db, id.value); }).at(0);
    }
    void empty_purse(base::MemberId member) {
        must([&](db::Tx& tx) {
            const auto from =
                ledger::account_of(tx, member.value, ledger::Holding::available, "GBP");
            const auto to = ledger::account_of(tx, 0, ledger::Holding::outside, "GBP");
            const std::int64_t all =
                ledger::balance(tx, member.value, ledger::Holding::available, "GBP");
            const std::array parts{ledger::Part{from, -all}, ledger::Part{to, all}};
            return ledger::book(
                tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::payout, "GBP", 0}, parts);
        });
    }
};
ON_EVERY_DATABASE(Chargebacks);

TEST_P(Chargebacks, ES_07_take_all_that_is_held_and_the_order_stands_still) {
    const auto id = sent();
    tell(id, Claim::taken, 9500);
    EXPECT_EQ(order(id).state, State::chargeback);
    EXPECT_EQ(order(id).held, 0);
    EXPECT_EQ(order(id).refunded, 9500);
    EXPECT_FALSE(order(id).clock_at);
    EXPECT_EQ(outside(), 0);
    EXPECT_EQ(payment_state(id), payments::State::charged_back);
    EXPECT_EQ(only(id).booked, 9500);
    now += 60 * 24h;
    run_due();
    EXPECT_EQ(order(id).state, State::chargeback) << "no clock rings any more";
    tell(id, Claim::taken, 9500);
    EXPECT_EQ(outside(), 0) << "told twice, booked once";
    EXPECT_EQ(told_of("order_charged_back").size(), 1U);
    run_due("payment_refund");
    EXPECT_EQ(provider_lines("refund"), 0) << "nobody pays the buyer a second time";
}

TEST_P(Chargebacks, ES_07_what_is_won_leads_back_to_where_the_order_was) {
    const auto id = sent();
    tell(id, Claim::taken, 9500);
    tell(id, Claim::won, 9500);
    EXPECT_EQ(order(id).state, State::shipped);
    EXPECT_EQ(order(id).held, 9500);
    EXPECT_EQ(order(id).refunded, 0);
    ASSERT_TRUE(order(id).clock_at);
    EXPECT_GT(*order(id).clock_at, now);
    EXPECT_EQ(payment_state(id), payments::State::captured);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(earned(), 475);
    EXPECT_EQ(available(ann), 9025);
    tell(id, Claim::lost, 9500);
    EXPECT_EQ(earned(), 0) << "a second time lost";
    EXPECT_EQ(available(ann), 0);
    EXPECT_EQ(order(id).state, State::completed);
    tell(id, Claim::won, 9500);
    EXPECT_EQ(outside(), 0) << "lost is the last word";
}

TEST_P(Chargebacks, ES_07_after_the_settlement_every_share_gives_back_and_what_lacks_is_owed) {
    const auto id = settled();
    empty_purse(ann);
    tell(id, Claim::taken, 4000);
    EXPECT_EQ(order(id).state, State::completed);
    EXPECT_EQ(earned(), 275) << "5 % of 55.00";
    EXPECT_EQ(owed(ann), 3800);
    tell(id, Claim::won, 4000);
    EXPECT_EQ(earned(), 475);
    EXPECT_EQ(owed(ann), 0);
    EXPECT_EQ(available(ann), 0);
    EXPECT_EQ(order(id).refunded, 0);
    EXPECT_EQ(told_of("order_won_back").size(), 1U);
}

TEST_P(Chargebacks, ES_07_take_only_what_is_left_after_refunds) {
    const auto id = sent();
    must([&](db::Tx& tx) {
        return refund(tx, id, ann, {{1500, {}}, RefundCause::goodwill, "Sorry."});
    });
    tell(id, Claim::taken, 9500);
    EXPECT_EQ(only(id).amount, 9500);
    EXPECT_EQ(only(id).booked, 8000) << "the rest is the operator's to look into";
    EXPECT_EQ(order(id).state, State::chargeback);
    EXPECT_EQ(outside(), 0);
    tell(id, Claim::won, 9500);
    EXPECT_EQ(order(id).held, 8000);
}

TEST_P(Chargebacks, ES_07_a_part_leaves_the_order_where_it_is) {
    const auto id = paid().order.id;
    tell(id, Claim::taken, 3000);
    EXPECT_EQ(order(id).state, State::paid_held);
    EXPECT_EQ(order(id).held, 6500);
    tell(id, Claim::taken, 6500, "du_2");
    EXPECT_EQ(order(id).state, State::chargeback);
    tell(id, Claim::won, 3000);
    EXPECT_EQ(order(id).state, State::paid_held);
    EXPECT_EQ(order(id).held, 3000);
    tell(id, Claim::lost, 6500, "du_2");
    EXPECT_EQ(order(id).held, 3000) << "that stays gone";
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(earned(), 150);
    EXPECT_EQ(available(ann), 2850);
    expect_right_disputes();
}

TEST_P(Chargebacks, EndAQuestionAndADisputeWhileTheMoneyIsHeld) {
    const auto asked = sent();
    must([&](db::Tx& tx) {
        return ask_refund(tx, asked, ben, {{2000, {}}, RefundCause::damaged, "A crack."});
    });
    tell(asked, Claim::taken, 1000);
    EXPECT_EQ(look([&](db::Snapshot& db) { return refunds_of(db, {asked}).back().state; }),
              RefundState::over);
    EXPECT_EQ(order(asked).state, State::shipped);

    const auto id = sent();
    heard(id, 3000);
    tell(id, Claim::taken, 9500, "du_2");
    EXPECT_EQ(latest(id).state, DisputeState::over);
    EXPECT_EQ(its_case(id).state, cases::CaseState::final);
    EXPECT_EQ(order(id).state, State::chargeback);
}

TEST_P(Chargebacks, EndADisputeOfWhichTheSumLiesAside) {
    const auto id = sent();
    heard(id, 3000);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(aside(id), 3000);
    tell(id, Claim::taken, 9500);
    EXPECT_EQ(aside(id), 0);
    EXPECT_EQ(latest(id).state, DisputeState::over);
    EXPECT_EQ(earned(), 0);
    EXPECT_EQ(available(ann), 0);
    EXPECT_EQ(owed(ann), 0);

    const auto later = settled();
    heard(later, 2000);
    EXPECT_EQ(aside(later), 1900) << "the seller's part";
    tell(later, Claim::taken, 9500, "du_2");
    EXPECT_EQ(aside(later), 0);
    EXPECT_EQ(outside(), 0);
    EXPECT_EQ(available(ann), 0);
}

TEST_P(Chargebacks, ES_03_may_come_before_the_capture_was_heard_of) {
    const auto placed = order_of(ben, live(mug(20)), 10);
    tell(placed.order.id, Claim::taken, 9500);
    EXPECT_EQ(order(placed.order.id).state, State::chargeback);
    hear(placed.payment.id, payments::Outcome::captured);
    hear(placed.payment.id, payments::Outcome::declined);
    EXPECT_EQ(order(placed.order.id).state, State::chargeback);
    EXPECT_EQ(outside(), 0);
}

TEST_P(Chargebacks, ThatAreFinalPutBackWhatWasNotSent) {
    const auto id = paid().order.id;
    EXPECT_EQ(stock(id), 10);
    tell(id, Claim::taken, 9500);
    EXPECT_EQ(stock(id), 10) << "it may be won";
    tell(id, Claim::lost, 9500);
    EXPECT_EQ(stock(id), 20);
    tell(id, Claim::lost, 9500);
    EXPECT_EQ(stock(id), 20);

    const auto gone = sent();
    tell(gone, Claim::lost, 9500, "du_2");
    EXPECT_EQ(stock(gone), 10) << "the buyer has it";
}

TEST_P(Chargebacks, OfAnOrderThatWasCalledOffMeanwhileAreWonForTheBuyer) {
    const auto id = paid().order.id;
    tell(id, Claim::taken, 3000);
    must([&](db::Tx& tx) { return cancel(tx, id, ben, std::nullopt); });
    EXPECT_EQ(outside(), 0);
    tell(id, Claim::won, 3000);
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(order(id).refunded, 9500);
    EXPECT_EQ(outside(), 0);
    run_due("payment_refund");
    EXPECT_EQ(provider_lines("refund", order(id).payment.value), 2);
    EXPECT_EQ(payment_state(id), payments::State::refunded);
}

TEST_P(Chargebacks, OfUnknownPaymentsAreNoNews) {
    must([&](db::Tx& tx) {
        return orders::hear(
            tx, payments::ChargebackNews{"du_9", payments::PaymentId{4711}, 1, Claim::taken});
    });
    EXPECT_EQ(number("select count(*) from chargebacks"), 0);
}

TEST_P(Chargebacks, ComeByTheSimulatorOfPayments) {
    std::promise<payments::ChargebackNews> promise;
    payments::SimulatorOptions options;
    options.file = (place.directory() / "other").string();
    options.clock = [this] { return now; };
    options.delay = 0ms;
    int told = 0;
    options.chargeback = [&](const payments::ChargebackNews& news) {
        if (++told == 1) return false;  // As a full queue does.
        promise.set_value(news);
        return true;
    };
    const auto other = payments::make_simulator(options);
    const auto placed = order_of(ben, live(mug(20)), 10);
    std::promise<payments::Outcome> said;
    other->capture({placed.payment.id, 9500, "GBP", payments::Card::charged_back},
                   [&](payments::Outcome outcome) { said.set_value(outcome); });
    EXPECT_EQ(said.get_future().get(), payments::Outcome::captured);
    const auto news = promise.get_future().get();
    EXPECT_EQ(told, 2) << "what was turned away is told again";
    EXPECT_EQ(news.payment, placed.payment.id);
    EXPECT_EQ(news.amount, 9500);
    must([&](db::Tx& tx) { return orders::hear(tx, news); });
    EXPECT_EQ(order(placed.order.id).state, State::chargeback);
}

// Sellers, buyers, a moderator and banks by chance, through the same functions that serve them.
TEST_P(Chargebacks, ES_07_keep_the_books_right_whatever_people_and_banks_do) {
    constexpr unsigned seed = 7, acts = 700;
    std::mt19937 chance(seed);
    const auto below = [&](std::int64_t n) {
        return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n));
    };
    std::vector<OrderId> ids;
    std::set<std::string> seen;
    int told_of = 0;
    for (unsigned i = 0; i < acts; ++i) {
        SCOPED_TRACE("act " + std::to_string(i) + " of seed " + std::to_string(seed));
        now += 1min;  // So that no two clocks run out at once.
        if (ids.size() < 3 || below(12) == 0) ids.push_back(paid().order.id);
        const OrderId id = ids[static_cast<std::size_t>(
            std::max<std::int64_t>(0, std::ssize(ids) - 1 - below(4)))];
        const std::int64_t amount = 1 + below(4000);
        const auto tries = [&](auto act) { (void)code_of(act); };
        const RefundWish wish{{amount, {}}, RefundCause::other, "So."};
        switch (below(12)) {
            case 0: tries([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); }); break;
            case 1: tries([&](db::Tx& tx) { return confirm(tx, id, ben); }); break;
            case 2: tries([&](db::Tx& tx) { return refund(tx, id, ann, wish); }); break;
            case 3: tries([&](db::Tx& tx) { return ask_refund(tx, id, ben, wish); }); break;
            case 4: tries([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "No."); }); break;
            case 5: (void)opening(id, ben); break;
            case 6: (void)giving_in(id, ann); break;
            case 7: tries([&](db::Tx& tx) { return cancel(tx, id, ben, std::nullopt); }); break;
            case 8:
                now += 24h * below(4);
                run_due();
                break;
            default: {
                const auto claims = base::every<Claim>();
                const auto claim = claims[static_cast<std::size_t>(below(std::ssize(claims)))];
                const auto key = std::to_string(id.value) + "." + std::to_string(below(3));
                tell(id, claim, below(3) == 0 ? 9500 : amount, key);
                ++told_of;
            }
        }
        seen.insert(std::string{base::name_of(order(id).state)});
        expect_right_disputes();
        ASSERT_EQ(number("select count(*) from payments p where p.returned <> (select cast("
                         "coalesce(sum(r.amount), 0) as bigint) from refunds r where r.payment = "
                         "p.id) + (select cast(coalesce(sum(c.booked), 0) as bigint) from "
                         "chargebacks c where c.payment = p.id)"),
                  0);
        ASSERT_EQ(number("select count(*) from order_shares s join orders o on o.id = s.order_id "
                         "where s.purpose = 'commission' and s.amount - s.back <> "
                         "((o.total - o.refunded) * s.rate_ppm + 500000) / 1000000"),
                  0);
        if (::testing::Test::HasFailure()) return;
    }
    std::cout << acts << " acts, " << told_of << " tellings, " << ids.size() << " orders, seed "
              << seed << '\n';
    EXPECT_TRUE(seen.contains("chargeback") && seen.contains("completed"));
}

}  // namespace
}  // namespace orders
