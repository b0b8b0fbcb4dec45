#include "orders/register.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "http/page.hpp"
#include "members/members.hpp"
#include "orders/desk.hpp"
#include "orders/rows.hpp"
#include "orders/view.hpp"
#include "shops/register.hpp"

namespace orders {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct RegisterForm {
    std::optional<http::Line<1, 30>> q;  // An order's number.
    std::optional<RegisterSort> sort;
    std::optional<State> state;
    std::optional<payments::Method> method;
    std::optional<http::Whole<1, 3660>> days;  // Placed in the last so many.
    /// "@handle" is that one; anything else how a handle or a name begins.
    std::optional<http::Line<1, 60>> buyer;
    std::optional<http::Line<1, 60>> stall;  // The same of its owner, or what its name holds.
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(RegisterForm, (), (q, sort, state, method, days, buyer, stall, after, limit))

struct RegisterView {
    OrderId id;
    State state{};
    payments::Method method{};
    shops::Way way{};
    base::Time placed_at;
    std::optional<OrderClockView> clock;
    members::Person buyer;
    members::Person seller;
    shops::ShopRef shop;
    base::Money total;
    base::Money held;
    base::Money refunded;
};
BOOST_DESCRIBE_STRUCT(RegisterView, (),
                      (id, state, method, way, placed_at, clock, buyer, seller, shop, total, held,
                       refunded))

/// "placed" or the instant by which something waits; the indexes know these very words.
std::string key_of(RegisterSort sort) {
    return sort == RegisterSort::newest ? "placed" : "coalesce(clock_at, placed)";
}

/// Behind $6 stand the buyer or seller whose orders these are and, of a buyer, the sellers.
std::string sql_of(const Wanting& wanting) {
    const bool falls = wanting.sort == RegisterSort::newest;
    const std::string key = key_of(wanting.sort);
    const std::string beyond = falls ? " < " : " > ";
    // The first condition is where the index begins, the second where the page does.
    std::string sql = "select " + key + " as at, id from orders where " + key +
                      (falls ? " <= $1" : " >= $1") + " and (" + key + beyond + "$1 or id" +
                      beyond + "$2)";
    // What is not asked for is a condition on the parameter alone, so that it has a type.
    sql += wanting.state ? " and state = $3" : " and $3 = ''";
    sql += wanting.method ? " and method = $4" : " and $4 = ''";
    const bool of_somebody = wanting.buyers || wanting.sellers;
    if (falls || !of_somebody) sql += " and placed >= $5";
    if (!falls) sql += " and is_open = 1";
    // Of somebody who has had a million orders, few are open: SQLite follows the index of those
    // where `id` narrows it down, and none of `placed`.
    if (!falls && of_somebody) sql += " and +placed >= $5 and id > 0";
    if (wanting.buyers) sql += " and buyer = $7";
    if (wanting.sellers && !wanting.buyers) sql += " and seller = $7";
    if (wanting.sellers && wanting.buyers) {
        sql += " and seller in (select cast(value as bigint) from json_each($8))";
    }
    const std::string order = falls ? " desc" : "";
    return sql + " order by " + key + order + ", id" + order + " limit $6";
}

template <class Word>
std::string word_of(const std::optional<Word>& word) {
    return word ? std::string{base::name_of(*word)} : "";
}

/// "1893456000000000.4711": an instant and an id.
base::Result<std::optional<RegisterPlace>> place_from(const std::optional<http::Cursor>& after) {
    if (!after) return std::optional<RegisterPlace>{};
    const std::string& text = after->value;
    const auto dot = text.find('.');
    const auto at = base::to_number(text.substr(0, dot));
    const auto id = base::to_number(dot == std::string::npos ? "" : text.substr(dot + 1));
    if (!at || !id) return base::wrong_field("after", http::cursor_malformed.code);
    return std::optional{RegisterPlace{base::time_of(*at), OrderId{*id}}};
}

std::vector<RegisterView> views_of(db::Snapshot& snapshot, const std::vector<Order>& orders) {
    std::vector<base::MemberId> ids;
    std::vector<shops::ShopId> shop_ids;
    std::vector<payments::PaymentId> payment_ids;
    for (const Order& order : orders) {
        ids.insert(ids.end(), {order.buyer, order.seller});
        shop_ids.push_back(order.shop);
        payment_ids.push_back(order.payment);
    }
    const auto people = members::people(snapshot, ids);
    const auto shops = shops::shop_names(snapshot, shop_ids);
    const auto payments = payments::find_all(snapshot, payment_ids);
    const auto stories = refund_stories(snapshot, orders);
    std::vector<RegisterView> views;
    for (const Order& order : orders) {
        const auto payment = std::ranges::find(payments, order.payment, &payments::Payment::id);
        base::ensure(payment != payments.end());
        const auto shop = std::ranges::find(shops, order.shop, &shops::ShopName::id);
        const auto money = [&](std::int64_t minor) { return base::Money{minor, order.asset}; };
        views.push_back({order.id, order.state, payment->method, order.way, order.placed,
                         clock_view(order, stories.at(order.id)),
                         members::among(people, order.buyer), members::among(people, order.seller),
                         shops::ShopRef{order.shop, shop == shops.end() ? "" : shop->name},
                         money(order.total), money(order.held), money(order.refunded)});
    }
    return views;
}

base::Result<http::Page<RegisterView>> one_order(db::Snapshot& snapshot, const std::string& text) {
    const auto number = base::to_number(text);
    if (!number) return base::wrong_field("q", "not_a_whole_number");
    return http::Page<RegisterView>{views_of(snapshot, orders_in(snapshot, {OrderId{*number}})),
                                    {}};
}

/// Whom a text means; nothing where it may mean too many.
std::optional<std::vector<base::MemberId>> people_meant(db::Snapshot& snapshot,
                                                        std::string_view text) {
    std::vector<base::MemberId> ids;
    if (text.starts_with('@')) {
        const auto one = members::by_handle(snapshot, text.substr(1));
        if (one) ids.push_back(one->id);
        return ids;
    }
    for (const auto& member : members::find(snapshot, text, "", people_most + 1)) {
        ids.push_back(member.id);
    }
    if (ids.size() > people_most) return std::nullopt;
    return ids;
}

/// The same of who sells: by themselves or by what their stall is called.
std::optional<std::vector<base::MemberId>> sellers_meant(db::Snapshot& snapshot,
                                                         std::string_view text) {
    auto ids = people_meant(snapshot, text);
    if (!ids || text.starts_with('@')) return ids;
    const auto named = shops::owners_named(snapshot, text, people_most + 1);
    ids->insert(ids->end(), named.begin(), named.end());
    std::ranges::sort(*ids);
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
    if (ids->size() > people_most) return std::nullopt;
    return ids;
}

base::Result<base::Done> want_sides(db::Snapshot& snapshot, const RegisterForm& form,
                                    Wanting& wanting) {
    const auto too_many = [](std::string field) {
        return base::wrong_field(std::move(field), "fits_too_many",
                                 {{"max", std::to_string(people_most)}});
    };
    if (form.buyer) {
        wanting.buyers = people_meant(snapshot, form.buyer->value);
        if (!wanting.buyers) return too_many("buyer");
    }
    if (form.stall) {
        wanting.sellers = sellers_meant(snapshot, form.stall->value);
        if (!wanting.sellers) return too_many("stall");
    }
    return base::done;
}

base::Result<http::Page<RegisterView>> register_page(db::Snapshot& snapshot,
                                                     const RegisterForm& form) {
    if (form.q) return one_order(snapshot, form.q->value);
    const auto after = TRY(place_from(form.after));
    const std::int64_t limit = http::limit_of(form.limit);
    Wanting wanting{form.sort.value_or(RegisterSort::newest), form.state, form.method, {}};
    if (form.days) wanting.since = snapshot.now() - std::chrono::days{form.days->value};
    TRY(want_sides(snapshot, form, wanting));
    auto places = register_places(snapshot, wanting, after, limit + 1);
    http::Page<RegisterView> page;
    if (std::cmp_greater(places.size(), limit)) {
        places.pop_back();
        const RegisterPlace& last = places.back();
        page.next = std::to_string(base::micros_of(last.at)) + "." + std::to_string(last.id.value);
    }
    std::vector<OrderId> ids;
    for (const RegisterPlace& place : places) ids.push_back(place.id);
    page.items = views_of(snapshot, orders_in(snapshot, ids));
    return page;
}

}  // namespace

std::vector<RegisterPlace> register_places(db::Snapshot& snapshot, const Wanting& wanting,
                                           const std::optional<RegisterPlace>& after,
                                           std::int64_t limit) {
    const bool falls = wanting.sort == RegisterSort::newest;
    const std::int64_t end = falls ? INT64_MAX : INT64_MIN;
    const RegisterPlace from = after.value_or(RegisterPlace{base::time_of(end), OrderId{end}});
    const std::string sql = sql_of(wanting);
    const auto look = [&](const auto&... sides) {
        return snapshot.all<RegisterPlace>(
            sql, from.at, from.id, word_of(wanting.state), word_of(wanting.method),
            wanting.since.value_or(base::time_of(INT64_MIN)), limit, sides...);
    };
    if (!wanting.buyers && !wanting.sellers) return look();
    // Each by itself, so that its index is followed in the order of the list and left where the
    // page ends.
    std::vector<RegisterPlace> places;
    for (const base::MemberId member : wanting.buyers ? *wanting.buyers : *wanting.sellers) {
        const bool both = wanting.buyers && wanting.sellers;
        const auto found = both ? look(member, http::to_json(*wanting.sellers)) : look(member);
        places.insert(places.end(), found.begin(), found.end());
    }
    const auto key = [](const RegisterPlace& place) { return std::pair{place.at, place.id}; };
    std::ranges::sort(places, {}, key);
    if (falls) std::ranges::reverse(places);
    if (std::cmp_greater(places.size(), limit)) places.resize(static_cast<std::size_t>(limit));
    return places;
}

std::vector<Order> orders_in(db::Snapshot& snapshot, const std::vector<OrderId>& ids) {
    static const std::string sql =
        select_order() + "where id in (select cast(value as bigint) from json_each($1))";
    auto found = snapshot.all<Order>(sql, http::to_json(ids));
    std::vector<Order> sorted;
    for (const OrderId id : ids) {
        const auto one = std::ranges::find(found, id, &Order::id);
        if (one != found.end()) sorted.push_back(std::move(*one));
    }
    return sorted;
}

void add_register_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/operator/orders",
                 "All orders of the market, the latest first or what waits longest",
                 Access::permission(std::string{members::operator_permission}),
                 [](db::Snapshot& snapshot, const Call&,
                    const RegisterForm& form) -> base::Result<http::Page<RegisterView>> {
                     return register_page(snapshot, form);
                 },
                 {.long_running = true});
}

}  // namespace orders
