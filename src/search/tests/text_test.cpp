#include "search/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <unordered_set>

#include "base/text.hpp"

namespace search {
namespace {

std::vector<std::string> pieces(std::string_view text) {
    return pieces_of(fold(text));
}

bool finds(std::string_view words, std::string_view title) {
    return rank(fold(title), pieces(words)).has_value();
}

/// Every gram that leads to a piece is one of the title's, or the index would not find it.
bool leads(std::string_view words, std::string_view title) {
    const auto there = grams_of(fold(title));
    for (const std::string& piece : pieces(words)) {
        for (const std::int64_t gram : grams_for(piece)) {
            if (!std::ranges::binary_search(there, gram)) return false;
        }
    }
    return true;
}

std::int64_t rank_of(std::string_view words, std::string_view title) {
    return rank(fold(title), pieces(words)).value_or(-1);
}

TEST(Fold, LevelsWhatIsTheSameToAReader) {
    EXPECT_EQ(fold("Ann’s CAFÉ-Becher, 韓國面膜2片"), " anns cafe becher 韩国面膜 2 片 ");
    EXPECT_EQ(fold("Ann's"), fold("ANNS"));
    EXPECT_EQ(fold("ｉＰｈｏｎｅ１５"), " iphone 15 ");
    EXPECT_EQ(fold("Straße Łódź smørrebrød"), " strasse lodz smorrebrod ");
    EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
    EXPECT_EQ(fold("Ёлка"), fold("елка"));
    EXPECT_EQ(fold("ﾊﾝｶﾁ"), fold("ハンカチ"));
    EXPECT_EQ(fold("がき"), " がき ");  // Not かき: these marks make another letter.
    EXPECT_EQ(fold("한국 마스크"), " 한국 마스크 ");
    EXPECT_EQ(fold("麵膜"), fold("面膜"));
}

TEST(Fold, FindsNoPieceWhereThereIsNone) {
    for (const char* text : {"", " ", "!?", "…", "🎉", "\u200b", "\u0301", "–—"}) {
        EXPECT_EQ(fold(text), " ") << text;
        EXPECT_TRUE(pieces(text).empty());
    }
}

TEST(Fold, MS_14_finds_a_mask_inside_a_title_without_spaces) {
    EXPECT_TRUE(finds("面膜", "韩国补水面膜正品"));
    EXPECT_TRUE(leads("面膜", "韩国补水面膜正品"));
    EXPECT_TRUE(finds("面", "韩国补水面膜正品"));
    EXPECT_TRUE(leads("面", "韩国补水面膜正品"));
    EXPECT_TRUE(finds("面膜 韩国", "韓國補水面膜正品"));
    EXPECT_FALSE(finds("膜面", "韩国补水面膜正品"));
    EXPECT_FALSE(finds("面膜", "面 膜"));
}

TEST(Rank, PutsWholeWordsAndTheOrderOfTheQuestionFirst) {
    const auto falling = [](std::string_view words, const std::vector<std::string>& titles) {
        for (std::size_t i = 0; i + 1 < titles.size(); ++i) {
            EXPECT_GT(rank_of(words, titles[i]), rank_of(words, titles[i + 1]))
                << titles[i] << " before " << titles[i + 1];
        }
    };
    falling("mug", {"Mug", "Mug, blue", "Blue mug", "Mugs in blue", "Blue mugs", "Smug"});
    falling("blue mug", {"Blue mug", "Blue mug, large", "Large blue mug", "Mug, blue"});
    falling("面膜", {"面膜", "面膜 补水", "补水 面膜", "面膜正品", "补水面膜正品", "面包"});
}

/// Signs from many scripts, what parts words, and what should not be in a title at all.
char32_t some_sign(std::mt19937& chance) {
    static const std::vector<std::pair<char32_t, char32_t>> blocks{
        {'a', 'z'},         {'A', 'Z'},         {'0', '9'},         {' ', '/'},
        {0xC0, 0x24F},      {0x300, 0x36F},     {0x370, 0x3FF},     {0x400, 0x4FF},
        {0x590, 0x6FF},     {0x900, 0x97F},     {0xE00, 0xE7F},     {0x2000, 0x206F},
        {0x3040, 0x30FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x4E00, 0x9FFF},
        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFF00, 0xFFEF},   {0x1F300, 0x1F6FF},
        {0x20000, 0x2A6DF}, {0x2F800, 0x2FA1F}, {0x1D400, 0x1D7FF}, {0xFE00, 0xFE0F}};
    const auto [first, last] = blocks[chance() % blocks.size()];
    return first + static_cast<char32_t>(chance() % (last - first + 1));
}

std::string utf8(char32_t sign) {
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (sign < 0x80) return {byte(sign)};
    if (sign < 0x800) return {byte(0xC0 | sign >> 6U), byte(0x80 | (sign & 0x3FU))};
    if (sign < 0x10000) {
        return {byte(0xE0 | sign >> 12U), byte(0x80 | (sign >> 6U & 0x3FU)),
                byte(0x80 | (sign & 0x3FU))};
    }
    return {byte(0xF0 | sign >> 18U), byte(0x80 | (sign >> 12U & 0x3FU)),
            byte(0x80 | (sign >> 6U & 0x3FU)), byte(0x80 | (sign & 0x3FU))};
}

std::string some_text(std::mt19937& chance, std::size_t signs) {
    std::string text;
    for (std::size_t i = 0; i < signs; ++i) text += utf8(some_sign(chance));
    return text;
}

TEST(Fold, IsWellFormedAndDoesNothingTwiceWhateverItIsGiven) {
    std::mt19937 chance(14);
    std::size_t with_pieces = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = some_text(chance, 1 + chance() % 30);
        const std::string folded = fold(text);
        ASSERT_TRUE(base::is_utf8(folded)) << text;
        ASSERT_EQ(folded.front(), ' ');
        ASSERT_EQ(folded.back(), ' ');
        ASSERT_EQ(folded.find("  "), std::string::npos) << text;
        ASSERT_EQ(fold(folded), folded) << text;
        for (const std::int64_t gram : grams_of(folded)) {
            ASSERT_GE(gram, 0);
            ASSERT_LE(gram, gram_max);
        }
        // What a title is made of finds it.
        const auto all = pieces_of(folded);
        with_pieces += !all.empty();
        ASSERT_TRUE(rank(folded, all).has_value()) << text;
        for (const std::string& piece : all) {
            ASSERT_FALSE(grams_for(piece).empty());
            ASSERT_TRUE(leads(piece, folded)) << piece << " in " << text;
        }
    }
    EXPECT_GT(with_pieces, 15'000U);
}

std::string characters(std::mt19937& chance, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += utf8(0x4E00 + static_cast<char32_t>(chance() % 0x5000));
    }
    return text;
}

TEST(Grams, LeadFromEveryPartOfARunToIt) {
    std::mt19937 chance(3);
    for (int i = 0; i < 300; ++i) {
        const std::size_t length = 2 + chance() % 20;
        const std::string title = characters(chance, length);
        for (std::size_t from = 0; from < length; ++from) {
            for (std::size_t to = from + 1; to <= length; ++to) {
                const std::string part = title.substr(3 * from, 3 * (to - from));
                ASSERT_TRUE(finds(part, title)) << part << " in " << title;
                ASSERT_TRUE(leads(part, title)) << part << " in " << title;
            }
        }
    }
}

TEST(Grams, LeadFromEveryBeginningOfAWordToIt) {
    std::mt19937 chance(4);
    for (int i = 0; i < 2000; ++i) {
        std::string word;
        for (std::size_t left = 1 + chance() % 14; left > 0; --left) {
            word += utf8(U"abcdefghijklmnopqrstuvwxyzäéøñß"[chance() % 31]);
        }
        const std::string title = "two " + word + " 7";
        const std::string folded = pieces(word)[0];
        for (std::size_t length = 1; length <= folded.size(); ++length) {
            const std::string beginning = folded.substr(0, length);
            ASSERT_TRUE(finds(beginning, title)) << beginning << " in " << title;
            ASSERT_TRUE(leads(beginning, title)) << beginning << " in " << title;
        }
    }
}

TEST(Grams, SeldomShareANumber) {
    std::mt19937 chance(5);
    std::unordered_set<std::string> runs;
    std::unordered_set<std::int64_t> numbers;
    while (runs.size() < 50'000) {
        const std::string pair = characters(chance, 2);
        const auto all = pieces(pair);
        if (all.size() != 1 || !runs.insert(all[0]).second) continue;
        numbers.insert(grams_for(all[0]).front());
    }
    EXPECT_EQ(numbers.size(), runs.size());
}

TEST(OthersFor, AreRunsTakenApartAndThenOnePieceLess) {
    const auto others = others_for(pieces("韩国面膜"), 8);
    ASSERT_FALSE(others.empty());
    EXPECT_EQ(others[0], (std::vector<std::string>{"韩国", "面膜"}));
    EXPECT_EQ(others_for(pieces("blue round mug"), 2),
              (std::vector<std::vector<std::string>>{{"blue", "round"}, {"blue", "mug"}}));
    EXPECT_EQ(others_for(pieces("mugg"), 2),
              (std::vector<std::vector<std::string>>{{"mug"}, {"mu"}}));
    EXPECT_TRUE(others_for(pieces("x"), 5).empty());
    EXPECT_TRUE(others_for(pieces("面膜"), 5).empty());
}

TEST(OthersFor, NeverGiveBackWhatWasAsked) {
    std::mt19937 chance(6);
    for (int i = 0; i < 3000; ++i) {
        const auto asked = pieces(some_text(chance, 1 + chance() % 12));
        if (asked.empty()) continue;
        for (const auto& other : others_for(asked, 20)) {
            ASSERT_FALSE(other.empty());
            ASSERT_NE(other, asked);
            for (const std::string& piece : other) ASSERT_TRUE(base::is_utf8(piece));
        }
    }
}

}  // namespace
}  // namespace search
