#pragma once

// Lives the plan through a server of its own: everything over HTTP, on a clock that only the replay
// moves. What is due earlier than the next thing that people do is done first, at its own time.

#include <boost/json.hpp>

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "app/app.hpp"
#include "tests/retail/client.hpp"
#include "tests/retail/plan.hpp"

namespace retail {

struct ReplayOptions {
    std::string database;   // As Settings::database has it.
    std::string directory;  // Empty; the market's data.
    std::size_t connections = 16;
    std::string spoiled_sku;  // This one is a penny dearer in the catalogue's text; "": none.
};

/// What was measured, in real microseconds.
struct Measured {
    std::int64_t opening = 0;    // Members and catalogue.
    std::int64_t living = 0;     // From the first order to the last settlement.
    std::int64_t processor = 0;  // What server and replay computed in it, on all threads.
    std::int64_t orders = 0;     // Of these, POST /orders to their answers.
    std::int64_t prices = 0;     // New versions.
    std::int64_t acts = 0;       // Accept, ship, deliver, confirm, cancel.
    std::int64_t jobs = 0;       // Jobs and listeners.
    std::int64_t requests = 0;   // Commands sent.
    std::int64_t jobs_done = 0;  // How many.
};

/// A listing as the seller sees it at the end.
struct Left {
    std::string sku;
    std::int64_t stock = 0;
    std::string state;
};

class Replay {
public:
    Replay(const Plan& plan, const ReplayOptions& options);
    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;
    ~Replay();

    /// Opens the shop and lives through all of it. Throws std::runtime_error with what was asked
    /// and answered where the server says anything but yes.
    void run();

    /// The import's own report after the dry run and after it was applied.
    const boost::json::object& dry_run() const { return dry_run_; }
    const boost::json::object& applied() const { return applied_; }

    const Measured& measured() const { return measured_; }

    // What the server says at the end.
    boost::json::object report();
    boost::json::object ledger();
    boost::json::object sellers_money();
    std::vector<Left> listings();

private:
    /// A listing as the replay knows it: at which version and price it sells.
    struct Offer {
        std::string id;
        std::int64_t version = 0;
        std::int64_t pence = 0;
    };
    struct Due {
        base::Time at;
        std::size_t order = 0;
    };

    Call command(std::string method, std::string path, boost::json::object body,
                 std::string cookie) const;
    boost::json::object must(const Call& call);
    std::vector<boost::json::object> must(const std::vector<Call>& calls);
    boost::json::object look(const std::string& path, const std::string& cookie);

    void open_shop();
    void sign_up_customers();
    std::string catalogue_text() const;
    void import_catalogue();
    boost::json::object finish_import(const std::string& id);
    std::vector<boost::json::object> own_listings();

    void settle();
    void advance(base::Time to);
    std::optional<base::Time> next_instant() const;
    void live(base::Time now);
    void place(std::size_t order);
    void change_prices(const Order& order);
    void give_back(base::Time now);
    void step(const std::vector<std::size_t>& orders, const std::string& act);

    const Plan& plan_;
    const ReplayOptions options_;
    std::atomic<std::int64_t> micros_;
    std::unique_ptr<app::App> app_;
    std::thread server_;
    std::unique_ptr<Client> client_;
    std::string operator_, seller_;                        // Their cookies.
    std::unordered_map<std::string, std::string> buyers_;  // Cookies by customer.
    std::vector<Offer> offers_;                            // By goods.
    std::vector<std::string> orders_;                      // Ids by order.
    std::size_t next_order_ = 0;
    std::deque<Due> confirmations_;  // By time, as all wait equally long.
    std::deque<Due> cancellations_;  // By time.
    std::size_t next_return_ = 0;
    boost::json::object dry_run_, applied_;
    Measured measured_;
};

}  // namespace retail
