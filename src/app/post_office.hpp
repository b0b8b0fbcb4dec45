#pragma once

#include <memory>
#include <string>

#include "app/market.hpp"
#include "app/settings.hpp"
#include "notices/notices.hpp"

namespace app {

/// Who carries the market's mail, as the settings say.
std::unique_ptr<notices::Mailer> open_post_office(const Settings& settings);

/// What the market's mails say of it. Their links lead to the public address where there is one,
/// else to where the program listens.
notices::Settings notice_settings(const Settings& settings, notices::Mailer& mailer,
                                  std::uint16_t port, const Market& market);

/// Whose mail the market's is.
std::string sender_of(const Settings& settings);

/// "http://127.0.0.1:8080/": where the program itself listens.
std::string own_url(const Settings& settings, std::uint16_t port);

/// "http://127.0.0.1:8080", "http://[::1]:8080".
std::string base_url(const std::string& address, std::uint16_t port);

}  // namespace app
