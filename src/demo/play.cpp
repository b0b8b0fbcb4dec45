// Playing the script: many steps in one commit, with the provider asked in between.

#include <algorithm>
#include <future>

#include "base/log.hpp"
#include "db/act.hpp"
#include "demo/world.hpp"
#include "ledger/ledger.hpp"

namespace demo {
namespace {

/// PostgreSQL gets slower when a transaction has more than 64 parts.
constexpr std::size_t batch_most = 60;

class Player {
public:
    explicit Player(World& world)
        : world_(world),
          engine_([&world] { return db::open_writer(world.settings.address); }, options()) {}

    void play() {
        std::ranges::stable_sort(world_.steps, {}, &Step::at);
        for (Step& step : world_.steps) {
            if (step.pays != nothing && !world_.deals[step.pays].asked) {
                run();
                capture();
            }
            if (commands_.size() == batch_most) run();
            commands_.push_back(std::make_unique<db::ActCommand<Act>>(std::move(step.act)));
            times_.push_back(step.at);
            if (commands_.size() == 1) next_ = 0;
        }
        run();
    }

private:
    db::EngineOptions options() {
        db::EngineOptions options;
        options.source = {[this] { return now(); }, world_.settings.fresh};
        options.link = ledger::link;
        options.companion = world_.settings.hub;
        options.hold = world_.settings.hold;
        return options;
    }

    /// Asked once before each command. Should a batch have to be run again, its steps have the time
    /// of the last one, and nothing worse.
    base::Time now() {
        if (times_.empty()) return world_.begin;
        return times_[std::min(next_++, times_.size() - 1)];
    }

    /// What the demo does is never refused.
    void run() {
        if (commands_.empty()) return;
        std::vector<std::future<base::Result<base::Done>>> outcomes;
        std::vector<db::Command*> list;
        for (const auto& command : commands_) {
            outcomes.push_back(command->outcome());
            list.push_back(command.get());
        }
        engine_.run(list);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const auto result = outcomes[i].get();
            if (!result) {
                base::log(base::Level::error,
                          std::string{result.error().code()} + " at " + base::to_iso(times_[i]));
            }
            base::ensure(static_cast<bool>(result));
        }
        commands_.clear();
        times_.clear();
    }

    /// Takes the money as a checkout does, between two commands: of all that wait for it.
    void capture() {
        std::vector<std::pair<Deal*, std::future<payments::Outcome>>> answers;
        for (Deal& deal : world_.deals) {
            if (deal.amount > 0 && !deal.asked) ask(deal, answers);
        }
        for (auto& [deal, answer] : answers) deal->outcome = answer.get();
    }

    void ask(Deal& deal, std::vector<std::pair<Deal*, std::future<payments::Outcome>>>& answers) {
        deal.asked = true;
        if (!deal.reference.empty()) return;  // By bank.
        auto told = std::make_shared<std::promise<payments::Outcome>>();
        answers.emplace_back(&deal, told->get_future());
        world_.settings.provider->capture(
            {deal.payment, deal.amount, world_.settings.currency, payments::Card::ok},
            [told](payments::Outcome outcome) { told->set_value(outcome); });
    }

    World& world_;
    std::vector<std::unique_ptr<db::ActCommand<Act>>> commands_;
    std::vector<base::Time> times_;
    std::size_t next_ = 0;
    db::Engine engine_;
};

}  // namespace

void play(World& world) {
    Player(world).play();
}

}  // namespace demo
