#include "db/writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/log.hpp"

namespace db {

using base::Stopwatch;

Writer::Writer(Engine& engine, WriterOptions options, std::function<void()> after_batch)
    : engine_(engine),
      options_(options),
      after_batch_(std::move(after_batch)),
      pressure_(options_.pressure),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
    stop();
}

bool Writer::admits(Lane lane, std::size_t waiting) {
    if (stopping_ || waiting >= options_.queue_max) return false;
    if (lane != Lane::people) return true;
    const bool admitted = pressure_.admits(people_.size(), Stopwatch::now());
    counters_.overloaded.store(pressure_.lasts(), std::memory_order_relaxed);
    return admitted;
}

bool Writer::submit(std::unique_ptr<Command> command, Lane lane) {
    bool idle = false;
    command->queued = Stopwatch::now();
    {
        const std::lock_guard lock(mutex_);
        const std::size_t waiting = people_.size() + jobs_.size();
        if (!admits(lane, waiting)) {
            if (lane == Lane::people && !stopping_) full_ = true;
            counters_.turned_away.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        idle = waiting == 0;
        (lane == Lane::jobs ? jobs_ : people_).push_back(std::move(command));
        counters_.queued.store(static_cast<std::int64_t>(waiting) + 1, std::memory_order_relaxed);
    }
    if (idle) wake_.notify_one();
    return true;
}

bool Writer::turns_away() {
    if (!full_) return false;
    counters_.turned_away.fetch_add(1, std::memory_order_relaxed);
    return true;
}

bool Writer::stopped() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

void Writer::renew() {
    {
        const std::lock_guard lock(mutex_);
        renew_ = true;
    }
    wake_.notify_one();
}

void Writer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

/// The next batch; empty when the writer has stopped and nothing is left, or when the lease alone
/// is to be renewed.
std::vector<std::unique_ptr<Command>> Writer::take(bool& renew) {
    std::vector<std::unique_ptr<Command>> batch;
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return stopping_ || renew_ || !people_.empty() || !jobs_.empty(); });
    renew = std::exchange(renew_, false);
    full_ = false;

    const auto move_from = [&](std::deque<std::unique_ptr<Command>>& lane, std::size_t count) {
        for (; count > 0 && !lane.empty(); --count) {
            batch.push_back(std::move(lane.front()));
            lane.pop_front();
        }
    };
    const std::size_t for_jobs =
        std::min({jobs_.size(), options_.jobs_max, options_.batch_max / 2});
    move_from(people_, options_.batch_max - for_jobs);
    move_from(jobs_, for_jobs);
    counters_.queued.store(static_cast<std::int64_t>(people_.size() + jobs_.size()),
                           std::memory_order_relaxed);
    return batch;
}

/// What /metrics and the log say of a batch whose answers have left.
void Writer::note(const std::vector<std::unique_ptr<Command>>& batch, std::int64_t took) {
    const auto size = static_cast<std::int64_t>(batch.size());
    counters_.batches.fetch_add(1, std::memory_order_relaxed);
    counters_.commands.fetch_add(size, std::memory_order_relaxed);
    counters_.retried.store(engine_.batches_retried(), std::memory_order_relaxed);
    counters_.log_pages.store(engine_.log_pages(), std::memory_order_relaxed);
    counters_.batch_size.add(size);
    std::int64_t acted = 0;
    for (const auto& command : batch) {
        counters_.waited.add(command->times.waited);
        counters_.acted.add(command->times.acted);
        acted += command->times.acted;
    }
    const std::int64_t committed = batch.back()->times.committed;
    counters_.committed.add(committed);
    if (options_.slow.count() == 0 || took < options_.slow.count()) return;
    const std::array<base::Field, 5> fields{
        base::Field{"batch", engine_.position().batch}, base::Field{"commands", size},
        base::Field{"took_us", took}, base::Field{"act_us", acted},
        base::Field{"commit_us", committed}};
    base::log(base::Level::warning, "a batch took long", fields);
}

void Writer::run(const std::vector<std::unique_ptr<Command>>& batch) {
    std::vector<Command*> commands;
    commands.reserve(batch.size());
    for (const auto& command : batch) commands.push_back(command.get());

    const std::int64_t before = engine_.position().batch;
    const auto began = Stopwatch::now();
    engine_.run(commands);
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(Stopwatch::now() - began);
    {
        const std::lock_guard lock(mutex_);
        pressure_.ran(batch.size(), took);
    }
    note(batch, took.count());
    if (engine_.position().batch != before && after_batch_) after_batch_();
}

void Writer::loop() {
    while (true) {
        bool renew = false;
        const auto batch = take(renew);
        if (renew) engine_.renew();
        if (!batch.empty()) {
            run(batch);
        } else if (!renew) {
            return;
        }
    }
}

}  // namespace db
