#include "cases/waiting.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "members/members.hpp"

namespace cases {
namespace {

/// So many cases are looked through.
constexpr std::int64_t looked_at_most = 1000;

/// Those of several cases that a moderator may not take.
std::vector<Case> closed_among(db::Snapshot& snapshot, std::vector<Case> list, MemberId moderator) {
    const auto open = far_from(snapshot, list, moderator);
    std::erase_if(list, [&](const Case& one) {
        const bool own = one.state == CaseState::appealed && one.decided_by == moderator;
        return !own && std::ranges::find(open, one.id, &Case::id) != open.end();
    });
    return list;
}

}  // namespace

std::vector<Waiting> waiting_of(db::Snapshot& snapshot, const std::vector<MemberId>& parties) {
    return snapshot.all<Waiting>(
        "select party, count(*) as cases from cases where to_do = 1 "
        "and party in (select cast(value as bigint) from json_each($1)) group by party",
        http::to_json(parties));
}

std::int64_t closed_to(db::Snapshot& snapshot, MemberId moderator) {
    auto list = queue(snapshot, CaseQueue::to_do, moderator, {}, looked_at_most);
    const auto open = far_from(snapshot, list, moderator);
    return std::ranges::count_if(list, [&](const Case& one) {
        if (std::ranges::find(open, one.id, &Case::id) != open.end()) return false;
        return one.kind == CaseKind::dispute || one.party != moderator;
    });
}

std::int64_t without_judge(db::Snapshot& snapshot) {
    auto list = queue(snapshot, CaseQueue::to_do, {}, {}, looked_at_most);
    for (const MemberId moderator : members::holders(snapshot, members::moderator_permission)) {
        if (list.empty()) break;
        list = closed_among(snapshot, std::move(list), moderator);
    }
    return std::ssize(list);
}

std::int64_t reporters_over(db::Snapshot& snapshot, base::Time since, std::int64_t most) {
    return snapshot.number(
        "select count(*) from (select reporter from reports where at > $1 "
        "group by reporter having count(*) > $2) as many",
        since, most);
}

}  // namespace cases
