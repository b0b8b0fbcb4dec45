#include "app/routes.hpp"

#include "app/hooking.hpp"
#include "app/job_routes.hpp"
#include "app/leaving.hpp"
#include "app/naming.hpp"
#include "app/post_office.hpp"
#include "app/telling.hpp"
#include "base/text.hpp"
#include "cases/routes.hpp"
#include "circles/routes.hpp"
#include "desk/routes.hpp"
#include "documents/routes.hpp"
#include "events/cursors.hpp"
#include "feed/routes.hpp"
#include "insight/routes.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"
#include "media/routes.hpp"
#include "members/routes.hpp"
#include "moderation/moderation.hpp"
#include "moderation/routes.hpp"
#include "notices/routes.hpp"
#include "offers/offers.hpp"
#include "offers/routes.hpp"
#include "orders/routes.hpp"
#include "orders/sales.hpp"
#include "payments/payments.hpp"
#include "payouts/routes.hpp"
#include "policies/choices.hpp"
#include "policies/routes.hpp"
#include "promoters/promoters.hpp"
#include "promoters/routes.hpp"
#include "reviews/routes.hpp"
#include "saved/routes.hpp"
#include "setup/routes.hpp"
#include "setup/setup.hpp"
#include "shops/routes.hpp"
#include "webhooks/routes.hpp"

namespace app {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;
using http::NoForm;

/// A demo persona that anybody may sign in as.
struct Persona {
    std::string handle;
    std::string name;
    demo::PersonaRole role{};
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Persona, (), (handle, name, role, password))

BOOST_DEFINE_ENUM_CLASS(WhoMayJoin, anybody, invited, nobody)

struct MarketView {
    std::string name;
    std::string currency;
    std::string zone;
    bool demo = false;
    std::vector<Persona> personas;
    bool needs_operator = false;
    std::vector<payments::Method> payment_methods;
    http::Language language{};  // For whoever asks for none of ours.
    WhoMayJoin who_may_join{};
};
BOOST_DESCRIBE_STRUCT(MarketView, (),
                      (name, currency, zone, demo, personas, needs_operator, payment_methods,
                       language, who_may_join))

WhoMayJoin who_may_join(db::Snapshot& snapshot) {
    using policies::Joining;
    switch (Joining{policies::value(snapshot, policies::who_may_join).value}) {
        case Joining::anybody: return WhoMayJoin::anybody;
        case Joining::invited: return WhoMayJoin::invited;
        case Joining::nobody: return WhoMayJoin::nobody;
    }
    base::unreachable();
}

std::vector<Persona> personas_of(const Market& market) {
    std::vector<Persona> list;
    if (!market.demo) return list;
    for (const demo::Persona& one : demo::personas()) {
        list.push_back({one.handle, one.name, one.role, std::string{demo::password}});
    }
    return list;
}

void add_market(http::Router& router, const Market& market, const orders::Settings& orders) {
    router.query(
        Method::get, "/api/v1/market", "What this market is", Access::open(),
        [market, orders](db::Snapshot& snapshot, const Call&, const NoForm&) -> Result<MarketView> {
            return MarketView{name_of(snapshot, market),
                              market.currency,
                              market.zone,
                              market.demo,
                              personas_of(market),
                              !members::has_operator(snapshot),
                              orders::methods_offered(snapshot, orders),
                              language_of(snapshot),
                              who_may_join(snapshot)};
        });
}

struct AccountsView {
    ledger::Holding purpose{};
    std::string asset;
    base::Money balance;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(AccountsView, (), (purpose, asset, balance, count))

struct ChainView {
    std::int64_t batches = 0;
    std::string head;
    bool ok = false;
};
BOOST_DESCRIBE_STRUCT(ChainView, (), (batches, head, ok))

struct LedgerView {
    std::vector<AccountsView> accounts;
    bool sum_zero = false;
    ChainView chain;
    ledger::Audit audit;
};
BOOST_DESCRIBE_STRUCT(LedgerView, (), (accounts, sum_zero, chain, audit))

Result<LedgerView> ledger_health(db::Snapshot& snapshot) {
    LedgerView view;
    for (const ledger::Total& total : ledger::totals(snapshot)) {
        view.accounts.push_back(
            {total.purpose, total.asset, base::Money{total.balance, total.asset}, total.accounts});
    }
    view.audit = ledger::audit(snapshot);
    view.sum_zero = view.audit.assets_unbalanced == 0 && view.audit.transfers_unbalanced == 0 &&
                    view.audit.accounts_wrong == 0;
    const ledger::ChainHead head = ledger::chain_head(snapshot);
    view.chain = {head.batches, base::to_hex(head.head), false};
    view.chain.ok = view.audit.links_broken == 0;
    return view;
}

void add_ledger(http::Router& router) {
    router.query(Method::get, "/api/v1/operator/ledger", "The books' balances and their proof",
                 Access::permission(std::string{members::operator_permission}),
                 [](db::Snapshot& snapshot, const Call&, const NoForm&) -> Result<LedgerView> {
                     return ledger_health(snapshot);
                 },
                 {.long_running = true});
}

/// Somebody who has not signed in is told no numbers: they say how much happens in the market.
Beginning beginning_of(db::Readers& readers, const Call& call) {
    if (!call.caller.signed_in()) return {};
    return readers.read([&](db::Snapshot& snapshot) {
        const auto last = base::to_number(call.last_event);
        return Beginning{events::last(snapshot),
                         last ? events::missed(snapshot, *last, Hints::missed_max) : std::nullopt};
    });
}

void add_hints(http::Router& router, Hints& hints, db::Readers& readers) {
    router.stream<Hint>("/api/v1/hints", "What to fetch again, as it changes", Access::open(),
                        [&](const Call& call, const http::OpenStream& open) {
                            http::Response head;
                            head.content_type = "text/event-stream";
                            head.headers.emplace_back("Cache-Control", "no-store");
                            const auto stream = open(std::move(head));
                            if (!stream) return;
                            hints.add(call.caller.member, stream,
                                      [&] { return beginning_of(readers, call); });
                        });
}

members::Settings member_settings(const Settings& settings, members::SignInCounters& counters) {
    constexpr std::chrono::minutes window{15};
    const auto rate = [&](std::int64_t count) {
        return members::Rate{count, std::chrono::duration_cast<base::Duration>(window) / count};
    };
    members::Settings out;
    out.counters = &counters;
    out.hash_cost = {static_cast<std::uint64_t>(settings.password_operations),
                     static_cast<std::size_t>(settings.password_memory_kib) * 1024};
    out.sign_ins_per_account = rate(settings.attempts_per_account);
    out.sign_ins_per_address = rate(settings.attempts_per_address);
    out.sign_ups_per_address = rate(settings.attempts_per_address);
    out.leaving = everything();
    out.resets_per_address = rate(settings.attempts_per_address);
    out.session_days = [](db::Snapshot& snapshot) {
        return policies::value(snapshot, policies::session_days).value;
    };
    out.may_join = setup::may_join;
    out.founded = setup::begin;
    return out;
}

setup::Settings setup_settings(const Settings& settings, const Market& market) {
    return {market.name, market.currency, market.zone, !settings.mail_smtp.empty(),
            sender_of(settings)};
}

media::RouteOptions media_options(const RouteSettings& with) {
    return {with.pictures,
            with.decoder,
            with.settings.picture_bytes_max,
            {with.settings.pictures_per_member, with.settings.picture_mib_per_member << 20},
            [](db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture) {
                return shops::shows_picture(snapshot, viewer, picture) ||
                       orders::shows_picture(snapshot, viewer, picture) ||
                       moderation::shows_picture(snapshot, viewer, picture);
            }};
}

/// What addresses begin with, where the operator has said it.
std::string origin_of(const Settings& settings) {
    std::string origin = settings.public_url;
    while (origin.ends_with('/')) origin.pop_back();
    return origin;
}

}  // namespace

orders::Settings order_settings(const Settings& settings, const Market& market,
                                payments::Provider& provider) {
    return {market.currency,
            &provider,
            std::min(settings.order_lines_max, orders::lines_most),
            settings.purchase_shops_max,
            settings.purchase_lines_max,
            promoters::promote,
            offers::take_up};
}

void add_routes(http::Router& router, const RouteSettings& with) {
    const orders::Settings trade = order_settings(with.settings, with.market, with.provider);
    add_market(router, with.market, trade);
    const auto gate = members::add_routes(router, member_settings(with.settings, with.sign_ins));
    policies::add_routes(router);
    setup::add_routes(router, setup_settings(with.settings, with.market));
    notices::add_routes(router, describe);
    router.area("circles");
    circles::add_routes(router);
    reviews::add_routes(router);
    cases::add_routes(router, {moderation::subject, moderation::any_subject});
    moderation::add_routes(router);
    feed::add_routes(router, with.market.currency);
    router.area("shop");
    media::add_routes(router, media_options(with));
    shops::add_routes(router, {with.market.currency, origin_of(with.settings)});
    router.area("orders");
    orders::add_routes(router, trade);
    offers::add_routes(router, with.market.currency);
    payouts::add_routes(router, {payouts::Settings{with.market.currency}, with.market.name, gate});
    documents::add_routes(router);
    router.area("webhooks");
    webhooks::add_routes(router, webhook_settings(with.settings, nullptr));
    webhooks::add_operator_routes(router, webhook_settings(with.settings, nullptr));
    router.area("");
    saved::add_routes(router);
    promoters::add_routes(router, {with.market.currency});
    insight::add_routes(router, {with.market.currency, with.market.zone});
    desk::add_routes(router, {with.market.currency, with.market.zone});
    add_ledger(router);
    add_job_routes(router, with.hub);
    add_hints(router, with.hints, with.readers);
}

}  // namespace app
