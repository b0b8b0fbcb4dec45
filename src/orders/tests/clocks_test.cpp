// The clocks of an order: whoever falls silent, the hold ends, whole and on its day.

#include <gtest/gtest.h>

#include "events/cursors.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::days day{1};

class Clocks : public tests::SaleTest {
protected:
    OrderId accepted_mug() {
        const auto id = paid_mug();
        must([&](db::Tx& tx) { return accept(tx, id, ann); });
        return id;
    }
    void set_policy(std::string_view name, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{name}, value, ann, "because"});
        });
    }
    void run_at(base::Time instant) {
        now = instant;
        run_due();
    }
    events::Event last_event() {
        return look([](db::Snapshot& db) { return events::after(db, 0, 1000); }).back();
    }
    std::int64_t clocks_waiting(OrderId id) {
        return look([&](db::Snapshot& db) {
            return db.number(
                "select count(*) from jobs where subject = $1 and state = 'waiting' "
                "and kind like 'order_%'",
                id);
        });
    }
};
ON_EVERY_DATABASE(Clocks);

TEST_P(Clocks, ES_04_what_is_accepted_and_never_sent_goes_back_whole) {
    const auto listing = live(tests::mug(3));
    const auto placed = order_of(ben, listing, 2);
    const auto id = placed.order.id;
    pay(placed.payment);
    must([&](db::Tx& tx) { return accept(tx, id, ann); });
    const base::Time due = now + 7 * day;
    EXPECT_EQ(order(id).clock_at, due);
    run_at(due - 1s);
    EXPECT_EQ(order(id).state, State::accepted);
    run_at(due + 3 * day);  // The server was off.
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(order(id).refunded, 1900);
    EXPECT_EQ(payment_state(id), payments::State::refunded);
    EXPECT_EQ(provider_lines("refund", placed.payment.id.value), 1);
    EXPECT_EQ(row(listing).stock, 3);
    EXPECT_EQ(available(ann), 0);
    EXPECT_EQ(balance(0, ledger::Holding::commission), 0);
    EXPECT_EQ(last_event().kind, "order_refunded");
    EXPECT_EQ(orders::told(last_event()).effective, due);
    expect_right_books();
}

TEST_P(Clocks, ES_04_what_is_ready_goes_on_with_the_clock_of_accepting) {
    const auto id = accepted_mug();
    const base::Time due = now + 7 * day;
    now += 2 * day;
    must([&](db::Tx& tx) {
        return take_step(tx, *find(tx, id),
                         {orders::Act::prepare, Party::seller, ann, tx.now(), nullptr});
    });
    EXPECT_EQ(order(id).clock_at, due);
    expect_right_books();
    run_at(due);
    EXPECT_EQ(order(id).state, State::cancelled);
    EXPECT_EQ(order(id).refunded, 950);
}

TEST_P(Clocks, ES_04_an_inspection_goes_on_with_the_clock_of_the_delivery) {
    const auto id = delivered_mug();
    const base::Time due = now + 14 * day;
    now += 2 * day;
    must([&](db::Tx& tx) {
        return take_step(tx, *find(tx, id),
                         {orders::Act::inspect, Party::buyer, ben, tx.now(), nullptr});
    });
    EXPECT_EQ(order(id).clock_at, due);
    expect_right_books();
    run_at(due);
    EXPECT_EQ(order(id).state, State::completed);
}

TEST_P(Clocks, ES_04_what_is_sent_settles_by_itself_when_nobody_says_anything_more) {
    const auto id = shipped_mug();
    const base::Time due = now + 21 * day;
    EXPECT_EQ(order(id).clock_at, due);
    run_at(due - 1s);
    EXPECT_EQ(order(id).state, State::shipped);
    run_at(due + 3 * day);
    EXPECT_EQ(order(id).state, State::completed);
    EXPECT_EQ(order(id).held, 0);
    EXPECT_EQ(available(ann), 902);
    EXPECT_EQ(last_event().kind, "order_settled");
    EXPECT_EQ(orders::told(last_event()).effective, due);
    EXPECT_EQ(last_event().at, now);
    expect_right_books();
}

TEST_P(Clocks, ES_04_every_step_has_the_clock_of_where_it_leads_and_no_other) {
    const auto id = accepted_mug();
    now += 6 * day;
    must([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
    EXPECT_EQ(clocks_waiting(id), 1);
    now += 20 * day;
    must([&](db::Tx& tx) { return deliver(tx, id, ann); });
    EXPECT_EQ(order(id).clock_at, now + 14 * day);
    EXPECT_EQ(clocks_waiting(id), 1);
    run_at(now + 13 * day);
    EXPECT_EQ(order(id).state, State::delivered);
    must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    EXPECT_EQ(clocks_waiting(id), 0);
    expect_right_books();
}

TEST_P(Clocks, ES_04_a_new_policy_leaves_the_clocks_that_run) {
    const auto accepted = accepted_mug();
    const auto shipped = shipped_mug();
    const base::Time began = now;
    set_policy(policies::ship_within_days, 1);
    set_policy(policies::arrive_within_days, 7);
    EXPECT_EQ(order(accepted_mug()).clock_at, began + 1 * day);
    EXPECT_EQ(order(shipped_mug()).clock_at, began + 7 * day);
    EXPECT_EQ(order(accepted).clock_at, began + 7 * day);
    EXPECT_EQ(order(shipped).clock_at, began + 21 * day);
    run_at(began + 7 * day - 1s);
    EXPECT_EQ(order(accepted).state, State::accepted);
    EXPECT_EQ(order(shipped).state, State::shipped);
}

TEST_P(Clocks, ES_04_orders_of_an_older_version_get_the_clock_that_they_lack) {
    const auto accepted = accepted_mug();
    const auto shipped = shipped_mug();
    const auto delivered = delivered_mug();
    const auto unpaid = one_mug().order;
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        for (const OrderId id : {accepted, shipped}) {
            tx.run("update orders set clock_at = null where id = $1", id);
            tx.run("delete from jobs where subject = $1", id);
        }
        plan(tx);
        plan(tx);
        return base::done;
    });
    now += 1h;
    EXPECT_EQ(run_due("order_wind_clocks"), 1) << "planned once, however often";
    EXPECT_EQ(order(accepted).clock_at, now + 7 * day);
    EXPECT_EQ(order(shipped).clock_at, now + 21 * day);
    EXPECT_EQ(order(delivered).clock_at, now - 1h + 14 * day);
    EXPECT_EQ(order(unpaid.id).clock_at, unpaid.clock_at);
    expect_right_books();
    run_at(now + 7 * day);
    EXPECT_EQ(order(accepted).state, State::cancelled);
    expect_right_books();
}

}  // namespace
}  // namespace orders
