#include "db/channel.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace db {

struct Channel::Inside {
    explicit Inside(const PostgresOptions& options)
        : handle(PQconnectdb(
                     (std::string{postgres_patience} + options.conninfo + " client_encoding=UTF8")
                         .c_str()),
                 PQfinish) {
        if (PQstatus(handle.get()) != CONNECTION_OK) fail();
        const std::unique_ptr<PGresult, void (*)(PGresult*)> answer{
            PQexec(handle.get(), ("listen " + options.schema).c_str()), PQclear};
        if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail();
    }

    [[noreturn]] void fail() const {
        throw Error(ErrorKind::unavailable, PQerrorMessage(handle.get()));
    }

    /// All that has come so far; the lease is the greater news.
    Heard collect() const {
        Heard heard = Heard::nothing;
        while (true) {
            const std::unique_ptr<PGnotify, void (*)(void*)> told{PQnotifies(handle.get()),
                                                                  PQfreemem};
            if (!told) return heard;
            const bool lease = std::string_view{told->extra} == "lease";
            heard = std::max(heard, lease ? Heard::lease : Heard::batch);
        }
    }

    std::unique_ptr<PGconn, void (*)(PGconn*)> handle;
};

Channel::Channel(const PostgresOptions& options) : inside_(std::make_unique<Inside>(options)) {}

Channel::~Channel() = default;

Channel::Heard Channel::wait(int socket, std::chrono::milliseconds patience) {
    const Heard before = inside_->collect();
    if (before != Heard::nothing) return before;
    std::array<pollfd, 2> both{pollfd{PQsocket(inside_->handle.get()), POLLIN, 0},
                               pollfd{socket, POLLIN, 0}};
    ::poll(both.data(), both.size(), static_cast<int>(patience.count()));
    if (both[0].revents != 0 && PQconsumeInput(inside_->handle.get()) == 0) inside_->fail();
    return inside_->collect();
}

}  // namespace db
