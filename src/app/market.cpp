#include "app/market.hpp"

#include <filesystem>
#include <vector>

#include "base/log.hpp"
#include "cases/cases.hpp"
#include "circles/circles.hpp"
#include "db/migrate.hpp"
#include "documents/documents.hpp"
#include "events/events.hpp"
#include "http/answers.hpp"
#include "insight/insight.hpp"
#include "ledger/ledger.hpp"
#include "media/media.hpp"
#include "members/members.hpp"
#include "notices/notices.hpp"
#include "offers/offers.hpp"
#include "orders/orders.hpp"
#include "payments/payments.hpp"
#include "payouts/payouts.hpp"
#include "policies/policies.hpp"
#include "promoters/promoters.hpp"
#include "reviews/reviews.hpp"
#include "saved/saved.hpp"
#include "search/search.hpp"
#include "setup/setup.hpp"
#include "shops/shops.hpp"
#include "webhooks/webhooks.hpp"

namespace app {

std::span<const db::Migration> migrations();

db::Address database_of(const Settings& settings) {
    if (!settings.database.empty()) return db::parse_address(settings.database);
    return db::parse_address("sqlite:" +
                             (std::filesystem::path(settings.data) / "market.db").string());
}

db::Address address_of(const Settings& settings) {
    std::filesystem::create_directories(settings.data);
    std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all);
    return database_of(settings);
}

std::filesystem::path key_of(const Settings& settings) {
    if (!settings.chain_key.empty()) return settings.chain_key;
    return std::filesystem::path(settings.data) / "chain.key";
}

std::vector<db::Migration> all_migrations() {
    std::vector<db::Migration> steps;
    for (const auto& module :
         {db::migrations(),        ledger::migrations(),    events::migrations(),
          http::migrations(),      search::migrations(),    members::migrations(),
          media::migrations(),     policies::migrations(),  setup::migrations(),
          notices::migrations(),   circles::migrations(),   shops::migrations(),
          saved::migrations(),     payments::migrations(),  orders::migrations(),
          payouts::migrations(),   promoters::migrations(), offers::migrations(),
          reviews::migrations(),   cases::migrations(),     insight::migrations(),
          documents::migrations(), webhooks::migrations(),  migrations()}) {
        steps.insert(steps.end(), module.begin(), module.end());
    }
    return steps;
}

void migrate_all(const db::Address& address, base::Time now) {
    db::prepare(address);
    const int ran = db::migrate(*db::open_writer(address), all_migrations(), now);
    if (ran > 0) base::log(base::Level::info, "migrated: " + std::to_string(ran) + " steps");
}

std::optional<Market> known_market(db::Snapshot& snapshot) {
    return snapshot.one<Market>("select name, currency, zone, demo from market where id = 1");
}

Market found_market(db::Tx& tx, const Settings& settings) {
    const auto known = known_market(tx);
    if (known) return *known;
    tx.run(
        "insert into market (id, name, currency, zone, demo, made) values (1, $1, $2, $3, $4, $5)",
        settings.name, settings.currency, settings.zone, settings.demo, tx.now());
    return {settings.name, settings.currency, settings.zone, settings.demo};
}

}  // namespace app
