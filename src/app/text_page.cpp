#include "app/text_page.hpp"

#include <fmt/format.h>

namespace app {
namespace {

constexpr std::int64_t a_second = 1'000'000;

std::string in_seconds(std::int64_t micros) {
    return fmt::format("{}.{:06}", micros / a_second, micros % a_second);
}

}  // namespace

void TextPage::head(std::string_view name, std::string_view type, std::string_view help) {
    text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void TextPage::begin(std::string_view name, Labels labels, std::string_view bound) {
    text_ += name;
    std::string_view before = "{";
    const auto add = [&](std::string_view key, std::string_view value) {
        text_ += fmt::format("{}{}=\"{}\"", before, key, value);
        before = ",";
    };
    for (const auto& [key, value] : labels) add(key, value);
    if (!bound.empty()) add("le", bound);
    text_ += before == "{" ? " " : "} ";
}

void TextPage::value(std::string_view name, Labels labels, std::int64_t value) {
    begin(name, labels);
    text_ += std::to_string(value) + "\n";
}

void TextPage::seconds(std::string_view name, Labels labels, std::int64_t micros) {
    begin(name, labels);
    text_ += in_seconds(micros) + "\n";
}

/// Each bucket counts what is in those before it as well.
template <class Histogram, class Write>
void TextPage::buckets(std::string_view name, Labels labels, const Histogram& histogram,
                       Write write) {
    const std::string bucket = std::string{name} + "_bucket";
    std::int64_t total = 0;
    const auto& bounds = histogram.bounds();
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
        total += histogram.count(i);
        begin(bucket, labels, i < bounds.size() ? write(bounds[i]) : "+Inf");
        text_ += std::to_string(total) + "\n";
    }
    begin(std::string{name} + "_sum", labels);
    text_ += write(histogram.sum()) + "\n";
    begin(std::string{name} + "_count", labels);
    text_ += std::to_string(total) + "\n";
}

void TextPage::times(std::string_view name, Labels labels, const base::TimeHistogram& histogram) {
    buckets(name, labels, histogram, in_seconds);
}

void TextPage::counts(std::string_view name, Labels labels, const base::CountHistogram& histogram) {
    buckets(name, labels, histogram, [](std::int64_t count) { return std::to_string(count); });
}

void TextPage::counter(std::string_view name, std::string_view help, std::int64_t value) {
    head(name, "counter", help);
    this->value(name, {}, value);
}

void TextPage::gauge(std::string_view name, std::string_view help, std::int64_t value) {
    head(name, "gauge", help);
    this->value(name, {}, value);
}

}  // namespace app
