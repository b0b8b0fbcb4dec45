#include "shops/formats.hpp"

#include <gmock/gmock.h>

#include <random>

#include "http/json.hpp"
#include "shops/export.hpp"
#include "shops/import.hpp"
#include "shops/routes.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using testing::ElementsAre;

CatalogueRow row(std::int64_t number, std::string fault, std::string sku, std::string title,
                 std::string description, std::string price, std::string stock,
                 std::int64_t pictures = 0) {
    CatalogueRow made{number,           std::move(fault),       std::move(sku),
                      std::move(title), std::move(description), std::move(price),
                      std::move(stock)};
    made.pictures = pictures;
    return made;
}

TEST(Formats, MS_12_shopifys_products_become_a_row_for_each_variant) {
    const Catalogue file = read_catalogue(
        "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
        "Variant SKU,Variant Inventory Qty,Variant Price,Image Src,Status\n"
        "mug,Blue mug,\"<p>Hand <b>thrown</b> &amp; fired.</p><ul><li>300 ml</li></ul>\",Ann,Title,"
        "Default Title,,,MUG-1,4,12.50,https://x/1.jpg,active\n"
        "mug,,,,,,,,,,,https://x/2.jpg,\n"
        "shirt,Shirt,,Ann,Colour,Red,Size,M,,-2,20.00,,active\n"
        "shirt,,,,,Red,,L,SH-L,3,21.00,,\n"
        "old,Old thing,,Ann,Title,Default Title,,,OLD,1,5.00,,archived\n");
    ASSERT_FALSE(file.fault) << file.fault->code;
    EXPECT_THAT(file.rows,
                ElementsAre(row(2, "", "MUG-1", "Blue mug", "Hand thrown & fired.\n300 ml", "12.50",
                                "4", 2),
                            row(4, "", "shirt/Red/M", "Shirt (Red, M)", "", "20.00", "0"),
                            row(5, "", "SH-L", "Shirt (Red, L)", "", "21.00", "3"),
                            row(6, "not_active", "OLD", "Old thing", "", "5.00", "1")));
    EXPECT_EQ(understand(file.rows[3], "EUR").problems[0].code, "not_active");
}

TEST(Formats, MS_12_product_feeds_with_tabs_are_read_as_they_are) {
    const Catalogue file = read_catalogue(
        "id\ttitle\tdescription\tlink\timage link\tavailability\tprice\tbrand\n"
        "A1\t5\" screen\tBright\thttps://x\thttps://y\tin stock\t15.00 EUR\tNone\n"
        "A2\tLamp\t\t\t\tout_of_stock\t7.00 USD\n"
        "A1\t\"Twice\" said\t\t\t\tin_stock\t1.00 EUR\tx\n");
    ASSERT_FALSE(file.fault) << file.fault->code;
    EXPECT_THAT(file.rows,
                ElementsAre(row(2, "", "A1", "5\" screen", "Bright", "15.00 EUR", "1", 1),
                            row(3, "", "A2", "Lamp", "", "7.00 USD", "0"),
                            row(4, "duplicate_sku", "A1", "\"Twice\" said", "", "1.00 EUR", "1")));
    EXPECT_EQ(understand(file.rows[0], "EUR").goods.price_minor, 1500);
    EXPECT_EQ(understand(file.rows[1], "EUR").problems[0].code, "wrong_currency");
}

TEST(Formats, MS_12_product_feeds_say_when_goods_are_there_in_their_own_way) {
    const std::vector<std::pair<std::string, std::string>> said{
        {"2030-02-24T11:07+0100", "2030-02-24T10:07:00.000000Z"},
        {"2030-02-24T11:07:30-05:30", "2030-02-24T16:37:30.000000Z"},
        {"2030-02-24T11:07:30.000250Z", "2030-02-24T11:07:30.000250Z"},
        {"2030-02-24T11:07Z", "2030-02-24T11:07:00.000000Z"},
        {"2030-02-24T11:07", "2030-02-24T11:07:00.000000Z"},
        {"2030-02-24", "2030-02-24"},
        {"2030-02-24T11:07+1", ""},
        {"next week, on Monday", ""}};
    for (const auto& [text, read] : said) {
        const Catalogue file = read_catalogue(
            "id\ttitle\tdescription\tprice\tavailability\tavailability_date\n"
            "A1\tLamp\t\t7.00 EUR\tpreorder\t" +
            text + "\n");
        ASSERT_FALSE(file.fault) << text;
        EXPECT_EQ(file.rows.at(0).sent_by, read) << text;
        EXPECT_TRUE(understand(file.rows[0], "EUR").problems.empty()) << text;
    }
}

TEST(Formats, MS_12_count_the_pictures_that_they_leave_out_but_not_those_of_our_own_pages) {
    const Catalogue file = read_catalogue(
        "id\ttitle\tdescription\tprice\tavailability\timage_link\tadditional_image_link\n"
        "A\tMug\t\t1.00\tin_stock\thttps://x/1.jpg\thttps://x/2.jpg, https://x/3.jpg,\n"
        "B\tMug\t\t1.00\tin_stock\thttps://m/listings/7/photograph.jpg\t\n"
        "C\tMug\t\t1.00\tin_stock\thttps://m/listings/8/card.png\t\n");
    ASSERT_FALSE(file.fault);
    EXPECT_EQ(file.rows.at(0).pictures, 3);
    EXPECT_EQ(file.rows.at(1).pictures, 0);
    EXPECT_EQ(file.rows.at(2).pictures, 0);
    EXPECT_EQ(unpack(pack(file.rows, 0, 3)), file.rows);
}

TEST(Formats, SayWhichColumnIsMissing) {
    EXPECT_EQ(read_catalogue("Handle,Variant Price\nx,1\n").fault->column, "title");
    EXPECT_EQ(read_catalogue("id\tprice\ttitle\nx\t1\tt\n").fault->column, "availability");
    EXPECT_EQ(read_catalogue("Handle,Title,Variant Price\nx,y,\n").fault->code, "no_rows");
}

TEST(Formats, KeepTheWordsOfHtml) {
    EXPECT_EQ(plain_text("a<br>b<BR/>c</p> d"), "a\nb\nc\n d");
    EXPECT_EQ(plain_text("&lt;b&gt; &quot;x&quot; &#39;y&apos; &nbsp;z &unknown; & &"),
              "<b> \"x\" 'y'  z &unknown; & &");
    EXPECT_EQ(plain_text("cut <a href"), "cut");
    EXPECT_EQ(plain_text("Weight < 5 kg, <i>light</i>"), "Weight < 5 kg, light");
    EXPECT_EQ(plain_text(""), "");
}

TEST(Formats, MS_12_what_goes_out_comes_back_the_same) {
    std::mt19937 chance(12);  // Always the same ones.
    const std::vector<std::string> words{
        "mug",   "5\" wide",         "a,b",      "<b>&amp;", "蓝色",
        "a < b", "\"quoted\" first", "'quoted'", "=1+2"};
    const auto some = [&](std::string_view between) {
        std::string text = words[chance() % words.size()];
        for (unsigned i = chance() % 4; i > 0; --i) {
            text += std::string{between} + words[chance() % words.size()];
        }
        return text;
    };
    std::vector<Outgoing> goods;
    for (std::int64_t id = 1; id <= 300; ++id) {
        goods.push_back({id, "S" + std::to_string(id), some(" "), some("\n"), "12.50",
                         static_cast<std::int64_t>(chance() % 9), chance() % 2 == 0, false});
        Handover& handover = goods.back().handover;
        handover.ways = static_cast<Ways>(chance() % 3);
        if (handover.ways != Ways::ship) handover.area = base::trimmed(some(" ") + "x");
        if (handover.ways != Ways::pick_up && chance() % 2 == 0) handover.regions = {"AT", "DE"};
        if (chance() % 2 == 0) handover.ahead = base::time_of(4'000'000'000'000'000 + id);
        goods.back().ahead = handover.ahead.has_value();
        goods.back().beginning = static_cast<Beginning>(chance() % 3);
        if (chance() % 2 == 0) continue;
        // Of one that has a name itself and is no other one's variant.
        goods.back().variant = "Kind " + std::to_string(id);
        const Outgoing& head = goods[chance() % goods.size()];
        if (head.id != id && !head.variant.empty() && head.family.empty()) {
            goods.back().family = head.sku;
        }
    }
    for (const Format format : base::every<Format>()) {
        const Catalogue file =
            read_catalogue(write_catalogue(format, goods, {"Ann's", "EUR", "https://m"}));
        ASSERT_FALSE(file.fault) << base::name_of(format) << " " << file.fault->code;
        ASSERT_EQ(file.rows.size(), goods.size());
        for (std::size_t i = 0; i < goods.size(); ++i) {
            const Understood read = understand(file.rows[i], "EUR");
            ASSERT_TRUE(read.problems.empty()) << read.problems[0].code;
            ASSERT_EQ(read.goods.sku, goods[i].sku);
            ASSERT_EQ(read.goods.title, goods[i].title);
            ASSERT_EQ(read.goods.description, goods[i].description);
            ASSERT_EQ(read.goods.price_minor, 1250);
            ASSERT_EQ(read.goods.stock, goods[i].stock);
            if (format == Format::fairground || format == Format::json) {
                ASSERT_EQ(with({}, read.said), goods[i].handover);
                ASSERT_EQ(read.family, goods[i].family);
                ASSERT_EQ(read.goods.variant, goods[i].variant);
                ASSERT_EQ(read.beginning, goods[i].beginning);
            } else if (goods[i].on_sale && goods[i].stock > 0 && format == Format::merchant) {
                ASSERT_EQ(with({}, read.said).ahead, goods[i].handover.ahead);
            }
        }
    }
}

class Exports : public tests::WithShop<tests::RoutesTest> {
protected:
    Exports() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP", .origin = "https://m.example"});
    }
    std::string file(const std::string& path, base::MemberId member) {
        const auto reply = call_with(tests::Method::get, "/api/v1/me/" + path, "",
                                     {{"cookie", cookie_of(member)}});
        type = reply.response.content_type;
        return std::string{reply.response.bytes()};
    }
    std::string type;
    /// Brings a file in for good.
    Import bring(base::MemberId member, const std::string& text) {
        const auto rows = read_import(text);
        EXPECT_TRUE(rows) << text;
        const auto id = must([&](db::Tx& tx) {
            return begin_import(tx, member, circles::Audience::everybody, *rows);
        });
        const auto now_of = [&] {
            return *look([&](db::Snapshot& db) { return find_import(db, member, id); });
        };
        run_jobs();
        if (!may_apply(now_of())) return now_of();
        must([&](db::Tx& tx) { return apply_import(tx, member, id); });
        run_jobs();
        return now_of();
    }
    std::vector<RowProblem> problems(const Import& import) {
        return look([&](db::Snapshot& db) { return problems_of(db, import); });
    }
    const std::string heading =
        "sku,title,description,price,stock,ways,pick_up_at,sends_to,sent_by,family,variant,"
        "state\r\n";
};

TEST_P(Exports, MS_12_bring_goods_out_and_in_again_and_nothing_changes) {
    live({.title = "Mug", .description = "Blue", .price = {950, "GBP"}, .stock = 3, .sku = "M1"});
    NewListing bowl{.title = "Bowl", .description = "", .price = {1200, "GBP"}};
    bowl.variant = "large";
    bowl.handover = {Ways::both, "By the gate, left", "1 Yard", {"DE", "AT"}, now + ahead_max};
    const auto plain = live(bowl);
    do_as(ann, end, live({.title = "Gone", .description = "", .price = {1, "GBP"}}));
    const std::string listing = "listing-" + std::to_string(plain.value);
    EXPECT_EQ(file("catalogue.csv", ann),
              heading + "M1,Mug,Blue,9.50,3,ship,,,,,,live\r\n" + listing +
                  ",Bowl,,12.00,1,both,\"By the gate, left\",\"AT,DE\"," +
                  base::to_iso(now + ahead_max) + ",,large,live\r\n");
    EXPECT_EQ(type, "text/csv; charset=utf-8");
    for (const char* path :
         {"catalogue.csv", "catalogue.csv?format=shopify", "catalogue.tsv", "catalogue.json"}) {
        const Import done = bring(ann, file(path, ann));
        EXPECT_EQ(done.unchanged, 2) << path;
        EXPECT_EQ(done.created + done.changed + done.refused, 0) << path;
    }
    EXPECT_EQ(file("catalogue.csv?part=2", ann), heading);
    EXPECT_NE(file("catalogue.tsv", ann)
                  .find("https://m.example/listings/" + std::to_string(plain.value) + "\t"),
              std::string::npos);
    EXPECT_EQ(file("catalogue.json?part=2", ann), "{\"goods\":[\n]}\n");
    EXPECT_EQ(type, "application/json");
    EXPECT_NE(file("catalogue.csv", ben).find("no_shop_yet"), std::string::npos);
}

// Whatever a stall has: what goes out of it and into an empty one comes out of that the same, and
// into the one it came from it changes nothing.
TEST_P(Exports, MS_12_a_stall_comes_out_of_an_empty_one_as_it_went_in) {
    std::vector<base::MemberId> others;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 chance(seed);
        std::vector<ListingId> heads;
        for (int i = 0; i < 40; ++i) {
            NewListing goods{.title = "Thing " + std::to_string(seed) + "." + std::to_string(i),
                             .description = i % 3 == 0 ? "Words, \"and\" more" : "",
                             .price = {1 + static_cast<std::int64_t>(chance() % 5000), "GBP"},
                             .stock = static_cast<std::int64_t>(chance() % 4)};
            if (chance() % 2 == 0) goods.sku = "S" + std::to_string(seed * 1000 + i);
            if (chance() % 2 == 0) goods.variant = "Kind " + std::to_string(i);
            if (!goods.variant.empty() && !heads.empty() && chance() % 3 != 0) {
                goods.beside = heads[chance() % heads.size()];
            }
            const auto id = must([&](db::Tx& tx) -> base::Result<ListingId> {
                const ListingId made = TRY(list(tx, ann, goods));
                const auto how = chance() % 4;
                if (how == 0) return made;
                TRY(publish(tx, ann, made));
                if (how == 1 && goods.stock > 0) TRY(pause(tx, ann, made));
                if (how == 1 && chance() % 2 == 0 && goods.stock > 0) {
                    TRY(set_stock(tx, ann, made, 0));
                }
                return made;
            });
            if (!goods.variant.empty()) heads.push_back(id);
            // Also the first of a family may be over.
            if (chance() % 8 == 0) {
                do_as(ann, end, id);
                std::erase(heads, id);
            }
        }
        const std::string out = file("catalogue.json", ann);
        const Import same = bring(ann, out);
        EXPECT_EQ(same.unchanged, same.rows_total);
        EXPECT_EQ(file("catalogue.json", ann), out);

        for (const char* path : {"catalogue.json", "catalogue.csv"}) {
            const auto other = join("other" + std::to_string(others.size()));
            others.push_back(other);
            must([&](db::Tx& tx) { return open(tx, other, "Another stall"); });
            const Import fresh = bring(other, file(path, ann));
            EXPECT_EQ(fresh.created, fresh.rows_total);
            EXPECT_EQ(file("catalogue.json", other), out) << path;
        }
    }
}

TEST_P(Exports, MS_12_say_what_is_wrong_with_a_variant_before_anything_changes) {
    const auto row = [](const std::string& sku, const std::string& family,
                        const std::string& variant, const std::string& state = "live") {
        return sku + ",Shirt,,9.50,3,,,,," + family + "," + variant + "," + state + "\n";
    };
    NewListing alone{.title = "Cap", .description = "", .price = {950, "GBP"}, .sku = "CAP"};
    live(alone);
    const auto fields = [&](const std::string& rows) {
        const Import done = bring(ann, heading + rows);
        std::string all;
        for (const RowProblem& one : problems(done)) {
            all += std::to_string(one.row) + " " + one.field + " " + one.code + "; ";
        }
        return all;
    };
    EXPECT_EQ(fields(row("A", "B", "red") + row("B", "", "blue")), "2 family family_later; ");
    EXPECT_EQ(fields(row("C", "", "") + row("D", "C", "red")), "3 family variant_missing; ");
    EXPECT_EQ(fields(row("E", "", "red") + row("F", "E", "blue") + row("G", "E", "blue") +
                     row("H", "E", "")),
              "4 variant taken; 5 variant empty; ");
    EXPECT_EQ(fields(row("I", "nobody", "red")), "2 family no_such_family; ");
    EXPECT_EQ(fields(row("J", "CAP", "red")), "2 family variant_missing; ");
    EXPECT_EQ(fields(row("K", "E", "blue")), "2 variant taken; ");
    EXPECT_EQ(fields(row("C", "E", "green")), "2 family family_stays; ");
    EXPECT_EQ(fields(row("L", "", "", "sold")), "2 state unknown_word; ");
    // Where the first is refused, so are those that were to stand beside it.
    EXPECT_EQ(fields(row("M", "", "red", "sold") + row("N", "M", "blue")),
              "2 state unknown_word; 3 family no_such_family; ");
    EXPECT_EQ(fields(row("O", "E", "green", "draft")), "");
    EXPECT_EQ(look([](db::Snapshot& db) {
                  return db.number("select count(*) from listings where state = 'draft'");
              }),
              1);
}

/// The same where the operator has not said what addresses begin with.
class ExportsAsAsked : public tests::WithShop<tests::RoutesTest> {
protected:
    ExportsAsAsked() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    std::string file(const std::string& path, const std::string& host) {
        const auto reply = call_with(tests::Method::get, "/api/v1/me/" + path, "",
                                     {{"cookie", cookie_of(ann)}, {"host", host}});
        return std::string{reply.response.bytes()};
    }
};

TEST_P(ExportsAsAsked, MS_12_have_links_that_begin_as_the_file_was_asked_for) {
    const auto mug = live({.title = "Mug", .description = "", .price = {950, "GBP"}, .sku = "M1"});
    const std::string page = "/listings/" + std::to_string(mug.value);
    const auto has = [](const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    };
    const std::string plain = file("catalogue.tsv", "fair.local:8080");
    EXPECT_TRUE(has(plain, "\thttp://fair.local:8080" + page + "\t")) << plain;
    EXPECT_TRUE(has(plain, "\thttp://fair.local:8080" + page + "/card.png\t")) << plain;
    EXPECT_TRUE(has(file("catalogue.csv?format=shopify", "fair.local"),
                    "http://fair.local" + page + "/card.png"));
    forwarded_https = true;
    EXPECT_TRUE(has(file("catalogue.tsv", "m.example"), "\thttps://m.example" + page + "\t"));
    EXPECT_FALSE(has(file("catalogue.tsv", "m.example/\"x"), page)) << "no host is that";
}

ON_EVERY_DATABASE(Exports);
ON_EVERY_DATABASE(ExportsAsAsked);

}  // namespace
}  // namespace shops
