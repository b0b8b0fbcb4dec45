#include "insight/insight.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "base/money.hpp"
#include "events/cursors.hpp"
#include "insight/counting.hpp"

namespace insight {
namespace {

std::int64_t days_of(Day day) {
    return day.time_since_epoch().count();
}

struct CellKey {
    std::string asset;
    std::int64_t day = 0;
    std::string category;
    Dealing dealing{};

    friend bool operator<(const CellKey& a, const CellKey& b) {
        return std::tie(a.asset, a.day, a.category, a.dealing) <
               std::tie(b.asset, b.day, b.category, b.dealing);
    }
};
using Cells = std::map<CellKey, Figures>;

struct CellRow {
    std::string asset;
    std::int64_t day = 0;
    std::string category;
    Dealing dealing{};
    std::int64_t placed = 0;
    std::int64_t paid = 0;
    std::int64_t settled = 0;
    std::int64_t refunded = 0;
    std::int64_t commission = 0;
    std::int64_t tax = 0;
    std::int64_t orders_placed = 0;
    std::int64_t orders_paid = 0;
    std::int64_t orders_settled = 0;
    std::int64_t orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(CellRow, (),
                      (asset, day, category, dealing, placed, paid, settled, refunded, commission,
                       tax, orders_placed, orders_paid, orders_settled, orders_refunded))

/// What a quarter of an hour comes to; no zone there is has a day that begins within one.
struct QuarterRow {
    base::Time since;
    Kind kind{};
    std::string category;
    Dealing dealing{};
    std::int64_t amount = 0;
    std::int64_t commission = 0;
    std::int64_t tax = 0;
    std::int64_t counted = 0;
};
BOOST_DESCRIBE_STRUCT(QuarterRow, (),
                      (since, kind, category, dealing, amount, commission, tax, counted))

constexpr std::int64_t events_at_once = 1000;

/// The instants of days in another zone than the market's own; all there are otherwise.
struct Instants {
    base::Time begin = base::time_of(INT64_MIN);
    base::Time end = base::time_of(INT64_MAX);
};

Instants instants_of(const Asked& asked) {
    if (asked.zone == nullptr) return {};
    return {asked.zone->begin_of(asked.days.first),
            asked.zone->begin_of(asked.days.last + std::chrono::days{1})};
}

/// The days of the market's own zone in which what is asked for lies.
Period own_days(const Asked& asked) {
    constexpr std::chrono::days furthest{2};
    if (asked.zone == nullptr) return asked.days;
    return {asked.days.first - furthest, asked.days.last + furthest};
}

std::int64_t own_day(const Portion& one, DatedBy by) {
    return by == DatedBy::books ? one.day : one.placed_day;
}

std::int64_t asked_day(const Portion& one, const Asked& asked) {
    if (asked.zone == nullptr) return own_day(one, asked.by);
    return days_of(asked.zone->day_of(asked.by == DatedBy::books ? one.at : one.placed));
}

bool fits(const Asked& asked, const std::string& category, Dealing dealing) {
    return (!asked.category || *asked.category == category) &&
           (!asked.dealing || *asked.dealing == dealing);
}

bool wants(const Asked& asked, const Portion& one) {
    const std::int64_t day = asked_day(one, asked);
    return (asked.asset.empty() || asked.asset == one.asset) &&
           fits(asked, one.category, one.dealing) && day >= days_of(asked.days.first) &&
           day <= days_of(asked.days.last);
}

/// What the listener has not come to yet, of what is asked for: so that figures are those of the
/// snapshot, to the last order, as the ledger's are.
template <class See>
void each_waiting(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked, See see) {
    Counting counting(snapshot, calendar);
    std::int64_t read = events::cursor(snapshot, listener_name);
    while (true) {
        const auto more = events::after(snapshot, read, events_at_once);
        if (more.empty()) return;
        read = more.back().seq;
        for (const events::Event& event : more) {
            for (const Portion& one : counting.portions(event)) {
                if (wants(asked, one)) see(one);
            }
        }
    }
}

/// What was added up.
void add_own(db::Snapshot& snapshot, const Asked& asked, Cells& found) {
    for (CellRow& row : snapshot.all<CellRow>(
             "select asset, day, category, dealing, placed, paid, settled, refunded, commission, "
             "tax, orders_placed, orders_paid, orders_settled, orders_refunded from cells "
             "where dated = $1 and day >= $2 and day <= $3 and ($4 = '' or asset = $4)",
             asked.by, days_of(asked.days.first), days_of(asked.days.last), asked.asset)) {
        if (!fits(asked, row.category, row.dealing)) continue;
        found[CellKey{std::move(row.asset), row.day, std::move(row.category), row.dealing}] = {
            row.placed,         row.paid,        row.settled,
            row.refunded,       row.commission,  row.tax,
            row.orders_placed,  row.orders_paid, row.orders_settled,
            row.orders_refunded};
    }
}

/// What happened by quarters of an hour, or was ordered then.
std::string quarters_sql(DatedBy by) {
    std::string sql =
        "select cast(AT / $6 * $6 as bigint) as since, kind, category, dealing, "
        "cast(sum(amount) as bigint) as amount, cast(sum(commission) as bigint) as commission, "
        "cast(coalesce(sum(tax), 0) as bigint) as tax, cast(sum(counted) as bigint) as counted "
        "from portions where asset = $1 and kind in ('placed', 'paid', 'settled', 'refunded') "
        "and DAY >= $2 and DAY <= $3 and AT >= $4 and AT < $5 "
        "group by cast(AT / $6 * $6 as bigint), kind, category, dealing";
    const bool books = by == DatedBy::books;
    for (const auto& [word, column] : {std::pair{"AT ", books ? "at " : "placed "},
                                       std::pair{"DAY ", books ? "day " : "placed_day "}}) {
        const std::string_view from = word;
        for (std::size_t i = sql.find(from); i != std::string::npos; i = sql.find(from, i)) {
            sql.replace(i, from.size(), column);
        }
    }
    return sql;
}

/// Adds up every amount anew, by the days of another zone.
void add_quarters(db::Snapshot& snapshot, const Asked& asked, const std::string& asset,
                  Cells& found) {
    constexpr std::int64_t quarter = base::Duration{std::chrono::minutes{15}}.count();
    const Instants instants = instants_of(asked);
    const Period own = own_days(asked);
    for (const QuarterRow& row :
         snapshot.all<QuarterRow>(quarters_sql(asked.by), asset, days_of(own.first),
                                  days_of(own.last), instants.begin, instants.end, quarter)) {
        if (!fits(asked, row.category, row.dealing)) continue;
        Portion one;
        one.kind = row.kind;
        one.amount = row.amount;
        one.commission = row.commission;
        one.tax = row.tax;
        one.counted = row.counted;
        const std::int64_t its = days_of(asked.zone->day_of(row.since));
        count(one, found[CellKey{asset, its, row.category, row.dealing}]);
    }
}

void add_to_cell(db::Tx& tx, DatedBy by, const CellKey& key, const Figures& figures) {
    tx.run(
        "insert into cells as was (dated, asset, day, category, dealing, placed, paid, settled, "
        "refunded, commission, tax, orders_placed, orders_paid, orders_settled, orders_refunded) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
        "on conflict (dated, day, asset, category, dealing) do update set "
        "placed = was.placed + excluded.placed, paid = was.paid + excluded.paid, "
        "settled = was.settled + excluded.settled, refunded = was.refunded + excluded.refunded, "
        "commission = was.commission + excluded.commission, tax = was.tax + excluded.tax, "
        "orders_placed = was.orders_placed + excluded.orders_placed, "
        "orders_paid = was.orders_paid + excluded.orders_paid, "
        "orders_settled = was.orders_settled + excluded.orders_settled, "
        "orders_refunded = was.orders_refunded + excluded.orders_refunded",
        by, key.asset, key.day, key.category, key.dealing, figures.placed, figures.paid,
        figures.settled, figures.refunded, figures.commission, figures.tax, figures.orders_placed,
        figures.orders_paid, figures.orders_settled, figures.orders_refunded);
}

void keep(db::Tx& tx, const Portion& one) {
    tx.run(
        "insert into portions (asset, kind, day, seq, category, dealing, placed_day, placed, "
        "order_id, at, amount, commission, tax, counted) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        one.asset, one.kind, one.day, one.seq, one.category, one.dealing, one.placed_day,
        one.placed, one.order_id, one.at, one.amount, one.commission, one.tax, one.counted);
}

/// An event's portions are one entry.
void add_entry(std::vector<Entry>& list, const Portion& one, DatedBy by) {
    if (!list.empty() && list.back().seq == one.seq) {
        list.back().amount += one.amount;
        list.back().commission += one.commission;
        return;
    }
    list.push_back({own_day(one, by), one.seq, one.order_id, one.at, one.amount, one.commission});
}

}  // namespace

Figures sum(const Figures& a, const Figures& b) {
    Figures out = a;
    out.placed = base::add(out.placed, b.placed);
    out.paid = base::add(out.paid, b.paid);
    out.settled = base::add(out.settled, b.settled);
    out.refunded = base::add(out.refunded, b.refunded);
    out.commission = base::add(out.commission, b.commission);
    out.tax = base::add(out.tax, b.tax);
    out.orders_placed += b.orders_placed;
    out.orders_paid += b.orders_paid;
    out.orders_settled += b.orders_settled;
    out.orders_refunded += b.orders_refunded;
    return out;
}

base::Result<base::Done> apply(db::Tx& tx, const Calendar& calendar,
                               const std::vector<events::Event>& list) {
    Cells books, placed;
    Counting counting(tx, calendar);
    for (const events::Event& event : list) {
        for (const Portion& one : counting.portions(event)) {
            count(one, books[CellKey{one.asset, one.day, one.category, one.dealing}]);
            count(one, placed[CellKey{one.asset, one.placed_day, one.category, one.dealing}]);
            keep(tx, one);
        }
    }
    counting.keep(tx);
    for (const auto& [key, figures] : books) add_to_cell(tx, DatedBy::books, key, figures);
    for (const auto& [key, figures] : placed) add_to_cell(tx, DatedBy::order, key, figures);
    return base::done;
}

std::vector<Cell> cells(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked) {
    Cells found;
    if (asked.zone == nullptr) {
        add_own(snapshot, asked, found);
    } else {
        const auto assets = asked.asset.empty()
                                ? snapshot.all<std::string>("select distinct asset from cells")
                                : std::vector{asked.asset};
        for (const std::string& asset : assets) add_quarters(snapshot, asked, asset, found);
    }
    each_waiting(snapshot, calendar, asked, [&](const Portion& one) {
        count(one, found[CellKey{one.asset, asked_day(one, asked), one.category, one.dealing}]);
    });
    std::vector<Cell> list;
    list.reserve(found.size());
    for (const auto& [key, figures] : found) {
        list.push_back(Cell{key.asset, key.day, key.category, key.dealing, figures});
    }
    return list;
}

std::vector<DayFigures> report(db::Snapshot& snapshot, const Calendar& calendar,
                               const Asked& asked) {
    std::vector<DayFigures> list;
    for (const Cell& cell : cells(snapshot, calendar, asked)) {
        if (list.empty() ||
            std::tie(list.back().asset, list.back().day) != std::tie(cell.asset, cell.day)) {
            list.push_back(DayFigures{cell.day, cell.asset, {}});
        }
        list.back().figures = sum(list.back().figures, cell.figures);
    }
    return list;
}

std::vector<Entry> entries(db::Snapshot& snapshot, const Calendar& calendar, const Asked& asked,
                           Kind kind, const Behind& behind, std::int64_t limit) {
    const bool books = asked.by == DatedBy::books;
    const std::string day = books ? "day" : "placed_day", at = books ? "at" : "placed";
    const Period own = own_days(asked);
    const Instants instants = instants_of(asked);
    const std::string any = "any";
    auto list = snapshot.all<Entry>(
        "select " + day +
            " as day, seq, min(order_id) as \"order\", min(at) as at, "
            "cast(sum(amount) as bigint) as amount, "
            "cast(sum(commission) as bigint) as commission from portions where asset = $1 and kind "
            "= $2 and " +
            day + " >= $3 and " + day + " <= $4 and (" + day + " < $5 or (" + day +
            " = $5 and seq < $6)) and " + at + " >= $8 and " + at +
            " < $9 and ($10 = 'any' or category = $11) and ($12 = 'any' or dealing = $12) "
            "group by " +
            day + ", seq order by " + day + " desc, seq desc limit $7",
        asked.asset, kind, days_of(own.first), days_of(own.last), behind.day, behind.seq, limit,
        instants.begin, instants.end, asked.category ? std::string{} : any,
        asked.category.value_or(""),
        asked.dealing ? std::string{base::name_of(*asked.dealing)} : any);
    std::vector<Entry> waiting;
    each_waiting(snapshot, calendar, asked, [&](const Portion& one) {
        const bool is_behind =
            std::pair{own_day(one, asked.by), one.seq} < std::pair{behind.day, behind.seq};
        if (one.kind == kind && is_behind) add_entry(waiting, one, asked.by);
    });
    list.insert(list.end(), waiting.begin(), waiting.end());
    std::ranges::sort(list, std::greater{}, [](const Entry& entry) {
        return std::pair{entry.day, entry.seq};
    });
    if (list.size() > static_cast<std::size_t>(limit)) list.resize(static_cast<std::size_t>(limit));
    return list;
}

}  // namespace insight
