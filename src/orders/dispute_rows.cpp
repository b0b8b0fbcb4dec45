// Rows of disputes and of what is said in them.

#include "orders/dispute_rows.hpp"

#include <algorithm>

#include "http/json.hpp"

namespace orders {

const std::string& select_dispute() {
    static const std::string text =
        "select id, order_id, refund, state, disputed, aside, settled, given, at, answer_by, "
        "policy_version, answered, case_id, decided, appeal_until, ended from order_disputes ";
    return text;
}

std::optional<Dispute> live_dispute(db::Snapshot& snapshot, OrderId id) {
    static const std::string sql = select_dispute() + "where order_id = $1 and ended is null";
    return snapshot.one<Dispute>(sql, id);
}

std::optional<DisputeId> last_dispute(db::Snapshot& snapshot, OrderId id) {
    return snapshot.one<DisputeId>(
        "select id from order_disputes where order_id = $1 order by id desc limit 1", id);
}

std::vector<Dispute> disputes_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids) {
    static const std::string sql =
        select_dispute() +
        "where order_id in (select cast(value as bigint) from json_each($1)) order by order_id, id";
    return snapshot.all<Dispute>(sql, http::to_json(ids));
}

void insert_dispute(db::Tx& tx, const Dispute& dispute) {
    tx.run(
        "insert into order_disputes (id, order_id, refund, state, disputed, aside, settled, given, "
        "at, answer_by, policy_version, case_id) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        dispute.id, dispute.order_id, dispute.refund, dispute.state, dispute.disputed,
        dispute.aside, dispute.settled, dispute.given, dispute.at, dispute.answer_by,
        dispute.policy_version, dispute.case_id);
}

void save_dispute(db::Tx& tx, const Dispute& dispute) {
    tx.run(
        "update order_disputes set state = $2, aside = $3, given = $4, answered = $5, "
        "case_id = $6, decided = $7, appeal_until = $8, ended = $9 where id = $1",
        dispute.id, dispute.state, dispute.aside, dispute.given, dispute.answered, dispute.case_id,
        dispute.decided, dispute.appeal_until, dispute.ended);
}

base::Result<base::Done> write_evidence(db::Tx& tx, DisputeId id, Party party,
                                        base::MemberId member, const Evidence& evidence) {
    const auto said = tx.number(
        "select count(*) from order_evidence where dispute = $1 and party = $2", id, party);
    if (said >= evidence_most) {
        return base::with(too_much_evidence, "max", std::to_string(evidence_most));
    }
    auto sorted = evidence.pictures;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) {
        return base::wrong_field("pictures", "picture_twice");
    }
    if (!sorted.empty()) TRY(media::use(tx, member, evidence.pictures));
    const auto number =
        tx.number("select coalesce(max(number), 0) + 1 from order_evidence where dispute = $1", id);
    tx.run("insert into order_evidence (dispute, number, party, at) values ($1, $2, $3, $4)", id,
           number, party, tx.now());
    tx.run("insert into order_evidence_texts (dispute, number, words) values ($1, $2, $3)", id,
           number, evidence.words);
    std::int64_t place = 0;
    for (const media::PictureId picture : evidence.pictures) {
        tx.run(
            "insert into order_evidence_pictures (dispute, number, place, picture) "
            "values ($1, $2, $3, $4)",
            id, number, ++place, picture);
    }
    return base::done;
}

bool is_evidence_for(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture) {
    static const std::string sql =
        select_dispute() +
        "where id in (select dispute from order_evidence_pictures where picture = $1)";
    const auto shown_in = snapshot.all<Dispute>(sql, picture);
    if (shown_in.empty()) return false;
    const auto moderators = members::holders(snapshot, members::moderator_permission);
    const bool is_moderator = std::ranges::find(moderators, viewer) != moderators.end();
    return std::ranges::any_of(shown_in, [&](const Dispute& dispute) {
        const auto order = find(snapshot, dispute.order_id);
        if (order && party_of(*order, viewer)) return true;
        const auto one = cases::find(snapshot, dispute.case_id);
        return is_moderator && one && one->assignee == viewer &&
               !cases::is_close(snapshot, *one, viewer);
    });
}

ledger::AccountId disputed_account(db::Tx& tx, const Order& order) {
    return ledger::account_of(tx, order.id.value, ledger::Holding::disputed, order.asset);
}

std::int64_t put_aside(db::Tx& tx, const Order& order) {
    auto dispute = live_dispute(tx, order.id);
    if (!dispute) return 0;
    dispute->aside = dispute->disputed;
    save_dispute(tx, *dispute);
    return dispute->aside;
}

}  // namespace orders
