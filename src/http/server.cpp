#include "http/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <thread>

#include "http/fault.hpp"
#include "http/listener.hpp"
#include "http/loop.hpp"

namespace http {
namespace {

constexpr rlim_t other_files = 512;  // Databases, media, logs.

void allow_open_files(std::size_t connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const rlim_t wanted = std::min<rlim_t>(connections + other_files, limit.rlim_max);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    // Where this is not allowed, connections wait in the system's queue instead.
    [[maybe_unused]] const int outcome = ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct Server::Inside {
    Inside(ServerOptions&& options, Handler&& handler)
        : common{.options = std::move(options),
                 .handler = std::move(handler),
                 .proxies = TrustedProxies{{}}} {
        common.proxies = TrustedProxies{common.options.trusted_proxies};
        if (common.options.io_threads < 1) throw std::invalid_argument("io_threads");
        if (!common.handler) throw std::invalid_argument("handler");
        listener.emplace(common.options.address, common.options.port);
        port = listener->port();
        const auto count = static_cast<std::size_t>(common.options.io_threads);
        for (std::size_t i = 0; i < count; ++i) {
            common.outlets.push_back(std::make_shared<LoopOutlet>());
        }
        for (std::size_t i = 0; i < count; ++i) {
            loops.push_back(std::make_unique<Loop>(common, i, i == 0 ? &*listener : nullptr));
        }
    }

    Common common;
    std::optional<Listener> listener;
    std::uint16_t port = 0;
    std::vector<std::unique_ptr<Loop>> loops;
};

Server::Server(ServerOptions options, Handler handler)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(handler))) {
    allow_open_files(inside_->common.options.connections_max);
}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return inside_->port;
}

void Server::run() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < inside_->loops.size(); ++i) {
        threads.emplace_back([loop = inside_->loops[i].get()] { loop->run(); });
    }
    inside_->loops[0]->run();
}

void Server::stop() noexcept {
    inside_->common.stopping = true;
    for (const auto& outlet : inside_->common.outlets) outlet->mailbox.wake();
}

Counters Server::counters() const {
    Counters sum;
    sum.open = inside_->common.open;
    for (std::size_t i = 0; i < fault_count; ++i) {
        sum.refused.emplace_back(words(static_cast<Fault>(i)).code, 0);
    }
    for (const auto& loop : inside_->loops) {
        const LoopCounters& counted = std::as_const(*loop).counters();
        sum.accepted += counted.accepted.value();
        sum.requests += counted.requests.value();
        sum.bytes_in += counted.bytes_in.value();
        sum.bytes_out += counted.bytes_out.value();
        sum.accidents += counted.accidents.value();
        for (std::size_t i = 0; i < fault_count; ++i) {
            sum.refused[i].second += counted.refused[i].value();
        }
    }
    return sum;
}

void Server::post(std::size_t number, std::function<void()> work) {
    inside_->common.outlets.at(number)->mailbox.post(std::move(work));
}

}  // namespace http
