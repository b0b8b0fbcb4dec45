#include "http/fault.hpp"

#include <array>

namespace http {
namespace {

// clang-format off
constexpr std::array<FaultWords, fault_count> all{{
    {400, "bad_request", "This is not a request that can be understood."},
    {408, "too_slow", "The request took too long to arrive."},
    {413, "body_too_large", "The body is larger than allowed here."},
    {414, "target_too_long", "The address is longer than allowed."},
    {417, "expectation_failed", "Only the expectation 100-continue is known."},
    {431, "head_too_large", "The headers are larger or more than allowed."},
    {500, "internal", "Something broke on our side."},
    {501, "not_implemented", "The only transfer coding known is chunked."},
    {503, "too_many_connections", "Too many connections are open. Try again soon."},
    {505, "version_not_supported", "Only HTTP/1.0 and HTTP/1.1 are spoken here."},
}};
// clang-format on

}  // namespace

FaultWords words(Fault fault) {
    return all[static_cast<std::size_t>(fault)];
}

Response problem(Fault fault) {
    const FaultWords said = words(fault);
    Response response{.status = said.status, .content_type = "application/problem+json"};
    response.headers.emplace_back("Cache-Control", "no-store");
    if (said.status == 503) response.headers.emplace_back("Retry-After", "1");
    response.body = R"({"type":"about:blank","status":)" + std::to_string(said.status) +
                    R"(,"code":")" + std::string{said.code} + R"(","title":")" +
                    std::string{said.title} + "\"}";
    response.close = fault != Fault::internal;
    return response;
}

}  // namespace http
