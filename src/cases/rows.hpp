#pragma once

// What the files of this module share: how a case is saved with its step written down.

#include "cases/cases.hpp"

namespace cases {

/// The case with what the rules made of it.
Case with(Case one, const Core& core);

/// Takes one step: decides by the table, saves, and writes it to the log. Refuses as after() does.
base::Result<Case> take_step(db::Tx& tx, const Case& one, const Deed& deed);

/// Writes a line of the log.
void write_log(db::Tx& tx, CaseId id, const Deed& deed, CaseState from, CaseState to);

/// Tells an event about a case; its payload names the party once something was done to it.
base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const Case& one);

/// The rule for such cases in force now, or the form's field `rule`.
base::Result<Rule> rule_now(db::Snapshot& snapshot, std::string_view code,
                            CaseKind of = CaseKind::report);

/// Writes a statement of reasons.
struct NewDecision {
    std::int64_t number = 0;
    Measure measure{};
    std::optional<base::Time> until;
    std::optional<base::Time> appeal_until;
};
void write_decision(db::Tx& tx, const Case& one, const Finding& finding, const NewDecision& made);

/// The thing's case where reports gather, opened where there is none.
base::Result<Case> gathering(db::Tx& tx, const Subject& subject, const Rule& rule,
                             NoticedBy source);

/// Opens a case; what it does not say yet is empty.
base::Result<Case> insert_case(db::Tx& tx, Case one);

/// What the policies of the day say, in a deed.
Deed deed_of(db::Tx& tx, CaseAct act, CaseRole role, MemberId member,
             CaseKind kind = CaseKind::report);

/// Lodges an appeal: whoever calls has looked that `appellant` is what `role` says.
base::Result<base::Done> lodge(db::Tx& tx, const Case& one, CaseRole role, MemberId appellant,
                               const std::string& words);

inline constexpr std::string_view hold_ends_job = "case_hold_ends";
inline constexpr std::string_view lapse_job = "case_lapse";

/// All columns of a case.
inline constexpr std::string_view case_columns =
    "select seq, id, kind, subject_kind, subject, subject_version, title, party, source, rule, "
    "rule_version, reports, opened, state, measure, held, held_once, touched, assignee, "
    "lease_until, decided_by, due, appeal_until, claimant, disputed, given, asset from cases ";

}  // namespace cases
