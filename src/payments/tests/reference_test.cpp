#include "payments/reference.hpp"

#include <gtest/gtest.h>

#include <set>

namespace payments {
namespace {

TEST(References, ReadBackHoweverTheyAreWritten) {
    const std::string reference = make_reference(4711);
    ASSERT_EQ(reference.size(), 9U);
    EXPECT_EQ(read_reference(reference), reference);
    std::string written = " ";
    for (const char c : reference)
        written += std::string(1, static_cast<char>(std::tolower(c))) + " .";
    EXPECT_EQ(read_reference(written), reference);
    EXPECT_FALSE(read_reference(""));
    EXPECT_FALSE(read_reference(reference + "A"));
    EXPECT_FALSE(read_reference("INVOICE-12"));
}

TEST(References, FindEveryWrongLetterAndEveryTwoThatChangedPlaces) {
    for (std::int64_t seed = 1; seed <= 50; ++seed) {
        const std::string reference = make_reference(seed);
        for (std::size_t i = 0; i < reference.size(); ++i) {
            if (reference[i] == '-') continue;
            for (char c = 'A'; c <= 'Z'; ++c) {
                std::string wrong = reference;
                wrong[i] = c;
                EXPECT_EQ(read_reference(wrong).has_value(), wrong == reference) << wrong;
            }
            const std::size_t next = i == 3 ? i + 2 : i + 1;
            if (next >= reference.size()) continue;
            std::string swapped = reference;
            std::swap(swapped[i], swapped[next]);
            EXPECT_EQ(read_reference(swapped).has_value(), swapped == reference) << swapped;
        }
    }
}

TEST(References, DifferForNeighbouringSeeds) {
    std::set<std::string> seen;
    for (std::int64_t seed = 0; seed < 10'000; ++seed) seen.insert(make_reference(seed));
    EXPECT_EQ(seen.size(), 10'000U);
}

}  // namespace
}  // namespace payments
