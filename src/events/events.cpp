#include "events/events.hpp"

#include <algorithm>
#include <iterator>

#include "events/cursors.hpp"

namespace events {

void Hub::on(std::string kind, Listener listener) {
    listeners_[std::move(kind)].push_back(std::move(listener));
}

void Hub::job(std::string kind, Doer doer, Patience patience) {
    base::ensure(errands_.find(kind) == errands_.end());
    if (patience == Patience::a_day) given_up_.insert(kind);
    base::ensure(doers_.emplace(std::move(kind), std::move(doer)).second);
}

void Hub::errand(std::string kind, Errand errand, Patience patience, Road road) {
    base::ensure(doers_.find(kind) == doers_.end());
    if (patience == Patience::a_day) given_up_.insert(kind);
    base::ensure(errands_.emplace(std::move(kind), OnRoad{std::move(errand), road}).second);
}

const std::vector<Listener>& Hub::listeners(std::string_view kind) const {
    static const std::vector<Listener> none;
    const auto found = listeners_.find(kind);
    return found == listeners_.end() ? none : found->second;
}

const Doer* Hub::doer(std::string_view kind) const {
    const auto found = doers_.find(kind);
    return found == doers_.end() ? nullptr : &found->second;
}

const Errand* Hub::errand_of(std::string_view kind) const {
    const auto found = errands_.find(kind);
    return found == errands_.end() ? nullptr : &found->second.errand;
}

Patience Hub::patience(std::string_view kind) const {
    return given_up_.find(kind) == given_up_.end() ? Patience::endless : Patience::a_day;
}

std::string Hub::listed(const std::function<bool(const OnRoad&)>& wanted) const {
    std::string list = "[";
    for (const auto& [kind, errand] : errands_) {
        if (!wanted(errand)) continue;
        if (list.size() > 1) list += ',';
        list += '"' + kind + '"';
    }
    return list + "]";
}

std::string Hub::errand_kinds() const {
    return listed([](const OnRoad&) { return true; });
}

std::string Hub::errand_kinds(Road road) const {
    return listed([road](const OnRoad& errand) { return errand.road == road; });
}

void Hub::planned(base::Time due) {
    const std::int64_t micros = base::micros_of(due);
    std::int64_t known = earliest_.load();
    while (micros < known && !earliest_.compare_exchange_weak(known, micros)) {
    }
}

base::Result<base::Done> tell(db::Tx& tx, const News& news) {
    const Event event{tx.next_event(), std::string{news.kind}, news.version,
                      tx.now(),        news.subject,           news.payload};
    tx.run(
        "insert into events (seq, kind, version, at, subject, payload) "
        "values ($1, $2, $3, $4, $5, $6)",
        event.seq, event.kind, event.version, event.at, event.subject, event.payload);
    const auto* hub = static_cast<const Hub*>(tx.companion());
    if (hub == nullptr) return base::done;
    for (const Listener& listener : hub->listeners(news.kind)) TRY(listener(tx, event));
    return base::done;
}

std::vector<Event> after(db::Snapshot& snapshot, std::int64_t seq, std::int64_t limit) {
    return snapshot.all<Event>(
        "select seq, kind, version, at, subject, payload from events where seq > $1 "
        "order by seq limit $2",
        seq, limit);
}

std::optional<std::vector<Event>> missed(db::Snapshot& snapshot, std::int64_t seq,
                                         std::int64_t most) {
    const std::int64_t newest = last(snapshot);
    if (seq < 0 || seq > newest || newest - seq > most) return std::nullopt;
    auto list = after(snapshot, seq, most);
    // Numbers are dense: where one is missing, it was forgotten.
    if (std::ssize(list) != newest - seq) return std::nullopt;
    return list;
}

std::int64_t forget(db::Tx& tx, base::Time until, std::int64_t most,
                    std::span<const std::string_view> listeners) {
    const std::int64_t first = tx.number("select coalesce(min(seq), 0) from events");
    std::int64_t read = tx.number("select coalesce(min(seq), 9223372036854775807) from cursors");
    for (const std::string_view listener : listeners) {
        read = std::min(read, cursor(tx, listener));
    }
    return tx.run("delete from events where seq < $1 and seq <= $2 and at < $3", first + most, read,
                  until);
}

}  // namespace events
