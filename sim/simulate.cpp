#include "sim/simulate.hpp"

#include <algorithm>
#include <numeric>

#include "sim/invariants.hpp"

namespace sim {
namespace {

constexpr std::int64_t micros_per_day = 24LL * 60 * 60 * 1'000'000;

/// How often, in steps. A long life has a large market, which takes long to read or to open, and
/// is to be about as long as it was asked for: so it has no more of any than so many.
constexpr std::int64_t check_every = 40, checks_at_most = 50;
constexpr std::int64_t fault_every = 4, faults_at_most = 500;
constexpr std::int64_t pause_every = 30, pauses_at_most = 50, pause_hours = 24 * 24;

std::int64_t steps_of(const Plan& plan) {
    return plan.people * plan.days;
}

void plan_failing_call(Market& market, Disk& disk, Chance& chance) {
    const Call call = every_call[static_cast<std::size_t>(chance.below(call_kinds))];
    const auto how = static_cast<Failure>(chance.below(3));
    ++market.reach["failing " + std::string{name_of(call)}];
    disk.fail(call, 1 + chance.below(8), how);
}

/// What may go wrong with the machine while this step is taken.
void plan_fault(Market& market, Chance& chance) {
    Disk* disk = market.disk();
    if (disk == nullptr) return;
    switch (chance.below(7)) {
        case 0: return market.lose_power();
        case 1:
        case 2: return disk->power_fails_at(disk->changes() + 1 + chance.below(12));
        case 3: return disk->full(true);
        case 4: return plan_failing_call(market, *disk, chance);
        case 5:
            if (chance.one_in(2)) disk->power_fails_at(disk->changes() + 1 + chance.below(20));
            return market.restart();
        default:
            if (chance.one_in(2)) disk->power_fails_at(disk->changes() + 1 + chance.below(20));
            if (chance.one_in(4)) plan_failing_call(market, *disk, chance);
            return market.copy_log();
    }
}

class Story {
public:
    explicit Story(const Plan& plan)
        : plan_(plan),
          market_(plan.seed, plan.postgres),
          people_(market_, plan.people),
          check_every_(std::max(check_every, steps_of(plan) / checks_at_most)),
          fault_every_(std::max(fault_every, steps_of(plan) / faults_at_most)),
          pause_every_(std::max(pause_every, steps_of(plan) / pauses_at_most)) {
        if (market_.disk() != nullptr) market_.disk()->lies(plan.lying_disk);
    }

    void take_step(std::int64_t number, base::Duration pace) {
        if (plan_.tell) plan_.tell("step " + std::to_string(number));
        const std::uint64_t own =
            plan_.seed * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(number);
        Chance chance(own);
        Chance accidents(~own);  // Of its own, so that people do the same where nothing fails.
        market_.move(base::Duration{chance.below(2 * pace.count()) + 1});
        // Now and then nobody comes for days, and clocks run out.
        if (chance.one_in(pause_every_))
            market_.move(std::chrono::hours{chance.below(pause_hours)});
        const bool bad_luck = accidents.one_in(fault_every_);
        if (bad_luck && plan_.faults == Faults::all) plan_fault(market_, accidents);
        people_.act(chance);
        market_.run_jobs();
        if (market_.disk() != nullptr) market_.disk()->behave();
        glance_.check(market_);
        if (number % check_every_ == 0) check_all(market_, people_);
    }

    void end(Life& life) {
        check_all(market_, people_);
        note_steps(market_);
        life.hash = state_hash(market_.address());
    }

    Market& market() { return market_; }

private:
    const Plan& plan_;
    Market market_;
    People people_;
    Glance glance_;
    std::int64_t check_every_;
    std::int64_t fault_every_;
    std::int64_t pause_every_;
};

}  // namespace

std::vector<std::int64_t> all_steps(const Plan& plan) {
    std::vector<std::int64_t> steps(static_cast<std::size_t>(steps_of(plan)));
    std::iota(steps.begin(), steps.end(), 1);
    return steps;
}

Life live(const Plan& plan, const std::vector<std::int64_t>& steps) {
    const base::Duration pace{micros_per_day / std::max<std::int64_t>(1, plan.people)};
    Life life;
    Story story(plan);
    story.market().story = plan.tell;
    try {
        for (const std::int64_t step : steps) {
            ++life.steps;
            story.take_step(step, pace);
        }
        story.end(life);
    } catch (const std::exception& error) {
        life.broken = "step " + std::to_string(life.steps) + ": " + error.what();
    }
    life.commands = story.market().commands();
    life.reach = story.market().reach;
    return life;
}

Life live(const Plan& plan) {
    return live(plan, all_steps(plan));
}

}  // namespace sim
