#include "app/routes.hpp"

#include "app/job_routes.hpp"
#include "cases/routes.hpp"
#include "circles/routes.hpp"
#include "feed/routes.hpp"
#include "insight/insight.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"
#include "media/routes.hpp"
#include "members/routes.hpp"
#include "moderation/moderation.hpp"
#include "moderation/routes.hpp"
#include "orders/routes.hpp"
#include "payments/payments.hpp"
#include "policies/policies.hpp"
#include "policies/routes.hpp"
#include "reviews/routes.hpp"
#include "saved/routes.hpp"
#include "shops/routes.hpp"

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

struct MarketView {
    std::string name;
    std::string currency;
    std::string zone;
    bool demo = false;
    std::vector<Persona> personas;
    bool needs_operator = false;
    std::vector<payments::Method> payment_methods;
};
BOOST_DESCRIBE_STRUCT(MarketView, (),
                      (name, currency, zone, demo, personas, needs_operator, payment_methods))

std::vector<Persona> personas_of(const Market& market) {
    std::vector<Persona> list;
    if (!market.demo) return list;
    for (const demo::Persona& one : demo::personas()) {
        list.push_back({one.handle, one.name, one.role, std::string{demo::password}});
    }
    return list;
}

void add_market(http::Router& router, const Market& market) {
    router.query(
        Method::get, "/api/v1/market", "What this market is", Access::open(),
        [market](db::Snapshot& snapshot, const Call&, const NoForm&) -> Result<MarketView> {
            return MarketView{market.name,
                              market.currency,
                              market.zone,
                              market.demo,
                              personas_of(market),
                              !members::has_operator(snapshot),
                              {payments::Method::simulator, payments::Method::bank_transfer}};
        });
}

struct DaysForm {
    http::Line<10, 10> from;
    http::Line<10, 10> to;
};
BOOST_DESCRIBE_STRUCT(DaysForm, (), (from, to))

struct FiguresView {
    base::Money placed, paid, settled, refunded, net, commission;
    std::int64_t orders_placed = 0, orders_paid = 0, orders_settled = 0, orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(FiguresView, (),
                      (placed, paid, settled, refunded, net, commission, orders_placed, orders_paid,
                       orders_settled, orders_refunded))

struct DayView {
    std::string day;
    base::Money placed, paid, settled, refunded, net, commission;
    std::int64_t orders_placed = 0, orders_paid = 0, orders_settled = 0, orders_refunded = 0;
};
BOOST_DESCRIBE_STRUCT(DayView, (),
                      (day, placed, paid, settled, refunded, net, commission, orders_placed,
                       orders_paid, orders_settled, orders_refunded))

struct LedgerCheck {
    bool equal = false;
    base::Time checked_at;
};
BOOST_DESCRIBE_STRUCT(LedgerCheck, (), (equal, checked_at))

struct DaysView {
    std::string currency;
    std::string zone;
    std::vector<DayView> items;
    FiguresView totals;
    LedgerCheck ledger;
};
BOOST_DESCRIBE_STRUCT(DaysView, (), (currency, zone, items, totals, ledger))

FiguresView view_of(const insight::Figures& figures, const std::string& currency) {
    const auto money = [&](std::int64_t minor) { return base::Money{minor, currency}; };
    return {money(figures.placed),
            money(figures.paid),
            money(figures.settled),
            money(figures.refunded),
            money(figures.paid - figures.refunded),
            money(figures.commission),
            figures.orders_placed,
            figures.orders_paid,
            figures.orders_settled,
            figures.orders_refunded};
}

DayView view_of(insight::Day day, const FiguresView& f) {
    return {insight::to_text(day),
            f.placed,
            f.paid,
            f.settled,
            f.refunded,
            f.net,
            f.commission,
            f.orders_placed,
            f.orders_paid,
            f.orders_settled,
            f.orders_refunded};
}

/// A report covers at most this many days.
constexpr std::chrono::days report_days_max{366};

Result<DaysView> report_days(db::Snapshot& snapshot, const Market& market, const DaysForm& form) {
    const auto first = insight::day_from(form.from.value);
    const auto last = insight::day_from(form.to.value);
    if (!first) return base::wrong_field("from", "not_a_day");
    if (!last) return base::wrong_field("to", "not_a_day");
    if (*last < *first) return base::wrong_field("to", "before_from");
    if (*last - *first >= report_days_max) {
        return base::wrong_field("to", "too_far",
                                 {{"max", std::to_string(report_days_max.count())}});
    }
    DaysView view{market.currency, market.zone, {}, {}, {}};
    insight::Figures totals;
    const insight::Calendar calendar(market.zone);
    for (const auto& day : insight::report(snapshot, calendar, market.currency, *first, *last)) {
        totals = insight::sum(totals, day.figures);
        view.items.push_back(view_of(insight::Day{std::chrono::days{day.day}},
                                     view_of(day.figures, market.currency)));
    }
    view.totals = view_of(totals, market.currency);
    view.ledger = {insight::equal_to_ledger(snapshot, calendar, market.currency, *first, *last),
                   snapshot.now()};
    return view;
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

void add_operator(http::Router& router, const Market& market) {
    const auto access = [] {
        return Access::permission(std::string{members::operator_permission});
    };
    router.query(
        Method::get, "/api/v1/operator/reports/days", "Turnover by day, held against the ledger",
        access(),
        [market](db::Snapshot& snapshot, const Call&, const DaysForm& form) -> Result<DaysView> {
            return report_days(snapshot, market, form);
        },
        {.long_running = true});
    router.query(Method::get, "/api/v1/operator/ledger", "The books' balances and their proof",
                 access(),
                 [](db::Snapshot& snapshot, const Call&, const NoForm&) -> Result<LedgerView> {
                     return ledger_health(snapshot);
                 },
                 {.long_running = true});
}

void add_hints(http::Router& router, Hints& hints) {
    router.stream<Hint>("/api/v1/hints", "What to fetch again, as it changes", Access::open(),
                        [&hints](const Call& call, const http::OpenStream& open) {
                            http::Response head;
                            head.content_type = "text/event-stream";
                            head.headers.emplace_back("Cache-Control", "no-store");
                            if (auto stream = open(std::move(head))) {
                                hints.add(call.caller.member, std::move(stream));
                            }
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
    out.session_days = [](db::Snapshot& snapshot) {
        return policies::value(snapshot, policies::session_days).value;
    };
    return out;
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

}  // namespace

orders::Settings order_settings(const Settings& settings, const Market& market,
                                payments::Provider& provider) {
    return {market.currency, &provider, std::min(settings.order_lines_max, orders::lines_most)};
}

void add_routes(http::Router& router, const RouteSettings& with) {
    add_market(router, with.market);
    members::add_routes(router, member_settings(with.settings, with.sign_ins));
    media::add_routes(router, media_options(with));
    policies::add_routes(router);
    circles::add_routes(router);
    shops::add_routes(router, {with.market.currency});
    orders::add_routes(router, order_settings(with.settings, with.market, with.provider));
    reviews::add_routes(router);
    cases::add_routes(router, {moderation::subject, moderation::any_subject});
    moderation::add_routes(router);
    saved::add_routes(router);
    feed::add_routes(router);
    add_operator(router, with.market);
    add_job_routes(router, with.hub);
    add_hints(router, with.hints);
}

}  // namespace app
