#include "circles/leaving.hpp"

namespace circles {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"friends", Topic::friends,
         "select other as friend_id, since as since_at from friends where member = $1 "
         "order by since",
         "delete from friends where (member, other) in (select member, other from (select member, "
         "other from friends where member = $1 order by other limit 200) as mine union all "
         "select other, member from (select member, other from friends where member = $1 "
         "order by other limit 200) as theirs)"},
        {"friend_requests", Topic::friends,
         "select asked as asked_id, since as since_at from friend_requests where asker = $1 "
         "order by since",
         "delete from friend_requests where asker = $1 and asked in (select asked from "
         "friend_requests where asker = $1 order by since, asked limit 200)"},
        {"friend_requests", Topic::friends,
         "select asker as asker_id, since as since_at from friend_requests where asked = $1 "
         "order by since",
         "delete from friend_requests where asked = $1 and asker in (select asker from "
         "friend_requests where asked = $1 order by since, asker limit 200)"},
        // Who blocked them is the others' own, and they are not told of it here either.
        {"blocks", Topic::friends,
         "select other as blocked_id, since as since_at from blocks where member = $1 "
         "order by since",
         "delete from blocks where member = $1 and other in (select other from blocks where "
         "member = $1 order by since, other limit 200)",
         Kept::numbers},
        {"moments", Topic::posts,
         "select at as posted_at, audience, text from moments where author = $1 and listing = 0 "
         "order by seq",
         "delete from moments where seq in (select seq from moments where author = $1 "
         "order by seq limit 500)"},
    };
}

}  // namespace circles
