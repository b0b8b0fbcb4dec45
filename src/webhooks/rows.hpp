#pragma once

// What the files of this module share of its rows.

#include "webhooks/webhooks.hpp"

namespace webhooks {

/// Has what waits sent at `when` or before.
void plan(db::Tx& tx, base::Time when);

/// Puts a message on its way to an endpoint.
struct Fresh {
    EndpointId endpoint;
    MessageId message;
    bool again = false;
};
DeliveryId put(db::Tx& tx, const Fresh& fresh);

/// Writes a message about something.
struct Said {
    HookKind kind{};
    std::int64_t subject = 0;
    base::Time at;
};
MessageId write(db::Tx& tx, const Said& said);

/// Deletes what was sent to an endpoint that is no more, some hundred rows at a time.
base::Result<base::Done> forget_endpoint(db::Tx& tx, const events::Job& job);

/// Does what is due: see sending.cpp.
void send_due(db::Writer& writer, const events::Job& job, const Settings& settings);

}  // namespace webhooks
