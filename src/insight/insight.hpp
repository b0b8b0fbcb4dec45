#pragma once

// Insight: what a market really traded, day by day, in numbers that can be followed down to the
// ledger. GMV is always one of these, never just "GMV":
//
//     placed    the totals of orders placed that day
//     paid      what came in and was held that day
//     settled   what was released that day, sellers' shares and commission together
//     refunded  what went back to buyers that day
//     net sales paid minus refunded
//
// A day is one of the market's own time zone, and an amount belongs to the day on which the books
// moved. The figures are added up from the event log by an after-commit listener that keeps its
// cursor with them, so each event counts once; equal_to_ledger() holds them against the postings.

#include <span>
#include <string>
#include <vector>

#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "insight/calendar.hpp"

namespace insight {

/// The figures of one day, in minor units of one asset.
struct Figures {
    std::int64_t placed = 0;
    std::int64_t paid = 0;
    std::int64_t settled = 0;
    std::int64_t refunded = 0;
    std::int64_t commission = 0;
    std::int64_t orders_placed = 0;
    std::int64_t orders_paid = 0;
    std::int64_t orders_settled = 0;
    std::int64_t orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (placed, paid, settled, refunded, commission, orders_placed, orders_paid,
                       orders_settled, orders_refunded))

/// a + b, each figure.
Figures sum(const Figures& a, const Figures& b);

struct DayFigures {
    std::int64_t day = 0;  // Since 1970-01-01.
    std::string asset;
    Figures figures;
};

/// Under this name the listener keeps its cursor; never changed.
inline constexpr std::string_view listener_name = "insight";

/// Adds events to the days they belong to. For an after-commit listener; events of other kinds
/// are passed over.
base::Result<base::Done> apply(db::Tx& tx, const Calendar& calendar,
                               const std::vector<events::Event>& list);

/// The days from `first` to `last`, both included, that have figures; in order. To the last order
/// of the snapshot, wherever the listener is.
std::vector<DayFigures> report(db::Snapshot& snapshot, const Calendar& calendar,
                               const std::string& asset, Day first, Day last);

/// Whether the figures of each of these days are what the postings of that day add up to. Reads all
/// transfers: a long query.
bool equal_to_ledger(db::Snapshot& snapshot, const Calendar& calendar, const std::string& asset,
                     Day first, Day last);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace insight
