// Which scope a token needs for what, of the whole program: a route that a module gains is in one
// of these lists, and somebody has thought about it.

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <thread>

#include "app/app.hpp"
#include "app/tests/asked.hpp"
#include "tests/databases.hpp"

namespace app {
namespace {

/// "POST /shops" of every route that changes something and takes no token.
std::vector<std::string> for_sessions_alone(const boost::json::object& document) {
    std::vector<std::string> list;
    for (const auto& [path, methods] : document.at("paths").as_object()) {
        for (const auto& [method, operation] : methods.as_object()) {
            if (method == "get" || method == "parameters") continue;
            const std::string security =
                boost::json::serialize(operation.as_object().at("security"));
            if (security.find("\"token\"") != std::string::npos) continue;
            list.push_back(std::string{method} + " " + std::string{path}.substr(7));
        }
    }
    return list;
}

TEST(Scopes, PL_01_what_a_lost_token_must_not_reach_is_for_sessions_alone) {
    tests::Place place(db::Dialect::sqlite);
    Settings settings;
    settings.data = (place.directory() / "data").string();
    settings.database = place.text();
    settings.port = 0;
    App app(
        settings, [] { return base::Time{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}}; },
        Backstage::by_hand);
    std::thread serving([&] { app.run(); });
    const std::string answer = tests::get(app.port(), "/api/v1/openapi.json");
    app.stop();
    serving.join();
    const auto document =
        boost::json::parse(answer.substr(answer.find("\r\n\r\n") + 4)).as_object();
    EXPECT_THAT(
        for_sessions_alone(document),
        testing::UnorderedElementsAre(
            "post /members", "post /sessions", "delete /sessions/current", "delete /sessions/{id}",
            "patch /me", "post /me/password", "post /me/leave", "post /me/tokens",
            "delete /me/tokens/{id}", "put /operator/members/{id}/permissions",
            "delete /sessions/others", "put /me/mail", "post /me/mail/again",
            "post /mail-confirmations", "post /password-resets", "post /password-resets/use",
            "post /notices/read", "put /notices/choices", "put /listings/{id}/saved",
            "delete /listings/{id}/saved", "put /me/payouts/account",
            "put /operator/payouts/source", "put /operator/market/{text}",
            "post /operator/market/invitation", "put /me/promoter-rate",
            "post /listings/{id}/share", "post /me/promoting", "post /me/promoting/invitations",
            "post /payments/card/news"));
}

}  // namespace
}  // namespace app
