#include "base/money.hpp"

#include <algorithm>
#include <numeric>

namespace base {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t million = 1'000'000;

}  // namespace

std::int64_t portion(std::int64_t amount, std::int64_t rate_ppm) {
    ensure(amount >= 0);
    ensure(rate_ppm >= 0 && rate_ppm <= million);
    return static_cast<std::int64_t>((Wide{amount} * rate_ppm + million / 2) / million);
}

std::vector<std::int64_t> apportion(std::int64_t total, std::span<const std::int64_t> weights) {
    ensure(total >= 0);
    Wide sum = 0;
    for (const std::int64_t weight : weights) {
        ensure(weight >= 0);
        sum += weight;
    }
    ensure(sum > 0);

    std::vector<std::int64_t> parts;
    std::vector<Wide> remainders;
    std::int64_t given = 0;
    for (const std::int64_t weight : weights) {
        const Wide exact = Wide{total} * weight;
        parts.push_back(static_cast<std::int64_t>(exact / sum));
        remainders.push_back(exact % sum);
        given += parts.back();
    }

    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; given < total; ++i, ++given) ++parts[order[i]];
    return parts;
}

}  // namespace base
