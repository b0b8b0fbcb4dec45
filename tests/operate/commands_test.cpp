// The command line as a script sees it: what is exited with, what is said, what is left behind.

#include "cli/command.hpp"

#include <gmock/gmock.h>

#include "cli/doctor.hpp"
#include "tests/operate/operated.hpp"

namespace tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Ran {
    int code = 0;
    std::string out, err;
};

/// Runs the program with these arguments.
Ran fairground(const std::vector<std::string>& words) {
    std::vector<const char*> line{"fairground"};
    for (const std::string& word : words) line.push_back(word.c_str());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    Ran ran;
    try {
        ran.code = cli::run(static_cast<int>(line.size()), line.data());
    } catch (const std::exception& error) {  // As main() does.
        ran.code = cli::failed;
        ran.err = error.what();
    }
    ran.out = ::testing::internal::GetCapturedStdout();
    ran.err += ::testing::internal::GetCapturedStderr();
    return ran;
}

class Commands : public ::testing::TestWithParam<db::Dialect> {
protected:
    Commands() : place(GetParam()), other(GetParam()) {}

    std::string path(const std::string& name) { return (place.directory() / name).string(); }
    /// A command with where the market is.
    Ran here(std::vector<std::string> words) {
        words.insert(words.end(), {"--data", path("data"), "--database", place.text()});
        return fairground(words);
    }
    Ran init(const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"init", path("data"), "--database", place.text()};
        words.insert(words.end(), more.begin(), more.end());
        return fairground(words);
    }

    Place place, other;
};

TEST_P(Commands, TeachThemselves) {
    const Ran all = fairground({"--help"});
    EXPECT_EQ(all.code, cli::well);
    for (const std::string command :
         {"init", "serve", "market", "backup", "restore", "verify", "doctor", "health", "copy"}) {
        EXPECT_THAT(all.out, HasSubstr("\n  " + command + " "));
        const Ran one = fairground({command, "--help"});
        EXPECT_EQ(one.code, cli::well);
        EXPECT_THAT(one.out, HasSubstr("Examples:\n  fairground " + command + " "));
        EXPECT_THAT(one.out, HasSubstr("Exits with 0"));
    }
}

TEST_P(Commands, SayWhenTheyAreMisused) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{}, {"sell"}, {"backup"}, {"market", "--colour"}}) {
        EXPECT_EQ(fairground(words).code, cli::misused);
    }
    const Ran zone = init({"--zone", "Mars/Olympus"});
    EXPECT_EQ(zone.code, cli::misused);
    EXPECT_THAT(zone.err, HasSubstr("time zone"));
    EXPECT_FALSE(fs::exists(path("data"))) << "what was refused leaves nothing behind";
    base::write_file(path("fairground.toml"), "colour = \"red\"\n");
    EXPECT_EQ(fairground({"market", "--config", path("fairground.toml")}).code, cli::misused);
}

TEST_P(Commands, SayWhenThereIsNoMarket) {
    for (const std::string command : {"market", "verify", "doctor"}) {
        const Ran ran = here({command});
        EXPECT_EQ(ran.code, cli::failed);
        EXPECT_THAT(ran.err, HasSubstr("there is no market"));
    }
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::failed);
    EXPECT_FALSE(fs::exists(path("data")));
    EXPECT_FALSE(fs::exists(path("monday")));
}

TEST_P(Commands, MakeAMarketOnceAndItsConfiguration) {
    const Ran first = init({"--name", "Maple \"Oak\" Street", "--currency", "USD"});
    ASSERT_EQ(first.code, cli::well) << first.err;
    EXPECT_THAT(first.out, HasSubstr("Sign up with this code"));
    const Ran again = init({"--name", "Elm Street"});
    EXPECT_EQ(again.code, cli::well);
    EXPECT_THAT(again.out, HasSubstr("Sign up with this code"));
    EXPECT_NE(again.out, first.out) << "another code";
    // The configuration alone says where the market is.
    const Ran shown = fairground({"market", "--config", path("data/fairground.toml")});
    EXPECT_EQ(shown.code, cli::well);
    EXPECT_THAT(shown.out, HasSubstr("Maple \"Oak\" Street"));
    EXPECT_THAT(shown.out, HasSubstr("USD"));
}

TEST_P(Commands, SaveAMarketPutItBackAndProveIt) {
    ASSERT_EQ(init().code, cli::well);
    EXPECT_EQ(here({"verify"}).code, cli::well);
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::well);
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::failed);
    EXPECT_EQ(fairground({"verify", path("monday")}).code, cli::well);
    EXPECT_EQ(fairground({"verify", path("monday"), "--key", path("data/chain.key.pub")}).code,
              cli::well);
    const std::vector<std::string> back{"restore",     path("monday"), "--data",
                                        path("again"), "--database",   other.text()};
    const Ran restored = fairground(back);
    EXPECT_EQ(restored.code, cli::well) << restored.err;
    EXPECT_THAT(restored.out, HasSubstr("chain"));
    EXPECT_EQ(fairground(back).code, cli::failed) << "nothing is overwritten";
    base::write_file(path("monday/simulator.log"), "capture of nothing\n");
    EXPECT_EQ(fairground({"verify", path("monday")}).code, cli::found_bad);
}

TEST_P(Commands, SayWithWhichKeyABackupWasChecked) {
    ASSERT_EQ(init().code, cli::well);
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::well);
    const auto restore = [&](const std::string& name, std::vector<std::string> more) {
        const Place again(GetParam());
        std::vector<std::string> words{"restore",  path("monday"), "--data",
                                       path(name), "--database",   again.text()};
        words.insert(words.end(), more.begin(), more.end());
        return fairground(words);
    };
    const std::string half = path("data/chain.key.pub");
    const Ran given = restore("given", {"--key", half});
    EXPECT_EQ(given.code, cli::well) << given.err;
    EXPECT_THAT(given.out, HasSubstr("checked with " + half));
    const Ran own = restore("own", {});
    EXPECT_EQ(own.code, cli::well) << own.err;
    EXPECT_THAT(own.out, HasSubstr("may be forged"));

    base::write_file(path("forged.pub"), std::string(64, '0') + "\n");
    const Ran forged = restore("forged", {"--key", path("forged.pub")});
    EXPECT_EQ(forged.code, cli::found_bad);
    EXPECT_THAT(forged.err, HasSubstr("not signed with this key"));
    EXPECT_FALSE(fs::exists(path("forged")));
}

TEST_P(Commands, SayWhenABackupCouldNotBeChecked) {
    ASSERT_EQ(init().code, cli::well);
    // The key elsewhere, as who reads this page about keys would have it.
    fs::create_directories(path("elsewhere"));
    fs::rename(path("data/chain.key"), path("elsewhere/chain.key"));
    fs::rename(path("data/chain.key.pub"), path("elsewhere/chain.key.pub"));
    base::write_file(path("config.toml"), "data = \"" + path("data") + "\"\ndatabase = \"" +
                                              place.text() + "\"\nchain_key = \"" +
                                              path("elsewhere/chain.key") + "\"\n");
    EXPECT_EQ(fairground({"backup", path("monday"), "--config", path("config.toml")}).code,
              cli::well);
    EXPECT_EQ(fairground({"verify", path("monday")}).code, cli::misused);
    const Ran ran = fairground(
        {"restore", path("monday"), "--data", path("again"), "--database", other.text()});
    EXPECT_EQ(ran.code, cli::well) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("NOT checked"));
    EXPECT_THAT(ran.out, HasSubstr("not proven"));
}

TEST_P(Commands, FindWhateverIsWrongWithABackup) {
    ASSERT_EQ(init().code, cli::well);
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::well);
    for (const std::string name :
         {"backup.toml", "chain.key", "chain.key.pub", "heads.signed", "market.db"}) {
        const std::string file = path("monday/" + name), whole = base::read_file(file);
        for (const std::string& spoilt : {std::string("x"), whole.substr(0, whole.size() / 2)}) {
            base::write_file(file, spoilt);
            const Ran ran = fairground({"verify", path("monday")});
            EXPECT_EQ(ran.code, cli::found_bad) << name << ": " << ran.err;
            EXPECT_THAT(ran.out, HasSubstr("bad ")) << name;
        }
        fs::remove(file);
        const Ran ran = fairground({"verify", path("monday")});
        EXPECT_EQ(ran.code, cli::found_bad) << name << " is gone: " << ran.err;
        EXPECT_THAT(ran.out, HasSubstr("bad ")) << name;
        base::write_file(file, whole);
    }
    EXPECT_EQ(fairground({"verify", path("monday")}).code, cli::well);
}

TEST_P(Commands, MakeAMarketAsAConfigurationSays) {
    base::write_file(path("config.toml"), "database = \"" + place.text() + "\"\nname = \"Oak\"\n");
    const Ran made = fairground({"init", path("data"), "--config", path("config.toml")});
    EXPECT_EQ(made.code, cli::well) << made.err;
    EXPECT_FALSE(fs::exists(path("data/fairground.toml"))) << "there is one already";
    const Ran shown =
        fairground({"market", "--config", path("config.toml"), "--data", path("data")});
    EXPECT_THAT(shown.out, HasSubstr("Oak"));
}

TEST_P(Commands, MakeNoSecondMarketInTheDirectoryOfOne) {
    ASSERT_EQ(init().code, cli::well);
    const std::string heads = base::read_file(path("data/heads.signed"));
    const Ran second = fairground({"init", path("data"), "--database", other.text()});
    EXPECT_EQ(second.code, cli::failed);
    EXPECT_THAT(second.err, HasSubstr("belongs to a market"));
    EXPECT_TRUE(backup::is_empty(other.address()));
    EXPECT_EQ(base::read_file(path("data/heads.signed")), heads);
}

TEST_P(Commands, PutNoDamagedBackupBack) {
    ASSERT_EQ(init().code, cli::well);
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::well);
    base::write_file(path("monday/chain.key.pub"), std::string(64, '0') + "\n");
    const Ran restored = fairground(
        {"restore", path("monday"), "--data", path("again"), "--database", other.text()});
    EXPECT_EQ(restored.code, cli::found_bad);
    EXPECT_THAT(restored.err, HasSubstr("chain.key.pub"));
    EXPECT_FALSE(fs::exists(path("again")));
    EXPECT_TRUE(backup::is_empty(other.address()));
}

TEST_P(Commands, CopyAMarketOnce) {
    ASSERT_EQ(init().code, cli::well);
    const Ran copied = fairground({"copy", place.text(), other.text()});
    EXPECT_EQ(copied.code, cli::well) << copied.err;
    EXPECT_THAT(copied.out, HasSubstr("on both sides"));
    EXPECT_EQ(fairground({"copy", place.text(), other.text()}).code, cli::failed);
    EXPECT_EQ(fairground({"copy", "oracle:x", other.text()}).code, cli::misused);
}

TEST_P(Commands, SayWhenNobodyServes) {
    const Ran ran = here({"health", "--port", "1"});
    EXPECT_EQ(ran.code, cli::failed);
    EXPECT_THAT(ran.out, HasSubstr("no answer"));
}

// What the doctor finds, each by its name.
class Doctor : public Commands {
protected:
    Doctor() : settings(settings_at(place)) {
        EXPECT_EQ(init().code, cli::well);
        now = cli::real_time();
    }

    cli::State state_of(const std::string& what) {
        for (const cli::Finding& finding : cli::examine(settings, now)) {
            if (finding.what != what) continue;
            EXPECT_EQ(finding.advice.empty(), finding.state == cli::State::ok) << finding.says;
            return finding.state;
        }
        ADD_FAILURE() << "nothing is said of " << what;
        return cli::State::bad;
    }

    app::Settings settings;
    base::Time now{};
};

TEST_P(Doctor, FindsNothingBadAtAMarketThatIsWell) {
    EXPECT_EQ(bad(cli::examine(settings, now)), 0);
    EXPECT_EQ(here({"doctor"}).code, cli::well);
}

TEST_P(Doctor, FindsAClockThatWasSetBack) {
    now -= std::chrono::hours{1};
    EXPECT_EQ(state_of("clock"), cli::State::bad);
}

TEST_P(Doctor, FindsAnOldBackup) {
    EXPECT_EQ(state_of("backup"), cli::State::warn) << "there is none";
    EXPECT_EQ(here({"backup", path("monday")}).code, cli::well);
    EXPECT_EQ(state_of("backup"), cli::State::ok);
    now += std::chrono::hours{37};
    EXPECT_EQ(state_of("backup"), cli::State::warn);
    now += std::chrono::days{14};
    EXPECT_EQ(state_of("backup"), cli::State::bad);
}

TEST_P(Doctor, FindsAKeyThatOthersCanRead) {
    EXPECT_EQ(state_of("permissions"), cli::State::ok);
    fs::permissions(app::key_of(settings), fs::perms::others_read, fs::perm_options::add);
    EXPECT_EQ(state_of("permissions"), cli::State::bad);
}

TEST_P(Doctor, FindsAChainThatIsNotTheSignedOne) {
    EXPECT_EQ(state_of("heads"), cli::State::ok);
    db::open_writer(place.address())->script("delete from batches where seq > 1");
    EXPECT_EQ(state_of("heads"), cli::State::bad);
}

TEST_P(Doctor, FindsASchemaThatIsNotThisPrograms) {
    const auto writer = db::open_writer(place.address());
    writer->script("update migrations set number = number + 1000 where module = 'app'");
    EXPECT_EQ(state_of("schema"), cli::State::warn);
    writer->script("update migrations set readable_from = 1000 where module = 'app'");
    EXPECT_EQ(state_of("schema"), cli::State::bad);
}

TEST_P(Doctor, FindsADatabaseThatDoesNotAnswer) {
    settings.database = GetParam() == db::Dialect::sqlite ? "sqlite:" + path("nowhere/market.db")
                                                          : "postgres:m_x host=" + path("nowhere");
    EXPECT_EQ(state_of("database"), cli::State::bad);
}

TEST_P(Doctor, LooksAtTheRestWhenAFileCannotBeRead) {
    const fs::path data = settings.data;
    fs::create_directories(data / "last-backup" / "in the way");
    base::write_file(data / "heads.signed", "no head\n");
    EXPECT_EQ(state_of("backup"), cli::State::bad);
    EXPECT_EQ(state_of("heads"), cli::State::bad);
    for (const std::string what : {"disk", "sync", "permissions", "files", "versions", "schema",
                                   GetParam() == db::Dialect::sqlite ? "log" : "server"}) {
        EXPECT_NE(state_of(what), cli::State::bad) << what;
    }
}

TEST_P(Doctor, SaysThatADatabaseDoesNotAnswer) {
    if (GetParam() == db::Dialect::sqlite) return;  // A file that is not there is no market.
    const Ran ran = fairground(
        {"doctor", "--data", path("data"), "--database", "postgres:m_x host=" + path("nowhere")});
    EXPECT_EQ(ran.code, cli::found_bad) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("disk"));
    EXPECT_THAT(ran.out, HasSubstr("bad   database"));
}

ON_EVERY_DATABASE(Commands);
ON_EVERY_DATABASE(Doctor);

}  // namespace
}  // namespace tests
