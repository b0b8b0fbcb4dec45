// Checkout and paying again: a command that sets goods aside and stores how they will be paid, the
// provider, and a command that books what it said. Nobody is asked for money before the first one
// is durable.

#include <algorithm>

#include "orders/desk.hpp"
#include "orders/purchases.hpp"
#include "orders/view.hpp"

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

/// Which version of a shop's conditions the buyer was shown; 0: that there were none.
struct AgreedForm {
    shops::ShopId shop;
    http::Whole<0, INT32_MAX> version;
};
BOOST_DESCRIBE_STRUCT(AgreedForm, (), (shop, version))
using AgreedForms = http::Some<AgreedForm, 0, purchase_shops_most>;

struct PlaceForm {
    http::Some<OrderLineForm, 1, lines_most> lines;
    DeliveryForm delivery;
    PaymentForm payment;
    std::optional<CameFrom> from;
    std::optional<shops::Way> way;            // None: it is sent.
    std::optional<http::Text<0, 500>> share;  // The token of the link that led here, good or not.
    std::optional<base::Money> postage;       // As it was shown to the buyer. None: nothing.
    std::optional<AgreedForms> agreed;
    std::optional<OfferId> offer;  // The accepted one whose goods these are, at its price.
};
BOOST_DESCRIBE_STRUCT(PlaceForm, (),
                      (lines, delivery, payment, from, way, share, postage, agreed, offer))

/// What a buyer was shown for sending what is of one shop.
struct ShopPostageForm {
    shops::ShopId shop;
    base::Money price;
};
BOOST_DESCRIBE_STRUCT(ShopPostageForm, (), (shop, price))

/// How the buyer came to the goods of one shop of several.
struct LedForm {
    shops::ShopId shop;
    std::optional<CameFrom> from;
    std::optional<http::Text<0, 500>> share;
};
BOOST_DESCRIBE_STRUCT(LedForm, (), (shop, from, share))

/// Goods of several shops. What is of a shop in `pick_up` is picked up there, the rest is sent.
/// What is of a shop in `led` came about as is said there, the rest by `from` and `share`.
struct PurchaseForm {
    http::Some<OrderLineForm, 1, lines_most> lines;
    DeliveryForm delivery;
    PaymentForm payment;
    std::optional<CameFrom> from;
    std::optional<http::Some<shops::ShopId, 0, purchase_shops_most>> pick_up;
    std::optional<http::Text<0, 500>> share;
    std::optional<http::Some<LedForm, 0, purchase_shops_most>> led;
    std::optional<http::Some<ShopPostageForm, 0, purchase_shops_most>> postage;
    std::optional<AgreedForms> agreed;
};
BOOST_DESCRIBE_STRUCT(PurchaseForm, (),
                      (lines, delivery, payment, from, pick_up, share, led, postage, agreed))

struct PurchaseView {
    std::vector<OrderView> orders;
    base::Money total;
};
BOOST_DESCRIBE_STRUCT(PurchaseView, (), (orders, total))

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
    /// What there is to show, so that the second command need not read it again; not kept.
    std::shared_ptr<Parts> parts;
};
BOOST_DESCRIBE_STRUCT(PayIntent, (), (order, payment, method, card, amount))

base::Result<base::Done> check_card(const PaymentForm& form) {
    if (form.method == payments::Method::simulator && !form.card) {
        return base::wrong_field("payment.card", "missing");
    }
    return base::done;
}

/// Where it is sent, "" where nobody said the country.
base::Result<shops::Destination> sent_to(const DeliveryForm& delivery) {
    const auto& country = delivery.country;
    if (!country) return shops::Destination{shops::Way::ship, ""};
    if (!shops::is_country(country->value)) {
        return base::wrong_field("delivery.country", "not_a_country",
                                 {{"country", country->value}});
    }
    return shops::Destination{shops::Way::ship, country->value};
}

base::Result<shops::Destination> destination_of(const PlaceForm& form) {
    const auto& [name, address, country] = form.delivery;
    if (form.way == shops::Way::pick_up) {
        if (address) return base::wrong_field("delivery.address", "not_needed");
        if (country) return base::wrong_field("delivery.country", "not_needed");
        return shops::Destination{shops::Way::pick_up, ""};
    }
    if (!address) return base::wrong_field("delivery.address", "missing");
    return sent_to(form.delivery);
}

/// What both forms say.
template <class Form>
Basket basket_of(const Call& call, const Form& form) {
    Basket basket;
    basket.buyer = call.caller.member;
    basket.name = form.delivery.name.value;
    if (form.delivery.address) basket.address = form.delivery.address->value;
    basket.method = form.payment.method;
    for (const OrderLineForm& line : form.lines.items) {
        basket.lines.push_back({line.listing, line.version, line.quantity});
    }
    basket.from = form.from;
    if (form.share) basket.share = form.share->value;
    if (form.agreed) {
        for (const AgreedForm& one : form.agreed->items) {
            basket.agreed.push_back({one.shop, one.version});
        }
    }
    return basket;
}

base::Result<std::int64_t> shown_postage(const base::Money& postage, const Settings& settings) {
    if (postage.currency == settings.currency) return postage.minor;
    return base::wrong_field("postage.currency", "wrong_currency",
                             {{"currency", settings.currency}});
}

/// What the form says of single shops.
base::Result<std::vector<AtShop>> particular_of(const PurchaseForm& form,
                                                const Settings& settings) {
    std::vector<AtShop> particular;
    if (form.pick_up) {
        for (const shops::ShopId shop : form.pick_up->items) {
            particular.push_back({shop, shops::Way::pick_up});
        }
    }
    if (!form.postage) return particular;
    for (const ShopPostageForm& of : form.postage->items) {
        const std::int64_t shown = TRY(shown_postage(of.price, settings));
        const auto found = std::ranges::find(particular, of.shop, &AtShop::shop);
        if (found == particular.end()) {
            particular.push_back({of.shop, shops::Way::ship, shown});
        } else {
            found->postage = shown;
        }
    }
    return particular;
}

base::Result<Placed> place_it(db::Tx& tx, const Basket& basket, const std::optional<OfferId>& offer,
                              const Settings& settings) {
    if (!offer) return place(tx, basket, settings);
    if (!settings.take_up) return base::wrong_field("offer", "not_needed");
    return settings.take_up(tx, basket, *offer, settings);
}

base::Result<PayIntent> begin_checkout(db::Tx& tx, const Call& call, const PlaceForm& form,
                                       const Settings& settings) {
    TRY(check_card(form.payment));
    Basket basket = basket_of(call, form);
    basket.destination = TRY(destination_of(form));
    if (form.postage) basket.postage = TRY(shown_postage(*form.postage, settings));
    const Placed placed = TRY(place_it(tx, basket, form.offer, settings));
    return PayIntent{placed.order.id,
                     placed.payment.id,
                     placed.payment.method,
                     form.payment.card.value_or(Card::ok),
                     base::Money{placed.order.total, placed.order.asset},
                     parts_of(tx, placed, basket)};
}

base::Result<PayIntent> begin_purchase(db::Tx& tx, const Call& call, const PurchaseForm& form,
                                       const Settings& settings) {
    TRY(check_card(form.payment));
    Basket basket = basket_of(call, form);
    basket.destination = TRY(sent_to(form.delivery));
    if (form.led) {
        for (const LedForm& one : form.led->items) {
            LedTo led{one.shop, one.from, std::nullopt};
            if (one.share) led.share = one.share->value;
            basket.led.push_back(std::move(led));
        }
    }
    const auto particular = TRY(particular_of(form, settings));
    const Purchase made = TRY(place_all(tx, basket, particular, settings));
    return PayIntent{made.orders.front().id,
                     made.payment.id,
                     made.payment.method,
                     form.payment.card.value_or(Card::ok),
                     base::Money{made.payment.amount, made.payment.asset},
                     nullptr};
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
                     nullptr};
}

/// Books what the provider said and shows the order.
base::Result<OrderView> finish(db::Tx& tx, const Call& call, const PayIntent& intent,
                               Outcome outcome) {
    const auto member = call.caller.member;
    const auto all = TRY(heard(tx, payments::book(tx, intent.payment, outcome)));
    if (all.size() != 1 || !intent.parts) {
        const auto order = find(tx, intent.order);
        base::ensure(order.has_value());
        return show_page(tx, *order, member);
    }
    const Order& moved = all.front();
    Parts parts = *intent.parts;
    parts.payment.state = payments::State::captured;
    parts.story.possible = parts.story.askable =
        true;  // It is paid, and nothing was asked for yet.
    parts.history.push_back({moved.id, Act::paid, State::awaiting_payment, moved.state,
                             Party::provider, base::MemberId{}, tx.now(), tx.now()});
    return show(moved, parts, member);
}

/// Books what the provider said and shows all that was bought.
base::Result<PurchaseView> finish_purchase(db::Tx& tx, const Call& call, const PayIntent& intent,
                                           Outcome outcome) {
    TRY(heard(tx, payments::book(tx, intent.payment, outcome)));
    const auto payment = payments::find(tx, intent.payment);
    base::ensure(payment.has_value());
    const auto orders = behind(tx, payment->subject);
    return PurchaseView{show_all(tx, orders, call.caller.member, Detail::page),
                        base::Money{total_of(orders), payment->asset}};
}

/// All errands, but for how they begin and end.
template <class Form, class View>
http::Errand<Form, PayIntent, Outcome, View> errand(
    std::function<base::Result<PayIntent>(db::Tx&, const Call&, const Form&)> begin,
    payments::Provider* provider,
    base::Result<View> (*finish)(db::Tx&, const Call&, const PayIntent&, Outcome)) {
    http::Errand<Form, PayIntent, Outcome, View> made;
    made.begin = std::move(begin);
    made.outside = [provider](const PayIntent& intent, std::function<void(Outcome)> done) {
        if (intent.method == payments::Method::bank_transfer) return done(Outcome::pending);
        base::ensure(provider != nullptr);
        provider->capture(
            {intent.payment, intent.amount.minor, intent.amount.currency, intent.card},
            std::move(done));
    };
    made.finish = [finish](db::Tx& tx, const Call& call, const Form&, const PayIntent& intent,
                           const Outcome& outcome) { return finish(tx, call, intent, outcome); };
    return made;
}

}  // namespace

void add_pay_routes(http::Router& router, const Settings& settings) {
    constexpr std::size_t checkout_bytes_max = 256 * 1024;  // For as many lines as there may be.
    router.errand(http::Method::post, "/api/v1/orders", "Buy: set the goods aside, pay, hold",
                  Access::member(),
                  errand<PlaceForm, OrderView>(
                      [settings](db::Tx& tx, const Call& call, const PlaceForm& form) {
                          return begin_checkout(tx, call, form, settings);
                      },
                      settings.provider, finish),
                  {.status = 201, .body_bytes_max = checkout_bytes_max});
    router.errand(http::Method::post, "/api/v1/purchases",
                  "Buy from several shops: an order for each, paid together", Access::member(),
                  errand<PurchaseForm, PurchaseView>(
                      [settings](db::Tx& tx, const Call& call, const PurchaseForm& form) {
                          return begin_purchase(tx, call, form, settings);
                      },
                      settings.provider, finish_purchase),
                  {.status = 201, .body_bytes_max = checkout_bytes_max});
    router.errand(http::Method::post, "/api/v1/orders/{id}/pay", "Pay an order that waits for it",
                  Access::member(),
                  errand<PayForm, OrderView>(
                      [settings](db::Tx& tx, const Call& call, const PayForm& form) {
                          return begin_payment(tx, call, form, settings);
                      },
                      settings.provider, finish));
}

}  // namespace orders
