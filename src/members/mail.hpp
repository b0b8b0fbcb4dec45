#pragma once

// Mail addresses, links that are mailed, and devices that are new: what lets a member back in, and
// what tells them that somebody else came in.
//
//     members::set_mail(tx, ann, "ann@example.org")   tells mail_wanted; whoever hears it writes
//     const std::string token = members::mint(tx, ann, Purpose::confirm);        a link with this
//     members::confirm_mail(tx, token)                and from then on the address is hers
//
// An address is used once its owner has followed the link that was mailed there. It is shown to
// nobody else. A token is made when its mail is written, and only its digest is kept: there may be
// several of one purpose, for a mail that is sent again, and using one ends all.
//
// Whether a password was forgotten by somebody who exists is looked up by a job, after the answer:
// so the answer and its time are the same for everybody.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/events.hpp"
#include "members/members.hpp"

namespace members {

inline constexpr base::Reason link_over{base::Kind::missing, "link_over"};
inline constexpr base::Reason no_mail_waits{base::Kind::conflict, "no_mail_waits"};

/// So long a mailed link can be used.
inline constexpr std::chrono::hours confirm_within{48}, reset_within{1};

inline constexpr std::string_view reset_job = "password_reset";

BOOST_DEFINE_ENUM_CLASS(Purpose, confirm, reset)

/// Where a member is written to, and what waits for its link; "" for none.
struct MailState {
    std::string address;
    std::string pending;
};
BOOST_DESCRIBE_STRUCT(MailState, (), (address, pending))

MailState mail_of(db::Snapshot& snapshot, MemberId member);

/// Whether mail could be sent there: one @ with something on both sides, printable ASCII without
/// blanks, quotes and brackets, as much as the mail system takes.
bool is_mail_address(std::string_view text);

/// Has an address wait for its link and tells mail_wanted; "" takes the address back, and one that
/// is confirmed already needs no link. The old address stays until the new one is confirmed; when
/// it goes, mail_replaced is told first.
base::Result<base::Done> set_mail(db::Tx& tx, MemberId member, const std::string& address);

/// A new token for a link; only its digest is kept.
std::string mint(db::Tx& tx, MemberId member, Purpose purpose);

/// Whose link it is; link_over.
base::Result<MemberId> holder(db::Snapshot& snapshot, std::string_view token, Purpose purpose);

/// Confirms the address that the link was mailed to, if it still waits; link_over.
base::Result<MemberId> confirm_mail(db::Tx& tx, std::string_view token);

/// Somebody says to have forgotten the password of this handle or mail address.
void ask_reset(db::Tx& tx, std::string_view who);

/// Ends every link of a purpose.
void end_links(db::Tx& tx, MemberId member, Purpose purpose);

/// No link that was mailed so far opens anything, and an address that waited for its own is
/// forgotten: whoever asked for them may have been the one against whom a password was changed.
void distrust_links(db::Tx& tx, MemberId member);

/// The address and every link of somebody who leaves.
void forget_mail(db::Tx& tx, MemberId member);

/// Deletes what is over; at most `most` rows of each. Returns how many.
std::int64_t forget_links(db::Tx& tx, std::int64_t most);

/// The job password_reset: for every member with a confirmed address whom `asked` means, and who
/// had not three of them within the hour, it tells reset_wanted.
void add_jobs(events::Hub& hub);

/// What these events carry: mail_wanted, mail_replaced, reset_wanted, password_changed and
/// device_new, whose subject is the member too.
struct AccountNews {
    MemberId member;
};
BOOST_DESCRIBE_STRUCT(AccountNews, (), (member))

base::Result<base::Done> tell_account(db::Tx& tx, std::string_view kind, MemberId member);

/// Whether the member has signed in on such a device before; from now on they have. True also for
/// their very first one.
bool know_device(db::Tx& tx, MemberId member, const std::string& device);

}  // namespace members
