// fairground init: makes a market and its configuration.

#include <cstdio>
#include <filesystem>

#include "app/app.hpp"
#include "app/market.hpp"
#include "backup/backup.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground init /srv/market --name "Maple Street" --currency EUR --zone Europe/Berlin
  fairground init /srv/market --database "postgres:m_maple host=/run/postgresql dbname=fair"

  fairground init /srv/market --config /etc/fairground/fairground.toml

Writes /srv/market/fairground.toml, with every line explained, and makes the market without serving
it. With --config it makes the market as that file says, and writes none. It prints a code: whoever
signs up with that runs the market. Where there is a market already it stays as it is; while nobody
runs it, a new code replaces the one that was lost. A second market is never made in a directory
that belongs to one.

Currency and time zone are fixed once the market is made; the name can be changed on its pages.

Exits with 0 when there is a market, 1 when it could not make one, 2 when the command line is
wrong.)";

struct Given {
    std::string config, data, database, name, currency, zone;
};

/// A setting, or the comment that shows its default.
std::string line_of(const std::string& key, const std::string& value, const std::string& usual) {
    if (value.empty()) return "# " + key + " = " + base::toml_text(usual) + "\n";
    return key + " = " + base::toml_text(value) + "\n";
}

std::string configuration(const Given& given) {
    const app::Settings usual;
    return "# The configuration of one market. Every key: docs/configuration.md. What is "
           "commented\n"
           "# out shows the default. A change needs a restart.\n"
           "\n"
           "# Everything of the market that must not be lost.\n"
           "data = " +
           base::toml_text(given.data) +
           "\n"
           "# Empty: the file market.db in `data`. Or \"postgres:SCHEMA CONNINFO\".\n" +
           line_of("database", given.database, "") +
           "\n"
           "# What the market is. Read once, when it is made.\n" +
           line_of("name", given.name, usual.name) +
           line_of("currency", given.currency, usual.currency) +
           line_of("zone", given.zone, usual.zone) +
           "\n"
           "# Where it listens. A proxy in front does TLS; name it, so that what it says of "
           "people's\n"
           "# addresses is believed, and say how people reach the market.\n"
           "# address = " +
           base::toml_text(usual.address) +
           "\n"
           "# port = " +
           std::to_string(usual.port) +
           "\n"
           "# trusted_proxies = [\"127.0.0.1\", \"::1\"]\n"
           "# public_url = \"https://market.example\"\n"
           "\n"
           "# debug, info, warning or error.\n"
           "# log_level = " +
           base::toml_text(usual.log_level) + "\n";
}

/// Whether the machine's own configuration says that its market is in this directory: then there is
/// no second one beside it.
bool is_machines_market(const std::string& data) {
    try {
        const std::string known = settings_of(Where{}).data;
        return std::filesystem::path(known).is_absolute() && known == data;
    } catch (const Misuse&) {
        return false;  // Who makes a market elsewhere need not mend it.
    }
}

app::Settings settings_from(const Given& given) {
    const bool machines =
        given.config.empty() && given.database.empty() && is_machines_market(given.data);
    app::Settings settings =
        settings_of(machines ? Where{} : Where{given.config, given.data, given.database});
    if (!given.name.empty()) settings.name = given.name;
    if (!given.currency.empty()) settings.currency = given.currency;
    if (!given.zone.empty()) settings.zone = given.zone;
    if (const std::string fault = app::fault_of(settings); !fault.empty()) throw Misuse(fault);
    return settings;
}

/// Files of a market in the directory, and its rows somewhere else than was said: a new one there
/// would go on with the key, the signed heads and the payments of the first.
void refuse_second(const Given& given, const app::Settings& settings) {
    if (!backup::is_empty(app::database_of(settings))) return;
    const std::filesystem::path data = settings.data;
    for (const auto& file : {backup::heads_file(data), data / backup::market_name}) {
        if (!std::filesystem::exists(file)) continue;
        throw std::runtime_error(given.data + " belongs to a market, for there is " +
                                 file.string() +
                                 ", and its database is not the one that was named; say where it "
                                 "is with --database or --config, or take another directory");
    }
}

int init(Given given) {
    given.data = std::filesystem::absolute(given.data).lexically_normal().string();
    app::Settings settings = settings_from(given);
    refuse_second(given, settings);
    settings.port = 0;
    settings.metrics_listen.clear();  // A program that serves this market already may have it.
    {
        // The whole program, but nobody is let in: so all that a market needs is made in one place.
        app::App app(settings, real_time, app::Backstage::by_hand);
        std::printf("The market is in %s\n", settings.data.c_str());
        if (const auto code = app.setup_code()) {
            std::printf("Sign up with this code to be its operator: %s\n", code->c_str());
        }
    }
    if (!given.config.empty()) {
        std::printf("Open it with: fairground serve --config %s --data %s\n", given.config.c_str(),
                    settings.data.c_str());
        return well;
    }
    if (is_machines_market(given.data)) {
        std::printf("Its configuration is in /etc/fairground/fairground.toml\n");
        std::printf("Open it with: systemctl enable --now fairground\n");
        return well;
    }
    const auto file = std::filesystem::path(given.data) / "fairground.toml";
    if (!std::filesystem::exists(file)) base::write_file(file, configuration(given));
    std::printf("Its configuration is in %s\n", file.c_str());
    std::printf("Open it with: fairground serve --data %s\n", settings.data.c_str());
    return well;
}

}  // namespace

void add_init(CLI::App& line, Chosen& chosen) {
    const auto given = std::make_shared<Given>();
    CLI::App* command = line.add_subcommand("init", "Makes a market and its configuration");
    command->footer(examples);
    command->add_option("directory", given->data, "Where everything of the market will be")
        ->required();
    command->add_option("--config", given->config, "Configuration file, instead of a new one")
        ->check(CLI::ExistingFile);
    command->add_option("--database", given->database,
                        "\"postgres:SCHEMA CONNINFO\"; else market.db in the directory");
    command->add_option("--name", given->name, "The market's name (Fairground)");
    command->add_option("--currency", given->currency, "Its currency, ISO 4217 (EUR)");
    command->add_option("--zone", given->zone, "Its time zone (Europe/Berlin)");
    command->callback([given, &chosen] { chosen = [given] { return init(*given); }; });
}

}  // namespace cli
