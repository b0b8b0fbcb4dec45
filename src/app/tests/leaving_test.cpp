// LG-04: what a member takes along, what goes when they leave, and what stays and why. Of the whole
// program: no table may be forgotten, and nothing they wrote may be found anywhere afterwards.

#include "app/leaving.hpp"

#include <gmock/gmock.h>

#include <array>
#include <boost/json.hpp>
#include <regex>

#include "app/market.hpp"
#include "backup/tables.hpp"
#include "cases/cases.hpp"
#include "orders/disputes.hpp"
#include "orders/leaving.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"
#include "reviews/reviews.hpp"
#include "shops/import.hpp"
#include "shops/leaving.hpp"
#include "shops/stall.hpp"
#include "webhooks/webhooks.hpp"

namespace app {
namespace {

using members::Kept;

/// Every module's steps but those that routes bring along by themselves.
const std::vector<db::Migration>& steps() {
    static const std::vector<db::Migration> others = [] {
        auto all = all_migrations();
        std::erase_if(all, [](const db::Migration& step) { return step.module == "http"; });
        return all;
    }();
    return others;
}

class Leaving : public tests::SaleTest {
protected:
    Leaving() : SaleTest({std::span{steps()}}) {
        reviews::add_listeners(hub);
        members::add_leaving_job(hub, everything());
    }

    orders::OrderId settled(shops::ListingId listing) {
        const auto placed = order_of(ben, listing);
        pay(placed.payment);
        must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
        must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
        return placed.order.id;
    }
    /// Ben says something everywhere: "Ben", in whatever case, is in all of it.
    void ben_talks(shops::ListingId listing, orders::OrderId order) {
        befriend(ben, cem);
        must([&](db::Tx& tx) { return circles::befriend(tx, ben, ann, asks); });
        must([&](db::Tx& tx) { return circles::post(tx, {ben, {}, "Ben is here"}); });
        must([&](db::Tx& tx) { return reviews::write(tx, {order, 1, ben, 4, "Ben's word"}); });
        must([&](db::Tx& tx) { return reviews::ask(tx, ben, listing, "Ben asks"); });
        must([&](db::Tx& tx) {
            return cases::report(tx, {ben, thing(listing), "spam", "Ben thinks so"});
        });
        wants_back(order, "Ben is cross", "No");
        must([&](db::Tx& tx) {
            return payouts::name_account(tx, {ben, "Ben B", "DE89370400440532013000"});
        });
        ben_is_sent_something();
        (void)cookie_of(ben);
    }
    /// To a program of his, which answered in his name.
    void ben_is_sent_something() {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            const std::vector kinds{webhooks::HookKind::order_paid};
            const auto made =
                TRY(webhooks::make(tx, ben, {"https://ben.example/", "Ben's", kinds}, {}));
            TRY(webhooks::ping(tx, made.endpoint));
            tx.run("update webhook_deliveries set state = 'delivered', answer_body = 'Ben has it'");
            tx.run("delete from jobs where kind = $1", webhooks::send_job);  // Nobody carries here.
            return base::done;
        });
    }
    void wants_back(orders::OrderId order, const std::string& why, const std::string& why_not) {
        must([&](db::Tx& tx) {
            return orders::ask_refund(tx, order, ben, {{}, orders::RefundCause::other, why});
        });
        must([&](db::Tx& tx) { return orders::refuse_refund(tx, order, ann, why_not); });
        // And both say it once more before a moderator, with a photograph of the buyer's.
        const auto crack = picture(ben);
        must([&](db::Tx& tx) { return orders::open_dispute(tx, order, ben, {why, {crack}}); });
        EXPECT_EQ(code_of([&](db::Tx& tx) { return members::leave(tx, everything(), ben); }),
                  "orders_open");
        must([&](db::Tx& tx) { return orders::answer_dispute(tx, order, ann, {why_not, {}}); });
        must([&](db::Tx& tx) { return orders::withdraw_dispute(tx, order, ben); });
    }
    cases::Subject thing(shops::ListingId listing) const {
        return {cases::SubjectKind::listing, cases::SubjectId{listing.value}, 1, "Mug", ann};
    }
    /// What the market owes Ann goes to her bank.
    void pay_out() {
        const auto owed = number("select balance from accounts where purpose = 'available'");
        must([&](db::Tx& tx) {
            const auto from = ledger::account_of(tx, ann.value, ledger::Holding::available, "GBP");
            const auto to = ledger::account_of(tx, ledger::market, ledger::Holding::outside, "GBP");
            return ledger::book(tx,
                                {tx.fresh<ledger::TransferId>(), ledger::Purpose::payout, "GBP", 0},
                                std::array{ledger::Part{from, -owed}, ledger::Part{to, owed}});
        });
    }
    /// Ann says something as a seller does: "ann" is in all of it.
    void ann_talks(shops::ListingId listing, orders::OrderId order) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            TRY(shops::describe(tx, ann, shop,
                                {"Ann bakes", "Ann is in", "At Ann's", "Ann's shed", true}));
            TRY(shops::set_conditions(tx, ann, shop, "Ann takes it back"));
            return shops::set_conditions(tx, ann, shop, "Ann does not");
        });
        const auto review = must([&](db::Tx& tx) {
            return reviews::write(tx, {order, 1, ben, 4, "Good"});
        });
        must([&](db::Tx& tx) { return reviews::answer(tx, ann, review, "Ann thanks"); });
        wants_back(order, "Cracked", "Ann says no");
        const auto question =
            must([&](db::Tx& tx) { return reviews::ask(tx, cem, listing, "How big?"); });
        must([&](db::Tx& tx) { return reviews::reply(tx, ann, question, "Ann measured"); });
        const auto dan = join("dan"), eve = join("eve");
        const auto one = must([&](db::Tx& tx) {
            return cases::begin(tx, {dan, thing(listing), "spam"});
        });
        must([&](db::Tx& tx) {
            return cases::decide(tx, one,
                                 {dan, cases::Measure::take_down, "spam", "Ann lists it twice"});
        });
        must([&](db::Tx& tx) { return cases::appeal(tx, ann, one, "Ann did not"); });
        must([&](db::Tx& tx) { return cases::take(tx, eve, one); });
        must([&](db::Tx& tx) {
            return cases::decide(tx, one, {eve, cases::Measure::leave, "spam", "Ann is right"});
        });
        const auto rows =
            shops::read_import("sku,title,description,price,stock\nann-1,Ann's pot,,nine,1\n");
        must([&](db::Tx& tx) {
            return shops::begin_import(tx, ann, circles::Audience::everybody, *rows);
        });
        run_jobs();
    }
    auto leave(base::MemberId who) {
        return act([&](db::Tx& tx) { return members::leave(tx, everything(), who); });
    }
    std::string code_of_leaving(base::MemberId who) {
        const auto left = leave(who);
        return left ? "done" : std::string{left.error().code()};
    }
    /// "table.column: text" of every text in the market that has `word` in it.
    std::vector<std::string> found(const std::string& word) {
        std::vector<std::string> list;
        const auto connection = db::open_reader(place.address());
        connection->begin_read();
        for (const backup::Table& table : backup::tables_of(*connection, place.address())) {
            auto look = [&](const db::Row& row) {
                for (int i = 0; i < row.columns(); ++i) {
                    const backup::Column& column = table.columns.at(static_cast<std::size_t>(i));
                    if (column.type != db::Type::text || row.null(i)) continue;
                    std::string text{row.text(i)};
                    std::ranges::transform(text, text.begin(), [](unsigned char c) {
                        return static_cast<char>(std::tolower(c));
                    });
                    if (text.find(word) != std::string::npos) {
                        list.push_back(table.name + "." + column.name + ": " + text);
                    }
                }
            };
            backup::each_row(*connection, table, look);
        }
        return list;
    }

    static constexpr auto asks = circles::FriendAct::befriend;
    static constexpr auto card = payments::Method::simulator;
};
ON_EVERY_DATABASE(Leaving);

TEST_P(Leaving, LG_04_speaks_of_every_table) {
    std::set<std::string> known;
    for (const members::Belonging& one : everything().belongings) known.emplace(one.table);
    known.erase("lease");  // On PostgreSQL alone, and never digested.
    std::set<std::string> there;
    const auto connection = db::open_reader(place.address());
    for (const auto& table : backup::tables_of(*connection, place.address())) {
        there.insert(table.name);
    }
    EXPECT_EQ(known, there);
}

/// Migrations say of each table "-- table: personal; ..." where it is about somebody.
TEST_P(Leaving, LG_04_says_what_becomes_of_each_personal_table) {
    std::set<std::string> personal;
    static const std::regex said("-- (\\w+): personal");
    for (const db::Migration& step : all_migrations()) {
        const std::string text{step.sql};
        for (std::sregex_iterator it(text.begin(), text.end(), said), end; it != end; ++it) {
            personal.insert((*it)[1]);
        }
    }
    EXPECT_GE(personal.size(), 15U);
    for (const members::Belonging& one : everything().belongings) {
        const bool says = !one.rows.empty() || !one.blank.empty() || one.kept != Kept::nothing;
        if (says || one.topic != members::Topic::machine) personal.erase(std::string{one.table});
    }
    EXPECT_THAT(personal, testing::IsEmpty());
}

TEST_P(Leaving, LG_04_gives_a_copy_of_everything) {
    const auto listing = live(tests::mug());
    ben_talks(listing, settled(listing));
    const auto copy = boost::json::parse(
        look([&](db::Snapshot& db) { return members::copy_of(db, everything(), ben); }));
    const auto rows = [&](const char* topic, std::string_view table) {
        for (const auto& part : copy.at(topic).as_array()) {
            if (part.at("table").as_string() == table) return part.at("rows").as_array();
        }
        return boost::json::array{};
    };
    ASSERT_EQ(rows("account", "webhook_deliveries").size(), 1U);
    EXPECT_EQ(rows("account", "webhook_deliveries").at(0).at("answer_body"), "Ben has it");
    EXPECT_EQ(rows("account", "members").at(0).at("handle"), "ben");
    EXPECT_EQ(rows("account", "members").at(0).at("since_at"), "2030-01-01T12:00:00.000000Z");
    EXPECT_EQ(rows("account", "sessions").size(), 1U);
    EXPECT_EQ(rows("friends", "friends").at(0).at("friend_id"),
              boost::json::value(std::to_string(cem.value)));
    EXPECT_EQ(rows("posts", "moments").at(0).at("text"), "Ben is here");
    EXPECT_EQ(rows("orders", "order_texts").at(0).at("address"), "1 Street");
    EXPECT_EQ(rows("orders", "order_refund_texts").at(0).at("words"), "Ben is cross");
    EXPECT_EQ(rows("orders", "order_evidence_texts").at(0).at("words"), "Ben is cross");
    EXPECT_EQ(rows("orders", "order_evidence_pictures").size(), 1U);
    EXPECT_EQ(rows("orders", "order_disputes").at(0).at("state"), "withdrawn");
    EXPECT_EQ(rows("cases", "cases").at(0).at("kind"), "dispute");
    EXPECT_EQ(rows("orders", "orders").at(0).at("total_minor_number"), 950);
    EXPECT_EQ(rows("opinions", "reviews").at(0).at("body"), "Ben's word");
    EXPECT_EQ(rows("opinions", "questions").at(0).at("body"), "Ben asks");
    EXPECT_EQ(rows("cases", "reports").at(0).at("words"), "Ben thinks so");
    EXPECT_EQ(rows("goods", "listings").size(), 0U) << "those of others are none of his";
    EXPECT_EQ(boost::json::serialize(copy).find("hash"), std::string::npos);
}

TEST_P(Leaving, LG_04_leaves_nothing_that_the_member_wrote) {
    const auto listing = live(tests::mug());
    const auto order = settled(listing);
    ben_talks(listing, order);
    EXPECT_THAT(found("ben").size(), testing::Ge(8U));
    must([&](db::Tx& tx) { return members::leave(tx, everything(), ben); });
    run_jobs();
    EXPECT_THAT(found("ben"), testing::IsEmpty());
    EXPECT_THAT(found("1 street"), testing::IsEmpty());

    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return members::create(tx, {"Ben", "Another", "no password", {}});
              }),
              "handle_taken")
        << "nobody comes as somebody whom others remember";
    EXPECT_EQ(this->order(order).total, 950) << "the books stay";
    EXPECT_EQ(number("select stars from reviews"), 4);
    EXPECT_EQ(number("select count(*) from order_evidence_pictures"), 0);
    EXPECT_EQ(number("select count(*) from sessions"), 0);
    EXPECT_EQ(number("select count(*) from friends"), 0);
    EXPECT_EQ(number("select count(*) from webhook_deliveries"), 0);
    EXPECT_EQ(count_of("member_left"), 1);
    expect_right_books();
}

TEST_P(Leaving, LG_04_leaves_nothing_that_a_seller_wrote) {
    auto goods = tests::mug();
    goods.description = "Ann made it";
    goods.handover = {shops::Ways::both, "By Ann's gate", "Ann's yard", {}, {}};
    const auto listing = live(goods);
    const auto order = settled(listing);
    ann_talks(listing, order);
    pay_out();
    EXPECT_THAT(found("ann").size(), testing::Ge(8U));
    must([&](db::Tx& tx) { return members::leave(tx, everything(), ann); });
    EXPECT_EQ(
        code_of([&](db::Tx& tx) {
            return orders::place(tx, {ben, {{listing, 1, 1}}, "Ben", "1 Street", card}, settings);
        }),
        "not_for_sale")
        << "from the very first moment";
    run_jobs();
    EXPECT_THAT(found("ann"), testing::IsEmpty());
    for (const members::Belonging& one : everything().belongings) {
        if (one.blank.empty()) continue;
        const auto left = must([&](db::Tx& tx) -> base::Result<std::int64_t> {
            return std::int64_t{tx.run(one.blank, ann)};
        });
        EXPECT_EQ(left, 0) << one.table << " is never done";
    }
    expect_right_books();
}

TEST_P(Leaving, LG_04_brings_back_nothing_that_was_held_meanwhile) {
    const auto listing = live(tests::mug());
    must([&](db::Tx& tx) { return members::leave(tx, everything(), ann); });
    must([&](db::Tx& tx) { return shops::hold(tx, listing, {"spam", 1, 1}); });
    run_jobs();
    EXPECT_EQ(state(listing), shops::ListingState::held);
    must([&](db::Tx& tx) { return shops::release(tx, listing, {"", 0, 1}); });
    EXPECT_EQ(state(listing), shops::ListingState::ended);
}

TEST_P(Leaving, LG_04_is_found_and_asked_by_nobody) {
    must([&](db::Tx& tx) { return members::leave(tx, everything(), ben); });
    for (const auto* asked : {"", "l", "left", "left-"}) {
        for (const auto& one :
             look([&](db::Snapshot& db) { return members::find(db, asked, "", 100); })) {
            EXPECT_NE(one.id, ben) << "asked for '" << asked << "'";
        }
    }
    EXPECT_EQ(code_of([&](db::Tx& tx) { return circles::befriend(tx, cem, ben, asks); }),
              "no_such_member");
}

TEST_P(Leaving, LG_04_is_as_long_as_it_takes) {
    for (int i = 0; i < 1'234; ++i) {
        must([&](db::Tx& tx) { return circles::post(tx, {ben, {}, "Ben again"}); });
    }
    must([&](db::Tx& tx) { return members::leave(tx, everything(), ben); });
    const auto due = [&](db::Snapshot& db) { return events::due(db, now, 1); };
    int pieces = 0;
    for (std::int64_t left = 1'234; left > 0; ++pieces) {
        const auto jobs = look(due);
        ASSERT_EQ(jobs.size(), 1U) << left << " are left, and nobody deletes them";
        must([&](db::Tx& tx) { return events::perform(tx, jobs.front()); });
        const std::int64_t then = number("select count(*) from moments");
        EXPECT_LE(left - then, 500) << "at once";
        left = then;
    }
    EXPECT_GE(pieces, 3);
}

TEST_P(Leaving, LG_04_ends_the_goods_and_the_name_of_a_stall) {
    const auto stall = must([&](db::Tx& tx) { return shops::open(tx, cem, "Cem's cups"); });
    for (int i = 0; i < 60; ++i) {
        const auto id = must([&](db::Tx& tx) { return shops::list(tx, cem, tests::mug()); });
        if (i % 2 == 0) do_as(cem, shops::publish, id);
    }
    must([&](db::Tx& tx) { return members::leave(tx, everything(), cem); });
    run_jobs();
    EXPECT_EQ(number("select count(*) from listings where state <> 'ended'"), 0);
    EXPECT_EQ(number("select count(*) from search_goods"), 0);
    EXPECT_THAT(found("cem"), testing::IsEmpty());
    EXPECT_THAT(found("thrown"), testing::IsEmpty()) << "the descriptions";
    EXPECT_EQ(number("select count(*) from shops where id = " + std::to_string(stall.value)), 1);
}

TEST_P(Leaving, LG_04_waits_for_what_is_not_over) {
    const auto listing = live(tests::mug());
    const auto placed = order_of(ben, listing);
    EXPECT_EQ(code_of_leaving(ben), "orders_open");
    EXPECT_EQ(code_of_leaving(ann), "orders_open") << "the seller's too";
    pay(placed.payment);
    must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
    EXPECT_EQ(code_of_leaving(ann), "money_owed");
    const auto rows = shops::read_import("sku,title,description,price,stock\np1,Pot,,9.00,1\n");
    must([&](db::Tx& tx) { return shops::open(tx, cem, "Cem's cups"); });
    must([&](db::Tx& tx) {
        return shops::begin_import(tx, cem, circles::Audience::everybody, *rows);
    });
    EXPECT_EQ(code_of_leaving(cem), "import_running");
    run_jobs();
    make_operator(cem);
    EXPECT_EQ(code_of_leaving(cem), "has_permissions");
    ben_talks(listing, placed.order.id);
    const auto dan = join("dan");
    const auto case_id = must([&](db::Tx& tx) {
        return cases::begin(tx, {dan, thing(listing), "spam"});
    });
    EXPECT_EQ(code_of_leaving(ann), "money_owed");
    must([&](db::Tx& tx) {
        return cases::hold(tx, case_id, {dan, cases::Measure::hold, "spam", "To be looked at."});
    });
    const auto against =
        look([&](db::Snapshot& db) { return members::obstacles(db, everything(), ann); });
    ASSERT_EQ(against.size(), 2U) << "all at once";
    EXPECT_EQ(against[1].code(), "case_open");
    EXPECT_EQ(code_of_leaving(ben), "done");
    EXPECT_EQ(code_of_leaving(ben), "done") << "asked again by a session that knows no better";
}

}  // namespace
}  // namespace app
