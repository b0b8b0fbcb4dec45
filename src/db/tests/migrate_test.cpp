#include "db/migrate.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "db/tx.hpp"
#include "tests/databases.hpp"

namespace db {
namespace {

constexpr base::Time noon{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1} +
                          std::chrono::hours{12}};

constexpr Migration table{"shelf", 1, 1,
                          "create table goods (id BIG not null primary key, "
                          "name text not null unique) STRICT"};

class Migrations : public ::testing::TestWithParam<Dialect> {};

TEST_P(Migrations, RunOnceEachAndGoOnWhereTheyStopped) {
    const tests::Place place(GetParam());
    const auto connection = open_writer(place.address());
    const Migration more{"shelf", 2, 1, "alter table goods add column note text"};
    const Migration steps[] = {table, more};
    EXPECT_EQ(migrate(*connection, {steps, 1}, noon), 1);
    EXPECT_EQ(migrate(*connection, steps, noon), 1);
    EXPECT_EQ(migrate(*connection, steps, noon), 0);
}

TEST_P(Migrations, RunOnceEachWhenTwoProgramsStartAtOnce) {
    const tests::Place place(GetParam());
    std::vector<std::string> texts;
    std::vector<Migration> steps;
    constexpr int count = 30;
    texts.reserve(count);
    for (int number = 1; number <= count; ++number) {
        texts.push_back("create table t" + std::to_string(number) + " (id BIG not null) STRICT");
        steps.push_back({"shelf", number, 1, texts.back()});
    }
    std::atomic<int> ran = 0;
    const auto start = [&] { ran += migrate(*open_writer(place.address()), steps, noon); };
    std::thread other(start);
    start();
    other.join();
    EXPECT_EQ(ran, count);
}

TEST_P(Migrations, LeaveNothingOfAStepThatFails) {
    const tests::Place place(GetParam());
    const auto connection = open_writer(place.address());
    const Migration broken{"shelf", 1, 1, "create table a (id BIG primary key); nonsense;"};
    EXPECT_THROW(migrate(*connection, {&broken, 1}, noon), Error);
    const Migration mended{"shelf", 1, 1, "create table a (id BIG primary key);"};
    EXPECT_EQ(migrate(*connection, {&mended, 1}, noon), 1);
}

TEST_P(Migrations, RefuseASchemaThatOnlyANewerProgramReads) {
    const tests::Place place(GetParam());
    const auto connection = open_writer(place.address());
    const Migration newer[] = {table, {"shelf", 2, 2, "alter table goods add column n text"}};
    migrate(*connection, newer, noon);
    EXPECT_THROW(migrate(*connection, {newer, 1}, noon), TooNew);

    const Migration expanded{"shelf", 3, 2, "alter table goods add column m text"};
    const Migration all[] = {newer[0], newer[1], expanded};
    migrate(*connection, all, noon);
    EXPECT_EQ(migrate(*connection, {all, 2}, noon), 0);
}

TEST_P(Migrations, ThatOthersCannotGoOnWithWaitUntilNobodyWrites) {
    const tests::Place place(GetParam());
    const auto connection = open_writer(place.address());
    const Migration added{"shelf", 2, 1, "alter table goods add column n text"};
    const Migration steps[] = {table, added, {"shelf", 3, 3, "alter table goods drop column n"}};
    migrate(*connection, {steps, 1}, noon);
    connection->script(
        "insert into lease (id, node, epoch, until, address, secret) "
        "values (1, 7, 1, 9000000000000000, 'http://there', 's')");
    EXPECT_EQ(migrate(*connection, {steps, 2}, noon), 1) << "what only adds disturbs nobody";
    if (GetParam() == Dialect::postgres) {
        EXPECT_THROW(migrate(*connection, steps, noon), Served);
        connection->script("update lease set until = 0");
    }
    EXPECT_EQ(migrate(*connection, steps, noon), 1);
}

ON_EVERY_DATABASE(Migrations);

TEST(Dialects, TranslateWholeWordsOnly) {
    EXPECT_EQ(in_dialect("a BIG, BIGGER, b BYTES) STRICT;", Dialect::sqlite),
              "a INT, BIGGER, b BLOB) STRICT;");
    EXPECT_EQ(in_dialect("a BIG, c DBL) STRICT;", Dialect::postgres),
              "a bigint, c double precision) ;");
}

}  // namespace
}  // namespace db
