#include "shops/csv.hpp"

#include <gtest/gtest.h>

#include <random>

namespace shops {
namespace {

using Records = std::vector<std::vector<std::string>>;

Records fields_of(const Csv& csv) {
    Records all;
    for (const CsvRecord& record : csv.records) all.push_back(record.fields);
    return all;
}

TEST(Csv, ReadsWhatTheRfcDescribes) {
    const struct {
        std::string_view text;
        Records wanted;
    } cases[] = {
        {"", {}},
        {"a", {{"a"}}},
        {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
        {"a\rb\r", {{"a"}, {"b"}}},
        {"\"a\",\"b\"\r\n", {{"a", "b"}}},
        {"\"a\"\"b\",\"\"", {{"a\"b", ""}}},
        {"\"a,b\r\nc\nd\"\n", {{"a,b\r\nc\nd"}}},
        {",\n", {{"", ""}}},
        {"a,", {{"a", ""}}},
        {"\"a\",", {{"a", ""}}},
        {"\xEF\xBB\xBFsku,\xC3\xA9\n", {{"sku", "\xC3\xA9"}}},
        {"\"\"\n", {{""}}},
        {" a , b ", {{" a ", " b "}}},
    };
    for (const auto& one : cases) {
        const Csv csv = read_csv(one.text);
        EXPECT_FALSE(csv.fault) << one.text;
        EXPECT_EQ(fields_of(csv), one.wanted) << one.text;
    }
}

TEST(Csv, CountsRowsAsASpreadsheetDoes) {
    const Csv csv = read_csv("\n a\r\n\r\n\"b\nb\"\nc\n");
    ASSERT_EQ(csv.records.size(), 3U);
    EXPECT_EQ(csv.records[0].row, 2);
    EXPECT_EQ(csv.records[1].row, 4);
    EXPECT_EQ(csv.records[2].row, 5);
}

TEST(Csv, SaysInWhichRowATextIsNoCsv) {
    const CsvLimits limits{.records_max = 3, .fields_max = 3, .field_bytes_max = 5};
    const struct {
        std::string_view text;
        std::int64_t row;
        std::string_view code;
    } cases[] = {
        {"a\nb\"c\n", 2, "quote_inside"},
        {"a\n\"b\"c\n", 2, "quote_inside"},
        {"a\n\"b\n", 2, "quote_left_open"},
        {"\"", 1, "quote_left_open"},
        {"a\nb\nc\nd\n", 4, "too_many_rows"},
        {"a,b,c,d", 1, "too_many_fields"},
        {"a,b,c,", 1, "too_many_fields"},
        {"a\n123456", 2, "field_too_long"},
        {"a\n\"12\"\"456\"", 2, "field_too_long"},
        {"\xFF", 0, "not_utf8"},
        {std::string_view{"a\0b", 3}, 0, "not_utf8"},
    };
    for (const auto& one : cases) {
        const Csv csv = read_csv(one.text, limits);
        ASSERT_TRUE(csv.fault) << one.text;
        EXPECT_EQ(csv.fault->row, one.row) << one.text;
        EXPECT_EQ(csv.fault->code, one.code) << one.text;
    }
    EXPECT_FALSE(read_csv("a\nb\nc\n", limits).fault);
    EXPECT_FALSE(read_csv("a,b,12345", limits).fault);
    EXPECT_FALSE(read_csv("\"12\"\"45\"", limits).fault);
}

TEST(Csv, GivesBackWhatWasWritten) {
    constexpr std::array<std::string_view, 12> pieces{
        "a",        "\"",           ",", "\r",  "\n",          "\r\n", " ",
        "\xC3\xA9", "\xE4\xB8\xAD", "",  "0.5", "\xEF\xBB\xBF"};
    std::size_t quoted = 0;
    for (std::uint32_t seed = 1; seed <= 2'000; ++seed) {
        std::mt19937 chance(seed);
        Records wanted(1 + chance() % 5);
        std::string text;
        for (auto& record : wanted) {
            record.resize(1 + chance() % 4);
            for (std::string& field : record) {
                for (auto n = chance() % 5; n > 0; --n) {
                    field += pieces[chance() % pieces.size()];
                }
            }
            write_csv(text, record);
        }
        quoted += text.find('"') != std::string::npos ? 1 : 0;
        const Csv csv = read_csv(text);
        ASSERT_FALSE(csv.fault) << "seed " << seed << "\n" << text;
        ASSERT_EQ(fields_of(csv), wanted) << "seed " << seed << "\n" << text;
    }
    EXPECT_GT(quoted, 1'000U);
}

TEST(Csv, IsReadToItsEndOrItsFaultWhateverItIs) {
    constexpr std::string_view letters = "a,\"\r\n \xC3\xA9";
    std::size_t whole = 0;
    std::size_t faulty = 0;
    for (std::uint32_t seed = 1; seed <= 5'000; ++seed) {
        std::mt19937 chance(seed);
        std::string text;
        for (auto n = chance() % 30; n > 0; --n) text += letters[chance() % letters.size()];
        const Csv csv = read_csv(text);
        (csv.fault ? faulty : whole) += 1;
        // What was read, written out and read again, is the same.
        std::string again;
        for (const CsvRecord& record : csv.records) {
            ASSERT_FALSE(record.fields.empty()) << "seed " << seed;
            write_csv(again, record.fields);
        }
        ASSERT_EQ(fields_of(read_csv(again)), fields_of(csv)) << "seed " << seed;
    }
    EXPECT_GT(whole, 500U);
    EXPECT_GT(faulty, 500U);
}

}  // namespace
}  // namespace shops
