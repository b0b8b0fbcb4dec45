#pragma once

// An order as one person sees it. `may` is what they may do now, so that no client ever has to know
// the rules.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "members/members.hpp"
#include "orders/disputes.hpp"
#include "orders/fees.hpp"
#include "orders/rows.hpp"

namespace orders {

/// How a payment looks from outside; `none` before there is one, and after nobody wants it.
BOOST_DEFINE_ENUM_CLASS(PaymentLook, none, pending, captured, declined, awaiting_transfer, refunded,
                        refund_pending, charged_back)

/// As whom somebody sees an order.
BOOST_DEFINE_ENUM_CLASS(Role, buyer, seller, operator_)  // NOLINT

/// What there may be to do with an order; the table in state.cpp decides.
BOOST_DEFINE_ENUM_CLASS(OrderMay, pay, cancel, accept, ship, deliver, confirm, ask_refund,
                        withdraw_refund, agree_refund, refuse_refund, refund, open_dispute,
                        answer_dispute, add_evidence, give_in, withdraw_dispute, appeal_dispute,
                        withdraw_purchase)

BOOST_DEFINE_ENUM_CLASS(ClockWord, pay_by, accept_by, auto_confirm, ship_by, answer_by)

struct OrderLineView {
    shops::ListingId listing;
    std::int64_t version = 0;
    std::string title;
    std::int64_t quantity = 0;
    base::Money unit_price;
    base::Money total;
    std::optional<media::PictureView> picture;  // The first one of the version that was bought.
    std::int64_t line = 0;
    std::int64_t returned = 0;  // How many of it were paid back by name.
};
BOOST_DESCRIBE_STRUCT(OrderLineView, (),
                      (listing, version, title, quantity, unit_price, total, picture, line,
                       returned))

/// What sending costs; `line` is what refunds name it by.
struct OrderPostageView {
    std::int64_t line = 0;
    base::Money price;
    bool returned = false;  // Paid back by name.
};
BOOST_DESCRIBE_STRUCT(OrderPostageView, (), (line, price, returned))

struct OrderShareView {
    std::string purpose;
    base::Money amount;
    std::int64_t rate_ppm = 0;
    std::int64_t policy_version = 0;
    base::Money back;  // How much of it has gone back with refunds.
};
BOOST_DESCRIBE_STRUCT(OrderShareView, (), (purpose, amount, rate_ppm, policy_version, back))

/// A row of the table of fees by which the commission came about; row 0 is the plain policy, in a
/// version of its own. `goods` is what it fits came to.
struct OrderFeeView {
    std::int64_t version = 0;
    std::int64_t row = 0;
    std::string category;
    std::string tier;
    std::int64_t rate_ppm = 0;
    base::Money lowest;
    std::optional<base::Money> most;
    base::Money goods;
    base::Money amount;
};
BOOST_DESCRIBE_STRUCT(OrderFeeView, (),
                      (version, row, category, tier, rate_ppm, lowest, most, goods, amount))

/// No address and no country where it is picked up; no country where nobody said it.
struct OrderDeliveryView {
    std::string name;
    std::string address;
    std::string country;
};
BOOST_DESCRIBE_STRUCT(OrderDeliveryView, (), (name, address, country))

struct OrderPaymentView {
    payments::Method method{};
    PaymentLook state{};
    std::optional<std::string> reference;
    std::optional<std::string> page{};  // Where the buyer goes on to pay by card.
};
BOOST_DESCRIBE_STRUCT(OrderPaymentView, (), (method, state, reference, page))

struct OrderClockView {
    ClockWord what{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(OrderClockView, (), (what, at))

struct OrderStepView {
    Act act{};
    State from{};
    State to{};
    Party by{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(OrderStepView, (), (act, from, to, by, at))

struct OrderRefundView {
    RefundId id;
    Party by{};  // Who began it.
    RefundCause cause{};
    RefundState state{};
    base::Money asked;
    base::Money amount;   // That went back.
    bool after_settling;  // The seller had the money already.
    std::vector<RefundLine> lines;
    std::optional<std::string> buyer_words;
    std::optional<std::string> seller_words;
    base::Time at;
    std::optional<base::Time> due;
    std::optional<base::Time> answered_at;
    std::optional<Party> answered_by;
    bool arrived;  // Whether it is where the money came from, as far as we know.
};
BOOST_DESCRIBE_STRUCT(OrderRefundView, (),
                      (id, by, cause, state, asked, amount, after_settling, lines, buyer_words,
                       seller_words, at, due, answered_at, answered_by, arrived))

struct OrderDisputeView {
    DisputeId id;
    RefundId refund;  // The question that it is about.
    DisputeState state{};
    base::Money disputed;
    base::Money frozen;  // That nobody has, until it is decided.
    base::Money given;   // Goes back, or went back, by what was decided.
    base::Time at;
    std::optional<base::Time> answer_by;  // While the seller has to answer.
    std::optional<base::Time> decided_at;
    std::optional<base::Time> appeal_until;  // While who lost may appeal.
    std::optional<base::Time> ended_at;
};
BOOST_DESCRIBE_STRUCT(OrderDisputeView, (),
                      (id, refund, state, disputed, frozen, given, at, answer_by, decided_at,
                       appeal_until, ended_at))

/// The orders that were placed with one confirmation, for their buyer and the operator: a seller
/// learns nothing of the others, not even that there are any.
struct PurchaseOrderView {
    OrderId order;
    shops::ShopRef shop;
    State state{};
    base::Money total;
    bool unpaid = false;  // It ended before it was paid: no part of the payment.
};
BOOST_DESCRIBE_STRUCT(PurchaseOrderView, (), (order, shop, state, total, unpaid))

struct OrderPurchaseView {
    PurchaseId id;
    std::vector<PurchaseOrderView> orders;  // In the order in which they were placed.
    base::Money total;                      // Of those that were paid or may be.
    base::Money due;                        // What those that wait to be paid cost together.
};
BOOST_DESCRIBE_STRUCT(OrderPurchaseView, (), (id, orders, total, due))

struct OrderView {
    OrderId id;
    State state{};
    Role role{};
    members::Person buyer;
    members::Person seller;
    shops::ShopRef shop;
    std::vector<OrderLineView> lines;
    base::Money total;
    base::Money held;
    base::Money refunded;
    std::vector<OrderShareView> shares;
    std::optional<OrderDeliveryView> delivery;
    OrderPaymentView payment;
    std::optional<OrderClockView> clock;
    std::optional<std::string> tracking;
    std::optional<std::string> reason;
    base::Time placed_at;
    std::vector<OrderStepView> history;
    std::vector<OrderMay> may;
    std::vector<OrderRefundView> refunds;          // The oldest first; those in part or asked for.
    std::optional<base::Time> refundable_until{};  // After the settlement.
    shops::Way way{};
    std::optional<base::Time> promised;
    std::vector<shops::PickupView> pickup;   // The buyer sees a place while it is paid for.
    std::vector<OrderDisputeView> disputes;  // The oldest first.
    std::vector<OrderFeeView> fees;          // For seller and operator, where there was a table.
    std::optional<OrderPurchaseView> purchase;
    std::optional<OrderPostageView> postage;  // None where it was sent for nothing.
};
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (id, state, role, buyer, seller, shop, lines, total, held, refunded, shares,
                       delivery, payment, clock, tracking, reason, placed_at, history, may, refunds,
                       refundable_until, way, promised, pickup, disputes, fees, purchase, postage))

/// What was written by people.
struct Texts {
    std::string name;
    std::string address;
    std::optional<std::string> tracking;
    std::optional<std::string> reason;
    std::string country{};
};

/// A refund with what a view shows of it.
struct RefundParts {
    Refund refund;
    std::vector<RefundLine> lines;
    std::optional<std::string> buyer_words;
    std::optional<std::string> seller_words;
    bool arrived = false;
};

/// What there is of the refunds of an order.
struct RefundStory {
    std::vector<RefundParts> refunds{};
    std::optional<base::Time> until{};  // Of an order that is settled.
    bool possible = false;              // Whether money may go back now.
    bool askable = false;               // Whether the buyer may ask once more.
    std::vector<Dispute> disputes{};    // The oldest first; at most the last is not over.
    base::Time now;                     // When it was looked at.
    bool disputable = false;            // Whether the buyer may open one.
    bool withdrawable = false;          // Whether the buyer may withdraw from the purchase.
    bool refusable = true;              // Whether the seller may refuse the open question.
};

/// Everything that a view shows besides the order's own row.
struct Parts {
    payments::Payment payment;
    std::vector<Line> lines;
    std::vector<Share> shares;
    Texts texts;
    members::Person buyer;
    members::Person seller;
    shops::ShopRef shop;
    std::vector<Passed> history;
    std::vector<shops::VersionPicture> pictures{};  // None yet of an order that is just placed.
    std::vector<shops::VersionPickup> pickups{};
    RefundStory story{};
    std::vector<Charged> charged{};  // None of an order that is just placed: buyers do not see it.
    std::optional<OrderPurchaseView> purchase{};
    bool all_arrived = false;  // What went back of it, where it shares its payment.
};

/// The clock of the state that an order is in, or that in which its seller has to answer.
std::optional<OrderClockView> clock_view(const Order& order, const RefundStory& story);

/// The refunds of several orders, with a fixed number of statements.
std::map<OrderId, RefundStory> refund_stories(db::Snapshot& snapshot,
                                              const std::vector<Order>& orders);

/// What `party` may do about refunds and disputes; and whether the order stands still because one
/// is asked for.
std::vector<OrderMay> refund_may(const RefundStory& story, Party party);
bool stands_still(const RefundStory& story);

OrderRefundView view_of(const RefundParts& parts, const ledger::Asset& asset);
OrderDisputeView view_of(const Dispute& dispute, const ledger::Asset& asset);

/// What `party` may do about the dispute that is open.
std::vector<OrderMay> dispute_may(const Dispute& dispute, Party party, base::Time now);

/// The view of `viewer`; anybody but buyer and seller sees it as the operator does.
OrderView show(const Order& order, const Parts& parts, base::MemberId viewer);

enum class Detail { list, page };  ///< A page has the history as well.

/// Views of several orders with a fixed number of statements.
std::vector<OrderView> show_all(db::Snapshot& snapshot, const std::vector<Order>& orders,
                                base::MemberId viewer, Detail detail);

/// The page of an order that is there.
OrderView show_page(db::Snapshot& snapshot, const Order& order, base::MemberId viewer);

/// What there is to show of an order that was placed in this transaction: reads only the names.
std::shared_ptr<Parts> parts_of(db::Snapshot& snapshot, const Placed& placed, const Basket& basket);

}  // namespace orders
