#include "http/crowd.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

TEST(Crowds, count_each_address_by_itself) {
    Crowd crowd;
    EXPECT_EQ(crowd.enter("192.0.2.1"), 1U);
    EXPECT_EQ(crowd.enter("192.0.2.1"), 2U);
    EXPECT_EQ(crowd.enter("192.0.2.2"), 1U);
    crowd.leave("192.0.2.1");
    EXPECT_EQ(crowd.enter("192.0.2.1"), 2U);
}

TEST(Crowds, take_a_network_of_IPv6_as_one) {
    Crowd crowd;
    EXPECT_EQ(crowd.enter("2001:db8:1:2::1"), 1U);
    EXPECT_EQ(crowd.enter("2001:db8:1:2:ffff::9"), 2U);
    EXPECT_EQ(crowd.enter("2001:db8:1:3::1"), 1U);
    crowd.leave("2001:db8:1:2::7");
    EXPECT_EQ(crowd.enter("2001:db8:1:2::1"), 2U);
}

TEST(Crowds, know_this_machine) {
    EXPECT_TRUE(Crowd::is_home("127.0.0.1"));
    EXPECT_TRUE(Crowd::is_home("::1"));
    EXPECT_FALSE(Crowd::is_home("192.0.2.1"));
    EXPECT_FALSE(Crowd::is_home("::2"));
}

}  // namespace
}  // namespace http
