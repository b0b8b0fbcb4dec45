// Two programs of neighbouring versions and one market: the next one is made of this one and a
// step that does not exist.

#include <gtest/gtest.h>

#include "app/app.hpp"
#include "tests/operate/operated.hpp"

namespace tests {
namespace {

class Upgrades : public ::testing::TestWithParam<db::Dialect> {
protected:
    Upgrades() : place(GetParam()), settings(settings_at(place)), trade(settings) {
        trade.batch();
        trade.sign();
    }

    /// What the next version's program does when it starts.
    void upgrade(int readable_from_next) {
        std::vector<db::Migration> steps = app::all_migrations();
        int last = 0;
        for (const db::Migration& step : steps) {
            if (step.module == "ledger") last = step.number;
        }
        const int next = last + 1;
        steps.push_back({"ledger", next, last + readable_from_next,
                         "alter table accounts add column remark text not null default ''"});
        db::migrate(*db::open_writer(app::database_of(settings)), steps, operated_now);
    }

    Place place;
    app::Settings settings;
    Trade trade;
};

TEST_P(Upgrades, ThatOnlyAddAreServedByTheProgramBefore) {
    upgrade(0);
    {
        app::App app(
            settings, [] { return operated_now + std::chrono::hours{1}; }, app::Backstage::by_hand);
        app.settle();
        EXPECT_TRUE(app.setup_code().has_value()) << "it writes, too";
    }
    EXPECT_EQ(bad(verified(settings)), 0);
}

TEST_P(Upgrades, ThatTheProgramBeforeCannotReadAreRefusedByIt) {
    upgrade(1);
    EXPECT_THROW(app::App(
                     settings, [] { return operated_now; }, app::Backstage::by_hand),
                 db::TooNew);
}

TEST_P(Upgrades, AreCopiedByTheProgramThatMadeThem) {
    upgrade(0);
    const Place other(GetParam());
    EXPECT_THROW(backup::copy(app::database_of(settings), other.address(), app::all_migrations()),
                 std::runtime_error);
    EXPECT_TRUE(backup::is_empty(other.address()));
}

ON_EVERY_DATABASE(Upgrades);

}  // namespace
}  // namespace tests
