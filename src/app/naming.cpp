#include "app/naming.hpp"

#include "http/words.hpp"
#include "setup/setup.hpp"

namespace app {

std::string name_of(db::Snapshot& snapshot, const Market& market) {
    std::string name = setup::said(snapshot, setup::MarketText::name);
    return name.empty() ? market.name : name;
}

http::Language language_of(db::Snapshot& snapshot) {
    http::Language language = http::Language::en;
    (void)base::word_to(setup::said(snapshot, setup::MarketText::language), language);
    return language;
}

http::Language language_for(db::Snapshot& snapshot, std::string_view accept_language) {
    const auto asked = http::asked_language(accept_language);
    return asked ? *asked : language_of(snapshot);
}

}  // namespace app
