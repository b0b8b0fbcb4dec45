#pragma once

// The states of a case, and who may lead it from one to another: one table, in state.cpp, and what
// each step asks besides. Pure: what a step needs to know comes with it.

#include <boost/describe/enum.hpp>

#include <optional>
#include <span>

#include "base/describe.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace cases {

/// `waiting` for a moderator, `open` with one, `decided` and open to an appeal, `appealed`,
/// `final`.
BOOST_DEFINE_ENUM_CLASS(CaseState, waiting, open, decided, appealed, final)

/// What sort of case it is: somebody reports a thing, or two sides disagree about money. Grows with
/// the modules.
BOOST_DEFINE_ENUM_CLASS(CaseKind, report, dispute)

/// `bring` opens a dispute; `end` is when its sides no longer need anybody to decide it.
BOOST_DEFINE_ENUM_CLASS(CaseAct, report, begin, take, put_back, hold, hold_ended, decide, appeal,
                        judge, lapse, bring, end)

/// `party` is whose thing the case is about, `claimant` who wants something of them.
BOOST_DEFINE_ENUM_CLASS(CaseRole, reporter, moderator, party, clock, claimant)

/// What is done with a thing: nothing, kept from sale while somebody looks at it, taken down; or
/// with money that is disputed: all of it goes back, a part, or nothing.
BOOST_DEFINE_ENUM_CLASS(Measure, leave, hold, take_down, refund, refund_part, release)

inline constexpr base::Reason case_state{base::Kind::conflict, "case_state"};
inline constexpr base::Reason case_taken{base::Kind::conflict, "case_taken"};
inline constexpr base::Reason case_not_yours{base::Kind::conflict, "case_not_yours"};
inline constexpr base::Reason own_decision{base::Kind::conflict, "own_decision"};
inline constexpr base::Reason held_already{base::Kind::conflict, "held_already"};
inline constexpr base::Reason nothing_to_appeal{base::Kind::conflict, "nothing_to_appeal"};
inline constexpr base::Reason appeal_over{base::Kind::conflict, "appeal_over"};

/// The part of a case that the rules look at.
struct Core {
    CaseState state = CaseState::waiting;
    std::optional<Measure> measure;  // What was decided last.
    bool held = false;               // Kept from sale while it is looked at, now.
    bool held_once = false;
    bool touched = false;     // Its party was restricted at any time, and so may read everything.
    base::MemberId assignee;  // Who looks at it; 0 for nobody.
    base::Time lease_until;   // Until when nobody else may take it.
    base::MemberId decided_by;
    base::Time due;           // When it ought to be decided.
    base::Time appeal_until;  // Of the last decision that can be appealed against.
    CaseKind kind = CaseKind::report;

    friend bool operator==(const Core&, const Core&) = default;
};

/// What somebody does, when, and what the policies of the day say.
struct Deed {
    CaseAct act{};
    CaseRole role{};
    base::MemberId member;  // 0: the clock.
    base::Time at;
    Measure measure = Measure::leave;  // decide, judge
    base::Duration lease{};            // take
    base::Duration appeal_within{};    // decide
    base::Duration judge_within{};     // appeal
};

/// One row of the table: `by` may take a case from `from` to `to`.
struct Step {
    CaseState from;
    CaseAct act;
    CaseState to;
    CaseRole by;
    std::optional<CaseKind> of{};  // Of this kind alone.
};

std::span<const Step> steps();

/// The case after the deed, or why it cannot be: case_state (args: state) where the table has no
/// such row, and what the deed itself asks. Nobody may judge an appeal against their own decision.
base::Result<Core> after(const Core& core, const Deed& deed);

/// Deciding an open case is `decide`; an appealed one is judged for good, unless that is the first
/// time that anything is done to its party: then it is a decision against which they can appeal.
CaseAct deciding_act(const Core& core, Measure measure);

/// Whether a case of this kind can be decided so.
bool fits(CaseKind kind, Measure measure);

/// Reports still gather here: nothing is decided yet.
bool gathers(CaseState state);

/// A moderator is wanted.
bool is_to_do(CaseState state);

/// What keeps the thing from others now: hold or take_down, or nothing.
std::optional<Measure> in_force(const Core& core);

}  // namespace cases
