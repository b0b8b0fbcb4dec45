// Whatever the database call at which a job is interrupted: it is still there, and doing it again
// comes to the same end, once.

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using std::chrono::days;

class InterruptedJobs : public tests::SaleTest {
protected:
    /// The commands of an errand go to the writer's own thread; what fails there is a refusal or an
    /// accident that its caller hears.
    void run_failing(std::string_view kind) {
        try {
            for (const events::Job& job : due(kind)) {
                if (const auto* errand = hub.errand_of(job.kind)) {
                    (*errand)(*writer, job);
                } else {
                    (void)act([&](db::Tx& tx) { return events::perform(tx, job); });
                }
            }
        } catch (const std::exception&) {
            // As the program's own runner: it is tried again later.
        }
    }
    std::vector<events::Job> due(std::string_view kind) {
        auto jobs = look([&](db::Snapshot& db) { return events::due(db, now, 1000); });
        std::erase_if(jobs, [&](const auto& job) { return job.kind != kind; });
        return jobs;
    }

    /// As often as the job makes calls: a thing of its own from `prepare`, which leaves one job of
    /// this kind due. Then the end that `check` looks for, in every case.
    template <class Prepare, class Check>
    void at_every_call(std::string_view kind, int calls_least, Prepare prepare, Check check) {
        for (int at = 1;; ++at) {
            SCOPED_TRACE(std::string{kind} + " interrupted at call " + std::to_string(at));
            const OrderId id = prepare();
            ASSERT_EQ(due(kind).size(), 1U);
            faults = {at, false};
            run_failing(kind);
            const bool fired = std::exchange(faults, {}).fired;
            run_failing(kind);
            EXPECT_EQ(due(kind).size(), 0U) << "it is done at the second try at last";
            check(id);
            run_due();
            check(id);
            if (fired) continue;
            EXPECT_GE(at, calls_least) << "the job makes more calls than that";
            break;
        }
        expect_right_books();
    }

    std::int64_t steps(OrderId id, const std::string& act) {
        return number("select count(*) from order_history where act = '" + act +
                      "' and order_id = " + std::to_string(id.value));
    }
};
ON_EVERY_DATABASE(InterruptedJobs);

TEST_P(InterruptedJobs, ClocksOfOrdersEndWhatTheyEndOnce) {
    const auto ends_as = [&](State state, const std::string& act) {
        return [this, state, act](OrderId id) {
            EXPECT_EQ(order(id).state, state);
            EXPECT_EQ(steps(id, act), 1);
        };
    };
    at_every_call(
        pay_by_job, 8,
        [&] {
            const auto id = one_mug(payments::Method::bank_transfer).order.id;
            now += days{8};
            return id;
        },
        ends_as(State::expired, "expire"));
    at_every_call(
        accept_by_job, 8,
        [&] {
            const auto id = paid_mug();
            now += days{8};
            return id;
        },
        ends_as(State::cancelled, "lapse"));
    at_every_call(
        auto_confirm_job, 8,
        [&] {
            const auto id = delivered_mug();
            now += days{22};
            return id;
        },
        ends_as(State::completed, "auto_confirm"));
}

TEST_P(InterruptedJobs, RefundsGoOutOnceAndAreBookedOnce) {
    at_every_call(
        "payment_refund", 6,
        [&] {
            const auto id = paid_mug();
            must([&](db::Tx& tx) { return cancel(tx, id, ann, "Sold out after all."); });
            return id;
        },
        [&](OrderId id) {
            EXPECT_EQ(payment_state(id), payments::State::refunded);
            EXPECT_EQ(provider_lines("refund", order(id).payment.value), 1);
        });
}

}  // namespace
}  // namespace orders
