#include "app/app.hpp"

#include <atomic>
#include <filesystem>
#include <thread>

#include "app/claim.hpp"
#include "app/follower.hpp"
#include "app/founding.hpp"
#include "app/hints.hpp"
#include "app/hooking.hpp"
#include "app/inspection.hpp"
#include "app/job_runner.hpp"
#include "app/meetings.hpp"
#include "app/metrics.hpp"
#include "app/nodes.hpp"
#include "app/openings.hpp"
#include "app/post_office.hpp"
#include "app/public_site.hpp"
#include "app/routes.hpp"
#include "app/site.hpp"
#include "backup/backup.hpp"
#include "base/fresh.hpp"
#include "base/log.hpp"
#include "db/act.hpp"
#include "events/events.hpp"
#include "http/courier.hpp"
#include "http/forward.hpp"
#include "http/server.hpp"
#include "http/words.hpp"
#include "ledger/heads.hpp"
#include "ledger/ledger.hpp"
#include "media/decoder.hpp"
#include "media/media.hpp"
#include "media/store.hpp"
#include "members/members.hpp"
#include "members/tokens.hpp"
#include "payments/card_page.hpp"
#include "payments/counted.hpp"
#include "payouts/payouts.hpp"

namespace app {
namespace {

/// What the OpenAPI document calls this version.
constexpr std::string_view version = FAIRGROUND_VERSION;

/// What the payment simulator calls back before the routes exist is made good by payment_check.
struct Callback {
    std::function<void(payments::PaymentId, payments::Outcome)> outcome;
    std::function<bool(const payments::ChargebackNews&)> chargeback;
};

}  // namespace

struct App::Inside {
    Inside(Settings given, base::Clock given_clock, Backstage backstage);
    ~Inside();

    void handle(http::Request&& request, http::Responder responder);
    void hand_on(http::Request& request, http::Responder responder);
    std::unique_ptr<db::Connection> keep_log_open() const;
    std::unique_ptr<payments::Provider> open_provider();
    std::unique_ptr<Nodes> join_nodes();
    Founding founding() { return {address, source, &hub, nodes->hold()}; }
    Market open_market();
    std::function<base::Result<base::Done>(db::Tx&)> upkeep() const {
        return [its = market](db::Tx& tx) { return plan_upkeep(tx, its); };
    }
    void open_door();
    void open_heads();
    void check_heads() const;
    void sign_last_head() noexcept;
    void add_backstage();
    void add_answers();
    void add_inspection();

    Settings settings;
    base::Clock clock;
    Backstage backstage;
    db::Address address;
    std::optional<Claim> claim;
    base::FreshIds ids;
    db::Source source;
    events::Hub hub;
    Hints hints;
    members::Sightings sightings;
    std::atomic<Callback*> callback{nullptr};
    Callback orders_callback;
    payments::ProviderCounters provider_counters;
    members::SignInCounters sign_ins;
    std::unique_ptr<payments::Provider> provider;
    std::unique_ptr<payments::CardPage> card;
    std::unique_ptr<notices::Mailer> mailer;
    std::unique_ptr<webhooks::Carrier> carrier;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<db::Readers> readers;
    std::unique_ptr<Nodes> nodes;
    Market market;
    std::unique_ptr<db::Engine> engine;
    std::unique_ptr<ledger::HeadBook> heads;
    media::Store pictures;
    media::Decoder decoder;
    std::unique_ptr<Follower> follower;
    std::unique_ptr<JobRunner> jobs;
    std::unique_ptr<db::Writer> writer;
    std::unique_ptr<http::Pool> pool;
    std::unique_ptr<http::Router> router;
    std::unique_ptr<Site> site;
    std::unique_ptr<PublicSite> public_site;
    std::unique_ptr<http::Courier> courier;
    std::unique_ptr<Metrics> metrics;
    std::unique_ptr<Inspection> inspection;
};

App::Inside::Inside(Settings given, base::Clock given_clock, Backstage who)
    : settings(std::move(given)),
      clock(std::move(given_clock)),
      backstage(who),
      address(address_of(settings)),
      ids(clock, settings.node),
      source{clock, [this] { return ids(); }},
      pictures(address.dialect, std::filesystem::path(settings.data) / media::pictures_folder),
      decoder(decoder_options(settings)) {
    if (address.dialect == db::Dialect::sqlite) claim.emplace(settings.data);
    open_door();
    open_heads();
    const auto kept = keep_log_open();
    check_heads();
    migrate_all(address, clock());
    provider = open_provider();
    card = open_card_page(settings);
    readers = std::make_unique<db::Readers>([this] { return db::open_reader(address); }, clock);
    nodes = join_nodes();
    market = open_market();
    mailer = open_post_office(settings);
    carrier = open_carrier(settings);
    introduce(
        hub,
        {order_settings(settings, market, *provider, card.get()), shops::Settings{market.currency},
         notice_settings(settings, *mailer, server->port(), market), &sightings, &pictures,
         document_settings(market), webhook_settings(settings, carrier.get())});
    if (nodes->holds()) fill_demo(founding(), settings, market, *provider, pictures);

    const db::EngineOptions options{source, ledger::link, &hub, nodes->hold()};
    engine = std::make_unique<db::Engine>([this] { return db::open_writer(address); }, options);
    ids.go_on_after(engine->position().id);
    if (nodes->holds()) base::ensure(static_cast<bool>(db::act(*engine, upkeep())));
    heads->sign(engine->position());
    writer =
        std::make_unique<db::Writer>(*engine, writer_options(settings, address.dialect), [this] {
            heads->after_batch(engine->position());
            if (follower) follower->wake();
            if (jobs) jobs->wake();
        });
    orders_callback = {orders::callback(*writer), orders::chargeback_callback(*writer)};
    callback = &orders_callback;
    add_backstage();
    add_answers();
    add_inspection();
}

/// Whoever closes SQLite's file as the last copies the whole log back first, and whoever opens it
/// as the first reads the whole log: with this one open, starting does the latter once and the
/// former never.
std::unique_ptr<db::Connection> App::Inside::keep_log_open() const {
    return address.dialect == db::Dialect::sqlite ? db::open_writer(address) : nullptr;
}

std::unique_ptr<Nodes> App::Inside::join_nodes() {
    Nodes::Options options;
    options.database = address;
    options.bid.node = settings.node;
    options.bid.address = address_for_nodes(settings, server->port());
    options.bid.secret = fresh_secret();
    options.bid.length = std::chrono::milliseconds{settings.lease_millis};
    options.before = [this] {
        const auto last = readers->read([](db::Snapshot& snapshot) {
            return snapshot.one<std::int64_t>("select id from batches order by seq desc limit 1");
        });
        if (last) ids.go_on_after(*last);
    };
    options.took_over = [this] {
        if (writer) base::ensure(static_cast<bool>(db::act(*writer, upkeep())));
        if (follower) follower->wake();
        if (jobs) jobs->take_over();
    };
    options.changed = [this] {
        if (courier) courier->hang_up();
    };
    options.news = [this] {
        if (follower) follower->wake();
    };
    return std::make_unique<Nodes>(std::move(options));
}

/// The market as it is; made first where there is none and this node holds the lease. Otherwise
/// another node is just making it.
Market App::Inside::open_market() {
    while (true) {
        if (nodes->holds()) found(founding(), settings);
        const auto known = readers->read(known_market);
        if (known) return *known;
        nodes->pause();
        nodes->tend();
    }
}

std::unique_ptr<payments::Provider> App::Inside::open_provider() {
    payments::SimulatorOptions options;
    options.file = settings.simulator_file.empty()
                       ? (std::filesystem::path(settings.data) / "simulator.log").string()
                       : settings.simulator_file;
    options.clock = clock;
    options.callback = [this](payments::PaymentId payment, payments::Outcome outcome) {
        if (Callback* tell = callback.load()) tell->outcome(payment, outcome);
    };
    options.chargeback = [this](const payments::ChargebackNews& news) {
        Callback* tell = callback.load();
        return tell != nullptr && tell->chargeback(news);
    };
    return payments::counted(payments::make_simulator(options), provider_counters);
}

void App::Inside::open_heads() {
    const auto file = backup::heads_file(settings.data);
    heads =
        std::make_unique<ledger::HeadBook>(file, ledger::SigningKey::open(key_of(settings), file));
    if (backup::is_empty(address)) heads->check_new();
}

/// A chain that somebody computed anew while the program was away is not served, nor signed, nor
/// is anything written to it.
void App::Inside::check_heads() const {
    const auto connection = db::open_reader(address);
    connection->begin_read();
    db::Snapshot snapshot(*connection, clock());
    heads->check(snapshot);
    connection->end_read();
}

void App::Inside::sign_last_head() noexcept {
    try {
        heads->sign(engine->position());
    } catch (const std::exception& error) {
        base::log(base::Level::error, error.what());
    }
}

void App::Inside::add_backstage() {
    const auto leads = [this] { return nodes->holds(); };
    follower = std::make_unique<Follower>(
        *writer, *readers, followers(market),
        [this](const events::Event& event) { hints.tell(event); },
        [this] { return hints.wanted(); }, leads);
    jobs = std::make_unique<JobRunner>(*writer, *readers, hub, clock, leads,
                                       std::chrono::milliseconds{settings.slow_millis});
    pool = std::make_unique<http::Pool>(settings.pool_threads,
                                        static_cast<std::size_t>(settings.pool_queue_max));
}

void App::Inside::add_answers() {
    http::RouterOptions options;
    // Where another node writes, it is the one that saves when they were seen.
    const auto seen = [this](const http::Caller& caller, base::Time now) {
        if (nodes->holds()) sightings.note(caller.session, now);
        return caller;
    };
    options.authenticate = [seen](db::Snapshot& snapshot, std::string_view token) {
        return seen(members::authenticate(snapshot, token), snapshot.now());
    };
    options.authenticate_token = [seen](db::Snapshot& snapshot, std::string_view token) {
        return seen(members::authenticate_token(snapshot, token), snapshot.now());
    };
    options.secure_cookies = settings.public_url.starts_with("https://");
    options.watch = {settings.log_requests, std::chrono::milliseconds{settings.slow_millis}};
    const http::Services on{*writer, *readers, *pool, address.dialect == db::Dialect::postgres};
    router = std::make_unique<http::Router>(on, options);
    add_routes(*router, {settings, market, *provider, card.get(), hints, *readers, hub, sign_ins,
                         pictures, decoder});
    site = std::make_unique<Site>([this] { return router->openapi(version); });
    public_site = std::make_unique<PublicSite>(PublicSite::Options{
        *readers, *pool, router->watch(), pictures, market, settings.public_url,
        router->cookie_name(), [this](std::string_view path) { return site->file(path); }});
    if (nodes->hold() != nullptr) courier = std::make_unique<http::Courier>(http::CourierOptions{});
}

void App::Inside::add_inspection() {
    metrics = std::make_unique<Metrics>(Observed{*server, *router, *pool, *writer, *readers, hints,
                                                 *jobs, *nodes, provider_counters, sign_ins, clock,
                                                 settings.data});
    const auto where = listen_from(settings.metrics_listen);
    if (!where) return;
    inspection = std::make_unique<Inspection>(
        *where, Inspection::Pages{[this] { return metrics->page(); },
                                  [this] { return readiness(*nodes); }});
}

/// Takes the port; nobody is let in before run().
void App::Inside::open_door() {
    http::ServerOptions door;
    door.address = settings.address;
    door.port = settings.port;
    door.io_threads = settings.io_threads;
    door.connections_max = static_cast<std::size_t>(settings.connections_max);
    door.connections_per_address_max =
        static_cast<std::size_t>(settings.connections_per_address_max);
    door.trusted_proxies = settings.trusted_proxies;
    door.unix_seconds = [this] { return base::micros_of(clock()) / 1'000'000; };
    door.on_accident = [](std::string_view what) { base::log(base::Level::error, what); };
    door.limits.body_limit = [this](http::Method method, std::string_view path) {
        return std::min(static_cast<std::size_t>(settings.body_bytes_max),
                        router->body_limit(method, path));
    };
    server = std::make_unique<http::Server>(
        door, [this](http::Request&& request, http::Responder responder) {
            handle(std::move(request), std::move(responder));
        });
}

App::Inside::~Inside() {
    // From the door inwards: nobody may be told after who tells is gone.
    inspection.reset();
    if (nodes) nodes->stop();
    if (carrier) carrier->stop();
    if (jobs) jobs->stop();
    if (follower) follower->stop();
    if (pool) pool->stop();
    decoder.stop();
    if (writer) writer->stop();
    if (writer) sign_last_head();
    callback = nullptr;
    nodes.reset();  // All is written: another node may take over.
    courier.reset();
    server.reset();
    provider.reset();
    card.reset();
    // Who writes closes the file last: it copies the log back, which who only reads cannot.
    readers.reset();
}

/// Another node writes: what it answers is the answer.
void App::Inside::hand_on(http::Request& request, http::Responder responder) {
    const http::Language language = http::preferred_language(request.header("accept-language"));
    request.id = router->watch().id_for(request);
    const auto send = [this, id = request.id, method = http::text(request.method),
                       came = base::Stopwatch::now()](http::Responder& to,
                                                      http::Response&& response) {
        const std::int64_t took = base::micros_between(came, base::Stopwatch::now());
        router->watch().note(
            {id, http::WorkClass::handed_on, method, "", response.status, 0, took});
        http::sign(response, id);
        to.send(std::move(response));
    };
    const auto holder = nodes->holder();
    if (!holder) return send(responder, http::problem(http::no_holder, language));
    // Only who is signed in has keys under which a thing happens once.
    const bool keyed =
        !request.header("idempotency-key").empty() && !request.header("cookie").empty();
    auto shared = std::make_shared<http::Responder>(std::move(responder));
    courier->send({holder->address, http::handed_on(request, holder->secret), keyed,
                   [this, shared, language, send](http::Delivery&& delivery) {
                       using Fate = http::Delivery::Fate;
                       if (delivery.fate == Fate::answered) {
                           return send(*shared, std::move(delivery.response));
                       }
                       nodes->look_soon();
                       const bool lost = delivery.fate == Fate::lost;
                       send(*shared,
                            http::problem(lost ? http::answer_lost : http::holder_away, language));
                   }});
}

void App::Inside::handle(http::Request&& request, http::Responder responder) {
    const bool from_node = http::says_node(request);
    if (from_node && http::read_sender(request, nodes->secret()) != http::Sender::node) {
        return responder.send(http::problem(http::not_a_node, http::Language::en));
    }
    if (!nodes->holds() && router->changes(request.method, request.path)) {
        if (!from_node) return hand_on(request, std::move(responder));
        return responder.send(http::problem(http::no_holder, http::Language::en));
    }
    if (http::Router::owns(request.path) && request.path != Site::openapi_path) {
        auto shared = std::make_shared<http::Responder>(std::move(responder));
        return router->answer(
            std::move(request),
            [shared](http::Response&& response) { shared->send(std::move(response)); },
            [shared](http::Response&& head) { return shared->stream(std::move(head)); });
    }
    // Behind a proxy everybody is local, so the counts of a market have a door of their own.
    if (request.path == "/metrics") {
        return responder.send(http::problem(http::no_such_route, http::Language::en));
    }
    if (request.path == Site::openapi_path) {
        // It is written and packed for its first asker, and nobody else's answer waits for that.
        const auto asked = std::make_shared<http::Request>(std::move(request));
        const auto shared = std::make_shared<http::Responder>(std::move(responder));
        const auto write = [this, asked, shared] { shared->send(site->answer(*asked)); };
        if (pool->submit(write)) return;
        return shared->send(http::problem(http::too_busy, http::Language::en));
    }
    if (request.path == "/readyz") return responder.send(readiness(*nodes));
    if (public_site->takes(request)) {
        auto shared = std::make_shared<http::Responder>(std::move(responder));
        return public_site->answer(std::move(request), [shared](http::Response&& response) {
            shared->send(std::move(response));
        });
    }
    responder.send(site->answer(request));
}

App::App(Settings settings, base::Clock clock, Backstage backstage)
    : inside_(std::make_unique<Inside>(std::move(settings), std::move(clock), backstage)) {}

App::~App() = default;

std::uint16_t App::port() const {
    return inside_->server->port();
}

std::string App::url() const {
    return own_url(inside_->settings, port());
}

std::optional<std::string> App::metrics_url() const {
    if (!inside_->inspection) return std::nullopt;
    const auto where = *listen_from(inside_->settings.metrics_listen);
    return base_url(where.address, inside_->inspection->port()) + "/metrics";
}

std::optional<std::string> App::setup_code() {
    if (!inside_->nodes->holds()) return std::nullopt;
    return *db::act(*inside_->writer, [](db::Tx& tx) -> base::Result<std::optional<std::string>> {
        return members::setup_code(tx);
    });
}

bool App::setup_code_waits() {
    return inside_->readers->read(
        [](db::Snapshot& snapshot) { return members::setup_code_waits(snapshot); });
}

void App::run() {
    if (inside_->backstage == Backstage::own_threads) {
        inside_->follower->start();
        inside_->follower->wake();
        inside_->jobs->start();
        inside_->nodes->start(*inside_->writer);
    }
    if (inside_->inspection) inside_->inspection->start();
    inside_->server->run();
    if (inside_->inspection) inside_->inspection->stop();
}

void App::stop() noexcept {
    inside_->server->stop();
}

bool App::holds() const {
    return inside_->nodes->holds();
}

int App::settle() {
    inside_->nodes->tend();
    const int ran = inside_->jobs->run_due();
    inside_->follower->catch_up();
    return ran;
}

std::optional<base::Time> App::next_due() {
    return inside_->jobs->next_due();
}

std::string App::openapi() const {
    return inside_->router->openapi(version);
}

}  // namespace app
