#pragma once

// Disputes: what a buyer asked for and did not get, brought before somebody who decides.
//
// After a refund was refused, or less was given than asked, the buyer may open a dispute about the
// rest, once for each question (policy dispute_within_days). The seller answers within
// dispute_answer_hours; then, or when they are silent, it is a case for a moderator, with what both
// have said and shown. The moderator decides how much of the sum goes back, with a statement of
// reasons; who did not get all of it may appeal once (dispute_appeal_days), to another moderator.
// The money moves when that is over. Until then either side may give in.
//
// Exactly the disputed sum is frozen. An order that is held goes on: when it is settled, everybody
// gets their share of what is not disputed, and the rest lies aside in the order's own account
// `disputed`. After a settlement the seller's part of the sum is set aside from what they have.
// There is no clock that decides: where no moderator does, the sum stays frozen and the case late.

#include "cases/cases.hpp"
#include "orders/refunds.hpp"

namespace orders {

using DisputeId = base::Id<struct DisputeTag>;

/// How far a dispute is. Words are only added.
BOOST_DEFINE_ENUM_CLASS(DisputeState,
                        open,      // The seller has to answer.
                        heard,     // A moderator has to decide.
                        decided,   // Who lost may appeal.
                        appealed,  // Another moderator has to decide.
                        final,     // Decided for good, and the money has moved.
                        given_in,  // The seller gave all of it back.
                        withdrawn,
                        over)  // All the money went back for another reason.

/// `pass` is when the seller's time to answer has passed.
BOOST_DEFINE_ENUM_CLASS(DisputeAct, answer, pass, add, decide, appeal, finish, give_in, withdraw,
                        call_off)

inline constexpr base::Reason nothing_to_dispute{base::Kind::conflict, "nothing_to_dispute"};
inline constexpr base::Reason dispute_too_late{base::Kind::conflict, "dispute_too_late"};
inline constexpr base::Reason dispute_open{base::Kind::conflict, "dispute_open"};
inline constexpr base::Reason disputed_already{base::Kind::conflict, "disputed_already"};
inline constexpr base::Reason no_such_dispute{base::Kind::missing, "no_such_dispute"};
inline constexpr base::Reason dispute_state{base::Kind::conflict, "dispute_state"};
inline constexpr base::Reason too_much_evidence{base::Kind::conflict, "too_much_evidence"};

/// So often each side may say something, and so many pictures it may show each time.
inline constexpr std::int64_t evidence_most = 20, evidence_pictures_most = 8;

struct Dispute {
    DisputeId id;
    OrderId order_id;
    RefundId refund;  // The question that it is about.
    DisputeState state{};
    std::int64_t disputed = 0;
    std::int64_t aside = 0;  // Of that in the order's account `disputed`; the rest is held.
    bool settled = false;    // Whether the seller had the money already.
    std::int64_t given = 0;  // Goes back by the last decision.
    base::Time at;
    base::Time answer_by;
    std::int64_t policy_version = 0;  // Of dispute_answer_hours.
    std::optional<base::Time> answered;
    cases::CaseId case_id;  // 0 until a moderator is wanted.
    std::optional<base::Time> decided;
    std::optional<base::Time> appeal_until;
    std::optional<base::Time> ended;
};
BOOST_DESCRIBE_STRUCT(Dispute, (),
                      (id, order_id, refund, state, disputed, aside, settled, given, at, answer_by,
                       policy_version, answered, case_id, decided, appeal_until, ended))

/// What a side says and shows. Personal.
struct Evidence {
    std::string words;
    std::vector<media::PictureId> pictures{};  // Theirs, each once.
};

// All refuse as the acts of orders.hpp do, with no_such_dispute where none is open, and with
// dispute_state (args: state) where it is too far or not far enough.

/// The buyer disputes what the seller did not give of their last question. Refuses with
/// dispute_open, refund_open, nothing_to_dispute, disputed_already, dispute_too_late (args: days).
base::Result<Order> open_dispute(db::Tx& tx, OrderId id, base::MemberId member,
                                 const Evidence& evidence);

/// The seller answers, and a moderator is wanted.
base::Result<Order> answer_dispute(db::Tx& tx, OrderId id, base::MemberId member,
                                   const Evidence& evidence);

/// Either side says more. Refuses with too_much_evidence (args: max).
base::Result<Order> add_evidence(db::Tx& tx, OrderId id, base::MemberId member,
                                 const Evidence& evidence);

/// The seller gives back all of the disputed sum. Refuses with debt_too_large.
base::Result<Order> give_in(db::Tx& tx, OrderId id, base::MemberId member);

/// The buyer wants nothing more.
base::Result<Order> withdraw_dispute(db::Tx& tx, OrderId id, base::MemberId member);

/// The side that did not get all of it has another moderator decide. Refuses with what
/// cases::appeal_dispute refuses.
base::Result<Order> appeal_dispute(db::Tx& tx, OrderId id, base::MemberId member,
                                   const std::string& words);

/// How much of what lies aside would be this seller's if every open dispute ended for them.
std::int64_t frozen_of(db::Snapshot& snapshot, base::MemberId seller);

/// The latest about an order.
std::optional<DisputeId> last_dispute(db::Snapshot& snapshot, OrderId id);

/// Hears case_decided, case_appealed and case_closed of disputes.
void add_listeners(events::Hub& hub);

}  // namespace orders
