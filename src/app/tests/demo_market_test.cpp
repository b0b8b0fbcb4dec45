// The demo market as a visitor finds it: made by the real functions, so that the books are right.

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "app/app.hpp"
#include "app/founding.hpp"
#include "app/meetings.hpp"
#include "app/tests/asked.hpp"
#include "backup/tables.hpp"
#include "cases/cases.hpp"
#include "db/readers.hpp"
#include "demo/demo.hpp"
#include "insight/insight.hpp"
#include "ledger/ledger.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

constexpr base::Time opened{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15} +
                            std::chrono::hours{9}};

/// What making one may cost, in commits and in events: what takes time is a sync, and a round to
/// the payment provider before it.
constexpr std::int64_t commits_most = 550, events_most = 6000;

/// Put up one by one, and with a catalogue.
constexpr std::int64_t goods = 150 + 10;

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
    EXPECT_EQ(market.count("select count(*) from listings"), goods);
    EXPECT_EQ(market.count("select count(distinct digest) from picture_sizes"), goods)
        << "no two look alike";
    EXPECT_EQ(market.count("select count(*) from pictures where used = 1"), goods);
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

TEST_P(DemoMarkets, HaveRefundsOfEveryKindAndNoneThatItsClockForgot) {
    Made& market = made();
    for (const std::string state : {"open", "given", "refused", "withdrawn"}) {
        EXPECT_GT(market.count("select count(*) from order_refunds where state = '" + state + "'"),
                  0)
            << state;
    }
    const std::string given = "select count(*) from order_refunds where state = 'given' and ";
    EXPECT_GT(market.count(given + "answered_by = 'clock'"), 0) << "silence agrees";
    EXPECT_GT(market.count(given + "party = 'seller' and settled = 1"), 0) << "unasked";
    EXPECT_GT(market.count(given + "amount < asked"), 0) << "less than asked";
    EXPECT_GT(market.count("select count(*) from order_refunds where state = 'refused' and "
                           "settled = 1 and answered_by = 'clock'"),
              0)
        << "silence refuses what is the seller's";
    const std::string back = "select count(*) from orders where refunded ";
    EXPECT_GT(market.count(back + "> 0 and refunded < total"), 5) << "in part";
    EXPECT_GT(market.count(back + "= total and state = 'agreed'"), 3) << "whole, after sending";
}

TEST_P(DemoMarkets, HaveCasesForAModeratorWhoIsNobodysFriendInThem) {
    Made& market = made();
    const auto cases = [&](const std::string& what) {
        return market.count("select count(*) from cases where " + what);
    };
    EXPECT_EQ(cases("kind = 'dispute' and state = 'final'"), 1);
    EXPECT_EQ(cases("kind = 'dispute' and state = 'waiting'"), 1);
    EXPECT_EQ(cases("kind = 'dispute' and state = 'decided'"), 1);
    EXPECT_EQ(cases("kind = 'report' and state = 'waiting'"), 1);
    EXPECT_EQ(cases("kind = 'report' and state = 'appealed'"), 1);
    EXPECT_EQ(cases("kind = 'report' and state in ('decided', 'final')"), 2);
    EXPECT_EQ(market.count("select count(*) from order_disputes where state = 'open'"), 1);
    EXPECT_EQ(market.count("select count(*) from appeals"), 2);
    market.look([&](db::Snapshot& snapshot) {
        const auto vera = members::by_handle(snapshot, "demo_vera");
        EXPECT_TRUE(vera);
        EXPECT_EQ(vera->permissions, "moderator");
        const auto list = cases::queue(snapshot, cases::CaseQueue::to_do, vera->id, {}, 100);
        EXPECT_EQ(list.size(), 3U);
        for (const cases::Case& one : list) {
            EXPECT_FALSE(cases::is_close(snapshot, one, vera->id)) << one.title;
            EXPECT_NE(one.decided_by, vera->id) << one.title;
        }
        EXPECT_TRUE(cases::is_log_whole(snapshot));
        return 0;
    });
}

TEST_P(DemoMarkets, HaveStallsThatArePaidOut) {
    Made& market = made();
    EXPECT_EQ(market.count("select count(*) from payout_source"), 1);
    EXPECT_EQ(market.count("select count(*) from payout_accounts"), 10);
    EXPECT_EQ(market.count("select count(*) from payouts where state = 'returned'"), 1);
    EXPECT_GT(market.count("select count(*) from payouts where state = 'paid'"), 50);
    EXPECT_GT(market.count("select count(*) from payout_runs where state = 'ready' and open = 0"),
              10);
    EXPECT_EQ(market.count("select count(*) from payout_runs where state <> 'ready'"), 0);
    EXPECT_GT(market.count("select count(*) from payout_runs where handed_at is null"), 0)
        << "a file waits for the operator";
}

TEST_P(DemoMarkets, HaveWhatPeopleDoBesides) {
    Made& market = made();
    EXPECT_GT(market.count("select count(*) from saved_listings"), 40);
    EXPECT_EQ(market.count("select count(*) from blocks"), 1);
    EXPECT_EQ(market.count("select count(*) from imports where state = 'done' and "
                           "mode = 'apply' and created = 10"),
              1);
    EXPECT_EQ(market.count("select count(*) from imports where mode = 'dry_run' and refused = 1"),
              1);
    EXPECT_EQ(market.count("select count(*) from listings where state = 'held'"), 2);
    const std::string now = std::to_string(base::micros_of(opened));
    EXPECT_EQ(market.count("select count(*) from shops where closed_from < " + now +
                           " and closed_until > " + now),
              1)
        << "on holiday";
    EXPECT_GT(market.count("select count(*) from orders where promised > " + now), 0);
    EXPECT_GT(market.count("select count(*) from orders where way = 'pick_up'"), 20);
    EXPECT_GT(market.count("select count(*) from reviews where answered is not null"), 20);
    EXPECT_GT(market.count("select count(*) from questions where answered is null"), 3);
}

TEST_P(DemoMarkets, HaveParcelsForPeopleAtAddresses) {
    Made& market = made();
    const std::string texts = "select count(*) from order_texts where ";
    EXPECT_EQ(market.count(texts + "name like 'demo%' or name = ''"), 0) << "no handle has a door";
    EXPECT_GT(market.count(texts + "address like '%00420 Maple Campus'"), 100);
    EXPECT_EQ(market.count(texts + "address <> '' and address not like '% %\n00420 Maple Campus'"),
              0);
}

TEST_P(DemoMarkets, HaveGoodsThatBecameCheaperNextToTheirLowestPrice) {
    Made& market = made();
    const std::string recent = std::to_string(base::micros_of(opened - std::chrono::days{30}));
    EXPECT_GT(market.count("select count(*) from listing_versions n join listing_versions v on "
                           "v.listing = n.listing and v.version = n.version - 1 "
                           "where n.price_minor < v.price_minor and n.at > " +
                           recent),
              2);
}

TEST_P(DemoMarkets, AreMadeInFewCommits) {
    Made& market = made();
    EXPECT_LT(market.count("select count(*) from batches"), commits_most);
    EXPECT_LT(market.count("select count(*) from events"), events_most);
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
        EXPECT_EQ(market.count("select count(*) from listings"), goods) << late.count();
        EXPECT_GT(market.count("select count(*) from order_refunds where state = 'given'"), 9);
        EXPECT_EQ(market.count("select count(*) from cases where state <> 'final' and "
                               "kind = 'dispute'"),
                  2)
            << late.count();
    }
}

}  // namespace
}  // namespace app
