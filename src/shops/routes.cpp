#include "shops/routes.hpp"

#include "http/page.hpp"
#include "shops/import_routes.hpp"
#include "shops/views.hpp"

namespace shops {
namespace {

using http::Access;
using http::Call;
using http::Method;

using Title = http::Line<1, title_length_max>;
using Description = http::Text<0, description_length_max>;
using Variant = http::Line<0, variant_length_max>;
using Stock = http::Whole<0, stock_max>;
using Pictures = http::Some<media::PictureId, 0, pictures_most>;
using ShopLine = http::Line<1, shop_name_length_max>;

struct OpenShopForm {
    ShopLine name;
};
BOOST_DESCRIBE_STRUCT(OpenShopForm, (), (name))

struct RenameShopForm {
    ShopId id;
    ShopLine name;
};
BOOST_DESCRIBE_STRUCT(RenameShopForm, (), (id, name))

/// From now on where it does not say from when.
struct HolidayForm {
    ShopId id;
    std::optional<base::Time> from;
    base::Time until;
    std::optional<http::Line<0, holiday_note_length_max>> note;
};
BOOST_DESCRIBE_STRUCT(HolidayForm, (), (id, from, until, note))

using PostageCountry = http::Line<2, 2>;

struct PostageRateForm {
    PostageCountry country;
    base::Money price;
    std::optional<base::Money> free_from;
};
BOOST_DESCRIBE_STRUCT(PostageRateForm, (), (country, price, free_from))

/// A price of 0 and no countries: sending costs nothing.
struct PostageForm {
    ShopId id;
    base::Money price;
    std::optional<base::Money> free_from;
    std::optional<http::Some<PostageRateForm, 0, postage_countries_most>> countries;
};
BOOST_DESCRIBE_STRUCT(PostageForm, (), (id, price, free_from, countries))

struct StallWordsForm {
    ShopId id;
    http::Text<0, stall_words_length_max> words;
    http::Text<0, hours_length_max> hours;
    http::Line<0, area_length_max> area;
    http::Text<0, pickup_place_length_max> place;
    bool open_place = false;
};
BOOST_DESCRIBE_STRUCT(StallWordsForm, (), (id, words, hours, area, place, open_place))

struct ConditionsForm {
    ShopId id;
    http::Text<0, conditions_length_max> text;
};
BOOST_DESCRIBE_STRUCT(ConditionsForm, (), (id, text))

struct ShopPath {
    ShopId id;
};
BOOST_DESCRIBE_STRUCT(ShopPath, (), (id))

struct ShopPageForm {
    ShopId id;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(ShopPageForm, (), (id, after, limit))

struct ListingPath {
    ListingId id;
};
BOOST_DESCRIBE_STRUCT(ListingPath, (), (id))

struct ListingPageForm {
    ListingId id;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(ListingPageForm, (), (id, after, limit))

struct OwnListingsForm {
    std::optional<ListingState> state;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OwnListingsForm, (), (state, after, limit))

struct TermsForm {
    http::Whole<1, quantity_most> least;
    std::optional<http::Whole<1, stock_max>> most;
};
BOOST_DESCRIBE_STRUCT(TermsForm, (), (least, most))

using Regions = http::Some<http::Line<2, 2>, 0, regions_most>;

struct HandoverForm {
    Ways ways{};
    std::optional<http::Line<0, area_length_max>> area;
    std::optional<http::Text<0, pickup_place_length_max>> place;
    std::optional<Regions> regions;
    std::optional<base::Time> ahead;
};
BOOST_DESCRIBE_STRUCT(HandoverForm, (), (ways, area, place, regions, ahead))

struct NewListingForm {
    Title title;
    Description description;
    base::Money price;
    Stock stock;
    std::optional<http::Line<1, sku_length_max>> sku;
    circles::Audience audience{};
    bool publish = false;
    std::optional<Pictures> pictures;
    std::optional<Variant> variant;
    std::optional<ListingId> beside;  // Another variant of the same thing.
    std::optional<TermsForm> terms;
    std::optional<HandoverForm> handover;
};
BOOST_DESCRIBE_STRUCT(NewListingForm, (),
                      (title, description, price, stock, sku, audience, publish, pictures, variant,
                       beside, terms, handover))

struct EditListingForm {
    ListingId id;
    http::Whole<1, INT64_MAX> version;
    std::optional<Title> title;
    std::optional<Description> description;
    std::optional<base::Money> price;
    std::optional<Pictures> pictures;
    std::optional<Variant> variant;
    std::optional<TermsForm> terms;
    std::optional<HandoverForm> handover;
};
BOOST_DESCRIBE_STRUCT(EditListingForm, (),
                      (id, version, title, description, price, pictures, variant, terms, handover))

struct StockForm {
    ListingId id;
    Stock stock;
};
BOOST_DESCRIBE_STRUCT(StockForm, (), (id, stock))

/// Goods cost at least one minor unit of the market's own currency.
base::Result<base::Done> check_price(const base::Money& price, const Settings& settings) {
    if (price.currency != settings.currency) {
        return base::wrong_field("price.currency", "wrong_currency",
                                 {{"currency", settings.currency}});
    }
    if (price.minor < 1) return base::wrong_field("price.minor", "too_small", {{"min", "1"}});
    return base::done;
}

/// Adds a rate of a form whose fields begin with `at`.
base::Result<base::Done> add_rate(Postage& postage, PostageRate rate, const base::Money& price,
                                  const std::optional<base::Money>& free_from,
                                  const std::string& at) {
    const auto wrong = [&](const std::string& field) {
        return base::wrong_field(at + field + ".currency", "wrong_currency",
                                 {{"currency", postage.currency}});
    };
    if (price.currency != postage.currency) return wrong("price");
    if (free_from && free_from->currency != postage.currency) return wrong("free_from");
    rate.price = price.minor;
    if (free_from) rate.free_from = free_from->minor;
    postage.rates.push_back(std::move(rate));
    return base::done;
}

base::Result<Postage> postage_of(const PostageForm& form, const Settings& settings) {
    Postage postage{settings.currency};
    TRY(add_rate(postage, PostageRate{}, form.price, form.free_from, ""));
    if (!form.countries) return postage;
    for (std::size_t i = 0; i < form.countries->items.size(); ++i) {
        const PostageRateForm& rate = form.countries->items[i];
        TRY(add_rate(postage, PostageRate{rate.country.value}, rate.price, rate.free_from,
                     "countries." + std::to_string(i) + "."));
    }
    return postage;
}

base::Result<Terms> terms_of(const TermsForm& form) {
    Terms terms{form.least.value, std::nullopt};
    if (form.most) terms.most = form.most->value;
    if (terms.most && *terms.most < terms.least) {
        return base::wrong_field("terms.most", "below_least",
                                 {{"least", std::to_string(terms.least)}});
    }
    return terms;
}

Handover handover_of(const HandoverForm& form) {
    Handover handover{form.ways, "", "", {}, form.ahead};
    if (form.area) handover.area = form.area->value;
    if (form.place) handover.place = form.place->value;
    if (form.regions) {
        for (const auto& region : form.regions->items) handover.regions.push_back(region.value);
    }
    return handover;
}

/// A page of what has been read by its place in a shop.
template <class View>
http::Page<View> page_by_place(std::vector<Placed<View>> rows, std::int64_t limit) {
    auto placed =
        http::page_of(std::move(rows), limit, [](const Placed<View>& row) { return row.seq; });
    http::Page<View> page;
    page.next = std::move(placed.next);
    for (auto& row : placed.items) page.items.push_back(std::move(row.view));
    return page;
}

base::Result<ListingView> make_listing(db::Tx& tx, const Call& call, const NewListingForm& form,
                                       const Settings& settings) {
    TRY(check_price(form.price, settings));
    NewListing goods{form.title, form.description, form.price, form.stock, {}, form.audience, true};
    if (form.sku) goods.sku = form.sku->value;
    if (form.pictures) goods.pictures = form.pictures->items;
    if (form.variant) goods.variant = form.variant->value;
    goods.beside = form.beside;
    if (form.terms) goods.terms = TRY(terms_of(*form.terms));
    if (form.handover) goods.handover = handover_of(*form.handover);
    const ListingId id = TRY(list(tx, call.caller.member, goods));
    if (form.publish) TRY(publish(tx, call.caller.member, id));
    return listing_view(tx, call.caller.member, id);
}

base::Result<ListingView> edit_listing(db::Tx& tx, const Call& call, const EditListingForm& form,
                                       const Settings& settings) {
    if (form.price) TRY(check_price(*form.price, settings));
    Edit change{form.version, {}, {}, form.price};
    if (form.title) change.title = form.title->value;
    if (form.description) change.description = form.description->value;
    if (form.pictures) change.pictures = form.pictures->items;
    if (form.variant) change.variant = form.variant->value;
    if (form.terms) change.terms = TRY(terms_of(*form.terms));
    if (form.handover) change.handover = handover_of(*form.handover);
    TRY(edit(tx, call.caller.member, form.id, change));
    return listing_view(tx, call.caller.member, form.id);
}

void add_stall_routes(http::Router& router) {
    router.command(
        Method::put, "/api/v1/shops/{id}/words", "Says who the shop is, and where things are had",
        Access::member(),
        [](db::Tx& tx, const Call& call, const StallWordsForm& form) -> base::Result<ShopView> {
            TRY(describe(tx, call.caller.member, form.id,
                         {form.words, form.hours, form.area, form.place, form.open_place}));
            return shop_view(tx, call.caller.member, form.id);
        });
    router.command(
        Method::put, "/api/v1/shops/{id}/conditions",
        "Sets on which conditions the shop sells from now on; an empty text ends them",
        Access::member(),
        [](db::Tx& tx, const Call& call, const ConditionsForm& form) -> base::Result<ShopView> {
            TRY(set_conditions(tx, call.caller.member, form.id, form.text));
            return shop_view(tx, call.caller.member, form.id);
        });
}

void add_shop_routes(http::Router& router, const Settings& settings) {
    router.command(
        Method::post, "/api/v1/shops", "Opens the caller's shop", Access::member(),
        [](db::Tx& tx, const Call& call, const OpenShopForm& form) -> base::Result<ShopView> {
            const ShopId id = TRY(open(tx, call.caller.member, form.name));
            return shop_view(tx, call.caller.member, id);
        },
        {.status = 201});
    router.query(Method::get, "/api/v1/shops/{id}", "One shop", Access::open(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const ShopPath& form) -> base::Result<ShopView> {
                     return shop_view(snapshot, call.caller.member, form.id);
                 });
    router.command(
        Method::patch, "/api/v1/shops/{id}", "Gives one's shop another name", Access::member(),
        [](db::Tx& tx, const Call& call, const RenameShopForm& form) -> base::Result<ShopView> {
            TRY(rename(tx, call.caller.member, form.id, form.name));
            return shop_view(tx, call.caller.member, form.id);
        });
    router.command(
        Method::put, "/api/v1/shops/{id}/holiday", "Shows the goods and sells none for a while",
        Access::member(),
        [](db::Tx& tx, const Call& call, const HolidayForm& form) -> base::Result<ShopView> {
            TRY(close(tx, call.caller.member, form.id,
                      {form.from.value_or(tx.now()), form.until,
                       form.note ? form.note->value : std::string{}}));
            return shop_view(tx, call.caller.member, form.id);
        });
    router.command(
        Method::del, "/api/v1/shops/{id}/holiday", "Ends the holiday, or calls it off",
        Access::member(),
        [](db::Tx& tx, const Call& call, const ShopPath& form) -> base::Result<ShopView> {
            TRY(reopen(tx, call.caller.member, form.id));
            return shop_view(tx, call.caller.member, form.id);
        });
    router.command(Method::put, "/api/v1/shops/{id}/postage", "Sets what sending an order costs",
                   Access::member(),
                   [settings](db::Tx& tx, const Call& call,
                              const PostageForm& form) -> base::Result<ShopView> {
                       const Postage postage = TRY(postage_of(form, settings));
                       TRY(set_postage(tx, call.caller.member, form.id, postage));
                       return shop_view(tx, call.caller.member, form.id);
                   });
    add_stall_routes(router);
    router.query(Method::get, "/api/v1/shops/{id}/listings", "What a shop shows to the caller",
                 Access::open(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const ShopPageForm& form) -> base::Result<http::Page<ListingCard>> {
                     const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     return page_by_place(
                         TRY(window_of(snapshot, call.caller.member, form.id, before, limit + 1)),
                         limit);
                 });
}

void add_reading_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/me/listings", "The caller's own listings", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const OwnListingsForm& form) -> base::Result<http::Page<ListingView>> {
                     const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     return page_by_place(
                         own_listings(snapshot, call.caller.member, form.state, before, limit + 1),
                         limit);
                 });
    router.query(Method::get, "/api/v1/listings/{id}", "One listing", Access::open(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const ListingPath& form) -> base::Result<ListingView> {
                     return listing_view(snapshot, call.caller.member, form.id);
                 });
    router.query(Method::get, "/api/v1/listings/{id}/versions", "What a listing said before",
                 Access::open(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const ListingPageForm& form) -> base::Result<http::Page<ListingVersionView>> {
                     const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     return http::page_of(
                         TRY(versions_of(snapshot, call.caller.member, form.id, before, limit + 1)),
                         limit, [](const ListingVersionView& row) { return row.version; });
                 });
}

using SellersAct = base::Result<base::Done> (*)(db::Tx&, base::MemberId, ListingId);

auto run_act(SellersAct act) {
    return
        [act](db::Tx& tx, const Call& call, const ListingPath& form) -> base::Result<ListingView> {
            TRY(act(tx, call.caller.member, form.id));
            return listing_view(tx, call.caller.member, form.id);
        };
}

void add_selling_routes(http::Router& router, const Settings& settings) {
    router.command(Method::post, "/api/v1/listings", "Lists something in the caller's shop",
                   Access::member(),
                   [settings](db::Tx& tx, const Call& call,
                              const NewListingForm& form) -> base::Result<ListingView> {
                       return make_listing(tx, call, form, settings);
                   },
                   {.status = 201});
    router.command(Method::patch, "/api/v1/listings/{id}", "Writes a listing's next version",
                   Access::member(),
                   [settings](db::Tx& tx, const Call& call,
                              const EditListingForm& form) -> base::Result<ListingView> {
                       return edit_listing(tx, call, form, settings);
                   });
    router.command(Method::post, "/api/v1/listings/{id}/publish", "Puts a draft up for sale",
                   Access::member(), run_act(publish));
    router.command(Method::post, "/api/v1/listings/{id}/pause", "Takes it out of sale for a while",
                   Access::member(), run_act(pause));
    router.command(Method::post, "/api/v1/listings/{id}/resume", "Sells it again", Access::member(),
                   run_act(resume));
    router.command(Method::post, "/api/v1/listings/{id}/end", "Takes it down for good",
                   Access::member(), run_act(end));
    router.command(
        Method::put, "/api/v1/listings/{id}/stock", "Says how many are left", Access::member(),
        [](db::Tx& tx, const Call& call, const StockForm& form) -> base::Result<ListingView> {
            TRY(set_stock(tx, call.caller.member, form.id, form.stock));
            return listing_view(tx, call.caller.member, form.id);
        });
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    add_shop_routes(router, settings);
    add_reading_routes(router);
    add_selling_routes(router, settings);
    add_import_routes(router, settings.origin);
}

}  // namespace shops
