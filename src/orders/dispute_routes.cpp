// Disputes: what the sides do, and the whole of one for them and for who decides it.

#include <algorithm>

#include "cases/views.hpp"
#include "orders/act_route.hpp"
#include "orders/desk.hpp"
#include "orders/dispute_rows.hpp"
#include "orders/dispute_state.hpp"
#include "orders/view.hpp"

namespace orders {
namespace {

using http::Access;
using http::Call;
using http::Method;

using Pictures = http::Some<media::PictureId, 0, evidence_pictures_most>;

struct EvidenceForm {
    OrderId id;
    http::Text<1, 2000> words;
    std::optional<Pictures> pictures;
};
BOOST_DESCRIBE_STRUCT(EvidenceForm, (), (id, words, pictures))

struct EndForm {
    OrderId id;
};
BOOST_DESCRIBE_STRUCT(EndForm, (), (id))

struct AppealForm {
    OrderId id;
    http::Text<1, cases::appeal_length_max> words;
};
BOOST_DESCRIBE_STRUCT(AppealForm, (), (id, words))

struct DisputePath {
    DisputeId id;
};
BOOST_DESCRIBE_STRUCT(DisputePath, (), (id))

struct CasePath {
    cases::CaseId id;
};
BOOST_DESCRIBE_STRUCT(CasePath, (), (id))

/// What a side said and showed. No words of somebody who has left.
struct EvidenceView {
    std::int64_t number = 0;
    Party by{};
    base::Time at;
    std::optional<std::string> words;
    std::vector<media::PictureView> pictures;
};
BOOST_DESCRIBE_STRUCT(EvidenceView, (), (number, by, at, words, pictures))

/// A whole dispute. `judge_by` is when a moderator ought to have decided, while one is wanted.
struct DisputeView {
    OrderDisputeView dispute;
    OrderView order;
    OrderRefundView refund;
    std::vector<EvidenceView> evidence;
    std::vector<cases::DecisionView> decisions;
    std::vector<cases::AppealView> appeals;
    std::optional<base::Time> judge_by;
    bool late = false;
    bool waits_for_judge = false;
    std::vector<OrderMay> may;
};
BOOST_DESCRIBE_STRUCT(DisputeView, (),
                      (dispute, order, refund, evidence, decisions, appeals, judge_by, late,
                       waits_for_judge, may))

struct EvidenceRow {
    std::int64_t number = 0;
    Party party{};
    base::Time at;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(EvidenceRow, (), (number, party, at, words))

struct ShownRow {
    std::int64_t number = 0;
    media::PictureId picture;
};
BOOST_DESCRIBE_STRUCT(ShownRow, (), (number, picture))

std::vector<EvidenceView> evidence_of(db::Snapshot& snapshot, DisputeId id, base::MemberId viewer) {
    const auto shown = snapshot.all<ShownRow>(
        "select number, picture from order_evidence_pictures where dispute = $1 "
        "order by number, place",
        id);
    std::vector<media::PictureId> pictures;
    for (const ShownRow& row : shown) pictures.push_back(row.picture);
    const auto views = media::show(snapshot, viewer, pictures);
    std::vector<EvidenceView> list;
    for (EvidenceRow& row : snapshot.all<EvidenceRow>(
             "select e.number, e.party, e.at, t.words from order_evidence e "
             "join order_evidence_texts t on t.dispute = e.dispute and t.number = e.number "
             "where e.dispute = $1 order by e.number",
             id)) {
        EvidenceView view{row.number, row.party, row.at, std::nullopt, {}};
        if (!row.words.empty()) view.words = std::move(row.words);
        for (const ShownRow& one : shown) {
            const auto found = std::ranges::find(views, one.picture, &media::PictureView::id);
            if (one.number == row.number && found != views.end()) view.pictures.push_back(*found);
        }
        list.push_back(std::move(view));
    }
    return list;
}

OrderRefundView question_of(db::Snapshot& snapshot, const Order& order, RefundId id) {
    const RefundStory story = refund_stories(snapshot, {order})[order.id];
    for (const RefundParts& parts : story.refunds) {
        if (parts.refund.id == id) return view_of(parts, order.asset);
    }
    base::unreachable();
}

DisputeView show(db::Snapshot& snapshot, const Order& order, const Dispute& dispute,
                 const Call& call) {
    const auto viewer = call.caller.member;
    DisputeView view{view_of(dispute, order.asset),
                     show_page(snapshot, order, viewer),
                     question_of(snapshot, order, dispute.refund),
                     evidence_of(snapshot, dispute.id, viewer),
                     {},
                     {},
                     {},
                     false,
                     false,
                     {}};
    const auto side = party_of(order, viewer);
    if (side && is_live(dispute.state)) view.may = dispute_may(dispute, *side, snapshot.now());
    if (dispute.case_id.value == 0) return view;
    const auto one = cases::find(snapshot, dispute.case_id);
    base::ensure(bool{one});
    cases::StatementView stated = cases::show_statement(snapshot, *one, {viewer, call.language});
    view.decisions = std::move(stated.decisions);
    view.appeals = std::move(stated.appeals);
    view.waits_for_judge = stated.waits_for_judge;
    view.judge_by = stated.due;
    view.late = stated.due && snapshot.now() > *stated.due;
    return view;
}

std::optional<Dispute> find_dispute(db::Snapshot& snapshot, DisputeId id) {
    static const std::string sql = select_dispute() + "where id = $1";
    return snapshot.one<Dispute>(sql, id);
}

base::Result<DisputeView> for_side(db::Snapshot& snapshot, const Call& call, DisputeId id) {
    const auto dispute = find_dispute(snapshot, id);
    if (!dispute) return no_such_dispute;
    const Order order = TRY(find_or_refuse(snapshot, dispute->order_id));
    if (!party_of(order, call.caller.member)) return no_such_dispute;
    return show(snapshot, order, *dispute, call);
}

/// Only for who has taken the case, so that its log says who looked.
base::Result<DisputeView> for_moderator(db::Snapshot& snapshot, const Call& call,
                                        cases::CaseId id) {
    static const std::string sql = select_dispute() + "where case_id = $1";
    const cases::Case one = TRY(cases::find(snapshot, id));
    const auto dispute = snapshot.one<Dispute>(sql, id);
    const auto moderator = call.caller.member;
    if (!dispute || cases::is_close(snapshot, one, moderator)) return cases::no_such_case;
    if (one.assignee != moderator) return cases::case_not_yours;
    const Order order = TRY(find_or_refuse(snapshot, dispute->order_id));
    return show(snapshot, order, *dispute, call);
}

Evidence evidence_in(const EvidenceForm& form) {
    Evidence evidence{form.words.value, {}};
    if (form.pictures) evidence.pictures = form.pictures->items;
    return evidence;
}

}  // namespace

void add_dispute_routes(http::Router& router) {
    using base::MemberId;
    act_route<EvidenceForm>(router, "open-dispute",
                            "The buyer has a moderator decide what the seller did not give",
                            [](db::Tx& tx, const EvidenceForm& form, MemberId member) {
                                return open_dispute(tx, form.id, member, evidence_in(form));
                            });
    act_route<EvidenceForm>(router, "answer-dispute", "The seller says their side of a dispute",
                            [](db::Tx& tx, const EvidenceForm& form, MemberId member) {
                                return answer_dispute(tx, form.id, member, evidence_in(form));
                            });
    act_route<EvidenceForm>(router, "add-evidence", "Either side says or shows more in a dispute",
                            [](db::Tx& tx, const EvidenceForm& form, MemberId member) {
                                return add_evidence(tx, form.id, member, evidence_in(form));
                            });
    act_route<EndForm>(router, "give-in", "The seller gives back all that is disputed",
                       [](db::Tx& tx, const EndForm& form, MemberId member) {
                           return give_in(tx, form.id, member);
                       });
    act_route<EndForm>(router, "withdraw-dispute", "The buyer disputes nothing any more",
                       [](db::Tx& tx, const EndForm& form, MemberId member) {
                           return withdraw_dispute(tx, form.id, member);
                       });
    act_route<AppealForm>(router, "appeal-dispute", "Who lost has another moderator decide",
                          [](db::Tx& tx, const AppealForm& form, MemberId member) {
                              return appeal_dispute(tx, form.id, member, form.words.value);
                          });
    router.query(Method::get, "/api/v1/disputes/{id}", "All of a dispute, for its two sides",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const DisputePath& form) {
                     return for_side(snapshot, call, form.id);
                 });
    router.query(Method::get, "/api/v1/cases/{id}/dispute",
                 "The dispute that a case is about, for who has taken it",
                 Access::permission("moderator"),
                 [](db::Snapshot& snapshot, const Call& call, const CasePath& form) {
                     return for_moderator(snapshot, call, form.id);
                 });
}

}  // namespace orders
