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

Outage lose_power(std::uint64_t first, std::int64_t points) {
    const auto changes = static_cast<std::uint64_t>(changes_of_the_flow());
    Outage outage;
    for (std::uint64_t point = first; point < first + static_cast<std::uint64_t>(points); ++point) {
        Flow flow(point);
        flow.disk().power_fails_at(flow.disk().changes() + 1 +
                                   static_cast<std::int64_t>(point % changes));
        outage.broken = flow.live();
        for (const auto& [what, count] : flow.market().reach) outage.reach[what] += count;
        if (outage.broken.empty()) continue;
        outage.broken = "point " + std::to_string(point) + ": " + outage.broken;
        break;
    }
    return outage;
}

}  // namespace sim
