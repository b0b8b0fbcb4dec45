#pragma once

// Orders: one buyer, one shop, and money that is held until the goods are right.
//
// An order is placed with its stock set aside and its shares frozen; its money comes into a hold
// account of its own, and leaves it to those who have a share (settle), or back to the buyer, whole
// or in parts (refunds.hpp). Every step is a row of one table (state.cpp): from, act, by whom, to,
// and what the money does. Clocks are parties like people: a job acts for `clock` when a time is
// up.
//
// Placing is a command; paying is an errand: the payment is stored together with the order, the
// provider is asked between two commands, and hear() books what came of it, whoever brings the
// news. So nobody pays for stock that was not set aside.
//
// An unpaid order always has a job that will end it: payment_check while a provider is asked,
// order_pay_by otherwise. So has a paid one, until it is over: no hold lasts for ever, however
// silent both sides are. A job whose order has moved on does nothing.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "events/events.hpp"
#include "payments/payments.hpp"
#include "shops/shops.hpp"

namespace orders {

using OrderId = base::Id<struct OrderTag>;

/// Orders of several shops that were placed with one confirmation and share a payment.
using PurchaseId = base::Id<struct PurchaseTag>;

/// Where an order stands. Words are only added.
BOOST_DEFINE_ENUM_CLASS(State, created, awaiting_payment, paid_held, accepted, ready, shipped,
                        delivered, inspection, completed, cancelled, expired,
                        agreed,  // Sent, and all of the money went back.
                        chargeback)

/// What can happen to an order.
BOOST_DEFINE_ENUM_CLASS(Act, place, paid, accept, prepare, ship, deliver, inspect, confirm, cancel,
                        expire,        // Not paid in time.
                        lapse,         // The seller was silent, or never sent it.
                        auto_confirm,  // The buyer was silent.
                        ask_refund, agree, refuse, withdraw,  // See refunds.hpp.
                        // See disputes.hpp: the buyer opens one, a moderator decides for the
                        // buyer (all or a part of it) or for the seller, who lost appeals.
                        escalate, uphold, dismiss, appeal,
                        // See chargebacks.hpp: the buyer's bank takes the money, gives it back,
                        // or keeps it for good where the goods were not sent.
                        charge_back, win_back, charge_final)

/// Who acts. (The word with "_" has to differ from a keyword.)
BOOST_DEFINE_ENUM_CLASS(Party, buyer, seller, clock, provider, operator_, moderator)  // NOLINT

inline constexpr base::Reason no_such_order{base::Kind::missing, "no_such_order"};
inline constexpr base::Reason not_now{base::Kind::conflict, "not_now"};
inline constexpr base::Reason not_yours{base::Kind::denied, "not_yours"};
inline constexpr base::Reason one_shop_only{base::Kind::conflict, "one_shop_only"};
inline constexpr base::Reason too_many_shops{base::Kind::conflict, "too_many_shops"};
inline constexpr base::Reason order_too_large{base::Kind::conflict, "order_too_large"};
inline constexpr base::Reason payment_under_way{base::Kind::conflict, "payment_under_way"};
inline constexpr base::Reason method_not_offered{base::Kind::conflict, "method_not_offered"};
inline constexpr base::Reason postage_changed{base::Kind::conflict, "postage_changed"};
inline constexpr base::Reason conditions_changed{base::Kind::conflict, "conditions_changed"};
inline constexpr base::Reason share_too_large{base::Kind::conflict, "share_too_large"};

/// The most lines an order may ask for: with so many, placing it writes fewer than 1,000 rows.
inline constexpr std::int64_t lines_most = 950;

/// The number by which refunds name the postage of an order, as if it were one of a line: no line
/// of goods has it, and the shares of line 0 are those of the whole order.
inline constexpr std::int64_t postage_line = 1'000;
static_assert(postage_line > lines_most);

/// The most shops and lines of a purchase from several shops, which writes the rows of each order.
inline constexpr std::int64_t purchase_shops_most = 10;
inline constexpr std::int64_t purchase_lines_most = 250;
/// So many lines of an order may earn something to who shared them, two rows each.
inline constexpr std::size_t promoted_lines_most = 100;

struct Placed;

/// Gives whoever shared the goods their shares of an order that was just placed, by the token that
/// its basket carried. A token that is worth nothing gives nobody anything and refuses no order. Of
/// an order with more than promoted_lines_most lines nobody earns: they are too many for one buyer.
/// Nor of those of a purchase for whose shares there is no room in its command.
using Promote = std::function<base::Result<base::Done>(db::Tx&, const Placed&, const std::string&)>;

using OfferId = base::Id<struct OfferTag>;
struct Basket;
struct Settings;

/// Places the order that takes up an offer which a seller accepted, for the module above that knows
/// of offers: it calls place() with the price that was agreed on (Wanted::agreed).
using TakeUp = std::function<base::Result<Placed>(db::Tx&, Basket, OfferId, const Settings&)>;

struct Settings {
    std::string currency;                    // The market's home currency.
    payments::Provider* provider = nullptr;  // None: bank transfers only. Outlives everything.
    std::int64_t lines_max = lines_most;     // 1..lines_most.
    std::int64_t purchase_shops_max = purchase_shops_most;  // 1..purchase_shops_most.
    std::int64_t purchase_lines_max = purchase_lines_most;  // 1..purchase_lines_most.
    Promote promote{};                                      // None: nobody earns by sharing.
    TakeUp take_up{};                                       // None: there are no offers.
};

/// An order as it is stored.
struct Order {
    OrderId id;
    base::MemberId buyer;
    base::MemberId seller;
    shops::ShopId shop;
    std::string asset;
    std::int64_t total = 0;
    State state{};
    payments::PaymentId payment;         // The latest.
    std::int64_t held = 0;               // In its hold account.
    std::int64_t refunded = 0;           // Gone back to the buyer.
    std::optional<base::Time> clock_at;  // When the clock of its state runs out.
    base::Time placed;
    shops::Way way{};                      // `shipped` is "ready for the buyer" where picked up.
    std::optional<base::Time> promised{};  // Ordered ahead: by when it is to be sent or ready.
    std::optional<PurchaseId> purchase{};  // None: it is paid by itself.
    std::int64_t postage = 0;              // What of the total is for sending it.
    std::int64_t conditions = 0;           // The version of its shop's that was agreed to, 0: none.
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, buyer, seller, shop, asset, total, state, payment, held, refunded,
                       clock_at, placed, way, promised, purchase, postage, conditions))

/// What page somebody came from: a listing's, a shop's, or a post.
BOOST_DEFINE_ENUM_CLASS(Door, listing, shop, post)
using ThingId = base::Id<struct ThingTag>;
struct CameFrom {
    Door door{};
    ThingId thing;
};
BOOST_DESCRIBE_STRUCT(CameFrom, (), (door, thing))

/// By what page and by whose link a buyer came to the goods of one shop.
struct LedTo {
    shops::ShopId shop;
    std::optional<CameFrom> from{};
    std::optional<std::string> share{};
};

/// Which version of a shop's conditions a buyer was shown; 0: that it had none.
struct Agreed {
    shops::ShopId shop;
    std::int64_t version = 0;
};

/// What a buyer asks for.
struct Basket {
    base::MemberId buyer;
    std::vector<shops::Wanted> lines;  // 1 to lines_most, each listing at most once.
    std::string name, address;         // Where it goes; personal. No address where picked up.
    payments::Method method{};
    std::optional<CameFrom> from{};
    shops::Destination destination{};    // One for all lines.
    std::optional<std::string> share{};  // The token of the link that led here, good or not.
    std::vector<LedTo> led{};  // place_all(): what of these shops stands for `from` and `share`.
    std::int64_t postage = 0;  // What the buyer was shown for sending it.
    std::vector<Agreed> agreed{};  // Of a shop that is not in it: whatever it has now.
};

/// A line of an order: the immutable version that was bought.
struct Line {
    std::int64_t line = 0;  // From 1.
    shops::ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;
    std::int64_t price = 0;  // Of one, in minor units of the order's asset.
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Line, (), (line, listing, version, quantity, price, title))

/// A part of an order's money and the account that gets it. The words of `purpose` belong to the
/// modules that add shares; "commission" and "seller" are ours.
struct Share {
    std::int64_t line = 0;  // 0: of the whole order.
    std::string purpose;
    std::int64_t owner = 0;  // Of the ledger account.
    ledger::Holding holding{};
    std::int64_t rate_ppm = 0;
    std::int64_t policy_version = 0;
    std::int64_t amount = 0;  // Frozen.
    std::int64_t back = 0;    // How much of it has gone back with refunds.
};
BOOST_DESCRIBE_STRUCT(Share, (),
                      (line, purpose, owner, holding, rate_ppm, policy_version, amount, back))

/// An order that was just placed, with everything there is to show of it.
struct Placed {
    Order order;
    payments::Payment payment;
    std::vector<Line> lines;
    std::vector<Share> shares;
};

/// Sets the goods aside, freezes prices and shares, and stores how it will be paid; all or nothing.
/// Refuses with what shops::reserve refuses (args: listing as well), one_shop_only, order_too_large
/// (the sum), method_not_offered, conditions_changed (args: shop, version), as
/// shops::postage_for() does, and with postage_changed (args: postage, currency) where sending it
/// costs another sum than the buyer was shown.
base::Result<Placed> place(db::Tx& tx, const Basket& basket, const Settings& settings);

/// The orders of one command, in the order in which their shops first stand among the lines; they
/// have one payment.
struct Purchase {
    std::vector<Order> orders;
    payments::Payment payment;
};

/// What is particular about one of the shops of a basket.
struct AtShop {
    shops::ShopId shop;
    shops::Way way{};          // Picked up there, or sent to the basket's destination.
    std::int64_t postage = 0;  // What the buyer was shown for sending it.
};

/// The same for goods of several shops: an order for each, and one payment for the sum. What is of
/// a shop that is not among `particular` goes to the basket's destination, for nothing. Of one shop
/// it is the order that place() would have made. Refuses as place() does (args: shop as well where
/// there are several), and with too_many_shops (args: max).
base::Result<Purchase> place_all(db::Tx& tx, const Basket& basket,
                                 std::span<const AtShop> particular, const Settings& settings);

/// Another try to pay, by the buyer: after a declined one, or instead of a transfer. It is for all
/// orders of the purchase that still wait. Refuses with no_such_order, not_yours, not_now,
/// payment_under_way, method_not_offered, and as check_unpaid (unpaid.hpp) does.
base::Result<payments::Payment> pay_again(db::Tx& tx, OrderId id, base::MemberId member,
                                          payments::Method method, const Settings& settings);

/// Books what was learnt of a payment. Money for an order that waits is held for it; money that
/// comes too late goes back whole. The same end for every order and number of tellings.
base::Result<base::Done> hear(db::Tx& tx, payments::PaymentId payment, payments::Outcome outcome);

/// What orders do with news of a payment; for payments::add_jobs and payments::enter.
base::Result<base::Done> on_payment(db::Tx& tx, const payments::Change& change);

/// For a provider's callbacks, any thread: hears them in commands of their own. A callback that the
/// full queue turns away is made good by payment_check.
std::function<void(payments::PaymentId, payments::Outcome)> callback(db::Writer& writer);

/// Books what a bank takes back of a payment; see chargebacks.hpp.
base::Result<base::Done> hear(db::Tx& tx, const payments::ChargebackNews& news);
/// The same for the provider's news of it; false where the full queue turned it away: nothing makes
/// that good, so whoever brings the news has to bring it again.
std::function<bool(const payments::ChargebackNews&)> chargeback_callback(db::Writer& writer);

// What people do. All refuse with no_such_order to strangers, not_yours to the other side, and
// not_now (args: state) where the order is too far or not far enough.

base::Result<Order> accept(db::Tx& tx, OrderId id, base::MemberId member);
base::Result<Order> ship(db::Tx& tx, OrderId id, base::MemberId member,
                         const std::optional<std::string>& tracking);
base::Result<Order> deliver(db::Tx& tx, OrderId id, base::MemberId member);
/// Settles in the same command: every share gets its amount.
base::Result<Order> confirm(db::Tx& tx, OrderId id, base::MemberId member);
/// Gives back in the same command what is held, and puts the goods back. The buyer may do it until
/// the seller has accepted; of goods that were ordered ahead until they are sent. The other orders
/// of its purchase go on.
base::Result<Order> cancel(db::Tx& tx, OrderId id, base::MemberId member,
                           const std::optional<std::string>& reason);

/// Adds shares of an unpaid order, out of the seller's: all or none. Refuses with no_such_order,
/// not_now, share_too_large.
base::Result<base::Done> add_shares(db::Tx& tx, OrderId id, std::span<const Share> shares);
inline base::Result<base::Done> add_share(db::Tx& tx, OrderId id, const Share& share) {
    return add_shares(tx, id, std::span{&share, 1});
}

std::optional<Order> find(db::Snapshot& snapshot, OrderId id);

/// Who took its last step; 0 for a machine.
base::MemberId last_actor(db::Snapshot& snapshot, OrderId id);

/// Whether the goods were paid for and everybody has their share.
bool is_settled(const Order& order);

/// A listing as a member bought it last, paid for, whatever became of the order and of the listing
/// since; nothing where they did not.
std::optional<shops::Seen> bought(db::Snapshot& snapshot, base::MemberId buyer,
                                  shops::ListingId listing);

std::vector<Share> shares_of(db::Snapshot& snapshot, OrderId id);
std::vector<Line> lines_of(db::Snapshot& snapshot, OrderId id);

/// Whether `viewer` has bought goods in a version that shows this picture, or it was shown in a
/// dispute of theirs, or in one that they have to decide.
bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture);

/// What order events carry: order_placed, order_paid, order_accepted, order_shipped,
/// order_delivered, order_settled, order_refunded, order_cancelled, order_expired, and
/// order_refund_asked, order_withdrawn, order_refund_agreed, order_refund_refused,
/// order_refund_withdrawn; and
/// order_dispute_opened, order_dispute_answered, order_dispute_passed (the seller was silent),
/// order_dispute_buyer_said, order_dispute_seller_said, order_dispute_decided,
/// order_dispute_appealed, order_dispute_closed, and order_released where disputed money was
/// settled later than the rest; and order_settling in the transaction that is about to settle one
/// with more shares than the market's and the seller's, so that whoever added one may drop it
/// (promoting.hpp); and order_charged_back and order_won_back. `amount` is what was settled, went
/// back or is asked for, and the order's total elsewhere. `commission` is the operator's part of
/// it, told with order_placed, order_settled and order_released, and with order_refunded and
/// order_charged_back as far as it had been earned and was given back, with order_won_back as far
/// as it is earned again; 0 elsewhere. `effective` is when it counts: a late clock counts from its
/// due time. `placed` is when the order was placed, `tax` that on the commission, told where that
/// is; events of older programs do not say them.
struct Told {
    base::Money amount;
    base::Money commission;
    base::Time effective;
    base::MemberId seller;
    base::MemberId buyer;
    std::optional<base::Time> placed{};
    std::optional<base::Money> tax{};
};
BOOST_DESCRIBE_STRUCT(Told, (), (amount, commission, effective, seller, buyer, placed, tax))

/// The payload of an order event.
Told told(const events::Event& event);

/// The jobs order_pay_by, order_accept_by, order_ship_by, order_auto_confirm, order_answer_by,
/// order_dispute_answer_by, order_unpack, order_wind_clocks and those of forgetting.hpp, and those
/// of payments when there is a provider.
void add_jobs(events::Hub& hub, const Settings& settings);

/// For the start of the program: plans order_wind_clocks, which starts the clock, as of now, of
/// every paid order that an older version left without one, and order_forget_texts.
void plan(db::Tx& tx);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace orders
