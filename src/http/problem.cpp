#include "http/problem.hpp"

#include "base/log.hpp"
#include "db/error.hpp"
#include "http/json.hpp"
#include "http/words.hpp"

namespace http {
namespace {

/// After this many seconds a client that was turned away may ask again.
constexpr std::string_view retry_after_seconds = "1", limited_after_seconds = "60";

void write_args(std::string& out, const std::vector<base::Argument>& args) {
    out += '{';
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (i > 0) out += ',';
        write_text(out, args[i].first);
        out += ':';
        write_text(out, args[i].second);
    }
    out += '}';
}

void write_field(std::string& out, const base::FieldProblem& field, Language language) {
    out += "{\"field\":";
    write_text(out, field.field);
    out += ",\"code\":";
    write_text(out, field.code);
    out += ",\"title\":";
    write_text(out, sentence(language, "field." + std::string{field.code}, field.args));
    out += ",\"args\":";
    write_args(out, field.args);
    out += '}';
}

Response made(int status, std::string_view code, const base::Refusal* refusal, Language language) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    std::string& out = response.body;
    out = "{\"type\":\"about:blank\",\"status\":";
    write_number(out, status);
    out += ",\"code\":";
    write_text(out, code);
    out += ",\"title\":";
    static const std::vector<base::Argument> none;
    write_text(
        out, sentence(language, "refusal." + std::string{code}, refusal ? refusal->args() : none));
    if (refusal && !refusal->args().empty()) {
        out += ",\"args\":";
        write_args(out, refusal->args());
    }
    if (refusal && !refusal->fields().empty()) {
        out += ",\"fields\":[";
        for (std::size_t i = 0; i < refusal->fields().size(); ++i) {
            if (i > 0) out += ',';
            write_field(out, refusal->fields()[i], language);
        }
        out += ']';
    }
    out += '}';
    if (status == 503) response.headers.emplace_back("Retry-After", retry_after_seconds);
    if (status == 429) response.headers.emplace_back("Retry-After", limited_after_seconds);
    return response;
}

}  // namespace

int status_of(base::Kind kind) {
    switch (kind) {
        case base::Kind::invalid: return 422;
        case base::Kind::not_signed: return 401;
        case base::Kind::denied: return 403;
        case base::Kind::missing: return 404;
        case base::Kind::conflict: return 409;
        case base::Kind::limited: return 429;
        case base::Kind::too_large: return 413;
        case base::Kind::unavailable: return 503;
        case base::Kind::full: return 507;
    }
    base::unreachable();
}

Response problem(const base::Refusal& refusal, Language language) {
    const int status = refusal == method_not_allowed ? 405 : status_of(refusal.kind());
    return made(status, refusal.code(), &refusal, language);
}

Response accident(const std::exception_ptr& cause, Language language) {
    try {
        std::rethrow_exception(cause);
    } catch (const db::Error& error) {
        const bool usual = error.kind() == db::ErrorKind::deposed;
        base::log(usual ? base::Level::debug : base::Level::error, error.what());
        switch (error.kind()) {
            case db::ErrorKind::deposed: return problem(no_holder, language);
            case db::ErrorKind::full: return problem(disk_full, language);
            case db::ErrorKind::retry:
            case db::ErrorKind::unavailable: return problem(database_away, language);
            case db::ErrorKind::interrupted: return problem(took_too_long, language);
            default: break;
        }
    } catch (const std::exception& error) {
        base::log(base::Level::error, error.what());
    }
    return made(500, "internal", nullptr, language);
}

}  // namespace http
