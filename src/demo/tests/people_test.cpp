#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "demo/demo.hpp"
#include "demo/goods.hpp"

namespace demo {
namespace {

TEST(People, AreSixtyOfWhomAVisitorMayBeOneOfEveryRole) {
    EXPECT_EQ(personas().size() + figures().size(), 60U);
    for (const PersonaRole role : {PersonaRole::buyer, PersonaRole::seller, PersonaRole::moderator,
                                   PersonaRole::operator_}) {
        EXPECT_NE(std::ranges::find(personas(), role, &Persona::role), personas().end());
    }
}

TEST(People, HaveParcelsWithANameAndAnAddressOfTheirOwn) {
    std::set<std::string> names;
    for (const Figure& one : figures()) {
        const Recipient there = recipient_of(one.handle);
        EXPECT_EQ(there.name, one.name);
        EXPECT_TRUE(there.address.ends_with("\n00420 Maple Campus")) << there.address;
        EXPECT_EQ(recipient_of(one.handle).address, there.address) << "nobody moves";
        names.insert(there.address);
    }
    EXPECT_GT(names.size(), 45U) << "few share a house";
    EXPECT_EQ(recipient_of("demo_mei").name, "Mei Song");
}

TEST(People, ArePaidToAccountsOfBanksThatThereAreNot) {
    std::set<std::string_view> ibans;
    for (const Banked& one : banked()) {
        EXPECT_EQ(one.iban.substr(4, 8), "00000000") << one.owner;
        EXPECT_TRUE(ibans.insert(one.iban).second) << one.owner;
    }
}

TEST(Goods, ThatAreGoneAreThoseOfAStallThatThereIs) {
    for (const Gone& one : gone()) {
        const auto list = stalls();
        const auto stall = std::ranges::find(list, one.owner, &Stall::owner);
        ASSERT_NE(stall, list.end()) << one.owner;
        EXPECT_TRUE(one.title.empty() ||
                    std::ranges::find(stall->goods, one.title, &Goods::title) != stall->goods.end())
            << one.title;
    }
}

}  // namespace
}  // namespace demo
