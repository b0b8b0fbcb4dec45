#pragma once

// Webhooks: a member's own program, or the market's, is told of what happens by a request to an
// address that it gave.
//
//     webhooks::tell(tx, list);    // From events, with the listener's cursor in one transaction.
//
// A message is thin: a kind, an instant and ids, with nothing of a person in it; whoever wants to
// know more asks the API, which says what they may read. What has been committed is sent at least
// once, in no promised order: it waits as a row, and an errand carries it outside of transactions
// and books what came of it. A receiver knows a message by its id, which every try bears, and that
// it is from here by its signature (signature.hpp).
//
// An owner is a member, or with the number 0 the market, whose endpoints the operators share and
// which hear of everybody's things.

#include <atomic>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "webhooks/address.hpp"
#include "webhooks/carrier.hpp"
#include "webhooks/kinds.hpp"
#include "webhooks/retry.hpp"

namespace webhooks {

using base::MemberId;
using EndpointId = base::Id<struct EndpointTag>;
using MessageId = base::Id<struct MessageTag>;

inline constexpr MemberId the_market{};

inline constexpr std::string_view send_job = "webhook_send";
inline constexpr std::string_view forget_job = "webhook_forget";

inline constexpr base::Reason no_such_webhook{base::Kind::missing, "no_such_webhook"};
inline constexpr base::Reason no_such_delivery{base::Kind::missing, "no_such_delivery"};
inline constexpr base::Reason too_many_webhooks{base::Kind::conflict, "too_many_webhooks"};
inline constexpr base::Reason webhook_off{base::Kind::conflict, "webhook_off"};
inline constexpr base::Reason too_many_pings{base::Kind::limited, "too_many_pings"};

inline constexpr std::int64_t per_owner_most = 15, pings_an_hour = 20, replayed_at_once = 200;
inline constexpr std::size_t description_length_max = 100;
/// So long what is sent is signed with the secret of before as well.
inline constexpr std::chrono::hours old_secret_lives{24};

/// What came of tries since the program started.
struct Counters {
    std::atomic<std::int64_t> sent{0};    // They arrived.
    std::atomic<std::int64_t> failed{0};  // They did not; most are tried again.
};

/// What the program hands in.
struct Settings {
    Carrier* carrier = nullptr;  // Outlives everything. None: messages wait.
    Reach reach = Reach::outside;
    std::int64_t per_owner = 5;  // 0..per_owner_most.
    std::int64_t at_once = 16;   // On their way at the same time, of all owners.
    std::int64_t tries_max = tries_usual;
    std::int64_t days_kept = 30;
    Counters* counters = nullptr;  // Outlives everything. None: nobody counts.
};

// ---- Endpoints

/// off: by its owner. failed: by the program, because nothing has arrived for too long.
BOOST_DEFINE_ENUM_CLASS(EndpointState, on, off, failed)

struct Endpoint {
    EndpointId id;
    MemberId owner;
    std::string url;
    std::string description;
    std::string kinds;  // " order_paid order_shipped "
    EndpointState state{};
    base::Time made;
    std::int64_t failures = 0;  // Tries since the last one that went well.
    std::optional<base::Time> failing_since;
    std::optional<base::Time> old_until;
};
BOOST_DESCRIBE_STRUCT(Endpoint, (),
                      (id, owner, url, description, kinds, state, made, failures, failing_since,
                       old_until))

/// What an owner says of one. Kinds are at least one, each once.
struct Wanted {
    std::string url;
    std::string description;
    std::vector<HookKind> kinds;
};

struct Made {
    Endpoint endpoint;
    std::string secret;  // "whsec_...", told once.
};

/// Refuses with too_many_webhooks (args: max), or with the form's field `url` (address.hpp) or
/// `kinds`: unknown_word for what is not for this owner, twice. It hears of what happens from now.
base::Result<Made> make(db::Tx& tx, MemberId owner, const Wanted& wanted, const Settings& settings);

struct Change {
    std::optional<std::string> url{};
    std::optional<std::string> description{};
    std::optional<std::vector<HookKind>> kinds{};
    std::optional<bool> on{};
};

/// Refuses as make() does, and with no_such_webhook. What waited while it was off is sent when it
/// is on again; of what happened meanwhile nothing is.
base::Result<Endpoint> change(db::Tx& tx, MemberId owner, EndpointId id, const Change& wanted,
                              const Settings& settings);

/// Takes one back; what was or will be sent there is forgotten by a job. no_such_webhook.
base::Result<base::Done> end(db::Tx& tx, MemberId owner, EndpointId id);

/// Another secret; the one of before signs as well for old_secret_lives. no_such_webhook.
base::Result<Made> rotate(db::Tx& tx, MemberId owner, EndpointId id);

/// Of one owner; no_such_webhook also for another's.
base::Result<Endpoint> find(db::Snapshot& snapshot, MemberId owner, EndpointId id);
std::optional<Endpoint> find(db::Snapshot& snapshot, EndpointId id);

/// The latest first.
std::vector<Endpoint> endpoints_of(db::Snapshot& snapshot, MemberId owner);

/// Whether anybody is to be told of anything.
bool anybody(db::Snapshot& snapshot);

std::vector<HookKind> kinds_of(const Endpoint& endpoint);

// ---- Messages and deliveries

/// An event as whoever tells it knows it.
struct News {
    std::int64_t seq = 0;  // Of the event.
    HookKind kind{};
    std::int64_t subject = 0;
    base::Time at;
    MemberId owner;  // Whose thing it is; the_market for nobody's.
};

/// A delivery for every endpoint that wants to hear it.
void tell(db::Tx& tx, const std::vector<News>& list);

/// dead: not tried again by itself.
BOOST_DEFINE_ENUM_CLASS(DeliveryState, waiting, delivered, dead)

struct Delivery {
    std::int64_t seq = 0;
    DeliveryId id;
    MessageId message;
    HookKind kind{};
    base::Time at;  // Of the event.
    DeliveryState state{};
    std::int64_t tries = 0;
    base::Time made;
    base::Time due;                   // Of the next try, while it waits.
    std::optional<base::Time> tried;  // The last time.
    std::int64_t status = 0;          // What it was answered with; 0: nothing.
    std::optional<std::string> failure;
    std::int64_t took_millis = 0;
    bool again = false;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (seq, id, message, kind, at, state, tries, made, due, tried, status, failure,
                       took_millis, again))

/// The texts of a delivery: what is sent, and what the last try was answered with.
struct Texts {
    std::string body;
    std::string answer_head;
    std::string answer_body;
};
BOOST_DESCRIBE_STRUCT(Texts, (), (body, answer_head, answer_body))

/// "evt_7": what the header webhook-id says.
std::string name_of(MessageId message);

/// Those of an endpoint before `before_seq`, the latest first; of one state or of all.
std::vector<Delivery> deliveries_of(db::Snapshot& snapshot, EndpointId endpoint,
                                    std::optional<DeliveryState> state, std::int64_t before_seq,
                                    std::int64_t limit);

/// How many of an endpoint's deliveries are dead and not made good; at most 1,000 are counted.
std::int64_t dead_of(db::Snapshot& snapshot, EndpointId endpoint);

base::Result<Delivery> delivery(db::Snapshot& snapshot, EndpointId endpoint, DeliveryId id);
Texts texts_of(db::Snapshot& snapshot, DeliveryId id);

/// Sends one that is over once more, as a delivery of its own with the same message; has one that
/// waits tried at once. Refuses with no_such_delivery, and webhook_off.
base::Result<Delivery> replay(db::Tx& tx, const Endpoint& endpoint, DeliveryId id);

/// dead: only what has not arrived since either.
BOOST_DEFINE_ENUM_CLASS(ReplayWhich, dead, all)

struct Span {
    base::Time from, until;  // When they were made first: until is not in it.
    ReplayWhich which{};
    std::int64_t after_seq = 0;  // Where the one before ended.
};

struct Replayed {
    std::int64_t count = 0;
    std::optional<std::int64_t> next_seq;  // There is more.
};

/// The same for what was made in a span of time, at most replayed_at_once at a time. What waits
/// goes on waiting. Refuses with webhook_off.
base::Result<Replayed> replay(db::Tx& tx, const Endpoint& endpoint, const Span& span);

/// Sends a message of the kind `ping`, which is tried once. Refuses with webhook_off, and
/// too_many_pings (args: max).
base::Result<Delivery> ping(db::Tx& tx, const Endpoint& endpoint);

/// How it goes in all; at most health_most of each are counted. What waits for one that is off does
/// so until it is on again.
struct Health {
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
};
inline constexpr std::int64_t health_most = 10'000;
Health health(db::Snapshot& snapshot);

/// Deletes deliveries that are older than `days`, and messages that none is left of; at most `most`
/// of each. Returns how many of the one that had more.
std::int64_t forget(db::Tx& tx, std::int64_t days, std::int64_t most);

/// Hears member_left: nothing more is sent for them.
void add_listeners(events::Hub& hub);

/// The jobs webhook_send and webhook_forget.
void add_jobs(events::Hub& hub, const Settings& settings);

std::span<const db::Migration> migrations();

}  // namespace webhooks
