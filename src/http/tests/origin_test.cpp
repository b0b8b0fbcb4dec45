// What addresses of this server begin with, as its client asked for it.

#include <gtest/gtest.h>

#include "http/parser.hpp"
#include "http/proxy.hpp"

namespace http {
namespace {

std::string origin(const std::string& peer, const std::string& headers) {
    static const TrustedProxies proxies({"10.0.0.0/8"});
    auto request = parse_whole("GET / HTTP/1.1\r\n" + headers + "\r\n");
    request->peer = peer;
    proxies.apply(*request);
    return origin_of(*request);
}

TEST(Origins, AreWhatTheClientAskedFor) {
    EXPECT_EQ(origin("203.0.113.9", "Host: fair.local:8080\r\n"), "http://fair.local:8080");
    EXPECT_EQ(origin("203.0.113.9", "Host: [2001:db8::7]:80\r\n"), "http://[2001:db8::7]:80");
}

TEST(Origins, AreSecureWhereATrustedProxySaysSo) {
    const std::string headers = "Host: m.example\r\nX-Forwarded-Proto: https\r\n";
    EXPECT_EQ(origin("10.0.0.1", headers), "https://m.example");
    EXPECT_EQ(origin("203.0.113.9", headers), "http://m.example") << "anybody may say so";
    EXPECT_EQ(origin("10.0.0.1", "Host: m.example\r\n"), "http://m.example");
}

TEST(Origins, AreNothingOfAHostThatIsNone) {
    for (const char* host : {"", "m.example/x", "m example", "a\"b", "user@m.example", "<m>"}) {
        Request request;
        request.headers.push_back({"host", host});
        EXPECT_EQ(origin_of(request), "") << host;
    }
}

}  // namespace
}  // namespace http
