#pragma once

#include <string>

#include "http/message.hpp"
#include "http/static_files.hpp"

namespace app {

/// Everything outside the API: the front end, which travels inside the program, the OpenAPI
/// document and the health check.
class Site {
public:
    static constexpr std::string_view openapi_path = "/api/v1/openapi.json";

    explicit Site(std::string openapi);

    /// Any thread; never waits. Paths that are no file get the front end, which knows its pages.
    http::Response answer(const http::Request& request) const;

    /// The front end's own page; empty where it was not built.
    std::string index() const;

private:
    http::StaticFiles files_;
    http::StaticFiles documents_;
};

/// What every page is sent with, so that nothing of others runs in it and nobody frames it.
void guard(http::Response& response);

}  // namespace app
