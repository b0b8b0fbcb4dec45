#pragma once

// Does what is due. A job's command commits exactly once, in the writer's lane for jobs; an errand
// goes outside between two commands and may be repeated.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "db/readers.hpp"
#include "db/writer.hpp"
#include "events/events.hpp"

namespace app {

class JobRunner {
public:
    /// Does nothing while `leads` says that another node writes.
    JobRunner(db::Writer& writer, db::Readers& readers, events::Hub& hub, base::Clock clock,
              std::function<bool()> leads);
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    ~JobRunner();

    /// Begins on a thread of its own.
    void start();
    /// A batch was committed: perhaps it planned something; any thread.
    void wake();
    /// This node leads now; any thread.
    void take_over();
    void stop();

    /// Does what is due now, on this thread, until nothing is; returns how many. For drivers with
    /// a clock of their own and without start().
    int run_due();

    /// When the next job is due.
    std::optional<base::Time> next_due();

private:
    void loop();
    int run_some();
    void run_commands(const std::vector<events::Job>& jobs);
    void run_errand(const events::Job& job);
    void postpone(const events::Job& job, const std::string& error);

    db::Writer& writer_;
    db::Readers& readers_;
    events::Hub& hub_;
    base::Clock clock_;
    std::function<bool()> leads_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace app
