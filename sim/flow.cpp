#include "sim/flow.hpp"

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

std::int64_t changes_of_the_flow() {
    static const std::int64_t changes = [] {
        Flow flow(0);
        const std::int64_t before = flow.disk().changes();
        const std::string broken = flow.live();
        must_hold(broken.empty(), broken);
        return flow.disk().changes() - before;
    }();
    return changes;
}

Life lose_power_at(std::uint64_t point, bool lying_disk) {
    const auto moment = point % static_cast<std::uint64_t>(changes_of_the_flow());
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
