#include <gtest/gtest.h>

#include "shops/routes.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using tests::Method;
using tests::Reply;

class GoodsTerms : public tests::WithShop<tests::RoutesTest> {
protected:
    GoodsTerms() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    ListingId sold_on(const Terms& terms, std::int64_t stock = 50) {
        auto goods = tests::mug(stock);
        goods.terms = terms;
        return live(goods);
    }
    std::string take(base::MemberId buyer, ListingId id, std::int64_t quantity,
                     std::int64_t version = 1) {
        return code_of([&](db::Tx& tx) { return reserve(tx, buyer, {id, version, quantity}); });
    }
    void bring_back(base::MemberId buyer, ListingId id, std::int64_t quantity, base::Time taken) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            put_back(tx, id, quantity, {buyer, taken});
            return base::done;
        });
    }
};

TEST_P(GoodsTerms, MS_07_fewer_than_the_least_are_not_sold) {
    const auto id = sold_on({6, std::nullopt});
    EXPECT_EQ(take(ben, id, 5), "too_few");
    EXPECT_EQ(take(ben, id, 6), "done");
    EXPECT_EQ(row(id).stock, 44);
}

TEST_P(GoodsTerms, MS_07_a_buyer_has_no_more_than_the_limit_in_all_and_others_have_theirs) {
    const auto id = sold_on({1, 3});
    EXPECT_EQ(take(ben, id, 2), "done");
    EXPECT_EQ(take(ben, id, 2), "buyer_limit");
    EXPECT_EQ(row(id).stock, 48) << "a refusal has written nothing";
    EXPECT_EQ(take(cem, id, 3), "done");
    EXPECT_EQ(take(ben, id, 1), "done");
    EXPECT_EQ(take(ben, id, 1), "buyer_limit");
    bring_back(ben, id, 2, now);
    EXPECT_EQ(take(ben, id, 2), "done") << "what came to nothing counts no more";
    EXPECT_EQ(take(ben, id, 1), "buyer_limit");
}

TEST_P(GoodsTerms, MS_07_a_limit_counts_from_when_it_is_set) {
    const auto id = sold_on({});
    EXPECT_EQ(take(ben, id, 5), "done");
    const base::Time before = now;
    now += std::chrono::hours{1};
    must([&](db::Tx& tx) {
        Edit change{1, {}, {}, {}};
        change.terms = Terms{1, 2};
        return edit(tx, ann, id, change);
    });
    EXPECT_EQ(take(ben, id, 2, 2), "done");
    EXPECT_EQ(take(ben, id, 1, 2), "buyer_limit");
    bring_back(ben, id, 5, before);
    EXPECT_EQ(take(ben, id, 1, 2), "buyer_limit") << "what was not counted gives nothing back";
    bring_back(ben, id, 2, now);
    EXPECT_EQ(take(ben, id, 2, 2), "done");
}

TEST_P(GoodsTerms, AreShownAndRefusedWhereTheyMakeNoSense) {
    const std::string as_ann = cookie_of(ann);
    const auto id = sold_on({2, 4});
    const std::string path = "/api/v1/listings/" + std::to_string(id.value);
    EXPECT_EQ(call(Method::get, path).at("terms"), R"({"least":2,"most":4})");
    const auto edited = [&](const std::string& terms) {
        const Reply reply =
            call(Method::patch, path, R"({"version":1,"terms":)" + terms + "}", as_ann);
        return reply.status == 200 ? reply.at("terms")
                                   : reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(edited(R"({"least":5,"most":4})"), "terms.most below_least");
    EXPECT_EQ(edited(R"({"least":0})").substr(0, 11), "terms.least");
    EXPECT_EQ(edited(R"({"least":1001})").substr(0, 11), "terms.least");
    EXPECT_EQ(edited(R"({"least":3})"), R"({"least":3,"most":null})");
}

ON_EVERY_DATABASE(GoodsTerms);

}  // namespace
}  // namespace shops
