// Runs: who is paid, in pieces, and what becomes of a file.

#include <algorithm>

#include "base/money.hpp"
#include "events/cursors.hpp"
#include "http/json.hpp"
#include "members/members.hpp"
#include "payouts/rows.hpp"

namespace payouts {
namespace {

/// So many sellers are looked at in one command, paid or not.
constexpr std::int64_t sellers_per_piece = 500;
/// Who has a run made is told at once that nobody is to be paid, as far as looking further for it
/// holds up nobody: each look reads two short lists.
constexpr int looks_by_hand = 20;

std::vector<Account> accounts_of(db::Snapshot& snapshot, const std::vector<ledger::Owned>& owners) {
    std::vector<base::MemberId> members;
    for (const ledger::Owned& one : owners) members.push_back(base::MemberId{one.owner});
    return snapshot.all<Account>(
        "select member, holder, iban, schedule, named, rests_until, rests_version, refused "
        "from payout_accounts where member in "
        "(select cast(value as bigint) from json_each($1)) order by member",
        http::to_json(members));
}

std::optional<Run> begin(db::Tx& tx, const Settings& settings, Run run) {
    const auto source = source_of(tx);
    if (!source) return std::nullopt;
    run.id = tx.fresh<RunId>();
    run.asset = settings.currency;
    run.holder = source->holder;
    run.iban = source->iban;
    run.at = tx.now();
    tx.run(
        "insert into payout_runs (id, occasion, state, asset, due, next, payouts, amount, open, "
        "holder, iban, made_by, reason, at, handed_at, settling) values ($1, $2, 'collecting', "
        "$3, $4, $5, 0, 0, 0, $6, $7, $8, $9, $10, null, 0)",
        run.id, run.occasion, run.asset, run.due, run.next, run.holder, run.iban, run.made_by,
        run.reason, run.at);
    return run;
}

void add(Run& run, std::int64_t amount) {
    ++run.payouts;
    ++run.open;
    run.amount = base::add(run.amount, amount);
}

std::int64_t room_of(const Settings& settings, const Run& run) {
    return std::min(piece_payouts_max, settings.file_payouts_max - run.payouts);
}

/// Puts what sellers asked for into the run; true where there may be more of it.
bool take_waiting(db::Tx& tx, const Settings& settings, Run& run) {
    const std::int64_t most = room_of(settings, run);
    static const std::string sql = select_payout() + "where state = 'waiting' order by id limit $1";
    const auto waiting = tx.all<Payout>(sql, most);
    for (const Payout& payout : waiting) {
        tx.run("update payouts set run = $2, state = 'filed' where id = $1", payout.id, run.id);
        add(run, payout.amount);
    }
    return static_cast<std::int64_t>(waiting.size()) == most;
}

/// Sets aside what the sellers after run.next are to get; true where there may be more of them.
base::Result<bool> take_sellers(db::Tx& tx, const Settings& settings, Run& run) {
    const std::int64_t most = room_of(settings, run);
    const auto owners = ledger::owners_after(tx, run.asset, run.next, sellers_per_piece);
    const auto accounts = accounts_of(tx, owners);
    const Terms terms = terms_of(tx);
    std::int64_t made = 0;
    for (const ledger::Owned& one : owners) {
        if (made == most) return true;
        run.next = one.owner;
        const base::MemberId member{one.owner};
        const auto account = std::ranges::find(accounts, member, &Account::member);
        if (account == accounts.end()) continue;
        const Candidate candidate{member, one.balance, *account};
        const Situation is = situation_of(terms, candidate, tx.now(), run.due);
        if (judge(is, run.occasion).why != PayoutWhy::nothing) continue;
        add(run, TRY(set_aside(tx, settings, candidate, run.occasion, run.id)).amount);
        ++made;
    }
    return static_cast<std::int64_t>(owners.size()) == sellers_per_piece;
}

void save(db::Tx& tx, const Run& run) {
    if (run.state == RunState::ready && run.payouts == 0) {
        tx.run("delete from payout_runs where id = $1", run.id);
        return;
    }
    tx.run(
        "update payout_runs set state = $2, next = $3, payouts = $4, amount = $5, open = $6 "
        "where id = $1",
        run.id, run.state, run.next, run.payouts, run.amount, run.open);
}

/// Does one piece of a run, and plans the next where there may be more. While nobody is to be paid
/// it looks at up to `looks` times as many sellers.
base::Result<Run> collect(db::Tx& tx, const Settings& settings, Run run, int looks = 1) {
    bool more = take_waiting(tx, settings, run) || TRY(take_sellers(tx, settings, run));
    while (more && run.payouts == 0 && --looks > 0) more = TRY(take_sellers(tx, settings, run));
    const bool full = run.payouts == settings.file_payouts_max;
    if (full || !more) run.state = RunState::ready;
    save(tx, run);
    if (!more) return run;
    RunId next_piece = run.id;
    if (full) {
        Run rest;
        rest.occasion = run.occasion;
        rest.due = run.due;
        rest.next = run.next;
        rest.made_by = run.made_by;
        rest.reason = run.reason;
        next_piece = begin(tx, settings, rest)->id;
    }
    events::at(tx, run_job, tx.now(), next_piece.value);
    return run;
}

base::Result<Run> find_ready(db::Snapshot& snapshot, RunId id) {
    const Run run = TRY(find_run(snapshot, id));
    if (run.state != RunState::ready) return run_not_ready;
    return run;
}

void keep(db::Tx& tx, std::string act, const Run& before, const Run& after, const Word& word) {
    members::audit(tx, {word.operator_id, std::string{members::operator_permission}, std::move(act),
                        after.id.value, word.reason, http::to_json(before), http::to_json(after)});
}

}  // namespace

std::string select_run() {
    return "select id, occasion, state, asset, due, next, payouts, amount, open, holder, iban, "
           "made_by, reason, at, handed_at, settling from payout_runs ";
}

base::Result<Run> run_now(db::Tx& tx, const Settings& settings, const Word& word) {
    if (tx.number("select count(*) from payout_runs where state = 'collecting'") > 0) {
        return payout_run_going;
    }
    Run wanted;
    wanted.occasion = Occasion::by_hand;
    wanted.due = tx.now();
    wanted.made_by = word.operator_id;
    wanted.reason = word.reason;
    const auto begun = begin(tx, settings, wanted);
    if (!begun) return payout_market_not_ready;
    const Run run = TRY(collect(tx, settings, *begun, looks_by_hand));
    if (run.state == RunState::ready && run.payouts == 0) return nothing_to_pay_out;
    keep(tx, "payout_run", wanted, run, word);
    return run;
}

base::Result<Run> find_run(db::Snapshot& snapshot, RunId id) {
    static const std::string sql = select_run() + "where id = $1";
    const auto run = snapshot.one<Run>(sql, id);
    if (!run) return no_such_run;
    return *run;
}

std::vector<Run> runs(db::Snapshot& snapshot, RunId before, std::int64_t limit) {
    static const std::string sql = select_run() + "where id < $1 order by id desc limit $2";
    return snapshot.all<Run>(sql, before, limit);
}

std::vector<Payout> payouts_in(db::Snapshot& snapshot, RunId run, PayoutId after,
                               std::int64_t limit) {
    static const std::string sql =
        select_payout() + "where run = $1 and id > $2 order by id limit $3";
    return snapshot.all<Payout>(sql, run, after, limit);
}

base::Result<std::string> file_of(db::Snapshot& snapshot, RunId id, const std::string& market) {
    const Run run = TRY(find_ready(snapshot, id));
    const auto list = snapshot.all<FilePayout>(
        "select id, holder, iban, amount from payouts where run = $1 order by id limit $2", id,
        run_payouts_max);
    base::ensure(static_cast<std::int64_t>(list.size()) == run.payouts);
    return payment_file({run.id, market, run.holder, run.iban, run.asset, run.at}, list);
}

base::Result<Run> hand_over(db::Tx& tx, RunId id, const Word& word) {
    const Run before = TRY(find_ready(tx, id));
    if (before.handed_at) return run_handed;
    Run run = before;
    run.handed_at = tx.now();
    tx.run("update payout_runs set handed_at = $2 where id = $1", id, run.handed_at);
    keep(tx, "payout_run_handed", before, run, word);
    return run;
}

base::Result<Run> settle_run(db::Tx& tx, RunId id, const Word& word) {
    const Run before = TRY(find_ready(tx, id));
    if (before.open == 0 || before.settling == 1) return run_over;
    Run run = before;
    run.settling = 1;
    run.handed_at = run.handed_at.value_or(tx.now());
    tx.run("update payout_runs set settling = 1, handed_at = $2 where id = $1", id, run.handed_at);
    keep(tx, "payout_run_paid", before, run, word);
    events::at(tx, settle_job, tx.now(), id.value);
    return run;
}

base::Result<base::Done> do_settle(db::Tx& tx, const events::Job& job) {
    const Run run = TRY(find_run(tx, RunId{job.subject}));
    const auto open = tx.all<PayoutId>(
        "select id from payouts where run = $1 and state = 'filed' order by id limit $2", run.id,
        piece_payouts_max);
    for (const PayoutId id : open) TRY(book(tx, id, News::paid, ""));
    const bool more = static_cast<std::int64_t>(open.size()) == piece_payouts_max;
    if (more) {
        events::at(tx, job.kind, tx.now(), job.subject);
    } else {
        tx.run("update payout_runs set settling = 0 where id = $1", run.id);
    }
    return base::done;
}

base::Result<base::Done> do_run(db::Tx& tx, const Settings& settings, const events::Job& job) {
    const Run run = TRY(find_run(tx, RunId{job.subject}));
    if (run.state == RunState::collecting) TRY(collect(tx, settings, run));
    return base::done;
}

/// Runs that were missed while the program was away are made up for one after the other: each looks
/// at the schedules of its own day.
base::Result<base::Done> do_night(db::Tx& tx, const Settings& settings, const events::Job& job) {
    events::at(tx, job.kind, next_run(job.due), 0);
    Run wanted;
    wanted.occasion = Occasion::scheduled;
    wanted.due = job.due;
    if (const auto run = begin(tx, settings, wanted)) TRY(collect(tx, settings, *run));
    return base::done;
}

void plan(db::Tx& tx) {
    if (!events::waits(tx, night_job, 0)) events::at(tx, night_job, next_run(tx.now()), 0);
}

void add_jobs(events::Hub& hub, const Settings& settings) {
    hub.job(std::string{night_job},
            [settings](db::Tx& tx, const events::Job& job) { return do_night(tx, settings, job); });
    hub.job(std::string{run_job},
            [settings](db::Tx& tx, const events::Job& job) { return do_run(tx, settings, job); });
    hub.job(std::string{settle_job}, do_settle);
    hub.job(std::string{statement_job}, do_statement);
}

}  // namespace payouts
