// The carrier against a receiver that means no good.

#include "webhooks/carrier.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <mutex>
#include <thread>

namespace webhooks {
namespace {

/// Listens on a port of this machine, and answers every request as `answer` does on its socket.
class Receiver {
public:
    using Answer = std::function<void(int)>;

    explicit Receiver(Answer answer) : answer_(std::move(answer)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const plain = reinterpret_cast<sockaddr*>(&address);  // NOLINT
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(socket_, plain, size), 0);
        EXPECT_EQ(::listen(socket_, 8), 0);
        EXPECT_EQ(::getsockname(socket_, plain, &size), 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Receiver() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hooks?a=b"; }
    std::string heard() {
        const std::lock_guard lock(mutex_);
        return heard_;
    }
    int connections() {
        const std::lock_guard lock(mutex_);
        return connections_;
    }

private:
    void serve() {
        while (true) {
            const int client = ::accept(socket_, nullptr, nullptr);
            if (client < 0) return;
            {
                const std::lock_guard lock(mutex_);
                heard_ = read_request(client);
                ++connections_;
            }
            answer_(client);
            ::close(client);
        }
    }
    static std::string read_request(int client) {
        std::string all;
        std::array<char, 4096> part{};
        while (all.find("}") == std::string::npos) {
            const auto got = ::read(client, part.data(), part.size());
            if (got <= 0) break;
            all.append(part.data(), static_cast<std::size_t>(got));
        }
        return all;
    }

    const Answer answer_;
    const int socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    int port_ = 0;
    std::mutex mutex_;
    std::string heard_;
    int connections_ = 0;
    std::thread thread_;
};

void say(int client, std::string_view text) {
    while (!text.empty()) {
        const auto sent = ::send(client, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// Says nothing until the other side has had enough.
void wait_for_the_end(int client) {
    char byte = 0;
    while (::read(client, &byte, 1) > 0) {
    }
}

CarrierOptions options(Reach reach = Reach::everywhere) {
    CarrierOptions given;
    given.reach = reach;
    given.seconds_max = 1;
    given.answer_bytes_max = 100;
    given.agent = "Fairground/test";
    return given;
}

Outcome carried(Carrier& carrier, const std::string& url) {
    carrier.begin({DeliveryId{7}, url, std::vector<std::string>{"webhook-id: evt_1"}, "{}"});
    std::vector<Outcome> outcomes;
    while (outcomes.empty()) outcomes = carrier.wait();
    EXPECT_EQ(outcomes.size(), 1U);
    EXPECT_EQ(outcomes[0].id, DeliveryId{7});
    return outcomes[0];
}

Outcome outcome_of(const Receiver& receiver) {
    return carried(*make_carrier(options()), receiver.url());
}

TEST(Carrier, BringsTheMessageAndComesBackWithTheAnswer) {
    Receiver receiver([](int client) {
        say(client, "HTTP/1.1 202 Accepted\r\nX-A: b\r\nContent-Length: 6\r\n\r\nthanks");
    });
    const Outcome outcome = outcome_of(receiver);
    EXPECT_EQ(outcome.status, 202);
    EXPECT_EQ(outcome.failure, std::nullopt);
    EXPECT_EQ(outcome.body, "thanks");
    EXPECT_EQ(outcome.head, "HTTP/1.1 202 Accepted\r\nX-A: b\r\nContent-Length: 6\r\n\r\n");
    const std::string heard = receiver.heard();
    EXPECT_TRUE(heard.starts_with("POST /hooks?a=b HTTP/1.1\r\n")) << heard;
    EXPECT_NE(heard.find("\r\nwebhook-id: evt_1\r\n"), std::string::npos) << heard;
    EXPECT_NE(heard.find("\r\nUser-Agent: Fairground/test\r\n"), std::string::npos) << heard;
    EXPECT_TRUE(heard.ends_with("\r\n\r\n{}")) << heard;
    EXPECT_EQ(heard.find("Expect"), std::string::npos) << heard;
}

TEST(Carrier, SaysWhatTheStatusWas) {
    const auto failure = [](const std::string& status) {
        Receiver receiver([&](int client) {
            say(client, "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
        });
        return outcome_of(receiver).failure;
    };
    EXPECT_EQ(failure("204"), std::nullopt);
    EXPECT_EQ(failure("500"), DeliveryFailure::answered);
    EXPECT_EQ(failure("404"), DeliveryFailure::answered);
    EXPECT_EQ(failure("410"), DeliveryFailure::gone);
}

TEST(Carrier, FollowsNobody) {
    Receiver elsewhere([](int client) { say(client, "HTTP/1.1 200 OK\r\n\r\n"); });
    Receiver receiver([&](int client) {
        say(client,
            "HTTP/1.1 307 There\r\nLocation: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n");
    });
    const Outcome outcome = outcome_of(receiver);
    EXPECT_EQ(outcome.failure, DeliveryFailure::redirected);
    EXPECT_EQ(outcome.status, 307);
    EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(Carrier, DoesNotWaitForWhoSaysNothing) {
    Receiver receiver(wait_for_the_end);
    EXPECT_EQ(outcome_of(receiver).failure, DeliveryFailure::timed_out);
    Receiver slow([](int client) {
        say(client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nth");
        wait_for_the_end(client);
    });
    EXPECT_EQ(outcome_of(slow).failure, DeliveryFailure::timed_out);
}

TEST(Carrier, ReadsNoMoreThanIsKept) {
    bool all_read = true;
    {
        Receiver receiver([&](int client) {
            say(client, "HTTP/1.1 200 OK\r\n\r\n");
            const std::string much(1'000'000, 'x');
            for (int i = 0; i < 100 && all_read; ++i) {
                all_read = ::send(client, much.data(), much.size(), MSG_NOSIGNAL) > 0;
            }
        });
        const Outcome outcome = outcome_of(receiver);
        EXPECT_EQ(outcome.failure, std::nullopt) << "the status is what counts";
        EXPECT_EQ(outcome.body, std::string(100, 'x'));
    }
    EXPECT_FALSE(all_read);
}

TEST(Carrier, AnEndlessHeadIsNoAnswer) {
    Receiver receiver([](int client) {
        std::string head = "HTTP/1.1 200 OK\r\n";
        for (int i = 0; i < 1'000; ++i) head += "X-Much: " + std::string(50, 'x') + "\r\n";
        say(client, head);
    });
    const Outcome outcome = outcome_of(receiver);
    EXPECT_EQ(outcome.failure, DeliveryFailure::cut_short);
    EXPECT_LE(outcome.head.size(), 2'048U);
}

TEST(Carrier, WhatIsNoAnswerIsNone) {
    Receiver silent([](int) {});
    EXPECT_EQ(outcome_of(silent).failure, DeliveryFailure::cut_short);
    Receiver gone(
        [](int client) { say(client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nth"); });
    EXPECT_EQ(outcome_of(gone).failure, DeliveryFailure::cut_short);
    Receiver chatter([](int client) { say(client, "hello\r\n"); });
    EXPECT_EQ(outcome_of(chatter).failure, DeliveryFailure::cut_short);
}

TEST(Carrier, NobodyMayListen) {
    std::string url;
    {
        Receiver receiver([](int) {});
        url = receiver.url();
    }
    EXPECT_EQ(carried(*make_carrier(options()), url).failure, DeliveryFailure::no_connection);
}

TEST(Carrier, PL_01_ANameThatLeadsInsideIsNotConnectedTo) {
    Receiver receiver([](int client) { say(client, "HTTP/1.1 200 OK\r\n\r\n"); });
    const std::string port = receiver.url().substr(17, receiver.url().find("/hooks") - 17);
    const auto carrier = make_carrier(options(Reach::outside));
    for (const auto* const host : {"localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0"}) {
        const auto outcome = carried(*carrier, "https://" + std::string{host} + ":" + port + "/");
        EXPECT_EQ(outcome.failure, DeliveryFailure::not_outside) << host;
        EXPECT_EQ(outcome.status, 0);
    }
    EXPECT_EQ(receiver.connections(), 0);
}

TEST(Carrier, WithoutTlsNothingGoesOutside) {
    Receiver receiver([](int client) { say(client, "HTTP/1.1 200 OK\r\n\r\n"); });
    EXPECT_EQ(carried(*make_carrier(options(Reach::outside)), receiver.url()).failure,
              DeliveryFailure::cut_short);
    EXPECT_EQ(receiver.connections(), 0);
}

TEST(Carrier, SeveralAreOnTheirWayAtOnce) {
    Receiver slow(wait_for_the_end);
    Receiver quick([](int client) { say(client, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); });
    const auto carrier = make_carrier(options());
    carrier->begin({DeliveryId{1}, slow.url(), {}, "{}"});
    carrier->begin({DeliveryId{2}, quick.url(), {}, "{}"});
    std::vector<Outcome> first;
    while (first.empty()) first = carrier->wait();
    EXPECT_EQ(first[0].id, DeliveryId{2});
    carrier->abandon();
    EXPECT_TRUE(carrier->wait().empty());
}

TEST(Carrier, WhoWaitsCanBeStopped) {
    Receiver slow(wait_for_the_end);
    const auto carrier = make_carrier(options());
    carrier->begin({DeliveryId{1}, slow.url(), {}, "{}"});
    carrier->stop();
    EXPECT_TRUE(carrier->stopped());
    EXPECT_TRUE(carrier->wait().empty());
    carrier->abandon();
}

}  // namespace
}  // namespace webhooks
