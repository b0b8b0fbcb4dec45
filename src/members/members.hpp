#pragma once

// Members: who somebody is in this market, how they show it, and what they may do.
// (The owner of this module writes the essay, sign-up, sessions, permissions, audit, limits.)

#include <span>
#include <string>
#include <vector>

#include "base/member.hpp"
#include "base/result.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace members {

using base::MemberId;

/// A member as others see one: the view that every list and page uses.
struct Person {
    MemberId id;
    std::string handle;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, handle, name))

inline constexpr base::Reason no_such_member{base::Kind::missing, "no_such_member"};

/// Somebody by id; no_such_member.
base::Result<Person> person(db::Snapshot& snapshot, MemberId id);

/// Several at once, in any order; unknown ids are left out.
std::vector<Person> people(db::Snapshot& snapshot, const std::vector<MemberId>& ids);

/// Records an act under another's permission: who, permission, act, subject, reason.
struct Act {
    MemberId who;
    std::string permission;
    std::string act;
    std::int64_t subject = 0;
    std::string reason;
};
void audit(db::Tx& tx, const Act& act);

std::span<const db::Migration> migrations();

}  // namespace members
