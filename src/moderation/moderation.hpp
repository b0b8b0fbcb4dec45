#pragma once

// Moderation: what is decided in a case, pushed down to the thing that it is about.
//
//     case_held, case_decided  ->  shops::hold     kept from sale while it can be appealed against
//     case_closed              ->  shops::remove   taken down for good
//     case_hold_ended, an appeal that succeeds  ->  shops::release, as it was before
//
// It goes by what is in force now, of all cases about the thing together, and never by which step
// was the last: one that succeeds with an appeal does not bring back what another case holds.
// Orders are none of its business: what is paid goes on.

#include "cases/cases.hpp"
#include "events/events.hpp"
#include "shops/shops.hpp"

namespace moderation {

/// A thing that `viewer` may see or has bought; else refused as one that does not exist.
base::Result<cases::Subject> subject(db::Snapshot& snapshot, base::MemberId viewer,
                                     cases::SubjectKind kind, cases::SubjectId id);

/// A thing that has ever been shown, whoever may see it now; no_such_listing (of shops).
base::Result<cases::Subject> any_subject(db::Snapshot& snapshot, cases::SubjectKind kind,
                                         cases::SubjectId id);

/// After a step of a case, brings its thing to where all its cases together want it. Harmless when
/// it is there.
base::Result<base::Done> enforce(db::Tx& tx, const cases::Told& told);

/// What a case is about as it was in one of its versions (none said: as it was when the case was
/// opened), for the moderator who has taken it: they and the log say who looked at what only
/// friends may see. Refuses with no_such_case (of cases), case_not_yours (of cases),
/// no_such_listing (of shops), and with the form's field `version` where the case is not about that
/// one.
base::Result<shops::Exhibit> exhibit(db::Snapshot& snapshot, base::MemberId moderator,
                                     cases::CaseId id, std::optional<std::int64_t> version);

/// Whether a picture is of the goods in a case that `viewer`, a moderator, has taken.
bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture);

/// Hears case_held, case_hold_ended, case_decided, case_closed.
void add_listeners(events::Hub& hub);

}  // namespace moderation
