#pragma once

// The rules that a thing can be reported under or a dispute decided by, with their versions. A
// version's text never changes once it was shipped: a decision names the version it went by, and is
// read years later.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/time.hpp"
#include "cases/state.hpp"

namespace cases {

/// Whether the law of the place forbids it, or this market does.
BOOST_DEFINE_ENUM_CLASS(RuleGround, law, market)

struct Rule {
    std::string_view code;
    std::int64_t version = 0;
    base::Time since;
    RuleGround ground{};
    std::string_view title_en, title_zh;
    std::string_view text_en, text_zh;
    CaseKind of = CaseKind::report;
};

/// All versions of all rules: those of reports, then those of disputes; of each by code, the one
/// for all else last, and then by version.
std::span<const Rule> all_rules();

/// What is in force at `now` for cases of a kind, one version of each rule, as people are to see
/// them.
std::vector<Rule> rules_at(base::Time now, CaseKind of = CaseKind::report);

/// The version of a rule in force at `now`; nothing where there is no such rule.
std::optional<Rule> rule_at(std::string_view code, base::Time now, CaseKind of = CaseKind::report);

/// A version of a rule that there is or was; nothing where there is no such one.
std::optional<Rule> rule_version(std::string_view code, std::int64_t version);

}  // namespace cases
