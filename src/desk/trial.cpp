#include <algorithm>
#include <set>

#include "base/money.hpp"
#include "desk/desk.hpp"

namespace desk {

CommissionTrial weigh(std::vector<Sold> orders, std::int64_t rate_now, std::int64_t rate_then) {
    for (Sold& one : orders) {
        one.now = base::portion(one.amount, rate_now);
        one.then = base::portion(one.amount, rate_then);
    }
    return weigh(std::move(orders));
}

CommissionTrial weigh(std::vector<Sold> orders) {
    CommissionTrial trial;
    for (const Sold& one : orders) {
        ++trial.orders;
        trial.sold = base::add(trial.sold, one.amount);
        trial.now = base::add(trial.now, one.now);
        trial.then = base::add(trial.then, one.then);
    }
    std::ranges::stable_sort(orders, {}, &Sold::amount);
    if (orders.empty()) return trial;
    for (const std::size_t i : std::set<std::size_t>{0, orders.size() / 2, orders.size() - 1}) {
        trial.examples.push_back(orders[i]);
    }
    return trial;
}

}  // namespace desk
