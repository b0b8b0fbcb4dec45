#include "insight/insight.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/money.hpp"
#include "events/cursors.hpp"
#include "ledger/ledger.hpp"
#include "orders/orders.hpp"

namespace insight {
namespace {

/// Counts an order's event into the figures of its day.
void count(const events::Event& event, const orders::Told& told, Figures& figures) {
    if (event.kind == "order_placed") {
        figures.placed += told.amount.minor;
        ++figures.orders_placed;
    } else if (event.kind == "order_paid") {
        figures.paid += told.amount.minor;
        ++figures.orders_paid;
    } else if (event.kind == "order_settled") {
        figures.settled += told.amount.minor;
        figures.commission += told.commission.minor;
        ++figures.orders_settled;
    } else if (event.kind == "order_refunded") {
        figures.refunded += told.amount.minor;
        ++figures.orders_refunded;
    }
}

bool is_ours(const std::string& kind) {
    return kind == "order_placed" || kind == "order_paid" || kind == "order_settled" ||
           kind == "order_refunded";
}

/// By day and asset.
using Days = std::map<std::pair<std::int64_t, std::string>, Figures>;

constexpr std::int64_t events_at_once = 1000;

struct Row {
    std::int64_t day = 0;
    std::string asset;
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
BOOST_DESCRIBE_STRUCT(Row, (),
                      (day, asset, placed, paid, settled, refunded, commission, orders_placed,
                       orders_paid, orders_settled, orders_refunded))

std::int64_t days_of(Day day) {
    return day.time_since_epoch().count();
}

Days counted(const Calendar& calendar, const std::vector<events::Event>& list) {
    Days days;
    for (const events::Event& event : list) {
        if (!is_ours(event.kind)) continue;
        const orders::Told told = orders::told(event);
        const std::int64_t day = days_of(calendar.day_of(event.at));
        count(event, told, days[{day, told.amount.currency}]);
    }
    return days;
}

void add_to_day(db::Tx& tx, std::int64_t day, const std::string& asset, const Figures& figures) {
    tx.run(
        "insert into days (day, asset, placed, paid, settled, refunded, commission, "
        "orders_placed, orders_paid, orders_settled, orders_refunded) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "on conflict (day, asset) do update set placed = days.placed + excluded.placed, "
        "paid = days.paid + excluded.paid, settled = days.settled + excluded.settled, "
        "refunded = days.refunded + excluded.refunded, "
        "commission = days.commission + excluded.commission, "
        "orders_placed = days.orders_placed + excluded.orders_placed, "
        "orders_paid = days.orders_paid + excluded.orders_paid, "
        "orders_settled = days.orders_settled + excluded.orders_settled, "
        "orders_refunded = days.orders_refunded + excluded.orders_refunded",
        day, asset, figures.placed, figures.paid, figures.settled, figures.refunded,
        figures.commission, figures.orders_placed, figures.orders_paid, figures.orders_settled,
        figures.orders_refunded);
}

/// Counts what the books say of a quarter of an hour into the figures that it belongs to.
void add_moved(Figures& day, const ledger::Moved& moved) {
    using ledger::Holding;
    using ledger::Purpose;
    const bool hold = moved.holding == Holding::hold;
    if (hold && moved.purpose == Purpose::capture) day.paid += moved.amount;
    if (hold && moved.purpose == Purpose::settle) day.settled -= moved.amount;
    if (hold && moved.purpose == Purpose::refund) day.refunded -= moved.amount;
    if (moved.holding == Holding::commission && moved.purpose == Purpose::settle) {
        day.commission += moved.amount;
    }
}

}  // namespace

Figures sum(const Figures& a, const Figures& b) {
    Figures out = a;
    out.placed = base::add(out.placed, b.placed);
    out.paid = base::add(out.paid, b.paid);
    out.settled = base::add(out.settled, b.settled);
    out.refunded = base::add(out.refunded, b.refunded);
    out.commission = base::add(out.commission, b.commission);
    out.orders_placed += b.orders_placed;
    out.orders_paid += b.orders_paid;
    out.orders_settled += b.orders_settled;
    out.orders_refunded += b.orders_refunded;
    return out;
}

base::Result<base::Done> apply(db::Tx& tx, const Calendar& calendar,
                               const std::vector<events::Event>& list) {
    for (const auto& [key, figures] : counted(calendar, list)) {
        add_to_day(tx, key.first, key.second, figures);
    }
    return base::done;
}

std::vector<DayFigures> report(db::Snapshot& snapshot, const Calendar& calendar,
                               const std::string& asset, Day first, Day last) {
    Days days;
    for (const Row& row : snapshot.all<Row>(
             "select day, asset, placed, paid, settled, refunded, commission, orders_placed, "
             "orders_paid, orders_settled, orders_refunded from days "
             "where asset = $1 and day >= $2 and day <= $3 order by day",
             asset, days_of(first), days_of(last))) {
        days[{row.day, row.asset}] = {row.placed,      row.paid,           row.settled,
                                      row.refunded,    row.commission,     row.orders_placed,
                                      row.orders_paid, row.orders_settled, row.orders_refunded};
    }
    // What the listener has not come to yet is counted here, so that the figures are those of the
    // snapshot, to the last order, as the ledger's are.
    std::int64_t read = events::cursor(snapshot, listener_name);
    while (true) {
        const auto more = events::after(snapshot, read, events_at_once);
        if (more.empty()) break;
        read = more.back().seq;
        for (const auto& [key, figures] : counted(calendar, more)) {
            if (key.second != asset || key.first < days_of(first) || key.first > days_of(last)) {
                continue;
            }
            days[key] = sum(days[key], figures);
        }
    }
    std::vector<DayFigures> list;
    list.reserve(days.size());
    for (const auto& [key, figures] : days) list.push_back({key.first, key.second, figures});
    return list;
}

bool equal_to_ledger(db::Snapshot& snapshot, const Calendar& calendar, const std::string& asset,
                     Day first, Day last) {
    std::map<std::int64_t, Figures> booked;
    const ledger::Span span{calendar.begin_of(first),
                            calendar.begin_of(last + std::chrono::days{1})};
    for (const ledger::Moved& moved : ledger::moved(snapshot, asset, span)) {
        add_moved(booked[days_of(calendar.day_of(moved.since))], moved);
    }
    std::map<std::int64_t, Figures> told;
    for (const DayFigures& day : report(snapshot, calendar, asset, first, last)) {
        told[day.day] = day.figures;
        booked[day.day];  // A day on which nothing was booked has to have told nothing.
    }
    return std::ranges::all_of(booked, [&](const auto& entry) {
        const Figures& theirs = told[entry.first];
        const Figures& ours = entry.second;
        return ours.paid == theirs.paid && ours.settled == theirs.settled &&
               ours.commission == theirs.commission && ours.refunded == theirs.refunded;
    });
}

}  // namespace insight
