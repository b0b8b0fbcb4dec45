#pragma once

// What waits to be decided, counted for who runs the market.

#include <vector>

#include "cases/cases.hpp"

namespace cases {

/// How many cases about a member's things wait for a moderator.
struct Waiting {
    MemberId party;
    std::int64_t cases = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (party, cases))

/// Of these members, in any order; those without one are left out.
std::vector<Waiting> waiting_of(db::Snapshot& snapshot, const std::vector<MemberId>& parties);

/// How many of the first 1,000 cases that wait a moderator may not judge because they are close to
/// one of them. Reports about their own things are not among them: nobody is told of those before
/// something is done.
std::int64_t closed_to(db::Snapshot& snapshot, MemberId moderator);

/// How many of the first 1,000 cases that wait no moderator there is may take.
std::int64_t without_judge(db::Snapshot& snapshot);

/// How many members reported more than `most` times since then.
std::int64_t reporters_over(db::Snapshot& snapshot, base::Time since, std::int64_t most);

}  // namespace cases
