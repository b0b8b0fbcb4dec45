#include "sim/apart.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace sim {
namespace {

/// No exception may leave the child by the way its parent came.
std::string guarded(const std::function<std::string()>& work) {
    try {
        return work();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        std::abort();
    }
}

/// Runs `work` in a child and returns what it said, with the way it ended as waitpid() tells it.
std::pair<std::string, int> in_a_child(const std::function<std::string()>& work) {
    std::array<int, 2> ends{};
    base::ensure(::pipe(ends.data()) == 0);
    std::fflush(nullptr);
    const pid_t child = ::fork();
    base::ensure(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        const std::string said = guarded(work);
        for (std::size_t at = 0; at < said.size();) {
            const ssize_t size = ::write(ends[1], said.data() + at, said.size() - at);
            if (size <= 0) ::_exit(EXIT_FAILURE);
            at += static_cast<std::size_t>(size);
        }
        ::_exit(EXIT_SUCCESS);
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
    for (const std::string& line : life.told) text += "told " + line + "\n";
    for (const auto& [what, count] : life.reach) {
        text += "reach " + std::to_string(count) + " " + what + "\n";
    }
    return text;
}

Life read_life(std::string_view text) {
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
        if (name == "told") life.told.emplace_back(rest);
        if (name == "reach") {
            const std::string_view count = rest.substr(0, rest.find(' '));
            life.reach[std::string{rest.substr(count.size() + 1)}] =
                base::to_number(count).value_or(0);
        }
    }
    return life;
}

}  // namespace

Life live_apart(const Plan& plan, const std::vector<std::int64_t>& steps) {
    Market::prepare();
    const auto [said, status] = in_a_child([&] { return written(live(plan, steps)); });
    Life life = read_life(said);
    if (status != 0) life.broken = "the program stopped";
    return life;
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

bool holds_apart(const std::function<bool()>& work) {
    const auto [said, status] = in_a_child([&] { return std::string{work() ? "yes" : "no"}; });
    return status == 0 && said == "yes";
}

}  // namespace sim
