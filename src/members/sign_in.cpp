#include "members/sign_in.hpp"

#include "members/mail.hpp"
#include "members/secrets.hpp"
#include "members/sessions.hpp"
#include "members/tokens.hpp"

namespace members {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

}  // namespace

bool still_true(db::Snapshot& snapshot, const Credential& credential) {
    const auto now = snapshot.one<std::string>("select hash from credentials where member = $1",
                                               credential.member);
    return now == credential.hash;
}

void save_hash(db::Tx& tx, MemberId member, const std::string& hash) {
    tx.run("update credentials set hash = $2, changed = $3 where member = $1", member, hash,
           tx.now());
}

base::Result<SignedIn> signed_in(db::Tx& tx, const http::Call& call, MemberId member,
                                 const Gate& gate) {
    if (!know_device(tx, member, call.device)) TRY(tell_account(tx, "device_new", member));
    const std::int64_t days = gate.settings.session_days(tx);
    std::string token = open_session(tx, {member, call.device, call.address, days});
    return SignedIn{me(tx, member), std::move(token), days * seconds_a_day};
}

base::Result<base::Done> check_password(const std::string& password, std::string_view handle,
                                        std::string_view field) {
    const auto weakness = weakness_of(password, handle);
    if (!weakness) return base::done;
    return base::wrong_field(std::string{field}, *weakness);
}

base::Result<ToCompare> look_up_own(db::Snapshot& snapshot, MemberId member,
                                    const std::string& typed, Gate& gate) {
    const Person self = TRY(person(snapshot, member));
    if (!gate.by_account.take(self.handle, snapshot.now())) return too_many_attempts;
    const auto credential =
        snapshot.one<Credential>("select member, hash from credentials where member = $1", member);
    if (!credential) return sign_in_failed;
    return ToCompare{*credential, typed, self.handle, ""};
}

bool own_fits(const ToCompare& wanted, Gate& gate) {
    if (!password_fits(wanted.password, wanted.credential.hash)) return false;
    gate.by_account.give_back(wanted.account);
    return true;
}

namespace {

// ---- Signing up

struct SignUpForm {
    http::Line<1, 60> handle;
    http::Line<1, 60> name;
    NewPassword password;
    std::optional<Language> language;
    std::optional<http::Line<1, 60>> setup_code;
    std::optional<http::Line<1, 60>> invitation;
};
BOOST_DESCRIBE_STRUCT(SignUpForm, (), (handle, name, password, language, setup_code, invitation))

/// Whether the market takes somebody in: asked before a password is hashed, and when it counts.
base::Result<base::Done> admit(db::Snapshot& snapshot, const SignUpForm& form, const Gate& gate) {
    if (form.setup_code || !gate.settings.may_join) return base::done;
    std::optional<std::string> invitation;
    if (form.invitation) invitation = form.invitation->value;
    return gate.settings.may_join(snapshot, invitation);
}

base::Result<base::Done> found(db::Tx& tx, const SignUpForm& form, MemberId member,
                               const Gate& gate) {
    if (!form.setup_code) return base::done;
    TRY(use_setup_code(tx, member, form.setup_code->value));
    return gate.settings.founded ? gate.settings.founded(tx, member) : base::done;
}

/// A password on its way to be hashed; exists in memory only.
struct ToHash {
    std::string password;
};
struct Hashed {
    std::string hash;
};

}  // namespace

Gate::Gate(const Settings& wanted)
    : settings(wanted),
      nobodys_hash(hash_of_nothing(wanted.hash_cost)),
      by_account(wanted.sign_ins_per_account),
      by_address(wanted.sign_ins_per_address),
      sign_ups(wanted.sign_ups_per_address),
      mails_by_member(wanted.mails_per_member),
      mails_by_target(wanted.mails_per_target),
      resets_by_account(wanted.resets_per_account),
      resets_by_address(wanted.resets_per_address) {}

void add_sign_up(http::Router& router, const std::shared_ptr<Gate>& gate) {
    http::Errand<SignUpForm, ToHash, Hashed, SignedIn> errand;
    errand.look = [gate](db::Snapshot& snapshot, const http::Call& call,
                         const SignUpForm& form) -> base::Result<ToHash> {
        const auto handle = handle_of(form.handle.value);
        if (!handle) return base::wrong_field("handle", "handle_malformed");
        TRY(check_password(form.password.value, *handle, "password"));
        TRY(admit(snapshot, form, *gate));
        if (!gate->sign_ups.take(network_of(call.address), snapshot.now())) {
            return too_many_attempts;
        }
        if (by_handle(snapshot, *handle)) return handle_taken;
        return ToHash{form.password.value};
    };
    errand.outside = [gate](const ToHash& wanted, const std::function<void(Hashed)>& done) {
        done({hash_password(wanted.password, gate->settings.hash_cost)});
    };
    errand.finish = [gate](db::Tx& tx, const http::Call& call, const SignUpForm& form,
                           const ToHash&, const Hashed& hashed) -> base::Result<SignedIn> {
        TRY(admit(tx, form, *gate));
        const auto language = form.language.value_or(call.language);
        const MemberId member =
            TRY(create(tx, {form.handle.value, form.name.value, hashed.hash, language}));
        TRY(found(tx, form, member, *gate));
        return signed_in(tx, call, member, *gate);
    };
    router.errand(http::Method::post, "/api/v1/members", "Join the market and sign in",
                  http::Access::open(), std::move(errand), {.status = 201, .secret_body = true});
}

// ---- Signing in

namespace {

struct SignInForm {
    http::Line<1, 60> handle;
    AnyPassword password;
};
BOOST_DESCRIBE_STRUCT(SignInForm, (), (handle, password))

struct Compared {
    bool fits = false;
    std::string fresh_hash;  // At today's cost; empty where the stored one is good.
};

void count(const Gate& gate, std::atomic<std::int64_t> SignInCounters::*which) {
    SignInCounters* const counters = gate.settings.counters;
    if (counters != nullptr) (counters->*which).fetch_add(1, std::memory_order_relaxed);
}

base::Result<ToCompare> look_up(db::Snapshot& snapshot, const http::Call& call,
                                const SignInForm& form, Gate& gate) {
    ToCompare wanted;
    wanted.password = form.password.value;
    wanted.account = folded(form.handle.value);
    wanted.network = network_of(call.address);
    if (!gate.by_address.take(wanted.network, snapshot.now()) ||
        !gate.by_account.take(wanted.account, snapshot.now())) {
        count(gate, &SignInCounters::limited);
        return too_many_attempts;
    }
    const auto found = snapshot.one<Credential>(
        "select c.member as member, c.hash as hash from credentials as c "
        "join members as m on m.id = c.member where m.handle = $1",
        wanted.account);
    wanted.credential = found.value_or(Credential{MemberId{}, gate.nobodys_hash});
    return wanted;
}

Compared compare(const ToCompare& wanted, Gate& gate) {
    Compared outcome;
    outcome.fits = password_fits(wanted.password, wanted.credential.hash) &&
                   wanted.credential.member.value != 0;
    if (!outcome.fits) {
        count(gate, &SignInCounters::failed);
        return outcome;
    }
    gate.by_address.give_back(wanted.network);
    gate.by_account.give_back(wanted.account);
    if (costs_differ(wanted.credential.hash, gate.settings.hash_cost)) {
        outcome.fresh_hash = hash_password(wanted.password, gate.settings.hash_cost);
    }
    return outcome;
}

}  // namespace

void add_sign_in(http::Router& router, const std::shared_ptr<Gate>& gate) {
    http::Errand<SignInForm, ToCompare, Compared, SignedIn> errand;
    errand.look = [gate](db::Snapshot& snapshot, const http::Call& call, const SignInForm& form) {
        return look_up(snapshot, call, form, *gate);
    };
    errand.outside = [gate](const ToCompare& wanted, const std::function<void(Compared)>& done) {
        done(compare(wanted, *gate));
    };
    errand.finish = [gate](db::Tx& tx, const http::Call& call, const SignInForm&,
                           const ToCompare& wanted,
                           const Compared& outcome) -> base::Result<SignedIn> {
        const MemberId member = wanted.credential.member;
        if (!outcome.fits || !still_true(tx, wanted.credential)) return sign_in_failed;
        if (!outcome.fresh_hash.empty()) save_hash(tx, member, outcome.fresh_hash);
        return signed_in(tx, call, member, *gate);
    };
    router.errand(http::Method::post, "/api/v1/sessions", "Sign in", http::Access::open(),
                  std::move(errand), {.status = 201, .secret_body = true});
}

// ---- Changing a password

namespace {

struct ChangePasswordForm {
    AnyPassword old;
    NewPassword new_;  // NOLINT(readability-identifier-naming)
};
BOOST_DESCRIBE_STRUCT(ChangePasswordForm, (), (old, new_))

/// Both passwords on their way; exists in memory only.
struct ToReplace {
    ToCompare old;
    std::string wanted;
};

struct Replaced {
    bool fits = false;
    std::string hash;
};

base::Result<ToReplace> look_up_both(db::Snapshot& snapshot, const http::Call& call,
                                     const ChangePasswordForm& form, Gate& gate) {
    const Person self = TRY(person(snapshot, call.caller.member));
    TRY(check_password(form.new_.value, self.handle, "new"));
    return ToReplace{TRY(look_up_own(snapshot, self.id, form.old.value, gate)), form.new_.value};
}

Replaced replace(const ToReplace& wanted, Gate& gate) {
    Replaced outcome;
    outcome.fits = own_fits(wanted.old, gate);
    if (outcome.fits) outcome.hash = hash_password(wanted.wanted, gate.settings.hash_cost);
    return outcome;
}

}  // namespace

void add_change_password(http::Router& router, const std::shared_ptr<Gate>& gate) {
    http::Errand<ChangePasswordForm, ToReplace, Replaced, http::Nothing> errand;
    errand.look = [gate](db::Snapshot& snapshot, const http::Call& call,
                         const ChangePasswordForm& form) {
        return look_up_both(snapshot, call, form, *gate);
    };
    errand.outside = [gate](const ToReplace& wanted, const std::function<void(Replaced)>& done) {
        done(replace(wanted, *gate));
    };
    errand.finish = [](db::Tx& tx, const http::Call& call, const ChangePasswordForm&,
                       const ToReplace& wanted,
                       const Replaced& outcome) -> base::Result<http::Nothing> {
        if (!outcome.fits || !still_true(tx, wanted.old.credential)) return old_password_wrong;
        save_hash(tx, call.caller.member, outcome.hash);
        end_other_sessions(tx, call.caller.member, call.caller.session);
        end_tokens(tx, call.caller.member);
        distrust_links(tx, call.caller.member);
        TRY(tell_account(tx, "password_changed", call.caller.member));
        return http::Nothing{};
    };
    router.errand(http::Method::post, "/api/v1/me/password",
                  "Change the password; every other session and all tokens end",
                  http::Access::member(), std::move(errand), {.secret_body = true});
}

}  // namespace members
