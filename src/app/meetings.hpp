#pragma once

#include <vector>

#include "app/follower.hpp"
#include "app/market.hpp"
#include "documents/documents.hpp"
#include "events/events.hpp"
#include "media/store.hpp"
#include "members/members.hpp"
#include "notices/notices.hpp"
#include "orders/orders.hpp"
#include "shops/shops.hpp"
#include "webhooks/webhooks.hpp"

namespace app {

/// What the modules need to do their jobs.
struct MeetingSettings {
    orders::Settings orders;
    shops::Settings shops;
    notices::Settings notices;
    members::Sightings* sightings = nullptr;  // Outlives the hub.
    media::Store* pictures = nullptr;         // The same; nothing where there are no pictures.
    documents::Settings documents{};
    webhooks::Settings webhooks{};
};

documents::Settings document_settings(const Market& market);

/// Who hears what in the transaction, and who does which job.
void introduce(events::Hub& hub, const MeetingSettings& settings);

/// For a start: plants the job that sweeps, which plans itself again, and what a new version has to
/// make good in an older market.
base::Result<base::Done> plan_upkeep(db::Tx& tx, const Market& market);

/// Who reads the log after the commit, each with a cursor.
std::vector<Listener> followers(const Market& market);

}  // namespace app
