#include "cases/routes.hpp"

#include "cases/views.hpp"
#include "cases/waiting.hpp"
#include "http/page.hpp"

namespace cases {
namespace {

using http::Access;
using http::Call;
using http::Method;
using http::Page;

using RuleCode = http::Line<1, 40>;

struct RulesForm {
    std::optional<CaseKind> kind;
};
BOOST_DESCRIBE_STRUCT(RulesForm, (), (kind))

struct RulePath {
    RuleCode code;
};
BOOST_DESCRIBE_STRUCT(RulePath, (), (code))

/// `words` may be empty: the rule says a good deal already.
struct ReportForm {
    SubjectKind kind{};
    SubjectId subject;
    RuleCode rule;
    http::Text<0, report_length_max> words;
};
BOOST_DESCRIBE_STRUCT(ReportForm, (), (kind, subject, rule, words))

struct ReportPath {
    ReportId id;
};
BOOST_DESCRIBE_STRUCT(ReportPath, (), (id))

struct ContestForm {
    ReportId id;
    http::Text<1, appeal_length_max> words;
};
BOOST_DESCRIBE_STRUCT(ContestForm, (), (id, words))

struct CasePath {
    CaseId id;
};
BOOST_DESCRIBE_STRUCT(CasePath, (), (id))

struct AppealForm {
    CaseId id;
    http::Text<1, appeal_length_max> words;
};
BOOST_DESCRIBE_STRUCT(AppealForm, (), (id, words))

struct QueueForm {
    std::optional<CaseQueue> list;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(QueueForm, (), (list, after, limit))

struct BeginForm {
    SubjectKind kind{};
    SubjectId subject;
    RuleCode rule;
};
BOOST_DESCRIBE_STRUCT(BeginForm, (), (kind, subject, rule))

struct HoldForm {
    CaseId id;
    RuleCode rule;
    http::Text<1, facts_length_max> facts;
};
BOOST_DESCRIBE_STRUCT(HoldForm, (), (id, rule, facts))

/// `measure` is leave or take_down; of a dispute refund, refund_part (with an amount) or release.
struct DecideForm {
    CaseId id;
    Measure measure{};
    RuleCode rule;
    http::Text<1, facts_length_max> facts;
    std::optional<base::Money> amount;
};
BOOST_DESCRIBE_STRUCT(DecideForm, (), (id, measure, rule, facts, amount))

Reader reader_of(const Call& call) {
    return {call.caller.member, call.language};
}

// ---- Rules

base::Result<Page<RuleView>> rules_page(base::Time now, CaseKind of, http::Language language) {
    Page<RuleView> page;
    for (const Rule& rule : rules_at(now, of)) page.items.push_back(view(rule, language));
    return page;
}

void add_rules(http::Router& router) {
    router.query(
        Method::get, "/api/v1/rules",
        "The rules now: what a thing can be reported for, or what disputes are decided by",
        Access::open(), [](db::Snapshot& snapshot, const Call& call, const RulesForm& form) {
            return rules_page(snapshot.now(), form.kind.value_or(CaseKind::report), call.language);
        });
    router.query(
        Method::get, "/api/v1/rules/{code}/versions", "What a rule said and says, the latest first",
        Access::open(),
        [](db::Snapshot&, const Call& call, const RulePath& form) -> base::Result<Page<RuleView>> {
            Page<RuleView> page;
            for (const Rule& rule : all_rules()) {
                if (rule.code != form.code.value) continue;
                page.items.insert(page.items.begin(), view(rule, call.language));
            }
            if (page.items.empty()) return no_such_rule;
            return page;
        });
}

// ---- Reports

base::Result<ReportView> shown_report(db::Snapshot& snapshot, const Call& call, ReportId id) {
    const Report report = TRY(find_report(snapshot, call.caller.member, id));
    return std::move(show(snapshot, {report}, reader_of(call)).front());
}

base::Result<Page<ReportView>> reports_page(db::Snapshot& snapshot, const Call& call,
                                            const http::PageForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    auto page = http::page_of(reports_by(snapshot, call.caller.member, before, limit + 1), limit,
                              [](const Report& report) { return report.seq; });
    return Page<ReportView>{show(snapshot, page.items, reader_of(call)), page.next};
}

void add_reports(http::Router& router, const Settings& settings) {
    router.command(
        Method::post, "/api/v1/reports", "Say that something is wrong with a thing",
        Access::member(),
        [settings](db::Tx& tx, const Call& call,
                   const ReportForm& form) -> base::Result<ReportView> {
            const auto member = call.caller.member;
            Subject subject = TRY(settings.subject(tx, member, form.kind, form.subject));
            const NewReport wanted{member, std::move(subject), form.rule.value, form.words.value};
            return shown_report(tx, call, TRY(report(tx, wanted)));
        },
        {.status = 201});
    router.query(Method::get, "/api/v1/reports",
                 "What I have reported and what came of it, the latest first", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const http::PageForm& form) {
                     return reports_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/reports/{id}", "One of my reports", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const ReportPath& form) {
                     return shown_report(snapshot, call, form.id);
                 });
    router.command(
        Method::post, "/api/v1/reports/{id}/contest",
        "Have somebody else look at it again, where nothing was done", Access::member(),
        [](db::Tx& tx, const Call& call, const ContestForm& form) -> base::Result<ReportView> {
            TRY(contest(tx, call.caller.member, form.id, form.words.value));
            return shown_report(tx, call, form.id);
        });
}

// ---- Statements of reasons

base::Result<StatementView> shown_statement(db::Snapshot& snapshot, const Call& call, CaseId id) {
    const Case one = TRY(find_statement(snapshot, call.caller.member, id));
    return show_statement(snapshot, one, reader_of(call));
}

base::Result<Page<StatementView>> statements_page(db::Snapshot& snapshot, const Call& call,
                                                  const http::PageForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    const auto found = http::page_of(statements_of(snapshot, call.caller.member, before, limit + 1),
                                     limit, [](const Case& one) { return one.seq; });
    Page<StatementView> page;
    page.next = found.next;
    for (const Case& one : found.items) {
        page.items.push_back(show_statement(snapshot, one, reader_of(call)));
    }
    return page;
}

void add_statements(http::Router& router) {
    router.query(Method::get, "/api/v1/statements",
                 "What was done to my things and why, the latest first", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const http::PageForm& form) {
                     return statements_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/statements/{id}", "One statement of reasons",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const CasePath& form) {
                     return shown_statement(snapshot, call, form.id);
                 });
    router.command(
        Method::post, "/api/v1/statements/{id}/appeal", "Have somebody else decide it again",
        Access::member(),
        [](db::Tx& tx, const Call& call, const AppealForm& form) -> base::Result<StatementView> {
            TRY(appeal(tx, call.caller.member, form.id, form.words.value));
            return shown_statement(tx, call, form.id);
        });
}

// ---- The moderators' queue

/// "1893456000000000-17": when the last case of a page is due, and its number.
base::Result<QueueCursor> cursor_of(const std::optional<http::Cursor>& after) {
    if (!after) return QueueCursor{};
    const std::string_view text = after->value;
    const std::size_t mark = std::min(text.find('-'), text.size());
    const auto due = base::to_number(text.substr(0, mark));
    const auto seq = base::to_number(text.substr(std::min(mark + 1, text.size())));
    if (!due || !seq) return base::wrong_field("after", http::cursor_malformed.code);
    return QueueCursor{base::time_of(*due), *seq};
}

base::Result<Page<CaseCard>> queue_page(db::Snapshot& snapshot, const Call& call,
                                        const QueueForm& form) {
    const auto limit = http::limit_of(form.limit);
    auto after = TRY(cursor_of(form.after));
    const auto which = form.list.value_or(CaseQueue::to_do);
    const auto most = static_cast<std::size_t>(limit);
    // Who is close to a case learns nothing of it, by a short page or a cursor either.
    std::vector<Case> list;
    for (bool more = true; more && list.size() <= most;) {
        auto read = queue(snapshot, which, call.caller.member, after, limit + 1);
        more = read.size() > most;
        if (more) after = {read.back().due, read.back().seq};
        for (Case& one : far_from(snapshot, std::move(read), call.caller.member)) {
            list.push_back(std::move(one));
        }
    }
    Page<CaseCard> page;
    if (list.size() > most) {
        list.resize(most);
        const Case& last = list.back();
        page.next = std::to_string(base::micros_of(last.due)) + "-" + std::to_string(last.seq);
    }
    page.items = show_queue(snapshot, list, reader_of(call));
    return page;
}

base::Result<CaseView> shown_case(db::Snapshot& snapshot, const Call& call, CaseId id) {
    const Case one = TRY(find(snapshot, id));
    if (is_close(snapshot, one, call.caller.member)) return no_such_case;
    return show_case(snapshot, one, reader_of(call));
}

void add_queue(http::Router& router, const Settings& settings) {
    router.query(Method::get, "/api/v1/cases",
                 "What waits for a moderator, by when it is due; or another list of cases",
                 Access::permission("moderator"),
                 [](db::Snapshot& snapshot, const Call& call, const QueueForm& form) {
                     return queue_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/cases/{id}", "All of a case, with its log",
                 Access::permission("moderator"),
                 [](db::Snapshot& snapshot, const Call& call, const CasePath& form) {
                     return shown_case(snapshot, call, form.id);
                 });
    router.command(
        Method::post, "/api/v1/cases", "Open a case of what I noticed myself, and take it",
        Access::permission("moderator"),
        [settings](db::Tx& tx, const Call& call, const BeginForm& form) -> base::Result<CaseView> {
            Subject subject = TRY(settings.any_subject(tx, form.kind, form.subject));
            const NewCase wanted{call.caller.member, std::move(subject), form.rule.value};
            return shown_case(tx, call, TRY(begin(tx, wanted)));
        },
        {.status = 201});
}

/// Numbers alone: who is close to a case learns nothing else of it.
struct ClosedView {
    std::int64_t cases = 0;
};
BOOST_DESCRIBE_STRUCT(ClosedView, (), (cases))

struct WithoutJudgeView {
    std::int64_t cases = 0;
};
BOOST_DESCRIBE_STRUCT(WithoutJudgeView, (), (cases))

void add_counts(http::Router& router) {
    router.query(Method::get, "/api/v1/cases/closed-to-me",
                 "How many cases wait that I may not judge, because they are a friend's or mine",
                 Access::permission("moderator"),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::NoForm&) -> base::Result<ClosedView> {
                     return ClosedView{closed_to(snapshot, call.caller.member)};
                 });
    router.query(Method::get, "/api/v1/operator/cases/without-judge",
                 "How many cases wait that no moderator may take",
                 Access::permission(std::string{members::operator_permission}),
                 [](db::Snapshot& snapshot, const Call&,
                    const http::NoForm&) -> base::Result<WithoutJudgeView> {
                     return WithoutJudgeView{without_judge(snapshot)};
                 });
}

/// Which part of a disputed sum goes back, in its currency.
base::Result<std::int64_t> given_by(db::Snapshot& snapshot, const DecideForm& form) {
    if (form.measure != Measure::refund_part) {
        if (form.amount) return base::wrong_field("amount", "not_needed");
        return std::int64_t{0};
    }
    if (!form.amount) return base::wrong_field("amount", "missing");
    const Case one = TRY(find(snapshot, form.id));
    if (one.kind == CaseKind::dispute && form.amount->currency != one.asset) {
        return base::wrong_field("amount.currency", "other_currency", {{"currency", one.asset}});
    }
    return form.amount->minor;
}

void add_deciding(http::Router& router) {
    router.command(
        Method::post, "/api/v1/cases/{id}/take", "Take a case, for a while",
        Access::permission("moderator"),
        [](db::Tx& tx, const Call& call, const CasePath& form) -> base::Result<CaseView> {
            TRY(take(tx, call.caller.member, form.id));
            return shown_case(tx, call, form.id);
        });
    router.command(
        Method::post, "/api/v1/cases/{id}/put-back", "Give a case back undecided",
        Access::permission("moderator"),
        [](db::Tx& tx, const Call& call, const CasePath& form) -> base::Result<CaseView> {
            TRY(put_back(tx, call.caller.member, form.id));
            return shown_case(tx, call, form.id);
        });
    router.command(
        Method::post, "/api/v1/cases/{id}/hold",
        "Keep the thing from others while I look at it, once and not beyond the case's time",
        Access::permission("moderator"),
        [](db::Tx& tx, const Call& call, const HoldForm& form) -> base::Result<CaseView> {
            TRY(hold(tx, form.id,
                     {call.caller.member, Measure::hold, form.rule.value, form.facts.value}));
            return shown_case(tx, call, form.id);
        });
    router.command(
        Method::post, "/api/v1/cases/{id}/decide",
        "Decide a case that I have taken, or the appeal, with a statement of reasons",
        Access::permission("moderator"),
        [](db::Tx& tx, const Call& call, const DecideForm& form) -> base::Result<CaseView> {
            const auto given = TRY(given_by(tx, form));
            TRY(decide(
                tx, form.id,
                {call.caller.member, form.measure, form.rule.value, form.facts.value, given}));
            return shown_case(tx, call, form.id);
        });
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    add_rules(router);
    add_reports(router, settings);
    add_statements(router);
    add_queue(router, settings);
    add_counts(router);
    add_deciding(router);
}

}  // namespace cases
