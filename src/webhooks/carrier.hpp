#pragma once

// Who carries messages to other people's machines, several at once, and comes back with what those
// said. Nothing of it is a member of a transaction.

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "webhooks/address.hpp"

namespace webhooks {

using DeliveryId = base::Id<struct DeliveryTag>;

/// Why a try did not go well; its sentence is "webhook.failure.<word>" in words/.
BOOST_DEFINE_ENUM_CLASS(DeliveryFailure, answered,  // With a status that is not one of success.
                        redirected,                 // Nobody follows that: the next may be anybody.
                        gone,                       // 410: the receiver wants nothing any more.
                        timed_out, no_such_host, no_connection, not_trusted,
                        not_outside,  // The name leads to a machine that is not a public one.
                        cut_short)    // What came back was no answer, or not a whole one.

struct Parcel {
    DeliveryId id;
    std::string url;
    std::vector<std::string> headers;  // "name: value"
    std::string body;
};

struct Outcome {
    DeliveryId id;
    std::int64_t status = 0;  // 0: there was no answer.
    std::optional<DeliveryFailure> failure;
    std::string head, body;  // Of the answer, as far as they are kept.
    std::int64_t took_millis = 0;
};

class Carrier {
public:
    virtual ~Carrier() = default;

    /// Sets off with a parcel; it is on its way until wait() says what came of it.
    virtual void begin(Parcel parcel) = 0;

    /// Waits until something came of one that is on its way, for a quarter of a second at most.
    virtual std::vector<Outcome> wait() = 0;

    /// Forgets those that are on their way. They may arrive all the same.
    virtual void abandon() = 0;

    /// From any thread: who waits stops waiting, and nothing is to be begun any more.
    virtual void stop() = 0;
    virtual bool stopped() const = 0;
};

struct CarrierOptions {
    Reach reach = Reach::outside;
    std::string authorities;               // A file of certificates; empty: the system's own.
    std::int64_t seconds_max = 10;         // For a whole try.
    std::int64_t answer_bytes_max = 2048;  // Of a body: what comes after is not read.
    std::string agent;                     // "Fairground/0.1"
};

/// What an answer with this status means.
std::optional<DeliveryFailure> failure_of(std::int64_t status);

/// By HTTP/1.1: TLS with a certificate that somebody vouches for, no proxy, no redirect followed,
/// and no connection to an address that the options do not reach.
std::unique_ptr<Carrier> make_carrier(CarrierOptions options);

}  // namespace webhooks
