#include "app/settings.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/post_office.hpp"

namespace app {
namespace {

using ::testing::HasSubstr;

/// What reading a file with this text says: "" when it is taken.
std::string said(const std::string& text, Settings& settings) {
    const auto file = std::filesystem::temp_directory_path() /
                      ("fairground_settings_" + std::to_string(::getpid()) + ".toml");
    std::ofstream(file) << text;
    std::string what;
    try {
        read_settings(file.string(), settings);
    } catch (const std::runtime_error& error) {
        what = error.what();
    }
    std::filesystem::remove(file);
    return what;
}

TEST(Settings, AreReadByName) {
    Settings settings;
    EXPECT_EQ(said("port = 0\nname = \"Maple\"\ndemo = true\n"
                   "trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\nwriter_batch_max = 60\n",
                   settings),
              "");
    EXPECT_EQ(settings.port, 0);
    EXPECT_EQ(settings.name, "Maple");
    EXPECT_TRUE(settings.demo);
    EXPECT_EQ(settings.trusted_proxies.size(), 2U);
    EXPECT_EQ(settings.writer_batch_max, 60);
    EXPECT_EQ(fault_of(settings), "");
}

TEST(Settings, NameTheKeyThatIsWrong) {
    Settings settings;
    EXPECT_THAT(said("prot = 80", settings), HasSubstr("prot"));
    EXPECT_THAT(said("port = 65536", settings), HasSubstr("port"));
    EXPECT_THAT(said("port = \"80\"", settings), HasSubstr("port"));
    EXPECT_THAT(said("port = 80.5", settings), HasSubstr("port"));
    EXPECT_THAT(said("trusted_proxies = \"10.0.0.0/8\"", settings), HasSubstr("trusted_proxies"));
    EXPECT_NE(said("port = = 1", settings), "");
    EXPECT_EQ(settings.port, Settings{}.port);
}

TEST(Settings, AreLookedAtAsAWhole) {
    Settings settings;
    settings.log_level = "loud";
    EXPECT_THAT(fault_of(settings), HasSubstr("log_level"));
    settings = {};
    settings.currency = "euro";
    EXPECT_THAT(fault_of(settings), HasSubstr("currency"));
    settings = {};
    settings.currency = "eur";
    EXPECT_THAT(fault_of(settings), HasSubstr("currency"));
    settings = {};
    settings.zone = "Europe/Berlim";
    EXPECT_THAT(fault_of(settings), HasSubstr("zone"));
    settings = {};
    settings.log_format = "xml";
    EXPECT_THAT(fault_of(settings), HasSubstr("log_format"));
    settings = {};
    for (const char* wrong : {"9464", "::1:9464", "localhost:", ":9464", "127.0.0.1:65536"}) {
        settings.metrics_listen = wrong;
        EXPECT_THAT(fault_of(settings), HasSubstr("metrics_listen")) << wrong;
    }
    settings.metrics_listen = "[::1]:9464";
    EXPECT_EQ(fault_of(settings), "");
    settings = {};
    settings.public_url = "fair.example";
    EXPECT_THAT(fault_of(settings), HasSubstr("public_url"));
}

TEST(Settings, SendTheKeyOfACardProviderNowhereInTheClear) {
    Settings settings;
    for (const char* wrong : {"", "http://api.example", "http://127.0.0.1.example:80", "ftp://a"}) {
        settings.card_api = wrong;
        EXPECT_THAT(fault_of(settings), HasSubstr("card_api")) << wrong;
    }
    settings.card_api = "http://127.0.0.1:8080";
    EXPECT_EQ(fault_of(settings), "") << "a test's, on this machine";
    settings = {};
    settings.card_key_file = "key";
    EXPECT_THAT(fault_of(settings), HasSubstr("card_webhook_file"));
    settings.card_webhook_file = "webhook";
    EXPECT_THAT(fault_of(settings), HasSubstr("public_url"));
    settings.public_url = "https://fair.example";
    EXPECT_EQ(fault_of(settings), "");
}

TEST(Settings, StandInTheDocumentsEachOfThem) {
    std::ifstream page("docs/configuration.md");
    ASSERT_TRUE(page) << "run from the root of the repository";
    const std::string text{std::istreambuf_iterator<char>(page), {}};
    for (const std::string& key : setting_keys()) EXPECT_THAT(text, HasSubstr("| `" + key + "` |"));
}

/// The configuration that comes with the package: as it is, or with each key that is commented out
/// brought back.
std::string packaged(bool whole) {
    std::ifstream in("packaging/fairground.toml");
    EXPECT_TRUE(in) << "run from the root of the repository";
    std::string text;
    for (std::string line; std::getline(in, line);) {
        if (whole && line.starts_with("#") && line.find(" = ") != std::string::npos &&
            !line.starts_with("# ")) {
            line.erase(0, 1);
        }
        text += line + "\n";
    }
    return text;
}

TEST(Settings, AnAddressOfIpv6StandsInBracketsWhereAPortFollows) {
    Settings settings;
    settings.address = "127.0.0.1";
    EXPECT_EQ(own_url(settings, 8080), "http://127.0.0.1:8080/");
    settings.address = "::";
    EXPECT_EQ(own_url(settings, 8080), "http://[::]:8080/");
}

TEST(Settings, StandInThePackagedConfigurationWithWhatTheyAreAnyway) {
    Settings usual;
    usual.data = "/var/lib/fairground";
    for (const bool whole : {false, true}) {
        Settings settings;
        EXPECT_EQ(said(packaged(whole), settings), "");
        EXPECT_EQ(settings, usual) << (whole ? "all keys" : "as it is");
    }
    const std::string text = packaged(true);
    for (const std::string& key : setting_keys()) {
        EXPECT_THAT("\n" + text, HasSubstr("\n" + key + " = "));
    }
}

}  // namespace
}  // namespace app
