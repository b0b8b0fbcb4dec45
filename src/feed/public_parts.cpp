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

/// What the market is called and how to come in, in a header for a phone or one for a desk.
Html header(const Reader& reader, std::string_view path) {
    Html out;
    out.add("<a class=\"brand\" href=\"/\">");
    out.add("<img src=\"/favicon.svg\" alt=\"\" width=\"30\" height=\"30\">");
    out.element("span", "", reader.market).add("</a>");
    for (const Tongue& tongue : tongues) {
        if (tongue.language == reader.language) continue;
        out.add("<a class=\"button bare little\"").attribute("lang", tongue.tag);
        out.attribute("href", in_language(path, tongue)).add(">").text(tongue.name).add("</a>");
    }
    out.add("<a class=\"button little\"").attribute("href", sign_in_address(path)).add(">");
    return out.text(http::sentence(reader.language, "act.sign_in")).add("</a>");
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

http::Html framed(const Reader& reader, std::string_view path, const http::Html& content) {
    Html out;
    out.add("<div class=\"shell\">");
    if (reader.demo) out.add(demonstration(reader.language));
    out.add("<header class=\"top\">").add(header(reader, path));
    out.add("</header><header class=\"side\">").add(header(reader, path)).add("</header>");
    out.add("<div class=\"stage narrow\"><main>").add(content).add("</main></div>");
    out.add("<footer class=\"foot\">");
    out.text(http::sentence(reader.language, "foot.words", {{"market", reader.market}}));
    return out.add("</footer></div>");
}

std::string rating_words(Language language, const shops::RatingView& rating) {
    return http::sentence(language, "stars.whole",
                          {{"mean", tenths((rating.hundredths + 5) / 10)},
                           {"n", std::to_string(rating.count)},
                           {"low", tenths(rating.low / 10)},
                           {"high", tenths((rating.high + 9) / 10)}});
}

http::Html stars(Language language, const shops::RatingView& rating) {
    Html out;
    if (rating.count == 0) return out;
    return out.element("p", "rating", rating_words(language, rating));
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
