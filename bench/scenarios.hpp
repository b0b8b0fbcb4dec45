#pragma once

// What the load generator can ask for. The things it names (accounts, listings, buyers) come from a
// file that a bench program writes beside the market: one thing per line, its kind first.
//
//     account 94831648727629824
//     buyer fairground=3q2-7wKd
//     listing 94831648731824128 1
//     query blue+mug&sort=newest

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/client.hpp"

namespace bench {

struct Listing {
    std::string id;
    std::string version;
};

/// What there is in a market to ask for.
struct Goods {
    std::vector<std::string> queries;  // As they stand in an address after "q=".
    std::vector<std::string> accounts;
    std::vector<std::string> buyers;  // The values of their Cookie headers.
    std::vector<Listing> listings;
};

/// Throws std::runtime_error when it cannot read the file.
Goods read_goods(const std::filesystem::path& file);

/// GETs one path. The first answer is the measure: the others must have the same body.
std::unique_ptr<Scenario> get(std::string path);

/// Moves money between two accounts by chance, each time under a new Idempotency-Key.
std::unique_ptr<Scenario> transfer(Goods goods, std::uint64_t seed);

/// Which listings the checkouts are for.
enum class Spread { all, first };

/// Buys one unit of a listing and pays for it at once, each time under a new Idempotency-Key.
std::unique_ptr<Scenario> checkout(Goods goods, Spread spread, std::uint64_t seed);

/// Looks for goods, one of `queries` by chance each time, as one of the buyers.
std::unique_ptr<Scenario> search(Goods goods, std::uint64_t seed);

/// Reads the first page of the feed, as one of the buyers by chance each time: twenty posts.
std::unique_ptr<Scenario> feed(Goods goods, std::uint64_t seed);

}  // namespace bench
