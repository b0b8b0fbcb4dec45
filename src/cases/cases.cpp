// What moderators do with a case, and what its clock does.

#include "cases/cases.hpp"

#include <algorithm>

#include "cases/rows.hpp"
#include "circles/circles.hpp"
#include "http/payload.hpp"
#include "members/members.hpp"
#include "policies/policies.hpp"

namespace cases {
namespace {

struct Reporter {
    CaseId case_id;
    MemberId reporter;
};
BOOST_DESCRIBE_STRUCT(Reporter, (), (case_id, reporter))

/// Who reported what; of one case or of many.
std::vector<Reporter> reporters_of(db::Snapshot& snapshot, const std::vector<CaseId>& ids) {
    return snapshot.all<Reporter>(
        "select case_id, reporter from reports "
        "where case_id in (select cast(value as bigint) from json_each($1))",
        http::to_json(ids));
}

/// Those of `people` who are the member or their friends.
std::vector<MemberId> close_to(db::Snapshot& snapshot, MemberId member,
                               std::vector<MemberId> people) {
    constexpr std::size_t most = 1000;  // That many circles::ties takes.
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
    std::vector<MemberId> close;
    for (std::size_t from = 0; from < people.size(); from += most) {
        const auto to = std::min(from + most, people.size());
        const std::vector<MemberId> part(people.begin() + static_cast<std::ptrdiff_t>(from),
                                         people.begin() + static_cast<std::ptrdiff_t>(to));
        for (const circles::Tie& tie : circles::ties(snapshot, member, part)) {
            const bool near =
                tie.state == circles::Friendship::friends || tie.state == circles::Friendship::self;
            if (near) close.push_back(tie.member);
        }
    }
    return close;
}

/// The case, for a moderator who is not close to it.
base::Result<Case> far_case(db::Tx& tx, MemberId moderator, CaseId id) {
    Case one = TRY(find(tx, id));
    if (is_close(tx, one, moderator)) return no_such_case;
    return one;
}

/// The operator's audit has the decision too: who, what and by which rule.
void audit(db::Tx& tx, const Case& one, const Finding& finding) {
    members::audit(tx, {finding.moderator, std::string{members::moderator_permission},
                        "case_decided: " + std::string{base::name_of(finding.measure)},
                        one.id.value, one.rule + " " + std::to_string(one.rule_version), "", ""});
}

/// How much of a disputed sum goes back by what was found.
base::Result<std::int64_t> given(const Case& one, const Finding& finding) {
    if (finding.measure == Measure::refund) return one.disputed;
    if (finding.measure != Measure::refund_part) return std::int64_t{0};
    if (finding.given < 1) return base::wrong_field("amount.minor", "too_small", {{"min", "1"}});
    const std::int64_t most = one.disputed - 1;
    if (finding.given > most) {
        return base::wrong_field("amount.minor", "too_large", {{"max", std::to_string(most)}});
    }
    return finding.given;
}

base::Result<base::Done> end_hold(db::Tx& tx, const events::Job& job) {
    const Case one = TRY(find(tx, CaseId{job.subject}));
    if (!one.held) return base::done;
    const Case next =
        TRY(take_step(tx, one, deed_of(tx, CaseAct::hold_ended, CaseRole::clock, MemberId{})));
    return tell(tx, "case_hold_ended", next);
}

base::Result<base::Done> lapse(db::Tx& tx, const events::Job& job) {
    const Case one = TRY(find(tx, CaseId{job.subject}));
    if (one.state != CaseState::decided) return base::done;
    const Case next =
        TRY(take_step(tx, one, deed_of(tx, CaseAct::lapse, CaseRole::clock, MemberId{})));
    return tell(tx, "case_closed", next);
}

}  // namespace

base::Result<Case> find(db::Snapshot& snapshot, CaseId id) {
    static const std::string sql = std::string{case_columns} + "where id = $1";
    auto found = snapshot.one<Case>(sql, id);
    if (!found) return no_such_case;
    return *std::move(found);
}

std::vector<Case> far_from(db::Snapshot& snapshot, std::vector<Case> list, MemberId moderator) {
    std::vector<CaseId> ids;
    std::vector<MemberId> people;
    for (const Case& one : list) {
        ids.push_back(one.id);
        people.push_back(one.party);
        if (one.claimant.value != 0) people.push_back(one.claimant);
    }
    const auto reporters = reporters_of(snapshot, ids);
    for (const Reporter& said : reporters) people.push_back(said.reporter);
    const auto close = close_to(snapshot, moderator, std::move(people));
    const auto is_one = [&](MemberId id) { return std::ranges::find(close, id) != close.end(); };
    std::erase_if(list, [&](const Case& one) {
        return is_one(one.party) || is_one(one.claimant) ||
               std::ranges::any_of(reporters, [&](const Reporter& said) {
                   return said.case_id == one.id && is_one(said.reporter);
               });
    });
    return list;
}

bool is_close(db::Snapshot& snapshot, const Case& one, MemberId moderator) {
    return far_from(snapshot, {one}, moderator).empty();
}

base::Result<CaseId> begin(db::Tx& tx, const NewCase& wanted) {
    const Rule rule = TRY(rule_now(tx, wanted.rule));
    const auto before = tx.number("select coalesce(max(seq), 0) from cases");
    const Case one = TRY(gathering(tx, wanted.subject, rule, NoticedBy::moderator));
    if (is_close(tx, one, wanted.moderator)) return no_such_case;
    if (one.seq > before) {
        TRY(take_step(tx, one, deed_of(tx, CaseAct::begin, CaseRole::moderator, wanted.moderator)));
    }
    TRY(take(tx, wanted.moderator, one.id));
    return one.id;
}

base::Result<base::Done> take(db::Tx& tx, MemberId moderator, CaseId id) {
    const Case one = TRY(far_case(tx, moderator, id));
    TRY(take_step(tx, one, deed_of(tx, CaseAct::take, CaseRole::moderator, moderator)));
    return base::done;
}

base::Result<base::Done> put_back(db::Tx& tx, MemberId moderator, CaseId id) {
    const Case one = TRY(far_case(tx, moderator, id));
    TRY(take_step(tx, one, deed_of(tx, CaseAct::put_back, CaseRole::moderator, moderator)));
    return base::done;
}

base::Result<base::Done> hold(db::Tx& tx, CaseId id, const Finding& finding) {
    Case one = TRY(far_case(tx, finding.moderator, id));
    const Rule rule = TRY(rule_now(tx, finding.rule));
    one.rule = rule.code;
    one.rule_version = rule.version;
    // A hold is to be short: it ends by itself when the case is due, and a case that is late
    // already gives it no more than one lease.
    Deed deed = deed_of(tx, CaseAct::hold, CaseRole::moderator, finding.moderator);
    const Case next = TRY(take_step(tx, one, deed));
    const auto until = std::max(next.due, tx.now() + deed.lease);
    write_decision(tx, next, finding, {0, Measure::hold, until, std::nullopt});
    events::at(tx, hold_ends_job, until, id.value);
    return tell(tx, "case_held", next);
}

base::Result<base::Done> decide(db::Tx& tx, CaseId id, const Finding& finding) {
    Case one = TRY(far_case(tx, finding.moderator, id));
    if (!fits(one.kind, finding.measure)) return base::wrong_field("measure", "unknown_word");
    const Rule rule = TRY(rule_now(tx, finding.rule, one.kind));
    one.rule = rule.code;
    one.rule_version = rule.version;
    one.given = TRY(given(one, finding));
    const CaseAct act = deciding_act(core_of(one), finding.measure);
    Deed deed = deed_of(tx, act, CaseRole::moderator, finding.moderator, one.kind);
    deed.measure = finding.measure;
    const Case next = TRY(take_step(tx, one, deed));
    if (one.held) events::cancel(tx, hold_ends_job, id.value);
    const auto number =
        tx.number("select coalesce(max(number), 0) + 1 from decisions where case_id = $1", id);
    const bool for_good = act == CaseAct::judge;
    const auto appeal_until = for_good ? std::nullopt : std::optional{next.appeal_until};
    write_decision(tx, next, finding, {number, finding.measure, std::nullopt, appeal_until});
    if (!for_good) events::at(tx, lapse_job, next.appeal_until, id.value);
    audit(tx, next, finding);
    return tell(tx, for_good ? "case_closed" : "case_decided", next);
}

std::vector<Case> queue(db::Snapshot& snapshot, CaseQueue which, MemberId moderator,
                        const QueueCursor& after, std::int64_t limit) {
    static const std::string to_do = std::string{case_columns} +
                                     "where to_do = 1 and (due, seq) > ($1, $2) "
                                     "and ($3 = 0 or due < $3) and ($4 = '' or state = $4) "
                                     "and ($5 = 0 or assignee = $5) order by due, seq limit $6";
    static const std::string decided =
        std::string{case_columns} +
        "where state in ('decided', 'final') and seq < $1 order by seq desc limit $2";
    if (which == CaseQueue::decided) {
        const auto before = after.seq == INT64_MIN ? INT64_MAX : after.seq;
        return snapshot.all<Case>(decided, before, limit);
    }
    const auto late = which == CaseQueue::late ? base::micros_of(snapshot.now()) : 0;
    const std::string state{which == CaseQueue::appeals ? "appealed" : ""};
    const auto mine = which == CaseQueue::mine ? moderator : MemberId{};
    return snapshot.all<Case>(to_do, after.due, after.seq, late, state, mine, limit);
}

bool has_other_judge(db::Snapshot& snapshot, const Case& one) {
    const auto moderators = members::holders(snapshot, members::moderator_permission);
    return std::ranges::any_of(moderators, [&](MemberId moderator) {
        return moderator != one.decided_by && !is_close(snapshot, one, moderator);
    });
}

std::optional<Force> in_force(db::Snapshot& snapshot, SubjectKind kind, SubjectId id) {
    static const std::string sql =
        std::string{case_columns} +
        "where subject_kind = $1 and subject = $2 and (held = 1 or measure = 'take_down') "
        "order by seq";
    std::optional<Force> strongest;
    for (const Case& one : snapshot.all<Case>(sql, kind, id)) {
        const Measure measure = *in_force(core_of(one));
        const bool for_good = measure == Measure::take_down && one.state == CaseState::final;
        const auto rank = [](Measure m, bool good) { return (m == Measure::take_down) + good; };
        if (strongest && rank(strongest->measure, strongest->for_good) >= rank(measure, for_good)) {
            continue;
        }
        strongest = Force{measure, for_good, one.id, one.rule, one.rule_version};
    }
    return strongest;
}

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

void add_jobs(events::Hub& hub) {
    hub.job(std::string{hold_ends_job}, end_hold);
    hub.job(std::string{lapse_job}, lapse);
}

}  // namespace cases
