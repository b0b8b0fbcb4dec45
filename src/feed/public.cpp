#include "feed/public.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"
#include "feed/card.hpp"
#include "feed/public_parts.hpp"
#include "http/amounts.hpp"
#include "http/spoken.hpp"
#include "http/words.hpp"
#include "shops/views.hpp"

namespace feed {
namespace {

namespace json = boost::json;
using http::amount_words;
using http::Html;
using shops::ListingState;

constexpr base::MemberId nobody{};
constexpr std::int64_t goods_beside = 6, goods_in_window = 48;

/// A listing as everybody sees it, while it is on show.
std::optional<shops::ListingView> on_show(db::Snapshot& snapshot, shops::ListingId id) {
    auto found = shops::listing_view(snapshot, nobody, id);
    if (!found || !shops::is_on_show(found->state)) return std::nullopt;
    return *std::move(found);
}

std::string path_of(shops::ListingId id) {
    return "/listings/" + std::to_string(id.value);
}

std::string path_of(shops::ShopId id) {
    return "/shops/" + std::to_string(id.value);
}

/// Where a picture of a listing is. Its version stands in it for who keeps pictures by address.
std::string picture_at(shops::ListingId id, std::int64_t version, std::string_view name) {
    return path_of(id) + "/" + std::string{name} + "?v=" + std::to_string(version);
}

PublicPicture drawn(std::string path) {
    return {std::move(path), "image/png", card_width, card_height};
}

/// Its photograph, or what is drawn where it has none.
PublicPicture picture_of(const shops::ListingView& listing) {
    const auto at = [&](std::string_view name) {
        return picture_at(listing.id, listing.version, name);
    };
    if (listing.pictures.empty()) return drawn(at("card.png"));
    const media::PictureView& first = listing.pictures.front();
    return {at(photograph_name), "image/jpeg", first.width, first.height};
}

/// Whether it can be bought now.
bool sells(const shops::ListingView& listing) {
    return shops::can_be_bought(listing.state, listing.closed_until.has_value(), listing.stock,
                                listing.terms);
}

std::string_view availability_of(const shops::ListingView& listing) {
    if (!sells(listing)) return "https://schema.org/OutOfStock";
    return listing.handover.ahead ? "https://schema.org/PreOrder" : "https://schema.org/InStock";
}

/// How goods reach their buyer, for machines: where they are sent, and how else they are had.
void add_handover(json::object& offer, const shops::HandoverView& handover) {
    json::array methods, areas;
    if (shops::offers(handover.ways, shops::Way::pick_up)) {
        methods.emplace_back("https://schema.org/OnSitePickup");
    }
    if (shops::offers(handover.ways, shops::Way::ship)) {
        methods.emplace_back("https://schema.org/ParcelService");
    }
    offer["availableDeliveryMethod"] = std::move(methods);
    for (const std::string& region : handover.regions) {
        areas.push_back(json::object{{"@type", "Country"}, {"name", region}});
    }
    if (!areas.empty()) offer["areaServed"] = std::move(areas);
    if (handover.ahead) offer["availabilityStarts"] = base::to_iso(*handover.ahead);
}

/// With how sure it is, for which there are no words but those of an explanation.
void add_rating(json::object& about, const Reader& reader, const shops::RatingView& rating) {
    if (rating.count == 0) return;
    about["aggregateRating"] =
        json::object{{"@type", "AggregateRating"},
                     {"ratingValue", hundredths(rating.hundredths)},
                     {"bestRating", 5},
                     {"worstRating", 1},
                     {"reviewCount", rating.count},
                     {"ratingExplanation", rating_words(reader.language, rating)}};
}

std::string data_of(const Reader& reader, const shops::ListingView& listing) {
    const std::string address = reader.origin + path_of(listing.id);
    json::object offer{{"@type", "Offer"},
                       {"url", address},
                       {"price", http::amount_number(listing.price)},
                       {"priceCurrency", listing.price.currency},
                       {"availability", availability_of(listing)},
                       {"seller",
                        {{"@type", "Organization"},
                         {"name", listing.shop.name},
                         {"url", reader.origin + path_of(listing.shop.id)}}}};
    add_handover(offer, listing.handover);
    json::object product{{"@context", "https://schema.org"},
                         {"@type", "Product"},
                         {"name", listing.title},
                         {"url", address},
                         {"image", reader.origin + picture_of(listing).path},
                         {"offers", std::move(offer)}};
    if (!listing.description.empty()) product["description"] = listing.description;
    add_rating(product, reader, listing.rating);
    return json::serialize(product);
}

std::string data_of(const Reader& reader, const shops::ShopView& shop) {
    json::object store{{"@context", "https://schema.org"},
                       {"@type", "OnlineStore"},
                       {"name", shop.name},
                       {"url", reader.origin + path_of(shop.id)}};
    add_rating(store, reader, shop.rating);
    return json::serialize(store);
}

std::string stock_words(http::Language language, ListingState state, std::int64_t stock) {
    if (state != ListingState::live) {
        return http::sentence(language, "listing.state." + std::string{base::name_of(state)});
    }
    return http::sentence(language, "listing.left", {{"n", std::to_string(stock)}});
}

/// The address of goods that says which page led there.
std::string led_from(std::string path, const std::string& from) {
    return from.empty() ? path : std::move(path) + "?from=" + from;
}

std::string as_door(shops::ListingId id) {
    return "listing." + std::to_string(id.value);
}

Html image(http::Markup css, std::string_view address, std::int64_t width, std::int64_t height) {
    Html out;
    out.add("<img alt=\"\" loading=\"lazy\"").attribute("src", address);
    out.add(" class=\"").add(css).add("\"");
    out.attribute("width", std::to_string(width)).attribute("height", std::to_string(height));
    return out.add(">");
}

/// Goods without a photograph have none here: a whole shop of drawn ones would take long to draw.
Html thumbnail(const shops::ListingCard& card) {
    if (!card.picture || card.picture->sizes.empty()) return {};
    const media::PictureSize& smallest = card.picture->sizes.front();
    return image("picture", picture_at(card.id, card.version, thumbnail_name), smallest.width,
                 smallest.height);
}

/// What a shop shows to everybody; of the listing beside which it stands not itself.
std::vector<shops::ListingCard> window_cards(db::Snapshot& snapshot, shops::ShopId shop,
                                             std::int64_t most, shops::ListingId but = {}) {
    std::vector<shops::ListingCard> cards;
    auto window = shops::window_of(snapshot, nobody, shop, INT64_MAX, most + 1);
    if (!window) return cards;
    for (auto& placed : *window) {
        if (placed.view.id != but) cards.push_back(std::move(placed.view));
    }
    if (cards.size() > static_cast<std::size_t>(most)) cards.resize(static_cast<std::size_t>(most));
    return cards;
}

Html evidence(http::Language language, const shops::ListingView& listing) {
    Html out;
    out.add("<section class=\"card evidence\">");
    out.element("h2", "", http::sentence(language, "evidence.title"));
    out.add("<ul class=\"stack\">");
    const auto name = [&](const std::string& what) {
        return http::sentence(language, "evidence.what." + what);
    };
    for (const shops::CheckedView& one : listing.checked) {
        out.add("<li><strong>").text(name(one.what)).add("</strong></li>");
    }
    for (const std::string& what : listing.unchecked) {
        out.add("<li><strong>");
        out.text(http::sentence(language, "evidence.unchecked", {{"what", name(what)}}));
        out.add("</strong></li>");
    }
    return out.add("</ul></section>");
}

/// How it reaches its buyer, where that is not the usual way.
Html handover_lines(const Reader& reader, const shops::HandoverView& handover) {
    const http::Language language = reader.language;
    Html out;
    const auto line = [&](std::string_view key, const std::string& name, std::string value) {
        out.element("p", "soft small", http::sentence(language, key, {{name, std::move(value)}}));
    };
    if (handover.ways == shops::Ways::pick_up) line("handover.only_at", "area", handover.area);
    if (handover.ways == shops::Ways::both) line("handover.also_at", "area", handover.area);
    std::string countries;
    for (const std::string& region : handover.regions) {
        if (!countries.empty()) countries += ", ";
        countries += http::country_words(language, region);
    }
    if (!countries.empty()) line("handover.sends_to", "countries", std::move(countries));
    if (handover.ahead) {
        line(handover.ways == shops::Ways::pick_up ? "handover.ready_by" : "handover.sent_by",
             "day", http::day_words(language, *handover.ahead, reader.zone));
    }
    return out;
}

Html offer(const Reader& reader, const shops::ListingView& listing) {
    const http::Language language = reader.language;
    Html out;
    out.add("<div class=\"stack\">").element("h1", "listing-title", listing.title);
    out.add("<p class=\"row\">");
    out.element("span", "listing-price", amount_words(language, listing.price));
    out.element("span", "tag", stock_words(language, listing.state, listing.stock));
    out.add("</p>").add(stars(language, listing.rating)).add("<p>");
    out.text(http::sentence(language, "public.sold_at")).add(" <a");
    out.attribute("href", path_of(listing.shop.id)).add(">").text(listing.shop.name);
    out.add("</a></p>");
    if (listing.price_before) {
        out.element("p", "soft small",
                    http::sentence(language, "listing.price_before",
                                   {{"price", amount_words(language, *listing.price_before)}}));
    }
    if (listing.closed_until) {
        out.element("p", "notice clock", http::sentence(language, "listing.on_holiday"));
    }
    out.add(handover_lines(reader, listing.handover));
    if (sells(listing)) {
        out.add("<a class=\"button next wide\"");
        const std::string from = reader.from.empty() ? as_door(listing.id) : reader.from;
        out.attribute("href", sign_in_address(led_from(path_of(listing.id), from))).add(">");
        out.text(http::sentence(language, "listing.sign_in_to_buy")).add("</a>");
        out.element("p", "soft small", http::sentence(language, "listing.safe_promise"));
    }
    return out.add("</div>");
}

Html listing_body(db::Snapshot& snapshot, const Reader& reader, const shops::ListingView& listing) {
    Html out;
    out.add("<article class=\"stack wide\"><div class=\"listing-top\">");
    const PublicPicture picture = picture_of(listing);
    if (listing.pictures.empty()) {
        out.add(image("picture drawn", picture.path, picture.width, picture.height));
    } else {
        out.add(image("picture", picture.path, picture.width, picture.height));
    }
    out.add(offer(reader, listing)).add("</div>");
    if (!listing.description.empty()) {
        out.element("p", "pre listing-text", listing.description);
    }
    out.add(evidence(reader.language, listing));
    const auto others = window_cards(snapshot, listing.shop.id, goods_beside, listing.id);
    if (!others.empty()) {
        out.add("<section class=\"stack\">");
        out.element("h2", "", http::sentence(reader.language, "listing.same_shop"));
        out.add(goods_grid(reader, others, as_door(listing.id))).add("</section>");
    }
    return out.add("</article>");
}

}  // namespace

Html goods_grid(const Reader& reader, const std::vector<shops::ListingCard>& cards,
                const std::string& from) {
    Html out;
    out.add("<ul class=\"goods-grid\">");
    for (const shops::ListingCard& card : cards) {
        out.add("<li><a class=\"goods\"").attribute("href", led_from(path_of(card.id), from));
        out.add(">").add(thumbnail(card)).add("<span class=\"goods-words\">");
        out.element("strong", "goods-title", card.title);
        out.add("<span class=\"split\">");
        out.element("span", "goods-price", amount_words(reader.language, card.price));
        if (card.state != ListingState::live) {
            out.element("span", "tag", stock_words(reader.language, card.state, card.stock));
        }
        out.add("</span></span></a></li>");
    }
    return out.add("</ul>");
}

PublicPage public_listing(db::Snapshot& snapshot, const Reader& reader, shops::ListingId id) {
    const auto listing = on_show(snapshot, id);
    if (!listing) return public_nothing(reader, path_of(id));
    About about{Sort::product, path_of(id), listing->title, {}, picture_of(*listing), {}};
    about.description = http::sentence(
        reader.language, "public.offer",
        {{"price", amount_words(reader.language, listing->price)}, {"shop", listing->shop.name}});
    const std::string said = shortened(listing->description, description_shown);
    if (!said.empty()) about.description += " " + said;
    about.data = data_of(reader, *listing);
    PublicPage page{200, listing->title, head_of(reader, about), {}};
    add_amount(page.head, listing->price);
    page.body = framed(reader, path_of(id), listing_body(snapshot, reader, *listing));
    return page;
}

PublicPage public_shop(db::Snapshot& snapshot, const Reader& reader, shops::ShopId id) {
    const auto shop = shops::shop_view(snapshot, nobody, id);
    if (!shop) return public_nothing(reader, path_of(id));
    const auto cards = window_cards(snapshot, id, goods_in_window);
    const auto open = http::sentence(reader.language, "public.shop",
                                     {{"shop", shop->name}, {"market", reader.market}});
    const About about{
        Sort::website,         path_of(id), shop->name, open, drawn(path_of(id) + "/card.png"),
        data_of(reader, *shop)};
    Html body;
    body.add("<div class=\"stack wide\"><header class=\"page-head\">");
    body.element("h1", "", shop->name).element("p", "", open).add("</header>");
    body.add(stars(reader.language, shop->rating));
    if (shop->state == shops::ShopState::on_holiday) {
        body.element("p", "notice clock", http::sentence(reader.language, "shop.on_holiday"));
        if (!shop->holiday->note.empty()) body.element("p", "pre", shop->holiday->note);
    }
    if (cards.empty()) {
        body.element("p", "soft", http::sentence(reader.language, "shop.empty_title"));
    } else {
        body.add(goods_grid(reader, cards, "shop." + std::to_string(id.value)));
    }
    body.add("</div>");
    return {200, shop->name, head_of(reader, about), framed(reader, path_of(id), body)};
}

PublicPage public_nothing(const Reader& reader, std::string_view path) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    Html body;
    body.add("<div class=\"empty\">").element("h1", "", say("problem.missing_title"));
    body.element("p", "", say("problem.missing"));
    body.add("<a class=\"button next\"").attribute("href", sign_in_address(path)).add(">");
    body.text(say("act.sign_in")).add("</a></div>");
    Html head;
    head.add("<meta name=\"robots\" content=\"noindex\">");
    return {404, say("problem.missing_title"), std::move(head), framed(reader, path, body)};
}

std::optional<media::PictureId> listing_photograph(db::Snapshot& snapshot, shops::ListingId id) {
    const auto listing = on_show(snapshot, id);
    if (!listing || listing->pictures.empty()) return std::nullopt;
    return listing->pictures.front().id;
}

std::string listing_picture(db::Snapshot& snapshot, shops::ListingId id) {
    const auto listing = on_show(snapshot, id);
    if (!listing) return {};
    return card_picture(id.value,
                        http::amount_number(listing->price) + " " + listing->price.currency);
}

std::string shop_picture(db::Snapshot& snapshot, shops::ShopId id) {
    if (!shops::seen_shop(snapshot, nobody, id)) return {};
    return card_picture(id.value, "");
}

}  // namespace feed
