#include "sim/apart.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "sim/flow.hpp"

namespace sim {
namespace {

using Say = std::function<void(const std::string&)>;
/// What a child does; it may say something at any time.
using Work = std::function<void(const Say&)>;

[[noreturn]] void be_the_child(int to_parent, const Work& work) {
    const Say say = [to_parent](const std::string& text) {
        for (std::size_t at = 0; at < text.size();) {
            const ssize_t size = ::write(to_parent, text.data() + at, text.size() - at);
            if (size <= 0) ::_exit(EXIT_FAILURE);
            at += static_cast<std::size_t>(size);
        }
    };
    try {
        work(say);
    } catch (const std::exception& error) {
        // It must not leave by the way the parent came.
        std::fprintf(stderr, "%s\n", error.what());
        ::_exit(EXIT_FAILURE);
    }
    ::_exit(EXIT_SUCCESS);
}

/// Runs `work` in a child and returns what it said, with the way it ended as waitpid() tells it.
std::pair<std::string, int> in_a_child(const Work& work) {
    std::array<int, 2> ends{};
    base::ensure(::pipe(ends.data()) == 0);
    std::fflush(nullptr);
    const pid_t child = ::fork();
    base::ensure(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        be_the_child(ends[1], work);
    }
    ::close(ends[1]);
    std::string said;
    std::array<char, 4096> some{};
    for (ssize_t size = 0; (size = ::read(ends[0], some.data(), some.size())) > 0;) {
        said.append(some.data(), static_cast<std::size_t>(size));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return {said, status};
}

/// One line for each thing: what it is, a blank, and the thing.
std::string written(const Life& life) {
    std::string text = "hash " + life.hash + "\nsteps " + std::to_string(life.steps) +
                       "\ncommands " + std::to_string(life.commands) + "\n";
    if (!life.broken.empty()) text += "broken " + life.broken + "\n";
    for (const auto& [what, count] : life.reach) {
        text += "reach " + std::to_string(count) + " " + what + "\n";
    }
    return text;
}

Life read_life(std::string_view text, const Say& tell) {
    Life life;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::string_view name = line.substr(0, line.find(' '));
        const std::string_view rest = line.substr(std::min(line.size(), name.size() + 1));
        if (name == "hash") life.hash = rest;
        if (name == "steps") life.steps = base::to_number(rest).value_or(0);
        if (name == "commands") life.commands = base::to_number(rest).value_or(0);
        if (name == "broken") life.broken = rest;
        if (name == "told" && tell) tell(std::string{rest});
        if (name == "reach") {
            const std::string_view count = rest.substr(0, rest.find(' '));
            life.reach[std::string{rest.substr(count.size() + 1)}] =
                base::to_number(count).value_or(0);
        }
    }
    return life;
}

/// What the child said of a life; `tell` hears what it told meanwhile.
Life life_in_a_child(const Work& work, const Say& tell = {}) {
    const auto [said, status] = in_a_child(work);
    Life life = read_life(said, tell);
    if (status != 0) life.broken = "the program stopped";
    return life;
}

}  // namespace

Life live_apart(const Plan& plan, const std::vector<std::int64_t>& steps) {
    Market::prepare();
    return life_in_a_child(
        [&](const Say& say) {
            Plan told = plan;
            if (plan.tell) {
                told.tell = [&](const std::string& line) { say("told " + line + "\n"); };
            }
            say(written(live(told, steps)));
        },
        plan.tell);
}

Life live_apart(const Plan& plan) {
    return live_apart(plan, all_steps(plan));
}

std::vector<std::int64_t> reduce(const Plan& plan) {
    std::vector<std::int64_t> steps = all_steps(plan);
    for (std::size_t chunk = steps.size() / 2; chunk > 0; chunk /= 2) {
        for (std::size_t at = 0; at < steps.size();) {
            std::vector<std::int64_t> fewer = steps;
            const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(at);
            const auto size = std::min(chunk, steps.size() - at);
            fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
            if (live_apart(plan, fewer).broken.empty()) {
                at += chunk;
            } else {
                steps = std::move(fewer);
            }
        }
    }
    return steps;
}

Outage lose_power(std::uint64_t first, std::int64_t points, bool lying_disk) {
    (void)changes_of_the_flow(first);  // Counted here, so that no child has to.
    Outage outage;
    for (std::int64_t i = 0; i < points; ++i) {
        const std::uint64_t point = first + static_cast<std::uint64_t>(i);
        const Life life = life_in_a_child(
            [&](const Say& say) { say(written(lose_power_at(point, lying_disk))); });
        for (const auto& [what, count] : life.reach) outage.reach[what] += count;
        if (life.broken.empty()) continue;
        outage.broken.push_back("point " + std::to_string(point) + " breaks: " + life.broken);
    }
    return outage;
}

}  // namespace sim
