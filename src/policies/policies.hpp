#pragma once

// Policies: every number that a person could dispute, versioned, with who set it, since when and
// why. What was decided by one carries its version, so it can be explained years later.
//
// The names are fixed here, their defaults, bounds and units in policies.cpp. A market that never
// set a policy lives by the default, which is version 0. A new version counts from the instant it
// was set and never backwards.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace policies {

inline constexpr std::string_view commission_ppm = "commission_ppm";              // 50,000
inline constexpr std::string_view pay_within_minutes = "pay_within_minutes";      // 30
inline constexpr std::string_view transfer_within_days = "transfer_within_days";  // 7 (bank)
inline constexpr std::string_view accept_within_hours = "accept_within_hours";    // 72
inline constexpr std::string_view ship_within_days = "ship_within_days";          // 7
inline constexpr std::string_view arrive_within_days = "arrive_within_days";      // 21
inline constexpr std::string_view inspection_days = "inspection_days";            // 14
inline constexpr std::string_view dispute_within_days = "dispute_within_days";    // 14
inline constexpr std::string_view dispute_answer_hours = "dispute_answer_hours";  // 72
inline constexpr std::string_view dispute_appeal_days = "dispute_appeal_days";    // 7
inline constexpr std::string_view refund_answer_hours = "refund_answer_hours";    // 72
inline constexpr std::string_view refund_debt_most = "refund_debt_most";          // 500.00
inline constexpr std::string_view refund_within_days = "refund_within_days";      // 30
inline constexpr std::string_view refunds_asked_most = "refunds_asked_most";      // 3
inline constexpr std::string_view session_days = "session_days";                  // 30
inline constexpr std::string_view answers_kept_hours = "answers_kept_hours";      // 24
inline constexpr std::string_view review_edit_days = "review_edit_days";          // 30
inline constexpr std::string_view questions_per_day = "questions_per_day";        // 20
inline constexpr std::string_view reports_per_day = "reports_per_day";            // 10
inline constexpr std::string_view decide_within_hours = "decide_within_hours";    // 72
inline constexpr std::string_view judge_within_days = "judge_within_days";        // 7 (appeals)
inline constexpr std::string_view appeal_within_days = "appeal_within_days";      // 183
inline constexpr std::string_view payout_minimum = "payout_minimum";              // 1,000
inline constexpr std::string_view payout_every_days = "payout_every_days";        // 7
inline constexpr std::string_view payout_rest_days = "payout_rest_days";          // 3
inline constexpr std::string_view promoter_ppm_most = "promoter_ppm_most";        // 200,000
inline constexpr std::string_view promoter_link_days = "promoter_link_days";      // 30
inline constexpr std::string_view promoter_units_most = "promoter_units_most";    // 20
inline constexpr std::string_view case_taken_minutes = "case_taken_minutes";      // 60

inline constexpr std::string_view withdrawal_days = "withdrawal_days";                // 0 (none)
inline constexpr std::string_view withdrawal_answer_days = "withdrawal_answer_days";  // 14

inline constexpr base::Reason no_such_policy{base::Kind::missing, "no_such_policy"};

/// What a policy is, whatever its value.
struct Definition {
    std::string_view name;
    std::string_view unit;  // "ppm", "minutes", "hours", "days", "times", "minor" (of money),
                            // "choice".
    std::int64_t usual = 0;
    std::int64_t min = 0;
    std::int64_t max = 0;
};

/// All policies, by name.
std::span<const Definition> definitions();

struct Value {
    std::int64_t value = 0;
    std::int64_t version = 0;  // 0: the default that came with the program.
};

/// The value in force at snapshot.now(). `name` is one of the constants above.
Value value(db::Snapshot& snapshot, std::string_view name);

/// The value that was in force at another time.
Value value_at(db::Snapshot& snapshot, std::string_view name, base::Time at);

/// One version of one policy. `by` is nobody (0) and `since` is empty for the default.
struct Version {
    std::int64_t version = 0;
    std::int64_t value = 0;
    std::optional<base::Time> since;
    base::MemberId by;
    std::string reason;
};

/// A policy as it is in force.
struct Policy {
    Definition definition;
    Version current;
};

/// Every policy with its value in force, by name.
std::vector<Policy> list(db::Snapshot& snapshot);

/// One policy with its value in force; no_such_policy.
base::Result<Policy> find(db::Snapshot& snapshot, std::string_view name);

/// All versions of a policy from the newest to the default; no_such_policy.
base::Result<std::vector<Version>> history(db::Snapshot& snapshot, std::string_view name);

struct Change {
    std::string name;
    std::int64_t value = 0;
    base::MemberId by;
    std::string reason;
};

/// Sets a policy from now on: a new version, audited, told as policy_set. Refuses with
/// no_such_policy, or with the form's field `value` when it is out of bounds.
base::Result<Policy> set(db::Tx& tx, const Change& change);

std::span<const db::Migration> migrations();

}  // namespace policies
