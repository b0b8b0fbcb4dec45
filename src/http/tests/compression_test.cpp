#include "http/compression.hpp"

#include <gtest/gtest.h>

#include <string>

#include "http/parser.hpp"
#include "http/tests/unzip.hpp"

namespace http {
namespace {

using ::tests::unzip;

Request asking(const std::string& accept_encoding) {
    return *parse_whole("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: " + accept_encoding +
                        "\r\n\r\n");
}

std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return "";
}

const std::string text_of_2000(2000, 'x');

TEST(Compression, knows_what_a_client_accepts) {
    struct Row {
        const char* header;
        bool gzip;
        bool brotli;
    };
    for (const Row& row : std::vector<Row>{{"", false, false},
                                           {"gzip, deflate, br", true, true},
                                           {"GZIP", true, false},
                                           {"br;q=1.0, gzip;q=0.8, *;q=0.1", true, true},
                                           {"gzip;q=0", false, false},
                                           {"gzip; q=0.000 ,br", false, true},
                                           {"gzip;q=0.001", true, false},
                                           {"gzipped", false, false},
                                           {"identity", false, false}}) {
        const Accepted found = accepted(row.header);
        EXPECT_EQ(found.gzip, row.gzip) << row.header;
        EXPECT_EQ(found.brotli, row.brotli) << row.header;
    }
}

TEST(Compression, shrinks_text_for_who_accepts_it) {
    Response response{.content_type = "application/json", .body = text_of_2000};
    compress(asking("gzip, br"), response);
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
    EXPECT_LT(response.body.size(), 100U);
    EXPECT_EQ(unzip(response.body), text_of_2000);
}

TEST(Compression, takes_shared_bodies_too_and_leaves_them_whole) {
    const auto shared = std::make_shared<const std::string>(text_of_2000);
    Response response{.content_type = "text/html; charset=utf-8", .shared_body = shared};
    compress(asking("gzip"), response);
    EXPECT_EQ(unzip(std::string{response.bytes()}), text_of_2000);
    EXPECT_EQ(*shared, text_of_2000);
}

TEST(Compression, tells_caches_even_where_it_does_nothing) {
    Response response{
        .content_type = "text/plain", .headers = {{"Vary", "Cookie"}}, .body = text_of_2000};
    compress(asking("br"), response);
    EXPECT_EQ(response.body, text_of_2000);
    EXPECT_EQ(header(response, "Vary"), "Cookie, Accept-Encoding");
    compress(asking("br"), response);
    EXPECT_EQ(header(response, "Vary"), "Cookie, Accept-Encoding") << "once is enough";
}

TEST(Compression, leaves_alone_what_is_small_or_dense_or_encoded) {
    const std::vector<Response> rows{
        {.content_type = "text/plain", .body = std::string(1024, 'x')},
        {.content_type = "image/png", .body = text_of_2000},
        {.content_type = "text/event-stream", .body = text_of_2000},
        {.content_type = "text/plain",
         .headers = {{"Content-Encoding", "br"}},
         .body = text_of_2000},
    };
    for (Response response : rows) {
        const std::string before = response.body;
        const std::size_t headers = response.headers.size();
        compress(asking("gzip"), response);
        EXPECT_EQ(response.body, before) << response.content_type;
        EXPECT_EQ(response.headers.size(), headers) << response.content_type;
    }
}

TEST(Compression, makes_strong_tags_weak) {
    for (const char* tag : {"\"a\"", "W/\"a\""}) {
        Response response{
            .content_type = "text/plain", .headers = {{"ETag", tag}}, .body = text_of_2000};
        compress(asking("gzip"), response);
        EXPECT_EQ(header(response, "ETag"), "W/\"a\"");
    }
}

}  // namespace
}  // namespace http
