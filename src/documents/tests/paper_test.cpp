// How a document looks on paper: its PDF, its HTML, its CSV.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "documents/content.hpp"
#include "documents/pdf.hpp"
#include "documents/sheet.hpp"
#include "tests/databases.hpp"

namespace documents {
namespace {

Content chinese() {
    Content content;
    content.set("kind", "receipt");
    content.set("number", "R-2026-000001");
    content.set("issued", "2026-11-30T23:30:00.000000Z");
    content.set("zone", "Europe/Berlin");
    content.set("from", "安妮的小店 <b>");
    content.set("from_handle", "ann");
    content.set("to", "Ben Buyer");
    content.set("to_handle", "ben");
    content.set("asset", "CNY");
    content.set("order", "17");
    content.set("total", 123'450);
    content.rows = {{"青花瓷杯 Blue mug", "2", "61725", "123450"}};
    return content;
}

std::string text_of(const std::string& pdf, const std::filesystem::path& directory) {
    const auto file = directory / "document.pdf";
    std::ofstream(file, std::ios::binary) << pdf;
    std::string text;
    FILE* pipe = ::popen(("pdftotext -layout " + file.string() + " -").c_str(), "r");
    base::ensure(pipe != nullptr);
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
    EXPECT_EQ(::pclose(pipe), 0) << "poppler-utils is needed (tools/install-packages test)";
    return text;
}

TEST(Paper, APdfHasItsTextInBothLanguagesAndOnlyTheLettersThatItShows) {
    const tests::Place place{db::Dialect::sqlite};
    const Press press;
    const auto sheet = sheet_of(chinese(), "0a1b", http::Language::zh);
    const auto pdf = press.print(sheet);
    ASSERT_TRUE(pdf);
    EXPECT_LT(pdf->size(), 100'000U) << "the whole font has 19 million bytes";
    const std::string text = text_of(*pdf, place.directory());
    for (const char* part :
         {"收据", "青花瓷杯 Blue mug", "安妮的小店", "R-2026-000001", "1,234.50"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
    }
}

TEST(Paper, TheSameDocumentHasTheSameBytesWhateverWasPrintedBetween) {
    const Press press;
    const auto sheet = sheet_of(chinese(), "0a1b", http::Language::en);
    const auto first = press.print(sheet);
    ASSERT_TRUE(press.print(sheet_of(chinese(), "ffff", http::Language::zh)));
    const auto again = press.print(sheet);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(*first, *again);
    EXPECT_EQ(*first, *Press{}.print(sheet)) << "another press";
    EXPECT_EQ(html_of(sheet), html_of(sheet_of(chinese(), "0a1b", http::Language::en)));
}

TEST(Paper, ManyRowsTakeManyPagesAndLongWordsAreCut) {
    const tests::Place place{db::Dialect::sqlite};
    Content content = chinese();
    for (int i = 0; i < 500; ++i) content.rows.push_back({std::string(300, 'Q'), "1", "1", "1"});
    const auto pdf = Press{}.print(sheet_of(content, "0a1b", http::Language::en));
    ASSERT_TRUE(pdf);
    const std::string text = text_of(*pdf, place.directory());
    EXPECT_GT(std::count(text.begin(), text.end(), '\f'), 50);
    EXPECT_EQ(std::count(text.begin(), text.end(), 'Q'), 500 * 300) << "no letter is lost";
}

TEST(Paper, WithoutItsFontThereIsNoPdf) {
    EXPECT_EQ(
        Press{"/nowhere.ttc"}.print(sheet_of(chinese(), "", http::Language::en)).error().code(),
        no_pdf.code);
}

TEST(Paper, HtmlShowsNamesAndRunsNothing) {
    const std::string html = html_of(sheet_of(chinese(), "0a1b", http::Language::en));
    EXPECT_NE(html.find("安妮的小店 &lt;b&gt; (@ann)"), std::string::npos);
    EXPECT_EQ(html.find("<b>"), std::string::npos);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_NE(html.find("2026-12-01"), std::string::npos) << "the day where the market is";
}

TEST(Paper, CsvHasAmountsAsNumbersAndNoFormulas) {
    Content content;
    content.set("asset", "GBP");
    content.rows = {
        {"2026-11-30T12:00:00.000000Z", "=sale", "17", "950", "-48", "-9", "0", "893", "-107"}};
    EXPECT_EQ(csv_of(content),
              "at,what,about,gross,fee,fee_vat,to_others,net,balance,currency\r\n"
              "2026-11-30T12:00:00.000000Z,'=sale,17,9.50,-0.48,-0.09,0.00,8.93,-1.07,GBP\r\n");
}

}  // namespace
}  // namespace documents
