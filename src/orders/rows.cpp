#include "orders/rows.hpp"

#include <boost/json.hpp>

#include <algorithm>

#include "http/json.hpp"

namespace orders {
namespace {

namespace json = boost::json;

struct LineRow {
    OrderId order_id;
    std::int64_t line = 0;
    shops::ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(LineRow, (), (order_id, line, listing, version, quantity, price, title))

struct RestRow {
    OrderId order_id;
    std::string lines;
};
BOOST_DESCRIBE_STRUCT(RestRow, (), (order_id, lines))

std::string pack(std::span<const Line> lines) {
    json::array list;
    for (const Line& line : lines) {
        list.push_back(
            {line.line, line.listing.value, line.version, line.quantity, line.price, line.title});
    }
    return json::serialize(list);
}

std::vector<Line> unpacked(const std::string& text) {
    const json::value list = json::parse(text);
    std::vector<Line> lines;
    for (const json::value& entry : list.as_array()) {
        const json::array& row = entry.as_array();
        lines.push_back({row[0].as_int64(), shops::ListingId{row[1].as_int64()}, row[2].as_int64(),
                         row[3].as_int64(), row[4].as_int64(),
                         json::value_to<std::string>(row[5])});
    }
    return lines;
}

void insert_line(db::Tx& tx, OrderId id, const Line& line) {
    tx.run(
        "insert into order_lines (order_id, line, listing, version, quantity, price, title) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        id, line.line, line.listing, line.version, line.quantity, line.price, line.title);
}

}  // namespace

const std::string& select_order() {
    static const std::string text =
        "select id, buyer, seller, shop, asset, total, state, payment, held, refunded, clock_at, "
        "placed, way, promised, purchase, postage, conditions from orders ";
    return text;
}

std::optional<Order> find(db::Snapshot& snapshot, OrderId id) {
    static const std::string sql = select_order() + "where id = $1";
    return snapshot.one<Order>(sql, id);
}

base::MemberId last_actor(db::Snapshot& snapshot, OrderId id) {
    const auto actor = snapshot.one<base::MemberId>(
        "select actor as member from order_history where order_id = $1 order by id desc limit 1",
        id);
    return actor.value_or(base::MemberId{});
}

bool is_settled(const Order& order) {
    return order.state == State::completed;
}

std::vector<Share> shares_of(db::Snapshot& snapshot, OrderId id) {
    return snapshot.all<Share>(
        "select line, purpose, owner, holding, rate_ppm, policy_version, amount, back "
        "from order_shares where order_id = $1 order by line, purpose, owner",
        id);
}

base::Result<Order> find_or_refuse(db::Snapshot& snapshot, OrderId id) {
    const auto order = find(snapshot, id);
    if (!order) return no_such_order;
    return *order;
}

base::Result<Party> party_of(const Order& order, base::MemberId member) {
    if (member == order.buyer) return Party::buyer;
    if (member == order.seller) return Party::seller;
    return no_such_order;
}

void save(db::Tx& tx, const Order& order) {
    tx.run(
        "update orders set state = $2, is_open = $3, payment = $4, held = $5, refunded = $6, "
        "clock_at = $7 where id = $1",
        order.id, order.state, !is_final(order.state), order.payment, order.held, order.refunded,
        order.clock_at);
}

void insert_order(db::Tx& tx, const Order& order, payments::Method method) {
    tx.run(
        "insert into orders (id, buyer, seller, shop, asset, total, state, is_open, payment, "
        "held, refunded, clock_at, placed, way, promised, method, purchase, postage, conditions) "
        "values ($1, $2, $3, $4, $5, $6, $7, 1, $8, 0, 0, $9, $10, $11, $12, $13, $14, $15, $16)",
        order.id, order.buyer, order.seller, order.shop, order.asset, order.total, order.state,
        order.payment, order.clock_at, order.placed, order.way, order.promised, method,
        order.purchase, order.postage, order.conditions);
}

void set_method(db::Tx& tx, OrderId id, payments::Method method) {
    tx.run("update orders set method = $2 where id = $1", id, method);
}

void insert_share(db::Tx& tx, OrderId id, const Share& share) {
    tx.run(
        "insert into order_shares (order_id, line, purpose, owner, holding, rate_ppm, "
        "policy_version, amount) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id, share.line, share.purpose, share.owner, share.holding, share.rate_ppm,
        share.policy_version, share.amount);
}

void write_history(db::Tx& tx, const Passed& passed) {
    tx.run(
        "insert into order_history (order_id, id, act, state_from, state_to, party, actor, at, "
        "effective) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        passed.order_id, tx.fresh<base::Id<struct PassedTag>>(), passed.act, passed.state_from,
        passed.state_to, passed.party, passed.actor, passed.at, passed.effective);
}

void insert_lines(db::Tx& tx, OrderId id, const std::vector<Line>& lines, std::size_t most) {
    const std::size_t rows = std::min(lines.size(), most);
    for (std::size_t i = 0; i < rows; ++i) insert_line(tx, id, lines[i]);
    if (rows == lines.size()) return;
    tx.run("insert into order_rest (order_id, lines) values ($1, $2)", id,
           pack(std::span{lines}.subspan(rows)));
    events::at(tx, unpack_job, tx.now(), id.value);
}

base::Result<base::Done> unpack(db::Tx& tx, OrderId id) {
    const auto rest =
        tx.one<RestRow>("select order_id, lines from order_rest where order_id = $1", id);
    if (!rest) return base::done;
    for (const Line& line : unpacked(rest->lines)) insert_line(tx, id, line);
    tx.run("delete from order_rest where order_id = $1", id);
    return base::done;
}

std::map<OrderId, std::vector<Line>> lines_by_order(db::Snapshot& snapshot,
                                                    const std::vector<OrderId>& ids) {
    const std::string list = http::to_json(ids);
    auto rows = snapshot.all<LineRow>(
        "select order_id, line, listing, version, quantity, price, title from order_lines "
        "where order_id in (select cast(value as bigint) from json_each($1)) "
        "order by order_id, line",
        list);
    std::map<OrderId, std::vector<Line>> found;
    for (LineRow& row : rows) {
        found[row.order_id].push_back(
            {row.line, row.listing, row.version, row.quantity, row.price, std::move(row.title)});
    }
    const auto rests = snapshot.all<RestRow>(
        "select order_id, lines from order_rest "
        "where order_id in (select cast(value as bigint) from json_each($1))",
        list);
    for (const RestRow& rest : rests) {
        auto& lines = found[rest.order_id];
        for (Line& line : unpacked(rest.lines)) lines.push_back(std::move(line));
    }
    return found;
}

std::optional<shops::Seen> bought(db::Snapshot& snapshot, base::MemberId buyer,
                                  shops::ListingId listing) {
    return snapshot.one<shops::Seen>(
        "select l.listing as id, o.shop, o.seller as owner, l.version, l.title "
        "from orders o join order_lines l on l.order_id = o.id "
        "where o.buyer = $1 and l.listing = $2 and (o.refunded > 0 "
        "or o.state not in ('created', 'awaiting_payment', 'cancelled', 'expired')) "
        "order by o.id desc limit 1",
        buyer, listing);
}

std::vector<Line> lines_of(db::Snapshot& snapshot, OrderId id) {
    return lines_by_order(snapshot, {id})[id];
}

}  // namespace orders
