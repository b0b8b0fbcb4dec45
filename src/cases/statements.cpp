// Statements of reasons as their party reads them, and the appeal.

#include "cases/rows.hpp"

namespace cases {

base::Result<base::Done> lodge(db::Tx& tx, const Case& one, CaseRole role, MemberId appellant,
                               const std::string& words) {
    const Case next = TRY(take_step(tx, one, deed_of(tx, CaseAct::appeal, role, appellant)));
    const auto number =
        tx.number("select coalesce(max(number), 0) from decisions where case_id = $1", one.id);
    tx.run("insert into appeals (case_id, number, appellant, role, at) values ($1, $2, $3, $4, $5)",
           one.id, number, appellant, role, tx.now());
    tx.run("insert into appeal_texts (case_id, number, words) values ($1, $2, $3)", one.id, number,
           words);
    events::cancel(tx, lapse_job, one.id.value);
    return tell(tx, "case_appealed", next);
}

base::Result<base::Done> appeal(db::Tx& tx, MemberId party, CaseId id, const std::string& words) {
    const Case one = TRY(find_statement(tx, party, id));
    return lodge(tx, one, CaseRole::party, party, words);
}

base::Result<Case> find_statement(db::Snapshot& snapshot, MemberId party, CaseId id) {
    auto found = find(snapshot, id);
    if (!found || found->party != party || !found->touched) return no_such_statement;
    return found;
}

std::vector<Case> statements_of(db::Snapshot& snapshot, MemberId party, std::int64_t before_seq,
                                std::int64_t limit) {
    static const std::string sql =
        std::string{case_columns} +
        "where party = $1 and touched = 1 and seq < $2 order by seq desc limit $3";
    return snapshot.all<Case>(sql, party, before_seq, limit);
}

std::vector<Decision> decisions_of(db::Snapshot& snapshot, CaseId id) {
    return snapshot.all<Decision>(
        "select d.number, d.decider, d.measure, d.rule, d.rule_version, d.source, "
        "d.automated_detection, d.automated_decision, d.scope, d.at, d.until, d.appeal_until, "
        "d.given, t.facts from decisions d "
        "join decision_texts t on t.case_id = d.case_id and t.number = d.number "
        "where d.case_id = $1 order by d.number",
        id);
}

std::vector<Appeal> appeals_of(db::Snapshot& snapshot, CaseId id) {
    return snapshot.all<Appeal>(
        "select a.number, a.appellant, a.role, a.at, t.words from appeals a "
        "join appeal_texts t on t.case_id = a.case_id and t.number = a.number "
        "where a.case_id = $1 order by a.number",
        id);
}

}  // namespace cases
