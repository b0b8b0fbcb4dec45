#pragma once

// The core of friendship: what each side may do, and what becomes of it.

#include "base/result.hpp"
#include "circles/circles.hpp"

namespace circles {

/// How `me` stands to the other after `act`. Refuses with own_friend (self), friends_already,
/// asked_already, not_asked (accept, decline or withdraw what nobody asked) or not_friends.
base::Result<Friendship> next(Friendship state, FriendAct act);

/// The act by which `state` ends, if it can: decline, withdraw or unfriend.
base::Result<FriendAct> way_out(Friendship state);

/// How the other stands to me when I stand so to them.
Friendship mirrored(Friendship state);

}  // namespace circles
