#pragma once

// The databases to test on: SQLite in a file of its own always, PostgreSQL when
// FAIRGROUND_POSTGRES says where. Each test gets an empty market that nobody else knows.

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "db/migrate.hpp"

namespace tests {

inline std::vector<db::Dialect> databases() {
    std::vector list{db::Dialect::sqlite};
    if (std::getenv("FAIRGROUND_POSTGRES") != nullptr) list.push_back(db::Dialect::postgres);
    return list;
}

/// How gtest names the variants of a test.
inline std::string dialect_name(const ::testing::TestParamInfo<db::Dialect>& info) {
    return info.param == db::Dialect::sqlite ? "sqlite" : "postgres";
}

/// An empty place for one market, gone with the object.
class Place {
public:
    explicit Place(db::Dialect dialect) {
        static std::atomic<int> count{0};
        const std::string name =
            "t_" + std::to_string(::getpid()) + "_" + std::to_string(count.fetch_add(1));
        directory_ = std::filesystem::temp_directory_path() / ("fairground_" + name);
        std::filesystem::create_directories(directory_);
        if (dialect == db::Dialect::sqlite) {
            address_ = "sqlite:" + (directory_ / "market.db").string();
        } else {
            address_ = "postgres:" + name + " " + std::getenv("FAIRGROUND_POSTGRES");
        }
        db::prepare(address());
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
        if (address().dialect != db::Dialect::postgres) return;
        try {
            const auto& schema = address().postgres.schema;
            db::open_writer(address())->script("drop schema if exists " + schema + " cascade");
        } catch (const db::Error&) {
            // The cluster is gone, and the schema with it.
        }
    }

    const std::string& text() const { return address_; }
    db::Address address() const { return db::parse_address(address_); }
    const std::filesystem::path& directory() const { return directory_; }

private:
    std::filesystem::path directory_;
    std::string address_;
};

}  // namespace tests

/// Runs a fixture that takes a db::Dialect as its parameter on every database there is.
#define ON_EVERY_DATABASE(Fixture)                                                 \
    INSTANTIATE_TEST_SUITE_P(On, Fixture, ::testing::ValuesIn(tests::databases()), \
                             tests::dialect_name)
