#pragma once

// An order as one person sees it. `may` is what they may do now, so that no client ever has to know
// the rules.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "members/members.hpp"
#include "orders/rows.hpp"

namespace orders {

/// How a payment looks from outside; `none` before there is one, and after nobody wants it.
BOOST_DEFINE_ENUM_CLASS(PaymentLook, none, pending, captured, declined, awaiting_transfer, refunded,
                        refund_pending)

/// As whom somebody sees an order.
BOOST_DEFINE_ENUM_CLASS(Role, buyer, seller, operator_)  // NOLINT

/// What there may be to do with an order; the table in state.cpp decides.
BOOST_DEFINE_ENUM_CLASS(OrderMay, pay, cancel, accept, ship, deliver, confirm)

BOOST_DEFINE_ENUM_CLASS(ClockWord, pay_by, accept_by, auto_confirm, ship_by)

struct OrderLineView {
    shops::ListingId listing;
    std::int64_t version = 0;
    std::string title;
    std::int64_t quantity = 0;
    base::Money unit_price;
    base::Money total;
    std::optional<media::PictureView> picture;  // The first one of the version that was bought.
};
BOOST_DESCRIBE_STRUCT(OrderLineView, (),
                      (listing, version, title, quantity, unit_price, total, picture))

struct OrderShareView {
    std::string purpose;
    base::Money amount;
    std::int64_t rate_ppm = 0;
    std::int64_t policy_version = 0;
};
BOOST_DESCRIBE_STRUCT(OrderShareView, (), (purpose, amount, rate_ppm, policy_version))

struct OrderDeliveryView {
    std::string name;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(OrderDeliveryView, (), (name, address))

struct OrderPaymentView {
    payments::Method method{};
    PaymentLook state{};
    std::optional<std::string> reference;
};
BOOST_DESCRIBE_STRUCT(OrderPaymentView, (), (method, state, reference))

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
};
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (id, state, role, buyer, seller, shop, lines, total, held, refunded, shares,
                       delivery, payment, clock, tracking, reason, placed_at, history, may))

/// The clock of the state that an order is in.
std::optional<OrderClockView> clock_view(const Order& order);

/// What was written by people.
struct Texts {
    std::string name;
    std::string address;
    std::optional<std::string> tracking;
    std::optional<std::string> reason;
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
};

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
