#include "ledger/ledger.hpp"

#include <random>

#include "tests/market.hpp"

namespace ledger {
namespace {

using base::Done;
using base::Result;

class Ledger : public tests::MarketTest {
protected:
    Ledger() : MarketTest({migrations(), events::migrations()}, link) {}

    Audit audited() {
        return look([](db::Snapshot& snapshot) { return audit(snapshot); });
    }
    AccountId account(std::int64_t owner, Holding purpose, const Asset& asset = "EUR") {
        return must(
            [&](db::Tx& tx) -> Result<AccountId> { return account_of(tx, owner, purpose, asset); });
    }
    Result<Done> move(AccountId from, AccountId to, std::int64_t amount, std::int64_t id) {
        return act([&](db::Tx& tx) {
            return book(tx, {TransferId{id}, Purpose::capture, "EUR", 7},
                        std::array{Part{from, -amount}, Part{to, amount}});
        });
    }
    std::int64_t balance_of(std::int64_t owner, Holding purpose) {
        return look([&](db::Snapshot& s) { return balance(s, owner, purpose, "EUR"); });
    }
};

TEST_P(Ledger, ES_01_moves_money_and_neither_makes_nor_loses_any) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    EXPECT_TRUE(move(world, hold, 1000, 1));
    EXPECT_EQ(balance_of(5, Holding::hold), 1000);
    EXPECT_EQ(balance_of(market, Holding::outside), -1000);
    EXPECT_TRUE(audited().well());
}

TEST_P(Ledger, OpensOneAccountForEachOwnerPurposeAndAsset) {
    EXPECT_EQ(account(5, Holding::hold), account(5, Holding::hold));
    EXPECT_NE(account(5, Holding::hold), account(6, Holding::hold));
    EXPECT_NE(account(5, Holding::hold), account(5, Holding::available));
    EXPECT_NE(account(5, Holding::hold), account(5, Holding::hold, "GBP"));
}

TEST_P(Ledger, MovesOnceHoweverOftenItIsAsked) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    EXPECT_TRUE(move(world, hold, 1000, 1));
    EXPECT_TRUE(move(world, hold, 1000, 1));
    EXPECT_EQ(balance_of(5, Holding::hold), 1000);
    EXPECT_TRUE(audited().well());
}

TEST_P(Ledger, StopsRatherThanTakeAnotherTransferForOneThatIsBooked) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    EXPECT_TRUE(move(world, hold, 1000, 1));
    EXPECT_DEATH((void)act([&](db::Tx& tx) {
                     return book(tx, {TransferId{1}, Purpose::settle, "EUR", 8},
                                 std::array{Part{world, -1000}, Part{hold, 1000}});
                 }),
                 "");
}

TEST_P(Ledger, LetsNobodyButTheWorldOutsideFallBelowZero) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    const auto seller = account(9, Holding::available);
    EXPECT_TRUE(move(world, hold, 1000, 1));
    EXPECT_EQ(move(hold, seller, 1001, 2).error(), not_enough_money);
    EXPECT_EQ(balance_of(5, Holding::hold), 1000);
    EXPECT_EQ(balance_of(9, Holding::available), 0);
    EXPECT_TRUE(move(hold, seller, 1000, 3));
    EXPECT_TRUE(audited().well());
}

TEST_P(Ledger, LeavesPartsOfNothingOut) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    const auto commission = account(market, Holding::commission);
    must([&](db::Tx& tx) {
        return book(tx, {TransferId{1}, Purpose::settle, "EUR", 7},
                    std::array{Part{world, -10}, Part{hold, 10}, Part{commission, 0}});
    });
    const auto lines =
        look([&](db::Snapshot& s) { return statement(s, commission, TransferId{INT64_MAX}, 10); });
    EXPECT_TRUE(lines.empty());
}

using LedgerDeathTest = Ledger;

TEST_P(LedgerDeathTest, StopsAtPartsThatDoNotAddUpToZero) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    const auto unbalanced = [&] {
        (void)act([&](db::Tx& tx) {
            return book(tx, {TransferId{1}, Purpose::capture, "EUR", 7},
                        std::array{Part{world, -10}, Part{hold, 9}});
        });
    };
    EXPECT_DEATH(unbalanced(), "broken invariant");
}

TEST_P(Ledger, ShowsAStatementNewestFirstInPages) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    for (std::int64_t id = 1; id <= 5; ++id) EXPECT_TRUE(move(world, hold, id, id));
    const auto first =
        look([&](db::Snapshot& s) { return statement(s, hold, TransferId{INT64_MAX}, 3); });
    ASSERT_EQ(first.size(), 3U);
    EXPECT_EQ(first[0].amount, 5);
    EXPECT_EQ(first[0].balance, 15);
    EXPECT_EQ(first[0].subject, 7);
    const auto rest =
        look([&](db::Snapshot& s) { return statement(s, hold, first.back().transfer, 3); });
    ASSERT_EQ(rest.size(), 2U);
    EXPECT_EQ(rest[1].balance, 1);
}

TEST_P(Ledger, StaysBalancedThroughRandomTransfers) {
    constexpr std::uint64_t seed = 4711;
    std::mt19937_64 chance(seed);
    std::vector<AccountId> accounts{account(market, Holding::outside)};
    for (std::int64_t owner = 1; owner <= 6; ++owner) {
        accounts.push_back(account(owner, Holding::available));
    }
    int booked = 0, refused = 0;
    for (std::int64_t id = 1; id <= 300; ++id) {
        const std::size_t from = chance() % accounts.size();
        const std::size_t to = (from + 1 + chance() % (accounts.size() - 1)) % accounts.size();
        const auto amount = static_cast<std::int64_t>(1 + chance() % 500);
        ++(move(accounts[from], accounts[to], amount, id) ? booked : refused);
    }
    EXPECT_GT(booked, 100) << "seed " << seed;
    EXPECT_GT(refused, 10) << "seed " << seed;
    EXPECT_TRUE(audited().well()) << "seed " << seed;
}

TEST_P(Ledger, FindsEveryChangeOfABookedRow) {
    const auto world = account(market, Holding::outside), hold = account(5, Holding::hold);
    const auto other = account(6, Holding::hold);
    for (std::int64_t id = 1; id <= 9; ++id) EXPECT_TRUE(move(world, hold, 100 + id, id));
    ASSERT_TRUE(audited().well());

    const std::string to_other = std::to_string(other.value);
    const std::string from_hold = std::to_string(hold.value);
    const std::vector<std::pair<std::string, std::string>> changes{
        {"update transfers set at = at + 1 where id = 3",
         "update transfers set at = at - 1 where id = 3"},
        {"update transfers set subject = 8 where id = 3",
         "update transfers set subject = 7 where id = 3"},
        {"update transfers set purpose = 'refund' where id = 3",
         "update transfers set purpose = 'capture' where id = 3"},
        {"update transfers set batch = batch + 1 where id = 3",
         "update transfers set batch = batch - 1 where id = 3"},
        {"update postings set amount = amount + 1 where transfer = 3",
         "update postings set amount = amount - 1 where transfer = 3"},
        {"update postings set account = " + to_other + " where transfer = 3 and amount > 0",
         "update postings set account = " + from_hold + " where transfer = 3 and amount > 0"},
        {"update accounts set balance = balance + 1", "update accounts set balance = balance - 1"},
        {"update batches set chain = (select b.chain from batches b where b.seq = 4) where seq = 5",
         ""},
    };
    const auto connection = db::open_writer(place.address());
    for (const auto& [harm, mend] : changes) {
        connection->script(harm);
        EXPECT_FALSE(audited().well()) << harm;
        if (mend.empty()) continue;
        connection->script(mend);
        EXPECT_TRUE(audited().well()) << mend;
    }
}

ON_EVERY_DATABASE(Ledger);
ON_EVERY_DATABASE(LedgerDeathTest);

}  // namespace
}  // namespace ledger
