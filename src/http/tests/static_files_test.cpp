#include "http/static_files.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "http/parser.hpp"
#include "http/tests/unzip.hpp"

namespace http {
namespace {

using Unknown = StaticFiles::Unknown;

std::string noise(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + i * i % 7);
    return text;
}

const std::string script = noise(5000);
const std::string page = "<!doctype html><title>Fairground</title>";

StaticFiles files() {
    const std::vector<EmbeddedFile> embedded{{"index.html", page},
                                             {"assets/app-1f2e3d.js", script},
                                             {"robots.txt", "User-agent: *"},
                                             {"assets/logo.png", script}};
    return StaticFiles(embedded);
}

std::optional<Response> ask(const StaticFiles& files, const std::string& path,
                            const std::string& headers = "", Unknown unknown = Unknown::index,
                            const std::string& method = "GET") {
    const auto request =
        parse_whole(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    return files.answer(*request, unknown);
}

std::string header(const std::optional<Response>& response, std::string_view name) {
    for (const auto& [key, value] : response.value().headers) {
        if (key == name) return value;
    }
    return "";
}

TEST(StaticFiles, tell_type_tag_and_how_long_to_keep) {
    const StaticFiles all = files();
    const auto asset = ask(all, "/assets/app-1f2e3d.js");
    ASSERT_TRUE(asset);
    EXPECT_EQ(asset->status, 200);
    EXPECT_EQ(asset->bytes(), script);
    EXPECT_EQ(asset->content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(header(asset, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(asset, "Vary"), "Accept-Encoding");
    EXPECT_EQ(header(asset, "ETag").size(), 34U);

    const auto index = ask(all, "/");
    EXPECT_EQ(index->bytes(), page);
    EXPECT_EQ(index->content_type, "text/html; charset=utf-8");
    EXPECT_EQ(header(index, "Cache-Control"), "no-cache");
    EXPECT_NE(header(index, "ETag"), header(asset, "ETag"));
    EXPECT_EQ(header(ask(all, "/robots.txt"), "Cache-Control"), "no-cache");
}

// SHA-256 of "abc" (FIPS 180-4), so that the tag means the content on every machine.
TEST(StaticFiles, are_tagged_by_their_content) {
    StaticFiles all;
    all.add("a.txt", "abc");
    EXPECT_EQ(header(ask(all, "/a.txt"), "ETag"), "\"ba7816bf8f01cfea414140de5dae2223\"");
}

TEST(StaticFiles, are_not_sent_to_who_has_them) {
    const StaticFiles all = files();
    const std::string tag = header(ask(all, "/assets/app-1f2e3d.js"), "ETag");
    for (const std::string& sent : {tag, "W/" + tag, "\"x\", " + tag, std::string{"*"}}) {
        const auto response = ask(all, "/assets/app-1f2e3d.js", "If-None-Match: " + sent + "\r\n");
        EXPECT_EQ(response->status, 304) << sent;
        EXPECT_EQ(response->bytes(), "");
        EXPECT_EQ(response->content_type, "");
        EXPECT_EQ(header(response, "ETag"), tag);
    }
    EXPECT_EQ(ask(all, "/assets/app-1f2e3d.js", "If-None-Match: \"x\"\r\n")->status, 200);
    const auto zipped = "Accept-Encoding: gzip\r\nIf-None-Match: " + tag + "\r\n";
    EXPECT_EQ(ask(all, "/assets/app-1f2e3d.js", zipped)->status, 200) << "other bytes, other tag";
}

TEST(StaticFiles, are_sent_in_the_smallest_coding_accepted) {
    const StaticFiles all = files();
    const auto asset = [&](const std::string& accept) {
        return ask(all, "/assets/app-1f2e3d.js", "Accept-Encoding: " + accept + "\r\n");
    };
    const auto zipped = asset("gzip");
    EXPECT_EQ(header(zipped, "Content-Encoding"), "gzip");
    EXPECT_EQ(tests::unzip(std::string{zipped->bytes()}), script);
    const auto small = asset("gzip, br");
    EXPECT_EQ(header(small, "Content-Encoding"), "br");
    EXPECT_LT(small->bytes().size(), script.size() / 4);
    EXPECT_NE(header(small, "ETag"), header(zipped, "ETag"));
    EXPECT_EQ(header(asset("br;q=0, gzip;q=0"), "Content-Encoding"), "");

    const auto picture = ask(all, "/assets/logo.png", "Accept-Encoding: gzip, br\r\n");
    EXPECT_EQ(header(picture, "Content-Encoding"), "");
    EXPECT_EQ(header(picture, "Vary"), "");
}

TEST(StaticFiles, are_sent_as_they_were_packed_ahead) {
    const std::string tight = "tight", old = "tight for the old";
    const std::vector<EmbeddedFile> embedded{{"assets/app-1f2e3d.js.br", tight},
                                             {"assets/app-1f2e3d.js.gz", old},
                                             {"assets/app-1f2e3d.js", script}};
    const StaticFiles all(embedded);
    const auto packed = ask(all, "/assets/app-1f2e3d.js", "Accept-Encoding: br, gzip\r\n");
    EXPECT_EQ(packed.value().bytes(), tight);
    EXPECT_EQ(header(packed, "Content-Encoding"), "br");
    EXPECT_EQ(packed->content_type, "text/javascript; charset=utf-8");
    const auto zipped = ask(all, "/assets/app-1f2e3d.js", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(zipped.value().bytes(), old);
    const auto plain = ask(all, "/assets/app-1f2e3d.js");
    EXPECT_EQ(plain.value().bytes(), script);
    EXPECT_NE(header(packed, "ETag"), header(plain, "ETag"));
    EXPECT_FALSE(ask(all, "/assets/app-1f2e3d.js.br"));
}

TEST(StaticFiles, leave_unknown_paths_to_the_caller_or_the_front_end) {
    const StaticFiles all = files();
    for (const char* path : {"/orders/12", "/orders/", "/v1.2/list"}) {
        EXPECT_EQ(ask(all, path)->bytes(), page) << path;
        EXPECT_FALSE(ask(all, path, "", Unknown::refused)) << path;
    }
    for (const char* path : {"/missing.js", "/assets/app-000000.js", "/favicon.ico"}) {
        EXPECT_FALSE(ask(all, path)) << path;
    }
    EXPECT_FALSE(ask(StaticFiles{}, "/"));
}

TEST(StaticFiles, answer_get_and_head_only) {
    const StaticFiles all = files();
    EXPECT_EQ(ask(all, "/robots.txt", "", Unknown::index, "HEAD")->bytes(), "User-agent: *");
    EXPECT_FALSE(ask(all, "/", "", Unknown::index, "POST"));
    EXPECT_FALSE(ask(all, "*", "", Unknown::index, "OPTIONS"));
}

TEST(StaticFiles, come_from_a_directory_and_never_from_outside_of_it) {
    const std::filesystem::path root =
        std::filesystem::path{testing::TempDir()} / ("static_files_" + std::to_string(::getpid()));
    std::filesystem::create_directories(root / "www/assets");
    std::filesystem::create_directories(root / "www/.git");
    const auto write = [&](const std::string& name, const std::string& text) {
        std::ofstream(root / name) << text;
    };
    write("secret.txt", "secret");
    write("www/index.html", page);
    write("www/assets/a.css", "p{}");
    write("www/.git/config", "secret");
    write("www/.env.txt", "secret");

    const StaticFiles all = StaticFiles::load(root / "www");
    EXPECT_EQ(ask(all, "/assets/a.css")->bytes(), "p{}");
    EXPECT_EQ(*all.find("assets/a.css"), "p{}");
    EXPECT_FALSE(all.find("/assets/a.css"));
    for (const char* path :
         {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
          "//secret.txt", "/.env.txt", "/assets//a.css", "/assets/../index.html"}) {
        EXPECT_FALSE(ask(all, path)) << path;
    }
    EXPECT_EQ(ask(all, "/.git/config")->bytes(), page);
    std::filesystem::remove_all(root);
    EXPECT_THROW(StaticFiles::load(root / "www"), std::filesystem::filesystem_error);
}

}  // namespace
}  // namespace http
