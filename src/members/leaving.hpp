#pragma once

// Leaving: what a market holds about a member, how they take it along, and what is left when they
// have gone.
//
// Every module says of each of its tables what of it belongs to a member, what becomes of that when
// they leave, and why the rest stays. From these lists the program writes the copy that a member
// may always have, and blanks what nobody has to keep. A test holds the lists against the tables
// there are: none can be forgotten.
//
// Whoever leaves is gone at once: no session, token or password of theirs opens anything. Their
// texts are blanked by a job, a few hundred rows at a time. What stays are numbers that lead to
// nobody, and what a law or somebody else's right wants kept.

#include <functional>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/result.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "members/members.hpp"

namespace members {

/// What of a member's life in the market a table is about.
BOOST_DEFINE_ENUM_CLASS(Topic, account, friends, posts, goods, orders, money, opinions, cases,
                        pictures, machine)

/// Why something stays when its member has left.
BOOST_DEFINE_ENUM_CLASS(Kept,
                        nothing,  // It goes.
                        books,    // Orders and the books point at it, and those are kept.
                        record,   // For the other side of a decision, and whoever checks it.
                        numbers,  // Numbers alone, which lead to nobody any more.
                        briefly)  // It goes by itself within a month.

/// What a table holds about members. Several may speak of one table.
struct Belonging {
    std::string_view table;
    Topic topic{};
    /// A select with $1 the member: what their copy shows, "" where there is nothing to show. Its
    /// names say what a value is: "..._at" an instant, "..._id" an id, "..._number" a number, and
    /// anything else a text.
    std::string_view rows{};
    /// A statement with $1 the member that blanks or deletes at most some hundred rows, and none
    /// when there are none left; "" where nothing goes.
    std::string_view blank{};
    Kept kept = Kept::nothing;
};

/// Refuses to let a member leave, with what stands in the way.
using Guard = std::function<base::Result<base::Done>(db::Snapshot&, MemberId)>;
/// Does a part of what leaving entails by more than a statement, some hundred rows at most; false
/// when nothing is left to do.
using Piece = std::function<base::Result<bool>(db::Tx&, MemberId)>;

/// Everything that the modules of a program have to say about it.
struct Leaving {
    std::vector<Belonging> belongings;
    std::vector<Guard> guards;
    std::vector<Piece> pieces;
};

inline constexpr base::Reason password_wrong{base::Kind::denied, "password_wrong"};
inline constexpr base::Reason has_permissions{base::Kind::conflict, "has_permissions"};

/// What stands in the way of leaving: everything, so that nobody learns of it bit by bit. The first
/// is has_permissions; the others are the modules' own.
std::vector<base::Refusal> obstacles(db::Snapshot& snapshot, const Leaving& leaving,
                                     MemberId member);

/// Ends the account: from here on nobody signs in with it, it has no name, and nobody gets its
/// handle again. Plans the job that blanks the rest, and tells member_left. The first of the
/// obstacles() refuses it.
base::Result<base::Done> leave(db::Tx& tx, const Leaving& leaving, MemberId member);

/// Everything that the market holds about a member, as JSON: {"account": [{"table": "members",
/// "kept": "nothing", "rows": [{...}]}]}, by topic.
std::string copy_of(db::Snapshot& snapshot, const Leaving& leaving, MemberId member);

/// Whether it is somebody who has left: nobody finds them, asks them anything or tells them of it.
bool has_left(const Person& person);

/// How a name is shown of which nothing is left.
inline constexpr std::string_view nameless = "\u2014";

/// The job `forget_member`.
void add_leaving_job(events::Hub& hub, Leaving leaving);

/// What this module's own tables hold.
std::vector<Belonging> belongings();

}  // namespace members
