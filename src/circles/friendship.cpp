#include "circles/friendship.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"

namespace circles {
namespace {

struct Step {
    Friendship from;
    FriendAct act;
    Friendship to;
};

// clang-format off
constexpr std::array steps = {
    //   from                   act                  to
    Step{Friendship::none,      FriendAct::befriend, Friendship::requested},
    Step{Friendship::requested, FriendAct::withdraw, Friendship::none},
    Step{Friendship::asked,     FriendAct::accept,   Friendship::friends},
    Step{Friendship::asked,     FriendAct::decline,  Friendship::none},
    Step{Friendship::asked,     FriendAct::befriend, Friendship::friends},
    Step{Friendship::friends,   FriendAct::unfriend, Friendship::none},
};
// clang-format on

/// Why `act` makes no sense here.
base::Reason refusal_of(Friendship state, FriendAct act) {
    if (state == Friendship::self) return own_friend;
    switch (act) {
        case FriendAct::befriend:
            return state == Friendship::friends ? friends_already : asked_already;
        case FriendAct::accept: return state == Friendship::friends ? friends_already : not_asked;
        case FriendAct::decline:
        case FriendAct::withdraw: return not_asked;
        case FriendAct::unfriend: return not_friends;
    }
    base::unreachable();
}

}  // namespace

base::Result<Friendship> next(Friendship state, FriendAct act) {
    const auto step = std::ranges::find_if(
        steps, [&](const Step& row) { return row.from == state && row.act == act; });
    if (step == steps.end()) return refusal_of(state, act);
    return step->to;
}

base::Result<FriendAct> way_out(Friendship state) {
    const auto step = std::ranges::find_if(
        steps, [&](const Step& row) { return row.from == state && row.to == Friendship::none; });
    if (step == steps.end()) return not_friends;
    return step->act;
}

Friendship mirrored(Friendship state) {
    switch (state) {
        case Friendship::requested: return Friendship::asked;
        case Friendship::asked: return Friendship::requested;
        case Friendship::self:
        case Friendship::none:
        case Friendship::friends: return state;
    }
    base::unreachable();
}

std::vector<FriendAct> may(Friendship state) {
    std::vector<FriendAct> acts;
    for (const Step& row : steps) {
        // Who was asked accepts; that asking back does the same need not be offered.
        const bool twice = row.from == Friendship::asked && row.act == FriendAct::befriend;
        if (row.from == state && !twice) acts.push_back(row.act);
    }
    return acts;
}

}  // namespace circles
