#include "sim/flow.hpp"

#include <array>

#include "sim/invariants.hpp"

namespace sim {

std::string Flow::live() {
    try {
        people_.main_flow();
        disk().behave();
        check_all(market_, people_);
    } catch (const std::exception& error) {
        return error.what();
    }
    return "";
}

namespace {

/// Markets whose seeds leave the same rest have as much memory and the same disk.
constexpr std::uint64_t kinds = 4;

std::int64_t count_changes(std::uint64_t seed) {
    Flow flow(seed);
    const std::int64_t before = flow.disk().changes();
    const std::string broken = flow.live();
    must_hold(broken.empty(), broken);
    return flow.disk().changes() - before;
}

}  // namespace

std::int64_t changes_of_the_flow(std::uint64_t seed) {
    static const std::array<std::int64_t, kinds> changes{count_changes(0), count_changes(1),
                                                         count_changes(2), count_changes(3)};
    return changes[seed % kinds];
}

Life lose_power_at(std::uint64_t point, bool lying_disk) {
    // Neighbours are far from each other, and all moments come in turn.
    constexpr std::uint64_t prime = 7919;
    const auto changes = static_cast<std::uint64_t>(changes_of_the_flow(point));
    const std::uint64_t moment = point / kinds % changes * prime % changes;
    Flow flow(point);
    flow.disk().lies(lying_disk);
    flow.disk().power_fails_at(flow.disk().changes() + 1 + static_cast<std::int64_t>(moment));
    Life life;
    life.broken = flow.live();
    life.commands = flow.market().commands();
    life.reach = flow.market().reach;
    return life;
}

}  // namespace sim
