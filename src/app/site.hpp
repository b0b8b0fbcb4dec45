#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "http/static_files.hpp"

namespace app {

/// Everything outside the API: the front end, which travels inside the program, the OpenAPI
/// document and the health check.
class Site {
public:
    static constexpr std::string_view openapi_path = "/api/v1/openapi.json";

    /// The document is written when it is first asked for, so that a start does not wait for it.
    explicit Site(std::function<std::string()> openapi);

    /// Any thread. Paths that are no file get the front end, which knows its pages.
    http::Response answer(const http::Request& request) const;

    /// A file of the front end, "index.html"; empty where it was not built.
    std::string file(std::string_view path) const;

private:
    const http::StaticFiles& documents() const;

    http::StaticFiles files_;
    std::function<std::string()> openapi_;
    mutable std::once_flag written_;
    mutable http::StaticFiles documents_;  // By documents() alone.
};

/// What every page is sent with, so that nothing of others runs in it and nobody frames it.
void guard(http::Response& response);

}  // namespace app
