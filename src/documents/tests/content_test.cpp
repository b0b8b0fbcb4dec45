#include "documents/content.hpp"

#include <gtest/gtest.h>

namespace documents {
namespace {

Content sample() {
    Content content;
    content.set("number", "F-2026-000001");
    content.set("to", "Tab\there, line\nthere, back\\slash 中文");
    content.set("total", -17);
    content.rows = {{"Mug", "2"}, {"", "\\t"}, {}};
    return content;
}

TEST(Content, ComesBackFromItsCanonicalBytes) {
    const auto back = parse(canonical(sample()));
    ASSERT_TRUE(back);
    // A row of no cells is written as one without any.
    EXPECT_EQ(back->fields, sample().fields);
    EXPECT_EQ(back->rows[0], sample().rows[0]);
    EXPECT_EQ(back->rows[1], sample().rows[1]);
    EXPECT_EQ(canonical(*back), canonical(sample()));
    EXPECT_EQ(back->number("total"), -17);
    EXPECT_EQ(back->text("nothing"), "");
}

TEST(Content, IsNotReadFromAnythingElse) {
    for (const char* text :
         {"", "document 2\n", "document 1\nnumber\tF", "document 1\nnumber\n",
          "document 1\na\tb\tc\n", "document 1\na\t\\x\n", "document 1\n|\tx\na\tb\n"}) {
        EXPECT_FALSE(parse(text)) << text;
    }
}

TEST(Content, HasTheDigestOfItsBytesWhichIsWrittenHere) {
    Content content;
    content.set("number", "F-2026-000001");
    EXPECT_EQ(canonical(content), "document 1\nnumber\tF-2026-000001\n");
    EXPECT_EQ(digest_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Content, NumbersAreSixDigitsOrMore) {
    EXPECT_EQ(number_text("F", 2026, 17), "F-2026-000017");
    EXPECT_EQ(number_text("RC", 2026, 1'234'567), "RC-2026-1234567");
}

}  // namespace
}  // namespace documents
