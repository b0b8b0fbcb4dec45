// fairground backup and fairground restore.

#include "backup/backup.hpp"

#include <sys/resource.h>

#include <cstdio>

#include "app/market.hpp"
#include "cli/command.hpp"
#include "cli/finding.hpp"
#include "cli/verify.hpp"
#include "ledger/heads.hpp"

namespace cli {
namespace {

constexpr const char* backup_examples = R"(Examples:
  fairground backup /backups/monday --data /srv/market
  fairground backup /backups/$(date -u +%Y%m%dT%H%M%SZ)

Makes the folder /backups/monday: the market as it was after its last batch, the other files of the
data directory, and backup.toml, which says what is in it. The market may go on trading. The folder
is called monday.part until all of it is written and synced, so what an interrupted backup leaves
behind is never mistaken for one. It holds everything that the market knows of its members, and the
key: keep it as safe as the market.

Exits with 0 when the backup is whole, 1 when there is none, 2 when the command line or the
configuration is wrong.)";

constexpr const char* restore_examples = R"(Examples:
  fairground restore /backups/monday --data /srv/again
  fairground restore /backups/monday --data /srv/again \
      --database "postgres:m_again host=/run/postgresql dbname=fair"

  fairground restore /backups/monday --data /srv/again --key /mnt/elsewhere/chain.key.pub

Puts a backup into a place where nothing is yet, on SQLite or on PostgreSQL, whichever it came from.
Every file and every table is digested again, the manifest's signature is checked and the books are
proven; where anything differs from what was saved, nothing is kept. A fairground.toml in it becomes
fairground.toml.saved, for it says where the market was.

The signature is checked with the key of --key; else with the one that is where the restored market
looks for it; else with the backup's own, which shows damage, but whoever forged the backup may have
put it there. It says which one it was, and when there was none.

Exits with 0 when the market is there again, 3 when the backup is damaged, 1 when it could not, 2
when the command line or the configuration is wrong.)";

backup::Place place_of(const app::Settings& settings) {
    return {app::database_of(settings), settings.data, app::key_of(settings)};
}

void say(const backup::Manifest& manifest) {
    std::int64_t rows = 0, bytes = 0;
    for (const auto& table : manifest.tables) rows += table.rows;
    for (const auto& file : manifest.files) bytes += file.bytes;
    std::printf("market     %s\nbatch      %lld of %s\nhead       %s\n", manifest.market.c_str(),
                static_cast<long long>(manifest.batch), base::to_iso(manifest.batch_at).c_str(),
                manifest.head.empty() ? "none yet" : manifest.head.c_str());
    std::printf("tables     %zu with %lld rows, digest %s\nfiles      %zu, %s\n",
                manifest.tables.size(), static_cast<long long>(rows),
                backup::digest_of(manifest.tables).c_str(), manifest.files.size(),
                bytes_text(static_cast<std::uint64_t>(bytes)).c_str());
}

struct Given {
    Where where;
    std::string folder;
    std::string key;
};

/// The market goes first where both want the processor.
void step_back() {
    constexpr int niceness = 10;
    (void)::setpriority(PRIO_PROCESS, 0, niceness);
}

int make(const Given& given) {
    step_back();
    const app::Settings settings = settings_of(given.where);
    need_market(settings);
    const auto steps = app::all_migrations();
    say(backup::make({place_of(settings), given.folder, steps, real_time(), FAIRGROUND_VERSION}));
    std::printf("saved to   %s\n", given.folder.c_str());
    return well;
}

/// The key that has to have signed a backup, and what to say of it.
struct Witness {
    std::string public_half;  // Empty: nobody knows it.
    std::string says;
};

Witness witness_of(const Given& given, const app::Settings& settings) {
    const std::filesystem::path key =
        given.key.empty() ? app::key_of(settings).string() : given.key;
    if (std::filesystem::exists(key)) {
        return {ledger::public_half_in(key), "checked with " + key.string()};
    }
    const auto inside = key.lexically_relative(settings.data);
    const auto own = given.folder / inside;
    if (*inside.begin() != ".." && std::filesystem::exists(own)) {
        return {ledger::public_half_in(own),
                "checked with the backup's own key: it is not damaged, but may be forged; say "
                "--key FILE with the public half that you keep elsewhere"};
    }
    return {"",
            "NOT checked, for there is no key here: it may be forged; say --key FILE with the "
            "public half that you keep elsewhere"};
}

int restore(const Given& given) {
    const app::Settings settings = settings_of(given.where);
    const auto steps = app::all_migrations();
    const Witness witness = witness_of(given, settings);
    say(backup::restore({given.folder, place_of(settings), steps, witness.public_half}));
    std::printf("signature  %s\n", witness.says.c_str());
    std::printf("restored   %s\n", settings.data.c_str());
    const auto saved = std::filesystem::path(settings.data) / backup::saved_config_name;
    if (std::filesystem::exists(saved)) {
        std::printf("Its configuration is in %s: look it through and rename it\n", saved.c_str());
    }
    const auto key = app::key_of(settings);
    if (!std::filesystem::exists(key)) {
        std::printf("The key %s is not here: put it back before you serve the market\n",
                    key.c_str());
    }
    if (witness.public_half.empty()) {
        std::puts("The books were not proven: run fairground verify when the key is there");
        return well;
    }
    return print(verify(
        {app::database_of(settings), backup::heads_file(settings.data), witness.public_half}));
}

}  // namespace

void add_backup(CLI::App& line, Chosen& chosen) {
    const auto given = std::make_shared<Given>();
    CLI::App* command =
        line.add_subcommand("backup", "Saves the market to a folder, also while it trades");
    command->footer(backup_examples);
    command->add_option("folder", given->folder, "The folder to make")->required();
    add_where(*command, given->where);
    command->callback([given, &chosen] { chosen = [given] { return make(*given); }; });
}

void add_restore(CLI::App& line, Chosen& chosen) {
    const auto given = std::make_shared<Given>();
    CLI::App* command =
        line.add_subcommand("restore", "Puts a backup into an empty place and proves it");
    command->footer(restore_examples);
    command->add_option("backup", given->folder, "The backup's folder")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->add_option("--key", given->key, "The key's file, or its public half (.pub)")
        ->check(CLI::ExistingFile);
    add_where(*command, given->where);
    command->callback([given, &chosen] { chosen = [given] { return restore(*given); }; });
}

}  // namespace cli
