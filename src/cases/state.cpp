#include "cases/state.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace cases {
namespace {

using S = CaseState;
using A = CaseAct;

constexpr auto report = CaseKind::report;
constexpr auto dispute = CaseKind::dispute;

// clang-format off
constexpr std::array table{
    Step{S::waiting,  A::begin,      S::waiting,  CaseRole::moderator, report},
    Step{S::waiting,  A::report,     S::waiting,  CaseRole::reporter,  report},
    Step{S::waiting,  A::bring,      S::waiting,  CaseRole::claimant,  dispute},
    Step{S::waiting,  A::take,       S::open,     CaseRole::moderator},
    Step{S::waiting,  A::hold_ended, S::waiting,  CaseRole::clock,     report},

    Step{S::open,     A::report,     S::open,     CaseRole::reporter,  report},
    Step{S::open,     A::take,       S::open,     CaseRole::moderator},
    Step{S::open,     A::put_back,   S::waiting,  CaseRole::moderator},
    Step{S::open,     A::hold,       S::open,     CaseRole::moderator, report},
    Step{S::open,     A::hold_ended, S::open,     CaseRole::clock,     report},
    Step{S::open,     A::decide,     S::decided,  CaseRole::moderator},

    Step{S::decided,  A::appeal,     S::appealed, CaseRole::party},
    Step{S::decided,  A::appeal,     S::appealed, CaseRole::reporter,  report},
    Step{S::decided,  A::appeal,     S::appealed, CaseRole::claimant,  dispute},
    Step{S::decided,  A::lapse,      S::final,    CaseRole::clock},

    Step{S::appealed, A::take,       S::appealed, CaseRole::moderator},
    Step{S::appealed, A::put_back,   S::appealed, CaseRole::moderator},
    Step{S::appealed, A::decide,     S::decided,  CaseRole::moderator, report},
    Step{S::appealed, A::judge,      S::final,    CaseRole::moderator},

    // One side gives in, or the order is called off and there is nothing left to decide.
    Step{S::waiting,  A::end,        S::final,    CaseRole::claimant,  dispute},
    Step{S::waiting,  A::end,        S::final,    CaseRole::party,     dispute},
    Step{S::waiting,  A::end,        S::final,    CaseRole::clock,     dispute},
    Step{S::open,     A::end,        S::final,    CaseRole::claimant,  dispute},
    Step{S::open,     A::end,        S::final,    CaseRole::party,     dispute},
    Step{S::open,     A::end,        S::final,    CaseRole::clock,     dispute},
    Step{S::decided,  A::end,        S::final,    CaseRole::claimant,  dispute},
    Step{S::decided,  A::end,        S::final,    CaseRole::party,     dispute},
    Step{S::decided,  A::end,        S::final,    CaseRole::clock,     dispute},
    Step{S::appealed, A::end,        S::final,    CaseRole::claimant,  dispute},
    Step{S::appealed, A::end,        S::final,    CaseRole::party,     dispute},
    Step{S::appealed, A::end,        S::final,    CaseRole::clock,     dispute},
};
// clang-format on
static_assert(std::ranges::none_of(table, [](const Step& row) { return row.from == S::final; }));

const Step* row_of(const Core& core, const Deed& deed) {
    const auto found = std::ranges::find_if(table, [&](const Step& row) {
        return row.from == core.state && row.act == deed.act && row.by == deed.role &&
               (!row.of || *row.of == core.kind);
    });
    return found == table.end() ? nullptr : &*found;
}

/// Nobody looks at it any more.
void set_free(Core& core) {
    core.assignee = {};
    core.lease_until = {};
}

base::Result<Core> take(Core core, const Deed& deed) {
    if (core.state == CaseState::appealed && core.decided_by == deed.member) return own_decision;
    const bool another = core.assignee.value != 0 && core.assignee != deed.member;
    if (another && deed.at < core.lease_until) return case_taken;
    core.assignee = deed.member;
    core.lease_until = deed.at + deed.lease;
    return core;
}

base::Result<Core> hold(Core core) {
    if (core.held_once) return held_already;
    core.held = core.held_once = core.touched = true;
    return core;
}

base::Result<Core> decide(Core core, const Deed& deed) {
    base::ensure(deed.act == deciding_act(core, deed.measure));
    const bool on_appeal = core.state == CaseState::appealed;
    if (on_appeal && core.decided_by == deed.member) return own_decision;
    if (deed.act == CaseAct::decide) {
        core.decided_by = deed.member;
        core.appeal_until = deed.at + deed.appeal_within;
    }
    core.measure = deed.measure;
    core.held = false;
    core.touched = core.touched || deed.measure == Measure::take_down;
    set_free(core);
    return core;
}

/// Whether somebody did not get what they wanted: its party where something was done to them, who
/// reported it where nothing was; of a dispute whoever did not get all of the money.
bool has_lost(const Core& core, CaseRole role) {
    if (core.kind == CaseKind::dispute) {
        return core.measure != (role == CaseRole::party ? Measure::release : Measure::refund);
    }
    return core.measure == (role == CaseRole::party ? Measure::take_down : Measure::leave);
}

base::Result<Core> appeal(Core core, const Deed& deed) {
    if (!has_lost(core, deed.role)) return nothing_to_appeal;
    if (deed.at >= core.appeal_until) return appeal_over;
    core.due = deed.at + deed.judge_within;
    return core;
}

base::Result<Core> by_clock(Core core, const Deed& deed) {
    const base::Time due = deed.act == CaseAct::lapse ? core.appeal_until : core.due;
    const bool wanted = deed.act == CaseAct::lapse || core.held;
    if (!wanted || deed.at < due) {
        return base::with(case_state, "state", std::string{base::name_of(core.state)});
    }
    core.held = false;
    return core;
}

bool needs_assignee(CaseAct act) {
    return act == CaseAct::put_back || act == CaseAct::hold || act == CaseAct::decide ||
           act == CaseAct::judge;
}

base::Result<Core> change(Core core, const Deed& deed) {
    if (needs_assignee(deed.act) && core.assignee != deed.member) return case_not_yours;
    switch (deed.act) {
        case CaseAct::take: return take(core, deed);
        case CaseAct::hold: return hold(core);
        case CaseAct::decide:
        case CaseAct::judge: return decide(core, deed);
        case CaseAct::appeal: return appeal(core, deed);
        case CaseAct::hold_ended:
        case CaseAct::lapse: return by_clock(core, deed);
        case CaseAct::put_back:
        case CaseAct::end: set_free(core); return core;
        case CaseAct::report:
        case CaseAct::bring:
        case CaseAct::begin: return core;
    }
    base::unreachable();
}

}  // namespace

std::span<const Step> steps() {
    return table;
}

base::Result<Core> after(const Core& core, const Deed& deed) {
    const Step* row = row_of(core, deed);
    if (row == nullptr) {
        return base::with(case_state, "state", std::string{base::name_of(core.state)});
    }
    Core next = TRY(change(core, deed));
    next.state = row->to;
    return next;
}

CaseAct deciding_act(const Core& core, Measure measure) {
    base::ensure(measure != Measure::hold);
    const bool harsher = core.measure == Measure::leave && measure == Measure::take_down;
    return core.state == CaseState::appealed && !harsher ? CaseAct::judge : CaseAct::decide;
}

bool fits(CaseKind kind, Measure measure) {
    switch (measure) {
        case Measure::leave:
        case Measure::take_down: return kind == CaseKind::report;
        case Measure::refund:
        case Measure::refund_part:
        case Measure::release: return kind == CaseKind::dispute;
        case Measure::hold: return false;
    }
    base::unreachable();
}

bool gathers(CaseState state) {
    return state == CaseState::waiting || state == CaseState::open;
}

bool is_to_do(CaseState state) {
    return gathers(state) || state == CaseState::appealed;
}

std::optional<Measure> in_force(const Core& core) {
    if (core.measure == Measure::take_down) return Measure::take_down;
    if (core.held) return Measure::hold;
    return std::nullopt;
}

}  // namespace cases
