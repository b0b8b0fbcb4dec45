#include "payouts/decide.hpp"

namespace payouts {
namespace {

using std::chrono::days;
using std::chrono::floor;

std::chrono::year_month_day date_of(base::Time time) {
    return std::chrono::year_month_day{floor<days>(time)};
}

}  // namespace

base::Time next_run(base::Time now) {
    const base::Time today = floor<days>(now) + run_hour;
    return today > now ? today : today + days{1};
}

bool is_due(Schedule schedule, base::Time run) {
    switch (schedule) {
        case Schedule::daily: return true;
        case Schedule::weekly: return std::chrono::weekday{floor<days>(run)} == std::chrono::Monday;
        case Schedule::monthly: return date_of(run).day() == std::chrono::day{1};
    }
    base::unreachable();
}

base::Time next_due(Schedule schedule, base::Time now) {
    base::Time run = next_run(now);
    while (!is_due(schedule, run)) run += days{1};  // A month at most.
    return run;
}

Schedule usual_schedule(std::int64_t every_days) {
    if (every_days <= 1) return Schedule::daily;
    return every_days <= 7 ? Schedule::weekly : Schedule::monthly;
}

Verdict judge(const Situation& is, Occasion occasion) {
    if (is.balance < 0) return {PayoutWhy::below_zero, std::nullopt};
    if (is.balance == 0) return {PayoutWhy::empty, std::nullopt};
    if (!is.market_ready) return {PayoutWhy::market_not_ready, std::nullopt};
    if (!is.named) return {PayoutWhy::no_account, std::nullopt};
    if (is.named->refused) return {PayoutWhy::account_refused, std::nullopt};
    if (is.now < is.named->rests_until) return {PayoutWhy::account_rests, is.named->rests_until};
    if (is.balance < is.minimum && occasion != Occasion::leaving) {
        return {PayoutWhy::below_minimum, std::nullopt};
    }
    if (occasion == Occasion::scheduled && !is_due(is.named->schedule, is.run)) {
        return {PayoutWhy::not_yet, next_due(is.named->schedule, is.run)};
    }
    return {PayoutWhy::nothing, std::nullopt};
}

base::Result<Step> next(State state, News news) {
    const bool paid = news == News::paid;
    switch (state) {
        case State::waiting: return payout_not_sent;
        case State::filed:
            return paid ? Step{State::paid, Flow::transit_to_outside}
                        : Step{State::returned, Flow::transit_to_seller};
        case State::paid:
            return paid ? Step{State::paid, Flow::nothing}
                        : Step{State::returned, Flow::outside_to_seller};
        case State::returned: return Step{State::returned, Flow::nothing};
    }
    base::unreachable();
}

}  // namespace payouts
