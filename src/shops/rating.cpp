#include "shops/rating.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace shops {
namespace {

// The products of a billion reviews need more than 64 bits.
__extension__ using Wide = __int128;

/// Fractions are counted in billionths.
constexpr std::int64_t unit = 1'000'000'000;

/// The square of 1.959964, which 95 % of a normal distribution lie within, in millionths.
constexpr std::int64_t z_squared = 3'841'459;

/// So many reviews that differ as much as any can are thought of beside the real ones, when it is
/// measured how much those differ: two that agree have not shown that all will.
constexpr std::int64_t thought_of = 2;

Wide rounded_up(Wide number, Wide divisor) {
    return (number + divisor - 1) / divisor;
}

/// The largest whole number whose square is not above it; by Newton's steps from above.
Wide root(Wide number) {
    if (number < 2) return number;
    Wide guess = Wide{1} << 62;
    for (;;) {
        const Wide next = (guess + number / guess) / 2;
        if (next >= guess) return guess;
        guess = next;
    }
}

/// How much the reviews differ, in billionths of how much reviews of this mean can: their sum of
/// squares against that of ones and fives alone, which none exceeds (Bhatia and Davis).
Wide spread(const Rating& rating) {
    const Wide n = rating.count(), sum = rating.stars();
    const Wide squares = rating.one + Wide{4} * rating.two + Wide{9} * rating.three +
                         Wide{16} * rating.four + Wide{25} * rating.five;
    const Wide thought = 4 * n * thought_of;
    const Wide differ = n * squares - sum * sum + thought;
    const Wide at_most = (sum - n) * (5 * n - sum) + thought;
    return rounded_up(differ * unit, at_most);
}

}  // namespace

RatingView view_of(const Rating& rating) {
    const std::int64_t n = rating.count();
    base::ensure(n >= 0 && n <= ratings_most);
    if (n == 0) return {};
    const std::int64_t mean = (200 * rating.stars() + n) / (2 * n);

    // Wilson (1927) for a share p of n: (p + t/2 ± sqrt(t p (1 - p) + t²/4)) / (1 + t), t = z²/n.
    const Wide t = rounded_up(z_squared * spread(rating), Wide{1'000'000} * n);
    const Wide p = Wide{rating.stars() - n} * unit / (4 * n);
    const Wide half = root(t * p * (unit - p) / unit + t * t / 4) + 1;
    const Wide low = (p + t / 2 - half) * unit / (unit + t);
    const Wide high = rounded_up((p + t / 2 + half) * unit, unit + t);
    const auto hundredths = [](Wide share) { return static_cast<std::int64_t>(share); };
    return {n, mean, std::clamp<std::int64_t>(hundredths(100 + 400 * low / unit), 100, mean),
            std::clamp<std::int64_t>(hundredths(rounded_up(100 * Wide{unit} + 400 * high, unit)),
                                     mean, 500)};
}

}  // namespace shops
