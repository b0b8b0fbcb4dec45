#include "webhooks/leaving.hpp"

namespace webhooks {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        // Deliveries first: they are found by their endpoints.
        {"webhook_deliveries", Topic::account,
         "select d.id as delivery_id, d.endpoint as webhook_id, d.message as message_id, m.kind as "
         "kind, d.state as state, d.tries as tries_number, d.made as made_at, d.tried as tried_at, "
         "d.status as status_number, d.answer_head as answer_head, d.answer_body as answer_body "
         "from webhook_endpoints e join webhook_deliveries d on d.endpoint = e.id "
         "join webhook_messages m on m.id = d.message where e.owner = $1 order by d.endpoint, "
         "d.seq",
         "delete from webhook_deliveries where id in (select d.id from webhook_deliveries d "
         "join webhook_endpoints e on e.id = d.endpoint where e.owner = $1 "
         "order by d.endpoint, d.seq limit 500)"},
        {"webhook_endpoints", Topic::account,
         "select id as webhook_id, url, description, kinds, state, made as made_at "
         "from webhook_endpoints where owner = $1 order by id",
         "delete from webhook_endpoints where owner = $1"},
        {"webhook_messages", Topic::machine, "", "", Kept::briefly},
    };
}

}  // namespace webhooks
