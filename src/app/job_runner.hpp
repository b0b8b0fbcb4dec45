#pragma once

// Does what is due. A job's command commits exactly once, in the writer's lane for jobs; an errand
// goes outside between two commands and may be repeated.

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "db/readers.hpp"
#include "db/writer.hpp"
#include "events/events.hpp"

namespace app {

struct JobCounters {
    std::atomic<std::int64_t> done{0};
    std::atomic<std::int64_t> failed{0};  // Tries.
};

class JobRunner {
public:
    /// Does nothing while `leads` says that another node writes. A job that takes longer than
    /// `slow` gets a line in the log; 0: none does.
    JobRunner(db::Writer& writer, db::Readers& readers, events::Hub& hub, base::Clock clock,
              std::function<bool()> leads, std::chrono::microseconds slow = {});
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    ~JobRunner();

    /// Begins on four threads of its own: clocks never wait for what goes outside, nor money for
    /// mail, nor mail for members' machines.
    void start();
    /// A batch was committed: perhaps it planned something; any thread.
    void wake();
    /// This node leads now; any thread.
    void take_over();
    void stop();

    /// Does what is due now, on this thread, until nothing is; returns how many. For drivers with
    /// a clock of their own and without start().
    int run_due();

    const JobCounters& counters() const { return counters_; }

    /// When the next job is due.
    std::optional<base::Time> next_due();

private:
    /// A thread and the jobs that are its.
    struct Runner {
        events::Kinds kinds;
        int (JobRunner::*run)(const std::vector<events::Job>&) = nullptr;
        bool awake = false;
        std::thread thread{};
    };

    std::array<Runner*, 4> all() {
        return {&commands_, &errands_, &slow_errands_, &errands_to_strangers_};
    }
    void loop(Runner& runner);
    int run_some(const Runner& runner);
    base::Time next_look(const Runner& runner);
    int run_commands(const std::vector<events::Job>& jobs);
    int run_errands(const std::vector<events::Job>& jobs);
    bool is_stopping();
    void postpone(const events::Job& job, const std::string& error);
    void note(const events::Job& job, base::Stopwatch::time_point began);

    db::Writer& writer_;
    db::Readers& readers_;
    events::Hub& hub_;
    base::Clock clock_;
    std::function<bool()> leads_;
    const std::chrono::microseconds slow_;
    JobCounters counters_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    Runner commands_;
    Runner errands_;
    Runner slow_errands_;
    Runner errands_to_strangers_;
};

}  // namespace app
