// The figures held against the books.

#include <algorithm>
#include <map>

#include "insight/insight.hpp"
#include "ledger/ledger.hpp"

namespace insight {
namespace {

/// Counts what the books say of a quarter of an hour into the figures that it belongs to.
void add_moved(Figures& day, const ledger::Moved& moved) {
    using ledger::Holding;
    using ledger::Purpose;
    const bool hold = moved.holding == Holding::hold;
    if (hold && moved.purpose == Purpose::capture) day.paid += moved.amount;
    // What is disputed stays aside, and is settled when that is decided.
    const bool held = hold || moved.holding == Holding::disputed;
    if (held && moved.purpose == Purpose::settle) day.settled -= moved.amount;
    // Out of the hold, or out of what everybody had already.
    const bool back = moved.purpose == Purpose::refund || moved.purpose == Purpose::charge_back ||
                      moved.purpose == Purpose::won_back;
    if (moved.holding == Holding::outside && back) day.refunded += moved.amount;
    const bool earned = moved.purpose == Purpose::settle || back;
    if (moved.holding == Holding::commission && earned) day.commission += moved.amount;
    if (moved.holding == Holding::fee_vat && earned) day.tax += moved.amount;
}

struct Held {
    Figures booked;
    Figures told;
    bool taxed = true;  // Whether all of it was counted with its tax.

    bool equal() const {
        return booked.paid == told.paid && booked.settled == told.settled &&
               booked.commission == told.commission && booked.refunded == told.refunded &&
               (!taxed || booked.tax == told.tax);
    }
};

}  // namespace

bool equal_to_ledger(db::Snapshot& snapshot, const Calendar& calendar, const std::string& asset,
                     const Period& days, const Calendar* zone) {
    const Calendar& its = zone == nullptr ? calendar : *zone;
    std::map<std::int64_t, Held> list;
    const ledger::Span span{its.begin_of(days.first),
                            its.begin_of(days.last + std::chrono::days{1})};
    for (const ledger::Moved& moved : ledger::moved(snapshot, asset, span)) {
        const auto day = its.day_of(moved.since).time_since_epoch().count();
        add_moved(list[day].booked, moved);
    }
    for (const Cell& cell :
         cells(snapshot, calendar,
               Asked{asset, days, DatedBy::books, std::nullopt, std::nullopt, zone})) {
        Held& day = list[cell.day];
        day.told = sum(day.told, cell.figures);
        if (cell.category == untold_category) day.taxed = false;
    }
    return std::ranges::all_of(list, [](const auto& entry) { return entry.second.equal(); });
}

}  // namespace insight
