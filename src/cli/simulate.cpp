// fairground simulate: a market's life from a seed, with faults, in memory.

#include <memory>

#include "cli/command.hpp"
#include "sim/command.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground simulate --seeds 100
  fairground simulate --seed 7 --tell
  fairground simulate --points 1000

Lives whole markets from their seeds on a disk in memory that fails. After every step it checks what
must hold of what the step touched, and now and then and at the end of everything. The same seed is
the same market on every machine. Of the first seed that breaks it prints steps that are enough for
it. For those who change Fairground; no market is touched.

Exits with 0 when all held, 3 when something broke, 2 when the command line is wrong.)";

}  // namespace

void add_simulate(CLI::App& line, Chosen& chosen) {
    auto asked = std::make_shared<sim::Asked>();
    CLI::App* command = line.add_subcommand(
        "simulate", "Lives a market in memory, with faults, and checks what must always hold");
    command->footer(examples);
    command->add_option("--seed", asked->seed, "What chance begins with (1)");
    command->add_option("--seeds", asked->seeds, "So many seeds, from --seed on (1)")
        ->check(CLI::PositiveNumber);
    command->add_option("--people", asked->people, "How many there are in the end (30)")
        ->check(CLI::PositiveNumber);
    command->add_option("--days", asked->days, "How long it lives (3)")->check(CLI::PositiveNumber);
    command->add_option("--database", asked->database,
                        "\"postgres:SCHEMA CONNINFO\" of a new schema, instead of memory");
    command
        ->add_option("--points", asked->points,
                     "Instead: lives a few sales so often, each time with one cut of the power")
        ->check(CLI::PositiveNumber);
    command->add_flag("--no-faults", asked->no_faults, "Nothing goes wrong with the machine");
    command->add_flag("--tell", asked->tell, "Prints every command and what came of it");
    command->callback([asked, &chosen] {
        chosen = [asked] { return sim::simulate(*asked) == 0 ? well : found_bad; };
    });
}

}  // namespace cli
