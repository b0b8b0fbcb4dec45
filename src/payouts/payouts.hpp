#pragma once

// Payouts: what sellers have earned goes to their bank.
//
// A payout sets money aside (from what a member owns to what is on its way to them), goes to the
// bank in the file of a run, and ends as the bank says: paid, and the money has left the market, or
// returned, and it is the member's again. All three are booked in the transaction that makes them
// true, and each once, however often a run is begun or a statement is read.
//
// Runs are made by the program itself every night, at once when the operator wants it, and in
// pieces, so that a hundred thousand sellers never hold up anybody. What a seller asks for is set
// aside at once and goes with the next run. Whether a seller is paid and why not is decided in
// decide.hpp, for the run and for the seller's page alike.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/member.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "payouts/camt.hpp"
#include "payouts/decide.hpp"
#include "payouts/pain.hpp"

namespace payouts {

using StatementId = base::Id<struct StatementTag>;
using EntryId = base::Id<struct EntryTag>;

inline constexpr base::Reason no_payout_account{base::Kind::conflict, "no_payout_account"};
inline constexpr base::Reason payout_below_zero{base::Kind::conflict, "payout_below_zero"};
inline constexpr base::Reason payout_market_not_ready{base::Kind::conflict,
                                                      "payout_market_not_ready"};
inline constexpr base::Reason payout_account_refused{base::Kind::conflict,
                                                     "payout_account_refused"};
inline constexpr base::Reason payout_account_rests{base::Kind::conflict, "payout_account_rests"};
inline constexpr base::Reason payout_below_minimum{base::Kind::conflict, "payout_below_minimum"};
inline constexpr base::Reason payout_run_going{base::Kind::conflict, "payout_run_going"};
inline constexpr base::Reason nothing_to_pay_out{base::Kind::conflict, "nothing_to_pay_out"};
inline constexpr base::Reason no_such_run{base::Kind::missing, "no_such_run"};
inline constexpr base::Reason run_not_ready{base::Kind::conflict, "run_not_ready"};
inline constexpr base::Reason run_handed{base::Kind::conflict, "run_handed"};
inline constexpr base::Reason run_over{base::Kind::conflict, "run_over"};
inline constexpr base::Reason no_such_payout{base::Kind::missing, "no_such_payout"};
inline constexpr base::Reason payout_over{base::Kind::conflict, "payout_over"};
inline constexpr base::Reason no_such_entry{base::Kind::missing, "no_such_entry"};

/// So many payouts a file has at most, so that any bank takes it; a run for more is several.
inline constexpr std::int64_t run_payouts_max = 10'000;

/// What the program hands in.
struct Settings {
    std::string currency;  // In which the market trades.
    std::int64_t file_payouts_max = run_payouts_max;
};

// ---- The accounts

/// A member's bank account.
struct Account {
    base::MemberId member;
    std::string holder;
    std::string iban;
    std::optional<Schedule> schedule;  // None: the market's own.
    base::Time named;
    base::Time rests_until;
    std::int64_t rests_version = 0;  // Of the policy payout_rest_days.
    std::optional<std::string> refused;
};
BOOST_DESCRIBE_STRUCT(Account, (),
                      (member, holder, iban, schedule, named, rests_until, rests_version, refused))

std::optional<Account> account_of(db::Snapshot& snapshot, base::MemberId member);

/// Whether two members are paid to the same bank account.
bool share_account(db::Snapshot& snapshot, base::MemberId one, base::MemberId other);

/// When the latest of a member's payouts was made that has reached their bank.
std::optional<base::Time> last_paid(db::Snapshot& snapshot, base::MemberId member);

struct Naming {
    base::MemberId member;
    std::string holder;
    std::string iban;  // As it was written; refused with the form's field `iban`.
};

/// Names or changes the account that a member is paid to. From now on it rests: whoever got at the
/// member's session must not get at their money before they heard of it. Tells
/// payout_account_changed. The same account once more changes nothing.
base::Result<Account> name_account(db::Tx& tx, const Naming& naming);

/// Chooses how often; no_payout_account.
base::Result<base::Done> choose_schedule(db::Tx& tx, base::MemberId member, Schedule schedule);

/// The account that the market pays from, and who named it.
struct Source {
    std::string holder;
    std::string iban;
    base::MemberId set_by;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(Source, (), (holder, iban, set_by, at))

std::optional<Source> source_of(db::Snapshot& snapshot);

/// Names it, audited; the field `iban` is refused where it is none. Runs that were begun keep
/// theirs.
base::Result<Source> set_source(db::Tx& tx, const Naming& naming, const std::string& reason);

// ---- Payouts

struct Payout {
    PayoutId id;
    base::MemberId member;
    std::optional<RunId> run;
    Occasion occasion{};
    State state{};
    std::string asset;
    std::int64_t amount = 0;
    std::string holder;
    std::string iban;
    base::Time at;
    std::optional<base::Time> ended;
    std::string reason;  // Why it was returned, or what the operator said.
};
BOOST_DESCRIBE_STRUCT(Payout, (),
                      (id, member, run, occasion, state, asset, amount, holder, iban, at, ended,
                       reason))

/// All that decides whether a member is paid: read once, judged for whatever occasion. `scheduled`
/// means the next run.
struct Standing {
    std::optional<Account> account;
    Situation situation;
    Schedule schedule{};  // That they chose, or the market's own.
};
Standing standing_of(db::Snapshot& snapshot, const Settings& settings, base::MemberId member);

/// Sets all that the member owns aside for the next run. Refuses with the reason for which it waits
/// (refusal_of), and who is leaving while an order of theirs is open (orders_open).
base::Result<Payout> ask(db::Tx& tx, const Settings& settings, base::MemberId member,
                         Occasion occasion);

/// What somebody is told who wants to be paid nevertheless.
base::Refusal refusal_of(const Verdict& verdict, const base::Money& minimum);

std::optional<Payout> find(db::Snapshot& snapshot, PayoutId id);

/// A member's payouts before `before`, newest first.
std::vector<Payout> payouts_of(db::Snapshot& snapshot, base::MemberId member, PayoutId before,
                               std::int64_t limit);

/// What was paid to a member so far.
std::int64_t paid_to(db::Snapshot& snapshot, base::MemberId member, const std::string& asset);

/// Books what the bank says of a payout; says whether that was news. Refuses with no_such_payout
/// and payout_not_sent. One that comes back to a member who left lies in the suspense account.
BOOST_DEFINE_ENUM_CLASS(Booked, nothing, paid, returned, kept)
base::Result<Booked> book(db::Tx& tx, PayoutId id, News news, const std::string& reason);

/// The operator says it instead, audited. Refuses besides with payout_over what changes nothing.
struct Word {
    base::MemberId operator_id;
    std::string reason;
};
base::Result<Payout> say(db::Tx& tx, PayoutId id, News news, const Word& word);

// ---- Runs

BOOST_DEFINE_ENUM_CLASS(RunState, collecting, ready)

struct Run {
    RunId id;
    Occasion occasion{};
    RunState state{};
    std::string asset;
    base::Time due;  // By which schedules were looked at.
    std::int64_t next = 0;
    std::int64_t payouts = 0;
    std::int64_t amount = 0;
    std::int64_t open = 0;  // Of which the bank has not said anything.
    std::string holder;
    std::string iban;
    base::MemberId made_by;
    std::string reason;
    base::Time at;
    std::optional<base::Time> handed_at;
    std::int64_t settling = 0;
};
BOOST_DESCRIBE_STRUCT(Run, (),
                      (id, occasion, state, asset, due, next, payouts, amount, open, holder, iban,
                       made_by, reason, at, handed_at, settling))

/// So many payouts are made in one command.
inline constexpr std::int64_t piece_payouts_max = 100;

/// The operator has everybody paid whose money may go, whatever their day. The first piece is done
/// at once. Refuses with payout_run_going, payout_market_not_ready, and nothing_to_pay_out where
/// none of the first 10,000 who own something is to be paid and nobody comes after them; no run is
/// kept then. Of more it is begun, and ends without a trace where nobody is.
base::Result<Run> run_now(db::Tx& tx, const Settings& settings, const Word& word);

base::Result<Run> find_run(db::Snapshot& snapshot, RunId id);
std::vector<Run> runs(db::Snapshot& snapshot, RunId before, std::int64_t limit);
std::vector<Payout> payouts_in(db::Snapshot& snapshot, RunId run, PayoutId after,
                               std::int64_t limit);

/// The bank's file of a run; no_such_run, run_not_ready while it is collected.
base::Result<std::string> file_of(db::Snapshot& snapshot, RunId id, const std::string& market);

/// The operator has handed the file to the bank: no_such_run, run_not_ready, run_handed.
base::Result<Run> hand_over(db::Tx& tx, RunId id, const Word& word);

/// The operator says that the bank has paid all of it that is open, in pieces: for banks without
/// such statements. Refuses with no_such_run, run_not_ready, and run_over where nothing is open.
base::Result<Run> settle_run(db::Tx& tx, RunId id, const Word& word);

// ---- Statements

/// What came of a movement. The first three are as they should be; all others are for the operator
/// to look at. Only paid, returned and kept booked something. Words are only added.
BOOST_DEFINE_ENUM_CLASS(Fate, paid, returned,
                        known,           // The payout had ended so before.
                        unknown,         // Of no payout of ours.
                        amount_differs,  // Of ours, but not that much.
                        twice,           // Another movement had said so before.
                        not_sent,        // Of ours, and in no file.
                        kept,            // It came back, and its member has left.
                        contradicts,     // Paid, but the operator had said that it came back.
                        no_return)       // Came in, and the bank does not say that it came back.

struct ReadStatement {
    StatementId id;
    std::string name;
    std::int64_t parts = 0;
    std::int64_t done = 0;
    std::int64_t entries = 0;
    std::int64_t paid = 0;
    std::int64_t returned = 0;
    std::int64_t known = 0;
    std::int64_t unfit = 0;
    std::int64_t others = 0;  // Not about payouts: what buyers sent. Not kept.
    base::MemberId read_by;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(ReadStatement, (),
                      (id, name, parts, done, entries, paid, returned, known, unfit, others,
                       read_by, at))

struct Entry {
    EntryId id;
    StatementId statement;
    Direction direction{};
    std::int64_t amount = 0;
    std::string asset;
    std::string end_to_end;
    std::string said;
    std::optional<PayoutId> payout;
    Fate fate{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (id, statement, direction, amount, asset, end_to_end, said, payout, fate, at))

/// Books what a file of the bank says; the first movements at once, the others by a job.
/// The same file again (by digest_of() its bytes) changes nothing and answers with what it was the
/// first time.
base::Result<ReadStatement> import_statement(db::Tx& tx, const std::string& digest,
                                             const Statement& statement, base::MemberId by);

std::vector<ReadStatement> statements(db::Snapshot& snapshot, StatementId before,
                                      std::int64_t limit);

/// Movements that fit nothing and that nobody has looked at, oldest first.
std::vector<Entry> unfit(db::Snapshot& snapshot, EntryId after, std::int64_t limit);

/// The operator has looked at one; no_such_entry.
base::Result<base::Done> mark_seen(db::Tx& tx, EntryId id, const Word& word);

// ---- The program's part

/// What payout_paid, payout_returned and payout_account_changed carry; the subject of the first two
/// is the payout, of the last the member.
struct Told {
    base::MemberId member;
};
BOOST_DESCRIBE_STRUCT(Told, (), (member))

Told told(const events::Event& event);

/// Plans the nightly runs where they are not planned yet.
void plan(db::Tx& tx);

void add_jobs(events::Hub& hub, const Settings& settings);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace payouts
