#include "offers/routes.hpp"

#include "http/page.hpp"
#include "offers/views.hpp"
#include "policies/limits.hpp"
#include "policies/policies.hpp"

namespace offers {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct ListingPath {
    shops::ListingId id;
};
BOOST_DESCRIBE_STRUCT(ListingPath, (), (id))

struct OfferPath {
    OfferId id;
};
BOOST_DESCRIBE_STRUCT(OfferPath, (), (id))

struct MakeForm {
    shops::ListingId id;
    http::Whole<1, INT32_MAX> version;
    http::Whole<1, 100'000> quantity;
    base::Money price;  // Of one.
};
BOOST_DESCRIBE_STRUCT(MakeForm, (), (id, version, quantity, price))

/// A price of one: that of a counter, or the one that is agreed to, as it was shown.
struct PriceForm {
    OfferId id;
    base::Money price;
};
BOOST_DESCRIBE_STRUCT(PriceForm, (), (id, price))

struct TakenForm {
    shops::ListingId id;
    bool taken = true;
};
BOOST_DESCRIBE_STRUCT(TakenForm, (), (id, taken))

BOOST_DEFINE_ENUM_CLASS(OfferSide, buyer, seller)

struct OffersForm {
    OfferSide role{};
    std::optional<bool> open;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OffersForm, (), (role, open, after, limit))

/// Whether offers are taken for goods, and the reader's own that is open.
struct ListingOffersView {
    bool taken = true;
    std::optional<OfferView> mine;
};
BOOST_DESCRIBE_STRUCT(ListingOffersView, (), (taken, mine))

base::Result<std::int64_t> minor_of(const base::Money& price, const std::string& currency) {
    if (price.currency != currency) {
        return base::wrong_field("price.currency", "wrong_currency", {{"currency", currency}});
    }
    if (price.minor < 1) return base::wrong_field("price.minor", "too_small", {{"min", "1"}});
    if (price.minor > base::money_minor_max) {
        return base::wrong_field("price.minor", "too_large",
                                 {{"max", std::to_string(base::money_minor_max)}});
    }
    return price.minor;
}

base::Result<ListingOffersView> of_listing(db::Snapshot& snapshot, const Call& call,
                                           const ListingPath& form) {
    const auto viewer = call.caller.member;
    TRY(shops::seen(snapshot, viewer, form.id));
    ListingOffersView view;
    view.taken = are_taken(snapshot, form.id) &&
                 policies::value(snapshot, policies::offers_per_day).value > 0;
    if (const auto open = open_of(snapshot, viewer, form.id)) {
        view.mine = show(snapshot, *open, viewer);
    }
    return view;
}

/// Whoever is apart by a block has nothing to do with the other: what became an order goes on.
bool is_hidden(db::Snapshot& snapshot, const Offer& offer) {
    return !offer.order_id && circles::apart(snapshot, offer.buyer, offer.seller);
}

base::Result<http::Page<OfferView>> offers_page(db::Snapshot& snapshot, const Call& call,
                                                const OffersForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    const Side side = form.role == OfferSide::buyer ? Side::buyer : Side::seller;
    const Which which = !form.open ? Which::all : *form.open ? Which::open : Which::over;
    auto page = http::page_of(list(snapshot, call.caller.member, side, which, before, limit + 1),
                              limit, [](const Offer& offer) { return offer.id.value; });
    std::erase_if(page.items, [&](const Offer& offer) { return is_hidden(snapshot, offer); });
    return http::Page<OfferView>{show_all(snapshot, page.items, call.caller.member), page.next};
}

base::Result<OfferView> offer_page(db::Snapshot& snapshot, const Call& call,
                                   const OfferPath& form) {
    const auto viewer = call.caller.member;
    const auto offer = find(snapshot, form.id);
    const bool mine = offer && (offer->buyer == viewer || offer->seller == viewer);
    if (!mine || is_hidden(snapshot, *offer)) return no_such_offer;
    return show(snapshot, *offer, viewer);
}

void add_reading(http::Router& router) {
    router.query(Method::get, "/api/v1/listings/{id}/offers",
                 "Whether offers are taken for goods, and mine", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const ListingPath& form) -> base::Result<ListingOffersView> {
                     return of_listing(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/offers", "My offers as the buyer or the seller",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const OffersForm& form) -> base::Result<http::Page<OfferView>> {
                     return offers_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/offers/{id}", "One offer, for its two sides",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const OfferPath& form)
                     -> base::Result<OfferView> { return offer_page(snapshot, call, form); });
}

/// An act at a price that was named.
auto at_price(const std::string& currency,
              base::Result<Offer> (*act)(db::Tx&, MemberId, OfferId, std::int64_t)) {
    return [=](db::Tx& tx, const Call& call, const PriceForm& form) -> base::Result<OfferView> {
        const auto price = TRY(minor_of(form.price, currency));
        return show(tx, TRY(act(tx, call.caller.member, form.id, price)), call.caller.member);
    };
}

auto ending(base::Result<Offer> (*act)(db::Tx&, MemberId, OfferId)) {
    return [=](db::Tx& tx, const Call& call, const OfferPath& form) -> base::Result<OfferView> {
        return show(tx, TRY(act(tx, call.caller.member, form.id)), call.caller.member);
    };
}

void add_answers(http::Router& router, const std::string& currency) {
    router.command(Method::post, "/api/v1/offers/{id}/counter", "Name another price for one",
                   Access::member(), at_price(currency, counter));
    router.command(Method::post, "/api/v1/offers/{id}/accept",
                   "Agree: the goods are set aside for the buyer", Access::member(),
                   at_price(currency, accept));
    router.command(Method::post, "/api/v1/offers/{id}/decline",
                   "Say no to what the other side named", Access::member(), ending(decline));
    router.command(Method::post, "/api/v1/offers/{id}/withdraw",
                   "Take back what I named or agreed to", Access::member(), ending(withdraw));
}

}  // namespace

void add_routes(http::Router& router, const std::string& currency) {
    add_reading(router);
    router.command(
        Method::post, "/api/v1/listings/{id}/offers", "Offer the seller a price", Access::member(),
        [=](db::Tx& tx, const Call& call, const MakeForm& form) -> base::Result<OfferView> {
            const auto price = TRY(minor_of(form.price, currency));
            const auto buyer = call.caller.member;
            const auto id = TRY(make(tx, buyer, {form.id, form.version, form.quantity, price}));
            return show(tx, *find(tx, id), buyer);
        },
        {.status = 201});
    router.command(
        Method::put, "/api/v1/listings/{id}/offers", "The seller takes offers for goods, or none",
        Access::member(),
        [](db::Tx& tx, const Call& call, const TakenForm& form) -> base::Result<ListingOffersView> {
            const auto seller = call.caller.member;
            TRY(form.taken ? welcome(tx, seller, form.id) : turn_away(tx, seller, form.id));
            return of_listing(tx, call, {form.id});
        });
    add_answers(router, currency);
}

}  // namespace offers
