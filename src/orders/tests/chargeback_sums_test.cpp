// Sales by chance, of which a part goes back, is disputed, charged back and won again, in any
// order: at each step all that was paid is somewhere, and the market has the commission of what
// remains.

#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <numeric>
#include <random>

#include "orders/refund_sums.hpp"
#include "tests/budget.hpp"

namespace orders {
namespace {

class Sale {
public:
    explicit Sale(std::mt19937_64& chance) : chance_(chance) {
        const std::int64_t most = std::array{30L, 2'000L, 1'000'000L, base::money_minor_max}[at(4)];
        rate_ = std::array{0L, 1L, 50'000L, 333'333L, 500'000L}[at(5)];
        sold_.total = 1 + below(most);
        const std::int64_t commission = base::portion(sold_.total, rate_);
        std::int64_t sellers = sold_.total - commission;
        sold_.shares.push_back(
            {0, "commission", 0, ledger::Holding::commission, rate_, 0, commission});
        for (std::int64_t i = below(4); i > 0; --i) {
            const std::int64_t part = below(sellers + 1);
            sellers -= part;
            sold_.shares.push_back(
                {0, "part " + std::to_string(i), 1, ledger::Holding::available, 0, 0, part});
        }
        sold_.shares.push_back({0, "seller", 2, ledger::Holding::available, 0, 0, sellers});
        paid_.assign(sold_.shares.size(), 0);
        outside_ = -sold_.total;
        hold_ = sold_.total;
    }

    void act() {
        switch (below(7)) {
            case 0: return refund();
            case 1: return dispute();
            case 2: return decide(below(disputed_ + 1));
            case 3: return settle();
            case 4: return charge();
            case 5: return win();
            default: return below(4) == 0 ? win() : refund();
        }
    }

    void check() const {
        ASSERT_EQ(outside_ + hold_ + aside_ + sum(paid_), 0) << "a cent is lost or made";
        ASSERT_EQ(outside_, -(sold_.total - sold_.back)) << "another sum went back";
        ASSERT_GE(sold_.back, 0);
        ASSERT_LE(sold_.back, sold_.total);
        if (!settled_) return;
        ASSERT_EQ(hold_, 0);
        const std::int64_t remains = sold_.total - sold_.back - aside_;
        ASSERT_EQ(paid_.front(), base::portion(remains, rate_)) << "not that of what remains";
        for (const std::int64_t part : paid_) ASSERT_GE(part, 0);
    }

    std::int64_t charged = 0, won = 0, decided = 0;

private:
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(chance_() % static_cast<std::uint64_t>(n));
    }
    std::size_t at(std::int64_t n) { return static_cast<std::size_t>(below(n)); }
    static std::int64_t sum(const std::vector<std::int64_t>& parts) {
        return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
    }
    std::int64_t left() const { return sold_.total - sold_.back; }

    /// What everybody has follows from what went back and what lies aside.
    void share_out() {
        Sold sold = sold_;
        sold.back += aside_;
        paid_ = kept(sold);
    }
    void goes_back(std::int64_t amount) {
        sold_.back += amount;
        outside_ += amount;
        settled_ ? share_out() : void(hold_ -= amount);
    }

    void refund() {
        if (disputed_ > 0 || left() == 0) return;
        goes_back(1 + below(1 + left() / 3));
    }
    void dispute() {
        if (disputed_ > 0 || settled_ || left() == 0) return;
        disputed_ = 1 + below(left());
    }
    void settle() {
        if (settled_ || hold_ == 0) return;
        settled_ = true;
        aside_ = disputed_;
        hold_ = 0;
        share_out();
    }
    void decide(std::int64_t given) {
        if (disputed_ == 0) return;
        ++decided;
        disputed_ = aside_ = 0;
        goes_back(given);
    }
    /// What is disputed is over, and then the bank has what it wants of what is left.
    void charge() {
        decide(0);
        if (left() == 0) return;
        const std::int64_t amount = below(3) == 0 ? left() : 1 + below(left());
        gone_.push_back(amount);
        ++charged;
        goes_back(amount);
    }
    void win() {
        if (gone_.empty()) return;
        const std::size_t which = at(std::ssize(gone_));
        ++won;
        disputed_ = aside_ = 0;
        goes_back(-gone_[which]);
        gone_.erase(gone_.begin() + static_cast<std::ptrdiff_t>(which));
    }

    std::mt19937_64& chance_;
    Sold sold_;
    std::int64_t rate_ = 0;
    std::int64_t outside_ = 0, hold_ = 0, aside_ = 0, disputed_ = 0;
    std::vector<std::int64_t> paid_;  // By share.
    std::vector<std::int64_t> gone_;  // What banks have.
    bool settled_ = false;
};

TEST(ChargebackSums, ES_07_whatever_goes_back_is_disputed_charged_back_and_won_no_cent_is_lost) {
    constexpr unsigned seed = 14;
    const std::int64_t sales = tests::budget("refund_sums", "sales");
    std::mt19937_64 chance(seed);
    std::int64_t steps = 0, charged = 0, won = 0, decided = 0;
    for (std::int64_t i = 0; i < sales && !::testing::Test::HasFailure(); ++i) {
        SCOPED_TRACE("sale " + std::to_string(i) + " of seed " + std::to_string(seed));
        Sale sale(chance);
        for (int step = 0; step < 16 && !::testing::Test::HasFailure(); ++step, ++steps) {
            sale.act();
            sale.check();
        }
        charged += sale.charged;
        won += sale.won;
        decided += sale.decided;
    }
    std::cout << sales << " sales, " << steps << " steps, " << decided << " disputes, " << charged
              << " chargebacks, " << won << " won, seed " << seed << '\n';
    EXPECT_GT(charged, sales);
    EXPECT_GT(won, sales / 2);
    EXPECT_GT(decided, sales / 2);
}

}  // namespace
}  // namespace orders
