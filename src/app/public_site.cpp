#include "app/public_site.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "app/naming.hpp"
#include "app/site.hpp"
#include "base/describe.hpp"
#include "base/text.hpp"
#include "demo/demo.hpp"
#include "http/compression.hpp"
#include "http/json.hpp"
#include "http/problem.hpp"
#include "http/static_files.hpp"
#include "http/url.hpp"
#include "http/words.hpp"
#include "orders/orders.hpp"
#include "shops/on_sale.hpp"

namespace app {
namespace {

using http::Html;
using http::Request;
using http::Response;

constexpr std::string_view language_mark = "<html lang=\"en\">",
                           title_mark = "<title>Fairground</title>", body_mark = "<div id=\"app\">",
                           bones_mark = "<!--bones-->", bones_end = "<!--/bones-->";
/// So many addresses are in one list; search engines take ten times as many.
constexpr std::int64_t list_size = 5'000;
constexpr std::string_view card_name = "card.png";
constexpr std::string_view index_path = "/index.html", program_name = "Fairground";
constexpr std::array<std::string_view, 2> manifest_paths{"/manifest.webmanifest",
                                                         "/manifest.zh.webmanifest"};

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string out;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
        out.append(text.substr(0, at)).append(by);
        text.remove_prefix(at + what.size());
    }
    return out.append(text);
}

/// What an address of ours asks for.
struct Place {
    std::string_view kind;  // "listings", "shops"
    std::int64_t id = 0;
    std::string_view rest;  // Behind the id, without its slash.
};

/// "/listings/12/card.png"; nothing for what is no thing of ours.
std::optional<Place> place_of(std::string_view path) {
    for (const std::string_view kind : {"listings", "shops"}) {
        if (!path.starts_with('/') || !path.substr(1).starts_with(kind)) continue;
        std::string_view rest = path.substr(1 + kind.size());
        if (!rest.starts_with('/')) continue;
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const auto id = base::to_number(rest.substr(0, end));
        if (!id || *id < 1) return std::nullopt;
        return Place{kind, *id, rest.substr(std::min(end + 1, rest.size()))};
    }
    return std::nullopt;
}

/// "/sitemap/listings-12.xml"
std::optional<Place> list_of(std::string_view path) {
    constexpr std::string_view folder = "/sitemap/", ending = ".xml";
    if (!path.starts_with(folder) || !path.ends_with(ending)) return std::nullopt;
    path = path.substr(folder.size(), path.size() - folder.size() - ending.size());
    for (const std::string_view kind : {"listings", "shops"}) {
        if (!path.starts_with(kind) || path.size() <= kind.size() || path[kind.size()] != '-') {
            continue;
        }
        const auto from = base::to_number(path.substr(kind.size() + 1));
        if (from && *from >= 0) return Place{kind, *from, {}};
    }
    return std::nullopt;
}

/// Which size of a listing's photograph it asks for.
std::optional<media::Size> size_of(const Place& place) {
    if (place.kind != "listings") return std::nullopt;
    if (place.rest == feed::thumbnail_name) return media::Size::smallest;
    if (place.rest == feed::photograph_name) return media::Size::largest;
    return std::nullopt;
}

bool reads(const Request& request) {
    return request.method == http::Method::get || request.method == http::Method::head;
}

std::optional<http::Language> chosen_language(const Request& request) {
    const auto pairs = http::query_pairs(request.query);
    if (!pairs) return std::nullopt;
    for (const auto& [name, value] : *pairs) {
        if (name == "lang" && value == "en") return http::Language::en;
        if (name == "lang" && value == "zh") return http::Language::zh;
    }
    return std::nullopt;
}

/// Which page led here, where the address says it as a purchase would keep it: "post.12".
std::string from_of(const Request& request) {
    const auto pairs = http::query_pairs(request.query);
    if (!pairs) return "";
    for (const auto& [name, value] : *pairs) {
        const std::size_t point = std::min(value.find('.'), value.size());
        orders::Door door{};
        if (name != "from" || !base::word_to(value.substr(0, point), door)) continue;
        const auto thing = base::to_number(value.substr(std::min(point + 1, value.size())));
        if (thing && *thing > 0) return value.substr(0, point + 1) + std::to_string(*thing);
    }
    return "";
}

/// An answer that is asked about each time and sent again only when it is another one.
Response answered(const Request& request, std::string type, std::string body) {
    Response response;
    response.content_type = std::move(type);
    response.body = std::move(body);
    response.headers.emplace_back("Cache-Control", "no-cache");
    http::tag(request, response);
    return response;
}

Response nothing(const Request& request) {
    return http::problem(http::no_such_route,
                         http::preferred_language(request.header("accept-language")));
}

constexpr http::Markup xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace

Shell::Shell(std::string_view index) {
    const std::size_t language = index.find(language_mark);
    const std::size_t title = index.find(title_mark, std::min(language, index.size()));
    const std::size_t body = index.find(body_mark, std::min(title, index.size()));
    if (body == std::string_view::npos) {
        before_language_ = "<!doctype html>\n";
        before_title_ = "<head><meta charset=\"utf-8\">";
        before_body_ = "</head><body>";
        after_body_ = "</body></html>\n";
        return;
    }
    before_language_ = index.substr(0, language);
    const std::size_t after_language = language + language_mark.size();
    before_title_ = index.substr(after_language, title - after_language);
    const std::size_t after_title = title + title_mark.size();
    before_body_ = index.substr(after_title, body - after_title);
    after_body_ = index.substr(body);
    // What stands in the app's place until it runs is not needed beside a whole page.
    const std::size_t bones = after_body_.find(bones_mark);
    const std::size_t end = after_body_.find(bones_end, std::min(bones, after_body_.size()));
    if (end != std::string::npos) after_body_.erase(bones, end + bones_end.size() - bones);
}

std::string Shell::around(const feed::PublicPage& page, http::Language language,
                          std::string_view market) const {
    Html opened, titled, content;
    opened.add("<html").attribute("lang", feed::tag_of(language)).add(">");
    titled.add("<title>").text(page.title).text(" · ").text(market).add("</title>");
    content.add("<div id=\"served\">").add(page.body).add("</div>");
    return before_language_ + opened.str() + before_title_ + titled.str() + page.head.str() +
           before_body_ + content.str() + after_body_;
}

bool says_the_name(std::string_view path) {
    return path == index_path || std::ranges::find(manifest_paths, path) != manifest_paths.end();
}

std::string named(std::string_view path, std::string_view text, const std::string& name) {
    // In a manifest only a whole text is the name.
    if (path != index_path) {
        return replaced(text, http::to_json(std::string{program_name}), http::to_json(name));
    }
    Html escaped;
    escaped.text(name);
    return replaced(text, program_name, escaped.str());
}

PublicSite::PublicSite(Options options)
    : options_(std::move(options)), shell_(options_.file(index_path.substr(1))) {
    while (options_.public_url.ends_with('/')) options_.public_url.pop_back();
    if (!options_.market.demo) return;
    for (const demo::Persona& one : demo::personas()) {
        std::string role{base::name_of(one.role)};
        while (role.ends_with('_')) role.pop_back();
        invented_.push_back({one.handle, one.name, std::move(role)});
    }
}

bool PublicSite::takes(const Request& request) const {
    if (!reads(request)) return false;
    if (request.path == "/robots.txt" || request.path == "/sitemap.xml") return true;
    if (says_the_name(request.path)) return true;
    if (list_of(request.path)) return true;
    if (request.path == "/") return is_stranger(request);
    const auto place = place_of(request.path);
    if (!place) return false;
    if (place->rest == card_name || size_of(*place)) return true;
    return place->rest.empty() && is_stranger(request);
}

bool PublicSite::is_stranger(const Request& request) const {
    return http::cookie_value(request.header("cookie"), options_.cookie_name).empty();
}

void PublicSite::answer(Request&& request, const Send& send) const {
    const auto shared = std::make_shared<Request>(std::move(request));
    const auto came = base::Stopwatch::now();
    const auto work = [this, shared, came, send] {
        const std::string id = options_.watch.id_for(*shared);
        const http::Language language = http::preferred_language(shared->header("accept-language"));
        Response response;
        try {
            response = answer_now(*shared);
        } catch (...) {
            response = http::accident(std::current_exception(), language);
        }
        options_.watch.note({id, http::WorkClass::page, http::text(shared->method), "",
                             response.status, 0,
                             base::micros_between(came, base::Stopwatch::now())});
        http::sign(response, id);
        http::compress(*shared, response);
        send(std::move(response));
    };
    if (!options_.pool.submit(work)) {
        send(http::problem(http::too_busy,
                           http::preferred_language(shared->header("accept-language"))));
    }
}

Response PublicSite::answer_now(const Request& request) const {
    if (request.path == "/robots.txt") return robots(request);
    if (request.path == "/sitemap.xml") return map(request);
    if (says_the_name(request.path)) return file(request);
    if (const auto list = list_of(request.path)) return map_part(request, list->kind, list->id);
    if (request.path == "/") return page(request, "", 0);
    const Place place = *place_of(request.path);
    if (place.rest.empty()) return page(request, place.kind, place.id);
    if (const auto size = size_of(place)) return photograph(request, {place.id}, *size);
    std::string picture = options_.readers.read([&](db::Snapshot& snapshot) {
        return place.kind == "shops" ? feed::shop_picture(snapshot, {place.id})
                                     : feed::listing_picture(snapshot, {place.id});
    });
    if (picture.empty()) return nothing(request);
    return answered(request, "image/png", std::move(picture));
}

Response PublicSite::page(const Request& request, std::string_view kind, std::int64_t id) const {
    const auto chosen = chosen_language(request);
    http::Language language{};
    std::string name;
    const feed::PublicPage made = options_.readers.read([&](db::Snapshot& snapshot) {
        language = chosen ? *chosen : language_for(snapshot, request.header("accept-language"));
        name = name_of(snapshot, options_.market);
        const feed::Reader reader{
            language,         chosen.has_value(),   origin_of(request),   name,
            from_of(request), options_.market.zone, options_.market.demo, invented_};
        if (kind.empty()) return feed::public_home(snapshot, reader, front_);
        return kind == "shops" ? feed::public_shop(snapshot, reader, {id})
                               : feed::public_listing(snapshot, reader, {id});
    });
    Response response =
        answered(request, "text/html; charset=utf-8", shell_.around(made, language, name));
    if (response.status == 200) response.status = made.status;
    response.headers.emplace_back("Vary", "Accept-Language, Accept-Encoding, Cookie");
    response.headers.emplace_back("Content-Language", feed::tag_of(language));
    guard(response);
    return response;
}

Response PublicSite::photograph(const Request& request, shops::ListingId id,
                                media::Size size) const {
    const auto bytes = options_.readers.read([&](db::Snapshot& snapshot) {
        const auto picture = feed::listing_photograph(snapshot, id);
        return picture ? options_.pictures.read(snapshot, *picture, size) : nullptr;
    });
    return bytes ? answered(request, "image/jpeg", *bytes) : nothing(request);
}

Response PublicSite::file(const Request& request) const {
    const std::string text = options_.file(request.path.substr(1));
    if (text.empty()) return nothing(request);
    const std::string name = options_.readers.read(
        [&](db::Snapshot& snapshot) { return name_of(snapshot, options_.market); });
    Response response = answered(request, std::string{http::content_type_of(request.path)},
                                 named(request.path, text, name));
    guard(response);
    return response;
}

Response PublicSite::robots(const Request& request) const {
    return answered(request, "text/plain; charset=utf-8",
                    "User-agent: *\n"
                    "Disallow: /api/\n"
                    "Disallow: /checkout\n"
                    "Disallow: /orders\n"
                    "Disallow: /operator\n"
                    "Allow: /\n\n"
                    "Sitemap: " +
                        origin_of(request) + "/sitemap.xml\n");
}

Response PublicSite::map(const Request& request) const {
    const std::string origin = origin_of(request);
    Html out;
    out.add(xml_head);
    out.add("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    options_.readers.read([&](db::Snapshot& snapshot) {
        const auto lists = [&](std::string_view kind, const std::vector<std::int64_t>& begins) {
            for (const std::int64_t from : begins) {
                out.add("<sitemap>")
                    .element("loc", "",
                             origin + "/sitemap/" + std::string{kind} + "-" + std::to_string(from) +
                                 ".xml");
                out.add("</sitemap>\n");
            }
        };
        lists("shops", shops::shops_lists(snapshot, list_size));
        lists("listings", shops::goods_lists(snapshot, list_size));
        return base::done;
    });
    out.add("</sitemapindex>\n");
    return answered(request, "application/xml", std::move(out).str());
}

Response PublicSite::map_part(const Request& request, std::string_view kind,
                              std::int64_t from) const {
    const std::string origin = origin_of(request) + "/" + std::string{kind} + "/";
    const auto rows = options_.readers.read([&](db::Snapshot& snapshot) {
        return kind == "shops" ? shops::shops_on_sale(snapshot, from, list_size)
                               : shops::goods_on_sale(snapshot, from, list_size);
    });
    Html out;
    out.add(xml_head);
    out.add("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (const shops::OnSale& row : rows) {
        out.add("<url>").element("loc", "", origin + std::to_string(row.id));
        out.element("lastmod", "", base::to_iso(row.changed)).add("</url>\n");
    }
    out.add("</urlset>\n");
    return answered(request, "application/xml", std::move(out).str());
}

std::string PublicSite::origin_of(const Request& request) const {
    if (!options_.public_url.empty()) return options_.public_url;
    return http::origin_of(request);
}

}  // namespace app
