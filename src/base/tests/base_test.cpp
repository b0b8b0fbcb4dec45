#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "base/fresh.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace base {
namespace {

constexpr std::uint64_t seed = 20300101;
__extension__ using Wide = __int128;

TEST(Money, IsCutByLargestRemainderAndLosesNothing) {
    EXPECT_EQ(apportion(100, std::array<std::int64_t, 3>{1, 1, 1}),
              (std::vector<std::int64_t>{34, 33, 33}));
    EXPECT_EQ(apportion(0, std::array<std::int64_t, 2>{5, 5}), (std::vector<std::int64_t>{0, 0}));
    EXPECT_EQ(apportion(10, std::array<std::int64_t, 3>{0, 3, 7}),
              (std::vector<std::int64_t>{0, 3, 7}));

    std::mt19937_64 chance(seed);
    for (int round = 0; round < 10'000; ++round) {
        std::vector<std::int64_t> weights(1 + chance() % 8);
        for (auto& weight : weights) weight = static_cast<std::int64_t>(chance() % 1'000'000);
        weights.front() += 1;
        const auto total = static_cast<std::int64_t>(chance() % money_minor_max);
        const auto parts = apportion(total, weights);
        const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
        EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), total);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto low = static_cast<std::int64_t>(Wide{total} * weights[i] / sum);
            ASSERT_GE(parts[i], low) << "seed " << seed << " round " << round;
            ASSERT_LE(parts[i], low + 1) << "seed " << seed << " round " << round;
        }
    }
}

TEST(Money, PortionsRoundHalvesUp) {
    EXPECT_EQ(portion(100, 50'000), 5);
    EXPECT_EQ(portion(10, 50'000), 1);  // 0.5
    EXPECT_EQ(portion(9, 50'000), 0);   // 0.45
    EXPECT_EQ(portion(money_minor_max, 1'000'000), money_minor_max);
    EXPECT_EQ(portion(12345, 0), 0);
}

TEST(MoneyDeathTest, StopsTheProgramInsteadOfOverflowing) {
    EXPECT_DEATH(add(std::numeric_limits<std::int64_t>::max(), 1), "broken invariant");
    EXPECT_DEATH((Money{1, "EUR"} + Money{1, "GBP"}), "broken invariant");
}

TEST(Times, AreWrittenAndReadAlike) {
    const Time noon{std::chrono::sys_days{std::chrono::year{2030} / 1 / 15} +
                    std::chrono::hours{12}};
    EXPECT_EQ(to_iso(noon), "2030-01-15T12:00:00.000000Z");
    EXPECT_EQ(from_iso(to_iso(noon + Duration{1})), noon + Duration{1});
    EXPECT_EQ(from_iso("2030-01-15T12:00:00Z"), noon);
    EXPECT_EQ(from_iso("2030-01-15T12:00:00.25Z"), noon + Duration{250'000});
    for (const char* wrong : {"", "2030-02-30T12:00:00Z", "2030-01-15T24:00:00Z",
                              "2030-01-15 12:00:00Z", "2030-01-15T12:00:00", "2030-1-15T12:00:00Z",
                              "2030-01-15T12:00:00.Z", "2030-01-15T12:00:00.1234567Z"}) {
        EXPECT_FALSE(from_iso(wrong)) << wrong;
    }
}

TEST(FreshIds, NeverRepeatAndNeverGoBackWhenTheClockDoes) {
    Time now{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
    FreshIds fresh([&] { return now; }, 5);
    std::int64_t last = 0;
    for (int i = 0; i < 20'000; ++i) {
        if (i == 9'000) now -= std::chrono::hours{1};
        const std::int64_t id = fresh();
        ASSERT_GT(id, last);
        last = id;
    }
    FreshIds other([&] { return now; }, 6);
    EXPECT_NE(other() & 0x3FF000, last & 0x3FF000);
    EXPECT_EQ(made_at(FreshIds([&] { return now; }, 1)()), now);
}

TEST(Text, KnowsWellFormedUtf8) {
    EXPECT_TRUE(is_utf8("plain, 面膜, é, 🎪"));
    for (const std::string wrong :
         {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF", "\x80"}) {
        EXPECT_FALSE(is_utf8(wrong)) << to_hex(wrong);
    }
    EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
    EXPECT_EQ(length_of("面膜🎪"), 3U);
    EXPECT_EQ(trimmed(" \t a b \n"), "a b");
    EXPECT_EQ(to_number("-12"), -12);
    EXPECT_FALSE(to_number("12a"));
    EXPECT_FALSE(to_number(""));
}

TEST(Text, ReadsOnlyTheHexThatItWrites) {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_hex(""), "");
    for (const char* wrong : {"0", "abc", "AB", "0x", " 00", "00 ", "+1", "-1", "0g"}) {
        EXPECT_FALSE(from_hex(wrong)) << wrong;
    }
    EXPECT_FALSE(from_hex(std::string_view("0\0", 2)));
}

TEST(Text, IsWrittenForToml) {
    EXPECT_EQ(toml_text("面膜 é"), "\"面膜 é\"");
    EXPECT_EQ(toml_text("a \"b\" \\"), R"("a \"b\" \\")");
    EXPECT_EQ(toml_text("a\nb\x7F\x1F"), R"("a\u000ab\u007f\u001f")");
}

TEST(FreshIds, GoOnAfterWhatWasMadeBeforeTheClockWasSetBack) {
    Time now{std::chrono::sys_days{std::chrono::year{2030} / 1 / 2}};
    FreshIds before([&] { return now; }, 1000);
    const std::int64_t last = before();
    now -= std::chrono::hours{24};
    FreshIds after([&] { return now; }, 3);
    after.go_on_after(last);
    EXPECT_GT(after(), last);  // Although 3 is less than 1000.
}

}  // namespace
}  // namespace base
