#include "cases/views.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cases/rows.hpp"

namespace cases {
namespace {

RuleView rule_view(std::string_view code, std::int64_t version, http::Language language) {
    const auto rule = rule_version(code, version);
    // A row of a newer program, after a return to an older one.
    if (!rule) return {std::string{code}, version, base::Time{}, RuleGround::market, "", ""};
    return view(*rule, language);
}

AboutView about(const Case& one) {
    return {one.subject_kind, one.subject, one.subject_version, one.title};
}

std::optional<members::Person> person_of(const std::vector<members::Person>& people, MemberId id) {
    if (id.value == 0) return std::nullopt;
    return members::among(people, id);
}

/// Whether a member could do this now, whatever else it asks.
bool can(const Core& core, CaseAct act, CaseRole role, MemberId member, base::Time now) {
    Deed deed;
    deed.act = act;
    deed.role = role;
    deed.member = member;
    deed.at = now;
    return static_cast<bool>(after(core, deed));
}

DecisionView view(const Decision& decision, http::Language language) {
    return {decision.number,
            decision.measure,
            rule_view(decision.rule, decision.rule_version, language),
            decision.facts,
            decision.source,
            decision.automated_detection,
            decision.automated_decision,
            decision.scope,
            decision.at,
            decision.until,
            decision.appeal_until,
            std::nullopt,
            std::nullopt};
}

AppealView view(const Appeal& appeal) {
    return {appeal.number, appeal.role, appeal.at, appeal.words, std::nullopt};
}

ReportView view(const Report& report, const Case& one, const Reader& reader, base::Time now) {
    ReportView view;
    view.id = report.id;
    view.about = about(one);
    view.rule = rule_view(report.rule, report.rule_version, reader.language);
    view.words = report.words;
    view.at = report.at;
    view.state = one.state;
    view.due = one.due;
    view.outcome = one.measure;
    if (can(core_of(one), CaseAct::appeal, CaseRole::reporter, reader.member, now)) {
        view.contest_until = one.appeal_until;
        view.may.push_back(ReportMay::contest);
    }
    return view;
}

bool waits_for_judge(db::Snapshot& snapshot, const Case& one) {
    return one.state == CaseState::appealed && !has_other_judge(snapshot, one);
}

/// A sum of a dispute.
std::optional<base::Money> money_of(const Case& one, std::int64_t minor) {
    if (one.kind != CaseKind::dispute) return std::nullopt;
    return base::Money{minor, one.asset};
}

std::optional<base::Money> disputed_of(const Case& one) {
    return money_of(one, one.disputed);
}

CaseCard card(const Case& one, const std::vector<members::Person>& people, const Reader& reader,
              base::Time now) {
    return {one.id,
            one.kind,
            about(one),
            members::among(people, one.party),
            one.source,
            rule_view(one.rule, one.rule_version, reader.language),
            one.reports,
            one.state,
            in_force(core_of(one)),
            one.measure,
            one.opened,
            one.due,
            is_to_do(one.state) && now > one.due,
            person_of(people, one.assignee),
            false,
            person_of(people, one.claimant),
            disputed_of(one)};
}

std::vector<CaseMay> may_of(const Case& one, MemberId moderator, base::Time now) {
    const Core core = core_of(one);
    const auto can_do = [&](CaseAct act) {
        return can(core, act, CaseRole::moderator, moderator, now);
    };
    const CaseAct deciding = deciding_act(core, Measure::leave);
    std::vector<CaseMay> may;
    if (one.assignee != moderator && can_do(CaseAct::take)) may.push_back(CaseMay::take);
    if (can_do(CaseAct::put_back)) may.push_back(CaseMay::put_back);
    if (can_do(CaseAct::hold)) may.push_back(CaseMay::hold);
    if (can_do(deciding)) may.push_back(CaseMay::decide);
    return may;
}

/// Everybody whom a whole case names.
std::vector<members::Person> people_of(db::Snapshot& snapshot, const Case& one,
                                       const std::vector<Report>& reports,
                                       const std::vector<LogLine>& log) {
    std::vector<MemberId> ids{one.party, one.assignee, one.claimant};
    for (const Report& report : reports) ids.push_back(report.reporter);
    for (const LogLine& line : log) ids.push_back(line.member);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.size() > 1000) ids.resize(1000);
    return members::people(snapshot, ids);
}

}  // namespace

RuleView view(const Rule& rule, http::Language language) {
    const bool english = language == http::Language::en;
    return {std::string{rule.code},
            rule.version,
            rule.since,
            rule.ground,
            std::string{english ? rule.title_en : rule.title_zh},
            std::string{english ? rule.text_en : rule.text_zh}};
}

std::vector<ReportView> show(db::Snapshot& snapshot, const std::vector<Report>& list,
                             const Reader& reader) {
    std::vector<ReportView> views;
    for (const Report& report : list) {
        const auto one = find(snapshot, report.case_id);
        base::ensure(bool{one});
        ReportView shown = view(report, *one, reader, snapshot.now());
        // What is held while it is looked at is not yet an outcome.
        shown.decided = snapshot.one<base::Time>(
            "select at from decisions where case_id = $1 and number > 0 order by number desc "
            "limit 1",
            report.case_id);
        views.push_back(std::move(shown));
    }
    return views;
}

StatementView show_statement(db::Snapshot& snapshot, const Case& one, const Reader& reader) {
    StatementView shown;
    shown.id = one.id;
    shown.about = about(one);
    shown.state = one.state;
    shown.in_force = in_force(core_of(one));
    for (const Decision& decision : decisions_of(snapshot, one.id)) {
        shown.decisions.push_back(view(decision, reader.language));
        shown.decisions.back().given = money_of(one, decision.given);
    }
    for (const Appeal& appeal : appeals_of(snapshot, one.id)) {
        AppealView said = view(appeal);
        // What a reporter wrote might tell who they are.
        if (appeal.role == CaseRole::reporter) said.words.clear();
        shown.appeals.push_back(std::move(said));
    }
    if (is_to_do(one.state)) shown.due = one.due;
    const auto role = reader.member == one.party ? CaseRole::party : CaseRole::claimant;
    if (can(core_of(one), CaseAct::appeal, role, reader.member, snapshot.now())) {
        shown.appeal_until = one.appeal_until;
        shown.may.push_back(StatementMay::appeal);
    }
    shown.waits_for_judge = waits_for_judge(snapshot, one);
    return shown;
}

std::vector<CaseCard> show_queue(db::Snapshot& snapshot, const std::vector<Case>& list,
                                 const Reader& reader) {
    std::vector<MemberId> ids;
    for (const Case& one : list) {
        ids.insert(ids.end(), {one.party, one.assignee, one.claimant});
    }
    const auto people = members::people(snapshot, ids);
    std::vector<CaseCard> cards;
    for (const Case& one : list) {
        cards.push_back(card(one, people, reader, snapshot.now()));
        cards.back().waits_for_judge = waits_for_judge(snapshot, one);
    }
    return cards;
}

CaseView show_case(db::Snapshot& snapshot, const Case& one, const Reader& reader) {
    const auto reports = reports_of(snapshot, one.id);
    const auto log = log_of(snapshot, one.id);
    const auto people = people_of(snapshot, one, reports, log);
    CaseView shown;
    shown.summary = card(one, people, reader, snapshot.now());
    shown.summary.waits_for_judge = waits_for_judge(snapshot, one);
    for (const Report& report : reports) {
        shown.reports.push_back({members::among(people, report.reporter),
                                 rule_view(report.rule, report.rule_version, reader.language),
                                 report.words, report.at, report.subject_version});
    }
    for (const Decision& decision : decisions_of(snapshot, one.id)) {
        shown.decisions.push_back(view(decision, reader.language));
        shown.decisions.back().decider = person_of(people, decision.decider);
        shown.decisions.back().given = money_of(one, decision.given);
    }
    for (const Appeal& appeal : appeals_of(snapshot, one.id)) {
        shown.appeals.push_back(view(appeal));
        shown.appeals.back().appellant = person_of(people, appeal.appellant);
    }
    for (const LogLine& line : log) {
        shown.log.push_back({line.seq, line.at, line.act, line.role, person_of(people, line.member),
                             line.from_state, line.to_state, base::to_hex(line.digest.value)});
    }
    if (one.assignee.value != 0) shown.taken_until = one.lease_until;
    shown.may = may_of(one, reader.member, snapshot.now());
    return shown;
}

}  // namespace cases
