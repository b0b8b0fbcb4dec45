#pragma once

// What an operator decides about the machine: `fairground.toml`, overridden by the command line.
// What a person in the market could dispute is not here but a policy. docs/configuration.md lists
// every key; a test keeps it complete.

#include <cstdint>
#include <string>
#include <vector>

namespace app {

struct Settings {
    // Where
    std::string data = "market-data";  // Directory of everything that must not be lost.
    std::string database;              // Empty: the file market.db in `data`.
    std::string chain_key;             // Empty: the file chain.key in `data`.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: the system chooses.
    std::string public_url;     // "https://..." behind a proxy; decides the cookies' safety.
    std::vector<std::string> trusted_proxies;
    std::string simulator_file;  // Empty: simulator.log in `data`.

    // Mail
    std::string mail_smtp;  // "smtp://mail.example.org:587"; empty: files in `data`/mail.
    std::string mail_user;
    std::string mail_password_file;
    std::string mail_from;            // Empty: no-reply at the host of `public_url`.
    std::string mail_tls = "always";  // always, never
    std::string mail_authorities;     // A file of certificates; empty: the system's.

    // Cards, on a provider's page; off where there is no key.
    std::string card_api = "https://api.stripe.com";
    std::string card_key_file;
    std::string card_webhook_file;

    // What the market is; fixed when it is made.
    std::string name = "Fairground";
    std::string currency = "EUR";
    std::string zone = "Europe/Berlin";
    bool demo = false;
    int demo_picture_width = 640;  // In dots. No key: for tests, to which small ones will do.

    // How much
    int io_threads = 1;
    int pool_threads = 2;
    std::int64_t pool_queue_max = 1'000;
    std::int64_t connections_max = 10'000;
    std::int64_t connections_per_address_max = 1'000;
    std::int64_t body_bytes_max =
        8 * 1024 * 1024;                // No route takes more than its own limit either.
    std::int64_t writer_batch_max = 0;  // 0: 1,024 on SQLite, 60 on PostgreSQL.
    std::int64_t writer_queue_max = 10'000;
    std::int64_t writer_burst_millis = 1'000;
    std::int64_t writer_wait_millis = 100;
    std::int64_t order_lines_max = 1'000;
    std::int64_t purchase_shops_max = 10;
    std::int64_t purchase_lines_max = 250;

    // Pictures
    std::int64_t picture_bytes_max = 8 * 1024 * 1024;  // Of a file that is sent.
    std::int64_t picture_pixels_max = 40'000'000;
    std::int64_t picture_seconds_max = 10;  // Of the processor; by the clock twice as long.
    std::int64_t picture_memory_mib = 768;
    int picture_decoders = 2;  // At once.
    std::int64_t pictures_per_member = 2'000;
    std::int64_t picture_mib_per_member = 512;

    // Webhooks
    std::int64_t webhooks_per_owner = 5;           // 0: there are none.
    std::int64_t webhooks_at_once = 16;            // Messages on their way.
    std::int64_t webhook_seconds_max = 10;         // For a try.
    std::int64_t webhook_tries_max = 12;           // Then it is a dead letter.
    std::int64_t webhook_answer_bytes_max = 2048;  // Read and kept of an answer.
    std::int64_t webhook_days_kept = 30;
    bool webhooks_inside = false;     // Also to private addresses, and without TLS.
    std::string webhook_authorities;  // A file of certificates; empty: the system's.

    // How careful
    std::int64_t password_operations = 2;          // Argon2id passes.
    std::int64_t password_memory_kib = 19 * 1024;  // OWASP's least for two passes.
    std::int64_t attempts_per_account = 10;        // Sign-ins tried in 15 minutes.
    std::int64_t attempts_per_address = 100;
    std::string log_level = "info";   // debug, info, warning, error
    std::string log_format = "text";  // text, json
    bool log_requests = false;        // A line for each request.
    std::int64_t slow_millis = 200;   // What takes longer gets a line; 0: nothing does.
    std::string metrics_listen;       // "host:port" of /metrics; empty: there is none.
    std::int64_t node = 1;            // 0..1023, part of every id.

    // Among other nodes of the same market, on PostgreSQL
    std::string node_address;          // "host:port"; empty: `address` and the port.
    std::int64_t lease_millis = 3000;  // So long a node that says nothing is waited for.

    friend bool operator==(const Settings&, const Settings&) = default;
};

/// Fills `settings` from a file; throws std::runtime_error that names the key and what is wrong.
/// Unknown keys are wrong.
void read_settings(const std::string& file, Settings& settings);

/// Every key that read_settings knows, for docs and tests.
std::vector<std::string> setting_keys();

/// The first thing wrong with them as a whole, or "".
std::string fault_of(const Settings& settings);

}  // namespace app
