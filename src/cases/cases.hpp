#pragma once

// Cases: what somebody says is wrong, who looks at it, what is decided and why, and the appeal.
//
//     TRY(cases::report(tx, {ben, mug, "counterfeit", "The stamp is wrong."}));
//
//     TRY(cases::take(tx, cem, id));
//
//     TRY(cases::decide(tx, id, {cem, Measure::take_down, "counterfeit", "The maker says so."}));
//
//     TRY(cases::appeal(tx, ann, id, "Here is the invoice."));
//
// Reports about one thing gather in one case until it is decided. A moderator takes it, may keep
// the thing from others while they look at it, and decides. Every measure is a statement of
// reasons: the facts, the rule and its version, who noticed and how, what is done, for how long,
// and until when it can be appealed against. The appeal is decided by somebody else. Whoever is a
// party to a case, or a friend of one, does not decide it: for them there is no such case. Who
// reported is shown to moderators and to nobody else.
//
// Nothing happens because of how many report; only people decide. Every step is written to a log
// that is only ever added to, each line with a digest of all before it.
//
// A dispute is a case of another kind: two sides, `claimant` and `party`, disagree about a sum. It
// is opened by the module that holds the money, nobody reports it, and its decision says how much
// of the sum goes back: all, a part, nothing. Whoever did not get all may appeal, once between
// them.
//
// What a case is about lives in a module above, which hands in the Subject and hears case_held,
// case_hold_ended, case_decided and case_closed: in_force() says what is to be done to the thing.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "cases/rules.hpp"
#include "cases/state.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"

namespace cases {

using base::MemberId;
using CaseId = base::Id<struct CaseTag>;
using ReportId = base::Id<struct ReportTag>;
using SubjectId = base::Id<struct SubjectTag>;

inline constexpr std::size_t report_length_max = 1000, facts_length_max = 4000,
                             appeal_length_max = 4000;

inline constexpr base::Reason no_such_case{base::Kind::missing, "no_such_case"};
inline constexpr base::Reason no_such_report{base::Kind::missing, "no_such_report"};
inline constexpr base::Reason no_such_statement{base::Kind::missing, "no_such_statement"};
inline constexpr base::Reason no_such_rule{base::Kind::missing, "no_such_rule"};
inline constexpr base::Reason own_report{base::Kind::conflict, "own_report"};
inline constexpr base::Reason reported_already{base::Kind::conflict, "reported_already"};
inline constexpr base::Reason too_many_reports{base::Kind::limited, "too_many_reports"};

/// What sort of thing a case is about. Grows with the modules.
BOOST_DEFINE_ENUM_CLASS(SubjectKind, listing, order)

/// Who noticed: members, a moderator by themselves, or one side of a dispute.
BOOST_DEFINE_ENUM_CLASS(NoticedBy, report, moderator, claimant)

/// How far a measure reaches.
BOOST_DEFINE_ENUM_CLASS(MeasureScope, market, order)

/// The thing as it is now, handed in by the module that knows it.
struct Subject {
    SubjectKind kind{};
    SubjectId id;
    std::int64_t version = 0;
    std::string title;
    MemberId owner;
};

struct Case {
    std::int64_t seq = 0;  // Dense, in the order of opening.
    CaseId id;
    CaseKind kind{};
    SubjectKind subject_kind{};
    SubjectId subject;
    std::int64_t subject_version = 0;
    std::string title;
    MemberId party;
    NoticedBy source{};
    std::string rule;  // Of the first report, then of the last decision.
    std::int64_t rule_version = 0;
    std::int64_t reports = 0;
    base::Time opened;
    CaseState state{};
    std::optional<Measure> measure;
    bool held = false;
    bool held_once = false;
    bool touched = false;
    MemberId assignee;
    base::Time lease_until;
    MemberId decided_by;
    base::Time due;
    base::Time appeal_until;
    MemberId claimant;          // Of a dispute, else nobody.
    std::int64_t disputed = 0;  // The sum, and how much of it goes back by the last decision.
    std::int64_t given = 0;
    std::string asset;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (seq, id, kind, subject_kind, subject, subject_version, title, party, source,
                       rule, rule_version, reports, opened, state, measure, held, held_once,
                       touched, assignee, lease_until, decided_by, due, appeal_until, claimant,
                       disputed, given, asset))

/// What the rules look at.
Core core_of(const Case& one);

/// The case that there is; no_such_case.
base::Result<Case> find(db::Snapshot& snapshot, CaseId id);

// ---- Reports

struct Report {
    std::int64_t seq = 0;
    ReportId id;
    CaseId case_id;
    MemberId reporter;
    std::string rule;
    std::int64_t rule_version = 0;
    base::Time at;
    std::int64_t subject_version = 0;  // Which the reporter saw.
    std::string words;                 // Empty also once the reporter was erased.
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (seq, id, case_id, reporter, rule, rule_version, at, subject_version, words))

struct NewReport {
    MemberId reporter;
    Subject subject;  // The reporter may see it, or has bought it: the caller has looked.
    std::string rule;
    std::string words;
};

/// Says that something is wrong with a thing: once for each version of it. Refuses with own_report,
/// the form's field `rule`, reported_already, too_many_reports (args: max; by the policy
/// reports_per_day). Tells case_reported.
base::Result<ReportId> report(db::Tx& tx, const NewReport& wanted);

/// The report, for its reporter; no_such_report.
base::Result<Report> find_report(db::Snapshot& snapshot, MemberId reporter, ReportId id);

/// A member's reports before `before_seq`, the latest first.
std::vector<Report> reports_by(db::Snapshot& snapshot, MemberId reporter, std::int64_t before_seq,
                               std::int64_t limit);

/// The reports that gathered in a case, the first first.
std::vector<Report> reports_of(db::Snapshot& snapshot, CaseId id);

/// The versions of its thing that a case is about, rising, the first 1,000: the one that it was
/// opened for, and those that its reporters saw. Goods are changed, and what was said of one
/// version is not said of another.
std::vector<std::int64_t> versions_of(db::Snapshot& snapshot, const Case& one);

/// The case's reporter is not content that nothing was done: once for each case, while there is
/// time. Refuses with no_such_report, case_state, nothing_to_appeal, appeal_over.
base::Result<base::Done> contest(db::Tx& tx, MemberId reporter, ReportId report,
                                 const std::string& words);

// ---- What moderators do

/// A moderator noticed it by themselves: the case of this thing, opened unless there is one that is
/// not decided, and theirs from now on. Refuses as take(), and with the form's field `rule`.
struct NewCase {
    MemberId moderator;
    Subject subject;
    std::string rule;
};
base::Result<CaseId> begin(db::Tx& tx, const NewCase& wanted);

/// Whether a moderator is a party of a case (whose thing it is about, who reported it or disputes
/// it) or a friend of one: there is no such case for them.
bool is_close(db::Snapshot& snapshot, const Case& one, MemberId moderator);

/// Those of several cases to which a moderator is not close.
std::vector<Case> far_from(db::Snapshot& snapshot, std::vector<Case> list, MemberId moderator);

/// Takes it, for as long as the policy case_taken_minutes says; after that somebody else may.
/// Refuses with no_such_case (also to who is close to it), case_state, case_taken, own_decision.
base::Result<base::Done> take(db::Tx& tx, MemberId moderator, CaseId id);

/// Gives it back undecided. Refuses with no_such_case, case_state, case_not_yours.
base::Result<base::Done> put_back(db::Tx& tx, MemberId moderator, CaseId id);

/// What was found, by which rule, and what is done.
struct Finding {
    MemberId moderator;
    Measure measure = Measure::leave;
    std::string rule;
    std::string facts;
    std::int64_t given = 0;  // With refund_part: how much goes back.
};

/// Keeps the thing from others until the case is decided, once, and at most until the case is due.
/// Refuses as put_back(), with held_already, and with the form's field `rule`. Tells case_held.
base::Result<base::Done> hold(db::Tx& tx, CaseId id, const Finding& finding);

/// Decides an open case, or judges the appeal of an appealed one; a hold ends with it. Refuses as
/// put_back(), with own_decision, and with the form's fields `rule`, `measure` (which has to fit
/// the kind of the case) and `amount.minor` (which of a part is more than nothing and less than
/// all). Tells case_decided, or case_closed.
base::Result<base::Done> decide(db::Tx& tx, CaseId id, const Finding& finding);

/// Which of them: what waits for a moderator by when it is due; of that what is late, what is
/// appealed, what is mine; or what is decided, the latest first.
BOOST_DEFINE_ENUM_CLASS(CaseQueue, to_do, late, appeals, mine, decided)

/// Where a page of the queue ended: `due` only where it goes by that.
struct QueueCursor {
    base::Time due = base::time_of(INT64_MIN);
    std::int64_t seq = INT64_MIN;
};
std::vector<Case> queue(db::Snapshot& snapshot, CaseQueue which, MemberId moderator,
                        const QueueCursor& after, std::int64_t limit);

/// Whether there is another moderator who may judge the appeal against a case's decision.
bool has_other_judge(db::Snapshot& snapshot, const Case& one);

// ---- Statements of reasons

struct Decision {
    std::int64_t number = 0;  // 0: held while it is looked at, 1: decided, from 2: on appeal.
    MemberId decider;
    Measure measure{};
    std::string rule;
    std::int64_t rule_version = 0;
    NoticedBy source{};
    bool automated_detection = false;
    bool automated_decision = false;
    MeasureScope scope{};
    base::Time at;
    std::optional<base::Time> until;
    std::optional<base::Time> appeal_until;
    std::int64_t given = 0;  // Of a dispute: how much goes back.
    std::string facts;
};
BOOST_DESCRIBE_STRUCT(Decision, (),
                      (number, decider, measure, rule, rule_version, source, automated_detection,
                       automated_decision, scope, at, until, appeal_until, given, facts))

std::vector<Decision> decisions_of(db::Snapshot& snapshot, CaseId id);

/// The case, for the member to whom something was done in it; no_such_statement.
base::Result<Case> find_statement(db::Snapshot& snapshot, MemberId party, CaseId id);

/// The cases in which something was done to a member, before `before_seq`, the latest first.
std::vector<Case> statements_of(db::Snapshot& snapshot, MemberId party, std::int64_t before_seq,
                                std::int64_t limit);

struct Appeal {
    std::int64_t number = 0;  // Of the decision that it is against.
    MemberId appellant;
    CaseRole role{};
    base::Time at;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Appeal, (), (number, appellant, role, at, words))

std::vector<Appeal> appeals_of(db::Snapshot& snapshot, CaseId id);

/// Appeals against what was taken down: once, while there is time. Refuses with no_such_statement,
/// case_state, nothing_to_appeal, appeal_over. Tells case_appealed.
base::Result<base::Done> appeal(db::Tx& tx, MemberId party, CaseId id, const std::string& words);

// ---- Disputes, for the module that holds the money

struct NewDispute {
    Subject subject;  // Its owner is the party.
    MemberId claimant;
    std::int64_t disputed = 0;  // Above 0.
    std::string asset;
};

/// Opens a dispute for the moderators, in the name of its claimant. There is none of this thing
/// that is not decided.
base::Result<CaseId> bring(db::Tx& tx, const NewDispute& wanted);

/// Nobody has to decide it any more: a side gave in, or (clock, 0) it is about nothing now. Refuses
/// with case_state where it is final.
base::Result<base::Done> end(db::Tx& tx, CaseId id, CaseRole role, MemberId member);

/// The side that did not get all of it appeals: once, whoever of them comes first, while there is
/// time (policy dispute_appeal_days). Refuses with no_such_case, case_state, nothing_to_appeal,
/// appeal_over. Tells case_appealed.
base::Result<base::Done> appeal_dispute(db::Tx& tx, MemberId side, CaseId id,
                                        const std::string& words);

// ---- For the module that knows the thing

/// What is to be done to a thing, and by which case and rule. `for_good` once no appeal can undo
/// it.
struct Force {
    Measure measure{};
    bool for_good = false;
    CaseId case_id;
    std::string rule;
    std::int64_t rule_version = 0;
};
std::optional<Force> in_force(db::Snapshot& snapshot, SubjectKind kind, SubjectId id);

/// What events carry: case_reported, case_held, case_hold_ended, case_decided, case_appealed,
/// case_closed. Their subject is the case. `owner` is whose thing it is where something was done to
/// them, else 0, and 0 with every case_reported: they are not to learn that somebody reported it.
struct Told {
    CaseId case_id;
    SubjectKind kind{};
    SubjectId thing;
    MemberId owner;
};
BOOST_DESCRIBE_STRUCT(Told, (), (case_id, kind, thing, owner))

/// The payload of a case event.
Told told(const events::Event& event);

// ---- The log

struct LogLine {
    std::int64_t seq = 0;
    CaseId case_id;
    base::Time at;
    CaseAct act{};
    CaseRole role{};
    MemberId member;
    CaseState from_state{};
    CaseState to_state{};
    std::string measure;
    db::Bytes digest;
};
BOOST_DESCRIBE_STRUCT(LogLine, (),
                      (seq, case_id, at, act, role, member, from_state, to_state, measure, digest))

std::vector<LogLine> log_of(db::Snapshot& snapshot, CaseId id);

/// Whether every line's digest is of that line and all before it, and no number is left out.
bool is_log_whole(db::Snapshot& snapshot);

/// The jobs case_hold_ends and case_lapse.
void add_jobs(events::Hub& hub);

std::span<const db::Migration> migrations();

}  // namespace cases
