#include "documents/statement.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "events/cursors.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "insight/insight.hpp"
#include "orders/sales.hpp"
#include "shops/register.hpp"

namespace documents {
namespace {

constexpr std::string_view month_job = "documents_month";
/// A command states so many shops, or fewer once so many lines are stated.
constexpr std::int64_t shops_at_once = 20;
constexpr std::size_t lines_at_once = 2'000;
constexpr std::int64_t months_in_year = 12;

Moved word_of(ledger::Purpose purpose) {
    switch (purpose) {
        case ledger::Purpose::settle:
        case ledger::Purpose::won_back: return Moved::sale;
        case ledger::Purpose::refund:
        case ledger::Purpose::charge_back: return Moved::refund;
        case ledger::Purpose::payout: return Moved::payout;
        case ledger::Purpose::payout_returned: return Moved::payout_returned;
        case ledger::Purpose::set_aside: return Moved::set_aside;
        case ledger::Purpose::handed_back: return Moved::handed_back;
        default: return Moved::other;
    }
}

/// What of a transfer was the market's and everybody's, where it settled or gave back an order of
/// this seller. What the buyer paid less fee, tax and the others' parts is what the account got.
void take_apart(std::span<const ledger::Within> parts, StatementLine& line) {
    for (const ledger::Within& part : parts) {
        switch (part.purpose) {
            case ledger::Holding::commission: line.fee += part.amount; break;
            case ledger::Holding::fee_vat: line.vat += part.amount; break;
            case ledger::Holding::hold:
            case ledger::Holding::disputed:
            case ledger::Holding::outside: line.gross -= part.amount; break;
            default: break;
        }
    }
    line.others = line.gross - line.fee - line.vat - line.net;
}

bool is_trade(Moved moved) {
    return moved == Moved::sale || moved == Moved::refund;
}

/// What there is to know of the seller's own sales among lines, asked for all of them at once.
class Trade {
public:
    Trade(db::Snapshot& snapshot, base::MemberId seller,
          const std::vector<ledger::OwnLine>& lines) {
        std::vector<orders::OrderId> ids;
        for (const ledger::OwnLine& line : lines) {
            if (is_trade(word_of(line.purpose))) ids.push_back(orders::OrderId{line.subject});
        }
        sold_ = orders::sold_among(snapshot, seller, ids);
        std::vector<ledger::TransferId> transfers;
        for (const ledger::OwnLine& line : lines) {
            if (is_own(line)) transfers.push_back(line.transfer);
        }
        parts_ = ledger::within(snapshot, transfers);
    }

    bool is_own(const ledger::OwnLine& line) const {
        return is_trade(word_of(line.purpose)) && sold_.contains(orders::OrderId{line.subject});
    }
    using Within = ledger::Within;

    std::span<const Within> parts(ledger::TransferId transfer) const {
        const auto begins = std::ranges::lower_bound(parts_, transfer, {}, &Within::transfer);
        const auto ends = std::ranges::upper_bound(parts_, transfer, {}, &Within::transfer);
        return {begins, ends};
    }

private:
    std::set<orders::OrderId> sold_;
    std::vector<Within> parts_;  // By transfer.
};

/// The statement before this one.
struct Before {
    std::int64_t total = 0;
    std::string content;
};
BOOST_DESCRIBE_STRUCT(Before, (), (total, content))

std::optional<Before> last_before(db::Snapshot& snapshot, base::MemberId seller,
                                  const std::string& asset, Month month) {
    return snapshot.one<Before>(
        "select total, content from documents where recipient = $1 and asset = $2 and month <> 0 "
        "and month < $3 order by month desc limit 1",
        seller, asset, month);
}

/// Which month is being stated, and behind which shop it goes on.
struct Walk {
    Month month = 0;
    std::int64_t after = INT64_MIN;
};
BOOST_DESCRIBE_STRUCT(Walk, (), (month, after))

/// The job of a month is due when the month is over and its last commands have come in.
base::Time due_of(const std::string& zone, Month month) {
    return begin_of(zone, month + 1) + std::chrono::minutes{10};
}

/// What was stated of a seller, and by how many lines.
struct Stated {
    std::optional<Document> document;
    std::size_t lines = 0;
};

/// Where the statement of a month begins.
struct Beginning {
    std::int64_t opening = 0;
    ledger::TransferId after;
};

/// With what the one before ended with; the first one with what was there when its month began.
Beginning beginning_of(db::Snapshot& snapshot, const Settings& settings, base::MemberId seller,
                       Month month) {
    const std::string& asset = settings.currency;
    if (const auto before = last_before(snapshot, seller, asset, month)) {
        const auto content = parse(before->content);
        base::ensure(content.has_value());
        return {before->total, ledger::TransferId{content->number("through")}};
    }
    using ledger::Holding;
    const base::Time begin = begin_of(settings.zone, month);
    const std::vector<std::int64_t> own{seller.value};
    return {ledger::held_before(snapshot, own, Holding::available, asset, begin) +
                ledger::held_before(snapshot, own, Holding::debt, asset, begin),
            ledger::last_own_before(snapshot, seller.value, asset, begin)};
}

Stated state_seller(db::Tx& tx, const Settings& settings, base::MemberId seller, Month month) {
    const auto made = tx.number(
        "select count(*) from documents where recipient = $1 and asset = $2 and month = $3", seller,
        settings.currency, month);
    if (made > 0) return {};
    const auto [opening, after] = beginning_of(tx, settings, seller, month);
    const base::Time end = begin_of(settings.zone, month + 1);
    const Statement statement = statement_of(tx, seller, settings.currency, opening, after, end);
    const bool empty = statement.lines.empty() && statement.closing == 0 && statement.held == 0;
    if (empty) return {};
    Draft draft{DocumentKind::statement, ledger::market, seller, tx.now()};
    draft.month = month;
    draft.asset = settings.currency;
    draft.total = statement.closing;
    draft.content.set("month", month_text(month));
    const Content content = content_of(statement);
    for (const auto& field : content.fields) draft.content.fields.push_back(field);
    draft.content.rows = content.rows;
    return {issue(tx, settings, draft), statement.lines.size()};
}

base::Result<base::Done> state_some(db::Tx& tx, const Settings& settings, const events::Job& job) {
    const auto walk = http::read_payload<Walk>(job.payload);
    auto ids =
        shops::shops_by_age(tx, shops::Age::oldest, shops::ShopId{walk.after}, shops_at_once);
    const bool last = std::ssize(ids) < shops_at_once;
    const auto standings = shops::standings(tx, ids);
    std::size_t lines = 0, stated = 0;
    for (; stated < ids.size() && lines < lines_at_once; ++stated) {
        const auto shop = std::ranges::find(standings, ids[stated], &shops::Standing::id);
        base::ensure(shop != standings.end());
        lines += state_seller(tx, settings, shop->owner, walk.month).lines;
    }
    if (!last || stated < ids.size()) {
        events::at(tx, month_job, tx.now(), 0,
                   http::to_json(Walk{walk.month, ids[stated - 1].value}));
    } else {
        // A month that was missed is over already: its job is due at once.
        events::at(tx, month_job, due_of(settings.zone, walk.month + 1), 0,
                   http::to_json(Walk{walk.month + 1}));
    }
    return base::done;
}

}  // namespace

Month month_of(const std::string& zone, base::Time at) {
    const insight::Calendar calendar(zone);
    const std::chrono::year_month_day day{calendar.day_of(at)};
    return months_in_year * static_cast<int>(day.year()) + static_cast<unsigned>(day.month()) - 1;
}

base::Time begin_of(const std::string& zone, Month month) {
    const insight::Calendar calendar(zone);
    const std::chrono::year_month_day first{
        std::chrono::year{static_cast<int>(month / months_in_year)},
        std::chrono::month{static_cast<unsigned>(month % months_in_year) + 1}, std::chrono::day{1}};
    return calendar.begin_of(std::chrono::sys_days{first});
}

std::string month_text(Month month) {
    const std::string number = std::to_string(month % months_in_year + 1);
    return std::to_string(month / months_in_year) + (number.size() < 2 ? "-0" : "-") + number;
}

Statement statement_of(db::Snapshot& snapshot, base::MemberId seller, const std::string& asset,
                       std::int64_t opening, ledger::TransferId after, base::Time end) {
    Statement statement;
    statement.opening = statement.closing = opening;
    statement.through = after;
    const auto lines = ledger::own_lines(snapshot, seller.value, asset, after, end);
    const Trade trade(snapshot, seller, lines);
    for (const ledger::OwnLine& own : lines) {
        StatementLine line{own.at, word_of(own.purpose), own.subject};
        line.net = own.amount;
        if (trade.is_own(own)) {
            take_apart(trade.parts(own.transfer), line);
        } else if (is_trade(line.moved)) {
            line.moved = Moved::other;  // A part of what somebody else sold.
        }
        statement.closing = base::add(statement.closing, own.amount);
        line.balance = statement.closing;
        statement.through = own.transfer;
        statement.lines.push_back(line);
    }
    std::vector<std::int64_t> alive;
    for (const orders::OrderId order : orders::alive_at(snapshot, seller, end)) {
        alive.push_back(order.value);
    }
    using ledger::Holding;
    statement.held = ledger::held_before(snapshot, alive, Holding::hold, asset, end) +
                     ledger::held_before(snapshot, alive, Holding::disputed, asset, end);
    return statement;
}

Content content_of(const Statement& statement) {
    Content content;
    StatementLine sales, refunds;
    std::int64_t payouts = 0, others = 0;
    for (const StatementLine& line : statement.lines) {
        if (is_trade(line.moved)) {
            StatementLine& sum = line.moved == Moved::sale ? sales : refunds;
            sum.gross += line.gross;
            sum.fee += line.fee;
            sum.vat += line.vat;
            sum.others += line.others;
        } else if (line.moved == Moved::payout || line.moved == Moved::payout_returned) {
            payouts += line.net;
        } else {
            others += line.net;
        }
    }
    content.set("opening", statement.opening);
    content.set("sales", sales.gross);
    content.set("refunds", refunds.gross);
    content.set("fee", -sales.fee - refunds.fee);
    content.set("fee_vat", -sales.vat - refunds.vat);
    content.set("to_others", -sales.others - refunds.others);
    content.set("payouts", payouts);
    content.set("other", others);
    content.set("closing", statement.closing);
    content.set("held", statement.held);
    content.set("through", statement.through.value);
    content.set("lines", std::ssize(statement.lines));
    for (const StatementLine& line : statement.lines) {
        if (content.rows.size() == statement_lines_most) break;
        content.rows.push_back({base::to_iso(line.at), std::string{base::name_of(line.moved)},
                                std::to_string(line.subject), std::to_string(line.gross),
                                std::to_string(-line.fee), std::to_string(-line.vat),
                                std::to_string(-line.others), std::to_string(line.net),
                                std::to_string(line.balance)});
    }
    return content;
}

std::optional<Document> state(db::Tx& tx, const Settings& settings, base::MemberId seller,
                              Month month) {
    return state_seller(tx, settings, seller, month).document;
}

void add_jobs(events::Hub& hub, const Settings& settings) {
    hub.job(std::string{month_job}, [settings](db::Tx& tx, const events::Job& job) {
        return state_some(tx, settings, job);
    });
}

void plan(db::Tx& tx, const Settings& settings) {
    if (events::waits(tx, month_job, 0)) return;
    const Month month = month_of(settings.zone, tx.now());
    events::at(tx, month_job, due_of(settings.zone, month), 0, http::to_json(Walk{month}));
}

}  // namespace documents
