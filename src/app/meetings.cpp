#include "app/meetings.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "app/hooking.hpp"
#include "app/leaving.hpp"
#include "app/naming.hpp"
#include "app/telling.hpp"
#include "cases/cases.hpp"
#include "events/cursors.hpp"
#include "http/answers.hpp"
#include "insight/insight.hpp"
#include "media/media.hpp"
#include "members/mail.hpp"
#include "members/members.hpp"
#include "members/tokens.hpp"
#include "moderation/moderation.hpp"
#include "notices/notices.hpp"
#include "offers/offers.hpp"
#include "orders/disputes.hpp"
#include "payouts/payouts.hpp"
#include "policies/policies.hpp"
#include "promoters/promoters.hpp"
#include "reviews/reviews.hpp"
#include "shops/folding.hpp"

namespace app {
namespace {

/// How often what is past its time is swept away, and how many rows in one command.
constexpr std::chrono::minutes sweep_every{10};
constexpr std::int64_t swept_at_once = 500;
constexpr std::chrono::hours events_kept{30 * 24};
constexpr std::chrono::hours jobs_kept{30 * 24};

/// Who reads the log with a cursor; nothing is forgotten that one of them has not read.
constexpr std::array readers{insight::listener_name, telling_name, documents::listener_name,
                             hooking_name};

/// Nobody waits for a document: ten looks a second write some hundreds, and at full load they take
/// a twentieth of the writer.
constexpr std::chrono::milliseconds documents_rest{100};

/// Deletes what may be forgotten, writes down which sessions were seen, and plans the next sweep;
/// at once while there is more.
base::Result<base::Done> sweep(db::Tx& tx, const events::Job& job, members::Sightings& sightings,
                               std::int64_t webhook_days) {
    const auto hours = policies::value(tx, policies::answers_kept_hours).value;
    const std::int64_t answers =
        http::forget_answers(tx, tx.now() - std::chrono::hours{hours}, swept_at_once);
    const std::int64_t told = events::forget(tx, tx.now() - events_kept, swept_at_once, readers);
    const std::int64_t sessions = members::forget_sessions(tx, swept_at_once);
    const std::int64_t tokens = members::forget_tokens(tx, swept_at_once);
    const std::int64_t jobs = events::forget_jobs(tx, tx.now() - jobs_kept, swept_at_once);
    const std::int64_t links = members::forget_links(tx, swept_at_once);
    const std::int64_t mails = notices::forget_mails(tx, swept_at_once);
    const std::int64_t notices = notices::forget_notices(tx, swept_at_once);
    const std::int64_t hooked = webhooks::forget(tx, webhook_days, swept_at_once);
    const std::int64_t seen = TRY(members::save_sightings(tx, sightings));
    const bool more = std::max({answers, told, sessions, tokens, jobs, links, mails, notices,
                                hooked, seen}) >= swept_at_once;
    events::at(tx, job.kind, more ? tx.now() + base::Duration{1} : tx.now() + sweep_every, 0);
    return base::done;
}

}  // namespace

void introduce(events::Hub& hub, const MeetingSettings& settings) {
    base::ensure(settings.sightings != nullptr);
    hub.job("sweep",
            [sightings = settings.sightings, days = settings.webhooks.days_kept](
                db::Tx& tx, const events::Job& job) { return sweep(tx, job, *sightings, days); });
    members::add_jobs(hub);
    notices::add_listeners(hub);
    notices::add_jobs(hub, settings.notices);
    webhooks::add_listeners(hub);
    webhooks::add_jobs(hub, settings.webhooks);
    shops::add_jobs(hub, settings.shops);
    orders::add_jobs(hub, settings.orders);
    orders::add_listeners(hub);
    offers::add_jobs(hub);
    offers::add_listeners(hub);
    promoters::add_listeners(hub);
    payouts::add_jobs(hub, {settings.orders.currency});
    reviews::add_listeners(hub);
    if (settings.pictures != nullptr) media::add_jobs(hub, *settings.pictures);
    documents::add_jobs(hub, settings.documents);
    cases::add_jobs(hub);
    moderation::add_listeners(hub);
    members::add_leaving_job(hub, everything());
}

documents::Settings document_settings(const Market& market) {
    return {market.currency, market.zone,
            [market](db::Snapshot& snapshot) { return name_of(snapshot, market); }};
}

base::Result<base::Done> plan_upkeep(db::Tx& tx, const Market& market) {
    if (!events::waits(tx, "sweep", 0)) events::at(tx, "sweep", tx.now(), 0);
    orders::plan(tx);
    payouts::plan(tx);
    promoters::prepare(tx);
    media::prepare(tx);
    shops::plan_folding(tx);
    documents::plan(tx, document_settings(market));
    return base::done;
}

std::vector<Listener> followers(const Market& market) {
    const auto calendar = std::make_shared<insight::Calendar>(market.zone);
    return {{std::string{readers[0]},
             [calendar](db::Tx& tx, const std::vector<events::Event>& list) {
                 return insight::apply(tx, *calendar, list);
             }},
            {std::string{readers[1]}, tell_of, told_at_once},
            {std::string{readers[2]},
             [settings = document_settings(market)](db::Tx& tx,
                                                    const std::vector<events::Event>& list) {
                 return documents::apply(tx, settings, list);
             },
             500, documents_rest},
            {std::string{readers[3]}, hook_of, hooked_at_once, {}, webhooks::anybody}};
}

}  // namespace app
