#include "promoters/decide.hpp"

#include <algorithm>

#include "base/money.hpp"

namespace promoters {

Rate within(Rate rate, std::int64_t most_ppm) {
    rate.first_ppm = std::min(rate.first_ppm, most_ppm);
    rate.second_ppm = std::min({rate.second_ppm, rate.first_ppm, most_ppm - rate.first_ppm});
    return rate;
}

Why judge(const Standing& standing, std::int64_t units, std::int64_t units_most) {
    if (!standing.promotes) return Why::not_promoting;
    if (standing.is_seller) return Why::own_goods;
    if (standing.is_buyer) return Why::own_purchase;
    if (standing.apart) return Why::apart;
    if (standing.same_account) return Why::same_account;
    if (standing.same_household) return Why::same_household;
    if (standing.recruits) return Why::recruits;
    return units > units_most ? Why::stock : Why::earns;
}

std::vector<Part> reckon(const std::vector<Offer>& offers, bool has_second) {
    std::vector<Part> parts;
    for (const Offer& offer : offers) {
        const Part part{offer.line, base::portion(offer.total, offer.rate.first_ppm),
                        has_second ? base::portion(offer.total, offer.rate.second_ppm) : 0,
                        offer.rate};
        if (part.first + part.second > 0) parts.push_back(part);
    }
    return parts;
}

Total total_of(const std::vector<Part>& parts) {
    Total total;
    for (const Part& part : parts) {
        total.first = base::add(total.first, part.first);
        total.second = base::add(total.second, part.second);
    }
    return total;
}

Earning earning_of(const Course& course) {
    if (course.came_to_nothing || course.back >= course.amount) return Earning::reversed;
    if (course.waits_for_payment) return Earning::pending;
    if (!course.thawed) return Earning::frozen;
    return course.paid_since ? Earning::paid : Earning::payable;
}

}  // namespace promoters
