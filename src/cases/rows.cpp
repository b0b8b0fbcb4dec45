#include "cases/rows.hpp"

#include <sodium.h>

#include <array>

#include "http/json.hpp"
#include "policies/policies.hpp"

namespace cases {
namespace {

std::string digest_of(const std::string& before, const LogLine& line) {
    std::string bytes = before;
    const auto add = [&](std::string_view part) {
        bytes += part;
        bytes += '\n';
    };
    add(std::to_string(line.seq));
    add(std::to_string(line.case_id.value));
    add(std::to_string(base::micros_of(line.at)));
    add(base::name_of(line.act));
    add(base::name_of(line.role));
    add(std::to_string(line.member.value));
    add(base::name_of(line.from_state));
    add(base::name_of(line.to_state));
    add(line.measure);
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

constexpr std::string_view log_columns =
    "select seq, case_id, at, act, role, member, from_state, to_state, measure, digest "
    "from case_log ";

std::string measure_of(const Deed& deed) {
    if (deed.act == CaseAct::hold) return std::string{base::name_of(Measure::hold)};
    if (deed.act != CaseAct::decide && deed.act != CaseAct::judge) return "";
    return std::string{base::name_of(deed.measure)};
}

void save(db::Tx& tx, const Case& one) {
    tx.run(
        "update cases set state = $2, gathers = $3, to_do = $4, measure = $5, held = $6, "
        "held_once = $7, touched = $8, assignee = $9, lease_until = $10, decided_by = $11, "
        "due = $12, appeal_until = $13, rule = $14, rule_version = $15, given = $16 where id = $1",
        one.id, one.state, gathers(one.state), is_to_do(one.state), one.measure, one.held,
        one.held_once, one.touched, one.assignee, one.lease_until, one.decided_by, one.due,
        one.appeal_until, one.rule, one.rule_version, one.given);
}

base::Duration policy_hours(db::Tx& tx, std::string_view name) {
    return std::chrono::hours{policies::value(tx, name).value};
}

base::Duration policy_days(db::Tx& tx, std::string_view name) {
    return std::chrono::days{policies::value(tx, name).value};
}

}  // namespace

Core core_of(const Case& one) {
    return {one.state,       one.measure,    one.held, one.held_once,    one.touched, one.assignee,
            one.lease_until, one.decided_by, one.due,  one.appeal_until, one.kind};
}

Case with(Case one, const Core& core) {
    one.state = core.state;
    one.measure = core.measure;
    one.held = core.held;
    one.held_once = core.held_once;
    one.touched = core.touched;
    one.assignee = core.assignee;
    one.lease_until = core.lease_until;
    one.decided_by = core.decided_by;
    one.due = core.due;
    one.appeal_until = core.appeal_until;
    return one;
}

base::Result<Case> take_step(db::Tx& tx, const Case& one, const Deed& deed) {
    Case next = with(one, TRY(after(core_of(one), deed)));
    save(tx, next);
    write_log(tx, one.id, deed, one.state, next.state);
    return next;
}

void write_log(db::Tx& tx, CaseId id, const Deed& deed, CaseState from, CaseState to) {
    const auto last = tx.one<LogLine>(std::string{log_columns} + "order by seq desc limit 1");
    // The market has one writer, so the next number is nobody else's.
    LogLine line{
        last ? last->seq + 1 : 1, id,         deed.at, deed.act, deed.role, deed.member, from, to,
        measure_of(deed),         db::Bytes{}};
    line.digest.value = digest_of(last ? last->digest.value : "", line);
    tx.run(
        "insert into case_log (seq, case_id, at, act, role, member, from_state, to_state, measure, "
        "digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        line.seq, line.case_id, line.at, line.act, line.role, line.member, line.from_state,
        line.to_state, line.measure, line.digest);
}

std::vector<LogLine> log_of(db::Snapshot& snapshot, CaseId id) {
    static const std::string sql =
        std::string{log_columns} + "where case_id = $1 order by seq desc limit 1000";
    auto lines = snapshot.all<LogLine>(sql, id);
    std::ranges::reverse(lines);
    return lines;
}

bool is_log_whole(db::Snapshot& snapshot) {
    std::string before;
    std::int64_t seq = 0;
    bool whole = true;
    snapshot.each<LogLine>(
        [&](const LogLine& line) {
            whole = whole && line.seq == ++seq && line.digest.value == digest_of(before, line);
            before = line.digest.value;
        },
        std::string{log_columns} + "order by seq");
    return whole;
}

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const Case& one) {
    // Of a report the owner hears nothing, whatever was done to them before.
    const bool to_owner = one.touched && kind != "case_reported";
    const Told told{one.id, one.subject_kind, one.subject, to_owner ? one.party : MemberId{}};
    return events::tell(tx, {kind, one.id.value, http::to_json(told)});
}

base::Result<Rule> rule_now(db::Snapshot& snapshot, std::string_view code, CaseKind of) {
    auto rule = rule_at(code, snapshot.now(), of);
    if (!rule) return base::wrong_field("rule", "unknown_word");
    return *rule;
}

void write_decision(db::Tx& tx, const Case& one, const Finding& finding, const NewDecision& made) {
    tx.run(
        "insert into decisions (case_id, number, decider, measure, rule, rule_version, source, "
        "automated_detection, automated_decision, scope, at, until, appeal_until, given) "
        "values ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $10, $11, $12)",
        one.id, made.number, finding.moderator, made.measure, one.rule, one.rule_version,
        one.source, one.kind == CaseKind::dispute ? MeasureScope::order : MeasureScope::market,
        tx.now(), made.until, made.appeal_until, one.given);
    tx.run("insert into decision_texts (case_id, number, facts) values ($1, $2, $3)", one.id,
           made.number, finding.facts);
}

base::Result<Case> gathering(db::Tx& tx, const Subject& subject, const Rule& rule,
                             NoticedBy source) {
    static const std::string sql =
        std::string{case_columns} + "where subject_kind = $1 and subject = $2 and gathers = 1";
    if (auto found = tx.one<Case>(sql, subject.kind, subject.id)) return *std::move(found);
    Case one;
    one.kind = CaseKind::report;
    one.subject_kind = subject.kind;
    one.subject = subject.id;
    one.subject_version = subject.version;
    one.title = subject.title;
    one.party = subject.owner;
    one.source = source;
    one.rule = rule.code;
    one.rule_version = rule.version;
    return insert_case(tx, std::move(one));
}

base::Result<Case> insert_case(db::Tx& tx, Case one) {
    one.id = tx.fresh<CaseId>();
    one.due = tx.now() + policy_hours(tx, policies::decide_within_hours);
    one.seq = tx.number("select coalesce(max(seq), 0) + 1 from cases");
    tx.run(
        "insert into cases (seq, id, kind, subject_kind, subject, subject_version, title, party, "
        "source, rule, rule_version, reports, opened, state, gathers, to_do, measure, held, "
        "held_once, touched, assignee, lease_until, decided_by, due, appeal_until, claimant, "
        "disputed, given, asset) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, 1, 1, null, 0, 0, 0, "
        "0, 0, 0, $14, 0, $15, $16, 0, $17)",
        one.seq, one.id, one.kind, one.subject_kind, one.subject, one.subject_version, one.title,
        one.party, one.source, one.rule, one.rule_version, tx.now(), CaseState::waiting, one.due,
        one.claimant, one.disputed, one.asset);
    return find(tx, one.id);
}

Deed deed_of(db::Tx& tx, CaseAct act, CaseRole role, MemberId member, CaseKind kind) {
    Deed deed{act, role, member, tx.now(), Measure::leave, {}, {}, {}};
    if (act == CaseAct::take || act == CaseAct::hold) {
        deed.lease = std::chrono::minutes{policies::value(tx, policies::case_taken_minutes).value};
    }
    if (act == CaseAct::decide) {
        deed.appeal_within =
            policy_days(tx, kind == CaseKind::dispute ? policies::dispute_appeal_days
                                                      : policies::appeal_within_days);
    }
    if (act == CaseAct::appeal) deed.judge_within = policy_days(tx, policies::judge_within_days);
    return deed;
}

}  // namespace cases
