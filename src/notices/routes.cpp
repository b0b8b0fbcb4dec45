#include "notices/routes.hpp"

#include "http/page.hpp"
#include "http/words.hpp"

namespace notices {
namespace {

using http::Access;
using http::Call;
using http::Method;
using http::Page;

/// `text` is a sentence in the caller's language, `path` the page of the app that it leads to.
struct NoticeView {
    std::int64_t seq = 0;
    NoticeKind kind{};
    std::string text;
    std::string path;
    base::Time at;
    bool unread = false;
};
BOOST_DESCRIBE_STRUCT(NoticeView, (), (seq, kind, text, path, at, unread))

/// At most 20 are counted.
struct UnreadView {
    std::int64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(UnreadView, (), (unread))

struct ReadForm {
    http::Whole<0, INT64_MAX> up_to;
};
BOOST_DESCRIBE_STRUCT(ReadForm, (), (up_to))

struct ChoiceView {
    NoticeKind kind{};
    bool in_app = false;
    bool mail = false;
};
BOOST_DESCRIBE_STRUCT(ChoiceView, (), (kind, in_app, mail))

base::Result<Page<NoticeView>> page_of(db::Snapshot& snapshot, const Call& call,
                                       const http::PageForm& form, const Describe& describe) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    const auto found = http::page_of(notices_of(snapshot, call.caller.member, before, limit + 1),
                                     limit, [](const Notice& notice) { return notice.seq; });
    Page<NoticeView> page;
    page.next = found.next;
    for (const Notice& one : found.items) {
        auto said = describe(snapshot, {one.member, one.kind, one.actor, one.thing});
        if (!said) continue;
        const std::string key = "notice." + std::string{base::name_of(one.kind)};
        page.items.push_back({one.seq, one.kind, http::sentence(call.language, key, said->args),
                              std::move(said->path), one.at, one.unread});
    }
    return page;
}

Page<ChoiceView> choices(db::Snapshot& snapshot, base::MemberId member) {
    Page<ChoiceView> page;
    for (const Choice& one : choices_of(snapshot, member)) {
        page.items.push_back({one.kind, one.in_app, one.mail});
    }
    return page;
}

void add_choices(http::Router& router) {
    router.query(Method::get, "/api/v1/notices/choices", "How I want to be told of what",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::NoForm&) -> base::Result<Page<ChoiceView>> {
                     return choices(snapshot, call.caller.member);
                 });
    router.command(
        Method::put, "/api/v1/notices/choices", "Choose how I want to be told of a kind",
        Access::member(),
        [](db::Tx& tx, const Call& call, const ChoiceView& form) -> base::Result<Page<ChoiceView>> {
            const Choice wanted{form.kind, false, form.in_app, form.mail};
            TRY(choose(tx, call.caller.member, wanted));
            return choices(tx, call.caller.member);
        });
}

}  // namespace

void add_routes(http::Router& router, const Describe& describe) {
    router.query(Method::get, "/api/v1/notices", "What I was told, the latest first",
                 Access::member(),
                 [describe](db::Snapshot& snapshot, const Call& call, const http::PageForm& form) {
                     return page_of(snapshot, call, form, describe);
                 });
    router.query(Method::get, "/api/v1/notices/unread", "How much of it I have not seen",
                 Access::member(),
                 [describe](db::Snapshot& snapshot, const Call& call,
                            const http::NoForm&) -> base::Result<UnreadView> {
                     return UnreadView{unread_of(snapshot, call.caller.member, describe)};
                 });
    router.command(
        Method::post, "/api/v1/notices/read", "I have seen all up to this one", Access::member(),
        [describe](db::Tx& tx, const Call& call, const ReadForm& form) -> base::Result<UnreadView> {
            TRY(mark_read(tx, call.caller.member, form.up_to.value));
            return UnreadView{unread_of(tx, call.caller.member, describe)};
        });
    add_choices(router);
}

}  // namespace notices
