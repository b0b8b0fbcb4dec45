#pragma once

// Notices: what a member is told, in the app and by mail.
//
//     notices::post(tx, {ann, Kind::device_new});
//
// A notice is a kind and ids, never prose: its sentence is made when it is read, in the reader's
// language, from what the reader may see then. A mail is the same sentence: a row in the outbox,
// written in the transaction that made it true, and a job that sends it. A mail that was perhaps
// taken is sent again under the same Message-ID, so that it is seen once.

#include <span>
#include <string>
#include <string_view>

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

/// What the program hands in.
struct Settings {
    Mailer* mailer = nullptr;  // Outlives everything. None: mails wait.
    std::string base_url;      // "https://market.example", where links lead.
    std::string from;          // "no-reply@market.example"
    std::string market;        // Its name.
};

BOOST_DEFINE_ENUM_CLASS(MailStand, waiting, sent, dropped)

/// A mail that somebody is to get.
struct Outgoing {
    MemberId member;
    Kind kind{};
    MemberId actor;          // Who did it; 0 for nobody.
    std::int64_t thing = 0;  // What it is about, by the kind.
    std::string address;     // Only where it is not the member's own one any more.
};

/// Puts a mail into the outbox and plans its sending; not for who has no address, nor where one
/// that holds such a link was put there within the minute. Where it goes is seen when it is sent.
void post(db::Tx& tx, const Outgoing& wanted);

/// Deletes mails that are older than 30 days; at most `most`. Returns how many.
std::int64_t forget_mails(db::Tx& tx, std::int64_t most);

/// Hears what members tell of accounts: mail_wanted, mail_replaced, reset_wanted, password_changed,
/// device_new.
void add_listeners(events::Hub& hub);

/// The job mail_send.
void add_jobs(events::Hub& hub, const Settings& settings);

std::span<const db::Migration> migrations();

}  // namespace notices
