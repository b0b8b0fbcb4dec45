#include "shops/routes.hpp"

#include <gtest/gtest.h>

#include "http/json.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using tests::Method;
using tests::mug;
using tests::Reply;

class ShopRoutes : public tests::WithShop<tests::RoutesTest> {
protected:
    ShopRoutes() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    void SetUp() override {
        WithShop::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    static std::string path(ListingId id, const std::string& more = "") {
        return "/api/v1/listings/" + std::to_string(id.value) + more;
    }
    static std::string goods(const std::string& more = "") {
        return R"({"title":"Mug","description":"Blue","price":{"minor":950,"currency":"GBP"},)"
               R"("stock":3,"audience":"everybody","publish":true)" +
               more + "}";
    }
    Reply post(const std::string& where, const std::string& body, const std::string& cookie) {
        return call(Method::post, "/api/v1" + where, body, cookie);
    }
    static ListingId id_of(const Reply& reply) {
        return {base::to_number(reply.at("id")).value_or(0)};
    }

    std::string as_ann, as_ben;
};

TEST_P(ShopRoutes, OpenRenameAndShowAShop) {
    const Reply made = post("/shops", R"({"name":"  Ben's books "})", as_ben);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("name"), "Ben's books");
    EXPECT_EQ(made.at("owner.handle"), "ben");
    EXPECT_EQ(made.at("state"), "open");
    EXPECT_EQ(made.at("since"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(made.at("may"), R"(["list","rename","close","set_postage","describe"])");
    EXPECT_EQ(post("/shops", R"({"name":"x"})", as_ben).code(), "shop_exists");
    const std::string path = "/api/v1/shops/" + made.at("id");
    EXPECT_EQ(call(Method::patch, path, R"({"name":"Books"})", as_ben).at("name"), "Books");
    EXPECT_EQ(call(Method::patch, path, R"({"name":"Mine"})", as_ann).code(), "no_such_shop");
    EXPECT_EQ(call(Method::get, path).at("name"), "Books");
    EXPECT_EQ(call(Method::get, path).at("may"), "[]");
    EXPECT_EQ(call(Method::get, "/api/v1/shops/99").status, 404);
}

TEST_P(ShopRoutes, MS_01_one_request_puts_something_up_for_sale) {
    const Reply made = post("/listings", goods(R"(,"sku":"M-1")"), as_ann);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("state"), "live");
    EXPECT_EQ(made.at("price"), R"({"minor":950,"currency":"GBP"})");
    EXPECT_EQ(made.at("shop.name"), "Ann's mugs");
    EXPECT_EQ(made.at("seller.name"), "Ann");
    EXPECT_EQ(made.at("sku"), "M-1");
    EXPECT_EQ(made.at("version"), "1");
    EXPECT_EQ(made.at("versions"), "1");
    EXPECT_EQ(made.at("audience"), "everybody");
    EXPECT_EQ(made.at("checked"), "[]");
    EXPECT_EQ(made.at("unchecked"), R"(["origin","brand"])");
    EXPECT_EQ(made.at("may"), R"(["edit","pause","end","stock"])");

    const Reply seen = call(Method::get, path(id_of(made)), "", as_ben);
    EXPECT_EQ(seen.at("sku"), "null");
    EXPECT_EQ(seen.at("may"), R"(["buy"])");
    EXPECT_EQ(seen.at("description"), "Blue");
    EXPECT_EQ(call(Method::get, path(id_of(made))).at("may"), "[]");
}

TEST_P(ShopRoutes, NameTheFieldThatIsWrong) {
    const struct {
        std::string body;
        std::string field;
        std::string code;
    } cases[] = {
        {R"({"title":"","description":"","price":{"minor":1,"currency":"GBP"},"stock":1,)"
         R"("audience":"everybody","publish":true})",
         "title", "empty"},
        {R"({"title":"x","description":"","price":{"minor":1,"currency":"EUR"},"stock":1,)"
         R"("audience":"everybody","publish":true})",
         "price.currency", "wrong_currency"},
        {R"({"title":"x","description":"","price":{"minor":0,"currency":"GBP"},"stock":1,)"
         R"("audience":"everybody","publish":true})",
         "price.minor", "too_small"},
        {R"({"title":"x","description":"","price":{"minor":1,"currency":"GBP"},"stock":1000001,)"
         R"("audience":"everybody","publish":true})",
         "stock", "too_large"},
        {R"({"title":"x","description":"","price":{"minor":1,"currency":"GBP"},"stock":1,)"
         R"("audience":"nobody","publish":true})",
         "audience", "unknown_word"},
    };
    for (const auto& one : cases) {
        const Reply reply = post("/listings", one.body, as_ann);
        EXPECT_EQ(reply.status, 422) << one.body;
        EXPECT_EQ(reply.at("fields.0.field"), one.field);
        EXPECT_EQ(reply.at("fields.0.code"), one.code);
    }
    EXPECT_EQ(post("/listings", goods(), "").status, 401);
    EXPECT_EQ(post("/listings", goods(), as_ben).code(), "no_shop_yet");
}

TEST_P(ShopRoutes, LeadAListingThroughItsLife) {
    const ListingId id = draft(mug());
    const struct {
        std::string act;
        std::string cookie;
        int status;
        std::string state_or_code;
        std::string may;
    } cases[] = {
        {"pause", as_ann, 409, "listing_state", ""},
        {"publish", as_ben, 404, "no_such_listing", ""},
        {"publish", "", 401, "not_signed_in", ""},
        {"publish", as_ann, 200, "live", R"(["edit","pause","end","stock"])"},
        {"pause", as_ann, 200, "paused", R"(["edit","resume","end","stock"])"},
        {"resume", as_ann, 200, "live", R"(["edit","pause","end","stock"])"},
        {"end", as_ann, 200, "ended", "[]"},
        {"resume", as_ann, 409, "listing_state", ""},
    };
    EXPECT_EQ(call(Method::get, path(id), "", as_ann).at("may"),
              R"(["edit","publish","end","stock"])");
    for (const auto& one : cases) {
        const Reply reply = call(Method::post, path(id, "/" + one.act), "", one.cookie);
        EXPECT_EQ(reply.status, one.status) << one.act;
        EXPECT_EQ(reply.at(one.status == 200 ? "state" : "code"), one.state_or_code) << one.act;
        if (one.status == 200) {
            EXPECT_EQ(reply.at("may"), one.may) << one.act;
        }
    }
}

TEST_P(ShopRoutes, EditOnlyWhatTheEditorSaw) {
    const ListingId id = live(mug());
    const auto patch = [&](const std::string& body, const std::string& cookie) {
        return call(Method::patch, path(id), body, cookie);
    };
    const std::string dearer = R"({"version":1,"price":{"minor":1000,"currency":"GBP"}})";
    EXPECT_EQ(patch(dearer, as_ben).code(), "no_such_listing");
    EXPECT_EQ(patch(R"({"version":1,"price":{"minor":1,"currency":"EUR"}})", as_ann).status, 422);
    const Reply changed = patch(dearer, as_ann);
    EXPECT_EQ(changed.at("version"), "2");
    EXPECT_EQ(changed.at("price.minor"), "1000");
    EXPECT_EQ(changed.at("state"), "live");
    const Reply late = patch(dearer, as_ann);
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.code(), "listing_changed");
    EXPECT_EQ(late.at("args.version"), "2");
    const Reply versions = call(Method::get, path(id, "/versions?limit=1"));
    EXPECT_EQ(versions.count(), 1U);
    EXPECT_EQ(versions.at("items.0.version"), "2");
    const Reply older = call(Method::get, path(id, "/versions?after=" + versions.at("next")));
    EXPECT_EQ(older.at("items.0.version"), "1");
    EXPECT_EQ(older.at("items.0.price.minor"), "950");
    EXPECT_EQ(older.at("next"), "null");
    EXPECT_EQ(call(Method::put, path(id, "/stock"), R"({"stock":0})", as_ann).at("state"),
              "sold_out");
}

TEST_P(ShopRoutes, ShowAShopToEachWhatIsForThem) {
    const ListingId open = live(mug());
    NewListing goods = mug();
    goods.audience = circles::Audience::friends;
    const ListingId close = live(goods);
    draft(mug());
    befriend(ann, ben);
    const std::string window = "/api/v1/shops/" + std::to_string(shop.value) + "/listings";
    EXPECT_EQ(call(Method::get, window, "", as_ben).count(), 2U);
    EXPECT_EQ(call(Method::get, window, "", cookie_of(cem)).count(), 1U);
    EXPECT_EQ(call(Method::get, window).at("items.0.id"), std::to_string(open.value));
    EXPECT_EQ(call(Method::get, window, "", as_ann).count(), 2U);
    EXPECT_EQ(call(Method::get, path(close)).code(), "no_such_listing");
    EXPECT_EQ(call(Method::get, path(close, "/versions")).code(), "no_such_listing");
    EXPECT_EQ(call(Method::get, path(close), "", as_ben).status, 200);
    EXPECT_EQ(call(Method::get, "/api/v1/shops/99/listings").status, 404);
}

TEST_P(ShopRoutes, PageOnesOwnListings) {
    for (int i = 0; i < 5; ++i) draft(mug());
    const ListingId last = live(mug());
    std::string after;
    std::vector<std::string> ids;
    for (int page = 0; page < 3; ++page) {
        const Reply reply = call(Method::get, "/api/v1/me/listings?limit=2" + after, "", as_ann);
        for (std::size_t i = 0; i < reply.count(); ++i) {
            ids.push_back(reply.at("items." + std::to_string(i) + ".id"));
        }
        after = "&after=" + reply.at("next");
        EXPECT_EQ(reply.at("next") == "null", page == 2);
    }
    EXPECT_EQ(ids.size(), 6U);
    EXPECT_EQ(ids[0], std::to_string(last.value));
    EXPECT_EQ(call(Method::get, "/api/v1/me/listings?state=live", "", as_ann).count(), 1U);
    EXPECT_EQ(call(Method::get, "/api/v1/me/listings?state=sold_out", "", as_ann).count(), 0U);
    EXPECT_EQ(call(Method::get, "/api/v1/me/listings", "", as_ben).count(), 0U);
    EXPECT_EQ(call(Method::get, "/api/v1/me/listings?after=x", "", as_ann).status, 422);
}

TEST_P(ShopRoutes, ImportACatalogue) {
    const auto body = [](const std::string& csv) {
        std::string out = R"({"audience":"everybody","csv":)";
        http::write_text(out, csv);
        return out + "}";
    };
    const Reply wrong = post("/imports", body("sku,colour\nA,b\n"), as_ann);
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.at("fields.0.field"), "csv");
    EXPECT_EQ(wrong.at("fields.0.code"), "unknown_column");
    EXPECT_EQ(wrong.at("fields.0.args.column"), "colour");

    const std::string csv = "sku,title,description,price,stock\r\nA,Mug,,9.50,3\r\nB,,,9.50,3\r\n";
    const Reply made = post("/imports", body(csv), as_ann);
    EXPECT_EQ(made.status, 202);
    EXPECT_EQ(made.at("mode"), "dry_run");
    EXPECT_EQ(made.at("state"), "queued");
    EXPECT_EQ(made.at("rows_total"), "2");
    EXPECT_EQ(made.at("may"), "[]");
    const std::string where = "/imports/" + made.at("id");
    run_jobs();
    const Reply checked = call(Method::get, "/api/v1" + where, "", as_ann);
    EXPECT_EQ(checked.at("state"), "done");
    EXPECT_EQ(checked.at("created"), "1");
    EXPECT_EQ(checked.at("refused"), "1");
    EXPECT_EQ(checked.at("problems"), R"([{"row":3,"field":"title","code":"empty","value":""}])");
    EXPECT_EQ(checked.at("may"), R"(["apply"])");
    EXPECT_EQ(call(Method::get, "/api/v1" + where, "", as_ben).code(), "no_such_import");
    const Reply applied = post(where + "/apply", "", as_ann);
    EXPECT_EQ(applied.status, 202);
    EXPECT_EQ(applied.at("mode"), "apply");
    run_jobs();
    EXPECT_EQ(call(Method::get, "/api/v1" + where, "", as_ann).at("created"), "1");
    EXPECT_EQ(call(Method::get, "/api/v1/imports", "", as_ann).count(), 1U);
    EXPECT_EQ(call(Method::get, "/api/v1/me/listings", "", as_ann).at("items.0.sku"), "A");
    EXPECT_EQ(post(where + "/apply", "", as_ann).code(), "import_not_ready");
}

ON_EVERY_DATABASE(ShopRoutes);

}  // namespace
}  // namespace shops
