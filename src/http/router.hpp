#pragma once

// A route is one line: method, path, a sentence, who may call it, and a function from a form to a
// result. The router reads the types of that function; from them it reads the form, writes the
// answer and describes both in OpenAPI.
//
//     router.query(Method::get, "/api/v1/shops/{id}", "One shop", Access::open(),
//                  [](db::Snapshot& db, const Call& call, const ShopPath& form)
//                      -> base::Result<ShopView> { ... });
//
// A query sees one snapshot. A command is one transaction in the market's writer; it is answered
// once it is durable, and asked again under the same Idempotency-Key it answers the same without
// happening again. An errand is a command that stores what it intends, something outside that has
// no transaction, and a command that books what came of it (see errand.hpp).

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "db/act.hpp"
#include "db/readers.hpp"
#include "http/call.hpp"
#include "http/errand.hpp"
#include "http/pool.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"
#include "http/schema.hpp"

namespace http {

/// What the routes run on; all of it outlives the router.
struct Services {
    db::Writer& writer;
    db::Readers& readers;
    Pool& pool;
    bool reads_wait = false;  // Queries wait for another process: never run them on an I/O thread.
};

/// Who a session's token belongs to, now; nobody when it is unknown, over or taken away.
using Authenticate = std::function<Caller(db::Snapshot&, std::string_view token)>;

/// What a token of ours begins with; what a proxy sends for itself does not.
inline constexpr std::string_view token_mark = "fg_";

/// What tokens may be given, for the description of the API.
struct ScopeWord {
    std::string_view name;
    std::string_view what;
};
inline constexpr std::array scope_words{
    ScopeWord{"read", "Look at everything that the member may see, except the operator's pages."},
    ScopeWord{"circles", "Post moments, make friends, block, review, ask and answer."},
    ScopeWord{"shop", "Keep the shop: goods, stock, prices, pictures, imports, holidays."},
    ScopeWord{"orders", "Buy and pay, and take orders along as buyer or seller."},
    ScopeWord{"webhooks", "Say where programs are told of what happens, and have it sent again."},
    ScopeWord{"operate", "The operator's pages, where the member is an operator."}};

struct RouterOptions {
    Authenticate authenticate;
    Authenticate authenticate_token{};  // None: the market knows no tokens.
    bool secure_cookies = false;  // The market is reached by https: "__Host-" cookies, Secure.
    WatchOptions watch{};
};

/// How a route differs from the others.
struct Traits {
    int status = 200;
    bool long_running = false;
    std::size_t body_bytes_max = 64 * 1024;
    /// The body holds a password: no digest of it is stored with the answer, for a digest that is
    /// quick to make is quick to try. A key then stands for its answer whatever the body says.
    bool secret_body = false;
    /// The answer holds a secret that is told once: it is not stored, and asked again under the
    /// same key the route refuses with told_once.
    bool secret_answer = false;
    /// Tokens may come here. What a lost one must not reach is for sessions alone.
    bool by_token = true;
    /// The body is bytes of such a type, "image/", and comes as Call::upload; empty: it is JSON.
    std::string_view takes{};
    /// What a File is, "image/jpeg".
    std::string_view answers = "application/json";
};

template <class View>
struct is_with_session : std::false_type {};
template <class View>
struct is_with_session<WithSession<View>> : std::true_type {};

template <class View>
json::object view_schema(Schemas& schemas) {
    if constexpr (std::is_same_v<View, Nothing>) {
        return {};
    } else if constexpr (std::is_same_v<View, File>) {
        return {{"type", "string"}, {"format", "binary"}};
    } else if constexpr (is_with_session<View>::value) {
        return view_schema<decltype(View::view)>(schemas);
    } else {
        return schemas.view<View>();
    }
}

template <class Form>
json::object form_schema(Schemas& schemas) {
    return schemas.form<Form>();
}

/// The types of a handler, read from its call operator.
template <class F>
struct handler_types;
template <class F, class View_, class Data, class Form_>
struct handler_types<base::Result<View_> (F::*)(Data&, const Call&, const Form_&) const> {
    using View = View_;
    using Form = Form_;
};
template <class Handler>
using types_of = handler_types<decltype(&Handler::operator())>;

class Router {
public:
    Router(Services services, RouterOptions options);

    /// To which area the routes that follow belong: the scope that a token needs to change
    /// something there. What only looks needs "read", what needs a permission "operate". In the
    /// area "", the first, tokens may look and change nothing.
    void area(std::string name) { area_ = std::move(name); }

    /// `handler`: base::Result<View>(db::Snapshot&, const Call&, const Form&).
    template <class Handler>
    void query(Method method, std::string path, std::string summary, Access access, Handler handler,
               Traits traits = {});

    /// `handler`: base::Result<View>(db::Tx&, const Call&, const Form&).
    template <class Handler>
    void command(Method method, std::string path, std::string summary, Access access,
                 Handler handler, Traits traits = {});

    template <class Form, class Intent, class Outcome, class View>
    void errand(Method method, std::string path, std::string summary, Access access,
                Errand<Form, Intent, Outcome, View> errand, Traits traits = {});

    /// An event stream whose frames carry an Event as JSON; `open` is called on a thread of the
    /// pool.
    template <base::Described Event>
    void stream(const std::string& path, const std::string& summary, const Access& access,
                const std::function<void(const Call&, const OpenStream&)>& open) {
        open_stream_route(path, summary, access, open,
                          [](Schemas& schemas) { return schemas.view<Event>(); });
    }

    /// Answers a request for a path that it owns. `open_stream` may be empty.
    void answer(Request&& request, Send send, OpenStream open_stream) const;

    /// True for paths the router answers, also with 404.
    static bool owns(std::string_view path) {
        return path.starts_with("/api/") || path.starts_with("/media/");
    }

    /// True for requests that write: those of commands and errands.
    bool changes(Method method, std::string_view path) const;

    std::size_t body_limit(Method method, std::string_view path) const;

    /// The whole API as an OpenAPI 3.1 document.
    std::string openapi(std::string_view version) const;

    const std::vector<Route>& routes() const { return routes_; }

    /// The cookie of a session: "fairground", "__Host-fairground".
    std::string cookie_name() const;

    /// So many words a route's path may have.
    static constexpr std::size_t segments_max = 12;

    /// What became of the requests; any thread.
    Watch& watch() const { return *watch_; }

    // What follows is for the commands of the routes.

    /// Fills in the caller and refuses whom the route does not admit.
    base::Result<base::Done> admit(db::Snapshot& snapshot, const Route& route, Call& call) const;
    const Services& services() const { return services_; }
    Response respond(const Route& route, Answer answer) const;

    template <class View>
    Answer to_answer(const View& view, int status) const {
        if constexpr (std::is_same_v<View, Nothing>) {
            return {204, "", ""};
        } else if constexpr (std::is_same_v<View, File>) {
            return {status, "", "", view};
        } else if constexpr (is_with_session<View>::value) {
            Answer answer = to_answer(view.view, status);
            answer.cookie = cookie(view.token, view.lives_seconds);
            return answer;
        } else {
            return {status, to_json(view), ""};
        }
    }

private:
    void open_stream_route(std::string path, std::string summary, Access access,
                           std::function<void(const Call&, const OpenStream&)> open, Schema event);
    Route& add(Method method, std::string path, std::string summary, Access access, Sort sort,
               Traits traits);
    const Route* find(Method method, std::string_view path) const;
    /// False where a parameter is written wrongly.
    static bool read_path(const Route& route, std::string_view path,
                          std::vector<std::pair<std::string, std::string>>& parameters);
    /// "GET, HEAD, POST": what the routes of a path take; empty where there are none.
    std::string methods_of(std::string_view path) const;
    Response no_route(std::string_view path, Language language) const;
    void look(const Route& route, const std::shared_ptr<Exchange>& exchange,
              std::function<base::Result<Answer>(db::Snapshot&, const Call&)> run) const;
    void begin_errand(const std::shared_ptr<Exchange>& exchange,
                      const std::function<base::Result<base::Done>(db::Snapshot&, Call&)>& first,
                      const std::function<void()>& then) const;
    std::string cookie(const std::string& token, std::int64_t lives_seconds) const;
    std::string scope_of(Method method, const Access& access, const Traits& traits) const;
    base::Result<base::Done> admit_token(const Route& route, const Call& call) const;
    base::Result<base::Done> read_request(const Route& route, Request& request,
                                          std::vector<std::pair<std::string, std::string>>& list,
                                          Exchange& exchange) const;
    Call call_of(const Request& request) const;

    Services services_;
    std::unique_ptr<Watch> watch_;
    RouterOptions options_;
    std::vector<Route> routes_;
    std::string area_;
    std::array<std::vector<std::size_t>, segments_max + 1> places_;  // By their number of words.
};

}  // namespace http

#include "http/router_impl.hpp"
