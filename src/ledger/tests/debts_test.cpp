#include "ledger/debts.hpp"

#include <random>

#include "tests/market.hpp"

namespace ledger {
namespace {

constexpr std::int64_t ann = 7;

class Debts : public tests::MarketTest {
protected:
    Debts() : MarketTest({migrations(), events::migrations()}, link) {}

    /// Gives (above 0) or takes each in one transfer; what take() said of the last.
    std::int64_t move(const std::vector<std::int64_t>& amounts) {
        return must([&](db::Tx& tx) -> base::Result<std::int64_t> {
            AccountSums sums;
            std::int64_t owed = 0, moved = 0;
            for (const std::int64_t amount : amounts) {
                owed = 0;
                if (amount >= 0) give(tx, ann, "EUR", amount, sums);
                if (amount < 0) owed = take(tx, ann, "EUR", -amount, sums);
                moved += amount;
            }
            sums[account_of(tx, market, Holding::outside, "EUR")] -= moved;
            std::erase_if(sums, [](const auto& part) { return part.second == 0; });
            if (sums.empty()) return owed;
            TRY(book(tx, {tx.fresh<TransferId>(), Purpose::correction, "EUR", 0}, parts_of(sums)));
            return owed;
        });
    }
    std::int64_t has() {
        return look([](db::Snapshot& db) { return balance(db, ann, Holding::available, "EUR"); });
    }
    std::int64_t owes() {
        return look([](db::Snapshot& db) { return debt_of(db, ann, "EUR"); });
    }
};
ON_EVERY_DATABASE(Debts);

TEST_P(Debts, ES_09_what_lacks_is_owed_and_what_comes_pays_it_first) {
    move({500});
    EXPECT_EQ(move({-700}), 200);
    EXPECT_EQ(has(), 0);
    EXPECT_EQ(owes(), 200);
    EXPECT_EQ(move({-50}), 250);
    move({100});
    EXPECT_EQ(has(), 0);
    EXPECT_EQ(owes(), 150);
    move({200});
    EXPECT_EQ(has(), 50);
    EXPECT_EQ(owes(), 0);
    EXPECT_EQ(move({-50}), 0) << "they had enough";
}

TEST_P(Debts, ES_09_one_transfer_that_pays_twice_pays_the_debt_once) {
    move({-300});
    move({200, 200});
    EXPECT_EQ(has(), 100);
    EXPECT_EQ(owes(), 0);
}

TEST_P(Debts, ES_09_what_is_taken_in_the_same_transfer_comes_out_of_what_was_given) {
    EXPECT_EQ(move({200, -150}), 0);
    EXPECT_EQ(has(), 50);
    EXPECT_EQ(move({-80, 10}), 0);
    EXPECT_EQ(has() - owes(), -20);
    EXPECT_EQ(has(), 0) << "nobody owes and has";
}

TEST_P(Debts, ES_09_nobody_owes_and_has_whatever_is_paid_and_taken) {
    std::mt19937 chance(9);
    std::int64_t owned = 0;
    for (int i = 0; i < 200; ++i) {
        std::vector<std::int64_t> amounts;
        for (unsigned n = 1 + chance() % 3; n > 0; --n) {
            amounts.push_back(static_cast<std::int64_t>(chance() % 400) - 200);
            owned += amounts.back();
        }
        move(amounts);
        ASSERT_EQ(has(), std::max<std::int64_t>(owned, 0));
        ASSERT_EQ(owes(), std::max<std::int64_t>(-owned, 0));
        ASSERT_EQ(look([](db::Snapshot& db) { return owned_by(db, ann, "EUR"); }), owned);
    }
    EXPECT_TRUE(look([](db::Snapshot& db) { return audit(db); }).well());
}

}  // namespace
}  // namespace ledger
