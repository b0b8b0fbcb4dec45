#pragma once

// What a member can be told of, and how.

#include <optional>
#include <span>
#include <string_view>

#include "base/describe.hpp"

namespace notices {

/// A word of the API and of the rows; its sentence is "notice.<word>" in words/.
BOOST_DEFINE_ENUM_CLASS(NoticeKind, mail_wanted, mail_replaced, reset_wanted, password_changed,
                        device_new, order_paid, order_called_off, order_settled, order_accepted,
                        order_cancelled, order_expired, order_shipped, order_delivered,
                        order_refunded, order_charged_back, order_won_back, refund_asked,
                        refund_agreed, refund_refused, refund_unanswered, purchase_withdrawn,
                        dispute_opened, dispute_answered, dispute_passed, dispute_said,
                        dispute_decided, dispute_appealed, dispute_closed, question_asked,
                        question_answered, review_written, review_answered, friendship_asked,
                        friends_made, case_held, case_decided, report_decided,
                        payout_account_changed, payout_paid, payout_returned, promotion_earned,
                        promotion_payable, promotion_reversed, webhook_failed, offer_made,
                        offer_countered, offer_accepted, offer_declined, offer_withdrawn,
                        offer_expired)

/// What the link of a mail holds besides its page.
enum class Holds { nothing, confirm_token, reset_token };

/// How a kind is told where the member has not chosen otherwise. What is essential is told anyway.
struct Rule {
    NoticeKind kind{};
    bool essential = false;
    bool in_app = true;
    bool mail = true;
    Holds holds = Holds::nothing;
};

/// Of every kind, in the order in which people read them.
std::span<const Rule> rules();

const Rule& rule_of(NoticeKind kind);

}  // namespace notices
