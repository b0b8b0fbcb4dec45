// Asking for money back, agreeing, refusing, giving it back unasked: what people and the clock do.

#include "orders/refunds.hpp"

#include <algorithm>

#include "orders/dispute_rows.hpp"
#include "orders/refund_rows.hpp"
#include "orders/withdrawal.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

base::Refusal not_now_in(const Order& order) {
    return base::with(not_now, "state", std::string{base::name_of(order.state)});
}

/// Whether money may go back at all: it is held and nobody else decides, or the seller has it since
/// not too long.
base::Result<base::Done> can_go_back(db::Snapshot& snapshot, const Order& order) {
    if (!is_settled(order)) {
        if (!next(order.state, Act::agree, Party::seller)) return not_now_in(order);
        return base::done;
    }
    if (left_of(order) == 0) return not_now_in(order);
    if (snapshot.now() >= refundable_until(snapshot, settled_at(snapshot, order.id))) {
        const auto days = policies::value(snapshot, policies::refund_within_days).value;
        return base::with(refund_too_late, "days", std::to_string(days));
    }
    return base::done;
}

/// The order in which `member` is this party.
base::Result<Order> order_for(db::Snapshot& snapshot, OrderId id, base::MemberId member,
                              Party party) {
    Order order = TRY(find_or_refuse(snapshot, id));
    if (TRY(party_of(order, member)) != party) return not_yours;
    return order;
}

base::Result<Refund> asked_for(db::Snapshot& snapshot, const Order& order) {
    auto refund = open_refund(snapshot, order.id);
    if (!refund) return no_refund_open;
    return *refund;
}

/// How many of each line may still go back; the postage is as one of a line of its own.
std::vector<LineLeft> lines_left(db::Snapshot& snapshot, const Order& order) {
    std::vector<LineLeft> lines;
    for (const Line& line : lines_of(snapshot, order.id)) {
        lines.push_back({line.line, line.quantity, line.price});
    }
    if (order.postage > 0) lines.push_back({postage_line, 1, order.postage});
    for (const LineBack& back : lines_back(snapshot, order.id)) {
        const auto line = std::ranges::find(lines, back.line, &LineLeft::line);
        base::ensure(line != lines.end());
        line->quantity -= back.quantity;
    }
    return lines;
}

/// Whether nothing was sent yet.
bool is_here(const Order& order) {
    const auto back = next(order.state, Act::agree, Party::seller);
    return back && back->to == State::cancelled;
}

base::Result<Priced> priced(db::Snapshot& snapshot, const Order& order, const RefundWish& wish) {
    if (wish.wish.lines.empty()) return orders::priced(wish.wish, {}, left_of(order));
    const auto lines = lines_left(snapshot, order);
    // Nobody sends a parcel without goods; and who withdraws from all of them gets back what the
    // sending cost as well.
    const bool whole = is_here(order) || wish.cause == RefundCause::withdrawal;
    const std::int64_t left = left_of(order);
    return orders::priced(whole ? with_postage(wish.wish, lines, left) : wish.wish, lines, left);
}

void write_words(db::Tx& tx, RefundId id, Party party, const std::string& words) {
    if (words.empty()) return;
    const std::string column = party == Party::buyer ? "buyer_words" : "seller_words";
    tx.run(
        "insert into order_refund_texts as was (refund, buyer_words, seller_words) "
        "values ($1, $2, $3) on conflict (refund) do update set " +
            column + " = excluded." + column,
        id, party == Party::buyer ? words : std::string{},
        party == Party::buyer ? std::string{} : words);
}

/// The order goes on: with the clock of its state from the beginning, so that nobody who waited
/// for an answer has less time than before to do what is theirs.
void go_on(db::Tx& tx, Order& order, const By& by) {
    if (order.held > 0) start_clock(tx, order, by.effective);
    save(tx, order);
}

void answer(db::Tx& tx, Refund& refund, RefundState state, const By& by) {
    refund.state = state;
    refund.answered = by.effective;
    refund.answered_by = by.party;
    save_refund(tx, refund);
    if (by.party != Party::clock) events::cancel(tx, answer_by_job, refund.order_id.value);
}

/// Goods that were not sent yet are there again.
void put_back(db::Tx& tx, const Order& order, const Refund& refund) {
    if (!is_here(order) || refund.amount != refund.asked) return;
    const auto lines = lines_of(tx, order.id);
    for (const RefundLine& given : lines_of(tx, refund.id)) {
        if (given.line == postage_line) continue;
        const auto line = std::ranges::find(lines, given.line, &Line::line);
        base::ensure(line != lines.end());
        shops::put_back(tx, line->listing, given.quantity, {order.buyer, order.placed});
    }
}

/// A part of what is held.
base::Result<Sums> give_from_hold(db::Tx& tx, Order& order, const Refund& refund) {
    const ledger::Part hold{hold_of(tx, order), -refund.amount};
    TRY(payments::give_back(tx, {refund.id, order.payment, order.id.value}, std::span{&hold, 1}));
    order.held -= refund.amount;
    order.refunded += refund.amount;
    take_back(tx, order);
    return Sums{refund.amount, 0};
}

/// What everybody has been paid already. Who `owed` so much before may owe it again.
base::Result<Sums> give_after_settling(db::Tx& tx, Order& order, const Refund& refund,
                                       std::int64_t owed) {
    order.refunded += refund.amount;
    ledger::AccountSums sums;
    Sums given{refund.amount};
    const bool by_right =
        refund.party == Party::moderator || refund.cause == RefundCause::withdrawal;
    const std::int64_t debt_most =
        by_right ? unlimited
                 : std::max(policies::value(tx, policies::refund_debt_most).value, owed);
    for (const Share& share : take_back(tx, order)) {
        TRY(take_in(tx, order, share, share.back, debt_most, sums));
        given.count(share, share.back);
    }
    TRY(payments::give_back(tx, {refund.id, order.payment, order.id.value},
                            ledger::parts_of(sums)));
    count_given_back(tx, order, refund.amount);
    return given;
}

/// The money of a refund that is agreed to goes back.
base::Result<Order> give(db::Tx& tx, Order order, Refund refund, std::int64_t amount, const By& by,
                         std::int64_t owed = 0) {
    const bool was_asked = refund.state == RefundState::open;
    refund.amount = amount;
    answer(tx, refund, RefundState::given, by);
    if (was_asked) TRY(tell(tx, "order_refund_agreed", order, by.effective, {amount, 0}));
    if (!refund.settled && amount == order.held) {
        return take_step(
            tx, std::move(order),
            {giving_act(by.party), by.party, by.actor, by.effective, nullptr, refund.id});
    }
    const Sums sums = refund.settled ? TRY(give_after_settling(tx, order, refund, owed))
                                     : TRY(give_from_hold(tx, order, refund));
    put_back(tx, order, refund);
    write_act(tx, order, giving_act(by.party), by);
    // What is given unasked moves no clock: a seller could put off with cents what is due.
    if (was_asked) {
        go_on(tx, order, by);
    } else {
        save(tx, order);
    }
    TRY(tell(tx, "order_refunded", order, by.effective, sums));
    return order;
}

Refund begun(db::Tx& tx, const Order& order, Party party, const RefundWish& wish,
             std::int64_t asked) {
    Refund refund;
    refund.id = tx.fresh<RefundId>();
    refund.order_id = order.id;
    refund.party = party;
    refund.cause = wish.cause;
    refund.asked = asked;
    refund.settled = is_settled(order);
    refund.at = tx.now();
    return refund;
}

std::int64_t begun_by(db::Snapshot& snapshot, OrderId id, Party party) {
    return snapshot.number(
        "select count(*) from order_refunds where order_id = $1 and party = $2 "
        "and cause <> 'withdrawal'",
        id, party);
}

base::Result<base::Done> not_too_often(db::Snapshot& snapshot, OrderId id) {
    const auto most = policies::value(snapshot, policies::refunds_asked_most).value;
    if (begun_by(snapshot, id, Party::buyer) < most) return base::done;
    return base::with(refund_asked_often, "max", std::to_string(most));
}

base::Result<Order> refuse(db::Tx& tx, Order order, Refund refund, const By& by) {
    answer(tx, refund, RefundState::refused, by);
    write_act(tx, order, Act::refuse, by);
    go_on(tx, order, by);
    TRY(tell(tx, "order_refund_refused", order, by.effective, {refund.asked, 0}));
    return order;
}

}  // namespace

std::int64_t left_of(const Order& order) {
    return is_settled(order) ? order.total - order.refunded : order.held;
}

void write_act(db::Tx& tx, const Order& order, Act act, const By& by) {
    write_history(
        tx, {order.id, act, order.state, order.state, by.party, by.actor, tx.now(), by.effective});
}

Act giving_act(Party by) {
    return by == Party::moderator ? Act::uphold : Act::agree;
}

Refund insert_given(db::Tx& tx, const Order& order, const Refund& question, std::int64_t amount,
                    const By& by) {
    Refund refund = begun(tx, order, by.party, {{}, question.cause, {}}, amount);
    refund.state = RefundState::given;
    refund.amount = amount;
    refund.answered = by.effective;
    refund.answered_by = by.party;
    const bool all = amount == question.asked;
    insert_refund(tx, refund, all ? lines_of(tx, question.id) : std::vector<RefundLine>{});
    return refund;
}

base::Result<Order> give_at_once(db::Tx& tx, Order order, const Refund& question,
                                 std::int64_t amount, const By& by, std::int64_t owed) {
    const Refund refund = insert_given(tx, order, question, amount, by);
    return give(tx, std::move(order), refund, amount, by, owed);
}

base::Time refundable_until(db::Snapshot& snapshot, base::Time settled) {
    return settled +
           std::chrono::days{policies::value(snapshot, policies::refund_within_days).value};
}

base::Result<Order> ask_refund(db::Tx& tx, OrderId id, base::MemberId member,
                               const RefundWish& wish) {
    if (wish.cause == RefundCause::withdrawal) return base::wrong_field("cause", "unknown_word");
    Order order = TRY(order_for(tx, id, member, Party::buyer));
    TRY(can_go_back(tx, order));
    if (open_refund(tx, id)) return refund_open;
    if (live_dispute(tx, id)) return dispute_open;
    TRY(not_too_often(tx, id));
    const auto hours = policies::value(tx, policies::refund_answer_hours);
    return put_question(
        tx, std::move(order), wish,
        {tx.now() + std::chrono::hours{hours.value}, hours.version, "order_refund_asked"});
}

base::Result<Order> put_question(db::Tx& tx, Order order, const RefundWish& wish,
                                 const Asking& asking) {
    const Priced sum = TRY(priced(tx, order, wish));
    Refund refund = begun(tx, order, Party::buyer, wish, sum.amount);
    refund.due = asking.due;
    refund.policy_version = asking.policy_version;
    insert_refund(tx, refund, sum.lines);
    write_words(tx, refund.id, Party::buyer, wish.words);
    write_act(tx, order, Act::ask_refund, {Party::buyer, order.buyer, tx.now()});
    if (order.held > 0) {
        stop_clock(tx, order);
        order.clock_at = refund.due;
        save(tx, order);
    }
    events::at(tx, answer_by_job, *refund.due, order.id.value);
    TRY(tell(tx, asking.event, order, tx.now(), {sum.amount, 0}));
    return order;
}

base::Result<Order> withdraw_refund(db::Tx& tx, OrderId id, base::MemberId member) {
    Order order = TRY(order_for(tx, id, member, Party::buyer));
    Refund refund = TRY(asked_for(tx, order));
    const By by{Party::buyer, member, tx.now()};
    answer(tx, refund, RefundState::withdrawn, by);
    write_act(tx, order, Act::withdraw, by);
    go_on(tx, order, by);
    TRY(tell(tx, "order_refund_withdrawn", order, tx.now(), {refund.asked, 0}));
    return order;
}

base::Result<Order> agree_refund(db::Tx& tx, OrderId id, base::MemberId member,
                                 const Agreement& agreement) {
    Order order = TRY(order_for(tx, id, member, Party::seller));
    const Refund refund = TRY(asked_for(tx, order));
    const std::int64_t amount = agreement.amount.value_or(refund.asked);
    if (amount > refund.asked) {
        return base::wrong_field("amount.minor", "more_than_asked",
                                 {{"max", std::to_string(refund.asked)}});
    }
    if (amount < refund.asked) TRY(may_refuse(order, refund));
    write_words(tx, refund.id, Party::seller, agreement.words);
    return give(tx, std::move(order), refund, amount, {Party::seller, member, tx.now()});
}

base::Result<Order> refuse_refund(db::Tx& tx, OrderId id, base::MemberId member,
                                  const std::string& words) {
    Order order = TRY(order_for(tx, id, member, Party::seller));
    const Refund refund = TRY(asked_for(tx, order));
    TRY(may_refuse(order, refund));
    write_words(tx, refund.id, Party::seller, words);
    return refuse(tx, std::move(order), refund, {Party::seller, member, tx.now()});
}

base::Result<Order> refund(db::Tx& tx, OrderId id, base::MemberId member, const RefundWish& wish) {
    if (wish.cause == RefundCause::withdrawal) return base::wrong_field("cause", "unknown_word");
    Order order = TRY(order_for(tx, id, member, Party::seller));
    TRY(can_go_back(tx, order));
    if (open_refund(tx, id)) return refund_open;
    if (begun_by(tx, id, Party::seller) >= refunds_given_most) {
        return base::with(refund_given_often, "max", std::to_string(refunds_given_most));
    }
    if (live_dispute(tx, id)) return dispute_open;
    const Priced sum = TRY(priced(tx, order, wish));
    Refund refund = begun(tx, order, Party::seller, wish, sum.amount);
    refund.state = RefundState::given;
    insert_refund(tx, refund, sum.lines);
    write_words(tx, refund.id, Party::seller, wish.words);
    return give(tx, std::move(order), refund, sum.amount, {Party::seller, member, tx.now()});
}

void end_question(db::Tx& tx, Order& order, const By& by) {
    auto refund = open_refund(tx, order.id);
    if (!refund) return;
    answer(tx, *refund, RefundState::over, by);
    if (order.held > 0) start_clock(tx, order, by.effective);
}

base::Result<base::Done> mind_open_refund(db::Tx& tx, const Order& order, const Doing& doing) {
    const bool of_people = doing.by == Party::buyer || doing.by == Party::seller;
    if (!of_people || doing.act == Act::agree || order.held == 0) return base::done;
    auto refund = open_refund(tx, order.id);
    if (!refund) return base::done;
    if (doing.act != Act::cancel) return refund_open;
    answer(tx, *refund, RefundState::over, {doing.by, doing.actor, doing.effective});
    return base::done;
}

base::Result<base::Done> answer_for_silent(db::Tx& tx, OrderId id) {
    const auto order = find(tx, id);
    const auto refund = open_refund(tx, id);
    if (!order || !refund || tx.now() < *refund->due) return base::done;
    const By by{Party::clock, {}, *refund->due};
    if (refund->settled && refund->cause != RefundCause::withdrawal) {
        TRY(refuse(tx, *order, *refund, by));
    } else {
        TRY(give(tx, *order, *refund, refund->asked, by));
    }
    return base::done;
}

}  // namespace orders
