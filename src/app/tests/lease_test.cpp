#include "db/lease.hpp"

#include <gtest/gtest.h>

#include "tests/market.hpp"

namespace db {
namespace {

using std::chrono::seconds;

constexpr base::Time noon{std::chrono::hours{12}};

LeaseSeen seen(std::int64_t node, base::Time until) {
    return {Lease{node, 7, until, "here:1", "secret"}, noon};
}

Bid bid(std::int64_t node, bool starting = false) {
    return {node, "there:2", "another", seconds{3}, starting};
}

TEST(Leases, AreTakenWhenFreeOrRunOut) {
    EXPECT_TRUE(may_take({std::nullopt, noon}, bid(2))) << "nobody ever had it";
    EXPECT_TRUE(may_take(seen(1, {}), bid(2))) << "its holder has let go";
    EXPECT_TRUE(may_take(seen(1, noon - seconds{1}), bid(2)));
    EXPECT_TRUE(may_take(seen(1, noon), bid(2))) << "the last instant is over";
    EXPECT_FALSE(may_take(seen(1, noon + base::Duration{1}), bid(2)));
}

TEST(Leases, AreTakenBackByANodeThatStartsAgain) {
    EXPECT_TRUE(may_take(seen(2, noon + seconds{3}), bid(2, true)));
    EXPECT_FALSE(may_take(seen(2, noon + seconds{3}), bid(2)))
        << "two with one number do not fight";
    EXPECT_FALSE(may_take(seen(1, noon + seconds{3}), bid(2, true)));
}

TEST(Leases, LeadToAHolderWhileTheyLast) {
    EXPECT_TRUE(is_led(seen(1, noon + seconds{1})));
    EXPECT_FALSE(is_led(seen(1, noon)));
    EXPECT_FALSE(is_led({std::nullopt, noon}));
    LeaseSeen nowhere = seen(1, noon + seconds{1});
    nowhere.lease->address.clear();
    EXPECT_FALSE(is_led(nowhere)) << "nobody can be sent to a holder without an address";
}

TEST(Leases, AreLostOnceAndOnlyUnderTheirOwnEpoch) {
    int told = 0;
    Hold hold(seconds{3}, [&] { ++told; });
    hold.begin(4);
    hold.lose(3);
    EXPECT_EQ(hold.epoch(), 4);
    hold.lose(4);
    hold.lose(4);
    EXPECT_EQ(hold.epoch(), 0);
    EXPECT_EQ(told, 1);
}

class LeaseRows : public tests::MarketTest {
protected:
    LeaseRows() : MarketTest({events::migrations()}) {}

    void SetUp() override {
        if (GetParam() == Dialect::sqlite) {
            GTEST_SKIP() << "a market on SQLite has one program and no lease";
        }
        first = open_writer(place.address());
        second = open_writer(place.address());
    }

    std::optional<std::int64_t> take(Connection& connection, const Bid& with) {
        return take_lease(connection, look_at_lease(connection), with);
    }

    /// An engine that writes under `hold`.
    Engine engine_of(Hold& hold) {
        EngineOptions options;
        options.source = {[this] { return now; }, [this] { return ++last_id; }};
        options.companion = &hub;
        options.hold = &hold;
        return {[this] { return open_writer(place.address()); }, options};
    }

    static base::Result<base::Done> plan(Tx& tx) {
        events::at(tx, "something", tx.now(), 1);
        return base::done;
    }

    std::int64_t jobs() {
        return look(
            [](Snapshot& snapshot) { return snapshot.number("select count(*) from jobs"); });
    }

    std::unique_ptr<Connection> first, second;
};

TEST_P(LeaseRows, CountTheirHolders) {
    EXPECT_EQ(take(*first, bid(1)), 1);
    EXPECT_FALSE(take(*second, bid(2)).has_value());
    EXPECT_TRUE(hold_lease(*first, 1, seconds{60}));
    release_lease(*first, 1);
    EXPECT_EQ(take(*second, bid(2)), 2);
    EXPECT_FALSE(hold_lease(*first, 1, seconds{60}));
    release_lease(*first, 1);
    EXPECT_FALSE(take(*first, bid(1)).has_value()) << "who is deposed can let go of nothing";
    EXPECT_EQ(look_at_lease(*first).lease->secret, "another") << "the market keeps its first one";
}

TEST_P(LeaseRows, GoToTheFasterOfTwoWhoSawTheSame) {
    const LeaseSeen free = look_at_lease(*first);
    EXPECT_EQ(take_lease(*first, free, bid(1)), 1);
    EXPECT_FALSE(take_lease(*second, free, bid(2)).has_value());
}

TEST_P(LeaseRows, AreNotTakenInTheMiddleOfABatch) {
    take(*first, bid(1));
    first->begin_write();
    EXPECT_TRUE(hold_lease(*first, 1, base::Duration{1}));  // It runs out at once.
    LeaseSeen late = look_at_lease(*second);
    late.now = late.lease->until;
    EXPECT_FALSE(take_lease(*second, late, bid(2)).has_value());
    first->commit();
}

TEST_P(LeaseRows, FenceTheWriter) {
    Hold mine(seconds{600}, nullptr), theirs(seconds{600}, nullptr);
    Engine a = engine_of(mine), b = engine_of(theirs);
    const auto deposed = [&](Engine& one) {
        try {
            (void)db::act(one, plan);
        } catch (const Error& error) {
            return error.kind() == ErrorKind::deposed;
        }
        return false;
    };
    EXPECT_TRUE(deposed(a)) << "nobody writes without the lease";

    mine.begin(take(*first, bid(1)).value());
    EXPECT_TRUE(db::act(a, plan));
    EXPECT_TRUE(deposed(b));
    release_lease(*first, 1);
    theirs.begin(take(*second, bid(2)).value());
    EXPECT_TRUE(db::act(b, plan));
    ASSERT_EQ(mine.epoch(), 1) << "it was not told";
    EXPECT_TRUE(deposed(a));
    EXPECT_EQ(mine.epoch(), 0);
    EXPECT_EQ(jobs(), 2) << "nothing of the deposed batch stays";

    release_lease(*second, 2);
    mine.begin(take(*first, bid(1)).value());
    EXPECT_TRUE(db::act(a, plan)) << "it goes on where the other one stopped";
    EXPECT_EQ(a.position().batch, b.position().batch + 1);
}

ON_EVERY_DATABASE(LeaseRows);

}  // namespace
}  // namespace db
