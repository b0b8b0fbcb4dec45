#include "http/schema.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

BOOST_DEFINE_ENUM_CLASS(Doing, keep, delete_)  // NOLINT

struct Thing {
    Doing doing{};
    std::optional<std::string> note;
    Null nothing;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (doing, note, nothing))

struct ThingForm {
    Line<1, 5> name;
    std::optional<Line<1, 5>> note;
};
BOOST_DESCRIBE_STRUCT(ThingForm, (), (name, note))

TEST(Schema, AViewHasAllItsMembersAndAFormMayLeaveTheOptionalOnesOut) {
    Schemas schemas;
    EXPECT_EQ(schemas.form<ThingForm>().at("required"), (json::array{"name"}));
    const json::object ref = schemas.view<Thing>();
    EXPECT_EQ(ref.at("$ref"), "#/components/schemas/Thing");
    const json::object& thing = schemas.components().at("Thing").as_object();
    EXPECT_EQ(thing.at("required"), (json::array{"doing", "note", "nothing"}));
    EXPECT_EQ(thing.at("properties").at("nothing"), (json::object{{"type", "null"}}));
    EXPECT_EQ(schemas.form<ThingForm>().at("required"), (json::array{"name"}));
}

TEST(Schema, AWordThatCppKeepsForItselfIsSaidAsItIsWritten) {
    Schemas schemas;
    schemas.view<Thing>();
    EXPECT_EQ(schemas.components().at("Doing").at("enum"), (json::array{"keep", "delete"}));
    EXPECT_EQ(to_json(Thing{Doing::delete_, std::nullopt, {}}),
              R"({"doing":"delete","note":null,"nothing":null})");
}

}  // namespace
}  // namespace http
