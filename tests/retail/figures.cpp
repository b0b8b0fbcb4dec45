#include "tests/retail/figures.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <memory>
#include <set>
#include <stdexcept>

#include "base/describe.hpp"

namespace retail {
namespace {

namespace json = boost::json;

constexpr std::size_t month_length = 7;

std::int64_t whole(const json::value& value) {
    return value.to_number<std::int64_t>();
}

std::string text(const json::value& value) {
    return std::string{value.as_string().data(), value.as_string().size()};
}

const Figures& at(const Periods& periods, const std::string& period) {
    static const Figures nothing;
    const auto found = periods.find(period);
    return found == periods.end() ? nothing : found->second;
}

void compare(const Periods& expected, const Periods& reported, std::vector<std::string>& out) {
    std::set<std::string> periods;
    for (const auto& [period, figures] : expected) periods.insert(period);
    for (const auto& [period, figures] : reported) periods.insert(period);
    for (const std::string& period : periods) {
        std::map<std::string_view, std::int64_t> wanted;
        base::each_member(at(expected, period),
                          [&](std::string_view name, std::int64_t value) { wanted[name] = value; });
        base::each_member(at(reported, period), [&](std::string_view name, std::int64_t value) {
            if (wanted[name] == value) return;
            out.push_back(
                fmt::format("{} {}: {} expected, {} reported", period, name, wanted[name], value));
        });
    }
}

}  // namespace

json::object run_expected(std::string_view until) {
    std::string command = "python3 '" FAIRGROUND_ROOT "/tests/retail/expected.py'";
    if (!until.empty()) command += " --until " + std::string{until};
    const auto close = [](FILE* pipe) { return ::pclose(pipe); };
    std::unique_ptr<FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
    if (!pipe) throw std::runtime_error("cannot run python3");
    std::string out;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) {
        out.append(buffer.data(), count);
    }
    if (::pclose(pipe.release()) != 0) throw std::runtime_error("expected.py failed");
    return json::parse(out).as_object();
}

Periods expected_days(const json::object& expected) {
    Periods days;
    for (const auto& [day, cells] : expected.at("days").as_object()) {
        base::each_member(days[std::string{day}], [&](std::string_view name, std::int64_t& value) {
            value = whole(cells.as_object().at(name));
        });
    }
    return days;
}

Periods reported_days(const json::object& report) {
    Periods days;
    for (const json::value& item : report.at("items").as_array()) {
        const json::object& cells = item.as_object();
        base::each_member(days[text(cells.at("from"))],
                          [&](std::string_view name, std::int64_t& value) {
                              const json::value& cell = cells.at(name);
                              value = whole(cell.is_object() ? cell.as_object().at("minor") : cell);
                          });
    }
    return days;
}

Periods by(const Periods& days, std::size_t length) {
    Periods sums;
    for (const auto& [day, figures] : days) {
        std::map<std::string_view, std::int64_t> values;
        base::each_member(figures,
                          [&](std::string_view name, std::int64_t value) { values[name] = value; });
        Figures& sum = sums[length == 0 ? "all" : day.substr(0, length)];
        base::each_member(
            sum, [&](std::string_view name, std::int64_t& value) { value += values[name]; });
    }
    return sums;
}

std::vector<std::string> differences(const Periods& expected_days, const Periods& reported_days) {
    std::vector<std::string> lines;
    compare(expected_days, reported_days, lines);
    for (const std::size_t length : {month_length, std::size_t{0}}) {
        compare(by(expected_days, length), by(reported_days, length), lines);
    }
    return lines;
}

std::vector<std::string> plan_differences(const json::object& expected, const Plan& plan) {
    std::vector<std::string> lines;
    const auto same = [&](std::string_view group, std::string_view name, std::int64_t here) {
        const std::int64_t there = whole(expected.at(group).as_object().at(name));
        if (here == there) return;
        lines.push_back(fmt::format("{} {}: {} expected, {} planned", group, name, there, here));
    };
    const auto size = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    const Counts& counts = plan.counts;
    same("counts", "rows", counts.rows);
    same("counts", "invoices", counts.invoices);
    same("counts", "invoices_sold", counts.invoices_sold);
    same("counts", "split_invoices", counts.split_invoices);
    same("counts", "price_changes", counts.price_changes);
    same("counts", "lines", counts.lines);
    same("counts", "units", counts.units);
    same("counts", "orders", size(plan.orders));
    same("counts", "customers", size(plan.customers));
    same("counts", "skus", size(plan.catalogue));
    const Cancellations& kinds = plan.cancellations;
    same("cancellations", "invoices", kinds.invoices);
    same("cancellations", "whole", kinds.whole);
    same("cancellations", "whole_refunded", kinds.whole_refunded);
    same("cancellations", "whole_without_order", kinds.whole_without_order);
    same("cancellations", "whole_before_its_invoice", kinds.whole_before_its_invoice);
    same("cancellations", "partial", kinds.partial);
    same("cancellations", "partial_refunds", kinds.partial_refunds);
    same("cancellations", "partial_refunded", kinds.partial_refunded);
    same("cancellations", "without_goods", kinds.without_goods);
    for (const auto& [fate, sum] : plan.fates) {
        const json::object& there =
            expected.at("rows").as_object().at(base::name_of(fate)).as_object();
        const std::int64_t mils = mils_of(text(there.at("pounds")));
        if (whole(there.at("rows")) == sum.rows && mils == sum.mils) continue;
        lines.push_back(fmt::format("{}: {} rows, {} mils expected; {} rows, {} mils planned",
                                    base::name_of(fate), whole(there.at("rows")), mils, sum.rows,
                                    sum.mils));
    }
    return lines;
}

std::string table(const Periods& expected_days, const Periods& reported_days) {
    std::string out =
        fmt::format("{:8} {:>14} {:>14} {:>14} {:>14} {:>14} {:>7} {:>11}\n", "month", "placed",
                    "paid", "settled", "refunded", "net", "orders", "difference");
    for (const std::size_t length : {month_length, std::size_t{0}}) {
        const Periods expected = by(expected_days, length);
        for (const auto& [period, is] : by(reported_days, length)) {
            const Figures& was = at(expected, period);
            const std::int64_t apart =
                std::abs(is.placed - was.placed) + std::abs(is.paid - was.paid) +
                std::abs(is.settled - was.settled) + std::abs(is.refunded - was.refunded) +
                std::abs(is.net - was.net);
            out +=
                fmt::format("{:8} {:>14} {:>14} {:>14} {:>14} {:>14} {:>7} {:>11}\n", period,
                            pounds(is.placed), pounds(is.paid), pounds(is.settled),
                            pounds(is.refunded), pounds(is.net), is.orders_placed, pounds(apart));
        }
    }
    return out;
}

std::string pounds(std::int64_t pence) {
    const std::int64_t size = std::abs(pence);
    return fmt::format("{}{}.{:02}", pence < 0 ? "-" : "", size / 100, size % 100);
}

}  // namespace retail
