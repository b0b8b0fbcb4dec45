// The demo market as a visitor finds it: made by the real functions, so that the books are right.

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "app/app.hpp"
#include "app/founding.hpp"
#include "app/meetings.hpp"
#include "app/tests/asked.hpp"
#include "backup/tables.hpp"
#include "db/readers.hpp"
#include "demo/demo.hpp"
#include "insight/insight.hpp"
#include "ledger/ledger.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

constexpr base::Time opened{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15} +
                            std::chrono::hours{9}};

/// A demo market without a program around it; its ids count from one.
class Made {
public:
    explicit Made(db::Dialect dialect, base::Time opens = opened)
        : place(dialect),
          store(dialect, place.directory() / "pictures"),
          provider(payments::make_simulator({(place.directory() / "simulator.log").string(),
                                             [opens] { return opens; }, nullptr,
                                             std::chrono::milliseconds{1}})),
          readers([this] { return db::open_reader(place.address()); }, [opens] { return opens; }) {
        settings.demo = true;
        migrate_all(place.address(), demo::beginning(opens));
        introduce(hub,
                  {{settings.currency, provider.get(), orders::lines_most},
                   {settings.currency},
                   {},
                   &sightings,
                   &store,
                   document_settings({settings.name, settings.currency, settings.zone, true})});
        const db::Source source{[opens] { return opens; }, [this] { return ++last_id; }};
        found({place.address(), source, &hub, nullptr}, settings);
        demo::Settings wanted;
        wanted.address = place.address();
        wanted.now = opens;
        wanted.fresh = source.fresh;
        wanted.currency = settings.currency;
        wanted.provider = provider.get();
        wanted.password_hash = [] { return std::string{"no hash"}; };
        wanted.hub = &hub;
        wanted.pictures = &store;
        wanted.picture_width = 16;
        demo::fill(wanted);
    }

    template <class Look>
    auto look(Look work) {
        return readers.read(std::move(work));
    }
    std::int64_t count(std::string_view sql) {
        return look([&](db::Snapshot& snapshot) { return snapshot.number(sql); });
    }
    std::string digest() {
        const auto connection = db::open_reader(place.address());
        connection->begin_read();
        auto tables = backup::digests_of(*connection, place.address());
        // Where the bytes of pictures are is the one thing that depends on the database.
        std::erase_if(tables, [](const auto& table) { return table.table == "blobs"; });
        const std::string all = backup::digest_of(std::move(tables));
        connection->end_read();
        return all;
    }

    tests::Place place;
    Settings settings;
    media::Store store;
    std::unique_ptr<payments::Provider> provider;
    db::Readers readers;
    members::Sightings sightings;
    events::Hub hub;
    std::int64_t last_id = 0;
};

/// One for all tests that only look.
class DemoMarkets : public ::testing::TestWithParam<db::Dialect> {
protected:
    static Made& made() {
        auto& one = markets[GetParam()];
        if (!one) one = std::make_unique<Made>(GetParam());
        return *one;
    }
    static void TearDownTestSuite() { markets.clear(); }

    static inline std::map<db::Dialect, std::unique_ptr<Made>> markets;
};

TEST_P(DemoMarkets, AreTheSameAgainOnEveryDatabase) {
    static const std::string again = Made(db::Dialect::sqlite).digest();
    EXPECT_EQ(made().digest(), again);
}

TEST_P(DemoMarkets, HaveMembersWhoAreMarkedAndStallsWithPicturesOfEverything) {
    Made& market = made();
    EXPECT_EQ(market.count("select count(*) from members"), 60);
    EXPECT_EQ(market.count("select count(*) from members where handle not like 'demo\\_%' "
                           "escape '\\'"),
              0);
    EXPECT_EQ(market.count("select count(*) from shops"), 12);
    EXPECT_EQ(market.count("select count(*) from listings"), 150);
    EXPECT_EQ(market.count("select count(distinct digest) from picture_sizes"), 150)
        << "no two look alike";
    EXPECT_EQ(market.count("select count(*) from pictures where used = 1"), 150);
    EXPECT_GT(market.count("select count(*) from listings where state = 'sold_out'"), 10);
    EXPECT_GT(market.count("select count(*) from listings where state = 'live'"), 100);
    EXPECT_GT(market.count("select count(*) from reviews"), 100);
    EXPECT_GT(market.count("select count(*) from questions"), 20);
}

TEST_P(DemoMarkets, HaveOrdersFromNotYetPaidToOverAndNothingInTheFuture) {
    Made& market = made();
    for (const std::string state : {"awaiting_payment", "paid_held", "accepted", "shipped",
                                    "delivered", "completed", "cancelled", "expired"}) {
        EXPECT_GT(market.count("select count(*) from orders where state = '" + state + "'"), 0)
            << state;
    }
    EXPECT_GT(market.count("select count(*) from orders where state = 'completed'"), 300);
    const std::int64_t now = base::micros_of(opened);
    EXPECT_EQ(market.count("select count(*) from batches where at > " + std::to_string(now)), 0);
    EXPECT_EQ(market.count("select count(*) from jobs where kind like 'order%' and due < " +
                           std::to_string(now) + " and state = 'waiting'"),
              0)
        << "no clock has run out";
}

TEST_P(DemoMarkets, HaveBooksThatAreRightDayByDay) {
    Made& market = made();
    market.look([&](db::Snapshot& snapshot) {
        const ledger::Audit audit = ledger::audit(snapshot);
        EXPECT_EQ(audit.assets_unbalanced + audit.transfers_unbalanced + audit.accounts_wrong +
                      audit.links_broken,
                  0);
        const insight::Calendar calendar(market.settings.zone);
        const insight::Day last = std::chrono::floor<std::chrono::days>(opened);
        const insight::Day first = last - std::chrono::days{130};
        EXPECT_TRUE(insight::equal_to_ledger(snapshot, calendar, "EUR", {first, last}));
        const auto days = insight::report(snapshot, calendar, {"EUR", {first, last}});
        EXPECT_GT(days.size(), 100U);
        return 0;
    });
}

TEST_P(DemoMarkets, AreLeftAsTheyAreOnceSomebodyIsThere) {
    Made& market = made();
    const std::string before = market.digest();
    demo::Settings again;
    again.address = market.place.address();
    again.now = opened;
    demo::fill(again);
    EXPECT_EQ(market.digest(), before);
}

ON_EVERY_DATABASE(DemoMarkets);

TEST(DemoMarketsByNight, AreMadeAtWhateverTimeOfDay) {
    const auto midnight = std::chrono::floor<std::chrono::days>(opened);
    for (const std::chrono::minutes late : {std::chrono::minutes{1}, std::chrono::minutes{1439}}) {
        Made market(db::Dialect::sqlite, midnight + late);
        EXPECT_EQ(market.count("select count(*) from listings"), 150) << late.count();
    }
}

}  // namespace
}  // namespace app
