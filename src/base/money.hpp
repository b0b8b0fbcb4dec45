#pragma once

// Money is a whole number of minor units (cents, yen) of one currency. There is no floating
// point on the way from the buyer to the books, and no division that loses a cent.

#include <boost/describe/class.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/ensure.hpp"

namespace base {

struct Money {
    std::int64_t minor = 0;
    std::string currency;  // ISO 4217, e.g. "EUR".

    friend bool operator==(const Money&, const Money&) = default;
};
BOOST_DESCRIBE_STRUCT(Money, (), (minor, currency))

/// No sum of money in a market may be larger; forms refuse it, so that sums of a million such
/// amounts still fit into 64 bits.
inline constexpr std::int64_t money_minor_max = 1'000'000'000'000;

/// a + b; an overflow stops the program.
inline std::int64_t add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    ensure(!__builtin_add_overflow(a, b, &sum));
    return sum;
}

/// a * b; an overflow stops the program. Where a form could cause it, the form is refused first.
inline std::int64_t multiply(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    ensure(!__builtin_mul_overflow(a, b, &product));
    return product;
}

inline Money operator+(const Money& a, const Money& b) {
    ensure(a.currency == b.currency);
    return {add(a.minor, b.minor), a.currency};
}

/// `amount` times `rate_ppm` parts per million, halves rounded up, for amount >= 0 and a rate of
/// 0 to 1,000,000. Computed in 128 bits.
std::int64_t portion(std::int64_t amount, std::int64_t rate_ppm);

/// Cuts `total` in proportion to `weights` by largest remainder: the parts differ from the exact
/// ones by less than one unit and add up to `total` exactly. Equal remainders favour the earlier
/// part. `total` >= 0, weights >= 0 and not all zero.
std::vector<std::int64_t> apportion(std::int64_t total, std::span<const std::int64_t> weights);

}  // namespace base
