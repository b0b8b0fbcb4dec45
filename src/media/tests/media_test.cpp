#include "media/media.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "media/links.hpp"
#include "media/rows.hpp"
#include "media/tests/album.hpp"

namespace media {
namespace {

class Pictures : public tests::WithAlbum<tests::MarketTest> {
protected:
    Pictures() : WithAlbum(tests::media_modules()) {}

    void SetUp() override {
        WithAlbum::SetUp();
        // The job goes outside between two commands, so it wants a writer with its own thread.
        writer.emplace(*engine, db::WriterOptions{}, [] {});
    }
    void TearDown() override { writer->stop(); }

    std::int64_t count(const std::string& table) {
        return look([&](db::Snapshot& snapshot) {
            return snapshot.number("select count(*) from " + table);
        });
    }
};

TEST_P(Pictures, WhatWasPutIsFoundByItsDigest) {
    const PictureId id = picture(ann, "blue");
    EXPECT_EQ(bytes_of(id, 1), small("blue"));
    EXPECT_EQ(bytes_of(id, 2), large("blue"));
    const bool in_files = GetParam() == db::Dialect::sqlite;
    EXPECT_EQ(files().size(), in_files ? 2U : 0U);
    EXPECT_EQ(count("blobs"), in_files ? 0 : 2);
}

TEST_P(Pictures, TheSameBytesAreKeptOnce) {
    const PictureId one = picture(ann, "blue"), other = picture(ben, "blue");
    EXPECT_NE(one, other);
    EXPECT_EQ(bytes_of(other, 2), large("blue"));
    EXPECT_EQ(files().size() + static_cast<std::size_t>(count("blobs")), 2U);
}

TEST_P(Pictures, OnlyOnesOwnMayBeUsed) {
    const PictureId mine = picture(ann, "blue"), other = picture(ben, "green");
    const auto use_all = [&](const std::vector<PictureId>& list) {
        const auto done = act([&](db::Tx& tx) { return use(tx, ann, list); });
        return done ? "done" : std::string{done.error().code()};
    };
    EXPECT_EQ(use_all({mine}), "done");
    EXPECT_EQ(use_all({}), "done");
    EXPECT_EQ(use_all({mine, other}), "no_such_picture");
    EXPECT_EQ(use_all({PictureId{999'999}}), "no_such_picture");
}

TEST_P(Pictures, TooManyAndTooMuchOfOneMemberAreRefused) {
    const auto code = [&](const Quota& quota) {
        const auto done = act([&](db::Tx& tx) { return add(tx, ann, *put("red"), quota); });
        return done ? "done" : std::string{done.error().code()};
    };
    EXPECT_EQ(code({2, 1 << 20}), "done");
    EXPECT_EQ(code({2, 10}), "quota_full");
    EXPECT_EQ(code({2, 1 << 20}), "done");
    EXPECT_EQ(code({2, 1 << 20}), "too_many_pictures");
    EXPECT_EQ(count("pictures"), 2);
}

TEST_P(Pictures, WhatNothingUsesIsGoneAfterADayAndItsRoomIsFreeAgain) {
    const PictureId used = picture(ann, "blue"), unused = picture(ann, "green");
    const PictureId same_as_used = picture(ben, "blue");
    must([&](db::Tx& tx) { return use(tx, ann, {used}); });
    now += std::chrono::hours{23};
    sweep();
    EXPECT_EQ(count("pictures"), 3);
    now += std::chrono::hours{2};
    sweep();
    EXPECT_EQ(count("pictures"), 1);
    EXPECT_EQ(bytes_of(used, 2), large("blue"));
    EXPECT_EQ(files().size() + static_cast<std::size_t>(count("blobs")), 2U);
    EXPECT_TRUE(look([&](db::Snapshot& db) {
                    return show(db, ann, {unused, same_as_used});
                }).empty());
    EXPECT_EQ(look([&](db::Snapshot& db) {
                  return db.number("select pictures from picture_usage where member = $1", ben);
              }),
              0);
}

TEST_P(Pictures, WhatIsAboutToBeNamedIsNotSweptAway) {
    const auto kept = put("yellow");
    std::filesystem::create_directories(folder() / "ab");
    base::write_file(folder() / "ab" / std::string(64, 'a'), "nobody names it");
    base::write_file(folder() / "ab" / "half.part", "nor this");
    sweep();
    EXPECT_FALSE(std::filesystem::exists(folder() / "ab" / std::string(64, 'a')));
    EXPECT_FALSE(std::filesystem::exists(folder() / "ab" / "half.part"));
    const PictureId id = must([&](db::Tx& tx) { return add(tx, ann, *kept, Quota{}); });
    EXPECT_EQ(bytes_of(id, 1), small("yellow"));
}

TEST_P(Pictures, AfterACopyTheBytesAreReadWhereTheyAreAndCarriedWhereTheyBelong) {
    const PictureId id = picture(ann, "blue");
    must([&](db::Tx& tx) { return use(tx, ann, {id}); });
    // As after a copy from the other database.
    if (GetParam() == db::Dialect::sqlite) {
        for (const auto& file : files()) {
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                tx.run("insert into blobs (digest, bytes) values ($1, $2)",
                       file.filename().string(), db::Bytes{base::read_file(file)});
                return base::done;
            });
            std::filesystem::remove(file);
        }
    } else {
        const std::string digest = digest_of(large("blue"));
        std::filesystem::create_directories(folder() / digest.substr(0, 2));
        base::write_file(folder() / digest.substr(0, 2) / digest, large("blue"));
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            tx.run("delete from blobs where digest = $1", digest);
            return base::done;
        });
    }
    EXPECT_EQ(bytes_of(id, 2), large("blue"));
    sweep();
    const bool in_files = GetParam() == db::Dialect::sqlite;
    EXPECT_EQ(files().size(), in_files ? 2U : 0U);
    EXPECT_EQ(count("blobs"), in_files ? 0 : 2);
    EXPECT_EQ(bytes_of(id, 2), large("blue"));
}

TEST_P(Pictures, WhoLooksAfterTheMarketSeesWhatIsMissing) {
    if (GetParam() != db::Dialect::sqlite) return;
    const PictureId id = picture(ann, "blue");
    picture(ann, "green");
    must([&](db::Tx& tx) { return use(tx, ann, {id}); });
    const auto seen = [&] {
        return look([&](db::Snapshot& db) { return look_at_pictures(db, folder()); });
    };
    EXPECT_EQ(seen().named, 4);
    EXPECT_EQ(seen().missing, 0);
    for (const auto& file : files()) std::filesystem::remove(file);
    EXPECT_EQ(seen().missing, 2);
}

TEST(Links, AnAddressIsGoodForOneViewerOnePictureAndSomeHours) {
    const base::Time now = base::time_of(1'893'499'200'000'000);
    const Link link{{7}, {3}, until_for(now)};
    const std::string key(32, 'k'), signature = signature_of(key, link);
    EXPECT_EQ(signature.size(), 22U);
    EXPECT_TRUE(is_good(key, link, signature, now));
    EXPECT_TRUE(is_good(key, link, signature, now + std::chrono::hours{6}));
    EXPECT_FALSE(is_good(key, link, signature, now + std::chrono::hours{12}));
    EXPECT_FALSE(is_good(key, {{8}, {3}, link.until}, signature, now));
    EXPECT_FALSE(is_good(key, {{7}, {4}, link.until}, signature, now));
    EXPECT_FALSE(is_good(key, {{7}, {3}, link.until + 1}, signature, now));
    EXPECT_FALSE(is_good(std::string(32, 'x'), link, signature, now));
    EXPECT_FALSE(is_good(key, link, "", now));
    EXPECT_EQ(until_for(now), until_for(now + std::chrono::minutes{1}));
}

ON_EVERY_DATABASE(Pictures);

}  // namespace
}  // namespace media
