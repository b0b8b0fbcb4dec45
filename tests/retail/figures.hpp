#pragma once

// What a period came to by two accounts, the server's and expected.py's, and where they differ.

#include <boost/describe/class.hpp>
#include <boost/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/retail/plan.hpp"

namespace retail {

/// In pence.
struct Figures {
    std::int64_t placed = 0;
    std::int64_t paid = 0;
    std::int64_t settled = 0;
    std::int64_t refunded = 0;
    std::int64_t net = 0;
    std::int64_t orders_placed = 0;
    std::int64_t orders_paid = 0;
    std::int64_t orders_settled = 0;
    std::int64_t orders_refunded = 0;

    friend bool operator==(const Figures&, const Figures&) = default;
};
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (placed, paid, settled, refunded, net, orders_placed, orders_paid,
                       orders_settled, orders_refunded))

/// By day ("2011-01-31"), by month ("2011-01"), or by "all".
using Periods = std::map<std::string, Figures>;

/// The JSON that expected.py prints for the rows before the London day `until` ("": all of them).
/// Throws std::runtime_error where it fails.
boost::json::object run_expected(std::string_view until);

/// The days in what expected.py prints.
Periods expected_days(const boost::json::object& expected);

/// The days in an answer of GET /operator/reports/turnover.
Periods reported_days(const boost::json::object& report);

/// The days added up by the first `length` characters of their names: 7 for months, 0 for "all".
Periods by(const Periods& days, std::size_t length);

/// One line for each figure of each day, month and of all that is not the same in both; a period
/// that one of them does not have counts as zeros.
std::vector<std::string> differences(const Periods& expected_days, const Periods& reported_days);

/// The same for what the two plans counted before anything was bought.
std::vector<std::string> plan_differences(const boost::json::object& expected, const Plan& plan);

/// Month by month what was reported, and how far it is from what was expected.
std::string table(const Periods& expected_days, const Periods& reported_days);

/// "-12.05"
std::string pounds(std::int64_t pence);

}  // namespace retail
