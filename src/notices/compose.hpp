#pragma once

// From a row of the outbox to the mail that leaves.

#include <optional>

#include "notices/letter.hpp"
#include "notices/notices.hpp"

namespace notices {

/// A row of the outbox.
struct Mail {
    OutboxId id;
    MemberId member;
    NoticeKind kind{};
    MemberId actor;
    std::int64_t thing = 0;
    std::string address;
    MailStand state{};
    base::Time made;
};
BOOST_DESCRIBE_STRUCT(Mail, (), (id, member, kind, actor, thing, address, state, made))

/// Where a mail of this kind goes; "" for nowhere. `given` is set where it is not the member's own
/// address any more.
std::string address_of(db::Snapshot& snapshot, MemberId member, NoticeKind kind,
                       const std::string& given);

/// The mail, in its reader's language; nothing where there is nobody to read it any more, or its
/// link would be of no use. Makes the token that its link holds.
std::optional<Letter> compose(db::Tx& tx, const Settings& settings, const Mail& mail);

}  // namespace notices
