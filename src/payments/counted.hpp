#pragma once

#include <array>
#include <atomic>
#include <memory>

#include "base/histogram.hpp"
#include "payments/payments.hpp"

namespace payments {

/// What was asked of a provider.
BOOST_DEFINE_ENUM_CLASS(Asked, capture, resolve, refund)

/// How often a provider was asked, and how often it did not say what became of it.
struct ProviderCounters {
    struct Of {
        std::atomic<std::int64_t> calls{0};
        std::atomic<std::int64_t> failures{0};  // It threw, or its answer was `unknown`.
    };
    Of& of(Asked asked) { return list[static_cast<std::size_t>(asked)]; }
    const Of& of(Asked asked) const { return list[static_cast<std::size_t>(asked)]; }

    std::array<Of, 3> list{};
    base::TimeHistogram took;  // From a call to its answer; one that never comes is not in it.
};

/// The same provider, counted. `counters` outlives it.
std::unique_ptr<Provider> counted(std::unique_ptr<Provider> inner, ProviderCounters& counters);

}  // namespace payments
