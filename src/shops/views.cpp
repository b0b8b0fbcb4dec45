#include "shops/views.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "circles/many.hpp"
#include "http/json.hpp"
#include "shops/galleries.hpp"
#include "shops/rows.hpp"

namespace shops {
namespace {

/// Everything that a card or a whole listing shows, but its seller's names.
struct Shown {
    std::int64_t seq = 0;
    ListingId id;
    ShopId shop;
    std::string shop_name;
    base::MemberId owner;
    ListingState state{};
    std::int64_t version = 0;
    std::int64_t stock = 0;
    std::optional<std::string> sku;
    circles::Audience audience{};
    base::Time listed;
    std::string title;
    base::Money price;
    std::int64_t description = 0;
    Rating rated;
    std::int64_t gallery = 0;
    std::int64_t family = 0;
    std::string variant;
    Closed closed;
    Terms terms;
    KeptHandover handover;
    std::string postage;
    std::int64_t conditions = 0;
};
BOOST_DESCRIBE_STRUCT(Shown, (),
                      (seq, id, shop, shop_name, owner, state, version, stock, sku, audience,
                       listed, title, price, description, rated, gallery, family, variant, closed,
                       terms, handover, postage, conditions))

struct TextRow {
    std::int64_t id = 0;
    std::string body;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (id, body))

const std::string shown_columns =
    "select l.seq, l.id, l.shop, s.name as shop_name, l.owner, l.state, l.version, l.stock, l.sku, "
    "l.audience, l.listed, v.title, v.price_minor, v.price_currency, v.description, "
    "l.rated_one, l.rated_two, l.rated_three, l.rated_four, l.rated_five, v.gallery, l.family, "
    "v.variant, s.closed_from, s.closed_until, "
    "v.terms_least, v.terms_most, s.postage, s.conditions, " +
    std::string{handover_columns} +
    "from listings l join shops s on s.id = l.shop "
    "join listing_versions v on v.listing = l.id and v.version = l.version " +
    std::string{join_pickup};

struct Act {
    ListingAct act;
    ListingMay word;
};
constexpr std::array seller_acts{
    Act{ListingAct::submit, ListingMay::publish}, Act{ListingAct::pause, ListingMay::pause},
    Act{ListingAct::resume, ListingMay::resume}, Act{ListingAct::end, ListingMay::end}};

/// What the viewer may do with it now. The table decides; this only gives it the API's words.
std::vector<ListingMay> may_of(const Shown& row, base::MemberId viewer, base::Time now) {
    std::vector<ListingMay> may;
    if (viewer != row.owner) {
        const bool closed = row.closed.at(now).has_value();
        const bool sells = can_be_bought(row.state, closed, row.stock, row.terms);
        if (viewer.value != 0 && sells) may.push_back(ListingMay::buy);
        return may;
    }
    if (is_editable(row.state)) may.push_back(ListingMay::edit);
    for (const Act& act : seller_acts) {
        if (step(row.state, act.act)) may.push_back(act.word);
    }
    if (is_editable(row.state)) may.push_back(ListingMay::stock);
    return may;
}

std::vector<members::Person> sellers_of(db::Snapshot& snapshot, const std::vector<Shown>& rows) {
    std::vector<base::MemberId> ids;
    for (const Shown& row : rows) ids.push_back(row.owner);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return members::people(snapshot, ids);
}

/// What rows show besides themselves.
struct Around {
    std::vector<members::Person> sellers;
    Galleries galleries;
    base::Time now;
};

Around around(db::Snapshot& snapshot, const std::vector<Shown>& rows, base::MemberId viewer,
              Which which) {
    std::vector<std::int64_t> galleries;
    for (const Shown& row : rows) galleries.push_back(row.gallery);
    return {sellers_of(snapshot, rows), galleries_of(snapshot, viewer, galleries, which),
            snapshot.now()};
}

HandoverView handover_view(const Shown& row, base::MemberId viewer, base::Time now) {
    Handover handover = handover_of(row.handover);
    HandoverView view{handover.ways, std::move(handover.area), std::nullopt,
                      std::move(handover.regions), promised(handover.ahead, now)};
    if (viewer == row.owner) view.place = std::move(handover.place);
    return view;
}

/// What sending these goods costs, by the countries they are sent to; nothing of goods that are not
/// sent, or are priced in another currency than the shop's postage.
std::optional<PostageView> postage_view(const Shown& row) {
    Postage postage = postage_in(row.postage);
    const auto regions = regions_in(row.handover.regions);
    std::erase_if(postage.rates, [&](const PostageRate& rate) {
        return !rate.country.empty() && !regions.empty() &&
               std::ranges::find(regions, rate.country) == regions.end();
    });
    const bool asks =
        offers(row.handover.ways, Way::ship) && postage.currency == row.price.currency;
    return asks ? view_of(postage) : std::nullopt;
}

ListingCard card(const Shown& row, const Around& around, base::MemberId viewer) {
    return {row.id,
            ShopRef{row.shop, row.shop_name},
            members::among(around.sellers, row.owner),
            row.title,
            row.price,
            row.stock,
            row.state,
            row.version,
            row.listed,
            view_of(row.rated),
            row.variant,
            first_of(around.galleries, row.gallery),
            row.closed.at(around.now),
            handover_view(row, viewer, around.now),
            may_of(row, viewer, around.now)};
}

/// Whole listings, with one statement for all their texts.
std::vector<Placed<ListingView>> whole(db::Snapshot& snapshot, const std::vector<Shown>& rows,
                                       base::MemberId viewer) {
    std::vector<std::int64_t> ids;
    for (const Shown& row : rows) ids.push_back(row.description);
    const auto texts = snapshot.all<TextRow>(
        "select id, body from descriptions "
        "where id in (select cast(value as bigint) from json_each($1))",
        http::to_json(ids));
    const Around all = around(snapshot, rows, viewer, Which::all);
    std::vector<Placed<ListingView>> views;
    for (const Shown& row : rows) {
        ListingCard base = card(row, all, viewer);
        const auto text = std::ranges::find(texts, row.description, &TextRow::id);
        views.push_back({row.seq, ListingView{base.id,
                                              std::move(base.shop),
                                              std::move(base.seller),
                                              std::move(base.title),
                                              base.price,
                                              base.stock,
                                              base.state,
                                              base.version,
                                              base.at,
                                              base.rating,
                                              std::move(base.variant),
                                              std::move(base.picture),
                                              base.closed_until,
                                              std::move(base.handover),
                                              std::move(base.may),
                                              text == texts.end() ? "" : text->body,
                                              viewer == row.owner ? row.sku : std::nullopt,
                                              row.audience,
                                              row.version,
                                              {},
                                              {"origin", "brand"},
                                              all_of(all.galleries, row.gallery),
                                              {},
                                              {},
                                              row.terms,
                                              postage_view(row),
                                              row.conditions,
                                              {}}});
    }
    return views;
}

}  // namespace

bool may_see(db::Snapshot& snapshot, base::MemberId viewer, base::MemberId owner,
             ListingState state, circles::Audience audience) {
    if (viewer.value != 0 && viewer == owner) return true;
    return is_public(state) && circles::visible(snapshot, viewer, owner, audience);
}

std::vector<Seen> seen_among(db::Snapshot& snapshot, base::MemberId viewer,
                             const std::vector<ListingId>& listings) {
    static const std::string sql =
        shown_columns + "where l.id in (select cast(value as bigint) from json_each($1))";
    if (listings.empty()) return {};
    auto rows = snapshot.all<Shown>(sql, http::to_json(listings));
    std::erase_if(rows,
                  [&](const Shown& row) { return row.owner != viewer && !is_public(row.state); });
    std::vector<circles::Shown> things;
    things.reserve(rows.size());
    for (const Shown& row : rows) things.push_back({row.owner, row.audience});
    const auto visible = circles::visible_each(snapshot, viewer, things);
    std::vector<Seen> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!visible[i]) continue;
        Shown& row = rows[i];
        found.push_back({row.id, row.shop, row.owner, row.version, std::move(row.title)});
    }
    return found;
}

base::Result<Seen> seen(db::Snapshot& snapshot, base::MemberId viewer, ListingId listing) {
    auto found = seen_among(snapshot, viewer, {listing});
    if (found.empty()) return no_such_listing;
    return std::move(found.front());
}

base::Result<Exhibit> exhibit(db::Snapshot& snapshot, base::MemberId viewer, ListingId listing,
                              std::int64_t version) {
    const ListingRow row = TRY(find_listing(snapshot, listing));
    if (version == latest_version) version = row.version;
    if (version < 1 || version > row.version) return no_such_listing;
    VersionRow said = version_of(snapshot, listing, version);
    const ShopName shop = TRY(shop_name(snapshot, row.shop));
    const auto at = snapshot.one<base::Time>(
        "select at from listing_versions where listing = $1 and version = $2", listing, version);
    return Exhibit{
        listing,
        ShopRef{shop.id, shop.name},
        TRY(members::person(snapshot, row.owner)),
        std::move(said.title),
        std::move(said.body),
        said.price,
        row.state,
        version,
        row.audience,
        *at,
        all_of(galleries_of(snapshot, viewer, {said.gallery}, Which::all), said.gallery)};
}

base::Result<ShopName> seen_shop(db::Snapshot& snapshot, base::MemberId viewer, ShopId shop) {
    ShopName found = TRY(shop_name(snapshot, shop));
    if (!circles::visible(snapshot, viewer, found.owner, circles::Audience::everybody)) {
        return no_such_shop;
    }
    return found;
}

std::optional<PostageView> view_of(const Postage& postage) {
    if (postage.rates.empty()) return std::nullopt;
    const auto money = [&](std::int64_t minor) { return base::Money{minor, postage.currency}; };
    const auto free_from = [&](const PostageRate& rate) {
        return rate.free_from ? std::optional{money(*rate.free_from)} : std::nullopt;
    };
    const PostageRate& first = postage.rates.front();
    PostageView view{money(first.price), free_from(first), {}};
    for (std::size_t i = 1; i < postage.rates.size(); ++i) {
        const PostageRate& rate = postage.rates[i];
        view.countries.push_back({rate.country, money(rate.price), free_from(rate)});
    }
    return view;
}

Postage postage_in(const PostageView& view) {
    const auto rate = [](std::string country, const base::Money& price,
                         const std::optional<base::Money>& free_from) {
        PostageRate made{std::move(country), price.minor};
        if (free_from) made.free_from = free_from->minor;
        return made;
    };
    Postage postage{view.price.currency};
    postage.rates.push_back(rate("", view.price, view.free_from));
    for (const PostageRateView& one : view.countries) {
        postage.rates.push_back(rate(one.country, one.price, one.free_from));
    }
    return postage;
}

std::vector<ListingCard> cards(db::Snapshot& snapshot, base::MemberId viewer,
                               const std::vector<ListingId>& listings) {
    static const std::string sql =
        shown_columns + "where l.id in (select cast(value as bigint) from json_each($1))";
    if (listings.empty()) return {};
    auto rows = snapshot.all<Shown>(sql, http::to_json(listings));
    std::erase_if(rows,
                  [&](const Shown& row) { return row.owner != viewer && !is_public(row.state); });
    const Around all = around(snapshot, rows, viewer, Which::first);
    std::vector<ListingCard> found;
    for (const Shown& row : rows) found.push_back(card(row, all, viewer));
    return found;
}

namespace {

StallView stall_view(db::Snapshot& snapshot, bool own, ShopId shop) {
    StallWords said = words_of(snapshot, shop);
    StallView view{
        std::move(said.words), std::move(said.hours), std::move(said.area),         std::nullopt,
        said.open_place,       !said.place.empty(),   conditions_of(snapshot, shop)};
    if (own || said.open_place) view.place = std::move(said.place);
    return view;
}

OpenPickupView open_pickup_of(db::Snapshot& snapshot, ShopId shop, const HandoverView& handover) {
    if (!offers(handover.ways, Way::pick_up)) return {};
    StallWords said = words_of(snapshot, shop);
    const bool there = said.open_place && said.area == handover.area;
    return {std::move(said.hours), there ? std::move(said.place) : std::string{}};
}

}  // namespace

base::Result<ShopView> shop_view(db::Snapshot& snapshot, base::MemberId viewer, ShopId shop) {
    const ShopName found = TRY(seen_shop(snapshot, viewer, shop));
    const auto opened = snapshot.one<base::Time>("select opened from shops where id = $1", shop);
    const auto rating = snapshot.one<Rating>(
        "select rated_one as one, rated_two as two, rated_three as three, rated_four as four, "
        "rated_five as five from shops where id = $1",
        shop);
    auto holiday = holiday_of(snapshot, shop);
    const bool closed = holiday && holiday->covers(snapshot.now());
    ShopView view{found.id,
                  found.name,
                  TRY(members::person(snapshot, found.owner)),
                  *opened,
                  closed ? ShopState::on_holiday : ShopState::open,
                  view_of(*rating),
                  viewer == found.owner || closed ? std::move(holiday) : std::nullopt,
                  {},
                  view_of(postage_of(snapshot, shop)),
                  stall_view(snapshot, viewer == found.owner, shop)};
    if (viewer == found.owner) {
        view.may = {ShopMay::list, ShopMay::rename, ShopMay::close, ShopMay::set_postage,
                    ShopMay::describe};
    }
    return view;
}

base::Result<ListingView> listing_view(db::Snapshot& snapshot, base::MemberId viewer,
                                       ListingId listing) {
    static const std::string sql = shown_columns + "where l.id = $1";
    const auto rows = snapshot.all<Shown>(sql, listing);
    if (rows.empty() ||
        !may_see(snapshot, viewer, rows[0].owner, rows[0].state, rows[0].audience)) {
        return no_such_listing;
    }
    ListingView view = whole(snapshot, rows, viewer)[0].view;
    view.price_before = price_before(snapshot, listing, view.price);
    view.variants = variants_of(snapshot, viewer, rows[0].family);
    view.open_pickup = open_pickup_of(snapshot, rows[0].shop, view.handover);
    return view;
}

base::Result<std::vector<Placed<ListingCard>>> window_of(db::Snapshot& snapshot,
                                                         base::MemberId viewer, ShopId shop,
                                                         std::int64_t before, std::int64_t limit) {
    static const std::string sql =
        shown_columns +
        "where l.shop = $1 and l.seq < $2 and l.state in ('live', 'reserved', 'sold_out') "
        "and (l.audience = 'everybody' or $3 = 1) and (l.family = 0 or not exists (select 1 "
        "from listings o where o.family = l.family and o.family <> 0 and o.seq < l.seq "
        "and o.state in ('live', 'reserved', 'sold_out') "
        "and (o.audience = 'everybody' or $3 = 1))) order by l.seq desc limit $4";
    const ShopName name = TRY(seen_shop(snapshot, viewer, shop));
    const bool near = viewer == name.owner ||
                      circles::visible(snapshot, viewer, name.owner, circles::Audience::friends);
    const auto rows = snapshot.all<Shown>(sql, shop, before, near, limit);
    const Around all = around(snapshot, rows, viewer, Which::first);
    std::vector<Placed<ListingCard>> found;
    for (const Shown& row : rows) found.push_back({row.seq, card(row, all, viewer)});
    return found;
}

std::vector<Placed<ListingView>> own_listings(db::Snapshot& snapshot, base::MemberId member,
                                              std::optional<ListingState> state,
                                              std::int64_t before, std::int64_t limit) {
    static const std::string sql = shown_columns +
                                   "where l.shop = $1 and l.seq < $2 "
                                   "and (l.state = $3 or $3 is null) order by l.seq desc limit $4";
    const auto shop = shop_of(snapshot, member);
    if (!shop) return {};
    return whole(snapshot, snapshot.all<Shown>(sql, shop->id, before, state, limit), member);
}

base::Result<std::vector<ListingVersionView>> versions_of(db::Snapshot& snapshot,
                                                          base::MemberId viewer, ListingId listing,
                                                          std::int64_t before, std::int64_t limit) {
    const ListingRow row = TRY(find_listing(snapshot, listing));
    if (!may_see(snapshot, viewer, row.owner, row.state, row.audience)) return no_such_listing;
    return snapshot.all<ListingVersionView>(
        "select version, title, price_minor, price_currency, at from listing_versions "
        "where listing = $1 and version < $2 order by version desc limit $3",
        listing, before, limit);
}

}  // namespace shops
