// What is said to be wrong with goods, what moderators do about it, and what their sellers say to
// that. Mostly by whom it is meant for, now and then by somebody who may not.

#include "moderation/moderation.hpp"
#include "sim/people.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;
using cases::Case;
using cases::CaseState;
using cases::Measure;

/// Three who may judge, so that there is always another.
void People::appoint(Chance& chance) {
    constexpr std::size_t enough = 3;
    if (moderators_.size() >= enough) return;
    const auto who = somebody(chance);
    if (std::ranges::find(moderators_, who) != moderators_.end()) return;
    const auto done = market_.send("appoint", [=](db::Tx& tx) -> Id {
        TRY(members::set_permissions(tx, {who, {"moderator"}, {}, "by chance"}));
        return std::int64_t{0};
    });
    if (done) moderators_.push_back(who);
}

void People::moderate(Chance& chance) {
    appoint(chance);
    const auto latest = market_.look([](db::Snapshot& snapshot) {
        return snapshot.all<cases::CaseId>("select id from cases order by seq desc limit 20");
    });
    if (latest.empty() || chance.one_in(4)) return report(chance);
    if (chance.one_in(10)) return begin_case(chance);
    const auto id = recent(latest, chance);
    const Case one =
        market_.look([&](db::Snapshot& snapshot) { return *cases::find(snapshot, id); });
    if (one.state == CaseState::final) return report(chance);
    if (one.state == CaseState::decided) return object(one, chance);
    if (one.assignee.value == 0 || chance.one_in(8)) return take_case(one, chance);
    find_out(one, chance);
}

void People::report(Chance& chance) {
    const Goods goods = recent(goods_, chance);
    const auto who = chance.one_in(12) ? goods.owner : somebody(chance);
    const auto made = market_.send("report", [=](db::Tx& tx) -> Id {
        const cases::SubjectId id{goods.id.value};
        auto thing = TRY(moderation::subject(tx, who, cases::SubjectKind::listing, id));
        return TRY(cases::report(tx, {who, std::move(thing), "misleading", "As it is."})).value;
    });
    if (made && chance.one_in(3)) market_.send_again();
}

void People::begin_case(Chance& chance) {
    const Goods goods = recent(goods_, chance);
    const auto who = recent(moderators_, chance);
    (void)market_.send("begin_case", [=](db::Tx& tx) -> Id {
        const cases::SubjectId id{goods.id.value};
        auto thing = TRY(moderation::any_subject(tx, cases::SubjectKind::listing, id));
        return TRY(cases::begin(tx, {who, std::move(thing), "spam"})).value;
    });
}

void People::take_case(const Case& one, Chance& chance) {
    const auto who = recent(moderators_, chance);
    const auto id = one.id;
    (void)market_.send("take_case", [=](db::Tx& tx) -> Id {
        TRY(cases::take(tx, who, id));
        return std::int64_t{0};
    });
}

/// What who has taken a case does with it.
void People::find_out(const Case& one, Chance& chance) {
    const auto id = one.id;
    const auto who = chance.one_in(8) ? recent(moderators_, chance) : one.assignee;
    const auto measure = chance.one_in(2) ? Measure::take_down : Measure::leave;
    cases::Finding found{who, measure, "misleading", "Looked at."};
    if (one.kind == cases::CaseKind::dispute) found = ruling(one, who, chance);
    const auto what = chance.below(6);
    const std::string name = what == 0 ? "put_back_case" : what <= 2 ? "hold" : "decide_case";
    const auto done = market_.send(name, [=](db::Tx& tx) -> Id {
        if (what == 0) TRY(cases::put_back(tx, who, id));
        if (what == 1 || what == 2) TRY(cases::hold(tx, id, found));
        if (what > 2) TRY(cases::decide(tx, id, found));
        return std::int64_t{0};
    });
    if (done && chance.one_in(3)) market_.send_again();
}

/// Its seller appeals, or who reported it is not content.
void People::object(const Case& one, Chance& chance) {
    if (one.kind == cases::CaseKind::dispute) {
        const Order order{orders::OrderId{one.subject.value}, one.claimant, one.party};
        return disagree(order, chance);
    }
    if (one.measure == Measure::take_down) {
        const auto who = chance.one_in(8) ? somebody(chance) : one.party;
        const auto id = one.id;
        (void)market_.send("appeal", [=](db::Tx& tx) -> Id {
            TRY(cases::appeal(tx, who, id, "It is not so."));
            return std::int64_t{0};
        });
        return;
    }
    const auto said =
        market_.look([&](db::Snapshot& snapshot) { return cases::reports_of(snapshot, one.id); });
    if (said.empty()) return;
    const auto first = said.front();
    const auto who = chance.one_in(8) ? somebody(chance) : first.reporter;
    (void)market_.send("contest", [=](db::Tx& tx) -> Id {
        TRY(cases::contest(tx, who, first.id, "Look again."));
        return std::int64_t{0};
    });
}

}  // namespace sim
