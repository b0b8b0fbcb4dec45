#include "app/settings.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

#include "app/inspection.hpp"
#include "insight/insight.hpp"
#include "members/mail.hpp"
#include "webhooks/webhooks.hpp"

namespace app {
namespace {

using Fill = std::function<bool(const toml::node&, Settings&)>;

Fill text(std::string Settings::*member) {
    return [member](const toml::node& node, Settings& settings) {
        const auto value = node.value_exact<std::string>();
        if (value) settings.*member = *value;
        return value.has_value();
    };
}

template <class Number>
Fill number(Number Settings::*member, std::int64_t min, std::int64_t max) {
    return [=](const toml::node& node, Settings& settings) {
        const auto value = node.value_exact<std::int64_t>();
        if (!value || *value < min || *value > max) return false;
        settings.*member = static_cast<Number>(*value);
        return true;
    };
}

Fill flag(bool Settings::*member) {
    return [member](const toml::node& node, Settings& settings) {
        const auto value = node.value_exact<bool>();
        if (value) settings.*member = *value;
        return value.has_value();
    };
}

bool proxies(const toml::node& node, Settings& settings) {
    const toml::array* list = node.as_array();
    if (list == nullptr) return false;
    settings.trusted_proxies.clear();
    for (const auto& item : *list) {
        const auto value = item.value_exact<std::string>();
        if (!value) return false;
        settings.trusted_proxies.push_back(*value);
    }
    return true;
}

using Keys = std::map<std::string, Fill, std::less<>>;

Keys webhook_keys() {
    return Keys{
        {"webhooks_per_owner", number(&Settings::webhooks_per_owner, 0, webhooks::per_owner_most)},
        {"webhooks_at_once", number(&Settings::webhooks_at_once, 1, 256)},
        {"webhook_seconds_max", number(&Settings::webhook_seconds_max, 1, 30)},
        {"webhook_tries_max", number(&Settings::webhook_tries_max, 3, 20)},
        {"webhook_answer_bytes_max", number(&Settings::webhook_answer_bytes_max, 0, 65'536)},
        {"webhook_days_kept", number(&Settings::webhook_days_kept, 9, 366)},
        {"webhooks_inside", flag(&Settings::webhooks_inside)},
        {"webhook_authorities", text(&Settings::webhook_authorities)},
    };
}

Keys usual_keys() {
    constexpr std::int64_t many = 1'000'000, gibibyte = 1LL << 30;
    return Keys{
        {"data", text(&Settings::data)},
        {"database", text(&Settings::database)},
        {"chain_key", text(&Settings::chain_key)},
        {"address", text(&Settings::address)},
        {"port", number(&Settings::port, 0, 65'535)},
        {"public_url", text(&Settings::public_url)},
        {"trusted_proxies", proxies},
        {"simulator_file", text(&Settings::simulator_file)},
        {"mail_smtp", text(&Settings::mail_smtp)},
        {"mail_user", text(&Settings::mail_user)},
        {"mail_password_file", text(&Settings::mail_password_file)},
        {"mail_from", text(&Settings::mail_from)},
        {"mail_tls", text(&Settings::mail_tls)},
        {"mail_authorities", text(&Settings::mail_authorities)},
        {"card_api", text(&Settings::card_api)},
        {"card_key_file", text(&Settings::card_key_file)},
        {"card_webhook_file", text(&Settings::card_webhook_file)},
        {"name", text(&Settings::name)},
        {"currency", text(&Settings::currency)},
        {"zone", text(&Settings::zone)},
        {"demo", flag(&Settings::demo)},
        {"io_threads", number(&Settings::io_threads, 1, 64)},
        {"pool_threads", number(&Settings::pool_threads, 1, 64)},
        {"pool_queue_max", number(&Settings::pool_queue_max, 1, many)},
        {"connections_max", number(&Settings::connections_max, 1, many)},
        {"connections_per_address_max", number(&Settings::connections_per_address_max, 1, many)},
        {"body_bytes_max", number(&Settings::body_bytes_max, 1024, gibibyte)},
        {"writer_batch_max", number(&Settings::writer_batch_max, 0, 4096)},
        {"writer_queue_max", number(&Settings::writer_queue_max, 1, many)},
        {"writer_burst_millis", number(&Settings::writer_burst_millis, 1, 60'000)},
        {"writer_wait_millis", number(&Settings::writer_wait_millis, 1, 60'000)},
        {"order_lines_max", number(&Settings::order_lines_max, 1, 1'000)},
        {"purchase_shops_max", number(&Settings::purchase_shops_max, 1, 10)},
        {"purchase_lines_max", number(&Settings::purchase_lines_max, 1, 250)},
        {"picture_bytes_max", number(&Settings::picture_bytes_max, 1024, gibibyte)},
        {"picture_pixels_max", number(&Settings::picture_pixels_max, 1, 400 * many)},
        {"picture_seconds_max", number(&Settings::picture_seconds_max, 1, 600)},
        {"picture_memory_mib", number(&Settings::picture_memory_mib, 128, 65'536)},
        {"picture_decoders", number(&Settings::picture_decoders, 1, 64)},
        {"pictures_per_member", number(&Settings::pictures_per_member, 0, many)},
        {"picture_mib_per_member", number(&Settings::picture_mib_per_member, 0, many)},
        {"password_operations", number(&Settings::password_operations, 1, 100)},
        {"password_memory_kib", number(&Settings::password_memory_kib, 8, many * 4)},
        {"attempts_per_account", number(&Settings::attempts_per_account, 1, many)},
        {"attempts_per_address", number(&Settings::attempts_per_address, 1, many)},
        {"log_level", text(&Settings::log_level)},
        {"log_format", text(&Settings::log_format)},
        {"log_requests", flag(&Settings::log_requests)},
        {"slow_millis", number(&Settings::slow_millis, 0, 600'000)},
        {"metrics_listen", text(&Settings::metrics_listen)},
        {"node", number(&Settings::node, 0, 1'023)},
        {"node_address", text(&Settings::node_address)},
        {"lease_millis", number(&Settings::lease_millis, 100, 600'000)},
    };
}

const Keys& keys() {
    static const Keys list = [] {
        Keys all = usual_keys();
        all.merge(webhook_keys());
        return all;
    }();
    return list;
}

std::string fault_of_mail(const Settings& settings) {
    const std::string& smtp = settings.mail_smtp;
    if (!smtp.empty() && !smtp.starts_with("smtp://") && !smtp.starts_with("smtps://")) {
        return "mail_smtp begins with smtp:// or smtps://";
    }
    if (settings.mail_tls != "always" && settings.mail_tls != "never") {
        return "mail_tls is always or never";
    }
    if (!settings.mail_from.empty() && !members::is_mail_address(settings.mail_from)) {
        return "mail_from is a mail address such as no-reply@example.org";
    }
    if (!settings.mail_user.empty() && settings.mail_password_file.empty()) {
        return "mail_user needs a mail_password_file";
    }
    return "";
}

/// The key goes wherever this address leads: never in the clear, but for tests on one machine.
std::string fault_of_cards(const Settings& settings) {
    const std::string& api = settings.card_api;
    const bool here = api.starts_with("http://127.0.0.1:") || api.starts_with("http://[::1]:");
    if (!api.starts_with("https://") && !here) return "card_api begins with https://";
    if (settings.card_key_file.empty() != settings.card_webhook_file.empty()) {
        return "card_key_file and card_webhook_file go together";
    }
    if (!settings.card_key_file.empty() && settings.public_url.empty()) {
        return "cards need a public_url, to which buyers come back";
    }
    return "";
}

}  // namespace

void read_settings(const std::string& file, Settings& settings) {
    toml::table table;
    try {
        table = toml::parse_file(file);
    } catch (const toml::parse_error& error) {
        throw std::runtime_error(file + ": " + std::string{error.description()});
    }
    for (const auto& [key, node] : table) {
        const auto known = keys().find(key.str());
        if (known == keys().end()) {
            throw std::runtime_error(file + ": there is no setting " + std::string{key.str()});
        }
        if (!known->second(node, settings)) {
            throw std::runtime_error(file + ": " + std::string{key.str()} +
                                     " has the wrong type or is out of its range");
        }
    }
}

std::vector<std::string> setting_keys() {
    std::vector<std::string> names;
    for (const auto& [name, fill] : keys()) names.push_back(name);
    return names;
}

std::string fault_of(const Settings& settings) {
    const std::string& level = settings.log_level;
    if (level != "debug" && level != "info" && level != "warning" && level != "error") {
        return "log_level is one of debug, info, warning, error";
    }
    if (settings.log_format != "text" && settings.log_format != "json") {
        return "log_format is text or json";
    }
    if (!settings.metrics_listen.empty() && !listen_from(settings.metrics_listen)) {
        return "metrics_listen is an address and a port such as 127.0.0.1:9464";
    }
    // Both are fixed with the market's first row: a slip would be there for ever.
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (settings.currency.size() != 3 || !std::ranges::all_of(settings.currency, capital)) {
        return "currency is an ISO 4217 code such as EUR";
    }
    if (!insight::is_zone(settings.zone)) return "zone is a time zone such as Europe/Berlin";
    if (!settings.public_url.empty() && !settings.public_url.starts_with("https://") &&
        !settings.public_url.starts_with("http://")) {
        return "public_url begins with https:// or http://";
    }
    const std::string cards = fault_of_cards(settings);
    return cards.empty() ? fault_of_mail(settings) : cards;
}

}  // namespace app
