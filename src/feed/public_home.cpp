// The market's front page, for whoever has only its address.

#include <boost/json.hpp>

#include "feed/feed.hpp"
#include "feed/public_parts.hpp"
#include "http/words.hpp"

namespace feed {
namespace {

namespace json = boost::json;
using http::Html;

/// So many posts are looked at, and so many of the goods in them shown.
constexpr std::int64_t looked_at = 60;
constexpr std::size_t goods_shown = 24;

std::vector<shops::ListingCard> newest_goods(db::Snapshot& snapshot) {
    std::vector<shops::ListingCard> cards;
    for (MomentView& moment : page(snapshot, {}, INT64_MAX, looked_at).moments) {
        if (cards.size() < goods_shown && moment.listing) {
            cards.push_back(*std::move(moment.listing));
        }
    }
    return cards;
}

std::string data_of(const Reader& reader) {
    return json::serialize(json::object{{"@context", "https://schema.org"},
                                        {"@type", "WebSite"},
                                        {"name", reader.market},
                                        {"url", reader.origin + "/"}});
}

}  // namespace

PublicPage public_home(db::Snapshot& snapshot, const Reader& reader) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    const std::string lead = say("public.home");
    const About about{Sort::website,
                      "/",
                      reader.market,
                      lead,
                      PublicPicture{"/icon-512.png", "image/png", 512, 512},
                      data_of(reader)};
    Html body;
    body.add("<div class=\"stack wide\"><header class=\"page-head\">");
    body.element("h1", "", reader.market).element("p", "", lead).add("</header>");
    const auto cards = newest_goods(snapshot);
    if (cards.empty()) {
        body.element("p", "soft", say("public.home_empty"));
    } else {
        body.element("h2", "", say("public.newest")).add(goods_grid(reader, cards, ""));
    }
    body.add("</div>");
    return {200, say("public.home_title"), head_of(reader, about), framed(reader, "/", body)};
}

}  // namespace feed
