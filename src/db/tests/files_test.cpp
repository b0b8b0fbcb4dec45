#include "db/files.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>

#include "db/act.hpp"
#include "db/readers.hpp"
#include "tests/databases.hpp"

namespace db {
namespace {

constexpr base::Time noon{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
constexpr Migration table{"shelf", 1, 1,
                          "create table goods (id BIG not null primary key, "
                          "name text not null) STRICT"};

class Files : public ::testing::Test {
protected:
    Files() {
        migrate(*open_writer(address), {&table, 1}, noon);
        open();
    }

    void open() {
        engine.emplace([this] { return open_writer(address); },
                       EngineOptions{{[] { return noon; }, [this] { return ++ids; }}, {}});
    }

    /// So that pages go to the log before the batch ends, and come back soon or late.
    void open_with_little_memory() {
        SqliteOptions options = address.sqlite;
        options.cache_kib = 64;
        engine.emplace([options] { return open_sqlite(options); },
                       EngineOptions{{[] { return noon; }, [this] { return ++ids; }}, {}});
    }

    /// Some rows in one batch.
    void write(int count, std::size_t bytes) {
        const auto done = act(*engine, [&](Tx& tx) -> base::Result<base::Done> {
            for (int row = 0; row < count; ++row) {
                ++rows;
                tx.run("insert into goods (id, name) values ($1, $2)", rows,
                       std::string(bytes, static_cast<char>('a' + rows % 26)));
            }
            return base::done;
        });
        ASSERT_TRUE(done);
    }

    std::uintmax_t size(const std::string& of = "") const {
        return std::filesystem::file_size(address.sqlite.file + of);
    }

    /// What a program that starts now finds in the files as they are.
    std::int64_t found_elsewhere() {
        const tests::Place other{Dialect::sqlite};
        const std::string copy = other.address().sqlite.file;
        for (const char* of : {"", "-wal"}) {
            std::filesystem::copy_file(address.sqlite.file + of, copy + of);
        }
        const auto writer = open_writer(other.address());
        std::int64_t well = 0;
        auto take = [&](const Row& row) { well += row.text(0) == "ok" ? 1 : 0; };
        writer->run("pragma integrity_check", {}, Access::read, take);
        EXPECT_EQ(well, 1);
        Snapshot snapshot(*writer, noon);
        return snapshot.number("select count(*) from goods");
    }

    tests::Place place{Dialect::sqlite};
    Address address = place.address();
    std::int64_t ids = 0;
    std::int64_t rows = 0;
    std::optional<Engine> engine;
};

TEST_F(Files, WhatIsAnsweredIsInThem) {
    // Small batches, one of more than can be written at once, and one that fits into it exactly.
    for (const int count : {1, 1, 3, 200, 2, 31, 1}) {
        write(count, 4000);
        EXPECT_EQ(found_elsewhere(), rows);
    }
}

TEST_F(Files, ABatchThatIsLargerThanTheCacheReadsWhatItHasWritten) {
    open_with_little_memory();
    for (const int pages : {20, 40, 500}) {
        rows = 0;
        const auto done = act(*engine, [&](Tx& tx) -> base::Result<base::Done> {
            tx.run("delete from goods");
            for (; rows < pages; ++rows) {
                tx.run("insert into goods (id, name) values ($1, $2)", rows,
                       std::string(3000, 'a'));
            }
            for (int round = 1; round <= 5; ++round) {
                for (int id = 0; id < pages; ++id) {
                    const std::string before(3000, static_cast<char>('a' + round - 1));
                    const std::string after(3000, static_cast<char>('a' + round));
                    EXPECT_EQ(tx.number("select count(*) from goods where id = $1 and name = $2",
                                        id, before),
                              1);
                    tx.run("update goods set name = $2 where id = $1", id, after);
                }
            }
            return base::done;
        });
        ASSERT_TRUE(done);
        EXPECT_EQ(found_elsewhere(), rows);
    }
}

TEST_F(Files, ABatchThatIsGivenUpLeavesNothing) {
    open_with_little_memory();
    write(10, 3000);
    EXPECT_THROW((void)act(*engine,
                           [&](Tx& tx) -> base::Result<base::Done> {
                               for (int id = 100; id < 1100; ++id) {
                                   tx.run("insert into goods (id, name) values ($1, $2)", id,
                                          std::string(1000, 'x'));
                               }
                               throw std::runtime_error("not this one");
                           }),
                 std::runtime_error);
    EXPECT_EQ(found_elsewhere(), rows);
    write(3, 3000);
    EXPECT_EQ(found_elsewhere(), rows);
}

TEST_F(Files, ReadersSeeEachBatch) {
    const auto reader = open_reader(address);
    for (int i = 0; i < 50; ++i) {
        write(1, 3000);
        Snapshot snapshot(*reader, noon);
        EXPECT_EQ(snapshot.number("select count(*) from goods"), rows);
    }
}

TEST_F(Files, GrowAheadSoThatFewCommitsMakeThemLonger) {
    int longer = 0;
    std::uintmax_t before = size("-wal");
    for (int i = 0; i < 200; ++i) {
        write(1, 3000);
        longer += size("-wal") != before ? 1 : 0;
        before = size("-wal");
    }
    EXPECT_GT(longer, 0);
    EXPECT_LT(longer, 40) << "each commit logs two pages or more, and it grows by sixteen or more";
}

TEST_F(Files, KeepTheirLengthAndTheirRowsWhenTheProgramStartsAgain) {
    write(500, 3000);
    for (int i = 0; i < 3; ++i) {
        engine.reset();
        EXPECT_FALSE(std::filesystem::exists(address.sqlite.file + "-wal"));
        const auto length = size();
        EXPECT_EQ(length % 4096, 0U);
        open();
        write(1, 10);
        EXPECT_EQ(size(), length) << "nothing is copied back before there is much of it";
    }
    EXPECT_EQ(found_elsewhere(), rows);
}

}  // namespace
}  // namespace db
