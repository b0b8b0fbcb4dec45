// How the stalls are paid out: every week by the program, in a file that the operator carries to
// the bank.

#include "demo/world.hpp"
#include "events/events.hpp"
#include "payouts/payouts.hpp"
#include "setup/setup.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;

constexpr std::string_view operator_handle = "demo_olga";

payouts::Word word_of(const World& world, std::string_view reason) {
    return {world.member(operator_handle), std::string{reason}};
}

/// What nobody has to do: the night in which runs are made, and booking what a bank has paid.
Result<Done> run_nights(db::Tx& tx) {
    for (const events::Job& job : events::due(tx, tx.now(), 200)) {
        if (job.kind.starts_with("payout_")) TRY(events::perform(tx, job));
    }
    return base::done;
}

/// A file that has lain for a day goes to the bank; two days later its statement is there.
Result<Done> carry(const World& world, db::Tx& tx) {
    constexpr std::int64_t all = 100;
    for (const payouts::Run& run : payouts::runs(tx, payouts::RunId{INT64_MAX}, all)) {
        const auto age = tx.now() - run.at;
        if (!run.handed_at && age > std::chrono::hours{24}) {
            TRY(payouts::hand_over(tx, run.id, word_of(world, "Uploaded at the bank")));
        } else if (run.open > 0 && age > std::chrono::hours{72}) {
            TRY(payouts::settle_run(tx, run.id, word_of(world, "As the statement says")));
        }
    }
    return base::done;
}

void name_accounts(World& world) {
    world.add(world.on(118, 560), [&world](db::Tx& tx) -> Result<Done> {
        const payouts::Naming naming{world.member(operator_handle), "Maple Campus e. V.",
                                     "DE52000000000000000100"};
        TRY(payouts::set_source(tx, naming, "Our account for the market"));
        return setup::say(
            tx, {setup::MarketText::account, naming.holder + "\nMaple Campus Bank\n" + naming.iban,
                 naming.member, "Where buyers transfer to"});
    });
    for (const Banked& one : banked()) {
        const base::Time at = world.on(one.days_ago, world.luck.from(500, 1100));
        world.add(at, [&world, &one](db::Tx& tx) -> Result<Done> {
            TRY(payouts::name_account(
                tx, {world.member(one.owner), std::string{one.holder}, std::string{one.iban}}));
            return base::done;
        });
    }
}

/// One transfer comes back: its account was closed.
void send_back_one(World& world) {
    world.add(world.on(37, 700), [&world](db::Tx& tx) -> Result<Done> {
        const auto list =
            payouts::payouts_of(tx, world.member("demo_karim"), payouts::PayoutId{INT64_MAX}, 1);
        if (list.empty() || list.front().state == payouts::State::returned) return base::done;
        TRY(payouts::say(tx, list.front().id, payouts::News::returned,
                         word_of(world, "AC04: the account was closed")));
        return base::done;
    });
}

/// Somebody wants it sooner: the first who has enough. It goes with the run of that night.
void ask_once(World& world) {
    world.add(world.on(0, 0) - std::chrono::hours{2}, [&world](db::Tx& tx) -> Result<Done> {
        const payouts::Settings settings{world.settings.currency};
        for (const std::string_view seller : {"demo_sofia", "demo_tomas", "demo_nora"}) {
            const auto member = world.member(seller);
            if (payouts::ask(tx, settings, member, payouts::Occasion::asked)) return base::done;
        }
        return base::done;
    });
}

}  // namespace

void write_money(World& world) {
    world.add(world.on(118, 550), [](db::Tx& tx) -> Result<Done> {
        payouts::plan(tx);
        return base::done;
    });
    name_accounts(world);
    for (int days_ago = 117; days_ago >= 0; --days_ago) {
        world.add(world.on(days_ago, 125), run_nights);
        world.add(world.on(days_ago, 570), [&world](db::Tx& tx) { return carry(world, tx); });
        world.add(world.on(days_ago, 575), run_nights);
    }
    send_back_one(world);
    ask_once(world);
}

}  // namespace demo
