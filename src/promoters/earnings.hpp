#pragma once

// What somebody has earned by sharing, order by order and in sums: read from the orders' shares and
// the books each time, and stored nowhere else. It names no buyer and no goods.

#include <optional>
#include <vector>

#include "base/money.hpp"
#include "promoters/promoters.hpp"

namespace promoters {

BOOST_DEFINE_ENUM_CLASS(Level, first, second)

/// Why something of an earning is gone.
BOOST_DEFINE_ENUM_CLASS(Loss, called_off,  // The order came to nothing.
                        given_back,        // Money of it went back to the buyer.
                        not_counted)       // By the rules it earns them nothing.

struct Earned {
    orders::OrderId id;
    Level level{};
    Earning state{};
    base::Money amount;                 // As it was promised.
    base::Money gone;                   // What of that is theirs no more.
    std::optional<Loss> loss{};         // Why.
    base::Time day;                     // When it was ordered, to the day.
    std::optional<base::Time> until{};  // While it is frozen and settled: until when.
};

/// Before this order, the latest first.
std::vector<Earned> earned(db::Snapshot& snapshot, MemberId member, orders::OrderId before,
                           std::int64_t limit);

/// All that is in one state, of one level. `amount` is what of it is theirs; of what is reversed,
/// what would have been.
struct Sum {
    Level level{};
    Earning state{};
    std::int64_t orders = 0;
    base::Money amount;
};
BOOST_DESCRIBE_STRUCT(Sum, (), (level, state, orders, amount))

/// Reads all that they ever earned: a long query.
std::vector<Sum> sums(db::Snapshot& snapshot, MemberId member, const std::string& currency);

/// How many orders came by each of these links. Of fewer than `few` it is not said: a link that was
/// sent to one person would tell what they bought.
inline constexpr std::int64_t few = 3;
struct LinkCount {
    LinkId link;
    std::int64_t orders = 0;
};
BOOST_DESCRIBE_STRUCT(LinkCount, (), (link, orders))
std::vector<LinkCount> counts(db::Snapshot& snapshot, const std::vector<LinkId>& links);

}  // namespace promoters
