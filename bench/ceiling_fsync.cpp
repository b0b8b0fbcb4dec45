// How long the disk takes to make 4 KiB durable: what no durable command of one client can beat.
// Prints one line of JSON; microseconds. "into" overwrites space that the file has, as SQLite's log
// does in the long run; "append" makes the file longer each time. With a rate there is "paced" as
// well: so many syncs a second into space that the file has, each counted from the instant at which
// it was due, as bench_load counts.
//
//     bench_fsync DIRECTORY [SECONDS [RATE]]

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <string>
#include <system_error>

#include "bench/histogram.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int pages = 4096;
constexpr std::size_t page_bytes = 4096;

void check(bool fine, const char* what) {
    if (!fine) throw std::system_error(errno, std::generic_category(), what);
}

class File {
public:
    explicit File(std::string name) : name_(std::move(name)) {
        handle_ = open(name_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        check(handle_ >= 0, "open");
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        close(handle_);
        unlink(name_.c_str());
    }

    void write_page(int number) const {
        static const std::array<char, page_bytes> page{};
        const off_t at = static_cast<off_t>(number) * static_cast<off_t>(page_bytes);
        check(pwrite(handle_, page.data(), page.size(), at) == static_cast<ssize_t>(page.size()),
              "pwrite");
    }
    void sync() const { check(fdatasync(handle_) == 0, "fdatasync"); }

private:
    std::string name_;
    int handle_ = -1;
};

bench::Histogram syncs(const File& file, double seconds) {
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

bench::Histogram paced_syncs(const File& file, double seconds, double rate) {
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

int main(int count, char** words) {
    if (count < 2) {
        fmt::print(stderr, "bench_fsync DIRECTORY [SECONDS [RATE]]\n");
        return 2;
    }
    const double seconds = count > 2 ? std::atof(words[2]) : 1;
    const File file(std::string{words[1]} + "/bench-fsync");
    const auto append = syncs(file, seconds);
    for (int page = 0; page < pages; ++page) file.write_page(page);
    file.sync();
    const auto into = syncs(file, seconds);
    std::string paced;
    if (count > 3) {
        paced = ",\"paced\":" + json(paced_syncs(file, seconds, std::atof(words[3])));
    }
    fmt::print("{{\"append\":{},\"into\":{}{}}}\n", json(append), json(into), paced);
}
