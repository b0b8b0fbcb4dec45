// Sent, picked up, or ordered ahead: what a basket may hold, who learns which place, and from when
// the clocks count.

#include <gtest/gtest.h>

#include "orders/refunds.hpp"
#include "orders/sales.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using shops::Way;
using shops::Ways;
using tests::Method;
using tests::Reply;

constexpr std::chrono::days day{1};

class WaysOfOrders : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    shops::ListingId handed(const shops::Handover& handover) {
        auto goods = tests::mug(9);
        goods.handover = handover;
        return live(goods);
    }
    shops::ListingId met() { return handed({Ways::pick_up, "By the library", "12 Mill Lane"}); }
    shops::ListingId ahead(base::Duration until) {
        return handed({Ways::ship, "", "", {}, now + until});
    }
    base::Result<Placed> try_order(const std::vector<shops::ListingId>& goods,
                                   const shops::Destination& destination) {
        return act([&](db::Tx& tx) {
            Basket basket{ben, {}, "Ben", "1 Street", payments::Method::simulator};
            for (const auto id : goods) basket.lines.push_back({id, 1, 1});
            basket.destination = destination;
            return orders::place(tx, basket, settings);
        });
    }
    /// Ben's order, paid and accepted.
    OrderId accepted(shops::ListingId goods, const shops::Destination& destination = {}) {
        const auto placed = *try_order({goods}, destination);
        pay(placed.payment);
        must([&](db::Tx& tx) { return accept(tx, placed.order.id, ann); });
        return placed.order.id;
    }
    std::string cancel_as(base::MemberId member, OrderId id) {
        return code_of([&](db::Tx& tx) { return cancel(tx, id, member, std::nullopt); });
    }
    void run_at(base::Time instant) {
        now = instant;
        run_due();
    }
    Reply page(OrderId id, const std::string& cookie) {
        return call(Method::get, "/api/v1/orders/" + std::to_string(id.value), "", cookie);
    }

    std::string as_ann, as_ben;
};
ON_EVERY_DATABASE(WaysOfOrders);

TEST_P(WaysOfOrders, MS_07_an_order_has_one_way_for_all_of_its_lines) {
    const auto sent = handed({}), picked_up = met(), either = handed({Ways::both, "Gate", ""});
    const auto refused = try_order({sent, picked_up}, {Way::ship, "DE"});
    EXPECT_EQ(refused.error().code(), "only_picked_up");
    const auto& args = refused.error().args();
    EXPECT_EQ(args.back(), (base::Argument{"listing", std::to_string(picked_up.value)}))
        << "it says which line";
    EXPECT_EQ(try_order({either, sent}, {Way::pick_up, ""}).error().code(), "only_sent");
    EXPECT_EQ(row(either).stock, 9) << "and nothing was set aside";
    EXPECT_EQ(try_order({either, picked_up}, {Way::pick_up, ""})->order.way, Way::pick_up);
    EXPECT_EQ(try_order({either, sent}, {Way::ship, "DE"})->order.way, Way::ship);
}

TEST_P(WaysOfOrders, MS_07_a_country_decides_where_the_seller_has_named_some) {
    const auto near = handed({Ways::ship, "", "", {"AT", "DE"}});
    EXPECT_EQ(try_order({near}, {Way::ship, "FR"}).error().code(), "not_sent_there");
    EXPECT_EQ(try_order({near}, {}).error().fields().front().field, "delivery.country");
    const auto placed = try_order({near}, {Way::ship, "AT"});
    ASSERT_TRUE(placed);
    EXPECT_EQ(page(placed->order.id, as_ann).at("delivery.country"), "AT");
}

TEST_P(WaysOfOrders, MS_07_the_place_is_shown_to_who_has_paid) {
    const auto placed = *try_order({met()}, {Way::pick_up, ""});
    const auto id = placed.order.id;
    const auto place_for = [&](const std::string& cookie) {
        return page(id, cookie).at("pickup.0.area") + ": " + page(id, cookie).at("pickup.0.place");
    };
    EXPECT_EQ(place_for(as_ben), "By the library: ");
    EXPECT_EQ(place_for(as_ann), "By the library: 12 Mill Lane");
    pay(placed.payment);
    EXPECT_EQ(place_for(as_ben), "By the library: 12 Mill Lane");
    const auto olga = join("olga");
    make_operator(olga);
    EXPECT_EQ(page(id, cookie_of(olga)).at("pickup"), "[]") << "the operator needs no place";
    EXPECT_EQ(cancel_as(ben, id), "done");
    EXPECT_EQ(place_for(as_ben), "By the library: ") << "there is nothing to pick up any more";
}

TEST_P(WaysOfOrders, MS_07_an_order_keeps_the_place_of_the_version_that_was_bought) {
    const auto goods = met();
    const auto placed = *try_order({goods}, {Way::pick_up, ""});
    pay(placed.payment);
    must([&](db::Tx& tx) {
        shops::Edit change{1, {}, {}, {}};
        change.handover = shops::Handover{Ways::pick_up, "In the yard", "Elsewhere", {}, {}};
        return shops::edit(tx, ann, goods, change);
    });
    EXPECT_EQ(page(placed.order.id, as_ben).at("pickup"),
              R"([{"area":"By the library","place":"12 Mill Lane"}])");
}

TEST_P(WaysOfOrders, MS_07_what_is_picked_up_goes_through_the_same_states_and_books) {
    const auto id = accepted(met(), {Way::pick_up, ""});
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    EXPECT_EQ(order(id).state, State::shipped);
    EXPECT_EQ(order(id).clock_at, now + 21 * day);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(order(id).state, State::completed);
    expect_right_books();
}

TEST_P(WaysOfOrders, MS_07_the_sellers_clock_counts_from_the_promised_day) {
    const auto id = accepted(ahead(30 * day));
    const base::Time then = now + 30 * day;
    EXPECT_EQ(order(id).promised, then);
    EXPECT_EQ(order(id).clock_at, then + 7 * day);
    run_at(then + 7 * day - 1s);
    EXPECT_EQ(order(id).state, State::accepted);
    run_at(then + 7 * day);
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(order(id).refunded, 950);
    expect_right_books();
}

TEST_P(WaysOfOrders, ATriedClockKnowsOfPromisesAndQuestions) {
    const auto tried = [&](std::string_view policy, std::int64_t value) {
        return *look([&](db::Snapshot& db) { return try_clock(db, policy, value); });
    };
    const auto id = accepted(ahead(30 * day));
    const base::Time then = now + 30 * day;
    now += 10 * day;
    EXPECT_EQ(tried(policies::ship_within_days, 3).running, 1);
    EXPECT_EQ(tried(policies::ship_within_days, 3).over, 0) << "its day has not come";
    now = then + 3 * day;
    EXPECT_EQ(tried(policies::ship_within_days, 4).over, 0);
    EXPECT_EQ(tried(policies::ship_within_days, 3).over, 1);
    const RefundWish gift{{1, {}}, RefundCause::goodwill, ""};
    now += 1 * day;
    must([&](db::Tx& tx) { return refund(tx, id, ann, gift); });
    EXPECT_EQ(tried(policies::ship_within_days, 4).over, 1) << "a gift begins no clock";
    const RefundWish wish{{{}, {}}, RefundCause::changed_mind, "Sorry."};
    must([&](db::Tx& tx) { return ask_refund(tx, id, ben, wish); });
    EXPECT_EQ(tried(policies::ship_within_days, 1).running, 0) << "a question has its own clock";
}

TEST_P(WaysOfOrders, MS_07_who_sends_early_gains_no_time_by_it) {
    const auto id = accepted(ahead(30 * day));
    const base::Time then = now + 30 * day;
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    EXPECT_EQ(order(id).clock_at, then + 21 * day);
    const auto late = accepted(ahead(2 * day));
    now += 5 * day;
    must([&](db::Tx& tx) { return ship(tx, late, ann, std::nullopt); });
    EXPECT_EQ(order(late).clock_at, now + 21 * day);
}

TEST_P(WaysOfOrders, MS_07_the_last_promise_of_several_lines_counts) {
    const auto soon = ahead(3 * day), later = ahead(40 * day), there = handed({});
    const base::Time last = now + 40 * day;
    EXPECT_EQ(try_order({soon, later, there}, {})->order.promised, last);
    EXPECT_EQ(try_order({there}, {})->order.promised, std::nullopt);
}

TEST_P(WaysOfOrders, MS_07_the_buyer_calls_an_order_ahead_off_until_it_is_sent) {
    const auto usual = accepted(handed({}));
    EXPECT_EQ(cancel_as(ben, usual), "not_yours");
    EXPECT_EQ(page(usual, as_ben).at("may"), R"(["ask_refund"])");
    const auto goods = ahead(30 * day);
    const auto id = accepted(goods);
    EXPECT_EQ(page(id, as_ben).at("may"), R"(["cancel","ask_refund"])");
    EXPECT_EQ(cancel_as(ben, id), "done");
    EXPECT_EQ(order(id).refunded, 950);
    EXPECT_EQ(row(goods).stock, 9);
    const auto sent = accepted(goods);
    must([&](db::Tx& tx) { return ship(tx, sent, ann, std::nullopt); });
    EXPECT_EQ(cancel_as(ben, sent), "not_now");
    expect_right_books();
}

TEST_P(WaysOfOrders, NameTheFieldThatDoesNotFitTheWay) {
    const auto goods = handed({Ways::both, "Gate", ""});
    const auto said = [&](const std::string& rest) {
        const Reply reply =
            call(Method::post, "/api/v1/orders",
                 R"({"lines":[{"listing":")" + std::to_string(goods.value) +
                     R"(","version":1,"quantity":1}],"payment":{"method":"bank_transfer"},)" +
                     rest + "}",
                 as_ben);
        return reply.status == 201 ? reply.at("way") + " " + reply.at("delivery")
                                   : reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(said(R"("delivery":{"name":"Ben"})"), "delivery.address missing");
    EXPECT_EQ(said(R"("delivery":{"name":"Ben","address":"1 St","country":"XX"})"),
              "delivery.country not_a_country");
    EXPECT_EQ(said(R"("way":"pick_up","delivery":{"name":"Ben","address":"1 St"})"),
              "delivery.address not_needed");
    EXPECT_EQ(said(R"("way":"pick_up","delivery":{"name":"Ben","country":"DE"})"),
              "delivery.country not_needed");
    EXPECT_EQ(said(R"("way":"carry","delivery":{"name":"Ben"})"), "way unknown_word");
    EXPECT_EQ(said(R"("way":"pick_up","delivery":{"name":"Ben"})"),
              R"(pick_up {"name":"Ben","address":"","country":""})");
    EXPECT_EQ(said(R"("delivery":{"name":"Ben","address":"1 St"})"),
              R"(ship {"name":"Ben","address":"1 St","country":""})");
}

}  // namespace
}  // namespace orders
