// fairground serve, with the real clock and the signals that end it; and fairground openapi.

#include <csignal>
#include <cstdio>
#include <iostream>
#include <optional>

#include "app/app.hpp"
#include "app/market.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/notify.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground serve --data /srv/market
  fairground serve --config /etc/fairground/fairground.toml
  fairground serve --data /tmp/try --demo --port 9000

Makes the market when there is none. SIGTERM and Ctrl-C end it; what was answered is never lost.

Exits with 0 after such an end, 1 when it could not serve, 2 when the command line or the
configuration is wrong.)";

app::App* running = nullptr;

void end(int) {
    if (running != nullptr) running->stop();
}

base::Level level_of(const std::string& name) {
    if (name == "debug") return base::Level::debug;
    if (name == "warning") return base::Level::warning;
    if (name == "error") return base::Level::error;
    return base::Level::info;
}

/// What the command line said, on top of the configuration file.
struct Given {
    Where where;
    std::string address, public_url, metrics_listen;
    std::optional<std::uint16_t> port;
    bool demo = false;
};

app::Settings settings_from(const Given& given) {
    app::Settings settings = settings_of(given.where);
    if (!given.address.empty()) settings.address = given.address;
    if (!given.public_url.empty()) settings.public_url = given.public_url;
    if (!given.metrics_listen.empty()) settings.metrics_listen = given.metrics_listen;
    if (given.port) settings.port = *given.port;
    if (given.demo) settings.demo = true;
    const std::string fault = app::fault_of(settings);
    if (!fault.empty()) throw Misuse(fault);
    return settings;
}

void say_who_may_run_it(app::App& app) {
    if (app.setup_code_waits()) {
        std::puts(
            "Nobody runs this market yet. Sign up with the set-up code that was printed when "
            "it was made; `fairground init` prints another one.");
    } else if (const auto code = app.setup_code()) {
        std::printf("Nobody runs this market yet. Sign up with this code to be its operator: %s\n",
                    code->c_str());
    }
}

int serve(const Given& given) {
    const app::Settings settings = settings_from(given);
    base::log_from(level_of(settings.log_level));
    if (settings.log_format == "json") base::log_as(base::LogFormat::json);
    app::App app(settings, real_time);
    running = &app;
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGTERM, end);
    std::signal(SIGINT, end);
    say_who_may_run_it(app);
    std::printf("Fairground is open at %s\n", app.url().c_str());
    if (const auto url = app.metrics_url()) std::printf("Its metrics are at %s\n", url->c_str());
    std::fflush(stdout);
    notify("READY=1");
    app.run();
    notify("STOPPING=1");
    running = nullptr;
    base::log(base::Level::info, "closed");
    return well;
}

}  // namespace

void add_serve(CLI::App& line, Chosen& chosen) {
    const auto given = std::make_shared<Given>();
    CLI::App* command = line.add_subcommand("serve", "Opens the market and serves it");
    command->footer(examples);
    add_where(*command, given->where);
    command->add_option("--address", given->address, "Address to listen on (127.0.0.1)");
    command->add_option("--port", given->port, "Port to listen on (8080); 0: any that is free");
    command->add_option("--public-url", given->public_url, "https://... as people reach it");
    command->add_option("--metrics-listen", given->metrics_listen,
                        "host:port of /metrics, for Prometheus; it is no page for the public");
    command->add_flag("--demo", given->demo, "Makes a new market with demo members and goods");
    command->callback([given, &chosen] { chosen = [given] { return serve(*given); }; });
}

void add_openapi(CLI::App& line, Chosen& chosen) {
    CLI::App* command = line.add_subcommand("openapi", "Prints the API as an OpenAPI document");
    command->callback([&chosen] {
        chosen = [] {
            std::cout << app::openapi_document() << "\n";
            return well;
        };
    });
}

}  // namespace cli
