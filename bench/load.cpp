// The load generator's command line. Prints one line of JSON.
//
//     bench_load --port 8080 --connections 64 --seconds 5 get /healthz
//     bench_load --port 8080 --connections 512 transfer market/goods
//     bench_load --port 8080 --connections 64 --rate 500 checkout market/goods

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "bench/client.hpp"
#include "bench/scenarios.hpp"

namespace {

struct Wish {
    bench::LoadOptions load;
    std::uint64_t seed = 1;
    std::string path = "/healthz";
    std::string goods;
    bool first = false;
};

std::unique_ptr<bench::Scenario> scenario(const CLI::App& app, const Wish& wish) {
    if (app.got_subcommand("get")) return bench::get(wish.path);
    auto goods = bench::read_goods(wish.goods);
    if (app.got_subcommand("transfer")) return bench::transfer(std::move(goods), wish.seed);
    if (app.got_subcommand("feed")) return bench::feed(std::move(goods), wish.seed);
    if (app.got_subcommand("search")) return bench::search(std::move(goods), wish.seed);
    const auto spread = wish.first ? bench::Spread::first : bench::Spread::all;
    return bench::checkout(std::move(goods), spread, wish.seed);
}

double microseconds(std::int64_t nanoseconds) {
    return static_cast<double>(nanoseconds) / 1000;
}

void print(const bench::Report& report) {
    const auto& latency = report.latency;
    fmt::print(
        R"({{"answers":{},"seconds":{:.3f},"rate":{:.1f},"p50_us":{:.1f},"p90_us":{:.1f},)"
        R"("p99_us":{:.1f},"p999_us":{:.1f},"most_us":{:.1f},"right":{},"wrong":{},"shed":{},)"
        R"("broken":{},"unanswered":{}}})"
        "\n",
        latency.count(), report.seconds, static_cast<double>(latency.count()) / report.seconds,
        microseconds(latency.at(0.5)), microseconds(latency.at(0.9)),
        microseconds(latency.at(0.99)), microseconds(latency.at(0.999)),
        microseconds(latency.most()), report.right, report.wrong, report.shed, report.broken,
        report.unanswered);
    for (const auto& [status, count] : report.wrong_by_status) {
        fmt::print(stderr, "{} wrong answers with status {}\n", count, status);
    }
    if (report.wrong > 0) fmt::print(stderr, "the first: {}\n", report.first_wrong);
}

}  // namespace

int main(int count, char** words) {
    CLI::App app{"Asks a server for the same kind of thing as fast as it answers, or at a rate"};
    Wish wish;
    app.add_option("--address", wish.load.address);
    app.add_option("--port", wish.load.port)->required();
    app.add_option("--connections", wish.load.connections)->check(CLI::Range(1, 20000));
    app.add_option("--warm-up", wish.load.warm_up_seconds, "seconds that do not count");
    app.add_option("--seconds", wish.load.seconds);
    app.add_option("--rate", wish.load.rate, "open loop: requests per second");
    app.add_option("--requests", wish.load.requests_max, "end after so many");
    app.add_flag("--may-shed", wish.load.may_shed, "503 is an answer like others");
    app.add_option("--seed", wish.seed);
    app.add_subcommand("get", "one path")->add_option("path", wish.path);
    app.add_subcommand("transfer", "money between two accounts")
        ->add_option("goods", wish.goods)
        ->required();
    app.add_subcommand("search", "goods by words of their titles")
        ->add_option("goods", wish.goods)
        ->required();
    app.add_subcommand("feed", "twenty posts")->add_option("goods", wish.goods)->required();
    CLI::App* checkout = app.add_subcommand("checkout", "one unit of a listing, paid at once");
    checkout->add_option("goods", wish.goods)->required();
    checkout->add_flag("--first", wish.first, "all want the first listing");
    app.require_subcommand(1);
    CLI11_PARSE(app, count, words);
    try {
        const auto asks = scenario(app, wish);
        const bench::Report report = bench::load(wish.load, *asks);
        print(report);
        return report.wrong == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_load: {}\n", error.what());
        return 1;
    }
}
