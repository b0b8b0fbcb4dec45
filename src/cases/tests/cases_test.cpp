#include "cases/cases.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "cases/waiting.hpp"
#include "circles/circles.hpp"
#include "policies/policies.hpp"
#include "tests/market.hpp"
#include "tests/people.hpp"

namespace cases {
namespace {

/// Ann's things are reported by Ben and Cem; Mia, Ned and Ora are moderators.
class Cases : public tests::WithPeople<tests::MarketTest> {
protected:
    Cases()
        : WithPeople({events::migrations(), members::migrations(), policies::migrations(),
                      circles::migrations(), cases::migrations()}) {
        add_jobs(hub);
    }
    void SetUp() override {
        ann = join("ann");
        ben = join("ben");
        cem = join("cem");
        for (auto* one : {&mia, &ned, &ora}) {
            *one = join(one == &mia ? "mia" : one == &ned ? "ned" : "ora");
            permit(*one, {"moderator"});
        }
    }
    void permit(MemberId member, std::vector<std::string> permissions) {
        must([&](db::Tx& tx) {
            return members::set_permissions(tx, {member, permissions, {}, "a test"});
        });
    }
    Subject thing(std::int64_t id = 70, std::int64_t version = 1) const {
        return {SubjectKind::listing, SubjectId{id}, version, "Mug", ann};
    }
    template <class Work>
    std::string code_of(Work work) {
        const auto result = act(std::move(work));
        return result ? "done" : std::string{result.error().code()};
    }
    std::string reported(MemberId who, const Subject& what) {
        return code_of([&](db::Tx& tx) { return report(tx, {who, what, "counterfeit", "Fake."}); });
    }
    CaseId case_of(MemberId who, const Subject& what) {
        const auto id = must([&](db::Tx& tx) {
            return report(tx, {who, what, "counterfeit", "Fake."});
        });
        return look([&](db::Snapshot& db) { return find_report(db, who, id)->case_id; });
    }
    CaseId reported_case() { return case_of(ben, thing()); }
    std::string taken(MemberId who, CaseId id) {
        return code_of([&](db::Tx& tx) { return take(tx, who, id); });
    }
    std::string decided(MemberId who, CaseId id, Measure measure) {
        return code_of([&](db::Tx& tx) {
            return decide(tx, id, {who, measure, "misleading", "The stamp is wrong."});
        });
    }
    std::string held(MemberId who, CaseId id) {
        return code_of([&](db::Tx& tx) {
            return hold(tx, id, {who, Measure::hold, "counterfeit", "To be looked at."});
        });
    }
    std::string appealed(MemberId who, CaseId id) {
        return code_of([&](db::Tx& tx) { return appeal(tx, who, id, "It is real."); });
    }
    Case one(CaseId id) {
        return *look([&](db::Snapshot& db) { return find(db, id); });
    }
    std::vector<CaseId> ids_of(CaseQueue which, MemberId who) {
        return look([&](db::Snapshot& db) {
            std::vector<CaseId> ids;
            for (const Case& found : far_from(db, queue(db, which, who, {}, 100), who)) {
                ids.push_back(found.id);
            }
            return ids;
        });
    }
    std::int64_t count_of(std::string_view kind) {
        const auto kinds = told();
        return std::count(kinds.begin(), kinds.end(), kind);
    }

    MemberId ann, ben, cem, mia, ned, ora;
};

TEST_P(Cases, GatherTheReportsOfOneThingUntilItIsDecided) {
    const CaseId first = reported_case();
    EXPECT_EQ(case_of(cem, thing()), first);
    EXPECT_EQ(one(first).reports, 2);
    EXPECT_NE(case_of(cem, thing(71)), first);
    EXPECT_EQ(taken(mia, first), "done");
    EXPECT_EQ(case_of(ora, thing()), first);
    EXPECT_EQ(decided(mia, first, Measure::leave), "done");
    const CaseId next = case_of(ned, thing());
    EXPECT_NE(next, first);
    EXPECT_EQ(one(next).state, CaseState::waiting);
    EXPECT_EQ(count_of("case_reported"), 5);
}

TEST_P(Cases, AreReportedOnceByAMemberAndSoManyADay) {
    EXPECT_EQ(reported(ann, thing()), "own_report");
    EXPECT_EQ(reported(ben, thing()), "done");
    EXPECT_EQ(reported(ben, thing()), "reported_already");
    EXPECT_EQ(reported(ben, thing(70, 2)), "done") << "its seller has changed it";
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return report(tx, {ben, thing(71), "taste", ""});
              }),
              "form_invalid");
    for (int i = 0; i < 8; ++i) EXPECT_EQ(reported(ben, thing(80 + i)), "done");
    EXPECT_EQ(reported(ben, thing(90)), "too_many_reports");
    EXPECT_EQ(reported(cem, thing(90)), "done");
    now += std::chrono::hours{24};
    EXPECT_EQ(reported(ben, thing(90)), "done");
}

TEST_P(Cases, AB_02_however_many_report_a_thing_nothing_is_done_to_it) {
    CaseId id;
    for (int i = 0; i < 60; ++i) id = case_of(join("member" + std::to_string(i)), thing());
    now += std::chrono::hours{1000};
    run_jobs();
    EXPECT_EQ(one(id).reports, 60);
    EXPECT_EQ(one(id).state, CaseState::waiting);
    EXPECT_FALSE(look([](db::Snapshot& db) {
        return in_force(db, SubjectKind::listing, SubjectId{70}).has_value();
    }));
}

TEST_P(Cases, EF_04_do_not_exist_for_moderators_who_are_a_party_or_a_friend_of_one) {
    using circles::FriendAct;
    const CaseId id = reported_case();
    const auto befriend = [&](MemberId a, MemberId b) {
        must([&](db::Tx& tx) { return circles::befriend(tx, a, b, FriendAct::befriend); });
        must([&](db::Tx& tx) { return circles::befriend(tx, b, a, FriendAct::accept); });
    };
    EXPECT_EQ(ids_of(CaseQueue::to_do, mia).size(), 1U);
    befriend(mia, ann);
    befriend(ned, ben);
    permit(ann, {"moderator"});
    permit(ben, {"moderator"});
    for (const MemberId close : {mia, ned, ann, ben}) {
        EXPECT_EQ(taken(close, id), "no_such_case");
        EXPECT_EQ(decided(close, id, Measure::leave), "no_such_case");
        EXPECT_TRUE(ids_of(CaseQueue::to_do, close).empty());
    }
    EXPECT_EQ(taken(ora, id), "done");
    befriend(ora, ann);  // While it was looked at.
    EXPECT_EQ(decided(ora, id, Measure::take_down), "no_such_case");
}

TEST_P(Cases, AreCountedForThoseWhoMayNotJudgeThemAndForWhoAppointsOthers) {
    using circles::FriendAct;
    const auto befriend = [&](MemberId a, MemberId b) {
        must([&](db::Tx& tx) { return circles::befriend(tx, a, b, FriendAct::befriend); });
        must([&](db::Tx& tx) { return circles::befriend(tx, b, a, FriendAct::accept); });
    };
    const auto closed = [&](MemberId who) {
        return look([&](db::Snapshot& db) { return closed_to(db, who); });
    };
    const auto stuck = [&] { return look(without_judge); };
    const CaseId first = case_of(ben, thing());
    case_of(cem, thing(71));
    EXPECT_EQ(closed(mia), 0);
    EXPECT_EQ(stuck(), 0);
    befriend(mia, ben);
    EXPECT_EQ(closed(mia), 1) << "of a friend's report";
    befriend(mia, ann);
    EXPECT_EQ(closed(mia), 2) << "about a friend's things";
    EXPECT_EQ(closed(ann), 0) << "nobody is told that they were reported";
    EXPECT_EQ(stuck(), 0) << "there are others";
    for (const MemberId gone : {ned, ora}) permit(gone, {});
    EXPECT_EQ(stuck(), 2);
    permit(ned, {"moderator"});
    EXPECT_EQ(stuck(), 0);
    taken(ned, first);
    decided(ned, first, Measure::take_down);
    EXPECT_EQ(stuck(), 0) << "decided cases wait for nobody";
    appealed(ann, first);
    EXPECT_EQ(stuck(), 1) << "who decided does not judge the appeal";
    permit(ora, {"moderator"});
    EXPECT_EQ(stuck(), 0);
    for (const MemberId gone : {mia, ned, ora}) permit(gone, {});
    EXPECT_EQ(stuck(), 2) << "there is no moderator at all";
}

TEST_P(Cases, EF_03_every_measure_is_a_whole_statement_of_reasons) {
    const CaseId id = reported_case();
    taken(mia, id);
    EXPECT_EQ(held(ned, id), "case_not_yours");
    EXPECT_EQ(held(mia, id), "done");
    EXPECT_EQ(decided(mia, id, Measure::hold), "form_invalid");
    EXPECT_EQ(decided(mia, id, Measure::take_down), "done");
    const auto list = look([&](db::Snapshot& db) { return decisions_of(db, id); });
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].number, 0);
    EXPECT_EQ(list[0].measure, Measure::hold);
    EXPECT_EQ(list[0].rule, "counterfeit");
    EXPECT_EQ(list[0].until, one(id).opened + std::chrono::hours{72});
    EXPECT_EQ(list[1].number, 1);
    EXPECT_EQ(list[1].measure, Measure::take_down);
    EXPECT_EQ(list[1].rule, "misleading");
    EXPECT_EQ(list[1].rule_version, 1);
    EXPECT_EQ(list[1].facts, "The stamp is wrong.");
    EXPECT_EQ(list[1].source, NoticedBy::report);
    EXPECT_FALSE(list[1].automated_detection);
    EXPECT_FALSE(list[1].automated_decision);
    EXPECT_EQ(list[1].scope, MeasureScope::market);
    EXPECT_EQ(list[1].until, std::nullopt);
    EXPECT_EQ(list[1].appeal_until, now + std::chrono::days{183});
    EXPECT_EQ(list[1].decider, mia);
    EXPECT_EQ(count_of("case_held"), 1);
    EXPECT_EQ(count_of("case_decided"), 1);
}

TEST_P(Cases, OpenedByAModeratorSayThatNobodyReportedIt) {
    const auto begun = [&](MemberId who) {
        return act([&](db::Tx& tx) { return begin(tx, {who, thing(), "spam"}); });
    };
    const CaseId id = *begun(mia);
    EXPECT_EQ(one(id).source, NoticedBy::moderator);
    EXPECT_EQ(one(id).assignee, mia);
    EXPECT_EQ(*begun(mia), id);
    EXPECT_EQ(begun(ned).error().code(), "case_taken");
    EXPECT_EQ(decided(mia, id, Measure::take_down), "done");
    EXPECT_EQ(look([&](db::Snapshot& db) { return decisions_of(db, id)[0].source; }),
              NoticedBy::moderator);
}

TEST_P(Cases, EF_04_an_appeal_is_lodged_once_by_its_party_and_decided_by_another) {
    const CaseId id = reported_case();
    EXPECT_EQ(appealed(ann, id), "no_such_statement") << "nothing was done to her yet";
    taken(mia, id);
    decided(mia, id, Measure::take_down);
    EXPECT_EQ(appealed(ben, id), "no_such_statement");
    EXPECT_EQ(appealed(ann, id), "done");
    EXPECT_EQ(appealed(ann, id), "case_state");
    EXPECT_EQ(one(id).due, now + std::chrono::days{7});
    EXPECT_EQ(taken(mia, id), "own_decision");
    EXPECT_EQ(taken(ned, id), "done");
    EXPECT_EQ(decided(ned, id, Measure::leave), "done");
    EXPECT_EQ(one(id).state, CaseState::final);
    EXPECT_EQ(count_of("case_closed"), 1);
    now += std::chrono::days{400};
    run_jobs();
    EXPECT_EQ(count_of("case_closed"), 1);
}

TEST_P(Cases, BecomeFinalWhenNobodyAppealsInTime) {
    const CaseId id = reported_case();
    taken(mia, id);
    decided(mia, id, Measure::take_down);
    must([&](db::Tx& tx) {
        return policies::set(tx, {"appeal_within_days", 365, mia, "a new version moves no time"});
    });
    now += std::chrono::days{183} - base::Duration{1};
    run_jobs();
    EXPECT_EQ(one(id).state, CaseState::decided);
    now += base::Duration{1};
    EXPECT_EQ(appealed(ann, id), "appeal_over");
    run_jobs();
    EXPECT_EQ(one(id).state, CaseState::final);
    const auto force =
        look([](db::Snapshot& db) { return in_force(db, SubjectKind::listing, SubjectId{70}); });
    ASSERT_TRUE(force);
    EXPECT_TRUE(force->for_good);
    EXPECT_EQ(force->rule, "misleading");
}

TEST_P(Cases, EF_08_their_reporter_hears_what_came_of_it_and_may_have_it_looked_at_again) {
    const auto said = must([&](db::Tx& tx) {
        return report(tx, {ben, thing(), "counterfeit", "Fake."});
    });
    const CaseId id = look([&](db::Snapshot& db) { return find_report(db, ben, said)->case_id; });
    const auto contested = [&](MemberId who) {
        return code_of([&](db::Tx& tx) { return contest(tx, who, said, "Look at the stamp."); });
    };
    EXPECT_EQ(contested(ben), "case_state");
    taken(mia, id);
    decided(mia, id, Measure::leave);
    EXPECT_EQ(contested(cem), "no_such_report");
    EXPECT_EQ(contested(ben), "done");
    EXPECT_EQ(contested(ben), "case_state");
    EXPECT_EQ(taken(ned, id), "done");
    EXPECT_EQ(decided(ned, id, Measure::take_down), "done");
    EXPECT_EQ(one(id).state, CaseState::decided) << "now its party may appeal";
    EXPECT_EQ(appealed(ann, id), "done");
    EXPECT_EQ(look([&](db::Snapshot& db) { return appeals_of(db, id).size(); }), 2U);
}

TEST_P(Cases, SayHonestlyThatThereIsNobodyElseWhoMayJudge) {
    permit(ned, {});
    permit(ora, {});
    const CaseId id = reported_case();
    taken(mia, id);
    decided(mia, id, Measure::take_down);
    appealed(ann, id);
    const auto waits = [&] {
        return look([&](db::Snapshot& db) { return !has_other_judge(db, *find(db, id)); });
    };
    EXPECT_TRUE(waits());
    permit(ben, {"moderator"});
    EXPECT_TRUE(waits()) << "he reported it";
    permit(ora, {"moderator"});
    EXPECT_FALSE(waits());
    EXPECT_EQ(taken(ora, id), "done");
}

TEST_P(Cases, AHoldEndsWhenTheCaseIsDue) {
    const CaseId id = reported_case();
    taken(mia, id);
    held(mia, id);
    now += std::chrono::hours{72} - base::Duration{1};
    run_jobs();
    EXPECT_TRUE(one(id).held);
    now += base::Duration{1};
    run_jobs();
    EXPECT_FALSE(one(id).held);
    EXPECT_EQ(count_of("case_hold_ended"), 1);
    EXPECT_EQ(held(mia, id), "held_already");
}

TEST_P(Cases, WaitInTheQueueByWhenTheyAreDue) {
    const CaseId first = reported_case();
    now += std::chrono::hours{1};
    const CaseId second = case_of(ben, thing(71));
    EXPECT_EQ(ids_of(CaseQueue::to_do, mia), (std::vector{first, second}));
    EXPECT_TRUE(ids_of(CaseQueue::late, mia).empty());
    taken(mia, second);
    EXPECT_EQ(ids_of(CaseQueue::mine, mia), std::vector{second});
    EXPECT_TRUE(ids_of(CaseQueue::mine, ned).empty());
    decided(mia, second, Measure::take_down);
    EXPECT_EQ(ids_of(CaseQueue::to_do, mia), std::vector{first});
    EXPECT_EQ(ids_of(CaseQueue::decided, mia), std::vector{second});
    appealed(ann, second);
    EXPECT_EQ(ids_of(CaseQueue::appeals, mia), std::vector{second});
    now += std::chrono::hours{72};
    EXPECT_EQ(ids_of(CaseQueue::late, mia), std::vector{first});
    const auto page = look([&](db::Snapshot& db) {
        const auto one_page = queue(db, CaseQueue::to_do, mia, {}, 1);
        return queue(db, CaseQueue::to_do, mia, {one_page[0].due, one_page[0].seq}, 10);
    });
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page[0].id, second);
}

/// The log as it is now.
std::vector<std::string> lines_of(const std::vector<LogLine>& log) {
    std::vector<std::string> lines;
    for (const LogLine& line : log) {
        lines.push_back(std::to_string(line.seq) + std::string{base::name_of(line.act)} +
                        std::to_string(line.member.value) + line.digest.value);
    }
    return lines;
}

TEST_P(Cases, EF_10_their_log_only_grows_whatever_happens) {
    std::mt19937 chance(11);
    std::vector<std::string> before;
    std::vector<CaseId> ids;
    std::map<std::string, int> done;
    for (int round = 0; round < 400; ++round) {
        const MemberId who = std::vector{mia, ned, ora}[chance() % 3];
        const auto measure = chance() % 2 == 0 ? Measure::leave : Measure::take_down;
        const auto kind = chance() % 9;
        if (ids.empty() || kind == 0) {
            const MemberId reporter = chance() % 2 == 0 ? ben : cem;
            const auto version = static_cast<std::int64_t>(round) + 1;
            ids.push_back(case_of(reporter, thing(70 + static_cast<int>(chance() % 3), version)));
        }
        // Of the latest few, so that each comes a long way.
        const CaseId id = ids[ids.size() - 1 - chance() % std::min<std::size_t>(ids.size(), 5)];
        switch (kind) {
            case 1:
            case 2: done["take"] += taken(who, id) == "done"; break;
            case 3: done["hold"] += held(one(id).assignee, id) == "done"; break;
            case 4:
            case 5: done["decide"] += decided(one(id).assignee, id, measure) == "done"; break;
            case 6: done["appeal"] += appealed(ann, id) == "done"; break;
            case 7: now += std::chrono::hours{30}; break;
            default: run_jobs();
        }
        const auto log = lines_of(look([&](db::Snapshot& db) {
            return db.all<LogLine>(
                "select seq, case_id, at, act, role, member, from_state, to_state, measure, digest "
                "from case_log order by seq");
        }));
        ASSERT_GE(log.size(), before.size());
        ASSERT_TRUE(std::equal(before.begin(), before.end(), log.begin()));
        before = log;
    }
    for (const auto* what : {"take", "hold", "decide", "appeal"}) EXPECT_GT(done[what], 5) << what;
    EXPECT_TRUE(look([](db::Snapshot& db) { return is_log_whole(db); }));
}

TEST_P(Cases, EF_10_a_log_that_somebody_changed_is_not_whole) {
    const CaseId id = reported_case();
    taken(mia, id);
    const auto whole = [&] { return look([](db::Snapshot& db) { return is_log_whole(db); }); };
    EXPECT_TRUE(whole());
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        tx.run("update case_log set member = $1 where seq = 2", ned);
        return base::done;
    });
    EXPECT_FALSE(whole());
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        tx.run("delete from case_log where seq = 1");
        return base::done;
    });
    EXPECT_FALSE(whole());
}

TEST(CaseLog, EF_10_no_statement_of_the_program_changes_or_deletes_a_line) {
    for (const auto* name : {"cases", "reports", "rows", "statements", "views", "routes"}) {
        std::ifstream in("src/cases/" + std::string{name} + ".cpp");
        ASSERT_TRUE(in) << name;
        std::stringstream text;
        text << in.rdbuf();
        for (const auto* act : {"update case_log", "delete from case_log"}) {
            EXPECT_EQ(text.str().find(act), std::string::npos) << name;
        }
    }
}

ON_EVERY_DATABASE(Cases);

}  // namespace
}  // namespace cases
