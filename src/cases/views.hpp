#pragma once

// What the routes of this module show, and to whom: a report to its reporter, a statement of
// reasons to its party, a whole case to moderators. Who reported is in the last alone.

#include "base/money.hpp"
#include "cases/cases.hpp"
#include "http/call.hpp"
#include "members/members.hpp"

namespace cases {

/// A version of a rule in the reader's language.
struct RuleView {
    std::string code;
    std::int64_t version = 0;
    base::Time since;
    RuleGround ground{};
    std::string title;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(RuleView, (), (code, version, since, ground, title, text))

RuleView view(const Rule& rule, http::Language language);

/// What a report or a case is about, as it was then.
struct AboutView {
    SubjectKind kind{};
    SubjectId id;
    std::int64_t version = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(AboutView, (), (kind, id, version, title))

BOOST_DEFINE_ENUM_CLASS(ReportMay, contest)
BOOST_DEFINE_ENUM_CLASS(StatementMay, appeal)
BOOST_DEFINE_ENUM_CLASS(CaseMay, take, put_back, hold, decide)

/// For its reporter. `outcome` is what was decided last, null while nothing is.
struct ReportView {
    ReportId id;
    AboutView about;
    RuleView rule;
    std::string words;
    base::Time at;
    CaseState state{};
    base::Time due;
    std::optional<Measure> outcome;
    std::optional<base::Time> decided;
    std::optional<base::Time> contest_until;  // While it may be contested.
    std::vector<ReportMay> may;
};
BOOST_DESCRIBE_STRUCT(ReportView, (),
                      (id, about, rule, words, at, state, due, outcome, decided, contest_until,
                       may))

/// A statement of reasons. `until` is when the measure ends by itself, null where it does not.
struct DecisionView {
    std::int64_t number = 0;
    Measure measure{};
    RuleView rule;
    std::string facts;
    NoticedBy source{};
    bool automated_detection = false;
    bool automated_decision = false;
    MeasureScope scope{};
    base::Time at;
    std::optional<base::Time> until;
    std::optional<base::Time> appeal_until;
    std::optional<members::Person> decider;  // For moderators.
    std::optional<base::Money> given;        // Of a dispute: how much goes back.
};
BOOST_DESCRIBE_STRUCT(DecisionView, (),
                      (number, measure, rule, facts, source, automated_detection,
                       automated_decision, scope, at, until, appeal_until, decider, given))

/// An appeal. Its words are for whoever lodged it and for moderators; of a dispute for both sides.
struct AppealView {
    std::int64_t against = 0;
    CaseRole role{};
    base::Time at;
    std::string words;
    std::optional<members::Person> appellant;  // For moderators.
};
BOOST_DESCRIBE_STRUCT(AppealView, (), (against, role, at, words, appellant))

/// For the party, and of a dispute for its claimant as well. `waits_for_judge` says honestly that
/// nobody else is there who may decide.
struct StatementView {
    CaseId id;
    AboutView about;
    CaseState state{};
    std::optional<Measure> in_force;
    std::vector<DecisionView> decisions;
    std::vector<AppealView> appeals;
    std::optional<base::Time> due;           // While it is looked at.
    std::optional<base::Time> appeal_until;  // While it may be appealed against.
    bool waits_for_judge = false;
    std::vector<StatementMay> may;
};
BOOST_DESCRIBE_STRUCT(StatementView, (),
                      (id, about, state, in_force, decisions, appeals, due, appeal_until,
                       waits_for_judge, may))

/// A case in the queue.
struct CaseCard {
    CaseId id;
    CaseKind kind{};
    AboutView about;
    members::Person party;
    NoticedBy source{};
    RuleView rule;
    std::int64_t reports = 0;
    CaseState state{};
    std::optional<Measure> in_force;
    std::optional<Measure> outcome;
    base::Time opened;
    base::Time due;
    bool late = false;
    std::optional<members::Person> assignee;
    bool waits_for_judge = false;
    std::optional<members::Person> claimant;  // Of a dispute, with the sum that it is about.
    std::optional<base::Money> disputed;
};
BOOST_DESCRIBE_STRUCT(CaseCard, (),
                      (id, kind, about, party, source, rule, reports, state, in_force, outcome,
                       opened, due, late, assignee, waits_for_judge, claimant, disputed))

struct CaseReportView {
    members::Person reporter;
    RuleView rule;
    std::string words;
    base::Time at;
    std::int64_t version = 0;  // Of the thing, which the reporter saw.
};
BOOST_DESCRIBE_STRUCT(CaseReportView, (), (reporter, rule, words, at, version))

struct LogView {
    std::int64_t seq = 0;
    base::Time at;
    CaseAct act{};
    CaseRole role{};
    std::optional<members::Person> member;
    CaseState from{};
    CaseState to{};
    std::string digest;  // Hexadecimal.
};
BOOST_DESCRIBE_STRUCT(LogView, (), (seq, at, act, role, member, from, to, digest))

/// All of a case, for a moderator who is not close to it.
struct CaseView {
    CaseCard summary;
    std::vector<CaseReportView> reports;
    std::vector<DecisionView> decisions;
    std::vector<AppealView> appeals;
    std::vector<LogView> log;
    std::optional<base::Time> taken_until;
    std::vector<CaseMay> may;
};
BOOST_DESCRIBE_STRUCT(CaseView, (), (summary, reports, decisions, appeals, log, taken_until, may))

/// Who looks, and in which language.
struct Reader {
    MemberId member;
    http::Language language{};
};

std::vector<ReportView> show(db::Snapshot& snapshot, const std::vector<Report>& list,
                             const Reader& reader);
StatementView show_statement(db::Snapshot& snapshot, const Case& one, const Reader& reader);
std::vector<CaseCard> show_queue(db::Snapshot& snapshot, const std::vector<Case>& list,
                                 const Reader& reader);
CaseView show_case(db::Snapshot& snapshot, const Case& one, const Reader& reader);

}  // namespace cases
