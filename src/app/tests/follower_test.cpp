#include "app/follower.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>

#include "events/cursors.hpp"
#include "tests/market.hpp"

namespace app {
namespace {

class Followers : public tests::MarketTest {
protected:
    Followers() : MarketTest({events::migrations()}) {
        writer.emplace(*engine, db::WriterOptions{}, [] {});
        follower.emplace(
            *writer, readers,
            std::vector<Listener>{
                Listener{"first", applying(first)}, Listener{"second", applying(second)},
                Listener{"third", applying(third), 25, std::chrono::milliseconds{0},
                         [this](db::Snapshot&) { return third_wanted; }}},
            [this](const events::Event&) { ++told; }, [this] { return wanted(); },
            [] { return true; });
    }

    /// What a listener has read, and whether it refuses to.
    struct Reads {
        bool refuses = false;
        std::vector<std::int64_t> seen;
    };

    static Apply applying(Reads& reads) {
        return
            [&reads](db::Tx&, const std::vector<events::Event>& list) -> base::Result<base::Done> {
                if (reads.refuses) return base::Reason{base::Kind::conflict, "not_today"};
                for (const events::Event& event : list) reads.seen.push_back(event.subject);
                return base::done;
            };
    }

    void happens(std::int64_t subject) {
        must([&](db::Tx& tx) { return events::tell(tx, {"thing", subject, "{}"}); });
    }

    std::function<bool()> wanted = [] { return true; };
    Reads first, second, third;
    bool third_wanted = true;
    int told = 0;
    std::optional<Follower> follower;
};
ON_EVERY_DATABASE(Followers);

TEST_P(Followers, OneThatRefusesStopsItselfAlone) {
    happens(7);
    first.refuses = true;
    EXPECT_THROW(follower->catch_up(), std::runtime_error);
    EXPECT_EQ(second.seen, (std::vector<std::int64_t>{7}));
    EXPECT_EQ(told, 1);
    EXPECT_EQ(look([](db::Snapshot& db) { return events::cursor(db, "first"); }), 0);

    first.refuses = false;
    happens(8);
    follower->catch_up();
    EXPECT_EQ(first.seen, (std::vector<std::int64_t>{7, 8}));
    EXPECT_EQ(second.seen, (std::vector<std::int64_t>{7, 8}));
    EXPECT_EQ(told, 2);
}

TEST_P(Followers, OneThatRestsReadsOnByItself) {
    for (std::int64_t subject = 1; subject <= 5; ++subject) happens(subject);
    std::promise<void> all_read;
    std::int64_t read = 0;
    const auto one_by_one = [&](db::Tx&, const std::vector<events::Event>& list) {
        read += std::ssize(list);
        EXPECT_EQ(list.size(), 1U);
        if (read == 5) all_read.set_value();
        return base::Result<base::Done>{base::done};
    };
    Follower alone(
        *writer, readers, {{"rests", one_by_one, 1, std::chrono::milliseconds{1}}},
        [](const events::Event&) {}, [] { return false; }, [] { return true; });
    alone.start();
    alone.wake();  // Once: that there is more it has to know by itself.
    all_read.get_future().wait();
    alone.stop();
    EXPECT_EQ(read, 5);
}

TEST_P(Followers, PassOverWhatNobodyWantsToHear) {
    const auto cursor = [&] {
        return look([](db::Snapshot& db) { return events::cursor(db, "third"); });
    };
    third_wanted = false;
    for (int i = 1; i < 1'000; ++i) happens(i);
    follower->catch_up();
    EXPECT_EQ(cursor(), 0) << "it is not worth a command yet";
    happens(1'000);
    follower->catch_up();
    EXPECT_EQ(cursor(), 1'000);
    third_wanted = true;
    happens(1'001);
    follower->catch_up();
    EXPECT_EQ(third.seen, (std::vector<std::int64_t>{1'001}));
}

TEST_P(Followers, TellWhoeverComesWhatHappensFromThenOn) {
    happens(7);
    int asked = 0;
    wanted = [&] {
        if (++asked > 1) return true;
        happens(8);  // Somebody came, and this happened, just after nobody had been there.
        return false;
    };
    follower->catch_up();
    EXPECT_EQ(told, 0);
    follower->catch_up();
    EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace app
