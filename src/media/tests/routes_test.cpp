#include "media/routes.hpp"

#include <gtest/gtest.h>

#include "media/tests/album.hpp"
#include "media/tests/samples.hpp"

namespace media {
namespace {

using tests::Method;
using tests::Reply;

class PictureRoutes : public tests::WithAlbum<tests::RoutesTest> {
protected:
    PictureRoutes() : WithAlbum(tests::media_modules(), members::authenticate) {
        add_routes(*router, {store,
                             decoder,
                             1 << 20,
                             {3, 1 << 20},
                             [this](db::Snapshot&, base::MemberId viewer, PictureId) {
                                 return shown_to.contains(viewer);
                             }});
    }
    ~PictureRoutes() override { decoder.stop(); }

    void SetUp() override {
        WithAlbum::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    Reply send(const std::string& bytes, const std::string& cookie,
               const std::string& type = "image/jpeg", const std::string& key = "") {
        std::vector<std::pair<std::string, std::string>> headers{{"content-type", type}};
        if (!cookie.empty()) headers.emplace_back("cookie", cookie);
        if (!key.empty()) headers.emplace_back("idempotency-key", key);
        return call_with(Method::post, "/api/v1/pictures", bytes, headers);
    }
    /// Fetches as a browser does; the bytes are no JSON.
    http::Response fetch(const std::string& url, const std::string& cookie) {
        http::Request request;
        request.storage = std::make_unique<http::Request::Storage>();
        request.storage->head = url + cookie;
        const std::string_view head = request.storage->head;
        request.method = Method::get;
        request.target = head.substr(0, url.size());
        const std::size_t mark = std::min(url.find('?'), url.size());
        request.path = request.target.substr(0, mark);
        request.query = request.target.substr(std::min(mark + 1, url.size()));
        if (!cookie.empty()) request.headers.push_back({"cookie", head.substr(url.size())});
        std::promise<http::Response> promise;
        auto answer = promise.get_future();
        router->answer(
            std::move(request),
            [&](http::Response&& response) { promise.set_value(std::move(response)); }, nullptr);
        return answer.get();
    }
    int status(const std::string& url, const std::string& cookie) {
        return fetch(url, cookie).status;
    }

    Decoder decoder{DecoderOptions{}};
    std::set<base::MemberId> shown_to;
    std::string as_ann, as_ben;
};

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [its, value] : response.headers) {
        if (http::same_word(its, name)) return value;
    }
    return "";
}

TEST_P(PictureRoutes, APictureIsSentAndFetched) {
    const Reply sent = send(tests::jpeg({500, 250}), as_ann);
    ASSERT_EQ(sent.status, 201) << sent.code();
    EXPECT_EQ(sent.at("width"), "500");
    EXPECT_EQ(sent.at("height"), "250");
    EXPECT_EQ(sent.count("sizes"), 2U);
    EXPECT_EQ(sent.at("sizes.0.width"), "320");
    const http::Response got = fetch(sent.at("sizes.1.url"), as_ann);
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.content_type, "image/jpeg");
    EXPECT_EQ(tests::dots_of(std::string{got.bytes()}).extent, (Extent{500, 250}));
    EXPECT_EQ(header(got, "x-content-type-options"), "nosniff");
    EXPECT_EQ(header(got, "content-security-policy"), "default-src 'none'; sandbox");
    EXPECT_TRUE(header(got, "content-disposition").starts_with("inline; filename="));
    EXPECT_TRUE(header(got, "cache-control").starts_with("private, max-age="));
    EXPECT_EQ(header(got, "cross-origin-resource-policy"), "same-origin");
}

TEST_P(PictureRoutes, CI_06_an_address_opens_nothing_for_anybody_else) {
    const Reply sent = send(tests::png({400, 300}), as_ann, "image/png");
    const std::string url = sent.at("sizes.0.url");
    EXPECT_EQ(status(url, as_ann), 200);
    // Copied: to another member who may see the picture at an address of their own, and to nobody.
    shown_to = {ben, base::MemberId{}};
    EXPECT_EQ(status(url, as_ben), 403);
    EXPECT_EQ(status(url, ""), 403);
    const PictureId id{base::to_number(sent.at("id")).value_or(0)};
    const auto url_for = [&](base::MemberId viewer) {
        return look([&](db::Snapshot& db) { return show(db, viewer, {id}); })[0].sizes[0].url;
    };
    EXPECT_EQ(status(url_for(ben), as_ben), 200);
    EXPECT_EQ(status(url_for({}), ""), 200);
    // Who may see it no more does not, from the very next look.
    shown_to.clear();
    EXPECT_EQ(status(url_for(ben), as_ben), 404);
    EXPECT_EQ(status(url_for({}), ""), 404);
    // Another picture, viewer or time under the same signature.
    std::string forged = url;
    forged.replace(forged.find("until=") + 6, 1, "9");
    EXPECT_EQ(status(forged, as_ann), 403);
    now += std::chrono::hours{13};
    EXPECT_EQ(status(url, as_ann), 403);
    EXPECT_EQ(status(url_for(ann), as_ann), 200);
}

TEST_P(PictureRoutes, WhatIsRefusedSaysWhyAndCostsNothing) {
    EXPECT_EQ(send(tests::jpeg({9, 9}), "").code(), "not_signed_in");
    EXPECT_EQ(send(tests::jpeg({9, 9}), as_ann, "application/json").code(),
              "content_type_not_taken");
    EXPECT_EQ(send("GIF89a", as_ann, "image/gif").code(), "picture_kind");
    EXPECT_EQ(send("<svg/>", as_ann, "image/svg+xml").code(), "picture_kind");
    EXPECT_EQ(send("", as_ann).code(), "picture_kind");
    EXPECT_EQ(send(tests::jpeg({90, 90}).substr(0, 400), as_ann).code(), "picture_broken");
    EXPECT_EQ(look([](db::Snapshot& db) { return db.number("select count(*) from pictures"); }), 0);
    EXPECT_EQ(status("/media/7/1", as_ann), 422);
    EXPECT_EQ(status("/media/7/1?viewer=0&until=1&signature=x", ""), 403);
}

TEST_P(PictureRoutes, OnesOwnQuotaIsFullBeforeAnythingIsDecoded) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(send(tests::jpeg({9, 9}), as_ann).status, 201);
    const Reply full = send("no picture at all", as_ann);
    EXPECT_EQ(full.code(), "too_many_pictures");
    EXPECT_EQ(full.at("args.max"), "3");
    EXPECT_EQ(send(tests::jpeg({9, 9}), as_ben).status, 201);
}

TEST_P(PictureRoutes, SentAgainUnderItsKeyItIsThereOnce) {
    const Reply one = send(tests::jpeg({9, 9}), as_ann, "image/jpeg", "picture-1");
    const Reply again = send(tests::jpeg({9, 9}), as_ann, "image/jpeg", "picture-1");
    EXPECT_EQ(one.status, 201);
    EXPECT_EQ(again.at("id"), one.at("id"));
    EXPECT_EQ(send(tests::jpeg({8, 8}), as_ann, "image/jpeg", "picture-1").code(), "key_reused");
}

ON_EVERY_DATABASE(PictureRoutes);

}  // namespace
}  // namespace media
