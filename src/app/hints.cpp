#include "app/hints.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "http/json.hpp"
#include "http/sse.hpp"

namespace app {
namespace {

/// What a client fetches again after an event whose kind begins so, and whether everybody does.
struct Rule {
    std::string_view prefix;
    HintKind hint;
    bool for_all;
};
constexpr std::array rules{
    Rule{"order_", HintKind::order, false},    Rule{"payment_", HintKind::order, false},
    Rule{"moment_", HintKind::feed, true},     Rule{"listing_", HintKind::listing, true},
    Rule{"stock_", HintKind::listing, true},   Rule{"import_", HintKind::import, false},
    Rule{"friend", HintKind::friend_, false},  Rule{"money_", HintKind::money, false},
    Rule{"review_", HintKind::listing, false}, Rule{"question_", HintKind::listing, false},
    Rule{"case_", HintKind::case_, false},     Rule{"notice_", HintKind::notice, false},
};

/// The members whom a payload names.
std::vector<std::int64_t> members_in(const std::string& payload) {
    std::vector<std::int64_t> members;
    boost::system::error_code error;
    const boost::json::value parsed = boost::json::parse(payload, error);
    if (error || !parsed.is_object()) return members;
    for (const std::string_view field :
         {"buyer", "seller", "member", "author", "owner", "friend", "other"}) {
        const auto* value = parsed.get_object().if_contains(field);
        if (value == nullptr) continue;
        if (value->is_int64()) members.push_back(value->get_int64());
        if (!value->is_string()) continue;
        const auto number = base::to_number(std::string_view(value->get_string()));
        if (number) members.push_back(*number);
    }
    return members;
}

}  // namespace

void Hints::add(base::MemberId member, std::shared_ptr<http::Stream> stream) {
    const std::lock_guard lock(mutex_);
    std::erase_if(list_, [](const Listening& one) { return !one.stream->open(); });
    if (member.value != 0) {
        const auto mine = [&](const Listening& one) { return one.member == member; };
        if (static_cast<std::size_t>(std::ranges::count_if(list_, mine)) >=
            streams_per_member_max) {
            const auto oldest = std::ranges::find_if(list_, mine);
            oldest->stream->close();
            list_.erase(oldest);
        }
    }
    http::Stream& opened = *stream;
    list_.push_back({member, std::move(stream)});
    // Only now: whoever has read this misses nothing from here on.
    opened.push(http::retry_frame(3'000));
    opened.push(http::frame({.name = "reset", .data = "{}"}));
}

bool Hints::wanted() const {
    const std::lock_guard lock(mutex_);
    return !list_.empty();
}

std::size_t Hints::count() const {
    const std::lock_guard lock(mutex_);
    return list_.size();
}

void Hints::tell(const events::Event& event) {
    const auto rule = std::ranges::find_if(
        rules, [&](const Rule& one) { return event.kind.starts_with(one.prefix); });
    if (rule == rules.end()) return;

    const auto members = members_in(event.payload);
    const std::string named =
        http::frame({.name = "hint",
                     .id = std::to_string(event.seq),
                     .data = http::to_json(Hint{rule->hint, std::to_string(event.subject)})});
    // Whom it does not name must not learn that there is such a thing.
    const std::string unnamed =
        http::frame({.name = "hint", .data = http::to_json(Hint{HintKind::feed, ""})});

    const std::lock_guard lock(mutex_);
    std::erase_if(list_, [](const Listening& one) { return !one.stream->open(); });
    for (const Listening& one : list_) {
        if (std::ranges::find(members, one.member.value) != members.end()) {
            one.stream->push(named);
        } else if (rule->for_all) {
            one.stream->push(unnamed);
        }
    }
}

}  // namespace app
