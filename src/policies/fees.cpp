#include "policies/fees.hpp"

#include <algorithm>

#include "events/events.hpp"
#include "http/json.hpp"
#include "members/members.hpp"
#include "policies/policies.hpp"

namespace policies {
namespace {

struct TableRow {
    std::int64_t version = 0;
    base::Time counts_from;
    base::Time set_at;
    base::MemberId set_by;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TableRow, (), (version, counts_from, set_at, set_by, reason))

struct FeesNews {
    std::int64_t version = 0;
    base::Time counts_from;
};
BOOST_DESCRIBE_STRUCT(FeesNews, (), (version, counts_from))

std::vector<FeeRow> rows_of(db::Snapshot& snapshot, std::int64_t version) {
    return snapshot.all<FeeRow>(
        "select category, tier, rate_ppm, lowest, most from fee_rows where version = $1 "
        "order by number",
        version);
}

FeeTable table_of(db::Snapshot& snapshot, TableRow row) {
    return {row.version, row.counts_from,       row.set_at,
            row.set_by,  std::move(row.reason), rows_of(snapshot, row.version)};
}

/// The instants from now on at which what is in force may change, up to `until`.
std::vector<base::Time> changes_until(db::Snapshot& snapshot, base::Time until) {
    std::vector<base::Time> all{snapshot.now()};
    for (const base::Time at : snapshot.all<base::Time>(
             "select counts_from from fee_tables where counts_from > $1 and counts_from <= $2 "
             "order by counts_from",
             snapshot.now(), until)) {
        all.push_back(at);
    }
    return all;
}

base::Time notice_over(db::Snapshot& snapshot) {
    return snapshot.now() + std::chrono::days{value(snapshot, fee_notice_days).value};
}

base::Refusal needs_notice(db::Snapshot& snapshot) {
    return base::with(raise_needs_notice, "days",
                      std::to_string(value(snapshot, fee_notice_days).value));
}

base::Result<base::Done> check_rows(const std::vector<FeeRow>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto same = [&](const FeeRow& row) {
            return row.category == rows[i].category && row.tier == rows[i].tier;
        };
        if (std::find_if(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(i), same) !=
            rows.begin() + static_cast<std::ptrdiff_t>(i)) {
            return base::with(fee_row_twice, "row", std::to_string(i + 1));
        }
        if (rows[i].most && *rows[i].most < rows[i].lowest) {
            return base::wrong_field("rows." + std::to_string(i) + ".most", "too_small",
                                     {{"min", std::to_string(rows[i].lowest)}});
        }
    }
    return base::done;
}

/// Whether the rows raise what is in force at some time before they count. Plain policies have no
/// future: today's stands for all of it.
bool raises(db::Snapshot& snapshot, const FeeChange& change) {
    const auto times = changes_until(snapshot, change.counts_from);
    return std::ranges::any_of(times, [&](base::Time at) {
        const Fees now = fees_at(snapshot, at);
        Fees then = now;
        then.rows = change.rows;
        return is_raise(now, then);
    });
}

}  // namespace

Fees fees_at(db::Snapshot& snapshot, base::Time at) {
    const auto plain = value(snapshot, commission_ppm);
    Fees fees{0, {}, FeeRule{plain.version, 0, plain.value, 0, std::nullopt}};
    const auto version = snapshot.one<std::int64_t>(
        "select version from fee_tables where counts_from <= $1 order by version desc limit 1", at);
    if (!version) return fees;
    fees.version = *version;
    fees.rows = rows_of(snapshot, *version);
    return fees;
}

std::vector<FeeTable> fee_tables(db::Snapshot& snapshot, std::int64_t before, std::int64_t limit) {
    std::vector<FeeTable> tables;
    auto rows = snapshot.all<TableRow>(
        "select version, counts_from, set_at, set_by, reason from fee_tables "
        "where version < $1 order by version desc limit $2",
        before, limit);
    for (TableRow& row : rows) tables.push_back(table_of(snapshot, std::move(row)));
    return tables;
}

base::Result<FeeTable> set_fees(db::Tx& tx, const FeeChange& change) {
    TRY(check_rows(change.rows));
    if (change.counts_from < tx.now()) return base::wrong_field("from", "in_the_past");
    if (change.counts_from < notice_over(tx) && raises(tx, change)) return needs_notice(tx);
    FeeTable table{1 + tx.number("select coalesce(max(version), 0) from fee_tables"),
                   change.counts_from,
                   tx.now(),
                   change.by,
                   change.reason,
                   change.rows};
    tx.run(
        "insert into fee_tables (version, counts_from, set_at, set_by, reason) "
        "values ($1, $2, $3, $4, $5)",
        table.version, table.counts_from, table.set_at, table.by, table.reason);
    std::int64_t number = 0;
    for (const FeeRow& row : table.rows) {
        tx.run(
            "insert into fee_rows (version, number, category, tier, rate_ppm, lowest, most) "
            "values ($1, $2, $3, $4, $5, $6, $7)",
            table.version, ++number, row.category, row.tier, row.rate_ppm, row.lowest, row.most);
    }
    members::audit(tx, {change.by, std::string{members::operator_permission}, "fees", table.version,
                        change.reason, "", http::to_json(table.rows)});
    TRY(events::tell(tx, {"fees_set", table.version,
                          http::to_json(FeesNews{table.version, table.counts_from})}));
    return table;
}

std::string tier_at(db::Snapshot& snapshot, base::MemberId seller, base::Time at) {
    const auto tier = snapshot.one<std::string>(
        "select tier from fee_tiers where seller = $1 and since <= $2 "
        "order by number desc limit 1",
        seller, at);
    return tier.value_or("");
}

std::vector<Tier> tiers_of(db::Snapshot& snapshot, base::MemberId seller) {
    return snapshot.all<Tier>(
        "select seller, tier, since, set_by, reason from fee_tiers where seller = $1 "
        "order by number desc",
        seller);
}

std::vector<Tier> tiers(db::Snapshot& snapshot, base::MemberId before, std::int64_t limit) {
    return snapshot.all<Tier>(
        "select seller, tier, since, set_by, reason from fee_tiers as t where seller < $1 "
        "and tier <> '' and number = (select max(u.number) from fee_tiers as u "
        "where u.seller = t.seller) order by seller desc limit $2",
        before, limit);
}

base::Result<base::Done> set_tier(db::Tx& tx, const Tier& tier) {
    if (tier.since < tx.now()) return base::wrong_field("from", "in_the_past");
    const std::string old = tier_at(tx, tier.seller, tx.now());
    const bool raise =
        is_raise(fees_at(tx, tx.now()), old, tier.tier) ||
        is_raise(fees_at(tx, tier.since), tier_at(tx, tier.seller, tier.since), tier.tier);
    if (tier.since < notice_over(tx) && raise) return needs_notice(tx);
    const std::int64_t number =
        1 +
        tx.number("select coalesce(max(number), 0) from fee_tiers where seller = $1", tier.seller);
    tx.run(
        "insert into fee_tiers (seller, number, tier, since, set_at, set_by, reason) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        tier.seller, number, tier.tier, tier.since, tx.now(), tier.set_by, tier.reason);
    members::audit(tx, {tier.set_by, std::string{members::operator_permission}, "fee_tier",
                        tier.seller.value, tier.reason, old, tier.tier});
    return base::done;
}

base::Result<base::Done> mind_notice(db::Snapshot& snapshot, std::int64_t now, std::int64_t then) {
    if (then <= now || value(snapshot, fee_notice_days).value == 0) return base::done;
    return needs_notice(snapshot);
}

}  // namespace policies
