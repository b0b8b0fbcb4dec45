// Checkout and paying again: a command that sets goods aside and stores how they will be paid, the
// provider, and a command that books what it said. Nobody is asked for money before the first one
// is durable.

#include "orders/desk.hpp"
#include "orders/view.hpp"
#include "payments/card_page.hpp"

namespace orders {
namespace {

using http::Access;
using http::Call;
using payments::Card;
using payments::Outcome;

struct OrderLineForm {
    shops::ListingId listing;
    http::Whole<1, INT32_MAX> version;
    http::Whole<1, 100'000> quantity;
};
BOOST_DESCRIBE_STRUCT(OrderLineForm, (), (listing, version, quantity))

/// An address and a country only for what is sent. The country may be left out where all of it is
/// sent everywhere.
struct DeliveryForm {
    http::Line<1, 100> name;
    std::optional<http::Text<1, 500>> address;
    std::optional<http::Line<2, 2>> country;
};
BOOST_DESCRIBE_STRUCT(DeliveryForm, (), (name, address, country))

struct PaymentForm {
    payments::Method method{};
    std::optional<Card> card;
};
BOOST_DESCRIBE_STRUCT(PaymentForm, (), (method, card))

struct PlaceForm {
    http::Some<OrderLineForm, 1, lines_most> lines;
    DeliveryForm delivery;
    PaymentForm payment;
    std::optional<CameFrom> from;
    std::optional<shops::Way> way;  // None: it is sent.
};
BOOST_DESCRIBE_STRUCT(PlaceForm, (), (lines, delivery, payment, from, way))

struct PayForm {
    OrderId id;
    payments::Method method{};
    std::optional<Card> card;
};
BOOST_DESCRIBE_STRUCT(PayForm, (), (id, method, card))

/// What is kept with the Idempotency-Key between the two commands.
struct PayIntent {
    OrderId order;
    payments::PaymentId payment;
    payments::Method method{};
    Card card{};
    base::Money amount;
    std::int64_t began = 0;  // The payment, in microseconds.
    /// What there is to show, so that the second command need not read it again; not kept.
    std::shared_ptr<Parts> parts;
};
BOOST_DESCRIBE_STRUCT(PayIntent, (), (order, payment, method, card, amount, began))

base::Result<base::Done> check_card(const PaymentForm& form) {
    if (form.method == payments::Method::simulator && !form.card) {
        return base::wrong_field("payment.card", "missing");
    }
    return base::done;
}

base::Result<shops::Destination> destination_of(const PlaceForm& form) {
    const auto& [name, address, country] = form.delivery;
    shops::Destination destination{form.way.value_or(shops::Way::ship), ""};
    if (destination.way == shops::Way::pick_up) {
        if (address) return base::wrong_field("delivery.address", "not_needed");
        if (country) return base::wrong_field("delivery.country", "not_needed");
        return destination;
    }
    if (!address) return base::wrong_field("delivery.address", "missing");
    if (!country) return destination;
    if (!shops::is_country(country->value)) {
        return base::wrong_field("delivery.country", "not_a_country",
                                 {{"country", country->value}});
    }
    destination.country = country->value;
    return destination;
}

base::Result<PayIntent> begin_checkout(db::Tx& tx, const Call& call, const PlaceForm& form,
                                       const Settings& settings) {
    TRY(check_card(form.payment));
    Basket basket{call.caller.member,  {},        form.delivery.name.value, "",
                  form.payment.method, form.from, TRY(destination_of(form))};
    if (form.delivery.address) basket.address = form.delivery.address->value;
    for (const OrderLineForm& line : form.lines.items) {
        basket.lines.push_back({line.listing, line.version, line.quantity});
    }
    const Placed placed = TRY(place(tx, basket, settings));
    return PayIntent{placed.order.id,
                     placed.payment.id,
                     placed.payment.method,
                     form.payment.card.value_or(Card::ok),
                     base::Money{placed.order.total, placed.order.asset},
                     base::micros_of(placed.payment.at),
                     parts_of(tx, placed, basket)};
}

base::Result<PayIntent> begin_payment(db::Tx& tx, const Call& call, const PayForm& form,
                                      const Settings& settings) {
    TRY(check_card({form.method, form.card}));
    const auto payment = TRY(pay_again(tx, form.id, call.caller.member, form.method, settings));
    return PayIntent{form.id,
                     payment.id,
                     form.method,
                     form.card.value_or(Card::ok),
                     base::Money{payment.amount, payment.asset},
                     base::micros_of(payment.at),
                     nullptr};
}

/// Books what the provider said and shows the order.
base::Result<OrderView> finish(db::Tx& tx, const Call& call, const PayIntent& intent,
                               const payments::Opened& said) {
    const auto member = call.caller.member;
    if (said.page) payments::keep_page(tx, intent.payment, *said.page);
    const auto moved = TRY(heard(tx, payments::book(tx, intent.payment, said.outcome)));
    if (!moved || !intent.parts) {
        const auto order = find(tx, intent.order);
        base::ensure(order.has_value());
        return show_page(tx, *order, member);
    }
    Parts parts = *intent.parts;
    parts.payment.state = payments::State::captured;
    parts.story.possible = parts.story.askable =
        true;  // It is paid, and nothing was asked for yet.
    parts.history.push_back({moved->id, Act::paid, State::awaiting_payment, moved->state,
                             Party::provider, base::MemberId{}, tx.now(), tx.now()});
    return show(*moved, parts, member);
}

/// Asks whoever is to take the money; a card's page is made, and taken on by the buyer.
void ask_outside(const PayIntent& intent, const Settings& settings,
                 std::function<void(payments::Opened)> done) {
    if (intent.method == payments::Method::bank_transfer) return done({Outcome::pending, {}});
    if (intent.method == payments::Method::card) {
        base::ensure(settings.card != nullptr);
        return settings.card->open({intent.payment, intent.order.value, intent.amount.minor,
                                    intent.amount.currency, base::time_of(intent.began)},
                                   std::move(done));
    }
    base::ensure(settings.provider != nullptr);
    settings.provider->capture(
        {intent.payment, intent.amount.minor, intent.amount.currency, intent.card},
        [done = std::move(done)](Outcome outcome) {
            done({outcome, {}});
        });
}

/// Both errands, but for how they begin.
template <class Form>
http::Errand<Form, PayIntent, payments::Opened, OrderView> errand(
    std::function<base::Result<PayIntent>(db::Tx&, const Call&, const Form&)> begin,
    const Settings& settings) {
    http::Errand<Form, PayIntent, payments::Opened, OrderView> made;
    made.begin = std::move(begin);
    made.outside = [settings](const PayIntent& intent, std::function<void(payments::Opened)> done) {
        ask_outside(intent, settings, std::move(done));
    };
    made.finish = [](db::Tx& tx, const Call& call, const Form&, const PayIntent& intent,
                     const payments::Opened& said) { return finish(tx, call, intent, said); };
    return made;
}

}  // namespace

void add_pay_routes(http::Router& router, const Settings& settings) {
    constexpr std::size_t checkout_bytes_max = 256 * 1024;  // For as many lines as there may be.
    router.errand(http::Method::post, "/api/v1/orders", "Buy: set the goods aside, pay, hold",
                  Access::member(),
                  errand<PlaceForm>(
                      [settings](db::Tx& tx, const Call& call, const PlaceForm& form) {
                          return begin_checkout(tx, call, form, settings);
                      },
                      settings),
                  {.status = 201, .body_bytes_max = checkout_bytes_max});
    router.errand(http::Method::post, "/api/v1/orders/{id}/pay", "Pay an order that waits for it",
                  Access::member(),
                  errand<PayForm>(
                      [settings](db::Tx& tx, const Call& call, const PayForm& form) {
                          return begin_payment(tx, call, form, settings);
                      },
                      settings));
}

}  // namespace orders
