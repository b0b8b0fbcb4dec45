#include "backup/backup.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "backup/part.hpp"
#include "tests/operate/operated.hpp"

namespace tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class Backups : public ::testing::TestWithParam<db::Dialect> {
protected:
    Backups() : place(GetParam()), settings(settings_at(place)), trade(settings) {
        for (int i = 0; i < 10; ++i) trade.batch();
        trade.sign();
        base::write_file(fs::path(settings.data) / "simulator.log", "capture 1 1 5 EUR then\n");
    }

    backup::Manifest back_up(const std::string& name) {
        return backup::make(
            {backup_place(settings), place.directory() / name, steps, operated_now, "test"});
    }

    /// Restores to a place of this kind and proves it; returns the digest of all tables there.
    std::string restored(const std::string& name, db::Dialect kind) {
        const Place other(kind);
        const app::Settings there = settings_at(other);
        backup::restore({place.directory() / name, backup_place(there), steps, public_half()});
        EXPECT_EQ(bad(verified(there)), 0);
        EXPECT_EQ(base::read_file(fs::path(there.data) / "simulator.log"),
                  base::read_file(fs::path(settings.data) / "simulator.log"));
        const auto address = app::database_of(there);
        const auto reader = db::open_reader(address);
        reader->begin_read();
        return backup::digest_of(backup::digests_of(*reader, address));
    }

    std::string public_half() { return ledger::public_half_in(app::key_of(settings)); }

    Place place;
    app::Settings settings;
    Trade trade;
    std::vector<db::Migration> steps = app::all_migrations();
};

TEST_P(Backups, PL_03_come_back_whole_on_either_database) {
    const auto manifest = back_up("monday");
    EXPECT_EQ(manifest.batch, trade.position().batch);
    EXPECT_TRUE(backup::faults_of(place.directory() / "monday", public_half()).empty());
    for (const db::Dialect kind : databases()) {
        EXPECT_EQ(restored("monday", kind), backup::digest_of(manifest.tables));
    }
    const auto last = backup::last_backup(settings.data);
    ASSERT_TRUE(last.has_value());
    EXPECT_EQ(last->made, operated_now);
}

TEST_P(Backups, PL_03_under_load_hold_the_market_as_it_was_after_one_batch) {
    for (std::int64_t drill = 0; drill < budget("operate", "drills"); ++drill) {
        const std::int64_t before = trade.position().batch;
        std::atomic<bool> enough{false};
        std::atomic<std::int64_t> batches{0};
        std::thread trading([&] {
            while (!enough) {
                trade.batch();
                batches = trade.position().batch;
                batches.notify_one();
            }
        });
        batches.wait(0);
        const std::string name = "drill" + std::to_string(drill);
        const std::int64_t began = batches;
        const auto manifest = back_up(name);
        const std::int64_t ended = batches;
        enough = true;
        trading.join();
        EXPECT_GT(ended, began) << "nobody traded during the backup";
        EXPECT_GE(manifest.batch, before);
        EXPECT_LE(manifest.batch, trade.position().batch);
        for (const db::Dialect kind : databases()) {
            EXPECT_EQ(restored(name, kind), backup::digest_of(manifest.tables));
        }
    }
}

TEST_P(Backups, AreNothingUntilTheyAreWhole) {
    back_up("monday");
    const fs::path half = place.directory() / "half";
    fs::copy(place.directory() / "monday", half, fs::copy_options::recursive);
    fs::remove(half / backup::manifest_name);
    Place other(db::Dialect::sqlite);
    const app::Settings there = settings_at(other);
    EXPECT_THROW(backup::restore({half, backup_place(there), steps, public_half()}),
                 std::runtime_error);
    EXPECT_FALSE(fs::exists(there.data));
    EXPECT_FALSE(fs::exists(place.directory() / "monday.part"));
}

TEST_P(Backups, NeverReplaceOneAnotherNorAMarket) {
    back_up("monday");
    EXPECT_THROW(back_up("monday"), std::runtime_error);
    EXPECT_THROW(backup::restore(
                     {place.directory() / "monday", backup_place(settings), steps, public_half()}),
                 std::runtime_error);
    EXPECT_EQ(bad(verified(settings)), 0);
}

TEST_P(Backups, OfWhichOneByteWasChangedAreFoundAndNotRestored) {
    back_up("monday");
    const fs::path monday = place.directory() / "monday";
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(monday)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::mt19937_64 chance(7);
    for (std::int64_t i = 0; i < budget("operate", "backup_bytes"); ++i) {
        const fs::path& file = files[chance() % files.size()];
        const std::string whole = base::read_file(file);
        if (whole.empty()) continue;
        std::string changed = whole;
        const std::size_t at = chance() % changed.size();
        changed[at] = static_cast<char>(changed[at] ^ 1);
        const std::string half = public_half();
        base::write_file(file, changed);
        bool found = false;
        try {
            found = !backup::faults_of(monday, half).empty();
        } catch (const std::runtime_error&) {
            found = true;  // The manifest cannot be read any more.
        }
        EXPECT_TRUE(found) << file << " at " << at;
        base::write_file(file, whole);
    }
    std::string market = base::read_file(monday / backup::market_name);
    market[market.size() / 2] = static_cast<char>(market[market.size() / 2] ^ 1);
    base::write_file(monday / backup::market_name, market);
    Place other(db::Dialect::sqlite);
    const app::Settings there = settings_at(other);
    EXPECT_THROW(backup::restore({monday, backup_place(there), steps, public_half()}),
                 backup::Differs);
    EXPECT_FALSE(fs::exists(there.data));
}

TEST_P(Backups, WhoseManifestGoesOnAfterItsSignatureAreRefused) {
    back_up("monday");
    const fs::path monday = place.directory() / "monday";
    const std::string whole = base::read_file(monday / backup::manifest_name);
    Place other(db::Dialect::sqlite);
    const app::Settings there = settings_at(other);
    for (const std::string more :
         {"\n", "# nothing\n", "[[file]]\nname = \"x\"\nbytes = 0\nsha256 = \"\"\n"}) {
        base::write_file(monday / backup::manifest_name, whole + more);
        EXPECT_THROW((void)backup::read_manifest(monday, public_half()), backup::Differs) << more;
        EXPECT_THROW(backup::restore({monday, backup_place(there), steps, public_half()}),
                     backup::Differs);
        EXPECT_FALSE(fs::exists(there.data));
    }
}

TEST_P(Backups, SaveEveryFileButTheMarketsOwnAndStaleOnes) {
    const fs::path data = settings.data;
    const std::vector<std::string> own{"market.db",   "market.db-wal", "market.db-shm", "lock",
                                       "last-backup", "backup.toml",   "x.part"};
    for (const std::string& name : own) base::write_file(data / name, "not to be saved");
    fs::create_directories(data / "kept");
    const std::vector<std::string> theirs{"kept/lock", "kept/heads.signed", "kept/last-backup",
                                          "kept/market.db", "notes"};
    for (const std::string& name : theirs) base::write_file(data / name, name);
    const auto manifest = back_up("monday");
    EXPECT_TRUE(backup::faults_of(place.directory() / "monday", public_half()).empty());
    std::vector<std::string> names;
    for (const auto& file : manifest.files) names.push_back(file.name);
    std::vector<std::string> wanted{"chain.key", "chain.key.pub", "heads.signed", "market.db",
                                    "simulator.log"};
    wanted.insert(wanted.end(), theirs.begin(), theirs.end());
    EXPECT_THAT(names, ::testing::UnorderedElementsAreArray(wanted));
}

TEST(BackupsOfAFile, HoldTheMarketOnceWhateverWayLeadsToIt) {
    const Place place(db::Dialect::sqlite);
    app::Settings settings = settings_at(place);
    fs::create_directories(place.directory() / "disk");
    fs::create_directory_symlink(place.directory() / "disk", place.directory() / "link");
    settings.data = (place.directory() / "link" / "data").string();
    settings.database = "sqlite:" + (place.directory() / "disk/./data/other.db").string();
    Trade trade(settings);
    trade.batch();
    fs::create_symlink("other.db", fs::path(settings.data) / "again.db");
    const auto steps = app::all_migrations();
    const fs::path monday = place.directory() / "monday";
    const auto manifest =
        backup::make({backup_place(settings), monday, steps, operated_now, "test"});
    EXPECT_TRUE(backup::faults_of(monday, ledger::public_half_in(app::key_of(settings))).empty());
    EXPECT_EQ(std::ranges::count(manifest.files, "market.db", &backup::FileDigest::name), 1);
    for (const char* name : {"other.db", "other.db-wal", "other.db-shm", "again.db"}) {
        EXPECT_FALSE(fs::exists(monday / name)) << name;
    }
}

TEST_P(Backups, AreMadeByOneProgramAtATime) {
    {
        const backup::Part theirs(place.directory() / "monday", backup::Part::Kind::folder);
        base::write_file(theirs.path() / "half", "theirs");
        EXPECT_THAT([&] { back_up("monday"); },
                    ThrowsMessage<std::runtime_error>(HasSubstr("another program")));
        EXPECT_EQ(base::read_file(theirs.path() / "half"), "theirs");
    }
    // What a program left that was killed is no part of the next one.
    fs::create_directories(place.directory() / "monday.part");
    base::write_file(place.directory() / "monday.part" / "half", "theirs");
    back_up("monday");
    EXPECT_FALSE(fs::exists(place.directory() / "monday" / "half"));
    EXPECT_FALSE(fs::exists(place.directory() / "monday.part"));
}

TEST_P(Backups, AreWholeWithoutANoteOfThem) {
    fs::create_directories(fs::path(settings.data) / "last-backup" / "in the way");
    ::testing::internal::CaptureStderr();
    back_up("monday");
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("doctor does not hear"));
    EXPECT_TRUE(backup::faults_of(place.directory() / "monday", public_half()).empty());
}

TEST_P(Backups, LeaveOutHeadsOfLaterBatchesAndOtherBackups) {
    back_up("data/kept");
    trade.batch();
    trade.sign();
    back_up("tuesday");
    EXPECT_FALSE(fs::exists(place.directory() / "tuesday" / "kept"));
    for (const char* name : {"data/kept", "tuesday"}) {
        const fs::path folder = place.directory() / name;
        const auto manifest = backup::read_manifest(folder, public_half()).manifest;
        EXPECT_EQ(ledger::read_heads(backup::heads_file(folder)).back().batch, manifest.batch);
    }
}

TEST_P(Backups, KeepTheConfigurationAsideWhenRestored) {
    base::write_file(fs::path(settings.data) / "fairground.toml", "port = 1\n");
    base::write_file(fs::path(settings.data) / backup::saved_config_name, "port = 2\n");
    back_up("monday");
    Place other(db::Dialect::sqlite);
    const app::Settings there = settings_at(other);
    backup::restore({place.directory() / "monday", backup_place(there), steps, public_half()});
    EXPECT_FALSE(fs::exists(fs::path(there.data) / "fairground.toml"));
    EXPECT_EQ(base::read_file(fs::path(there.data) / backup::saved_config_name), "port = 1\n");
    EXPECT_EQ(base::read_file(fs::path(there.data) / "fairground.toml.saved.before"), "port = 2\n");
}

ON_EVERY_DATABASE(Backups);

}  // namespace
}  // namespace tests
