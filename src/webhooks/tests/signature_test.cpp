#include "webhooks/signature.hpp"

#include <gtest/gtest.h>

#include <array>

#include "webhooks/retry.hpp"

namespace webhooks {
namespace {

using namespace std::chrono_literals;

/// "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", the secret of the specification's example.
const std::string example{
    "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4\x3c\x3f\x08\x2c\xf6\x48\xa3\x62\xda\x2d\xa4"
    "\xb0",
    24};

TEST(Signature, PL_01_is_that_of_the_specifications_example) {
    const Signed message{"msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330, R"({"test": 2432232314})"};
    EXPECT_EQ(secret_text(example), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    EXPECT_EQ(signature_of(message, std::array{example}),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Signature, OfTwoSecretsBothAreThere) {
    const Signed message{"evt_1", 1, "{}"};
    const std::string other = fresh_secret();
    const std::string both = signature_of(message, std::array{other, example});
    EXPECT_EQ(both, signature_of(message, std::array{other}) + " " +
                        signature_of(message, std::array{example}));
}

TEST(Signature, EverySecretIsAnother) {
    EXPECT_EQ(fresh_secret().size(), 32U);
    EXPECT_NE(fresh_secret(), fresh_secret());
}

TEST(Retry, PausesGrowFourfoldUpToTwelveHoursAndAQuarterMoreByChance) {
    const auto least =
        std::to_array<base::Duration>({10s, 40s, 160s, 640s, 2560s, 10240s, 40960s, 12h, 12h, 12h});
    for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
        for (std::size_t i = 0; i < least.size(); ++i) {
            const auto pause = pause_after(static_cast<std::int64_t>(i) + 1, seed);
            EXPECT_GE(pause, least[i]);
            EXPECT_LE(pause, least[i] + least[i] / 4);
        }
    }
}

TEST(Retry, WhatFailedTogetherDoesNotComeBackTogether) {
    EXPECT_EQ(pause_after(3, 7), pause_after(3, 7));
    EXPECT_NE(pause_after(3, 7), pause_after(3, 8));
    EXPECT_NE(pause_after(8, 7), pause_after(9, 7)) << "two pauses of the same length";
}

TEST(Retry, TheLastOfTheUsualTriesIsMadeAfter63To79Hours) {
    EXPECT_GE(shortest_span(tries_usual), 63h);
    EXPECT_LT(shortest_span(tries_usual) * 5 / 4, 79h);
    EXPECT_EQ(shortest_span(1), 0s);
    EXPECT_EQ(shortest_span(3), 50s);
}

}  // namespace
}  // namespace webhooks
