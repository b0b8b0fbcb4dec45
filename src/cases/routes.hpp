#pragma once

#include <functional>

#include "cases/cases.hpp"
#include "http/router.hpp"

namespace cases {

/// What is known above of the things that cases are about.
struct Settings {
    /// A thing that a member may see, or has bought. Whoever may do neither is refused as if it did
    /// not exist.
    std::function<base::Result<Subject>(db::Snapshot&, MemberId, SubjectKind, SubjectId)> subject;
    /// The same for a moderator, who may look at everything.
    std::function<base::Result<Subject>(db::Snapshot&, SubjectKind, SubjectId)> any_subject;
};

/// Reporting, statements of reasons and their appeal, the moderators' queue, the rules.
void add_routes(http::Router& router, const Settings& settings);

}  // namespace cases
