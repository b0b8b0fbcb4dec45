#include "cases/rules.hpp"

#include <algorithm>
#include <array>

namespace cases {
namespace {

constexpr base::Time first_day{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

// A new text is a new row with the next version and the day from which it counts.
constexpr std::array list{
    Rule{
        "counterfeit", 1, first_day, RuleGround::law, "A fake", "假货",
        "Goods or their marks imitate somebody else’s brand, or are said to come from a maker they "
        "do not come from.",
        "商品或标识仿冒他人品牌，或声称来自并非其真实来源的厂商。"},
    Rule{"dangerous", 1, first_day, RuleGround::law, "Dangerous", "有危险",
         "Goods that can hurt those who use them as they are meant to be used: recalled, spoiled, "
         "past their date, or without the checks that the law asks for.",
         "按正常用途使用也可能造成伤害的商品：已召回、变质、过期，或未经法律要求的检验。"},
    Rule{
        "forbidden_goods", 1, first_day, RuleGround::law, "Must not be sold", "禁止销售",
        "Goods that the law forbids to sell, or to sell without a licence that the seller does not "
        "have.",
        "法律禁止销售的商品，或卖家没有所需许可而销售的商品。"},
    Rule{
        "misleading", 1, first_day, RuleGround::law, "Not what it says", "描述不实",
        "Words, price or pictures say something of the goods that is not so: where they come from, "
        "what they are made of, what they do, how used they are.",
        "文字、价格或图片与商品实际不符：产地、材质、功效或新旧程度。"},
    Rule{"privacy", 1, first_day, RuleGround::law, "Shows somebody’s private life", "泄露隐私",
         "It shows somebody’s face, address, number or papers without their consent.",
         "未经同意展示他人的面容、住址、号码或证件。"},
    Rule{"spam", 1, first_day, RuleGround::market, "Spam", "垃圾信息",
         "It is no offer of goods, is put up again and again, or leads elsewhere to be paid past "
         "the "
         "market.",
         "并非真实商品、反复发布，或引导到集市之外付款。"},
    Rule{
        "other", 1, first_day, RuleGround::market, "Something else", "其他",
        "It does harm in a way that the other rules do not name. Whoever decides by this rule says "
        "in their own words what the harm is.",
        "造成其他规则未列明的损害。依此规则作出的决定须写明具体损害。"},
    Rule{
        "not_as_sold", 1, first_day, RuleGround::law, "Not as it was sold", "与所售不符",
        "The goods are damaged, incomplete, fake or otherwise not what the listing said when they "
        "were bought. As much goes back as they are worth less, and all of it where they are of no "
        "use.",
        "商品损坏、缺件、假冒或与购买时的页面描述不符。按其价值减少的程度退款；无法使用的，全额退款"
        "。",
        CaseKind::dispute},
    Rule{"not_received", 1, first_day, RuleGround::law, "Did not arrive", "未收到货",
         "Until the goods are with the buyer they are the seller’s risk. A seller who cannot show "
         "that they arrived gives back their price.",
         "商品交到买家手中之前，风险由卖家承担。卖家不能证明已送达的，应退还价款。",
         CaseKind::dispute},
    Rule{"sold_as_agreed", 1, first_day, RuleGround::market, "As it was agreed", "符合约定",
         "The goods arrived and are what the listing said when they were bought. That somebody "
         "changed their mind does not take the money from the seller.",
         "商品已送达且与购买时的页面描述相符。仅因改变主意不能要求卖家退款。", CaseKind::dispute},
    Rule{"other_dispute", 1, first_day, RuleGround::market, "Something else", "其他",
         "Something that the other rules do not name. Whoever decides by this rule says in their "
         "own words why it is fair to both sides.",
         "其他规则未列明的情形。依此规则作出的决定须写明为何对双方公平。", CaseKind::dispute},
};

}  // namespace

std::span<const Rule> all_rules() {
    return list;
}

std::vector<Rule> rules_at(base::Time now, CaseKind of) {
    std::vector<Rule> rules;
    for (const Rule& rule : list) {
        if (rule.since > now || rule.of != of) continue;
        const auto older = std::ranges::find(rules, rule.code, &Rule::code);
        if (older == rules.end()) {
            rules.push_back(rule);
        } else {
            *older = rule;
        }
    }
    return rules;
}

std::optional<Rule> rule_at(std::string_view code, base::Time now, CaseKind of) {
    for (const Rule& rule : rules_at(now, of)) {
        if (rule.code == code) return rule;
    }
    return std::nullopt;
}

std::optional<Rule> rule_version(std::string_view code, std::int64_t version) {
    for (const Rule& rule : list) {
        if (rule.code == code && rule.version == version) return rule;
    }
    return std::nullopt;
}

}  // namespace cases
