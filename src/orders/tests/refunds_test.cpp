#include "orders/refunds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "orders/refund_rows.hpp"
#include "orders/sales.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using tests::mug;

class Refunds : public tests::SaleTest {
protected:
    /// Two of a mug at 9.50 and three of a bowl at 4.00: 31.00 in all, paid.
    OrderId paid_order(const std::vector<Share>& shares = {}) {
        mugs = live(mug(10));
        auto bowl = mug(10);
        bowl.title = "Bowl";
        bowl.price.minor = 400;
        bowls = live(bowl);
        const auto placed = must([&](db::Tx& tx) {
            return orders::place(
                tx, {ben, {{mugs, 1, 2}, {bowls, 1, 3}}, "Ben", "x", payments::Method::simulator},
                settings);
        });
        for (const Share& share : shares) {
            must([&](db::Tx& tx) { return add_share(tx, placed.order.id, share); });
        }
        pay(placed.payment);
        return placed.order.id;
    }
    /// What modules above orders hand to somebody of each line, and of the whole order.
    std::vector<Share> shares_of_lines() const {
        const auto of = [&](std::int64_t line, std::int64_t amount) {
            return Share{line, "promoter", cem.value, ledger::Holding::available, 0, 0, amount};
        };
        return {of(1, 333), of(2, 217), of(0, 101)};
    }
    OrderId shipped_order() {
        const auto id = paid_order();
        must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
        return id;
    }
    OrderId settled_order() {
        const auto id = shipped_order();
        must([&](db::Tx& tx) { return confirm(tx, id, ben); });
        return id;
    }

    static RefundWish sum(std::int64_t amount) {
        return {{amount, {}}, RefundCause::damaged, "A crack."};
    }
    static RefundWish lines(std::vector<RefundLine> list) {
        return {{{}, std::move(list)}, RefundCause::missing, "Not there."};
    }
    std::string asking(OrderId id, const RefundWish& wish, base::MemberId member) {
        return code_of([&](db::Tx& tx) { return ask_refund(tx, id, member, wish); });
    }
    void ask(OrderId id, const RefundWish& wish) { EXPECT_EQ(asking(id, wish, ben), "done"); }
    std::string agreeing(OrderId id, const Agreement& agreement = {}) {
        return code_of([&](db::Tx& tx) { return agree_refund(tx, id, ann, agreement); });
    }
    std::string giving(OrderId id, const RefundWish& wish) {
        return code_of([&](db::Tx& tx) { return refund(tx, id, ann, wish); });
    }
    std::vector<std::int64_t> back(OrderId id) {
        std::vector<std::int64_t> list;
        for (const Share& share : look([&](db::Snapshot& db) { return shares_of(db, id); })) {
            list.push_back(share.back);
        }
        return list;
    }
    RefundState latest(OrderId id) {
        return look([&](db::Snapshot& db) { return refunds_of(db, {id}).back().state; });
    }
    std::int64_t owed(base::MemberId member) {
        return look([&](db::Snapshot& db) { return ledger::debt_of(db, member.value, "GBP"); });
    }
    std::int64_t owned(base::MemberId member) {
        return look([&](db::Snapshot& db) { return ledger::owned_by(db, member.value, "GBP"); });
    }
    void set(std::string_view policy, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policy}, value, ann, "a test"});
        });
    }
    std::vector<std::string> order_events() {
        std::vector<std::string> kinds;
        for (const std::string& kind : told()) {
            if (kind.starts_with("order_")) kinds.push_back(kind);
        }
        return kinds;
    }
    /// The operator takes all that a seller has out of the market, as a payout will.
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

    shops::ListingId mugs, bowls;
};
ON_EVERY_DATABASE(Refunds);

TEST_P(Refunds, ES_05_the_seller_agrees_and_the_part_goes_back_with_its_part_of_every_share) {
    const auto id = shipped_order();
    EXPECT_EQ(look([&](db::Snapshot& db) { return shares_of(db, id).front().amount; }), 155);
    ask(id, sum(1000));
    EXPECT_EQ(asking(id, sum(1), ben), "refund_open");
    EXPECT_EQ(agreeing(id), "done");
    EXPECT_EQ(order(id).state, State::shipped);
    EXPECT_EQ(order(id).held, 2100);
    EXPECT_EQ(order(id).refunded, 1000);
    EXPECT_EQ(back(id), (std::vector<std::int64_t>{50, 950}));
    EXPECT_EQ(balance(0, ledger::Holding::outside), -2100);
    run_due("payment_refund");
    EXPECT_EQ(provider_lines("refund", order(id).payment.value), 1);
    EXPECT_EQ(payment_state(id), payments::State::captured) << "the rest is kept";
    expect_right_books();
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(available(ann), 2100 - 105);
    EXPECT_EQ(balance(0, ledger::Holding::commission), 105) << "5 % of what remained";
    EXPECT_THAT(order_events(), testing::ElementsAre("order_placed", "order_paid", "order_shipped",
                                                     "order_refund_asked", "order_refund_agreed",
                                                     "order_refunded", "order_settled"));
    expect_right_books();
}

TEST_P(Refunds, ES_05_the_seller_agrees_to_less_or_refuses_with_a_reason) {
    const auto id = shipped_order();
    ask(id, lines({{1, 1}}));
    EXPECT_EQ(agreeing(id, {951, ""}), "form_invalid");
    EXPECT_EQ(agreeing(id, {300, "It has a small crack only."}), "done");
    EXPECT_EQ(order(id).refunded, 300);
    EXPECT_TRUE(look([&](db::Snapshot& db) { return lines_back(db, id); }).empty())
        << "less than it cost is not the mug back";
    ask(id, sum(500));
    EXPECT_EQ(code_of([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "It was whole."); }),
              "done");
    EXPECT_EQ(latest(id), RefundState::refused);
    EXPECT_EQ(order(id).refunded, 300);
    EXPECT_EQ(agreeing(id), "no_refund_open");
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(balance(0, ledger::Holding::commission), 140);
    expect_right_books();
}

TEST_P(Refunds, ASilentSellerAgreesWhileTheMoneyIsHeld) {
    const auto id = shipped_order();
    now += 24h;
    ask(id, sum(700));
    const base::Time due = now + 72h;
    EXPECT_EQ(order(id).clock_at, due);
    expect_right_books();
    now = due - 1s;
    run_due();
    EXPECT_EQ(latest(id), RefundState::open);
    now = due + 1h;  // The server was off.
    run_due();
    EXPECT_EQ(latest(id), RefundState::given);
    EXPECT_EQ(order(id).refunded, 700);
    EXPECT_EQ(order(id).clock_at, due + 24h * 21) << "the clock counts from when silence answered";
    expect_right_books();
    now += 24h * 22;
    run_due();
    EXPECT_EQ(order(id).state, State::completed);
    EXPECT_EQ(available(ann) + balance(0, ledger::Holding::commission), 2400);
    expect_right_books();
}

TEST_P(Refunds, AfterTheSettlementSilenceRefuses) {
    const auto id = settled_order();
    ask(id, sum(700));
    now += 72h;
    run_due();
    EXPECT_EQ(latest(id), RefundState::refused);
    EXPECT_EQ(order(id).refunded, 0);
    EXPECT_EQ(available(ann), 3100 - 155);
    expect_right_books();
}

TEST_P(Refunds, StandStillWhileTheQuestionIsOpen) {
    const auto id = paid_order();
    ask(id, sum(100));
    const auto try_it = [&](auto act) { return code_of([&](db::Tx& tx) { return act(tx); }); };
    EXPECT_EQ(try_it([&](db::Tx& tx) { return accept(tx, id, ann); }), "refund_open");
    EXPECT_EQ(try_it([&](db::Tx& tx) { return ship(tx, id, ann, {}); }), "refund_open");
    EXPECT_EQ(giving(id, sum(1)), "refund_open");
    EXPECT_EQ(try_it([&](db::Tx& tx) { return withdraw_refund(tx, id, ann); }), "not_yours");
    EXPECT_EQ(try_it([&](db::Tx& tx) { return withdraw_refund(tx, id, cem); }), "no_such_order");
    EXPECT_EQ(try_it([&](db::Tx& tx) { return withdraw_refund(tx, id, ben); }), "done");
    EXPECT_EQ(latest(id), RefundState::withdrawn);
    expect_right_books();
    EXPECT_EQ(try_it([&](db::Tx& tx) { return ship(tx, id, ann, {}); }), "done");
    ask(id, sum(100));
    EXPECT_EQ(try_it([&](db::Tx& tx) { return confirm(tx, id, ben); }), "refund_open");
    now += 24h * 2;
    run_due();
    EXPECT_EQ(latest(id), RefundState::open);
    expect_right_books();
}

TEST_P(Refunds, AreAskedForSoOftenAndByTheBuyer) {
    const auto id = shipped_order();
    EXPECT_EQ(asking(id, sum(1), ann), "not_yours");
    EXPECT_EQ(asking(id, sum(1), cem), "no_such_order");
    EXPECT_EQ(asking(id, sum(3101), ben), "form_invalid");
    for (int i = 0; i < 3; ++i) {
        ask(id, sum(1));
        must([&](db::Tx& tx) { return withdraw_refund(tx, id, ben); });
    }
    EXPECT_EQ(asking(id, sum(1), ben), "refund_asked_often");
    EXPECT_EQ(giving(id, sum(1)), "done") << "the seller may always";
    const auto unpaid = one_mug().order.id;
    EXPECT_EQ(asking(unpaid, sum(1), ben), "not_now");
}

TEST_P(Refunds, GivenUnaskedMoveNoClockAndAreFew) {
    const auto id = paid_order();
    must([&](db::Tx& tx) { return accept(tx, id, ann); });
    const auto clock = order(id).clock_at;
    for (int i = 0; i < refunds_given_most; ++i) {
        now += 1h;
        EXPECT_EQ(giving(id, sum(1)), "done");
    }
    EXPECT_EQ(order(id).clock_at, clock) << "a cent a week would keep the buyer waiting for ever";
    EXPECT_EQ(giving(id, sum(1)), "refund_given_often");
    now = *clock;
    run_due();
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(order(id).refunded, 3100);
    expect_right_books();
}

TEST_P(Refunds, ES_07_lines_come_back_to_stock_before_they_are_sent_and_once) {
    const auto id = paid_order();
    ask(id, lines({{2, 2}}));
    EXPECT_EQ(agreeing(id), "done");
    EXPECT_EQ(order(id).refunded, 800);
    EXPECT_EQ(row(bowls).stock, 10 - 3 + 2);
    EXPECT_EQ(asking(id, lines({{2, 2}}), ben), "form_invalid") << "one is left";
    must([&](db::Tx& tx) { return cancel(tx, id, ann, std::nullopt); });
    EXPECT_EQ(row(bowls).stock, 10);
    EXPECT_EQ(row(mugs).stock, 10);
    EXPECT_EQ(order(id).refunded, 3100);
    EXPECT_EQ(back(id), (std::vector<std::int64_t>{155, 2945}));
    EXPECT_EQ(balance(0, ledger::Holding::outside), 0);
    run_due();
    EXPECT_EQ(provider_lines("refund", order(id).payment.value), 2) << "each under its own key";
    EXPECT_EQ(payment_state(id), payments::State::refunded);
    expect_right_books();
}

TEST_P(Refunds, ES_07_lines_that_were_sent_do_not_come_back_to_stock) {
    const auto id = shipped_order();
    ask(id, lines({{1, 2}, {2, 3}}));
    EXPECT_EQ(agreeing(id), "done");
    EXPECT_EQ(order(id).state, State::agreed);
    EXPECT_EQ(row(mugs).stock, 8);
    EXPECT_EQ(order(id).refunded, 3100);
    EXPECT_EQ(number("select count(*) from refunds"), 1);
    expect_right_books();
}

TEST_P(Refunds, ES_17_all_of_it_before_sending_calls_the_order_off_with_its_goods) {
    const auto id = paid_order();
    ask(id, {{}, RefundCause::changed_mind, "Sorry."});
    EXPECT_EQ(agreeing(id), "done");
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(row(mugs).stock, 10);
    EXPECT_EQ(row(bowls).stock, 10);
    EXPECT_EQ(latest(id), RefundState::given);
    EXPECT_EQ(number("select count(*) from refunds p join order_refunds r on r.id = p.id"), 1);
    expect_right_books();
}

TEST_P(Refunds, AreOverWhenTheOrderIsCalledOffMeanwhile) {
    const auto id = paid_order();
    ask(id, sum(100));
    must([&](db::Tx& tx) { return cancel(tx, id, ben, std::nullopt); });
    EXPECT_EQ(latest(id), RefundState::over);
    now += 72h;
    run_due();
    EXPECT_EQ(order(id).refunded, 3100);
    expect_right_books();
}

TEST_P(Refunds, ES_07_after_the_settlement_everybody_gives_back_what_they_got) {
    const auto id = settled_order();
    EXPECT_EQ(giving(id, lines({{1, 1}})), "done");
    EXPECT_EQ(available(ann), 3100 - 155 - 903);
    const auto sold =
        look([&](db::Snapshot& db) { return sales_of(db, "GBP", {order(id).shop}).at(0); });
    EXPECT_EQ(sold.settled, 2150) << "a rank is not bought by what goes back";
    EXPECT_EQ(balance(0, ledger::Holding::commission), 108) << "5 % of 21.50, halves up";
    EXPECT_EQ(balance(0, ledger::Holding::outside), -2150);
    EXPECT_EQ(order(id).state, State::completed);
    const auto list = look([](db::Snapshot& db) { return events::after(db, 0, 1000); });
    EXPECT_EQ(list.back().kind, "order_refunded");
    EXPECT_EQ(orders::told(list.back()).amount.minor, 950);
    EXPECT_EQ(orders::told(list.back()).commission.minor, 47);
    EXPECT_EQ(giving(id, {}), "done") << "and the rest";
    EXPECT_EQ(available(ann), 0);
    EXPECT_EQ(balance(0, ledger::Holding::commission), 0);
    EXPECT_EQ(giving(id, sum(1)), "not_now");
    expect_right_books();
}

TEST_P(Refunds, ES_09_what_a_seller_lacks_is_owed_within_the_policy_and_paid_with_what_comes_next) {
    const auto id = settled_order();
    empty_purse(ann);
    set(policies::refund_debt_most, 900);
    EXPECT_EQ(giving(id, sum(950)), "debt_too_large");
    EXPECT_EQ(owed(ann), 0) << "nothing of it was done";
    set(policies::refund_debt_most, 903);
    EXPECT_EQ(giving(id, sum(950)), "done");
    EXPECT_EQ(owed(ann), 903);
    EXPECT_EQ(available(ann), 0);
    expect_right_books();
    const auto next = shipped_mug();
    must([&](db::Tx& tx) { return confirm(tx, next, ben); });
    EXPECT_EQ(owed(ann), 1);
    const auto another = shipped_mug();
    must([&](db::Tx& tx) { return confirm(tx, another, ben); });
    EXPECT_EQ(owed(ann), 0);
    EXPECT_EQ(available(ann), 901);
    expect_right_books();
}

TEST_P(Refunds, CanGoBackForSoManyDaysAfterTheSettlement) {
    const auto id = settled_order();
    now += 24h * 30 - 1s;
    EXPECT_EQ(giving(id, sum(1)), "done");
    now += 1s;
    EXPECT_EQ(giving(id, sum(1)), "refund_too_late");
    EXPECT_EQ(asking(id, sum(1), ben), "refund_too_late");
}

TEST_P(Refunds, ES_08_go_by_the_rate_of_the_placement) {
    const auto id = settled_order();
    set(policies::commission_ppm, 500'000);
    EXPECT_EQ(giving(id, sum(2000)), "done");
    EXPECT_EQ(balance(0, ledger::Holding::commission), 55) << "5 % of 11.00";
    expect_right_books();
}

TEST_P(Refunds, ES_14_go_back_to_where_a_transfer_came_from_by_hand) {
    const auto placed = one_mug(payments::Method::bank_transfer);
    hear(placed.payment.id, payments::Outcome::captured);
    const auto id = placed.order.id;
    EXPECT_EQ(giving(id, sum(300)), "done");
    EXPECT_EQ(giving(id, sum(200)), "done");
    const auto by_hand = [&] {
        return look([](db::Snapshot& db) { return payments::to_pay_back(db, {}, 10); });
    };
    ASSERT_EQ(by_hand().size(), 2U);
    EXPECT_EQ(by_hand()[0].amount, 300);
    for (const auto& one : by_hand()) {
        must([&](db::Tx& tx) { return payments::paid_back(tx, one.id, ann, "sent"); });
    }
    EXPECT_EQ(payment_state(id), payments::State::captured);
    EXPECT_EQ(giving(id, {}), "done");
    EXPECT_EQ(payment_state(id), payments::State::refund_pending);
    must([&](db::Tx& tx) { return payments::paid_back(tx, by_hand()[0].id, ann, "sent"); });
    EXPECT_EQ(payment_state(id), payments::State::refunded);
    expect_right_books();
}

/// Among three lines a larger sum may be less of one of them: of 0.11 that went back line 3 bears
/// less than of 0.10. The cent is its owner's again, and pays what they owe first.
TEST_P(Refunds, ES_09_a_cent_that_a_share_of_a_line_gets_back_pays_the_debt_first) {
    std::vector<shops::Wanted> cart;
    for (const std::int64_t price : {300, 300, 100}) {
        auto listing = mug(10);
        listing.price.minor = price;
        cart.push_back({live(listing), 1, 1});
    }
    const auto placed = must([&](db::Tx& tx) {
        return orders::place(tx, {ben, cart, "Ben", "x", payments::Method::simulator}, settings);
    });
    const auto id = placed.order.id;
    const Share share{3, "promoter", cem.value, ledger::Holding::available, 0, 0, 50};
    must([&](db::Tx& tx) { return add_share(tx, id, share); });
    pay(placed.payment);
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    empty_purse(cem);
    EXPECT_EQ(giving(id, sum(10)), "done");
    EXPECT_EQ(owed(cem), 1);
    EXPECT_EQ(giving(id, sum(1)), "done");
    EXPECT_EQ(owed(cem), 0);
    EXPECT_EQ(balance(cem.value, ledger::Holding::available), 0) << "nobody owes and has";
    EXPECT_EQ(giving(id, {}), "done");
    EXPECT_EQ(owed(cem), 50) << "all of the share went back";
    expect_right_books();
}

// Whatever buyers, sellers and clocks do about money that goes back, in whatever order.
TEST_P(Refunds, ES_07_the_books_and_the_shares_stay_right_whatever_people_do) {
    std::set<RefundState> seen;
    std::int64_t after_settling = 0;
    for (unsigned seed = 1; seed <= 3; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 chance(seed);
        std::vector<OrderId> list;
        for (int i = 0; i < 6; ++i) {
            list.push_back(paid_order(i % 2 == 0 ? shares_of_lines() : std::vector<Share>{}));
        }
        for (int i = 0; i < 150; ++i) {
            const OrderId id = list[chance() % list.size()];
            const std::int64_t amount = 1 + chance() % 1200;
            const auto wish = chance() % 2 == 0
                                  ? sum(amount)
                                  : lines({{1 + static_cast<std::int64_t>(chance() % 2), 1}});
            switch (chance() % 9) {
                case 0:
                case 1: (void)asking(id, wish, ben); break;
                case 2: (void)agreeing(id, {std::min<std::int64_t>(amount, 400), ""}); break;
                case 3: (void)agreeing(id); break;
                case 4:
                    (void)act([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "No."); });
                    break;
                case 5:
                    if (chance() % 3 == 0) (void)giving(id, wish);
                    break;
                case 6: (void)act([&](db::Tx& tx) { return ship(tx, id, ann, {}); }); break;
                case 7: (void)act([&](db::Tx& tx) { return confirm(tx, id, ben); }); break;
                default: now += 1h * (chance() % 40); run_due();
            }
            ASSERT_EQ(number("select count(*) from orders o where o.refunded <> (select "
                             "cast(sum(s.back) as bigint) from order_shares s "
                             "where s.order_id = o.id)"),
                      0);
            ASSERT_EQ(number("select count(*) from order_shares s join orders o on o.id = "
                             "s.order_id where s.purpose = 'commission' and s.amount - s.back <> "
                             "((o.total - o.refunded) * 50000 + 500000) / 1000000"),
                      0);
            ASSERT_EQ(number("select count(*) from order_shares where back < 0 or back > amount"),
                      0);
            expect_right_books();
            ASSERT_FALSE(HasFailure());
        }
        for (const OrderId id : list) {
            for (const auto& one : look([&](db::Snapshot& db) { return refunds_of(db, {id}); })) {
                seen.insert(one.state);
                after_settling += one.settled && one.state == RefundState::given ? 1 : 0;
            }
        }
        now += 24h * 60;
        run_due();
        EXPECT_EQ(number("select count(*) from orders where is_open = 1"), 0);
        EXPECT_EQ(number("select count(*) from order_refunds where state = 'open'"), 0);
        EXPECT_EQ(owned(cem), number("select cast(coalesce(sum(s.amount - s.back), 0) as bigint) "
                                     "from order_shares s join orders o on o.id = s.order_id "
                                     "where s.purpose = 'promoter' and o.state = 'completed'"))
            << "what they keep of what was settled, and nothing else";
        expect_right_books();
    }
    EXPECT_THAT(seen, testing::IsSupersetOf({RefundState::given, RefundState::refused}));
    EXPECT_GT(after_settling, 0);
}

}  // namespace
}  // namespace orders
