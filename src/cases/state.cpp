#include "cases/state.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace cases {
namespace {

using S = CaseState;
using A = CaseAct;

// clang-format off
constexpr std::array table{
    Step{S::waiting,  A::begin,      S::waiting,  CaseRole::moderator},
    Step{S::waiting,  A::report,     S::waiting,  CaseRole::reporter},
    Step{S::waiting,  A::take,       S::open,     CaseRole::moderator},
    Step{S::waiting,  A::hold_ended, S::waiting,  CaseRole::clock},

    Step{S::open,     A::report,     S::open,     CaseRole::reporter},
    Step{S::open,     A::take,       S::open,     CaseRole::moderator},
    Step{S::open,     A::put_back,   S::waiting,  CaseRole::moderator},
    Step{S::open,     A::hold,       S::open,     CaseRole::moderator},
    Step{S::open,     A::hold_ended, S::open,     CaseRole::clock},
    Step{S::open,     A::decide,     S::decided,  CaseRole::moderator},

    Step{S::decided,  A::appeal,     S::appealed, CaseRole::party},
    Step{S::decided,  A::appeal,     S::appealed, CaseRole::reporter},
    Step{S::decided,  A::lapse,      S::final,    CaseRole::clock},

    Step{S::appealed, A::take,       S::appealed, CaseRole::moderator},
    Step{S::appealed, A::put_back,   S::appealed, CaseRole::moderator},
    Step{S::appealed, A::decide,     S::decided,  CaseRole::moderator},
    Step{S::appealed, A::judge,      S::final,    CaseRole::moderator},
};
// clang-format on
static_assert(std::ranges::none_of(table, [](const Step& row) { return row.from == S::final; }));

const Step* row_of(CaseState from, const Deed& deed) {
    const auto found = std::ranges::find_if(table, [&](const Step& row) {
        return row.from == from && row.act == deed.act && row.by == deed.role;
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

/// Its party appeals against what was done to them, who reported it against nothing being done.
base::Result<Core> appeal(Core core, const Deed& deed) {
    const Measure against = deed.role == CaseRole::party ? Measure::take_down : Measure::leave;
    if (core.measure != against) return nothing_to_appeal;
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
        case CaseAct::put_back: set_free(core); return core;
        case CaseAct::report:
        case CaseAct::begin: return core;
    }
    base::unreachable();
}

}  // namespace

std::span<const Step> steps() {
    return table;
}

base::Result<Core> after(const Core& core, const Deed& deed) {
    const Step* row = row_of(core.state, deed);
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
