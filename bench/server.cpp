// A server that does one thing: POST /api/v1/bench/transfers books a ledger transfer, through the
// same HTTP server, router, idempotency, writer and ledger as every route of Fairground. It makes
// its own market, empty but for rich accounts, and lists these in DIRECTORY/goods.
//
//     bench_server DIRECTORY PORT [ACCOUNTS]
//
// The market is a file in DIRECTORY, or where FAIRGROUND_DATABASE says.

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/fresh.hpp"
#include "db/act.hpp"
#include "events/events.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "ledger/ledger.hpp"

namespace http {
std::span<const db::Migration> migrations();
}

namespace {

constexpr const char* healthy = R"({"status":"ok"})";
constexpr std::int64_t opening_balance = 1'000'000'000'000;

base::Time now() {
    return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
}

db::Address make_market(const std::string& directory) {
    const std::string file = directory + "/bench.db";
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
    const char* elsewhere = std::getenv("FAIRGROUND_DATABASE");
    const db::Address address = db::parse_address(elsewhere ? elsewhere : "sqlite:" + file);
    db::prepare(address);
    std::vector<db::Migration> steps;
    for (const auto& module : {events::migrations(), http::migrations(), ledger::migrations()}) {
        steps.insert(steps.end(), module.begin(), module.end());
    }
    db::migrate(*db::open_writer(address), steps, now());
    return address;
}

/// Opens an account for each of `owners` members and fills it from outside.
std::vector<ledger::AccountId> open_accounts(db::Engine& engine, std::int64_t owners) {
    std::vector<ledger::AccountId> list;
    constexpr std::int64_t step = 500;
    for (std::int64_t first = 1; first <= owners; first += step) {
        const auto done = db::act(engine, [&](db::Tx& tx) -> base::Result<base::Done> {
            const auto world =
                ledger::account_of(tx, ledger::market, ledger::Holding::outside, "EUR");
            for (std::int64_t owner = first; owner < std::min(first + step, owners + 1); ++owner) {
                const auto own = ledger::account_of(tx, owner, ledger::Holding::available, "EUR");
                list.push_back(own);
                TRY(ledger::book(
                    tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::capture, "EUR"},
                    std::vector<ledger::Part>{{world, -opening_balance}, {own, opening_balance}}));
            }
            return base::done;
        });
        base::ensure(static_cast<bool>(done));
    }
    return list;
}

struct TransferForm {
    ledger::AccountId from;
    ledger::AccountId to;
    http::Whole<1, 1'000'000> minor;
};
BOOST_DESCRIBE_STRUCT(TransferForm, (), (from, to, minor))

struct TransferView {
    ledger::TransferId id;
    ledger::AccountId from;
    ledger::AccountId to;
    std::int64_t minor = 0;
};
BOOST_DESCRIBE_STRUCT(TransferView, (), (id, from, to, minor))

base::Result<TransferView> transfer(db::Tx& tx, const http::Call&, const TransferForm& form) {
    const auto id = tx.fresh<ledger::TransferId>();
    const std::int64_t minor = form.minor;
    TRY(ledger::book(tx, {id, ledger::Purpose::settle, "EUR"},
                     std::vector<ledger::Part>{{form.from, -minor}, {form.to, minor}}));
    return TransferView{id, form.from, form.to, minor};
}

/// Keys belong to members, so whoever comes is one.
http::Caller anybody(db::Snapshot&, std::string_view) {
    return {base::MemberId{1}, {}, {}};
}

http::Server* server_to_stop = nullptr;

void serve(http::Router& router, std::uint16_t port) {
    http::ServerOptions options;
    options.port = port;
    http::Server server(options, [&](http::Request&& request, http::Responder responder) {
        if (request.path == "/healthz") {
            return responder.send({.content_type = "application/json", .body = healthy});
        }
        auto shared = std::make_shared<http::Responder>(std::move(responder));
        router.answer(std::move(request),
                      [shared](http::Response&& response) { shared->send(std::move(response)); },
                      {});
    });
    server_to_stop = &server;
    std::signal(SIGTERM, [](int) { server_to_stop->stop(); });
    fmt::print("http://127.0.0.1:{}\n", server.port());
    std::fflush(stdout);
    server.run();
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        fmt::print(stderr, "bench_server DIRECTORY PORT [ACCOUNTS]\n");
        return 2;
    }
    const std::string directory = words[1];
    const db::Address address = make_market(directory);
    base::FreshIds fresh(now, 1);
    events::Hub hub;
    db::EngineOptions options;
    options.source = {now, [&] { return fresh(); }};
    options.link = ledger::link;
    options.companion = &hub;
    db::Engine engine([&] { return db::open_writer(address); }, options);
    {
        std::ofstream goods(directory + "/goods");
        const std::int64_t owners = count > 3 ? std::atoll(words[3]) : 20'000;
        for (const auto account : open_accounts(engine, owners)) {
            goods << "account " << account.value << "\n";
        }
    }
    db::Writer writer(engine, {}, [] {});
    db::Readers readers([&] { return db::open_reader(address); }, now);
    http::Pool pool(1, 100);
    http::RouterOptions router_options;
    router_options.authenticate = anybody;
    http::Router router({writer, readers, pool}, router_options);
    router.command(http::Method::post, "/api/v1/bench/transfers", "Moves money.",
                   http::Access::member(),
                   [](db::Tx& tx, const http::Call& call, const TransferForm& form)
                       -> base::Result<TransferView> { return transfer(tx, call, form); },
                   {.status = 201});
    serve(router, static_cast<std::uint16_t>(std::atoi(words[2])));
    writer.stop();
}
