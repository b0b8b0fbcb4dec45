#include "shops/goods_json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <random>

#include "base/text.hpp"

namespace shops {
namespace {

CatalogueRow one(std::string_view members) {
    const Catalogue file = read_catalogue("[{" + std::string{members} + "}]");
    EXPECT_FALSE(file.fault) << file.fault->code << " in " << members;
    return file.fault ? CatalogueRow{} : file.rows.at(0);
}

std::string fault(std::string_view text) {
    const Catalogue file = read_catalogue(text, {.records_max = 4, .field_bytes_max = 100});
    if (!file.fault) return "none";
    const std::string column = file.fault->column.empty() ? "" : " " + file.fault->column;
    return std::to_string(file.fault->row) + " " + std::string{file.fault->code} + column;
}

constexpr std::string_view mug =
    R"("sku":"A1","title":"Mug","description":"","price":"9.50","stock":3)";

TEST(GoodsJson, MS_12_a_list_or_an_object_with_goods_says_the_same_as_a_file_with_commas) {
    const Catalogue list =
        read_catalogue(" [ {" + std::string{mug} +
                       "}, {\"stock\": 2, \"price\": 12.50, \"title\": \"B\\u006Fwl\","
                       "\"sku\":\"B\",\"description\":null,\"ways\":\"both\",\"pick_up_at\":\"By "
                       "\\\"the\\\" gate\","
                       "\"sends_to\":[\"AT\",\"DE\"],\"sent_by\":null} ] ");
    ASSERT_FALSE(list.fault) << list.fault->code;
    const Catalogue commas = read_catalogue(
        "sku,title,description,price,stock,ways,pick_up_at,sends_to,sent_by\n"
        "A1,Mug,,9.50,3,,,,\nB,Bowl,,12.50,2,both,\"By \"\"the\"\" gate\",AT DE,\n");
    ASSERT_EQ(list.rows.size(), 2U);
    EXPECT_EQ(list.rows[0], (CatalogueRow{1, "", "A1", "Mug", "", "9.50", "3"}));
    CatalogueRow bowl = commas.rows.at(1);
    bowl.row = 2;
    EXPECT_EQ(list.rows[1], bowl);
    const Catalogue object = read_catalogue("\n{\"goods\":[{" + std::string{mug} + "}]}\n");
    ASSERT_FALSE(object.fault);
    EXPECT_EQ(object.rows.at(0), list.rows[0]);
}

TEST(GoodsJson, MS_12_numbers_are_kept_as_they_are_written) {
    const auto price = [](std::string_view text) {
        return understand(
            one(R"("sku":"A","title":"M","description":"","stock":1,"price":)" + std::string{text}),
            "EUR");
    };
    EXPECT_EQ(price("0.29").goods.price_minor, 29);
    EXPECT_EQ(price("9007199254740.93").goods.price_minor, 900719925474093);
    EXPECT_EQ(price("1e3").problems.at(0).code, "bad_price");
    EXPECT_EQ(price("1.005").problems.at(0).code, "bad_price");
    EXPECT_EQ(price("true").problems.at(0).code, "bad_price");
}

TEST(GoodsJson, SaysWhatIsWrongAndWhere) {
    const std::string good{mug};
    EXPECT_EQ(fault("[]"), "0 no_rows");
    EXPECT_EQ(fault("{\"goods\":[]}"), "0 no_rows");
    EXPECT_EQ(fault("{\"things\":[]}"), "0 unknown_column things");
    EXPECT_EQ(fault("[{" + good + ",\"colour\":1}]"), "1 unknown_column colour");
    EXPECT_EQ(fault("[{" + good + ",\"sku\":\"A2\"}]"), "1 column_twice sku");
    EXPECT_EQ(fault("[{},{},{},{}]"), "3 too_many_rows");
    EXPECT_EQ(fault("[{\"sku\":\"" + std::string(101, 'a') + "\"}]"), "1 field_too_long");
    EXPECT_EQ(fault("[{\"sku\":\"\xFF\"}]"), "0 not_utf8");
    for (const char* text :
         {"[\n{\"sku\":{}}]", "[\n{\"sku\":[[]]}]", "[\n{\"sku\":01}]", "[\n{\"sku\":-}]",
          "[\n{\"sku\":\"\\u0000\"}]", "[\n{\"sku\":\"\\ud800\"}]",
          "[\n{\"sku\":\"\\ud800\\u0041\"}]", "[\n{\"sku\":\"\\udc00\"}]", "[\n{\"sku\":\"\\x\"}]",
          "[\n{\"sku\":\"\t\"}]", "[\n{\"sku\":\"a", "[\n{\"sku\"", "[\n{", "[\n{},]", "[\n{}] x",
          "[\n{} {}]", "[\n{\"sku\":nul}]", "[\n{\"sku\":\"\\u12", "[\n1]"}) {
        EXPECT_EQ(fault(text), "2 bad_json") << text;
    }
    EXPECT_EQ(understand(one(R"("sku":"A","price":"1")"), "EUR").problems.at(0).code,
              "too_few_fields");
    EXPECT_EQ(read_catalogue("[{" + good + "},{" + good + "}]").rows.at(1).fault, "duplicate_sku");
}

/// Every cut, and thousands of changed bytes, of a good file: what is taken is JSON for another
/// reader too and means the same, keeps its limits and comes back out of its pack.
TEST(GoodsJson, IsReadToItsEndOrItsFaultWhateverItIs) {
    const std::string good =
        "{\"goods\":[{" + std::string{mug} +
        R"(,"ways":"both","pick_up_at":"\ud83c\udfaa \u00e9\/","sends_to":["AT","DE"]},)" +
        R"({"sku":"B","title":"碗","description":"a\nb","price":12.5e0,"stock":null}]})";
    ASSERT_EQ(fault(good), "none");
    const CsvLimits limits{.records_max = 4, .field_bytes_max = 100};
    std::int64_t taken = 0;
    const auto look = [&](const std::string& text) {
        if (!is_json(text)) return;
        const Catalogue file = read_catalogue(text, limits);
        if (file.fault) return;
        ++taken;
        ASSERT_LT(file.rows.size(), limits.records_max);
        ASSERT_EQ(unpack(pack(file.rows, 0, file.rows.size())), file.rows);
        boost::system::error_code error;
        const auto other = boost::json::parse(text, error);
        ASSERT_FALSE(error) << text;
        const auto& list = other.is_array() ? other.as_array() : other.at("goods").as_array();
        ASSERT_EQ(list.size(), file.rows.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto& item = list[i].as_object();
            const auto* title = item.if_contains("title");
            if (title && title->is_string()) ASSERT_EQ(title->as_string(), file.rows[i].title);
            const auto* area = item.if_contains("pick_up_at");
            if (area && area->is_string()) ASSERT_EQ(area->as_string(), *file.rows[i].pick_up_at);
            (void)understand(file.rows[i], "EUR");
        }
    };
    for (std::size_t length = 0; length < good.size(); ++length) {
        ASSERT_NE(fault(good.substr(0, length)), "none");
    }
    std::mt19937 chance(20);
    const std::string signs = "\"\\{}[],:019.eEunt -\n\x01\x80";
    for (int round = 0; round < 40'000; ++round) {
        std::string text = good;
        for (unsigned i = 1 + chance() % 3; i > 0; --i) {
            const std::size_t place = chance() % text.size();
            const char sign = signs[chance() % signs.size()];
            if (chance() % 3 == 0)
                text.erase(place, 1 + chance() % 4);
            else if (chance() % 2 == 0)
                text.insert(place, 1, sign);
            else
                text[place] = sign;
        }
        look(text);
        if (HasFatalFailure()) FAIL() << text;
    }
    EXPECT_GT(taken, 1000);
}

}  // namespace
}  // namespace shops
