// The table of fees on orders: what is frozen, what is shown to whom, and what refunds and disputes
// take back, against the ledger.

#include "orders/fees.hpp"

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using tests::mug;

class FeesOfOrders : public tests::SaleTest {
protected:
    void set(std::vector<policies::FeeRow> rows) {
        must([&](db::Tx& tx) {
            return policies::set_fees(tx, {std::move(rows), tx.now(), ann, "because"});
        });
    }
    void tax(std::int64_t ppm) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policies::fee_vat_ppm}, ppm, ann, "law"});
        });
    }
    void put(shops::ListingId goods, const std::string& category) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            set_category(tx, goods, category, ann);
            return base::done;
        });
    }
    Placed place_two(shops::ListingId one, shops::ListingId other) {
        return must([&](db::Tx& tx) {
            return orders::place(
                tx,
                {ben, {{one, 1, 1}, {other, 1, 1}}, "Ben", "1 Street", payments::Method::simulator},
                settings);
        });
    }
    void settle(const Placed& placed) {
        pay(placed.payment);
        must([&](db::Tx& tx) { return ship(tx, placed.order.id, ann, std::nullopt); });
        must([&](db::Tx& tx) { return confirm(tx, placed.order.id, ben); });
    }
    std::int64_t earned() { return balance(ledger::market, ledger::Holding::commission); }
    std::int64_t taxed() { return balance(ledger::market, ledger::Holding::fee_vat); }
};
ON_EVERY_DATABASE(FeesOfOrders);

TEST_P(FeesOfOrders, ES_08_an_order_keeps_the_rows_it_was_placed_by) {
    const auto books = live(mug()), tools = live(mug());
    put(books, "books");
    set({{"books", "", 20'000, 0, {}}, {"", "", 100'000, 0, {}}});
    tax(200'000);
    const auto placed = place_two(books, tools);
    const std::int64_t price = placed.lines.front().price;
    set({{"", "", 400'000, 0, {}}});
    tax(0);
    put(books, "");
    const auto charged = look([&](db::Snapshot& db) { return charged_of(db, placed.order.id); });
    ASSERT_EQ(charged.size(), 2U);
    EXPECT_EQ(charged[0].category, "books");
    EXPECT_EQ(charged[0].term.rule.version, 1);
    EXPECT_EQ(charged[0].lines, (std::vector<std::int64_t>{1}));
    settle(placed);
    const std::int64_t fee = base::portion(price, 20'000) + base::portion(price, 100'000);
    EXPECT_EQ(earned(), fee);
    EXPECT_EQ(taxed(), base::portion(fee, 200'000));
    EXPECT_EQ(available(ann), 2 * price - earned() - taxed());

    // The second line goes back with all of its fee.
    must([&](db::Tx& tx) {
        return refund(tx, placed.order.id, ann, {{{}, {{2, 1}}}, RefundCause::other, ""});
    });
    EXPECT_EQ(earned(), base::portion(price, 20'000));
    EXPECT_EQ(taxed(), base::portion(earned(), 200'000));
    EXPECT_EQ(available(ann), price - earned() - taxed());
    must([&](db::Tx& tx) {
        return refund(tx, placed.order.id, ann, {{price, {}}, RefundCause::other, ""});
    });
    EXPECT_EQ(earned() + taxed() + available(ann), 0);
    expect_right_books();
}

TEST_P(FeesOfOrders, SellerAndOperatorSeeByWhichRowAndTheBuyerDoesNot) {
    set({{"", "", 100'000, 30, 500}});
    const auto id = paid_mug();
    const auto page = [&](base::MemberId who) {
        return call(tests::Method::get, "/api/v1/orders/" + std::to_string(id.value), "",
                    cookie_of(who));
    };
    EXPECT_EQ(page(ann).at("fees.0.rate_ppm"), "100000");
    EXPECT_EQ(page(ann).at("fees.0.row"), "1");
    EXPECT_EQ(page(ann).at("fees.0.most.minor"), "500");
    EXPECT_EQ(page(ben).count("fees"), 0U);
}

TEST_P(FeesOfOrders, EverybodyReadsTheTableAndWhatItMakesOfASale) {
    set({{"books", "gold", 30'000, 20, {}}});
    tax(200'000);
    const auto fees = call(tests::Method::get, "/api/v1/fees");
    EXPECT_EQ(fees.at("table.rows.0.category"), "books");
    EXPECT_EQ(fees.at("plain_ppm"), "50000");
    const auto one =
        call(tests::Method::get, "/api/v1/fees/example?amount=1000&category=books&tier=gold");
    EXPECT_EQ(one.at("fee.minor"), "30");
    EXPECT_EQ(one.at("vat.minor"), "6");
    EXPECT_EQ(one.at("seller.minor"), "964");
    EXPECT_EQ(one.at("row"), "1");
    const auto other = call(tests::Method::get, "/api/v1/fees/example?amount=1000");
    EXPECT_EQ(other.at("row"), "0");
    EXPECT_EQ(other.at("fee.minor"), "50");
    EXPECT_EQ(call(tests::Method::put, "/api/v1/operator/fees", R"({"rows":[],"reason":"x"})",
                   cookie_of(ben))
                  .status,
              403);
}

TEST_P(FeesOfOrders, TheOperatorPutsSeveralGoodsIntoACategoryAllOrNone) {
    const auto olga = join("olga");
    make_operator(olga);
    const auto mugs = live(mug()), bowls = live(mug()), plates = live(mug());
    const auto text = [](shops::ListingId id) { return '"' + std::to_string(id.value) + '"'; };
    const auto put_all = [&](const std::string& listings, std::string_view category) {
        return call(
            tests::Method::put, "/api/v1/operator/fees/goods/several",
            R"({"listings":[)" + listings + R"(],"category":")" + std::string{category} + R"("})",
            cookie_of(olga));
    };
    const auto kept = [&] {
        return look([&](db::Snapshot& db) { return categories_of(db, {mugs, bowls, plates}); });
    };
    using List = std::vector<std::string>;
    const auto answer = put_all(text(mugs) + ',' + text(bowls), "pottery");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("items.1.listing"), std::to_string(bowls.value));
    EXPECT_EQ(kept(), (List{"pottery", "pottery", ""}));

    // One that is not there leaves all of them as they were, and is named.
    const auto refused = put_all(text(plates) + R"(,"99")", "table");
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(refused.at("args.listing"), "99");
    EXPECT_EQ(kept(), (List{"pottery", "pottery", ""}));

    // Said once more it is no other act, and none takes them out again.
    const auto noted = [&] {
        return number("select count(*) from audit where act = 'fee_category'");
    };
    const auto before = noted();
    EXPECT_EQ(put_all(text(mugs), "pottery").status, 200);
    EXPECT_EQ(noted(), before);
    EXPECT_EQ(put_all(text(mugs), "").status, 200);
    EXPECT_EQ(noted(), before + 1);
    EXPECT_EQ(kept(), (List{"", "pottery", ""}));
}

TEST_P(FeesOfOrders, ADayBeginsWhereTheMarketIs) {
    settings.day_begins = [](std::string_view day) -> std::optional<base::Time> {
        auto begin = base::from_iso(std::string{day} + "T00:00:00Z");
        if (begin) *begin -= std::chrono::hours{8};
        return begin;
    };
    router.emplace(http::Services{*writer, readers, *pool},
                   http::RouterOptions{members::authenticate, {}, false});
    orders::add_routes(*router, settings);
    const auto asked = call(tests::Method::get, "/api/v1/fees/example?amount=1000&on=2031-03-02");
    EXPECT_EQ(asked.at("on"), "2031-03-01T16:00:00.000000Z");
    EXPECT_EQ(call(tests::Method::get, "/api/v1/fees/example?amount=1000&on=2031-02-30").status,
              422);
}

// The dispute is about a line by name, and what was settled of the rest was not: the fee of the
// dear line that was settled in part is given back, and told.
TEST_P(FeesOfOrders, ES_06_a_dispute_about_one_line_ends_with_the_fee_of_the_other) {
    const auto books = live(mug()), tools = live(mug());
    put(tools, "tools");
    set({{"tools", "", 400'000, 0, {}}, {"", "", 0, 0, {}}});
    tax(100'000);
    const auto placed = place_two(books, tools);
    const auto id = placed.order.id;
    pay(placed.payment);
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) {
        return ask_refund(tx, id, ben, {{{}, {{2, 1}}}, RefundCause::other, "Broken"});
    });
    must([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "It was not"); });
    must([&](db::Tx& tx) { return open_dispute(tx, id, ben, {"It was"}); });
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_GT(earned(), 0) << "of what is not disputed, in proportion";
    must([&](db::Tx& tx) { return give_in(tx, id, ann); });
    EXPECT_EQ(earned(), 0) << "the line that has a fee went back";
    EXPECT_EQ(taxed(), 0);
    EXPECT_EQ(available(ann), placed.lines.front().price);
    std::int64_t told_earned = 0;
    for (const events::Event& event :
         look([](db::Snapshot& db) { return events::after(db, 0, 1'000); })) {
        if (event.kind == "order_settled" || event.kind == "order_released") {
            told_earned += orders::told(event).commission.minor;
        }
        if (event.kind == "order_refunded") told_earned -= orders::told(event).commission.minor;
    }
    EXPECT_EQ(told_earned, earned()) << "the report is made of what was told";
    expect_right_books();
}

}  // namespace
}  // namespace orders
