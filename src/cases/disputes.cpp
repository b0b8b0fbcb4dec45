// Disputes: how the module that holds the money opens them, and how they end without a decision.

#include "cases/rows.hpp"

namespace cases {

base::Result<CaseId> bring(db::Tx& tx, const NewDispute& wanted) {
    base::ensure(wanted.disputed > 0 && wanted.claimant.value != 0);
    Case one;
    one.kind = CaseKind::dispute;
    one.subject_kind = wanted.subject.kind;
    one.subject = wanted.subject.id;
    one.subject_version = wanted.subject.version;
    one.title = wanted.subject.title;
    one.party = wanted.subject.owner;
    one.source = NoticedBy::claimant;
    one.claimant = wanted.claimant;
    one.disputed = wanted.disputed;
    one.asset = wanted.asset;
    one = TRY(insert_case(tx, std::move(one)));
    TRY(take_step(tx, one, deed_of(tx, CaseAct::bring, CaseRole::claimant, wanted.claimant)));
    return one.id;
}

base::Result<base::Done> end(db::Tx& tx, CaseId id, CaseRole role, MemberId member) {
    const Case one = TRY(find(tx, id));
    TRY(take_step(tx, one, deed_of(tx, CaseAct::end, role, member)));
    if (one.state == CaseState::decided) events::cancel(tx, lapse_job, id.value);
    return base::done;
}

base::Result<base::Done> appeal_dispute(db::Tx& tx, MemberId side, CaseId id,
                                        const std::string& words) {
    const Case one = TRY(find(tx, id));
    const bool of_two = side == one.party || side == one.claimant;
    if (one.kind != CaseKind::dispute || !of_two) return no_such_case;
    const auto role = side == one.party ? CaseRole::party : CaseRole::claimant;
    return lodge(tx, one, role, side, words);
}

}  // namespace cases
