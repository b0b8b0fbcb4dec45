#include "notices/leaving.hpp"

namespace notices {

std::vector<members::Belonging> belongings() {
    using members::Topic;
    return {
        {"outbox", Topic::account,
         "select kind, address, state, made as made_at from outbox where member = $1 order by made",
         "delete from outbox where id in (select id from outbox where member = $1 "
         "order by kind, made limit 500)"},
        {"notices", Topic::account,
         "select kind, actor as actor_id, thing as thing_id, at as told_at, "
         "unread as unread_number from notices where member = $1 order by seq",
         "delete from notices where seq in (select seq from notices where member = $1 "
         "order by seq limit 500)"},
        {"notice_choices", Topic::account,
         "select kind, in_app as in_app_number, mail as mail_number from notice_choices "
         "where member = $1 order by kind",
         "delete from notice_choices where member = $1"},
    };
}

}  // namespace notices
