#include "members/members.hpp"

#include <algorithm>

#include "members/secrets.hpp"
#include "tests/market.hpp"
#include "tests/people.hpp"

namespace members {
namespace {

using base::Result;

class Members : public tests::WithPeople<tests::MarketTest> {
protected:
    Members() : WithPeople({events::migrations(), members::migrations()}) {}

    std::vector<std::string> found(std::string_view text, std::string_view after = "",
                                   std::int64_t limit = 100) {
        return look([&](db::Snapshot& snapshot) {
            std::vector<std::string> handles;
            for (const Member& member : find(snapshot, text, after, limit)) {
                handles.push_back(member.handle);
            }
            return handles;
        });
    }

    Result<MemberId> try_create(const NewMember& wanted) {
        return act([&](db::Tx& tx) { return create(tx, wanted); });
    }

    void rename(MemberId id, const std::string& name) {
        must([&](db::Tx& tx) { return change_profile(tx, id, {name, std::nullopt}); });
    }
};

using Handles = std::vector<std::string>;

TEST_P(Members, JoinAndAreTold) {
    const MemberId ann = join("ann");
    const auto seen = look([&](db::Snapshot& snapshot) { return member(snapshot, ann); });
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->handle, "ann");
    EXPECT_EQ(seen->name, "Ann");
    EXPECT_EQ(seen->language, Language::en);
    EXPECT_EQ(seen->permissions, "");
    EXPECT_EQ(seen->since, now);
    EXPECT_EQ(told(), Handles{"member_joined"});
}

TEST_P(Members, HaveHandlesThatAreUniqueAfterFolding) {
    join("ann");
    for (const char* same : {"ann", "ANN", "ＡＮＮ"}) {
        const auto again = try_create({same, "Another", "hash", Language::en});
        ASSERT_FALSE(again);
        EXPECT_EQ(again.error(), handle_taken);
    }
    const auto none = try_create({"a b", "Another", "hash", Language::en});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error(), base::form_invalid);
    EXPECT_EQ(none.error().fields().at(0).field, "handle");
}

TEST_P(Members, AreFoundById) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    look([&](db::Snapshot& snapshot) {
        EXPECT_EQ(person(snapshot, ann)->handle, "ann");
        EXPECT_EQ(person(snapshot, MemberId{99}).error(), no_such_member);
        EXPECT_EQ(member(snapshot, MemberId{99}).error(), no_such_member);
        const auto list = people(snapshot, {ben, MemberId{99}, ann, ben});
        EXPECT_EQ(list.size(), 2U);
        EXPECT_EQ(among(list, ben).name, "Ben");
        EXPECT_EQ(among(list, MemberId{99}).name, "");
        EXPECT_EQ(among(list, MemberId{99}).id, MemberId{99});
        EXPECT_TRUE(people(snapshot, {}).empty());
        return 0;
    });
}

TEST_P(Members, AreFoundByHandleInAnyCase) {
    join("ann");
    look([&](db::Snapshot& snapshot) {
        EXPECT_EQ(by_handle(snapshot, "Ann")->handle, "ann");
        EXPECT_EQ(by_handle(snapshot, "an").error(), no_such_member);
        EXPECT_EQ(by_handle(snapshot, "' or 1=1").error(), no_such_member);
        return 0;
    });
}

TEST_P(Members, AreFoundByTheStartOfHandleOrNameWhateverTheCase) {
    const MemberId ann = join("ann");
    join("anton");
    const MemberId ben = join("ben");
    rename(ann, "Ärmel Straße");
    rename(ben, "王小明");
    EXPECT_EQ(found("an"), (Handles{"ann", "anton"}));
    EXPECT_EQ(found("ÄRMEL STRASS"), Handles{"ann"});
    EXPECT_EQ(found("Anto"), Handles{"anton"});
    EXPECT_EQ(found("王"), Handles{"ben"});
    EXPECT_EQ(found("小"), Handles{});
    EXPECT_EQ(found("%"), Handles{});
    EXPECT_EQ(found(""), (Handles{"ann", "anton", "ben"}));
}

TEST_P(Members, ComeInPagesByHandle) {
    for (const char* handle : {"dora", "ann", "carl", "ben"}) join(handle);
    EXPECT_EQ(found("", "", 2), (Handles{"ann", "ben"}));
    EXPECT_EQ(found("", "ben", 2), (Handles{"carl", "dora"}));
    EXPECT_EQ(found("", "dora", 2), Handles{});
}

TEST_P(Members, ChangeWhatTheyWantAndKeepTheRest) {
    const MemberId ann = join("ann");
    rename(ann, "Anna");
    must([&](db::Tx& tx) { return change_profile(tx, ann, {std::nullopt, Language::zh}); });
    look([&](db::Snapshot& snapshot) {
        EXPECT_EQ(member(snapshot, ann)->name, "Anna");
        EXPECT_EQ(member(snapshot, ann)->language, Language::zh);
        return 0;
    });
    EXPECT_EQ(found("anna"), Handles{"ann"});
    const auto gone = act([&](db::Tx& tx) {
        return change_profile(tx, MemberId{99}, {"Nobody", {}});
    });
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error(), no_such_member);
}

TEST_P(Members, SeeThemselvesWithoutAShop) {
    const MemberId ann = join("ann");
    make_operator(ann);
    look([&](db::Snapshot& snapshot) {
        const MeView view = me(snapshot, ann);
        EXPECT_EQ(view.member->handle, "ann");
        EXPECT_EQ(view.member->permissions, Handles{"operator"});
        EXPECT_FALSE(view.member->shop);
        EXPECT_FALSE(me(snapshot, MemberId{}).member);
        EXPECT_FALSE(me(snapshot, MemberId{99}).member);
        return 0;
    });
}

ON_EVERY_DATABASE(Members);

class Permissions : public Members {
protected:
    Result<base::Done> set(MemberId member, Handles permissions, MemberId by = {}) {
        return act([&](db::Tx& tx) {
            return set_permissions(tx, {member, permissions, by, "a reason"});
        });
    }
    std::string of(MemberId id) {
        return look([&](db::Snapshot& snapshot) { return member(snapshot, id)->permissions; });
    }
    std::vector<AuditLine> lines(std::int64_t before = INT64_MAX, std::int64_t limit = 100) {
        return look([&](db::Snapshot& snapshot) { return audit_lines(snapshot, before, limit); });
    }
};

TEST_P(Permissions, AreGivenAndTakenWithAReasonOnRecord) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    make_operator(ann);
    ASSERT_TRUE(set(ben, {"operator", "moderator", "operator"}, ann));
    EXPECT_EQ(of(ben), "moderator operator");
    ASSERT_TRUE(set(ben, {}, ann));
    EXPECT_EQ(of(ben), "");
    const auto record = lines();
    ASSERT_EQ(record.size(), 3U);
    EXPECT_EQ(record[0].seq, 3);
    EXPECT_EQ(record[0].who, ann);
    EXPECT_EQ(record[0].permission, "operator");
    EXPECT_EQ(record[0].act, "permissions: moderator operator -> ");
    EXPECT_EQ(record[0].subject, ben.value);
    EXPECT_EQ(record[0].reason, "a reason");
    EXPECT_EQ(std::ranges::count(told(), "permission_changed"), 3);
}

TEST_P(Permissions, LeaveDigestsOfBeforeAndAfterInTheAudit) {
    const MemberId ann = join("ann");
    make_operator(ann);
    ASSERT_TRUE(set(ann, {"operator", "moderator"}, ann));
    const auto record = lines();
    ASSERT_EQ(record.size(), 2U);
    EXPECT_EQ(record[1].before, std::nullopt) << "there was nothing";
    EXPECT_EQ(record[1].after, db::Bytes{digest_of_secret("operator")});
    EXPECT_EQ(record[0].before, record[1].after);
    EXPECT_EQ(record[0].after, db::Bytes{digest_of_secret("moderator operator")});
}

TEST_P(Permissions, LeaveTheLastOperatorTheirs) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    make_operator(ann);
    EXPECT_EQ(set(ann, {"moderator"}, ann).error(), last_operator);
    EXPECT_EQ(of(ann), "operator");
    ASSERT_TRUE(set(ann, {"moderator", "operator"}, ann));
    ASSERT_TRUE(set(ben, {"operator"}, ann));
    ASSERT_TRUE(set(ann, {}, ben));
    EXPECT_EQ(set(ben, {}, ben).error(), last_operator);
}

TEST_P(Permissions, AreWordsThatSomebodyKnows) {
    const MemberId ann = join("ann");
    const auto refused = set(ann, {"operator", "emperor"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields().at(0).field, "permissions.1");
    EXPECT_EQ(set(MemberId{99}, {"operator"}).error(), no_such_member);
    EXPECT_TRUE(lines().empty());
}

TEST_P(Permissions, HaveAnAuditThatComesInPages) {
    const MemberId ann = join("ann");
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(set(ann, {"operator"}));
    EXPECT_EQ(lines(INT64_MAX, 2).back().seq, 4);
    EXPECT_EQ(lines(4, 2).front().seq, 3);
    EXPECT_EQ(lines(1, 2).size(), 0U);
}

TEST_P(Permissions, AreSplitIntoWords) {
    EXPECT_EQ(permissions_of(""), Handles{});
    EXPECT_EQ(permissions_of("operator"), Handles{"operator"});
    EXPECT_EQ(permissions_of("moderator operator"), (Handles{"moderator", "operator"}));
}

TEST_P(Permissions, AnOperatorComesFromTheSetupCodeOnce) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    const auto new_code = [&] {
        return must(
            [](db::Tx& tx) -> Result<std::optional<std::string>> { return setup_code(tx); });
    };
    const auto use = [&](MemberId member, const std::string& code) {
        return act([&](db::Tx& tx) { return use_setup_code(tx, member, code); });
    };
    const std::string first = new_code().value();
    const std::string second = new_code().value();
    EXPECT_EQ(use(ann, first).error(), setup_code_wrong);  // Replaced by the second.
    EXPECT_EQ(use(ann, "").error(), setup_code_wrong);
    ASSERT_TRUE(use(ann, second));
    EXPECT_EQ(of(ann), "operator");
    EXPECT_EQ(use(ben, second).error(), setup_code_wrong);
    EXPECT_FALSE(new_code());
    EXPECT_EQ(lines().at(0).who, MemberId{});
}

TEST_P(Permissions, ASetupCodeIsWorthNothingOnceThereIsAnOperator) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    const std::string code = must([](db::Tx& tx) -> Result<std::string> {
        EXPECT_FALSE(has_operator(tx));
        return setup_code(tx).value();
    });
    make_operator(ann);
    const auto refused = act([&](db::Tx& tx) { return use_setup_code(tx, ben, code); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), setup_code_wrong);
    EXPECT_EQ(of(ben), "");
}

ON_EVERY_DATABASE(Permissions);

class Sessions : public Members {
protected:
    std::string open(MemberId member, std::int64_t days = 30) {
        return must([&](db::Tx& tx) -> Result<std::string> {
            return open_session(tx, {member, "browser", "192.0.2.1", days});
        });
    }
    http::Caller who(std::string_view token) {
        return look([&](db::Snapshot& snapshot) { return authenticate(snapshot, token); });
    }
    std::int64_t rows() {
        return look([](db::Snapshot& snapshot) {
            return snapshot.number("select count(*) from sessions");
        });
    }
};

TEST_P(Sessions, SayWhoseTokenItIsAndWhatTheyMay) {
    const MemberId ann = join("ann");
    const std::string token = open(ann);
    EXPECT_EQ(who(token).member, ann);
    EXPECT_FALSE(who(token).has("operator"));
    make_operator(ann);
    EXPECT_TRUE(who(token).has("operator"));  // On the very next read.
}

TEST_P(Sessions, KnowNobodyByAWrongToken) {
    const std::string token = open(join("ann"));
    std::string other = token;
    other[5] = other[5] == 'A' ? 'B' : 'A';
    for (const std::string& wrong : {std::string{}, other, token + "A", token.substr(1)}) {
        EXPECT_FALSE(who(wrong).signed_in());
    }
}

TEST_P(Sessions, EndAtTheirHour) {
    const std::string token = open(join("ann"), 2);
    now += std::chrono::days{2} - base::Duration{1};
    EXPECT_TRUE(who(token).signed_in());
    now += base::Duration{1};
    EXPECT_FALSE(who(token).signed_in());
}

TEST_P(Sessions, StoreNoToken) {
    const std::string token = open(join("ann"));
    const auto digests = look([](db::Snapshot& snapshot) {
        return snapshot.all<db::Bytes>("select digest from sessions");
    });
    ASSERT_EQ(digests.size(), 1U);
    EXPECT_EQ(digests[0].value.size(), 32U);
    EXPECT_EQ(digests[0].value.find(token.substr(0, 8)), std::string::npos);
}

TEST_P(Sessions, EndTheOldestBeyondFifty) {
    const MemberId ann = join("ann");
    const std::string others = open(join("ben"));
    std::vector<std::string> tokens;
    for (int i = 0; i < 52; ++i) {
        now += std::chrono::seconds{1};
        tokens.push_back(open(ann));
    }
    EXPECT_FALSE(who(tokens[0]).signed_in());
    EXPECT_FALSE(who(tokens[1]).signed_in());
    EXPECT_TRUE(who(tokens[2]).signed_in());
    EXPECT_TRUE(who(tokens[51]).signed_in());
    EXPECT_TRUE(who(others).signed_in());
}

TEST_P(Sessions, AreForgottenWhenTheyAreOver) {
    const MemberId ann = join("ann");
    const MemberId ben = join("ben");
    for (int i = 0; i < 3; ++i) open(ann, 1);
    const std::string stays = open(ann, 9);
    now += std::chrono::days{1};
    open(ben);  // Another's signing in touches nobody else's.
    EXPECT_EQ(rows(), 5);
    const auto forgotten =
        must([](db::Tx& tx) -> Result<std::int64_t> { return forget_sessions(tx, 2); });
    EXPECT_EQ(forgotten, 2);
    EXPECT_EQ(rows(), 3);
    open(ann);  // One's own signing in clears one's own.
    EXPECT_EQ(rows(), 3);
    EXPECT_TRUE(who(stays).signed_in());
}

TEST_P(Sessions, RememberWhenTheyWereLastSeen) {
    const std::string here = open(join("ann"));
    open(join("ben"));
    const auto seen = [&](SessionId session) {
        return look([&](db::Snapshot& snapshot) {
            return snapshot.one<base::Time>("select seen from sessions where id = $1", session)
                .value();
        });
    };
    const auto save = [&](Sightings& sightings) {
        return must([&](db::Tx& tx) { return save_sightings(tx, sightings); });
    };
    const SessionId session = who(here).session;
    Sightings sightings;
    sightings.note(session, now + std::chrono::hours{1});
    sightings.note(session, now + std::chrono::hours{2});
    sightings.note(SessionId{}, now);      // Nobody.
    sightings.note(SessionId{4711}, now);  // Ended meanwhile.
    EXPECT_EQ(save(sightings), 2);
    EXPECT_EQ(seen(session), now + std::chrono::hours{2});
    EXPECT_EQ(save(sightings), 0);
    sightings.note(session, now);  // A clock that stepped back.
    save(sightings);
    EXPECT_EQ(seen(session), now + std::chrono::hours{2});
    EXPECT_EQ(rows(), 2);
}

ON_EVERY_DATABASE(Sessions);

}  // namespace
}  // namespace members
