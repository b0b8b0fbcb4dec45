#include "policies/fee_rules.hpp"

#include <algorithm>
#include <set>

#include "base/money.hpp"

namespace policies {
namespace {

/// How much a row says about what it fits; 0 where it does not fit.
int fit(const FeeRow& row, const std::string& category, const std::string& tier) {
    if (!row.category.empty() && row.category != category) return 0;
    if (!row.tier.empty() && row.tier != tier) return 0;
    return 1 + (row.tier.empty() ? 0 : 1) + (row.category.empty() ? 0 : 2);
}

std::set<std::string> words_of(const Fees& fees, std::string FeeRow::*word) {
    std::set<std::string> words{""};  // Whatever no row names is treated alike.
    for (const FeeRow& row : fees.rows) words.insert(row.*word);
    return words;
}

}  // namespace

FeeRule rule_for(const Fees& fees, const std::string& category, const std::string& tier) {
    FeeRule best = fees.plain;
    int best_fit = 0;
    std::int64_t number = 0;
    for (const FeeRow& row : fees.rows) {
        ++number;
        const int its = fit(row, category, tier);
        if (its <= best_fit) continue;
        best_fit = its;
        best = {fees.version, number, row.rate_ppm, row.lowest, row.most};
    }
    return best;
}

std::int64_t fee_by_rate(std::int64_t amount, std::int64_t rate_ppm) {
    return std::min(base::portion(amount, rate_ppm), amount / 2);
}

std::int64_t fee_of(const FeeRule& rule, std::int64_t amount) {
    // The plain policy is what it always was: a rate, and half a cent is the market's.
    if (rule.row == 0) return base::portion(amount, rule.rate_ppm);
    std::int64_t fee = std::max(fee_by_rate(amount, rule.rate_ppm), rule.lowest);
    if (rule.most) fee = std::min(fee, *rule.most);
    return std::min(fee, amount / 2);
}

bool is_raise(const FeeRule& now, const FeeRule& then) {
    if (then.rate_ppm > now.rate_ppm || then.lowest > now.lowest) return true;
    return now.most && (!then.most || *then.most > *now.most);
}

bool is_raise(const Fees& now, const Fees& then) {
    auto categories = words_of(now, &FeeRow::category);
    categories.merge(words_of(then, &FeeRow::category));
    auto tiers = words_of(now, &FeeRow::tier);
    tiers.merge(words_of(then, &FeeRow::tier));
    return std::ranges::any_of(categories, [&](const std::string& category) {
        return std::ranges::any_of(tiers, [&](const std::string& tier) {
            return is_raise(rule_for(now, category, tier), rule_for(then, category, tier));
        });
    });
}

bool is_raise(const Fees& fees, const std::string& from, const std::string& to) {
    return std::ranges::any_of(words_of(fees, &FeeRow::category), [&](const std::string& category) {
        return is_raise(rule_for(fees, category, from), rule_for(fees, category, to));
    });
}

}  // namespace policies
