#include "base/log.hpp"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "base/histogram.hpp"

namespace base {
namespace {

constexpr std::array<Field, 2> fields{Field{"status", std::int64_t{200}},
                                      Field{"route", std::string_view{"/x"}}};

TEST(LogLines, SayWhatForWhomAndHow) {
    EXPECT_EQ(log_line(LogFormat::text, "r1", "done", fields),
              "done request=r1 status=200 route=/x");
    EXPECT_EQ(log_line(LogFormat::json, "r1", "done", fields),
              R"("message":"done","request":"r1","status":200,"route":"/x")");
    EXPECT_EQ(log_line(LogFormat::json, "", "done", {}), R"("message":"done")");
}

TEST(LogLines, StayOnOneLineAndReadableWhateverIsSaid) {
    EXPECT_EQ(log_line(LogFormat::text, "", "a\nb\rc\x1b[0m", {}), "a b c [0m");
    EXPECT_EQ(log_line(LogFormat::json, "", "a\"b\\c\nd", {}), R"("message":"a\"b\\c d")");
    EXPECT_EQ(log_line(LogFormat::json, "", "\xff!", {}), R"("message":"?!")");
    EXPECT_EQ(log_line(LogFormat::json, "", "\xC3\xBC", {}), "\"message\":\"\xC3\xBC\"");
}

TEST(LogLines, BelongToTheRequestOfTheirThread) {
    std::string heard;
    log_to([&](std::string_view line) { heard = line; });
    {
        const LogContext outer("one");
        {
            const LogContext inner("two");
            log(Level::error, "in");
            EXPECT_EQ(heard, R"({"message":"in","request":"two"})");
        }
        log(Level::error, "out");
        EXPECT_EQ(heard, R"({"message":"out","request":"one"})");
        std::thread([] { log(Level::error, "beside"); }).join();
        EXPECT_EQ(heard, R"({"message":"beside"})");
        log(Level::debug, "not wanted");
        EXPECT_EQ(heard, R"({"message":"beside"})");
    }
    log_to(nullptr);
}

TEST(Histograms, CountEachValueInTheFirstBucketThatHoldsIt) {
    CountHistogram counts;
    for (const std::int64_t value : {0, 1, 2, 3, 4, 1'024, 1'025}) counts.add(value);
    EXPECT_EQ(counts.count(0), 2);
    EXPECT_EQ(counts.count(1), 1);
    EXPECT_EQ(counts.count(2), 2);
    EXPECT_EQ(counts.count(10), 1);
    EXPECT_EQ(counts.count(11), 1) << "above every bound";
    EXPECT_EQ(counts.sum(), 2'059);
}

}  // namespace
}  // namespace base
