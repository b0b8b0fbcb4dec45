#include <gtest/gtest.h>

#include "http/json.hpp"
#include "shops/galleries.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using tests::Method;
using tests::mug;
using tests::Reply;

class Photographs : public tests::WithShop<tests::RoutesTest> {
protected:
    Photographs() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    void SetUp() override {
        WithShop::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    /// A body of goods with these pictures.
    static std::string goods(const std::vector<media::PictureId>& pictures) {
        return R"({"title":"Mug","description":"","price":{"minor":950,"currency":"GBP"},)"
               R"("stock":3,"audience":"everybody","publish":true,"pictures":)" +
               http::to_json(pictures) + "}";
    }
    Reply put_up(const std::vector<media::PictureId>& pictures) {
        return call(Method::post, "/api/v1/listings", goods(pictures), as_ann);
    }
    Reply edit(const Reply& listing, const std::string& change) {
        return call(Method::patch, "/api/v1/listings/" + listing.at("id"),
                    R"({"version":)" + listing.at("version") + change + "}", as_ann);
    }
    static std::string text(media::PictureId id) { return std::to_string(id.value); }
    bool shows(base::MemberId viewer, media::PictureId id) {
        return look([&](db::Snapshot& db) { return shows_picture(db, viewer, id); });
    }

    std::string as_ann, as_ben;
};

TEST_P(Photographs, MS_01_goods_are_put_up_with_photographs_in_order) {
    const auto one = picture(ann, "one"), two = picture(ann, "two");
    const Reply made = put_up({two, one});
    ASSERT_EQ(made.status, 201) << made.code();
    EXPECT_EQ(made.at("pictures.0.id"), text(two));
    EXPECT_EQ(made.at("pictures.1.id"), text(one));
    EXPECT_EQ(made.at("picture.id"), text(two));
    EXPECT_EQ(made.at("picture.sizes.0.width"), "320");
    // Addresses are each viewer's own.
    const Reply bens = call(Method::get, "/api/v1/listings/" + made.at("id"), "", as_ben);
    EXPECT_EQ(bens.at("pictures.0.id"), text(two));
    EXPECT_NE(bens.at("pictures.0.sizes.0.url"), made.at("pictures.0.sizes.0.url"));
    const Reply window =
        call(Method::get, "/api/v1/shops/" + std::to_string(shop.value) + "/listings");
    EXPECT_EQ(window.at("items.0.picture.id"), text(two));
    EXPECT_EQ(put_up({}).at("pictures"), "[]");
    EXPECT_EQ(put_up({}).at("picture"), "null");
}

TEST_P(Photographs, AreOnesOwnAtMostEightAndEachOnce) {
    const auto mine = picture(ann), bens = picture(ben);
    EXPECT_EQ(put_up({bens}).code(), "no_such_picture");
    EXPECT_EQ(put_up({media::PictureId{99'999}}).code(), "no_such_picture");
    EXPECT_EQ(put_up({mine, mine}).at("fields.0.code"), "picture_twice");
    std::vector<media::PictureId> many;
    for (int i = 0; i < 9; ++i) many.push_back(picture(ann, std::to_string(i)));
    EXPECT_EQ(put_up(many).at("fields.0.code"), "too_many");
    many.pop_back();
    EXPECT_EQ(put_up(many).count("pictures"), 8U);
}

TEST_P(Photographs, MS_03_belong_to_a_version_and_a_new_one_leaves_the_old_as_it_was) {
    const auto one = picture(ann, "one"), two = picture(ann, "two");
    const Reply made = put_up({one});
    // A version that says nothing of pictures has the same ones.
    const Reply dearer = edit(made, R"(,"price":{"minor":990,"currency":"GBP"})");
    EXPECT_EQ(dearer.at("version"), "2");
    EXPECT_EQ(dearer.at("pictures.0.id"), text(one));
    EXPECT_EQ(edit(dearer, R"(,"pictures":[")" + text(one) + R"("])").at("version"), "2");
    const Reply other = edit(dearer, R"(,"pictures":[")" + text(two) + R"("])");
    EXPECT_EQ(other.at("version"), "3");
    EXPECT_EQ(other.at("pictures.0.id"), text(two));
    EXPECT_EQ(edit(other, R"(,"pictures":[])").at("pictures"), "[]");

    const ListingId id{base::to_number(made.at("id")).value_or(0)};
    const auto firsts = look([&](db::Snapshot& db) {
        return first_pictures(db, ben, {{id, 1}, {id, 2}, {id, 3}, {id, 4}});
    });
    std::map<std::int64_t, media::PictureId> by_version;
    for (const auto& [version, view] : firsts) by_version[version.version] = view.id;
    EXPECT_EQ(by_version, (std::map<std::int64_t, media::PictureId>{{1, one}, {2, one}, {3, two}}));
}

TEST_P(Photographs, CI_04_are_shown_only_while_their_goods_are_to_those_who_may_see_them) {
    const auto open = picture(ann, "open"), close = picture(ann, "close");
    auto everybodys = mug();
    everybodys.pictures = {open};
    auto friends = mug();
    friends.pictures = {close};
    friends.audience = circles::Audience::friends;
    const ListingId public_mug = draft(everybodys);
    EXPECT_FALSE(shows(ben, open));  // A draft is nobody else's.
    EXPECT_TRUE(shows(ann, open));
    do_as(ann, publish, public_mug);
    live(friends);
    befriend(ann, cem);
    EXPECT_TRUE(shows(ben, open));
    EXPECT_TRUE(shows({}, open));
    EXPECT_FALSE(shows(ben, close));
    EXPECT_FALSE(shows({}, close));
    EXPECT_TRUE(shows(cem, close));
    must([&](db::Tx& tx) { return circles::block(tx, ann, cem); });
    EXPECT_FALSE(shows(cem, close));
    EXPECT_FALSE(shows(cem, open));
    must([&](db::Tx& tx) { return hold(tx, public_mug, {"a rule", 1, 1}); });
    EXPECT_FALSE(shows(ben, open));
    EXPECT_FALSE(shows(ben, picture(ann, "in no listing")));
}

ON_EVERY_DATABASE(Photographs);

}  // namespace
}  // namespace shops
