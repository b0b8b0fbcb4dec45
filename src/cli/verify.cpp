// fairground verify: proves a market, or a backup of one.

#include "cli/verify.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>

#include "app/market.hpp"
#include "backup/backup.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "db/tx.hpp"
#include "documents/documents.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground verify --data /srv/market
  fairground verify /backups/monday
  fairground verify --data /srv/market --key /mnt/elsewhere/chain.key.pub

Proves, while the market trades, that every transfer adds up to zero, that every balance is the sum
of its postings, that the chain of digests runs from the first batch to the last, and that it passes
through every head that was signed with the market's key. Of a backup also that every file and every
table is what was saved.

It reads everything in one snapshot, so that what it proves is one moment. Meanwhile SQLite's log
grows with all that is traded, and PostgreSQL keeps old rows: of a large market that is busy, rather
verify its backup, on another machine.

Keep chain.key.pub somewhere else, too: who owns the machine may replace the one beside the data.

Exits with 0 when all is proven, 3 when something is wrong, 1 when it could not look, 2 when the
command line or the configuration is wrong.)";

constexpr const char* backup_advice = "take another backup";
constexpr const char* stop_advice =
    "stop the market, keep everything as it is, and restore the newest backup that verifies";

Finding judged(std::string what, std::int64_t wrong, const std::string& right_text,
               const std::string& wrong_text) {
    if (wrong == 0) return {State::ok, std::move(what), right_text, ""};
    return {State::bad, std::move(what), std::to_string(wrong) + " " + wrong_text, stop_advice};
}

/// What cannot even be read or computed, such as a sum of forged numbers that fits into no integer,
/// is wrong too.
void look(std::vector<Finding>& findings, const std::string& what, const std::function<void()>& at,
          const char* advice = stop_advice) {
    try {
        at();
    } catch (const std::exception& error) {
        const auto* const accident = dynamic_cast<const db::Error*>(&error);
        if (accident != nullptr && accident->kind() == db::ErrorKind::unavailable) throw;
        findings.push_back({State::bad, what, error.what(), advice});
    }
}

void look_at_file(db::Snapshot& snapshot, std::vector<Finding>& findings) {
    const auto said = snapshot.all<std::string>("pragma integrity_check(1)");
    const bool whole = said.size() == 1 && said.front() == "ok";
    findings.push_back({whole ? State::ok : State::bad, "file",
                        whole ? "every page and every index is in order" : said.front(),
                        whole ? "" : stop_advice});
}

void look_at_books(db::Snapshot& snapshot, std::vector<Finding>& findings) {
    const ledger::Audit audit = ledger::audit(snapshot);
    findings.push_back(judged("assets", audit.assets_unbalanced,
                              "the balances of each add up to zero", "do not add up to zero"));
    findings.push_back(judged("transfers", audit.transfers_unbalanced, "each adds up to zero",
                              "do not add up to zero"));
    findings.push_back(judged("postings", audit.postings_wrong,
                              "each leads from one balance to the next",
                              "have no transfer or no possible balance"));
    findings.push_back(judged("accounts", audit.accounts_wrong + audit.accounts_too_low,
                              "each is the sum of its postings",
                              "are not the sum of their postings, or too low"));
    const ledger::ChainHead head = ledger::chain_head(snapshot);
    findings.push_back(judged("chain", audit.links_broken,
                              std::to_string(head.batches) + " batches, head " +
                                  (head.head.empty() ? "none yet" : base::to_hex(head.head)),
                              "links do not follow from their rows"));
}

void look_at_documents(db::Snapshot& snapshot, std::vector<Finding>& findings) {
    const auto audit = documents::audit(snapshot);
    findings.push_back(
        judged("documents", audit.damaged + audit.missing,
               std::to_string(audit.documents) + " say what was issued, and no number is missing",
               "are not what was issued, or are missing"));
}

void look_at_heads(db::Snapshot& snapshot, const std::vector<ledger::SignedHead>& heads,
                   const std::string& public_half, std::vector<Finding>& findings) {
    const auto found = ledger::check_heads(snapshot, heads, public_half);
    findings.push_back(
        judged("signatures", found.forged,
               std::to_string(heads.size()) + " heads were signed with the market's key",
               "heads were not signed with this key"));
    findings.push_back(judged("heads", found.not_in_chain,
                              "the chain passes through each; " +
                                  std::to_string(found.unsigned_batches) +
                                  " batches came after the newest",
                              "signed heads are not in the chain: it was computed anew"));
    if (heads.empty() && found.unsigned_batches > 0) {
        findings.push_back({State::bad, "heads", "nothing was ever signed, or the file is gone",
                            "look for heads.signed; only a market that was never served has none"});
    }
}

constexpr const char* key_name = "chain.key";

struct Given {
    Where where;
    std::string backup, key;
};

/// Whether a backup had a key of its own when it was made. One whose manifest cannot be read may
/// have had: what is wrong with it is found all the same.
bool had_key(const std::filesystem::path& backup) {
    try {
        const auto files = backup::read_manifest(backup, "").manifest.files;
        return std::ranges::any_of(files, [](const auto& file) { return file.name == key_name; });
    } catch (const std::exception&) {
        return true;
    }
}

void look_at_backup(const std::filesystem::path& backup, const std::string& public_half,
                    std::vector<Finding>& findings) {
    const auto faults = backup::faults_of(backup, public_half);
    for (const std::string& fault : faults) {
        findings.push_back({State::bad, "backup", fault, backup_advice});
    }
    if (faults.empty()) {
        findings.push_back({State::ok, "backup", "every file and table is what was saved", ""});
    }
}

int verify_backup(const Given& given) {
    const std::filesystem::path backup = given.backup;
    const std::string key = given.key.empty() ? (backup / key_name).string() : given.key;
    const bool has_key = std::filesystem::exists(key);
    if (!has_key && !had_key(backup)) {
        throw Misuse("the key is not in this backup; say --key FILE");
    }
    std::vector<Finding> findings;
    std::string public_half;
    if (has_key) {
        look(
            findings, "key", [&] { public_half = ledger::public_half_in(key); }, backup_advice);
    }
    look(
        findings, "backup", [&] { look_at_backup(backup, public_half, findings); }, backup_advice);
    const auto market = backup / backup::market_name;
    // A file that is not there is among the faults.
    if (!std::filesystem::exists(market)) return print(findings);
    look(findings, "books", [&] {
        const auto database = db::parse_address("sqlite:" + market.string());
        for (Finding& finding : verify({database, backup::heads_file(backup), public_half})) {
            findings.push_back(std::move(finding));
        }
    });
    return print(findings);
}

int verify_market(const Given& given) {
    const app::Settings settings = settings_of(given.where);
    need_market(settings);
    const std::string key = given.key.empty() ? app::key_of(settings).string() : given.key;
    if (!std::filesystem::exists(key)) {
        throw std::runtime_error("the key " + key +
                                 " is not here: say --key FILE, or, if nothing was ever signed, "
                                 "serve the market once");
    }
    return print(verify({app::database_of(settings), backup::heads_file(settings.data),
                         ledger::public_half_in(key)}));
}

}  // namespace

std::vector<Finding> verify(const Verifying& verifying) {
    std::vector<Finding> findings;
    // First the heads, then the snapshot: so every head that is read is of a batch that is seen.
    std::vector<ledger::SignedHead> heads;
    look(findings, "heads", [&] { heads = ledger::read_heads(verifying.heads); });
    const bool is_file = verifying.database.dialect == db::Dialect::sqlite;
    look(findings, is_file ? "file" : "books", [&] {
        const auto connection = db::open_reader(verifying.database);
        connection->begin_read();
        db::Snapshot snapshot(*connection, {});
        if (is_file) look(findings, "file", [&] { look_at_file(snapshot, findings); });
        for (Finding& finding : prove(snapshot, heads, verifying.public_half)) {
            findings.push_back(std::move(finding));
        }
        connection->rollback();
    });
    return findings;
}

std::vector<Finding> prove(db::Snapshot& snapshot, const std::vector<ledger::SignedHead>& heads,
                           const std::string& public_half) {
    std::vector<Finding> findings;
    look(findings, "books", [&] { look_at_books(snapshot, findings); });
    look(findings, "documents", [&] { look_at_documents(snapshot, findings); });
    look(findings, "heads", [&] { look_at_heads(snapshot, heads, public_half, findings); });
    return findings;
}

void add_verify(CLI::App& line, Chosen& chosen) {
    const auto given = std::make_shared<Given>();
    CLI::App* command =
        line.add_subcommand("verify", "Proves the books, their chain and its signed heads");
    command->footer(examples);
    command->add_option("backup", given->backup, "A backup, instead of the market itself")
        ->check(CLI::ExistingDirectory);
    add_where(*command, given->where);
    command->add_option("--key", given->key, "The key's file, or its public half (.pub)")
        ->check(CLI::ExistingFile);
    command->callback([given, &chosen] {
        chosen = [given] {
            return given->backup.empty() ? verify_market(*given) : verify_backup(*given);
        };
    });
}

}  // namespace cli
