#include "shops/handover.hpp"

#include <gtest/gtest.h>

#include <random>

#include "shops/routes.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using tests::Method;
using tests::Reply;

constexpr base::Time noon = base::time_of(1'893'499'200'000'000);  // 2030-01-01T12:00:00Z
constexpr std::chrono::days day{1};

const Handover in_person{Ways::pick_up, "By the library", "12 Mill Lane, bell on the left", {}, {}};

std::string field_of(const Handover& handover, const std::optional<base::Time>& before = {}) {
    const auto result = checked(handover, before, noon);
    if (result) return "fine";
    const auto& field = result.error().fields().front();
    return field.field + " " + std::string{field.code};
}

TEST(HandoverRules, MS_07_name_the_field_that_makes_no_sense) {
    EXPECT_EQ(field_of({}), "fine");
    EXPECT_EQ(field_of(in_person), "fine");
    EXPECT_EQ(field_of({Ways::both, "", "", {}, {}}), "handover.area empty");
    EXPECT_EQ(field_of({Ways::ship, "Here", "", {}, {}}), "handover.area not_needed");
    EXPECT_EQ(field_of({Ways::ship, "", "There", {}, {}}), "handover.place not_needed");
    EXPECT_EQ(field_of({Ways::pick_up, "Here", "", {"DE"}, {}}), "handover.regions not_needed");
    EXPECT_EQ(field_of({Ways::ship, "", "", {"DE", "XX"}, {}}), "handover.regions not_a_country");
    EXPECT_EQ(field_of({Ways::ship, "", "", {"de"}, {}}), "handover.regions not_a_country");
    EXPECT_EQ(field_of({Ways::ship, "", "", {"AT", "DE", "AT"}, {}}), "handover.regions twice");
    EXPECT_EQ(field_of({Ways::ship, "", "", {}, noon}), "handover.ahead in_the_past");
    EXPECT_EQ(field_of({Ways::ship, "", "", {}, noon + ahead_max}), "fine");
    EXPECT_EQ(field_of({Ways::ship, "", "", {}, noon + ahead_max + day}),
              "handover.ahead too_far_ahead");
    EXPECT_EQ(field_of({Ways::ship, "", "", {}, noon - day}, noon - day), "fine")
        << "what was promised before need not be taken back to change a price";
}

TEST(HandoverRules, MS_07_know_every_country_and_nothing_between_two) {
    int known = 0;
    for (char a = 'A'; a <= 'Z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) known += is_country(std::string{a, b}) ? 1 : 0;
    }
    EXPECT_EQ(known, 249);
    for (const auto* wrong : {"", "D", " D", "D ", "DE ", "DEU", "d\xC3"}) {
        EXPECT_FALSE(is_country(wrong)) << wrong;
    }
}

// Whatever a seller offers: what may go there is exactly what the way and the country allow, and
// what is stored comes back.
TEST(HandoverRules, MS_07_let_through_what_they_offer_and_nothing_else) {
    const std::vector<std::string> codes{"AT", "BE", "DE", "FR", "GB", "US"};
    for (unsigned seed = 1; seed <= 2000; ++seed) {
        std::mt19937 chance(seed);
        Handover handover;
        handover.ways = static_cast<Ways>(chance() % 3);
        if (handover.ways != Ways::ship) handover.area = "Here";
        if (handover.ways != Ways::pick_up) {
            for (const auto& code : codes) {
                if (chance() % 3 == 0) handover.regions.push_back(code);
            }
        }
        ASSERT_EQ(*checked(handover, {}, noon), handover) << "seed " << seed;
        ASSERT_EQ(regions_in(joined(handover.regions)), handover.regions);
        for (const Way way : base::every<Way>()) {
            const std::string country = chance() % 4 == 0 ? "" : codes[chance() % codes.size()];
            const auto& regions = handover.regions;
            const bool there = way == Way::pick_up || regions.empty() ||
                               std::ranges::find(regions, country) != regions.end();
            const bool offered = handover.ways == Ways::both ||
                                 handover.ways == (way == Way::ship ? Ways::ship : Ways::pick_up);
            ASSERT_EQ(bool{can_reach(handover, {way, country})}, offered && there)
                << "seed " << seed;
        }
    }
}

class GoodsHandover : public tests::WithShop<tests::RoutesTest> {
protected:
    GoodsHandover() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    ListingId handed(const Handover& handover) {
        auto goods = tests::mug(50);
        goods.handover = handover;
        return live(goods);
    }
    base::Result<Reserved> take(ListingId id, const Destination& destination,
                                std::int64_t version = 1) {
        return act([&](db::Tx& tx) { return reserve(tx, ben, {id, version, 1}, destination); });
    }
    static std::string path_of(ListingId id) {
        return "/api/v1/listings/" + std::to_string(id.value);
    }
};

TEST_P(GoodsHandover, MS_07_goods_go_only_the_way_that_their_version_offers) {
    const auto met = handed(in_person);
    EXPECT_EQ(take(met, {}).error().code(), "only_picked_up");
    EXPECT_EQ(take(met, {}).error().args().front(), (base::Argument{"title", "Mug"}));
    EXPECT_TRUE(take(met, {Way::pick_up, ""}));
    const auto sent = handed({Ways::ship, "", "", {"DE", "AT"}, {}});
    EXPECT_EQ(take(sent, {Way::pick_up, ""}).error().code(), "only_sent");
    EXPECT_EQ(take(sent, {Way::ship, ""}).error().fields().front().field, "delivery.country");
    EXPECT_EQ(take(sent, {Way::ship, "FR"}).error().code(), "not_sent_there");
    EXPECT_TRUE(take(sent, {Way::ship, "AT"}));
    EXPECT_EQ(row(sent).stock, 49) << "a refusal has written nothing";
}

TEST_P(GoodsHandover, MS_07_a_buyer_who_saw_another_version_looks_again) {
    const auto id = handed({});
    must([&](db::Tx& tx) {
        Edit change{1, {}, {}, {}};
        change.handover = in_person;
        return edit(tx, ann, id, change);
    });
    EXPECT_EQ(take(id, {Way::ship, ""}).error().code(), "listing_changed");
    EXPECT_EQ(take(id, {Way::ship, ""}, 2).error().code(), "only_picked_up");
}

TEST_P(GoodsHandover, MS_07_what_is_ordered_ahead_is_promised_until_its_day_has_come) {
    const base::Time then = now + 30 * day;
    const auto id = handed({Ways::ship, "", "", {}, then});
    EXPECT_EQ(take(id, {})->promised, then);
    EXPECT_NE(call(Method::get, path_of(id)).at("handover.ahead"), "null");
    now = then + day;
    EXPECT_EQ(take(id, {})->promised, std::nullopt);
    EXPECT_EQ(call(Method::get, path_of(id)).at("handover.ahead"), "null");
}

TEST_P(GoodsHandover, MS_07_the_place_is_told_to_nobody_but_its_seller) {
    const auto id = handed(in_person);
    const std::string as_ann = cookie_of(ann), as_ben = cookie_of(ben);
    for (const auto& cookie : {std::string{}, as_ben}) {
        const Reply seen = call(Method::get, path_of(id), "", cookie);
        EXPECT_EQ(seen.at("handover.area"), "By the library");
        EXPECT_EQ(seen.at("handover.place"), "null");
        EXPECT_EQ(boost::json::serialize(seen.body).find("Mill Lane"), std::string::npos);
    }
    EXPECT_EQ(call(Method::get, path_of(id), "", as_ann).at("handover.place"), in_person.place);
}

TEST_P(GoodsHandover, MS_07_a_version_keeps_its_place_and_a_new_place_is_a_new_version) {
    const auto id = handed(in_person);
    const auto change = [&](std::int64_t version, const Handover& handover) {
        must([&](db::Tx& tx) {
            Edit edit{version, {}, {}, {}};
            edit.handover = handover;
            return shops::edit(tx, ann, id, edit);
        });
    };
    change(1, in_person);
    EXPECT_EQ(row(id).version, 1) << "an edit that changes nothing makes no version";
    must([&](db::Tx& tx) { return shops::edit(tx, ann, id, {1, "Cup", {}, {}}); });
    Handover moved = in_person;
    moved.place = "The yard";
    change(2, moved);
    const auto pickups = look([&](db::Snapshot& db) {
        return pickups_of(db, {{id, 1}, {id, 2}, {id, 3}});
    });
    ASSERT_EQ(pickups.size(), 3U);
    EXPECT_EQ(pickups[0].pickup.place, in_person.place);
    EXPECT_EQ(pickups[1].pickup, pickups[0].pickup);
    EXPECT_EQ(pickups[2].pickup.place, "The yard");
    EXPECT_EQ(
        look([](db::Snapshot& db) { return db.number("select count(*) from pickup_places"); }), 2)
        << "versions share a place";
}

TEST_P(GoodsHandover, AreWrittenAndReadAsTheirSellerSaysThem) {
    const std::string as_ann = cookie_of(ann);
    const auto id = handed({});
    EXPECT_EQ(call(Method::get, path_of(id)).at("handover"),
              R"({"ways":"ship","area":"","place":null,"regions":[],"ahead":null})");
    const auto edited = [&](std::int64_t version, const std::string& handover) {
        const Reply reply =
            call(Method::patch, path_of(id),
                 R"({"version":)" + std::to_string(version) + R"(,"handover":)" + handover + "}",
                 as_ann);
        return reply.status == 200 ? reply.at("handover")
                                   : reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(edited(1, R"({"ways":"carry"})"), "handover.ways unknown_word");
    EXPECT_EQ(edited(1, R"({"ways":"both"})"), "handover.area empty");
    EXPECT_EQ(edited(1, R"({"ways":"ship","regions":["DEU"]})").substr(0, 18),
              "handover.regions.0");
    EXPECT_EQ(edited(1, R"({"ways":"ship","regions":["DE","AT"]})"),
              R"({"ways":"ship","area":"","place":"","regions":["AT","DE"],"ahead":null})");
    EXPECT_EQ(edited(2, R"({"ways":"pick_up","area":"Gate","place":"Left","regions":["DE"]})"),
              "handover.regions not_needed");
    EXPECT_EQ(edited(2, R"({"ways":"pick_up","area":"Gate","place":"Left"})"),
              R"({"ways":"pick_up","area":"Gate","place":"Left","regions":[],"ahead":null})");
}

ON_EVERY_DATABASE(GoodsHandover);

}  // namespace
}  // namespace shops
