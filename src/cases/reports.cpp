// Reports: how they join a case, and how their reporter is heard once more.

#include <algorithm>

#include "cases/rows.hpp"
#include "http/json.hpp"
#include "policies/policies.hpp"

namespace cases {
namespace {

constexpr std::string_view report_columns =
    "select r.seq, r.id, r.case_id, r.reporter, r.rule, r.rule_version, r.at, "
    "r.subject_version, t.words "
    "from reports r join report_texts t on t.report = r.id ";

/// Once for each version of a thing, and so many in 24 hours.
base::Result<base::Done> admit(db::Tx& tx, const NewReport& wanted) {
    const Subject& subject = wanted.subject;
    const auto again = tx.number(
        "select count(*) from reports where reporter = $1 and subject_kind = $2 and subject = $3 "
        "and subject_version = $4",
        wanted.reporter, subject.kind, subject.id, subject.version);
    if (again > 0) return reported_already;
    const auto most = policies::value(tx, policies::reports_per_day).value;
    const auto told = tx.number("select count(*) from reports where reporter = $1 and at > $2",
                                wanted.reporter, tx.now() - std::chrono::hours{24});
    if (told >= most) return base::with(too_many_reports, "max", std::to_string(most));
    return base::done;
}

}  // namespace

base::Result<ReportId> report(db::Tx& tx, const NewReport& wanted) {
    const Subject& subject = wanted.subject;
    if (subject.owner == wanted.reporter) return own_report;
    const Rule rule = TRY(rule_now(tx, wanted.rule));
    TRY(admit(tx, wanted));
    const Case joined = TRY(gathering(tx, subject, rule, NoticedBy::report));
    TRY(take_step(tx, joined, deed_of(tx, CaseAct::report, CaseRole::reporter, wanted.reporter)));
    const auto seq = tx.number("select coalesce(max(seq), 0) + 1 from reports");
    const auto id = tx.fresh<ReportId>();
    tx.run(
        "insert into reports (seq, id, case_id, reporter, subject_kind, subject, subject_version, "
        "rule, rule_version, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        seq, id, joined.id, wanted.reporter, subject.kind, subject.id, subject.version, rule.code,
        rule.version, tx.now());
    tx.run("insert into report_texts (report, words) values ($1, $2)", id, wanted.words);
    tx.run("update cases set reports = reports + 1 where id = $1", joined.id);
    TRY(tell(tx, "case_reported", joined));
    return id;
}

base::Result<Report> find_report(db::Snapshot& snapshot, MemberId reporter, ReportId id) {
    static const std::string sql =
        std::string{report_columns} + "where r.id = $1 and r.reporter = $2";
    auto found = snapshot.one<Report>(sql, id, reporter);
    if (!found) return no_such_report;
    return *std::move(found);
}

std::vector<Report> reports_by(db::Snapshot& snapshot, MemberId reporter, std::int64_t before_seq,
                               std::int64_t limit) {
    static const std::string sql =
        std::string{report_columns} +
        "where r.reporter = $1 and r.seq < $2 order by r.seq desc limit $3";
    return snapshot.all<Report>(sql, reporter, before_seq, limit);
}

std::vector<Report> reports_of(db::Snapshot& snapshot, CaseId id) {
    static const std::string sql =
        std::string{report_columns} + "where r.case_id = $1 order by r.seq limit 1000";
    return snapshot.all<Report>(sql, id);
}

std::vector<std::int64_t> versions_of(db::Snapshot& snapshot, const Case& one) {
    return snapshot.all<std::int64_t>(
        "select subject_version from reports where case_id = $1 union select subject_version from "
        "cases where id = $1 order by 1 limit 1000",
        one.id);
}

base::Result<base::Done> contest(db::Tx& tx, MemberId reporter, ReportId report,
                                 const std::string& words) {
    const Report said = TRY(find_report(tx, reporter, report));
    const Case one = TRY(find(tx, said.case_id));
    return lodge(tx, one, CaseRole::reporter, reporter, words);
}

}  // namespace cases
