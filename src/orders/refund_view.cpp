// The refunds of orders as a view shows them.

#include <algorithm>

#include "http/json.hpp"
#include "orders/dispute_rows.hpp"
#include "orders/dispute_state.hpp"
#include "orders/view.hpp"
#include "orders/withdrawal.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

struct RefundLineRow {
    RefundId refund;
    std::int64_t line = 0;
    std::int64_t quantity = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(RefundLineRow, (), (refund, line, quantity, amount))

struct RefundTextsRow {
    RefundId refund;
    std::string buyer_words;
    std::string seller_words;
};
BOOST_DESCRIBE_STRUCT(RefundTextsRow, (), (refund, buyer_words, seller_words))

struct SettledRow {
    OrderId order_id;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(SettledRow, (), (order_id, at))

constexpr std::string_view of_refunds =
    " where order_id in (select cast(value as bigint) from json_each($1))";

RefundParts& among(std::map<OrderId, RefundStory>& stories, RefundId id) {
    for (auto& [order, story] : stories) {
        const auto found = std::ranges::find(
            story.refunds, id, [](const RefundParts& parts) { return parts.refund.id; });
        if (found != story.refunds.end()) return *found;
    }
    base::unreachable();
}

std::optional<std::string> words(std::string text) {
    if (text.empty()) return std::nullopt;
    return text;
}

void add_details(db::Snapshot& snapshot, const std::vector<Order>& orders, const std::string& list,
                 std::map<OrderId, RefundStory>& stories) {
    static const std::string lines_sql =
        "select l.refund, l.line, l.quantity, l.amount from order_refunds r "
        "join order_refund_lines l on l.refund = r.id" +
        std::string{of_refunds} + " order by l.refund, l.line";
    static const std::string texts_sql =
        "select t.refund, t.buyer_words, t.seller_words from order_refunds r "
        "join order_refund_texts t on t.refund = r.id" +
        std::string{of_refunds};
    for (const auto& row : snapshot.all<RefundLineRow>(lines_sql, list)) {
        among(stories, row.refund).lines.push_back({row.line, row.quantity, row.amount});
    }
    for (auto& row : snapshot.all<RefundTextsRow>(texts_sql, list)) {
        RefundParts& parts = among(stories, row.refund);
        parts.buyer_words = words(std::move(row.buyer_words));
        parts.seller_words = words(std::move(row.seller_words));
    }
    std::vector<payments::PaymentId> payments;
    for (const Order& order : orders) payments.push_back(order.payment);
    const auto sent = payments::sent_back(snapshot, payments);
    for (auto& [order, story] : stories) {
        for (RefundParts& parts : story.refunds) {
            const auto found = std::ranges::find(sent, parts.refund.id, &payments::SentBack::id);
            parts.arrived = found != sent.end() && found->arrived;
        }
    }
}

/// Until when money of those that are completed may go back.
void add_limits(db::Snapshot& snapshot, const std::vector<Order>& orders, const std::string& list,
                std::map<OrderId, RefundStory>& stories) {
    if (std::ranges::none_of(orders, is_settled)) return;
    static const std::string sql =
        "select order_id, cast(min(effective) as bigint) as at from order_history" +
        std::string{of_refunds} + " and state_to = 'completed' group by order_id";
    for (const SettledRow& row : snapshot.all<SettledRow>(sql, list)) {
        stories[row.order_id].until = refundable_until(snapshot, row.at);
    }
}

bool is_open(const RefundParts& parts) {
    return parts.refund.state == RefundState::open;
}

}  // namespace

std::map<OrderId, RefundStory> refund_stories(db::Snapshot& snapshot,
                                              const std::vector<Order>& orders) {
    std::vector<OrderId> ids;
    for (const Order& order : orders) ids.push_back(order.id);
    const std::string list = http::to_json(ids);
    std::map<OrderId, RefundStory> stories;
    for (const Refund& refund : refunds_of(snapshot, ids)) {
        stories[refund.order_id].refunds.push_back({refund, {}, {}, {}});
    }
    if (!stories.empty()) add_details(snapshot, orders, list, stories);
    add_limits(snapshot, orders, list, stories);
    for (const Dispute& dispute : disputes_of(snapshot, ids)) {
        stories[dispute.order_id].disputes.push_back(dispute);
    }
    const auto most = policies::value(snapshot, policies::refunds_asked_most).value;
    const auto days = policies::value(snapshot, policies::dispute_within_days).value;
    for (const Order& order : orders) {
        RefundStory& story = stories[order.id];
        const bool settled = is_settled(order);
        story.possible = settled ? order.refunded < order.total && snapshot.now() < *story.until
                                 : bool{next(order.state, Act::agree, Party::seller)};
        const auto asked = std::ranges::count_if(story.refunds, [](const RefundParts& parts) {
            return parts.refund.party == Party::buyer &&
                   parts.refund.cause != RefundCause::withdrawal;
        });
        story.askable = story.possible && asked < most;
        story.now = snapshot.now();
        Questions questions{{}, story.disputes, days};
        for (const RefundParts& parts : story.refunds) questions.refunds.push_back(parts.refund);
        story.disputable = bool{orders::disputable(order, questions, story.now)};
        story.withdrawable = may_withdraw(snapshot, order);
        const auto open = std::ranges::find_if(story.refunds, is_open);
        if (open != story.refunds.end()) {
            story.refusable = bool{may_refuse(order, open->refund)};
        }
    }
    return stories;
}

std::vector<OrderMay> refund_may(const RefundStory& story, Party party) {
    const bool open = std::ranges::any_of(story.refunds, is_open);
    if (!story.disputes.empty() && is_live(story.disputes.back().state)) {
        return dispute_may(story.disputes.back(), party, story.now);
    }
    std::vector<OrderMay> may;
    if (party == Party::buyer) {
        if (open) may.push_back(OrderMay::withdraw_refund);
        if (!open && story.disputable) may.push_back(OrderMay::open_dispute);
        if (!open && story.askable) may.push_back(OrderMay::ask_refund);
        if (!open && story.withdrawable) may.push_back(OrderMay::withdraw_purchase);
    } else if (open) {
        may.push_back(OrderMay::agree_refund);
        if (story.refusable) may.push_back(OrderMay::refuse_refund);
    } else if (story.possible) {
        may.push_back(OrderMay::refund);
    }
    return may;
}

bool stands_still(const RefundStory& story) {
    return std::ranges::any_of(story.refunds, [](const RefundParts& parts) {
        return is_open(parts) && !parts.refund.settled;
    });
}

OrderRefundView view_of(const RefundParts& parts, const ledger::Asset& asset) {
    const Refund& refund = parts.refund;
    return {refund.id,
            refund.party,
            refund.cause,
            refund.state,
            base::Money{refund.asked, asset},
            base::Money{refund.amount, asset},
            refund.settled,
            parts.lines,
            parts.buyer_words,
            parts.seller_words,
            refund.at,
            refund.due,
            refund.answered,
            refund.answered_by,
            parts.arrived};
}

}  // namespace orders
