#pragma once

// What the routes of members and of operators share: what they show, and how a page is asked for.

#include "http/page.hpp"
#include "webhooks/webhooks.hpp"

namespace webhooks {

/// `dead` counts what did not arrive and was not made good, up to 1,000. `old_secret_until` is
/// there while two secrets sign.
struct WebhookView {
    EndpointId id;
    std::string url;
    std::string description;
    std::vector<HookKind> kinds;
    EndpointState state{};
    base::Time made;
    std::int64_t failures = 0;
    std::optional<base::Time> failing_since;
    std::int64_t dead = 0;
    std::optional<base::Time> old_secret_until;
};
BOOST_DESCRIBE_STRUCT(WebhookView, (),
                      (id, url, description, kinds, state, made, failures, failing_since, dead,
                       old_secret_until))

/// `secret` is told this one time.
struct MadeWebhookView {
    WebhookView webhook;
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(MadeWebhookView, (), (webhook, secret))

/// `event_id` is the header webhook-id, the same at every try and for every receiver. `next_try` is
/// there while it waits, `status` where there was an answer.
struct DeliveryView {
    DeliveryId id;
    std::string event_id;
    HookKind kind{};
    base::Time event_time;
    DeliveryState state{};
    std::int64_t tries = 0;
    base::Time made;
    std::optional<base::Time> next_try;
    std::optional<base::Time> last_try;
    std::optional<std::int64_t> status;
    std::optional<DeliveryFailure> failure;
    std::int64_t took_millis = 0;
    bool replay = false;
};
BOOST_DESCRIBE_STRUCT(DeliveryView, (),
                      (id, event_id, kind, event_time, state, tries, made, next_try, last_try,
                       status, failure, took_millis, replay))

/// `body` is what is sent; of the answer as much as is kept.
struct WholeDeliveryView {
    DeliveryView delivery;
    std::string body;
    std::string answer_head;
    std::string answer_body;
};
BOOST_DESCRIBE_STRUCT(WholeDeliveryView, (), (delivery, body, answer_head, answer_body))

/// `next` is the `after` of the next part.
struct ReplayedView {
    std::int64_t replayed = 0;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ReplayedView, (), (replayed, next))

/// A kind, and whether only the operator hears of it.
struct HookKindView {
    HookKind kind{};
    bool market_only = false;
};
BOOST_DESCRIBE_STRUCT(HookKindView, (), (kind, market_only))

WebhookView view_of(db::Snapshot& snapshot, const Endpoint& endpoint);
MadeWebhookView view_of(db::Snapshot& snapshot, Made made);
DeliveryView view_of(const Delivery& delivery);
http::Page<WebhookView> webhooks_page(db::Snapshot& snapshot, MemberId owner);

struct DeliveriesForm {
    EndpointId id;
    std::optional<DeliveryState> state;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(DeliveriesForm, (), (id, state, after, limit))

base::Result<http::Page<DeliveryView>> deliveries_page(db::Snapshot& snapshot, MemberId owner,
                                                       const DeliveriesForm& form);

struct WebhookPath {
    EndpointId id;
};
BOOST_DESCRIBE_STRUCT(WebhookPath, (), (id))

struct DeliveryPath {
    EndpointId id;
    DeliveryId delivery;
};
BOOST_DESCRIBE_STRUCT(DeliveryPath, (), (id, delivery))

base::Result<WholeDeliveryView> whole_delivery(db::Snapshot& snapshot, MemberId owner,
                                               const DeliveryPath& form);

using Url = http::Line<1, url_length_max>;
using Description = http::Line<0, description_length_max>;
using Kinds = http::Some<HookKind, 1, 60>;

/// A part of a span of time; refuses with the form's fields.
base::Result<Span> span_of(base::Time from, base::Time until, ReplayWhich which,
                           const std::optional<http::Cursor>& after);
ReplayedView view_of(const Replayed& replayed);

}  // namespace webhooks
