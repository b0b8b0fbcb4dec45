// The market's own webhooks. What happens to them is kept in the audit, without their secrets.

#include "members/members.hpp"
#include "webhooks/routes.hpp"
#include "webhooks/views.hpp"

namespace webhooks {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;
using http::NoForm;
using http::Page;

using ReasonLine = http::Line<1, 500>;

struct NewMarketWebhookForm {
    Url url;
    std::optional<Description> description;
    Kinds kinds;
    ReasonLine reason;
};
BOOST_DESCRIBE_STRUCT(NewMarketWebhookForm, (), (url, description, kinds, reason))

struct MarketWebhookForm {
    EndpointId id;
    std::optional<Url> url;
    std::optional<Description> description;
    std::optional<Kinds> kinds;
    std::optional<bool> on;
    ReasonLine reason;
};
BOOST_DESCRIBE_STRUCT(MarketWebhookForm, (), (id, url, description, kinds, on, reason))

struct ReasonForm {
    EndpointId id;
    ReasonLine reason;
};
BOOST_DESCRIBE_STRUCT(ReasonForm, (), (id, reason))

struct DeliveryReasonForm {
    EndpointId id;
    DeliveryId delivery;
    ReasonLine reason;
};
BOOST_DESCRIBE_STRUCT(DeliveryReasonForm, (), (id, delivery, reason))

struct MarketReplayForm {
    EndpointId id;
    base::Time from;
    base::Time until;
    ReplayWhich which{};
    std::optional<http::Cursor> after;
    ReasonLine reason;
};
BOOST_DESCRIBE_STRUCT(MarketReplayForm, (), (id, from, until, which, after, reason))

Access operators() {
    return Access::permission(std::string{members::operator_permission});
}

/// What the audit keeps a digest of.
std::string state_of(const Endpoint& endpoint) {
    return endpoint.url + '\n' + endpoint.description + '\n' + endpoint.kinds + '\n' +
           std::string{base::name_of(endpoint.state)};
}

Result<MadeWebhookView> make_one(db::Tx& tx, const Call& call, const NewMarketWebhookForm& form,
                                 const Settings& settings) {
    const std::string description = form.description ? form.description->value : "";
    Made made =
        TRY(make(tx, the_market, {form.url.value, description, form.kinds.items}, settings));
    members::audit(tx,
                   {call.caller.member, std::string{members::operator_permission}, "webhook_made",
                    made.endpoint.id.value, form.reason.value, "", state_of(made.endpoint)});
    return view_of(tx, std::move(made));
}

Result<WebhookView> change_one(db::Tx& tx, const Call& call, const MarketWebhookForm& form,
                               const Settings& settings) {
    const Endpoint old = TRY(find(tx, the_market, form.id));
    Change wanted;
    if (form.url) wanted.url = form.url->value;
    if (form.description) wanted.description = form.description->value;
    if (form.kinds) wanted.kinds = form.kinds->items;
    wanted.on = form.on;
    const Endpoint now = TRY(change(tx, the_market, form.id, wanted, settings));
    members::audit(
        tx, {call.caller.member, std::string{members::operator_permission}, "webhook_changed",
             form.id.value, form.reason.value, state_of(old), state_of(now)});
    return view_of(tx, now);
}

Result<http::Nothing> end_one(db::Tx& tx, const Call& call, const ReasonForm& form) {
    const Endpoint old = TRY(find(tx, the_market, form.id));
    TRY(end(tx, the_market, form.id));
    members::audit(tx, {call.caller.member, std::string{members::operator_permission},
                        "webhook_ended", form.id.value, form.reason.value, state_of(old), ""});
    return http::Nothing{};
}

Result<MadeWebhookView> rotate_one(db::Tx& tx, const Call& call, const ReasonForm& form) {
    Made made = TRY(rotate(tx, the_market, form.id));
    members::audit(tx, {call.caller.member, std::string{members::operator_permission},
                        "webhook_secret_made", form.id.value, form.reason.value, "", ""});
    return view_of(tx, std::move(made));
}

void note_replay(db::Tx& tx, const Call& call, EndpointId id, const std::string& reason) {
    members::audit(tx, {call.caller.member, std::string{members::operator_permission},
                        "webhook_replayed", id.value, reason, "", ""});
}

void add_endpoints(http::Router& router, const Settings& settings) {
    router.query(
        Method::get, "/api/v1/operator/webhooks",
        "Where the market's programs are told of what happens", operators(),
        [](db::Snapshot& snapshot, const Call&, const NoForm&) -> Result<Page<WebhookView>> {
            return webhooks_page(snapshot, the_market);
        });
    router.command(Method::post, "/api/v1/operator/webhooks",
                   "Have a program told of everybody's; its secret is told once", operators(),
                   [settings](db::Tx& tx, const Call& call, const NewMarketWebhookForm& form)
                       -> Result<MadeWebhookView> { return make_one(tx, call, form, settings); },
                   {.status = 201, .secret_answer = true});
    router.command(Method::patch, "/api/v1/operator/webhooks/{id}",
                   "Change where and of what a program is told, or turn it off and on", operators(),
                   [settings](db::Tx& tx, const Call& call, const MarketWebhookForm& form)
                       -> Result<WebhookView> { return change_one(tx, call, form, settings); });
    router.command(Method::post, "/api/v1/operator/webhooks/{id}/end",
                   "Take one of the market's webhooks back", operators(),
                   [](db::Tx& tx, const Call& call, const ReasonForm& form) {
                       return end_one(tx, call, form);
                   });
    router.command(Method::post, "/api/v1/operator/webhooks/{id}/secret",
                   "Make another secret, told once; the old one signs for a day as well",
                   operators(),
                   [](db::Tx& tx, const Call& call, const ReasonForm& form) {
                       return rotate_one(tx, call, form);
                   },
                   {.status = 201, .secret_answer = true});
}

void add_deliveries(http::Router& router) {
    router.query(Method::get, "/api/v1/operator/webhooks/{id}/deliveries",
                 "What was or will be sent there, the latest first", operators(),
                 [](db::Snapshot& snapshot, const Call&, const DeliveriesForm& form) {
                     return deliveries_page(snapshot, the_market, form);
                 });
    router.query(Method::get, "/api/v1/operator/webhooks/{id}/deliveries/{delivery}",
                 "One delivery, what is sent, and the last answer", operators(),
                 [](db::Snapshot& snapshot, const Call&, const DeliveryPath& form) {
                     return whole_delivery(snapshot, the_market, form);
                 });
    router.command(
        Method::post, "/api/v1/operator/webhooks/{id}/deliveries/{delivery}/replay",
        "Send a message once more, or one that waits at once", operators(),
        [](db::Tx& tx, const Call& call, const DeliveryReasonForm& form) -> Result<DeliveryView> {
            const Endpoint endpoint = TRY(find(tx, the_market, form.id));
            const Delivery again = TRY(replay(tx, endpoint, form.delivery));
            note_replay(tx, call, form.id, form.reason.value);
            return view_of(again);
        },
        {.status = 201});
    router.command(
        Method::post, "/api/v1/operator/webhooks/{id}/replay",
        "Send the messages of a span of time once more, 200 at a time", operators(),
        [](db::Tx& tx, const Call& call, const MarketReplayForm& form) -> Result<ReplayedView> {
            const Endpoint endpoint = TRY(find(tx, the_market, form.id));
            const Span span = TRY(span_of(form.from, form.until, form.which, form.after));
            const Replayed replayed = TRY(replay(tx, endpoint, span));
            note_replay(tx, call, form.id, form.reason.value);
            return view_of(replayed);
        },
        {.status = 201});
    router.command(
        Method::post, "/api/v1/operator/webhooks/{id}/ping", "Send a message to try it out",
        operators(),
        [](db::Tx& tx, const Call& call, const ReasonForm& form) -> Result<DeliveryView> {
            const Endpoint endpoint = TRY(find(tx, the_market, form.id));
            const Delivery sent = TRY(ping(tx, endpoint));
            members::audit(tx, {call.caller.member, std::string{members::operator_permission},
                                "webhook_pinged", form.id.value, form.reason.value, "", ""});
            return view_of(sent);
        },
        {.status = 201});
}

}  // namespace

void add_operator_routes(http::Router& router, const Settings& settings) {
    add_endpoints(router, settings);
    add_deliveries(router);
}

}  // namespace webhooks
