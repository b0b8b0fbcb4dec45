#include "media/decoder.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <csignal>
#include <map>
#include <random>

#include "base/histogram.hpp"
#include "media/media.hpp"
#include "media/tests/escapes.hpp"
#include "media/tests/samples.hpp"
#include "tests/budget.hpp"

namespace media {
namespace {

/// "well" or the refusal's code.
std::string outcome(const Decoder& decoder, const std::string& bytes) {
    const auto sizes = decoder.decode(bytes);
    return sizes ? "well" : std::string{sizes.error().code()};
}

class Decoding : public ::testing::Test {
protected:
    Decoder decoder{DecoderOptions{}};
};

bool is_near(const Raster& raster, std::int64_t x, std::int64_t y, std::array<int, 3> colour) {
    constexpr int slack = 24;
    for (std::size_t c = 0; c < 3; ++c) {
        const auto at = static_cast<std::size_t>((y * raster.extent.width + x) * 3) + c;
        if (std::abs(raster.dots[at] - colour[c]) > slack) return false;
    }
    return true;
}

TEST_F(Decoding, EveryFormatComesOutInThreeSizes) {
    for (const std::string& bytes :
         {tests::jpeg({2000, 1500}), tests::png({2000, 1500}), tests::webp({2000, 1500})}) {
        const auto sizes = decoder.decode(bytes);
        ASSERT_TRUE(sizes) << sizes.error().code();
        ASSERT_EQ(sizes->size(), 3U);
        EXPECT_EQ((*sizes)[0].extent, (Extent{320, 240}));
        EXPECT_EQ((*sizes)[1].extent, (Extent{640, 480}));
        EXPECT_EQ((*sizes)[2].extent, (Extent{1280, 960}));
        for (const Rendition& size : *sizes) {
            const Raster seen = tests::dots_of(size.bytes);
            EXPECT_EQ(seen.extent, size.extent);
            const auto [width, height] = seen.extent;
            EXPECT_TRUE(is_near(seen, 2, 2, {0, 0, 255}));
            EXPECT_TRUE(is_near(seen, width - 3, 2, {254, 0, 0}));
            EXPECT_TRUE(is_near(seen, 2, height - 3, {0, 254, 0}));
        }
    }
}

TEST_F(Decoding, WhereAPictureWasTakenIsForgottenAndWhichWayIsUpIsNot) {
    const std::string held = tests::with_exif(tests::jpeg({400, 200}), 6);
    ASSERT_NE(held.find("13.4050 E"), std::string::npos);
    const auto sizes = decoder.decode(held);
    ASSERT_TRUE(sizes);
    EXPECT_EQ(sizes->back().extent, (Extent{200, 400}));
    for (const Rendition& size : *sizes) {
        EXPECT_EQ(size.bytes.find("Exif"), std::string::npos);
        EXPECT_EQ(size.bytes.find("13.4050 E"), std::string::npos);
    }
    // Turned to the right: what was the upper left corner is the upper right one.
    const Raster seen = tests::dots_of(sizes->back().bytes);
    EXPECT_TRUE(is_near(seen, 197, 2, {0, 0, 255}));
}

TEST_F(Decoding, WhatIsNoPictureIsRefusedAndSaysWhy) {
    EXPECT_EQ(outcome(decoder, ""), "picture_kind");
    EXPECT_EQ(outcome(decoder, "GIF89a and more"), "picture_kind");
    EXPECT_EQ(outcome(decoder, "<svg onload='alert(1)'/>"), "picture_kind");
    EXPECT_EQ(outcome(decoder, "\xFF\xD8\xFF and no more"), "picture_broken");
    for (const std::string& whole :
         {tests::jpeg({300, 300}), tests::png({300, 300}), tests::webp({300, 300})}) {
        EXPECT_EQ(outcome(decoder, whole), "well");
        EXPECT_EQ(outcome(decoder, whole.substr(0, whole.size() / 2)), "picture_broken");
    }
}

TEST_F(Decoding, MoreDotsThanAreTakenAreRefusedBeforeTheyTakeRoom) {
    DecoderOptions options;
    options.pixels_most = 10'000;
    const Decoder strict(options);
    EXPECT_EQ(outcome(strict, tests::png({100, 100})), "well");
    for (const std::string& larger :
         {tests::jpeg({101, 100}), tests::png({101, 100}), tests::webp({101, 100})}) {
        EXPECT_EQ(outcome(strict, larger), "picture_too_large");
    }
    // A head that promises a square of 30,000 dots, with nothing behind it.
    std::string bomb = tests::png({100, 100});
    bomb.replace(16, 8, std::string{"\0\0\x75\x30\0\0\x75\x30", 8});
    EXPECT_NE(outcome(decoder, bomb), "well");
}

TEST_F(Decoding, OneThatTakesTooLongIsEnded) {
    DecoderOptions options;
    options.seconds = 1;
    options.pixels_most = tests::pixels_of_a_sleeper;
    const Decoder slow(options);
    const auto began = base::Stopwatch::now();
    EXPECT_EQ(outcome(slow, tests::jpeg({8, 8})), "picture_broken");
    const std::int64_t took = base::micros_between(began, base::Stopwatch::now());
    EXPECT_GE(took, 2'000'000);
    EXPECT_LT(took, 10'000'000);
}

TEST_F(Decoding, OneThatCannotBeginIsAnAccident) {
    DecoderOptions options;
    options.program = "/nowhere";
    const Decoder none(options);
    EXPECT_THROW((void)none.decode(tests::jpeg({8, 8})), std::runtime_error);
}

TEST_F(Decoding, OneThatSaysNonsenseIsNotBelieved) {
    DecoderOptions options;
    options.program = "/bin/echo";  // Ends well, and has written something else.
    const Decoder liar(options);
    EXPECT_EQ(outcome(liar, tests::jpeg({8, 8})), "picture_broken");
}

/// How a process of this program ends that is shut in and tries to get out.
int end_of(tests::Escape escape) {
    const char way[] = {static_cast<char>('a' + static_cast<int>(escape)), '\0'};
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/proc/self/exe", "media_test", tests::escape_word.data(), way, nullptr);
        ::_exit(98);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

TEST(Sandbox, R_15_nobody_gets_out_of_the_decoder) {
    const int peaceful = end_of(tests::Escape::nothing);
    ASSERT_TRUE(WIFEXITED(peaceful));
    ASSERT_EQ(WEXITSTATUS(peaceful), 0);
    for (int i = 1; i < tests::escapes; ++i) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        if (static_cast<tests::Escape>(i) == tests::Escape::use_up_memory) continue;
#endif
        const int status = end_of(static_cast<tests::Escape>(i));
        EXPECT_TRUE(WIFSIGNALED(status)) << "escape " << i << " ended with " << status;
    }
}

/// The parts of a PNG carry sums, and none with a wrong one is looked into: they are made right, as
/// whoever wants to be looked into does.
std::string with_right_sums(std::string png) {
    constexpr std::size_t head = 8, around = 12;
    for (std::size_t at = head; at + around <= png.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            size = size << 8U | static_cast<unsigned char>(png[at + i]);
        }
        if (size > png.size() - at - around) break;
        const auto* begin = reinterpret_cast<const Bytef*>(png.data() + at + 4);
        const auto sum = ::crc32(0, begin, static_cast<uInt>(size + 4));
        for (std::size_t i = 0; i < 4; ++i) {
            png[at + 8 + size + i] = static_cast<char>(sum >> (24 - 8 * i) & 0xFFU);
        }
        at += size + around;
    }
    return png;
}

std::string mutant(const std::vector<std::string>& valid, std::mt19937_64& chance) {
    const auto below = [&](std::size_t most) { return chance() % std::max<std::size_t>(1, most); };
    std::string bytes = valid[below(valid.size())];
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
        // Heads are where the decisions are: half of the changes go there.
        const std::size_t at =
            below(below(2) == 0 ? std::min<std::size_t>(bytes.size(), 256) : bytes.size());
        switch (below(6)) {
            case 0: bytes[at] = static_cast<char>(below(256)); break;
            case 1: bytes[at] = static_cast<char>(bytes[at] ^ 1 << below(8)); break;
            case 2: bytes[at] = below(2) == 0 ? '\xFF' : '\0'; break;
            case 3: bytes.erase(at, 1 + below(16)); break;
            case 4: bytes.insert(at, bytes.substr(below(bytes.size()), below(64))); break;
            default: bytes.resize(std::max<std::size_t>(16, at)); break;
        }
    }
    if (format_of(bytes) == Format::png && below(4) != 0) return with_right_sums(bytes);
    return bytes;
}

TEST(Sandbox, R_15_mutants_neither_crash_the_server_nor_hang_it) {
    const std::int64_t rounds = tests::budget("pictures", "mutants");
    const std::uint64_t seed = 20301215;
    std::mt19937_64 chance(seed);
    DecoderOptions options;
    options.seconds = 2;
    const Decoder decoder(options);
    const std::vector<std::string> valid{
        tests::jpeg({90, 70}), tests::with_exif(tests::jpeg({64, 40}), 8), tests::png({60, 50}),
        tests::webp({60, 50}), tests::jpeg({700, 20})};
    std::map<std::string, std::int64_t> outcomes;
    std::int64_t longest = 0;
    for (std::int64_t i = 0; i < rounds; ++i) {
        const std::string bytes = mutant(valid, chance);
        const auto began = base::Stopwatch::now();
        ++outcomes[outcome(decoder, bytes)];
        longest = std::max(longest, base::micros_between(began, base::Stopwatch::now()));
    }
    for (const auto& [code, times] : outcomes) std::cout << code << " " << times << "\n";
    std::cout << rounds << " mutants from seed " << seed << ", the slowest took " << longest
              << " us\n";
    EXPECT_LT(longest, 2 * options.seconds * 1'000'000);
    EXPECT_GT(outcomes["well"], 0);
    EXPECT_GT(outcomes["picture_broken"], 0);
}

}  // namespace
}  // namespace media
