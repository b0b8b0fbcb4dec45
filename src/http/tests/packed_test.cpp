// What a query answers travels in fewer bytes where its client can read them.

#include <gtest/gtest.h>

#include "http/compression.hpp"
#include "http/static_files.hpp"
#include "http/tests/unzip.hpp"
#include "tests/routes.hpp"

namespace http {
namespace {

using tests::Reply;

struct LengthForm {
    Whole<0, 100'000> length;
};
BOOST_DESCRIBE_STRUCT(LengthForm, (), (length))
struct TextView {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(TextView, (), (text))

class Packed : public tests::RoutesTest {
protected:
    Packed() : RoutesTest({events::migrations()}, nobody) {
        router->query(
            Method::get, "/api/v1/texts/{length}", "A text", Access::open(),
            [](db::Snapshot&, const Call&, const LengthForm& form) -> base::Result<TextView> {
                return TextView{std::string(static_cast<std::size_t>(form.length.value), 'a')};
            });
        Traits sheet;
        sheet.answers = "text/csv; charset=utf-8";
        router->query(
            Method::get, "/api/v1/sheets/{length}", "A file", Access::open(),
            [this](db::Snapshot&, const Call&, const LengthForm& form) -> base::Result<File> {
                bytes = std::make_shared<const std::string>(
                    static_cast<std::size_t>(form.length.value), 'b');
                return File{"sheet.csv", bytes, 0};
            },
            sheet);
    }
    static Caller nobody(db::Snapshot&, std::string_view) { return {}; }

    Reply text(int length, const std::string& accepts) {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!accepts.empty()) headers.emplace_back("accept-encoding", accepts);
        return call_with(Method::get, "/api/v1/texts/" + std::to_string(length), "", headers);
    }
    static std::string header(const Reply& reply, std::string_view wanted) {
        for (const auto& [name, value] : reply.response.headers) {
            if (name == wanted) return value;
        }
        return "";
    }

    std::shared_ptr<const std::string> bytes;  // Of the last file.
};

TEST_P(Packed, AnswersInFewerBytesToWhoReadsThem) {
    const Reply plain = text(5000, "");
    EXPECT_EQ(header(plain, "Content-Encoding"), "");
    EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding") << "a cache must not mix them up";
    const Reply packed = text(5000, "gzip, deflate, br");
    EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
    EXPECT_LT(packed.response.bytes().size(), 200U);
    EXPECT_EQ(tests::unzip(std::string{packed.response.bytes()}),
              std::string{plain.response.bytes()});
    EXPECT_EQ(packed.response.content_type, plain.response.content_type);
}

// The bytes of a file are shared with whoever made them: packing them must not touch those.
TEST_P(Packed, AFileComesPackedUnderItsNameAndItsBytesStayWhatTheyAre) {
    const auto sheet = [&](const std::string& accepts) {
        return call_with(Method::get, "/api/v1/sheets/5000", "", {{"accept-encoding", accepts}});
    };
    const Reply plain = sheet("identity");
    EXPECT_EQ(header(plain, "Content-Encoding"), "");
    const Reply packed = sheet("gzip");
    EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
    EXPECT_EQ(tests::unzip(std::string{packed.response.bytes()}),
              std::string{plain.response.bytes()});
    EXPECT_EQ(*bytes, std::string(5000, 'b'));
    EXPECT_EQ(header(packed, "Content-Disposition"), header(plain, "Content-Disposition"));
    EXPECT_EQ(packed.response.content_type, "text/csv; charset=utf-8");
    EXPECT_EQ(header(packed, "Cache-Control"), "no-store");
    EXPECT_EQ(header(packed, "ETag"), "") << "what is kept nowhere has no name of its bytes";
}

TEST(PackedTag, IsWeakForTheBytesAreOthersAndIsAskedForByThat) {
    const auto page = [] {
        Response response;
        response.content_type = "text/html; charset=utf-8";
        response.body = std::string(5000, 'c');
        return response;
    };
    const auto asked = [](const std::string& tag) {
        Request request;
        request.headers.emplace_back("Accept-Encoding", "gzip");
        if (!tag.empty()) request.headers.emplace_back("If-None-Match", tag);
        return request;
    };
    const auto tag_of = [](const Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name == "ETag") return value;
        }
        return std::string{};
    };
    Response first = page();
    tag(asked(""), first);
    const std::string strong = tag_of(first);
    compress(asked(""), first);
    EXPECT_EQ(tag_of(first), "W/" + strong);
    EXPECT_LT(first.bytes().size(), 200U);
    Response again = page();
    tag(asked(tag_of(first)), again);
    compress(asked(tag_of(first)), again);
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.bytes(), "");
    Response changed = page();
    changed.body += 'd';
    tag(asked(tag_of(first)), changed);
    EXPECT_EQ(changed.status, 200);
}

TEST_P(Packed, LeavesAloneWhatIsSmallOrNotWanted) {
    EXPECT_EQ(header(text(50, "gzip"), "Content-Encoding"), "");
    EXPECT_EQ(header(text(5000, "gzip;q=0"), "Content-Encoding"), "");
    EXPECT_EQ(header(text(5000, "identity"), "Content-Encoding"), "");
    const Reply wrong = text(1'000'000, "gzip");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.at("fields.0.field"), "length");
}

ON_EVERY_DATABASE(Packed);

}  // namespace
}  // namespace http
