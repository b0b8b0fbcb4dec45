// Orders that are paid by card, with a provider that says what a test wants it to.

#include <gtest/gtest.h>

#include "members/members.hpp"
#include "orders/purchases.hpp"
#include "orders/tests/sale.hpp"
#include "orders/tests/silent_page.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using payments::Method;
using payments::Outcome;
using payments::Returned;
using tests::mug;

class ScriptedPage final : public tests::SilentPage {
public:
    void open(const payments::PageWanted&, std::function<void(payments::Opened)> done) override {
        done({Outcome::pending, payments::Page{"cs_1", "https://cards.example/cs_1"}});
    }
    void look(const payments::PageAsked& asked, std::function<void(Outcome)> done) override {
        looked.push_back(asked);
        done(outcome);
    }
    void refund(const payments::CardRefund& refund,
                std::function<void(payments::RefundSaid)> done) override {
        refunds.push_back(refund);
        done(said);
    }

    Outcome outcome = Outcome::pending;
    payments::RefundSaid said{Returned::refunded, ""};
    std::vector<payments::PageAsked> looked;
    std::vector<payments::CardRefund> refunds;
};

class Cards : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        settings.card = &page;
        add_jobs(jobs, settings);
    }

    /// What the provider tells: this session was paid, or is over.
    base::Result<base::Done> tell(db::Tx& tx, const payments::Payment& payment,
                                  Outcome outcome = Outcome::captured) {
        payments::CardNews news;
        news.topic = payments::Topic::payment;
        news.payment = payment.id;
        news.session = "cs_1";
        news.amount = payment.amount;
        news.currency = payment.asset;
        news.outcome = outcome;
        return orders::hear(tx, news, std::nullopt);
    }
    OrderId paid() {
        const auto placed = one_mug(Method::card);
        must([&](db::Tx& tx) { return tell(tx, placed.payment); });
        EXPECT_EQ(order(placed.order.id).state, State::paid_held);
        return placed.order.id;
    }
    void give(OrderId id, std::int64_t amount) {
        must([&](db::Tx& tx) {
            return refund(tx, id, ann, {{amount, {}}, RefundCause::goodwill, "Sorry."});
        });
    }
    /// Asks the provider what is due now; how often.
    int ask(std::string_view kind) {
        int asked = 0;
        for (const events::Job& job :
             look([&](db::Snapshot& db) { return events::due(db, now, 1000); })) {
            if (job.kind != kind) continue;
            (*jobs.errand_of(kind))(*writer, job);
            ++asked;
        }
        return asked;
    }
    std::string fail(payments::RefundId id) {
        payments::CardNews news;
        news.topic = payments::Topic::refund;
        news.refund = id;
        news.why = "expired_or_canceled_card";
        return code_of([&](db::Tx& tx) { return orders::hear(tx, news, std::nullopt); });
    }
    std::vector<payments::RefusedRefund> refused() {
        return look([](db::Snapshot& db) { return payments::refused_refunds(db, {}, 10); });
    }
    std::vector<payments::ByHand> by_hand() {
        return look([](db::Snapshot& db) { return payments::to_pay_back(db, {}, 10); });
    }
    std::string otherwise(payments::RefundId id) {
        return code_of([&](db::Tx& tx) {
            return payments::transfer_instead(tx, {id, cem, "by mail of today", "card is closed"});
        });
    }

    ScriptedPage page;
    events::Hub jobs;
};
ON_EVERY_DATABASE(Cards);

TEST_P(Cards, ES_14_go_back_by_the_card_and_another_way_only_with_the_buyers_word) {
    const auto id = paid();
    page.said = {Returned::refused, "charge_disputed"};
    give(id, 950);
    EXPECT_EQ(payment_state(id), payments::State::refund_pending);
    EXPECT_EQ(ask("payment_refund"), 1);
    ASSERT_EQ(page.refunds.size(), 1U) << "by the card first";
    EXPECT_EQ(page.refunds[0].session, "cs_1");
    EXPECT_EQ(page.refunds[0].amount, 950);
    ASSERT_EQ(refused().size(), 1U);
    EXPECT_EQ(refused()[0].refused, "charge_disputed");
    EXPECT_TRUE(by_hand().empty()) << "nobody pays it before the buyer has said so";
    EXPECT_EQ(ask("payment_refund"), 0) << "what is refused for good is not asked again";

    const auto refund = refused()[0].id;
    EXPECT_EQ(otherwise(refund), "done");
    EXPECT_EQ(otherwise(refund), "no_such_refund") << "once";
    EXPECT_TRUE(refused().empty());
    ASSERT_EQ(by_hand().size(), 1U);
    const auto line =
        look([](db::Snapshot& db) { return members::audit_lines(db, INT64_MAX, 1); }).at(0);
    EXPECT_EQ(line.act, "refund_other_way");
    EXPECT_EQ(line.who, cem);
    EXPECT_NE(line.reason.find("by mail of today"), std::string::npos);
    must([&](db::Tx& tx) { return payments::paid_back(tx, refund, cem, "sent"); });
    EXPECT_EQ(payment_state(id), payments::State::refunded);
    expect_right_books();
}

TEST_P(Cards, ES_14_may_fail_after_all_and_then_wait_for_another_way_once) {
    const auto id = paid();
    give(id, 950);
    EXPECT_EQ(ask("payment_refund"), 1);
    EXPECT_EQ(payment_state(id), payments::State::refunded);
    const auto refund = page.refunds.at(0).key;
    EXPECT_EQ(fail(payments::RefundId{1}), "no_such_refund") << "to be told again";
    EXPECT_EQ(fail(refund), "done");
    EXPECT_EQ(payment_state(id), payments::State::refund_pending);
    ASSERT_EQ(refused().size(), 1U);
    EXPECT_EQ(fail(refund), "done");
    EXPECT_EQ(otherwise(refund), "done");
    EXPECT_EQ(fail(refund), "done");
    EXPECT_TRUE(refused().empty()) << "told again, it is not refused again";
    EXPECT_EQ(by_hand().size(), 1U);
    expect_right_books();
}

TEST_P(Cards, AreAskedAboutByTheirPageAndClosedWhereNobodyHeardOfOne) {
    const auto placed = one_mug(Method::card);
    now += 31s;
    EXPECT_EQ(ask("payment_check"), 1);
    ASSERT_EQ(page.looked.size(), 1U);
    EXPECT_FALSE(page.looked[0].session);
    EXPECT_EQ(page.looked[0].wanted.amount, 950);
    EXPECT_EQ(page.looked[0].wanted.shown, placed.order.id.value);
    page.outcome = Outcome::declined;
    now += 1h;
    EXPECT_EQ(ask("payment_check"), 1);
    EXPECT_EQ(payment_state(placed.order.id), payments::State::declined);
    EXPECT_EQ(page.looked[1].wanted.at, page.looked[0].wanted.at) << "the same question";
    must([&](db::Tx& tx) { return tell(tx, placed.payment); });
    EXPECT_EQ(order(placed.order.id).state, State::paid_held) << "captured beats declined";
    expect_right_books();
}

TEST_P(Cards, AreLeftForAnotherWayAndThePageIsClosedAtOnce) {
    const auto placed = one_mug(Method::card);
    must([&](db::Tx& tx) { return tell(tx, placed.payment, Outcome::pending); });
    const auto next = must([&](db::Tx& tx) {
        return pay_again(tx, placed.order.id, ben, Method::bank_transfer, settings);
    });
    EXPECT_EQ(ask("payment_check"), 1);
    ASSERT_EQ(page.looked.size(), 1U);
    EXPECT_EQ(page.looked[0].wish, payments::Wish::close);
    EXPECT_EQ(page.looked[0].session, "cs_1");
    hear(next.id, Outcome::captured);
    must([&](db::Tx& tx) { return tell(tx, placed.payment); });
    EXPECT_EQ(ask("payment_refund"), 1) << "paid twice, so once it goes back";
    EXPECT_EQ(page.refunds.at(0).amount, 950);
    EXPECT_EQ(order(placed.order.id).held, 950);
    expect_right_books();
}

TEST_P(Cards, OfSeveralShopsAreOnePage) {
    const auto dan = join("dan");
    must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's bowls"); });
    const auto mugs = live(mug(5));
    const auto bowls = must([&](db::Tx& tx) { return shops::list(tx, dan, mug(5)); });
    do_as(dan, shops::publish, bowls);
    Basket both;
    both.buyer = ben;
    both.lines = {{mugs, 1, 2}, {bowls, 1, 1}};
    both.name = "Ben Buyer";
    both.address = "1 Street";
    both.method = Method::card;
    const auto made = must([&](db::Tx& tx) { return place_all(tx, both, {}, settings); });
    ASSERT_EQ(made.orders.size(), 2U);
    now += 31s;
    EXPECT_EQ(ask("payment_check"), 1);
    ASSERT_EQ(page.looked.size(), 1U);
    EXPECT_EQ(page.looked[0].wanted.amount, 2850);
    EXPECT_EQ(page.looked[0].wanted.subject, made.payment.subject);
    EXPECT_EQ(page.looked[0].wanted.shown, made.orders[0].id.value);
    must([&](db::Tx& tx) { return tell(tx, made.payment); });
    for (const Order& one : made.orders) EXPECT_EQ(order(one.id).state, State::paid_held);
    must([&](db::Tx& tx) { return cancel(tx, made.orders[1].id, ben, std::nullopt); });
    EXPECT_EQ(ask("payment_refund"), 1);
    EXPECT_EQ(page.refunds.at(0).amount, 950);
    must([&](db::Tx& tx) {
        return orders::hear(
            tx, payments::ChargebackNews{"du_1", made.payment.id, 2850, payments::Claim::taken});
    });
    const auto taken =
        look([&](db::Snapshot& db) { return payments::chargebacks_of(db, made.payment.subject); });
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].booked, 1900) << "what is left of it";
    EXPECT_EQ(order(made.orders[0].id).state, State::chargeback);
    expect_right_books();
}

}  // namespace
}  // namespace orders
