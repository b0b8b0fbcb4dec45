#include "shops/import.hpp"

#include <gtest/gtest.h>

#include "shops/tests/shop.hpp"

namespace shops {
namespace {

class Imports : public tests::WithShop<tests::MarketTest> {
protected:
    Imports() : WithShop(tests::shop_modules()) {}

    /// A catalogue of `count` things with the price in pence, "S0" being the first.
    static std::string file(int count, const std::string& price, const std::string& stock = "5") {
        std::string csv = "sku,title,description,price,stock\r\n";
        for (int i = 0; i < count; ++i) {
            const std::string number = std::to_string(i);
            write_csv(csv, {"S" + number, "Thing " + number, "", price, stock});
        }
        return csv;
    }
    ImportId begin(const std::string& csv) {
        return must([&](db::Tx& tx) -> base::Result<ImportId> {
            const auto rows = TRY(read_import(csv));
            return begin_import(tx, ann, circles::Audience::everybody, rows);
        });
    }
    std::string begin_code(base::MemberId who, const std::string& csv) {
        return code_of([&](db::Tx& tx) -> base::Result<ImportId> {
            const auto rows = TRY(read_import(csv));
            return begin_import(tx, who, circles::Audience::everybody, rows);
        });
    }
    std::string apply_code(base::MemberId who, ImportId id) {
        return code_of([&](db::Tx& tx) { return apply_import(tx, who, id); });
    }
    /// One step of the job, as if the program stopped after it.
    void one_step() {
        const auto due = look([&](db::Snapshot& db) { return events::due(db, now, 1); });
        ASSERT_EQ(due.size(), 1U);
        must([&](db::Tx& tx) { return events::perform(tx, due[0]); });
    }
    Import import(ImportId id) {
        return *look([&](db::Snapshot& db) { return find_import(db, ann, id); });
    }
    std::vector<RowProblem> problems(ImportId id) {
        return look([&](db::Snapshot& db) { return problems_of(db, import(id)); });
    }
    /// "created changed unchanged refused" once nothing more is due.
    std::string counts(ImportId id) {
        const Import got = import(id);
        return std::to_string(got.created) + " " + std::to_string(got.changed) + " " +
               std::to_string(got.unchanged) + " " + std::to_string(got.refused);
    }
    ImportId applied(const std::string& csv) {
        const ImportId id = begin(csv);
        run_jobs();
        EXPECT_EQ(apply_code(ann, id), "done");
        run_jobs();
        EXPECT_EQ(import(id).state, ImportState::done);
        return id;
    }
    std::int64_t number(std::string_view sql) {
        return look([&](db::Snapshot& db) { return db.number(sql); });
    }
    std::int64_t rows_of_the_shop() {
        return number(
            "select (select count(*) from listings) + (select count(*) from "
            "listing_versions) + (select count(*) from listing_steps)");
    }
};

TEST_P(Imports, ADryRunWritesNothingButItsReport) {
    const ImportId id = begin(file(120, "1.50") + "S0,again,,1.00,1\r\nX,,,free,1\r\n");
    EXPECT_EQ(import(id).state, ImportState::queued);
    const std::int64_t before = rows_of_the_shop();
    run_jobs();
    EXPECT_EQ(rows_of_the_shop(), before);
    EXPECT_EQ(import(id).state, ImportState::done);
    EXPECT_EQ(import(id).mode, ImportMode::dry_run);
    EXPECT_EQ(import(id).rows_done, 122);
    EXPECT_EQ(counts(id), "120 0 0 2");
    EXPECT_EQ(problems(id), (std::vector<RowProblem>{{122, "sku", "duplicate_sku", "S0"},
                                                     {123, "title", "empty", ""},
                                                     {123, "price", "bad_price", "free"}}));
}

TEST_P(Imports, MS_12_the_same_file_again_changes_nothing) {
    EXPECT_EQ(counts(applied(file(120, "1.50"))), "120 0 0 0");
    EXPECT_EQ(number("select count(*) from listings where state = 'live' and posted = 0"), 120);
    EXPECT_EQ(moments(), 0U);
    const std::int64_t before = rows_of_the_shop();
    const ImportId again = begin(file(120, "1.50"));
    run_jobs();
    EXPECT_EQ(counts(again), "0 0 120 0");
    EXPECT_EQ(apply_code(ann, again), "import_not_ready");
    EXPECT_EQ(rows_of_the_shop(), before);
}

TEST_P(Imports, MS_12_say_which_pictures_they_leave_out) {
    const ImportId id = begin(
        "Handle,Title,Variant Price,Variant Inventory Qty,Image Src\n"
        "mug,Mug,1.50,3,https://x/1.jpg\nmug,,,,https://x/2.jpg\nbowl,Bowl,2.00,1,\n");
    const auto left_out = [&] {
        return look([&](db::Snapshot& db) { return left_out_of(db, import(id)); });
    };
    const auto check = [&] {
        EXPECT_EQ(counts(id), "2 0 0 0");
        EXPECT_EQ(import(id).pictures, 2);
        ASSERT_EQ(left_out().size(), 1U);
        EXPECT_EQ(left_out()[0].row, 2);
        EXPECT_EQ(left_out()[0].pictures, 2);
        EXPECT_EQ(problems(id).size(), 0U);
    };
    run_jobs();
    check();
    EXPECT_EQ(apply_code(ann, id), "done");
    run_jobs();
    check();
}

TEST_P(Imports, MS_07_a_file_says_how_goods_are_handed_over_or_leaves_it) {
    const auto kept = [&] {
        return look([&](db::Snapshot& db) {
            const auto id = *db.one<ListingId>("select id from listings where sku = 'A'");
            return handover_of(version_of(db, id, find_listing(db, id)->version).handover);
        });
    };
    const std::string heading =
        "sku,title,description,price,stock,ways,pick_up_at,sends_to,sent_by\n";
    EXPECT_EQ(counts(applied(heading + "A,Mug,,1.00,1,both,By the gate,DE,2030-03-01\n")),
              "1 0 0 0");
    EXPECT_EQ(kept().area, "By the gate");
    EXPECT_EQ(kept().regions, (std::vector<std::string>{"DE"}));
    EXPECT_EQ(counts(applied("sku,title,description,price,stock\nA,Cup,,1.00,1\n")), "0 1 0 0");
    EXPECT_EQ(kept().ways, Ways::both) << "a file without the columns leaves it";
    EXPECT_EQ(counts(applied(heading + "A,Cup,,1.00,1,ship,,,\n")), "0 1 0 0");
    EXPECT_EQ(kept(), Handover{});
    const ImportId wrong = begin(heading +
                                 "A,Cup,,1.00,1,pick_up,,,\nB,Cup,,1.00,1,,,XX,\n"
                                 "C,Cup,,1.00,1,,,,2029-12-31\n");
    run_jobs();
    EXPECT_EQ(counts(wrong), "0 0 0 3");
    EXPECT_EQ(problems(wrong),
              (std::vector<RowProblem>{{2, "pick_up_at", "empty", ""},
                                       {3, "sends_to", "not_a_country", "XX"},
                                       {4, "sent_by", "in_the_past", "2029-12-31"}}));
}

TEST_P(Imports, MS_12_what_was_sold_since_the_last_file_stays_sold) {
    applied(file(3, "1.50", "5"));
    const auto sell = [&](const std::string& sku, std::int64_t count) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            tx.run("update listings set stock = stock - $2 where sku = $1", sku, count);
            return base::done;
        });
    };
    const auto stock = [&](const std::string& sku) {
        return look([&](db::Snapshot& db) {
            return db.number("select stock from listings where sku = $1", sku);
        });
    };
    sell("S0", 3);
    const ImportId same = begin(file(3, "1.50", "5"));
    run_jobs();
    EXPECT_EQ(counts(same), "0 0 3 0");
    EXPECT_EQ(counts(applied(file(3, "1.70", "5"))), "0 3 0 0");
    EXPECT_EQ(stock("S0"), 2);
    EXPECT_EQ(stock("S1"), 5);
    EXPECT_EQ(counts(applied(file(3, "1.70", "8"))), "0 3 0 0");  // New goods have come in.
    EXPECT_EQ(stock("S0"), 8);
}

TEST_P(Imports, ANewPriceIsANewVersionAndANewSkuANewListing) {
    applied(file(60, "1.50"));
    EXPECT_EQ(counts(applied(file(61, "1.75"))), "1 60 0 0");
    EXPECT_EQ(number("select count(*) from listings"), 61);
    EXPECT_EQ(number("select count(*) from listings where version = 2"), 60);
    EXPECT_EQ(number("select min(price_minor) from listing_versions where version = 1"), 150);
    EXPECT_EQ(number("select min(price_minor) from listing_versions where version = 2"), 175);
    // The stock alone is no new version.
    EXPECT_EQ(counts(applied(file(61, "1.75", "0"))), "0 61 0 0");
    EXPECT_EQ(number("select max(version) from listings"), 2);
    EXPECT_EQ(number("select count(*) from listings where state = 'sold_out'"), 61);
}

TEST_P(Imports, GoOnWhereTheyStoppedBetweenTwoSteps) {
    const ImportId id = begin(file(120, "1.50"));
    one_step();
    EXPECT_EQ(import(id).state, ImportState::running);
    EXPECT_EQ(import(id).rows_done, 50);
    EXPECT_EQ(apply_code(ann, id), "import_not_ready");
    run_jobs();
    ASSERT_EQ(apply_code(ann, id), "done");
    EXPECT_EQ(import(id).rows_done, 0);
    one_step();
    EXPECT_EQ(number("select count(*) from listings"), 50);
    // The program that comes up again knows nothing but the rows.
    events::Hub fresh_hub;
    add_jobs(fresh_hub, {.currency = "GBP"});
    db::EngineOptions options;
    options.source = {[this] { return now; }, [this] { return ++last_id; }};
    options.companion = &fresh_hub;
    engine.emplace([this] { return db::open_writer(place.address()); }, options);
    run_jobs();
    EXPECT_EQ(counts(id), "120 0 0 0");
    EXPECT_EQ(number("select count(*) from listings where state = 'live'"), 120);
    EXPECT_EQ(number("select count(*) from import_packs"), 0);
    EXPECT_EQ(count_of("import_progressed"), 8);
    EXPECT_EQ(apply_code(ann, id), "import_not_ready");
}

TEST_P(Imports, AStepThatIsUndoneIsDoneAgainWhole) {
    bool broken = true;
    hub.on("listing_submitted", [&](db::Tx&, const events::Event& event) {
        return broken && event.seq % 7 == 0 ? base::Result<base::Done>{not_for_sale} : base::done;
    });
    const ImportId id = begin(file(20, "1.50"));
    run_jobs();
    ASSERT_EQ(apply_code(ann, id), "done");
    const auto due = look([&](db::Snapshot& db) { return events::due(db, now, 1); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return events::perform(tx, due[0]); }), "not_for_sale");
    EXPECT_EQ(number("select count(*) from listings"), 0);
    EXPECT_EQ(import(id).rows_done, 0);
    broken = false;
    run_jobs();
    EXPECT_EQ(counts(id), "20 0 0 0");
}

TEST_P(Imports, FailWhenAStepHasGoneWrongFiveTimes) {
    const ImportId id = begin(file(20, "1.50"));
    for (int i = 0; i < 5; ++i) {
        now += std::chrono::hours{1};
        const auto due = look([&](db::Snapshot& db) { return events::due(db, now, 1); });
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            events::postpone(tx, due.at(0), "the disk");
            return base::done;
        });
    }
    now += std::chrono::hours{1};
    run_jobs();
    EXPECT_EQ(import(id).state, ImportState::failed);
    EXPECT_EQ(begin_code(ann, file(1, "1.00")), "done");
}

TEST_P(Imports, ReuseASkuWhoseListingEndedAndLeaveWhatWasRemoved) {
    const ImportId id = applied(file(2, "1.50"));
    const auto first = look([&](db::Snapshot& db) {
        return db.all<ListingId>("select id from listings order by seq");
    });
    do_as(ann, end, first[0]);
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        ListingRow row = TRY(find_listing(tx, first[1]));
        return take_step(tx, row, ListingAct::remove, {});
    });
    const ImportId again = begin(file(2, "1.60"));
    run_jobs();
    EXPECT_EQ(counts(again), "1 0 0 1");
    EXPECT_EQ(problems(again), (std::vector<RowProblem>{{3, "sku", "not_editable", "S1"}}));
    ASSERT_EQ(apply_code(ann, again), "done");
    run_jobs();
    EXPECT_EQ(counts(again), "1 0 0 1");
    EXPECT_NE(id, again);
}

TEST_P(Imports, BelongToOneMemberAndRunOneAtATime) {
    const ImportId id = begin(file(2, "1.50"));
    EXPECT_EQ(begin_code(ann, file(2, "1.50")), "import_running");
    EXPECT_EQ(begin_code(ben, file(2, "1.50")), "no_shop_yet");
    run_jobs();
    EXPECT_EQ(apply_code(ben, id), "no_such_import");
    look([&](db::Snapshot& db) {
        EXPECT_EQ(find_import(db, ben, id).error(), no_such_import);
        EXPECT_TRUE(imports_of(db, ben, INT64_MAX, 10).empty());
        EXPECT_EQ(imports_of(db, ann, INT64_MAX, 10).size(), 1U);
        return 0;
    });
}

TEST_P(Imports, ForgetTheirRowsAfterThirtyDays) {
    const ImportId id =
        begin("sku,title,description,price,stock\n,,,,\n" + file(120, "1.50").substr(35));
    run_jobs();
    EXPECT_EQ(problems(id).size(), 4U);
    now += std::chrono::days{30};
    EXPECT_EQ(apply_code(ann, id), "import_not_ready");
    run_jobs();
    EXPECT_EQ(number("select count(*) from import_packs"), 0);
    EXPECT_EQ(number("select count(*) from import_problems"), 0);
    EXPECT_EQ(counts(id), "120 0 0 1");
}

TEST_P(Imports, WriteLessThanAThousandRowsInAStep) {
    const ImportId id = begin(file(50, "1.50"));
    run_jobs();
    ASSERT_EQ(apply_code(ann, id), "done");
    const auto rows = [&] {
        return rows_of_the_shop() + number(
                                        "select (select count(*) from descriptions) + "
                                        "(select count(*) from events)");
    };
    const std::int64_t before = rows();
    one_step();
    EXPECT_LT(rows() - before, 1'000);
    EXPECT_GT(rows() - before, 50);
}

TEST_P(Imports, FailWhereTheirRowsAreGoneAndStopNothing) {
    const auto id = begin(file(static_cast<int>(rows_per_step) * 2, "9.00"));
    one_step();
    while (must([&](db::Tx& tx) -> base::Result<bool> { return forget_some(tx, id); })) continue;
    one_step();
    EXPECT_EQ(import(id).state, ImportState::failed);
}

ON_EVERY_DATABASE(Imports);

}  // namespace
}  // namespace shops
