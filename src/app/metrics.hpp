#pragma once

// What Prometheus reads: counts of the door, the routes, the writer, the jobs and the machine.
// docs/metrics.md says what each is, and a test that it does. No ids and no people, and of every
// label only a few words, so that a page stays as long as it is.

#include <mutex>
#include <optional>
#include <string>

#include "app/hints.hpp"
#include "app/job_runner.hpp"
#include "app/nodes.hpp"
#include "db/readers.hpp"
#include "db/writer.hpp"
#include "http/pool.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "members/routes.hpp"
#include "payments/counted.hpp"
#include "webhooks/webhooks.hpp"

namespace app {

/// What there is to look at; all of it outlives the page.
struct Observed {
    const http::Server& server;
    const http::Router& router;
    const http::Pool& pool;
    const db::Writer& writer;
    db::Readers& readers;
    const Hints& hints;
    const JobRunner& jobs;
    const Nodes& nodes;
    const payments::ProviderCounters& provider;
    const members::SignInCounters& sign_ins;
    const webhooks::Counters& webhooks;
    base::Clock clock;
    std::string data;  // The data directory.
};

class Metrics {
public:
    explicit Metrics(Observed observed);

    /// The page; any thread. Reads some rows, and now and then every account.
    std::string page();

private:
    /// Whether the books add up. It takes long, so it is looked at every few minutes only.
    struct Books {
        std::int64_t unbalanced = 0;  // Assets whose balances do not add up to zero.
        base::Time looked{};
    };
    Books books();

    const Observed observed_;
    const base::Time started_;
    std::mutex mutex_;
    std::optional<Books> books_;
};

}  // namespace app
