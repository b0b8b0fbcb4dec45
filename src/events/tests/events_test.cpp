#include "events/events.hpp"

#include "events/cursors.hpp"
#include "events/trouble.hpp"
#include "tests/market.hpp"

namespace events {
namespace {

using base::Done;
using base::Result;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr base::Reason not_now{base::Kind::conflict, "not_now"};

class Events : public tests::MarketTest {
protected:
    Events() : MarketTest({migrations()}) {}

    Result<Done> tell_one(std::string_view kind, std::int64_t subject) {
        return act([&](db::Tx& tx) { return tell(tx, {kind, subject}); });
    }
    std::vector<Event> log() {
        return look([](db::Snapshot& s) { return after(s, 0, 100); });
    }
    std::vector<Job> waiting() {
        return look([&](db::Snapshot& s) { return due(s, now + hours{10'000}, 100); });
    }
    JobId plan(std::string_view kind, base::Time when, std::int64_t subject = 1) {
        return must([&](db::Tx& tx) -> Result<JobId> { return at(tx, kind, when, subject); });
    }
};

TEST_P(Events, AreNumberedWithoutGapsWhateverIsRefused) {
    EXPECT_TRUE(tell_one("a", 1));
    EXPECT_FALSE(act([](db::Tx& tx) -> Result<Done> {
        TRY(tell(tx, {"never", 9}));
        return not_now;
    }));
    EXPECT_TRUE(tell_one("b", 2));
    const auto list = log();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].seq, 1);
    EXPECT_EQ(list[1].seq, 2);
    EXPECT_EQ(list[1].kind, "b");
    EXPECT_EQ(list[1].subject, 2);
}

TEST_P(Events, AreHeardInTheTransactionInTheOrderOfListening) {
    std::string heard;
    hub.on("sold", [&](db::Tx&, const Event&) -> Result<Done> {
        heard += "1";
        return base::done;
    });
    hub.on("sold", [&](db::Tx& tx, const Event& event) -> Result<Done> {
        heard += "2";
        if (event.subject == 13) return not_now;
        return tell(tx, {"celebrated", event.subject});
    });
    EXPECT_TRUE(tell_one("sold", 1));
    EXPECT_EQ(heard, "12");
    EXPECT_EQ(tell_one("sold", 13).error(), not_now);
    const auto list = log();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[1].kind, "celebrated");
}

TEST_P(Events, AreForgottenOnlyWhenOldAndReadByAll) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(tell_one("a", i));
    must([](db::Tx& tx) -> Result<Done> {
        tx.run("insert into cursors (listener, seq) values ('slow', 2), ('fast', 4)");
        return base::done;
    });
    const auto late = look(behind);
    ASSERT_EQ(late.size(), 2U);
    EXPECT_EQ(late[0].listener, "fast");
    EXPECT_EQ(late[0].count, 0);
    EXPECT_EQ(late[1].count, 2);
    std::vector<std::string_view> listeners{"fast", "slow", "late to begin"};
    const auto forgotten = [&](base::Time until) {
        return must(
            [&](db::Tx& tx) -> Result<std::int64_t> { return forget(tx, until, 100, listeners); });
    };
    EXPECT_EQ(forgotten(now + seconds{1}), 0) << "one has read nothing yet, and has no row";
    listeners.pop_back();
    EXPECT_EQ(forgotten(now), 0);
    EXPECT_EQ(forgotten(now + seconds{1}), 2);
    EXPECT_EQ(log().size(), 2U);
}

TEST_P(Events, ThatWereMissedAreKnownAsLongAsTheyAreThere) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(tell_one("a", i));
    const auto known = [&](std::int64_t seq, std::int64_t most) {
        const auto list = look([&](db::Snapshot& s) { return missed(s, seq, most); });
        return list ? std::ssize(*list) : -1;
    };
    EXPECT_EQ(known(4, 10), 0);
    EXPECT_EQ(known(1, 10), 3);
    EXPECT_EQ(known(1, 3), 3);
    EXPECT_EQ(known(1, 2), -1) << "too many";
    EXPECT_EQ(known(5, 10), -1) << "never told";
    EXPECT_EQ(known(-1, 10), -1);
    must([](db::Tx& tx) -> Result<Done> {
        tx.run("delete from events where seq <= 2");
        return base::done;
    });
    EXPECT_EQ(known(2, 10), 2);
    EXPECT_EQ(known(1, 10), -1) << "forgotten";
}

TEST_P(Events, JobsRunOnceWhenTheyAreDue) {
    int done = 0;
    hub.job("ring", [&](db::Tx& tx, const Job& job) -> Result<Done> {
        EXPECT_EQ(job.due, now);
        EXPECT_GE(tx.now(), job.due);
        ++done;
        return base::done;
    });
    plan("ring", now + hours{1});
    EXPECT_EQ(run_jobs(), 0);
    now += hours{1};
    const auto list = look([&](db::Snapshot& s) { return due(s, now, 10); });
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_TRUE(act([&](db::Tx& tx) { return perform(tx, list.front()); }));
    EXPECT_EQ(done, 1);
    EXPECT_TRUE(waiting().empty());
}

TEST_P(Events, JobsRunEarliestFirstAndCanBeTakenBack) {
    std::string order;
    hub.job("ring", [&](db::Tx&, const Job& job) -> Result<Done> {
        order += std::to_string(job.subject);
        return base::done;
    });
    plan("ring", now + hours{2}, 2);
    plan("ring", now + hours{1}, 1);
    plan("ring", now + hours{3}, 3);
    EXPECT_EQ(*look([](db::Snapshot& s) { return next_due(s); }), now + hours{1});
    EXPECT_EQ(must([](db::Tx& tx) -> Result<std::int64_t> {
                  return std::int64_t{cancel(tx, "ring", 3)};
              }),
              1);
    now += hours{9};
    EXPECT_EQ(run_jobs(), 2);
    EXPECT_EQ(order, "12");
}

TEST_P(Events, ARefusedJobLeavesNothingAndStaysWaiting) {
    bool ready = false;
    hub.job("ring", [&](db::Tx& tx, const Job&) -> Result<Done> {
        TRY(tell(tx, {"rang", 1}));
        if (!ready) return not_now;
        return base::done;
    });
    plan("ring", now);
    const auto job = look([&](db::Snapshot& s) { return due(s, now, 10); }).front();
    EXPECT_FALSE(act([&](db::Tx& tx) { return perform(tx, job); }));
    EXPECT_TRUE(log().empty());
    must([&](db::Tx& tx) -> Result<Done> {
        postpone(tx, job, "not_now");
        return base::done;
    });
    ASSERT_EQ(waiting().size(), 1U);
    EXPECT_EQ(waiting().front().due, now + seconds{1});
    ready = true;
    now += seconds{1};
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(log().size(), 1U);
}

TEST_P(Events, AJobThatFailsIsNeverGivenUpAndTriedEveryHourInTheEnd) {
    plan("ring", now);
    const base::Time began = now;
    for (int i = 0; i < 40; ++i) {
        const auto list = waiting();
        ASSERT_EQ(list.size(), 1U) << i;
        now = list.front().due;
        must([&](db::Tx& tx) -> Result<Done> {
            postpone(tx, list.front(), "broken");
            return base::done;
        });
    }
    EXPECT_EQ(waiting().front().due, now + hours{1});
    const Health found = look([](db::Snapshot& s) { return health(s); });
    EXPECT_EQ(found.failing, 1);
    EXPECT_EQ(found.dead, 0);
    EXPECT_EQ(found.failing_since, began);
}

TEST_P(Events, AJobThatNobodyDoesWaitsForSomebodyWhoDoes) {
    plan("unheard of", now);
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(waiting().size(), 1U);
    hub.job("unheard of", [](db::Tx&, const Job&) -> Result<Done> { return base::done; });
    now += seconds{1};
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_TRUE(waiting().empty());
}

TEST_P(Events, AJobIsNotDoneBeforeItsTimeThoughTheClockWasSetBack) {
    int rung = 0;
    hub.job("ring", [&](db::Tx&, const Job&) -> Result<Done> {
        ++rung;
        return base::done;
    });
    plan("ring", now + hours{1});
    const Job job = waiting().front();
    must([&](db::Tx& tx) { return perform(tx, job); });
    EXPECT_EQ(rung, 0);
    EXPECT_EQ(waiting().size(), 1U);
    now += hours{1};
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(rung, 1);
}

TEST_P(Events, JobsThatGoOutsideAreDueApartFromTheOthers) {
    hub.errand("call", [](db::Writer&, const Job&) {});
    plan("ring", now + seconds{2});
    plan("call", now + seconds{1});
    const Kinds outside{hub.errand_kinds(), Kinds::Which::these};
    const Kinds inside{hub.errand_kinds(), Kinds::Which::others};
    EXPECT_EQ(look([&](db::Snapshot& s) { return next_due(s, outside); }), now + seconds{1});
    EXPECT_EQ(look([&](db::Snapshot& s) { return next_due(s, inside); }), now + seconds{2});
    const auto due_of = [&](const Kinds& kinds) {
        return look([&](db::Snapshot& s) { return due(s, kinds, now + hours{1}, 10); });
    };
    ASSERT_EQ(due_of(outside).size(), 1U);
    EXPECT_EQ(due_of(outside).front().kind, "call");
    ASSERT_EQ(due_of(inside).size(), 1U);
    EXPECT_EQ(due_of(inside).front().kind, "ring");
}

TEST_P(Events, PlanningTellsWhoeverRunsJobsWhenTheEarliestIsDue) {
    hub.take_earliest();
    plan("ring", now + hours{2});
    plan("ring", now + hours{1});
    plan("ring", now + hours{3});
    EXPECT_EQ(hub.take_earliest(), now + hours{1});
    EXPECT_GT(hub.take_earliest(), now + hours{10'000});
}

TEST_P(Events, JobsThatCameToTheirEndAreSweptAwayInTheEnd) {
    hub.job("ring", [](db::Tx&, const Job&) -> Result<Done> { return base::done; });
    for (int i = 0; i < 5; ++i) plan("ring", now);
    run_jobs();
    plan("ring", now);  // Waits, and stays however old it is.
    const auto forget = [&](base::Time until) {
        return must([&](db::Tx& tx) -> Result<std::int64_t> { return forget_jobs(tx, until, 3); });
    };
    EXPECT_EQ(forget(now), 0);
    EXPECT_EQ(forget(now + seconds{1}), 3);
    EXPECT_EQ(forget(now + seconds{1}), 2);
    EXPECT_EQ(waiting().size(), 1U);

    run_jobs();
    now += days{40};
    plan("ring",
         now - days{39});  // Late, as after a long time off: kept from its end all the same.
    run_jobs();
    EXPECT_EQ(forget(now - days{30}), 1) << "the one of 40 days ago";
    EXPECT_EQ(forget(now - days{30}), 0);
}

ON_EVERY_DATABASE(Events);

}  // namespace
}  // namespace events
