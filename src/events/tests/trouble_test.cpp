#include "events/trouble.hpp"

#include "base/text.hpp"
#include "tests/market.hpp"

namespace events {
namespace {

using base::Done;
using base::Result;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr base::Reason not_now{base::Kind::conflict, "not_now"};

class Troubles : public tests::MarketTest {
protected:
    Troubles() : MarketTest({migrations()}) {
        hub.job("clock", [](db::Tx&, const Job&) -> Result<Done> { return base::done; });
        hub.job(
            "letter",
            [this](db::Tx&, const Job&) -> Result<Done> {
                if (broken) return not_now;
                return base::done;
            },
            Patience::a_day);
    }

    JobId plan(std::string_view kind, base::Time due, std::int64_t subject = 1) {
        return must([&](db::Tx& tx) -> Result<JobId> { return at(tx, kind, due, subject); });
    }
    TroubledJob known(JobId id) {
        return *look([&](db::Snapshot& s) { return events::job(s, id); });
    }
    Health health_now() {
        return look([](db::Snapshot& s) { return health(s); });
    }
    std::vector<TroubledJob> list(Trouble trouble, const TroubleCursor& after = {},
                                  std::int64_t limit = 100) {
        return look([&](db::Snapshot& s) { return in_trouble(s, trouble, after, limit); });
    }
    /// Fails it at its time, so often.
    void fail(JobId id, std::int64_t times, const std::string& error = "broken") {
        for (std::int64_t i = 0; i < times; ++i) {
            const TroubledJob job = known(id);
            now = std::max(now, job.due);
            must([&](db::Tx& tx) -> Result<Done> {
                Job given;
                given.id = id;
                given.kind = job.kind;
                given.attempts = job.attempts;
                postpone(tx, given, error);
                return base::done;
            });
        }
    }
    Result<TroubledJob> again(JobId id) {
        return act([&](db::Tx& tx) { return try_again(tx, id); });
    }

    bool broken = true;
};

TEST_P(Troubles, OP_03_only_a_kind_that_says_so_is_set_aside_after_a_day_of_trying) {
    const base::Time began = now;
    const JobId letter = plan("letter", now);
    const JobId clock = plan("clock", now, 2);
    fail(letter, tries_most - 1);
    EXPECT_EQ(known(letter).state, JobState::waiting);
    fail(letter, 1);
    EXPECT_EQ(known(letter).state, JobState::dead);
    EXPECT_EQ(known(letter).first_due, began);
    EXPECT_EQ(known(letter).failing_since, began);
    EXPECT_GT(now, began + hours{23});
    EXPECT_LT(now, began + hours{26});

    fail(clock, tries_most * 2);
    EXPECT_EQ(known(clock).state, JobState::waiting);
    EXPECT_EQ(known(clock).due, now + hours{1});
    const Health found = health_now();
    EXPECT_EQ(found.dead, 1);
    EXPECT_EQ(found.failing, 1);
    EXPECT_EQ(found.late, 0);
}

TEST_P(Troubles, ADeadJobIsNotTriedAndNotSweptAwayUntilAnOperatorSaysSo) {
    const JobId id = plan("letter", now);
    fail(id, tries_most);
    now += hours{24 * 365};
    EXPECT_EQ(run_jobs(), 0);
    EXPECT_EQ(must([&](db::Tx& tx) -> Result<std::int64_t> { return forget_jobs(tx, now, 100); }),
              0);
    EXPECT_FALSE(look([](db::Snapshot& s) { return next_due(s); }));

    hub.take_earliest();
    const auto tried = again(id);
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->state, JobState::waiting);
    EXPECT_EQ(hub.take_earliest(), now) << "whoever runs jobs is told";
    EXPECT_EQ(list(Trouble::failing).size(), 1U) << "until it is done";
    fail(id, 1);
    EXPECT_EQ(known(id).state, JobState::waiting) << "it has all its patience again";
    broken = false;
    now = known(id).due;
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(known(id).state, JobState::done);
    EXPECT_TRUE(list(Trouble::failing).empty());
    EXPECT_TRUE(list(Trouble::dead).empty());
    EXPECT_EQ(health_now().failing_since, std::nullopt);
    EXPECT_EQ(again(id).error(), job_not_in_trouble);
    EXPECT_EQ(again(JobId{404}).error(), no_such_job);
}

TEST_P(Troubles, AJobThatFailsIsTriedAtOnceWhenAnOperatorSaysSo) {
    const JobId id = plan("clock", now);
    fail(id, 20);
    EXPECT_EQ(run_jobs(), 0);
    ASSERT_TRUE(again(id));
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(known(id).state, JobState::done);
}

TEST_P(Troubles, AJobThatNobodyHasTriedIsLateAfterAWhile) {
    const JobId id = plan("clock", now);
    plan("clock", now + hours{1}, 2);
    now += late_after - seconds{1};
    EXPECT_TRUE(list(Trouble::late).empty());
    EXPECT_EQ(health_now().due, 1);
    now += seconds{1};
    ASSERT_EQ(list(Trouble::late).size(), 1U);
    EXPECT_EQ(list(Trouble::late).front().id, id);
    EXPECT_EQ(health_now().late, 1);
    EXPECT_EQ(health_now().due_since, now - late_after);
    const auto tried = again(id);
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->due, now - late_after) << "rules count from it";
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(health_now().due, 0);
    EXPECT_EQ(health_now().due_since, std::nullopt);
}

TEST_P(Troubles, ArePagedByWhatIsLongestInTrouble) {
    std::vector<JobId> ids;
    for (int i = 0; i < 5; ++i) {
        ids.push_back(plan("clock", now, i));
        fail(ids.back(), 1);
        if (i % 2 == 1) now += seconds{1};  // Two of the same instant.
    }
    std::vector<JobId> seen;
    TroubleCursor after;
    for (auto page = list(Trouble::failing, after, 2); !page.empty();
         page = list(Trouble::failing, after, 2)) {
        for (const TroubledJob& job : page) seen.push_back(job.id);
        after = cursor_of(page.back());
    }
    EXPECT_EQ(seen, ids);
}

TEST_P(Troubles, KeepOneShortLineOfWhateverTheErrorSaid) {
    const JobId id = plan("clock", now);
    fail(id, 1, "no\nline\tends");
    EXPECT_EQ(known(id).last_error, "no line ends");
    // An umlaut lies across the place where it is cut.
    fail(id, 1, std::string(499, 'x') + "\xC3\xBC and more");
    EXPECT_EQ(known(id).last_error, std::string(499, 'x'));
    fail(id, 1, "\xFF\xFE broken");
    EXPECT_EQ(known(id).last_error, "?? broken");
}

ON_EVERY_DATABASE(Troubles);

}  // namespace
}  // namespace events
