#include "webhooks/views.hpp"

namespace webhooks {

WebhookView view_of(db::Snapshot& snapshot, const Endpoint& endpoint) {
    const bool overlaps = endpoint.old_until && snapshot.now() < *endpoint.old_until;
    return {endpoint.id,
            endpoint.url,
            endpoint.description,
            kinds_of(endpoint),
            endpoint.state,
            endpoint.made,
            endpoint.failures,
            endpoint.failing_since,
            dead_of(snapshot, endpoint.id),
            overlaps ? endpoint.old_until : std::nullopt};
}

MadeWebhookView view_of(db::Snapshot& snapshot, Made made) {
    return {view_of(snapshot, made.endpoint), std::move(made.secret)};
}

DeliveryView view_of(const Delivery& delivery) {
    const bool waits = delivery.state == DeliveryState::waiting;
    DeliveryView view{delivery.id,    name_of(delivery.message),
                      delivery.kind,  delivery.at,
                      delivery.state, delivery.tries,
                      delivery.made,  std::nullopt,
                      delivery.tried, std::nullopt,
                      std::nullopt,   delivery.took_millis,
                      delivery.again};
    if (waits) view.next_try = delivery.due;
    if (delivery.status != 0) view.status = delivery.status;
    DeliveryFailure failure{};
    if (delivery.failure && base::word_to(*delivery.failure, failure)) view.failure = failure;
    return view;
}

http::Page<WebhookView> webhooks_page(db::Snapshot& snapshot, MemberId owner) {
    http::Page<WebhookView> page;
    for (const Endpoint& one : endpoints_of(snapshot, owner)) {
        page.items.push_back(view_of(snapshot, one));
    }
    return page;
}

base::Result<http::Page<DeliveryView>> deliveries_page(db::Snapshot& snapshot, MemberId owner,
                                                       const DeliveriesForm& form) {
    const Endpoint endpoint = TRY(find(snapshot, owner, form.id));
    const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto found =
        http::page_of(deliveries_of(snapshot, endpoint.id, form.state, before, limit + 1), limit,
                      [](const Delivery& one) { return one.seq; });
    http::Page<DeliveryView> page;
    page.next = found.next;
    for (const Delivery& one : found.items) page.items.push_back(view_of(one));
    return page;
}

base::Result<WholeDeliveryView> whole_delivery(db::Snapshot& snapshot, MemberId owner,
                                               const DeliveryPath& form) {
    const Endpoint endpoint = TRY(find(snapshot, owner, form.id));
    const Delivery found = TRY(delivery(snapshot, endpoint.id, form.delivery));
    Texts texts = texts_of(snapshot, found.id);
    return WholeDeliveryView{view_of(found), std::move(texts.body), std::move(texts.answer_head),
                             std::move(texts.answer_body)};
}

base::Result<Span> span_of(base::Time from, base::Time until, ReplayWhich which,
                           const std::optional<http::Cursor>& after) {
    if (until <= from) return base::wrong_field("until", "before_from");
    return Span{from, until, which, TRY(http::cursor_number(after, 0))};
}

ReplayedView view_of(const Replayed& replayed) {
    ReplayedView view{replayed.count, std::nullopt};
    if (replayed.next_seq) view.next = std::to_string(*replayed.next_seq);
    return view;
}

}  // namespace webhooks
