// Documents of orders and statements of months, held against the ledger.

#include "documents/documents.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "documents/issue.hpp"
#include "documents/pdf.hpp"
#include "documents/routes.hpp"
#include "documents/sheet.hpp"
#include "documents/statement.hpp"
#include "events/cursors.hpp"
#include "insight/insight.hpp"
#include "ledger/debts.hpp"
#include "orders/fees.hpp"
#include "orders/refunds.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"
#include "policies/fees.hpp"

namespace documents {
namespace {

using namespace std::chrono_literals;
using tests::Method;
using tests::Reply;

tests::Migrations document_modules() {
    auto modules = tests::sale_modules();
    modules.push_back(payouts::migrations());
    modules.push_back(insight::migrations());
    modules.push_back(documents::migrations());
    return modules;
}

class Documents : public tests::SaleTest {
protected:
    Documents() : SaleTest(document_modules()) {
        its = {"GBP", "Europe/London", [](db::Snapshot&) { return std::string{"Maple Street"}; }};
        add_jobs(hub, its);
        documents::add_routes(*router);
    }

    /// What happened so far is written down, as the follower of the log does.
    void follow() {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            const auto list = events::after(tx, events::cursor(tx, listener_name), 10'000);
            if (list.empty()) return base::done;
            TRY(documents::apply(tx, its, list));
            events::move_cursor(tx, listener_name, list.back().seq);
            return base::done;
        });
    }
    std::vector<Document> all() {
        follow();
        auto list = look(
            [](db::Snapshot& db) { return documents::list(db, {}, DocumentId{INT64_MAX}, 1'000); });
        std::reverse(list.begin(), list.end());
        return list;
    }
    std::vector<Document> of(DocumentKind kind) {
        auto list = all();
        std::erase_if(list, [&](const Document& one) { return one.kind != kind; });
        return list;
    }
    void set(std::string_view policy, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policy}, value, ann, "the law"});
        });
    }
    void tax(std::int64_t ppm) { set(policies::fee_vat_ppm, ppm); }
    orders::OrderId settled_mug() {
        const auto id = delivered_mug();
        must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
        return id;
    }
    void give_back(orders::OrderId id, std::int64_t amount) {
        must([&](db::Tx& tx) {
            return orders::refund(tx, id, ann, {{amount, {}}, orders::RefundCause::other, ""});
        });
    }
    std::optional<Document> state_month(Month month) {
        return must([&](db::Tx& tx) -> base::Result<std::optional<Document>> {
            return documents::state(tx, its, ann, month);
        });
    }
    Content content(DocumentId id) {
        return *look([&](db::Snapshot& db) { return content_of(db, id); });
    }
    std::int64_t owned() {
        return look([&](db::Snapshot& db) { return ledger::owned_by(db, ann.value, "GBP"); });
    }

    Settings its;
};

/// What an order's documents say in all, invoices less credit notes.
std::int64_t sum_of(const std::vector<Document>& invoices, const std::vector<Document>& credits,
                    std::int64_t Document::*what) {
    std::int64_t sum = 0;
    for (const Document& one : invoices) sum += one.*what;
    for (const Document& one : credits) sum -= one.*what;
    return sum;
}

TEST_P(Documents, ES_07_what_is_invoiced_less_what_is_credited_is_what_the_market_kept) {
    tax(200'000);
    const auto id = settled_mug();
    give_back(id, 333);
    give_back(id, 101);
    const auto invoices = of(DocumentKind::fee_invoice), credits = of(DocumentKind::fee_credit);
    ASSERT_EQ(invoices.size(), 1U);
    EXPECT_EQ(credits.size(), 2U);
    EXPECT_EQ(sum_of(invoices, credits, &Document::net), balance(0, ledger::Holding::commission));
    EXPECT_EQ(sum_of(invoices, credits, &Document::vat), balance(0, ledger::Holding::fee_vat));
    EXPECT_GT(balance(0, ledger::Holding::fee_vat), 0);
    EXPECT_EQ(credits[0].corrects, invoices[0].id);
    const auto receipts = of(DocumentKind::receipt), given = of(DocumentKind::receipt_credit);
    EXPECT_EQ(sum_of(receipts, given, &Document::total), order(id).total - 434);
    expect_right_books();
}

TEST_P(Documents, ES_07_what_a_bank_takes_back_is_credited_and_what_is_won_is_invoiced_again) {
    tax(200'000);
    const auto id = settled_mug();
    const auto tell = [&](payments::Claim claim) {
        must([&](db::Tx& tx) {
            return orders::hear(
                tx, payments::ChargebackNews{"du_1", order(id).payment, order(id).total, claim});
        });
        const auto invoices = of(DocumentKind::fee_invoice), credits = of(DocumentKind::fee_credit);
        EXPECT_EQ(sum_of(invoices, credits, &Document::net),
                  balance(0, ledger::Holding::commission));
        EXPECT_EQ(sum_of(invoices, credits, &Document::vat), balance(0, ledger::Holding::fee_vat));
        const auto receipts = of(DocumentKind::receipt), given = of(DocumentKind::receipt_credit);
        EXPECT_EQ(sum_of(receipts, given, &Document::total), order(id).total - order(id).refunded);
        return std::ssize(invoices) + std::ssize(credits);
    };
    EXPECT_EQ(tell(payments::Claim::taken), 2);
    EXPECT_EQ(balance(0, ledger::Holding::fee_vat), 0);
    EXPECT_EQ(tell(payments::Claim::won), 3);
    EXPECT_GT(balance(0, ledger::Holding::fee_vat), 0);
    EXPECT_EQ(tell(payments::Claim::lost), 4);
    expect_right_books();
}

TEST_P(Documents, ES_18_a_receipt_says_what_sending_cost_and_no_fee_is_invoiced_of_it) {
    must([&](db::Tx& tx) { return shops::set_postage(tx, ann, shop, {"GBP", {{"", 490}}}); });
    const auto goods = live(tests::mug());
    const auto placed = must([&](db::Tx& tx) {
        orders::Basket basket{ben, {{goods, 1, 1}}, "Ben", "1 Street", payments::Method::simulator};
        basket.postage = 490;
        return orders::place(tx, basket, settings);
    });
    pay(placed.payment);
    must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
    const Document receipt = of(DocumentKind::receipt).front();
    EXPECT_EQ(receipt.total, 1440);
    const Content said = content(receipt.id);
    EXPECT_EQ(said.number("postage"), 490);
    const Sheet sheet = sheet_of(said, "0", http::Language::en);
    ASSERT_EQ(sheet.rows.size(), 2U);
    EXPECT_EQ(sheet.rows[1].front(), "Delivery");
    EXPECT_EQ(sheet.rows[1].back(), "\u00a34.90");
    EXPECT_EQ(of(DocumentKind::fee_invoice).front().net, 48);
    expect_right_books();
}

// What is disputed lies aside as a sum; given back by its line it is of goods with another fee.
TEST_P(Documents, ES_07_what_giving_back_a_disputed_line_leaves_to_the_market_is_invoiced) {
    const auto books = live(tests::mug()), tools = live(tests::mug());
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        orders::set_category(tx, books, "books", ann);
        return base::done;
    });
    must([&](db::Tx& tx) {
        return policies::set_fees(
            tx, {{{"books", "", 0, 0, {}}, {"", "", 400'000, 0, {}}}, tx.now(), ann, "a test"});
    });
    tax(200'000);
    const auto placed = must([&](db::Tx& tx) {
        return orders::place(
            tx,
            {ben, {{books, 1, 1}, {tools, 1, 1}}, "Ben", "1 Street", payments::Method::simulator},
            settings);
    });
    pay(placed.payment);
    const auto id = placed.order.id;
    must([&](db::Tx& tx) { return orders::ship(tx, id, ann, std::nullopt); });
    must([&](db::Tx& tx) {
        orders::RefundWish wish{{}, orders::RefundCause::damaged, "Wet."};
        wish.wish.lines.push_back({1, 1, 0});
        return orders::ask_refund(tx, id, ben, wish);
    });
    must([&](db::Tx& tx) { return orders::refuse_refund(tx, id, ann, "No."); });
    must([&](db::Tx& tx) { return orders::open_dispute(tx, id, ben, {"Look.", {}}); });
    must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    const std::int64_t half = balance(0, ledger::Holding::commission);
    must([&](db::Tx& tx) { return orders::give_in(tx, id, ann); });
    EXPECT_GT(balance(0, ledger::Holding::commission), half);
    const auto invoices = of(DocumentKind::fee_invoice), credits = of(DocumentKind::fee_credit);
    EXPECT_EQ(sum_of(invoices, credits, &Document::net), balance(0, ledger::Holding::commission));
    EXPECT_EQ(sum_of(invoices, credits, &Document::vat), balance(0, ledger::Holding::fee_vat));
    expect_right_books();
}

TEST_P(Documents, TheFirstStatementOfAnOldMarketBeginsWithWhatWasThere) {
    set(policies::refund_within_days, 200);
    const Month month = month_of(its.zone, now);
    const auto old = settled_mug();
    settled_mug();
    now = begin_of(its.zone, month + 3) + 1h;
    const std::int64_t before = owned();
    const auto fresh = settled_mug();
    give_back(old, 100);
    now = begin_of(its.zone, month + 4) + 1h;
    const auto one = state_month(month + 3);
    ASSERT_TRUE(one);
    const Content said = content(one->id);
    EXPECT_EQ(said.number("opening"), before);
    EXPECT_EQ(said.number("sales"), order(fresh).total);
    EXPECT_EQ(said.number("refunds"), -100);
    EXPECT_EQ(said.number("lines"), 2);
    EXPECT_EQ(one->total, owned());
}

TEST_P(Documents, AnOrderThatIsCalledOffHasAReceiptAndACreditNoteAndNoFee) {
    const auto id = paid_mug();
    must([&](db::Tx& tx) { return orders::cancel(tx, id, ben, std::nullopt); });
    ASSERT_EQ(all().size(), 2U);
    EXPECT_EQ(all()[0].kind, DocumentKind::receipt);
    EXPECT_EQ(all()[1].kind, DocumentKind::receipt_credit);
    EXPECT_EQ(all()[1].corrects, all()[0].id);
    EXPECT_EQ(all()[1].total, order(id).total);
}

TEST_P(Documents, NumbersHaveNoGapsInASeriesAndAYearWhateverIsUndone) {
    for (int i = 0; i < 3; ++i) settled_mug();
    // A command that is undone takes its number with it.
    const auto undone = act([&](db::Tx& tx) -> base::Result<base::Done> {
        (void)documents::state(tx, its, ann, month_of(its.zone, tx.now()));
        return no_such_document;
    });
    EXPECT_FALSE(undone);
    settled_mug();
    for (const DocumentKind kind : {DocumentKind::receipt, DocumentKind::fee_invoice}) {
        std::int64_t expected = 0;
        for (const Document& one : of(kind)) EXPECT_EQ(one.number, ++expected);
        EXPECT_EQ(expected, 4);
    }
    EXPECT_EQ(number("select count(*) from document_series where series = 'S'"), 0);
    now += std::chrono::days{366};
    settled_mug();
    EXPECT_EQ(of(DocumentKind::receipt).back().number, 1) << "a new year begins at 1";
}

TEST_P(Documents, AreDatedByWhatTheyAreAboutAndWrittenOnceHoweverLate) {
    const auto bought = now;
    paid_mug();
    const auto year = std::chrono::days{366};
    now += year;
    const auto receipts = of(DocumentKind::receipt);
    ASSERT_EQ(receipts.size(), 1U);
    EXPECT_LT(receipts[0].at, bought + std::chrono::hours{1});
    EXPECT_EQ(receipts[0].year, year_of(its.zone, bought)) << "numbered in the year of the sale";
    EXPECT_EQ(of(DocumentKind::receipt).size(), 1U) << "nothing new was told";
}

TEST_P(Documents, AStatementIsTheLedgersToTheCent) {
    tax(190'000);
    set(policies::refund_within_days, 100);
    const Month month = month_of(its.zone, now);
    const auto first = settled_mug();
    give_back(first, 250);
    paid_mug();  // Held.
    now = begin_of(its.zone, month + 1) + 1h;
    const auto one = state_month(month);
    ASSERT_TRUE(one);
    const std::int64_t before = owned();
    EXPECT_EQ(one->total, before);
    const Content said = content(one->id);
    EXPECT_EQ(said.number("opening"), 0);
    EXPECT_EQ(said.number("closing"), before);
    EXPECT_EQ(said.number("sales"), order(first).total);
    EXPECT_EQ(said.number("refunds"), -250);
    EXPECT_EQ(said.number("fee"), -balance(0, ledger::Holding::commission));
    EXPECT_EQ(said.number("fee_vat"), -balance(0, ledger::Holding::fee_vat));
    EXPECT_EQ(said.number("held"), order(first).total) << "another mug is held";
    std::int64_t sum = 0;
    for (const char* part :
         {"opening", "sales", "refunds", "fee", "fee_vat", "to_others", "payouts", "other"}) {
        sum += said.number(part);
    }
    EXPECT_EQ(sum, said.number("closing"));
    EXPECT_FALSE(state_month(month)) << "once";

    give_back(first, order(first).total - 250);  // More than there is: what lacks is a debt.
    now = begin_of(its.zone, month + 2) + 1h;
    const auto two = state_month(month + 1);
    ASSERT_TRUE(two);
    EXPECT_EQ(content(two->id).number("opening"), before) << "it goes on where the last one ended";
    EXPECT_EQ(two->total, owned());
    EXPECT_EQ(content(one->id), said) << "the first is what it was";
}

// Months by chance: sales under changing fees and taxes, parts that go back, what is held.
TEST_P(Documents, EveryStatementOfAnyHistoryIsTheLedgersToTheCent) {
    constexpr unsigned seed = 18;
    std::mt19937_64 chance(seed);
    const auto below = [&](std::int64_t n) {
        return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n));
    };
    set(policies::refund_within_days, 365);
    const Month first = month_of(its.zone, now);
    std::vector<orders::OrderId> settled;
    std::int64_t before = 0, refunds = 0;
    for (Month month = first; month < first + 6; ++month) {
        SCOPED_TRACE("month " + month_text(month) + " of seed " + std::to_string(seed));
        tax(below(3) * 100'000);
        for (std::int64_t i = below(4); i > 0; --i) settled.push_back(settled_mug());
        if (below(2) == 0) paid_mug();
        for (const orders::OrderId id : settled) {
            const orders::Order is = order(id);
            if (is.refunded == is.total || below(2) == 0) continue;
            give_back(id, 1 + below(is.total - is.refunded));
            ++refunds;
        }
        now = begin_of(its.zone, month + 1) + 1h;
        const auto made = state_month(month);
        if (!made) {
            ASSERT_EQ(owned(), 0) << "nothing moved, and nothing is there";
            continue;
        }
        const Content said = content(made->id);
        ASSERT_EQ(made->total, owned());
        ASSERT_EQ(said.number("opening"), before);
        std::int64_t sum = 0, rows = said.number("opening");
        for (const char* part :
             {"opening", "sales", "refunds", "fee", "fee_vat", "to_others", "payouts", "other"}) {
            sum += said.number(part);
        }
        for (const auto& row : said.rows) rows += base::to_number(row[7]).value_or(0);
        ASSERT_EQ(sum, made->total);
        ASSERT_EQ(rows, made->total);
        ASSERT_EQ(said.number("to_others"), 0) << "nobody else has a share here";
        ASSERT_EQ(said.number("held"),
                  number("select cast(coalesce(sum(held), 0) as bigint) from orders"));
        before = made->total;
        now += 1h;
        run_due();  // Clocks of what is held.
    }
    EXPECT_GT(refunds, 5);
    // What was invoiced in all these months is what the market has.
    const auto invoices = of(DocumentKind::fee_invoice), credits = of(DocumentKind::fee_credit);
    EXPECT_EQ(sum_of(invoices, credits, &Document::net), balance(0, ledger::Holding::commission));
    EXPECT_EQ(sum_of(invoices, credits, &Document::vat), balance(0, ledger::Holding::fee_vat));
    EXPECT_TRUE(look([](db::Snapshot& db) { return audit(db); }).well());
}

TEST_P(Documents, MonthsThatWereMissedAreStatedOneAfterTheOther) {
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        documents::plan(tx, its);
        documents::plan(tx, its);
        return base::done;
    });
    EXPECT_EQ(number("select count(*) from jobs where kind = 'documents_month'"), 1);
    const Month month = month_of(its.zone, now);
    settled_mug();
    now = begin_of(its.zone, month + 3) + 1h;
    run_due("documents_month");
    std::vector<std::int64_t> months;
    for (const Document& one : of(DocumentKind::statement)) {
        if (one.recipient == ann.value) months.push_back(one.month);
    }
    EXPECT_EQ(months, (std::vector<std::int64_t>{month, month + 1, month + 2}));
}

TEST_P(Documents, WhatIsChangedOrTakenAwayIsFound) {
    settled_mug();
    settled_mug();
    follow();
    const auto found = [&] { return look([](db::Snapshot& db) { return audit(db); }); };
    EXPECT_EQ(found().documents, 4);
    EXPECT_TRUE(found().well());
    const auto change = [&](std::string_view sql, DocumentId id) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            tx.run(sql, id);
            return base::done;
        });
    };
    const auto receipt = of(DocumentKind::receipt).front();
    change("update documents set content = replace(content, 'mug', 'jug') where id = $1",
           receipt.id);
    change("update documents set content = replace(content, 'Mug', 'Jug') where id = $1",
           receipt.id);
    EXPECT_EQ(found().damaged, 1);
    EXPECT_EQ(call(Method::get, "/api/v1/documents/" + std::to_string(receipt.id.value) + "/html",
                   "", cookie_of(ben))
                  .code(),
              "document_damaged");
    change("update documents set total = total + 1 where id = $1",
           of(DocumentKind::fee_invoice)[1].id);
    EXPECT_EQ(found().damaged, 2);
    change("delete from documents where id = $1", receipt.id);
    EXPECT_EQ(found().missing, 1);
}

TEST_P(Documents, AreForThoseTheyAreAboutAndTheOperator) {
    settled_mug();
    const auto receipt = of(DocumentKind::receipt).front(),
               fee = of(DocumentKind::fee_invoice).front();
    const auto status = [&](const Document& one, base::MemberId who) {
        return call(Method::get, "/api/v1/documents/" + std::to_string(one.id.value) + "/html", "",
                    cookie_of(who))
            .status;
    };
    EXPECT_EQ(status(receipt, ben), 200);
    EXPECT_EQ(status(receipt, ann), 200);
    EXPECT_EQ(status(receipt, cem), 404);
    EXPECT_EQ(status(fee, ann), 200);
    EXPECT_EQ(status(fee, ben), 404) << "what the seller pays is none of the buyer’s business";
    const auto mine = call(Method::get, "/api/v1/documents", "", cookie_of(ben));
    EXPECT_EQ(mine.count(), 1U);
    EXPECT_EQ(mine.at("items.0.number").substr(0, 2), "R-");
    EXPECT_EQ(call(Method::get, "/api/v1/documents?box=issued", "", cookie_of(ann)).count(), 1U);
    EXPECT_EQ(call(Method::get, "/api/v1/operator/documents", "", cookie_of(ben)).status, 403);
    const std::string of_it = "/api/v1/orders/" + std::to_string(receipt.order_id.value);
    EXPECT_EQ(call(Method::get, of_it + "/documents", "", cookie_of(ann)).count(), 2U);
    EXPECT_EQ(call(Method::get, of_it + "/documents", "", cookie_of(ben)).count(), 1U);
    EXPECT_EQ(call(Method::get, of_it + "/documents", "", cookie_of(cem)).status, 404);
    const auto page =
        call(Method::get, "/api/v1/documents/" + std::to_string(receipt.id.value) + "/html", "",
             cookie_of(ben));
    EXPECT_EQ(page.response.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(call(Method::get, "/api/v1/documents/" + std::to_string(receipt.id.value) + "/csv",
                   "", cookie_of(ben))
                  .code(),
              "only_statements");
}

ON_EVERY_DATABASE(Documents);

// ---- On paper

}  // namespace
}  // namespace documents
