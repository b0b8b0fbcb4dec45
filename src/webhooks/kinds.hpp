#pragma once

// What a program can be told of. The words are those of the event log.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/describe.hpp"

namespace webhooks {

/// A word of the API, of the rows and of what is sent; its name is "webhook.kind.<word>" in words/.
/// Words are only added. docs/webhooks.md lists them, and a test keeps that list complete.
BOOST_DEFINE_ENUM_CLASS(HookKind, ping, order_placed, order_paid, order_accepted, order_shipped,
                        order_delivered, order_settled, order_released, order_refunded,
                        order_cancelled, order_expired, order_charged_back, order_won_back,
                        order_refund_asked, order_refund_agreed, order_refund_refused,
                        order_refund_withdrawn, order_withdrawn, order_dispute_opened,
                        order_dispute_answered, order_dispute_passed, order_dispute_buyer_said,
                        order_dispute_seller_said, order_dispute_decided, order_dispute_appealed,
                        order_dispute_closed, listing_published, listing_changed, listing_paused,
                        listing_sold_out, listing_back, listing_held, listing_removed,
                        listing_ended, stock_set, question_asked, review_written, payout_paid,
                        payout_returned, shop_opened, shop_closed, shop_reopened, member_joined,
                        member_left, offer_made, offer_countered, offer_accepted, offer_declined,
                        offer_withdrawn, offer_expired, offer_ordered, offer_paid)

/// What an event is about.
BOOST_DEFINE_ENUM_CLASS(Subject, webhook, order, listing, payout, shop, member, offer)

/// Who may choose a kind: nobody where it is not of an event, whoever keeps a shop of what happens
/// to their own things, or the operator alone. The operator hears of everybody's.
enum class Hears { nobody, seller, market };

struct KindRule {
    HookKind kind{};
    Hears hears{};
    Subject subject{};
};

/// Of every kind, in their order.
std::span<const KindRule> kind_rules();

const KindRule& rule_of(HookKind kind);

/// The kind of that name, where an event of the log can be told.
std::optional<HookKind> kind_of_event(std::string_view event);

/// Where the API shows it, "/api/v1/orders/7"; nothing where it has no place of its own.
std::optional<std::string> path_of(Subject subject, std::int64_t id);

}  // namespace webhooks
