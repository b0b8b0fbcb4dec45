// fairground doctor: is this machine fit to hold people's money, and is anything about to go wrong?

#include "cli/doctor.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "app/market.hpp"
#include "backup/backup.hpp"
#include "cli/command.hpp"
#include "ledger/heads.hpp"
#include "media/store.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* examples = R"(Examples:
  fairground doctor --data /srv/market
  said=$(fairground doctor) || echo "$said" | mail -s market operator@example.org

Looks at disk space, how long a sync takes, the clock, permissions, versions, the schema, the log,
the signed heads and the age of the last backup. Each line is ok, warn or bad, with what to do; what
cannot be read is bad and keeps nothing else from being looked at. The market may trade meanwhile;
nothing is changed. It does not read the books: fairground verify does.

Exits with 0 when nothing is bad, 3 when something is, 1 when it could not look, 2 when the command
line or the configuration is wrong.)";

constexpr std::uint64_t mebibyte = 1024ULL * 1024;
constexpr std::uint64_t disk_bytes_bad = 256 * mebibyte, disk_bytes_warn = 2048 * mebibyte;
constexpr std::uint64_t log_bytes_warn = 256 * mebibyte, log_bytes_bad = 4096 * mebibyte;
constexpr std::chrono::microseconds sync_warn{20'000}, sync_bad{200'000};
constexpr std::chrono::hours backup_warn{36}, backup_bad{24 * 14};
constexpr std::chrono::minutes clock_slack{1};

State worse(bool is_bad, bool is_warning) {
    if (is_bad) return State::bad;
    return is_warning ? State::warn : State::ok;
}

Finding disk(const fs::path& data) {
    const fs::space_info space = fs::space(data);
    const State state = worse(space.available < disk_bytes_bad, space.available < disk_bytes_warn);
    return {state, "disk",
            bytes_text(space.available) + " of " + bytes_text(space.capacity) + " are free",
            state == State::ok ? "" : "make room: a full disk refuses every sale (507)"};
}

/// How long one durable write takes here: what a lone purchase waits for.
Finding sync_time(const fs::path& data) {
    struct statfs system {};
    if (::statfs(data.c_str(), &system) == 0 && system.f_type == TMPFS_MAGIC) {
        return {State::bad, "sync", "this place is in memory",
                "move the data directory to a disk: a power cut takes all of it"};
    }
    constexpr int rounds = 16;
    std::vector<std::chrono::microseconds> times;
    const fs::path file = data / "doctor.part";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const std::string block(4096, 'x');
    for (int i = 0; descriptor >= 0 && i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (::write(descriptor, block.data(), block.size()) < 0 || ::fdatasync(descriptor) != 0) {
            break;
        }
        times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begin));
    }
    if (descriptor >= 0) ::close(descriptor);
    fs::remove(file);
    if (times.size() < rounds) {
        return {State::bad, "sync", "nothing can be written here", "look at the disk and its log"};
    }
    std::ranges::sort(times);
    const auto median = times[rounds / 2];
    const State state = worse(median > sync_bad, median > sync_warn);
    return {state, "sync", std::to_string(median.count()) + " us for a durable write of 4 KiB",
            state == State::ok ? "" : "each purchase waits for it: use a faster or quieter disk"};
}

/// Whether something keeps the clock right; the kernel says so where it may be asked.
bool drifts() {
    timex state{};
    return ::adjtimex(&state) == TIME_ERROR;
}

Finding clock(const std::optional<base::Time>& last, base::Time now) {
    if (last && *last > now + clock_slack) {
        return {State::bad, "clock",
                base::to_iso(now) + " is before the market's last batch, " + base::to_iso(*last),
                "set the clock (NTP): until then the market's time stands still"};
    }
    if (drifts()) {
        return {State::warn, "clock", base::to_iso(now) + ", and nothing keeps it right",
                "run chrony or systemd-timesyncd: deadlines of people's money hang on it"};
    }
    return {State::ok, "clock", base::to_iso(now) + ", kept right", ""};
}

Finding permissions(const app::Settings& settings) {
    std::string open;
    // The other files lie in a directory that only its owner may enter.
    for (const fs::path& path : {fs::path(settings.data), app::key_of(settings)}) {
        std::error_code missing;
        const fs::perms perms = fs::status(path, missing).permissions();
        const bool is_open =
            (perms & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none;
        if (!missing && is_open) open += (open.empty() ? "" : ", ") + path.string();
    }
    if (open.empty()) return {State::ok, "permissions", "only their owner reads them", ""};
    return {State::bad, "permissions", open + " can be read by others", "chmod go= " + open};
}

Finding descriptors(const app::Settings& settings) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const auto wanted = static_cast<rlim_t>(settings.connections_max) + 100;
    if (limit.rlim_max >= wanted) return {State::ok, "files", "enough may be open", ""};
    return {State::warn, "files",
            "at most " + std::to_string(limit.rlim_max) + " may be open, connections_max is " +
                std::to_string(settings.connections_max),
            "raise it (LimitNOFILE= in systemd) or lower connections_max"};
}

Finding last_backup(const fs::path& data, base::Time now) {
    const auto last = backup::last_backup(data);
    if (!last) {
        return {State::warn, "backup", "there is none", "fairground backup FOLDER, every night"};
    }
    const auto age = now - last->made;
    const State state = worse(age > backup_bad, age > backup_warn);
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(age).count();
    return {state, "backup", std::to_string(hours) + " hours old, in " + last->to,
            state == State::ok ? "" : "fairground backup FOLDER, every night"};
}

Finding log_size(const db::Address& address) {
    std::error_code missing;
    const auto bytes = fs::file_size(address.sqlite.file + "-wal", missing);
    if (missing) return {State::ok, "log", "empty", ""};
    const State state = worse(bytes > log_bytes_bad, bytes > log_bytes_warn);
    return {state, "log", bytes_text(bytes),
            state == State::ok ? ""
                               : "something reads for very long, or the disk is slow; a restart "
                                 "empties it"};
}

Finding schema(db::Snapshot& snapshot) {
    std::map<std::string, std::int64_t, std::less<>> mine;
    for (const db::Migration& step : app::all_migrations()) {
        mine[std::string{step.module}] = step.number;
    }
    bool newer = false, too_new = false, older = false;
    for (const db::Reached& row : db::steps_run(snapshot)) {
        newer |= row.number > mine[row.module];
        older |= row.number < mine[row.module];
        too_new |= row.readable_from > mine[row.module];
    }
    if (too_new) {
        return {State::bad, "schema", "a newer Fairground made it, and this one cannot read it",
                "use the newer program, or restore a backup from before the upgrade"};
    }
    if (newer) {
        return {State::warn, "schema", "a newer Fairground made it; this one can serve it",
                "go back to the newer program when you can"};
    }
    return {State::ok, "schema",
            older ? "older than this program, which brings it up to date when it next serves it"
                  : "this program's own",
            ""};
}

Finding heads(const app::Settings& settings, db::Snapshot& snapshot) {
    std::optional<ledger::SignedHead> newest;
    for (const auto& head : ledger::read_heads(backup::heads_file(settings.data))) {
        if (!newest || head.batch >= newest->batch) newest = head;
    }
    if (!newest) {
        return {State::warn, "heads", "the books' chain was never signed",
                "serve the market once with this program"};
    }
    const auto found =
        ledger::check_heads(snapshot, {*newest}, ledger::public_half_in(app::key_of(settings)));
    if (found.forged > 0 || found.not_in_chain > 0) {
        return {State::bad, "heads", "the newest signed head is not this chain's",
                "stop the market and run fairground verify"};
    }
    return {State::ok, "heads",
            "batch " + std::to_string(newest->batch) + " is signed, " +
                std::to_string(found.unsigned_batches) + " came after it",
            ""};
}

Finding version(db::Snapshot& snapshot) {
    const bool is_file = snapshot.dialect() == db::Dialect::sqlite;
    const auto said = snapshot.one<std::string>(is_file ? "select sqlite_version() as version"
                                                        : "show server_version");
    return {State::ok, "versions",
            "fairground " FAIRGROUND_VERSION +
                std::string{is_file ? ", SQLite " : ", PostgreSQL "} + said.value_or("?") +
                ", libsodium " + sodium_version_string(),
            ""};
}

/// Whether every picture that something shows is there.
Finding pictures(const app::Settings& settings, db::Snapshot& snapshot) {
    const auto steps = db::steps_run(snapshot);
    if (std::ranges::find(steps, "media", &db::Reached::module) == steps.end()) {
        return {State::ok, "pictures", "none: the market is older than they are", ""};
    }
    const auto seen =
        media::look_at_pictures(snapshot, fs::path(settings.data) / media::pictures_folder);
    if (seen.missing > 0) {
        return {State::bad, "pictures",
                std::to_string(seen.missing) + " of " + std::to_string(seen.named) +
                    " sizes of pictures are missing",
                "put the folder pictures of the newest backup back into the data directory"};
    }
    return {State::ok, "pictures", std::to_string(seen.named) + " sizes, all there", ""};
}

/// What PostgreSQL must be so that an answer is a promise and texts are sorted as on SQLite.
Finding server(db::Snapshot& snapshot) {
    for (const std::string setting : {"fsync", "full_page_writes", "synchronous_commit"}) {
        if (snapshot.one<std::string>("show " + setting) == "off") {
            return {State::bad, "server", setting + " is off",
                    "set " + setting + " = on: what was answered may be lost"};
        }
    }
    constexpr std::int64_t oldest = 150'000;
    if (snapshot.number("select cast(current_setting('server_version_num') as bigint) as n") <
        oldest) {
        return {State::bad, "server", "older than PostgreSQL 15", "upgrade it"};
    }
    const auto locale = snapshot.one<std::string>(
        "select cast(datcollate as text) as locale from pg_database "
        "where datname = current_database()");
    if (locale != "C" && locale != "C.UTF-8" && locale != "C.utf8") {
        return {State::bad, "server", "the database has the locale " + locale.value_or("?"),
                "make one with LOCALE 'C.UTF-8' and carry the market there: fairground copy"};
    }
    return {State::ok, "server", "it syncs what it says it wrote; locale " + *locale, ""};
}

/// What cannot be looked at is a finding itself, and keeps nobody from looking at the rest.
template <class Look>
void look(std::vector<Finding>& findings, const char* what, const char* advice, Look at) {
    try {
        findings.push_back(at());
    } catch (const std::exception& error) {
        findings.push_back({State::bad, what, error.what(), advice});
    }
}

void look_outside(const app::Settings& settings, base::Time now, std::vector<Finding>& findings) {
    constexpr const char* advice = "see whether it is there and may be read";
    look(findings, "disk", advice, [&] { return disk(settings.data); });
    look(findings, "sync", advice, [&] { return sync_time(settings.data); });
    look(findings, "permissions", advice, [&] { return permissions(settings); });
    look(findings, "files", advice, [&] { return descriptors(settings); });
    look(findings, "backup", advice, [&] { return last_backup(settings.data, now); });
}

void look_inside(const app::Settings& settings, base::Time now, std::vector<Finding>& findings) {
    constexpr const char* advice = "run fairground verify";
    const db::Address address = app::database_of(settings);
    const bool is_file = address.dialect == db::Dialect::sqlite;
    const auto connection = db::open_reader(address);
    // Each in a snapshot of its own: one that fails leaves none to the next.
    const auto inside = [&](const char* what, auto at) {
        look(findings, what, advice, [&] {
            connection->begin_read();
            db::Snapshot snapshot(*connection, now);
            Finding finding = at(snapshot);
            connection->end_read();
            return finding;
        });
        connection->rollback();
    };
    inside("versions", version);
    inside("schema", schema);
    inside("clock", [&](db::Snapshot& snapshot) {
        return clock(snapshot.one<base::Time>("select at from batches order by seq desc limit 1"),
                     now);
    });
    inside("heads", [&](db::Snapshot& snapshot) { return heads(settings, snapshot); });
    inside("pictures", [&](db::Snapshot& snapshot) { return pictures(settings, snapshot); });
    if (is_file) return look(findings, "log", advice, [&] { return log_size(address); });
    inside("server", server);
}

}  // namespace

std::vector<Finding> examine(const app::Settings& settings, base::Time now) {
    std::vector<Finding> findings;
    look_outside(settings, now, findings);
    try {
        look_inside(settings, now, findings);
    } catch (const std::exception& error) {
        findings.push_back({State::bad, "database", error.what(), "see whether it runs"});
    }
    return findings;
}

void add_doctor(CLI::App& line, Chosen& chosen) {
    const auto where = std::make_shared<Where>();
    CLI::App* command =
        line.add_subcommand("doctor", "Looks at the machine and says what to do about it");
    command->footer(examples);
    add_where(*command, *where);
    command->callback([where, &chosen] {
        chosen = [where] {
            const app::Settings settings = settings_of(*where);
            try {
                need_market(settings);
            } catch (const db::Error&) {
                // A database that does not answer is among the findings.
            }
            return print(examine(settings, real_time()));
        };
    });
}

}  // namespace cli
