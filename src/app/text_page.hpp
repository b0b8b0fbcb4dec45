#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/histogram.hpp"

namespace app {

/// A page in the text format of Prometheus (version 0.0.4).
class TextPage {
public:
    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// What a metric is, before its values.
    void head(std::string_view name, std::string_view type, std::string_view help);
    void value(std::string_view name, Labels labels, std::int64_t value);
    /// Given in microseconds.
    void seconds(std::string_view name, Labels labels, std::int64_t micros);
    void times(std::string_view name, Labels labels, const base::TimeHistogram& histogram);
    void counts(std::string_view name, Labels labels, const base::CountHistogram& histogram);

    /// Metrics with one value and no labels.
    void counter(std::string_view name, std::string_view help, std::int64_t value);
    void gauge(std::string_view name, std::string_view help, std::int64_t value);

    std::string text() && { return std::move(text_); }

private:
    void begin(std::string_view name, Labels labels, std::string_view bound = {});

    template <class Histogram, class Write>
    void buckets(std::string_view name, Labels labels, const Histogram& histogram, Write write);

    std::string text_;
};

}  // namespace app
