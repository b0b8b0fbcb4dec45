// What a seller sees of payouts and does about them. The operator's routes are in desk.cpp.

#include "payouts/routes.hpp"

#include <algorithm>

#include "http/page.hpp"
#include "ledger/ledger.hpp"
#include "orders/leaving.hpp"
#include "payouts/iban.hpp"
#include "payouts/views.hpp"
#include "policies/policies.hpp"

namespace payouts {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct PayoutAccountView {
    std::string holder;
    std::string iban;  // Masked.
    base::Time named_at;
    std::optional<std::string> refused;  // Why the bank sent money back.
};
BOOST_DESCRIBE_STRUCT(PayoutAccountView, (), (holder, iban, named_at, refused))

/// Money that waits: why, how much, until when, and by which policy where there is one.
struct PayoutHoldView {
    PayoutWhy why{};
    base::Money amount;
    std::optional<base::Time> until;
    std::optional<std::string> policy;
    std::optional<std::int64_t> policy_version;
};
BOOST_DESCRIBE_STRUCT(PayoutHoldView, (), (why, amount, until, policy, policy_version))

BOOST_DEFINE_ENUM_CLASS(PayoutMay, ask, leave, choose)

struct PayoutsStandingView {
    base::Money available;
    base::Money on_its_way;
    base::Money paid;
    base::Money minimum;
    Schedule schedule{};
    bool chosen = false;  // By the seller; otherwise the market's own.
    std::optional<PayoutAccountView> account;
    std::optional<PayoutHoldView> hold;  // None: it goes with the next run.
    base::Time next_run;                 // For this schedule.
    std::int64_t rest_days = 0;          // So long a changed account rests.
    std::vector<PayoutMay> may;
};
BOOST_DESCRIBE_STRUCT(PayoutsStandingView, (),
                      (available, on_its_way, paid, minimum, schedule, chosen, account, hold,
                       next_run, rest_days, may))

std::optional<PayoutAccountView> view_of(const std::optional<Account>& account) {
    if (!account) return std::nullopt;
    return PayoutAccountView{account->holder, masked(account->iban), account->named,
                             account->refused};
}

std::optional<PayoutHoldView> hold_of(db::Snapshot& snapshot, const Verdict& verdict,
                                      const std::optional<Account>& account,
                                      const base::Money& amount) {
    if (verdict.why == PayoutWhy::nothing || verdict.why == PayoutWhy::empty) return std::nullopt;
    PayoutHoldView hold{verdict.why, amount, verdict.until, std::nullopt, std::nullopt};
    if (verdict.why == PayoutWhy::account_rests) {
        hold.policy = std::string{policies::payout_rest_days};
        hold.policy_version = account->rests_version;
    }
    if (verdict.why == PayoutWhy::below_minimum) {
        hold.policy = std::string{policies::payout_minimum};
        hold.policy_version = policies::value(snapshot, policies::payout_minimum).version;
    }
    return hold;
}

std::vector<PayoutMay> may_of(db::Snapshot& snapshot, base::MemberId member, const Standing& all) {
    std::vector<PayoutMay> may;
    const auto goes = [&](Occasion occasion) {
        return judge(all.situation, occasion).why == PayoutWhy::nothing;
    };
    if (goes(Occasion::asked)) {
        may.push_back(PayoutMay::ask);
    } else if (goes(Occasion::leaving) && orders::no_open_orders(snapshot, member)) {
        may.push_back(PayoutMay::leave);
    }
    if (all.account) may.push_back(PayoutMay::choose);
    return may;
}

PayoutsStandingView standing_view(db::Snapshot& snapshot, const Settings& settings,
                                  base::MemberId member) {
    const auto of = [&](std::int64_t minor) { return base::Money{minor, settings.currency}; };
    const Standing all = standing_of(snapshot, settings, member);
    const std::int64_t owned = all.situation.balance;  // Below 0 who owes, and has nothing.
    PayoutsStandingView view;
    view.available = of(std::max(owned, std::int64_t{0}));
    view.on_its_way =
        of(ledger::balance(snapshot, member.value, ledger::Holding::payout, settings.currency));
    view.paid = of(paid_to(snapshot, member, settings.currency));
    view.minimum = of(all.situation.minimum);
    view.schedule = all.schedule;
    view.chosen = all.account && all.account->schedule;
    view.account = view_of(all.account);
    const Verdict verdict = judge(all.situation, Occasion::scheduled);
    view.hold = hold_of(snapshot, verdict, all.account, of(owned));
    view.next_run = next_due(view.schedule, snapshot.now());
    view.rest_days = policies::value(snapshot, policies::payout_rest_days).value;
    view.may = may_of(snapshot, member, all);
    return view;
}

// ---- The account

struct AccountForm {
    http::Line<1, 70> holder;
    http::Line<1, 50> iban;
    members::AnyPassword password;
};
BOOST_DESCRIBE_STRUCT(AccountForm, (), (holder, iban, password))

struct Fits {
    bool fits = false;
};

void add_account_route(http::Router& router, const RouteSettings& with) {
    using members::ToCompare;
    http::Errand<AccountForm, ToCompare, Fits, PayoutsStandingView> errand;
    errand.look = [gate = with.gate](db::Snapshot& snapshot, const Call& call,
                                     const AccountForm& form) -> base::Result<ToCompare> {
        // Before the password, which takes long and of which there are only so many tries.
        if (!read_iban(form.iban.value)) return base::wrong_field("iban", "not_an_iban");
        return members::look_up_own(snapshot, call.caller.member, form.password.value, *gate);
    };
    errand.outside = [gate = with.gate](const ToCompare& wanted,
                                        const std::function<void(Fits)>& done) {
        done({members::own_fits(wanted, *gate)});
    };
    errand.finish = [settings = with.settings](
                        db::Tx& tx, const Call& call, const AccountForm& form,
                        const ToCompare& wanted,
                        const Fits& outcome) -> base::Result<PayoutsStandingView> {
        if (!outcome.fits || !members::still_true(tx, wanted.credential)) {
            return members::password_wrong;
        }
        TRY(name_account(tx, {call.caller.member, form.holder.value, form.iban.value}));
        return standing_view(tx, settings, call.caller.member);
    };
    router.errand(Method::put, "/api/v1/me/payouts/account",
                  "Name the bank account that I am paid to", Access::member(), std::move(errand),
                  {.secret_body = true, .by_token = false});
}

struct ScheduleForm {
    Schedule schedule{};
};
BOOST_DESCRIBE_STRUCT(ScheduleForm, (), (schedule))

struct AskForm {
    std::optional<bool> leaving;  // All of it, whatever the minimum.
};
BOOST_DESCRIBE_STRUCT(AskForm, (), (leaving))

base::Result<http::Page<PayoutView>> own_payouts(db::Snapshot& snapshot, const Call& call,
                                                 const http::PageForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    auto page = http::page_of(payouts_of(snapshot, call.caller.member, PayoutId{before}, limit + 1),
                              limit, [](const Payout& payout) { return payout.id.value; });
    return http::Page<PayoutView>{views_of(snapshot, page.items), page.next};
}

}  // namespace

void add_routes(http::Router& router, const RouteSettings& with) {
    const Settings settings = with.settings;
    router.query(Method::get, "/api/v1/me/payouts/standing",
                 "What can be paid out to me, when, and what it waits for", Access::member(),
                 [settings](db::Snapshot& snapshot, const Call& call,
                            const http::NoForm&) -> base::Result<PayoutsStandingView> {
                     return standing_view(snapshot, settings, call.caller.member);
                 });
    router.query(Method::get, "/api/v1/me/payouts", "My payouts, newest first", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::PageForm& form) -> base::Result<http::Page<PayoutView>> {
                     return own_payouts(snapshot, call, form);
                 });
    add_account_route(router, with);
    router.command(Method::put, "/api/v1/me/payouts/schedule", "Choose how often I am paid",
                   Access::member(),
                   [settings](db::Tx& tx, const Call& call,
                              const ScheduleForm& form) -> base::Result<PayoutsStandingView> {
                       TRY(choose_schedule(tx, call.caller.member, form.schedule));
                       return standing_view(tx, settings, call.caller.member);
                   });
    router.command(
        Method::post, "/api/v1/me/payouts",
        "Be paid out now: it goes to the bank with the next run", Access::member(),
        [settings](db::Tx& tx, const Call& call, const AskForm& form) -> base::Result<PayoutView> {
            const auto occasion =
                form.leaving.value_or(false) ? Occasion::leaving : Occasion::asked;
            const Payout payout = TRY(ask(tx, settings, call.caller.member, occasion));
            return views_of(tx, {payout}).front();
        },
        {.status = 201});
    add_desk_routes(router, with);
}

}  // namespace payouts
