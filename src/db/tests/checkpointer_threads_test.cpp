#include "db/checkpointer.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <chrono>
#include <mutex>
#include <thread>

#include "db/act.hpp"
#include "db/readers.hpp"
#include "tests/databases.hpp"

namespace db {
namespace {

constexpr base::Time noon{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
constexpr std::int64_t frame_bytes = 4096 + 24;
constexpr int row_bytes = 3000;  // One row a page.
constexpr Migration table{"shelf", 1, 1,
                          "create table goods (id BIG not null primary key, "
                          "name text not null) STRICT"};

/// The way to files whose databases take their time to sync, and whose logs do not.
const char* slow_disk() {
    static sqlite3_vfs* const own = sqlite3_vfs_find(nullptr);
    static const sqlite3_io_methods* own_methods = nullptr;
    static std::once_flag learnt;
    static sqlite3_io_methods methods;
    static sqlite3_vfs slow;
    if (slow.zName != nullptr) return slow.zName;
    slow = *own;
    slow.zName = "slow";
    slow.xOpen = [](sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
        const int code = own->xOpen(own, name, file, flags, out);
        if (code != SQLITE_OK || (flags & SQLITE_OPEN_MAIN_DB) == 0) return code;
        std::call_once(learnt, [&] {
            own_methods = file->pMethods;
            methods = *own_methods;
            methods.xSync = [](sqlite3_file* synced, int how) {
                const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds{5};
                while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
                return own_methods->xSync(synced, how);
            };
        });
        file->pMethods = &methods;
        return code;
    };
    sqlite3_vfs_register(&slow, 0);
    return slow.zName;
}

/// A market in a file whose log is copied back early, and a writer that fills it.
class Checkpoints : public ::testing::Test {
protected:
    Checkpoints() {
        address_.sqlite.log = {50, 100, 200, 400};
        migrate(*open_writer(address_), {&table, 1}, noon);
        open();
    }

    void open() {
        engine_.emplace([this] { return open_writer(address_); },
                        EngineOptions{{[] { return noon; }, [this] { return ++ids_; }}, {}});
    }

    /// Puts so many new pages into the log, a few with each batch.
    void write(int batches) {
        for (int i = 0; i < batches; ++i) {
            const auto done = act(*engine_, [this](Tx& tx) -> base::Result<base::Done> {
                for (int row = 0; row < 5; ++row) {
                    tx.run("insert into goods (id, name) values ($1, $2)", ++rows_,
                           std::string(row_bytes, 'x'));
                }
                return base::done;
            });
            ASSERT_TRUE(done);
        }
    }

    std::int64_t log_pages() const {
        return static_cast<std::int64_t>(
                   std::filesystem::file_size(address_.sqlite.file + "-wal")) /
               frame_bytes;
    }

    std::int64_t count() {
        const auto reader = open_reader(address_);
        Snapshot snapshot(*reader, noon);
        return snapshot.number("select count(*) from goods");
    }

    tests::Place place_{Dialect::sqlite};
    Address address_ = place_.address();
    std::int64_t ids_ = 0;
    std::int64_t rows_ = 0;
    std::optional<Engine> engine_;
};

TEST_F(Checkpoints, KeepTheLogShortHoweverMuchIsWritten) {
    write(400);
    // Well over 2,000 pages were written; the writer waits from the 400th on.
    EXPECT_LT(log_pages(), 500);
    EXPECT_EQ(count(), rows_);
}

TEST_F(Checkpoints, KeepTheWriterFromRunningAheadOfASlowDisk) {
    address_.sqlite.log = {50, 100, 200, 1'000'000};
    address_.sqlite.vfs = slow_disk();
    open();
    write(600);  // 6,855 pages of a log for which nobody waits.
    EXPECT_LT(log_pages(), 1000);
    EXPECT_EQ(count(), rows_);
}

TEST_F(Checkpoints, LoseNothingWhenTheProgramEndsInTheMiddle) {
    write(150);
    // What a killed program leaves: the file and its log as they are.
    const auto copy = place_.directory() / "copy.db";
    std::filesystem::copy_file(address_.sqlite.file + "-wal", copy.string() + "-wal");
    std::filesystem::copy_file(address_.sqlite.file, copy);
    const auto opened = open_writer(parse_address("sqlite:" + copy.string()));
    Snapshot snapshot(*opened, noon);
    EXPECT_EQ(snapshot.one<std::string>("pragma integrity_check"), "ok");
    EXPECT_EQ(snapshot.number("select count(*) from goods"), rows_);
}

TEST_F(Checkpoints, GoOnWhenSomebodyHasReadAnOldSnapshotForLong) {
    {
        const auto reader = open_reader(address_);
        reader->begin_read();
        Snapshot snapshot(*reader, noon);
        EXPECT_EQ(snapshot.number("select count(*) from goods"), 0);
        write(150);  // Longer than the log may get: who reads comes first.
        EXPECT_EQ(snapshot.number("select count(*) from goods"), 0);
        reader->end_read();
    }
    const auto long_log = log_pages();
    EXPECT_GT(long_log, 400);
    write(400);
    EXPECT_LT(log_pages(), long_log + 100);  // Begun anew, where 2,000 pages were written.
    EXPECT_EQ(count(), rows_);
}

}  // namespace
}  // namespace db
