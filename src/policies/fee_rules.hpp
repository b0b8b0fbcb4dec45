#pragma once

// Which row of a table of fees fits goods, what it makes of a sum, and whether another asks for
// more. Pure.
//
// A row names a category of goods, a tier of sellers, both or neither. The one that says most about
// the goods fits: both, then the category, then the tier, then neither; where none does, the plain
// policy commission_ppm is the row that fits everything. A row's rate is of all goods of an order
// that it fits, together; what comes out is raised to the row's lowest and cut to its most. Never
// more than half of what the goods cost: a lowest fee is not to eat a small sale.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.hpp"

namespace policies {

/// A row of a table; "" fits all.
struct FeeRow {
    std::string category;
    std::string tier;
    std::int64_t rate_ppm = 0;
    std::int64_t lowest = 0;
    std::optional<std::int64_t> most;

    friend bool operator==(const FeeRow&, const FeeRow&) = default;
};
BOOST_DESCRIBE_STRUCT(FeeRow, (), (category, tier, rate_ppm, lowest, most))

/// What a row asks, and which it is. Row 0 is the plain policy, in a version of its own.
struct FeeRule {
    std::int64_t version = 0;
    std::int64_t row = 0;  // From 1.
    std::int64_t rate_ppm = 0;
    std::int64_t lowest = 0;
    std::optional<std::int64_t> most;

    friend bool operator==(const FeeRule&, const FeeRule&) = default;
};
BOOST_DESCRIBE_STRUCT(FeeRule, (), (version, row, rate_ppm, lowest, most))

/// A table as it is asked: its rows, and the policy for what none of them fits.
struct Fees {
    std::int64_t version = 0;  // 0: there is no table.
    std::vector<FeeRow> rows;
    FeeRule plain;
};

/// The rule for goods of this category sold by somebody of this tier; "" for none.
FeeRule rule_for(const Fees& fees, const std::string& category, const std::string& tier);

/// What a rate alone makes of a sum, at most half of it.
std::int64_t fee_by_rate(std::int64_t amount, std::int64_t rate_ppm);

/// What the rule makes of the goods of one order that it fits, which cost `amount`.
std::int64_t fee_of(const FeeRule& rule, std::int64_t amount);

/// Whether some sum could cost more by `then` than by `now`.
bool is_raise(const FeeRule& now, const FeeRule& then);

/// Whether some goods of some seller could cost more by `then`.
bool is_raise(const Fees& now, const Fees& then);

/// The same for a seller who changes from one tier to another.
bool is_raise(const Fees& fees, const std::string& from, const std::string& to);

}  // namespace policies
