#pragma once

// Live hints: "order 12 changed". A hint says what to fetch again and nothing more, and goes only
// to the members whom the event's payload names; what everybody may see (the feed) is hinted to
// everybody without saying what. Who connects gets `reset` first: fetch everything.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/member.hpp"
#include "events/events.hpp"
#include "http/responder.hpp"

namespace app {

BOOST_DEFINE_ENUM_CLASS(HintKind, order, listing, feed, friend_, money, import, case_,
                        notice)  // NOLINT

struct Hint {
    HintKind kind{};
    std::string subject;  ///< The thing's id; "" where the reader may not know it.
};
BOOST_DESCRIBE_STRUCT(Hint, (), (kind, subject))

class Hints {
public:
    /// Keeps an open stream of this member (0: nobody signed in) until it closes.
    void add(base::MemberId member, std::shared_ptr<http::Stream> stream);

    /// Tells those whom the event concerns. Any thread.
    void tell(const events::Event& event);

    /// True while somebody listens.
    bool wanted() const;

    std::size_t count() const;

    /// No member has more streams at a time; the oldest is closed.
    static constexpr std::size_t streams_per_member_max = 8;

private:
    struct Listening {
        base::MemberId member;
        std::shared_ptr<http::Stream> stream;
    };

    mutable std::mutex mutex_;
    std::vector<Listening> list_;
};

}  // namespace app
