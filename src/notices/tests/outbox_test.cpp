#include "notices/notices.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "members/leaving.hpp"
#include "members/mail.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace notices {
namespace {

using namespace std::chrono_literals;
using members::Purpose;

/// Keeps what it was given, and takes nothing while `refuses` says so.
class Bag final : public Mailer {
public:
    void send(const Envelope& envelope) override {
        ++tries;
        if (refuses) throw NotTaken("452 full", *refuses);
        mails.push_back(envelope);
        if (dies) throw std::runtime_error("the power is gone");
    }
    std::vector<Envelope> mails;
    std::optional<NotTaken::Way> refuses;
    bool dies = false;  // Takes it, and nobody hears that.
    int tries = 0;
};

class Outbox : public tests::WithPeople<tests::RoutesTest> {
protected:
    Outbox()
        : WithPeople({events::migrations(), members::migrations(), notices::migrations()},
                     members::authenticate) {
        members::add_jobs(hub);
        add_listeners(hub);
        add_jobs(hub, {&bag, "https://market.example", "no-reply@market.example",
                       [](db::Snapshot&) { return std::string{"Fair 1984"}; },
                       [](db::Snapshot&, const News&) {
                           return Said{{}, "/settings"};
                       }});
    }
    void SetUp() override { ann = join("ann"); }

    /// Does what is due, also what goes outside; what fails is tried again later.
    int run_due() {
        int ran = 0;
        while (true) {
            const auto list = look([&](db::Snapshot& db) { return events::due(db, now, 100); });
            if (list.empty()) return ran;
            for (const events::Job& job : list) run(job), ++ran;
        }
    }
    void run(const events::Job& job) {
        const auto* errand = hub.errand_of(job.kind);
        if (errand == nullptr) {
            EXPECT_TRUE(act([&](db::Tx& tx) { return events::perform(tx, job); }));
            return;
        }
        try {
            (*errand)(*writer, job);
        } catch (const std::exception& error) {
            const std::string what = error.what();
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                events::postpone(tx, job, what);
                return base::done;
            });
        }
    }
    void set_mail(const std::string& address) {
        must([&](db::Tx& tx) { return members::set_mail(tx, ann, address); });
    }
    /// Ann's, and confirmed by the link in the mail.
    void have_mail(const std::string& address) {
        set_mail(address);
        run_due();
        const std::string token = token_of(bag.mails.back());
        must([&](db::Tx& tx) { return members::confirm_mail(tx, token); });
        run_due();
        bag.mails.clear();
    }
    /// The first address takes no mail, and the second is hers.
    void correct_address(NotTaken::Way refusal) {
        bag.refuses = refusal;
        set_mail("nobody@example.org");
        run_due();
        bag.refuses.reset();
        set_mail("ann@example.org");
        run_due();
    }
    /// What stands behind the # of a mail's link.
    static std::string token_of(const Envelope& envelope) {
        std::string mail = envelope.mail;
        for (std::size_t i = 0; (i = mail.find("=\r\n")) != std::string::npos;) mail.erase(i, 3);
        const std::size_t mark = mail.find('#');
        return mark == std::string::npos ? "" : mail.substr(mark + 1, 43);
    }
    void tell(std::string_view kind) {
        must([&](db::Tx& tx) { return members::tell_account(tx, kind, ann); });
    }
    std::vector<std::string> stands() {
        return look([](db::Snapshot& db) {
            return db.all<std::string>("select state from outbox order by id");
        });
    }

    Bag bag;
    MemberId ann;
};

TEST_P(Outbox, AnAddressIsConfirmedByTheMailThatWasSentThere) {
    set_mail("ann@example.org");
    EXPECT_EQ(run_due(), 1);
    ASSERT_EQ(bag.mails.size(), 1U);
    EXPECT_EQ(bag.mails[0].to, "ann@example.org");
    EXPECT_EQ(bag.mails[0].from, "no-reply@market.example");
    EXPECT_NE(bag.mails[0].mail.find("https://market.example/confirm-mail#"), std::string::npos);
    EXPECT_NE(bag.mails[0].mail.find("From: Fair 1984 <"), std::string::npos);
    const std::string token = token_of(bag.mails[0]);
    must([&](db::Tx& tx) { return members::confirm_mail(tx, token); });
    EXPECT_EQ(look([&](db::Snapshot& db) { return members::mail_of(db, ann).address; }),
              "ann@example.org");
}

TEST_P(Outbox, AForgottenPasswordIsSetByTheMailedLink) {
    have_mail("ann@example.org");
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        members::ask_reset(tx, "ann");
        return base::done;
    });
    run_due();
    ASSERT_EQ(bag.mails.size(), 1U);
    EXPECT_NE(bag.mails[0].mail.find("/reset-password#"), std::string::npos);
    const std::string token = token_of(bag.mails[0]);
    EXPECT_TRUE(
        look([&](db::Snapshot& db) { return bool{members::holder(db, token, Purpose::reset)}; }));
}

TEST_P(Outbox, WhoGaveNoAddressGetsNoMail) {
    tell("password_changed");
    tell("device_new");
    EXPECT_EQ(run_due(), 0);
    set_mail("ann@example.org");
    tell("password_changed");  // The address is not known to be hers.
    run_due();
    ASSERT_EQ(bag.mails.size(), 1U);
    EXPECT_NE(bag.mails[0].mail.find("confirm-mail"), std::string::npos);
    EXPECT_EQ(stands(), std::vector<std::string>{"sent"});
}

TEST_P(Outbox, LG_04_who_has_left_is_told_nothing) {
    have_mail("ann@example.org");
    const MemberId ben = join("ben");
    const auto ask = [&](db::Tx& tx) {
        return notices::tell(tx, {ann, NoticeKind::friendship_asked, ben, ben.value});
    };
    const auto told = [&] {
        return look([](db::Snapshot& db) { return db.number("select count(*) from notices"); });
    };
    must(ask);
    EXPECT_EQ(told(), 1);
    must([&](db::Tx& tx) { return members::leave(tx, {}, ann); });
    must(ask);
    EXPECT_EQ(told(), 1);
}

TEST_P(Outbox, ThatAnAddressWasReplacedIsToldWhereItWas) {
    have_mail("old@example.org");
    set_mail("new@example.org");
    run_due();
    const std::string token = token_of(bag.mails.back());
    must([&](db::Tx& tx) { return members::confirm_mail(tx, token); });
    run_due();
    EXPECT_EQ(bag.mails.back().to, "old@example.org");
    const auto kept = look([](db::Snapshot& db) {
        return db.number("select count(*) from outbox where address <> ''");
    });
    EXPECT_EQ(kept, 0) << "an address that has served its turn is forgotten";
}

TEST_P(Outbox, MailsAreWrittenInTheReadersLanguage) {
    have_mail("ann@example.org");
    must([&](db::Tx& tx) { return members::change_profile(tx, ann, {{}, members::Language::zh}); });
    tell("password_changed");
    run_due();
    EXPECT_NE(bag.mails.back().mail.find("Content-Language: zh-Hans"), std::string::npos);
}

TEST_P(Outbox, AMailThatIsNotTakenNowIsSentLaterUnderTheSameName) {
    have_mail("ann@example.org");
    bag.refuses = NotTaken::Way::for_now;
    tell("device_new");
    run_due();
    EXPECT_EQ(bag.mails.size(), 0U);
    EXPECT_EQ(stands().back(), "waiting");
    bag.refuses.reset();
    now += 1h;
    run_due();
    ASSERT_EQ(bag.mails.size(), 1U);
    EXPECT_EQ(stands().back(), "sent");
    const std::string id = "Message-ID: <" + bag.mails[0].name + ".device_new@market.example>";
    EXPECT_NE(bag.mails[0].mail.find(id), std::string::npos);
}

TEST_P(Outbox, AMailThatWasPerhapsTakenGoesAgainUnderTheSameMessageId) {
    have_mail("ann@example.org");
    bag.dies = true;
    tell("reset_wanted");
    run_due();
    EXPECT_EQ(stands().back(), "waiting");
    bag.dies = false;
    now += 10min;
    run_due();
    ASSERT_EQ(bag.mails.size(), 2U);
    const auto id_of = [](const Envelope& one) {
        const std::size_t begin = one.mail.find("Message-ID: <");
        return one.mail.substr(begin, one.mail.find('\r', begin) - begin);
    };
    EXPECT_EQ(id_of(bag.mails[0]), id_of(bag.mails[1]));
    EXPECT_EQ(bag.mails[0].name, bag.mails[1].name);
    for (const Envelope& one : bag.mails) {
        const std::string token = token_of(one);
        EXPECT_TRUE(look([&](db::Snapshot& db) {
            return bool{members::holder(db, token, Purpose::reset)};
        })) << "whichever of them is read opens";
    }
}

TEST_P(Outbox, WhatWasRolledBackIsMailedToNobody) {
    have_mail("ann@example.org");
    const auto done = act([&](db::Tx& tx) -> base::Result<base::Done> {
        TRY(members::tell_account(tx, "password_changed", ann));
        return members::too_many_attempts;
    });
    EXPECT_FALSE(done);
    EXPECT_EQ(run_due(), 0);
    EXPECT_EQ(bag.mails.size(), 0U);
}

TEST_P(Outbox, TheTokenOfALinkIsInNoRow) {
    have_mail("ann@example.org");
    tell("reset_wanted");
    run_due();
    const std::string token = token_of(bag.mails.back());
    ASSERT_EQ(token.size(), 43U);
    const std::string all = look([](db::Snapshot& db) {
        std::string text;
        for (const auto* sql : {"select payload from events", "select last_error from jobs",
                                "select kind || address || state from outbox"}) {
            for (const auto& one : db.all<std::optional<std::string>>(sql)) {
                text += one.value_or("");
            }
        }
        return text;
    });
    EXPECT_NE(all, "");
    EXPECT_EQ(all.find(token), std::string::npos);
}

TEST_P(Outbox, AMailThatIsRefusedForGoodIsSetAsideAtOnceForTheOperator) {
    have_mail("ann@example.org");
    bag.refuses = NotTaken::Way::for_good;
    bag.tries = 0;
    tell("device_new");
    run_due();
    now += 24h;
    run_due();
    EXPECT_EQ(bag.tries, 1);
    const auto dead = look([](db::Snapshot& db) {
        return db.number("select count(*) from jobs where kind = 'mail_send' and state = 'dead'");
    });
    EXPECT_EQ(dead, 1);
    EXPECT_EQ(stands().back(), "refused");
}

TEST_P(Outbox, WhoMistypedTheirAddressIsMailedAtTheRightOneAtOnce) {
    correct_address(NotTaken::Way::for_good);
    ASSERT_EQ(bag.mails.size(), 1U);
    EXPECT_EQ(bag.mails[0].to, "ann@example.org");
}

TEST_P(Outbox, ACorrectedAddressIsMailedAlsoWhileTheFirstMailIsOnItsWay) {
    correct_address(NotTaken::Way::for_now);
    ASSERT_GE(bag.mails.size(), 1U);
    EXPECT_EQ(bag.mails.back().to, "ann@example.org");
}

TEST_P(Outbox, ALinkThatWouldBeOverIsNotSent) {
    have_mail("ann@example.org");
    bag.refuses = NotTaken::Way::for_now;
    tell("reset_wanted");
    run_due();
    bag.refuses.reset();
    now += members::reset_within;
    run_due();
    EXPECT_EQ(bag.mails.size(), 0U);
    EXPECT_EQ(stands().back(), "dropped");
}

TEST_P(Outbox, WhatIsAskedTwiceWithinAMinuteIsMailedOnce) {
    have_mail("ann@example.org");
    tell("reset_wanted");
    tell("reset_wanted");
    run_due();
    EXPECT_EQ(bag.mails.size(), 1U);
    tell("reset_wanted");
    run_due();
    EXPECT_EQ(bag.mails.size(), 2U) << "the first has left";
}

TEST_P(Outbox, MailsAreForgottenAfterThirtyDays) {
    have_mail("ann@example.org");
    const auto forget = [&] {
        return must([](db::Tx& tx) -> base::Result<std::int64_t> { return forget_mails(tx, 10); });
    };
    now += 30 * 24h;
    EXPECT_EQ(forget(), 0);
    now += base::Duration{1};
    EXPECT_EQ(forget(), 1);
}

ON_EVERY_DATABASE(Outbox);

TEST(Folders, KeepEachMailInAFileThatOnlyTheOwnerReads) {
    const tests::Place place(db::Dialect::sqlite);
    const auto folder = place.directory() / "mail";
    const auto mailer = make_folder(folder);
    mailer->send({"17", "from@x.example", "to@x.example", "To: <to@x.example>\r\n\r\nHello\r\n"});
    mailer->send({"17", "from@x.example", "to@x.example", "To: <to@x.example>\r\n\r\nAgain\r\n"});
    EXPECT_EQ(base::read_file(folder / "17.eml"), "To: <to@x.example>\r\n\r\nAgain\r\n");
    EXPECT_EQ(std::filesystem::status(folder).permissions(), std::filesystem::perms::owner_all);
    const auto old = folder / "16.eml", other = folder / "notes.txt";
    for (const auto& path : {old, other}) {
        base::write_file(path, "x");
        std::filesystem::last_write_time(
            path, std::filesystem::file_time_type::clock::now() - std::chrono::hours{8 * 24});
    }
    make_folder(folder)->send({"18", "from@x.example", "to@x.example", "x"});
    EXPECT_FALSE(std::filesystem::exists(old)) << "older than a week";
    EXPECT_TRUE(std::filesystem::exists(other)) << "not ours";
    EXPECT_TRUE(std::filesystem::exists(folder / "17.eml"));
}

TEST(Folders, SayThatTheyCannotKeepAMailNow) {
    const auto mailer = make_folder("/proc/nothing");
    try {
        mailer->send({"1", "a@b", "c@d", "x"});
        FAIL() << "it was taken";
    } catch (const NotTaken& error) {
        EXPECT_EQ(error.way, NotTaken::Way::for_now);
    }
}

}  // namespace
}  // namespace notices
