// Mail by SMTP, which libcurl speaks.

#include <array>

#include "base/files.hpp"
#include "base/text.hpp"
#include "http/curl.hpp"
#include "notices/mailer.hpp"

namespace notices {
namespace {

constexpr long connect_seconds = 15, whole_seconds = 60;

std::size_t read_mail(char* to, std::size_t size, std::size_t count, void* from) {
    auto& rest = *static_cast<std::string_view*>(from);
    const std::size_t taken = std::min(size * count, rest.size());
    rest.copy(to, taken);
    rest.remove_prefix(taken);
    return taken;
}

class Smtp final : public Mailer {
public:
    explicit Smtp(SmtpOptions options) : options_(std::move(options)) {
        http::wake_curl();
        handle_ = http::make_curl();
    }

    void send(const Envelope& envelope) override {
        CURL* const curl = handle_.get();
        curl_easy_reset(curl);  // Keeps the connection.
        prepare(curl);
        sign_in(curl);
        http::CurlList to;
        http::append(to, "<" + envelope.to + ">");
        std::string_view rest = envelope.mail;
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + envelope.from + ">").c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_mail);
        curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
        std::array<char, CURL_ERROR_SIZE> said{};
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said.data());
        const CURLcode code = curl_easy_perform(curl);
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
        if (code != CURLE_OK) refuse(curl, code, said.data());
    }

private:
    void prepare(CURL* curl) const {
        // The path of the address is the name with which libcurl greets.
        curl_easy_setopt(curl, CURLOPT_URL, (options_.url + "/" + options_.host).c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_seconds);
        const bool tls = options_.tls == SmtpOptions::Tls::always;
        curl_easy_setopt(curl, CURLOPT_USE_SSL,
                         static_cast<long>(tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
        if (!options_.authorities.empty()) {
            curl_easy_setopt(curl, CURLOPT_CAINFO, options_.authorities.c_str());
        }
    }

    void sign_in(CURL* curl) const {
        if (options_.user.empty()) return;
        std::string password;
        try {
            password = base::read_file(options_.password_file);
        } catch (const std::exception& error) {
            throw NotTaken(error.what(), NotTaken::Way::for_now);
        }
        curl_easy_setopt(curl, CURLOPT_USERNAME, options_.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, std::string{base::trimmed(password)}.c_str());
    }

    /// A 5xx stays one where it is about this mail: whom it is for, or what it says. A server that
    /// takes nothing at all, or not from us, may, once somebody has mended that.
    [[noreturn]] static void refuse(CURL* curl, CURLcode code, const char* said) {
        long answer = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
        std::string what = *said != '\0' ? said : curl_easy_strerror(code);
        if (answer != 0) what += " (" + std::to_string(answer) + ")";
        const std::string_view step = said;
        const bool about_this = step.starts_with("RCPT failed") ||
                                step.starts_with("DATA failed") ||
                                (step.empty() && code == CURLE_WEIRD_SERVER_REPLY);
        const bool final = about_this && answer >= 500 && answer < 600;
        throw NotTaken(what, final ? NotTaken::Way::for_good : NotTaken::Way::for_now);
    }

    const SmtpOptions options_;
    http::CurlHandle handle_;
};

}  // namespace

std::unique_ptr<Mailer> make_smtp(SmtpOptions options) {
    return std::make_unique<Smtp>(std::move(options));
}

}  // namespace notices
