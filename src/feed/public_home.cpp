// The market's front page, for whoever has only its address.

#include <boost/json.hpp>

#include <algorithm>
#include <array>

#include "feed/public_parts.hpp"
#include "feed/search.hpp"
#include "http/words.hpp"

namespace feed {
namespace {

namespace json = boost::json;
using http::Html;

/// As many as the app asks for there.
constexpr std::int64_t goods_shown = 12;

std::string data_of(const Reader& reader) {
    return json::serialize(json::object{{"@context", "https://schema.org"},
                                        {"@type", "WebSite"},
                                        {"name", reader.market},
                                        {"url", reader.origin + "/"}});
}

/// Whom a demo market has made up: to look through their eyes one signs in.
Html invented(const Reader& reader) {
    const auto say = [&](const std::string& key) { return http::sentence(reader.language, key); };
    Html out;
    if (reader.invented.empty()) return out;
    out.add("<section class=\"personas\">").element("h3", "", say("persona.title")).add("<ul>");
    for (const Invented& one : reader.invented) {
        constexpr std::string_view front = "demo_";
        const std::string tries = "persona.try." + one.handle.substr(front.size());
        out.add("<li><a href=\"/sign-in\"><span class=\"avatar c0\" aria-hidden=\"true\">");
        out.text(one.name.substr(0, 1)).add("</span><span>").element("strong", "", one.name);
        out.element("small", "", say("persona." + one.key));
        out.element("small", "tries", say(tries)).add("</span></a></li>");
    }
    return out.add("</ul></section>");
}

Html welcome(const Reader& reader) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    Html out;
    out.add("<section class=\"welcome\"><svg class=\"welcome-awning\" viewBox=\"0 0 640 34\" ");
    out.add("preserveAspectRatio=\"xMidYMin slice\" aria-hidden=\"true\">");
    out.add("<rect width=\"640\" height=\"34\" fill=\"url(#awning)\"/></svg>");
    out.add("<div class=\"welcome-words\">");
    out.add("<img class=\"tent\" src=\"/favicon.svg\" alt=\"\" width=\"128\" height=\"128\">");
    out.element("h2", "", say("welcome.title"));
    out.element("p", "",
                http::sentence(reader.language, "welcome.text", {{"market", reader.market}}));
    out.add("<div class=\"row\"><a class=\"button next\" href=\"/join\">").text(say("act.join"));
    out.add("</a><a class=\"button\" href=\"/sign-in\">").text(say("act.sign_in"));
    return out.add("</a></div>").add(invented(reader)).add("</div></section>");
}

Html new_goods(const Reader& reader, const std::vector<shops::ListingCard>& cards) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    Html out;
    if (cards.empty()) return out.element("p", "soft", say("public.home_empty"));
    out.add("<section class=\"stack wide\"><div class=\"row\">");
    out.element("h2", "grow", say("home.new_goods"));
    out.add("<a class=\"button little\" href=\"/search\">").text(say("search.all_goods"));
    out.add("</a></div>").add(goods_grid(reader, cards, "", Titles::whole));
    return out.add("</section>");
}

/// How the money travels, beside the page on a desk.
Html how_it_works(const Reader& reader) {
    const auto say = [&](const std::string& key) { return http::sentence(reader.language, key); };
    Html out;
    out.add("<section class=\"card how\">").element("h2", "", say("how.title"));
    out.add("<ol class=\"stack\">");
    constexpr std::array<const char*, 4> steps{"how.pay", "how.held", "how.arrived", "how.back"};
    for (const std::string step : steps) {
        out.add("<li><svg width=\"20\" height=\"20\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">");
        out.add("<circle cx=\"12\" cy=\"12\" r=\"5\" fill=\"currentColor\"/></svg><div>");
        out.element("strong", "", say(step)).element("p", "", say(step + "_text"));
        out.add("</div></li>");
    }
    return out.add("</ol></section>");
}

}  // namespace

std::vector<shops::ListingId> FrontGoods::newest(db::Snapshot& snapshot) {
    const base::Time now = snapshot.now();
    {
        const std::lock_guard lock(mutex_);
        // A clock that was set back makes nothing last longer.
        if (looked_ && *looked_ <= now && now - *looked_ < kept) return found_;
    }
    Question question;
    question.in_stock = true;
    question.limit = goods_shown;
    std::vector<shops::ListingId> found;
    if (const auto page = search_page(snapshot, {}, question)) {
        for (const shops::ListingCard& card : page->items) found.push_back(card.id);
    }
    const std::lock_guard lock(mutex_);
    looked_ = now;
    found_ = found;
    return found;
}

std::vector<shops::ListingCard> FrontGoods::cards(db::Snapshot& snapshot) {
    const auto ids = newest(snapshot);
    auto all = shops::cards(snapshot, {}, ids);
    std::vector<shops::ListingCard> ordered;
    for (const shops::ListingId id : ids) {
        const auto card = std::ranges::find(all, id, &shops::ListingCard::id);
        if (card == all.end() || !shops::is_on_show(card->state)) continue;
        ordered.push_back(std::move(*card));
    }
    return ordered;
}

PublicPage public_home(db::Snapshot& snapshot, const Reader& reader, FrontGoods& goods) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    const About about{Sort::website,
                      "/",
                      reader.market,
                      say("public.home"),
                      PublicPicture{"/icon-512.png", "image/png", 512, 512},
                      data_of(reader)};
    Html body;
    body.add("<header class=\"unseen\">").element("h1", "", reader.market).add("</header>");
    body.add(welcome(reader)).add(new_goods(reader, goods.cards(snapshot)));
    return {200, say("public.home_title"), head_of(reader, about),
            framed(reader, "/", body, how_it_works(reader))};
}

}  // namespace feed
