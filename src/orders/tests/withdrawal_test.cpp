#include "orders/withdrawal.hpp"

#include <gtest/gtest.h>

#include "orders/refund_rows.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using tests::Method;
using tests::mug;

/// A market whose buyers may withdraw for fourteen days.
class Withdrawals : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        set(policies::withdrawal_days, 14);
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    void set(std::string_view policy, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policy}, value, ann, "a test"});
        });
    }
    OrderId settled_mug() {
        const auto id = delivered_mug();
        must([&](db::Tx& tx) { return confirm(tx, id, ben); });
        return id;
    }
    std::string withdrawing(OrderId id, base::MemberId member, std::vector<RefundLine> lines = {}) {
        return code_of([&](db::Tx& tx) { return withdraw_purchase(tx, id, member, {lines, ""}); });
    }
    void withdraw(OrderId id) { EXPECT_EQ(withdrawing(id, ben), "done"); }
    std::string refusing(OrderId id) {
        return code_of([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "Not here yet."); });
    }
    Refund latest(OrderId id) {
        return look([&](db::Snapshot& db) { return refunds_of(db, {id}).back(); });
    }
    std::string may(OrderId id, const std::string& cookie) {
        return call(Method::get, "/api/v1/orders/" + std::to_string(id.value), "", cookie)
            .at("may");
    }
    void empty_purse_of_ann() {
        must([&](db::Tx& tx) {
            const auto from = ledger::account_of(tx, ann.value, ledger::Holding::available, "GBP");
            const auto to = ledger::account_of(tx, 0, ledger::Holding::outside, "GBP");
            const std::int64_t all =
                ledger::balance(tx, ann.value, ledger::Holding::available, "GBP");
            const std::array parts{ledger::Part{from, -all}, ledger::Part{to, all}};
            return ledger::book(
                tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::payout, "GBP", 0}, parts);
        });
    }

    std::string as_ann, as_ben;
};
ON_EVERY_DATABASE(Withdrawals);

TEST_P(Withdrawals, ES_16_need_no_reason_and_silence_agrees_while_the_money_is_held) {
    const auto id = delivered_mug();
    EXPECT_NE(may(id, as_ben).find("withdraw_purchase"), std::string::npos);
    EXPECT_EQ(withdrawing(id, ann), "not_yours");
    withdraw(id);
    EXPECT_EQ(latest(id).cause, RefundCause::withdrawal);
    EXPECT_EQ(latest(id).due, now + days{14});
    EXPECT_EQ(may(id, as_ben), R"(["withdraw_refund"])");
    now += days{14};
    run_due();
    EXPECT_EQ(order(id).state, State::agreed);
    EXPECT_EQ(order(id).refunded, 950);
    EXPECT_EQ(available(ann), 0);
    expect_right_books();
}

TEST_P(Withdrawals, ES_16_silence_agrees_after_the_settlement_too_however_much_is_owed) {
    set(policies::refund_debt_most, 0);
    set(policies::refund_within_days, 0);
    const auto id = settled_mug();
    empty_purse_of_ann();
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return ask_refund(tx, id, ben, {{}, RefundCause::changed_mind, "Sorry."});
              }),
              "refund_too_late")
        << "another refund would be";
    withdraw(id);
    now += days{14};
    run_due();
    EXPECT_EQ(order(id).refunded, 950);
    EXPECT_EQ(look([&](db::Snapshot& db) { return ledger::debt_of(db, ann.value, "GBP"); }),
              950 - 48);
    EXPECT_EQ(balance(0, ledger::Holding::commission), 0);
    expect_right_books();
}

TEST_P(Withdrawals, ES_16_end_so_many_days_after_the_buyer_had_the_goods) {
    const auto shipped = shipped_mug();
    const auto id = delivered_mug();
    now += days{14} - base::Duration{1};
    EXPECT_EQ(withdrawing(id, ben), "done");
    must([&](db::Tx& tx) { return withdraw_refund(tx, id, ben); });
    now += base::Duration{1};
    EXPECT_EQ(withdrawing(id, ben), "withdrawal_over");
    EXPECT_EQ(may(id, as_ben).find("withdraw_purchase"), std::string::npos);
    EXPECT_EQ(withdrawing(shipped, ben), "done") << "nobody said that it arrived";
}

TEST_P(Withdrawals, ES_16_are_those_of_the_day_of_the_order) {
    set(policies::withdrawal_days, 0);
    const auto without = delivered_mug();
    now += 1h;
    set(policies::withdrawal_days, 3);
    const auto with = delivered_mug();
    now += 1h;
    set(policies::withdrawal_days, 0);
    EXPECT_EQ(withdrawing(without, ben), "no_right_to_withdraw");
    EXPECT_EQ(may(without, as_ben).find("withdraw_purchase"), std::string::npos);
    EXPECT_EQ(withdrawing(with, ben), "done");
}

TEST_P(Withdrawals, ES_16_are_refused_only_where_goods_were_sent_and_then_a_moderator_may_decide) {
    const auto early = paid_mug();
    EXPECT_EQ(may(early, as_ben).find("withdraw_purchase"), std::string::npos)
        << "it can be called off at once";
    must([&](db::Tx& tx) { return accept(tx, early, ann); });
    withdraw(early);
    EXPECT_EQ(refusing(early), "withdrawal_stands");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return agree_refund(tx, early, ann, {1, ""});
              }),
              "withdrawal_stands")
        << "a penny is no less a refusal";
    EXPECT_EQ(may(early, as_ann), R"(["cancel","agree_refund"])");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return agree_refund(tx, early, ann, {}); }), "done");
    EXPECT_EQ(order(early).state, State::cancelled);

    const auto id = delivered_mug();
    withdraw(id);
    EXPECT_EQ(refusing(id), "done");
    EXPECT_NE(may(id, as_ben).find("open_dispute"), std::string::npos);
    EXPECT_EQ(order(id).refunded, 0);
    expect_right_books();
}

TEST_P(Withdrawals, ES_16_count_as_no_question_and_wait_for_none_that_is_open) {
    set(policies::refunds_asked_most, 1);
    const auto id = delivered_mug();
    const auto ask = [&](RefundCause cause) {
        return code_of([&](db::Tx& tx) {
            return ask_refund(tx, id, ben, {{100, {}}, cause, "A crack."});
        });
    };
    EXPECT_EQ(ask(RefundCause::withdrawal), "form_invalid") << "that has a way of its own";
    EXPECT_EQ(ask(RefundCause::damaged), "done");
    EXPECT_EQ(withdrawing(id, ben), "refund_open");
    must([&](db::Tx& tx) { return withdraw_refund(tx, id, ben); });
    withdraw(id);
    must([&](db::Tx& tx) { return withdraw_refund(tx, id, ben); });
    EXPECT_EQ(ask(RefundCause::damaged), "refund_asked_often");
    EXPECT_EQ(withdrawing(id, ben, {{1, 2, 0}}), "form_invalid") << "there is one";
    EXPECT_EQ(withdrawing(id, ben, {{1, 1, 0}}), "done");
    EXPECT_EQ(latest(id).asked, 950);
}

TEST_P(Withdrawals, ES_16_hold_no_money_for_ever_by_being_taken_back) {
    const auto id = shipped_mug();
    for (int i = 0; i < withdrawals_most; ++i) {
        withdraw(id);
        must([&](db::Tx& tx) { return withdraw_refund(tx, id, ben); });
    }
    EXPECT_EQ(withdrawing(id, ben), "refund_asked_often");
    EXPECT_EQ(may(id, as_ben).find("withdraw_purchase"), std::string::npos);
    EXPECT_NE(may(id, as_ben).find("ask_refund"), std::string::npos) << "they count as none";
}

TEST_P(Withdrawals, ES_16_go_through_a_button_without_a_reason) {
    const auto id = delivered_mug();
    const std::string path = "/api/v1/orders/" + std::to_string(id.value) + "/withdraw-purchase";
    const auto reply = call(Method::post, path, "{}", as_ben, "withdrawal-1");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.at("refunds.0.cause"), "withdrawal");
    EXPECT_EQ(reply.at("refunds.0.buyer_words"), "null");
    EXPECT_EQ(call(Method::post, path, "{}", as_ben, "withdrawal-1").status, 200) << "once";
    EXPECT_EQ(call(Method::post, path, "{}", as_ben, "withdrawal-2").code(), "refund_open");
    EXPECT_EQ(call(Method::post, path, "{}", cookie_of(cem), "withdrawal-3").code(),
              "no_such_order");
}

}  // namespace
}  // namespace orders
