// Notices in the app: who was told what, how they want to be told, and what they have seen.

#include <algorithm>

#include "events/cursors.hpp"
#include "http/json.hpp"
#include "members/leaving.hpp"
#include "notices/notices.hpp"

namespace notices {
namespace {

constexpr std::chrono::hours kept{90 * 24};
constexpr std::int64_t read_at_once = 1000;

struct Chosen {
    bool in_app = false;
    bool mail = false;
};
BOOST_DESCRIBE_STRUCT(Chosen, (), (in_app, mail))

/// What the event notice_told carries: whose bell it is.
struct Rung {
    MemberId member;
};
BOOST_DESCRIBE_STRUCT(Rung, (), (member))

base::Result<base::Done> write(db::Tx& tx, const News& news) {
    // The market has one writer, so the next number is nobody else's.
    const auto seq = tx.number("select coalesce(max(seq), 0) + 1 from notices");
    tx.run(
        "insert into notices (seq, member, kind, actor, thing, at, unread) "
        "values ($1, $2, $3, $4, $5, $6, 1)",
        seq, news.member, news.kind, news.actor, news.thing, tx.now());
    return events::tell(tx, {"notice_told", seq, http::to_json(Rung{news.member})});
}

}  // namespace

Choice choice_of(db::Snapshot& snapshot, MemberId member, NoticeKind kind) {
    const Rule& rule = rule_of(kind);
    Choice choice{kind, rule.essential, rule.in_app, rule.mail};
    if (rule.essential) return choice;
    const auto chosen = snapshot.one<Chosen>(
        "select in_app, mail from notice_choices where member = $1 and kind = $2", member, kind);
    if (chosen) choice.in_app = chosen->in_app, choice.mail = chosen->mail;
    return choice;
}

std::vector<Choice> choices_of(db::Snapshot& snapshot, MemberId member) {
    std::vector<Choice> list;
    for (const Rule& rule : rules()) {
        if (!rule.essential) list.push_back(choice_of(snapshot, member, rule.kind));
    }
    return list;
}

base::Result<base::Done> choose(db::Tx& tx, MemberId member, const Choice& wanted) {
    if (rule_of(wanted.kind).essential) return base::wrong_field("kind", "unknown_word");
    tx.run(
        "insert into notice_choices (member, kind, in_app, mail) values ($1, $2, $3, $4) "
        "on conflict (member, kind) do update set in_app = excluded.in_app, mail = excluded.mail",
        member, wanted.kind, wanted.in_app, wanted.mail);
    return base::done;
}

base::Result<base::Done> tell(db::Tx& tx, const News& news) {
    const auto who = members::person(tx, news.member);
    if (!who || members::has_left(*who)) return base::done;
    const Choice how = choice_of(tx, news.member, news.kind);
    if (how.mail) post(tx, {news.member, news.kind, news.actor, news.thing, ""});
    if (!how.in_app) return base::done;
    return write(tx, news);
}

std::vector<Notice> notices_of(db::Snapshot& snapshot, MemberId member, std::int64_t before_seq,
                               std::int64_t limit) {
    return snapshot.all<Notice>(
        "select seq, member, kind, actor, thing, at, unread from notices "
        "where member = $1 and seq < $2 order by seq desc limit $3",
        member, before_seq, limit);
}

std::int64_t unread_of(db::Snapshot& snapshot, MemberId member, const Describe& describe) {
    const auto list = snapshot.all<Notice>(
        "select seq, member, kind, actor, thing, at, unread from notices "
        "where member = $1 and unread = 1 order by seq desc limit $2",
        member, unread_most);
    return std::ranges::count_if(list, [&](const Notice& one) {
        return describe(snapshot, {one.member, one.kind, one.actor, one.thing}).has_value();
    });
}

base::Result<base::Done> mark_read(db::Tx& tx, MemberId member, std::int64_t up_to) {
    // Older ones than these are not counted anyway.
    const auto some = tx.run(
        "update notices set unread = 0 where seq in (select seq from notices where member = $1 "
        "and unread = 1 and seq <= $2 order by seq desc limit $3)",
        member, up_to, read_at_once);
    if (some == 0) return base::done;
    return events::tell(tx, {"notice_read", up_to, http::to_json(Rung{member})});
}

std::int64_t forget_notices(db::Tx& tx, std::int64_t most) {
    return tx.run(
        "delete from notices where seq in (select n.seq from notices as n where n.at < $1 "
        "order by n.at limit $2)",
        tx.now() - kept, most);
}

}  // namespace notices
