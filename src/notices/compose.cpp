#include "notices/compose.hpp"

#include "http/words.hpp"
#include "members/mail.hpp"

namespace notices {
namespace {

using http::Language;
using Arguments = std::vector<base::Argument>;

/// Somebody who asked yesterday has asked again, or does not want it any more.
bool is_too_late(const Mail& mail, base::Time now) {
    return rule_of(mail.kind).holds == Holds::reset_token &&
           now - mail.made >= members::reset_within;
}

Link link_of(db::Tx& tx, const Settings& settings, const Mail& mail, Language language,
             const std::string& page) {
    const auto to = [&](std::string_view word, const std::string& path) {
        return Link{http::sentence(language, word, {{"market", settings.market(tx)}}),
                    settings.base_url + path};
    };
    // Behind a # it is sent to no server but by the page itself, and stands in no log.
    switch (rule_of(mail.kind).holds) {
        case Holds::confirm_token:
            return to("mail.link.confirm",
                      "/confirm-mail#" + members::mint(tx, mail.member, members::Purpose::confirm));
        case Holds::reset_token:
            return to("mail.link.reset",
                      "/reset-password#" + members::mint(tx, mail.member, members::Purpose::reset));
        case Holds::nothing: break;
    }
    return to("mail.link.open", page);
}

/// A mail about the account says more than its subject; any other is that sentence.
std::string text_of(Language language, const std::string& kind, const Arguments& args) {
    const std::string key = "mail.text." + kind;
    std::string text = http::sentence(language, key, args);
    if (text == key) text = http::sentence(language, "notice." + kind, args);
    return text;
}

std::string host_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

}  // namespace

std::string address_of(db::Snapshot& snapshot, MemberId member, NoticeKind kind,
                       const std::string& given) {
    if (!given.empty()) return given;
    const members::MailState state = members::mail_of(snapshot, member);
    return kind == NoticeKind::mail_wanted ? state.pending : state.address;
}

std::optional<Letter> compose(db::Tx& tx, const Settings& settings, const Mail& mail) {
    const auto member = members::member(tx, mail.member);
    const std::string address = address_of(tx, mail.member, mail.kind, mail.address);
    if (!member || address.empty() || is_too_late(mail, tx.now())) return std::nullopt;
    const auto said = settings.describe(tx, {mail.member, mail.kind, mail.actor, mail.thing});
    if (!said) return std::nullopt;
    const Language language = member->language;
    const std::string kind{base::name_of(mail.kind)};
    Arguments args = said->args;
    args.insert(
        args.end(),
        {{"name", member->name}, {"handle", member->handle}, {"market", settings.market(tx)}});
    Letter letter;
    letter.id = std::to_string(mail.id.value) + "." + kind + "@" + host_of(settings.from);
    letter.market = settings.market(tx);
    letter.from = settings.from;
    letter.to = address;
    letter.language = language == Language::zh ? "zh-Hans" : "en";
    letter.subject = http::sentence(language, "notice." + kind, args);
    letter.paragraphs = {http::sentence(language, "mail.hello", args),
                         text_of(language, kind, args)};
    letter.link = link_of(tx, settings, mail, language, said->path);
    const bool essential = rule_of(mail.kind).essential;
    letter.small = {http::sentence(language, essential ? "mail.essential" : "mail.chosen", args)};
    if (!essential) letter.unsubscribe = settings.base_url + "/notices/choices";
    letter.at = mail.made;
    return letter;
}

}  // namespace notices
