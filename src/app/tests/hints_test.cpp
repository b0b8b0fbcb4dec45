// Streams that were cut, and what they are told when they come back.

#include <gtest/gtest.h>

#include <thread>

#include "app/app.hpp"
#include "app/hints.hpp"
#include "db/tx.hpp"
#include "http/tests/client.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

using http::tests::Client;

class Streams : public ::testing::TestWithParam<db::Dialect> {
protected:
    Streams() : place(GetParam()) {
        Settings made;
        made.data = (place.directory() / "data").string();
        made.database = place.text();
        made.port = 0;
        made.password_operations = 1;
        made.password_memory_kib = 8;
        app.emplace(
            std::move(made), [this] { return now; }, Backstage::by_hand);
        serving = std::thread([this] { app->run(); });
        ann = join("ann");
        ben = join("ben");
    }
    ~Streams() override {
        app->stop();
        serving.join();
    }

    std::string post(const std::string& path, const std::string& cookie, const std::string& body) {
        Client client(app->port());
        const auto reply = client
                               .send("POST /api/v1/" + path + " HTTP/1.1\r\nHost: market\r\n" +
                                     "Cookie: " + cookie +
                                     "\r\nContent-Type: application/json\r\nContent-Length: " +
                                     std::to_string(body.size()) + "\r\n\r\n" + body)
                               .read();
        EXPECT_EQ(reply.status, 201) << reply.body;
        const auto set = reply.headers.find("Set-Cookie");
        return set == reply.headers.end() ? "" : set->second.substr(0, set->second.find(';'));
    }
    std::string join(const std::string& handle) {
        return post("members", "",
                    R"({"handle":")" + handle + R"(","name":"Somebody","password":"a long one"})");
    }
    void say(const std::string& cookie) {
        post("moments", cookie, R"({"text":"news","audience":"friends"})");
    }
    std::int64_t newest() const {
        return db::Snapshot(*db::open_writer(place.address()), now)
            .number("select max(seq) from events");
    }

    /// All that a stream which goes on after `last` ("": which is new) is told, up to and with what
    /// then happens to Ann.
    std::string begin(const std::string& cookie, const std::string& last) {
        app->settle();
        Client client(app->port());
        client.get("/api/v1/hints", "Cookie: " + cookie + "\r\n" +
                                        (last.empty() ? "" : "Last-Event-ID: " + last + "\r\n"));
        std::string told = client.read_until("retry: 3000\n\n");
        say(ann);
        app->settle();
        const bool named = cookie == ann;
        told +=
            client.read_until(named ? "id: " + std::to_string(newest()) + "\ndata" : "hint\ndata");
        return told;
    }

    tests::Place place;
    base::Time now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15}};
    std::optional<App> app;
    std::thread serving;
    std::string ann, ben;
};

TEST_P(Streams, BeginWithAResetThatNamesTheNewestEvent) {
    const std::string newest_id = "event: reset\nid: " + std::to_string(newest()) + "\n";
    EXPECT_NE(begin(ann, "").find(newest_id), std::string::npos);
    EXPECT_NE(begin("", "1").find("event: reset\ndata"), std::string::npos)
        << "nobody else is told how much happens";
}

TEST_P(Streams, ThatWereCutAreToldWhatTheyMissedAndNoMore) {
    const std::int64_t seen = newest();
    say(ann);
    say(ben);
    say(ben);
    const std::string mine = begin(ann, std::to_string(seen));
    EXPECT_EQ(mine.find("reset"), std::string::npos) << mine;
    EXPECT_NE(mine.find("id: " + std::to_string(seen + 1) + "\n"), std::string::npos) << mine;
    EXPECT_EQ(mine.find("id: " + std::to_string(seen + 2) + "\n"), std::string::npos) << mine;
    const auto unnamed = mine.find("event: hint\ndata");
    EXPECT_NE(unnamed, std::string::npos) << "that there is something new by somebody";
    EXPECT_EQ(mine.find("event: hint\ndata", unnamed + 1), std::string::npos) << "said once";
}

TEST_P(Streams, BeginAnewWhereWhatTheyMissedIsTooMuchOrUnknown) {
    for (int i = 0; i <= Hints::missed_max; ++i) say(ben);
    const std::string longer_ago = std::to_string(newest() - Hints::missed_max - 1);
    for (const std::string& last :
         {std::string{"999999999"}, std::string{"-1"}, std::string{"x"}, longer_ago}) {
        EXPECT_NE(begin(ann, last).find("event: reset"), std::string::npos) << last;
    }
}

ON_EVERY_DATABASE(Streams);

}  // namespace
}  // namespace app
