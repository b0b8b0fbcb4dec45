#include "policies/policies.hpp"

#include <algorithm>
#include <array>

#include "events/events.hpp"
#include "http/json.hpp"
#include "members/members.hpp"
#include "policies/choices.hpp"
#include "policies/fees.hpp"
#include "policies/limits.hpp"

namespace policies {
namespace {

// clang-format off
constexpr std::array all = {
    //         name                  unit       usual   min        max
    Definition{accept_within_hours,  "hours",      72,    1,       720},
    Definition{answers_kept_hours,   "hours",      24,    1,       168},
    Definition{appeal_within_days,   "days",      183,  183,       730},
    Definition{arrive_within_days,   "days",       21,    7,       120},
    Definition{case_taken_minutes,   "minutes",    60,    5,     1'440},
    Definition{commission_ppm,       "ppm",    50'000,    0,   500'000},
    Definition{decide_within_hours,  "hours",      72,    1,       720},
    Definition{dispute_answer_hours, "hours",      72,    1,       720},
    Definition{dispute_appeal_days,  "days",        7,    1,        90},
    Definition{dispute_within_days,  "days",       14,    1,       180},
    Definition{fee_notice_days,      "days",        0,    0,       365},
    Definition{fee_vat_ppm,          "ppm",         0,    0,   300'000},
    Definition{inspection_days,      "days",       14,    1,        60},
    Definition{judge_within_days,    "days",        7,    1,        60},
    Definition{offer_answer_hours,   "hours",      48,    1,       720},
    Definition{offer_pay_minutes,    "minutes", 1'440,    5,    10'080},
    Definition{offer_rounds_most,    "times",       6,    0,       100},
    Definition{offers_per_day,       "times",      20,    0,     1'000},
    Definition{offers_unpaid_most,   "times",       3,    1,     1'000},
    Definition{pay_within_minutes,   "minutes",    30,    5,     1'440},
    Definition{payout_every_days,    "days",        7,    1,        31},
    Definition{payout_minimum,       "minor",   1'000,    0, 1'000'000},
    Definition{payout_rest_days,     "days",        3,    0,        30},
    Definition{play_money,           "choice",      1,    0,         1},
    Definition{postage_most,         "minor",  10'000,    0, 100'000'000},
    Definition{promoter_link_days,   "days",       30,    1,       365},
    Definition{promoter_ppm_most,    "ppm",   200'000,    0,   300'000},
    Definition{promoter_units_most,  "times",      20,    1,       100},
    Definition{promoting,            "choice",      1,    0,         1},
    Definition{questions_per_day,    "times",      20,    1,     1'000},
    Definition{refund_answer_hours,  "hours",      72,    1,       720},
    Definition{refund_debt_most,     "minor",  50'000,    0, 100'000'000},
    Definition{refund_within_days,   "days",       30,    0,       365},
    Definition{refunds_asked_most,   "times",       3,    1,        20},
    Definition{reports_per_day,      "times",      10,    1,     1'000},
    Definition{review_edit_days,     "days",       30,    1,       365},
    Definition{session_days,         "days",       30,    1,       365},
    Definition{ship_within_days,     "days",        7,    1,       365},
    Definition{transfer_within_days, "days",        7,    1,        30},
    Definition{unpaid_expired_days,  "days",       30,    1,       365},
    Definition{unpaid_expired_most,  "times",      20,    1,     1'000},
    Definition{unpaid_open_most,     "times",      20,    1,     1'000},
    Definition{who_may_join,         "choice",      0,    0,         2},
    Definition{withdrawal_answer_days, "days",     14,    1,        30},
    Definition{withdrawal_days,      "days",        0,    0,        60},
};
// clang-format on
static_assert(std::ranges::is_sorted(all, {}, &Definition::name));
static_assert(std::ranges::all_of(all, [](const Definition& definition) {
    return definition.min <= definition.usual && definition.usual <= definition.max;
}));

const Definition* definition_of(std::string_view name) {
    const auto found = std::ranges::find(all, name, &Definition::name);
    return found == all.end() ? nullptr : &*found;
}

struct VersionRow {
    std::string name;
    std::int64_t version = 0;
    std::int64_t value = 0;
    base::Time since;
    base::MemberId set_by;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (), (name, version, value, since, set_by, reason))

Version version_of(VersionRow row) {
    return {row.version, row.value, row.since, row.set_by, std::move(row.reason)};
}

Version default_of(const Definition& definition) {
    return {0, definition.usual, std::nullopt, base::MemberId{}, ""};
}

struct ValueRow {
    std::int64_t value = 0;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ValueRow, (), (value, version))

struct PolicyNews {
    std::string name;
    std::int64_t version = 0;
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(PolicyNews, (), (name, version, value))

/// What the audit takes a digest of.
std::string state_of(const Value& value) {
    return std::to_string(value.version) + " " + std::to_string(value.value);
}

}  // namespace

std::span<const Definition> definitions() {
    return all;
}

Value value(db::Snapshot& snapshot, std::string_view name) {
    return value_at(snapshot, name, snapshot.now());
}

Value value_at(db::Snapshot& snapshot, std::string_view name, base::Time at) {
    const Definition* definition = definition_of(name);
    base::ensure(definition != nullptr);
    // A row is never younger than a command that comes after it, but a query's clock may be behind.
    const auto row = snapshot.one<ValueRow>(
        "select value, version from policy_versions where name = $1 and since <= $2 "
        "order by version desc limit 1",
        name, at);
    return row ? Value{row->value, row->version} : Value{definition->usual, 0};
}

std::vector<Policy> list(db::Snapshot& snapshot) {
    std::vector<Policy> policies;
    for (const Definition& definition : all) {
        policies.push_back({definition, default_of(definition)});
    }
    auto rows = snapshot.all<VersionRow>(
        "select name, version, value, since, set_by, reason from policy_versions as p "
        "where version = (select max(q.version) from policy_versions as q where q.name = p.name "
        "and q.since <= $1)",
        snapshot.now());
    for (VersionRow& row : rows) {
        for (Policy& policy : policies) {
            if (policy.definition.name == row.name) policy.current = version_of(row);
        }
    }
    return policies;
}

base::Result<Policy> find(db::Snapshot& snapshot, std::string_view name) {
    const auto versions = TRY(history(snapshot, name));
    const auto current = std::ranges::find_if(versions, [&](const Version& version) {
        return !version.since || *version.since <= snapshot.now();
    });
    return Policy{*definition_of(name), *current};
}

base::Result<std::vector<Version>> history(db::Snapshot& snapshot, std::string_view name) {
    const Definition* definition = definition_of(name);
    if (definition == nullptr) return no_such_policy;
    std::vector<Version> versions;
    auto rows = snapshot.all<VersionRow>(
        "select name, version, value, since, set_by, reason from policy_versions "
        "where name = $1 order by version desc",
        name);
    for (VersionRow& row : rows) versions.push_back(version_of(std::move(row)));
    versions.push_back(default_of(*definition));
    return versions;
}

base::Result<Definition> allowed(std::string_view name, std::int64_t value) {
    const Definition* definition = definition_of(name);
    if (definition == nullptr) return no_such_policy;
    if (value < definition->min) {
        return base::wrong_field("value", "too_small", {{"min", std::to_string(definition->min)}});
    }
    if (value > definition->max) {
        return base::wrong_field("value", "too_large", {{"max", std::to_string(definition->max)}});
    }
    return *definition;
}

base::Result<Policy> set(db::Tx& tx, const Change& change) {
    TRY(allowed(change.name, change.value));
    const std::int64_t version =
        1 + tx.number("select coalesce(max(version), 0) from policy_versions where name = $1",
                      change.name);
    const Value old = value(tx, change.name);
    if (change.name == commission_ppm) TRY(mind_notice(tx, old.value, change.value));
    tx.run(
        "insert into policy_versions (name, version, value, since, set_by, reason) "
        "values ($1, $2, $3, $4, $5, $6)",
        change.name, version, change.value, tx.now(), change.by, change.reason);
    members::audit(tx,
                   {change.by, std::string{members::operator_permission}, "policy: " + change.name,
                    version, change.reason, state_of(old), state_of({change.value, version})});
    TRY(events::tell(tx, {"policy_set", version,
                          http::to_json(PolicyNews{change.name, version, change.value})}));
    return find(tx, change.name);
}

}  // namespace policies
