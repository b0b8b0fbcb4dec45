#include "cases/leaving.hpp"

namespace cases {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"cases", Topic::cases,
         "select kind, title, opened as opened_at, state, measure from cases "
         "where (party = $1 and touched = 1) or (kind = 'dispute' and "
         "(party = $1 or claimant = $1)) order by seq",
         "", Kept::record},
        {"reports", Topic::cases,
         "select r.subject_kind, r.subject as subject_id, r.rule, r.at as reported_at, t.words "
         "from reports r join report_texts t on t.report = r.id where r.reporter = $1 "
         "order by r.seq",
         "", Kept::record},
        {"report_texts", Topic::cases, "",
         "update report_texts set words = '' where report in (select r.id from reports r join "
         "report_texts t on t.report = r.id where r.reporter = $1 and t.words <> '' limit 200)"},
        {"decisions", Topic::cases,
         "select d.measure, d.rule, d.at as decided_at, t.facts from cases c "
         "join decisions d on d.case_id = c.id join decision_texts t on t.case_id = d.case_id and "
         "t.number = d.number where (c.party = $1 and c.touched = 1) or (c.kind = 'dispute' and "
         "(c.party = $1 or c.claimant = $1)) order by c.seq, d.number",
         "", Kept::record},
        {"decision_texts", Topic::cases, "",
         "update decision_texts set facts = '' where facts <> '' and case_id in (select c.id from "
         "cases c join decision_texts t on t.case_id = c.id where c.party = $1 and "
         "c.kind <> 'dispute' and t.facts <> '' limit 200)"},
        {"appeals", Topic::cases,
         "select a.role, a.at as appealed_at, t.words from appeals a join appeal_texts t "
         "on t.case_id = a.case_id and t.number = a.number where a.appellant = $1 "
         "order by a.case_id, a.number",
         "", Kept::record},
        {"appeal_texts", Topic::cases, "",
         "update appeal_texts set words = '' where words <> '' and case_id in (select a.case_id "
         "from appeals a join appeal_texts t on t.case_id = a.case_id and t.number = a.number "
         "where a.appellant = $1 and t.words <> '' limit 200) and exists (select 1 from appeals b "
         "where b.case_id = appeal_texts.case_id and b.number = appeal_texts.number and "
         "b.appellant = $1)"},
        {"case_log", Topic::machine, "", "", Kept::record},
    };
}

base::Result<base::Done> nothing_to_decide(db::Snapshot& snapshot, base::MemberId member) {
    const auto open = snapshot.number(
        "select count(*) from cases where party = $1 and touched = 1 and to_do = 1", member);
    if (open > 0) return base::with(case_open, "count", std::to_string(open));
    return base::done;
}

}  // namespace cases
