#pragma once

// What the routes of this module do with sessions; others know authenticate() and open_session().

#include "members/members.hpp"

namespace members {

struct Session {
    SessionId id;
    std::string device;
    std::string address;
    base::Time created;
    base::Time seen;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, device, address, created, seen))

/// A member's sessions that are not over, the newest first.
std::vector<Session> sessions_of(db::Snapshot& snapshot, MemberId member);

/// Ends one of a member's sessions; no_such_session, also for another member's.
base::Result<base::Done> end_session(db::Tx& tx, MemberId member, SessionId id);

/// Ends all of a member's sessions but one.
void end_other_sessions(db::Tx& tx, MemberId member, SessionId kept);

}  // namespace members
