#include "shops/rating.hpp"

#include <gtest/gtest.h>

#include <random>

namespace shops {
namespace {

Rating times(const Rating& one, std::int64_t n) {
    return {one.one * n, one.two * n, one.three * n, one.four * n, one.five * n};
}

Rating with_another(Rating rating, std::int64_t stars) {
    std::int64_t* const counts[] = {&rating.one, &rating.two, &rating.three, &rating.four,
                                    &rating.five};
    ++*counts[stars - 1];
    return rating;
}

/// Any, of few reviews and of many, most of them of some stars alone.
Rating any(std::mt19937_64& chance, unsigned powers = 20) {
    const std::int64_t most = std::int64_t{1} << (chance() % powers);
    const auto some = [&] {
        return chance() % 2 == 0
                   ? 0
                   : static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(most + 1));
    };
    const Rating rating{some(), some(), some(), some(), some()};
    return rating.count() == 0 ? Rating{0, 0, 0, 0, 1} : rating;
}

__extension__ using Wide = __int128;

/// Whether buyers who all together think `hundredths` would hardly ever have said this: the test
/// that the interval turns around, (p - x)² >= t x (1 - x), in whole numbers and without a root.
bool is_unlikely(const Rating& r, std::int64_t hundredths) {
    const Wide n = r.count(), above = r.stars() - n, below = 5 * n - r.stars();
    const Wide squares =
        r.one + Wide{4} * r.two + Wide{9} * r.three + Wide{16} * r.four + Wide{25} * r.five;
    const Wide differ = n * squares - Wide{r.stars()} * r.stars() + 8 * n;
    const Wide at_most = above * below + 8 * n;
    const Wide x = hundredths - 100;
    const Wide away = 100 * above - n * x;
    return away * away * 1'000'000 * at_most >= 3'841'459 * differ * x * (400 - x) * n;
}

TEST(Ratings, AB_04_say_the_mean_to_the_nearest_hundredth) {
    EXPECT_EQ(view_of({}), RatingView{});
    EXPECT_EQ(view_of({0, 0, 0, 0, 1}).hundredths, 500);
    EXPECT_EQ(view_of({0, 0, 0, 1, 2}).hundredths, 467);  // 4.666...
    EXPECT_EQ(view_of({0, 0, 0, 2, 1}).hundredths, 433);  // 4.333...
    EXPECT_EQ(view_of({0, 0, 0, 7, 1}).hundredths, 413);  // 4.125
}

TEST(Ratings, AB_04_one_review_says_little_and_a_hundred_say_much) {
    EXPECT_EQ(view_of({0, 0, 0, 0, 1}), (RatingView{1, 500, 182, 500}));
    EXPECT_EQ(view_of({1, 0, 0, 0, 0}), (RatingView{1, 100, 100, 418}));
    EXPECT_EQ(view_of({0, 0, 1, 0, 0}), (RatingView{1, 300, 130, 470}));
    EXPECT_EQ(view_of({0, 0, 1, 2, 9}), (RatingView{12, 467, 391, 492}));
    const RatingView hundred = view_of({0, 0, 5, 30, 65});
    EXPECT_EQ(hundred.hundredths, 460);
    EXPECT_GT(hundred.low, 440);
    EXPECT_LT(hundred.high, 475);
}

TEST(Ratings, AB_04_one_five_does_not_beat_forty_that_are_nearly_all_fives) {
    const std::int64_t one = view_of({0, 0, 0, 0, 1}).low, forty = view_of({0, 0, 0, 8, 32}).low;
    EXPECT_LT(one, 200);
    EXPECT_GT(forty, 450);
}

TEST(Ratings, AB_04_lie_within_one_to_five_around_their_mean) {
    std::mt19937_64 chance(11);
    for (int i = 0; i < 20'000; ++i) {
        const Rating rating = any(chance);
        const RatingView view = view_of(rating);
        ASSERT_GE(view.low, 100);
        ASSERT_LE(view.low, view.hundredths);
        ASSERT_LE(view.hundredths, view.high);
        ASSERT_LE(view.high, 500);
        ASSERT_LT(view.low, view.high) << "nothing is certain";
    }
}

TEST(Ratings, AB_04_hold_what_is_likely_and_end_within_a_hundredth_of_it) {
    std::mt19937_64 chance(12);
    int ends = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Rating rating = any(chance, 16);
        const RatingView view = view_of(rating);
        ASSERT_TRUE(is_unlikely(rating, view.low));
        ASSERT_TRUE(is_unlikely(rating, view.high));
        if (view.low + 1 >= view.hundredths || view.high - 1 <= view.hundredths) continue;
        ASSERT_FALSE(is_unlikely(rating, view.low + 1));
        ASSERT_FALSE(is_unlikely(rating, view.high - 1));
        ++ends;
    }
    EXPECT_GT(ends, 10'000);
}

TEST(Ratings, AB_04_narrow_from_both_ends_as_the_same_is_said_more_often) {
    std::mt19937_64 chance(13);
    for (int i = 0; i < 5'000; ++i) {
        const Rating once = any(chance);
        RatingView before = view_of(once);
        for (const std::int64_t n : {2, 3, 5, 17, 200}) {
            const RatingView more = view_of(times(once, n));
            ASSERT_GE(more.low, before.low);
            ASSERT_LE(more.high, before.high);
            before = more;
        }
    }
}

// Otherwise a seller whose buyer is pleased would fall in the order of the best.
TEST(Ratings, AB_04_do_not_fall_by_another_five_nor_rise_by_another_one) {
    std::mt19937_64 chance(14);
    for (int i = 0; i < 20'000; ++i) {
        const Rating rating = any(chance);
        ASSERT_GE(view_of(with_another(rating, 5)).low, view_of(rating).low);
        ASSERT_LE(view_of(with_another(rating, 1)).high, view_of(rating).high);
    }
}

TEST(Ratings, AreReckonedOfAsManyAsThereMayEverBe) {
    EXPECT_EQ(view_of({0, 0, 0, 0, ratings_most}), (RatingView{ratings_most, 500, 499, 500}));
    EXPECT_EQ(view_of({ratings_most / 2, 0, 0, 0, ratings_most / 2}),
              (RatingView{ratings_most, 300, 299, 301}));
}

}  // namespace
}  // namespace shops
