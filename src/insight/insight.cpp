#include "insight/insight.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/money.hpp"
#include "events/cursors.hpp"
#include "ledger/ledger.hpp"
#include "orders/orders.hpp"

namespace insight {
namespace {

/// What an event of ours says; nothing for an event of other kinds.
struct Counted {
    Kind kind{};
    std::int64_t placed_day = 0;
    std::string asset;
    Entry entry;
    bool whole = true;  // Of an order that was counted already: more of its money.
};

std::int64_t days_of(Day day) {
    return day.time_since_epoch().count();
}

std::optional<Kind> kind_of(std::string_view event) {
    if (event == "order_placed") return Kind::placed;
    if (event == "order_paid") return Kind::paid;
    if (event == "order_settled" || event == "order_released") return Kind::settled;
    if (event == "order_refunded" || event == "order_charged_back" || event == "order_won_back") {
        return Kind::refunded;
    }
    return std::nullopt;
}

std::optional<Counted> counted(const Calendar& calendar, const events::Event& event) {
    const auto kind = kind_of(event.kind);
    if (!kind) return std::nullopt;
    const orders::Told told = orders::told(event);
    // What a bank took and gave back has not gone back after all.
    const bool won = event.kind == "order_won_back";
    const std::int64_t commission = *kind == Kind::settled || won ? told.commission.minor
                                    : *kind == Kind::refunded     ? -told.commission.minor
                                                                  : 0;
    return Counted{
        *kind, days_of(calendar.day_of(told.placed.value_or(event.at))), told.amount.currency,
        Entry{days_of(calendar.day_of(event.at)), event.seq, orders::OrderId{event.subject},
              event.at, won ? -told.amount.minor : told.amount.minor, commission},
        event.kind != "order_released" && !won};
}

void count(const Counted& one, Figures& figures) {
    switch (one.kind) {
        case Kind::placed:
            figures.placed += one.entry.amount;
            ++figures.orders_placed;
            return;
        case Kind::paid:
            figures.paid += one.entry.amount;
            ++figures.orders_paid;
            return;
        case Kind::settled:
            figures.settled += one.entry.amount;
            figures.commission += one.entry.commission;
            figures.orders_settled += one.whole ? 1 : 0;
            return;
        case Kind::refunded:
            figures.refunded += one.entry.amount;
            figures.commission += one.entry.commission;
            figures.orders_refunded += one.whole ? 1 : 0;
            return;
    }
}

std::int64_t day_by(DatedBy by, const Counted& one) {
    return by == DatedBy::books ? one.entry.day : one.placed_day;
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

/// The tables have the same columns.
std::string table_of(DatedBy by) {
    return by == DatedBy::books ? "days" : "order_days";
}

void add_to_day(db::Tx& tx, const std::string& table, std::int64_t day, const std::string& asset,
                const Figures& figures) {
    tx.run("insert into " + table +
               " as was (day, asset, placed, paid, settled, refunded, commission, "
               "orders_placed, orders_paid, orders_settled, orders_refunded) "
               "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
               "on conflict (day, asset) do update set placed = was.placed + excluded.placed, "
               "paid = was.paid + excluded.paid, settled = was.settled + excluded.settled, "
               "refunded = was.refunded + excluded.refunded, "
               "commission = was.commission + excluded.commission, "
               "orders_placed = was.orders_placed + excluded.orders_placed, "
               "orders_paid = was.orders_paid + excluded.orders_paid, "
               "orders_settled = was.orders_settled + excluded.orders_settled, "
               "orders_refunded = was.orders_refunded + excluded.orders_refunded",
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
    // What is disputed stays aside, and is settled when that is decided.
    const bool held = hold || moved.holding == Holding::disputed;
    if (held && moved.purpose == Purpose::settle) day.settled -= moved.amount;
    // Out of the hold, or out of what everybody had already.
    const bool back = moved.purpose == Purpose::refund || moved.purpose == Purpose::charge_back ||
                      moved.purpose == Purpose::won_back;
    if (moved.holding == Holding::outside && back) day.refunded += moved.amount;
    const bool earned = moved.purpose == Purpose::settle || back;
    if (moved.holding == Holding::commission && earned) day.commission += moved.amount;
}

/// What the listener has not come to yet, of what is asked for: so that figures are those of the
/// snapshot, to the last order, as the ledger's are.
template <class See>
void each_waiting(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked, See see) {
    std::int64_t read = events::cursor(snapshot, listener_name);
    while (true) {
        const auto more = events::after(snapshot, read, events_at_once);
        if (more.empty()) return;
        read = more.back().seq;
        for (const events::Event& event : more) {
            const auto one = counted(calendar, event);
            if (!one || one->asset != asked.asset) continue;
            const std::int64_t day = day_by(asked.by, *one);
            if (day >= days_of(asked.days.first) && day <= days_of(asked.days.last)) see(*one);
        }
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
    Days books, placed;
    for (const events::Event& event : list) {
        const auto one = counted(calendar, event);
        if (!one) continue;
        count(*one, books[{one->entry.day, one->asset}]);
        count(*one, placed[{one->placed_day, one->asset}]);
        const Entry& entry = one->entry;
        tx.run(
            "insert into entries (asset, kind, day, seq, placed_day, order_id, at, amount, "
            "commission) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            one->asset, one->kind, entry.day, entry.seq, one->placed_day, entry.order, entry.at,
            entry.amount, entry.commission);
    }
    for (const auto& [key, figures] : books) {
        add_to_day(tx, table_of(DatedBy::books), key.first, key.second, figures);
    }
    for (const auto& [key, figures] : placed) {
        add_to_day(tx, table_of(DatedBy::order), key.first, key.second, figures);
    }
    return base::done;
}

std::vector<DayFigures> report(db::Snapshot& snapshot, const Calendar& calendar,
                               const Asked& asked) {
    Days days;
    for (const Row& row : snapshot.all<Row>(
             "select day, asset, placed, paid, settled, refunded, commission, orders_placed, "
             "orders_paid, orders_settled, orders_refunded from " +
                 table_of(asked.by) + " where asset = $1 and day >= $2 and day <= $3 order by day",
             asked.asset, days_of(asked.days.first), days_of(asked.days.last))) {
        days[{row.day, row.asset}] = {row.placed,      row.paid,           row.settled,
                                      row.refunded,    row.commission,     row.orders_placed,
                                      row.orders_paid, row.orders_settled, row.orders_refunded};
    }
    each_waiting(snapshot, calendar, asked, [&](const Counted& one) {
        count(one, days[{day_by(asked.by, one), one.asset}]);
    });
    std::vector<DayFigures> list;
    list.reserve(days.size());
    for (const auto& [key, figures] : days) list.push_back({key.first, key.second, figures});
    return list;
}

std::vector<Entry> entries(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked,
                           Kind kind, const Behind& behind, std::int64_t limit) {
    const std::string day = asked.by == DatedBy::books ? "day" : "placed_day";
    auto list = snapshot.all<Entry>(
        "select " + day +
            " as day, seq, order_id as \"order\", at, amount, commission from entries "
            "where asset = $1 and kind = $2 and " +
            day + " >= $3 and " + day + " <= $4 and (" + day + " < $5 or (" + day +
            " = $5 and seq < $6)) order by " + day + " desc, seq desc limit $7",
        asked.asset, kind, days_of(asked.days.first), days_of(asked.days.last), behind.day,
        behind.seq, limit);
    each_waiting(snapshot, calendar, asked, [&](const Counted& one) {
        Entry entry = one.entry;
        entry.day = day_by(asked.by, one);
        const bool is_behind = std::pair{entry.day, entry.seq} < std::pair{behind.day, behind.seq};
        if (one.kind == kind && is_behind) list.push_back(entry);
    });
    std::ranges::sort(list, std::greater{}, [](const Entry& entry) {
        return std::pair{entry.day, entry.seq};
    });
    if (list.size() > static_cast<std::size_t>(limit)) list.resize(static_cast<std::size_t>(limit));
    return list;
}

bool equal_to_ledger(db::Snapshot& snapshot, const Calendar& calendar, const std::string& asset,
                     const Period& days) {
    std::map<std::int64_t, Figures> booked;
    const ledger::Span span{calendar.begin_of(days.first),
                            calendar.begin_of(days.last + std::chrono::days{1})};
    for (const ledger::Moved& moved : ledger::moved(snapshot, asset, span)) {
        add_moved(booked[days_of(calendar.day_of(moved.since))], moved);
    }
    std::map<std::int64_t, Figures> told;
    for (const DayFigures& day : report(snapshot, calendar, {asset, days, DatedBy::books})) {
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
