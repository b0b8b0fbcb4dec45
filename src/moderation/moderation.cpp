#include "moderation/moderation.hpp"

#include <algorithm>

#include "orders/orders.hpp"

namespace moderation {
namespace {

using cases::Measure;
using shops::ListingState;

/// So many cases of one moderator are looked through for a picture.
constexpr std::int64_t taken_most = 1000;

cases::Subject subject_of(shops::Seen seen) {
    return {cases::SubjectKind::listing, cases::SubjectId{seen.id.value}, seen.version,
            std::move(seen.title), seen.owner};
}

/// For good while it is in a state from which it can be taken down; what its seller ended, or was
/// never shown, has nothing to be kept from anybody.
base::Result<base::Done> restrict_listing(db::Tx& tx, shops::ListingId listing, ListingState state,
                                          const cases::Force& force) {
    const shops::Hold why{force.rule, force.rule_version, force.case_id.value};
    const bool out_of_sight = state == ListingState::ended || state == ListingState::removed ||
                              state == ListingState::draft;
    if (out_of_sight) return base::done;
    if (force.for_good) return shops::remove(tx, listing, why);
    if (state == ListingState::held) return base::done;
    return shops::hold(tx, listing, why);
}

base::Result<base::Done> hear(db::Tx& tx, const events::Event& event) {
    return enforce(tx, cases::told(event));
}

}  // namespace

base::Result<cases::Subject> subject(db::Snapshot& snapshot, base::MemberId viewer,
                                     cases::SubjectKind kind, cases::SubjectId id) {
    base::ensure(kind == cases::SubjectKind::listing);
    const shops::ListingId listing{id.value};
    if (auto seen = shops::seen(snapshot, viewer, listing)) return subject_of(*std::move(seen));
    if (auto line = orders::bought(snapshot, viewer, listing)) return subject_of(*std::move(line));
    return shops::no_such_listing;
}

base::Result<cases::Subject> any_subject(db::Snapshot& snapshot, cases::SubjectKind kind,
                                         cases::SubjectId id) {
    base::ensure(kind == cases::SubjectKind::listing);
    const shops::ListingId listing{id.value};
    shops::Exhibit found = TRY(shops::exhibit(snapshot, {}, listing, shops::latest_version));
    // What nobody but its seller has ever seen is nobody's business.
    if (found.state == ListingState::draft) return shops::no_such_listing;
    return cases::Subject{kind, id, found.version, std::move(found.title), found.seller.id};
}

base::Result<base::Done> enforce(db::Tx& tx, const cases::Told& told) {
    base::ensure(told.kind == cases::SubjectKind::listing);
    const shops::ListingId listing{told.thing.value};
    const ListingState state = TRY(shops::state_of(tx, listing));
    const auto force = cases::in_force(tx, told.kind, told.thing);
    if (force) return restrict_listing(tx, listing, state, *force);
    if (state != ListingState::held) return base::done;
    return shops::release(tx, listing, {"", 0, told.case_id.value});
}

base::Result<shops::Exhibit> exhibit(db::Snapshot& snapshot, base::MemberId moderator,
                                     cases::CaseId id) {
    const cases::Case one = TRY(cases::find(snapshot, id));
    if (cases::is_close(snapshot, one, moderator)) return cases::no_such_case;
    if (one.assignee != moderator) return cases::case_not_yours;
    return shops::exhibit(snapshot, moderator, shops::ListingId{one.subject.value},
                          one.subject_version);
}

bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture) {
    const auto moderators = members::holders(snapshot, members::moderator_permission);
    if (std::ranges::find(moderators, viewer) == moderators.end()) return false;
    const auto versions = shops::versions_with(snapshot, picture);
    if (versions.empty()) return false;
    auto taken = cases::queue(snapshot, cases::CaseQueue::mine, viewer, {}, taken_most);
    taken = cases::far_from(snapshot, std::move(taken), viewer);
    return std::ranges::any_of(taken, [&](const cases::Case& one) {
        const shops::VersionRef goods{shops::ListingId{one.subject.value}, one.subject_version};
        return std::ranges::find(versions, goods) != versions.end();
    });
}

void add_listeners(events::Hub& hub) {
    for (const auto* kind : {"case_held", "case_hold_ended", "case_decided", "case_closed"}) {
        hub.on(kind, hear);
    }
}

}  // namespace moderation
