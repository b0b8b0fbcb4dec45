// Putting a backup back: only what the market's key has signed, and all of it or nothing.

#include <gmock/gmock.h>

#include <thread>

#include "tests/operate/operated.hpp"

namespace tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// A backup of a market on SQLite, for places of either kind.
class Restored : public ::testing::TestWithParam<db::Dialect> {
protected:
    Restored() : source(db::Dialect::sqlite), place(GetParam()), there(settings_at(place)) {
        const app::Settings settings = settings_at(source);
        Trade trade(settings);
        trade.batch();
        trade.sign();
        public_half = ledger::public_half_in(app::key_of(settings));
        backup::make({backup_place(settings), monday(), steps, operated_now, "test"});
    }

    fs::path monday() const { return source.directory() / "monday"; }

    void restore(const std::string& half) {
        backup::restore({monday(), backup_place(there), steps, half});
    }

    /// Signs the manifest with another key, as who forges a backup would.
    void forge() {
        const fs::path key = source.directory() / "forger.key";
        const auto forger = ledger::SigningKey::open(key, source.directory() / "no heads");
        const auto manifest = backup::read_manifest(monday(), "").manifest;
        base::write_file(monday() / backup::manifest_name, backup::text_of(manifest, forger));
    }

    bool is_nothing_there() {
        return !fs::exists(there.data) && !fs::exists(there.data + ".part") &&
               backup::is_empty(place.address());
    }

    Place source, place;
    app::Settings there;
    std::string public_half;
    std::vector<db::Migration> steps = app::all_migrations();
};

TEST_P(Restored, BackupsAreSignedWithTheKeyThatWasGiven) {
    forge();
    EXPECT_THAT([&] { restore(public_half); },
                ThrowsMessage<backup::Differs>(HasSubstr("not signed with this key")));
    EXPECT_TRUE(is_nothing_there());
    restore("");
    EXPECT_EQ(bad(verified(there)), 0) << "without a key nobody can know";
}

TEST_P(Restored, FilesAndDatabaseComeTogetherOrNotAtAll) {
    // Somebody puts a file where the market is about to be.
    const fs::path file = fs::path(there.data) / "in the way";
    std::thread somebody([&] {
        while (!fs::exists(there.data + ".part")) std::this_thread::yield();
        fs::create_directories(there.data);
        base::write_file(file, "theirs");
    });
    EXPECT_THROW(restore(public_half), std::exception);
    somebody.join();
    EXPECT_TRUE(fs::exists(file));
    EXPECT_EQ(std::distance(fs::directory_iterator(there.data), {}), 1);
    EXPECT_FALSE(fs::exists(there.data + ".part"));
    EXPECT_TRUE(backup::is_empty(place.address())) << "no database without its files";
    fs::remove_all(there.data);
    restore(public_half);
    EXPECT_EQ(bad(verified(there)), 0);
}

TEST(RestoredToAFile, MarketsLieWhereverTheirConfigurationSays) {
    const Place source(db::Dialect::sqlite);
    const app::Settings settings = settings_at(source);
    Trade trade(settings);
    trade.batch();
    trade.sign();
    const auto steps = app::all_migrations();
    const fs::path monday = source.directory() / "monday";
    backup::make({backup_place(settings), monday, steps, operated_now, "test"});
    for (const std::string name : {"a/market.db", "b/../b/./market.db", "c/rows/other.db"}) {
        app::Settings there = settings;
        there.data = (source.directory() / name.substr(0, 1)).string();
        there.database = "sqlite:" + (source.directory() / name).string();
        backup::restore({monday, backup_place(there), steps, ""});
        EXPECT_EQ(bad(verified(there)), 0) << name;
    }
    EXPECT_FALSE(fs::exists(source.directory() / "c" / "market.db"));
}

ON_EVERY_DATABASE(Restored);

}  // namespace
}  // namespace tests
