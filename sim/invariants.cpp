#include "sim/invariants.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "events/cursors.hpp"
#include "insight/insight.hpp"
#include "ledger/ledger.hpp"

namespace sim {
namespace {

void must_be_none(db::Snapshot& snapshot, const std::string& what, std::string_view sql) {
    const std::int64_t count = snapshot.number(sql);
    must_hold(count == 0, what + ": " + std::to_string(count));
}

void check_books(db::Snapshot& snapshot) {
    must_hold(ledger::audit(snapshot).well(), "the books and their chain are right");
    must_be_none(snapshot, "orders whose hold is not what they say",
                 "select count(*) from orders o left join accounts a on a.owner = o.id "
                 "and a.purpose = 'hold' where coalesce(a.balance, 0) <> o.held");
    must_be_none(snapshot, "orders that are over and hold money",
                 "select count(*) from orders where held <> 0 and state in ('completed', "
                 "'cancelled', 'expired', 'agreed', 'chargeback')");
    must_be_none(snapshot, "paid orders that do not hold what has not gone back",
                 "select count(*) from orders where held <> total - refunded and state not in "
                 "('completed', 'cancelled', 'expired', 'agreed', 'chargeback', "
                 "'created', 'awaiting_payment')");
    must_be_none(snapshot, "orders whose shares are not their total",
                 "select count(*) from orders o where o.total <> (select cast(coalesce("
                 "sum(s.amount), 0) as bigint) from order_shares s where s.order_id = o.id)");
    must_be_none(snapshot, "open orders that nothing will end",
                 "select count(*) from orders o where o.is_open = 1 and not exists (select 1 from "
                 "jobs j where j.state = 'waiting' and (j.subject = o.id or j.subject = "
                 "o.payment))");
}

/// Of what belongs to the market itself.
std::int64_t balance(db::Snapshot& snapshot, std::string_view purpose) {
    return snapshot.number(
        "select cast(coalesce(sum(balance), 0) as bigint) from accounts where owner = 0 and "
        "purpose = $1 and asset = 'EUR'",
        purpose);
}

/// Money that came and of which nobody has decided what it is for.
std::int64_t open_receipts(db::Snapshot& snapshot) {
    return snapshot.number(
        "select cast(coalesce(sum(amount), 0) as bigint) from receipts where sent_back is null "
        "and why not in ('nothing', 'order_over')");
}

std::int64_t paid_out(db::Snapshot& snapshot) {
    return snapshot.number(
        "select cast(coalesce(sum(amount), 0) as bigint) from payouts where state = 'paid'");
}

/// Sellers are paid what they earned, once, and the bank's word is booked once. (Transfers have no
/// index by what they are about, so they are counted once for all.)
void check_payouts(db::Snapshot& snapshot) {
    must_be_none(snapshot, "members whose money on its way is not their open payouts",
                 "select count(*) from accounts a where a.purpose = 'payout' and a.balance <> "
                 "(select cast(coalesce(sum(p.amount), 0) as bigint) from payouts p where "
                 "p.member = a.owner and p.asset = a.asset and p.state in ('waiting', 'filed'))");
    must_be_none(snapshot, "payouts that were not set aside once",
                 "select count(*) from payouts p left join (select subject, count(*) as times "
                 "from transfers where purpose = 'payout' group by subject) t on t.subject = p.id "
                 "where coalesce(t.times, 0) <> 1");
    must_be_none(snapshot, "payouts that the books end otherwise, or twice",
                 "select count(*) from payouts p left join (select subject, "
                 "sum(case purpose when 'payout_paid' then 1 else 0 end) as paid, "
                 "sum(case purpose when 'payout_returned' then 1 else 0 end) as returned "
                 "from transfers where purpose in ('payout_paid', 'payout_returned') "
                 "group by subject) t on t.subject = p.id "
                 "where coalesce(t.returned, 0) <> case p.state when 'returned' then 1 else 0 end "
                 "or coalesce(t.paid, 0) > case when p.state in ('paid', 'returned') then 1 "
                 "else 0 end or (p.state = 'paid' and coalesce(t.paid, 0) = 0)");
    must_be_none(snapshot, "runs that do not say what is in them",
                 "select count(*) from payout_runs r where r.payouts <> (select count(*) from "
                 "payouts p where p.run = r.id) or r.amount <> (select cast(coalesce(sum(p.amount)"
                 ", 0) as bigint) from payouts p where p.run = r.id) or r.open <> (select count(*) "
                 "from payouts p where p.run = r.id and p.state = 'filed')");
    must_be_none(snapshot, "runs that nothing will end",
                 "select count(*) from payout_runs r where r.state = 'collecting' and not exists "
                 "(select 1 from jobs j where j.state = 'waiting' and j.subject = r.id)");
    must_be_none(snapshot, "balances below zero",
                 "select count(*) from accounts where purpose not in ('outside', 'debt') and "
                 "balance < 0");
}

/// One order, its hold and its shares.
void check_order(db::Snapshot& snapshot, std::int64_t id) {
    const auto none = [&](const std::string& what, const std::string& sql) {
        must_hold(
            snapshot.number("select count(*) from orders o where o.id = $1 and " + sql, id) == 0,
            "order " + std::to_string(id) + " " + what);
    };
    none("holds what its state does not say",
         "o.held <> case when o.state in ('created', 'awaiting_payment', 'completed', 'cancelled', "
         "'expired', 'agreed', 'chargeback') then 0 else o.total - o.refunded end");
    none("says that it holds another sum than it does",
         "o.held <> coalesce((select a.balance from accounts a where a.owner = o.id and a.purpose "
         "= 'hold' and a.asset = o.asset), 0)");
    none("has shares that are not its total",
         "o.total <> (select coalesce(sum(s.amount), 0) from order_shares s where s.order_id = "
         "o.id)");
    none("has shares that do not come to what has not gone back",
         "o.total - o.refunded <> (select coalesce(sum(s.amount - s.back), 0) from order_shares s "
         "where s.order_id = o.id)");
    none("has receipts, less what is credited, for another sum than was paid and stayed",
         "case when exists (select 1 from order_history h where h.order_id = o.id and h.act = "
         "'paid') then o.total - o.refunded else 0 end <> (select coalesce(sum(case d.kind when "
         "'receipt' then d.total else -d.total end), 0) from documents d where d.order_id = o.id "
         "and d.order_id <> 0 and d.kind in ('receipt', 'receipt_credit'))");
    none("is open and nothing will end it",
         "o.is_open = 1 and not exists (select 1 from jobs j where j.state = 'waiting' and "
         "j.subject in (o.id, o.payment))");
    none("goes a way that its goods did not have",
         "exists (select 1 from order_lines l join listing_versions v on v.listing = l.listing "
         "and v.version = l.version where l.order_id = o.id and v.handover_ways not in (o.way, "
         "'both'))");
    none("has a clock that rings before the day that was promised",
         "o.state in ('accepted', 'ready', 'shipped') and o.clock_at < o.promised and not exists "
         "(select 1 from order_refunds r where r.order_id = o.id and r.state = 'open')");
}

/// What the bank received is what pays, what went back, and what lies in the suspense account.
void check_bank(db::Snapshot& snapshot, const Statement& bank) {
    const auto sum = [&](std::string_view sql) { return snapshot.number(sql); };
    const std::int64_t received =
        sum("select cast(coalesce(sum(amount), 0) as bigint) from receipts");
    const std::int64_t sent_back =
        sum("select cast(coalesce(sum(amount), 0) as bigint) from receipts where sent_back is not "
            "null");
    // Of each payment by transfer once, also when it has gone back since.
    const std::int64_t paid =
        sum("select cast(coalesce(sum(amount), 0) as bigint) from payments where method = "
            "'bank_transfer' and state in ('captured', 'refund_pending', 'refunded')");
    const std::int64_t paid_back =
        sum("select cast(coalesce(sum(amount), 0) as bigint) from refunds where method = "
            "'bank_transfer' and state = 'done'");
    must_hold(received == bank.received, "every line of the bank's statement is there, once");
    must_hold(sent_back == bank.sent_back, "what the operator sent back is known, once");
    must_hold(paid_back == bank.paid_back, "what the operator paid back is known, once");
    must_hold(received == paid + sent_back + balance(snapshot, "suspense"),
              "what the bank received pays, went back, or lies in the suspense account");
    // What has not gone back, or is about to, is what the world outside has given us.
    must_hold(-balance(snapshot, "outside") ==
                  sum("select cast(coalesce(sum(amount - returned), 0) as bigint) from payments "
                      "where state = 'captured'") +
                      open_receipts(snapshot) - paid_out(snapshot),
              "what came from outside is what was paid and kept, and what is undecided");
    must_be_none(snapshot, "transfers that one receipt does not pay",
                 "select count(*) from payments p left join (select r.payment, count(*) as times "
                 "from receipts r join payments q on q.id = r.payment and q.amount = r.amount "
                 "where r.why in ('nothing', 'order_over') group by r.payment) t "
                 "on t.payment = p.id where p.method = 'bank_transfer' and p.state in "
                 "('captured', 'refund_pending', 'refunded') and coalesce(t.times, 0) <> 1");
}

/// Goods that came back with a refund before they were sent, or that are set aside.
struct Returned {
    std::int64_t listing = 0;
    std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (listing, quantity))

void check_stock(db::Snapshot& snapshot, const People& people) {
    std::map<std::int64_t, std::int64_t> left = people.given();
    const auto ids = snapshot.all<std::int64_t>(
        "select l.listing from order_lines l join orders o on o.id = l.order_id "
        "where o.state not in ('cancelled', 'expired') and not exists (select 1 from order_history "
        "h where h.order_id = o.id and h.act = 'charge_final') order by l.order_id, l.line");
    const auto quantities = snapshot.all<std::int64_t>(
        "select l.quantity from order_lines l join orders o on o.id = l.order_id "
        "where o.state not in ('cancelled', 'expired') and not exists (select 1 from order_history "
        "h where h.order_id = o.id and h.act = 'charge_final') order by l.order_id, l.line");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto found = left.find(ids[i]);
        if (found != left.end()) found->second -= quantities[i];
    }
    // What accepted offers have set aside, and nothing else: neither less, nor twice.
    for (const Returned& aside :
         snapshot.all<Returned>("select listing, quantity from offers where state = 'accepted'")) {
        const auto found = left.find(aside.listing);
        if (found != left.end()) found->second -= aside.quantity;
    }
    for (const Returned& back : snapshot.all<Returned>(
             "select l.listing, g.quantity from order_refunds r join order_refund_lines g on "
             "g.refund = r.id join orders o on o.id = r.order_id join order_lines l on l.order_id "
             "= o.id and l.line = g.line where o.state <> 'cancelled' and not exists (select 1 "
             "from "
             "order_history f where f.order_id = o.id and f.act = 'charge_final') and r.state = "
             "'given' and "
             "r.amount = r.asked and exists (select 1 from order_history h where h.order_id = o.id "
             "and h.act = 'agree' and h.effective = r.answered and h.state_from in ('paid_held', "
             "'accepted', 'ready'))")) {
        const auto found = left.find(back.listing);
        if (found != left.end()) found->second += back.quantity;
    }
    for (const auto& [listing, stock] : left) {
        const auto row = snapshot.number("select stock from listings where id = $1", listing);
        must_hold(row == stock, "stock of " + std::to_string(listing) + " is " +
                                    std::to_string(row) + ", not " + std::to_string(stock));
    }
}

/// What the provider took and gave back is in the books, or a job will ask.
void check_provider(db::Snapshot& snapshot, Market& market) {
    const auto booked_in = snapshot.all<std::int64_t>(
        "select id from payments where method = 'simulator' and state in ('captured', "
        "'refund_pending', 'refunded', 'charged_back') order by id");
    const std::set<std::int64_t> booked(booked_in.begin(), booked_in.end());
    const auto& captures = market.bank().captures();
    for (const std::int64_t id : booked) {
        const auto found = captures.find(id);
        must_hold(found != captures.end() && found->second > 0,
                  "payment " + std::to_string(id) + " is booked and was never captured");
    }
    const auto waiting_list = snapshot.all<std::int64_t>(
        "select subject from jobs where state = 'waiting' and kind = 'payment_check'");
    const std::set<std::int64_t> waiting(waiting_list.begin(), waiting_list.end());
    for (const auto& [id, amount] : captures) {
        must_hold(amount == 0 || booked.contains(id) || waiting.contains(id),
                  "payment " + std::to_string(id) + " was captured and nobody asks about it");
    }
    const auto refunds = market.bank().refunds();
    const auto back = snapshot.all<std::int64_t>(
        "select id from payments where state = 'refunded' and method = 'simulator'");
    for (const std::int64_t id : back) {
        // What a bank has taken back of it is gone as well.
        const std::int64_t taken = snapshot.number(
            "select cast(coalesce(sum(booked), 0) as bigint) from chargebacks where payment = $1",
            id);
        const auto found = refunds.find(id);
        must_hold(found != refunds.end() && found->second + taken == captures.at(id),
                  "payment " + std::to_string(id) + " is refunded and nothing went back");
    }
    for (const auto& [id, amount] : refunds) {
        must_hold(booked.contains(id) && amount <= captures.at(id),
                  "more of payment " + std::to_string(id) + " was given back than was taken");
        must_hold(amount <= snapshot.number("select returned from payments where id = $1", id),
                  "more of payment " + std::to_string(id) + " was given back than is booked");
    }
    must_be_none(snapshot, "refunds that nobody makes",
                 "select count(*) from refunds r where r.state = 'pending' and not exists "
                 "(select 1 from jobs j where j.subject = r.id and j.state = 'waiting')");
}

/// Who has blocked whom is nothing to them, and what was said is counted as it was said.
void check_neighbours(db::Snapshot& snapshot, const People& people) {
    must_be_none(snapshot, "friends, or about to be, one of whom has blocked the other",
                 "select count(*) from blocks b where exists (select 1 from friends f where "
                 "f.member = b.member and f.other = b.other) or exists (select 1 from "
                 "friend_requests r where (r.asker = b.member and r.asked = b.other) or (r.asker = "
                 "b.other and r.asked = b.member))");
    must_be_none(snapshot, "friendships with one side",
                 "select count(*) from friends f where not exists (select 1 from friends g where "
                 "g.member = f.other and g.other = f.member)");
    for (const std::string of : {"listing", "shop"}) {
        const std::string said = " from reviews r where r." + of + " = t.id and r.counted = 1)";
        must_be_none(snapshot, of + "s whose stars are not what was said",
                     "select count(*) from " + of + "s t where t.stars <> (select " +
                         "coalesce(sum(r.stars), 0)" + said + " or t.ratings <> (select count(*)" +
                         said +
                         " or rated_one + rated_two + rated_three + rated_four + rated_five "
                         "<> ratings or rated_one + 2 * rated_two + 3 * rated_three + "
                         "4 * rated_four + 5 * rated_five <> stars");
    }
    must_be_none(snapshot, "reviews of what nobody paid for",
                 "select count(*) from reviews r join orders o on o.id = r.order_id where o.buyer "
                 "<> r.author or o.state <> 'completed'");
    for (const members::SessionId id : people.ended_sessions()) {
        must_hold(snapshot.number("select count(*) from sessions where id = $1", id) == 0,
                  "a session that was ended is over");
    }
}

/// Goods are where their cases want them, each step is in the log, and nobody judged themselves.
void check_cases(db::Snapshot& snapshot) {
    must_hold(cases::is_log_whole(snapshot), "the log of the cases is whole");
    must_be_none(snapshot, "cases whose last step led somewhere else",
                 "select count(*) from cases c where c.state <> (select g.to_state from case_log g "
                 "where g.case_id = c.id order by g.seq desc limit 1)");
    must_be_none(snapshot, "goods kept from sale that no case wants away",
                 "select count(*) from listings l where l.state in ('held', 'removed') and not "
                 "exists (select 1 from cases c where c.subject_kind = 'listing' "
                 "and c.subject = l.id and (c.held = 1 or "
                 "c.measure = 'take_down'))");
    must_be_none(
        snapshot, "goods on sale that a case wants away",
        "select count(*) from listings l where l.state in ('live', 'paused', 'reserved', "
        "'sold_out') and exists (select 1 from cases c where c.subject_kind = 'listing' and "
        "c.subject = l.id and (c.held = 1 or c.measure = 'take_down'))");
    must_be_none(snapshot, "goods that were ended and a case has decided to be out of sight",
                 "select count(*) from listings l where l.state = 'ended' and exists (select 1 "
                 "from cases c where c.subject_kind = 'listing' and c.subject = l.id and "
                 "c.measure = 'take_down')");
    must_be_none(snapshot, "appeals decided by who had decided before",
                 "select count(*) from decisions d join decisions e on e.case_id = d.case_id and "
                 "e.number = d.number - 1 where e.number > 0 and d.decider = e.decider");
    must_be_none(snapshot, "holds that nothing ends",
                 "select count(*) from cases c where c.held = 1 and not exists (select 1 from jobs "
                 "j where j.kind = 'case_hold_ends' and j.subject = c.id and j.state = 'waiting')");
    must_be_none(snapshot, "decisions that never become final",
                 "select count(*) from cases c where c.state = 'decided' and not exists (select 1 "
                 "from jobs j where j.kind = 'case_lapse' and j.subject = c.id and j.state = "
                 "'waiting')");
    must_be_none(snapshot, "cases that say another number of reports",
                 "select count(*) from cases c where c.reports <> (select count(*) from reports r "
                 "where r.case_id = c.id)");
}

/// What search knows is what the listings are now.
void check_once(db::Snapshot& snapshot, const Market& market, const People& people) {
    const auto once = [&](const std::string& what, std::string_view sql) {
        const std::int64_t rows = snapshot.number(sql), told = market.acknowledged(what);
        must_hold(rows == told, what + " was acknowledged " + std::to_string(told) +
                                    " times and happened " + std::to_string(rows));
    };
    once("join", "select count(*) from members");
    once("open_shop", "select count(*) from shops");
    once("list", "select count(*) from listings where sku is null");
    must_hold(snapshot.number("select count(*) from moments where listing = 0") ==
                  market.acknowledged("post") - people.unsaid(),
              "what was said is there once, unless it was taken back");
    once("review", "select count(*) from reviews");
    once("question", "select count(*) from questions");
    once("report", "select count(*) from reports");
    must_hold(snapshot.number("select count(*) from orders") == people.ordered(),
              "what was ordered is there once");
    once("ask_refund",
         "select count(*) from order_refunds where party = 'buyer' and cause <> 'withdrawal'");
    once("withdraw_purchase",
         "select count(*) from order_refunds where party = 'buyer' and cause = 'withdrawal'");
    once("set_fees", "select count(*) from fee_tables");
    once("become_promoter", "select count(*) from promoters");
    once("promoter_rate", "select count(*) from promoter_rates");
    once("receipt", "select count(*) from receipts");
    once("import", "select count(*) from imports");
    once("policy", "select count(*) from policy_versions");
}

void check_insight(db::Snapshot& snapshot, Market& market) {
    const auto first = market.calendar().day_of(market.began());
    const auto last = market.calendar().day_of(market.now());
    must_hold(insight::equal_to_ledger(snapshot, market.calendar(), "EUR", {first, last}),
              "insight is equal to the ledger");
    must_hold(snapshot.number("select cast(coalesce(sum(case kind when 'refunded' then -amount "
                              "when 'paid' then amount else 0 end), 0) as bigint) from portions") ==
                  snapshot.number("select cast(coalesce(sum(paid - refunded), 0) as bigint) "
                                  "from cells where dated = 'order'"),
              "the orders behind the figures add up to them");
}

}  // namespace

void Glance::check(Market& market) {
    market.look([&](db::Snapshot& snapshot) {
        const auto orders = snapshot.all<std::int64_t>(
            "select distinct subject from events where seq > $1 and kind like 'order%' "
            "order by subject",
            seen_);
        for (const std::int64_t id : orders) check_order(snapshot, id);
        must_hold(balance(snapshot, "suspense") == open_receipts(snapshot),
                  "the suspense account has what nobody has decided about");
        seen_ = events::last(snapshot);
        return 0;
    });
    constexpr std::size_t latest = 3;
    market.check_acknowledged(latest);
}

void check_all(Market& market, const People& people) {
    market.look([&](db::Snapshot& snapshot) {
        check_books(snapshot);
        check_refunds(snapshot);
        check_disputes(snapshot);
        check_money(snapshot);
        check_promoters(snapshot);
        check_offers(snapshot);
        check_documents(snapshot);
        check_bank(snapshot, people.statement());
        check_stock(snapshot, people);
        check_provider(snapshot, market);
        check_payouts(snapshot);
        check_neighbours(snapshot, people);
        check_cases(snapshot);
        check_search(snapshot);
        check_once(snapshot, market, people);
        check_insight(snapshot, market);
        for (const auto& state :
             snapshot.all<std::string>("select distinct state from orders order by state")) {
            ++market.reach["order " + state];
        }
        return 0;
    });
    market.check_acknowledged();
}

void note_steps(Market& market) {
    const auto steps = market.look([](db::Snapshot& snapshot) {
        return snapshot.all<std::string>(
            "select state_from || ' ' || act || ' ' || party from order_history");
    });
    for (const std::string& step : steps) ++market.reach["step " + step];
}

}  // namespace sim
