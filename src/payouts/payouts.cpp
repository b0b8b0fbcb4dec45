#include "payouts/payouts.hpp"

#include <algorithm>
#include <array>

#include "http/amounts.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "ledger/debts.hpp"
#include "members/leaving.hpp"
#include "members/members.hpp"
#include "orders/leaving.hpp"
#include "payouts/rows.hpp"
#include "policies/policies.hpp"

namespace payouts {
namespace {

using ledger::Holding;

/// What a step moves. What comes back to a member pays first what they owe; what comes back to
/// somebody who has left lies in suspense.
ledger::AccountSums sums_of(db::Tx& tx, const Payout& payout, Flow flow, bool has_left) {
    const auto account = [&](std::int64_t owner, Holding holding) {
        return ledger::account_of(tx, owner, holding, payout.asset);
    };
    const std::int64_t member = payout.member.value;
    const auto world = account(ledger::market, Holding::outside);
    const auto from = flow == Flow::outside_to_seller ? world : account(member, Holding::payout);
    ledger::AccountSums sums{{from, -payout.amount}};
    if (flow == Flow::transit_to_outside) {
        sums[world] = payout.amount;
    } else if (has_left) {
        sums[account(ledger::market, Holding::suspense)] = payout.amount;
    } else {
        ledger::give(tx, member, payout.asset, payout.amount, sums);
    }
    return sums;
}

bool has_left(db::Snapshot& snapshot, base::MemberId member) {
    const auto person = members::person(snapshot, member);
    return !person || members::has_left(*person);
}

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const Payout& payout) {
    return events::tell(tx, {kind, payout.id.value, http::to_json(Told{payout.member})});
}

/// The account that sent it back gets nothing more until it is named again.
void refuse_account(db::Tx& tx, const Payout& payout, const std::string& reason) {
    tx.run("update payout_accounts set refused = $3 where member = $1 and iban = $2", payout.member,
           payout.iban, reason);
}

}  // namespace

std::string select_payout() {
    return "select id, member, run, occasion, state, asset, amount, holder, iban, at, ended, "
           "reason from payouts ";
}

Terms terms_of(db::Snapshot& snapshot) {
    return {policies::value(snapshot, policies::payout_minimum).value,
            source_of(snapshot).has_value(),
            usual_schedule(policies::value(snapshot, policies::payout_every_days).value)};
}

Situation situation_of(const Terms& terms, const Candidate& candidate, base::Time now,
                       base::Time run) {
    std::optional<Named> named;
    if (const auto& account = candidate.account) {
        named = Named{account->rests_until, account->refused.has_value(),
                      account->schedule.value_or(terms.usual)};
    }
    return {candidate.balance, terms.minimum, terms.market_ready, named, now, run};
}

Standing standing_of(db::Snapshot& snapshot, const Settings& settings, base::MemberId member) {
    Standing all;
    all.account = account_of(snapshot, member);
    const Terms terms = terms_of(snapshot);
    const Candidate candidate{member, ledger::owned_by(snapshot, member.value, settings.currency),
                              all.account};
    const base::Time now = snapshot.now();
    all.situation = situation_of(terms, candidate, now, next_run(now));
    all.schedule = all.account ? all.account->schedule.value_or(terms.usual) : terms.usual;
    return all;
}

base::Refusal refusal_of(const Verdict& verdict, const base::Money& minimum) {
    switch (verdict.why) {
        case PayoutWhy::nothing:
        case PayoutWhy::not_yet: break;
        case PayoutWhy::below_zero: return payout_below_zero;
        case PayoutWhy::empty: return nothing_to_pay_out;
        case PayoutWhy::market_not_ready: return payout_market_not_ready;
        case PayoutWhy::no_account: return no_payout_account;
        case PayoutWhy::account_refused: return payout_account_refused;
        case PayoutWhy::account_rests:
            return base::with(payout_account_rests, "date",
                              base::to_iso(*verdict.until).substr(0, 10));
        case PayoutWhy::below_minimum:
            return base::with(payout_below_minimum, "amount",
                              http::amount_number(minimum) + " " + minimum.currency);
    }
    base::unreachable();
}

base::Result<Payout> set_aside(db::Tx& tx, const Settings& settings, const Candidate& candidate,
                               Occasion occasion, std::optional<RunId> run) {
    const Payout payout{tx.fresh<PayoutId>(),
                        candidate.member,
                        run,
                        occasion,
                        run ? State::filed : State::waiting,
                        settings.currency,
                        candidate.balance,
                        candidate.account->holder,
                        candidate.account->iban,
                        tx.now(),
                        std::nullopt,
                        ""};
    tx.run(
        "insert into payouts (id, member, run, occasion, state, asset, amount, holder, iban, at, "
        "ended, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, '')",
        payout.id, payout.member, payout.run, payout.occasion, payout.state, payout.asset,
        payout.amount, payout.holder, payout.iban, payout.at);
    const std::int64_t owner = candidate.member.value;
    const auto own = ledger::account_of(tx, owner, Holding::available, payout.asset);
    const auto transit = ledger::account_of(tx, owner, Holding::payout, payout.asset);
    TRY(ledger::book(
        tx,
        {tx.fresh<ledger::TransferId>(), ledger::Purpose::payout, payout.asset, payout.id.value},
        std::array{ledger::Part{own, -payout.amount}, ledger::Part{transit, payout.amount}}));
    return payout;
}

base::Result<Payout> ask(db::Tx& tx, const Settings& settings, base::MemberId member,
                         Occasion occasion) {
    if (occasion == Occasion::leaving) TRY(orders::no_open_orders(tx, member));
    const Standing all = standing_of(tx, settings, member);
    const Verdict verdict = judge(all.situation, occasion);
    if (verdict.why != PayoutWhy::nothing) {
        return refusal_of(verdict, {all.situation.minimum, settings.currency});
    }
    const Candidate candidate{member, all.situation.balance, all.account};
    return set_aside(tx, settings, candidate, occasion, std::nullopt);
}

std::optional<Payout> find(db::Snapshot& snapshot, PayoutId id) {
    static const std::string sql = select_payout() + "where id = $1";
    return snapshot.one<Payout>(sql, id);
}

std::vector<Payout> payouts_of(db::Snapshot& snapshot, base::MemberId member, PayoutId before,
                               std::int64_t limit) {
    static const std::string sql =
        select_payout() + "where member = $1 and id < $2 order by id desc limit $3";
    return snapshot.all<Payout>(sql, member, before, limit);
}

std::int64_t paid_to(db::Snapshot& snapshot, base::MemberId member, const std::string& asset) {
    return snapshot.number(
        "select cast(coalesce(sum(amount), 0) as bigint) from payouts where member = $1 "
        "and state = 'paid' and asset = $2",
        member, asset);
}

base::Result<Booked> book(db::Tx& tx, PayoutId id, News news, const std::string& reason) {
    const auto payout = find(tx, id);
    if (!payout) return no_such_payout;
    const Step step = TRY(next(payout->state, news));
    if (step.flow == Flow::nothing) return Booked::nothing;
    const bool gone = news == News::returned && has_left(tx, payout->member);
    const auto purpose =
        news == News::paid ? ledger::Purpose::payout_paid : ledger::Purpose::payout_returned;
    TRY(ledger::book(tx, {tx.fresh<ledger::TransferId>(), purpose, payout->asset, payout->id.value},
                     ledger::parts_of(sums_of(tx, *payout, step.flow, gone))));
    tx.run("update payouts set state = $2, ended = $3, reason = $4 where id = $1", id, step.to,
           tx.now(), reason);
    if (payout->state == State::filed) {
        tx.run("update payout_runs set open = open - 1 where id = $1", *payout->run);
    }
    if (news == News::paid) {
        TRY(tell(tx, "payout_paid", *payout));
        return Booked::paid;
    }
    refuse_account(tx, *payout, reason);
    TRY(tell(tx, "payout_returned", *payout));
    return gone ? Booked::kept : Booked::returned;
}

base::Result<Payout> say(db::Tx& tx, PayoutId id, News news, const Word& word) {
    const auto before = find(tx, id);
    const Booked booked = TRY(book(tx, id, news, word.reason));
    if (booked == Booked::nothing) return payout_over;
    const auto after = find(tx, id);
    members::audit(tx, {word.operator_id, std::string{members::operator_permission},
                        news == News::paid ? "payout_paid" : "payout_returned", id.value,
                        word.reason, http::to_json(*before), http::to_json(*after)});
    return *after;
}

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

}  // namespace payouts
