#pragma once

// The command line: one file for each command, and what they share. A command adds itself to the
// line with its options and examples, and says what to do when it was chosen.

#include <CLI/CLI.hpp>

#include <functional>
#include <stdexcept>
#include <string>

#include "app/settings.hpp"
#include "base/time.hpp"

namespace cli {

// What the program exits with. Scripts rely on it, so numbers are only added.
inline constexpr int well = 0;       // Done, or looked and found nothing wrong.
inline constexpr int failed = 1;     // It could not: the sentence on standard error says why.
inline constexpr int misused = 2;    // The command line or the configuration is wrong.
inline constexpr int found_bad = 3;  // It looked and found something wrong.

/// The command line or the configuration is wrong.
class Misuse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Which market: what --config, --data and --database said.
struct Where {
    std::string config, data, database;
};

/// Adds those three.
void add_where(CLI::App& command, Where& where);

/// The settings of that market. The file is --config; else fairground.toml in --data; else, when
/// nothing was said, /etc/fairground/fairground.toml where there is one. Throws Misuse.
app::Settings settings_of(const Where& where);

/// Throws std::runtime_error when there is no market at this place yet.
void need_market(const app::Settings& settings);

base::Time real_time();

/// What the chosen command does; the program exits with what it returns.
using Chosen = std::function<int()>;

void add_serve(CLI::App& line, Chosen& chosen);
void add_init(CLI::App& line, Chosen& chosen);
void add_backup(CLI::App& line, Chosen& chosen);
void add_restore(CLI::App& line, Chosen& chosen);
void add_verify(CLI::App& line, Chosen& chosen);
void add_doctor(CLI::App& line, Chosen& chosen);
void add_copy(CLI::App& line, Chosen& chosen);
void add_market(CLI::App& line, Chosen& chosen);
void add_simulate(CLI::App& line, Chosen& chosen);
void add_health(CLI::App& line, Chosen& chosen);
void add_openapi(CLI::App& line, Chosen& chosen);

/// The whole program but for main().
int run(int argc, const char* const* argv);

}  // namespace cli
