#include "members/mail.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "members/secrets.hpp"

namespace members {
namespace {

constexpr std::size_t address_bytes_max = 254, local_bytes_max = 64, token_letters = 43;
constexpr std::int64_t resets_per_hour = 3, accounts_most = 5, tokens_most = 20;

bool is_plain(char c) {
    constexpr std::string_view never = "()<>[]:;,\\\"";
    return c > ' ' && c < 0x7f && never.find(c) == std::string_view::npos;
}

bool is_host(std::string_view host) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    };
    return !host.empty() && std::ranges::all_of(host, fits) && host.front() != '.' &&
           host.back() != '.' && host.find("..") == std::string_view::npos;
}

std::chrono::hours lasts(Purpose purpose) {
    return purpose == Purpose::confirm ? confirm_within : reset_within;
}

void save(db::Tx& tx, MemberId member, const MailState& state) {
    tx.run(
        "insert into mail_addresses (member, address, folded, pending, changed) "
        "values ($1, $2, $3, $4, $5) on conflict (member) do update set address = "
        "excluded.address, folded = excluded.folded, pending = excluded.pending, "
        "changed = excluded.changed",
        member, state.address, folded(state.address), state.pending, tx.now());
}

/// Whom a handle or a mail address means, if they can be written to.
std::vector<MemberId> meant(db::Snapshot& snapshot, const std::string& asked) {
    const std::string text = folded(asked);
    if (text.find('@') != std::string::npos) {
        return snapshot.all<MemberId>(
            "select member from mail_addresses where folded = $1 and folded <> '' "
            "order by member limit $2",
            text, accounts_most);
    }
    return snapshot.all<MemberId>(
        "select m.id as member from members as m join mail_addresses as a on a.member = m.id "
        "where m.handle = $1 and a.address <> ''",
        text);
}

base::Result<base::Done> grant_resets(db::Tx& tx, const events::Job& job) {
    const auto asked =
        tx.one<std::string>("select asked from reset_asks where id = $1", job.subject);
    if (!asked || asked->empty()) return base::done;
    tx.run("update reset_asks set asked = '' where id = $1", job.subject);
    for (const MemberId member : meant(tx, *asked)) {
        const auto had = tx.number("select count(*) from reset_asks where member = $1 and at > $2",
                                   member, tx.now() - reset_within);
        if (had >= resets_per_hour) continue;
        tx.run("insert into reset_asks (id, asked, member, at) values ($1, '', $2, $3)",
               tx.fresh<base::Id<struct AskTag>>(), member, tx.now());
        TRY(tell_account(tx, "reset_wanted", member));
    }
    return base::done;
}

}  // namespace

MailState mail_of(db::Snapshot& snapshot, MemberId member) {
    return snapshot
        .one<MailState>("select address, pending from mail_addresses where member = $1", member)
        .value_or(MailState{});
}

bool is_mail_address(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > local_bytes_max) return false;
    return text.size() <= address_bytes_max && std::ranges::all_of(text, is_plain) &&
           is_host(text.substr(at + 1));
}

base::Result<base::Done> set_mail(db::Tx& tx, MemberId member, const std::string& address) {
    const MailState old = mail_of(tx, member);
    end_links(tx, member, Purpose::confirm);
    if (address == old.address) {
        save(tx, member, {old.address, ""});
        return base::done;
    }
    if (address.empty()) {
        if (!old.address.empty()) TRY(tell_account(tx, "mail_replaced", member));
        end_links(tx, member, Purpose::reset);
        save(tx, member, {});
        return base::done;
    }
    save(tx, member, {old.address, address});
    return tell_account(tx, "mail_wanted", member);
}

std::string mint(db::Tx& tx, MemberId member, Purpose purpose) {
    const auto live = tx.all<db::Bytes>(
        "select digest from mail_tokens where member = $1 and purpose = $2 "
        "order by expires desc limit 1000 offset $3",
        member, purpose, tokens_most - 1);
    for (const db::Bytes& digest : live) {
        tx.run("delete from mail_tokens where digest = $1", digest);
    }
    std::string token = new_token();
    tx.run(
        "insert into mail_tokens (digest, member, purpose, address, expires) "
        "values ($1, $2, $3, $4, $5)",
        db::Bytes{digest_of_secret(token)}, member, purpose,
        purpose == Purpose::confirm ? mail_of(tx, member).pending : std::string{},
        tx.now() + lasts(purpose));
    return token;
}

base::Result<MemberId> holder(db::Snapshot& snapshot, std::string_view token, Purpose purpose) {
    if (token.size() != token_letters) return link_over;
    const auto found = snapshot.one<MemberId>(
        "select member from mail_tokens where digest = $1 and purpose = $2 and expires > $3",
        db::Bytes{digest_of_secret(token)}, purpose, snapshot.now());
    if (!found) return link_over;
    return *found;
}

base::Result<MemberId> confirm_mail(db::Tx& tx, std::string_view token) {
    const MemberId member = TRY(holder(tx, token, Purpose::confirm));
    const MailState old = mail_of(tx, member);
    const auto mailed_to = tx.one<std::string>("select address from mail_tokens where digest = $1",
                                               db::Bytes{digest_of_secret(token)});
    if (old.pending.empty() || mailed_to != old.pending) return link_over;
    // Told first: whoever hears it still finds the old address.
    if (!old.address.empty()) TRY(tell_account(tx, "mail_replaced", member));
    end_links(tx, member, Purpose::confirm);
    end_links(tx, member, Purpose::reset);
    save(tx, member, {old.pending, ""});
    return member;
}

void ask_reset(db::Tx& tx, std::string_view who) {
    const auto id = tx.fresh<base::Id<struct AskTag>>();
    tx.run("insert into reset_asks (id, asked, member, at) values ($1, $2, 0, $3)", id, who,
           tx.now());
    events::at(tx, reset_job, tx.now(), id.value);
}

void end_links(db::Tx& tx, MemberId member, Purpose purpose) {
    tx.run("delete from mail_tokens where member = $1 and purpose = $2", member, purpose);
}

void distrust_links(db::Tx& tx, MemberId member) {
    tx.run("delete from mail_tokens where member = $1", member);
    tx.run("update mail_addresses set pending = '' where member = $1 and pending <> ''", member);
}

void forget_mail(db::Tx& tx, MemberId member) {
    tx.run("delete from mail_tokens where member = $1", member);
    tx.run("delete from mail_addresses where member = $1", member);
}

std::int64_t forget_links(db::Tx& tx, std::int64_t most) {
    const std::int64_t tokens = tx.run(
        "delete from mail_tokens where digest in (select t.digest from mail_tokens as t "
        "where t.expires <= $1 order by t.expires limit $2)",
        tx.now(), most);
    const std::int64_t asks = tx.run(
        "delete from reset_asks where id in (select a.id from reset_asks as a "
        "where a.at <= $1 order by a.at limit $2)",
        tx.now() - reset_within, most);
    return std::max(tokens, asks);
}

void add_jobs(events::Hub& hub) {
    hub.job(std::string{reset_job}, grant_resets, events::Patience::a_day);
}

base::Result<base::Done> tell_account(db::Tx& tx, std::string_view kind, MemberId member) {
    return events::tell(tx, {kind, member.value, http::to_json(AccountNews{member})});
}

}  // namespace members
