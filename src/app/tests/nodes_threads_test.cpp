// Two nodes of one market in one process, on PostgreSQL.

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <thread>

#include "app/app.hpp"
#include "db/lease.hpp"
#include "db/tx.hpp"
#include "http/tests/client.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

using http::tests::Client;
using http::tests::Reply;

/// One node, served on threads of its own while it is in scope.
class Node {
public:
    Node(Settings settings, base::Clock clock, Backstage backstage)
        : app(std::move(settings), std::move(clock), backstage), serving_([this] { app.run(); }) {}
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    ~Node() {
        app.stop();
        serving_.join();
    }

    Reply ask(const std::string& head, const std::string& body = "") const {
        Client client(app.port());
        std::string request = head.substr(0, head.find('\n')) + " HTTP/1.1\r\nHost: market\r\n";
        if (head.find('\n') != std::string::npos) request += head.substr(head.find('\n') + 1);
        if (!body.empty()) request += "Content-Type: application/json\r\n";
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
        return client.send(request + body).read();
    }
    /// What a member asks.
    Reply ask(const std::string& head, const std::string& cookie, const std::string& body) const {
        return ask(head + "\nCookie: " + cookie + "\r\n", body);
    }

    App app;

private:
    std::thread serving_;
};

class Nodes : public ::testing::Test {
protected:
    void SetUp() override {
        if (std::getenv("FAIRGROUND_POSTGRES") == nullptr) {
            GTEST_SKIP() << "a market on SQLite has one program; this needs PostgreSQL";
        }
        place.emplace(db::Dialect::postgres);
    }

    std::unique_ptr<Node> node(std::int64_t number, Backstage backstage = Backstage::by_hand,
                               std::int64_t lease_millis = 600'000) {
        Settings made;
        made.data = (place->directory() / ("node" + std::to_string(number))).string();
        made.simulator_file = (place->directory() / "simulator.log").string();
        made.database = place->text();
        made.port = 0;
        made.node = number;
        made.lease_millis = lease_millis;
        made.password_operations = 1;
        made.password_memory_kib = 8;
        return std::make_unique<Node>(
            std::move(made), [this] { return now; }, backstage);
    }

    /// Makes a member through this node and returns the cookie.
    static std::string join(const Node& node, const std::string& handle) {
        const Reply reply =
            node.ask("POST /api/v1/members",
                     R"({"handle":")" + handle + R"(","name":"Somebody","password":"a long one"})");
        EXPECT_EQ(reply.status, 201) << reply.body;
        const auto cookie = reply.headers.find("Set-Cookie");
        if (cookie == reply.headers.end()) return "";
        return cookie->second.substr(0, cookie->second.find(';'));
    }

    static Reply say(const Node& node, const std::string& cookie, const std::string& text) {
        return node.ask("POST /api/v1/moments", cookie,
                        R"({"text":")" + text + R"(","audience":"everybody"})");
    }

    std::int64_t count(const std::string& sql) const {
        return db::Snapshot(*db::open_writer(place->address()), now).number(sql);
    }

    /// As if so much time had gone by without a word of the holder.
    void let_the_lease_run_out() const {
        db::open_writer(place->address())->script("update lease set until = 0");
    }

    /// Asks until the node says that it writes.
    static void wait_for_holder(const Node& node) {
        while (node.ask("GET /readyz").body.find("holder") == std::string::npos) {
        }
    }

    std::optional<tests::Place> place;
    base::Time now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15}};
};

TEST_F(Nodes, OneWritesAndTheOtherHandsOn) {
    const auto a = node(1), b = node(2);
    EXPECT_TRUE(a->app.holds());
    EXPECT_FALSE(b->app.holds());
    EXPECT_NE(a->ask("GET /readyz").body.find("holder"), std::string::npos);
    EXPECT_NE(b->ask("GET /readyz").body.find("follower"), std::string::npos);
    EXPECT_FALSE(b->app.setup_code().has_value());

    const std::string cookie = join(*b, "ann");
    EXPECT_EQ(say(*b, cookie, "by way of b").status, 201);
    EXPECT_EQ(say(*a, cookie, "straight").status, 201);
    for (const Node* one : {a.get(), b.get()}) {
        const std::string feed = one->ask("GET /api/v1/feed", cookie, "").body;
        EXPECT_NE(feed.find("by way of b"), std::string::npos);
        EXPECT_NE(feed.find("straight"), std::string::npos);
    }
    const Reply refused = b->ask("POST /api/v1/moments", cookie, R"({"text":7})");
    EXPECT_EQ(refused.status, 422) << "a refusal comes back as it is";
    EXPECT_EQ(refused.headers.at("Content-Type"), "application/problem+json");
}

TEST_F(Nodes, AreOneInWhatHappensOnce) {
    const auto a = node(1), b = node(2);
    const std::string cookie = join(*a, "ann");
    const auto keyed = [&](const Node& one) {
        return one.ask(
            "POST /api/v1/moments\nIdempotency-Key: once-and-only\r\nCookie: " + cookie + "\r\n",
            R"({"text":"once","audience":"everybody"})");
    };
    const Reply first = keyed(*b), again = keyed(*a), third = keyed(*b);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.body, again.body);
    EXPECT_EQ(first.body, third.body);
    EXPECT_EQ(count("select count(*) from moments"), 1);
}

TEST_F(Nodes, RefuseOnTheVeryNextReadWhoSignedOutOnTheOther) {
    const auto a = node(1), b = node(2);
    const std::string cookie = join(*a, "ann");
    EXPECT_EQ(b->ask("GET /api/v1/sessions", cookie, "").status, 200);
    EXPECT_LT(a->ask("DELETE /api/v1/sessions/current", cookie, "").status, 300);
    EXPECT_EQ(b->ask("GET /api/v1/sessions", cookie, "").status, 401);

    const std::string other = join(*b, "ben");
    EXPECT_EQ(a->ask("GET /api/v1/sessions", other, "").status, 200);
    EXPECT_LT(b->ask("DELETE /api/v1/sessions/current", other, "").status, 300);
    EXPECT_EQ(a->ask("GET /api/v1/sessions", other, "").status, 401);
    EXPECT_EQ(b->ask("GET /api/v1/sessions", other, "").status, 401);
}

TEST_F(Nodes, LeaveNothingOfABatchThatADeposedOneWrites) {
    const auto a = node(1), b = node(2);
    const std::string cookie = join(*a, "ann");
    let_the_lease_run_out();
    b->app.settle();
    ASSERT_TRUE(b->app.holds());
    ASSERT_TRUE(a->app.holds()) << "it was not told, and writes as if nothing had happened";

    const std::int64_t batches = count("select count(*) from batches");
    const Reply deposed = say(*a, cookie, "too late");
    EXPECT_EQ(deposed.status, 503);
    EXPECT_NE(deposed.body.find("no_holder"), std::string::npos) << deposed.body;
    EXPECT_TRUE(deposed.headers.contains("Retry-After"));
    EXPECT_EQ(count("select count(*) from moments"), 0);
    EXPECT_EQ(count("select count(*) from batches"), batches);

    EXPECT_FALSE(a->app.holds()) << "now it knows";
    a->app.settle();
    EXPECT_EQ(say(*a, cookie, "handed on").status, 201);
    EXPECT_EQ(say(*b, cookie, "straight").status, 201);
    EXPECT_EQ(count("select count(*) from moments"), 2);
    EXPECT_EQ(count("select epoch from lease"), 2);
}

TEST_F(Nodes, WriteAgainAfterOthersHave) {
    const auto a = node(1), b = node(2);
    const std::string cookie = join(*a, "ann");
    for (const Node* next : {b.get(), a.get(), b.get(), a.get()}) {
        let_the_lease_run_out();
        const_cast<Node*>(next)->app.settle();
        ASSERT_TRUE(next->app.holds());
        EXPECT_EQ(say(*next, cookie, "my turn").status, 201);
        say(*a, cookie, "whoever");  // So that the other one learns of it.
        say(*b, cookie, "whoever");
    }
    EXPECT_EQ(count("select count(*) from batches"),
              count("select max(seq) - min(seq) + 1 from batches"));
    EXPECT_EQ(count("select epoch from lease"), 5);
}

TEST_F(Nodes, DoJobsOnTheHolderAlone) {
    const auto a = node(1), b = node(2);
    EXPECT_EQ(b->app.settle(), 0);
    EXPECT_EQ(a->app.settle(), 5)
        << "two sweeps, the search and the clocks of older goods, and the texts of old orders";
}

TEST_F(Nodes, HandNothingOnThatWasHandedOn) {
    const auto a = node(1), b = node(2);
    const std::string secret =
        db::look_at_lease(*db::open_writer(place->address())).lease.value().secret;
    const std::string head =
        "POST /api/v1/moments\nFairground-Client: 192.0.2.7\r\nFairground-Node: ";
    const Reply round = b->ask(head + secret + "\r\n", "{}");
    EXPECT_EQ(round.status, 503);
    EXPECT_NE(round.body.find("no_holder"), std::string::npos) << round.body;
    const Reply stranger = a->ask(head + std::string(secret.size(), 'f') + "\r\n", "{}");
    EXPECT_EQ(stranger.status, 403);
    EXPECT_NE(stranger.body.find("not_a_node"), std::string::npos) << stranger.body;
    EXPECT_EQ(a->ask(head + secret + "\r\n", "{}").status, 401) << "a node may ask for anybody";
}

TEST_F(Nodes, KeepTheClientsAddressWhenHandingOn) {
    const auto a = node(1), b = node(2);
    const std::string secret =
        db::look_at_lease(*db::open_writer(place->address())).lease.value().secret;
    const Reply joined = a->ask(
        "POST /api/v1/members\nFairground-Client: 192.0.2.7\r\nFairground-Node: " + secret + "\r\n",
        R"({"handle":"ann","name":"Ann","password":"a long one"})");
    EXPECT_EQ(joined.status, 201) << joined.body;
    EXPECT_EQ(count("select count(*) from sessions where address = '192.0.2.7'"), 1);
    join(*b, "ben");
    EXPECT_EQ(count("select count(*) from sessions where address = '127.0.0.1'"), 1);
}

TEST_F(Nodes, SayThatTheHolderIsAwayAndThatNothingWasDone) {
    auto a = node(1);
    const auto b = node(2);
    const std::string cookie = join(*a, "ann");
    const auto lease = db::look_at_lease(*db::open_writer(place->address())).lease.value();
    a.reset();
    // As a holder that was killed leaves it.
    db::open_writer(place->address())
        ->script("update lease set until = " + std::to_string(base::micros_of(lease.until)));
    const Reply away = say(*b, cookie, "nobody hears it");
    EXPECT_EQ(away.status, 503);
    EXPECT_NE(away.body.find("holder_away"), std::string::npos) << away.body;
    EXPECT_EQ(b->ask("GET /api/v1/feed", cookie, "").status, 200) << "reading goes on";
}

TEST_F(Nodes, TakeOverAtOnceFromOneThatEnds) {
    auto a = node(1, Backstage::own_threads);
    const auto b = node(2, Backstage::own_threads);
    const std::string cookie = join(*b, "ann");
    a.reset();
    wait_for_holder(*b);  // The lease would last ten minutes.
    EXPECT_EQ(say(*b, cookie, "my turn").status, 201);
}

TEST_F(Nodes, TakeOverFromOneThatIsSilent) {
    const auto a = node(1, Backstage::by_hand, 300);
    const auto b = node(2, Backstage::own_threads, 300);
    wait_for_holder(*b);
    const std::string cookie = join(*b, "ann");
    EXPECT_EQ(say(*b, cookie, "my turn").status, 201);
}

TEST_F(Nodes, TellTheirStreamsWhatHappensOnTheOther) {
    const auto a = node(1, Backstage::own_threads);
    const auto b = node(2, Backstage::own_threads);
    const std::string cookie = join(*a, "ann");
    for (const auto& [one, other] : {std::pair{a.get(), b.get()}, std::pair{b.get(), a.get()}}) {
        Client stream(other->app.port());
        stream.get("/api/v1/hints");
        stream.read_until("event: reset\n");
        EXPECT_EQ(say(*one, cookie, "news").status, 201);
        EXPECT_NE(stream.read_until("\"kind\":\"feed\"").find("event: hint"), std::string::npos);
    }
}

}  // namespace
}  // namespace app
