#include "app/nodes.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "app/settings.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// How often a lease is renewed while it lasts, and looked at by those who wait for it.
constexpr int renewals_per_lease = 3, looks_per_lease = 4;
constexpr milliseconds shortest_wait{10}, pause_after_accident{250};

milliseconds millis(base::Duration time) {
    return std::chrono::ceil<milliseconds>(time);
}

}  // namespace

std::string address_for_nodes(const Settings& settings, std::uint16_t port) {
    if (!settings.node_address.empty()) return settings.node_address;
    const std::string& host = settings.address;
    if (host == "::" || host == "0.0.0.0") return "";
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string fresh_secret() {
    std::array<char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return base::to_hex({bytes.data(), bytes.size()});
}

Nodes::Nodes(Options options)
    : options_(std::move(options)),
      alone_(options_.database.dialect == db::Dialect::sqlite),
      wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      hold_(options_.bid.length, [this] {
          base::log(base::Level::warning, "another node has taken the market over");
          look_soon();
      }) {
    if (wake_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    options_.bid.starting = true;
    tend();
    options_.bid.starting = false;
}

Nodes::~Nodes() {
    stop();
    const std::int64_t epoch = hold_.epoch();
    hold_.begin(0);
    try {
        if (epoch != 0 && connection_) db::release_lease(*connection_, epoch);
    } catch (const db::Error&) {
        // It runs out by itself.
    }
    ::close(wake_);
}

std::optional<Nodes::Holder> Nodes::holder() const {
    const std::lock_guard lock(mutex_);
    if (holds() || !db::is_led(seen_)) return std::nullopt;
    return Holder{seen_.lease->address, seen_.lease->secret};
}

std::string Nodes::secret() const {
    const std::lock_guard lock(mutex_);
    return seen_.lease ? seen_.lease->secret : "";
}

void Nodes::start(db::Writer& writer) {
    if (alone_) return;
    writer_ = &writer;
    thread_ = std::thread([this] { loop(); });
}

void Nodes::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    look_soon();
    if (thread_.joinable()) thread_.join();
}

void Nodes::look_soon() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
}

void Nodes::tend() {
    if (!alone_) look();
}

void Nodes::pause() {
    wait(Clock::now() + pause_after_accident);
}

/// Looks at the lease, and does about it what is to be done. Says when to look again.
milliseconds Nodes::look() {
    if (!connection_) connection_ = db::open_writer(options_.database);
    db::LeaseSeen seen = db::look_at_lease(*connection_);
    const std::int64_t mine = hold_.epoch();
    if (mine != 0 && (!seen.lease || seen.lease->epoch != mine)) hold_.lose(mine);
    if (hold_.epoch() == 0 && db::may_take(seen, options_.bid)) {
        const auto epoch = db::take_lease(*connection_, seen, options_.bid);
        seen = db::look_at_lease(*connection_);
        if (epoch) took(*epoch);
    }
    milliseconds next = millis(options_.bid.length) / renewals_per_lease;
    if (hold_.epoch() != 0) {
        if (writer_ != nullptr) writer_->renew();
    } else {
        next = millis(options_.bid.length) / looks_per_lease;
        if (seen.lease) next = std::min(next, millis(seen.lease->until - seen.now));
    }
    const auto epoch_of = [](const db::LeaseSeen& one) { return one.lease ? one.lease->epoch : 0; };
    bool changed = false;
    {
        const std::lock_guard lock(mutex_);
        changed = epoch_of(seen) != epoch_of(seen_);
        seen_ = std::move(seen);
    }
    if (changed && options_.changed) options_.changed();
    return std::max(next, shortest_wait);
}

void Nodes::took(std::int64_t epoch) {
    base::log(base::Level::info, "this node writes now, epoch " + std::to_string(epoch));
    ++take_overs_;
    if (options_.before) options_.before();
    hold_.begin(epoch);
    if (options_.took_over) options_.took_over();
}

/// Who holds the lease need not be told what it has done itself.
void Nodes::listen() {
    if (holds()) return channel_.reset();
    if (channel_) return;
    channel_ = std::make_unique<db::Channel>(options_.database.postgres);
    if (options_.news) options_.news();  // Whatever was told before.
}

void Nodes::loop() {
    while (true) {
        milliseconds patience = pause_after_accident;
        try {
            listen();
            patience = look();
            away_ = false;
        } catch (const db::Error& error) {
            if (!away_) base::log(base::Level::error, error.what());
            away_ = true;
            connection_.reset();
            channel_.reset();
        }
        wait(Clock::now() + patience);
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
    }
}

/// Until there is a reason to look at the lease.
void Nodes::wait(Clock::time_point until) {
    for (auto now = Clock::now(); now < until; now = Clock::now()) {
        const auto patience = std::chrono::ceil<milliseconds>(until - now);
        auto heard = db::Channel::Heard::nothing;
        if (channel_) {
            try {
                heard = channel_->wait(wake_, patience);
            } catch (const db::Error&) {
                channel_.reset();
                return;
            }
        } else {
            pollfd one{wake_, POLLIN, 0};
            ::poll(&one, 1, static_cast<int>(patience.count()));
        }
        std::uint64_t woken = 0;
        if (heard == db::Channel::Heard::nothing && ::read(wake_, &woken, sizeof woken) > 0) return;
        if (heard == db::Channel::Heard::nothing) continue;
        if (options_.news) options_.news();
        if (heard == db::Channel::Heard::lease) return;
    }
}

http::Response readiness(const Nodes& nodes) {
    http::Response response;
    response.content_type = "application/json";
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!nodes.reaches_database()) {
        response.status = 503;
        response.body = R"({"status":"no_database"})";
    } else if (nodes.holds()) {
        response.body = R"({"status":"ok","role":"holder"})";
    } else {
        response.body = R"({"status":"ok","role":"follower"})";
    }
    return response;
}

}  // namespace app
