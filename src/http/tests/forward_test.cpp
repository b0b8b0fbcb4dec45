#include "http/forward.hpp"

#include <gtest/gtest.h>

#include "http/parser.hpp"

namespace http {
namespace {

constexpr std::string_view secret = "0123456789abcdef";

Request request_of(const std::string& bytes) {
    static const Limits limits{};
    Parser parser(limits);
    parser.feed(bytes);
    EXPECT_TRUE(parser.done());
    Request request = parser.take();
    request.peer = "192.0.2.1";
    return request;
}

TEST(HandingOn, KeepsTheRequestAndAddsWhoItIsOf) {
    Request came = request_of(
        "POST /api/v1/x?y=%20z HTTP/1.1\r\nHost: market.example\r\nCookie: a=b\r\n"
        "Origin: https://market.example\r\nConnection: keep-alive\r\nX-Forwarded-For: 7.7.7.7\r\n"
        "Fairground-Client: 9.9.9.9\r\nIdempotency-Key: one-and-only\r\nContent-Length: "
        "2\r\n\r\n{}");
    came.forwarded_https = true;
    Request there = request_of(handed_on(came, secret));
    EXPECT_EQ(there.target, "/api/v1/x?y=%20z");
    EXPECT_EQ(there.body, "{}");
    EXPECT_EQ(there.header("host"), "market.example");
    EXPECT_EQ(there.header("cookie"), "a=b");
    EXPECT_EQ(there.header("origin"), "https://market.example");
    EXPECT_EQ(there.header("idempotency-key"), "one-and-only");
    EXPECT_EQ(there.header("x-forwarded-for"), "");

    there.peer = "10.0.0.2";
    EXPECT_TRUE(says_node(there));
    EXPECT_EQ(read_sender(there, secret), Sender::node);
    EXPECT_EQ(there.peer, "192.0.2.1") << "not what the client said of itself";
    EXPECT_TRUE(there.forwarded_https);
}

TEST(HandingOn, IsBelievedOnlyWithTheSecret) {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
    Request client = request_of(head + "Fairground-Client: 9.9.9.9\r\n\r\n");
    EXPECT_FALSE(says_node(client));
    EXPECT_EQ(read_sender(client, secret), Sender::client);
    EXPECT_EQ(client.peer, "192.0.2.1");
    for (const std::string_view known : {secret, std::string_view{}}) {
        Request stranger =
            request_of(head + "Fairground-Node: guess\r\nFairground-Client: 9.9.9.9\r\n\r\n");
        EXPECT_EQ(read_sender(stranger, known), Sender::stranger);
        EXPECT_EQ(stranger.peer, "192.0.2.1");
    }
}

TEST(HandingOn, ReadsAnswersInWhateverPiecesTheyCome) {
    const std::string answer =
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nSet-Cookie: a=b\r\n"
        "Date: now\r\nContent-Length: 4\r\n\r\n{\"\":";
    for (std::size_t size = 0; size < answer.size(); ++size) {
        EXPECT_EQ(read_answer(answer.substr(0, size)).state, Incoming::State::more) << size;
    }
    const Incoming whole = read_answer(answer);
    ASSERT_EQ(whole.state, Incoming::State::whole);
    EXPECT_EQ(whole.response.status, 201);
    EXPECT_EQ(whole.response.content_type, "application/json");
    EXPECT_EQ(whole.response.body, "{\"\":");
    ASSERT_EQ(whole.response.headers.size(), 1U);
    EXPECT_EQ(whole.response.headers[0].first, "Set-Cookie");
    EXPECT_TRUE(whole.keep_alive);
    EXPECT_FALSE(read_answer("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").keep_alive);
}

TEST(HandingOn, TakesNothingElseForAnAnswer) {
    for (const std::string bytes :
         {"SSH-2.0\r\n\r\n", "HTTP/1.1 x\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nendless",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ntoo long"}) {
        EXPECT_EQ(read_answer(bytes).state, Incoming::State::broken) << bytes;
    }
}

}  // namespace
}  // namespace http
