#include "app/job_routes.hpp"

#include "events/trouble.hpp"
#include "http/page.hpp"
#include "members/members.hpp"

namespace app {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

/// A job in trouble. `outside` says that it asks somebody else, such as a payment provider; `since`
/// is when the trouble began; `next_try` is null for one that was set aside. `last_error` is the
/// code of a refusal, or the program's own words for an accident.
struct TroubledJobView {
    events::JobId id;
    std::string kind;
    events::Trouble trouble{};
    bool outside = false;
    std::string subject;
    base::Time due;
    base::Time since;
    std::int64_t tries = 0;
    std::optional<base::Time> next_try;
    std::string last_error;
};
BOOST_DESCRIBE_STRUCT(TroubledJobView, (),
                      (id, kind, trouble, outside, subject, due, since, tries, next_try,
                       last_error))

TroubledJobView view(const events::TroubledJob& job, events::Trouble trouble,
                     const events::Hub& hub) {
    TroubledJobView out;
    out.id = job.id;
    out.kind = job.kind;
    out.trouble = trouble;
    out.outside = hub.errand_of(job.kind) != nullptr;
    out.subject = std::to_string(job.subject);
    out.due = job.first_due.value_or(job.due);
    out.since = job.failing_since.value_or(job.due);
    out.tries = job.attempts;
    if (trouble != events::Trouble::dead) out.next_try = job.due;
    out.last_error = job.last_error;
    return out;
}

/// "1893456000000000-17": since when the last job of a page is in trouble, and its id.
std::string text_of(const events::TroubleCursor& cursor) {
    return std::to_string(base::micros_of(cursor.since)) + "-" + std::to_string(cursor.id.value);
}

Result<events::TroubleCursor> read_cursor(const std::optional<http::Cursor>& after) {
    if (!after) return events::TroubleCursor{};
    const std::string_view text = after->value;
    const std::size_t mark = std::min(text.find('-'), text.size());
    const auto since = base::to_number(text.substr(0, mark));
    const auto id = base::to_number(text.substr(std::min(mark + 1, text.size())));
    if (!since || !id) return base::wrong_field("after", http::cursor_malformed.code);
    return events::TroubleCursor{base::time_of(*since), events::JobId{*id}};
}

struct TroubledJobsForm {
    events::Trouble trouble{};
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(TroubledJobsForm, (), (trouble, after, limit))

Result<http::Page<TroubledJobView>> page_of(db::Snapshot& snapshot, const TroubledJobsForm& form,
                                            const events::Hub& hub) {
    const std::int64_t limit = http::limit_of(form.limit);
    auto list = events::in_trouble(snapshot, form.trouble, TRY(read_cursor(form.after)), limit + 1);
    http::Page<TroubledJobView> page;
    if (list.size() > static_cast<std::size_t>(limit)) {
        list.pop_back();
        page.next = text_of(events::cursor_of(list.back()));
    }
    for (const auto& job : list) page.items.push_back(view(job, form.trouble, hub));
    return page;
}

struct TryAgainForm {
    events::JobId id;
    std::optional<http::Line<1, 500>> reason;
};
BOOST_DESCRIBE_STRUCT(TryAgainForm, (), (id, reason))

/// What the audit takes a digest of.
std::string state_of(const events::TroubledJob& job) {
    return std::string{base::name_of(job.state)} + " " + std::to_string(job.attempts) + " " +
           std::to_string(base::micros_of(job.due));
}

Result<TroubledJobView> try_again(db::Tx& tx, const Call& call, const TryAgainForm& form,
                                  const events::Hub& hub) {
    const auto before = TRY(events::job(tx, form.id));
    const auto after = TRY(events::try_again(tx, form.id));
    members::Act act;
    act.who = call.caller.member;
    act.permission = members::operator_permission;
    act.act = "job_tried_again: " + after.kind;
    act.subject = form.id.value;
    act.reason = form.reason ? form.reason->value : "";
    act.before = state_of(before);
    act.after = state_of(after);
    members::audit(tx, act);
    return view(after, after.failing_since ? events::Trouble::failing : events::Trouble::late, hub);
}

}  // namespace

void add_job_routes(http::Router& router, const events::Hub& hub) {
    const auto access = [] {
        return Access::permission(std::string{members::operator_permission});
    };
    router.query(
        Method::get, "/api/v1/operator/jobs/health",
        "How many jobs wait, are late, fail or were set aside", access(),
        [](db::Snapshot& snapshot, const Call&, const http::NoForm&) -> Result<events::Health> {
            return events::health(snapshot);
        });
    router.query(Method::get, "/api/v1/operator/jobs",
                 "Jobs that fail, were set aside or are late, the longest in trouble first",
                 access(),
                 [&hub](db::Snapshot& snapshot, const Call&, const TroubledJobsForm& form) {
                     return page_of(snapshot, form, hub);
                 });
    router.command(Method::post, "/api/v1/operator/jobs/{id}/try-again",
                   "Have a job in trouble tried at once", access(),
                   [&hub](db::Tx& tx, const Call& call, const TryAgainForm& form) {
                       return try_again(tx, call, form, hub);
                   });
}

}  // namespace app
