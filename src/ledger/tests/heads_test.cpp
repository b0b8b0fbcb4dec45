#include "ledger/heads.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>

#include "base/files.hpp"
#include "ledger/ledger.hpp"
#include "tests/market.hpp"

namespace ledger {
namespace {

namespace fs = std::filesystem;
using base::Result;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// No file of this program gets longer than so many bytes while the object lives.
class NoRoom {
public:
    explicit NoRoom(rlim_t bytes) {
        (void)std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;
    ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

class Heads : public tests::MarketTest {
protected:
    Heads()
        : MarketTest({migrations(), events::migrations()}, link),
          key(place.directory() / "chain.key"),
          file(place.directory() / "heads.signed") {}

    HeadBook book() { return {file, SigningKey::open(key, file)}; }
    void open_account(std::int64_t owner) {
        must([&](db::Tx& tx) -> Result<AccountId> {
            return account_of(tx, owner, Holding::hold, "EUR");
        });
    }
    HeadsFound found() {
        return look([&](db::Snapshot& snapshot) {
            return check_heads(snapshot, read_heads(file), public_half_in(key));
        });
    }

    fs::path key, file;
};

TEST_P(Heads, AreSignedAtMostOnceAMinuteAndWheneverAsked) {
    HeadBook heads = book();
    for (std::int64_t owner = 1; owner <= 3; ++owner) {
        open_account(owner);
        heads.after_batch(engine->position());
    }
    EXPECT_EQ(read_heads(file).size(), 1U);
    now += std::chrono::minutes{1};
    open_account(4);
    heads.after_batch(engine->position());
    EXPECT_EQ(read_heads(file).size(), 2U);
    open_account(5);
    heads.sign(engine->position());
    heads.sign(engine->position());
    EXPECT_EQ(read_heads(file).size(), 3U) << "nothing happened between the last two";
    EXPECT_EQ(found().forged + found().not_in_chain + found().unsigned_batches, 0);
}

TEST_P(Heads, OfAnotherKeyAreForged) {
    open_account(1);
    book().sign(engine->position());
    fs::rename(key, place.directory() / "old.key");
    base::write_file(place.directory() / "nothing", "");
    (void)SigningKey::open(key, place.directory() / "nothing");
    EXPECT_EQ(found().forged, 1);
    EXPECT_THAT([&] { look([&](db::Snapshot& s) { return (book().check(s), base::done); }); },
                ThrowsMessage<std::runtime_error>(HasSubstr("not signed with this market's key")));
}

TEST_P(Heads, ThatTheChainDoesNotPassThroughAreFoundAndNotSigned) {
    open_account(1);
    open_account(2);
    book().sign(engine->position());
    db::open_writer(place.address())
        ->script("update batches set chain = (select b.chain from batches b where b.seq = 1)");
    EXPECT_EQ(found().not_in_chain, 1);
    EXPECT_THAT([&] { look([&](db::Snapshot& s) { return (book().check(s), base::done); }); },
                ThrowsMessage<std::runtime_error>(HasSubstr("is not the one whose head")));
}

TEST_P(Heads, SurviveALineThatAPowerCutTore) {
    open_account(1);
    book().sign(engine->position());
    open_account(2);
    book().sign(engine->position());
    fs::resize_file(file, fs::file_size(file) - 9);
    EXPECT_EQ(read_heads(file).size(), 1U);
    ::testing::internal::CaptureStderr();
    HeadBook heads = book();
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("bytes were cut off"));
    heads.sign(engine->position());
    EXPECT_EQ(read_heads(file).size(), 2U);
    EXPECT_EQ(found().forged + found().unsigned_batches, 0);
}

TEST_P(Heads, OfWhichAFullDiskTakesOnlyAPartAreSignedLater) {
    open_account(1);
    HeadBook heads = book();
    heads.sign(engine->position());
    const auto size = fs::file_size(file);
    now += std::chrono::minutes{1};
    open_account(2);
    {
        const NoRoom beyond(size + 9);
        heads.after_batch(engine->position());
        EXPECT_THROW(heads.sign(engine->position()), std::runtime_error);
    }
    EXPECT_EQ(fs::file_size(file), size) << "nothing stays of a line that is not whole";
    open_account(3);
    heads.after_batch(engine->position());
    EXPECT_EQ(read_heads(file).size(), 1U) << "it is not tried with every batch";
    now += std::chrono::minutes{1};
    open_account(4);
    heads.after_batch(engine->position());
    EXPECT_EQ(read_heads(file).size(), 2U);
    open_account(5);
    book().sign(engine->position());
    EXPECT_EQ(found().forged + found().not_in_chain + found().unsigned_batches, 0);
}

TEST_P(Heads, AreNotSignedWithANewKeyWhenTheOldOneIsGone) {
    open_account(1);
    book().sign(engine->position());
    const std::string half = base::read_file(key.string() + ".pub");
    fs::remove(key);
    EXPECT_THAT([&] { book(); }, ThrowsMessage<std::runtime_error>(HasSubstr("put it back")));
    EXPECT_FALSE(fs::exists(key));
    EXPECT_EQ(base::read_file(key.string() + ".pub"), half);
    EXPECT_THAT([&] { SigningKey::open(key.string() + ".pub", file); },
                ThrowsMessage<std::runtime_error>(HasSubstr("public half")));
}

TEST_P(Heads, AreThinnedToOneADayWhenThereAreMany) {
    HeadBook heads = book();
    std::string text;
    const SigningKey signing = SigningKey::open(key, file);
    constexpr std::int64_t minutes = 4 * 24 * 60;
    for (std::int64_t minute = 1; minute <= minutes; ++minute) {
        text += line_of(sign_head(
            signing, {.batch = minute, .at = now + std::chrono::minutes{minute}, .head = {"x"}}));
    }
    base::write_file(file, text);
    (void)book();
    const auto left = read_heads(file);
    EXPECT_GE(left.size(), 4U);
    EXPECT_LE(left.size(), 5U) << "four days may begin within a day";
    EXPECT_EQ(left.back().batch, minutes);
    EXPECT_EQ(found().forged, 0);
}

TEST_P(Heads, HaveAKeyThatOnlyItsOwnerReads) {
    (void)book();
    EXPECT_EQ(fs::status(key).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

ON_EVERY_DATABASE(Heads);

}  // namespace
}  // namespace ledger
