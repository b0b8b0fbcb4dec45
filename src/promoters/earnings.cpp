#include "promoters/earnings.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "orders/promoting.hpp"
#include "payouts/payouts.hpp"
#include "promoters/rows.hpp"

namespace promoters {
namespace {

bool came_to_nothing(orders::State state) {
    using orders::State;
    return state == State::cancelled || state == State::expired || state == State::agreed ||
           state == State::chargeback;
}

Level level_of(const orders::Earned& share) {
    return share.purpose == first_purpose ? Level::first : Level::second;
}

std::optional<Loss> loss_of(const orders::Earned& share, std::int64_t lost) {
    if (lost > 0) return Loss::not_counted;
    if (share.state == orders::State::cancelled || share.state == orders::State::expired) {
        return Loss::called_off;
    }
    if (came_to_nothing(share.state) || share.back > 0) return Loss::given_back;
    return std::nullopt;
}

Earned view_of(const Promoted& promoted, const orders::Earned& share,
               const std::optional<base::Time>& last_paid) {
    const Level level = level_of(share);
    const std::int64_t lost = level == Level::first ? promoted.first_lost : promoted.second_lost;
    Course course;
    course.waits_for_payment = share.state == orders::State::awaiting_payment;
    course.came_to_nothing = came_to_nothing(share.state);
    course.amount = share.amount;
    course.back = share.back;
    course.thawed = promoted.thawed.has_value();
    course.paid_since = promoted.thawed && last_paid && *last_paid >= *promoted.thawed;
    const Earning state = earning_of(course);
    const std::int64_t promised = share.amount + lost;
    const std::int64_t gone = state == Earning::reversed ? promised : lost + share.back;
    Earned earned{share.order_id,
                  level,
                  state,
                  base::Money{promised, share.asset},
                  base::Money{gone, share.asset},
                  loss_of(share, lost),
                  std::chrono::floor<std::chrono::days>(promoted.at),
                  std::nullopt};
    if (state == Earning::frozen) earned.until = promoted.frozen_until;
    return earned;
}

}  // namespace

std::vector<Earned> earned(db::Snapshot& snapshot, MemberId member, orders::OrderId before,
                           std::int64_t limit) {
    static const std::string sql =
        select_promoted() +
        "where order_id in (select order_id from (select order_id from promoted_orders "
        "where promoter = $1 and order_id < $2 and (why = 'earns' or first_lost > 0) "
        "order by order_id desc limit $3) as shared union all select order_id from "
        "(select order_id from promoted_orders where recruiter = $1 and order_id < $2 "
        "order by order_id desc limit $3) as brought) order by order_id desc limit $3";
    const auto rows = snapshot.all<Promoted>(sql, member, before, limit);
    std::vector<orders::OrderId> ids;
    for (const Promoted& row : rows) ids.push_back(row.order_id);
    if (ids.empty()) return {};
    const auto shares = orders::earned_of(
        snapshot, ids, member, {std::string{first_purpose}, std::string{second_purpose}});
    const auto last_paid = payouts::last_paid(snapshot, member);
    std::vector<Earned> list;
    for (const Promoted& row : rows) {
        // They are sorted by order.
        auto share = std::ranges::lower_bound(shares, row.order_id, {}, &orders::Earned::order_id);
        for (; share != shares.end() && share->order_id == row.order_id; ++share) {
            list.push_back(view_of(row, *share, last_paid));
        }
    }
    return list;
}

std::vector<Sum> sums(db::Snapshot& snapshot, MemberId member, const std::string& currency) {
    constexpr std::int64_t at_once = 1000;
    std::vector<Sum> all;
    orders::OrderId before{INT64_MAX};
    while (true) {
        const auto some = earned(snapshot, member, before, at_once);
        for (const Earned& one : some) {
            auto sum = std::ranges::find_if(all, [&](const Sum& known) {
                return known.level == one.level && known.state == one.state;
            });
            if (sum == all.end()) {
                sum = all.insert(all.end(), Sum{one.level, one.state, 0, base::Money{0, currency}});
            }
            ++sum->orders;
            sum->amount.minor += one.state == Earning::reversed ? one.amount.minor
                                                                : one.amount.minor - one.gone.minor;
        }
        if (some.empty()) break;
        before = some.back().id;
    }
    std::ranges::sort(all, {}, [](const Sum& sum) { return std::pair{sum.level, sum.state}; });
    return all;
}

std::vector<LinkCount> counts(db::Snapshot& snapshot, const std::vector<LinkId>& links) {
    return snapshot.all<LinkCount>(
        "select link, count(*) as orders from promoted_orders "
        "where link in (select cast(value as bigint) from json_each($1)) and why = 'earns' "
        "group by link having count(*) >= $2",
        http::to_json(links), few);
}

}  // namespace promoters
