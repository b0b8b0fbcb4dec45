#pragma once

// Waiting for a command, for those who may wait: jobs, tests, the command line.

#include <future>
#include <optional>
#include <utility>

#include "db/writer.hpp"

namespace db {

/// A command made of a function from Tx to base::Result, whose outcome goes into a promise.
template <class Work>
class ActCommand final : public Command {
public:
    using Outcome = decltype(std::declval<Work&>()(std::declval<Tx&>()));

    explicit ActCommand(Work work) : work_(std::move(work)) {}

    std::future<Outcome> outcome() { return promise_.get_future(); }

    Verdict run(Tx& tx) override {
        result_.emplace(work_(tx));
        return *result_ ? Verdict::keep : Verdict::undo;
    }
    void finished(std::exception_ptr accident) override {
        if (accident) {
            promise_.set_exception(accident);
        } else {
            promise_.set_value(std::move(*result_));
        }
    }

private:
    Work work_;
    std::optional<Outcome> result_;
    std::promise<Outcome> promise_;
};

/// As act(), but nothing where the queue is full: then `work` was not run.
template <class Work>
auto try_act(Writer& writer, Work work, Lane lane)
    -> std::optional<typename ActCommand<Work>::Outcome> {
    auto command = std::make_unique<ActCommand<Work>>(std::move(work));
    auto outcome = command->outcome();
    if (!writer.submit(std::move(command), lane)) return std::nullopt;
    return outcome.get();
}

template <class Work>
auto act(Writer& writer, Work work, Lane lane) {
    auto outcome = try_act(writer, std::move(work), lane);
    if (!outcome) throw Error(ErrorKind::unavailable, "the market's queue is full");
    return *std::move(outcome);
}

/// The same without a thread: one command, one batch.
template <class Work>
auto act(Engine& engine, Work work) {
    ActCommand<Work> command(std::move(work));
    auto outcome = command.outcome();
    Command* const list[] = {&command};
    engine.run(list);
    return outcome.get();
}

}  // namespace db
