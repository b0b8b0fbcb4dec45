#pragma once

// The program without its command line: one market, its routes, its jobs and its door. main.cpp
// makes one with the real clock; the replay and other tests make one with a clock of their own.

#include <memory>
#include <optional>
#include <string>

#include "app/settings.hpp"
#include "base/time.hpp"

namespace app {

/// Who runs jobs and listeners: the program's own threads, or whoever calls settle().
enum class Backstage { own_threads, by_hand };

class App {
public:
    /// Opens the market (making it on the first start), migrates it, and listens. Throws
    /// std::runtime_error with a sentence for the operator when it cannot.
    App(Settings settings, base::Clock clock, Backstage backstage = Backstage::own_threads);
    App(const App&) = delete;
    App& operator=(const App&) = delete;
    ~App();

    std::uint16_t port() const;

    /// "http://127.0.0.1:8080/"
    std::string url() const;

    /// Where Prometheus reads, "http://127.0.0.1:9464/metrics"; nothing where nobody may.
    std::optional<std::string> metrics_url() const;

    /// A new code that makes its holder the first operator; nothing when there is one.
    std::optional<std::string> setup_code();

    /// Whether a code was given to somebody who has not used it yet.
    bool setup_code_waits();

    /// Serves until stop(); blocks.
    void run();

    /// From any thread and from a signal handler.
    void stop() noexcept;

    /// By hand: does every job that is due at the clock's time and lets the listeners read on,
    /// until nothing is left; returns how many jobs ran. Only while no command is on its way.
    int settle();

    /// True while this node writes, and not another one of the same market.
    bool holds() const;

    /// By hand: when the next job is due.
    std::optional<base::Time> next_due();

    /// The API as an OpenAPI document.
    std::string openapi() const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// The OpenAPI document without opening a market.
std::string openapi_document();

}  // namespace app
