// What people wrote about an order, two years after it was over.

#include "orders/forgetting.hpp"

#include <gtest/gtest.h>

#include "orders/disputes.hpp"
#include "orders/refunds.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

constexpr std::chrono::days day{1};

class Forgetting : public tests::SaleTest {
protected:
    Forgetting() {
        must([](db::Tx& tx) -> base::Result<base::Done> {
            plan_forgetting(tx);
            plan_forgetting(tx);
            return base::done;
        });
    }

    std::int64_t named() {
        return number("select count(*) from order_texts where name <> '' and address <> ''");
    }
    void confirmed(OrderId id) {
        must([&](db::Tx& tx) { return confirm(tx, id, ben); });
    }
    void asked_and_refused(OrderId id) {
        must([&](db::Tx& tx) {
            return ask_refund(tx, id, ben, {{500, {}}, RefundCause::damaged, "A crack."});
        });
        must([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "It was whole."); });
    }
    std::int64_t late_jobs() {
        return number(
            "select count(*) from jobs where kind = 'order_forget_late' and state = 'waiting'");
    }
    std::int64_t written() {
        return number("select count(*) from order_refund_texts where buyer_words <> ''") +
               number("select count(*) from order_refund_texts where seller_words <> ''") +
               number("select count(*) from order_evidence_texts where words <> ''");
    }
};

ON_EVERY_DATABASE(Forgetting);

TEST_P(Forgetting, BlanksWhatWasWrittenTwoYearsAfterTheOrderWasOver) {
    const auto id = delivered_mug();
    now += 3 * day;
    confirmed(id);
    const base::Time over = now;
    now = over + texts_kept - day;
    EXPECT_EQ(run_due(std::string{forget_job}), 1) << "planned once, however often";
    EXPECT_EQ(named(), 1) << "placed two years ago, but over for less";
    now = over + texts_kept;
    EXPECT_EQ(run_due(std::string{forget_job}), 1);
    EXPECT_EQ(named(), 0);
    EXPECT_EQ(late_jobs(), 0) << "the usual order needs no job of its own";
    EXPECT_EQ(order(id).state, State::completed);
    EXPECT_EQ(number("select count(*) from order_lines where title = 'Mug'"), 1);
    expect_right_books();
}

TEST_P(Forgetting, WaitsForAnOrderThatIsOverLaterForAMonthAndThenGoesOnWithoutIt) {
    const auto slow = delivered_mug();
    const auto quick = delivered_mug();
    confirmed(quick);
    const base::Time placed = now;
    now += 60 * day;
    confirmed(slow);
    const base::Time over = now;
    now = placed + texts_kept + 29 * day;
    run_due(std::string{forget_job});
    EXPECT_EQ(named(), 2);
    now = placed + texts_kept + 30 * day;
    run_due(std::string{forget_job});
    EXPECT_EQ(named(), 1);
    EXPECT_EQ(late_jobs(), 1);
    now = over + texts_kept - day;
    run_due(std::string{forget_one_job});
    EXPECT_EQ(named(), 1);
    now += day;
    run_due(std::string{forget_one_job});
    EXPECT_EQ(named(), 0);
    EXPECT_EQ(late_jobs(), 0);
}

TEST_P(Forgetting, LooksAtEachOrderOnceAndGoesOnTheNextDay) {
    const auto first = delivered_mug();
    confirmed(first);
    now += 10 * day;
    const auto second = delivered_mug();
    confirmed(second);
    now += texts_kept - 10 * day;
    run_due(std::string{forget_job});
    EXPECT_EQ(named(), 1);
    now += 10 * day;
    run_due(std::string{forget_job});
    EXPECT_EQ(named(), 0);
    EXPECT_EQ(late_jobs(), 0);
    EXPECT_EQ(look([](db::Snapshot& db) {
                  return db.all<std::string>(
                      "select payload from jobs where kind = "
                      "'order_forget_texts' and state = 'waiting'");
              }),
              std::vector<std::string>{std::to_string(second.value)});
}

TEST_P(Forgetting, KeepsWhatIsStillArguedAbout) {
    const auto id = delivered_mug();
    asked_and_refused(id);
    must([&](db::Tx& tx) { return open_dispute(tx, id, ben, {"Look.", {}}); });
    confirmed(id);
    now += texts_kept + 30 * day;
    run_due(std::string{forget_job});
    EXPECT_EQ(written(), 3);
    EXPECT_EQ(named(), 1);
    must([&](db::Tx& tx) { return withdraw_dispute(tx, id, ben); });
    now += texts_kept - day;
    run_due(std::string{forget_one_job});
    EXPECT_EQ(written(), 3) << "counted from the end of the dispute";
    now += day;
    run_due(std::string{forget_one_job});
    EXPECT_EQ(written(), 0);
    EXPECT_EQ(named(), 0);
}

}  // namespace
}  // namespace orders
