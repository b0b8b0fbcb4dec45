#include "payments/counted.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace payments {
namespace {

/// Says what it was told to say.
class Says final : public Provider {
public:
    std::string_view name() const override { return "says"; }
    void capture(const Capture&, std::function<void(Outcome)> done) override {
        if (breaks) throw std::runtime_error("away");
        done(outcome);
    }
    void resolve(PaymentId, std::function<void(Outcome)> done) override { done(outcome); }
    void refund(const Refund&, std::function<void(Returned)> done) override {
        done(Returned::unknown);
    }

    Outcome outcome = Outcome::captured;
    bool breaks = false;
};

TEST(CountedProvider, CountsWhatWasAskedAndWhatNobodyAnswered) {
    ProviderCounters counters;
    auto inner = std::make_unique<Says>();
    Says& says = *inner;
    const auto provider = counted(std::move(inner), counters);
    Outcome heard{};
    const auto hear = [&](Outcome outcome) { heard = outcome; };

    provider->capture({}, hear);
    EXPECT_EQ(heard, Outcome::captured);
    says.outcome = Outcome::unknown;
    provider->capture({}, hear);
    EXPECT_EQ(heard, Outcome::unknown);
    says.breaks = true;
    EXPECT_THROW(provider->capture({}, hear), std::runtime_error);
    says.outcome = Outcome::declined;
    provider->resolve({}, hear);
    provider->refund({}, [](Returned) {});

    EXPECT_EQ(counters.of(Asked::capture).calls, 3);
    EXPECT_EQ(counters.of(Asked::capture).failures, 2);
    EXPECT_EQ(counters.of(Asked::resolve).calls, 1);
    EXPECT_EQ(counters.of(Asked::resolve).failures, 0) << "a no is an answer";
    EXPECT_EQ(counters.of(Asked::refund).failures, 1);
    EXPECT_EQ(provider->name(), "says");
}

}  // namespace
}  // namespace payments
