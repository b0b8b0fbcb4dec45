#pragma once

// Notices: what a member is told, in the app and by mail.
//
//     notices::post(tx, {ann, NoticeKind::device_new});
//
// A notice is a kind and ids, never prose: its sentence is made when it is read, in the reader's
// language, from what the reader may see then. A mail is the same sentence: a row in the outbox,
// written in the transaction that made it true, and a job that sends it. A mail that was perhaps
// taken is sent again under the same Message-ID, so that it is seen once.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "notices/kinds.hpp"
#include "notices/mailer.hpp"

namespace notices {

using base::MemberId;
using OutboxId = base::Id<struct OutboxTag>;

inline constexpr std::string_view send_job = "mail_send";

/// Something that a member is told.
struct News {
    MemberId member;
    NoticeKind kind{};
    MemberId actor;          // Who did it; 0 for nobody.
    std::int64_t thing = 0;  // What it is about, by the kind.
};

struct Notice {
    std::int64_t seq = 0;
    MemberId member;
    NoticeKind kind{};
    MemberId actor;
    std::int64_t thing = 0;
    base::Time at;
    bool unread = false;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (seq, member, kind, actor, thing, at, unread))

/// What fills the sentence of some news, and the page of the app that it leads to.
struct Said {
    std::vector<base::Argument> args;
    std::string path;
};

/// From the modules above: what some news say, as its member may see it now; nothing where they may
/// not any more, and then it is not shown and its mail not sent.
using Describe = std::function<std::optional<Said>(db::Snapshot&, const News&)>;

/// What the program hands in.
struct Settings {
    Mailer* mailer = nullptr;  // Outlives everything. None: mails wait.
    std::string base_url;      // "https://market.example", where links lead.
    std::string from;          // "no-reply@market.example"
    std::function<std::string(db::Snapshot&)> market;  // Its name.
    Describe describe;
};

/// refused: set aside, until an operator has it tried again.
BOOST_DEFINE_ENUM_CLASS(MailStand, waiting, sent, dropped, refused)

/// A mail that somebody is to get.
struct Outgoing {
    MemberId member;
    NoticeKind kind{};
    MemberId actor;          // Who did it; 0 for nobody.
    std::int64_t thing = 0;  // What it is about, by the kind.
    std::string address;     // Only where it is not the member's own one any more.
};

/// Puts a mail into the outbox and plans its sending; not for who has no address, nor where one
/// that holds such a link was put there within the minute. Where it goes is seen when it is sent.
void post(db::Tx& tx, const Outgoing& wanted);

/// Tells a member, in the app and by mail, each where they want it. Tells notice_told.
base::Result<base::Done> tell(db::Tx& tx, const News& news);

/// A member's notices before `before_seq`, the latest first.
std::vector<Notice> notices_of(db::Snapshot& snapshot, MemberId member, std::int64_t before_seq,
                               std::int64_t limit);

/// How many of the latest unread_most that they have not seen they may see.
inline constexpr std::int64_t unread_most = 20;
std::int64_t unread_of(db::Snapshot& snapshot, MemberId member, const Describe& describe);

/// They have seen all up to and with this one. Tells notice_read where there was one to see.
base::Result<base::Done> mark_read(db::Tx& tx, MemberId member, std::int64_t up_to);

/// Deletes notices that are older than 90 days; at most `most`. Returns how many.
std::int64_t forget_notices(db::Tx& tx, std::int64_t most);

/// How a member is told of a kind.
struct Choice {
    NoticeKind kind{};
    bool essential = false;  // There is no choice.
    bool in_app = false;
    bool mail = false;
};
Choice choice_of(db::Snapshot& snapshot, MemberId member, NoticeKind kind);

/// Of every kind that can be chosen about, in their order.
std::vector<Choice> choices_of(db::Snapshot& snapshot, MemberId member);

/// Refuses with the form's field `kind` for what is essential.
base::Result<base::Done> choose(db::Tx& tx, MemberId member, const Choice& wanted);

/// Deletes mails that are older than 30 days; at most `most`. Returns how many.
std::int64_t forget_mails(db::Tx& tx, std::int64_t most);

/// Hears what members tell of accounts: mail_wanted, mail_replaced, reset_wanted, password_changed,
/// device_new.
void add_listeners(events::Hub& hub);

/// The job mail_send.
void add_jobs(events::Hub& hub, const Settings& settings);

std::span<const db::Migration> migrations();

}  // namespace notices
