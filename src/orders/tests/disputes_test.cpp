#include "orders/disputes.hpp"

#include <gtest/gtest.h>

#include <random>

#include "orders/tests/disputes.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using cases::Measure;
using tests::mug;

class Disputes : public tests::DisputeTest {};
ON_EVERY_DATABASE(Disputes);

TEST_P(Disputes, ES_06_freeze_the_disputed_sum_while_the_rest_is_settled) {
    const auto id = sent();
    dispute(id, 3000);
    EXPECT_EQ(order(id).state, State::shipped) << "the order goes on";
    EXPECT_TRUE(order(id).clock_at);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(order(id).state, State::completed);
    EXPECT_EQ(aside(id), 3000) << "exactly the disputed sum";
    EXPECT_EQ(earned(), 325) << "5 % of 65.00";
    EXPECT_EQ(available(ann), 6175);
    expect_right_disputes();

    EXPECT_EQ(answering(id, ann), "done");
    EXPECT_EQ(deciding(id, mia, Measure::refund_part, 1000), "done");
    EXPECT_EQ(latest(id).state, DisputeState::decided);
    EXPECT_EQ(aside(id), 3000) << "it moves when nobody can appeal any more";
    expect_right_disputes();
    pass_appeal();
    EXPECT_EQ(latest(id).state, DisputeState::final);
    EXPECT_EQ(aside(id), 0);
    EXPECT_EQ(outside(), -8500) << "10.00 went back";
    EXPECT_EQ(earned(), 425) << "the commission of what remains";
    EXPECT_EQ(available(ann), 8075);
    EXPECT_EQ(order(id).refunded, 1000);
    expect_right_disputes();
    run_due("payment_refund");
    EXPECT_EQ(provider_lines("refund", order(id).payment.value), 1);
}

TEST_P(Disputes, ES_06_are_decided_again_by_another_person_after_an_appeal_and_only_once) {
    const auto id = sent();
    heard(id, 3000);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(deciding(id, mia, Measure::refund), "done");
    EXPECT_EQ(appealing(id, ben), "nothing_to_appeal") << "he has all that he wants";
    EXPECT_EQ(appealing(id, cem), "no_such_order");
    EXPECT_EQ(appealing(id, ann), "done");
    EXPECT_EQ(latest(id).state, DisputeState::appealed);
    now += 30 * 24h;
    run_due();
    EXPECT_EQ(aside(id), 3000) << "nobody has decided, so it stays frozen";
    EXPECT_EQ(taking(id, mia), "own_decision");
    EXPECT_EQ(adding(id, ann), "done");
    EXPECT_EQ(deciding(id, ned, Measure::release), "done");
    EXPECT_EQ(latest(id).state, DisputeState::final);
    EXPECT_EQ(appealing(id, ben), "no_such_dispute");
    EXPECT_EQ(aside(id), 0);
    EXPECT_EQ(available(ann), 9025);
    EXPECT_EQ(earned(), 475) << "as if nobody had disputed anything";
    EXPECT_EQ(number("select orders from shop_sales"), 1);
    EXPECT_EQ(number("select settled_orders from shop_sales"), 1);
    EXPECT_EQ(number("select settled from shop_sales"), 9500);
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_of_what_is_still_held_give_it_back_out_of_the_hold) {
    set(policies::arrive_within_days, 60);
    const auto id = sent();
    heard(id, 3000);
    const auto clock = order(id).clock_at;
    EXPECT_EQ(deciding(id, mia, Measure::refund), "done");
    EXPECT_EQ(order(id).held, 9500);
    pass_appeal();
    EXPECT_EQ(order(id).held, 6500);
    EXPECT_EQ(order(id).state, State::shipped);
    EXPECT_EQ(order(id).clock_at, clock) << "the order went on all the time";
    expect_right_disputes();
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(earned(), 325);
    EXPECT_EQ(available(ann), 6175);
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_of_all_that_is_held_end_the_order_and_before_sending_with_its_goods) {
    const auto id = sent();
    heard(id, 9500);
    EXPECT_EQ(deciding(id, mia, Measure::refund), "done");
    pass_appeal();
    EXPECT_EQ(order(id).state, State::agreed);
    const auto mugs = live(mug(3));
    const auto placed = order_of(ben, mugs, 3);
    pay(placed.payment);
    set(policies::accept_within_hours, 720);
    must([&](db::Tx& tx) { return accept(tx, placed.order.id, ann); });
    set(policies::dispute_appeal_days, 1);
    heard(placed.order.id, 2850);
    EXPECT_EQ(deciding(placed.order.id, mia, Measure::refund), "done");
    pass_appeal();
    EXPECT_EQ(order(placed.order.id).state, State::cancelled);
    EXPECT_EQ(number("select stock from listings where id = " + std::to_string(mugs.value)), 3);
    EXPECT_EQ(outside(), 0);
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_after_the_settlement_set_the_sellers_part_aside) {
    const auto id = settled();
    EXPECT_EQ(available(ann), 9025);
    dispute(id, 3000);
    EXPECT_EQ(aside(id), 2850) << "5 % of it are the market's";
    EXPECT_EQ(available(ann), 6175) << "which alone can be paid out";
    expect_right_disputes();
    EXPECT_EQ(answering(id, ann), "done");
    EXPECT_EQ(deciding(id, mia, Measure::refund_part, 2000), "done");
    pass_appeal();
    EXPECT_EQ(available(ann), 7125);
    EXPECT_EQ(earned(), 375);
    EXPECT_EQ(outside(), -7500);
    expect_right_disputes();
}

TEST_P(Disputes, ES_09_give_back_what_was_decided_however_much_the_seller_owes_by_it) {
    set(policies::refund_debt_most, 100);
    const auto id = settled();
    must([&](db::Tx& tx) {
        const auto from = ledger::account_of(tx, ann.value, ledger::Holding::available, "GBP");
        const auto to = ledger::account_of(tx, 0, ledger::Holding::outside, "GBP");
        const std::array parts{ledger::Part{from, -9000}, ledger::Part{to, 9000}};
        return ledger::book(tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::payout, "GBP", 0},
                            parts);
    });
    heard(id, 3000);
    EXPECT_EQ(aside(id), 25) << "as much as is there";
    EXPECT_EQ(giving_in(id, ann), "debt_too_large");
    EXPECT_EQ(deciding(id, mia, Measure::refund), "done");
    pass_appeal();
    EXPECT_EQ(look([&](db::Snapshot& db) { return ledger::debt_of(db, ann.value, "GBP"); }), 2825);
    EXPECT_EQ(order(id).refunded, 3000);
    expect_right_disputes();
}

TEST_P(Disputes, ES_09_a_seller_who_gives_in_may_owe_again_what_they_owed) {
    set(policies::refund_debt_most, 100);
    const auto id = settled();
    heard(id, 3000);
    EXPECT_EQ(aside(id), 2850);
    must([&](db::Tx& tx) {
        ledger::AccountSums sums{
            {ledger::account_of(tx, 0, ledger::Holding::outside, "GBP"), 9000}};
        ledger::take(tx, ann.value, "GBP", 9000, sums);
        return ledger::book(tx,
                            {tx.fresh<ledger::TransferId>(), ledger::Purpose::correction, "GBP", 0},
                            ledger::parts_of(sums));
    });
    const auto owed = [&] {
        return look([&](db::Snapshot& db) { return ledger::debt_of(db, ann.value, "GBP"); });
    };
    EXPECT_EQ(owed(), 2825);
    EXPECT_EQ(giving_in(id, ann), "done") << "the money for it lay aside";
    EXPECT_EQ(owed(), 2825);
    EXPECT_EQ(order(id).refunded, 3000);
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_hear_the_seller_or_go_on_without_them) {
    const auto id = sent();
    dispute(id, 3000);
    EXPECT_EQ(latest(id).case_id.value, 0) << "nobody decides before the seller had their time";
    EXPECT_EQ(adding(id, ben), "done");
    EXPECT_EQ(adding(id, ann), "not_yours") << "she answers first";
    now += 71h;
    run_due();
    EXPECT_EQ(latest(id).state, DisputeState::open);
    now += 1h;
    run_due("order_dispute_answer_by");
    EXPECT_EQ(latest(id).state, DisputeState::heard);
    EXPECT_EQ(answering(id, ann), "dispute_state");
    EXPECT_EQ(adding(id, ann), "done") << "late, but before the decision";
    EXPECT_EQ(its_case(id).disputed, 3000);
    EXPECT_EQ(deciding(id, mia, Measure::release), "done");
    EXPECT_EQ(adding(id, ann), "dispute_state");
}

TEST_P(Disputes, ES_06_are_about_what_was_asked_for_and_not_given) {
    const auto id = sent();
    EXPECT_EQ(opening(id, ben), "nothing_to_dispute");
    EXPECT_EQ(opening(id, cem), "no_such_order");
    must([&](db::Tx& tx) {
        return ask_refund(tx, id, ben, {{3000, {}}, RefundCause::damaged, "Cracked."});
    });
    EXPECT_EQ(opening(id, ben), "refund_open");
    must([&](db::Tx& tx) { return agree_refund(tx, id, ann, {1000, "This much."}); });
    EXPECT_EQ(opening(id, ann), "not_yours");
    EXPECT_EQ(opening(id, ben), "done");
    EXPECT_EQ(latest(id).disputed, 2000);
    EXPECT_EQ(opening(id, ben), "dispute_open");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return ask_refund(tx, id, ben, {{1, {}}, RefundCause::other, "More."});
              }),
              "dispute_open");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return refund(tx, id, ann, {{1, {}}, RefundCause::goodwill, ""});
              }),
              "dispute_open");
    EXPECT_EQ(withdrawing(id, ann), "not_yours");
    EXPECT_EQ(withdrawing(id, ben), "done");
    EXPECT_EQ(opening(id, ben), "disputed_already") << "each question once";
    EXPECT_EQ(withdrawing(id, ben), "no_such_dispute");
    EXPECT_EQ(order(id).held, 8500);
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_leave_out_what_was_given_unasked_since) {
    const auto id = sent();
    const auto give = [&](std::int64_t amount) {
        must([&](db::Tx& tx) {
            return refund(tx, id, ann, {{amount, {}}, RefundCause::goodwill, ""});
        });
    };
    refuse(id, 3000);
    give(2000);
    EXPECT_EQ(opening(id, ben), "done");
    EXPECT_EQ(latest(id).disputed, 1000);
    EXPECT_EQ(withdrawing(id, ben), "done");
    refuse(id, 3000);
    give(3000);
    EXPECT_EQ(opening(id, ben), "nothing_to_dispute");
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_put_goods_back_into_stock_once) {
    const auto placed = order_of(ben, live(mug(20)), 10);
    pay(placed.payment);
    const auto id = placed.order.id;
    const RefundWish one_mug{{{}, {{1, 1, 0}}}, RefundCause::changed_mind, "One less."};
    must([&](db::Tx& tx) { return ask_refund(tx, id, ben, one_mug); });
    must([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "No."); });
    must([&](db::Tx& tx) { return refund(tx, id, ann, one_mug); });
    EXPECT_EQ(number("select stock from listings"), 11);
    EXPECT_EQ(opening(id, ben), "nothing_to_dispute") << "they have its money, and Ann her mug";
    EXPECT_EQ(number("select stock from listings"), 11);
    expect_right_disputes();
}

TEST_P(Disputes, ES_06_can_be_opened_for_so_many_days) {
    const auto id = sent();
    refuse(id, 3000);
    now += 14 * 24h - 1us;
    refuse(id, 2000);
    now += 14 * 24h;
    EXPECT_EQ(opening(id, ben), "dispute_too_late");
    set(policies::dispute_within_days, 15);
    EXPECT_EQ(opening(id, ben), "done");
    EXPECT_EQ(latest(id).disputed, 2000) << "the last question";
}

TEST_P(Disputes, ES_06_end_when_either_side_gives_in) {
    for (const bool decided : {false, true}) {
        const auto held = sent();
        heard(held, 3000);
        if (decided) EXPECT_EQ(deciding(held, mia, Measure::release), "done");
        EXPECT_EQ(giving_in(held, ben), "not_yours");
        EXPECT_EQ(giving_in(held, ann), "done");
        EXPECT_EQ(latest(held).state, DisputeState::given_in);
        EXPECT_EQ(its_case(held).state, cases::CaseState::final);
        EXPECT_EQ(order(held).refunded, 3000);
        expect_right_disputes();

        const auto later = settled();
        heard(later, 3000);
        if (decided) EXPECT_EQ(deciding(later, mia, Measure::refund), "done");
        const auto before = available(ann);
        EXPECT_EQ(withdrawing(later, ben), "done");
        EXPECT_EQ(available(ann), before + 2850);
        EXPECT_EQ(order(later).refunded, 0);
        expect_right_disputes();
    }
    pass_appeal();
    EXPECT_EQ(number("select count(*) from order_disputes where state = 'final'"), 0);
}

TEST_P(Disputes, ES_06_are_over_when_all_the_money_goes_back_for_another_reason) {
    const auto placed = order_of(ben, live(mug(5)), 2);
    pay(placed.payment);
    const auto id = placed.order.id;
    heard(id, 500);
    must([&](db::Tx& tx) { return cancel(tx, id, ann, std::nullopt); });
    EXPECT_EQ(latest(id).state, DisputeState::over);
    EXPECT_EQ(its_case(id).state, cases::CaseState::final);
    EXPECT_EQ(order(id).refunded, 1900);
    expect_right_disputes();
}

TEST_P(Disputes, EF_04_nobody_decides_who_is_a_side_or_a_friend_of_one) {
    const auto id = sent();
    heard(id, 3000);
    for (const auto side : {ann, ben}) {
        must([&](db::Tx& tx) {
            return members::set_permissions(tx, {side, {"moderator"}, {}, "a test"});
        });
        EXPECT_EQ(taking(id, side), "no_such_case");
    }
    befriend(ben, mia);
    EXPECT_EQ(taking(id, mia), "no_such_case");
    EXPECT_EQ(taking(id, ned), "done");
}

TEST_P(Disputes, ES_06_are_decided_with_reasons_that_fit_them) {
    const auto id = sent();
    heard(id, 3000);
    EXPECT_EQ(taking(id, mia), "done");
    const auto trying = [&](Measure measure, const std::string& rule, std::int64_t given) {
        const auto made = act([&](db::Tx& tx) {
            return cases::decide(tx, latest_of(tx, id).case_id,
                                 {mia, measure, rule, "So it is.", given});
        });
        return made ? "done" : made.error().fields().front().field;
    };
    EXPECT_EQ(trying(Measure::take_down, "not_as_sold", 0), "measure");
    EXPECT_EQ(trying(Measure::refund, "counterfeit", 0), "rule") << "a rule for goods";
    EXPECT_EQ(trying(Measure::refund_part, "not_as_sold", 0), "amount.minor");
    EXPECT_EQ(trying(Measure::refund_part, "not_as_sold", 3000), "amount.minor");
    EXPECT_EQ(trying(Measure::refund_part, "not_as_sold", 2999), "done");
    const auto made =
        look([&](db::Snapshot& db) { return cases::decisions_of(db, latest_of(db, id).case_id); });
    ASSERT_EQ(made.size(), 1U);
    EXPECT_EQ(made[0].given, 2999);
    EXPECT_EQ(made[0].facts, "So it is.");
    EXPECT_EQ(made[0].scope, cases::MeasureScope::order);
    EXPECT_EQ(made[0].appeal_until, now + 7 * 24h);
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return cases::appeal(tx, ann, latest_of(tx, id).case_id, "No.");
              }),
              "no_such_statement")
        << "there is one way to appeal, that of the dispute";
}

TEST_P(Disputes, TakeSoMuchEvidenceOfEachSideAndShowItsPicturesToThemAndToWhoDecides) {
    const auto id = sent();
    heard(id, 3000);
    const auto crack = picture(ben);
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return add_evidence(tx, id, ann, {"Not mine.", {crack}});
              }),
              "no_such_picture");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return add_evidence(tx, id, ben, {"Here.", {crack}});
              }),
              "done");
    const auto sees = [&](base::MemberId who) {
        return look([&](db::Snapshot& db) { return shows_picture(db, who, crack); });
    };
    EXPECT_TRUE(sees(ann));
    EXPECT_FALSE(sees(cem));
    EXPECT_FALSE(sees(mia)) << "she has not taken it";
    EXPECT_EQ(taking(id, mia), "done");
    EXPECT_TRUE(sees(mia));
    for (std::int64_t i = 2; i < evidence_most; ++i) EXPECT_EQ(adding(id, ben), "done");
    EXPECT_EQ(adding(id, ben), "too_much_evidence");
    EXPECT_EQ(adding(id, ann), "done");
}

// Whatever people do, in whatever order: the books stay right, exactly what is disputed is frozen,
// and in the end the market has the commission of what remains.
TEST_P(Disputes, ES_06_the_books_stay_right_whatever_is_disputed_and_decided) {
    std::mt19937_64 chance(6);
    const auto below = [&](std::int64_t n) {
        return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n));
    };
    std::int64_t decided = 0, released = 0;
    set(policies::refunds_asked_most, 20);
    for (int i = 0; i < 25; ++i) {
        const auto id = sent();
        const bool early = below(2) == 0;
        if (early) must([&](db::Tx& tx) { return confirm(tx, id, ben); });
        for (int question = 0; question < 3; ++question) {
            const Order now_is = order(id);
            const std::int64_t left =
                now_is.state == State::completed ? now_is.total - now_is.refunded : now_is.held;
            if (left == 0) break;
            heard(id, 1 + below(left));
            if (now_is.held > 0 && below(2) == 0) {
                must([&](db::Tx& tx) { return confirm(tx, id, ben); });
                ++released;
            }
            expect_right_disputes();
            const std::int64_t sum = latest(id).disputed;
            const auto part = sum > 1 ? Measure::refund_part : Measure::refund;
            const std::int64_t given = sum > 1 ? 1 + below(sum - 1) : 0;
            EXPECT_EQ(deciding(id, mia, below(3) == 0 ? Measure::release : part, given), "done");
            if (below(2) == 0 && appealing(id, ann) == "done") {
                EXPECT_EQ(deciding(id, ned, below(2) == 0 ? Measure::refund : Measure::release),
                          "done");
            } else {
                pass_appeal();
            }
            ++decided;
            expect_right_disputes();
        }
        if (order(id).held > 0) must([&](db::Tx& tx) { return confirm(tx, id, ben); });
        ASSERT_EQ(number("select count(*) from orders o join order_shares s on s.order_id = o.id "
                         "where s.purpose = 'commission' and s.amount - s.back <> "
                         "((o.total - o.refunded) * s.rate_ppm + 500000) / 1000000"),
                  0);
    }
    EXPECT_EQ(earned(), number("select cast(sum(s.amount - s.back) as bigint) from order_shares s "
                               "where s.purpose = 'commission'"));
    EXPECT_EQ(number("select cast(coalesce(sum(balance), 0) as bigint) from accounts where "
                     "purpose = 'disputed'"),
              0);
    EXPECT_GT(decided, 40);
    EXPECT_GT(released, 5) << "hardly any was settled while it was disputed";
}

}  // namespace
}  // namespace orders
