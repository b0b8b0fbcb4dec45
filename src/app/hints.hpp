#pragma once

// Live hints: "order 12 changed". A hint says what to fetch again and nothing more, and goes only
// to the members whom the event's payload names; what everybody may see (the feed) is hinted to
// everybody without saying what. Who connects gets `reset` first: fetch everything. A member whose
// stream was cut names the last number it read, and gets what it missed, unless that is too much.

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/member.hpp"
#include "events/events.hpp"
#include "http/responder.hpp"

namespace app {

// NOLINTBEGIN(readability-identifier-naming): the names without the line below are keywords.
BOOST_DEFINE_ENUM_CLASS(HintKind, order, listing, feed, friend_, money, import, case_, notice,
                        offer)
// NOLINTEND(readability-identifier-naming)

struct Hint {
    HintKind kind{};
    std::string subject;  ///< The thing's id; "" where the reader may not know it.
};
BOOST_DESCRIBE_STRUCT(Hint, (), (kind, subject))

/// What there is to tell a stream that begins.
struct Beginning {
    std::int64_t newest = 0;  // The number of the newest event; 0 where the reader is not to know.
    std::optional<std::vector<events::Event>> missed;  // Nothing: all is to be fetched again.
};

class Hints {
public:
    /// Keeps an open stream of this member (0: nobody signed in) until it closes. `look` is asked
    /// once the stream is on the list, so that nothing is told between the two; where it
    /// throws, all is to be fetched again.
    void add(base::MemberId member, const std::shared_ptr<http::Stream>& stream,
             const std::function<Beginning()>& look);

    /// Tells those whom the event concerns. Any thread.
    void tell(const events::Event& event);

    /// True while somebody listens.
    bool wanted() const;

    std::size_t count() const;

    /// No member has more streams at a time; the oldest is closed.
    static constexpr std::size_t streams_per_member_max = 8;

    /// Who has missed more events than this fetches everything again.
    static constexpr std::int64_t missed_max = 500;

private:
    struct Listening {
        base::MemberId member;
        std::shared_ptr<http::Stream> stream;
        bool begun = false;                  // It has been told how it begins.
        std::vector<std::string> waiting{};  // What is told meanwhile comes behind that.
    };

    void keep(base::MemberId member, const std::shared_ptr<http::Stream>& stream);
    void begin(const std::shared_ptr<http::Stream>& stream, const std::vector<std::string>& frames);

    mutable std::mutex mutex_;
    std::vector<Listening> list_;
};

}  // namespace app
