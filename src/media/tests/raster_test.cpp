#include "media/raster.hpp"

#include <gtest/gtest.h>

#include "media/tests/samples.hpp"

namespace media {
namespace {

TEST(Raster, FormatsAreKnownByTheirFirstBytes) {
    EXPECT_EQ(format_of(tests::jpeg({8, 8})), Format::jpeg);
    EXPECT_EQ(format_of(tests::png({8, 8})), Format::png);
    EXPECT_EQ(format_of(tests::webp({8, 8})), Format::webp);
    EXPECT_EQ(format_of("GIF89a"), std::nullopt);
    EXPECT_EQ(format_of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), std::nullopt);
    EXPECT_EQ(format_of(""), std::nullopt);
    EXPECT_EQ(format_of("RIFF....WAVE"), std::nullopt);
}

TEST(Raster, SizesNeverGrowAndAreNeverTwice) {
    using List = std::vector<Extent>;
    EXPECT_EQ(sizes_of({4000, 3000}), (List{{320, 240}, {640, 480}, {1280, 960}}));
    EXPECT_EQ(sizes_of({800, 600}), (List{{320, 240}, {640, 480}, {800, 600}}));
    EXPECT_EQ(sizes_of({200, 100}), (List{{200, 100}}));
    EXPECT_EQ(sizes_of({320, 1}), (List{{320, 1}}));
    EXPECT_EQ(sizes_of({1, 1}), (List{{1, 1}}));
    EXPECT_EQ(sizes_of({1000, 30000}), (List{{21, 640}, {42, 1280}, {85, 2560}}));
    EXPECT_EQ(sizes_of({30000, 10}), (List{{320, 1}, {640, 1}, {1280, 1}}));
}

TEST(Raster, ACameraSaysHowItWasHeld) {
    for (int way = 1; way <= 8; ++way) EXPECT_EQ(orientation_in(tests::exif(way)), way);
    EXPECT_EQ(orientation_in(tests::exif(0)), 1);
    EXPECT_EQ(orientation_in(tests::exif(9)), 1);
    EXPECT_EQ(orientation_in(""), 1);
    EXPECT_EQ(orientation_in("MM"), 1);
    const std::string whole = tests::exif(6);
    // Whatever is cut off, nothing outside of the bytes is looked at.
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string part = whole.substr(0, size);
        const int way = orientation_in(part);
        EXPECT_TRUE(way == 1 || way == 6) << size;
    }
}

/// Three rows of two: "abcdef" is a b / c d / e f.
Raster letters(std::string_view text, Extent extent) {
    Raster raster{extent, {}};
    for (const char c : text)
        raster.dots.insert(raster.dots.end(), 3, static_cast<std::uint8_t>(c));
    return raster;
}

TEST(Raster, PicturesStandUprightWhateverWayTheyWereTaken) {
    const Raster held = letters("abcdef", {2, 3});
    EXPECT_EQ(turned(held, 1), held);
    EXPECT_EQ(turned(held, 2), letters("badcfe", {2, 3}));
    EXPECT_EQ(turned(held, 3), letters("fedcba", {2, 3}));
    EXPECT_EQ(turned(held, 4), letters("efcdab", {2, 3}));
    EXPECT_EQ(turned(held, 5), letters("acebdf", {3, 2}));
    EXPECT_EQ(turned(held, 6), letters("ecafdb", {3, 2}));
    EXPECT_EQ(turned(held, 7), letters("fdbeca", {3, 2}));
    EXPECT_EQ(turned(held, 8), letters("bdface", {3, 2}));
}

TEST(Raster, SmallerDotsAreTheMeanOfWhatTheyCover) {
    EXPECT_EQ(shrunk(letters("acac", {2, 2}), {1, 1}), letters("b", {1, 1}));
    EXPECT_EQ(shrunk(letters("aaazzz", {3, 2}), {3, 1}), letters("nnn", {3, 1}));
    // Three columns into two: each has a whole one and half of the middle one.
    const Raster thirds = shrunk(Raster{{3, 1}, {0, 0, 0, 90, 90, 90, 240, 240, 240}}, {2, 1});
    EXPECT_EQ(thirds.dots, (std::vector<std::uint8_t>{30, 30, 30, 190, 190, 190}));
    const Raster whole = tests::sample({97, 61});
    EXPECT_EQ(shrunk(whole, whole.extent), whole);
    // One colour stays that colour, to the last dot.
    const Raster plain{{101, 53}, std::vector<std::uint8_t>(101 * 53 * 3, 201)};
    for (const std::uint8_t dot : shrunk(plain, {40, 21}).dots) EXPECT_EQ(dot, 201);
}

TEST(Raster, WhatCoversNothingIsWhite) {
    EXPECT_EQ(over_white(10, 255), 10);
    EXPECT_EQ(over_white(10, 0), 255);
    EXPECT_EQ(over_white(0, 128), 127);
}

}  // namespace
}  // namespace media
