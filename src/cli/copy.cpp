// fairground copy: moves a market to another database.

#include "backup/backup.hpp"

#include <cstdio>

#include "app/market.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground copy sqlite:/srv/market/market.db \
      "postgres:m_maple host=/run/postgresql dbname=fair"
  fairground copy "postgres:m_maple host=/run/postgresql dbname=fair" sqlite:/srv/new/market.db

Copies every row of a market into an empty database of either kind, in one snapshot, and prints the
SHA-256 of each table's rows, which are written alike on both sides; the copy is kept only when all
are equal. Stop the market first: what it writes later is not in the copy. Then say in its
configuration where it is now (`database`); the data directory stays. The pictures that are files
there go into PostgreSQL, and those in PostgreSQL into files, when the program is next started with
that directory.

Exits with 0 when the copy is equal, 3 when it is not (nothing is kept of it), 1 when it could not
copy, 2 when the command line is wrong.)";

db::Address address_from(const std::string& text) {
    try {
        return db::parse_address(text);
    } catch (const std::invalid_argument& error) {
        throw Misuse(error.what());
    }
}

int copy(const std::string& from, const std::string& to) {
    const auto steps = app::all_migrations();
    const backup::Copied copied = backup::copy(address_from(from), address_from(to), steps);
    for (const auto& table : copied.to) {
        std::printf("%s  %-18s %lld\n", table.sha256.c_str(), table.table.c_str(),
                    static_cast<long long>(table.rows));
    }
    std::printf("%s  all tables, after batch %lld, on both sides\n",
                backup::digest_of(copied.to).c_str(), static_cast<long long>(copied.batch));
    return well;
}

}  // namespace

void add_copy(CLI::App& line, Chosen& chosen) {
    struct Given {
        std::string from, to;
    };
    const auto given = std::make_shared<Given>();
    CLI::App* command =
        line.add_subcommand("copy", "Copies a market between SQLite and PostgreSQL");
    command->footer(examples);
    command->add_option("from", given->from, "sqlite:FILE or \"postgres:SCHEMA CONNINFO\"")
        ->required();
    command->add_option("to", given->to, "The same; nothing may be there yet")->required();
    command->callback(
        [given, &chosen] { chosen = [given] { return copy(given->from, given->to); }; });
}

}  // namespace cli
