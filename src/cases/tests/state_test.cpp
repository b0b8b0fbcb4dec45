#include "cases/state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace cases {
namespace {

constexpr std::chrono::hours hour{1};

Deed deed(CaseAct act, CaseRole role, std::int64_t member, base::Time at) {
    Deed made;
    made.act = act;
    made.role = role;
    made.member = base::MemberId{member};
    made.at = at;
    made.lease = hour;
    made.appeal_within = 100 * hour;
    made.judge_within = 20 * hour;
    return made;
}

std::string code_of(const base::Result<Core>& result) {
    return result ? "done" : std::string{result.error().code()};
}

/// Cases driven by chance; whatever happens, what was promised of them holds.
class Chance {
public:
    explicit Chance(unsigned seed) : chance_(seed) {
        core_.due = now_ + 72 * hour;
        core_.kind = seed % 2 == 0 ? CaseKind::dispute : CaseKind::report;
    }

    void run(int steps) {
        for (int i = 0; i < steps; ++i) try_one();
    }
    const std::map<CaseAct, int>& taken() const { return taken_; }

private:
    template <class E>
    E any() {
        const auto all = base::every<E>();
        return all[chance_() % all.size()];
    }

    /// What might well happen next: half of the time whoever has it does something.
    Deed next() {
        Deed made =
            deed(any<CaseAct>(), any<CaseRole>(), 1 + static_cast<int>(chance_() % 4), now_);
        if (chance_() % 2 == 0 && core_.assignee.value != 0) {
            made.member = core_.assignee;
            made.role = CaseRole::moderator;
        }
        do made.measure = any<Measure>();
        while (!fits(core_.kind, made.measure));
        if (made.act == CaseAct::decide || made.act == CaseAct::judge) {
            made.act = deciding_act(core_, made.measure);
        }
        return made;
    }

    void try_one() {
        now_ += (chance_() % 8 == 0 ? 40 : 0) * hour;
        const Deed wanted = next();
        const auto made = after(core_, wanted);
        if (!made) return;
        ++taken_[wanted.act];
        check(wanted, *made);
        core_ = *made;
    }

    void check(const Deed& did, const Core& next) {
        const bool known = std::ranges::any_of(steps(), [&](const Step& row) {
            return row.from == core_.state && row.act == did.act && row.to == next.state &&
                   row.by == did.role && row.of.value_or(core_.kind) == core_.kind;
        });
        EXPECT_TRUE(known) << base::name_of(core_.state) << " to " << base::name_of(next.state);
        EXPECT_NE(core_.state, CaseState::final) << "what is final stays so";
        if (did.act == CaseAct::decide || did.act == CaseAct::judge) check_decision(did, next);
        if (did.act == CaseAct::appeal) {
            EXPECT_TRUE(appealed_.insert(decisions_).second) << "one decision, one appeal";
            EXPECT_LT(did.at, core_.appeal_until);
            check_loss(did.role);
        }
        EXPECT_TRUE(!next.held || gathers(next.state)) << "a hold ends with the decision";
        if (next.held && !core_.held) ++holds_;
        EXPECT_LE(holds_, 1);
        EXPECT_TRUE(next.touched || !(core_.touched || in_force(next)));
    }

    /// Only who did not get what they wanted has something to appeal against.
    void check_loss(CaseRole role) const {
        const bool party = role == CaseRole::party;
        if (core_.kind == CaseKind::dispute) {
            EXPECT_NE(core_.measure, party ? Measure::release : Measure::refund);
        } else {
            EXPECT_EQ(core_.measure == Measure::take_down, party);
        }
    }

    void check_decision(const Deed& did, const Core& next) {
        ++decisions_;
        EXPECT_EQ(core_.assignee, did.member) << "who has not taken it decides nothing";
        EXPECT_EQ(next.assignee, base::MemberId{});
        EXPECT_FALSE(next.held);
        EXPECT_TRUE(core_.state != CaseState::appealed || core_.decided_by != did.member);
        // Whatever is done to its party first can be appealed against.
        const bool first = next.measure == Measure::take_down && core_.measure != next.measure;
        EXPECT_TRUE(!first || next.state == CaseState::decided);
        EXPECT_LE(decisions_, core_.kind == CaseKind::dispute ? 2 : 3);
    }

    std::mt19937 chance_;
    base::Time now_{};
    Core core_;
    int decisions_ = 0;
    int holds_ = 0;
    std::set<int> appealed_;
    std::map<CaseAct, int> taken_;
};

TEST(CaseStates, EF_04_no_state_is_skipped_and_no_appeal_is_decided_by_who_decided_before) {
    std::map<CaseAct, int> all;
    for (unsigned seed = 1; seed <= 1000; ++seed) {
        SCOPED_TRACE(seed);
        Chance one(seed);
        one.run(150);
        for (const auto& [act, count] : one.taken()) all[act] += count;
    }
    for (const CaseAct act : base::every<CaseAct>()) {
        EXPECT_GT(all[act], 20) << base::name_of(act) << " was hardly ever possible";
    }
}

class OneCase : public ::testing::Test {
protected:
    std::string go(const Deed& wanted) {
        const auto made = after(core, wanted);
        if (made) core = *made;
        return code_of(made);
    }
    std::string go(CaseAct act, CaseRole role, std::int64_t member) {
        return go(deed(act, role, member, now));
    }
    std::string decide(Measure measure, std::int64_t member) {
        Deed made = deed(deciding_act(core, measure), CaseRole::moderator, member, now);
        made.measure = measure;
        return go(made);
    }

    base::Time now{};
    Core core;
};

TEST_F(OneCase, IsTakenByOneModeratorUntilTheirTimeIsUp) {
    EXPECT_EQ(decide(Measure::leave, 5), "case_state");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 5), "done");
    EXPECT_EQ(core.state, CaseState::open);
    now += hour - base::Duration{1};
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 6), "case_taken");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 5), "done");  // Again: the time begins anew.
    now += hour;
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 6), "done");
    EXPECT_EQ(decide(Measure::leave, 5), "case_not_yours");
    EXPECT_EQ(go(CaseAct::put_back, CaseRole::moderator, 5), "case_not_yours");
    EXPECT_EQ(go(CaseAct::put_back, CaseRole::moderator, 6), "done");
    EXPECT_EQ(core.state, CaseState::waiting);
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 5), "done");
}

TEST_F(OneCase, AHoldEndsByItselfWhenTheCaseIsDueAndComesOnce) {
    core.due = now + 72 * hour;
    go(CaseAct::take, CaseRole::moderator, 5);
    EXPECT_EQ(go(CaseAct::hold, CaseRole::moderator, 5), "done");
    EXPECT_EQ(in_force(core), Measure::hold);
    EXPECT_EQ(go(CaseAct::hold, CaseRole::moderator, 5), "held_already");
    now = core.due - base::Duration{1};
    EXPECT_EQ(go(CaseAct::hold_ended, CaseRole::clock, 0), "case_state");
    now = core.due;
    EXPECT_EQ(go(CaseAct::hold_ended, CaseRole::clock, 0), "done");
    EXPECT_EQ(in_force(core), std::nullopt);
    EXPECT_EQ(go(CaseAct::hold_ended, CaseRole::clock, 0), "case_state");
    EXPECT_EQ(go(CaseAct::hold, CaseRole::moderator, 5), "held_already");
}

TEST_F(OneCase, EF_04_is_appealed_once_in_time_and_judged_by_another) {
    go(CaseAct::take, CaseRole::moderator, 5);
    EXPECT_EQ(decide(Measure::take_down, 5), "done");
    EXPECT_EQ(core.state, CaseState::decided);
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::reporter, 2), "nothing_to_appeal");
    now = core.appeal_until - base::Duration{1};
    EXPECT_EQ(go(CaseAct::lapse, CaseRole::clock, 0), "case_state");
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::party, 1), "done");
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::party, 1), "case_state");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 5), "own_decision");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 6), "done");
    EXPECT_EQ(decide(Measure::leave, 6), "done");
    EXPECT_EQ(core.state, CaseState::final);
    EXPECT_EQ(in_force(core), std::nullopt);
    EXPECT_TRUE(core.touched);
}

TEST_F(OneCase, CannotBeAppealedAgainstTooLate) {
    go(CaseAct::take, CaseRole::moderator, 5);
    decide(Measure::take_down, 5);
    now = core.appeal_until;
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::party, 1), "appeal_over");
    EXPECT_EQ(go(CaseAct::lapse, CaseRole::clock, 0), "done");
    EXPECT_EQ(core.state, CaseState::final);
    EXPECT_EQ(in_force(core), Measure::take_down);
}

TEST_F(OneCase, EF_08_nothing_done_can_be_contested_and_what_is_done_then_be_appealed_against) {
    go(CaseAct::take, CaseRole::moderator, 5);
    decide(Measure::leave, 5);
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::party, 1), "nothing_to_appeal");
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::reporter, 2), "done");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 6), "done");
    EXPECT_EQ(decide(Measure::take_down, 6), "done");
    EXPECT_EQ(core.state, CaseState::decided) << "the party has not been heard yet";
    EXPECT_EQ(go(CaseAct::appeal, CaseRole::party, 1), "done");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 6), "own_decision");
    EXPECT_EQ(go(CaseAct::take, CaseRole::moderator, 7), "done");
    EXPECT_EQ(decide(Measure::take_down, 7), "done");
    EXPECT_EQ(core.state, CaseState::final);
}

}  // namespace
}  // namespace cases
