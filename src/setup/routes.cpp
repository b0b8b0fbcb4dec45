#include "setup/routes.hpp"

#include "http/page.hpp"
#include "members/members.hpp"
#include "setup/setup.hpp"

namespace setup {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;
using http::NoForm;

/// `steps` is null for whoever has no first steps, or none any more.
struct SetupView {
    std::string name;
    std::string language;
    std::string account;
    std::string invitation;
    std::string currency;
    std::string zone;
    bool mail_leaves = false;
    std::string mail_from;
    std::optional<std::vector<LeftStep>> steps;
};
BOOST_DESCRIBE_STRUCT(SetupView, (),
                      (name, language, account, invitation, currency, zone, mail_leaves, mail_from,
                       steps))

struct StepForm {
    FirstStep step{};
    StepLeft how{};
};
BOOST_DESCRIBE_STRUCT(StepForm, (), (step, how))

struct SayForm {
    MarketText text{};
    http::Text<0, 400> value;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(SayForm, (), (text, value, reason))

struct InviteForm {
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(InviteForm, (), (reason))

struct VersionsForm {
    MarketText text{};
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(VersionsForm, (), (text, after, limit))

struct TextVersionView {
    std::int64_t version = 0;
    std::string value;
    base::Time from;
    std::string by;  // A handle.
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TextVersionView, (), (version, value, from, by, reason))

struct BankAccountView {
    std::string account;  // "" where the operator has not said it.
};
BOOST_DESCRIBE_STRUCT(BankAccountView, (), (account))

SetupView view_of(db::Snapshot& snapshot, const Settings& settings, MemberId member) {
    const std::string name = said(snapshot, MarketText::name);
    return {name.empty() ? settings.name : name,
            said(snapshot, MarketText::language),
            said(snapshot, MarketText::account),
            said(snapshot, MarketText::invitation),
            settings.currency,
            settings.zone,
            settings.mail_leaves,
            settings.mail_from,
            steps_of(snapshot, member)};
}

Result<http::Page<TextVersionView>> versions_page(db::Snapshot& snapshot,
                                                  const VersionsForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    auto found = http::page_of(versions(snapshot, form.text, before, limit + 1), limit,
                               [](const Version& version) { return version.version; });
    std::vector<MemberId> ids;
    for (const Version& version : found.items) ids.push_back(version.set_by);
    const auto setters = members::people(snapshot, ids);
    http::Page<TextVersionView> page;
    page.next = found.next;
    for (Version& version : found.items) {
        page.items.push_back({version.version, std::move(version.value), version.since,
                              members::among(setters, version.set_by).handle,
                              std::move(version.reason)});
    }
    return page;
}

void add_steps(http::Router& router, const Settings& settings, const Access& access) {
    router.query(
        Method::get, "/api/v1/operator/setup", "What was said of the market, and my first steps",
        access,
        [settings](db::Snapshot& snapshot, const Call& call, const NoForm&) -> Result<SetupView> {
            return view_of(snapshot, settings, call.caller.member);
        });
    router.command(
        Method::put, "/api/v1/operator/setup/steps/{step}", "A first step was done or skipped",
        access,
        [settings](db::Tx& tx, const Call& call, const StepForm& form) -> Result<SetupView> {
            TRY(leave_step(tx, call.caller.member, form.step, form.how));
            return view_of(tx, settings, call.caller.member);
        });
    router.command(Method::post, "/api/v1/operator/setup/end", "The first steps are over", access,
                   [settings](db::Tx& tx, const Call& call, const NoForm&) -> Result<SetupView> {
                       TRY(end(tx, call.caller.member));
                       return view_of(tx, settings, call.caller.member);
                   });
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    const auto access = Access::permission(std::string{members::operator_permission});
    add_steps(router, settings, access);
    router.query(Method::get, "/api/v1/operator/market/{text}",
                 "Every version of a text about the market, the newest first", access,
                 [](db::Snapshot& snapshot, const Call&,
                    const VersionsForm& form) -> Result<http::Page<TextVersionView>> {
                     return versions_page(snapshot, form);
                 });
    router.command(
        Method::put, "/api/v1/operator/market/{text}", "Say a text about the market, with a reason",
        access,
        [settings](db::Tx& tx, const Call& call, const SayForm& form) -> Result<SetupView> {
            TRY(say(tx, {form.text, form.value.value, call.caller.member, form.reason.value}));
            return view_of(tx, settings, call.caller.member);
        },
        {.by_token = false});  // One of them is where buyers transfer their money to.
    router.command(
        Method::post, "/api/v1/operator/market/invitation",
        "Make a new invitation; the link before leads nowhere any more", access,
        [settings](db::Tx& tx, const Call& call, const InviteForm& form) -> Result<SetupView> {
            TRY(invite(tx, call.caller.member, form.reason.value));
            return view_of(tx, settings, call.caller.member);
        },
        {.by_token = false});
    router.query(Method::get, "/api/v1/market/account", "Where to transfer money to",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call&, const NoForm&) -> Result<BankAccountView> {
                     return BankAccountView{said(snapshot, MarketText::account)};
                 });
}

}  // namespace setup
