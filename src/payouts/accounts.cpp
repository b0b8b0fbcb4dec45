// Which accounts are paid, and which one pays.

#include "http/json.hpp"
#include "members/members.hpp"
#include "payouts/iban.hpp"
#include "payouts/payouts.hpp"
#include "policies/policies.hpp"

namespace payouts {
namespace {

base::Result<std::string> checked(const std::string& written) {
    const auto iban = read_iban(written);
    if (!iban) return base::wrong_field("iban", "not_an_iban");
    return *iban;
}

}  // namespace

std::optional<Account> account_of(db::Snapshot& snapshot, base::MemberId member) {
    return snapshot.one<Account>(
        "select member, holder, iban, schedule, named, rests_until, rests_version, refused "
        "from payout_accounts where member = $1",
        member);
}

bool share_account(db::Snapshot& snapshot, base::MemberId one, base::MemberId other) {
    return snapshot.number(
               "select count(*) from payout_accounts a join payout_accounts b on b.iban = a.iban "
               "where a.member = $1 and b.member = $2",
               one, other) > 0;
}

std::optional<base::Time> last_paid(db::Snapshot& snapshot, base::MemberId member) {
    return snapshot.one<base::Time>(
        "select at from payouts where member = $1 and state = 'paid' order by id desc limit 1",
        member);
}

base::Result<Account> name_account(db::Tx& tx, const Naming& naming) {
    const std::string iban = TRY(checked(naming.iban));
    const auto old = account_of(tx, naming.member);
    // One that the bank refused is tried again by naming it again.
    const bool same = old && old->iban == iban && old->holder == naming.holder && !old->refused;
    if (same) return *old;
    const auto rest = policies::value(tx, policies::payout_rest_days);
    Account account{naming.member, naming.holder,
                    iban,          old ? old->schedule : std::nullopt,
                    tx.now(),      tx.now() + std::chrono::days{rest.value},
                    rest.version,  std::nullopt};
    tx.run(
        "insert into payout_accounts (member, holder, iban, schedule, named, rests_until, "
        "rests_version, refused) values ($1, $2, $3, $4, $5, $6, $7, null) "
        "on conflict (member) do update set holder = excluded.holder, iban = excluded.iban, "
        "named = excluded.named, rests_until = excluded.rests_until, "
        "rests_version = excluded.rests_version, refused = null",
        account.member, account.holder, account.iban, account.schedule, account.named,
        account.rests_until, account.rests_version);
    TRY(events::tell(
        tx, {"payout_account_changed", naming.member.value, http::to_json(Told{naming.member})}));
    return account;
}

base::Result<base::Done> choose_schedule(db::Tx& tx, base::MemberId member, Schedule schedule) {
    const auto changed =
        tx.run("update payout_accounts set schedule = $2 where member = $1", member, schedule);
    if (changed == 0) return no_payout_account;
    return base::done;
}

std::optional<Source> source_of(db::Snapshot& snapshot) {
    return snapshot.one<Source>("select holder, iban, set_by, at from payout_source where id = 1");
}

base::Result<Source> set_source(db::Tx& tx, const Naming& naming, const std::string& reason) {
    const std::string iban = TRY(checked(naming.iban));
    const auto old = source_of(tx);
    const Source source{naming.holder, iban, naming.member, tx.now()};
    tx.run(
        "insert into payout_source (id, holder, iban, set_by, at) values (1, $1, $2, $3, $4) "
        "on conflict (id) do update set holder = excluded.holder, iban = excluded.iban, "
        "set_by = excluded.set_by, at = excluded.at",
        source.holder, source.iban, source.set_by, source.at);
    members::audit(tx, {naming.member, std::string{members::operator_permission}, "payout_source",
                        1, reason, old ? http::to_json(*old) : "", http::to_json(source)});
    return source;
}

}  // namespace payouts
