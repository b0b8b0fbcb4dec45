// fairground market: what a market is and how large.

#include "app/market.hpp"

#include <cstdio>
#include <filesystem>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/finding.hpp"
#include "insight/insight.hpp"
#include "ledger/chain.hpp"
#include "members/members.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground market --data /srv/market
  fairground market --database "postgres:m_maple host=/run/postgresql dbname=fair"

Shows what a market is, how far it has come and how large it is, from counters that it keeps anyway:
so it costs a market of any size nothing. It may trade meanwhile.

Exits with 0, 1 when there is no market, 2 when the command line or the configuration is wrong.)";

struct Last {
    base::Time at{};
    std::int64_t events = 0;
};
BOOST_DESCRIBE_STRUCT(Last, (), (at, events))

void line(const char* name, const std::string& value) {
    std::printf("%-10s %s\n", name, value.c_str());
}

std::string size_text(db::Snapshot& snapshot, const db::Address& address) {
    if (address.dialect == db::Dialect::sqlite) {
        std::error_code ignored;
        const auto log = std::filesystem::file_size(address.sqlite.file + "-wal", ignored);
        return bytes_text(std::filesystem::file_size(address.sqlite.file)) + ", log " +
               bytes_text(ignored ? 0 : log);
    }
    const auto bytes = snapshot.number(
        "select cast(coalesce(sum(pg_total_relation_size(c.oid)), 0) as bigint) as bytes "
        "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = $1 and c.relkind = 'r'",
        address.postgres.schema);
    return bytes_text(static_cast<std::uint64_t>(bytes));
}

void say_trade(db::Snapshot& snapshot, const app::Market& market) {
    constexpr insight::Day first{std::chrono::days{0}}, last{std::chrono::days{1'000'000}};
    const insight::Calendar calendar(market.zone);
    insight::Figures sum;
    for (const auto& day :
         insight::report(snapshot, calendar, {market.currency, insight::Period{first, last}})) {
        sum = insight::sum(sum, day.figures);
    }
    const auto figure = [&](const char* name, std::int64_t orders, std::int64_t minor) {
        line(name, std::to_string(orders) + " orders, " + std::to_string(minor) + " minor units");
    };
    figure("placed", sum.orders_placed, sum.placed);
    figure("paid", sum.orders_paid, sum.paid);
    figure("settled", sum.orders_settled, sum.settled);
    figure("refunded", sum.orders_refunded, sum.refunded);
}

void say_schema(db::Snapshot& snapshot) {
    std::string text;
    for (const db::Reached& schema : db::steps_run(snapshot)) {
        text += (text.empty() ? "" : ", ") + schema.module + " " + std::to_string(schema.number);
    }
    line("schema", text);
}

int show(const Where& where) {
    const app::Settings settings = settings_of(where);
    need_market(settings);
    const db::Address address = app::database_of(settings);
    const auto connection = db::open_reader(address);
    connection->begin_read();
    db::Snapshot snapshot(*connection, real_time());
    const auto market = app::known_market(snapshot);
    if (!market) throw std::runtime_error("there are tables, but no market was made in them");
    line("market", market->name + (market->demo ? " (demo)" : ""));
    line("currency", market->currency);
    line("zone", market->zone);
    line("operator", members::has_operator(snapshot) ? "there is one"
                                                     : "nobody yet: fairground init prints a code");
    const bool is_file = address.dialect == db::Dialect::sqlite;
    line("database",
         is_file ? address.sqlite.file : "PostgreSQL, schema " + address.postgres.schema);
    line("size", size_text(snapshot, address));
    const auto last =
        snapshot.one<Last>("select at, events from batches order by seq desc limit 1");
    const ledger::ChainHead head = ledger::chain_head(snapshot);
    line("batches", std::to_string(head.batches) +
                        (last ? ", the last at " + base::to_iso(last->at) : std::string{}));
    line("events", std::to_string(last ? last->events : 0));
    line("head", head.head.empty() ? "none yet" : base::to_hex(head.head));
    say_trade(snapshot, *market);
    say_schema(snapshot);
    connection->end_read();
    return well;
}

}  // namespace

void add_market(CLI::App& line, Chosen& chosen) {
    const auto where = std::make_shared<Where>();
    CLI::App* command = line.add_subcommand("market", "Shows what a market is and how large");
    command->footer(examples);
    add_where(*command, *where);
    command->callback([where, &chosen] { chosen = [where] { return show(*where); }; });
}

}  // namespace cli
