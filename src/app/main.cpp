// The program: its command line, the real clock, and the signals that end it. Everything else is
// in app::App, which tests make as well.

#include <sodium.h>

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <iostream>

#include "app/app.hpp"
#include "base/log.hpp"
#include "sim/command.hpp"

namespace {

app::App* running = nullptr;

void end(int) {
    if (running != nullptr) running->stop();
}

base::Time real_time() {
    return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
}

base::Level level_of(const std::string& name) {
    if (name == "debug") return base::Level::debug;
    if (name == "warning") return base::Level::warning;
    if (name == "error") return base::Level::error;
    return base::Level::info;
}

/// What the command line said, on top of the configuration file.
struct Given {
    std::string config;
    std::string data, database, address, public_url;
    std::optional<std::uint16_t> port;
    bool demo = false;
};

app::Settings settings_from(const Given& given) {
    app::Settings settings;
    if (!given.config.empty()) app::read_settings(given.config, settings);
    if (!given.data.empty()) settings.data = given.data;
    if (!given.database.empty()) settings.database = given.database;
    if (!given.address.empty()) settings.address = given.address;
    if (!given.public_url.empty()) settings.public_url = given.public_url;
    if (given.port) settings.port = *given.port;
    if (given.demo) settings.demo = true;
    const std::string fault = app::fault_of(settings);
    if (!fault.empty()) throw std::runtime_error(fault);
    return settings;
}

int serve(const Given& given) {
    const app::Settings settings = settings_from(given);
    base::log_from(level_of(settings.log_level));
    app::App app(settings, real_time);
    running = &app;
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGTERM, end);
    std::signal(SIGINT, end);
    if (const auto code = app.setup_code()) {
        std::printf("Nobody runs this market yet. Sign up with this code to be its operator: %s\n",
                    code->c_str());
    }
    std::printf("Fairground is open at %s\n", app.url().c_str());
    std::fflush(stdout);
    app.run();
    running = nullptr;
    base::log(base::Level::info, "closed");
    return 0;
}

CLI::App* add_simulate(CLI::App& line, sim::Asked& asked) {
    CLI::App* simulating = line.add_subcommand(
        "simulate", "Lives a market in memory, with faults, and checks what must always hold");
    simulating->add_option("--seed", asked.seed, "What chance begins with (1)");
    simulating->add_option("--seeds", asked.seeds, "So many seeds, from --seed on (1)")
        ->check(CLI::PositiveNumber);
    simulating->add_option("--people", asked.people, "How many there are in the end (30)")
        ->check(CLI::PositiveNumber);
    simulating->add_option("--days", asked.days, "How long it lives (3)")
        ->check(CLI::PositiveNumber);
    simulating->add_option("--database", asked.database,
                           "\"postgres:SCHEMA CONNINFO\" of a new schema, instead of memory");
    simulating
        ->add_option("--points", asked.points,
                     "Instead: cuts the power at so many moments of a sale, from --seed on")
        ->check(CLI::PositiveNumber);
    simulating->add_flag("--no-faults", asked.no_faults, "Nothing goes wrong with the machine");
    simulating->add_flag("--tell", asked.tell, "Prints every command and what came of it");
    return simulating;
}

int run(int argc, char** argv) {
    CLI::App line{
        "Fairground: trade among friends, with the money held until the goods are right."};
    line.require_subcommand(1);
    line.set_version_flag("--version", "fairground " FAIRGROUND_VERSION);

    Given given;
    CLI::App* serving = line.add_subcommand("serve", "Opens the market and serves it");
    serving->add_option("--config", given.config, "Configuration file (fairground.toml)")
        ->check(CLI::ExistingFile);
    serving->add_option("--data", given.data, "Directory of everything that must not be lost");
    serving->add_option("--database", given.database,
                        "sqlite:FILE or \"postgres:SCHEMA CONNINFO\"; a file in --data otherwise");
    serving->add_option("--address", given.address, "Address to listen on (127.0.0.1)");
    serving->add_option("--port", given.port, "Port to listen on (8080); 0: any that is free");
    serving->add_option("--public-url", given.public_url, "https://... as people reach it");
    serving->add_flag("--demo", given.demo, "Makes a new market with demo members and goods");
    const CLI::App* openapi =
        line.add_subcommand("openapi", "Prints the API as an OpenAPI document");
    sim::Asked asked;
    const CLI::App* simulating = add_simulate(line, asked);
    CLI11_PARSE(line, argc, argv);

    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    if (openapi->parsed()) {
        std::cout << app::openapi_document() << "\n";
        return 0;
    }
    if (simulating->parsed()) return sim::simulate(asked);
    return serve(given);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fairground: %s\n", error.what());
    } catch (...) {
        std::fputs("fairground: something went wrong that has no name\n", stderr);
    }
    return EXIT_FAILURE;
}
