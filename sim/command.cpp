#include "sim/command.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "app/market.hpp"
#include "base/log.hpp"
#include "sim/simulate.hpp"

namespace sim {
namespace {

volatile std::sig_atomic_t living = 0;

/// The program has stopped itself in the middle of a life: says in which.
void stopped(int) {
    std::fprintf(stderr, "seed %ld: the program stopped\n", static_cast<long>(living));
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
}

Plan plan_of(const Asked& asked) {
    Plan plan;
    plan.people = asked.people;
    plan.days = asked.days;
    plan.tell = asked.tell;
    plan.faults = asked.no_faults ? Faults::none : Faults::all;
    if (!asked.database.empty()) {
        plan.postgres = db::parse_address(asked.database);
        if (plan.postgres->dialect != db::Dialect::postgres || asked.seeds != 1) {
            throw std::invalid_argument("--database is one of PostgreSQL, for one seed");
        }
    }
    return plan;
}

void explain(Plan plan) {
    const auto steps = reduce(plan);
    std::string text;
    for (const std::int64_t step : steps) text += " " + std::to_string(step);
    std::printf("these steps are enough:%s\n", text.c_str());
    plan.tell = true;
    const Life shorter = live(plan, steps);
    for (const std::string& line : shorter.told) std::printf("    %s\n", line.c_str());
    std::printf("%s\n", shorter.broken.c_str());
}

}  // namespace

int simulate(const Asked& asked) {
    Plan plan = plan_of(asked);
    base::log_from(base::Level::warning);
    std::signal(SIGABRT, stopped);
    const auto began = std::chrono::steady_clock::now();
    std::int64_t commands = 0, broken = 0;
    Reach reach;
    for (std::int64_t i = 0; i < asked.seeds; ++i) {
        plan.seed = asked.seed + static_cast<std::uint64_t>(i);
        living = static_cast<std::sig_atomic_t>(plan.seed);
        const Life life = live(plan);
        commands += life.commands;
        for (const auto& [what, count] : life.reach) reach[what] += count;
        for (const std::string& line : life.told) std::printf("%s\n", line.c_str());
        if (asked.seeds == 1) {
            std::printf("seed %llu: state %s\n", static_cast<unsigned long long>(plan.seed),
                        life.hash.c_str());
        }
        if (life.broken.empty()) continue;
        std::printf("seed %llu breaks: %s\n", static_cast<unsigned long long>(plan.seed),
                    life.broken.c_str());
        // In a schema of PostgreSQL a market is lived once.
        if (++broken == 1 && !plan.postgres) explain(plan);
    }
    std::signal(SIGABRT, SIG_DFL);
    for (const auto& [what, count] : reach) {
        std::printf("%10lld %s\n", static_cast<long long>(count), what.c_str());
    }
    const auto taken = std::chrono::steady_clock::now() - began;
    std::printf(
        "seeds %llu to %llu, %lld people, %lld days: %lld commands in %lld ms, %lld broken\n",
        static_cast<unsigned long long>(asked.seed), static_cast<unsigned long long>(plan.seed),
        static_cast<long long>(asked.people), static_cast<long long>(asked.days),
        static_cast<long long>(commands),
        static_cast<long long>(
            std::chrono::duration_cast<std::chrono::milliseconds>(taken).count()),
        static_cast<long long>(broken));
    return broken == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace sim
