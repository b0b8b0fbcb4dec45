#include "sim/command.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "app/market.hpp"
#include "base/log.hpp"
#include "sim/apart.hpp"

namespace sim {
namespace {

void print_line(const std::string& line) {
    std::printf("    %s\n", line.c_str());
}

void must_be_new(const db::Address& address) {
    app::migrate_all(address, {});
    const auto connection = db::open_reader(address);
    db::Snapshot snapshot(*connection, {});
    if (!app::known_market(snapshot)) return;
    throw std::invalid_argument("there is a market in " + address.postgres.schema);
}

Plan plan_of(const Asked& asked) {
    Plan plan;
    plan.people = asked.people;
    plan.days = asked.days;
    if (asked.tell) plan.tell = print_line;
    plan.faults = asked.no_faults ? Faults::none : Faults::all;
    if (!asked.database.empty()) {
        plan.postgres = db::parse_address(asked.database);
        if (plan.postgres->dialect != db::Dialect::postgres || asked.seeds != 1) {
            throw std::invalid_argument("--database is one of PostgreSQL, for one seed");
        }
        must_be_new(*plan.postgres);
    }
    return plan;
}

void explain(Plan plan) {
    const auto steps = reduce(plan);
    std::string text;
    for (const std::int64_t step : steps) text += " " + std::to_string(step);
    std::printf("these steps are enough:%s\n", text.c_str());
    plan.tell = print_line;
    const Life shorter = live_apart(plan, steps);
    std::printf("%s\n", shorter.broken.c_str());
}

void print(const Reach& reach) {
    for (const auto& [what, count] : reach) {
        std::printf("%10lld %s\n", static_cast<long long>(count), what.c_str());
    }
}

/// Runs from construction on.
class Watch {
public:
    long long milliseconds() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now() - began_)
            .count();
    }

private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

bool try_points(const Asked& asked) {
    const Watch watch;
    const Outage outage = lose_power(asked.seed, asked.points);
    print(outage.reach);
    for (const std::string& broken : outage.broken) std::printf("%s\n", broken.c_str());
    std::printf("points %llu to %llu: %lld ms, %zu broken\n",
                static_cast<unsigned long long>(asked.seed),
                asked.seed + static_cast<unsigned long long>(asked.points) - 1,
                watch.milliseconds(), outage.broken.size());
    return outage.broken.empty();
}

bool try_seeds(const Asked& asked) {
    Plan plan = plan_of(asked);
    const Watch watch;
    std::int64_t commands = 0, broken = 0;
    Reach reach;
    for (std::int64_t i = 0; i < asked.seeds; ++i) {
        plan.seed = asked.seed + static_cast<std::uint64_t>(i);
        const Life life = live_apart(plan);
        commands += life.commands;
        for (const auto& [what, count] : life.reach) reach[what] += count;
        if (asked.seeds == 1) std::printf("state %s\n", life.hash.c_str());
        if (life.broken.empty()) continue;
        std::printf("seed %llu breaks: %s\n", static_cast<unsigned long long>(plan.seed),
                    life.broken.c_str());
        // In a schema of PostgreSQL a market is lived once.
        if (++broken == 1 && !plan.postgres) explain(plan);
    }
    print(reach);
    std::printf("seeds %llu to %llu, %lld people, %lld days: %lld commands, %lld ms, %lld broken\n",
                static_cast<unsigned long long>(asked.seed),
                static_cast<unsigned long long>(plan.seed), static_cast<long long>(asked.people),
                static_cast<long long>(asked.days), static_cast<long long>(commands),
                watch.milliseconds(), static_cast<long long>(broken));
    return broken == 0;
}

}  // namespace

int simulate(const Asked& asked) {
    base::log_from(base::Level::warning);
    return (asked.points > 0 ? try_points(asked) : try_seeds(asked)) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace sim
