#include "insight/share_out.hpp"

#include <algorithm>
#include <cstdlib>

namespace insight {
namespace {

__extension__ using Wide = __int128;

using Weights = std::vector<std::int64_t>;

/// By `wanted`; where those weigh nothing by what the goods cost, and by nothing at all last.
std::vector<std::int64_t> cut(std::int64_t amount, Weights wanted, const std::vector<Part>& parts) {
    const auto weighs = [](const Weights& weights) {
        return std::ranges::any_of(weights, [](std::int64_t one) { return one > 0; });
    };
    if (!weighs(wanted)) std::ranges::transform(parts, wanted.begin(), &Part::amount);
    if (!weighs(wanted)) wanted.front() = 1;
    auto list = base::apportion(std::abs(amount), wanted);
    if (amount < 0) {
        for (std::int64_t& one : list) one = -one;
    }
    return list;
}

/// What an amount of this kind is taken from. Of an order of which not all was counted it may be
/// less than nothing.
std::int64_t left_for(const Part& part, const Moving& whole) {
    switch (whole.kind) {
        case Kind::placed:
        case Kind::paid: return part.amount;
        case Kind::settled: return part.amount - part.back - part.settled;
        case Kind::refunded: return whole.amount < 0 ? part.back : part.amount - part.back;
    }
    base::unreachable();
}

void count(Part& part, Kind kind, std::int64_t amount) {
    if (kind == Kind::settled) part.settled += amount;
    if (kind == Kind::refunded) part.back += amount;
}

/// What of the fee belongs to this much of the goods, in thousandths so that little is told apart.
std::int64_t fee_weight(const Part& part, std::int64_t amount) {
    if (part.amount == 0) return 0;
    constexpr std::int64_t fine = 1000;
    return static_cast<std::int64_t>(Wide{part.fee} * fine * std::abs(amount) / part.amount);
}

/// By what the table of fees made of this much of the goods.
std::vector<std::int64_t> earn(std::int64_t fee, const std::vector<std::int64_t>& amounts,
                               const std::vector<Part>& parts) {
    Weights weights;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        weights.push_back(fee_weight(parts[i], amounts[i]));
    }
    return cut(fee, weights, parts);
}

/// From what each part has of it, by how much of its goods goes back now, and never more than it
/// has: so that nothing remains where everything has gone back. Below 0, as `fee`.
std::vector<std::int64_t> take_back(std::int64_t fee, std::int64_t Part::*has,
                                    const std::vector<std::int64_t>& amounts, const Weights& lefts,
                                    const std::vector<Part>& parts) {
    constexpr std::int64_t fine = 1000;
    Weights weights;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::int64_t its = std::max<std::int64_t>(parts[i].*has, 0);
        all += its;
        // What still has some of it though its goods are gone gives that back first.
        weights.push_back(static_cast<std::int64_t>(
            lefts[i] == 0 ? Wide{its} * fine : Wide{its} * fine * std::abs(amounts[i]) / lefts[i]));
    }
    auto list = cut(fee, weights, parts);
    if (all + fee < 0) return list;  // Of an order of which not all was counted.
    std::int64_t excess = 0;
    Weights room;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::int64_t its = std::max<std::int64_t>(parts[i].*has, 0);
        excess += std::max<std::int64_t>(-list[i] - its, 0);
        list[i] = std::max(list[i], -its);
        room.push_back(its + list[i]);
    }
    if (excess == 0) return list;
    const auto more = base::apportion(excess, room);
    for (std::size_t i = 0; i < parts.size(); ++i) list[i] -= more[i];
    return list;
}

}  // namespace

std::vector<Moving> share_out(const Moving& whole, std::vector<Part>& parts) {
    base::ensure(!parts.empty());
    Weights lefts;
    for (const Part& part : parts) {
        lefts.push_back(std::max<std::int64_t>(left_for(part, whole), 0));
    }
    const auto amounts = cut(whole.amount, lefts, parts);
    const auto share = [&](std::int64_t fee, std::int64_t Part::*has) {
        return fee < 0 ? take_back(fee, has, amounts, lefts, parts) : earn(fee, amounts, parts);
    };
    const auto commissions = share(whole.commission, &Part::earned);
    const auto taxes = share(whole.tax, &Part::taxed);
    std::vector<Moving> list;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        count(parts[i], whole.kind, amounts[i]);
        parts[i].earned += commissions[i];
        parts[i].taxed += taxes[i];
        list.push_back({whole.kind, amounts[i], commissions[i], taxes[i]});
    }
    return list;
}

std::size_t main_part(const std::vector<Part>& parts) {
    base::ensure(!parts.empty());
    const auto of_goods = [](const Part& one) {
        return one.category == postage_category ? -1 : one.amount;
    };
    return static_cast<std::size_t>(std::ranges::max_element(parts, {}, of_goods) - parts.begin());
}

}  // namespace insight
