#include "http/courier.hpp"

#include <gtest/gtest.h>

#include "http/listener.hpp"
#include "http/tests/client.hpp"

namespace http::tests {
namespace {

using Fate = Delivery::Fate;
constexpr std::string_view post = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";

/// A courier and what it has brought back.
struct Post {
    explicit Post(CourierOptions options = {}) : courier(std::in_place, options) {}

    void send(std::uint16_t port, bool may_repeat = false) {
        courier->send({"127.0.0.1:" + std::to_string(port), std::string{post}, may_repeat,
                       [this](Delivery&& delivery) { back.put(std::move(delivery)); }});
    }

    Queue<Delivery> back;
    std::optional<Courier> courier;
};

/// A port at which nobody listens.
std::uint16_t free_port() {
    return Listener("127.0.0.1", 0).port();
}

TEST(Couriers, BringManyAnswersBackOverFewConnections) {
    Running server({}, echo);
    CourierOptions options;
    options.connections_max = 4;
    Post with(options);
    for (int i = 0; i < 200; ++i) with.send(server.port());
    for (int i = 0; i < 200; ++i) {
        const Delivery got = with.back.take();
        EXPECT_EQ(got.fate, Fate::answered);
        EXPECT_EQ(got.response.body, "POST /x");
    }
    EXPECT_LE(server->counters().accepted, 4U);
}

TEST(Couriers, KnowThatNothingWasSentWhereNobodyListens) {
    Post with;
    with.send(free_port());
    EXPECT_EQ(with.back.take().fate, Fate::not_sent);
    with.courier->send({"nowhere", std::string{post}, false,
                        [&](Delivery&& delivery) { with.back.put(std::move(delivery)); }});
    EXPECT_EQ(with.back.take().fate, Fate::not_sent);
}

TEST(Couriers, GiveUpAtOnceWhenToldToHangUp) {
    Queue<Responder> held;
    Running server({}, [&](Request&&, Responder responder) { held.put(std::move(responder)); });
    Post with;
    with.send(server.port());
    const Responder waiting = held.take();
    with.courier->hang_up();
    EXPECT_EQ(with.back.take().fate, Fate::lost);
    with.send(server.port());
    held.take().send(plain("here"));
    EXPECT_EQ(with.back.take().response.body, "here") << "what comes later is on its way again";
}

TEST(Couriers, LoseWhatIsOnItsWayWhenTheyEnd) {
    Queue<Responder> held;
    Running server({}, [&](Request&&, Responder responder) { held.put(std::move(responder)); });
    Post with;
    with.send(server.port());
    const Responder waiting = held.take();
    with.courier.reset();
    EXPECT_EQ(with.back.take().fate, Fate::lost);
}

TEST(Couriers, AskAgainOnAFreshConnectionWhatMayBeRepeated) {
    std::uint16_t port = 0;
    Post with;
    {
        Running first({}, echo);
        port = first.port();
        with.send(port);
        EXPECT_EQ(with.back.take().fate, Fate::answered);
    }
    ServerOptions same;
    same.port = port;
    Running second(same, echo);
    with.send(port, true);
    EXPECT_EQ(with.back.take().fate, Fate::answered);
}

}  // namespace
}  // namespace http::tests
