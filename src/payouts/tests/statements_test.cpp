// What the bank's statements say, booked on both databases: each movement once, in whatever order
// and however often it is read; and what fits nothing is kept for the operator.

#include "payouts/tests/bank.hpp"
#include "payouts/tests/payouts.hpp"

namespace payouts {
namespace {

class BankStatements : public PayoutsTest {};
ON_EVERY_DATABASE(BankStatements);

TEST_P(BankStatements, ES_11_a_statement_is_matched_and_reading_it_twice_changes_nothing) {
    const Payout one = filed();
    const std::string name = end_to_end(one.id);
    const std::string xml = tests::statement(
        "1", tests::debit("A1", name, "50.00") + tests::debit("A2", "FEES", "3.00") +
                 tests::debit("A3", "FGP999", "1.00") + tests::received("A4", "9.00"));
    const auto first = read(xml);
    EXPECT_EQ(first.paid, 1);
    EXPECT_EQ(first.unfit, 2);
    EXPECT_EQ(first.others, 1);
    EXPECT_EQ(payout(one.id).state, State::paid);
    const auto again = read(xml);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(number("select count(*) from payout_entries"), 3);
    // The same movements in another file, and the money comes back.
    const auto other = read(tests::statement(
        "2", tests::debit("A1", name, "50.00") + tests::returned("B1", name, "50.00", "AC04")));
    EXPECT_EQ(other.known, 1);
    EXPECT_EQ(other.returned, 1);
    EXPECT_EQ(payout(one.id).state, State::returned);
    // A bank that takes it once more, or another amount, has made a mistake somebody has to see.
    const auto wrong = read(tests::statement(
        "3", tests::debit("C1", name, "50.00") + tests::debit("C2", name, "49.00")));
    EXPECT_EQ(wrong.unfit, 2);
    const auto list = get("/operator/payouts/entries", cookie);
    EXPECT_EQ(list.count(), 4U);
    EXPECT_EQ(list.at("items.2.why"), "twice");
    EXPECT_EQ(list.at("items.3.why"), "amount_differs");
    const auto seen = "/operator/payouts/entries/" + list.at("items.0.id") + "/seen";
    EXPECT_EQ(post(seen, R"({"reason":"fees"})", cookie).status, 204);
    EXPECT_EQ(post(seen, R"({"reason":"fees"})", cookie).code(), "no_such_entry");
    expect_books();
}

TEST_P(BankStatements, ES_03_a_return_that_is_read_before_its_debit_ends_the_same) {
    const Payout one = filed();
    const std::string name = end_to_end(one.id);
    EXPECT_EQ(read(tests::statement("2", tests::returned("B1", name, "50.00", "AC04"))).returned,
              1);
    EXPECT_EQ(read(tests::statement("1", tests::debit("A1", name, "50.00"))).known, 1);
    EXPECT_EQ(payout(one.id).state, State::returned);
    EXPECT_EQ(euros_of(ann, Holding::available), 5'000);
    expect_books();
}

TEST_P(BankStatements, ES_03_no_movement_is_lost_where_the_bank_gives_no_references) {
    const Payout one = filed();
    const std::string name = end_to_end(one.id);
    for (const std::string said : {"NOTPROVIDED", "0000"}) {
        const auto days = [&](const std::string& day) {
            return tests::statement(said + day, tests::debit(said, "FEES", "3.00") +
                                                    tests::debit(said, "FEES", "3.00"));
        };
        EXPECT_EQ(read(days("1")).unfit, 2) << said;
        EXPECT_EQ(read(days("2")).unfit, 2) << said;
        // The same statement, made anew by the bank.
        const auto again = read(days("2") + "<!-- copy -->");
        EXPECT_EQ(again.known, 2) << said;
        EXPECT_EQ(again.unfit, 0) << said;
    }
    const auto debit = read(tests::statement("3", tests::debit("NONREF", name, "50.00")));
    EXPECT_EQ(debit.paid, 1);
    const auto back = read(tests::statement("4", tests::returned("NONREF", name, "50.00", "AC04")));
    EXPECT_EQ(back.returned, 1);
    EXPECT_EQ(payout(one.id).state, State::returned);
    EXPECT_EQ(euros_of(ann, Holding::available), 5'000);
    expect_books();
}

TEST_P(BankStatements, ES_11_what_comes_in_and_is_no_return_is_listed_and_books_nothing) {
    const Payout one = filed();
    const std::string name = end_to_end(one.id);
    EXPECT_EQ(read(tests::statement("1", tests::debit("A1", name, "50.00"))).paid, 1);
    const auto came = read(tests::statement(
        "2", tests::entry("B1", "CRDT", {{name, "50.00", ""}}) + tests::received("B2", "9.00") +
                 tests::returned("B3", "REFUND9", "4.00", "AC01")));
    EXPECT_EQ(came.returned, 0);
    EXPECT_EQ(came.unfit, 2);
    EXPECT_EQ(came.others, 1);
    EXPECT_EQ(payout(one.id).state, State::paid) << "anybody may write our reference";
    EXPECT_EQ(euros_of(ann, Holding::available), 0);
    const auto unfit = get("/operator/payouts/entries", cookie);
    ASSERT_EQ(unfit.count(), 2U);
    EXPECT_EQ(unfit.at("items.0.why"), "no_return");
    EXPECT_EQ(unfit.at("items.1.why"), "unknown");
    EXPECT_EQ(number("select count(*) from payout_entries"), 3)
        << "what buyers wrote on their transfers is not kept";
    // What the bank calls a return later on is booked nevertheless.
    EXPECT_EQ(read(tests::statement("3", tests::returned("B4", name, "50.00", "AC04"))).returned,
              1);
    expect_books();
}

TEST_P(BankStatements, ES_11_a_statement_that_contradicts_the_operator_is_listed) {
    const Payout one = filed();
    const std::string name = end_to_end(one.id);
    must([&](db::Tx& tx) { return say(tx, one.id, News::returned, {boss, "by phone"}); });
    const auto paid = read(tests::statement("1", tests::debit("A1", name, "50.00")));
    EXPECT_EQ(paid.unfit, 1);
    const auto list = get("/operator/payouts/entries", cookie);
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.why"), "contradicts");
    EXPECT_EQ(payout(one.id).state, State::returned);
    EXPECT_EQ(euros_of(ann, Holding::available), 5'000);
    EXPECT_EQ(read(tests::statement("2", tests::debit("A2", name, "50.00"))).unfit, 1) << "twice";
    // The bank sends it back after all: nothing contradicts any more.
    EXPECT_EQ(read(tests::statement("3", tests::returned("B1", name, "50.00", "AC04"))).known, 1);
    const auto left = get("/operator/payouts/entries", cookie);
    ASSERT_EQ(left.count(), 1U);
    EXPECT_EQ(left.at("items.0.why"), "twice");
    EXPECT_EQ(euros_of(ann, Holding::available), 5'000);
    expect_books();
}

TEST_P(BankStatements, ES_11_what_the_operator_said_of_money_that_came_in_contradicts_nothing) {
    const Payout one = filed();
    const std::string name = end_to_end(one.id);
    read(tests::statement("2", tests::entry("B1", "CRDT", {{name, "50.00", ""}})));
    must([&](db::Tx& tx) { return say(tx, one.id, News::returned, {boss, "it came back"}); });
    EXPECT_EQ(read(tests::statement("1", tests::debit("A1", name, "50.00"))).known, 1);
    EXPECT_EQ(payout(one.id).state, State::returned);
}

/// Whatever order its movements are read in, the payout ends the same.
TEST_P(BankStatements, ES_03_a_debit_a_return_and_a_word_by_hand_end_the_same_in_every_order) {
    open_market();
    name(ann);
    now += days{3};
    std::array order{0, 1, 2};
    int number_of_order = 0;
    do {
        SCOPED_TRACE(++number_of_order);
        earn(ann, 5'000);
        const Payout asked = *ask(ann);
        must([&](db::Tx& tx) { return payouts::run_now(tx, euros, word()); });
        const std::string name_of = end_to_end(asked.id);
        for (const int act : order) {
            const std::string file = name_of + std::to_string(act);
            if (act == 0) read(tests::statement(file, tests::debit("A" + file, name_of, "50.00")));
            if (act == 1) {
                read(tests::statement(file, tests::returned("B" + file, name_of, "50.00", "AC04")));
            }
            if (act == 2) {
                (void)this->act([&](db::Tx& tx) {
                    return say(tx, asked.id, News::returned, {boss, "by hand"});
                });
            }
        }
        EXPECT_EQ(payout(asked.id).state, State::returned);
        EXPECT_EQ(euros_of(ann, Holding::available), 5'000);
        EXPECT_EQ(get("/operator/payouts/entries", cookie).count(), 0U);
        expect_books();
        earn(ann, -5'000);
        name(ann, number_of_order % 2 == 0 ? a_bank : another_bank);
        now += days{3};
    } while (std::ranges::next_permutation(order).found);
}

TEST_P(BankStatements, ES_11_a_long_statement_is_booked_in_pieces) {
    open_market();
    std::string lines;
    for (int i = 0; i < 200; ++i) lines += tests::debit("F" + std::to_string(i), "FEE", "1.00");
    const auto begun = read(tests::statement("1", lines));
    EXPECT_EQ(begun.parts, 3);
    EXPECT_EQ(begun.done, 1);
    run_due();
    EXPECT_EQ(number("select unfit from payout_statements"), 200);
    EXPECT_EQ(number("select count(*) from payout_statement_parts"), 0);
}

TEST_P(BankStatements, ES_11_an_upload_that_is_no_statement_is_refused_by_its_field) {
    const auto refused = post("/operator/payouts/statements", R"({"xml":"<a>"})", cookie);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("fields.0.field"), "xml");
}

}  // namespace
}  // namespace payouts
