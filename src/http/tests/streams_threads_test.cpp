#include <gtest/gtest.h>

#include "http/server.hpp"
#include "http/sse.hpp"
#include "http/tests/client.hpp"

namespace http {
namespace {

using namespace std::chrono_literals;
using tests::Client;
using tests::plain;
using tests::Queue;
using tests::Reply;
using tests::Running;

using Streams = Queue<std::shared_ptr<Stream>>;

Handler streaming(Streams& streams) {
    return [&streams](Request&& request, Responder responder) {
        if (request.path == "/plain") {
            responder.send(plain("plain"));
        } else {
            streams.put(responder.stream({.content_type = "text/event-stream"}));
        }
    };
}

TEST(Streams, carry_what_is_pushed_until_they_are_closed) {
    Streams streams;
    Running server({}, streaming(streams));
    Client client(server.port());
    const auto stream = (client.get("/events"), streams.take());
    EXPECT_TRUE(stream->push(frame({.data = "one"})));
    const Reply head = client.read();
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.headers.at("Content-Type"), "text/event-stream");
    EXPECT_EQ(head.headers.at("Connection"), "close");
    EXPECT_FALSE(head.headers.contains("Content-Length"));
    EXPECT_EQ(client.read_until("\n\n"), "data: one\n\n");
    EXPECT_TRUE(stream->open());
    EXPECT_TRUE(stream->push(frame({.data = "two"})));
    stream->close();
    EXPECT_FALSE(stream->open());
    EXPECT_FALSE(stream->push("three"));
    EXPECT_EQ(client.read_to_end(), "data: two\n\n");
}

TEST(Streams, wait_for_the_answers_before_them) {
    Queue<Responder> first;
    Streams streams;
    Running server({}, [&](Request&& request, Responder responder) {
        if (request.path == "/first") {
            first.put(std::move(responder));
        } else {
            streams.put(responder.stream({.content_type = "text/event-stream"}));
        }
    });
    Client client(server.port());
    client.get("/first").get("/events");
    const auto stream = streams.take();
    EXPECT_TRUE(stream->push(frame({.data = "early"})));
    first.take().send(plain("first"));
    EXPECT_EQ(client.read().body, "first");
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read_until("\n\n"), "data: early\n\n");
}

TEST(Streams, may_be_pushed_to_by_many_threads) {
    Streams streams;
    Running server({.io_threads = 2}, streaming(streams));
    Client client(server.port());
    const auto stream = (client.get("/events"), streams.take());
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i) EXPECT_TRUE(stream->push("data: x\n\n"));
            });
        }
    }
    stream->close();
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read_to_end().size(), 800 * std::string_view{"data: x\n\n"}.size());
}

TEST(Streams, end_when_the_reader_is_too_slow_for_the_buffer) {
    Streams streams;
    Running server({.stream_buffer_bytes_max = 1 << 20, .write_patience = 1h}, streaming(streams));
    Client client(server.port());
    const auto stream = (client.get("/events"), streams.take());
    const std::string large(100'000, 'x');
    int pushed = 0;
    while (stream->push(large)) ++pushed;
    EXPECT_GE(pushed, 10);
    EXPECT_FALSE(stream->open());
    while (server->counters().open > 0) std::this_thread::yield();
}

TEST(Streams, learn_that_the_reader_went_away) {
    Streams streams;
    Running server({}, streaming(streams));
    auto client = std::make_unique<Client>(server.port());
    const auto stream = (client->get("/events"), streams.take());
    EXPECT_EQ(client->read().status, 200);
    client.reset();
    while (stream->open()) std::this_thread::yield();
    EXPECT_FALSE(stream->push("x"));
}

TEST(Streams, ignore_what_the_reader_says) {
    Streams streams;
    Running server({}, streaming(streams));
    Client client(server.port());
    const auto stream = (client.get("/events").get("/plain"), streams.take());
    EXPECT_EQ(client.read().status, 200);
    client.send("anything at all");
    EXPECT_TRUE(stream->push("data: x\n\n"));
    EXPECT_EQ(client.read_until("\n\n"), "data: x\n\n");
    EXPECT_EQ(server->counters().requests, 1U);
}

TEST(Streams, beat_when_there_is_nothing_to_say) {
    Streams streams;
    Running server({.heartbeat_every = 10ms}, streaming(streams));
    Client client(server.port());
    const auto stream = (client.get("/events"), streams.take());
    EXPECT_EQ(client.read().status, 200);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.read_until("\n\n"), heartbeat_frame);
}

TEST(Streams, end_when_nobody_holds_them_any_more) {
    Streams streams;
    Running server({.heartbeat_every = 10ms}, streaming(streams));
    Client client(server.port());
    client.get("/events");
    streams.take().reset();
    EXPECT_EQ(client.read().status, 200);
    client.read_to_end();
    EXPECT_TRUE(client.at_end());
}

TEST(Streams, end_when_the_server_stops) {
    Streams streams;
    Running server({.stop_patience = 1h}, streaming(streams));
    Client client(server.port());
    const auto stream = (client.get("/events"), streams.take());
    EXPECT_EQ(client.read().status, 200);
    EXPECT_TRUE(stream->push("data: last\n\n"));
    server.stop();
    EXPECT_EQ(client.read_to_end(), "data: last\n\n");
    EXPECT_FALSE(stream->push("x"));
}

TEST(Streams, are_closed_from_the_start_when_the_server_is_gone) {
    Queue<Responder> waiting;
    Running server({.stop_patience = 1ms},
                   [&](Request&&, Responder responder) { waiting.put(std::move(responder)); });
    Client client(server.port());
    client.get("/events");
    Responder late = waiting.take();
    server.stop();
    EXPECT_FALSE(late.stream({.content_type = "text/event-stream"})->open());
}

TEST(Streams, have_no_body_for_head) {
    Streams streams;
    Running server({}, streaming(streams));
    Client client(server.port());
    client.send("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read(false).status, 200);
    EXPECT_TRUE(client.at_end());
    const auto stream = streams.take();
    while (stream->open()) std::this_thread::yield();
}

TEST(Streams, frames_hold_lines_and_nothing_else) {
    EXPECT_EQ(frame({.name = "order", .id = "12", .data = "a\nb\r\nc\rd"}),
              "event: order\nid: 12\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
    EXPECT_EQ(frame({.data = ""}), "data: \n\n");
    EXPECT_EQ(frame({.name = "a\ndata: forged", .id = "1\r\n\r\n", .data = "x"}),
              "event: adata: forged\nid: 1\ndata: x\n\n");
    EXPECT_EQ(retry_frame(3000), "retry: 3000\n\n");
}

}  // namespace
}  // namespace http
