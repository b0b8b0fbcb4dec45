#include "app/job_runner.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"

namespace app {
namespace {

constexpr std::int64_t jobs_at_once = 100;
/// A clock may be set; so the runner looks again after this long whatever it expects.
constexpr std::chrono::milliseconds longest_wait{1'000};
constexpr std::chrono::milliseconds shortest_wait{1};

}  // namespace

JobRunner::JobRunner(db::Writer& writer, db::Readers& readers, events::Hub& hub, base::Clock clock,
                     std::function<bool()> leads, std::chrono::microseconds slow)
    : writer_(writer),
      readers_(readers),
      hub_(hub),
      clock_(std::move(clock)),
      leads_(std::move(leads)),
      slow_(slow),
      commands_{events::Kinds{hub.errand_kinds(), events::Kinds::Which::others},
                &JobRunner::run_commands},
      errands_{events::Kinds{hub.errand_kinds(events::Road::usual), events::Kinds::Which::these},
               &JobRunner::run_errands},
      slow_errands_{
          events::Kinds{hub.errand_kinds(events::Road::slow), events::Kinds::Which::these},
          &JobRunner::run_errands},
      errands_to_strangers_{
          events::Kinds{hub.errand_kinds(events::Road::strangers), events::Kinds::Which::these},
          &JobRunner::run_errands} {}

JobRunner::~JobRunner() {
    stop();
}

void JobRunner::start() {
    for (Runner* runner : all()) {
        runner->thread = std::thread([this, runner] { loop(*runner); });
    }
}

void JobRunner::wake() {
    if (hub_.take_earliest() <= clock_() + longest_wait) take_over();
}

void JobRunner::take_over() {
    {
        const std::lock_guard lock(mutex_);
        for (Runner* runner : all()) runner->awake = true;
    }
    wake_.notify_all();
}

void JobRunner::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (Runner* runner : all()) {
        if (runner->thread.joinable()) runner->thread.join();
    }
}

bool JobRunner::is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

std::optional<base::Time> JobRunner::next_due() {
    return readers_.read([](db::Snapshot& snapshot) { return events::next_due(snapshot); });
}

/// What the log calls a job, where it calls a request by its id.
std::string name_of(const events::Job& job) {
    return "job-" + std::to_string(job.id.value);
}

void JobRunner::note(const events::Job& job, base::Stopwatch::time_point began) {
    counters_.done.fetch_add(1, std::memory_order_relaxed);
    const std::int64_t took = base::micros_between(began, base::Stopwatch::now());
    if (slow_.count() == 0 || took < slow_.count()) return;
    const std::array<base::Field, 3> fields{base::Field{"kind", std::string_view{job.kind}},
                                            base::Field{"subject", job.subject},
                                            base::Field{"took_us", took}};
    base::log(base::Level::warning, "a job took long", fields);
}

void JobRunner::postpone(const events::Job& job, const std::string& error) {
    counters_.failed.fetch_add(1, std::memory_order_relaxed);
    const std::array<base::Field, 4> fields{
        base::Field{"kind", std::string_view{job.kind}}, base::Field{"subject", job.subject},
        base::Field{"tries", job.attempts + 1}, base::Field{"error", std::string_view{error}}};
    base::log(base::Level::warning, "a job failed", fields);
    const auto noted = db::act(
        writer_,
        [&](db::Tx& tx) -> base::Result<base::Done> {
            events::postpone(tx, job, error);
            return base::done;
        },
        db::Lane::jobs);
    base::ensure(static_cast<bool>(noted));
}

int JobRunner::run_commands(const std::vector<events::Job>& jobs) {
    const auto work_of = [this](const events::Job& job) {
        return [this, &job](db::Tx& tx) {
            const std::string name = name_of(job);
            const base::LogContext context(name);
            const auto began = base::Stopwatch::now();
            auto done = events::perform(tx, job);
            if (done) note(job, began);
            return done;
        };
    };
    using Act = db::ActCommand<decltype(work_of(jobs.front()))>;
    std::vector<std::pair<const events::Job*, std::future<base::Result<base::Done>>>> outcomes;
    for (const events::Job& job : jobs) {
        auto command = std::make_unique<Act>(work_of(job));
        auto outcome = command->outcome();
        // A full queue means that people wait: the jobs stay where they are and come later.
        if (!writer_.submit(std::move(command), db::Lane::jobs)) break;
        outcomes.emplace_back(&job, std::move(outcome));
    }
    // All of them are over before the first is noted: they look at `jobs` until then.
    std::vector<std::pair<const events::Job*, std::string>> failed;
    for (auto& [job, outcome] : outcomes) {
        try {
            const auto done = outcome.get();
            if (!done) failed.emplace_back(job, done.error().code());
        } catch (const std::exception& error) {
            failed.emplace_back(job, error.what());
        }
    }
    for (const auto& [job, error] : failed) postpone(*job, error);
    return static_cast<int>(outcomes.size());
}

int JobRunner::run_errands(const std::vector<events::Job>& jobs) {
    int ran = 0;
    for (const events::Job& job : jobs) {
        if (is_stopping()) break;
        const std::string name = name_of(job);
        const base::LogContext context(name);
        const auto began = base::Stopwatch::now();
        try {
            (*hub_.errand_of(job.kind))(writer_, job);
            note(job, began);
        } catch (const std::exception& error) {
            postpone(job, error.what());
        }
        ++ran;
    }
    return ran;
}

int JobRunner::run_some(const Runner& runner) {
    if (!leads_()) return 0;
    const auto jobs = readers_.read([&](db::Snapshot& snapshot) {
        return events::due(snapshot, runner.kinds, clock_(), jobs_at_once);
    });
    return jobs.empty() ? 0 : (this->*runner.run)(jobs);
}

int JobRunner::run_due() {
    int ran = 0;
    int some = 0;
    do {
        some = 0;
        for (const Runner* runner : all()) some += run_some(*runner);
        ran += some;
    } while (some > 0);
    return ran;
}

/// When to look again: at the next job's time, or sooner.
base::Time JobRunner::next_look(const Runner& runner) {
    const base::Time now = clock_();
    if (!leads_()) return now + longest_wait;
    const auto due = readers_.read(
        [&](db::Snapshot& snapshot) { return events::next_due(snapshot, runner.kinds); });
    // What is due and was not taken, because people wait, comes when the runner looks next.
    return due && *due > now ? std::min(*due, now + longest_wait) : now + longest_wait;
}

void JobRunner::loop(Runner& runner) {
    while (!is_stopping()) {
        base::Time next = clock_() + longest_wait;
        try {
            if (run_some(runner) > 0) continue;
            next = next_look(runner);
        } catch (const std::exception& error) {
            base::log(base::Level::warning, std::string{"the job runner rests: "} + error.what());
        }
        const auto wait =
            std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(next - clock_()),
                       shortest_wait, longest_wait);
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, wait, [&] { return runner.awake || stopping_; });
        runner.awake = false;
    }
}

}  // namespace app
