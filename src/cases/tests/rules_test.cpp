#include "cases/rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace cases {
namespace {

/// FNV-1a over everything that a version says.
std::uint64_t print_of(const Rule& rule) {
    std::uint64_t print = 0xcbf29ce484222325;
    for (const auto text : {rule.title_en, rule.title_zh, rule.text_en, rule.text_zh}) {
        for (const char letter : text) {
            print = (print ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
        }
    }
    return print;
}

// Whoever changes a text that was shipped makes old decisions say what nobody decided. A new text
// is a new version, with a line of its own here.
TEST(Rules, EF_01_a_version_that_was_shipped_says_for_ever_what_it_said) {
    const std::map<std::pair<std::string, std::int64_t>, std::uint64_t> shipped{
        {{"counterfeit", 1}, 12055210078042160555u},
        {{"dangerous", 1}, 17333661884290850023u},
        {{"forbidden_goods", 1}, 7592510856556180661u},
        {{"misleading", 1}, 11396946512805808813u},
        {{"privacy", 1}, 3936411097357492897u},
        {{"spam", 1}, 532987058761633622u},
        {{"other", 1}, 9801392003063512827u},
        {{"not_as_sold", 1}, 200043865343877159u},
        {{"not_received", 1}, 9081878651324103164u},
        {{"sold_as_agreed", 1}, 1034496689008582491u},
        {{"other_dispute", 1}, 880519447883651843u},
    };
    EXPECT_EQ(all_rules().size(), shipped.size());
    for (const auto& [which, print] : shipped) {
        const auto rule = rule_version(which.first, which.second);
        ASSERT_TRUE(rule) << which.first;
        EXPECT_EQ(print_of(*rule), print) << which.first << " " << which.second;
    }
    EXPECT_FALSE(rule_version("counterfeit", 0));
    EXPECT_FALSE(rule_version("taste", 1));
}

TEST(Rules, EF_01_what_a_rule_said_on_a_day_can_be_asked) {
    const base::Time first{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
    EXPECT_EQ(rule_at("counterfeit", first)->version, 1);
    EXPECT_FALSE(rule_at("counterfeit", first - base::Duration{1}));
    EXPECT_EQ(rules_at(first).size(), 7U);
    EXPECT_EQ(rules_at(first).back().code, "other") << "the way out stands at the end";
    EXPECT_EQ(rules_at(first, CaseKind::dispute).size(), 4U);
    EXPECT_EQ(rules_at(first, CaseKind::dispute).back().code, "other_dispute");
    EXPECT_FALSE(rule_at("counterfeit", first, CaseKind::dispute)) << "a rule for goods";
}

}  // namespace
}  // namespace cases
