#include <gmock/gmock.h>

#include "webhooks/tests/hooked.hpp"

namespace webhooks {
namespace {

using namespace std::chrono_literals;
using tests::Method;
using tests::Reply;

class Routes : public tests::Hooked {
protected:
    void SetUp() override {
        Hooked::SetUp();
        cookie = cookie_of(ann);
    }
    Reply ask(Method method, const std::string& path, const std::string& body = "") {
        return call(method, "/api/v1" + path, body, cookie);
    }
    Reply make_one(const std::string& url = "https://ann.example/hooks") {
        return ask(Method::post, "/me/webhooks",
                   R"({"url":")" + url + R"(","description":"Labels","kinds":["order_paid"]})");
    }
    std::string wrong(const Reply& reply) {
        EXPECT_EQ(reply.status, 422);
        return reply.at("fields.0.field") + ": " + reply.at("fields.0.code");
    }
    static std::string span(base::Time from, base::Time until, const std::string& which) {
        return R"({"from":")" + base::to_iso(from) + R"(","until":")" + base::to_iso(until) +
               R"(","which":")" + which + R"("})";
    }

    std::string cookie;
};

TEST_P(Routes, ASecretIsToldOnceAndNeverShown) {
    const Reply made = make_one();
    EXPECT_EQ(made.status, 201);
    EXPECT_TRUE(made.at("secret").starts_with("whsec_"));
    EXPECT_EQ(made.at("webhook.url"), "https://ann.example/hooks");
    EXPECT_EQ(made.at("webhook.state"), "on");
    const Reply list = ask(Method::get, "/me/webhooks");
    EXPECT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.kinds.0"), "order_paid");
    EXPECT_EQ(list.at("items.0.description"), "Labels");
    EXPECT_EQ(boost::json::serialize(list.body).find("whsec_"), std::string::npos);
}

TEST_P(Routes, WhatIsWrongIsNamed) {
    EXPECT_EQ(wrong(make_one("http://ann.example/")), "url: not_https");
    EXPECT_EQ(wrong(make_one("https://127.0.0.1/")), "url: webhook_url_private");
    EXPECT_EQ(wrong(make_one("ann.example")), "url: webhook_url_malformed");
    const auto of = [&](const std::string& kinds) {
        return ask(Method::post, "/me/webhooks",
                   R"({"url":"https://ann.example/","kinds":[)" + kinds + "]}");
    };
    EXPECT_EQ(wrong(of(R"("order_paid","member_joined")")), "kinds.1: unknown_word");
    EXPECT_EQ(wrong(of(R"("ping")")), "kinds.0: unknown_word");
    EXPECT_EQ(wrong(of(R"("order_paid","order_paid")")), "kinds.0: twice");
    EXPECT_EQ(wrong(of("")), "kinds: too_few");
    EXPECT_EQ(rows("webhook_endpoints"), 0);
}

TEST_P(Routes, ThereAreSoManyOfAnOwner) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(make_one().status, 201);
    const Reply one_more = make_one();
    EXPECT_EQ(one_more.code(), "too_many_webhooks");
    EXPECT_EQ(one_more.at("args.max"), "5");
}

TEST_P(Routes, AnothersAreNotThere) {
    const std::string id = make_one().at("webhook.id");
    happens(HookKind::order_paid, ann);
    const auto delivery = std::to_string(deliveries(EndpointId{*base::to_number(id)})[0].id.value);
    const std::string mine = "/me/webhooks/" + id;
    cookie = cookie_of(join("ben"));
    const std::string theirs = R"({"description":"mine"})";
    EXPECT_EQ(ask(Method::get, "/me/webhooks").count(), 0U);
    EXPECT_EQ(ask(Method::patch, mine, theirs).code(), "no_such_webhook");
    EXPECT_EQ(ask(Method::del, mine).code(), "no_such_webhook");
    EXPECT_EQ(ask(Method::post, mine + "/secret").code(), "no_such_webhook");
    EXPECT_EQ(ask(Method::post, mine + "/ping").code(), "no_such_webhook");
    EXPECT_EQ(ask(Method::get, mine + "/deliveries").code(), "no_such_webhook");
    EXPECT_EQ(ask(Method::get, mine + "/deliveries/" + delivery).code(), "no_such_webhook");
    EXPECT_EQ(ask(Method::post, mine + "/deliveries/" + delivery + "/replay").code(),
              "no_such_webhook");
    EXPECT_EQ(ask(Method::post, mine + "/replay", span(now - 1h, now, "all")).code(),
              "no_such_webhook");
    const std::string own = make_one().at("webhook.id");
    EXPECT_EQ(ask(Method::get, "/me/webhooks/" + own + "/deliveries/" + delivery).code(),
              "no_such_delivery");
    EXPECT_EQ(ask(Method::get, "/operator/webhooks").status, 403);
}

TEST_P(Routes, ItsFieldsAreChangedOneByOne) {
    const std::string path = "/me/webhooks/" + make_one().at("webhook.id");
    const Reply changed =
        ask(Method::patch, path, R"({"url":"https://ann.example/other","kinds":["stock_set"]})");
    EXPECT_EQ(changed.at("url"), "https://ann.example/other");
    EXPECT_EQ(changed.at("kinds"), R"(["stock_set"])");
    EXPECT_EQ(changed.at("description"), "Labels");
    EXPECT_EQ(ask(Method::patch, path, R"({"on":false})").at("state"), "off");
    EXPECT_EQ(ask(Method::post, path + "/ping").code(), "webhook_off");
    EXPECT_EQ(ask(Method::patch, path, R"({"on":true})").at("state"), "on");
    EXPECT_EQ(wrong(ask(Method::patch, path, R"({"url":"http://a.example/"})")), "url: not_https");
    EXPECT_EQ(ask(Method::del, path).status, 204);
    EXPECT_EQ(ask(Method::get, "/me/webhooks").count(), 0U);
}

TEST_P(Routes, APingIsTriedOnceAndNotTooOften) {
    const std::string path = "/me/webhooks/" + make_one().at("webhook.id");
    machines.says = [](const Parcel&) { return 500; };
    const Reply sent = ask(Method::post, path + "/ping");
    EXPECT_EQ(sent.status, 201);
    EXPECT_EQ(sent.at("kind"), "ping");
    live_until(now + 10min);
    const Reply list = ask(Method::get, path + "/deliveries");
    EXPECT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.state"), "dead");
    EXPECT_EQ(list.at("items.0.failure"), "answered");
    EXPECT_EQ(ask(Method::get, "/me/webhooks").at("items.0.failures"), "0");
    for (int i = 1; i < pings_an_hour; ++i) {
        EXPECT_EQ(ask(Method::post, path + "/ping").status, 201);
    }
    EXPECT_EQ(ask(Method::post, path + "/ping").code(), "too_many_pings");
    now += 1h;
    EXPECT_EQ(ask(Method::post, path + "/ping").status, 201);
}

TEST_P(Routes, PL_01_ADeliverySaysWhatBecameOfIt) {
    const std::string path = "/me/webhooks/" + make_one().at("webhook.id");
    happens(HookKind::order_paid, ann, 4711);
    machines.says = [](const Parcel&) { return 503; };
    run_due();
    const Reply list = ask(Method::get, path + "/deliveries?state=waiting");
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.tries"), "1");
    EXPECT_EQ(list.at("items.0.status"), "503");
    EXPECT_EQ(list.at("items.0.event_id"), header(machines.parcels[0], "webhook-id"));
    EXPECT_EQ(list.at("items.0.id"), header(machines.parcels[0], "fairground-delivery"));
    EXPECT_NE(list.at("items.0.next_try"), "null");
    EXPECT_EQ(ask(Method::get, path + "/deliveries?state=dead").count(), 0U);
    const Reply whole = ask(Method::get, path + "/deliveries/" + list.at("items.0.id"));
    EXPECT_EQ(whole.at("body"), machines.parcels[0].body);
    EXPECT_EQ(whole.at("answer_head"), "HTTP/1.1 503\nX-A: b\n");
    EXPECT_EQ(whole.at("answer_body"), "thanks");
    EXPECT_EQ(whole.at("delivery.state"), "waiting");
}

TEST_P(Routes, PL_01_ADeliveryIsReplayedUnderTheSameEventId) {
    const std::string path = "/me/webhooks/" + make_one().at("webhook.id");
    happens(HookKind::order_paid, ann);
    run_due();
    const std::string id = ask(Method::get, path + "/deliveries").at("items.0.id");
    const Reply again = ask(Method::post, path + "/deliveries/" + id + "/replay");
    EXPECT_EQ(again.status, 201);
    EXPECT_NE(again.at("id"), id);
    EXPECT_EQ(again.at("replay"), "true");
    // Asked for twice it goes once.
    ask(Method::post, path + "/deliveries/" + id + "/replay");
    run_due();
    ASSERT_EQ(machines.parcels.size(), 2U);
    EXPECT_EQ(header(machines.parcels[0], "webhook-id"), header(machines.parcels[1], "webhook-id"));
    EXPECT_EQ(machines.parcels[0].body, machines.parcels[1].body);
    EXPECT_EQ(ask(Method::post, path + "/deliveries/1/replay").code(), "no_such_delivery");
}

TEST_P(Routes, WhatWaitsCanBeTriedAtOnce) {
    const std::string path = "/me/webhooks/" + make_one().at("webhook.id");
    happens(HookKind::order_paid, ann);
    machines.says = [](const Parcel&) { return 500; };
    run_due();
    machines.says = nullptr;
    const std::string id = ask(Method::get, path + "/deliveries").at("items.0.id");
    EXPECT_EQ(ask(Method::post, path + "/deliveries/" + id + "/replay").at("id"), id);
    run_due();
    EXPECT_EQ(ask(Method::get, path + "/deliveries").at("items.0.state"), "delivered");
}

TEST_P(Routes, PL_01_TheDeadLettersOfASpanAreReplayed) {
    const std::string path = "/me/webhooks/" + make_one().at("webhook.id");
    // Each hour one that does not arrive, and while it is tried one that does.
    const base::Time from = now;
    machines.says = [](const Parcel& parcel) {
        return parcel.body.find("\"id\":\"1\"") != std::string::npos ? 500 : 200;
    };
    for (int i = 0; i < 4; ++i) {
        happens(HookKind::order_paid, ann, 1);
        live_until(now + 100s);
        happens(HookKind::order_paid, ann, 2);
        live_until(now + 1h);
    }
    machines.says = nullptr;
    EXPECT_EQ(ask(Method::get, "/me/webhooks").at("items.0.dead"), "4");
    const auto replayed = [&](base::Time until, const std::string& which) {
        return ask(Method::post, path + "/replay", span(from, until, which)).at("replayed");
    };
    EXPECT_EQ(replayed(from + 2h, "dead"), "2");
    EXPECT_EQ(replayed(from + 2h, "dead"), "0") << "they wait already";
    run_due();
    EXPECT_EQ(ask(Method::get, "/me/webhooks").at("items.0.dead"), "2");
    EXPECT_EQ(replayed(now + 1h, "dead"), "2");
    run_due();
    EXPECT_EQ(replayed(now + 1h, "dead"), "0") << "what has arrived since is not sent again";
    EXPECT_EQ(replayed(now + 1h, "all"), "8");
    run_due();
    EXPECT_EQ(replayed(now + 1h, "all"), "8") << "each message once, however often it was sent";
    EXPECT_EQ(wrong(ask(Method::post, path + "/replay", span(now, now, "all"))),
              "until: before_from");
}

TEST_P(Routes, ALongSpanIsReplayedInParts) {
    const std::string id = make_one().at("webhook.id");
    const std::string path = "/me/webhooks/" + id;
    const base::Time from = now;
    for (int i = 0; i < 250; ++i) happens(HookKind::order_paid, ann, i);
    run_due();
    now += 1h;
    const std::string body = span(from, now, "all");
    const Reply first = ask(Method::post, path + "/replay", body);
    EXPECT_EQ(first.at("replayed"), "200");
    const Reply second =
        ask(Method::post, path + "/replay",
            body.substr(0, body.size() - 1) + R"(,"after":")" + first.at("next") + "\"}");
    EXPECT_EQ(second.at("replayed"), "50");
    EXPECT_EQ(second.at("next"), "null");
    EXPECT_EQ(rows("webhook_deliveries", "state = 'waiting'"), 250);
}

TEST_P(Routes, OfTheMarketEveryOperatorMayAndTheAuditSaysWhy) {
    make_operator(ann);
    const std::string body = R"({"url":"https://market.example/","kinds":["member_joined"])";
    EXPECT_EQ(wrong(ask(Method::post, "/operator/webhooks", body + "}")), "reason: missing");
    const Reply made = ask(Method::post, "/operator/webhooks", body + R"(,"reason":"Figures"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(ask(Method::get, "/me/webhooks").count(), 0U) << "it is the market's, not theirs";
    const MemberId ben = join("ben");
    make_operator(ben);
    cookie = cookie_of(ben);
    const std::string path = "/operator/webhooks/" + made.at("webhook.id");
    const std::string reason = R"({"reason":"Because"})";
    happens(HookKind::member_joined, the_market);
    run_due();
    EXPECT_EQ(ask(Method::patch, path, R"({"description":"x","reason":"Because"})").status, 200);
    EXPECT_EQ(ask(Method::post, path + "/ping", reason).status, 201);
    EXPECT_EQ(ask(Method::post, path + "/secret", reason).status, 201);
    const Reply list = ask(Method::get, path + "/deliveries");
    EXPECT_EQ(list.count(), 2U);
    const std::string one = path + "/deliveries/" + list.at("items.1.id");
    EXPECT_EQ(ask(Method::get, one).at("delivery.kind"), "member_joined");
    EXPECT_EQ(ask(Method::post, one + "/replay", reason).status, 201);
    std::string between = span(now - 1h, now + 1h, "all");
    between.insert(1, R"("reason":"Because",)");
    EXPECT_EQ(ask(Method::post, path + "/replay", between).status, 201);
    EXPECT_EQ(ask(Method::post, path + "/end", reason).status, 204);
    std::vector<std::string> acts;
    for (const auto& line :
         look([](db::Snapshot& db) { return members::audit_lines(db, INT64_MAX, 100); })) {
        if (line.act.starts_with("webhook_")) acts.push_back(line.act);
    }
    EXPECT_THAT(acts, testing::ElementsAre("webhook_ended", "webhook_replayed", "webhook_replayed",
                                           "webhook_secret_made", "webhook_pinged",
                                           "webhook_changed", "webhook_made"));
}

TEST_P(Routes, TheKindsAreListed) {
    const Reply kinds = ask(Method::get, "/webhook-kinds");
    EXPECT_EQ(kinds.count(), kind_rules().size() - 1);
    EXPECT_EQ(kinds.at("items.0.kind"), "order_placed");
    EXPECT_EQ(kinds.at("items.0.market_only"), "false");
}

ON_EVERY_DATABASE(Routes);

}  // namespace
}  // namespace webhooks
