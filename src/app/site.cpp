#include "app/site.hpp"

#include <vector>

#include "base/embedded.hpp"
#include "http/problem.hpp"
#include "http/words.hpp"

namespace app {

/// The built front end, put into the program by CMake; empty where it was not built.
std::span<const base::Embedded> web_files();

namespace {

/// Scripts and styles come from here alone, nobody may frame a page that can spend money, and
/// pictures may be drawn by the page itself.
constexpr std::string_view content_policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

http::StaticFiles front_end() {
    std::vector<http::EmbeddedFile> files;
    for (const base::Embedded& file : web_files()) files.push_back({file.name, file.bytes});
    return http::StaticFiles(files);
}

bool reads(const http::Request& request) {
    return request.method == http::Method::get || request.method == http::Method::head;
}

}  // namespace

Site::Site(std::function<std::string()> openapi)
    : files_(front_end()), openapi_(std::move(openapi)) {}

const http::StaticFiles& Site::documents() const {
    std::call_once(written_,
                   [this] { documents_.add(std::string{openapi_path.substr(1)}, openapi_()); });
    return documents_;
}

http::Response Site::answer(const http::Request& request) const {
    const http::Language language = http::preferred_language(request.header("accept-language"));
    if (!reads(request)) return http::problem(http::method_not_allowed, language);
    if (request.path == "/healthz") {
        http::Response response;
        response.content_type = "application/json";
        response.headers.emplace_back("Cache-Control", "no-store");
        response.body = R"({"status":"ok"})";
        return response;
    }
    if (request.path == openapi_path) {
        if (auto document = documents().answer(request, http::StaticFiles::Unknown::refused)) {
            return std::move(*document);
        }
    }
    auto file = files_.answer(request, http::StaticFiles::Unknown::index);
    if (!file) return http::problem(http::no_such_route, language);
    guard(*file);
    return std::move(*file);
}

std::string Site::file(std::string_view path) const {
    const auto bytes = files_.find(path);
    return bytes ? *bytes : std::string{};
}

void guard(http::Response& response) {
    response.headers.emplace_back("Content-Security-Policy", content_policy);
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Referrer-Policy", "same-origin");
}

}  // namespace app
