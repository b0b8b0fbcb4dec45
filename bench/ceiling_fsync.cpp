// How long the disk takes to make 4 KiB durable: what no durable command of one client can beat.
// Prints one line of JSON; microseconds. "into" overwrites space that the file has, as SQLite's log
// does in the long run; "append" makes the file longer each time. With a rate there is "paced" as
// well: so many syncs a second into space that the file has, each counted from the instant at which
// it was due, as bench_load counts.
//
//     bench_fsync DIRECTORY [SECONDS [RATE]]

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "bench/histogram.hpp"
#include "bench/synced_file.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int pages = 4096;

bench::Histogram syncs(const bench::SyncedFile& file, double seconds) {
    bench::Histogram latency;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    for (int page = 0; page < pages && Clock::now() < end; ++page) {
        file.write_page(page);
        const auto before = Clock::now();
        file.sync();
        latency.add(std::chrono::nanoseconds(Clock::now() - before).count());
    }
    return latency;
}

bench::Histogram paced_syncs(const bench::SyncedFile& file, double seconds, double rate) {
    bench::Histogram latency;
    const auto begin = Clock::now();
    for (int i = 0; i < static_cast<int>(seconds * rate); ++i) {
        const auto due = begin + std::chrono::nanoseconds(std::llround(i * 1e9 / rate));
        while (Clock::now() < due) {
        }
        file.write_page(i % pages);
        file.sync();
        latency.add(std::chrono::nanoseconds(Clock::now() - due).count());
    }
    return latency;
}

std::string json(const bench::Histogram& latency) {
    const auto at = [&](double share) { return static_cast<double>(latency.at(share)) / 1000; };
    return fmt::format(R"({{"syncs":{},"p50_us":{:.1f},"p99_us":{:.1f},"most_us":{:.1f}}})",
                       latency.count(), at(0.5), at(0.99),
                       static_cast<double>(latency.most()) / 1000);
}

}  // namespace

int main(int count, char** words) try {
    if (count < 2) {
        fmt::print(stderr, "bench_fsync DIRECTORY [SECONDS [RATE]]\n");
        return 2;
    }
    const double seconds = count > 2 ? std::atof(words[2]) : 1;
    const bench::SyncedFile file(std::string{words[1]} + "/bench-fsync");
    const auto append = syncs(file, seconds);
    for (int page = 0; page < pages; ++page) file.write_page(page);
    file.sync();
    const auto into = syncs(file, seconds);
    std::string paced;
    if (count > 3) {
        paced = ",\"paced\":" + json(paced_syncs(file, seconds, std::atof(words[3])));
    }
    fmt::print("{{\"append\":{},\"into\":{}{}}}\n", json(append), json(into), paced);
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench_fsync: %s\n", error.what());
    return 1;
}
