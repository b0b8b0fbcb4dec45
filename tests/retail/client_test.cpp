// The client reads what servers write; the server's own tests prove the rest.

#include "tests/retail/client.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "http/server.hpp"

namespace retail {
namespace {

TEST(RetailClient, answers_are_cut_off_one_by_one) {
    std::string bytes =
        "HTTP/1.1 201 Created\r\nSET-Cookie: s=1; HttpOnly\r\nContent-Length: 2\r\n\r\nok"
        "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhal";
    const Answer first = take_answer(bytes);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.body, "ok");
    EXPECT_EQ(first.cookie, "s=1");
    EXPECT_EQ(take_answer(bytes).status, 204);
    EXPECT_EQ(take_answer(bytes).status, 0);
    bytes += "f!";
    EXPECT_EQ(take_answer(bytes).body, "half!");
    EXPECT_EQ(bytes, "");
}

TEST(RetailClient, what_it_cannot_read_it_refuses) {
    std::string endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_THROW(take_answer(endless), std::runtime_error);
    std::string other = "SSH-2.0\r\n\r\n";
    EXPECT_THROW(take_answer(other), std::runtime_error);
}

/// A server that says back what it was asked, and hangs up after "/bye".
class RetailClientToServer : public ::testing::Test {
protected:
    RetailClientToServer()
        : server({},
                 [](http::Request&& request, http::Responder responder) {
                     http::Response response;
                     response.content_type = "text/plain";
                     response.body = std::string{request.header("idempotency-key")} + " " +
                                     std::string{request.header("cookie")} + " " +
                                     std::string{request.path} + " " + std::string{request.body};
                     response.close = request.path == "/bye";
                     responder.send(std::move(response));
                 }),
          thread([this] { server.run(); }),
          client(server.port(), 3) {}

    ~RetailClientToServer() override {
        server.stop();
        thread.join();
    }

    http::Server server;
    std::thread thread;
    Client client;
};

TEST_F(RetailClientToServer, answers_come_in_the_order_of_the_calls) {
    std::vector<Call> calls;
    for (int i = 0; i < 10; ++i) calls.push_back({"POST", "/" + std::to_string(i), "x", "s=1"});
    const auto answers = client.all(calls);
    ASSERT_EQ(answers.size(), calls.size());
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(answers[static_cast<std::size_t>(i)].body,
                  "retail-" + std::to_string(i + 1) + " s=1 /" + std::to_string(i) + " x");
    }
    EXPECT_TRUE(client.all({}).empty());
    EXPECT_EQ(client.sent(), 10);
}

TEST_F(RetailClientToServer, questions_have_no_key_and_no_body) {
    EXPECT_EQ(client.call({"GET", "/me", "", ""}).body, "  /me ");
}

TEST_F(RetailClientToServer, a_connection_that_was_closed_is_opened_again) {
    EXPECT_EQ(client.call({"GET", "/bye", "", ""}).status, 200);
    EXPECT_EQ(client.call({"GET", "/again", "", ""}).body, "  /again ");
}

}  // namespace
}  // namespace retail
