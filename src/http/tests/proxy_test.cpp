#include "http/proxy.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http/parser.hpp"

namespace http {
namespace {

Request request(const std::string& peer, const std::string& headers) {
    auto parsed = parse_whole("GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    parsed->peer = peer;
    return std::move(*parsed);
}

const TrustedProxies proxies({"10.0.0.0/8", "192.0.2.1", "fd00::/7"});

TEST(TrustedProxies, are_ranges_of_addresses) {
    for (const char* ours : {"10.0.0.1", "10.255.255.255", "192.0.2.1", "fd12::1", "fc00::1"}) {
        EXPECT_TRUE(proxies.trusts(ours)) << ours;
    }
    for (const char* other : {"11.0.0.1", "192.0.2.2", "fe00::1", "::a00:1", "", "unknown"}) {
        EXPECT_FALSE(proxies.trusts(other)) << other;
    }
    EXPECT_TRUE(TrustedProxies({"0.0.0.0/0"}).trusts("203.0.113.7"));
    EXPECT_FALSE(TrustedProxies({"0.0.0.0/0"}).trusts("2001:db8::1"));
    EXPECT_FALSE(TrustedProxies({}).trusts("127.0.0.1"));
}

TEST(TrustedProxies, are_written_as_ranges_or_refused) {
    for (const char* wrong : {"", "a", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "::/129", "/8"}) {
        EXPECT_THROW(TrustedProxies({wrong}), std::invalid_argument) << wrong;
    }
}

TEST(TrustedProxies, tell_the_client_as_far_back_as_they_reach) {
    struct Row {
        std::string peer;
        std::string headers;
        std::string client;
    };
    const std::vector<Row> rows{
        {"203.0.113.9", "X-Forwarded-For: 198.51.100.1\r\n", "203.0.113.9"},
        {"10.0.0.1", "", "10.0.0.1"},
        {"10.0.0.1", "X-Forwarded-For: 198.51.100.1\r\n", "198.51.100.1"},
        {"10.0.0.1", "X-Forwarded-For: 6.6.6.6, 198.51.100.1\r\n", "198.51.100.1"},
        {"10.0.0.1", "X-Forwarded-For: 6.6.6.6, 198.51.100.1, 10.2.3.4\r\n", "198.51.100.1"},
        {"10.0.0.1", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 198.51.100.1\r\n",
         "198.51.100.1"},
        {"10.0.0.1", "x-forwarded-for: 198.51.100.1\r\nX-Forwarded-For: 10.9.9.9\r\n",
         "198.51.100.1"},
        {"10.0.0.1", "X-Forwarded-For: 6.6.6.6, nonsense\r\n", "10.0.0.1"},
        {"10.0.0.1", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: nonsense, 10.1.1.1\r\n",
         "10.1.1.1"},
        {"10.0.0.1", "X-Forwarded-For: 10.0.0.7\r\n", "10.0.0.7"},
        {"fd00::1", "X-Forwarded-For: 2001:db8::7\r\n", "2001:db8::7"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.peer + ' ' + row.headers);
        Request given = request(row.peer, row.headers);
        proxies.apply(given);
        EXPECT_EQ(given.peer, row.client);
    }
}

TEST(TrustedProxies, tell_whether_the_client_came_by_https) {
    struct Row {
        std::string peer;
        std::string headers;
        bool https;
    };
    const std::vector<Row> rows{
        {"10.0.0.1", "X-Forwarded-Proto: https\r\n", true},
        {"10.0.0.1", "X-Forwarded-Proto: HTTPS\r\n", true},
        {"10.0.0.1", "X-Forwarded-Proto: http\r\n", false},
        {"10.0.0.1", "X-Forwarded-Proto: https, http\r\n", false},
        {"10.0.0.1", "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n", false},
        {"203.0.113.9", "X-Forwarded-Proto: https\r\n", false},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.peer + ' ' + row.headers);
        Request given = request(row.peer, row.headers);
        proxies.apply(given);
        EXPECT_EQ(given.forwarded_https, row.https);
    }
}

}  // namespace
}  // namespace http
