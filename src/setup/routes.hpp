#pragma once

// The operator's own words of the market, and the first steps of whoever opens it:
//
//     GET  /api/v1/operator/setup                  what was said, and which first steps are left
//     PUT  /api/v1/operator/setup/steps/{step}     a step was done or skipped
//     POST /api/v1/operator/setup/end              the first steps are over
//     GET  /api/v1/operator/market/{text}          the versions of a text
//     PUT  /api/v1/operator/market/{text}          says it anew, with a reason
//     POST /api/v1/operator/market/invitation      a new invitation in place of the one before
//     GET  /api/v1/market/account                  where members transfer money to

#include <string>

#include "http/router.hpp"

namespace setup {

/// What is fixed, or stands in the configuration: shown, and not changed here.
struct Settings {
    std::string name;  // As the market was made.
    std::string currency;
    std::string zone;
    bool mail_leaves = false;  // By a mail server; else every mail is a file.
    std::string mail_from;
};

void add_routes(http::Router& router, const Settings& settings);

}  // namespace setup
