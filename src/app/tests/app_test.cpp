#include "app/app.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "app/tests/asked.hpp"
#include "db/tx.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

using tests::asked;
using tests::get;

class Apps : public ::testing::TestWithParam<db::Dialect> {
protected:
    Apps() : place(GetParam()) {}

    Settings settings(bool demo) {
        Settings made;
        made.data = (place.directory() / "data").string();
        made.database = place.text();
        made.port = 0;
        made.demo = demo;
        made.demo_picture_width = 16;
        made.password_operations = 1;
        made.password_memory_kib = 8;
        return made;
    }

    tests::Place place;
    base::Time now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15} + std::chrono::hours{9}};
};

TEST_P(Apps, OpenAnEmptyMarketThatWantsAnOperator) {
    App app(
        settings(false), [this] { return now; }, Backstage::by_hand);
    EXPECT_TRUE(app.setup_code().has_value());
    std::thread serving([&] { app.run(); });
    EXPECT_NE(get(app.port(), "/healthz").find("200 OK"), std::string::npos);
    EXPECT_NE(get(app.port(), "/api/v1/market").find("\"needs_operator\":true"), std::string::npos);
    EXPECT_NE(get(app.port(), "/api/v1/market").find("\"payment_methods\":[\"simulator\"]"),
              std::string::npos)
        << "nobody said where to transfer to";
    EXPECT_NE(get(app.port(), "/api/v1/openapi.json").find("\"openapi\":\"3.1.0\""),
              std::string::npos);
    EXPECT_NE(get(app.port(), "/api/v1/nothing").find("no_such_route"), std::string::npos);
    const std::string wrong = get(app.port(), "/api/v1/orders/1/pay");
    EXPECT_NE(wrong.find(" 405 "), std::string::npos) << wrong;
    EXPECT_NE(wrong.find("Allow: POST\r\n"), std::string::npos) << wrong;
    app.stop();
    serving.join();
}

TEST_P(Apps, LeaveADirectoryToTheProgramThatHasIt) {
    if (GetParam() == db::Dialect::postgres) GTEST_SKIP() << "a server's market may have several";
    const auto clock = [this] { return now; };
    {
        const App first(settings(false), clock, Backstage::by_hand);
        EXPECT_THROW(App(settings(false), clock, Backstage::by_hand), std::runtime_error);
    }
    EXPECT_NO_THROW(App(settings(false), clock, Backstage::by_hand));
}

/// A copy of the files as `kill -9` would leave them, opened: the log is read and not copied back
/// before anybody is let in. A market that was closed has no log.
TEST_P(Apps, OpenWithoutCopyingTheLogBackAndCloseWithIt) {
    if (GetParam() == db::Dialect::postgres) GTEST_SKIP() << "a server keeps its own log";
    const auto log = place.directory() / "market.db-wal";
    const auto killed = place.directory() / "killed";
    std::filesystem::create_directories(killed);
    {
        App app(
            settings(true), [this] { return now; }, Backstage::by_hand);
        ASSERT_GT(std::filesystem::file_size(log), 0U);
        for (const char* name : {"market.db", "market.db-wal"}) {
            std::filesystem::copy_file(place.directory() / name, killed / name);
        }
    }
    EXPECT_FALSE(std::filesystem::exists(log));

    const auto before = std::filesystem::last_write_time(killed / "market.db");
    Settings again = settings(false);
    again.data = (place.directory() / "other").string();
    again.database = "sqlite:" + (killed / "market.db").string();
    App app(
        again, [this] { return now; }, Backstage::by_hand);
    EXPECT_EQ(std::filesystem::last_write_time(killed / "market.db"), before);
}

TEST_P(Apps, FillADemoOnceWithTradeThatEndsNow) {
    {
        App app(
            settings(true), [this] { return now; }, Backstage::by_hand);
        EXPECT_FALSE(app.setup_code().has_value());
        app.settle();
    }
    // Half of its trade is older than the log is kept: what is swept had been counted.
    const auto reader = db::open_reader(place.address());
    reader->begin_read();
    const auto number = [&](std::string_view sql) {
        return db::Snapshot(*reader, now).number(sql);
    };
    EXPECT_GT(number("select count(*) from orders"), 500);
    EXPECT_EQ(number("select sum(orders_placed) from cells where dated = 'order'"),
              number("select count(*) from orders"));
    reader->end_read();
    App again(
        settings(true), [this] { return now; }, Backstage::by_hand);
    again.settle();
    std::thread serving([&] { again.run(); });
    const std::string market = get(again.port(), "/api/v1/market");
    EXPECT_NE(market.find("demo_mei"), std::string::npos);
    const std::string feed = get(again.port(), "/api/v1/feed?limit=100");
    EXPECT_NE(feed.find("Calculus textbook"), std::string::npos);
    EXPECT_EQ(feed.find("Calculus textbook"), feed.rfind("Calculus textbook"));
    EXPECT_EQ(feed.find("Half a lamb"), std::string::npos) << "for friends only";
    again.stop();
    serving.join();
}

TEST_P(Apps, SweepWhatIsPastItsTimeAndPlanTheNextSweep) {
    App app(
        settings(false), [this] { return now; }, Backstage::by_hand);
    EXPECT_EQ(app.settle(), 5)
        << "the sweep, that of the pictures, the folding of an older version's goods for the "
           "search, the clocks that it left out, and the texts of old orders";
    const auto next = app.next_due();
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(*next, now + std::chrono::minutes{10});
    now = *next;
    EXPECT_EQ(app.settle(), 1);
}

TEST_P(Apps, WriteDownWhenSessionsWereLastSeen) {
    std::atomic<std::int64_t> micros = base::micros_of(now);
    App app(
        settings(false), [&] { return base::time_of(micros); }, Backstage::by_hand);
    app.settle();
    std::thread serving([&] { app.run(); });
    const auto post = [&](const std::string& path, const std::string& body) {
        const std::string answer =
            asked(app.port(), "POST " + path +
                                  " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                                  "Content-Type: application/json\r\nContent-Length: " +
                                  std::to_string(body.size()) + "\r\n\r\n" + body);
        const std::size_t at = answer.find("fairground=");
        EXPECT_NE(at, std::string::npos) << answer;
        return "Cookie: " + answer.substr(at, answer.find(';', at) - at) + "\r\n";
    };
    const auto get_as = [&](const std::string& cookie, const std::string& path) {
        return asked(app.port(), "GET " + path + " HTTP/1.1\r\nHost: here\r\n" + cookie +
                                     "Connection: close\r\n\r\n");
    };
    const std::string who = R"("handle":"ann","password":"a bridge of blue cheese")";
    const std::string phone = post("/api/v1/members", "{" + who + R"(,"name":"Ann"})");
    const std::string desk = post("/api/v1/sessions", "{" + who + "}");

    micros = base::micros_of(now + std::chrono::minutes{5});
    EXPECT_NE(get_as(phone, "/api/v1/me").find("\"ann\""), std::string::npos);
    micros = base::micros_of(now + std::chrono::minutes{10});
    app.settle();
    EXPECT_NE(get_as(desk, "/api/v1/sessions").find("\"seen\":\"2030-03-15T09:05:00.000000Z\""),
              std::string::npos);
    app.stop();
    serving.join();
}

ON_EVERY_DATABASE(Apps);

}  // namespace
}  // namespace app
