#include "shops/catalogue.hpp"

#include <gtest/gtest.h>

namespace shops {
namespace {

constexpr std::string_view heading = "sku,title,description,price,stock\n";

Catalogue read(const std::string& rows) {
    return read_catalogue(std::string{heading} + rows);
}

TEST(Prices, AreReadExactlyOrNotAtAll) {
    const struct {
        std::string_view text;
        int digits;
        std::optional<std::int64_t> wanted;
    } cases[] = {
        {"12.34", 2, 1234},
        {"12.3", 2, 1230},
        {"12", 2, 1200},
        {"0.01", 2, 1},
        {"0", 2, 0},
        {"007.50", 2, 750},
        {"12", 0, 12},
        {"1.234", 3, 1234},
        {"1.2", 3, 1200},
        {"12.345", 2, {}},
        {"12.0", 0, {}},
        {"12.", 2, {}},
        {".5", 2, {}},
        {"", 2, {}},
        {"-1", 2, {}},
        {"+1", 2, {}},
        {"1,5", 2, {}},
        {"1 000", 2, {}},
        {"\xC2\xA3"
         "5",
         2,
         {}},
        {"1e3", 2, {}},
        {"0x10", 2, {}},
        {"1.2.3", 2, {}},
        {"1234567890123456", 2, {}},
        {"999999999999999.99", 2, 99'999'999'999'999'999},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(price_minor(one.text, one.digits), one.wanted) << one.text;
    }
    for (std::int64_t minor = 0; minor < 20'000; ++minor) {
        const std::string cents = std::to_string(100 + minor % 100).substr(1);
        EXPECT_EQ(price_minor(std::to_string(minor / 100) + "." + cents, 2), minor);
    }
}

TEST(Prices, HaveTheDecimalsOfTheirCurrency) {
    EXPECT_EQ(minor_digits("GBP"), 2);
    EXPECT_EQ(minor_digits("JPY"), 0);
    EXPECT_EQ(minor_digits("KWD"), 3);
}

TEST(Catalogues, TakeTheirColumnsInAnyOrder) {
    const Catalogue file =
        read_catalogue("stock, Title,sku,price,description\r\n3,x,A1,1.00,y\r\n");
    ASSERT_TRUE(file.fault);  // "Title" is not "title".
    EXPECT_EQ(file.fault->code, "unknown_column");
    EXPECT_EQ(file.fault->column, " Title");

    const Catalogue other =
        read_catalogue("stock, title,sku,price,description\r\n3,Mug,A1,1.00,Blue\r\n");
    ASSERT_FALSE(other.fault);
    ASSERT_EQ(other.rows.size(), 1U);
    EXPECT_EQ(other.rows[0], (CatalogueRow{2, "", "A1", "Mug", "Blue", "1.00", "3"}));
}

TEST(Catalogues, MS_07_say_how_goods_are_handed_over_where_they_have_the_columns) {
    const Catalogue file = read_catalogue(
        "sku,title,description,price,stock,ways,sends_to,sent_by\n"
        "A,Mug,,1.00,1,both,\"DE, AT\",2030-01-15\n"
        "B,Mug,,1.00,1,carried,DE,soon\n"
        "C,Mug,,1.00,1,,,\n");
    ASSERT_FALSE(file.fault);
    const auto back = unpack(pack(file.rows, 0, 3));
    EXPECT_EQ(back, file.rows) << "what is empty and what is not there stay two things";
    const SaidHandover said = understand(back[0], "EUR").said;
    EXPECT_EQ(said.ways, Ways::both);
    EXPECT_EQ(said.area, std::nullopt) << "it has no such column";
    EXPECT_EQ(said.regions, (std::vector<std::string>{"DE", "AT"}));
    EXPECT_EQ(base::to_iso(**said.ahead), "2030-01-15T23:59:59.000000Z");
    const auto problems = understand(back[1], "EUR").problems;
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0], (RowProblem{3, "ways", "unknown_word", "carried"}));
    EXPECT_EQ(problems[1], (RowProblem{3, "sent_by", "not_a_time", "soon"}));
    const Handover ahead{Ways::ship, "", "", {"FR"}, base::time_of(1)};
    EXPECT_EQ(with(ahead, understand(back[2], "EUR").said), Handover{}) << "empty is the usual";
    EXPECT_EQ(with(ahead, SaidHandover{}), ahead);
}

TEST(Catalogues, MS_07_packs_of_programs_that_knew_no_handover_are_read) {
    const auto rows = unpack("2,,A1,Mug,Blue,1.00,3\r\n");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0], (CatalogueRow{2, "", "A1", "Mug", "Blue", "1.00", "3"}));
    auto then = unpack("2,,A1,Mug,Blue,1.00,3,=ship,,=AT,,4\r\n");
    ASSERT_EQ(then.size(), 1U);
    EXPECT_EQ(then[0].sends_to, "AT");
    EXPECT_EQ(then[0].pictures, 4);
    EXPECT_FALSE(then[0].family);
    then[0].variant = "Red";
    then[0].head = 1;
    EXPECT_EQ(unpack(pack(then, 0, 1)), then);
}

TEST(Catalogues, AreRefusedWholeWhenTheirHeadingIsWrong) {
    const struct {
        std::string_view text;
        std::string_view code;
        std::string_view column;
    } cases[] = {
        {"", "no_rows", ""},
        {"sku,title,description,price,stock\n", "no_rows", ""},
        {"sku,title,description,price\nA\n", "missing_column", "stock"},
        {"sku,sku,title,description,price,stock\n", "column_twice", "sku"},
        {"sku,title,description,price,stock,colour\n", "unknown_column", "colour"},
        {"sku,title,description,price,stock\n\"A", "quote_left_open", ""},
    };
    for (const auto& one : cases) {
        const Catalogue file = read_catalogue(one.text);
        ASSERT_TRUE(file.fault) << one.text;
        EXPECT_EQ(file.fault->code, one.code) << one.text;
        EXPECT_EQ(file.fault->column, one.column) << one.text;
        EXPECT_TRUE(file.rows.empty());
    }
}

TEST(Catalogues, TakeSkusByteForByteAndOnlyOnce) {
    const Catalogue file = read("85123A,a,,1,1\n85123a,b,,1,1\n85123A,c,,1,1\n");
    ASSERT_EQ(file.rows.size(), 3U);
    EXPECT_EQ(file.rows[0].fault, "");
    EXPECT_EQ(file.rows[1].fault, "");
    EXPECT_EQ(file.rows[2].fault, "duplicate_sku");
}

TEST(Catalogues, ComeOutOfTheirPacksAsTheyWentIn) {
    const Catalogue file = read("A,\"x \"\"y\"\"\",\"1\n2\",1.00,1\nB,,,,\nA,b,c,d,e,f\n,\n");
    ASSERT_EQ(file.rows.size(), 4U);
    EXPECT_EQ(file.rows[2].fault, "too_many_fields");
    EXPECT_EQ(file.rows[3].fault, "too_few_fields");
    auto both = unpack(pack(file.rows, 0, 3));
    for (const CatalogueRow& row : unpack(pack(file.rows, 3, 3))) both.push_back(row);
    EXPECT_EQ(both, file.rows);
}

TEST(Catalogues, ComeOutOfTheirPacksHoweverLongTheirFieldsHaveGrown) {
    const std::string longest(CsvLimits{}.field_bytes_max, 'x');
    const Catalogue own = read_catalogue(
        "sku,title,description,price,stock,pick_up_at\nA,b,c,1.00,1," + longest + "\n");
    ASSERT_FALSE(own.fault);
    EXPECT_EQ(unpack(pack(own.rows, 0, 1)), own.rows);
    // The options of a variant stand behind its title.
    const Catalogue foreign = read_catalogue("Handle,Title,Option1 Value,Variant Price\n" +
                                             longest + "," + longest + "," + longest + ",1.00\n");
    ASSERT_FALSE(foreign.fault);
    EXPECT_GT(foreign.rows[0].title.size(), longest.size());
    EXPECT_EQ(unpack(pack(foreign.rows, 0, 1)), foreign.rows);
    EXPECT_EQ(understand(foreign.rows[0], "EUR").problems[0].code, "too_long");
}

TEST(Rows, SayEveryFieldThatIsWrong) {
    const auto problems = [](const CatalogueRow& row) {
        std::string text;
        for (const RowProblem& problem : understand(row, "EUR").problems) {
            EXPECT_EQ(problem.row, row.row);
            text += problem.field + ":" + problem.code + " ";
        }
        return text;
    };
    const std::string long_title(121, 'x');
    EXPECT_EQ(problems({2, "", "A", "T", "", "1", "0"}), "");
    EXPECT_EQ(problems({2, "", "", "", "", "", ""}),
              "sku:empty title:empty price:bad_price stock:bad_stock ");
    EXPECT_EQ(problems({2, "", " A", long_title, "", "0", "1000001"}),
              "sku:bad_sku title:too_long price:too_small stock:too_large ");
    EXPECT_EQ(problems({2, "", std::string(61, 'x'), "a\nb", std::string(4001, 'x'),
                        "10000000000.01", "-0"}),
              "sku:too_long title:control_characters description:too_long price:too_large "
              "stock:bad_stock ");
    EXPECT_EQ(problems({2, "duplicate_sku", "A", "T", "", "x", "1"}),
              "sku:duplicate_sku price:bad_price ");
    EXPECT_EQ(problems({2, "too_few_fields", "A", "", "", "", ""}), "row:too_few_fields ");
}

TEST(Rows, ShowAtMostTheBeginningOfWhatIsWrong) {
    std::string title;
    for (int i = 0; i < 150; ++i) title += "\xC3\xA9";
    const auto understood = understand({2, "", "A", "x" + title, "", "1", "1"}, "EUR");
    ASSERT_EQ(understood.problems.size(), 1U);
    EXPECT_EQ(understood.problems[0].value.size(), 199U);  // Not in the middle of a letter.
}

TEST(Rows, AreTrimmedWhereAPersonTypesAndNotWhereAProgramCompares) {
    const auto row = understand({2, "", "a b", "  Mug ", "\tBlue\n", " 1.50", "3 "}, "EUR");
    EXPECT_TRUE(row.problems.empty());
    EXPECT_EQ(row.goods, (Goods{"a b", "Mug", "Blue", 150, 3}));
}

TEST(Rows, ChangeOnlyWhatDiffersAndMayBeChanged) {
    const Goods goods{"A", "Mug", "Blue", 150, 3};
    EXPECT_EQ(judge(goods, std::nullopt), Verdict::create);
    for (const ListingState state : base::every<ListingState>()) {
        EXPECT_EQ(judge(goods, Present{state, goods}), Verdict::leave);
        for (int field = 0; field < 4; ++field) {
            Goods other = goods;
            if (field == 0) other.title = "mug";
            if (field == 1) other.description = "";
            if (field == 2) other.price_minor = 151;
            if (field == 3) other.stock = 2;
            EXPECT_EQ(judge(goods, Present{state, other}),
                      is_editable(state) ? Verdict::change : Verdict::refuse);
        }
    }
}

}  // namespace
}  // namespace shops
