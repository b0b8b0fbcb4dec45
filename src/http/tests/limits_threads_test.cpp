// What a hostile or slow client runs into.

#include <gtest/gtest.h>

#include <algorithm>

#include "http/server.hpp"
#include "http/tests/client.hpp"

namespace http {
namespace {

using namespace std::chrono_literals;
using tests::Client;
using tests::echo;
using tests::plain;
using tests::Reply;
using tests::Running;

const Limits small_limits{
    .head_bytes_max = 512, .target_bytes_max = 64, .head_count_max = 8, .body_bytes_max = 32};

std::string head(const std::string& line, const std::string& headers = "") {
    return line + "\r\nHost: a\r\n" + headers + "\r\n";
}

TEST(Limits, answer_with_a_problem_and_hang_up) {
    struct Row {
        std::string bytes;
        int status;
        std::string code;
    };
    const std::string many = "A: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n";
    const std::vector<Row> rows{
        {"GET / HTTP/1.1\n", 400, "bad_request"},
        {head("POST / HTTP/1.1", "Content-Length: 33\r\n"), 413, "body_too_large"},
        {head("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n") + "21\r\n", 413,
         "body_too_large"},
        {head("GET /" + std::string(64, 'x') + " HTTP/1.1"), 414, "target_too_long"},
        {head("POST / HTTP/1.1", "Expect: wonders\r\n"), 417, "expectation_failed"},
        {head("GET / HTTP/1.1", "A: " + std::string(512, 'x')), 431, "head_too_large"},
        {head("GET / HTTP/1.1", many), 431, "head_too_large"},
        {head("POST / HTTP/1.1", "Transfer-Encoding: gzip\r\n"), 501, "not_implemented"},
        {"PRI * HTTP/2.0\r\n\r\n", 505, "version_not_supported"},
    };
    Running server({.limits = small_limits}, echo);
    for (const Row& row : rows) {
        SCOPED_TRACE(row.bytes);
        Client client(server.port());
        const Reply reply = client.send(row.bytes).read();
        EXPECT_EQ(reply.status, row.status);
        EXPECT_EQ(reply.headers.at("Content-Type"), "application/problem+json");
        EXPECT_EQ(reply.headers.at("Connection"), "close");
        EXPECT_NE(reply.body.find("\"code\":\"" + row.code + '"'), std::string::npos);
        EXPECT_TRUE(client.at_end());
    }
    EXPECT_EQ(server->counters().requests, 0U);
}

TEST(Limits, refuse_after_answering_what_came_before) {
    Running server({}, echo);
    Client client(server.port());
    client.get("/a").get("/b").send("nonsense\r\n\r\n").get("/c");
    EXPECT_EQ(client.read().body, "GET /a");
    EXPECT_EQ(client.read().body, "GET /b");
    EXPECT_EQ(client.read().status, 400);
    EXPECT_TRUE(client.at_end());
}

// Were the connection closed at once, the unread body would reset it and the answer be lost.
TEST(Limits, let_the_client_read_the_refusal_while_it_still_sends) {
    Running server({.limits = small_limits}, echo);
    for (int i = 0; i < 20; ++i) {
        Client client(server.port());
        client.send(head("POST / HTTP/1.1", "Content-Length: 4000000\r\n"));
        EXPECT_TRUE(client.send_all(std::string(4'000'000, 'x')));
        EXPECT_EQ(client.read().status, 413);
    }
}

TEST(Limits, hang_up_on_a_refused_client_that_stays) {
    Running server({.linger_patience = 20ms}, echo);
    Client client(server.port());
    EXPECT_EQ(client.send("nonsense\r\n\r\n").read().status, 400);
    EXPECT_TRUE(client.at_end());
    while (server->counters().open > 0) std::this_thread::yield();
}

TEST(Limits, end_a_head_that_comes_too_slowly) {
    Running server({.head_patience = 30ms}, echo);
    Client client(server.port());
    EXPECT_EQ(client.get("/").read().status, 200);
    client.send("GET / HT");
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.at_end());
}

/// Echoes, but makes a stream of /beat, whose heartbeats are the clock of a test.
Handler echo_and_beat(std::vector<std::shared_ptr<Stream>>& streams) {
    return [&streams](Request&& request, Responder responder) {
        if (request.path != "/beat") return echo(std::move(request), std::move(responder));
        streams.push_back(responder.stream({.content_type = "text/event-stream"}));
    };
}

TEST(Limits, are_not_put_off_by_a_head_that_drips) {
    std::vector<std::shared_ptr<Stream>> streams;
    Running server({.head_patience = 60ms, .heartbeat_every = 5ms}, echo_and_beat(streams));
    Client clock(server.port());
    Client client(server.port());
    clock.get("/beat");
    client.send("GET / HTTP/1.1\r\n");
    constexpr std::size_t too_slow = 1;
    for (int beat = 0; beat < 500 && server->counters().refused[too_slow].second == 0; ++beat) {
        clock.read_until("\n\n");
        client.send("A");
    }
    EXPECT_EQ(client.read().status, 408);
}

TEST(Limits, begin_anew_with_every_step) {
    const auto large = std::make_shared<const std::string>(std::string(64 << 20, 'x'));
    std::vector<std::shared_ptr<Stream>> streams;
    const Handler others = echo_and_beat(streams);
    Running server({.limits = {.body_bytes_max = 4 << 20},
                    .body_patience = 1500ms,
                    .idle_patience = 1500ms,
                    .write_patience = 1500ms,
                    .heartbeat_every = 10ms},
                   [&](Request&& request, Responder responder) {
                       if (request.path != "/large") {
                           return others(std::move(request), std::move(responder));
                       }
                       responder.send({.content_type = "text/plain", .shared_body = large});
                   });
    constexpr std::size_t beats = 180;
    const std::string step(16 << 10, 'x');
    Client clock(server.port());
    Client idler(server.port());
    Client writer(server.port());
    Client reader(server.port());
    clock.get("/beat");
    reader.get("/large");
    const std::string length = std::to_string(beats * step.size());
    writer.send(head("POST /p HTTP/1.1", "Content-Length: " + length + "\r\n"));
    bool alive = true;
    auto slowest = std::chrono::steady_clock::duration::zero();
    auto last = std::chrono::steady_clock::now();
    for (std::size_t beat = 1; alive && beat <= beats; ++beat) {
        clock.read_until("\n\n");
        alive = idler.get("/").read().status == 200 && writer.send_all(step) &&
                reader.read_ahead(beat * (large->size() / beats));
        const auto now = std::chrono::steady_clock::now();
        slowest = std::max(slowest, now - last);
        last = now;
    }
    alive = alive && writer.read().status == 200 && reader.read().body.size() == large->size();
    if (!alive && slowest > 700ms) GTEST_SKIP() << "this machine is too busy to keep the pace";
    EXPECT_TRUE(alive);
}

TEST(Limits, end_a_body_that_comes_too_slowly) {
    Running server({.body_patience = 30ms}, echo);
    Client client(server.port());
    client.send(head("POST / HTTP/1.1", "Content-Length: 10\r\n") + "abc");
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.at_end());
}

TEST(Limits, hang_up_silently_on_the_idle) {
    Running server({.idle_patience = 30ms}, echo);
    Client fresh(server.port());
    EXPECT_TRUE(fresh.at_end());
    // On a busy machine the 30 ms may be over before the request is sent.
    auto used = std::make_unique<Client>(server.port());
    while (used->get("/").read().status != 200) used = std::make_unique<Client>(server.port());
    EXPECT_TRUE(used->at_end());
}

TEST(Limits, hang_up_on_who_does_not_read) {
    const auto large = std::make_shared<const std::string>(std::string(64 << 20, 'x'));
    Running server({.write_patience = 30ms}, [&](Request&&, Responder responder) {
        responder.send({.content_type = "text/plain", .shared_body = large});
    });
    Client client(server.port());
    client.get("/");
    while (server->counters().accepted == 0 || server->counters().open > 0) {
        std::this_thread::yield();
    }
    EXPECT_LT(client.read_to_end().size(), large->size());
}

TEST(Limits, answer_no_further_requests_of_who_does_not_read) {
    const auto large = std::make_shared<const std::string>(std::string(64 << 20, 'x'));
    Running server({.output_bytes_max = 1000}, [&](Request&&, Responder responder) {
        responder.send({.content_type = "text/plain", .shared_body = large});
    });
    Client client(server.port());
    for (int i = 0; i < 20; ++i) client.get("/");
    Client other(server.port());
    EXPECT_EQ(other.get("/").read(false).status, 200);
    EXPECT_LE(server->counters().requests, 2U);
}

TEST(Limits, never_end_a_request_that_waits_for_its_handler) {
    tests::Queue<Responder> waiting;
    Running server({.head_patience = 5ms, .body_patience = 5ms, .idle_patience = 500ms},
                   [&](Request&& request, Responder responder) {
                       if (request.path == "/slow") {
                           waiting.put(std::move(responder));
                       } else {
                           responder.send(plain("fast"));
                       }
                   });
    Client slow(server.port());
    slow.get("/slow");
    Responder responder = waiting.take();
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(Client(server.port()).at_end()) << "500 ms went by";
    responder.send(plain("slow"));
    EXPECT_EQ(slow.read().body, "slow");
}

TEST(Limits, tell_whoever_is_one_too_many) {
    Running server({.connections_max = 2, .linger_patience = 20ms}, echo);
    Client first(server.port());
    auto second = std::make_unique<Client>(server.port());
    EXPECT_EQ(first.get("/").read().status, 200);
    EXPECT_EQ(second->get("/").read().status, 200);
    {
        Client third(server.port());
        const Reply reply = third.read();
        EXPECT_EQ(reply.status, 503);
        EXPECT_EQ(reply.headers.at("Retry-After"), "1");
        EXPECT_TRUE(third.at_end());
    }
    second.reset();
    while (server->counters().open > 1) std::this_thread::yield();
    Client fourth(server.port());
    EXPECT_EQ(fourth.get("/").read().status, 200) << "there is room again";
}

TEST(Limits, leave_room_for_others_beside_an_address_that_opens_many) {
    Running server({.connections_per_address_max = 2, .linger_patience = 20ms}, echo);
    constexpr const char* elsewhere = "127.0.0.2";  // This machine's own 127.0.0.1 has no limit.
    Client first(server.port(), elsewhere);
    auto second = std::make_unique<Client>(server.port(), elsewhere);
    EXPECT_EQ(first.get("/").read().status, 200);
    EXPECT_EQ(second->get("/").read().status, 200);
    EXPECT_EQ(Client(server.port(), elsewhere).read().status, 503);
    EXPECT_EQ(Client(server.port(), "127.0.0.3").get("/").read().status, 200);
    second.reset();
    while (server->counters().open > 1) std::this_thread::yield();
    EXPECT_EQ(Client(server.port(), elsewhere).get("/").read().status, 200);
}

TEST(Limits, stop_waiting_for_answers_when_the_server_must_end) {
    tests::Queue<Responder> waiting;
    Running server({.stop_patience = 30ms},
                   [&](Request&&, Responder responder) { waiting.put(std::move(responder)); });
    Client client(server.port());
    client.get("/");
    const Responder never = waiting.take();
    server.stop();
    EXPECT_TRUE(client.at_end());
}

}  // namespace
}  // namespace http
