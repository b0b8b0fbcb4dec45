// Goods on a public page, as high as the app has them.

#include "feed/public_parts.hpp"
#include "http/amounts.hpp"
#include "http/spoken.hpp"
#include "http/words.hpp"

namespace feed {
namespace {

using http::Html;
using http::Language;
using shops::ListingCard;
using shops::ListingState;

/// So few are left that it is said.
constexpr std::int64_t few = 3;

/// Goods without a photograph have an awning here: a whole shop of drawn ones would take long.
Html thumbnail(const ListingCard& card) {
    if (card.picture && !card.picture->sizes.empty()) {
        const media::PictureSize& smallest = card.picture->sizes.front();
        return image("picture", picture_at(card.id, card.version, thumbnail_name), smallest.width,
                     smallest.height);
    }
    Html out;
    out.add(
        "<svg class=\"picture\" viewBox=\"0 0 320 168\" preserveAspectRatio=\"xMidYMin slice\" ");
    return out.add(
        "aria-hidden=\"true\"><rect width=\"320\" height=\"168\" fill=\"var(--paper-sunk)\"/>"
        "<rect width=\"320\" height=\"34\" fill=\"url(#awning)\"/></svg>");
}

Html scarce(const Reader& reader, const ListingCard& card) {
    Html out;
    if (card.closed_until) {
        const auto day = http::day_words(reader.language, *card.closed_until, reader.zone);
        return out.element("span", "tag",
                           http::sentence(reader.language, "listing.closed", {{"day", day}}));
    }
    if (card.state == ListingState::live && card.stock > few) return out;
    return out.element("span", "tag", stock_words(reader.language, card.state, card.stock));
}

/// The one thing that a card has room for; "" for what is simply sent.
std::string handover_words(const Reader& reader, const shops::HandoverView& handover) {
    const auto say = [&](std::string_view key, const std::vector<base::Argument>& args = {}) {
        return http::sentence(reader.language, key, args);
    };
    if (handover.ahead) {
        const auto day = http::day_words(reader.language, *handover.ahead, reader.zone);
        return say("handover.card_ahead", {{"day", day}});
    }
    if (handover.ways == shops::Ways::pick_up) {
        return say("handover.card_pick_up", {{"area", handover.area}});
    }
    return handover.ways == shops::Ways::both ? say("handover.card_both") : std::string{};
}

}  // namespace

std::string path_of(shops::ListingId id) {
    return "/listings/" + std::to_string(id.value);
}

std::string path_of(shops::ShopId id) {
    return "/shops/" + std::to_string(id.value);
}

std::string picture_at(shops::ListingId id, std::int64_t version, std::string_view name) {
    return path_of(id) + "/" + std::string{name} + "?v=" + std::to_string(version);
}

std::string led_from(std::string path, const std::string& from) {
    return from.empty() ? path : std::move(path) + "?from=" + from;
}

std::string stock_words(Language language, ListingState state, std::int64_t stock) {
    if (state != ListingState::live) {
        return http::sentence(language, "listing.state." + std::string{base::name_of(state)});
    }
    return http::sentence(language, "listing.left", {{"n", std::to_string(stock)}});
}

Html image(http::Markup css, std::string_view address, std::int64_t width, std::int64_t height) {
    Html out;
    out.add("<img alt=\"\" loading=\"lazy\"").attribute("src", address);
    out.add(" class=\"").add(css).add("\"");
    out.attribute("width", std::to_string(width)).attribute("height", std::to_string(height));
    return out.add(">");
}

Html goods_grid(const Reader& reader, const std::vector<ListingCard>& cards,
                const std::string& from, Titles titles) {
    Html out;
    out.add("<ul class=\"goods-grid\">");
    for (const ListingCard& card : cards) {
        const bool whole = titles == Titles::whole && !card.variant.empty();
        out.add("<li><a class=\"goods\"").attribute("href", led_from(path_of(card.id), from));
        out.add(">").add(thumbnail(card)).add("<span class=\"goods-words\">");
        out.element("strong", "goods-title",
                    whole ? card.title + " (" + card.variant + ")" : card.title);
        out.add("<span class=\"split\">");
        out.element("span", "goods-price", http::amount_words(reader.language, card.price));
        out.add(scarce(reader, card)).add("</span>");
        const std::string how = handover_words(reader, card.handover);
        if (!how.empty()) out.element("span", "soft small", how);
        out.add(short_stars(reader.language, card.rating)).add("</span></a></li>");
    }
    return out.add("</ul>");
}

}  // namespace feed
