#include "app/job_routes.hpp"

#include "events/trouble.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace app {
namespace {

using tests::Method;
using tests::Reply;

class JobRoutes : public tests::WithPeople<tests::RoutesTest> {
protected:
    JobRoutes() : WithPeople({events::migrations(), members::migrations()}, members::authenticate) {
        hub.job(
            "letter",
            [](db::Tx&, const events::Job&) -> base::Result<base::Done> { return base::done; },
            events::Patience::a_day);
        hub.errand("call", [](db::Writer&, const events::Job&) {});
        add_job_routes(*router, hub);
    }

    void SetUp() override {
        const auto olga = join("olga");
        make_operator(olga);
        as_operator = cookie_of(olga);
    }

    /// A job that has failed so often.
    std::string failed(std::string_view kind, std::int64_t subject, std::int64_t times) {
        const auto id = must([&](db::Tx& tx) -> base::Result<events::JobId> {
            return events::at(tx, kind, now, subject);
        });
        for (std::int64_t tried = 0; tried < times; ++tried) {
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                events::Job job;
                job.id = id;
                job.kind = kind;
                job.attempts = tried;
                events::postpone(tx, job, "provider_away");
                return base::done;
            });
        }
        return std::to_string(id.value);
    }
    Reply get(const std::string& rest) {
        return call(Method::get, "/api/v1/operator/jobs" + rest, "", as_operator);
    }
    Reply again(const std::string& id, const std::string& body = "{}") {
        return call(Method::post, "/api/v1/operator/jobs/" + id + "/try-again", body, as_operator);
    }

    std::string as_operator;
};

TEST_P(JobRoutes, AreTheOperatorsAlone) {
    const std::string id = failed("letter", 1, 1);
    const std::string as_ann = cookie_of(join("ann"));
    for (const std::string& cookie : {std::string{}, as_ann}) {
        const int status = cookie.empty() ? 401 : 403;
        const std::string path = "/api/v1/operator/jobs";
        EXPECT_EQ(call(Method::get, path + "?trouble=failing", "", cookie).status, status);
        EXPECT_EQ(call(Method::get, path + "/health", "", cookie).status, status);
        EXPECT_EQ(call(Method::post, path + "/" + id + "/try-again", "{}", cookie).status, status);
    }
}

TEST_P(JobRoutes, ListWhatFailsWithWhyAndWhenItIsTriedAgain) {
    const std::string id = failed("call", 77, 3);
    const Reply list = get("?trouble=failing");
    ASSERT_EQ(list.status, 200);
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.id"), id);
    EXPECT_EQ(list.at("items.0.kind"), "call");
    EXPECT_EQ(list.at("items.0.trouble"), "failing");
    EXPECT_EQ(list.at("items.0.outside"), "true");
    EXPECT_EQ(list.at("items.0.subject"), "77");
    EXPECT_EQ(list.at("items.0.tries"), "3");
    EXPECT_EQ(list.at("items.0.since"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(list.at("items.0.due"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(list.at("items.0.next_try"), "2030-01-01T12:00:04.000000Z");
    EXPECT_EQ(list.at("items.0.last_error"), "provider_away");
    EXPECT_EQ(get("/health").at("failing"), "1");
    EXPECT_EQ(get("?trouble=dead").count(), 0U);
    EXPECT_EQ(get("").status, 422) << "which ones is to be said";
    EXPECT_EQ(get("?trouble=failing&after=never").status, 422);
}

TEST_P(JobRoutes, PageOnFromWhereAPageEnded) {
    for (int i = 0; i < 3; ++i) failed("letter", i, 1);
    const Reply first = get("?trouble=failing&limit=2");
    ASSERT_EQ(first.count(), 2U);
    const Reply second = get("?trouble=failing&limit=2&after=" + first.at("next"));
    ASSERT_EQ(second.count(), 1U);
    EXPECT_EQ(second.at("items.0.subject"), "2");
    EXPECT_EQ(second.at("next"), "null");
}

TEST_P(JobRoutes, OP_03_have_a_dead_one_tried_again_and_say_who_did_it) {
    const std::string id = failed("letter", 5, events::tries_most);
    const Reply list = get("?trouble=dead");
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.next_try"), "null");
    const Reply reply = again(id, R"({"reason":"the disk is back"})");
    ASSERT_EQ(reply.status, 200) << reply.code();
    EXPECT_EQ(reply.at("trouble"), "failing");
    EXPECT_EQ(reply.at("next_try"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(get("?trouble=dead").count(), 0U);
    const auto lines = look([](db::Snapshot& s) { return members::audit_lines(s, INT64_MAX, 1); });
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines.front().act, "job_tried_again: letter");
    EXPECT_EQ(lines.front().reason, "the disk is back");
    EXPECT_TRUE(lines.front().before.has_value());

    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(again(id).code(), "job_not_in_trouble");
    EXPECT_EQ(again("404").code(), "no_such_job");
    EXPECT_EQ(get("/health").at("failing"), "0");
}

ON_EVERY_DATABASE(JobRoutes);

}  // namespace
}  // namespace app
