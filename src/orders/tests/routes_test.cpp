#include "orders/routes.hpp"

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::Reply;

/// A provider that keeps everybody waiting, so that something can happen meanwhile.
class Waits final : public payments::Provider {
    using Done = std::function<void(payments::Outcome)>;

public:
    explicit Waits(payments::Provider& inner) : inner_(inner) {}

    std::string_view name() const override { return inner_.name(); }
    void capture(const payments::Capture& capture, Done done) override {
        asked_.set_value({capture, std::move(done)});
    }
    void resolve(payments::PaymentId key, Done done) override {
        inner_.resolve(key, std::move(done));
    }
    void refund(const payments::Refund& refund,
                std::function<void(payments::Returned)> done) override {
        inner_.refund(refund, std::move(done));
    }

    /// Waits until somebody is to pay; what it returns lets them.
    std::function<void()> asked() {
        return [this, waiting = asked_.get_future().get()] {
            inner_.capture(waiting.first, waiting.second);
        };
    }

private:
    payments::Provider& inner_;
    std::promise<std::pair<payments::Capture, Done>> asked_;
};

class OrderRoutes : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
        const auto operators = join("olga");
        make_operator(operators);
        as_operator = cookie_of(operators);
    }

    static std::string basket(shops::ListingId listing, const std::string& payment,
                              int version = 1) {
        return R"({"lines":[{"listing":")" + std::to_string(listing.value) + R"(","version":)" +
               std::to_string(version) +
               R"(,"quantity":2}],"delivery":{"name":"Ben","address":"1 Street"},"payment":)" +
               payment + "}";
    }
    static std::string card(const std::string& word) {
        return R"({"method":"simulator","card":")" + word + R"("})";
    }
    Reply buy(const std::string& payment, const std::string& key = "") {
        return call(Method::post, "/api/v1/orders", basket(live(tests::mug()), payment), as_ben,
                    key);
    }
    Reply do_act(const Reply& order, const std::string& word, const std::string& cookie,
                 const std::string& body = "") {
        return call(Method::post, "/api/v1/orders/" + order.at("id") + "/" + word, body, cookie);
    }
    Reply page(const Reply& order, const std::string& cookie) {
        return call(Method::get, "/api/v1/orders/" + order.at("id"), "", cookie);
    }
    Reply get(const std::string& path, const std::string& cookie) {
        return call(Method::get, "/api/v1" + path, "", cookie);
    }
    static OrderId id_of(const Reply& order) {
        return {base::to_number(order.at("id")).value_or(0)};
    }

    std::string as_ann, as_ben, as_cem, as_operator;
};
TEST_P(OrderRoutes, MS_03_an_order_shows_the_photograph_of_what_was_bought_whatever_came_later) {
    const auto bought = picture(ann, "bought"), later = picture(ann, "later");
    auto goods = tests::mug();
    goods.pictures = {bought};
    const auto listing = live(goods);
    const auto id = order_of(ben, listing).order.id;
    const auto shown = [&](base::MemberId viewer, media::PictureId one) {
        return look([&](db::Snapshot& db) { return shows_picture(db, viewer, one); });
    };
    shops::Edit change{1, {}, {}, {}, {{later}}};
    must([&](db::Tx& tx) { return shops::edit(tx, ann, listing, change); });
    do_as(ann, shops::end, listing);
    const std::string path = "/api/v1/orders/" + std::to_string(id.value);
    const std::string picture_id = std::to_string(bought.value);
    EXPECT_EQ(call(Method::get, path, "", as_ben).at("lines.0.picture.id"), picture_id);
    EXPECT_EQ(call(Method::get, path, "", as_ann).at("lines.0.picture.id"), picture_id);
    EXPECT_EQ(call(Method::get, path, "", as_operator).at("lines.0.picture"), "null");
    EXPECT_TRUE(shown(ben, bought));
    EXPECT_FALSE(shown(cem, bought));
    EXPECT_FALSE(shown({}, bought));
    EXPECT_FALSE(shown(ben, later));
}

TEST_P(OrderRoutes, RP_04_an_operator_sees_the_photographs_of_goods_that_they_may_see_anyway) {
    const auto is_shown = [&](circles::Audience audience, const std::string& made_of) {
        auto goods = tests::mug();
        goods.audience = audience;
        goods.pictures = {picture(ann, made_of)};
        const auto id = order_of(ben, live(goods)).order.id;
        return get("/orders/" + std::to_string(id.value), as_operator).at("lines.0.picture") !=
               "null";
    };
    must([&](db::Tx& tx) { return circles::befriend(tx, ann, ben, circles::FriendAct::befriend); });
    must([&](db::Tx& tx) { return circles::befriend(tx, ben, ann, circles::FriendAct::accept); });
    EXPECT_TRUE(is_shown(circles::Audience::everybody, "open"));
    EXPECT_FALSE(is_shown(circles::Audience::friends, "closed"));
}

ON_EVERY_DATABASE(OrderRoutes);

TEST_P(OrderRoutes, CheckoutAnswersWithThePaidOrderAsItsPageShowsIt) {
    const Reply made = buy(card("ok"));
    ASSERT_EQ(made.status, 201) << made.code();
    EXPECT_EQ(made.at("state"), "paid_held");
    EXPECT_EQ(made.at("role"), "buyer");
    EXPECT_EQ(made.at("buyer.handle"), "ben");
    EXPECT_EQ(made.at("seller.handle"), "ann");
    EXPECT_EQ(made.at("shop.name"), "Ann's mugs");
    EXPECT_EQ(made.at("lines.0.title"), "Mug");
    EXPECT_EQ(made.at("lines.0.total.minor"), "1900");
    EXPECT_EQ(made.at("held.minor"), "1900");
    EXPECT_EQ(made.at("shares.0.purpose"), "commission");
    EXPECT_EQ(made.at("shares.0.amount.minor"), "95");
    EXPECT_EQ(made.at("shares.1.amount.minor"), "1805");
    EXPECT_EQ(made.at("delivery.address"), "1 Street");
    EXPECT_EQ(made.at("payment.state"), "captured");
    EXPECT_EQ(made.at("clock.what"), "accept_by");
    EXPECT_EQ(made.at("clock.at"), "2030-01-04T12:00:00.000000Z");
    EXPECT_EQ(made.at("history.1.act"), "paid");
    EXPECT_EQ(made.at("may"), R"(["cancel","ask_refund"])");
    // What checkout put together from memory is what the rows say.
    EXPECT_EQ(page(made, as_ben).body, made.body);
}

TEST_P(OrderRoutes, WhatTheProviderSaysBecomesTheState) {
    struct Case {
        const char *card, *state, *payment, *may;
    };
    for (const Case& one : {Case{"ok", "paid_held", "captured", R"(["cancel","ask_refund"])"},
                            Case{"doubled", "paid_held", "captured", R"(["cancel","ask_refund"])"},
                            Case{"declined", "awaiting_payment", "declined", R"(["pay","cancel"])"},
                            Case{"delayed", "awaiting_payment", "pending", R"(["cancel"])"},
                            Case{"lost", "awaiting_payment", "pending", R"(["cancel"])"}}) {
        SCOPED_TRACE(one.card);
        const Reply made = buy(card(one.card));
        EXPECT_EQ(made.status, 201);
        EXPECT_EQ(made.at("state"), one.state);
        EXPECT_EQ(made.at("payment.state"), one.payment);
        EXPECT_EQ(made.at("may"), one.may);
        EXPECT_EQ(page(made, as_ben).body, made.body);
    }
    now += std::chrono::seconds{30};
    run_due();
    EXPECT_EQ(number("select count(*) from orders where state = 'paid_held'"), 4);
}

TEST_P(OrderRoutes, ADeclinedOrderIsPaidWithAnotherCard) {
    const Reply made = buy(card("declined"));
    EXPECT_EQ(do_act(made, "pay", as_ann, card("ok")).code(), "not_yours");
    EXPECT_EQ(do_act(made, "pay", as_cem, card("ok")).code(), "no_such_order");
    EXPECT_EQ(do_act(made, "pay", as_ben, R"({"method":"simulator"})").code(), "form_invalid");
    const Reply paid = do_act(made, "pay", as_ben, card("ok"));
    EXPECT_EQ(paid.status, 200);
    EXPECT_EQ(paid.at("state"), "paid_held");
    EXPECT_EQ(do_act(made, "pay", as_ben, card("ok")).code(), "not_now");
    EXPECT_EQ(provider_lines("capture"), 1);
}

TEST_P(OrderRoutes, BookWhatWasPaidThoughTheBuyerSignedOutMeanwhile) {
    Waits waits(*provider);
    router.emplace(http::Services{*writer, readers, *pool},
                   http::RouterOptions{members::authenticate, {}, false});
    add_routes(*router, {"GBP", &waits, lines_most});
    auto answer = std::async(std::launch::async, [&] { return buy(card("ok")); });
    const auto pay = waits.asked();
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        tx.run("delete from sessions where member = $1", ben);
        return base::done;
    });
    pay();
    const Reply made = answer.get();
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(order(id_of(made)).state, State::paid_held);
    EXPECT_EQ(order(id_of(made)).held, 1900);
    EXPECT_EQ(page(made, as_ben).status, 401) << "for everything else the session is over";
    expect_right_books();
}

TEST_P(OrderRoutes, ES_02_a_key_repeated_buys_once_and_answers_the_same) {
    const auto listing = live(tests::mug(10));
    const std::string body = basket(listing, card("ok"));
    const Reply first = call(Method::post, "/api/v1/orders", body, as_ben, "once-0001");
    const Reply again = call(Method::post, "/api/v1/orders", body, as_ben, "once-0001");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(number("select count(*) from orders"), 1);
    EXPECT_EQ(provider_lines("capture"), 1);
    EXPECT_EQ(
        call(Method::post, "/api/v1/orders", basket(listing, card("lost")), as_ben, "once-0001")
            .code(),
        "key_reused");
    // Another member's key is another key.
    EXPECT_EQ(call(Method::post, "/api/v1/orders", body, as_cem, "once-0001").status, 201);
    EXPECT_EQ(number("select count(*) from orders"), 2);
}

TEST_P(OrderRoutes, EachSideActsAndSeesItsOwn) {
    const Reply made = buy(card("ok"));
    EXPECT_EQ(page(made, as_cem).code(), "no_such_order");
    EXPECT_EQ(page(made, as_operator).at("role"), "operator");
    EXPECT_EQ(page(made, as_operator).at("delivery"), "null");
    EXPECT_EQ(page(made, as_operator).at("may"), "[]");
    EXPECT_EQ(page(made, as_ann).at("may"), R"(["accept","ship","cancel","refund"])");
    EXPECT_EQ(do_act(made, "accept", as_ben).status, 403);
    EXPECT_EQ(do_act(made, "accept", as_cem).status, 404);
    const Reply accepted = do_act(made, "accept", as_ann);
    EXPECT_EQ(accepted.at("state"), "accepted");
    EXPECT_EQ(accepted.at("clock.what"), "ship_by");
    EXPECT_EQ(accepted.at("clock.at"), "2030-01-08T12:00:00.000000Z");
    EXPECT_EQ(do_act(made, "cancel", as_ben).code(), "not_yours");
    const Reply shipped = do_act(made, "ship", as_ann, R"({"tracking":"AB 12"})");
    EXPECT_EQ(shipped.at("tracking"), "AB 12");
    EXPECT_EQ(shipped.at("clock.what"), "auto_confirm");
    EXPECT_EQ(shipped.at("clock.at"), "2030-01-22T12:00:00.000000Z");
    EXPECT_EQ(do_act(made, "deliver", as_ann).at("clock.what"), "auto_confirm");
    const Reply done = do_act(made, "confirm", as_ben);
    EXPECT_EQ(done.at("state"), "completed");
    EXPECT_EQ(done.at("history.5.by"), "buyer");
    EXPECT_EQ(done.at("may"), R"(["ask_refund"])");
    EXPECT_EQ(done.at("refundable_until"), "2030-01-31T12:00:00.000000Z");
    EXPECT_EQ(do_act(made, "confirm", as_ben).code(), "not_now");
}

TEST_P(OrderRoutes, ARefundIsAskedForAndAnsweredAndBothSidesSeeIt) {
    const Reply made = buy(card("ok"));
    do_act(made, "ship", as_ann, "{}");
    const auto ask = [&](const std::string& what) {
        return do_act(made, "ask-refund", as_ben, R"({"cause":"damaged",)" + what + "}");
    };
    EXPECT_EQ(ask(R"("lines":[{"line":1,"quantity":1}],"words":"")").at("fields.0.field"), "words");
    const std::string words = R"("words":"A crack.")";
    const std::string both = R"("lines":[{"line":1,"quantity":1}],)"
                             R"("amount":{"minor":1,"currency":"GBP"},)";
    EXPECT_EQ(ask(both + words).at("fields.0.field"), "amount");
    const std::string euro = R"("amount":{"minor":1,"currency":"EUR"},)";
    EXPECT_EQ(ask(euro + words).at("fields.0.field"), "amount.currency");
    EXPECT_EQ(
        do_act(made, "ask-refund", cookie_of(cem), R"({"cause":"damaged",)" + euro + words + "}")
            .code(),
        "no_such_order")
        << "a stranger hears of no currency";
    EXPECT_EQ(ask(R"("lines":[{"line":1,"quantity":3}],)" + words).at("fields.0.field"),
              "lines.0.quantity");
    const Reply asked = ask(R"("lines":[{"line":1,"quantity":1}],)" + words);
    EXPECT_EQ(asked.at("may"), R"(["withdraw_refund"])");
    EXPECT_EQ(asked.at("clock.what"), "answer_by");
    EXPECT_EQ(asked.at("refunds.0.asked.minor"), "950");
    EXPECT_EQ(asked.at("refunds.0.buyer_words"), "A crack.");
    EXPECT_EQ(page(made, as_operator).at("refunds.0.buyer_words"), "null");
    EXPECT_EQ(page(made, as_ann).at("may"), R"(["agree_refund","refuse_refund"])");
    EXPECT_EQ(do_act(made, "agree-refund", as_ben, "{}").code(), "not_yours");
    const Reply agreed = do_act(made, "agree-refund", as_ann, R"({"words":"Sorry."})");
    EXPECT_EQ(agreed.at("refunds.0.state"), "given");
    EXPECT_EQ(agreed.at("refunds.0.arrived"), "false");
    EXPECT_EQ(agreed.at("refunded.minor"), "950");
    EXPECT_EQ(agreed.at("lines.0.returned"), "1");
    EXPECT_EQ(agreed.at("shares.0.back.minor"), "47");
    EXPECT_EQ(get("/me/money", as_ann).at("held.minor"), "902");
    run_due();
    EXPECT_EQ(page(made, as_ben).at("refunds.0.arrived"), "true");
}

TEST_P(OrderRoutes, ES_17_a_cancelled_order_shows_its_refund_at_once) {
    const Reply made = buy(card("ok"));
    const Reply gone = do_act(made, "cancel", as_ben, R"({"reason":"Changed my mind"})");
    EXPECT_EQ(gone.at("state"), "cancelled");
    EXPECT_EQ(gone.at("refunded.minor"), "1900");
    EXPECT_EQ(gone.at("payment.state"), "refund_pending");
    EXPECT_EQ(gone.at("reason"), "Changed my mind");
    run_due();
    EXPECT_EQ(page(made, as_ann).at("payment.state"), "refunded");
}

TEST_P(OrderRoutes, ListsAreMineByRoleAndPaged) {
    const Reply first = buy(card("ok"));
    const Reply second = buy(card("declined"));
    do_act(second, "cancel", as_ben);
    const Reply newest = get("/orders?role=buyer&limit=1", as_ben);
    EXPECT_EQ(newest.count(), 1U);
    EXPECT_EQ(newest.at("items.0.id"), second.at("id"));
    EXPECT_EQ(newest.at("items.0.history"), "[]");
    const Reply rest = get("/orders?role=buyer&limit=1&after=" + newest.at("next"), as_ben);
    EXPECT_EQ(rest.at("items.0.id"), first.at("id"));
    EXPECT_EQ(rest.at("next"), "null");
    EXPECT_EQ(get("/orders?role=seller", as_ann).count(), 2U);
    EXPECT_EQ(get("/orders?role=seller&open=true", as_ann).at("items.0.id"), first.at("id"));
    EXPECT_EQ(get("/orders?role=seller&open=false", as_ann).at("items.0.id"), second.at("id"));
    EXPECT_EQ(get("/orders?role=seller", as_ben).count(), 0U);
    EXPECT_EQ(get("/orders?role=buyer&after=x", as_ben).code(), "form_invalid");
}

TEST_P(OrderRoutes, MoneyIsHeldThenMineAndTheStatementSaysWhy) {
    const Reply made = buy(card("ok"));
    Reply money = get("/me/money", as_ann);
    EXPECT_EQ(money.at("held.minor"), "1805");
    EXPECT_EQ(money.at("available.minor"), "0");
    EXPECT_EQ(money.at("next.0.order"), made.at("id"));
    EXPECT_EQ(money.at("next.0.at"), "null");
    do_act(made, "accept", as_ann);
    EXPECT_EQ(get("/me/money", as_ann).at("next.0.at"), "null") << "a clock that pays the buyer";
    do_act(made, "ship", as_ann);
    EXPECT_EQ(get("/me/money", as_ann).at("next.0.at"), "2030-01-22T12:00:00.000000Z");
    do_act(made, "deliver", as_ann);
    EXPECT_EQ(get("/me/money", as_ann).at("next.0.at"), "2030-01-15T12:00:00.000000Z");
    do_act(made, "confirm", as_ben);
    money = get("/me/money", as_ann);
    EXPECT_EQ(money.at("held.minor"), "0");
    EXPECT_EQ(money.at("available.minor"), "1805");
    EXPECT_EQ(money.at("owed.minor"), "0");
    const Reply statement = get("/me/money/statement", as_ann);
    EXPECT_EQ(statement.count(), 1U);
    EXPECT_EQ(statement.at("items.0.order"), made.at("id"));
    EXPECT_EQ(statement.at("items.0.purpose"), "settle");
    EXPECT_EQ(statement.at("items.0.balance.minor"), "1805");
    EXPECT_EQ(get("/me/money/statement", as_ben).count(), 0U);
}

TEST_P(OrderRoutes, ATransferPaysWhenReferenceAndAmountFit) {
    const Reply made = buy(R"({"method":"bank_transfer"})");
    EXPECT_EQ(made.at("payment.state"), "awaiting_transfer");
    EXPECT_EQ(made.at("clock.at"), "2030-01-08T12:00:00.000000Z");
    const std::string reference = made.at("payment.reference");
    const Reply expected = get("/operator/bank/expected", as_operator);
    EXPECT_EQ(expected.at("items.0.reference"), reference);
    EXPECT_EQ(expected.at("items.0.buyer.handle"), "ben");
    EXPECT_EQ(get("/operator/bank/expected", as_ann).status, 403);

    const auto enter = [&](const std::string& line, const std::string& written, int minor) {
        return call(Method::post, "/api/v1/operator/bank/receipts",
                    R"({"statement_line":")" + line + R"(","reference":")" + written +
                        R"(","amount":{"minor":)" + std::to_string(minor) +
                        R"(,"currency":"GBP"},"reason":"statement of today"})",
                    as_operator);
    };
    EXPECT_EQ(enter("a1", reference, 1899).at("why"), "amount_differs");
    EXPECT_EQ(enter("a2", "RENT", 500).at("why"), "unknown_reference");
    EXPECT_EQ(balance(0, ledger::Holding::suspense), 2399);
    const Reply paid = enter("a3", reference.substr(0, 4) + " " + reference.substr(5), 1900);
    EXPECT_EQ(paid.status, 201);
    EXPECT_EQ(paid.at("state"), "paid");
    EXPECT_EQ(paid.at("order"), made.at("id"));
    EXPECT_EQ(page(made, as_ben).at("state"), "paid_held");
    EXPECT_EQ(page(made, as_ben).at("history.1.by"), "operator");
    EXPECT_EQ(enter("a3", reference, 1900).code(), "receipt_known");
    EXPECT_EQ(enter("a4", reference, 1900).at("why"), "already_paid");
    EXPECT_EQ(get("/operator/bank/receipts", as_operator).count(), 4U);
    EXPECT_EQ(get("/operator/bank/expected", as_operator).count(), 0U);
    EXPECT_EQ(number("select count(*) from audit where act = 'bank_receipt' and before is null "
                     "and length(after) = 32"),
              4);
}

TEST_P(OrderRoutes, ATransferThatComesTooLateIsPutDownToBeSentBack) {
    const Reply made = buy(R"({"method":"bank_transfer"})");
    now += std::chrono::days{7};
    run_due();
    EXPECT_EQ(page(made, as_ben).at("state"), "expired");
    const Reply late =
        call(Method::post, "/api/v1/operator/bank/receipts",
             R"({"statement_line":"b1","reference":")" + made.at("payment.reference") +
                 R"(","amount":{"minor":1900,"currency":"GBP"},"reason":"late"})",
             as_operator);
    EXPECT_EQ(late.at("state"), "returned");
    EXPECT_EQ(late.at("why"), "order_over");
    const Reply refunds = get("/operator/bank/refunds", as_operator);
    ASSERT_EQ(refunds.count(), 1U);
    EXPECT_EQ(refunds.at("items.0.amount.minor"), "1900");
    const std::string path = "/api/v1/operator/bank/refunds/" + refunds.at("items.0.id") + "/paid";
    EXPECT_EQ(call(Method::post, path, R"({"reason":"sent"})", as_operator).status, 204);
    EXPECT_EQ(call(Method::post, path, R"({"reason":"sent"})", as_operator).code(),
              "no_such_refund");
    EXPECT_EQ(page(made, as_ben).at("payment.state"), "refunded");
    EXPECT_EQ(number("select count(*) from audit where act = 'refund_transferred' "
                     "and length(before) = 32 and length(after) = 32 and before <> after"),
              1);
    expect_right_books();
}

TEST_P(OrderRoutes, WhatLiesInSuspenseIsMatchedOrSentBack) {
    const Reply made = buy(R"({"method":"bank_transfer"})");
    const auto enter = [&](const std::string& line, int minor) {
        return call(Method::post, "/api/v1/operator/bank/receipts",
                    R"({"statement_line":")" + line + R"(","reference":"for the mug","amount":)" +
                        R"({"minor":)" + std::to_string(minor) +
                        R"(,"currency":"GBP"},"reason":"statement of today"})",
                    as_operator);
    };
    const auto decide = [&](const Reply& receipt, const std::string& what,
                            const std::string& cookie, const std::string& order = "") {
        const std::string with = order.empty() ? "" : R"("order":")" + order + R"(",)";
        return call(Method::post, "/api/v1/operator/bank/receipts/" + receipt.at("id") + "/" + what,
                    "{" + with + R"("reason":"she rang"})", cookie);
    };
    const Reply right = enter("a1", 1900);
    const Reply wrong = enter("a2", 1899);
    EXPECT_EQ(right.at("state"), "open");
    EXPECT_EQ(balance(0, ledger::Holding::suspense), 3799);

    EXPECT_EQ(get("/operator/bank/undecided", as_operator).count(), 2U);
    EXPECT_EQ(get("/operator/bank/undecided", as_ann).status, 403);
    EXPECT_EQ(get("/operator/bank/expected?minor=1899", as_operator).count(), 0U);
    EXPECT_EQ(get("/operator/bank/expected?minor=1900", as_operator).at("items.0.order"),
              made.at("id"));

    EXPECT_EQ(decide(right, "match", as_ann, made.at("id")).status, 403);
    EXPECT_EQ(decide(right, "sent-back", as_ann).status, 403);
    EXPECT_EQ(decide(right, "match", as_operator, "77").code(), "no_such_order");
    EXPECT_EQ(decide(made, "match", as_operator, made.at("id")).code(), "no_such_receipt");
    EXPECT_EQ(decide(wrong, "match", as_operator, made.at("id")).code(), "receipt_does_not_fit");
    EXPECT_EQ(balance(0, ledger::Holding::suspense), 3799);

    const Reply matched = decide(right, "match", as_operator, made.at("id"));
    EXPECT_EQ(matched.at("state"), "paid");
    EXPECT_EQ(matched.at("order"), made.at("id"));
    EXPECT_EQ(page(made, as_ben).at("state"), "paid_held");
    EXPECT_EQ(decide(right, "match", as_operator, made.at("id")).code(), "receipt_decided");
    EXPECT_EQ(decide(right, "sent-back", as_operator).code(), "receipt_decided");
    EXPECT_EQ(balance(0, ledger::Holding::suspense), 1899);

    EXPECT_EQ(get("/operator/bank/undecided", as_operator).at("items.0.id"), wrong.at("id"));
    EXPECT_EQ(decide(wrong, "sent-back", as_operator).at("state"), "sent_back");
    EXPECT_EQ(get("/operator/bank/undecided", as_operator).count(), 0U);
    EXPECT_EQ(decide(wrong, "sent-back", as_operator).code(), "receipt_decided");
    EXPECT_EQ(balance(0, ledger::Holding::suspense), 0);
    EXPECT_EQ(get("/operator/bank/receipts", as_operator).at("items.0.state"), "sent_back");
    EXPECT_EQ(number("select count(*) from audit where act in ('receipt_matched', "
                     "'receipt_sent_back') and before <> after"),
              2);
    expect_right_books();
}

TEST_P(OrderRoutes, RefuseFormsByTheirFields) {
    const auto listing = live(tests::mug());
    const auto fields = [&](const std::string& body) {
        const Reply reply = call(Method::post, "/api/v1/orders", body, as_ben);
        return reply.code() + " " + reply.at("fields.0.field");
    };
    EXPECT_EQ(fields(basket(listing, R"({"method":"simulator"})")), "form_invalid payment.card");
    EXPECT_EQ(fields(basket(listing, R"({"method":"shells"})")), "form_invalid payment.method");
    EXPECT_EQ(fields(R"({"lines":[],"delivery":{"name":"B","address":"x"},"payment":)" +
                     card("ok") + "}"),
              "form_invalid lines");
    EXPECT_EQ(fields(basket(listing, card("ok"), 2)), "listing_changed (nothing)");
    EXPECT_EQ(call(Method::post, "/api/v1/orders", basket(listing, card("ok"))).status, 401);
    EXPECT_EQ(call(Method::post, "/api/v1/orders", basket(listing, card("ok")), as_ann).code(),
              "own_goods");
}

}  // namespace
}  // namespace orders
