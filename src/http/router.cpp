#include "http/router.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "http/url.hpp"
#include "http/words.hpp"

namespace http {
namespace {

/// The words of a path between its slashes. More than any route has are none at all.
struct Segments {
    std::array<std::string_view, Router::segments_max> words{};
    std::size_t count = 0;
};

Segments segments_of(std::string_view path) {
    Segments segments;
    while (!path.empty()) {
        if (segments.count == segments.words.size()) return {};
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.words[segments.count++] = path.substr(0, end);
        path.remove_prefix(end);
    }
    return segments;
}

bool is_parameter(std::string_view segment) {
    return segment.starts_with('{');
}

bool may_change(Method method) {
    return method != Method::get && method != Method::head;
}

/// A browser says where a request comes from; one that some other site made must not act in our
/// member's name. Programs send neither header and carry no cookie by accident.
bool is_cross_site(const Request& request) {
    const std::string_view site = request.header("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const std::string_view origin = request.header("origin");
    if (origin.empty()) return false;
    const std::size_t scheme = origin.find("://");
    return scheme == std::string_view::npos || origin.substr(scheme + 3) != request.header("host");
}

/// The token of "Authorization: Bearer TOKEN"; other schemes and tokens are
/// somebody else's.
std::string_view bearer_of(const Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const std::string_view header = request.header("authorization");
    if (header.size() <= scheme.size() || !same_word(header.substr(0, scheme.size()), scheme)) {
        return {};
    }
    const std::string_view token = base::trimmed(header.substr(scheme.size()));
    return token.starts_with(token_mark) ? token : std::string_view{};
}

bool is_json(std::string_view content_type) {
    return same_word(base::trimmed(content_type.substr(0, content_type.find(';'))),
                     "application/json");
}

bool fits(const Route& route, const Segments& segments) {
    for (std::size_t i = 0; i < segments.count; ++i) {
        const std::string& word = route.segments[i];
        if (!is_parameter(word) && word != segments.words[i]) return false;
    }
    return true;
}

constexpr std::size_t device_bytes_max = 200;
constexpr std::size_t event_id_bytes_max = 20;
constexpr std::size_t signature_bytes_max = 1000;

/// Runs a query in a snapshot and makes its answer, whatever happens.
Response look_now(const Router& router, const Route& route, Exchange& exchange,
                  const std::function<base::Result<Answer>(db::Snapshot&, const Call&)>& run) {
    const auto query = [&](db::Snapshot& snapshot) -> base::Result<Answer> {
        TRY(router.admit(snapshot, route, exchange.call));
        return run(snapshot, exchange.call);
    };
    try {
        const auto answer = router.services().readers.read(query);
        if (!answer) return problem(answer.error(), exchange.call.language);
        Response response = router.respond(route, *answer);
        compress(exchange.accepts, response);
        return response;
    } catch (...) {
        return accident(std::current_exception(), exchange.call.language);
    }
}

/// A browser that is led to the file itself must find nothing in it but what its type says, and
/// no other site may draw it.
Response file_response(const Route& route, const File& file) {
    Response response;
    response.content_type = route.type;
    response.headers = {
        {"Cache-Control",
         file.kept_seconds == 0
             ? "no-store"
             : "private, max-age=" + std::to_string(file.kept_seconds) + ", immutable"},
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Disposition", "inline; filename=\"" + file.name + "\""},
        {"Content-Security-Policy", "default-src 'none'; sandbox"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Referrer-Policy", "no-referrer"},
    };
    response.shared_body = file.bytes;
    return response;
}

bool writes(const Route& route) {
    return route.sort == Sort::command || route.sort == Sort::errand;
}

WorkClass work_of(const Route* route) {
    if (route == nullptr) return WorkClass::unknown;
    switch (route->sort) {
        case Sort::query: return route->long_running ? WorkClass::report : WorkClass::query;
        case Sort::command: return WorkClass::command;
        case Sort::errand: return WorkClass::errand;
        case Sort::stream: return WorkClass::stream;
    }
    base::unreachable();
}

constexpr int first_refusal = 400, first_accident = 500;

void count(const Route& route, int status) {
    RouteCounters& counters = *route.counters;
    if (status >= first_accident) {
        counters.accidents.fetch_add(1, std::memory_order_relaxed);
    } else if (status >= first_refusal) {
        counters.refusals.fetch_add(1, std::memory_order_relaxed);
    }
}

}  // namespace

void Exchange::send(Response&& response) {
    if (route != nullptr) count(*route, response.status);
    const std::int64_t took = base::micros_between(came, base::Stopwatch::now());
    watch->note({id, work_of(route), text(method), route ? std::string_view{route->path} : "",
                 response.status, call.caller.member.value, took, times});
    sign(response, id);
    reply(std::move(response));
}

Router::Router(Services services, RouterOptions options)
    : services_(services),
      watch_(std::make_unique<Watch>(options.watch)),
      options_(std::move(options)) {
    base::ensure(static_cast<bool>(options_.authenticate));
}

Route& Router::add(Method method, std::string path, std::string summary, Access access, Sort sort,
                   Traits traits) {
    // A permission without a name would admit nobody or everybody; neither was meant.
    base::ensure(access.kind != Access::Kind::permission || !access.needed.empty());
    Route& route = routes_.emplace_back();
    route.method = method;
    const Segments segments = segments_of(path);
    base::ensure(segments.count > 0);
    route.segments.assign(segments.words.begin(), segments.words.begin() + segments.count);
    places_[segments.count].push_back(routes_.size() - 1);
    route.path = std::move(path);
    route.summary = std::move(summary);
    route.scope = scope_of(method, access, traits);
    route.access = std::move(access);
    route.sort = sort;
    route.status = traits.status;
    route.long_running = traits.long_running;
    route.body_bytes_max = traits.body_bytes_max;
    route.secret_body = traits.secret_body;
    route.secret_answer = traits.secret_answer;
    route.takes = traits.takes;
    route.type = traits.answers;
    return route;
}

const Route* Router::find(Method method, std::string_view path) const {
    const Segments segments = segments_of(path);
    const Route* found = nullptr;
    for (const std::size_t place : places_[segments.count]) {
        const Route& route = routes_[place];
        const bool same =
            route.method == method || (method == Method::head && route.method == Method::get);
        // A route of fixed words comes before one with a parameter in their place.
        if (same && fits(route, segments) &&
            (found == nullptr || route.path.find('{') > found->path.find('{'))) {
            found = &route;
        }
    }
    return found;
}

bool Router::read_path(const Route& route, std::string_view path,
                       std::vector<std::pair<std::string, std::string>>& parameters) {
    const Segments segments = segments_of(path);
    for (std::size_t i = 0; i < segments.count; ++i) {
        const std::string& name = route.segments[i];
        if (!is_parameter(name)) continue;
        auto value = percent_decoded(segments.words[i], false);
        if (!value) return false;
        parameters.emplace_back(name.substr(1, name.size() - 2), std::move(*value));
    }
    return true;
}

std::string Router::methods_of(std::string_view path) const {
    const Segments segments = segments_of(path);
    std::string list;
    for (const std::size_t place : places_[segments.count]) {
        const Route& route = routes_[place];
        if (!fits(route, segments)) continue;
        if (!list.empty()) list += ", ";
        list += text(route.method);
        if (route.method == Method::get) list += ", HEAD";
    }
    return list;
}

Response Router::no_route(std::string_view path, Language language) const {
    std::string methods = methods_of(path);
    if (methods.empty()) return problem(no_such_route, language);
    Response response = problem(method_not_allowed, language);
    response.headers.emplace_back("Allow", std::move(methods));
    return response;
}

bool Router::changes(Method method, std::string_view path) const {
    const Route* route = find(method, path);
    return route != nullptr && writes(*route);
}

std::size_t Router::body_limit(Method method, std::string_view path) const {
    constexpr std::size_t elsewhere = 64 * 1024;
    const Route* route = find(method, path);
    return route ? route->body_bytes_max : elsewhere;
}

Call Router::call_of(const Request& request) const {
    Call call;
    call.address = request.peer;
    call.device = std::string(request.header("user-agent").substr(0, device_bytes_max));
    if (!base::is_utf8(call.device)) call.device.clear();
    call.language = preferred_language(request.header("accept-language"));
    call.origin = origin_of(request);
    call.secure = request.forwarded_https;
    call.token = std::string(bearer_of(request));
    call.by_token = !call.token.empty();
    if (!call.by_token) {
        call.token = std::string(cookie_value(request.header("cookie"), cookie_name()));
    }
    call.signature = std::string(request.header("stripe-signature").substr(0, signature_bytes_max));
    call.last_event = std::string(request.header("last-event-id").substr(0, event_id_bytes_max));
    return call;
}

base::Result<base::Done> Router::read_request(
    const Route& route, Request& request, std::vector<std::pair<std::string, std::string>>& list,
    Exchange& exchange) const {
    if (may_change(request.method) && is_cross_site(request)) return cross_site;
    if (route.access.kind != Access::Kind::open && exchange.call.token.empty()) {
        return not_signed_in;
    }
    auto query = query_pairs(request.query);
    if (!query) return base::wrong_field("query", "bad_escape");
    for (auto& pair : *query) list.push_back(std::move(pair));
    const std::string_view type = request.header("content-type");
    const bool is_wrong = route.takes.empty() ? !request.body.empty() && !is_json(type)
                                              : !type.starts_with(route.takes);
    if (is_wrong && route.takes.empty()) return content_type_not_json;
    if (is_wrong) return base::with(content_type_not_taken, "type", std::string{route.takes});
    exchange.parts = TRY(gather(list, route.takes.empty() ? request.body : ""));
    if (may_change(request.method)) {
        exchange.key = std::string(request.header("idempotency-key"));
        if (!exchange.key.empty() && !is_key(exchange.key)) return key_malformed;
    }
    if (!exchange.key.empty()) {
        const std::string_view body = route.secret_body ? std::string_view{} : request.body;
        exchange.digest = digest_of(text(request.method), request.target, body);
    }
    if (!route.takes.empty()) {
        exchange.call.upload = std::make_shared<const std::string>(request.take_body());
    }
    return base::done;
}

void Router::answer(Request&& request, Send send, OpenStream open_stream) const {
    auto exchange = std::make_shared<Exchange>();
    exchange->id = request.id.empty() ? watch_->id_for(request) : std::move(request.id);
    exchange->watch = watch_.get();
    exchange->method = request.method;
    exchange->reply = std::move(send);
    const base::LogContext context(exchange->id);

    const Language language = preferred_language(request.header("accept-language"));
    const Route* route = find(request.method, request.path);
    if (route == nullptr) return exchange->send(no_route(request.path, language));
    exchange->route = route;
    route->counters->requests.fetch_add(1, std::memory_order_relaxed);
    // Before anything of it is read: when many are turned away, that has to cost little.
    if (writes(*route) && services_.writer.turns_away()) {
        return exchange->send(problem(too_busy, language));
    }
    exchange->call = call_of(request);
    exchange->accepts = accepted(request.header("accept-encoding"));
    exchange->open_stream = std::move(open_stream);
    std::vector<std::pair<std::string, std::string>> parameters;
    if (!read_path(*route, request.path, parameters)) {
        return exchange->send(problem(no_such_route, language));
    }
    const auto read = read_request(*route, request, parameters, *exchange);
    if (!read) return exchange->send(problem(read.error(), exchange->call.language));
    route->run(exchange);
}

std::string Router::scope_of(Method method, const Access& access, const Traits& traits) const {
    if (!traits.by_token) return "";
    if (access.kind == Access::Kind::permission) return "operate";
    return may_change(method) ? area_ : "read";
}

base::Result<base::Done> Router::admit_token(const Route& route, const Call& call) const {
    if (!call.caller.signed_in()) return token_invalid;
    if (route.scope.empty()) return not_by_token;
    if (std::ranges::find(*call.caller.scopes, route.scope) == call.caller.scopes->end()) {
        return base::with(scope_missing, "scope", route.scope);
    }
    return base::done;
}

base::Result<base::Done> Router::admit(db::Snapshot& snapshot, const Route& route,
                                       Call& call) const {
    call.caller = {};
    if (call.by_token) {
        if (!options_.authenticate_token) return token_invalid;
        call.caller = options_.authenticate_token(snapshot, call.token);
        TRY(admit_token(route, call));
    } else if (!call.token.empty()) {
        call.caller = options_.authenticate(snapshot, call.token);
    }
    if (route.access.kind == Access::Kind::open) return base::done;
    if (!call.caller.signed_in()) return not_signed_in;
    if (route.access.kind == Access::Kind::permission && !call.caller.has(route.access.needed)) {
        return not_permitted;
    }
    return base::done;
}

void Router::look(const Route& route, const std::shared_ptr<Exchange>& exchange,
                  std::function<base::Result<Answer>(db::Snapshot&, const Call&)> run) const {
    auto work = [this, &route, exchange, run = std::move(run)] {
        const base::LogContext context(exchange->id);
        exchange->times.waited = base::micros_between(exchange->came, base::Stopwatch::now());
        exchange->send(look_now(*this, route, *exchange, run));
    };
    if (!route.long_running && !services_.reads_wait) return work();
    if (!services_.pool.submit(std::move(work))) {
        exchange->send(problem(too_busy, exchange->call.language));
    }
}

void Router::begin_errand(
    const std::shared_ptr<Exchange>& exchange,
    const std::function<base::Result<base::Done>(db::Snapshot&, Call&)>& first,
    const std::function<void()>& then) const {
    const auto work = [this, exchange, first, then] {
        const base::LogContext context(exchange->id);
        try {
            const auto seen = services_.readers.read(
                [&](db::Snapshot& snapshot) { return first(snapshot, exchange->call); });
            if (!seen) return exchange->send(problem(seen.error(), exchange->call.language));
            then();
        } catch (...) {
            exchange->send(accident(std::current_exception(), exchange->call.language));
        }
    };
    if (!services_.pool.submit(work)) {
        exchange->send(problem(too_busy, exchange->call.language));
    }
}

void Router::open_stream_route(std::string path, std::string summary, Access access,
                               std::function<void(const Call&, const OpenStream&)> open,
                               Schema event) {
    Route& route =
        add(Method::get, std::move(path), std::move(summary), std::move(access), Sort::stream, {});
    route.type = "text/event-stream";
    route.event = event;
    route.form = form_schema<NoForm>;
    const std::size_t place = routes_.size() - 1;
    route.run = [this, place, open = std::move(open)](const std::shared_ptr<Exchange>& exchange) {
        const Route& self = routes_[place];
        begin_errand(
            exchange,
            [this, &self](db::Snapshot& snapshot, Call& call) {
                return admit(snapshot, self, call);
            },
            [exchange, open] { open(exchange->call, exchange->open_stream); });
    };
}

std::string Router::cookie_name() const {
    return options_.secure_cookies ? "__Host-fairground" : "fairground";
}

std::string Router::cookie(const std::string& token, std::int64_t lives_seconds) const {
    std::string out = cookie_name() + "=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" +
                      std::to_string(token.empty() ? 0 : lives_seconds);
    if (options_.secure_cookies) out += "; Secure";
    return out;
}

Response Router::respond(const Route& route, Answer answer) const {
    Response response;
    response.status = answer.status;
    if (answer.file) return file_response(route, *answer.file);
    if (!answer.body.empty()) response.content_type = "application/json";
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!answer.cookie.empty()) response.headers.emplace_back("Set-Cookie", answer.cookie);
    response.body = std::move(answer.body);
    return response;
}

}  // namespace http
