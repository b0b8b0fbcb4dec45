#pragma once

// What the router keeps of a route once its types are gone: how to run it, and how to describe it.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/writer.hpp"
#include "http/call.hpp"
#include "http/compression.hpp"
#include "http/form.hpp"
#include "http/message.hpp"
#include "http/watch.hpp"

namespace http {

class Schemas;
class Stream;
struct Exchange;

/// Sends the one answer of a request; any thread.
using Send = std::function<void(Response&&)>;
/// Turns the request's connection into an event stream.
using OpenStream = std::function<std::shared_ptr<Stream>(Response&&)>;

/// A view that is no JSON but bytes of a type that the route names, for its caller alone. A browser
/// may keep them for `kept_seconds` (0: not at all), opens them as nothing but that type and runs
/// nothing in them.
struct File {
    std::string name;  // As which it is saved: ASCII letters, digits, dots and hyphens.
    std::shared_ptr<const std::string> bytes;
    std::int64_t kept_seconds = 0;
};

/// What a handler's view became.
struct Answer {
    int status = 200;
    std::string body;            // JSON, or empty for 204.
    std::string cookie;          // A whole Set-Cookie value, or empty.
    std::optional<File> file{};  // Instead of a body.
};

/// Sends no body: 204.
struct Nothing {};

/// A view together with a cookie to set; an empty token takes the cookie away. The token is never
/// part of a stored answer.
template <class View>
struct WithSession {
    View view;
    std::string token;
    std::int64_t lives_seconds = 0;
};

enum class Sort { query, command, errand, stream };

struct RouteCounters {
    std::atomic<std::int64_t> requests{0};
    std::atomic<std::int64_t> refusals{0};
    std::atomic<std::int64_t> accidents{0};
};

/// Writes a schema when the document is asked for: a start does not wait for two hundred of them.
using Schema = json::object (*)(Schemas&);

struct Route {
    Method method = Method::get;
    std::string path;                   // "/api/v1/listings/{id}"
    std::vector<std::string> segments;  // "api", "v1", "listings", "{id}"
    std::string summary;
    Access access = Access::open();
    std::string scope;  // What a token needs for it; none: it is not for tokens.
    Sort sort = Sort::query;
    int status = 200;
    bool long_running = false;
    bool secret_body = false;
    bool secret_answer = false;
    std::size_t body_bytes_max = 64 * 1024;
    std::string_view takes;  // See Traits.
    Schema form = nullptr;   // The form's own schema: properties and required.
    Schema view = nullptr;   // The answer's schema; empty for none.
    Schema event = nullptr;  // Of a stream: the schema of what its frames carry.
    std::string type = "application/json";
    std::function<void(const std::shared_ptr<Exchange>&)> run;
    std::unique_ptr<RouteCounters> counters = std::make_unique<RouteCounters>();
};

/// One request on its way through a route.
struct Exchange {
    std::string id;  // Of the request, for the log.
    Call call;
    json::object parts;  // Path, query and body parameters by name.
    std::string key;     // Idempotency-Key, or empty.
    std::string digest;  // SHA-256 over method, path and body, where a key was sent.
    OpenStream open_stream;
    Accepted accepts;  // In which codings an answer may be sent.

    // For measuring.
    Watch* watch = nullptr;
    const Route* route = nullptr;  // None while nobody has found it.
    Method method = Method::get;
    base::Stopwatch::time_point came = base::Stopwatch::now();
    db::Times times{};
    Send reply;

    /// Sends the one answer, signed with the request's id, and notes what became of it.
    void send(Response&& response);
};

}  // namespace http
