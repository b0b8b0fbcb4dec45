#include "app/public_site.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <thread>

#include "app/app.hpp"
#include "app/tests/asked.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

using tests::asked;
using tests::get;

constexpr std::string_view index_page =
    "<!doctype html>\n<html lang=\"en\"><head><link rel=\"stylesheet\" href=\"/a.css\">"
    "<title>Fairground</title></head><body><div id=\"app\"></div><script></script></body></html>";

TEST(Shells, PutAPageIntoTheFrontEndsOwn) {
    feed::PublicPage page{200, "A <mug>", {}, {}};
    page.head.add("<meta>");
    page.body.add("<p>Hi</p>");
    EXPECT_EQ(Shell(index_page).around(page, http::Language::zh, "Fair & square"),
              "<!doctype html>\n<html lang=\"zh-Hans\"><head><link rel=\"stylesheet\" "
              "href=\"/a.css\"><title>A &lt;mug&gt; · Fair &amp; square</title><meta></head><body>"
              "<div id=\"served\"><p>Hi</p></div><div id=\"app\"></div><script></script></body>"
              "</html>");

    std::string boned{index_page};
    boned.insert(boned.find("</div>"), "<!--bones--><div>grey</div><!--/bones-->");
    EXPECT_EQ(Shell(boned).around(page, http::Language::en, "Fair"),
              Shell(index_page).around(page, http::Language::en, "Fair"));
    const std::string bare = Shell("").around(page, http::Language::en, "Fair");
    EXPECT_NE(bare.find("<html lang=\"en\"><head>"), std::string::npos) << bare;
    EXPECT_NE(bare.find("<p>Hi</p>"), std::string::npos) << bare;
}

TEST(Named, WhatAnInstalledAppIsCalledIsTheMarketsName) {
    const std::string manifest =
        R"({"name": "Fairground", "short_name": "Fairground", "description": "Fairground is"})";
    for (const char* path : {"/manifest.webmanifest", "/manifest.zh.webmanifest"}) {
        EXPECT_TRUE(says_the_name(path));
        EXPECT_EQ(named(path, manifest, "Fair \"& square\""),
                  R"({"name": "Fair \"& square\"", "short_name": "Fair \"& square\"", )"
                  R"("description": "Fairground is"})");
    }
    EXPECT_EQ(named("/index.html", "<title>Fairground</title><h1>Fairground</h1>", "<河畔>"),
              "<title>&lt;河畔&gt;</title><h1>&lt;河畔&gt;</h1>");
    EXPECT_FALSE(says_the_name("/"));
    EXPECT_FALSE(says_the_name("/assets/index.html"));
}

/// A demo market that is served.
struct Served {
    explicit Served(db::Dialect dialect) : place(dialect) {
        Settings settings;
        settings.data = (place.directory() / "data").string();
        settings.database = place.text();
        settings.port = 0;
        settings.demo = true;
        settings.demo_picture_width = 16;
        settings.password_operations = 1;
        settings.password_memory_kib = 8;
        app.emplace(
            settings, [this] { return now; }, Backstage::by_hand);
        serving = std::thread([this] { app->run(); });
        const std::string map = get(app->port(), "/sitemap/listings-0.xml");
        const std::size_t at = map.find("/listings/");
        base::ensure(at != std::string::npos);
        listing = map.substr(at, map.find('<', at) - at);
    }
    ~Served() {
        app->stop();
        serving.join();
    }

    tests::Place place;
    base::Time now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15} + std::chrono::hours{9}};
    std::optional<App> app;
    std::thread serving;
    std::string listing;  // The path of one that is on sale.
};

/// One for all tests: they only look.
class PublicSites : public ::testing::TestWithParam<db::Dialect> {
protected:
    void SetUp() override {
        auto& one = markets[GetParam()];
        if (!one) one = std::make_unique<Served>(GetParam());
    }
    static void TearDownTestSuite() { markets.clear(); }

    Served& served() { return *markets.at(GetParam()); }
    std::string get_with(const std::string& path, const std::string& headers) {
        return asked(served().app->port(), "GET " + path + " HTTP/1.1\r\nHost: fair.example\r\n" +
                                               headers + "Connection: close\r\n\r\n");
    }
    static bool has(const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    }

    static inline std::map<db::Dialect, std::unique_ptr<Served>> markets;
};

TEST_P(PublicSites, PX_01_answer_a_stranger_with_the_whole_page) {
    const std::string answer = get_with(served().listing, "");
    EXPECT_TRUE(has(answer, " 200 ")) << answer;
    EXPECT_TRUE(has(answer, "Content-Security-Policy: default-src 'self'")) << answer;
    EXPECT_TRUE(has(answer, "Vary: Accept-Language, Accept-Encoding, Cookie")) << answer;
    EXPECT_TRUE(has(answer, "\"@type\":\"Product\"")) << answer;
    EXPECT_TRUE(has(
        answer, "<link rel=\"canonical\" href=\"http://fair.example" + served().listing + "\">"));
    EXPECT_FALSE(has(answer, "Set-Cookie")) << "nobody is followed";
    EXPECT_TRUE(
        has(get_with(served().listing, "Accept-Language: zh-CN,en;q=0.5\r\n"), "lang=\"zh-Hans\""));
    EXPECT_TRUE(has(get_with(served().listing + "?lang=zh", ""), "Content-Language: zh-Hans"));
    const std::string picture = get_with(served().listing + "/card.png?v=1", "");
    EXPECT_TRUE(has(picture, "Content-Type: image/png")) << picture.substr(0, 300);
}

TEST_P(PublicSites, AnswerAgainOnlyWhenThePageIsAnotherOne) {
    const std::string answer = get_with(served().listing, "");
    const std::size_t at = answer.find("ETag: ") + 6;
    const std::string etag = answer.substr(at, answer.find('\r', at) - at);
    const std::string again = get_with(served().listing, "If-None-Match: " + etag + "\r\n");
    EXPECT_TRUE(has(again, " 304 ")) << again;
    EXPECT_FALSE(has(again, "<html")) << again;
    const std::string zipped = get_with(served().listing, "Accept-Encoding: gzip\r\n");
    EXPECT_TRUE(has(zipped, "Content-Encoding: gzip")) << zipped.substr(0, 500);
    EXPECT_TRUE(has(zipped, "ETag: W/" + etag)) << zipped.substr(0, 500);
}

TEST_P(PublicSites, PX_01_say_nothing_of_what_nobody_may_see) {
    const std::string nothing = get_with("/listings/77", "");
    EXPECT_TRUE(has(nothing, " 404 ")) << nothing;
    EXPECT_TRUE(has(nothing, "noindex")) << nothing;
    EXPECT_TRUE(has(get_with("/listings/77/card.png", ""), " 404 "));
    EXPECT_TRUE(has(get_with("/listings/77/photograph.jpg", ""), " 404 "));
    EXPECT_TRUE(has(get_with(served().listing + "/photograph.jpg", ""), "image/jpeg"))
        << "it has one";
    EXPECT_FALSE(has(get_with("/shops/77/photograph.jpg", ""), "image/jpeg"));
    EXPECT_TRUE(has(get_with("/shops/77", ""), " 404 "));
    EXPECT_FALSE(has(get_with("/listings/77x", ""), "id=\"served\"")) << "no address of ours";
    EXPECT_FALSE(has(get_with("/listings/77/edit", ""), "id=\"served\""));
}

TEST_P(PublicSites, PX_02_hand_on_which_page_led_here_and_no_nonsense) {
    EXPECT_TRUE(has(get_with(served().listing + "?from=post.12", ""), "from%3Dpost.12"));
    for (const char* wrong : {"?from=post.", "?from=window.1", "?from=post.1x", "?from=%22%3E"}) {
        EXPECT_TRUE(has(get_with(served().listing + wrong, ""), "from%3Dlisting.")) << wrong;
    }
}

TEST_P(PublicSites, PX_01_have_a_front_page_that_says_whose_it_is) {
    const std::string home = get_with("/", "");
    EXPECT_TRUE(has(home, "id=\"served\"")) << home;
    EXPECT_TRUE(has(home, "<meta property=\"og:title\" content=\"")) << home;
    EXPECT_TRUE(has(home, "<meta property=\"og:url\" content=\"http://fair.example/\">")) << home;
    EXPECT_TRUE(has(home, "href=\"/listings/"));
    EXPECT_LT(home.size(), 100'000U);
    EXPECT_TRUE(has(get_with("/?lang=zh", ""), "<html lang=\"zh-Hans\">"));
    EXPECT_FALSE(has(get_with("/", "Cookie: fairground=abc\r\n"), "id=\"served\""));
    EXPECT_FALSE(has(get_with("/index.html", ""), "id=\"served\"")) << "what is kept offline";
}

TEST_P(PublicSites, CallAnInstalledAppByTheMarketsName) {
    const std::string market = get_with("/api/v1/market", "");
    const std::size_t at = market.find("\"name\":\"") + 8;
    const std::string name = market.substr(at, market.find('"', at) - at);
    for (const char* path : {"/manifest.webmanifest", "/index.html"}) {
        const std::string answer = get_with(path, "Cookie: fairground=abc\r\n");
        if (has(answer, " 404 ")) continue;  // The front end was not built.
        EXPECT_TRUE(has(answer, name)) << answer;
        EXPECT_FALSE(has(answer, "Fairground")) << answer;
        EXPECT_TRUE(has(answer, "Cache-Control: no-cache")) << answer;
        EXPECT_TRUE(has(answer, "Content-Security-Policy")) << answer;
    }
}

TEST_P(PublicSites, GiveTheAppToWhoeverIsSignedIn) {
    EXPECT_TRUE(has(get_with(served().listing, ""), "id=\"served\""));
    EXPECT_FALSE(has(get_with(served().listing, "Cookie: fairground=abc\r\n"), "id=\"served\""));
}

TEST_P(PublicSites, LeadSearchEnginesToWhatIsForEverybody) {
    const std::string robots = get_with("/robots.txt", "");
    EXPECT_TRUE(has(robots, "Sitemap: http://fair.example/sitemap.xml")) << robots;
    EXPECT_TRUE(has(robots, "Disallow: /api/")) << robots;
    const std::string map = get_with("/sitemap.xml", "");
    EXPECT_TRUE(has(map, "<loc>http://fair.example/sitemap/shops-")) << map;
    EXPECT_TRUE(has(map, "<loc>http://fair.example/sitemap/listings-")) << map;
    const std::string part = get_with("/sitemap/listings-0.xml", "");
    EXPECT_TRUE(has(part, "<lastmod>2030-03-")) << part;
    EXPECT_TRUE(has(get_with("/sitemap/shops-0.xml", ""), "<loc>http://fair.example/shops/"));
    // A host that is none is not written into a page.
    const std::string odd = asked(served().app->port(),
                                  "GET /robots.txt HTTP/1.1\r\nHost: a\"><b>\r\n"
                                  "Connection: close\r\n\r\n");
    EXPECT_FALSE(has(odd, "<b>")) << odd;
}

ON_EVERY_DATABASE(PublicSites);

}  // namespace
}  // namespace app
