#pragma once

#include "http/router.hpp"
#include "media/media.hpp"
#include "media/store.hpp"

namespace media {

struct RouteOptions {
    Store& store;
    Decoder& decoder;
    std::int64_t upload_bytes_most = 8LL << 20;
    Quota quota{};
    MaySee may_see;
};

/// Sending a picture, and fetching one. What `options` refers to outlives the router.
void add_routes(http::Router& router, const RouteOptions& options);

}  // namespace media
