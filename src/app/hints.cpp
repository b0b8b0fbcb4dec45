#include "app/hints.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include "base/log.hpp"
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
    Rule{"payout_", HintKind::money, false},   Rule{"offer_", HintKind::offer, false},
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

/// An event as those hear it whom it names, and as the others do; "" where they do not.
struct Frames {
    explicit Frames(const events::Event& event) {
        const auto rule = std::ranges::find_if(
            rules, [&](const Rule& one) { return event.kind.starts_with(one.prefix); });
        if (rule == rules.end()) return;
        members = members_in(event.payload);
        named =
            http::frame({.name = "hint",
                         .id = std::to_string(event.seq),
                         .data = http::to_json(Hint{rule->hint, std::to_string(event.subject)})});
        // Whom it does not name must not learn that there is such a thing.
        if (rule->for_all) {
            unnamed =
                http::frame({.name = "hint", .data = http::to_json(Hint{HintKind::feed, ""})});
        }
    }

    const std::string& of(base::MemberId member) const {
        return std::ranges::find(members, member.value) != members.end() ? named : unnamed;
    }

    std::vector<std::int64_t> members;
    std::string named, unnamed;
};

}  // namespace

void Hints::keep(base::MemberId member, const std::shared_ptr<http::Stream>& stream) {
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
    list_.push_back({member, stream, false, {}});
}

void Hints::add(base::MemberId member, const std::shared_ptr<http::Stream>& stream,
                const std::function<Beginning()>& look) {
    keep(member, stream);
    // Only now: whoever has read this misses nothing from here on.
    Beginning beginning;
    try {
        beginning = look();
    } catch (const std::exception& error) {
        base::log(base::Level::warning, error.what());
    }
    std::vector<std::string> frames{http::retry_frame(3'000)};
    if (!beginning.missed) {
        const std::string id = beginning.newest == 0 ? "" : std::to_string(beginning.newest);
        frames.push_back(http::frame({.name = "reset", .id = id, .data = "{}"}));
        return begin(stream, frames);
    }
    bool others = false;  // What says nothing of itself is said once.
    for (const events::Event& event : *beginning.missed) {
        const Frames told(event);
        const std::string& frame = told.of(member);
        if (frame.empty() || (others && frame == told.unnamed)) continue;
        others = others || frame == told.unnamed;
        frames.push_back(frame);
    }
    begin(stream, frames);
}

void Hints::begin(const std::shared_ptr<http::Stream>& stream,
                  const std::vector<std::string>& frames) {
    const std::lock_guard lock(mutex_);
    for (const std::string& frame : frames) stream->push(frame);
    const auto mine = std::ranges::find(list_, stream, &Listening::stream);
    if (mine == list_.end()) return;  // Closed meanwhile: its member has newer ones.
    for (const std::string& frame : mine->waiting) stream->push(frame);
    mine->waiting.clear();
    mine->begun = true;
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
    const Frames frames(event);
    if (frames.named.empty()) return;
    const std::lock_guard lock(mutex_);
    std::erase_if(list_, [](const Listening& one) { return !one.stream->open(); });
    for (Listening& one : list_) {
        const std::string& frame = frames.of(one.member);
        if (frame.empty()) continue;
        if (one.begun) {
            one.stream->push(frame);
        } else {
            one.waiting.push_back(frame);
        }
    }
}

}  // namespace app
