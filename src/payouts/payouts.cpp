#include "payouts/payouts.hpp"

#include <algorithm>
#include <array>

#include "http/amounts.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "members/leaving.hpp"
#include "members/members.hpp"
#include "orders/leaving.hpp"
#include "payouts/rows.hpp"
#include "policies/policies.hpp"

namespace payouts {
namespace {

using ledger::Holding;

/// The accounts that money moves between in a step, and what the books call it.
struct Way {
    ledger::AccountId from;
    ledger::AccountId to;
    ledger::Purpose purpose{};
};

Way way_of(db::Tx& tx, const Payout& payout, Flow flow, Holding back) {
    const auto world = [&] {
        return ledger::account_of(tx, ledger::market, Holding::outside, payout.asset);
    };
    const auto transit = [&] {
        return ledger::account_of(tx, payout.member.value, Holding::payout, payout.asset);
    };
    const auto home = [&] {
        const std::int64_t owner = back == Holding::suspense ? ledger::market : payout.member.value;
        return ledger::account_of(tx, owner, back, payout.asset);
    };
    switch (flow) {
        case Flow::nothing: break;
        case Flow::transit_to_outside: return {transit(), world(), ledger::Purpose::payout_paid};
        case Flow::transit_to_seller: return {transit(), home(), ledger::Purpose::payout_returned};
        case Flow::outside_to_seller: return {world(), home(), ledger::Purpose::payout_returned};
    }
    base::unreachable();
}

/// The postings of a step. What comes back to somebody who owes the market pays that first.
std::vector<ledger::Part> postings_of(db::Tx& tx, const Payout& payout, const Way& way,
                                      bool comes_home) {
    std::vector<ledger::Part> parts{ledger::Part{way.from, -payout.amount}};
    std::int64_t left = payout.amount;
    const auto owed = ledger::find_account(tx, payout.member.value, Holding::debt, payout.asset);
    if (comes_home && owed && owed->balance < 0) {
        const std::int64_t paid = std::min(left, -owed->balance);
        parts.push_back({owed->id, paid});
        left -= paid;
    }
    if (left > 0) parts.push_back({way.to, left});
    return parts;
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

/// Below zero by what the member owes the market, who then has nothing.
std::int64_t owned_by(db::Snapshot& snapshot, const Settings& settings, base::MemberId member) {
    return ledger::balance(snapshot, member.value, Holding::available, settings.currency) +
           ledger::balance(snapshot, member.value, Holding::debt, settings.currency);
}

}  // namespace

std::string select_payout() {
    return "select id, member, run, occasion, state, asset, amount, holder, iban, at, ended, "
           "reason from payouts ";
}

Terms terms_of(db::Snapshot& snapshot) {
    return {policies::value(snapshot, policies::payout_minimum).value,
            source_of(snapshot).has_value(), schedule_of(snapshot, std::nullopt)};
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

Verdict standing(db::Snapshot& snapshot, const Settings& settings, base::MemberId member,
                 Occasion occasion) {
    const Candidate candidate{member, owned_by(snapshot, settings, member),
                              account_of(snapshot, member)};
    const base::Time now = snapshot.now();
    return judge(situation_of(terms_of(snapshot), candidate, now, next_run(now)), occasion);
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
    const Candidate candidate{member, owned_by(tx, settings, member), account_of(tx, member)};
    const Situation is = situation_of(terms_of(tx), candidate, tx.now(), tx.now());
    const Verdict verdict = judge(is, occasion);
    if (verdict.why != PayoutWhy::nothing) {
        return refusal_of(verdict, {is.minimum, settings.currency});
    }
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
    const Way way = way_of(tx, *payout, step.flow, gone ? Holding::suspense : Holding::available);
    const bool comes_home = news == News::returned && !gone;
    TRY(ledger::book(tx,
                     {tx.fresh<ledger::TransferId>(), way.purpose, payout->asset, payout->id.value},
                     postings_of(tx, *payout, way, comes_home)));
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
