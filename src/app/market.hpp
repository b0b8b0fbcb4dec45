#pragma once

// What a market is: fixed in its first row when it is made, whatever the settings say later.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/settings.hpp"
#include "db/connection.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace app {

struct Market {
    std::string name;
    std::string currency;
    std::string zone;
    bool demo = false;
};
BOOST_DESCRIBE_STRUCT(Market, (), (name, currency, zone, demo))

/// Where the settings say that the market's data is.
db::Address database_of(const Settings& settings);

/// The same, and makes the data directory.
db::Address address_of(const Settings& settings);

/// The file of the key that signs the chain's heads.
std::filesystem::path key_of(const Settings& settings);

/// The steps of all modules, in the order in which they need each other.
std::vector<db::Migration> all_migrations();

/// Makes what the database needs and brings the tables up to date. Throws db::TooNew, db::Error.
void migrate_all(const db::Address& address, base::Time now);

/// The market's own row, when there is one.
std::optional<Market> known_market(db::Snapshot& snapshot);

/// The market's own row; made from the settings when there is none yet.
Market found_market(db::Tx& tx, const Settings& settings);

}  // namespace app
