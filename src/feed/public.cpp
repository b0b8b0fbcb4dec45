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

constexpr base::MemberId nobody{};
constexpr std::int64_t goods_beside = 6, goods_in_window = 20;

/// So many letters of what a stall says are enough for machines.
constexpr std::size_t stall_words_told = 300;

/// A listing as everybody sees it, while it is on show.
std::optional<shops::ListingView> on_show(db::Snapshot& snapshot, shops::ListingId id) {
    auto found = shops::listing_view(snapshot, nobody, id);
    if (!found || !shops::is_on_show(found->state)) return std::nullopt;
    return *std::move(found);
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

/// What sending one of it costs, by where it goes.
void add_postage(json::object& offer, const shops::ListingView& listing) {
    if (!listing.postage) return;
    json::array details;
    for (const auto& [country, price] : shops::postage_to(
             shops::postage_in(*listing.postage), listing.handover.regions, listing.price)) {
        json::object detail{{"@type", "OfferShippingDetails"},
                            {"shippingRate",
                             {{"@type", "MonetaryAmount"},
                              {"value", http::amount_number({price, listing.price.currency})},
                              {"currency", listing.price.currency}}}};
        if (!country.empty()) {
            detail["shippingDestination"] =
                json::object{{"@type", "DefinedRegion"}, {"addressCountry", country}};
        }
        details.push_back(std::move(detail));
    }
    offer["shippingDetails"] = std::move(details);
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
    add_postage(offer, listing);
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
    if (!shop.stall.words.empty())
        store["description"] = shortened(shop.stall.words, stall_words_told);
    if (shop.stall.open_place) {
        store["location"] = json::object{
            {"@type", "Place"}, {"name", shop.stall.area}, {"address", *shop.stall.place}};
    }
    if (shop.stall.conditions) {
        store["hasMerchantReturnPolicy"] =
            json::object{{"@type", "MerchantReturnPolicy"},
                         {"merchantReturnLink", reader.origin + path_of(shop.id) + "#conditions"}};
    }
    add_rating(store, reader, shop.rating);
    return json::serialize(store);
}

std::string as_door(shops::ListingId id) {
    return "listing." + std::to_string(id.value);
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

/// What sending costs, and from which sum on it is nothing.
Html postage_lines(const Reader& reader, const shops::PostageView& postage) {
    const http::Language language = reader.language;
    Html out;
    const auto line = [&](const std::string& key, std::vector<base::Argument> args,
                          const base::Money& price, const std::optional<base::Money>& free_from) {
        args.emplace_back("price", amount_words(language, price));
        if (free_from) args.emplace_back("sum", amount_words(language, *free_from));
        out.element("p", "soft small",
                    http::sentence(language, key + (free_from ? "_free" : ""), args));
    };
    line("postage.plus", {}, postage.price, postage.free_from);
    for (const shops::PostageRateView& rate : postage.countries) {
        line("postage.to", {{"country", http::country_words(language, rate.country)}}, rate.price,
             rate.free_from);
    }
    return out;
}

/// When it is picked up, where exactly if that is for everybody, and on which conditions.
Html at_the_stall(const Reader& reader, const shops::ListingView& listing) {
    const http::Language language = reader.language;
    const auto& [hours, place] = listing.open_pickup;
    Html out;
    if (!place.empty()) out.element("p", "soft small pre", place);
    if (!hours.empty()) {
        out.element("p", "soft small pre",
                    http::sentence(language, "listing.pick_up_hours", {{"hours", hours}}));
    }
    if (listing.conditions == 0) return out;
    out.add("<a class=\"small\"").attribute("href", path_of(listing.shop.id) + "#conditions");
    return out.add(">").text(http::sentence(language, "stall.conditions")).add("</a>");
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
    if (listing.postage) out.add(postage_lines(reader, *listing.postage));
    out.add(at_the_stall(reader, listing));
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

/// What the stall says of itself.
Html about_stall(const Reader& reader, const shops::StallView& stall) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    Html out;
    if (stall.words.empty() && stall.hours.empty() && stall.area.empty() && !stall.conditions) {
        return out;
    }
    out.add("<section class=\"card\">").element("h2", "", say("stall.about"));
    if (!stall.words.empty()) out.element("p", "pre", stall.words);
    const bool met = !stall.area.empty() || !stall.hours.empty();
    if (met) out.add("<dl class=\"facts prose\">");
    if (!stall.area.empty()) {
        out.add("<div>").element("dt", "", say("stall.where")).add("<dd>").text(stall.area);
        if (stall.open_place) {
            out.element("p", "pre", *stall.place);
        } else {
            out.element("p", "soft small", say("stall.place_for_buyers"));
        }
        out.add("</dd></div>");
    }
    if (!stall.hours.empty()) {
        out.add("<div>").element("dt", "", say("stall.hours"));
        out.element("dd", "pre", stall.hours).add("</div>");
    }
    if (met) out.add("</dl>");
    if (stall.conditions) {
        out.add("<div class=\"stack\" id=\"conditions\">");
        out.element("h3", "", say("stall.conditions")).element("p", "pre", stall.conditions->text);
        const auto day = http::day_words(reader.language, stall.conditions->since, reader.zone);
        out.element("p", "soft small",
                    http::sentence(reader.language, "stall.conditions_since", {{"date", day}}));
        out.add("</div>");
    }
    return out.add("</section>");
}

}  // namespace

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
    if (shop->postage) body.add(postage_lines(reader, *shop->postage));
    body.add(about_stall(reader, shop->stall));
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
