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

struct NewWebhookForm {
    Url url;
    std::optional<Description> description;
    Kinds kinds;
};
BOOST_DESCRIBE_STRUCT(NewWebhookForm, (), (url, description, kinds))

struct WebhookForm {
    EndpointId id;
    std::optional<Url> url;
    std::optional<Description> description;
    std::optional<Kinds> kinds;
    std::optional<bool> on;
};
BOOST_DESCRIBE_STRUCT(WebhookForm, (), (id, url, description, kinds, on))

struct ReplayForm {
    EndpointId id;
    base::Time from;
    base::Time until;
    ReplayWhich which{};
    std::optional<http::Cursor> after;
};
BOOST_DESCRIBE_STRUCT(ReplayForm, (), (id, from, until, which, after))

Change change_of(const WebhookForm& form) {
    Change change;
    if (form.url) change.url = form.url->value;
    if (form.description) change.description = form.description->value;
    if (form.kinds) change.kinds = form.kinds->items;
    change.on = form.on;
    return change;
}

Page<HookKindView> all_kinds() {
    Page<HookKindView> page;
    for (const KindRule& rule : kind_rules()) {
        if (rule.hears == Hears::nobody) continue;
        page.items.push_back({rule.kind, rule.hears == Hears::market});
    }
    return page;
}

void add_endpoints(http::Router& router, const Settings& settings) {
    router.query(Method::get, "/api/v1/webhook-kinds", "What a program can be told of",
                 Access::member(),
                 [](db::Snapshot&, const Call&, const NoForm&) -> Result<Page<HookKindView>> {
                     return all_kinds();
                 });
    router.query(
        Method::get, "/api/v1/me/webhooks", "Where my programs are told of what happens",
        Access::member(),
        [](db::Snapshot& snapshot, const Call& call, const NoForm&) -> Result<Page<WebhookView>> {
            return webhooks_page(snapshot, call.caller.member);
        });
    router.command(
        Method::post, "/api/v1/me/webhooks", "Have a program told; its secret is told once",
        Access::member(),
        [settings](db::Tx& tx, const Call& call,
                   const NewWebhookForm& form) -> Result<MadeWebhookView> {
            const std::string description = form.description ? form.description->value : "";
            return view_of(tx,
                           TRY(make(tx, call.caller.member,
                                    {form.url.value, description, form.kinds.items}, settings)));
        },
        {.status = 201, .secret_answer = true});
    router.command(
        Method::patch, "/api/v1/me/webhooks/{id}",
        "Change where and of what a program is told, or turn it off and on", Access::member(),
        [settings](db::Tx& tx, const Call& call, const WebhookForm& form) -> Result<WebhookView> {
            return view_of(tx,
                           TRY(change(tx, call.caller.member, form.id, change_of(form), settings)));
        });
    router.command(
        Method::del, "/api/v1/me/webhooks/{id}", "Take a webhook back", Access::member(),
        [](db::Tx& tx, const Call& call, const WebhookPath& form) -> Result<http::Nothing> {
            TRY(end(tx, call.caller.member, form.id));
            return http::Nothing{};
        });
    router.command(
        Method::post, "/api/v1/me/webhooks/{id}/secret",
        "Make another secret, told once; the old one signs for a day as well", Access::member(),
        [](db::Tx& tx, const Call& call, const WebhookPath& form) -> Result<MadeWebhookView> {
            return view_of(tx, TRY(rotate(tx, call.caller.member, form.id)));
        },
        {.status = 201, .secret_answer = true});
}

void add_deliveries(http::Router& router) {
    router.query(Method::get, "/api/v1/me/webhooks/{id}/deliveries",
                 "What was or will be sent there, the latest first", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const DeliveriesForm& form) {
                     return deliveries_page(snapshot, call.caller.member, form);
                 });
    router.query(Method::get, "/api/v1/me/webhooks/{id}/deliveries/{delivery}",
                 "One delivery, what is sent, and the last answer", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const DeliveryPath& form) {
                     return whole_delivery(snapshot, call.caller.member, form);
                 });
    router.command(
        Method::post, "/api/v1/me/webhooks/{id}/deliveries/{delivery}/replay",
        "Send a message once more, or one that waits at once", Access::member(),
        [](db::Tx& tx, const Call& call, const DeliveryPath& form) -> Result<DeliveryView> {
            const Endpoint endpoint = TRY(find(tx, call.caller.member, form.id));
            return view_of(TRY(replay(tx, endpoint, form.delivery)));
        },
        {.status = 201});
    router.command(
        Method::post, "/api/v1/me/webhooks/{id}/replay",
        "Send the messages of a span of time once more, 200 at a time", Access::member(),
        [](db::Tx& tx, const Call& call, const ReplayForm& form) -> Result<ReplayedView> {
            const Endpoint endpoint = TRY(find(tx, call.caller.member, form.id));
            const Span span = TRY(span_of(form.from, form.until, form.which, form.after));
            return view_of(TRY(replay(tx, endpoint, span)));
        },
        {.status = 201});
    router.command(
        Method::post, "/api/v1/me/webhooks/{id}/ping", "Send a message to try it out",
        Access::member(),
        [](db::Tx& tx, const Call& call, const WebhookPath& form) -> Result<DeliveryView> {
            const Endpoint endpoint = TRY(find(tx, call.caller.member, form.id));
            return view_of(TRY(ping(tx, endpoint)));
        },
        {.status = 201});
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    add_endpoints(router, settings);
    add_deliveries(router);
}

}  // namespace webhooks
