#pragma once

// What the node that writes tells the others through PostgreSQL: that there is more in the log, or
// that the lease has changed hands. A hint and nothing more: whoever hears it reads the rows, and
// whoever misses it looks after a while anyway.

#include <chrono>
#include <memory>

#include "db/connection.hpp"

namespace db {

class Channel {
public:
    enum class Heard { nothing, batch, lease };

    /// Begins to listen on the market's channel. Throws Error.
    explicit Channel(const PostgresOptions& options);
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel();

    /// Waits until something is told, `socket` is readable, or `patience` is over. Throws Error
    /// when the connection is lost.
    Heard wait(int socket, std::chrono::milliseconds patience);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace db
