// The outbox: mails wait as rows, and each has a job that sends it.

#include "base/log.hpp"
#include "db/act.hpp"
#include "http/json.hpp"
#include "members/mail.hpp"
#include "notices/compose.hpp"

namespace notices {
namespace {

constexpr std::chrono::hours kept{30 * 24};

std::optional<Mail> waiting_mail(db::Snapshot& snapshot, OutboxId id) {
    return snapshot.one<Mail>(
        "select id, member, kind, actor, thing, address, state, made from outbox "
        "where id = $1 and state in ('waiting', 'refused')",
        id);
}

void end(db::Tx& tx, const events::Job& job, MailStand state) {
    tx.run("update outbox set state = $2, address = '' where id = $1", OutboxId{job.subject},
           state);
    events::finish(tx, job);
}

/// What leaves now, or nothing: then the job is over.
base::Result<std::optional<Letter>> take_out(db::Tx& tx, const Settings& settings,
                                             const events::Job& job) {
    const auto mail = waiting_mail(tx, OutboxId{job.subject});
    auto letter = mail ? compose(tx, settings, *mail) : std::nullopt;
    if (!letter) end(tx, job, MailStand::dropped);
    return letter;
}

/// Sends one mail. What is refused for good is set aside at once, all else is tried again.
void send(db::Writer& writer, const events::Job& job, const Settings& settings) {
    const auto letter = db::act(
        writer, [&](db::Tx& tx) { return take_out(tx, settings, job); }, db::Lane::jobs);
    base::ensure(static_cast<bool>(letter));
    if (!*letter) return;
    try {
        const Letter& mail = **letter;
        settings.mailer->send({std::to_string(job.subject), mail.from, mail.to, written(mail)});
    } catch (const NotTaken& refusal) {
        if (refusal.way == NotTaken::Way::for_now) throw;
        base::log(base::Level::warning, std::string{"a mail was refused: "} + refusal.what());
        const auto noted = db::act(
            writer,
            [&](db::Tx& tx) -> base::Result<base::Done> {
                tx.run("update outbox set state = $2 where id = $1", OutboxId{job.subject},
                       MailStand::refused);
                events::set_aside(tx, job, refusal.what());
                return base::done;
            },
            db::Lane::jobs);
        base::ensure(static_cast<bool>(noted));
        return;
    }
    const auto noted = db::act(
        writer,
        [&](db::Tx& tx) -> base::Result<base::Done> {
            end(tx, job, MailStand::sent);
            return base::done;
        },
        db::Lane::jobs);
    base::ensure(static_cast<bool>(noted));
}

/// Something of an account: its subject is the member.
events::Listener of_account(NoticeKind kind) {
    return [kind](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
        const MemberId member{event.subject};
        if (kind != NoticeKind::mail_replaced) return tell(tx, {member, kind, {}, 0});
        // This one goes where the member was reached until now; it is told before the change.
        post(tx, {member, kind, {}, 0, members::mail_of(tx, member).address});
        return base::done;
    };
}

}  // namespace

void post(db::Tx& tx, const Outgoing& wanted) {
    if (address_of(tx, wanted.member, wanted.kind, wanted.address).empty()) return;
    // One that waits is as good. Not so of a link to an address, which may be another by now.
    if (rule_of(wanted.kind).holds == Holds::reset_token &&
        tx.number("select count(*) from outbox where member = $1 and kind = $2 and made > $3 "
                  "and state = 'waiting'",
                  wanted.member, wanted.kind, tx.now() - std::chrono::minutes{1}) > 0) {
        return;
    }
    const auto id = tx.fresh<OutboxId>();
    tx.run(
        "insert into outbox (id, member, kind, actor, thing, address, state, made) "
        "values ($1, $2, $3, $4, $5, $6, 'waiting', $7)",
        id, wanted.member, wanted.kind, wanted.actor, wanted.thing, wanted.address, tx.now());
    events::at(tx, send_job, tx.now(), id.value);
}

std::int64_t forget_mails(db::Tx& tx, std::int64_t most) {
    return tx.run(
        "delete from outbox where id in (select o.id from outbox as o where o.made < $1 "
        "order by o.made limit $2)",
        tx.now() - kept, most);
}

void add_listeners(events::Hub& hub) {
    for (const NoticeKind kind :
         {NoticeKind::mail_wanted, NoticeKind::mail_replaced, NoticeKind::reset_wanted,
          NoticeKind::password_changed, NoticeKind::device_new}) {
        hub.on(std::string{base::name_of(kind)}, of_account(kind));
    }
}

void add_jobs(events::Hub& hub, const Settings& settings) {
    if (settings.mailer == nullptr) return;
    hub.errand(
        std::string{send_job},
        [settings](db::Writer& writer, const events::Job& job) { send(writer, job, settings); },
        events::Patience::a_day, events::Road::slow);
}

}  // namespace notices
