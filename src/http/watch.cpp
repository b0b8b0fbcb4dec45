#include "http/watch.hpp"

#include <sodium.h>

#include <algorithm>

#include "base/log.hpp"

namespace http {
namespace {

constexpr std::size_t id_length_max = 64;
/// What is turned away because too much comes (503) is counted, and gets no line each.
constexpr int accident_status = 500;

/// Numbers that follow each other become ids that look nothing alike (splitmix64).
std::uint64_t scattered(std::uint64_t number) {
    number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31U);
}

/// 13 letters and digits: short enough to need no memory of its own.
std::string in_letters(std::uint64_t number) {
    constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string text(13, '0');
    for (char& c : text) {
        c = digits[number % digits.size()];
        number /= digits.size();
    }
    return text;
}

std::size_t class_of(int status) {
    return static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2);
}

}  // namespace

std::string_view status_class_name(std::size_t number) {
    constexpr std::array<std::string_view, status_class_count> names{"2xx", "3xx", "4xx", "5xx"};
    return names[number];
}

bool is_request_id(std::string_view text) {
    const auto usual = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !text.empty() && text.size() <= id_length_max && std::ranges::all_of(text, usual);
}

Watch::Watch(WatchOptions options) : options_(options) {
    std::uint64_t start = 0;
    randombytes_buf(&start, sizeof start);
    next_id_ = start;
}

std::string Watch::id_for(const Request& request) {
    const std::string_view given = request.header(request_id_header);
    if (is_request_id(given)) return std::string{given};
    return in_letters(scattered(next_id_.fetch_add(0x9e3779b97f4a7c15U)));
}

bool Watch::says_slow() {
    const auto now = base::Stopwatch::now().time_since_epoch();
    const std::int64_t second = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    if (second_.exchange(second) != second) {
        said_ = 0;
        if (const std::int64_t unsaid = unsaid_.exchange(0); unsaid > 0) {
            base::log(base::Level::warning,
                      std::to_string(unsaid) + " more requests took long, without a line each");
        }
    }
    if (said_.fetch_add(1) < slow_lines_max) return true;
    ++unsaid_;
    return false;
}

void Watch::note(const Seen& seen) {
    times_[static_cast<std::size_t>(seen.work)][class_of(seen.status)].add(seen.took);
    const bool slow =
        options_.slow.count() > 0 && seen.took >= options_.slow.count() && says_slow();
    const bool broke = seen.status == accident_status;
    if (!slow && !broke && !options_.log_all) return;
    const base::LogContext context(seen.id);
    const std::array<base::Field, 9> fields{
        base::Field{"method", seen.method},
        base::Field{"route", seen.route},
        base::Field{"work", base::name_of(seen.work)},
        base::Field{"status", std::int64_t{seen.status}},
        base::Field{"took_us", seen.took},
        base::Field{"member", seen.member},
        base::Field{"waited_us", seen.times.waited},
        base::Field{"act_us", seen.times.acted},
        base::Field{"commit_us", seen.times.committed},
    };
    base::log(slow || broke ? base::Level::warning : base::Level::info,
              slow    ? "a request took long"
              : broke ? "a request broke"
                      : "request",
              fields);
}

void sign(Response& response, std::string_view id) {
    const bool known = std::ranges::any_of(response.headers, [](const auto& header) {
        return same_word(header.first, request_id_header);
    });
    if (known) return;  // Another node has signed it.
    if (response.content_type == "application/problem+json" && response.body.ends_with('}')) {
        response.body.pop_back();
        response.body.append(",\"request\":\"").append(id).append("\"}");
    }
    response.headers.emplace_back(request_id_header, id);
}

}  // namespace http
