#pragma once

// The table of fees: what the operator keeps of a sale, by the category of the goods and the tier
// of the seller, with the day from which it counts.
//
// A version is a whole table, set at once with a reason, and never changed. It counts from a day
// that it names; the newest that has begun is in force, so a newer one takes the place of what was
// announced before it. What raises somebody's fee needs notice: fee_notice_days from the setting
// to the counting. Orders keep the rows that they were placed by, so no version touches an order.

#include <string>
#include <string_view>
#include <vector>

#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/tx.hpp"
#include "policies/fee_rules.hpp"

namespace policies {

inline constexpr std::string_view fee_notice_days = "fee_notice_days";  // 0
inline constexpr std::string_view fee_vat_ppm = "fee_vat_ppm";          // 0

inline constexpr base::Reason raise_needs_notice{base::Kind::conflict, "raise_needs_notice"};
inline constexpr base::Reason fee_row_twice{base::Kind::conflict, "fee_row_twice"};

inline constexpr std::size_t fee_rows_most = 100;
inline constexpr std::int64_t fee_rate_most = 500'000;

struct FeeTable {
    std::int64_t version = 0;
    base::Time counts_from;
    base::Time set_at;
    base::MemberId by;
    std::string reason;
    std::vector<FeeRow> rows;
};

/// The fees that are in force at an instant, now or later, as far as it is known now.
Fees fees_at(db::Snapshot& snapshot, base::Time at);

/// Every version, the newest first, `before` this one.
std::vector<FeeTable> fee_tables(db::Snapshot& snapshot, std::int64_t before, std::int64_t limit);

struct FeeChange {
    std::vector<FeeRow> rows;  // None: the plain policy fits everything again.
    base::Time counts_from;    // Not before now.
    base::MemberId by;
    std::string reason;
};

/// Sets the next version, audited, told as fees_set. Refuses with fee_row_twice (args: row), with
/// the form's field `from` where it lies in the past, and with raise_needs_notice (args: days).
base::Result<FeeTable> set_fees(db::Tx& tx, const FeeChange& change);

/// A seller's tier, since when and why; tier "" for none.
struct Tier {
    base::MemberId seller;
    std::string tier;
    base::Time since;
    base::MemberId set_by;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Tier, (), (seller, tier, since, set_by, reason))

/// The tier that a seller has at an instant; "" for none.
std::string tier_at(db::Snapshot& snapshot, base::MemberId seller, base::Time at);

/// Everything that was said of one seller's tier, the newest first.
std::vector<Tier> tiers_of(db::Snapshot& snapshot, base::MemberId seller);

/// Who has been given a tier last, the newest first, `before` this seller; those without are out.
std::vector<Tier> tiers(db::Snapshot& snapshot, base::MemberId before, std::int64_t limit);

/// Puts a seller into a tier from an instant on. Refuses as set_fees does.
base::Result<base::Done> set_tier(db::Tx& tx, const Tier& tier);

/// Refuses a plain commission above the one in force while raises need notice: a table can announce
/// what a policy, which counts at once, cannot.
base::Result<base::Done> mind_notice(db::Snapshot& snapshot, std::int64_t now, std::int64_t then);

}  // namespace policies
