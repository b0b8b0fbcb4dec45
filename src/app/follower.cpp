#include "app/follower.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "events/cursors.hpp"

namespace app {
namespace {

constexpr std::int64_t events_at_once = 500;
/// So many events are behind a listener that hears nothing before its cursor is moved.
constexpr std::int64_t passed_over_at_once = 1'000;
constexpr std::chrono::seconds pause_after_accident{1};

struct Place {
    std::int64_t cursor = 0;
    std::int64_t newest = 0;
    bool wanted = true;
};

Place place_of(db::Snapshot& snapshot, const Listener& listener) {
    return {events::cursor(snapshot, listener.name), events::last(snapshot),
            !listener.wanted || listener.wanted(snapshot)};
}

}  // namespace

Follower::Follower(db::Writer& writer, db::Readers& readers, std::vector<Listener> listeners,
                   std::function<void(const events::Event&)> tell, std::function<bool()> wanted,
                   std::function<bool()> leads)
    : writer_(writer),
      readers_(readers),
      listeners_(std::move(listeners)),
      rests_until_(listeners_.size()),
      tell_(std::move(tell)),
      wanted_(std::move(wanted)),
      leads_(std::move(leads)) {
    told_ = readers_.read(events::last);
}

Follower::~Follower() {
    stop();
}

void Follower::start() {
    thread_ = std::thread([this] { loop(); });
}

void Follower::wake() {
    {
        const std::lock_guard lock(mutex_);
        if (awake_) return;
        awake_ = true;
    }
    wake_.notify_one();
}

void Follower::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

/// True when there may be more.
bool Follower::apply_some(const Listener& listener) {
    // Looked at from outside first, so that an idle listener costs the writer nothing.
    const Place place =
        readers_.read([&](db::Snapshot& snapshot) { return place_of(snapshot, listener); });
    if (place.cursor >= place.newest) return false;
    if (!place.wanted && place.newest - place.cursor < passed_over_at_once) return false;

    const auto applied = db::act(
        writer_,
        [&](db::Tx& tx) -> base::Result<std::int64_t> {
            if (listener.wanted && !listener.wanted(tx)) {
                events::move_cursor(tx, listener.name, events::last(tx));
                return std::int64_t{0};
            }
            const auto list =
                events::after(tx, events::cursor(tx, listener.name), listener.at_once);
            if (list.empty()) return std::int64_t{0};
            TRY(listener.apply(tx, list));
            events::move_cursor(tx, listener.name, list.back().seq);
            return static_cast<std::int64_t>(list.size());
        },
        db::Lane::jobs);
    if (!applied) {
        throw std::runtime_error(listener.name +
                                 " refuses: " + std::string{applied.error().code()});
    }
    return *applied == listener.at_once;
}

void Follower::tell_living() {
    // Read before it is asked who listens: what happens after somebody came is told to them.
    const std::int64_t newest = readers_.read(events::last);
    if (!wanted_()) {
        told_ = newest;
        return;
    }
    while (true) {
        const auto list = readers_.read(
            [&](db::Snapshot& snapshot) { return events::after(snapshot, told_, events_at_once); });
        for (const events::Event& event : list) tell_(event);
        if (list.empty()) return;
        told_ = list.back().seq;
    }
}

void Follower::read_to_end(const Listener& listener) {
    while (leads_() && apply_some(listener)) {
    }
}

void Follower::catch_up() {
    std::exception_ptr failed;
    for (const Listener& listener : listeners_) {
        try {
            read_to_end(listener);
        } catch (...) {
            failed = std::current_exception();
        }
    }
    tell_living();
    if (failed) std::rethrow_exception(failed);
}

std::optional<Follower::Instant> Follower::follow() {
    std::exception_ptr failed;
    std::optional<Instant> next;
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        const Listener& listener = listeners_[i];
        try {
            if (listener.rest == std::chrono::milliseconds{0}) {
                read_to_end(listener);
                continue;
            }
            const Instant now = std::chrono::steady_clock::now();
            const bool rests = now < rests_until_[i];
            if (!rests) {
                const bool more = leads_() && apply_some(listener);
                rests_until_[i] = now + listener.rest;
                if (!more) continue;
            }
            next = std::min(next.value_or(rests_until_[i]), rests_until_[i]);
        } catch (...) {
            failed = std::current_exception();
        }
    }
    tell_living();
    if (failed) std::rethrow_exception(failed);
    return next;
}

void Follower::loop() {
    std::optional<Instant> next;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            const auto called = [&] { return awake_ || stopping_; };
            if (next) {
                wake_.wait_until(lock, *next, called);
            } else {
                wake_.wait(lock, called);
            }
            if (stopping_) return;
            awake_ = false;
        }
        try {
            next = follow();
        } catch (const std::exception& error) {
            // The log keeps; what was missed is read after the pause.
            base::log(base::Level::warning, std::string{"the follower rests: "} + error.what());
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, pause_after_accident, [&] { return stopping_; });
            awake_ = true;
        }
    }
}

}  // namespace app
