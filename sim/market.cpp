#include "sim/market.hpp"

#include "db/act.hpp"
#include "events/cursors.hpp"
#include "http/answers.hpp"
#include "ledger/ledger.hpp"
#include "offers/offers.hpp"
#include "payouts/payouts.hpp"
#include "promoters/promoters.hpp"

namespace sim {
namespace {

constexpr base::Time first_day{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1} +
                               std::chrono::hours{8}};
constexpr std::int64_t events_at_once = 500;
constexpr std::int64_t jobs_at_once = 100;
/// So that the log is often copied back while a market is small.
constexpr int checkpoint_pages = 64;
/// So few pages that SQLite has to write some of a command's before the command is over.
constexpr int small_cache_kib = 48;
constexpr std::chrono::hours answers_are_kept{23};
/// Files of up to so many bytes are looked at whole after each loss of power.
constexpr std::size_t always_checked_bytes = 4 << 20;

db::Address address_on(const Disk& disk) {
    db::Address address;
    address.sqlite.file = "market.db";
    address.sqlite.vfs = disk.name();
    address.sqlite.checkpoints = db::Checkpoints::inside;
    address.sqlite.checkpoint_pages = checkpoint_pages;
    return address;
}

/// A market with its tables and nobody in it, made once.
const Picture& empty_market() {
    static const Picture picture = [] {
        Disk disk(0);
        app::migrate_all(address_on(disk), first_day);
        return disk.files();
    }();
    return picture;
}

http::AnswerKey place_of(const std::string& key) {
    return http::answer_key(base::MemberId{1}, "sim", key);
}

}  // namespace

void must_hold(bool holds, const std::string& what) {
    if (!holds) throw Broken(what);
}

/// A command with its key, as http::RouteCommand is one.
class Market::Sent final : public db::Command {
public:
    Sent(const std::string& key, const Work& work, const Disk* disk)
        : key_(key), work_(work), disk_(disk) {}

    db::Verdict run(db::Tx& tx) override {
        outcome.emplace(perform(tx));
        return *outcome ? db::Verdict::keep : db::Verdict::undo;
    }
    void finished(std::exception_ptr cause) override {
        // An answer that leaves after the picture was taken never left.
        answered = !cause && (disk_ == nullptr || !disk_->has_picture());
        accident = cause;
    }

    std::optional<base::Result<std::int64_t>> outcome;
    bool answered = false;
    std::exception_ptr accident;

private:
    base::Result<std::int64_t> perform(db::Tx& tx) {
        if (key_.empty()) return work_(tx);
        const auto stored = TRY(http::stored_answer(tx, place_of(key_), "sim"));
        if (stored) return std::int64_t{std::stoll(stored->body)};
        const std::int64_t value = TRY(work_(tx));
        http::store_answer(tx, place_of(key_), "sim", {200, std::to_string(value)});
        return value;
    }

    const std::string& key_;
    const Work& work_;
    const Disk* disk_;
};

Market::Market(std::uint64_t seed, std::optional<db::Address> postgres)
    : began_(first_day), now_(first_day) {
    if (postgres) {
        address_ = *postgres;
        app::migrate_all(address_, now_);
    } else {
        constexpr std::size_t small = 512, large = 4096;
        disk_ = std::make_unique<Disk>(seed, seed % 2 == 0 ? small : large);
        disk_->become(empty_market());
        address_ = address_on(*disk_);
        if (seed % 4 < 2) {
            address_.sqlite.cache_kib = small_cache_kib;
            ++reach["market with little memory"];
        }
    }
    settings_ = {"EUR", &bank_, orders::lines_most};
    settings_.promote = promoters::promote;
    settings_.take_up = offers::take_up;
    const app::Market market{"Sim", "EUR", "Europe/Berlin", false};
    app::introduce(hub_,
                   {settings_, {"EUR"}, {}, &sightings_, nullptr, app::document_settings(market)});
    followers_ = app::followers(market);
    open();
    (void)send("found", [market](db::Tx& tx) -> base::Result<std::int64_t> {
        app::Settings wanted;
        wanted.name = "Sim";
        app::found_market(tx, wanted);
        events::at(tx, "sweep", tx.now(), 0);
        payouts::plan(tx);
        documents::plan(tx, app::document_settings(market));
        // Not of chance, as a market's own key is: links are to be the same in every life.
        tx.run("insert into promoter_key (id, bytes) values (1, $1)",
               db::Bytes{std::string(promoters::key_bytes, 'k')});
        return std::int64_t{0};
    });
}

void Market::prepare() {
    (void)empty_market();
}

void Market::open() {
    for (int tries = 0;; ++tries) {
        try {
            readers_ = std::make_unique<db::Readers>([this] { return db::open_reader(address_); },
                                                     [this] { return now_; });
            db::EngineOptions options;
            options.source = {[this] { return now_; }, [this] { return ++last_id_; }};
            options.link = ledger::link;
            options.companion = &hub_;
            options.stop = [] { throw Stopped{}; };
            engine_ =
                std::make_unique<db::Engine>([this] { return db::open_writer(address_); }, options);
            return;
        } catch (const db::Error&) {
            must_hold(tries < tries_max, "the market opens after an accident");
        }
    }
}

void Market::close() {
    engine_.reset();
    readers_.reset();
}

void Market::reopen(Picture picture) {
    close();
    disk_->become(picture);
    open();
    // All of it is read for that: the larger it has become, the more seldom.
    std::size_t bytes = 0;
    for (const auto& [name, file] : picture) bytes += file.size();
    if (++losses_ % (1 + bytes / always_checked_bytes) == 0) check_file();
    check_acknowledged();
}

void Market::check_file() {
    std::string said;
    auto take = [&](const db::Row& row) { said += row.text(0); };
    db::open_reader(address_)->run("pragma integrity_check", {}, db::Access::read, take);
    must_hold(said == "ok", "the file is whole: " + said);
}

void Market::lose_power() {
    ++reach["power loss between commands"];
    tell("the power goes");
    reopen(disk_->take_picture());
}

bool Market::power_was_lost(const std::string& where) {
    if (!disk_ || !disk_->picture()) return false;
    ++reach["power loss in " + where];
    tell("the power went in " + where);
    reopen(*std::exchange(disk_->picture(), std::nullopt));
    return true;
}

void Market::restart() {
    ++reach["restart"];
    tell("restart");
    close();
    if (!power_was_lost("a restart")) open();
    check_acknowledged();
}

void Market::copy_log() {
    try {
        const auto connection = db::open_writer(address_);
        connection->script("pragma wal_checkpoint(passive)");
        ++reach["log copied back"];
    } catch (const db::Error& error) {
        // A failed sync is never retried: the program would have stopped.
        ++reach["log not copied back"];
        tell(std::string{"the log is not copied back: "} + error.what());
        reopen(disk_->take_picture());
    }
    power_was_lost("copying the log");
}

void Market::tell(const std::string& what) {
    if (story) story(what);
}

/// A full disk: what was asked for is refused with 507, everybody reads on, and then somebody makes
/// room.
void Market::note_accident(const std::exception_ptr& accident) {
    try {
        std::rethrow_exception(accident);
    } catch (const db::Error& error) {
        tell(std::string{"accident: "} + error.what());
        ++reach["accident of a command"];
        if (!disk_ || !disk_->is_full()) return;
        must_hold(error.kind() == db::ErrorKind::full,
                  std::string{"a full disk is called one: "} + error.what());
        ++reach["full disk refused a command"];
        check_acknowledged();
        disk_->full(false);
    }
}

std::optional<base::Result<std::int64_t>> Market::attempt(const std::string& key, const Work& work,
                                                          const std::string& what) {
    Sent sent(key, work, disk_.get());
    db::Command* const list[] = {&sent};
    try {
        engine_->run(list);
    } catch (const Stopped&) {
        ++reach["stop after a failed sync"];
        tell(what + ": the program stops");
        reopen(disk_->take_picture());
        return std::nullopt;
    }
    if (sent.answered && *sent.outcome && !key.empty()) {
        acknowledged_.push_back({key, **sent.outcome, now_});
    }
    power_was_lost("a command");
    if (sent.answered) return sent.outcome;
    if (sent.accident) note_accident(sent.accident);
    return std::nullopt;
}

base::Result<std::int64_t> Market::insist(const std::string& key, const Work& work,
                                          const std::string& what) {
    for (int tries = 0; tries < tries_max; ++tries) {
        const auto outcome = attempt(key, work, what);
        if (!outcome) continue;
        ++reach[*outcome ? "done " + what : "refused " + std::string{outcome->error().code()}];
        tell(what + (*outcome ? " -> " + std::to_string(**outcome)
                              : " refused: " + std::string{outcome->error().code()}));
        return *outcome;
    }
    throw Broken(what + " is never answered");
}

base::Result<std::int64_t> Market::send(const std::string& what, const Work& work) {
    last_key_ = "key-" + std::to_string(++sent_);
    last_work_ = work;
    last_what_ = what;
    auto outcome = insist(last_key_, work, what);
    if (outcome) ++counts_[what];
    return outcome;
}

base::Result<std::int64_t> Market::act(const std::string& what, const Work& work) {
    auto outcome = insist("", work, what);
    if (++acted_ % acts_again_every == 0) (void)insist("", work, what);
    return outcome;
}

void Market::send_again() {
    if (acknowledged_.empty() || acknowledged_.back().key != last_key_) return;
    const std::int64_t before = acknowledged_.back().value;
    const auto outcome = attempt(last_key_, last_work_, last_what_);
    if (!outcome) return;
    must_hold(bool{*outcome} && **outcome == before, last_what_ + " asked again answers the same");
    ++reach["asked again"];
}

std::int64_t Market::acknowledged(const std::string& what) const {
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
}

void Market::check_acknowledged(std::size_t latest) {
    const std::size_t size = acknowledged_.size();
    for (std::size_t i = size - std::min(size, latest); i < size; ++i) {
        const Acknowledged& one = acknowledged_[i];
        if (one.at + answers_are_kept < now_) continue;
        const http::AnswerKey place = place_of(one.key);
        const auto body = look([&](db::Snapshot& snapshot) {
            return snapshot.one<std::string>("select body from answers where k1 = $1 and k2 = $2",
                                             place.k1, place.k2);
        });
        must_hold(body.has_value(), one.key + " was acknowledged and is lost");
        must_hold(*body == std::to_string(one.value), one.key + " has another answer");
    }
}

void Market::run_jobs() {
    while (!bank_.calls().empty()) {
        const Bank::Call call = bank_.calls().front();
        bank_.calls().pop_front();
        (void)act("callback", [call](db::Tx& tx) -> base::Result<std::int64_t> {
            call.chargeback ? TRY(orders::hear(tx, *call.chargeback))
                            : TRY(orders::hear(tx, call.payment, call.outcome));
            return std::int64_t{0};
        });
    }
    // A job may plan the next one at once; one that never ends would be found here.
    constexpr int rounds_max = 1000;
    int rounds = 0;
    while (run_due() > 0) must_hold(++rounds < rounds_max, "jobs come to an end");
    follow();
}

int Market::run_due() {
    const auto jobs = look([&](db::Snapshot& snapshot) {
        return events::due(snapshot, events::Kinds{}, now_, jobs_at_once);
    });
    for (const events::Job& job : jobs) {
        ++reach["job " + job.kind];
        hub_.errand_of(job.kind) != nullptr ? run_errand(job) : run_job(job);
    }
    return static_cast<int>(jobs.size());
}

void Market::run_job(const events::Job& job) {
    const auto done = act("job", [&job](db::Tx& tx) -> base::Result<std::int64_t> {
        TRY(events::perform(tx, job));
        return std::int64_t{0};
    });
    must_hold(bool{done}, "the job " + job.kind + " is done");
}

void Market::run_errand(const events::Job& job) {
    // An errand wants a writer with its thread, which could not tell us that it stopped: so no call
    // fails while one is out. The power may go.
    if (disk_) {
        disk_->spare_the_call();
        disk_->full(false);
    }
    bool failed = false;
    {
        db::Writer writer(*engine_, {}, nullptr);
        try {
            (*hub_.errand_of(job.kind))(writer, job);
        } catch (const std::exception&) {
            failed = true;
        }
    }
    if (power_was_lost("an errand") || !failed) return;
    ++reach["postponed " + job.kind];
    (void)act("postpone", [&job](db::Tx& tx) -> base::Result<std::int64_t> {
        events::postpone(tx, job, "no answer");
        return std::int64_t{0};
    });
}

void Market::follow() {
    for (const app::Listener& listener : followers_) {
        const auto [cursor, newest] = look([&](db::Snapshot& snapshot) {
            return std::pair{events::cursor(snapshot, listener.name), events::last(snapshot)};
        });
        for (std::int64_t at = cursor; at < newest; at += events_at_once) {
            const auto done = act("follow", [&](db::Tx& tx) -> base::Result<std::int64_t> {
                const auto list =
                    events::after(tx, events::cursor(tx, listener.name), events_at_once);
                if (list.empty()) return std::int64_t{0};
                TRY(listener.apply(tx, list));
                events::move_cursor(tx, listener.name, list.back().seq);
                return list.back().seq;
            });
            must_hold(bool{done}, "a listener reads on");
        }
    }
}

}  // namespace sim
