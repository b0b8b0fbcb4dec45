#include "feed/public_parts.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>

#include "base/text.hpp"
#include "feed/card.hpp"
#include "http/amounts.hpp"
#include "http/words.hpp"

namespace feed {
namespace {

using http::Html;
using http::Language;

struct Tongue {
    Language language;
    std::string_view tag, open_graph, parameter, name;
};
constexpr std::array tongues{Tongue{Language::en, "en", "en_GB", "en", "English"},
                             Tongue{Language::zh, "zh-Hans", "zh_CN", "zh", "中文"}};

const Tongue& tongue_of(Language language) {
    return tongues[language == Language::zh ? 1 : 0];
}

std::string in_language(std::string_view path, const Tongue& tongue) {
    return fmt::format("{}?lang={}", path, tongue.parameter);
}

void add_property(Html& head, http::Markup name, std::string_view content) {
    head.add("<meta").attribute("property", name.text()).attribute("content", content).add(">");
}

void add_languages(Html& head, const Reader& reader, const std::string& path) {
    const auto alternate = [&](std::string_view tag, const std::string& address) {
        head.add("<link rel=\"alternate\"").attribute("hreflang", tag);
        head.attribute("href", reader.origin + address).add(">");
    };
    for (const Tongue& tongue : tongues) alternate(tongue.tag, in_language(path, tongue));
    alternate("x-default", path);
}

/// What the market is called.
Html brand(const Reader& reader) {
    Html out;
    out.add("<a class=\"brand\" href=\"/\">");
    out.add("<img src=\"/favicon.svg\" alt=\"\" width=\"30\" height=\"30\">");
    return out.element("span", "", reader.market).add("</a>");
}

/// The page in each other language.
Html other_languages(const Reader& reader, std::string_view path) {
    Html out;
    for (const Tongue& tongue : tongues) {
        if (tongue.language == reader.language) continue;
        out.add("<a class=\"button bare little\"").attribute("lang", tongue.tag);
        out.attribute("href", in_language(path, tongue)).add(">").text(tongue.name).add("</a>");
    }
    return out;
}

Html sign_in(const Reader& reader, std::string_view path, http::Markup css) {
    Html out;
    out.add("<a class=\"").add(css).add("\"").attribute("href", sign_in_address(path)).add(">");
    return out.text(http::sentence(reader.language, "act.sign_in")).add("</a>");
}

constexpr http::Markup looking_glass =
    "<svg width=\"20\" height=\"20\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" "
    "stroke-width=\"1.9\" stroke-linecap=\"round\" aria-hidden=\"true\"><path d=\"M21 21l-4.34-4.34"
    "M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0\"/></svg>";

/// On a phone.
Html top(const Reader& reader, std::string_view path) {
    Html out = brand(reader);
    out.add("<a class=\"icon-button\" href=\"/search\"");
    out.attribute("aria-label", http::sentence(reader.language, "search.label")).add(">");
    out.add(looking_glass).add("</a>").add(other_languages(reader, path));
    return out.add(sign_in(reader, path, "button little"));
}

/// On a desk.
Html side(const Reader& reader, std::string_view path) {
    const auto say = [&](std::string_view key) { return http::sentence(reader.language, key); };
    Html out = brand(reader);
    out.add("<form class=\"search-box\" role=\"search\" action=\"/search\">");
    out.add("<input type=\"search\" name=\"q\" maxlength=\"100\" autocomplete=\"off\"");
    out.attribute("aria-label", say("search.label"));
    out.attribute("placeholder", say("search.placeholder")).add("><button type=\"submit\" ");
    out.add("class=\"icon-button\"").attribute("aria-label", say("search.send")).add(">");
    out.add(looking_glass).add("</button></form><nav><ul><li><a href=\"/\"");
    if (path == "/") out.add(" aria-current=\"page\"");
    out.add(">").text(say("nav.home")).add("</a></li></ul></nav><div class=\"end\">");
    out.add(sign_in(reader, path, "button")).add("<a class=\"button\" href=\"/join\">");
    return out.text(say("act.join")).add("</a>").add(other_languages(reader, path)).add("</div>");
}

/// A path inside a query's value.
std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
            out += c;
        } else {
            out += fmt::format("%{:02X}", byte);
        }
    }
    return out;
}

/// As the app says it too: a stranger who came by a link would take it for a market.
http::Html demonstration(Language language) {
    const std::string words = http::sentence(language, "demo.words");
    Html out;
    out.add("<aside class=\"demo\"");
    out.attribute("aria-label", http::sentence(language, "demo.label")).add("><p>").text(words);
    out.add(" <a href=\"/sign-in\">").text(http::sentence(language, "demo.personas"));
    return out.add("</a></p></aside>");
}

/// "4.6" and "5": to one decimal, a second would pretend to know more than a few people can say.
std::string tenths(std::int64_t number) {
    return number % 10 == 0 ? std::to_string(number / 10)
                            : fmt::format("{}.{}", number / 10, number % 10);
}

/// A rating as it is written, its interval rounded outwards.
struct Figures {
    std::string mean, low, high;
};

Figures figures_of(const shops::RatingView& rating) {
    return {tenths((rating.hundredths + 5) / 10), tenths(rating.low / 10),
            tenths((rating.high + 9) / 10)};
}

}  // namespace

std::string_view tag_of(Language language) {
    return tongue_of(language).tag;
}

http::Html head_of(const Reader& reader, const About& about) {
    const Tongue& tongue = tongue_of(reader.language);
    const std::string canonical =
        reader.origin + (reader.chosen ? in_language(about.path, tongue) : about.path);
    Html head;
    head.add("<meta name=\"description\"").attribute("content", about.description).add(">");
    head.add("<link rel=\"canonical\"").attribute("href", canonical).add(">");
    add_languages(head, reader, about.path);
    add_property(head, "og:type", about.sort == Sort::product ? "product" : "website");
    add_property(head, "og:site_name", reader.market);
    add_property(head, "og:title", about.title);
    add_property(head, "og:description", about.description);
    add_property(head, "og:url", canonical);
    add_property(head, "og:locale", tongue.open_graph);
    add_property(head, "og:image", reader.origin + about.picture.path);
    add_property(head, "og:image:type", about.picture.type);
    add_property(head, "og:image:width", std::to_string(about.picture.width));
    add_property(head, "og:image:height", std::to_string(about.picture.height));
    head.add("<meta name=\"twitter:card\" content=\"summary_large_image\">");
    return head.data("application/ld+json", about.data);
}

void add_amount(http::Html& head, const base::Money& price) {
    add_property(head, "product:price:amount", http::amount_number(price));
    add_property(head, "product:price:currency", price.currency);
}

http::Html framed(const Reader& reader, std::string_view path, const http::Html& content,
                  const http::Html& beside) {
    Html out;
    // The stripes of an awning, which pictures and banners are filled with.
    out.add("<svg class=\"unseen\" aria-hidden=\"true\"><pattern id=\"awning\" width=\"40\" ");
    out.add("height=\"34\" patternUnits=\"userSpaceOnUse\"><path fill=\"var(--awning-a)\" ");
    out.add("d=\"M0 0h20v20a10 10 0 0 1 -20 0z\"/><path fill=\"#fff6e9\" ");
    out.add("d=\"M20 0h20v20a10 10 0 0 1 -20 0z\"/></pattern></svg>");
    out.add("<div class=\"shell\">");
    if (reader.demo) out.add(demonstration(reader.language));
    out.add("<header class=\"top\">").add(top(reader, path));
    out.add("</header><header class=\"side\">").add(side(reader, path)).add("</header>");
    if (beside.str().empty()) {
        out.add("<div class=\"stage narrow\"><main>").add(content).add("</main></div>");
    } else {
        out.add("<div class=\"stage\"><main>").add(content).add("</main><aside>");
        out.add(beside).add("</aside></div>");
    }
    out.add("<footer class=\"foot\">");
    out.element("span", "",
                http::sentence(reader.language, "foot.words", {{"market", reader.market}}));
    out.add(" <a href=\"/policies\">").text(http::sentence(reader.language, "nav.policies"));
    return out.add("</a></footer></div>");
}

std::string rating_words(Language language, const shops::RatingView& rating) {
    const Figures figures = figures_of(rating);
    return http::sentence(language, "stars.whole",
                          {{"mean", figures.mean},
                           {"n", std::to_string(rating.count)},
                           {"low", figures.low},
                           {"high", figures.high}});
}

http::Html stars(Language language, const shops::RatingView& rating) {
    Html out;
    if (rating.count == 0) return out;
    return out.element("p", "rating", rating_words(language, rating));
}

http::Html short_stars(Language language, const shops::RatingView& rating) {
    Html out;
    if (rating.count == 0) return out;
    const Figures figures = figures_of(rating);
    out.add("<span class=\"rating\">").element("span", "unseen", rating_words(language, rating));
    out.add("<span class=\"rating-seen\" aria-hidden=\"true\">★ ");
    out.element("strong", "", figures.mean);
    out.element("span", "", "(" + std::to_string(rating.count) + ")");
    out.element(
        "span", "rating-range",
        http::sentence(language, "stars.range", {{"low", figures.low}, {"high", figures.high}}));
    return out.add("</span></span>");
}

std::string sign_in_address(std::string_view path) {
    return "/sign-in?then=" + percent_encoded(path);
}

std::string hundredths(std::int64_t number) {
    return fmt::format("{}.{:02}", number / 100, number % 100);
}

std::string shortened(std::string_view utf8, std::size_t most) {
    std::string out;
    std::size_t letters = 0;
    bool blank = false;
    for (const char c : base::trimmed(utf8)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ') {
            blank = true;
            continue;
        }
        const bool begins = (byte & 0xC0U) != 0x80U;
        if (begins && letters + (blank ? 1 : 0) >= most) return out + "…";
        if (blank) {
            out += ' ';
            ++letters;
        }
        blank = false;
        letters += begins ? 1 : 0;
        out += c;
    }
    return out;
}

}  // namespace feed
