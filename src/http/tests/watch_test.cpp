#include "http/watch.hpp"

#include <gmock/gmock.h>

#include <mutex>

#include "base/log.hpp"
#include "http/forward.hpp"
#include "tests/routes.hpp"

namespace http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using tests::Reply;

struct WordForm {
    Line<1, 60> word;
};
BOOST_DESCRIBE_STRUCT(WordForm, (), (word))
struct WordView {
    std::string word;
};
BOOST_DESCRIBE_STRUCT(WordView, (), (word))

constexpr base::Reason not_today{base::Kind::conflict, "not_permitted"};

class Watching : public tests::RoutesTest {
protected:
    Watching() : RoutesTest({events::migrations()}, nobody) {
        base::log_to([this](std::string_view line) {
            const std::lock_guard lock(mutex_);
            lines_ += line;
            lines_ += '\n';
        });
    }
    ~Watching() override {
        writer->stop();
        base::log_to(nullptr);
    }

    static Caller nobody(db::Snapshot&, std::string_view token) {
        Caller caller;
        caller.member = base::MemberId{token.empty() ? 0 : 7};
        return caller;
    }

    void open(WatchOptions options) {
        router.emplace(Services{*writer, readers, *pool},
                       RouterOptions{nobody, {}, false, options});
        router->query(
            Method::get, "/api/v1/words/{word}", "Says it", Access::open(),
            [](db::Snapshot&, const Call&, const WordForm& form) -> base::Result<WordView> {
                if (form.word.value == "broken") throw std::runtime_error("a pipe broke");
                return WordView{form.word.value};
            });
        router->command(Method::post, "/api/v1/words", "Keeps it", Access::open(),
                        [](db::Tx&, const Call&, const WordForm& form) -> base::Result<WordView> {
                            if (form.word.value == "no") return not_today;
                            const auto began = base::Stopwatch::now();
                            while (base::micros_between(began, base::Stopwatch::now()) < 3'000) {
                            }
                            base::log(base::Level::info, "inside");
                            return WordView{form.word.value};
                        });
    }
    std::string said() {
        const std::lock_guard lock(mutex_);
        return std::exchange(lines_, {});
    }
    static std::string id_of(const Reply& reply) {
        for (const auto& [name, value] : reply.response.headers) {
            if (name == request_id_header) return value;
        }
        return "";
    }

private:
    std::mutex mutex_;
    std::string lines_;
};

TEST_P(Watching, GivesEachRequestAnIdOrKeepsItsOwn) {
    open({});
    const std::string path = "/api/v1/words/a";
    const std::string one = id_of(call(Method::get, path)), two = id_of(call(Method::get, path));
    EXPECT_TRUE(is_request_id(one)) << one;
    EXPECT_NE(one, two);
    const auto with = [&](const std::string& id) {
        return id_of(call_with(Method::get, path, "", {{"x-request-id", id}}));
    };
    EXPECT_EQ(with("proxy-17.a_B"), "proxy-17.a_B");
    EXPECT_EQ(with(std::string(64, 'a')), std::string(64, 'a'));
    for (const std::string& bad : {std::string(65, 'a'), std::string{"a b"}, std::string{"\"x"}}) {
        EXPECT_NE(with(bad), bad);
        EXPECT_TRUE(is_request_id(with(bad)));
    }
}

TEST_P(Watching, SaysTheIdInWhatWentWrong) {
    open({});
    const Reply refused = call(Method::post, "/api/v1/words", R"({"word":"no"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.at("request"), id_of(refused));
    const Reply nowhere = call(Method::get, "/api/v1/nowhere");
    EXPECT_EQ(nowhere.at("request"), id_of(nowhere));
    const Reply good = call(Method::get, "/api/v1/words/a");
    EXPECT_EQ(good.at("request"), "(nothing)");
}

TEST_P(Watching, WritesDownWhatBrokeUnderTheIdThatTheAnswerHas) {
    open({});
    const Reply broken = call(Method::get, "/api/v1/words/broken");
    EXPECT_EQ(broken.status, 500);
    const std::string lines = said();
    const std::string mark = "\"request\":\"" + id_of(broken) + "\"";
    EXPECT_THAT(lines, HasSubstr("{\"message\":\"a pipe broke\"," + mark));
    EXPECT_THAT(lines, HasSubstr("{\"message\":\"a request broke\"," + mark));
    call(Method::get, "/api/v1/words/a");
    EXPECT_EQ(said(), "") << "what is well and quick is not worth a line";
}

TEST_P(Watching, WritesDownWhatTookLongAndWhereTheTimeWent) {
    open({false, std::chrono::microseconds{2'000}});
    const Reply reply = call(Method::post, "/api/v1/words", R"({"word":"slow"})", "fairground=t");
    ASSERT_EQ(reply.status, 200);
    const std::string lines = said();
    const std::string mark = "\"request\":\"" + id_of(reply) + "\"";
    EXPECT_THAT(lines, HasSubstr("{\"message\":\"inside\"," + mark)) << "in the writer's thread";
    EXPECT_THAT(lines, HasSubstr("\"a request took long\"," + mark));
    EXPECT_THAT(lines, HasSubstr("\"method\":\"POST\",\"route\":\"/api/v1/words\","
                                 "\"work\":\"command\",\"status\":200"));
    EXPECT_THAT(lines, HasSubstr("\"member\":7"));
    const auto number = [&](std::string_view name) {
        const std::string key = "\"" + std::string{name} + "\":";
        return std::stoll(lines.substr(lines.find(key, lines.find("took long")) + key.size()));
    };
    EXPECT_GE(number("act_us"), 3'000);
    EXPECT_GE(number("took_us"), number("waited_us") + number("act_us"));
}

TEST_P(Watching, SaysOfManySlowRequestsThatThereAreMany) {
    open({});
    said();
    Watch watch({false, std::chrono::microseconds{1'000}});
    Seen slow;
    slow.took = 2'000;
    constexpr int requests = 1'000;
    for (int i = 0; i < requests; ++i) watch.note(slow);
    const std::string lines = said();
    EXPECT_GE(std::ranges::count(lines, '\n'), slow_lines_max);
    EXPECT_LT(std::ranges::count(lines, '\n'), requests / 2);
}

TEST_P(Watching, KeepsSecretsOutOfTheLog) {
    open({true, std::chrono::microseconds{0}});
    call_with(Method::get, "/api/v1/words/path-secret?word2=query-secret", "",
              {{"cookie", "fairground=cookie-secret"}, {"authorization", "Bearer head-secret"}});
    call(Method::post, "/api/v1/words", R"({"word":"body-secret"})", "fairground=cookie-secret");
    const std::string lines = said();
    EXPECT_THAT(lines, HasSubstr("\"message\":\"request\""));
    EXPECT_THAT(lines, HasSubstr("/api/v1/words/{word}"));
    EXPECT_THAT(lines, Not(HasSubstr("secret")));
}

TEST_P(Watching, CountsHowLongRequestsTookByTheirSort) {
    open({});
    call(Method::get, "/api/v1/words/a");
    call(Method::get, "/api/v1/words/broken");
    call(Method::post, "/api/v1/words", R"({"word":"no"})");
    const auto count = [&](WorkClass work, std::size_t status) {
        const auto& histogram = router->watch().times(work, status);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i <= histogram.bounds().size(); ++i) sum += histogram.count(i);
        return sum;
    };
    EXPECT_EQ(count(WorkClass::query, 0), 1);
    EXPECT_EQ(count(WorkClass::query, 3), 1);
    EXPECT_EQ(count(WorkClass::command, 2), 1);
    EXPECT_EQ(count(WorkClass::command, 0), 0);
    const Route& query = router->routes().front();
    EXPECT_EQ(query.counters->requests, 2);
    EXPECT_EQ(query.counters->accidents, 1);
}

TEST_P(Watching, HandsTheIdOnToTheNodeThatWrites) {
    Request request;
    const std::vector<std::string> words{"x-request-id", "from-the-client"};
    request.method = Method::post;
    request.target = "/api/v1/words";
    request.headers.push_back({words[0], words[1]});
    request.id = "given-here";
    const std::string there = handed_on(request, "secret");
    EXPECT_THAT(there, HasSubstr("X-Request-Id: given-here\r\n"));
    EXPECT_THAT(there, Not(HasSubstr("from-the-client")));
    Response answer;
    answer.headers.emplace_back("x-request-id", "given-here");
    sign(answer, "given-here");
    EXPECT_EQ(answer.headers.size(), 1U) << "the other node has signed it";
}

ON_EVERY_DATABASE(Watching);

}  // namespace
}  // namespace http
