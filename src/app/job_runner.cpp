#include "app/job_runner.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace app {
namespace {

constexpr std::int64_t jobs_at_once = 100;
/// A clock may be set; so the runner looks again after this long whatever it expects.
constexpr std::chrono::milliseconds longest_wait{1'000};
constexpr std::chrono::milliseconds shortest_wait{1};

}  // namespace

JobRunner::JobRunner(db::Writer& writer, db::Readers& readers, events::Hub& hub, base::Clock clock,
                     std::function<bool()> leads)
    : writer_(writer),
      readers_(readers),
      hub_(hub),
      clock_(std::move(clock)),
      leads_(std::move(leads)) {}

JobRunner::~JobRunner() {
    stop();
}

void JobRunner::start() {
    thread_ = std::thread([this] { loop(); });
}

void JobRunner::wake() {
    if (hub_.earliest() <= clock_()) wake_.notify_one();
}

void JobRunner::take_over() {
    wake_.notify_one();
}

void JobRunner::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

std::optional<base::Time> JobRunner::next_due() {
    return readers_.read([](db::Snapshot& snapshot) { return events::next_due(snapshot); });
}

void JobRunner::postpone(const events::Job& job, const std::string& error) {
    base::log(base::Level::warning, "job " + job.kind + " " + std::to_string(job.id.value) +
                                        " is tried again later: " + error);
    const auto noted = db::act(
        writer_,
        [&](db::Tx& tx) -> base::Result<base::Done> {
            events::postpone(tx, job, error);
            return base::done;
        },
        db::Lane::jobs);
    base::ensure(static_cast<bool>(noted));
}

void JobRunner::run_commands(const std::vector<events::Job>& jobs) {
    const auto work_of = [](const events::Job& job) {
        return [&job](db::Tx& tx) { return events::perform(tx, job); };
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
    for (auto& [job, outcome] : outcomes) {
        try {
            const auto done = outcome.get();
            if (!done) postpone(*job, std::string{done.error().code()});
        } catch (const std::exception& error) {
            postpone(*job, error.what());
        }
    }
}

void JobRunner::run_errand(const events::Job& job) {
    try {
        (*hub_.errand_of(job.kind))(writer_, job);
    } catch (const std::exception& error) {
        postpone(job, error.what());
    }
}

int JobRunner::run_some() {
    if (!leads_()) return 0;
    auto jobs = readers_.read(
        [&](db::Snapshot& snapshot) { return events::due(snapshot, clock_(), jobs_at_once); });
    const auto errands = std::stable_partition(jobs.begin(), jobs.end(), [&](const auto& job) {
        return hub_.errand_of(job.kind) == nullptr;
    });
    const std::vector<events::Job> outside(errands, jobs.end());
    jobs.erase(errands, jobs.end());
    if (!jobs.empty()) run_commands(jobs);
    for (const events::Job& job : outside) run_errand(job);
    return static_cast<int>(jobs.size() + outside.size());
}

int JobRunner::run_due() {
    int ran = 0;
    while (const int some = run_some()) ran += some;
    return ran;
}

void JobRunner::loop() {
    while (true) {
        base::Time next = clock_() + longest_wait;
        try {
            if (run_some() > 0) continue;
            const auto due = leads_() ? next_due() : std::nullopt;
            if (due) next = std::min(next, *due);
        } catch (const std::exception& error) {
            base::log(base::Level::warning, std::string{"the job runner rests: "} + error.what());
        }
        hub_.forget_earliest();
        const auto wait =
            std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(next - clock_()),
                       shortest_wait, longest_wait);
        std::unique_lock lock(mutex_);
        if (!stopping_) wake_.wait_for(lock, wait);
        if (stopping_) return;
    }
}

}  // namespace app
