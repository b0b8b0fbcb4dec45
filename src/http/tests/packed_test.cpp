// What a query answers travels in fewer bytes where its client can read them.

#include <gtest/gtest.h>

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
