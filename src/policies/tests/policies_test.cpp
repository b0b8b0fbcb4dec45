#include "policies/policies.hpp"

#include "base/text.hpp"
#include "policies/routes.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace policies {
namespace {

using namespace std::chrono_literals;
using tests::Method;
using tests::Reply;

class Policies : public tests::WithPeople<tests::RoutesTest> {
protected:
    Policies()
        : WithPeople({events::migrations(), members::migrations(), policies::migrations()},
                     members::authenticate) {
        add_routes(*router);
        ann = join("ann");
    }

    Value now_is(std::string_view name) {
        return look([&](db::Snapshot& snapshot) { return value(snapshot, name); });
    }
    base::Result<Policy> try_set(std::string_view name, std::int64_t wanted) {
        return act([&](db::Tx& tx) {
            return set(tx, {std::string{name}, wanted, ann, "because"});
        });
    }

    base::MemberId ann;
};

TEST_P(Policies, AreTheirDefaultsUntilSomebodySetsThem) {
    for (const Definition& definition : definitions()) {
        EXPECT_EQ(now_is(definition.name).value, definition.usual) << definition.name;
        EXPECT_EQ(now_is(definition.name).version, 0) << definition.name;
    }
    EXPECT_EQ(now_is(commission_ppm).value, 50'000);
}

TEST_P(Policies, CountFromTheInstantTheyWereSetAndNeverBackwards) {
    const base::Time before = now;
    now += 1h;
    ASSERT_TRUE(try_set(inspection_days, 7));
    EXPECT_EQ(now_is(inspection_days).value, 7);
    EXPECT_EQ(now_is(inspection_days).version, 1);
    now += 1h;
    ASSERT_TRUE(try_set(inspection_days, 20));
    EXPECT_EQ(now_is(inspection_days).version, 2);
    EXPECT_EQ(now_is(pay_within_minutes).version, 0);
    // Whoever looks as of an earlier instant sees what was in force then.
    now = before + 90min;
    EXPECT_EQ(now_is(inspection_days).value, 7);
    now = before;
    EXPECT_EQ(now_is(inspection_days).value, 14);
    EXPECT_EQ(look([](db::Snapshot& snapshot) {
                  return find(snapshot, inspection_days)->current.version;
              }),
              0);
    EXPECT_EQ(look([](db::Snapshot& snapshot) { return list(snapshot)[4].current.version; }), 0);
}

TEST_P(Policies, KeepTheirBounds) {
    for (const Definition& definition : definitions()) {
        EXPECT_TRUE(try_set(definition.name, definition.min)) << definition.name;
        EXPECT_TRUE(try_set(definition.name, definition.max)) << definition.name;
        const auto less = try_set(definition.name, definition.min - 1);
        ASSERT_FALSE(less) << definition.name;
        EXPECT_EQ(less.error().fields().at(0).code, "too_small");
        const auto more = try_set(definition.name, definition.max + 1);
        ASSERT_FALSE(more) << definition.name;
        EXPECT_EQ(more.error().fields().at(0).code, "too_large");
        EXPECT_EQ(now_is(definition.name).version, 2) << definition.name;
    }
}

TEST_P(Policies, RememberEveryVersionWithWhoAndWhy) {
    ASSERT_TRUE(try_set(commission_ppm, 40'000));
    now += 1h;
    ASSERT_TRUE(try_set(commission_ppm, 30'000));
    const auto versions =
        look([](db::Snapshot& snapshot) { return *history(snapshot, commission_ppm); });
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(versions[0].value, 30'000);
    EXPECT_EQ(versions[0].since, now);
    EXPECT_EQ(versions[1].version, 1);
    EXPECT_EQ(versions[1].by, ann);
    EXPECT_EQ(versions[1].reason, "because");
    EXPECT_EQ(versions[2].value, 50'000);
    EXPECT_EQ(versions[2].since, std::nullopt);
}

constexpr std::string_view digest_of_default =
    "825d44f31609d26ae0a4b161c8097d93bb8d4e935f243cbe5cffb6550ab4f2b3";
constexpr std::string_view digest_of_first =
    "0a74ac96cc1065998198ec7a84834fc695bdeda46c535390aa144676881f9ac2";

TEST_P(Policies, AreAuditedAndTold) {
    ASSERT_TRUE(try_set(commission_ppm, 40'000));
    look([&](db::Snapshot& snapshot) {
        const auto lines = members::audit_lines(snapshot, INT64_MAX, 10);
        EXPECT_EQ(lines.size(), 1U);
        EXPECT_EQ(lines[0].who, ann);
        EXPECT_EQ(lines[0].act, "policy: commission_ppm");
        EXPECT_EQ(lines[0].subject, 1);
        // Of "0 50000", the default, and "1 40000".
        EXPECT_EQ(base::to_hex(lines[0].before->value), digest_of_default);
        EXPECT_EQ(base::to_hex(lines[0].after->value), digest_of_first);
        const auto news = events::after(snapshot, 0, 10).back();
        EXPECT_EQ(news.kind, "policy_set");
        EXPECT_EQ(news.payload, R"({"name":"commission_ppm","version":1,"value":40000})");
        return 0;
    });
}

TEST_P(Policies, HaveNamesThatSomebodyKnows) {
    const auto refused = try_set("gravity", 9);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), no_such_policy);
    look([](db::Snapshot& snapshot) {
        EXPECT_EQ(find(snapshot, "gravity").error(), no_such_policy);
        EXPECT_EQ(history(snapshot, "gravity").error(), no_such_policy);
        return 0;
    });
}

TEST_P(Policies, AreReadByEverybodyAndSetByOperators) {
    const std::string cookie = cookie_of(ann);
    const std::string path = "/api/v1/operator/policies/commission_ppm";
    const std::string body = R"({"value":40000,"reason":"spring sale"})";
    EXPECT_EQ(call(Method::put, path, body).status, 401);
    EXPECT_EQ(call(Method::put, path, body, cookie).status, 403);
    make_operator(ann);
    EXPECT_EQ(
        call(Method::put, path, R"({"value":1000001,"reason":"x"})", cookie).at("fields.0.code"),
        "too_large");
    EXPECT_EQ(call(Method::put, path, R"({"value":40000})", cookie).at("fields.0.field"), "reason");
    EXPECT_EQ(call(Method::put, "/api/v1/operator/policies/gravity", body, cookie).code(),
              "no_such_policy");
    const Reply set = call(Method::put, path, body, cookie);
    EXPECT_EQ(set.status, 200);
    EXPECT_EQ(set.at("version"), "1");
    EXPECT_EQ(set.at("from"), "2030-01-01T12:00:00.000000Z");

    const Reply list = call(Method::get, "/api/v1/policies");
    EXPECT_EQ(list.count(), definitions().size());
    std::string commission = "items.0";
    for (std::size_t i = 0; list.at(commission + ".name") != "commission_ppm"; ++i) {
        ASSERT_LT(i, definitions().size());
        commission = "items." + std::to_string(i);
    }
    EXPECT_EQ(list.at(commission + ".value"), "40000");
    EXPECT_EQ(list.at(commission + ".unit"), "ppm");
    EXPECT_EQ(list.at(commission + ".max"), "500000");
    EXPECT_EQ(list.at("items.0.from"), "null");

    const Reply versions = call(Method::get, "/api/v1/policies/commission_ppm/versions");
    ASSERT_EQ(versions.count(), 2U);
    EXPECT_EQ(versions.at("items.0.by"), "ann");
    EXPECT_EQ(versions.at("items.0.reason"), "spring sale");
    EXPECT_EQ(versions.at("items.1.by"), "");
    EXPECT_EQ(call(Method::get, "/api/v1/policies/gravity/versions").status, 404);
}

ON_EVERY_DATABASE(Policies);

}  // namespace
}  // namespace policies
