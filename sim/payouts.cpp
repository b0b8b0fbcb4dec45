// How earnings leave the market: sellers name accounts and ask, the operator makes runs, and the
// bank says what became of each payout, by statements that are read late, twice, or out of order,
// and sometimes tell of what is none of ours.

#include "payouts/payouts.hpp"

#include "policies/policies.hpp"
#include "sim/people.hpp"

namespace sim {
namespace {

using Id = base::Result<std::int64_t>;

constexpr const char* markets_bank = "DE89370400440532013000";
constexpr const char* first_bank = "GB82WEST12345698765432";
constexpr const char* second_bank = "NO9386011117947";

const payouts::Settings euros{"EUR"};

}  // namespace

void People::pay_out(Chance& chance) {
    const bool ready = market_.look(
        [](db::Snapshot& snapshot) { return payouts::source_of(snapshot).has_value(); });
    if (!ready || chance.one_in(20)) return name_source(chance);
    switch (chance.below(7)) {
        case 0:
        case 1: return name_account(chance);
        case 2: return ask_payout(earner(chance), chance.one_in(3));
        case 3: return run_payouts();
        case 4: return hand_by_hand(chance);
        default: return read_statement(chance);
    }
}

/// Somebody has just earned something, and goes for it at once.
void People::fetch_earnings(Chance& chance) {
    if (chance.one_in(2)) name_source(chance);
    name_account(chance);
    if (chance.one_in(3)) return run_payouts();
    ask_payout(earner(chance), chance.one_in(3));
}

/// Accounts rest for a day or not at all and little is paid out too, because a life may be three
/// days long.
void People::name_source(Chance& chance) {
    const auto boss = members_.front();
    (void)market_.send("payout_source", [=](db::Tx& tx) -> Id {
        TRY(payouts::set_source(tx, {boss, "The Market", markets_bank}, "by chance"));
        return std::int64_t{0};
    });
    const auto decide = [&](std::string_view name, std::int64_t value) {
        (void)market_.send("policy", [=](db::Tx& tx) -> Id {
            TRY(policies::set(tx, {std::string{name}, value, boss, "lives are short"}));
            return std::int64_t{0};
        });
    };
    decide(policies::payout_rest_days, chance.below(2));
    decide(policies::payout_minimum, chance.below(3) * 100);
}

/// Mostly somebody who has earned something, for few have in a life of three days.
base::MemberId People::earner(Chance& chance) {
    const auto owners = market_.look(
        [](db::Snapshot& snapshot) { return ledger::owners_after(snapshot, "EUR", 0, 20); });
    if (owners.empty() || chance.one_in(4)) return recent(sellers_, chance);
    return base::MemberId{recent(owners, chance).owner};
}

void People::name_account(Chance& chance) {
    const auto seller = earner(chance);
    const std::string iban = chance.one_in(3) ? second_bank : first_bank;
    (void)market_.send("payout_account", [=](db::Tx& tx) -> Id {
        TRY(payouts::name_account(tx, {seller, "A Person", iban}));
        return std::int64_t{0};
    });
}

void People::ask_payout(base::MemberId seller, bool leaving) {
    using payouts::Occasion;
    const auto occasion = leaving ? Occasion::leaving : Occasion::asked;
    (void)market_.send("payout", [=](db::Tx& tx) -> Id {
        return TRY(payouts::ask(tx, euros, seller, occasion)).id.value;
    });
}

void People::run_payouts() {
    const auto boss = members_.front();
    (void)market_.send("payout_run", [=](db::Tx& tx) -> Id {
        return TRY(payouts::run_now(tx, euros, {boss, "by chance"})).id.value;
    });
}

/// A payout of the latest, whatever became of it.
std::optional<payouts::Payout> People::some_payout(Chance& chance) {
    const auto latest = market_.look([](db::Snapshot& snapshot) {
        return snapshot.all<payouts::PayoutId>("select id from payouts order by id desc limit 20");
    });
    if (latest.empty()) return std::nullopt;
    const auto id = recent(latest, chance);
    return market_.look([=](db::Snapshot& snapshot) { return payouts::find(snapshot, id); });
}

void People::hand_by_hand(Chance& chance) {
    const auto payout = some_payout(chance);
    if (!payout) return;
    const payouts::Word word{members_.front(), "by chance"};
    if (payout->run && chance.one_in(4)) {
        (void)market_.send("payout_run_paid", [=](db::Tx& tx) -> Id {
            return TRY(payouts::settle_run(tx, *payout->run, word)).id.value;
        });
        return;
    }
    const auto news = chance.one_in(4) ? payouts::News::returned : payouts::News::paid;
    (void)market_.send("payout_said", [=](db::Tx& tx) -> Id {
        return TRY(payouts::say(tx, payout->id, news, word)).id.value;
    });
}

void People::read_statement(Chance& chance) {
    using payouts::Direction;
    payouts::Statement statement{"statement", {}};
    for (std::int64_t i = chance.below(4); i >= 0; --i) {
        const auto payout = some_payout(chance);
        if (!payout) break;
        payouts::StatementEntry entry;
        entry.key = "entry " + std::to_string(++bank_entries_);
        entry.direction = chance.one_in(4) ? Direction::credit : Direction::debit;
        entry.amount = payout->amount + (chance.one_in(8) ? 1 : 0);
        entry.asset = payout->asset;
        entry.end_to_end = chance.one_in(8) ? "NOTPROVIDED" : payouts::end_to_end(payout->id);
        const bool says_why = entry.direction == Direction::credit && !chance.one_in(6);
        if (says_why) entry.returned = "AC04";
        statement.entries.push_back(entry);
    }
    // Another file that tells of the same movements: nothing may happen twice.
    if (chance.one_in(3) && !last_statement_.entries.empty()) statement = last_statement_;
    last_statement_ = statement;
    const std::string digest = "file " + std::to_string(++bank_files_);
    const auto boss = members_.front();
    (void)market_.send("payout_statement", [=](db::Tx& tx) -> Id {
        return TRY(payouts::import_statement(tx, digest, statement, boss)).id.value;
    });
}

}  // namespace sim
