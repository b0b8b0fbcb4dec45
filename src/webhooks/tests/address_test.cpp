#include "webhooks/address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <array>

#include "webhooks/kinds.hpp"

namespace webhooks {
namespace {

/// "" where it is taken, else the code of the field.
std::string wrong(std::string_view url, Reach reach = Reach::outside) {
    const auto checked = check_url(url, reach);
    if (checked) return "";
    EXPECT_EQ(checked.error().fields().at(0).field, "url");
    return std::string{checked.error().fields().at(0).code};
}

bool outside(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        return is_outside(std::span{bytes}.first(4));
    }
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), bytes.data()), 1) << text;
    return is_outside(bytes);
}

TEST(Address, IsOneOfThePublicNetworkWithTls) {
    for (const auto* const good :
         {"https://shop.example/hooks", "https://shop.example", "https://shop.example:8443/a?b=c",
          "https://8.8.8.8/", "https://[2606:4700::1111]:443/x",
          "https://xn--bcher-kva.example/"}) {
        EXPECT_EQ(wrong(good), "") << good;
    }
    EXPECT_EQ(wrong("http://shop.example/hooks"), "not_https");
    EXPECT_EQ(wrong("http://shop.example/hooks", Reach::everywhere), "");
    EXPECT_EQ(wrong("http://127.0.0.1:9000/", Reach::everywhere), "");
}

TEST(Address, ThatCannotBeReadIsRefused) {
    const std::string long_one = "https://shop.example/" + std::string(url_length_max, 'a');
    for (const std::string& bad :
         {std::string{"shop.example"}, std::string{"ftp://shop.example/"}, std::string{"https://"},
          std::string{"https:///hooks"}, std::string{"https://ann:secret@shop.example/"},
          std::string{"https://shop.example:0/"}, std::string{"https://shop.example:65536/"},
          std::string{"https://shop.example:/"}, std::string{"https://shop.example:+80/"},
          std::string{"https://shop.example/a b"}, std::string{"https://shop.example/#x"},
          std::string{"https://shop.example\\@evil.example/"},
          std::string{"https://b\xC3\xBC.example"}, std::string{"https://[::1"},
          std::string{"https://[shop]/"}, std::string{"https://shop.example/\r\nHost: x"},
          long_one}) {
        EXPECT_EQ(wrong(bad), "webhook_url_malformed") << bad;
        EXPECT_EQ(wrong(bad, Reach::everywhere), "webhook_url_malformed") << bad;
    }
}

TEST(Address, OfThisMachineOrItsNeighboursIsRefused) {
    for (const auto* const inside :
         {"https://localhost/", "https://shop.localhost/", "https://127.0.0.1/",
          "https://10.1.2.3:8443/", "https://169.254.169.254/latest", "https://[::1]/",
          "https://[fd00::1]/", "https://[::ffff:192.168.0.1]/"}) {
        EXPECT_EQ(wrong(inside), "webhook_url_private") << inside;
    }
}

TEST(Address, NumbersInsideAreThoseOfTheRegistry) {
    for (const auto* const inside : {"0.0.0.0",
                                     "10.255.255.255",
                                     "100.64.0.1",
                                     "100.127.255.255",
                                     "127.0.0.1",
                                     "127.255.255.254",
                                     "169.254.169.254",
                                     "172.16.0.1",
                                     "172.31.255.255",
                                     "192.0.0.8",
                                     "192.0.2.1",
                                     "192.88.99.1",
                                     "192.168.1.1",
                                     "198.18.0.1",
                                     "198.19.255.255",
                                     "198.51.100.7",
                                     "203.0.113.7",
                                     "224.0.0.1",
                                     "240.0.0.1",
                                     "255.255.255.255",
                                     "::",
                                     "::1",
                                     "::7f00:1",
                                     "::ffff:10.0.0.1",
                                     "64:ff9b::a00:1",
                                     "64:ff9b:1::1",
                                     "100::1",
                                     "2001::1",
                                     "2001:db8::1",
                                     "2002:a00:1::1",
                                     "3fff::1",
                                     "fc00::1",
                                     "fd12:3456::1",
                                     "fe80::1",
                                     "fec0::1",
                                     "ff02::1"}) {
        EXPECT_FALSE(outside(inside)) << inside;
    }
    for (const auto* const out : {"1.1.1.1",
                                  "9.255.255.255",
                                  "11.0.0.0",
                                  "100.63.255.255",
                                  "100.128.0.0",
                                  "126.0.0.1",
                                  "128.0.0.1",
                                  "169.253.255.255",
                                  "172.15.255.255",
                                  "172.32.0.0",
                                  "192.0.1.1",
                                  "192.167.255.255",
                                  "198.17.255.255",
                                  "198.20.0.0",
                                  "223.255.255.255",
                                  "::ffff:8.8.8.8",
                                  "64:ff9b::808:808",
                                  "2001:200::1",
                                  "2001:4860:4860::8888",
                                  "2606:4700::1111",
                                  "2a00::1",
                                  "3fff:1000::1"}) {
        EXPECT_TRUE(outside(out)) << out;
    }
    EXPECT_FALSE(is_outside({}));
}

TEST(Address, ShowsItsHost) {
    EXPECT_EQ(host_of("https://shop.example:8443/hooks?key=a"), "shop.example");
    EXPECT_EQ(host_of("https://[2606:4700::1111]/"), "2606:4700::1111");
}

TEST(Kinds, AreEventsOfTheLogAndPingIsNone) {
    EXPECT_EQ(kind_of_event("order_paid"), HookKind::order_paid);
    EXPECT_EQ(kind_of_event("ping"), std::nullopt);
    EXPECT_EQ(kind_of_event("notice_told"), std::nullopt);
    EXPECT_EQ(path_of(Subject::order, 7), "/api/v1/orders/7");
    EXPECT_EQ(path_of(Subject::payout, 7), std::nullopt);
    for (const KindRule& rule : kind_rules()) EXPECT_EQ(&rule_of(rule.kind), &rule);
}

}  // namespace
}  // namespace webhooks
