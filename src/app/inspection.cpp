#include "app/inspection.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "http/problem.hpp"

namespace app {
namespace {

constexpr std::int64_t port_max = 65'535;

http::ServerOptions options_of(const Listen& where) {
    http::ServerOptions options;
    options.address = where.address;
    options.port = where.port;
    options.connections_max = 64;
    options.stop_patience = std::chrono::milliseconds{500};
    options.on_accident = [](std::string_view what) { base::log(base::Level::error, what); };
    return options;
}

}  // namespace

std::optional<Listen> listen_from(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = base::to_number(text.substr(colon + 1));
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return std::nullopt;
    }
    if (host.empty() || !port || *port < 0 || *port > port_max) return std::nullopt;
    return Listen{std::string{host}, static_cast<std::uint16_t>(*port)};
}

Inspection::Inspection(const Listen& where, Pages pages)
    : pages_(std::move(pages)),
      server_(options_of(where), [this](http::Request&& request, http::Responder responder) {
          responder.send(answer(request));
      }) {}

Inspection::~Inspection() {
    stop();
}

void Inspection::start() {
    thread_ = std::thread([this] { server_.run(); });
}

void Inspection::stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
}

http::Response Inspection::answer(const http::Request& request) const {
    http::Response response;
    response.headers.emplace_back("Cache-Control", "no-store");
    if (request.path == "/metrics") {
        response.content_type = "text/plain; version=0.0.4";
        response.body = pages_.metrics();
        return response;
    }
    if (request.path == "/readyz") return pages_.readiness();
    if (request.path == "/healthz") {
        response.content_type = "application/json";
        response.body = R"({"status":"ok"})";
        return response;
    }
    return http::problem(http::no_such_route, http::Language::en);
}

}  // namespace app
