// The mail address of an account, and the way back in for whoever forgot the password.

#include "members/mail.hpp"
#include "members/secrets.hpp"
#include "members/sessions.hpp"
#include "members/sign_in.hpp"
#include "members/tokens.hpp"

namespace members {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct MailView {
    std::optional<std::string> address;  // Confirmed.
    std::optional<std::string> pending;  // Waits for its link to be followed.
};
BOOST_DESCRIBE_STRUCT(MailView, (), (address, pending))

MailView view_of(const MailState& state) {
    const auto unless_empty = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional{text};
    };
    return {unless_empty(state.address), unless_empty(state.pending)};
}

struct MailForm {
    http::Line<0, 254> address;  // Empty: none any more.
    AnyPassword password;
};
BOOST_DESCRIBE_STRUCT(MailForm, (), (address, password))

struct ConfirmForm {
    http::Line<1, 100> token;
};
BOOST_DESCRIBE_STRUCT(ConfirmForm, (), (token))

/// Nobody's letterbox is filled from here: neither by one member nor by many.
base::Result<base::Done> admit_mail(db::Snapshot& snapshot, Gate& gate, MemberId member,
                                    const std::string& address) {
    if (!gate.mails_by_member.take(std::to_string(member.value), snapshot.now()) ||
        !gate.mails_by_target.take(folded(address), snapshot.now())) {
        return too_many_attempts;
    }
    return base::done;
}

void add_set_mail(http::Router& router, const std::shared_ptr<Gate>& gate) {
    http::Errand<MailForm, ToCompare, bool, MailView> errand;
    errand.look = [gate](db::Snapshot& snapshot, const Call& call,
                         const MailForm& form) -> base::Result<ToCompare> {
        const std::string& address = form.address.value;
        if (!address.empty() && !is_mail_address(address)) {
            return base::wrong_field("address", "not_a_mail_address");
        }
        if (!address.empty()) TRY(admit_mail(snapshot, *gate, call.caller.member, address));
        return look_up_own(snapshot, call.caller.member, form.password.value, *gate);
    };
    errand.outside = [gate](const ToCompare& wanted, const std::function<void(bool)>& done) {
        done(own_fits(wanted, *gate));
    };
    errand.finish = [](db::Tx& tx, const Call& call, const MailForm& form, const ToCompare& wanted,
                       bool fits) -> base::Result<MailView> {
        if (!fits || !still_true(tx, wanted.credential)) return password_wrong;
        TRY(set_mail(tx, call.caller.member, form.address.value));
        return view_of(mail_of(tx, call.caller.member));
    };
    router.errand(Method::put, "/api/v1/me/mail",
                  "Set, change or take back my mail address; a new one waits for its link",
                  Access::member(), std::move(errand), {.secret_body = true, .by_token = false});
}

// ---- A forgotten password

struct ForgottenForm {
    http::Line<1, 254> who;  // A handle or a mail address.
};
BOOST_DESCRIBE_STRUCT(ForgottenForm, (), (who))

struct ResetForm {
    http::Line<1, 100> token;
    NewPassword password;
};
BOOST_DESCRIBE_STRUCT(ResetForm, (), (token, password))

/// A new password on its way to be hashed; exists in memory only.
struct ToSet {
    std::string password;
};
struct Hash {
    std::string hash;
};

void add_forgotten(http::Router& router, const std::shared_ptr<Gate>& gate) {
    router.command(Method::post, "/api/v1/password-resets",
                   "Have a link mailed with which a forgotten password is set anew", Access::open(),
                   [gate](db::Tx& tx, const Call& call,
                          const ForgottenForm& form) -> base::Result<http::Nothing> {
                       // Counted by what was typed, whether it means somebody or not.
                       if (!gate->resets_by_address.take(network_of(call.address), tx.now()) ||
                           !gate->resets_by_account.take(folded(form.who.value), tx.now())) {
                           return too_many_attempts;
                       }
                       ask_reset(tx, form.who.value);
                       return http::Nothing{};
                   },
                   {.secret_body = true});
}

}  // namespace

void add_mail(http::Router& router, const std::shared_ptr<Gate>& gate) {
    router.query(Method::get, "/api/v1/me/mail", "My mail address, and one that waits for its link",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::NoForm&) -> base::Result<MailView> {
                     return view_of(mail_of(snapshot, call.caller.member));
                 },
                 {.by_token = false});
    add_set_mail(router, gate);
    router.command(
        Method::post, "/api/v1/me/mail/again", "Have the link to my waiting address mailed again",
        Access::member(),
        [gate](db::Tx& tx, const Call& call, const http::NoForm&) -> base::Result<MailView> {
            const MailState state = mail_of(tx, call.caller.member);
            if (state.pending.empty()) return no_mail_waits;
            TRY(admit_mail(tx, *gate, call.caller.member, state.pending));
            TRY(tell_account(tx, "mail_wanted", call.caller.member));
            return view_of(state);
        },
        {.by_token = false});
    router.command(Method::post, "/api/v1/mail-confirmations",
                   "Confirm a mail address by its mailed link", Access::open(),
                   [](db::Tx& tx, const Call&, const ConfirmForm& form) -> base::Result<MailView> {
                       return view_of(mail_of(tx, TRY(confirm_mail(tx, form.token.value))));
                   },
                   {.secret_body = true});
}

void add_reset(http::Router& router, const std::shared_ptr<Gate>& gate) {
    add_forgotten(router, gate);
    http::Errand<ResetForm, ToSet, Hash, SignedIn> errand;
    errand.look = [gate](db::Snapshot& snapshot, const Call& call,
                         const ResetForm& form) -> base::Result<ToSet> {
        if (!gate->by_address.take(network_of(call.address), snapshot.now())) {
            return too_many_attempts;
        }
        const auto member = TRY(holder(snapshot, form.token.value, Purpose::reset));
        const Person self = TRY(person(snapshot, member));
        TRY(check_password(form.password.value, self.handle, "password"));
        return ToSet{form.password.value};
    };
    errand.outside = [gate](const ToSet& wanted, const std::function<void(Hash)>& done) {
        done({hash_password(wanted.password, gate->settings.hash_cost)});
    };
    errand.finish = [gate](db::Tx& tx, const Call& call, const ResetForm& form, const ToSet&,
                           const Hash& hashed) -> base::Result<SignedIn> {
        const auto member = TRY(holder(tx, form.token.value, Purpose::reset));
        gate->by_address.give_back(network_of(call.address));
        save_hash(tx, member, hashed.hash);
        end_tokens(tx, member);
        distrust_links(tx, member);
        end_other_sessions(tx, member, SessionId{});
        TRY(tell_account(tx, "password_changed", member));
        know_device(tx, member, call.device);  // Told already: the password was changed there.
        return signed_in(tx, call, member, *gate);
    };
    router.errand(Method::post, "/api/v1/password-resets/use",
                  "Set a new password by the mailed link and sign in; every session and token ends",
                  Access::open(), std::move(errand), {.status = 201, .secret_body = true});
}

}  // namespace members
