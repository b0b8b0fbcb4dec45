#include "cli/command.hpp"

#include <sodium.h>

#include <cstdio>
#include <filesystem>
#include <iostream>

#include "app/market.hpp"
#include "backup/backup.hpp"

namespace cli {
namespace {

constexpr const char* etc_config = "/etc/fairground/fairground.toml";

constexpr const char* overview = R"(First steps:
  fairground init /srv/market --name "Maple Street" --currency EUR
  fairground serve --data /srv/market

Every day:
  fairground backup /backups/monday --data /srv/market
  fairground doctor --data /srv/market

The configuration is the file of --config; else fairground.toml in the directory of --data; else
/etc/fairground/fairground.toml. What the command line says wins.

It exits with 0 when all is well, 1 when it could not, 2 when the command line or the configuration
is wrong, 3 when it looked and found something wrong.

`fairground COMMAND --help` shows a command with examples.)";

std::string config_of(const Where& where) {
    if (!where.config.empty()) return where.config;
    if (!where.data.empty()) {
        const auto beside = std::filesystem::path(where.data) / "fairground.toml";
        return std::filesystem::exists(beside) ? beside.string() : "";
    }
    // Who names a database means that one alone, and no other setting of this machine's market.
    return where.database.empty() && std::filesystem::exists(etc_config) ? etc_config : "";
}

}  // namespace

void add_where(CLI::App& command, Where& where) {
    command.add_option("--config", where.config, "Configuration file (fairground.toml)");
    command.add_option("--data", where.data, "Directory of everything that must not be lost");
    command.add_option("--database", where.database,
                       "sqlite:FILE or \"postgres:SCHEMA CONNINFO\"; else market.db in --data");
}

app::Settings settings_of(const Where& where) {
    app::Settings settings;
    try {
        const std::string config = config_of(where);
        if (!config.empty()) app::read_settings(config, settings);
        if (!where.data.empty()) settings.data = where.data;
        if (!where.database.empty()) settings.database = where.database;
        (void)app::database_of(settings);
    } catch (const std::exception& error) {
        throw Misuse(error.what());
    }
    const std::string fault = app::fault_of(settings);
    if (!fault.empty()) throw Misuse(fault);
    return settings;
}

void need_market(const app::Settings& settings) {
    if (!backup::is_empty(app::database_of(settings))) return;
    throw std::runtime_error("there is no market in " + settings.data +
                             "; make one with fairground init, or say where it is with --data");
}

base::Time real_time() {
    return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
}

int run(int argc, const char* const* argv) {
    CLI::App line{
        "Fairground: trade among friends, with the money held until the goods are right."};
    line.require_subcommand(1);
    line.set_version_flag("--version", "fairground " FAIRGROUND_VERSION);
    line.footer(overview);
    Chosen chosen;
    for (const auto add : {add_init, add_serve, add_market, add_backup, add_restore, add_verify,
                           add_doctor, add_health, add_copy, add_simulate, add_openapi}) {
        add(line, chosen);
    }
    try {
        line.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return line.exit(error) == 0 ? well : misused;
    }
    try {
        if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
        return chosen();
    } catch (const Misuse& error) {
        std::fprintf(stderr, "fairground: %s\n", error.what());
        return misused;
    } catch (const backup::Differs& error) {
        std::fprintf(stderr, "fairground: %s\n", error.what());
        return found_bad;
    }
}

}  // namespace cli
