// Disputes: opening, answering, giving in, and what a decision does with the money.

#include "orders/disputes.hpp"

#include <algorithm>

#include "cases/cases.hpp"
#include "orders/dispute_rows.hpp"
#include "orders/dispute_state.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

/// An order with the dispute that is open about it, and who somebody is in it.
struct Found {
    Order order;
    Party side{};
    Dispute dispute;
};

base::Result<Found> found_for(db::Snapshot& snapshot, OrderId id, base::MemberId member) {
    const Order order = TRY(find_or_refuse(snapshot, id));
    const Party side = TRY(party_of(order, member));
    const auto dispute = live_dispute(snapshot, id);
    if (!dispute) return no_such_dispute;
    return Found{order, side, *dispute};
}

base::Result<base::Done> step(Dispute& dispute, DisputeAct act, Party by) {
    dispute.state = TRY(next(dispute.state, act, by));
    return base::done;
}

cases::CaseRole role_of(Party side) {
    if (side == Party::clock) return cases::CaseRole::clock;
    return side == Party::buyer ? cases::CaseRole::claimant : cases::CaseRole::party;
}

/// What the seller would give back of a sum that was settled.
std::int64_t sellers_part(db::Snapshot& snapshot, const Order& order, std::int64_t sum) {
    Sold sold = sold_of(snapshot, order, shares_of(snapshot, order.id));
    const auto before = kept(sold);
    sold.back += sum;
    const auto after = kept(sold);
    for (std::size_t s = 0; s < before.size(); ++s) {
        // Of a cent or two rounding may have left the seller nothing to give.
        if (is_sellers(sold.shares[s])) return std::max<std::int64_t>(0, before[s] - after[s]);
    }
    base::unreachable();
}

/// What of a disputed order's money lies aside and would be its seller's.
std::int64_t sellers_aside(db::Snapshot& snapshot, const Dispute& dispute) {
    if (dispute.settled) return dispute.aside;
    const auto order = find(snapshot, dispute.order_id);
    base::ensure(order.has_value());
    return sellers_part(snapshot, *order, dispute.aside);
}

/// After the settlement: as much as is there of the seller's part, out of what can be paid out.
base::Result<std::int64_t> set_aside(db::Tx& tx, const Order& order, std::int64_t disputed) {
    const auto own =
        ledger::account_of(tx, order.seller.value, ledger::Holding::available, order.asset);
    const std::int64_t there =
        ledger::balance(tx, order.seller.value, ledger::Holding::available, order.asset);
    const std::int64_t aside = std::min(there, sellers_part(tx, order, disputed));
    if (aside == 0) return std::int64_t{0};
    const std::array parts{ledger::Part{own, -aside},
                           ledger::Part{disputed_account(tx, order), aside}};
    TRY(ledger::book(
        tx,
        {tx.fresh<ledger::TransferId>(), ledger::Purpose::set_aside, order.asset, order.id.value},
        parts));
    return aside;
}

/// What was set aside is the seller's again; what they owe by now it pays first.
base::Result<base::Done> hand_back(db::Tx& tx, const Order& order, std::int64_t aside) {
    if (aside == 0) return base::done;
    ledger::AccountSums sums;
    ledger::give(tx, order.seller.value, order.asset, aside, sums);
    sums[disputed_account(tx, order)] -= aside;
    return ledger::book(
        tx,
        {tx.fresh<ledger::TransferId>(), ledger::Purpose::handed_back, order.asset, order.id.value},
        ledger::parts_of(sums));
}

/// Everybody gets what they keep in the end more than they got without the disputed sum; answers
/// with what that is for the market, below 0 where it gives back.
base::Result<Sums> settle_more(db::Tx& tx, const Order& order, const std::vector<Share>& shares,
                               const std::vector<std::int64_t>& paid, std::int64_t released) {
    ledger::AccountSums sums;
    Sums markets{released};
    const auto changed = take_back(tx, order);
    for (std::size_t s = 0; s < shares.size(); ++s) {
        const Share& share = shares[s];
        const std::int64_t more = share.amount - share.back - changed[s].back - paid[s];
        if (more > 0) pay_out(tx, order, share, more, sums);
        // A share of a line, a fee of some goods and what is rounded after them may lose by it.
        if (more < 0) TRY(take_in(tx, order, share, -more, unlimited, sums));
        markets.count(share, more);
    }
    sums[disputed_account(tx, order)] -= released;
    std::erase_if(sums, [](const auto& part) { return part.second == 0; });
    if (sums.empty()) return markets;
    TRY(ledger::book(
        tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::settle, order.asset, order.id.value},
        ledger::parts_of(sums)));
    return markets;
}

/// The order was settled without the disputed sum, which lies aside: a part of it goes back, and
/// the rest to those who have a share.
base::Result<Order> release(db::Tx& tx, Order order, const Dispute& dispute, const Refund& question,
                            const By& by) {
    const auto shares = shares_of(tx, order.id);
    Sold sold = sold_of(tx, order, shares);
    sold.back += dispute.disputed;
    const auto paid = kept(sold);
    const std::int64_t given = dispute.given;
    if (given > 0) {
        const Refund refund = insert_given(tx, order, question, given, by);
        const ledger::Part part{disputed_account(tx, order), -given};
        TRY(payments::give_back(tx, {refund.id, order.payment, order.id.value},
                                std::span{&part, 1}));
        order.refunded += given;
    }
    const std::int64_t released = dispute.disputed - given;
    const Sums markets = TRY(settle_more(tx, order, shares, paid, released));
    save(tx, order);
    if (given > 0) {
        write_act(tx, order, giving_act(by.party), by);
        // What goes back by name may take back some of the commission that was settled for it.
        TRY(tell(tx, "order_refunded", order, by.effective,
                 {given, std::max<std::int64_t>(0, -markets.commission),
                  std::max<std::int64_t>(0, -markets.tax)}));
    }
    // Where all of it went back, what is rounded may still leave the market a cent more.
    if (released > 0) count_more_settled(tx, order, released);
    if (released > 0 || markets.commission > 0 || markets.tax > 0) {
        TRY(tell(tx, "order_released", order, by.effective,
                 {released, std::max<std::int64_t>(0, markets.commission),
                  std::max<std::int64_t>(0, markets.tax)}));
    }
    return order;
}

/// It is over, and what was frozen goes where it belongs. The state is entered already.
base::Result<Order> conclude(db::Tx& tx, Order order, Dispute dispute, std::int64_t given,
                             const By& by) {
    const std::int64_t aside = dispute.aside;
    dispute.given = given;
    dispute.aside = 0;
    dispute.ended = by.effective;
    save_dispute(tx, dispute);
    events::cancel(tx, dispute_answer_by_job, order.id.value);
    const auto question = find_refund(tx, dispute.refund);
    base::ensure(question.has_value());
    if (given == 0) {
        write_act(tx, order, by.party == Party::buyer ? Act::withdraw : Act::dismiss, by);
    }
    // What lay aside pays for it: nobody owes more than before by giving it back.
    const std::int64_t owed = ledger::debt_of(tx, order.seller.value, order.asset);
    if (dispute.settled) TRY(hand_back(tx, order, aside));
    if (aside > 0 && !dispute.settled) {
        order = TRY(release(tx, std::move(order), dispute, *question, by));
    } else if (given > 0) {
        order = TRY(give_at_once(tx, std::move(order), *question, given, by, owed));
    }
    TRY(tell(tx, "order_dispute_closed", order, by.effective, {given, 0}));
    return order;
}

/// One side ends it for both.
base::Result<Order> end_by(db::Tx& tx, OrderId id, base::MemberId member, DisputeAct act) {
    auto [order, side, dispute] = TRY(found_for(tx, id, member));
    TRY(step(dispute, act, side));
    if (dispute.case_id.value != 0) {
        TRY(cases::end(tx, dispute.case_id, role_of(side), member));
    }
    const std::int64_t given = act == DisputeAct::give_in ? dispute.disputed : 0;
    return conclude(tx, std::move(order), dispute, given, {side, member, tx.now()});
}

/// A moderator is wanted from now on.
base::Result<base::Done> hand_over(db::Tx& tx, const Order& order, Dispute& dispute) {
    const auto lines = lines_of(tx, order.id);
    base::ensure(!lines.empty());
    const cases::Subject subject{cases::SubjectKind::order, cases::SubjectId{order.id.value}, 1,
                                 lines.front().title, order.seller};
    dispute.case_id = TRY(cases::bring(tx, {subject, order.buyer, dispute.disputed, order.asset}));
    save_dispute(tx, dispute);
    return base::done;
}

// ---- What a moderator decided

std::optional<Dispute> dispute_of(db::Snapshot& snapshot, const events::Event& event) {
    static const std::string sql = select_dispute() + "where case_id = $1 and ended is null";
    if (cases::told(event).kind != cases::SubjectKind::order) return std::nullopt;
    return snapshot.one<Dispute>(sql, event.subject);
}

base::Result<base::Done> on_decided(db::Tx& tx, const events::Event& event) {
    auto dispute = dispute_of(tx, event);
    if (!dispute) return base::done;
    const cases::Case one = TRY(cases::find(tx, dispute->case_id));
    TRY(step(*dispute, DisputeAct::decide, Party::moderator));
    dispute->given = one.given;
    dispute->decided = tx.now();
    dispute->appeal_until = one.appeal_until;
    save_dispute(tx, *dispute);
    const Order order = TRY(find_or_refuse(tx, dispute->order_id));
    return tell(tx, "order_dispute_decided", order, tx.now(), {one.given, 0});
}

base::Result<base::Done> on_appealed(db::Tx& tx, const events::Event& event) {
    auto dispute = dispute_of(tx, event);
    if (!dispute) return base::done;
    const Order order = TRY(find_or_refuse(tx, dispute->order_id));
    const cases::Appeal appeal = cases::appeals_of(tx, dispute->case_id).back();
    const By by{TRY(party_of(order, appeal.appellant)), appeal.appellant, tx.now()};
    TRY(step(*dispute, DisputeAct::appeal, by.party));
    save_dispute(tx, *dispute);
    write_act(tx, order, Act::appeal, by);
    return tell(tx, "order_dispute_appealed", order, tx.now(), {dispute->given, 0});
}

base::Result<base::Done> on_closed(db::Tx& tx, const events::Event& event) {
    auto dispute = dispute_of(tx, event);
    if (!dispute) return base::done;
    const cases::Case one = TRY(cases::find(tx, dispute->case_id));
    const Order order = TRY(find_or_refuse(tx, dispute->order_id));
    TRY(step(*dispute, DisputeAct::finish, Party::moderator));
    const auto decider = cases::decisions_of(tx, one.id).back().decider;
    TRY(conclude(tx, order, *dispute, one.given, {Party::moderator, decider, tx.now()}));
    return base::done;
}

}  // namespace

std::int64_t frozen_of(db::Snapshot& snapshot, base::MemberId seller) {
    // Few are open at once, whatever a seller has sold: they are looked through first.
    static const std::string sql =
        select_dispute() +
        "d where d.ended is null and d.aside > 0 and exists (select 1 from orders o where "
        "o.id = d.order_id and o.seller = $1)";
    std::int64_t sum = 0;
    for (const Dispute& dispute : snapshot.all<Dispute>(sql, seller)) {
        sum += sellers_aside(snapshot, dispute);
    }
    return sum;
}

base::Result<Order> open_dispute(db::Tx& tx, OrderId id, base::MemberId member,
                                 const Evidence& evidence) {
    const Order order = TRY(find_or_refuse(tx, id));
    if (TRY(party_of(order, member)) != Party::buyer) return not_yours;
    if (live_dispute(tx, id)) return dispute_open;
    if (open_refund(tx, id)) return refund_open;
    const auto days = policies::value(tx, policies::dispute_within_days).value;
    const Lacking lacking =
        TRY(disputable(order, {refunds_of(tx, {id}), disputes_of(tx, {id}), days}, tx.now()));

    Dispute dispute;
    dispute.id = tx.fresh<DisputeId>();
    dispute.order_id = id;
    dispute.refund = lacking.question.id;
    dispute.state = DisputeState::open;
    dispute.settled = is_settled(order);
    dispute.disputed = std::min(lacking.amount, left_of(order));
    dispute.at = tx.now();
    const auto hours = policies::value(tx, policies::dispute_answer_hours);
    dispute.answer_by = tx.now() + std::chrono::hours{hours.value};
    dispute.policy_version = hours.version;
    if (dispute.settled) dispute.aside = TRY(set_aside(tx, order, dispute.disputed));
    insert_dispute(tx, dispute);
    TRY(write_evidence(tx, dispute.id, Party::buyer, member, evidence));
    write_act(tx, order, Act::escalate, {Party::buyer, member, tx.now()});
    events::at(tx, dispute_answer_by_job, dispute.answer_by, id.value);
    TRY(tell(tx, "order_dispute_opened", order, tx.now(), {dispute.disputed, 0}));
    return order;
}

base::Result<Order> answer_dispute(db::Tx& tx, OrderId id, base::MemberId member,
                                   const Evidence& evidence) {
    auto [order, side, dispute] = TRY(found_for(tx, id, member));
    TRY(step(dispute, DisputeAct::answer, side));
    dispute.answered = tx.now();
    events::cancel(tx, dispute_answer_by_job, id.value);
    TRY(write_evidence(tx, dispute.id, side, member, evidence));
    TRY(hand_over(tx, order, dispute));
    TRY(tell(tx, "order_dispute_answered", order, tx.now(), {dispute.disputed, 0}));
    return order;
}

base::Result<Order> add_evidence(db::Tx& tx, OrderId id, base::MemberId member,
                                 const Evidence& evidence) {
    auto [order, side, dispute] = TRY(found_for(tx, id, member));
    TRY(step(dispute, DisputeAct::add, side));
    TRY(write_evidence(tx, dispute.id, side, member, evidence));
    const auto* said =
        side == Party::buyer ? "order_dispute_buyer_said" : "order_dispute_seller_said";
    TRY(tell(tx, said, order, tx.now(), {dispute.disputed, 0}));
    return order;
}

base::Result<Order> give_in(db::Tx& tx, OrderId id, base::MemberId member) {
    return end_by(tx, id, member, DisputeAct::give_in);
}

base::Result<Order> withdraw_dispute(db::Tx& tx, OrderId id, base::MemberId member) {
    return end_by(tx, id, member, DisputeAct::withdraw);
}

base::Result<Order> appeal_dispute(db::Tx& tx, OrderId id, base::MemberId member,
                                   const std::string& words) {
    auto [order, side, dispute] = TRY(found_for(tx, id, member));
    TRY(step(dispute, DisputeAct::appeal, side));
    // What it means for the dispute is heard from the case.
    TRY(cases::appeal_dispute(tx, member, dispute.case_id, words));
    return order;
}

base::Result<base::Done> mind_dispute(db::Tx& tx, const Order& order, base::Time effective) {
    auto dispute = live_dispute(tx, order.id);
    if (!dispute) return base::done;
    TRY(step(*dispute, DisputeAct::call_off, Party::clock));
    if (dispute->case_id.value != 0) {
        TRY(cases::end(tx, dispute->case_id, cases::CaseRole::clock, {}));
    }
    dispute->ended = effective;
    save_dispute(tx, *dispute);
    events::cancel(tx, dispute_answer_by_job, order.id.value);
    return base::done;
}

base::Result<Order> end_dispute(db::Tx& tx, Order order, const By& by) {
    auto dispute = live_dispute(tx, order.id);
    if (!dispute) return order;
    TRY(step(*dispute, DisputeAct::call_off, Party::clock));
    if (dispute->case_id.value != 0) {
        TRY(cases::end(tx, dispute->case_id, cases::CaseRole::clock, {}));
    }
    return conclude(tx, std::move(order), *dispute, 0, by);
}

base::Result<base::Done> pass_for_silent(db::Tx& tx, OrderId id) {
    const auto order = find(tx, id);
    auto dispute = live_dispute(tx, id);
    if (!order || !dispute || tx.now() < dispute->answer_by) return base::done;
    if (!next(dispute->state, DisputeAct::pass, Party::clock)) return base::done;
    TRY(step(*dispute, DisputeAct::pass, Party::clock));
    TRY(hand_over(tx, *order, *dispute));
    return tell(tx, "order_dispute_passed", *order, dispute->answer_by, {dispute->disputed, 0});
}

void add_listeners(events::Hub& hub) {
    hub.on("case_decided", on_decided);
    hub.on("case_appealed", on_appealed);
    hub.on("case_closed", on_closed);
}

}  // namespace orders
