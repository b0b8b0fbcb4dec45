#include "app/metrics.hpp"

namespace app {
namespace {

class Page {
public:
    /// A metric without labels.
    void add(std::string_view name, std::string_view type, std::string_view help,
             std::int64_t value) {
        head(name, type, help);
        text_ += std::string{name} + " " + std::to_string(value) + "\n";
    }
    void head(std::string_view name, std::string_view type, std::string_view help) {
        text_ += "# HELP " + std::string{name} + " " + std::string{help} + "\n# TYPE " +
                 std::string{name} + " " + std::string{type} + "\n";
    }
    void labelled(std::string_view name, const std::string& labels, std::int64_t value) {
        text_ += std::string{name} + "{" + labels + "} " + std::to_string(value) + "\n";
    }
    std::string text() && { return std::move(text_); }

private:
    std::string text_;
};

std::string labels_of(const http::Route& route) {
    return "method=\"" + std::string{http::text(route.method)} + "\",path=\"" + route.path + "\"";
}

}  // namespace

std::string metrics(const http::Server& server, const http::Router& router,
                    const db::Writer& writer, const Hints& hints, const events::Health& jobs) {
    Page page;
    const http::Counters door = server.counters();
    const auto whole = [](auto number) { return static_cast<std::int64_t>(number); };
    page.add("fairground_connections_total", "counter", "Connections accepted",
             whole(door.accepted));
    page.add("fairground_connections_open", "gauge", "Connections open now", whole(door.open));
    page.add("fairground_requests_total", "counter", "Requests read", whole(door.requests));
    page.add("fairground_bytes_in_total", "counter", "Bytes read", whole(door.bytes_in));
    page.add("fairground_bytes_out_total", "counter", "Bytes sent", whole(door.bytes_out));
    page.add("fairground_streams_open", "gauge", "Live streams open now", whole(hints.count()));
    page.head("fairground_refused_total", "counter", "Requests refused before any route");
    for (const auto& [code, count] : door.refused) {
        page.labelled("fairground_refused_total", "code=\"" + std::string{code} + "\"",
                      whole(count));
    }
    const auto& counters = writer.counters();
    page.add("fairground_batches_total", "counter", "Batches committed", counters.batches.load());
    page.add("fairground_commands_total", "counter", "Commands run", counters.commands.load());
    page.add("fairground_turned_away_total", "counter", "Commands the full queue turned away",
             counters.turned_away.load());
    page.add("fairground_queued", "gauge", "Commands waiting now", counters.queued.load());

    page.add("fairground_jobs_failing", "gauge", "Jobs that wait for another try", jobs.failing);
    page.add("fairground_jobs_failing_since_seconds", "gauge",
             "Unix time since when the first of them fails; 0: none",
             jobs.failing_since ? base::micros_of(*jobs.failing_since) / 1'000'000 : 0);
    page.add("fairground_jobs_dead", "gauge", "Jobs set aside until an operator has them tried",
             jobs.dead);

    page.head("fairground_route_requests_total", "counter", "Requests by route");
    for (const http::Route& route : router.routes()) {
        page.labelled("fairground_route_requests_total", labels_of(route),
                      route.counters->requests.load());
    }
    page.head("fairground_route_refusals_total", "counter", "Refusals by route");
    for (const http::Route& route : router.routes()) {
        page.labelled("fairground_route_refusals_total", labels_of(route),
                      route.counters->refusals.load());
    }
    page.head("fairground_route_accidents_total", "counter", "Accidents (5xx) by route");
    for (const http::Route& route : router.routes()) {
        page.labelled("fairground_route_accidents_total", labels_of(route),
                      route.counters->accidents.load());
    }
    return std::move(page).text();
}

}  // namespace app
