// Copies that fail leave behind what was there before, and nothing of their own.

#include "backup/copy.hpp"

#include <gmock/gmock.h>

#include "backup/part.hpp"
#include "tests/operate/operated.hpp"

namespace tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// From a market on SQLite to a place of either kind.
class Copies : public ::testing::TestWithParam<db::Dialect> {
protected:
    Copies() : source(db::Dialect::sqlite), settings(settings_at(source)), target(GetParam()) {
        Trade trade(settings);
        trade.batch();
        batch = trade.position().batch;
    }

    /// So that a copy fails when its tables are made.
    void spoil() {
        db::open_writer(app::database_of(settings))
            ->script("create table odd (id INT not null primary key) STRICT");
    }

    backup::Copied copy() {
        return backup::copy(app::database_of(settings), target.address(), steps);
    }

    /// How many of these the PostgreSQL place has: "pg_namespace n", "pg_proc p join ...".
    std::int64_t count(const std::string& what) {
        const auto reader = db::open_reader(target.address());
        return db::Snapshot(*reader, {})
            .number("select count(*) from " + what + " where n.nspname = $1",
                    target.address().postgres.schema);
    }

    Place source;
    app::Settings settings;
    Place target;
    std::int64_t batch = 0;  // The source's last.
    std::vector<db::Migration> steps = app::all_migrations();
};

TEST_P(Copies, ThatFailLeaveOnlyWhatWasThere) {
    spoil();
    const bool is_file = GetParam() == db::Dialect::sqlite;
    if (!is_file) {
        db::open_writer(target.address())
            ->script("create function theirs() returns text language sql as 'select version()'");
    }
    EXPECT_THAT([&] { copy(); }, ThrowsMessage<std::runtime_error>(HasSubstr("tables")));
    EXPECT_TRUE(backup::is_empty(target.address()));
    EXPECT_TRUE(fs::is_empty(target.directory()));
    if (is_file) return;
    EXPECT_EQ(count("pg_proc p join pg_namespace n on n.oid = p.pronamespace"), 1);
    db::open_writer(target.address())
        ->script("drop schema " + target.address().postgres.schema + " cascade");
    EXPECT_THROW(copy(), std::runtime_error);
    EXPECT_EQ(count("pg_namespace n"), 0) << "a schema that the copy made goes with it";
}

TEST_P(Copies, ThatCannotStayAreNotThere) {
    const auto fail = [] { throw std::runtime_error("no place for the rest"); };
    EXPECT_THROW(backup::copy(app::database_of(settings), target.address(), steps, fail),
                 std::runtime_error);
    EXPECT_TRUE(backup::is_empty(target.address()));
    EXPECT_TRUE(fs::is_empty(target.directory()));
    EXPECT_EQ(copy().batch, batch);
}

TEST(CopiesToAFile, AreMadeByOneProgramAtATimeAndForTheirOwnerOnly) {
    const Place source(db::Dialect::sqlite), target(db::Dialect::sqlite);
    const app::Settings settings = settings_at(source);
    Trade(settings).batch();
    const auto steps = app::all_migrations();
    const fs::path file = target.address().sqlite.file;
    const fs::perms owners = fs::perms::owner_read | fs::perms::owner_write;
    const auto copy = [&] {
        backup::copy(app::database_of(settings), target.address(), steps,
                     [&] { EXPECT_EQ(fs::status(file.string() + ".part").permissions(), owners); });
    };
    {
        const backup::Part theirs(file, backup::Part::Kind::file);
        base::write_file(theirs.path().string() + "-wal", "theirs");
        EXPECT_THAT(copy, ThrowsMessage<std::runtime_error>(HasSubstr("another program")));
        EXPECT_EQ(base::read_file(theirs.path().string() + "-wal"), "theirs");
    }
    // What a program left that was killed is in nobody's way.
    base::write_file(file.string() + ".part", "half");
    fs::permissions(file.string() + ".part", fs::perms::all);
    copy();
    EXPECT_EQ(fs::status(file).permissions(), owners);
}

ON_EVERY_DATABASE(Copies);

}  // namespace
}  // namespace tests
