#include "moderation/moderation.hpp"

#include <algorithm>

#include "orders/orders.hpp"

namespace moderation {
namespace {

using shops::ListingState;

/// So many cases of one moderator are looked through for a picture.
constexpr std::int64_t taken_most = 1000;

cases::Subject subject_of(shops::Seen seen) {
    return {cases::SubjectKind::listing, cases::SubjectId{seen.id.value}, seen.version,
            std::move(seen.title), seen.owner};
}

/// For good once nothing can be said against it any more. What its seller has ended is on sale no
/// more: a decision removes it at once, and one that is reversed brings it back as ended.
base::Result<base::Done> restrict_listing(db::Tx& tx, shops::ListingId listing, ListingState state,
                                          const cases::Force& force) {
    const shops::Hold why{force.rule, force.rule_version, force.case_id.value};
    if (state == ListingState::removed || state == ListingState::draft) return base::done;
    const bool ended = state == ListingState::ended;
    if (ended && force.measure == cases::Measure::hold) return base::done;
    if (ended || force.for_good) return shops::remove(tx, listing, why);
    if (state == ListingState::held) return base::done;
    return shops::hold(tx, listing, why);
}

base::Result<base::Done> hear(db::Tx& tx, const events::Event& event) {
    const cases::Told told = cases::told(event);
    if (told.kind != cases::SubjectKind::listing) return base::done;
    return enforce(tx, told);
}

/// Orders are disputed, not reported.
base::Result<shops::ListingId> listing_of(cases::SubjectKind kind, cases::SubjectId id) {
    if (kind != cases::SubjectKind::listing) return base::wrong_field("kind", "unknown_word");
    return shops::ListingId{id.value};
}

}  // namespace

base::Result<cases::Subject> subject(db::Snapshot& snapshot, base::MemberId viewer,
                                     cases::SubjectKind kind, cases::SubjectId id) {
    const shops::ListingId listing = TRY(listing_of(kind, id));
    if (auto seen = shops::seen(snapshot, viewer, listing)) return subject_of(*std::move(seen));
    if (auto line = orders::bought(snapshot, viewer, listing)) return subject_of(*std::move(line));
    return shops::no_such_listing;
}

base::Result<cases::Subject> any_subject(db::Snapshot& snapshot, cases::SubjectKind kind,
                                         cases::SubjectId id) {
    const shops::ListingId listing = TRY(listing_of(kind, id));
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
    if (state != ListingState::held && state != ListingState::removed) return base::done;
    return shops::release(tx, listing, {"", 0, told.case_id.value});
}

base::Result<shops::Exhibit> exhibit(db::Snapshot& snapshot, base::MemberId moderator,
                                     cases::CaseId id, std::optional<std::int64_t> version) {
    const cases::Case one = TRY(cases::find(snapshot, id));
    if (one.subject_kind != cases::SubjectKind::listing) return cases::no_such_case;
    if (cases::is_close(snapshot, one, moderator)) return cases::no_such_case;
    if (one.assignee != moderator) return cases::case_not_yours;
    const std::int64_t wanted = version.value_or(one.subject_version);
    const auto versions = cases::versions_of(snapshot, one);
    if (std::ranges::find(versions, wanted) == versions.end()) {
        return base::wrong_field("version", "unknown_word");
    }
    return shops::exhibit(snapshot, moderator, shops::ListingId{one.subject.value}, wanted);
}

bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture) {
    const auto moderators = members::holders(snapshot, members::moderator_permission);
    if (std::ranges::find(moderators, viewer) == moderators.end()) return false;
    const auto versions = shops::versions_with(snapshot, picture);
    if (versions.empty()) return false;
    auto taken = cases::queue(snapshot, cases::CaseQueue::mine, viewer, {}, taken_most);
    taken = cases::far_from(snapshot, std::move(taken), viewer);
    return std::ranges::any_of(taken, [&](const cases::Case& one) {
        if (one.subject_kind != cases::SubjectKind::listing) return false;
        const auto about = [&](const shops::VersionRef& with) {
            return with.listing.value == one.subject.value;
        };
        if (std::ranges::none_of(versions, about)) return false;
        const auto shown = cases::versions_of(snapshot, one);
        return std::ranges::any_of(versions, [&](const shops::VersionRef& with) {
            return about(with) && std::ranges::find(shown, with.version) != shown.end();
        });
    });
}

void add_listeners(events::Hub& hub) {
    for (const auto* kind : {"case_held", "case_hold_ended", "case_decided", "case_closed"}) {
        hub.on(kind, hear);
    }
}

}  // namespace moderation
