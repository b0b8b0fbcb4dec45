// What /metrics says, what docs/metrics.md says of it, and what the dashboard and the alerts ask
// for: the same names everywhere.

#include "app/metrics.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

#include "app/app.hpp"
#include "app/inspection.hpp"
#include "app/tests/asked.hpp"
#include "app/text_page.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Types = std::map<std::string, std::string>;

std::string file(const std::string& name) {
    std::ifstream in(name);
    EXPECT_TRUE(in) << name << ": run from the root of the repository";
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The type of every metric of a page.
Types exported(const std::string& page) {
    Types types;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string hash, what, name, type;
        words >> hash >> what >> name >> type;
        if (hash == "#" && what == "TYPE") types[name] = type;
    }
    return types;
}

/// The names in a text of queries, each as the page calls it.
std::set<std::string> named(const std::string& text, const Types& types) {
    static const std::regex name("(fairground|process)_[a-z0-9_]+");
    std::set<std::string> names;
    for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) {
        std::string found = at->str();
        for (const char* part : {"_bucket", "_sum", "_count"}) {
            const std::string whole =
                found.ends_with(part) ? found.substr(0, found.size() - std::strlen(part)) : "";
            const auto known = types.find(whole);
            if (known != types.end() && known->second == "histogram") found = whole;
        }
        names.insert(found);
    }
    return names;
}

class MetricsPage : public ::testing::TestWithParam<db::Dialect> {
protected:
    MetricsPage() : place(GetParam()) {
        Settings settings;
        settings.data = (place.directory() / "data").string();
        settings.database = place.text();
        settings.port = 0;
        settings.metrics_listen = "127.0.0.1:0";
        settings.password_operations = 1;
        settings.password_memory_kib = 8;
        app.emplace(
            settings, [this] { return now; }, Backstage::own_threads);
        serving = std::thread([this] { app->run(); });
        const std::string url = app->metrics_url().value();
        const std::size_t colon = url.rfind(':');
        metrics_port = static_cast<std::uint16_t>(std::stoi(url.substr(colon + 1)));
    }
    ~MetricsPage() override {
        app->stop();
        serving.join();
    }

    std::string page() { return tests::get(metrics_port, "/metrics"); }

    tests::Place place;
    base::Time now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15} + std::chrono::hours{9}};
    std::optional<App> app;
    std::thread serving;
    std::uint16_t metrics_port = 0;
};

TEST_P(MetricsPage, IsBehindADoorOfItsOwn) {
    EXPECT_THAT(tests::get(app->port(), "/metrics"), HasSubstr("404"));
    EXPECT_THAT(tests::get(app->port(), "/metrics"), Not(HasSubstr("fairground_")));
    EXPECT_THAT(page(), HasSubstr("200 OK"));
    EXPECT_THAT(tests::get(metrics_port, "/readyz"), HasSubstr("holder"));
    EXPECT_THAT(tests::get(metrics_port, "/healthz"), HasSubstr("200 OK"));
    EXPECT_THAT(tests::get(metrics_port, "/api/v1/market"), HasSubstr("404"));
}

TEST_P(MetricsPage, OP_04_every_metric_stands_in_the_document_and_the_other_way_round) {
    const Types types = exported(page());
    EXPECT_GT(types.size(), 40U);
    static const std::regex row(R"(\| `([a-z0-9_]+)` \| (counter|gauge|histogram) \|)");
    const std::string text = file("docs/metrics.md");
    Types written;
    for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
        written[(*at)[1]] = (*at)[2];
    }
    EXPECT_EQ(written, types);
}

TEST_P(MetricsPage, OP_04_dashboard_and_alerts_ask_only_for_what_there_is) {
    const Types types = exported(page());
    for (const char* name : {"docs/monitoring/grafana.json", "docs/monitoring/alerts.yml"}) {
        const auto names = named(file(name), types);
        EXPECT_GT(names.size(), 8U) << name;
        for (const std::string& one : names)
            EXPECT_TRUE(types.contains(one)) << name << ": " << one;
    }
}

TEST_P(MetricsPage, CountsWhatHappened) {
    tests::get(app->port(), "/api/v1/market");
    tests::post(app->port(), "/api/v1/sessions", R"({"handle":"ann","password":"not hers"})");
    const std::string seen = page();
    const std::string took = "fairground_request_seconds_count";
    EXPECT_THAT(seen, HasSubstr(took + R"({work="query",status="2xx"} 1)"));
    EXPECT_THAT(seen, HasSubstr(took + R"({work="errand",status="4xx"} 1)"));
    EXPECT_THAT(seen, HasSubstr("fairground_route_requests_total"
                                R"({method="GET",path="/api/v1/market"} 1)"));
    EXPECT_THAT(seen, HasSubstr(R"(fairground_sign_ins_refused_total{code="sign_in_failed"} 1)"));
    EXPECT_THAT(seen, HasSubstr("fairground_lease_held 1\n"));
    EXPECT_THAT(seen, HasSubstr("fairground_books_unbalanced 0\n"));
    EXPECT_THAT(seen, HasSubstr("fairground_jobs_failing 0\n"));
    EXPECT_THAT(seen, HasSubstr("fairground_overloaded 0\n"));
    EXPECT_THAT(seen, HasSubstr("fairground_build_info{version="));
    EXPECT_THAT(seen, Not(HasSubstr("process_resident_memory_bytes 0\n")));
    EXPECT_THAT(seen, Not(HasSubstr("fairground_disk_free_bytes 0\n")));
}

TEST_P(MetricsPage, StaysShortWhateverPeopleAskFor) {
    const auto lines = [&] {
        const std::string text = page();
        return std::ranges::count(text, '\n');
    };
    const auto before = lines();
    for (int i = 0; i < 20; ++i) tests::get(app->port(), "/api/v1/made-up/" + std::to_string(i));
    EXPECT_EQ(lines(), before);
}

ON_EVERY_DATABASE(MetricsPage);

TEST(MetricsText, GivesBucketsThatAddUp) {
    base::TimeHistogram times;
    for (const std::int64_t micros : {50, 200, 1'500'000, 20'000'000}) times.add(micros);
    TextPage page;
    page.head("x_seconds", "histogram", "How long");
    page.times("x_seconds", {{"a", "b"}}, times);
    const std::string text = std::move(page).text();
    EXPECT_THAT(text, HasSubstr("# HELP x_seconds How long\n# TYPE x_seconds histogram\n"));
    EXPECT_THAT(text, HasSubstr("x_seconds_bucket{a=\"b\",le=\"0.000100\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("x_seconds_bucket{a=\"b\",le=\"0.000250\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("x_seconds_bucket{a=\"b\",le=\"2.500000\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("x_seconds_bucket{a=\"b\",le=\"+Inf\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("x_seconds_sum{a=\"b\"} 21.500250\n"));
    EXPECT_THAT(text, HasSubstr("x_seconds_count{a=\"b\"} 4\n"));
}

}  // namespace
}  // namespace app
