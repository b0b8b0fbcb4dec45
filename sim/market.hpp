#pragma once

// A simulated market: a database that can be cut off at any moment, the engine over it, a provider,
// a clock that only we move, and clients that ask again under their key until they have an answer.

#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/market.hpp"
#include "app/meetings.hpp"
#include "db/engine.hpp"
#include "db/readers.hpp"
#include "insight/calendar.hpp"
#include "members/members.hpp"
#include "sim/bank.hpp"
#include "sim/disk.hpp"

namespace sim {

/// Something that must hold did not.
class Broken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Throws Broken with `what`.
void must_hold(bool holds, const std::string& what);

/// How often each thing was seen, such as "refused sold_out".
using Reach = std::map<std::string, std::int64_t>;

/// A command as a client sends it: answers with an id, or 0.
using Work = std::function<base::Result<std::int64_t>(db::Tx&)>;

class Market {
public:
    /// On a disk of its own, or in a market on PostgreSQL that is there and empty.
    explicit Market(std::uint64_t seed, std::optional<db::Address> postgres = std::nullopt);

    /// Makes what all markets begin with, so that one that is lived in a child need not.
    static void prepare();

    /// Sends a command under a fresh key, again after every accident and power loss, until it is
    /// answered. `what` is its name among what was reached.
    base::Result<std::int64_t> send(const std::string& what, const Work& work);

    /// The same for what the program does of itself, such as a job: without a key, so that the work
    /// itself has to know whether it was done. Every few times it is done again at once.
    base::Result<std::int64_t> act(const std::string& what, const Work& work);

    /// Sends the last one once more, as a client does who missed the answer; it has to be the same.
    void send_again();

    /// Looks in one snapshot; again after an accident.
    template <class Look>
    auto look(Look work) {
        for (int tries = 0;; ++tries) {
            try {
                return readers_->read(work);
            } catch (const db::Error&) {
                must_hold(tries < tries_max, "reading goes on after an accident");
                ++reach["accident of a reader"];
            }
        }
    }

    /// Does what is due, the callbacks of the provider, and what the listeners have to read.
    void run_jobs();
    void move(base::Duration by) { now_ += by; }
    base::Time now() const { return now_; }
    base::Time began() const { return began_; }

    /// Opens what is left after the power went now; all that was acknowledged is there.
    void lose_power();
    /// Is closed in order and opened again.
    void restart();
    /// Copies the log back on a connection of its own, as a program does that serves people.
    void copy_log();

    /// The latest acknowledged commands, as far as the market still has to remember them, are there
    /// with their answers.
    void check_acknowledged(std::size_t latest = 100);

    const db::Address& address() const { return address_; }
    Disk* disk() { return disk_.get(); }
    Bank& bank() { return bank_; }
    const orders::Settings& settings() const { return settings_; }
    const insight::Calendar& calendar() const { return calendar_; }
    std::int64_t acknowledged(const std::string& what) const;
    std::int64_t commands() const { return sent_ + acted_; }

    Reach reach;
    /// Hears what was done and what came of it, a line each. May be empty.
    std::function<void(const std::string&)> story;

private:
    static constexpr int tries_max = 20;
    static constexpr std::int64_t acts_again_every = 5;
    class Sent;
    struct Stopped {};  // The engine's sync has failed: the program would have stopped here.

    struct Acknowledged {
        std::string key;
        std::int64_t value = 0;
        base::Time at;
    };

    /// One try: an outcome, or nothing when the client has heard nothing.
    std::optional<base::Result<std::int64_t>> attempt(const std::string& key, const Work& work,
                                                      const std::string& what);
    /// Until there is an outcome.
    base::Result<std::int64_t> insist(const std::string& key, const Work& work,
                                      const std::string& what);
    void open();
    void close();
    void reopen(Picture picture);
    /// Whether the power went meanwhile; then what is left has been opened.
    bool power_was_lost(const std::string& where);
    /// Every page and index is what SQLite expects.
    void check_file();
    void note_accident(const std::exception_ptr& accident);
    void tell(const std::string& what);
    void run_job(const events::Job& job);
    void run_errand(const events::Job& job);
    void follow();
    int run_due();

    std::unique_ptr<Disk> disk_;
    db::Address address_;
    base::Time began_;
    base::Time now_;
    std::int64_t last_id_ = 0;
    Bank bank_;
    members::Sightings sightings_;
    orders::Settings settings_;
    events::Hub hub_;
    insight::Calendar calendar_{"Europe/Berlin"};
    std::vector<app::Listener> followers_;
    std::unique_ptr<db::Readers> readers_;
    std::unique_ptr<db::Engine> engine_;
    std::size_t losses_ = 0;  // Of power.
    std::int64_t sent_ = 0;
    std::int64_t acted_ = 0;
    std::vector<Acknowledged> acknowledged_;
    std::map<std::string, std::int64_t> counts_;
    std::string last_key_;
    Work last_work_;
    std::string last_what_;
};

}  // namespace sim
