#pragma once

// Insight: what a market really traded, day by day, in numbers that can be followed down to the
// ledger. GMV is always one of these, never just "GMV":
//
//     placed    the totals of orders placed that day
//     paid      what came in and was held that day
//     settled   what was released that day, sellers' shares and commission together
//     refunded  what went back to buyers that day, in whole or in part; how often, not of how many
//     net sales paid minus refunded
//
// Each is told apart by the category of the goods and by who deals with whom: what a seller sells
// to themselves is in the books like everything else, and is no turnover. An order counts once, in
// the category that most of it is of; its money is shared among all of them (share_out.hpp).
//
// A day is one of the market's own time zone. An amount belongs to the day on which the books
// moved, so that a day that is over never changes: what goes back later is dated later. A second
// view dates every amount by the day on which its order was placed. The figures are added up from
// the event log by an after-commit listener that keeps its cursor with them, so each event counts
// once; entries() names the orders behind a figure, and equal_to_ledger() holds figures against the
// postings.

#include <span>
#include <string>
#include <vector>

#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "insight/calendar.hpp"
#include "insight/periods.hpp"
#include "insight/share_out.hpp"
#include "orders/orders.hpp"

namespace insight {

/// The category of what was counted before categories were told apart; "" is that of goods that
/// have none.
inline constexpr std::string_view untold_category = "?";

/// Whether the seller sold to somebody else, or to themselves: to who is paid to the same bank
/// account, or to the name and address to which they have things sent.
BOOST_DEFINE_ENUM_CLASS(Dealing, ordinary, self_dealing)

/// The figures of some days, in minor units of one asset.
struct Figures {
    std::int64_t placed = 0;
    std::int64_t paid = 0;
    std::int64_t settled = 0;
    std::int64_t refunded = 0;
    std::int64_t commission = 0;
    std::int64_t tax = 0;  // On the commission, not in it.
    std::int64_t orders_placed = 0;
    std::int64_t orders_paid = 0;
    std::int64_t orders_settled = 0;
    std::int64_t orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (placed, paid, settled, refunded, commission, tax, orders_placed, orders_paid,
                       orders_settled, orders_refunded))

/// a + b, each figure.
Figures sum(const Figures& a, const Figures& b);

/// What was traded on one day, of one category, by one sort of dealing.
struct Cell {
    std::string asset;
    std::int64_t day = 0;  // Since 1970-01-01.
    std::string category;
    Dealing dealing{};
    Figures figures;
};

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

/// To which day an amount belongs: the one on which the books moved, or on which its order was
/// placed.
BOOST_DEFINE_ENUM_CLASS(DatedBy, books, order)

/// Figures that somebody asks for, from day to day. Their days are those of the market's own zone,
/// or of another one, which then outlives the question.
struct Asked {
    std::string asset;  // "" for all of them.
    Period days;
    DatedBy by = DatedBy::books;
    std::optional<std::string> category{};
    std::optional<Dealing> dealing{};
    const Calendar* zone = nullptr;
};

/// All that there is, in the order of assets, days, categories, dealings. To the last order of the
/// snapshot, wherever the listener is. Of another zone than `calendar` it adds up every amount
/// there is in these days: a long query.
std::vector<Cell> cells(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked);

/// The same, whatever the category and whoever dealt: the days that have figures, in order.
std::vector<DayFigures> report(db::Snapshot& snapshot, const Calendar& calendar,
                               const Asked& asked);

/// One order's part of a figure.
struct Entry {
    std::int64_t day = 0;  // Since 1970-01-01, by the view that was asked for.
    std::int64_t seq = 0;  // Of the event.
    orders::OrderId order;
    base::Time at;  // When the books moved.
    std::int64_t amount = 0;
    std::int64_t commission = 0;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (day, seq, order, at, amount, commission))

/// Where a list goes on: behind this entry.
struct Behind {
    std::int64_t day = INT64_MAX;
    std::int64_t seq = INT64_MAX;
};

/// At most `limit` of the entries that a figure is the sum of, the newest first, by the days of the
/// market's own zone; of one asset. To the last order of the snapshot, as cells().
std::vector<Entry> entries(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked,
                           Kind kind, const Behind& behind, std::int64_t limit);

/// Whether the figures of each of these days, by the books, are what the postings of that day add
/// up to, the tax on the commission among them; not on days with something of untold_category, for
/// that was counted without. Reads all transfers: a long query. `zone` is as in Asked.
bool equal_to_ledger(db::Snapshot& snapshot, const Calendar& calendar, const std::string& asset,
                     const Period& days, const Calendar* zone = nullptr);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace insight
