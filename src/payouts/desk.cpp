// The operator's desk: runs, their files, and what the bank says of them.

#include "http/page.hpp"
#include "payouts/iban.hpp"
#include "payouts/routes.hpp"
#include "payouts/views.hpp"

namespace payouts {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct ReasonForm {
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(ReasonForm, (), (reason))

// ---- The account that pays

struct SourceForm {
    http::Line<1, 70> holder;
    http::Line<1, 50> iban;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(SourceForm, (), (holder, iban, reason))

/// Empty where none was named: then nothing is paid out.
struct PayoutSourceView {
    std::optional<std::string> holder;
    std::optional<std::string> iban;
    std::optional<base::Time> named_at;
};
BOOST_DESCRIBE_STRUCT(PayoutSourceView, (), (holder, iban, named_at))

PayoutSourceView view_of(const std::optional<Source>& source) {
    if (!source) return {};
    return {source->holder, source->iban, source->at};
}

void add_source_routes(http::Router& router, const Access& access) {
    router.query(Method::get, "/api/v1/operator/payouts/source",
                 "The account that the market pays from", access,
                 [](db::Snapshot& snapshot, const Call&, const http::NoForm&)
                     -> base::Result<PayoutSourceView> { return view_of(source_of(snapshot)); });
    router.command(
        Method::put, "/api/v1/operator/payouts/source",
        "Name the account that the market pays from", access,
        [](db::Tx& tx, const Call& call, const SourceForm& form) -> base::Result<PayoutSourceView> {
            return view_of(
                TRY(set_source(tx, {call.caller.member, form.holder, form.iban}, form.reason)));
        },
        {.by_token = false});
}

// ---- Runs

BOOST_DEFINE_ENUM_CLASS(PayoutRunMay, hand_over, settle)

struct PayoutRunView {
    RunId id;
    Occasion occasion{};
    RunState state{};
    std::int64_t payouts = 0;
    std::int64_t open = 0;
    base::Money amount;
    base::Time at;
    std::optional<base::Time> handed_at;
    std::vector<PayoutRunMay> may;
};
BOOST_DESCRIBE_STRUCT(PayoutRunView, (),
                      (id, occasion, state, payouts, open, amount, at, handed_at, may))

PayoutRunView view_of(const Run& run) {
    PayoutRunView view{run.id,      run.occasion,  run.state,
                       run.payouts, run.open,      base::Money{run.amount, run.asset},
                       run.at,      run.handed_at, {}};
    const bool ready = run.state == RunState::ready;
    if (ready && !run.handed_at) view.may.push_back(PayoutRunMay::hand_over);
    if (ready && run.open > 0 && run.settling == 0) view.may.push_back(PayoutRunMay::settle);
    return view;
}

struct RunPath {
    RunId id;
};
BOOST_DESCRIBE_STRUCT(RunPath, (), (id))

struct RunForm {
    RunId id;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(RunForm, (), (id, reason))

struct RunPayoutsForm {
    RunId id;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(RunPayoutsForm, (), (id, after, limit))

/// A payout as the operator sees it, with whom it goes to.
struct RunPayoutView {
    PayoutView payout;
    members::Person member;
    std::string end_to_end;
};
BOOST_DESCRIBE_STRUCT(RunPayoutView, (), (payout, member, end_to_end))

std::vector<RunPayoutView> with_members(db::Snapshot& snapshot,
                                        const std::vector<Payout>& payouts) {
    std::vector<base::MemberId> ids;
    for (const Payout& payout : payouts) ids.push_back(payout.member);
    const auto people = members::people(snapshot, ids);
    const auto views = views_of(snapshot, payouts);
    std::vector<RunPayoutView> list;
    for (std::size_t i = 0; i < payouts.size(); ++i) {
        list.push_back(
            {views[i], members::among(people, payouts[i].member), end_to_end(payouts[i].id)});
    }
    return list;
}

base::Result<http::Page<RunPayoutView>> run_payouts(db::Snapshot& snapshot,
                                                    const RunPayoutsForm& form) {
    TRY(find_run(snapshot, form.id));
    const auto after = TRY(http::cursor_number(form.after, 0));
    const std::int64_t limit = http::limit_of(form.limit);
    auto page = http::page_of(payouts_in(snapshot, form.id, PayoutId{after}, limit + 1), limit,
                              [](const Payout& payout) { return payout.id.value; });
    return http::Page<RunPayoutView>{with_members(snapshot, page.items), page.next};
}

void add_run_queries(http::Router& router, const Access& access, const std::string& market) {
    router.query(Method::get, "/api/v1/operator/payouts/runs", "Runs of payouts, newest first",
                 access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<PayoutRunView>> {
                     const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     std::vector<PayoutRunView> rows;
                     for (const Run& run : runs(snapshot, RunId{before}, limit + 1)) {
                         rows.push_back(view_of(run));
                     }
                     return http::page_of(std::move(rows), limit,
                                          [](const PayoutRunView& row) { return row.id.value; });
                 });
    router.query(Method::get, "/api/v1/operator/payouts/runs/{id}/payouts", "The payouts of a run",
                 access,
                 [](db::Snapshot& snapshot, const Call&,
                    const RunPayoutsForm& form) -> base::Result<http::Page<RunPayoutView>> {
                     return run_payouts(snapshot, form);
                 });
    router.query(Method::get, "/api/v1/operator/payouts/runs/{id}/file",
                 "A run as a file for the bank: ISO 20022, pain.001.001.09", access,
                 [market](db::Snapshot& snapshot, const Call&,
                          const RunPath& form) -> base::Result<http::File> {
                     std::string text = TRY(file_of(snapshot, form.id, market));
                     return http::File{"payouts-" + std::to_string(form.id.value) + ".xml",
                                       std::make_shared<const std::string>(std::move(text)), 0};
                 },
                 {.long_running = true, .answers = "application/xml"});
}

void add_run_commands(http::Router& router, const Access& access, const Settings& settings) {
    const auto word = [](const Call& call, const std::string& reason) {
        return Word{call.caller.member, reason};
    };
    router.command(Method::post, "/api/v1/operator/payouts/runs",
                   "Pay everybody out whose money may go, whatever their day", access,
                   [settings, word](db::Tx& tx, const Call& call,
                                    const ReasonForm& form) -> base::Result<PayoutRunView> {
                       return view_of(TRY(run_now(tx, settings, word(call, form.reason))));
                   },
                   {.status = 201});
    router.command(
        Method::post, "/api/v1/operator/payouts/runs/{id}/handed",
        "The file of a run was handed to the bank", access,
        [word](db::Tx& tx, const Call& call, const RunForm& form) -> base::Result<PayoutRunView> {
            return view_of(TRY(hand_over(tx, form.id, word(call, form.reason))));
        });
    router.command(
        Method::post, "/api/v1/operator/payouts/runs/{id}/paid",
        "The bank has paid all of a run that is open", access,
        [word](db::Tx& tx, const Call& call, const RunForm& form) -> base::Result<PayoutRunView> {
            return view_of(TRY(settle_run(tx, form.id, word(call, form.reason))));
        });
}

// ---- What the bank said, by hand and by file

struct SayForm {
    PayoutId id;
    http::Line<1, 140> reason;
};
BOOST_DESCRIBE_STRUCT(SayForm, (), (id, reason))

base::Result<RunPayoutView> say_of(db::Tx& tx, const Call& call, const SayForm& form, News news) {
    const Payout payout = TRY(say(tx, form.id, news, {call.caller.member, form.reason}));
    return with_members(tx, {payout}).front();
}

void add_saying(http::Router& router, const Access& access) {
    router.command(
        Method::post, "/api/v1/operator/payouts/{id}/paid", "The bank has paid a payout", access,
        [](db::Tx& tx, const Call& call, const SayForm& form) -> base::Result<RunPayoutView> {
            return say_of(tx, call, form, News::paid);
        });
    router.command(
        Method::post, "/api/v1/operator/payouts/{id}/returned", "The bank has sent a payout back",
        access,
        [](db::Tx& tx, const Call& call, const SayForm& form) -> base::Result<RunPayoutView> {
            return say_of(tx, call, form, News::returned);
        });
}

struct StatementForm {
    http::Verbatim<1, statement_bytes_max> xml;
};
BOOST_DESCRIBE_STRUCT(StatementForm, (), (xml))

struct PayoutStatementView {
    StatementId id;
    std::string name;
    bool done = false;
    std::int64_t entries = 0;
    std::int64_t paid = 0;
    std::int64_t returned = 0;
    std::int64_t known = 0;
    std::int64_t unfit = 0;
    std::int64_t others = 0;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(PayoutStatementView, (),
                      (id, name, done, entries, paid, returned, known, unfit, others, at))

PayoutStatementView view_of(const ReadStatement& read) {
    return {read.id,      read.name,  read.done == read.parts,
            read.entries, read.paid,  read.returned,
            read.known,   read.unfit, read.others,
            read.at};
}

struct ReadFile {
    Statement statement;
    std::string digest;
};

/// JSON writes a quote as two bytes, so the body that brings a file is larger than the file.
constexpr std::size_t body_bytes_max = statement_bytes_max + statement_bytes_max / 4;

/// The file is read outside the writer; the command only books what it says.
http::Errand<StatementForm, ReadFile, base::Done, PayoutStatementView> statement_errand() {
    http::Errand<StatementForm, ReadFile, base::Done, PayoutStatementView> errand;
    errand.look = [](db::Snapshot&, const Call&,
                     const StatementForm& form) -> base::Result<ReadFile> {
        return ReadFile{TRY(read_statement(form.xml.value)), digest_of(form.xml.value)};
    };
    errand.outside = [](const ReadFile&, const std::function<void(base::Done)>& then) {
        then(base::done);
    };
    errand.finish = [](db::Tx& tx, const Call& call, const StatementForm&, const ReadFile& file,
                       const base::Done&) -> base::Result<PayoutStatementView> {
        return view_of(TRY(import_statement(tx, file.digest, file.statement, call.caller.member)));
    };
    return errand;
}

struct PayoutEntryView {
    EntryId id;
    Direction direction{};
    base::Money amount;
    std::string end_to_end;
    std::string said;
    Fate why{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(PayoutEntryView, (), (id, direction, amount, end_to_end, said, why, at))

PayoutEntryView view_of(const Entry& entry) {
    return {entry.id,         entry.direction, base::Money{entry.amount, entry.asset},
            entry.end_to_end, entry.said,      entry.fate,
            entry.at};
}

struct EntryForm {
    EntryId id;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(EntryForm, (), (id, reason))

void add_statement_routes(http::Router& router, const Access& access) {
    router.errand(Method::post, "/api/v1/operator/payouts/statements",
                  "Read a statement of the bank: ISO 20022, camt.053", access, statement_errand(),
                  {.long_running = true, .body_bytes_max = body_bytes_max});
    router.query(
        Method::get, "/api/v1/operator/payouts/statements", "Statements that were read", access,
        [](db::Snapshot& snapshot, const Call&,
           const http::PageForm& form) -> base::Result<http::Page<PayoutStatementView>> {
            const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
            const std::int64_t limit = http::limit_of(form.limit);
            std::vector<PayoutStatementView> rows;
            for (const auto& read : statements(snapshot, StatementId{before}, limit + 1)) {
                rows.push_back(view_of(read));
            }
            return http::page_of(std::move(rows), limit,
                                 [](const PayoutStatementView& row) { return row.id.value; });
        });
    router.query(Method::get, "/api/v1/operator/payouts/entries",
                 "Movements of statements that fit nothing", access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<PayoutEntryView>> {
                     const auto after = TRY(http::cursor_number(form.after, 0));
                     const std::int64_t limit = http::limit_of(form.limit);
                     std::vector<PayoutEntryView> rows;
                     for (const Entry& entry : unfit(snapshot, EntryId{after}, limit + 1)) {
                         rows.push_back(view_of(entry));
                     }
                     return http::page_of(std::move(rows), limit,
                                          [](const PayoutEntryView& row) { return row.id.value; });
                 });
    router.command(
        Method::post, "/api/v1/operator/payouts/entries/{id}/seen",
        "A movement that fits nothing was looked into", access,
        [](db::Tx& tx, const Call& call, const EntryForm& form) -> base::Result<http::Nothing> {
            TRY(mark_seen(tx, form.id, {call.caller.member, form.reason}));
            return http::Nothing{};
        },
        {.status = 204});
}

}  // namespace

void add_desk_routes(http::Router& router, const RouteSettings& with) {
    const auto access = Access::permission(std::string{members::operator_permission});
    add_source_routes(router, access);
    add_run_queries(router, access, with.market);
    add_run_commands(router, access, with.settings);
    add_saying(router, access);
    add_statement_routes(router, access);
}

}  // namespace payouts
