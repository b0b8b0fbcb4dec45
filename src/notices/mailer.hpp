#pragma once

// Who carries mail: a folder of files, or a mail server.

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace notices {

/// A mail on its way.
struct Envelope {
    std::string name;  // Of a file; the same for the same mail.
    std::string from;
    std::string to;
    std::string mail;  // Headers and body.
};

/// The mail was not taken. For good where the server will say the same again.
class NotTaken : public std::runtime_error {
public:
    enum class Way { for_now, for_good };
    NotTaken(const std::string& what, Way given) : std::runtime_error(what), way(given) {}
    const Way way;
};

class Mailer {
public:
    virtual ~Mailer() = default;

    /// Hands a mail over, or throws NotTaken. May block; one at a time. What was handed over and
    /// not acknowledged may be handed over again, with the same Message-ID.
    virtual void send(const Envelope& envelope) = 0;
};

/// Writes each mail as `<name>.eml` into a folder that only the owner may read, and forgets those
/// that are older than a week.
std::unique_ptr<Mailer> make_folder(std::filesystem::path folder);

struct SmtpOptions {
    enum class Tls { always, never };

    std::string url;            // "smtp://mail.example.org:587" or "smtps://..."
    std::string user;           // Empty: nobody signs in.
    std::string password_file;  // Read for each mail: a changed password needs no restart.
    std::string authorities;    // A file of certificates instead of the system's own; empty: those.
    std::string host;           // How this machine greets.
    Tls tls = Tls::always;
};

/// Speaks SMTP, with TLS before anything else is said unless the options say never.
std::unique_ptr<Mailer> make_smtp(SmtpOptions options);

}  // namespace notices
