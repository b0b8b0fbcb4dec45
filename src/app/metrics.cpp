#include "app/metrics.hpp"

#include <fmt/format.h>

#include <map>

#include "app/process.hpp"
#include "app/text_page.hpp"
#include "backup/backup.hpp"
#include "events/cursors.hpp"
#include "events/trouble.hpp"
#include "ledger/ledger.hpp"

namespace app {
namespace {

constexpr std::chrono::minutes books_every{5};

template <class Number>
std::int64_t whole(Number number) {
    return static_cast<std::int64_t>(number);
}

std::int64_t seconds_of(std::optional<base::Time> time) {
    return time ? base::micros_of(*time) / 1'000'000 : 0;
}

void add_door(TextPage& page, const Observed& seen) {
    const http::Counters door = seen.server.counters();
    page.counter("fairground_connections_total", "Connections accepted", whole(door.accepted));
    page.gauge("fairground_connections_open", "Connections open now", whole(door.open));
    page.counter("fairground_requests_total", "Requests read", whole(door.requests));
    page.counter("fairground_bytes_in_total", "Bytes read", whole(door.bytes_in));
    page.counter("fairground_bytes_out_total", "Bytes sent", whole(door.bytes_out));
    page.gauge("fairground_streams_open", "Live streams open now", whole(seen.hints.count()));
    page.head("fairground_refused_total", "counter", "Requests refused before any route");
    for (const auto& [code, count] : door.refused) {
        page.value("fairground_refused_total", {{"code", code}}, whole(count));
    }
}

void add_routes_of(TextPage& page, const http::Router& router) {
    using Count = std::atomic<std::int64_t> http::RouteCounters::*;
    const auto add = [&](std::string_view name, std::string_view help, Count count) {
        page.head(name, "counter", help);
        for (const http::Route& route : router.routes()) {
            page.value(name, {{"method", http::text(route.method)}, {"path", route.path}},
                       ((*route.counters).*count).load());
        }
    };
    add("fairground_route_requests_total", "Requests by route", &http::RouteCounters::requests);
    add("fairground_route_refusals_total", "Refusals (4xx) by route",
        &http::RouteCounters::refusals);
    add("fairground_route_accidents_total", "Accidents (5xx) by route",
        &http::RouteCounters::accidents);

    constexpr std::string_view name = "fairground_request_seconds";
    page.head(name, "histogram", "From a request's last byte to its answer");
    for (const http::WorkClass work : base::every<http::WorkClass>()) {
        for (std::size_t status = 0; status < http::status_class_count; ++status) {
            page.times(name,
                       {{"work", base::name_of(work)}, {"status", http::status_class_name(status)}},
                       router.watch().times(work, status));
        }
    }
}

void add_writer(TextPage& page, const db::WriterCounters& counters) {
    page.counter("fairground_batches_total", "Batches run", counters.batches.load());
    page.counter("fairground_batches_retried_total", "Batches that had to be run again",
                 counters.retried.load());
    page.counter("fairground_commands_total", "Commands run", counters.commands.load());
    page.counter("fairground_turned_away_total", "Commands the full queue turned away",
                 counters.turned_away.load());
    page.gauge("fairground_queued", "Commands waiting now", counters.queued.load());
    page.gauge("fairground_overloaded",
               "1 while more has come than goes for a while, and the queue is kept short",
               // Noted when somebody asks: with nobody waiting it is over.
               counters.overloaded.load() && counters.queued.load() > 0 ? 1 : 0);
    page.gauge("fairground_log_pages", "Pages of SQLite's log, 4 KiB each",
               counters.log_pages.load());
    const auto histogram = [&](std::string_view name, std::string_view help, const auto& of) {
        page.head(name, "histogram", help);
        page.times(name, {}, of);
    };
    histogram("fairground_command_wait_seconds", "A command's wait for its turn", counters.waited);
    histogram("fairground_command_act_seconds", "A command's own time", counters.acted);
    histogram("fairground_commit_seconds", "A batch's commit, with its sync", counters.committed);
    page.head("fairground_batch_commands", "histogram", "Commands of a batch");
    page.counts("fairground_batch_commands", {}, counters.batch_size);
}

void add_readers(TextPage& page, const Observed& seen) {
    const db::ReaderCounters& counters = seen.readers.counters();
    page.counter("fairground_reads_total", "Snapshots read", counters.reads.load());
    page.counter("fairground_reader_connections_total", "Reading connections opened",
                 counters.opened.load());
    page.gauge("fairground_readers_busy", "Snapshots open now", counters.lent.load());
    page.head("fairground_read_seconds", "histogram", "How long a snapshot was open");
    page.times("fairground_read_seconds", {}, counters.took);
    page.gauge("fairground_pool_queued", "Work waiting for a thread of the pool now",
               seen.pool.queued());
    page.counter("fairground_pool_turned_away_total", "Work the pool's full queue turned away",
                 seen.pool.turned_away());
    page.head("fairground_pool_wait_seconds", "histogram", "Work's wait for a thread of the pool");
    page.times("fairground_pool_wait_seconds", {}, seen.pool.waited());
}

void add_jobs(TextPage& page, const JobCounters& counters, const events::Health& health) {
    page.counter("fairground_jobs_done_total", "Jobs done", counters.done.load());
    page.counter("fairground_jobs_failed_total", "Tries of jobs that failed",
                 counters.failed.load());
    page.gauge("fairground_jobs_due", "Jobs due now, 10,000 at most", health.due);
    page.gauge("fairground_jobs_late", "Jobs due for over a minute and not tried, 10,000 at most",
               health.late);
    page.gauge("fairground_jobs_failing", "Jobs that wait for another try, 10,000 at most",
               health.failing);
    page.gauge("fairground_jobs_dead", "Jobs set aside until an operator has them tried again",
               health.dead);
    page.gauge("fairground_jobs_failing_since_seconds",
               "Unix time since when the first of them fails; 0: none",
               seconds_of(health.failing_since));
}

void add_listeners(TextPage& page, db::Readers& readers) {
    const auto behind = readers.read(events::behind);
    page.head("fairground_listener_behind", "gauge", "Events that a listener has yet to hear");
    for (const events::Behind& one : behind) {
        page.value("fairground_listener_behind", {{"listener", one.listener}}, one.count);
    }
}

void add_nodes(TextPage& page, const Nodes& nodes) {
    page.gauge("fairground_lease_held", "1 while this node writes", nodes.holds() ? 1 : 0);
    page.counter("fairground_take_overs_total", "How often this node began to write",
                 nodes.take_overs());
    page.gauge("fairground_database_reachable", "0 while the database cannot be reached",
               nodes.reaches_database() ? 1 : 0);
}

void add_outside(TextPage& page, const Observed& seen) {
    page.head("fairground_provider_calls_total", "counter", "What payment providers were asked");
    for (const payments::Asked asked : base::every<payments::Asked>()) {
        page.value("fairground_provider_calls_total", {{"call", base::name_of(asked)}},
                   seen.provider.of(asked).calls.load());
    }
    page.head("fairground_provider_failures_total", "counter", "What they did not answer");
    for (const payments::Asked asked : base::every<payments::Asked>()) {
        page.value("fairground_provider_failures_total", {{"call", base::name_of(asked)}},
                   seen.provider.of(asked).failures.load());
    }
    page.head("fairground_provider_seconds", "histogram", "From a call to its answer");
    page.times("fairground_provider_seconds", {}, seen.provider.took);
    page.head("fairground_sign_ins_refused_total", "counter", "Sign-ins refused");
    page.value("fairground_sign_ins_refused_total", {{"code", "sign_in_failed"}},
               seen.sign_ins.failed.load());
    page.value("fairground_sign_ins_refused_total", {{"code", "too_many_attempts"}},
               seen.sign_ins.limited.load());
}

void add_webhooks(TextPage& page, const webhooks::Counters& counters,
                  const webhooks::Health& health) {
    page.counter("fairground_webhooks_sent_total", "Messages that arrived at webhooks",
                 counters.sent.load());
    page.counter("fairground_webhooks_failed_total", "Tries of webhooks that failed",
                 counters.failed.load());
    page.gauge("fairground_webhooks_waiting", "Messages that wait for a try, 10,000 at most",
               health.waiting);
    page.gauge("fairground_webhooks_dead", "Messages not tried again by themselves, 10,000 at most",
               health.dead);
}

void add_machine(TextPage& page, const std::string& data, base::Time started) {
    const Process process = look_at_process(data);
    page.head("process_cpu_seconds_total", "counter", "Processor time used");
    page.seconds("process_cpu_seconds_total", {}, process.cpu_micros);
    page.gauge("process_resident_memory_bytes", "Memory in use", process.memory_bytes);
    page.gauge("process_open_fds", "Open files and sockets", process.open_files);
    page.gauge("process_max_fds", "How many may be open", process.open_files_max);
    page.gauge("process_start_time_seconds", "Unix time of the start", seconds_of(started));
    page.gauge("fairground_disk_bytes", "Size of the data directory's disk", process.disk_bytes);
    page.gauge("fairground_disk_free_bytes", "What is free of it", process.disk_free_bytes);
    const auto backup = backup::last_backup(data);
    page.gauge("fairground_backup_last_seconds", "Unix time of the last backup; 0: none",
               backup ? seconds_of(backup->made) : 0);
    page.head("fairground_build_info", "gauge", "Always 1; the program's version");
    page.value("fairground_build_info", {{"version", FAIRGROUND_VERSION}}, 1);
}

}  // namespace

Metrics::Metrics(Observed observed) : observed_(std::move(observed)), started_(observed_.clock()) {}

Metrics::Books Metrics::books() {
    const base::Time now = observed_.clock();
    const std::lock_guard lock(mutex_);
    if (books_ && now < books_->looked + books_every) return *books_;
    const auto totals = observed_.readers.read(ledger::totals);
    std::map<std::string, std::int64_t> sums;
    for (const ledger::Total& total : totals) sums[total.asset] += total.balance;
    Books seen;
    seen.looked = now;
    for (const auto& [asset, sum] : sums) seen.unbalanced += sum == 0 ? 0 : 1;
    books_ = seen;
    return seen;
}

std::string Metrics::page() {
    TextPage page;
    add_door(page, observed_);
    add_routes_of(page, observed_.router);
    add_writer(page, observed_.writer.counters());
    add_readers(page, observed_);
    add_nodes(page, observed_.nodes);
    add_outside(page, observed_);
    add_machine(page, observed_.data, started_);
    // What needs the database comes last and is left out while it is away.
    try {
        add_jobs(page, observed_.jobs.counters(), observed_.readers.read(events::health));
        add_listeners(page, observed_.readers);
        add_webhooks(page, observed_.webhooks, observed_.readers.read(webhooks::health));
        const Books seen = books();
        page.gauge("fairground_books_unbalanced",
                   "Assets whose balances do not add up to zero; looked at every five minutes",
                   seen.unbalanced);
        page.gauge("fairground_books_looked_seconds", "Unix time of that look",
                   seconds_of(seen.looked));
    } catch (const db::Error&) {
    }
    return std::move(page).text();
}

}  // namespace app
