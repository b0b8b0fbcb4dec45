#pragma once

#include <memory>
#include <string>

#include "app/settings.hpp"
#include "notices/mailer.hpp"

namespace app {

/// Who carries the market's mail, as the settings say.
std::unique_ptr<notices::Mailer> open_post_office(const Settings& settings);

/// Where links in mails lead, without a slash at its end: the public address where there is one.
std::string base_url(const Settings& settings, const std::string& own_url);

/// Whose mails they are.
std::string mail_sender(const Settings& settings);

}  // namespace app
