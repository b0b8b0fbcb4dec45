// What SQLite alone could do with our tables: one thread, no HTTP, no checks, the fewest statements
// that leave the same rows. Prints one line of JSON with commands per second by batch size.
//
//     bench_sqlite DIRECTORY SECONDS [BATCH...]

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/fresh.hpp"
#include "bench/sqlite.hpp"
#include "db/migrate.hpp"
#include "events/events.hpp"
#include "ledger/ledger.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t accounts = 20'000;

base::Time now() {
    return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
}

std::vector<db::Migration> migrations() {
    std::vector<db::Migration> all;
    for (const auto& module : {events::migrations(), ledger::migrations()}) {
        all.insert(all.end(), module.begin(), module.end());
    }
    return all;
}

/// An empty market with accounts that may fall without end.
std::string make_market(const std::string& directory) {
    const std::string file = directory + "/ceiling.db";
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
    db::migrate(*db::open_sqlite({.file = file}), migrations(), now());
    const bench::Sqlite database(file);
    bench::Statement open(database,
                          "insert into accounts (id, owner, purpose, asset, balance, opened) "
                          "values (?, ?, 'available', 'EUR', 0, 0)");
    database.script("begin");
    for (std::int64_t i = 1; i <= accounts; ++i) open.run(i, i);
    database.script("commit");
    return file;
}

class Ledger {
public:
    explicit Ledger(const std::string& file)
        : database_(file),
          begin_(database_, "begin immediate"),
          commit_(database_, "commit"),
          batch_(database_,
                 "insert into batches (seq, id, at, events, chain) values (?, ?, ?, 0, x'')"),
          transfer_(database_,
                    "insert into transfers (id, batch, at, purpose, asset, subject) "
                    "values (?, ?, ?, 'settle', 'EUR', ?)"),
          balance_(database_,
                   "update accounts set balance = balance + ? where id = ? "
                   "returning balance"),
          posting_(database_,
                   "insert into postings (account, transfer, amount, balance) "
                   "values (?, ?, ?, ?)"),
          fresh_(now, 1) {}

    void run_batch(int commands) {
        begin_.run();
        ++seq_;
        for (int i = 0; i < commands; ++i) run_one();
        batch_.run(seq_, fresh_(), base::micros_of(now()));
        commit_.run();
    }

    void checkpoint() const { database_.script("pragma wal_checkpoint(truncate)"); }

private:
    void run_one() {
        const std::int64_t from = account();
        std::int64_t to = from;
        while (to == from) to = account();
        const auto amount = static_cast<std::int64_t>(chance_() % 5000 + 1);
        const std::int64_t id = fresh_();
        transfer_.run(id, seq_, base::micros_of(now()), id);
        posting_.run(from, id, -amount, balance_.run(-amount, from));
        posting_.run(to, id, amount, balance_.run(amount, to));
    }
    std::int64_t account() { return static_cast<std::int64_t>(chance_() % accounts + 1); }

    bench::Sqlite database_;
    bench::Statement begin_, commit_, batch_, transfer_, balance_, posting_;
    base::FreshIds fresh_;
    std::mt19937_64 chance_{1};
    std::int64_t seq_ = 0;
};

double rate(Ledger& ledger, int batch, double seconds) {
    const auto start = Clock::now();
    std::int64_t done = 0;
    double passed = 0;
    while (passed < seconds) {
        ledger.run_batch(batch);
        done += batch;
        passed = std::chrono::duration<double>(Clock::now() - start).count();
    }
    return static_cast<double>(done) / passed;
}

/// Bytes that a transfer with two postings takes in the file.
double bytes_per_transfer(const std::string& directory) {
    constexpr int batches = 100, size = 1000;
    const std::string file = make_market(directory);
    const auto before = static_cast<double>(std::filesystem::file_size(file));
    Ledger ledger(file);
    ledger.checkpoint();
    const auto start = std::max(before, static_cast<double>(std::filesystem::file_size(file)));
    for (int i = 0; i < batches; ++i) ledger.run_batch(size);
    ledger.checkpoint();
    return (static_cast<double>(std::filesystem::file_size(file)) - start) / (batches * size);
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        fmt::print(stderr, "bench_sqlite DIRECTORY SECONDS [BATCH...]\n");
        return 2;
    }
    const std::string directory = words[1];
    const double seconds = std::atof(words[2]);
    std::vector<int> batches{1, 4, 16, 60, 256, 1024, 4096};
    if (count > 3) batches.clear();
    for (int i = 3; i < count; ++i) batches.push_back(std::atoi(words[i]));

    std::string rates;
    {
        Ledger ledger(make_market(directory));
        rate(ledger, 4096, seconds / 2);  // So that the log and the pages are in place.
        for (const int batch : batches) {
            rates += fmt::format(R"({}"{}":{:.0f})", rates.empty() ? "" : ",", batch,
                                 rate(ledger, batch, seconds));
        }
    }
    fmt::print("{{\"transfers_per_second\":{{{}}},\"bytes_per_transfer\":{:.1f}}}\n", rates,
               bytes_per_transfer(directory));
}
