// What each side sees of goods of several shops that were paid together.

#include <gtest/gtest.h>

#include "orders/leaving.hpp"
#include "orders/purchases.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::Reply;

struct Word {
    std::string word;
};
BOOST_DESCRIBE_STRUCT(Word, (), (word))

class PurchaseRoutes : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        dan = join("dan");
        dans_shop = must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's bowls"); });
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_dan = cookie_of(dan);
        const auto operators = join("olga");
        make_operator(operators);
        as_operator = cookie_of(operators);
        mugs = live(tests::mug(9));
        auto goods = tests::mug(9);
        goods.title = "Bowl";
        goods.price.minor = 2345;
        bowls = must([&](db::Tx& tx) { return shops::list(tx, dan, goods); });
        do_as(dan, shops::publish, bowls);
    }

    static std::string line(shops::ListingId listing) {
        return R"({"listing":")" + std::to_string(listing.value) + R"(","version":1,"quantity":1})";
    }
    Reply buy(const std::string& payment, const std::string& key = "") {
        return call(Method::post, "/api/v1/purchases",
                    R"({"lines":[)" + line(mugs) + "," + line(bowls) +
                        R"(],"delivery":{"name":"Ben","address":"1 Street"},"payment":)" + payment +
                        "}",
                    as_ben, key);
    }
    Reply get(const std::string& path, const std::string& cookie) {
        return call(Method::get, "/api/v1" + path, "", cookie);
    }
    Reply page(const std::string& order, const std::string& cookie) {
        return get("/orders/" + order, cookie);
    }
    Reply do_act(const std::string& order, const std::string& word, const std::string& cookie,
                 const std::string& body = "") {
        return call(Method::post, "/api/v1/orders/" + order + "/" + word, body, cookie);
    }
    Reply enter(const std::string& reference, std::int64_t minor) {
        return call(Method::post, "/api/v1/operator/bank/receipts",
                    R"({"statement_line":"line )" + std::to_string(++lines) + R"(","reference":")" +
                        reference + R"(","amount":{"minor":)" + std::to_string(minor) +
                        R"(,"currency":"GBP"},"reason":"statement"})",
                    as_operator);
    }

    /// Everything that a seller can read of orders and money, one after the other.
    std::string all_that_reaches(const std::string& cookie, const std::string& order) {
        std::string all;
        for (const std::string& path :
             {"/orders/" + order, std::string{"/orders?role=seller"},
              std::string{"/orders?role=seller&open=true"},
              std::string{"/orders?role=seller&open=false"}, std::string{"/me/money"},
              std::string{"/me/money/statement"}, std::string{"/me/sources"}}) {
            const Reply reply = get(path, cookie);
            EXPECT_EQ(reply.status, 200) << path;
            all += path + " " + boost::json::serialize(reply.body) + "\n";
        }
        // What they are told of it: notices and hints are made from these alone.
        for (const events::Event& event :
             look([](db::Snapshot& db) { return events::after(db, 0, 10'000); })) {
            if (std::to_string(event.subject) == order) {
                all += std::string{event.kind} + " " + event.payload + "\n";
            }
        }
        return all;
    }
    /// What a seller must not find in any of that.
    void expect_nothing_leaks(const Reply& made, const std::string& when) {
        SCOPED_TRACE(when);
        const std::string anns = made.at("orders.0.id"), dans = made.at("orders.1.id");
        const std::string all = all_that_reaches(as_dan, dans);
        const auto number_of = [](const std::string& id) { return '"' + id + '"'; };
        const auto id_of = [&](auto id) { return number_of(std::to_string(id.value)); };
        std::vector<std::string> secrets{number_of(anns),
                                         id_of(mugs),
                                         id_of(shop),
                                         id_of(ann),
                                         number_of(made.at("orders.0.purchase.id")),
                                         "Mug",
                                         "Ann",
                                         ":950,",
                                         ":3295,",
                                         ":902,"};
        for (const auto& text : look([&](db::Snapshot& db) {
                 return db.all<Word>(
                     "select cast(id as text) as word from payments union all "
                     "select reference as word from payments where reference is not null");
             })) {
            secrets.push_back(number_of(text.word));
        }
        for (const std::string& secret : secrets) {
            ASSERT_NE(secret, "");
            EXPECT_EQ(all.find(secret), std::string::npos)
                << secret << " in " << all.substr(0, 100'000);
        }
        EXPECT_EQ(page(dans, as_dan).at("purchase"), "null");
        EXPECT_EQ(page(dans, as_dan).at("payment.reference"), "null");
        EXPECT_EQ(page(anns, as_dan).code(), "no_such_order");
    }

    std::string as_ann, as_ben, as_dan, as_operator;
    base::MemberId dan;
    shops::ShopId dans_shop;
    shops::ListingId mugs, bowls;
    int lines = 0;
};
ON_EVERY_DATABASE(PurchaseRoutes);

TEST_P(PurchaseRoutes, ES_13_one_confirmation_pays_all_and_the_buyer_sees_them_side_by_side) {
    const Reply made = buy(R"({"method":"simulator","card":"ok"})", "paid-only-once");
    ASSERT_EQ(made.status, 201) << made.code();
    EXPECT_EQ(made.at("total.minor"), "3295");
    EXPECT_EQ(made.at("orders.0.state"), "paid_held");
    EXPECT_EQ(made.at("orders.1.state"), "paid_held");
    EXPECT_EQ(made.at("orders.0.purchase.id"), made.at("orders.1.purchase.id"));
    EXPECT_EQ(buy(R"({"method":"simulator","card":"ok"})", "paid-only-once").body, made.body);
    EXPECT_EQ(number("select count(*) from orders"), 2);
    EXPECT_EQ(provider_lines("capture"), 1);
    for (const std::string& cookie : {as_ben, as_operator}) {
        const Reply one = page(made.at("orders.0.id"), cookie);
        EXPECT_EQ(one.at("purchase.total.minor"), "3295");
        EXPECT_EQ(one.at("purchase.due.minor"), "0");
        EXPECT_EQ(one.at("purchase.orders.1.order"), made.at("orders.1.id"));
        EXPECT_EQ(one.at("purchase.orders.1.shop.name"), "Dan's bowls");
    }
    EXPECT_EQ(get("/orders?role=buyer", as_ben).at("items.0.purchase.total.minor"), "3295");
    expect_right_books();
}

TEST_P(PurchaseRoutes, ES_13_nothing_of_a_purchase_leaks_to_a_seller_of_a_part) {
    const Reply made = buy(R"({"method":"bank_transfer"})");
    ASSERT_EQ(made.status, 201) << made.code();
    const std::string anns = made.at("orders.0.id"), dans = made.at("orders.1.id");
    const std::string reference = made.at("orders.0.payment.reference");
    expect_nothing_leaks(made, "awaited");
    EXPECT_EQ(enter(reference, 3295).at("state"), "paid");
    expect_nothing_leaks(made, "paid");
    EXPECT_EQ(do_act(dans, "ship", as_dan).status, 200);
    EXPECT_EQ(do_act(dans, "confirm", as_ben).status, 200);
    expect_nothing_leaks(made, "settled");
    EXPECT_EQ(do_act(dans, "refund", as_dan,
                     R"({"cause":"goodwill","amount":{"minor":500,"currency":"GBP"}})")
                  .status,
              200);
    EXPECT_EQ(get("/me/money/statement", as_dan).at("items.0.order"), dans);
    expect_nothing_leaks(made, "a part given back after that");
    EXPECT_EQ(do_act(anns, "cancel", as_ann, R"({"reason":"Broken"})").status, 200);
    expect_nothing_leaks(made, "the other one called off");
    EXPECT_EQ(page(dans, as_dan).at("payment.state"), "captured");
    // How the payment of the one looks says nothing of the other.
    EXPECT_EQ(page(anns, as_ann).at("payment.state"), "refund_pending");
    const Reply back = get("/operator/bank/refunds", as_operator);
    EXPECT_EQ(back.at("items.1.order"), anns);
    EXPECT_EQ(call(Method::post, "/api/v1/operator/bank/refunds/" + back.at("items.1.id") + "/paid",
                   R"({"reason":"done"})", as_operator)
                  .status,
              204);
    EXPECT_EQ(page(anns, as_ann).at("payment.state"), "refunded");
    expect_nothing_leaks(made, "paid back");
}

TEST_P(PurchaseRoutes, ES_13_what_was_paid_and_called_off_stays_a_part_of_the_payment) {
    const Reply made = buy(R"({"method":"simulator","card":"ok"})");
    const std::string anns = made.at("orders.0.id"), dans = made.at("orders.1.id");
    EXPECT_EQ(do_act(anns, "cancel", as_ann).status, 200);
    EXPECT_EQ(page(dans, as_ben).at("purchase.total.minor"), "3295");
    EXPECT_EQ(page(dans, as_ben).at("purchase.orders.0.unpaid"), "false");
}

TEST_P(PurchaseRoutes, PX_02_each_order_says_by_which_page_it_came) {
    const std::string anns = std::to_string(shop.value);
    const auto buy_led = [&](const std::string& led) {
        return call(Method::post, "/api/v1/purchases",
                    R"({"lines":[)" + line(mugs) + "," + line(bowls) +
                        R"(],"delivery":{"name":"Ben","address":"1 Street"},)" +
                        R"("payment":{"method":"bank_transfer"},"led":)" + led + "}",
                    as_ben);
    };
    const std::string door = R"(,"from":{"door":"shop","thing":")" + anns + R"("}})";
    const Reply made =
        buy_led(R"([{"shop":")" + anns + '"' + door + R"(,{"shop":"4711")" + door +
                R"(,{"shop":")" + std::to_string(dans_shop.value) + R"(","share":"nonsense"}])");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(number("select count(*) from order_sources"), 1);
    EXPECT_EQ(number("select order_id from order_sources where door = 'shop'"),
              std::stoll(made.at("orders.0.id")));
    EXPECT_EQ(buy_led(R"([{"share":"whose"}])").at("fields.0.field"), "led.0.shop");
}

TEST_P(PurchaseRoutes, ES_18_name_the_shop_whose_postage_is_in_another_currency) {
    const auto said = [](shops::ShopId of, const std::string& currency) {
        return R"({"shop":")" + std::to_string(of.value) + R"(","price":{"minor":0,"currency":")" +
               currency + R"("}})";
    };
    const Reply refused = call(Method::post, "/api/v1/purchases",
                               R"({"lines":[)" + line(mugs) + "," + line(bowls) +
                                   R"(],"delivery":{"name":"Ben","address":"1 Street"},)" +
                                   R"("payment":{"method":"bank_transfer"},"postage":[)" +
                                   said(shop, "GBP") + "," + said(dans_shop, "EUR") + "]}",
                               as_ben);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("fields.0.field"), "postage.1.price.currency");
    EXPECT_EQ(refused.at("fields.0.code"), "wrong_currency");
}

TEST_P(PurchaseRoutes, ES_13_a_declined_order_looks_as_if_it_had_been_alone) {
    const Reply made = buy(R"({"method":"bank_transfer"})");
    const std::string anns = made.at("orders.0.id"), dans = made.at("orders.1.id");
    EXPECT_EQ(do_act(anns, "cancel", as_ann).status, 200);
    EXPECT_EQ(page(anns, as_ann).at("payment.state"), "none");
    EXPECT_EQ(page(dans, as_ben).at("purchase.due.minor"), "2345");
    EXPECT_EQ(page(dans, as_ben).at("purchase.total.minor"), "2345") << "not what nobody pays";
    EXPECT_EQ(page(dans, as_ben).at("purchase.orders.0.unpaid"), "true");
    EXPECT_EQ(page(dans, as_ben).at("purchase.orders.1.unpaid"), "false");
    EXPECT_EQ(get("/operator/bank/expected", as_operator).at("items.0.amount.minor"), "2345");
    EXPECT_EQ(get("/operator/bank/expected", as_operator).at("items.0.order"), dans);
    expect_nothing_leaks(made, "the other one called off");
    // What was first asked for may be on its way: it is offered for it too.
    EXPECT_EQ(get("/operator/bank/expected?minor=3295", as_operator).count(), 1U);
    EXPECT_EQ(enter(made.at("orders.0.payment.reference"), 3295).at("state"), "paid");
    EXPECT_EQ(page(anns, as_ann).at("payment.state"), "none");
    EXPECT_EQ(page(anns, as_ann).at("refunded.minor"), "0");
    EXPECT_EQ(page(dans, as_dan).at("payment.state"), "captured");
    EXPECT_EQ(get("/operator/bank/refunds", as_operator).at("items.0.amount.minor"), "950");
    expect_nothing_leaks(made, "paid");
}

TEST_P(PurchaseRoutes, ES_13_what_a_seller_takes_along_knows_no_purchases) {
    for (const members::Belonging& one : belongings()) {
        if (one.rows.find("seller = $1") == std::string_view::npos) continue;
        EXPECT_EQ(one.rows.find("purchase"), std::string_view::npos) << one.rows;
    }
}

TEST_P(PurchaseRoutes, RefuseAnAddressWhereNothingIsSentAndNoneWhereSomethingIs) {
    const auto code = [&](const std::string& delivery, const std::string& more) {
        return call(Method::post, "/api/v1/purchases",
                    R"({"lines":[)" + line(mugs) + "," + line(bowls) + R"(],"delivery":)" +
                        delivery + R"(,"payment":{"method":"bank_transfer"})" + more + "}",
                    as_ben)
            .code();
    };
    const std::string both = R"(,"pick_up":[")" + std::to_string(shop.value) + R"(",")" +
                             std::to_string(dans_shop.value) + R"("])";
    EXPECT_EQ(code(R"({"name":"Ben"})", ""), "form_invalid");
    EXPECT_EQ(code(R"({"name":"Ben","address":"1 Street"})", both), "form_invalid");
    EXPECT_EQ(code(R"({"name":"Ben"})", both), "only_sent");
    EXPECT_EQ(code(R"({"name":"Ben","address":"1 Street","country":"XX"})", ""), "form_invalid");
}

}  // namespace
}  // namespace orders
