#include "http/server.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "http/tests/client.hpp"

namespace http {
namespace {

using namespace std::chrono_literals;
using tests::Client;
using tests::echo;
using tests::plain;
using tests::Queue;
using tests::Reply;
using tests::Running;

struct Job {
    std::string target;
    Responder responder;
};

/// Puts each request aside, for the test to answer when it likes.
Handler aside(Queue<Job>& jobs) {
    return [&jobs](Request&& request, Responder responder) {
        jobs.put({std::string{request.target}, std::move(responder)});
    };
}

TEST(Server, answers_many_requests_on_one_connection) {
    Running server({.unix_seconds = [] { return 1'893'499'200; }}, echo);
    Client client(server.port());
    for (int i = 0; i < 3; ++i) {
        const Reply reply = client.get("/" + std::to_string(i)).read();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "GET /" + std::to_string(i));
        EXPECT_EQ(reply.headers.at("Content-Type"), "text/plain");
        EXPECT_EQ(reply.headers.at("Date"), "Tue, 01 Jan 2030 12:00:00 GMT");
        EXPECT_FALSE(reply.headers.contains("Connection"));
    }
}

TEST(Server, hangs_up_when_asked_to) {
    Running server({}, echo);
    Client client(server.port());
    EXPECT_EQ(client.get("/", "Connection: close\r\n").read().headers.at("Connection"), "close");
    EXPECT_TRUE(client.at_end());
}

TEST(Server, keeps_a_connection_of_http_1_0_only_when_asked_to) {
    Running server({}, echo);
    Client once(server.port());
    EXPECT_EQ(once.send("GET / HTTP/1.0\r\n\r\n").read().headers.at("Connection"), "close");
    EXPECT_TRUE(once.at_end());

    Client stays(server.port());
    stays.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(stays.read().headers.at("Connection"), "keep-alive");
    EXPECT_EQ(stays.get("/again").read().body, "GET /again");
}

TEST(Server, hangs_up_when_the_handler_says_so) {
    Running server({}, [](Request&&, Responder responder) {
        responder.send({.content_type = "text/plain", .body = "bye", .close = true});
    });
    Client client(server.port());
    EXPECT_EQ(client.get("/a").get("/b").read().body, "bye");
    EXPECT_TRUE(client.at_end());
}

TEST(Server, puts_answers_in_order_that_come_out_of_order_from_other_threads) {
    Queue<Job> jobs;
    Running server({}, aside(jobs));
    Client client(server.port());
    client.get("/0").get("/1").get("/2");
    std::vector<Job> taken;
    for (int i = 0; i < 3; ++i) taken.push_back(jobs.take());
    for (const int i : {2, 0, 1}) {
        Job& job = taken[static_cast<std::size_t>(i)];
        job.responder.send(plain(job.target));
    }
    EXPECT_EQ(client.read().body, "/0");
    EXPECT_EQ(client.read().body, "/1");
    EXPECT_EQ(client.read().body, "/2");
}

TEST(Server, reads_no_more_requests_than_the_pipeline_may_hold) {
    Queue<Job> jobs;
    Running server({.pipeline_max = 2}, aside(jobs));
    Client client(server.port());
    std::string all;
    for (int i = 0; i < 5; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    client.send(all);
    for (int i = 0; i < 5; ++i) {
        Job job = jobs.take();
        EXPECT_LE(server->counters().requests, static_cast<std::uint64_t>(i + 2));
        job.responder.send(plain(job.target));
        EXPECT_EQ(client.read().body, "/" + std::to_string(i));
    }
}

TEST(Server, reads_chunked_bodies) {
    Running server({}, echo);
    Client client(server.port());
    client.send("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
    client.send("c\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
    EXPECT_EQ(client.read().body, "POST /p abcde");
    EXPECT_EQ(client.get("/next").read().body, "GET /next");
}

TEST(Server, says_continue_to_whoever_waits_for_it) {
    Running server({}, echo);
    Client client(server.port());
    client.send("PUT /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.send("xy").read().body, "PUT /p xy");
}

TEST(Server, says_continue_only_after_the_answers_before_it) {
    Queue<Job> jobs;
    Running server({}, aside(jobs));
    Client client(server.port());
    client.get("/first");
    client.send("PUT /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    jobs.take().responder.send(plain("first"));
    EXPECT_EQ(client.read().body, "first");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("xy");
    jobs.take().responder.send(plain("second"));
    EXPECT_EQ(client.read().body, "second");
}

TEST(Server, answers_head_with_a_length_and_no_body) {
    Running server({}, echo);
    Client client(server.port());
    client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
    const Reply reply = client.read(false);
    EXPECT_EQ(reply.headers.at("Content-Length"), "7");
    EXPECT_EQ(client.get("/y").read().body, "GET /y") << "a body would stand before this";
}

TEST(Server, sends_no_length_where_there_can_be_no_body) {
    Running server({}, [](Request&& request, Responder responder) {
        responder.send({.status = request.path == "/204" ? 204 : 304, .body = "never"});
    });
    Client client(server.port());
    for (const int status : {204, 304}) {
        const Reply reply = client.get("/" + std::to_string(status)).read(false);
        EXPECT_EQ(reply.status, status);
        EXPECT_FALSE(reply.headers.contains("Content-Length"));
    }
}

TEST(Server, sends_large_bodies_shared_and_owned) {
    const auto shared = std::make_shared<const std::string>(std::string(20'000'000, 's'));
    Running server({}, [&](Request&& request, Responder responder) {
        if (request.path == "/shared") {
            responder.send({.content_type = "text/plain", .shared_body = shared});
        } else {
            responder.send(plain(std::string(9'000'000, 'o')));
        }
    });
    Client client(server.port());
    client.get("/shared").get("/owned").get("/shared");
    EXPECT_EQ(client.read().body, *shared);
    EXPECT_EQ(client.read().body, std::string(9'000'000, 'o'));
    EXPECT_EQ(client.read().body, *shared);
}

TEST(Server, answers_whoever_shuts_down_one_direction) {
    Queue<Job> jobs;
    Running server({}, aside(jobs));
    Client client(server.port());
    client.get("/x");
    client.end_of_input();
    jobs.take().responder.send(plain("there"));
    EXPECT_EQ(client.read().body, "there");
    EXPECT_TRUE(client.at_end());
}

TEST(Server, answers_500_for_a_responder_that_is_dropped) {
    Running server({}, [](Request&&, Responder) {});
    Client client(server.port());
    EXPECT_EQ(client.get("/").read().status, 500);
    EXPECT_EQ(client.get("/").read().status, 500) << "the connection stays";
}

TEST(Server, answers_500_when_the_handler_throws_and_tells_why) {
    Queue<std::string> told;
    ServerOptions options;
    options.on_accident = [&](std::string_view what) { told.put(std::string{what}); };
    Running server(std::move(options),
                   [](Request&&, Responder) { throw std::runtime_error("the disk is gone"); });
    Client client(server.port());
    EXPECT_EQ(client.get("/").read().status, 500);
    EXPECT_EQ(told.take(), "the disk is gone");
    EXPECT_EQ(server->counters().accidents, 1U);
}

TEST(Server, answers_500_rather_than_let_a_header_split_the_answer) {
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"Location", "/\r\nSet-Cookie: a"}, {"A b", "c"}, {"Content-Length", "0"}}) {
        Running server({}, [&](Request&&, Responder responder) {
            responder.send({.status = 303, .headers = {{name, value}}});
        });
        EXPECT_EQ(Client(server.port()).get("/").read().status, 500) << name;
    }
}

TEST(Server, believes_forwarded_headers_of_trusted_proxies_only) {
    const auto tell = [](Request&& request, Responder responder) {
        responder.send(plain(request.peer + (request.forwarded_https ? " https" : " http")));
    };
    const std::string headers = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";
    Running trusting({.trusted_proxies = {"127.0.0.0/8"}}, tell);
    EXPECT_EQ(Client(trusting.port()).get("/", headers).read().body, "203.0.113.7 https");
    Running wary({}, tell);
    EXPECT_EQ(Client(wary.port()).get("/", headers).read().body, "127.0.0.1 http");
}

TEST(Server, gives_nobody_the_answer_of_a_client_that_went_away) {
    Queue<Job> jobs;
    Running server({}, aside(jobs));
    Client client(server.port());
    client.get("/x");
    Job job = jobs.take();
    client.vanish();
    while (server->counters().open > 0) std::this_thread::yield();
    Client other(server.port());
    other.get("/y");
    Job next = jobs.take();
    job.responder.send(plain("for nobody"));
    next.responder.send(plain("for you"));
    EXPECT_EQ(other.read().body, "for you");
}

TEST(Server, lets_answers_come_after_its_own_end) {
    Queue<Job> jobs;
    auto server = std::make_unique<Running>(ServerOptions{.stop_patience = 1ms}, aside(jobs));
    Client client(server->port());
    client.get("/x");
    Job job = jobs.take();
    server.reset();
    job.responder.send(plain("too late"));
    EXPECT_TRUE(client.at_end());
}

TEST(Server, answers_from_many_threads_to_many_clients_on_several_io_threads) {
    Queue<Job> jobs;
    Running server({.io_threads = 3}, aside(jobs));
    constexpr int client_count = 8;
    constexpr int request_count = 300;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (Job job = jobs.take(); job.target != "/end"; job = jobs.take()) {
                job.responder.send(plain(job.target));
            }
        });
    }
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> clients;
        for (int c = 0; c < client_count; ++c) {
            clients.emplace_back([&, c] {
                Client client(server.port());
                for (int i = 0; i < request_count; i += 3) {
                    const auto path = [&](int k) {
                        return "/" + std::to_string(c) + "-" + std::to_string(i + k);
                    };
                    for (int k = 0; k < 3; ++k) client.get(path(k));
                    for (int k = 0; k < 3; ++k) right += client.read().body == path(k);
                }
            });
        }
    }
    EXPECT_EQ(right, client_count * request_count);
    EXPECT_EQ(server->counters().requests, static_cast<unsigned>(client_count * request_count));
    for (int i = 0; i < 4; ++i) {
        jobs.put({"/end", Responder::to([](Response&&) {})});
    }
}

TEST(Server, runs_work_on_its_io_threads) {
    Queue<std::thread::id> ids;
    Running server({.io_threads = 2}, echo);
    server->post(0, [&] { ids.put(std::this_thread::get_id()); });
    const auto first = ids.take();
    server->post(1, [&] { ids.put(std::this_thread::get_id()); });
    EXPECT_NE(ids.take(), first);
}

TEST(Server, counts_what_it_does) {
    Running server({}, echo);
    Client client(server.port());
    client.get("/").read();
    client.send("nonsense\r\n\r\n").read();
    Counters counters = server->counters();
    // The bytes are counted after they are sent, and this client may be the faster one.
    while (counters.bytes_out < 300) counters = server->counters();
    EXPECT_EQ(counters.accepted, 1U);
    EXPECT_EQ(counters.requests, 1U);
    EXPECT_EQ(counters.bytes_in, 39U);
    for (const auto& [code, count] : counters.refused) {
        EXPECT_EQ(count, code == "bad_request" ? 1U : 0U) << code;
    }
}

TEST(Server, says_why_it_cannot_listen) {
    Running server({}, echo);
    EXPECT_THROW(Server({.port = server.port()}, echo), std::system_error);
    EXPECT_THROW(Server({.address = "no such host"}, echo), std::system_error);
    EXPECT_THROW(Server({.trusted_proxies = {"nonsense"}}, echo), std::invalid_argument);
    EXPECT_THROW(Server({.io_threads = 0}, echo), std::invalid_argument);
}

Server* to_stop = nullptr;

TEST(Server, stops_from_a_signal_handler) {
    Running server({.io_threads = 2}, echo);
    to_stop = server.operator->();
    const auto before = std::signal(SIGUSR1, [](int) { to_stop->stop(); });
    EXPECT_EQ(Client(server.port()).get("/").read().status, 200);
    std::raise(SIGUSR1);
    server.wait();
    std::signal(SIGUSR1, before);
}

TEST(Server, answers_what_was_sent_before_it_stopped_but_not_read_yet) {
    Queue<int> busy;
    Queue<int> free;
    Running server({.stop_patience = 1h}, [&](Request&& request, Responder responder) {
        if (request.path == "/block") {
            busy.put(1);
            free.take();
        }
        echo(std::move(request), std::move(responder));
    });
    Client late(server.port());
    EXPECT_EQ(late.get("/early").read().body, "GET /early");
    Client blocks(server.port());
    blocks.get("/block");
    busy.take();
    late.get("/late");
    server->stop();
    free.put(1);
    EXPECT_EQ(late.read().body, "GET /late");
    EXPECT_EQ(blocks.read().body, "GET /block");
}

TEST(Server, answers_what_is_in_flight_before_it_stops) {
    Queue<Job> jobs;
    Running server({.stop_patience = 1h}, aside(jobs));
    Client busy(server.port());
    Client half(server.port());
    Client idle(server.port());
    idle.get("/idle");
    jobs.take().responder.send(plain("idle"));
    EXPECT_EQ(idle.read().body, "idle");
    busy.get("/a").get("/b");
    half.get("/c");
    std::vector<Job> taken;
    for (int i = 0; i < 3; ++i) taken.push_back(jobs.take());
    server->stop();
    EXPECT_TRUE(idle.at_end());
    EXPECT_THROW(Client{server.port()}, std::runtime_error);
    for (Job& job : taken) job.responder.send(plain(job.target));
    EXPECT_EQ(busy.read().body, "/a");
    const Reply last = busy.read();
    EXPECT_EQ(last.body, "/b");
    EXPECT_EQ(last.headers.at("Connection"), "close");
    EXPECT_EQ(half.read().body, "/c");
    EXPECT_TRUE(busy.at_end());
    server.wait();
}

}  // namespace
}  // namespace http
