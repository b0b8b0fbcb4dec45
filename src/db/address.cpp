#include "db/connection.hpp"

namespace db {

Address parse_address(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string kind = text.substr(0, colon);
    const std::string rest = colon == std::string::npos ? "" : text.substr(colon + 1);
    Address address;
    if (kind == "sqlite" && !rest.empty()) {
        address.dialect = Dialect::sqlite;
        address.sqlite.file = rest;
        return address;
    }
    const std::size_t space = rest.find(' ');
    if (kind == "postgres" && space != std::string::npos && space > 0) {
        address.dialect = Dialect::postgres;
        address.postgres = {rest.substr(space + 1), rest.substr(0, space)};
        return address;
    }
    throw std::invalid_argument("a database is written sqlite:FILE or postgres:SCHEMA CONNINFO");
}

std::unique_ptr<Connection> open_writer(const Address& address) {
    if (address.dialect == Dialect::postgres) return open_postgres(address.postgres);
    return open_sqlite(address.sqlite);
}

std::unique_ptr<Connection> open_reader(const Address& address) {
    if (address.dialect == Dialect::postgres) return open_postgres(address.postgres);
    SqliteOptions options = address.sqlite;
    options.read_only = true;
    return open_sqlite(options);
}

}  // namespace db
