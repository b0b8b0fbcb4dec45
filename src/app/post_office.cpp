#include "app/post_office.hpp"

#include <filesystem>

#include "app/naming.hpp"
#include "app/telling.hpp"

namespace app {
namespace {

/// The host of an address such as "https://market.example:8443/shop"; "" for none.
std::string host_of(const std::string& url) {
    const std::size_t mark = url.find("://");
    if (mark == std::string::npos) return "";
    const std::string rest = url.substr(mark + 3);
    return rest.substr(0, rest.find_first_of(":/"));
}

std::string sender_host(const Settings& settings) {
    const std::string host = host_of(settings.public_url);
    return host.empty() ? "localhost" : host;
}

}  // namespace

std::unique_ptr<notices::Mailer> open_post_office(const Settings& settings) {
    if (settings.mail_smtp.empty()) {
        return notices::make_folder(std::filesystem::path(settings.data) / "mail");
    }
    notices::SmtpOptions options;
    options.url = settings.mail_smtp;
    options.user = settings.mail_user;
    options.password_file = settings.mail_password_file;
    options.authorities = settings.mail_authorities;
    options.host = sender_host(settings);
    options.tls = settings.mail_tls == "never" ? notices::SmtpOptions::Tls::never
                                               : notices::SmtpOptions::Tls::always;
    return notices::make_smtp(std::move(options));
}

std::string sender_of(const Settings& settings) {
    return settings.mail_from.empty() ? "no-reply@" + sender_host(settings) : settings.mail_from;
}

notices::Settings notice_settings(const Settings& settings, notices::Mailer& mailer,
                                  std::uint16_t port, const Market& market) {
    std::string url = settings.public_url.empty() ? own_url(settings, port) : settings.public_url;
    while (url.ends_with('/')) url.pop_back();
    return {&mailer, std::move(url), sender_of(settings),
            [market](db::Snapshot& snapshot) { return name_of(snapshot, market); }, describe};
}

std::string own_url(const Settings& settings, std::uint16_t port) {
    return base_url(settings.address, port) + "/";
}

std::string base_url(const std::string& address, std::uint16_t port) {
    const bool six = address.find(':') != std::string::npos;
    return "http://" + (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace app
