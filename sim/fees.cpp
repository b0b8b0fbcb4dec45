// What the market keeps of a sale: tables of fees by category and tier with the day from which they
// count, the tax on fees, and the other rules about money that a life has to have to be one.

#include "orders/fees.hpp"
#include "policies/choices.hpp"
#include "policies/fees.hpp"
#include "policies/limits.hpp"
#include "policies/policies.hpp"
#include "sim/people.hpp"

namespace sim {
namespace {

using Id = base::Result<std::int64_t>;

constexpr std::array categories{"", "books", "tools"};
constexpr std::array tiers{"", "gold"};

std::string any_of(const auto& words, Chance& chance) {
    return words[static_cast<std::size_t>(chance.below(std::ssize(words)))];
}

policies::FeeRow row_by_chance(const std::string& category, const std::string& tier,
                               Chance& chance) {
    policies::FeeRow row{category, tier, chance.below(400'000), 0, std::nullopt};
    if (chance.one_in(3)) row.lowest = chance.below(400);
    if (chance.one_in(3)) row.most = row.lowest + chance.below(2'000);
    return row;
}

}  // namespace

void People::decide_fees(Chance& chance) {
    switch (chance.below(4)) {
        case 0: return set_fees(chance);
        case 1: return set_category(chance);
        case 2: return set_tier(chance);
        default: return rule(chance);
    }
}

/// A whole table, from now on or from some day; now and then none again.
void People::set_fees(Chance& chance) {
    std::vector<policies::FeeRow> rows;
    for (const std::string category : categories) {
        for (const std::string tier : tiers) {
            if (chance.one_in(2)) rows.push_back(row_by_chance(category, tier, chance));
        }
    }
    if (chance.one_in(6)) rows.clear();
    const base::Duration later = std::chrono::hours{chance.one_in(2) ? 0 : chance.below(72)};
    const auto boss = members_.front();
    (void)market_.send("set_fees", [=](db::Tx& tx) -> Id {
        return TRY(policies::set_fees(tx, {rows, tx.now() + later, boss, "by chance"})).version;
    });
}

void People::set_category(Chance& chance) {
    const Goods goods = recent(goods_, chance);
    const std::string category = any_of(categories, chance);
    const auto boss = members_.front();
    (void)market_.send("set_category", [=](db::Tx& tx) -> Id {
        orders::set_category(tx, goods.id, category, boss);
        return goods.id.value;
    });
}

void People::set_tier(Chance& chance) {
    const auto seller = recent(sellers_, chance);
    const std::string tier = any_of(tiers, chance);
    const base::Duration later = std::chrono::hours{chance.one_in(2) ? 0 : chance.below(72)};
    const auto boss = members_.front();
    (void)market_.send("set_tier", [=](db::Tx& tx) -> Id {
        TRY(policies::set_tier(tx, {seller, tier, tx.now() + later, boss, "by chance"}));
        return seller.value;
    });
}

/// Rules that are off in a market that was just founded, and those that chance has turned off.
void People::rule(Chance& chance) {
    struct Rule {
        std::string_view name;
        std::int64_t value = 0;
    };
    const std::array rules{Rule{policies::withdrawal_days, 1 + chance.below(30)},
                           Rule{policies::fee_vat_ppm, chance.below(3) * 95'000},
                           Rule{policies::promoter_ppm_most, 100'000 + chance.below(200'000)},
                           Rule{policies::promoting, chance.one_in(8) ? 0 : 1},
                           Rule{policies::play_money, 1}};
    const Rule rule = rules[static_cast<std::size_t>(chance.below(std::ssize(rules)))];
    set_rule(rule.name, rule.value);
}

void People::begin_rules() {
    set_rule(policies::withdrawal_days, 14);
    set_rule(policies::fee_vat_ppm, 190'000);
}

void People::set_rule(std::string_view name, std::int64_t value) {
    const auto boss = members_.front();
    (void)market_.send("policy", [=](db::Tx& tx) -> Id {
        TRY(policies::set(tx, {std::string{name}, value, boss, "lives are short"}));
        return std::int64_t{0};
    });
}

}  // namespace sim
