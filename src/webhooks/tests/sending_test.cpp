#include <gmock/gmock.h>

#include <array>
#include <future>
#include <set>
#include <thread>

#include "members/leaving.hpp"
#include "webhooks/signature.hpp"
#include "webhooks/tests/hooked.hpp"

namespace webhooks {
namespace {

using namespace std::chrono_literals;

class Sending : public tests::Hooked {};

TEST_P(Sending, PL_01_AMessageSaysWhatHappenedAndNothingOfAnybody) {
    const auto hook = made(ann);
    happens(HookKind::order_paid, ann, 4711);
    run_due();
    ASSERT_EQ(machines.parcels.size(), 1U);
    const Parcel& parcel = machines.parcels[0];
    EXPECT_EQ(parcel.url, "https://ann.example/hooks");
    const auto rows = deliveries(hook.endpoint.id);
    ASSERT_EQ(rows.size(), 1U);
    const std::string id = name_of(rows[0].message);
    EXPECT_EQ(parcel.body, R"({"id":")" + id +
                               R"(","type":"order_paid","timestamp":"2030-01-01T12:00:00.000000Z",)"
                               R"("data":{"subject":"order","id":"4711",)"
                               R"("path":"/api/v1/orders/4711"}})");
    EXPECT_EQ(header(parcel, "webhook-id"), id);
    EXPECT_EQ(header(parcel, "webhook-timestamp"), "1893499200");
    EXPECT_EQ(header(parcel, "fairground-delivery"), std::to_string(rows[0].id.value));
    EXPECT_EQ(header(parcel, "content-type"), "application/json");
    EXPECT_EQ(rows[0].state, DeliveryState::delivered);
    EXPECT_EQ(rows[0].status, 200);
    EXPECT_EQ(rows[0].took_millis, 12);
}

TEST_P(Sending, PL_01_IsSignedWithTheSecretThatWasToldOnce) {
    const auto hook = made(ann);
    happens(HookKind::order_paid, ann);
    run_due();
    const Parcel& parcel = machines.parcels.at(0);
    const auto kept = look([](db::Snapshot& db) {
        return db.one<db::Bytes>("select secret from webhook_endpoints")->value;
    });
    EXPECT_EQ(secret_text(kept), hook.secret);
    EXPECT_EQ(
        header(parcel, "webhook-signature"),
        signature_of({header(parcel, "webhook-id"), 1'893'499'200, parcel.body}, std::array{kept}));
}

TEST_P(Sending, ForADayBothSecretsSign) {
    const auto hook = made(ann);
    const auto secret = [&] {
        return look([](db::Snapshot& db) {
            return db.one<db::Bytes>("select secret from webhook_endpoints")->value;
        });
    };
    const std::string old = secret();
    const auto fresh = must([&](db::Tx& tx) { return rotate(tx, ann, hook.endpoint.id); });
    EXPECT_EQ(fresh.secret, secret_text(secret()));
    EXPECT_NE(fresh.secret, hook.secret);
    for (const auto& [wait, secrets] :
         {std::pair{23h, std::vector{secret(), old}}, std::pair{1h, std::vector{secret()}}}) {
        now += wait;
        happens(HookKind::order_paid, ann);
        run_due();
        const Parcel& parcel = machines.parcels.back();
        const std::string id = header(parcel, "webhook-id");
        const Signed message{id, base::micros_of(now) / 1'000'000, parcel.body};
        EXPECT_EQ(header(parcel, "webhook-signature"), signature_of(message, secrets));
    }
}

TEST_P(Sending, OnlyWhoWantsToHearItHearsIt) {
    const MemberId ben = join("ben");
    const auto hers = made(ann, "https://ann.example/paid");
    made(ann, "https://ann.example/shipped", {HookKind::order_shipped});
    made(ben, "https://ben.example/");
    const auto markets = made(the_market, "https://market.example/",
                              {HookKind::order_paid, HookKind::member_joined});
    happens(HookKind::order_paid, ann);
    happens(HookKind::member_joined, the_market);
    run_due();
    std::vector<std::string> urls;
    for (const Parcel& parcel : machines.parcels) urls.push_back(parcel.url);
    EXPECT_THAT(urls,
                testing::UnorderedElementsAre("https://ann.example/paid", "https://market.example/",
                                              "https://market.example/"));
    EXPECT_EQ(deliveries(hers.endpoint.id)[0].message, deliveries(markets.endpoint.id)[1].message)
        << "the same event has the same id for everybody";
}

TEST_P(Sending, WhatHappenedBeforeItWasThereIsNotTold) {
    must([&](db::Tx& tx) { return events::tell(tx, {"order_paid", 7}); });
    const auto hook = made(ann);
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        tell(tx, {{events::last(tx), HookKind::order_paid, 7, tx.now(), ann}});
        return base::done;
    });
    EXPECT_TRUE(deliveries(hook.endpoint.id).empty());
}

TEST_P(Sending, PL_01_WhatDoesNotArriveIsTriedAgainAndAtLastADeadLetter) {
    const auto hook = made(ann);
    machines.says = [](const Parcel&) { return 500; };
    happens(HookKind::order_paid, ann);
    std::vector<base::Time> tried;
    for (int i = 0; i < 4; ++i) {
        run_due();
        const auto row = deliveries(hook.endpoint.id).at(0);
        EXPECT_EQ(row.tries, i + 1);
        EXPECT_EQ(row.failure, "answered");
        EXPECT_EQ(row.state, i < 3 ? DeliveryState::waiting : DeliveryState::dead);
        tried.push_back(now);
        if (i == 3) break;
        EXPECT_EQ(row.due, now + pause_after(i + 1, static_cast<std::uint64_t>(row.id.value)));
        now = row.due - 1us;
        run_due();
        EXPECT_EQ(machines.parcels.size(), tried.size()) << "not before its time";
        now = row.due;
    }
    now += 24h * 30;
    run_due();
    EXPECT_EQ(machines.parcels.size(), 4U);
    std::set<std::string> ids, names;
    for (const Parcel& parcel : machines.parcels) {
        ids.insert(header(parcel, "fairground-delivery"));
        names.insert(header(parcel, "webhook-id"));
    }
    EXPECT_EQ(ids.size(), 1U);
    EXPECT_EQ(names.size(), 1U);
}

TEST_P(Sending, OneToWhichNothingArrivesIsSwitchedOffAndItsOwnerHears) {
    const auto hook = made(ann);
    machines.says = [](const Parcel&) { return 0; };
    happens(HookKind::order_paid, ann);
    live_until(now + 10min);
    EXPECT_EQ(endpoint(hook.endpoint.id).state, EndpointState::failed);
    EXPECT_EQ(rows("notices", "kind = 'webhook_failed'"), 1);
    happens(HookKind::order_paid, ann);
    EXPECT_EQ(deliveries(hook.endpoint.id).size(), 1U) << "nothing is told while it is off";

    machines.says = nullptr;
    must([&](db::Tx& tx) { return change(tx, ann, hook.endpoint.id, {.on = true}, settings); });
    EXPECT_EQ(endpoint(hook.endpoint.id).failures, 0);
    happens(HookKind::order_paid, ann);
    run_due();
    EXPECT_EQ(deliveries(hook.endpoint.id)[0].state, DeliveryState::delivered);
}

TEST_P(Sending, OneThatAnswersNowAndThenStaysOn) {
    const auto hook = made(ann);
    // A fresh message arrives each minute, the old one never does.
    std::string first;
    machines.says = [&](const Parcel& parcel) {
        if (first.empty()) first = header(parcel, "webhook-id");
        return header(parcel, "webhook-id") == first ? 500 : 200;
    };
    happens(HookKind::order_paid, ann);
    for (int i = 0; i < 10; ++i) {
        live_until(now + 1min);
        happens(HookKind::order_paid, ann);
    }
    run_due();
    EXPECT_EQ(endpoint(hook.endpoint.id).state, EndpointState::on);
    EXPECT_EQ(look([&](db::Snapshot& db) { return dead_of(db, hook.endpoint.id); }), 1);
    EXPECT_EQ(rows("notices"), 0);
}

TEST_P(Sending, OfTheMarketsAllOperatorsHear) {
    const MemberId ben = join("ben");
    make_operator(ann);
    make_operator(ben);
    made(the_market);
    machines.says = [](const Parcel&) { return 410; };
    happens(HookKind::order_paid, join("cem"));
    run_due();
    EXPECT_EQ(machines.parcels.size(), 1U) << "who wants nothing any more is not asked again";
    EXPECT_EQ(rows("notices", "kind = 'webhook_failed'"), 2);
    EXPECT_EQ(rows("webhook_endpoints", "state = 'failed'"), 1);
}

TEST_P(Sending, WhatWaitedWhileItWasOffIsSentWhenItIsOn) {
    const auto hook = made(ann);
    machines.says = [](const Parcel&) { return 500; };
    happens(HookKind::order_paid, ann);
    run_due();
    must([&](db::Tx& tx) { return change(tx, ann, hook.endpoint.id, {.on = false}, settings); });
    machines.says = nullptr;
    live_until(now + 1h);
    EXPECT_EQ(machines.parcels.size(), 1U);
    must([&](db::Tx& tx) { return change(tx, ann, hook.endpoint.id, {.on = true}, settings); });
    run_due();
    EXPECT_EQ(deliveries(hook.endpoint.id)[0].state, DeliveryState::delivered);
}

TEST_P(Sending, PL_01_WhatWasOnItsWayWhenThePowerFailedIsSentAgainUnderTheSameId) {
    const auto hook = made(ann);
    machines.dies = true;
    happens(HookKind::order_paid, ann);
    run_due();
    EXPECT_EQ(deliveries(hook.endpoint.id)[0].tries, 0);
    machines.dies = false;
    live_until(now + 1min);
    ASSERT_EQ(machines.parcels.size(), 2U);
    EXPECT_EQ(header(machines.parcels[0], "webhook-id"), header(machines.parcels[1], "webhook-id"));
    EXPECT_EQ(deliveries(hook.endpoint.id)[0].state, DeliveryState::delivered);
}

TEST_P(Sending, PL_01_WhatCameBackWhileTheQueueWasFullIsBookedAndNotSentAgain) {
    writer->stop();
    writer.emplace(*engine, db::WriterOptions{.queue_max = 1}, [] {});
    Counters counters;
    settings.counters = &counters;
    events::Hub with;
    add_jobs(with, settings);
    const auto hook = made(ann);
    happens(HookKind::order_paid, ann);
    std::promise<void> is_busy, may_end;
    std::vector<std::thread> others;
    machines.meanwhile = [&] {
        // One runs and one waits: there is no room for a third.
        others.emplace_back([&] {
            (void)db::act(*writer, [&](db::Tx&) -> base::Result<base::Done> {
                is_busy.set_value();
                may_end.get_future().wait();
                return base::done;
            });
        });
        is_busy.get_future().wait();
        others.emplace_back([&] {
            (void)db::act(*writer, [](db::Tx&) -> base::Result<base::Done> { return base::done; });
        });
        while (writer->counters().queued.load() == 0) std::this_thread::yield();
        others.emplace_back([&] {
            const auto before = writer->counters().turned_away.load();
            while (writer->counters().turned_away.load() == before) std::this_thread::yield();
            may_end.set_value();
        });
    };
    const auto due = look([&](db::Snapshot& db) { return events::due(db, now, 1); });
    ASSERT_EQ(due.size(), 1U);
    (*with.errand_of(due[0].kind))(*writer, due[0]);
    for (std::thread& one : others) one.join();
    EXPECT_EQ(machines.parcels.size(), 1U);
    EXPECT_EQ(deliveries(hook.endpoint.id).at(0).state, DeliveryState::delivered);
    EXPECT_EQ(counters.sent.load(), 1);
    EXPECT_EQ(counters.failed.load(), 0);
}

TEST_P(Sending, HowItGoesIsCounted) {
    const auto counted = [&] { return look([](db::Snapshot& db) { return health(db); }); };
    made(ann);
    happens(HookKind::order_paid, ann);
    EXPECT_EQ(counted().waiting, 1);
    machines.says = [](const Parcel&) { return 500; };
    live_until(now + 24h * 4);
    EXPECT_EQ(counted().waiting, 0);
    EXPECT_EQ(counted().dead, 1);
}

TEST_P(Sending, WhoStopsLeavesTheRestForTheNextStart) {
    const auto hook = made(ann);
    machines.is_stopped = true;
    happens(HookKind::order_paid, ann);
    const auto due = look([&](db::Snapshot& db) { return events::due(db, now, 100); });
    run(due.at(0));
    EXPECT_TRUE(machines.parcels.empty());
    machines.is_stopped = false;
    run_due();
    EXPECT_EQ(deliveries(hook.endpoint.id)[0].state, DeliveryState::delivered);
}

TEST_P(Sending, WhatComesWhileASlowOneIsAskedDoesNotWaitForIt) {
    const MemberId ben = join("ben");
    made(ann, "https://slow.example/");
    made(ben, "https://ben.example/");
    machines.is_slow = true;
    machines.meanwhile = [&] { happens(HookKind::order_paid, ben, 8); };
    happens(HookKind::order_paid, ann);
    run_due();
    ASSERT_EQ(machines.parcels.size(), 2U);
    EXPECT_EQ(machines.most_flying, 2U);
    EXPECT_EQ(rows("webhook_deliveries", "state = 'delivered'"), 2);
    EXPECT_EQ(rows("jobs", "state = 'waiting'"), 0);
}

TEST_P(Sending, ABusyOwnerLeavesRoomForTheOthers) {
    const MemberId ben = join("ben");
    for (int i = 0; i < 3; ++i) made(ann, "https://ann.example/" + std::to_string(i));
    made(ben, "https://ben.example/");
    for (int i = 0; i < 20; ++i) happens(HookKind::order_paid, ann);
    happens(HookKind::order_paid, ben);
    machines.one_by_one = true;
    run_due();
    EXPECT_EQ(machines.parcels.size(), 61U);
    EXPECT_LE(machines.most_flying, 5U) << "half of all for one owner, and one of another's";
    const auto bens = std::ranges::find(machines.parcels, "https://ben.example/", &Parcel::url);
    EXPECT_LT(bens - machines.parcels.begin(), 9) << "not behind everything that came first";
}

TEST_P(Sending, OneThatFailsIsAskedOneAtATime) {
    made(ann);
    machines.says = [](const Parcel&) { return 500; };
    happens(HookKind::order_paid, ann);
    run_due();
    machines.most_flying = 0;
    for (int i = 0; i < 5; ++i) happens(HookKind::order_paid, ann);
    run_due();
    EXPECT_EQ(machines.most_flying, 1U);
    EXPECT_EQ(machines.parcels.size(), 6U);
}

TEST_P(Sending, OfWhoHasLeftNothingIsSent) {
    const auto hook = made(ann);
    happens(HookKind::order_paid, ann);
    must([&](db::Tx& tx) { return members::leave(tx, {}, ann); });
    run_due();
    EXPECT_TRUE(machines.parcels.empty());
    EXPECT_EQ(endpoint(hook.endpoint.id).state, EndpointState::off);
}

TEST_P(Sending, AnAnswerIsKeptAsTextThatCanBeShown) {
    const auto hook = made(ann);
    machines.body = std::string{"a\0b\r\n\xC3\xBC\x1B[31m\xC3", 12};
    happens(HookKind::order_paid, ann);
    run_due();
    const auto row = deliveries(hook.endpoint.id).at(0);
    const auto texts = look([&](db::Snapshot& db) { return texts_of(db, row.id); });
    EXPECT_EQ(texts.answer_body, "a?b\n\xC3\xBC?[31m");
    EXPECT_EQ(texts.answer_head, "HTTP/1.1 200\nX-A: b\n");
}

TEST_P(Sending, WhatIsOldIsForgotten) {
    const auto hook = made(ann);
    happens(HookKind::order_paid, ann);
    run_due();
    const auto sweep = [&] {
        return must([&](db::Tx& tx) -> base::Result<std::int64_t> { return forget(tx, 30, 100); });
    };
    now += 24h * 30;
    EXPECT_EQ(sweep(), 0);
    now += 1s;
    EXPECT_EQ(sweep(), 1);
    EXPECT_EQ(rows("webhook_messages"), 0);
    EXPECT_TRUE(deliveries(hook.endpoint.id).empty());
}

TEST_P(Sending, WhatIsTakenBackIsForgotten) {
    const auto hook = made(ann);
    happens(HookKind::order_paid, ann);
    must([&](db::Tx& tx) { return end(tx, ann, hook.endpoint.id); });
    run_due();
    EXPECT_TRUE(machines.parcels.empty());
    EXPECT_EQ(rows("webhook_deliveries"), 0);
}

ON_EVERY_DATABASE(Sending);

}  // namespace
}  // namespace webhooks
