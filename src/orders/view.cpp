#include "orders/view.hpp"

#include <algorithm>
#include <set>

#include "http/json.hpp"
#include "orders/dispute_rows.hpp"
#include "orders/purchases.hpp"

namespace orders {
namespace {

struct ShareRow {
    OrderId order_id;
    std::int64_t line = 0;
    std::string purpose;
    std::int64_t owner = 0;
    ledger::Holding holding{};
    std::int64_t rate_ppm = 0;
    std::int64_t policy_version = 0;
    std::int64_t amount = 0;
    std::int64_t back = 0;
};
BOOST_DESCRIBE_STRUCT(ShareRow, (),
                      (order_id, line, purpose, owner, holding, rate_ppm, policy_version, amount,
                       back))

struct TextsRow {
    OrderId order_id;
    std::string name;
    std::string address;
    std::optional<std::string> tracking;
    std::optional<std::string> reason;
    std::string country;
};
BOOST_DESCRIBE_STRUCT(TextsRow, (), (order_id, name, address, tracking, reason, country))

PaymentLook look_of(payments::State state) {
    using payments::State;
    switch (state) {
        case State::pending: return PaymentLook::pending;
        case State::awaiting_transfer: return PaymentLook::awaiting_transfer;
        case State::captured: return PaymentLook::captured;
        case State::declined: return PaymentLook::declined;
        case State::voided: return PaymentLook::none;
        case State::refund_pending: return PaymentLook::refund_pending;
        case State::refunded: return PaymentLook::refunded;
        case State::charged_back: return PaymentLook::charged_back;
    }
    base::unreachable();
}

/// Whether it came to its end before there was money for it.
bool ended_unpaid(const Order& order) {
    const bool ended = order.state == State::expired || order.state == State::cancelled;
    return ended && order.refunded == 0;
}

/// How the payment of an order looks that shares it: as if it had been for this order alone, so
/// that nobody can tell from it what became of the others.
PaymentLook own_look(const Order& order, const Parts& parts) {
    const PaymentLook look = look_of(parts.payment.state);
    if (ended_unpaid(order)) return look == PaymentLook::declined ? look : PaymentLook::none;
    if (order.state == State::awaiting_payment) return look;
    if (order.state == State::chargeback) return PaymentLook::charged_back;
    if (order.refunded < order.total) return PaymentLook::captured;
    return parts.all_arrived ? PaymentLook::refunded : PaymentLook::refund_pending;
}

}  // namespace

std::optional<OrderClockView> clock_view(const Order& order, const RefundStory& story) {
    if (!order.clock_at) return std::nullopt;
    if (stands_still(story)) return OrderClockView{ClockWord::answer_by, *order.clock_at};
    switch (order.state) {
        case State::awaiting_payment: return OrderClockView{ClockWord::pay_by, *order.clock_at};
        case State::paid_held: return OrderClockView{ClockWord::accept_by, *order.clock_at};
        case State::accepted:
        case State::ready: return OrderClockView{ClockWord::ship_by, *order.clock_at};
        case State::shipped:
        case State::delivered:
        case State::inspection: return OrderClockView{ClockWord::auto_confirm, *order.clock_at};
        default: return std::nullopt;
    }
}

namespace {

Role role_of(std::optional<Party> party) {
    if (party == Party::buyer) return Role::buyer;
    return party == Party::seller ? Role::seller : Role::operator_;
}

/// The acts that there are routes for; the table knows more.
std::optional<OrderMay> word_of(Act act) {
    switch (act) {
        case Act::cancel: return OrderMay::cancel;
        case Act::accept: return OrderMay::accept;
        case Act::ship: return OrderMay::ship;
        case Act::deliver: return OrderMay::deliver;
        case Act::confirm: return OrderMay::confirm;
        default: return std::nullopt;
    }
}

std::vector<OrderMay> may_of(const Order& order, const payments::Payment& payment,
                             const RefundStory& story, std::optional<Party> party) {
    std::vector<OrderMay> may;
    if (!party) return may;
    if (party == Party::buyer && order.state == State::awaiting_payment &&
        (payment.state != payments::State::pending || payment.method == payments::Method::card)) {
        may.push_back(OrderMay::pay);
    }
    for (const Act act : choices(order.state, *party, sort_of(order))) {
        const auto word = word_of(act);
        if (word && (act == Act::cancel || !stands_still(story))) may.push_back(*word);
    }
    for (const OrderMay word : refund_may(story, *party)) may.push_back(word);
    return may;
}

template <class Row, class Part>
std::map<OrderId, std::vector<Part>> by_order(std::vector<Row> rows, Part (*part)(Row&)) {
    std::map<OrderId, std::vector<Part>> found;
    for (Row& row : rows) found[row.order_id].push_back(part(row));
    return found;
}

Share share_part(ShareRow& row) {
    return {row.line,     std::move(row.purpose), row.owner,  row.holding,
            row.rate_ppm, row.policy_version,     row.amount, row.back};
}

Texts texts_part(TextsRow& row) {
    return {std::move(row.name), std::move(row.address), std::move(row.tracking),
            std::move(row.reason), std::move(row.country)};
}

Passed passed_part(Passed& row) {
    return row;
}

constexpr std::string_view of_these =
    "where order_id in (select cast(value as bigint) from json_each($1)) ";

std::vector<Passed> history_rows(db::Snapshot& snapshot, const std::string& list) {
    static const std::string sql =
        "select order_id, act, state_from, state_to, party, actor, at, effective "
        "from order_history " +
        std::string{of_these} + "order by order_id, id";
    return snapshot.all<Passed>(sql, list);
}

/// The people, shops and payments of a list of orders.
struct Others {
    std::vector<members::Person> people;
    std::vector<shops::ShopName> shops;
    std::vector<payments::Payment> payments;
};

Others others_of(db::Snapshot& snapshot, const std::vector<Order>& orders) {
    std::set<base::MemberId> people;
    std::set<shops::ShopId> shops;
    std::vector<payments::PaymentId> payments;
    for (const Order& order : orders) {
        people.insert({order.buyer, order.seller});
        shops.insert(order.shop);
        payments.push_back(order.payment);
    }
    return {members::people(snapshot, {people.begin(), people.end()}),
            shops::shop_names(snapshot, {shops.begin(), shops.end()}),
            payments::find_all(snapshot, payments)};
}

shops::ShopRef shop_among(const std::vector<shops::ShopName>& shops, shops::ShopId id) {
    const auto found = std::ranges::find(shops, id, &shops::ShopName::id);
    return {id, found == shops.end() ? "" : found->name};
}

/// The purchases of those orders that `viewer` does not sell.
std::map<PurchaseId, OrderPurchaseView> purchase_views(db::Snapshot& snapshot,
                                                       const std::vector<Order>& orders,
                                                       base::MemberId viewer) {
    std::vector<PurchaseId> ids;
    for (const Order& order : orders) {
        if (order.purchase && viewer != order.seller) ids.push_back(*order.purchase);
    }
    std::map<PurchaseId, OrderPurchaseView> views;
    if (ids.empty()) return views;
    const auto all = orders_of(snapshot, ids);
    std::set<shops::ShopId> shop_ids;
    for (const Order& order : all) shop_ids.insert(order.shop);
    const auto shops = shops::shop_names(snapshot, {shop_ids.begin(), shop_ids.end()});
    for (const Order& order : all) {
        const base::Money zero{0, order.asset};
        OrderPurchaseView& view =
            views.try_emplace(*order.purchase, OrderPurchaseView{*order.purchase, {}, zero, zero})
                .first->second;
        const bool unpaid = ended_unpaid(order);
        view.orders.push_back({order.id, shop_among(shops, order.shop), order.state,
                               base::Money{order.total, order.asset}, unpaid});
        if (!unpaid) view.total.minor += order.total;
        if (order.state == State::awaiting_payment) view.due.minor += order.total;
    }
    return views;
}

std::optional<OrderPurchaseView> purchase_among(
    const std::map<PurchaseId, OrderPurchaseView>& views, const Order& order) {
    const auto found = order.purchase ? views.find(*order.purchase) : views.end();
    return found == views.end() ? std::nullopt : std::optional{found->second};
}

/// Those that share a payment and of which something goes back that has not arrived.
std::set<OrderId> not_arrived(db::Snapshot& snapshot, const std::vector<Order>& orders) {
    std::vector<payments::PaymentId> shared;
    for (const Order& order : orders) {
        if (order.purchase && order.refunded > 0) shared.push_back(order.payment);
    }
    std::set<OrderId> found;
    if (shared.empty()) return found;
    for (const auto& sent : payments::sent_back(snapshot, shared)) {
        if (!sent.arrived) found.insert(OrderId{sent.subject});
    }
    return found;
}

/// Moves what belongs to `id` out of `all`.
template <class T>
std::vector<T> taken(std::map<OrderId, std::vector<T>>& all, OrderId id) {
    return std::move(all[id]);
}

bool is_side(const Order& order, base::MemberId viewer) {
    return viewer == order.buyer || viewer == order.seller;
}

/// The pictures of all lines of several orders. Who is no side of one is shown what anybody may
/// look at who sees the goods themselves: running a market opens no photographs that are for
/// friends.
std::vector<shops::VersionPicture> pictures_of(db::Snapshot& snapshot,
                                               const std::vector<Order>& orders,
                                               base::MemberId viewer,
                                               const std::map<OrderId, std::vector<Line>>& lines) {
    std::vector<shops::VersionRef> versions;
    for (const auto& [order, its] : lines) {
        for (const Line& line : its) versions.push_back({line.listing, line.version});
    }
    auto pictures = shops::first_pictures(snapshot, viewer, versions);
    if (std::ranges::all_of(orders, [&](const Order& order) { return is_side(order, viewer); })) {
        return pictures;
    }
    std::erase_if(pictures, [&](const shops::VersionPicture& one) {
        return !shops::shows_picture(snapshot, viewer, one.picture.id);
    });
    return pictures;
}

/// Where those of several orders are picked up that are.
std::vector<shops::VersionPickup> pickups_among(db::Snapshot& snapshot,
                                                const std::vector<Order>& orders,
                                                const std::map<OrderId, std::vector<Line>>& lines) {
    std::vector<shops::VersionRef> versions;
    for (const Order& order : orders) {
        const auto its = lines.find(order.id);
        if (order.way != shops::Way::pick_up || its == lines.end()) continue;
        for (const Line& line : its->second) versions.push_back({line.listing, line.version});
    }
    return shops::pickups_of(snapshot, versions);
}

/// The places of an order's lines, each once, in their order. A buyer who has not paid learns only
/// where about it is, and so does one whose order came to nothing.
std::vector<shops::PickupView> pickup_views(const Order& order, const Parts& parts, Party party) {
    if (order.way != shops::Way::pick_up) return {};
    const bool whole = party == Party::seller || is_held(order.state) || is_settled(order);
    std::vector<shops::PickupView> views;
    for (const Line& line : parts.lines) {
        const auto found =
            std::ranges::find(parts.pickups, shops::VersionRef{line.listing, line.version},
                              &shops::VersionPickup::version);
        if (found == parts.pickups.end()) continue;
        shops::PickupView view{found->pickup.area, whole ? found->pickup.place : ""};
        if (std::ranges::find(views, view) == views.end()) views.push_back(std::move(view));
    }
    return views;
}

std::optional<media::PictureView> picture_among(const std::vector<shops::VersionPicture>& all,
                                                const Line& line) {
    const auto found = std::ranges::find(all, shops::VersionRef{line.listing, line.version},
                                         &shops::VersionPicture::version);
    if (found == all.end()) return std::nullopt;
    return found->picture;
}

std::vector<OrderFeeView> fee_views(const std::vector<Charged>& charged,
                                    const ledger::Asset& asset) {
    std::vector<OrderFeeView> views;
    const auto money = [&](std::int64_t minor) { return base::Money{minor, asset}; };
    for (const Charged& one : charged) {
        const policies::FeeRule& rule = one.term.rule;
        std::optional<base::Money> most;
        if (rule.most) most = money(*rule.most);
        views.push_back({rule.version, rule.row, one.category, one.tier, rule.rate_ppm,
                         money(rule.lowest), most, money(one.term.total), money(one.term.amount)});
    }
    return views;
}

/// How many of a line went back by name.
std::int64_t returned(const RefundStory& story, std::int64_t number) {
    std::int64_t count = 0;
    for (const RefundParts& parts : story.refunds) {
        if (parts.refund.state != RefundState::given) continue;
        if (parts.refund.amount != parts.refund.asked) continue;
        for (const RefundLine& line : parts.lines) {
            if (line.line == number) count += line.quantity;
        }
    }
    return count;
}

std::optional<OrderPostageView> postage_view(const Order& order, const RefundStory& story) {
    if (order.postage == 0) return std::nullopt;
    return OrderPostageView{postage_line, base::Money{order.postage, order.asset},
                            returned(story, postage_line) > 0};
}

auto share_views(const Order& order, const Parts& parts) {
    decltype(OrderView::shares) views;
    for (const Share& share : parts.shares) {
        views.push_back({share.purpose, base::Money{share.amount, order.asset}, share.rate_ppm,
                         share.policy_version, base::Money{share.back, order.asset}});
    }
    return views;
}

}  // namespace

OrderView show(const Order& order, const Parts& parts, base::MemberId viewer) {
    std::optional<Party> party;
    if (viewer == order.buyer) party = Party::buyer;
    if (viewer == order.seller) party = Party::seller;
    const auto money = [&](std::int64_t minor) { return base::Money{minor, order.asset}; };

    OrderView view;
    view.id = order.id;
    view.state = order.state;
    view.role = role_of(party);
    view.buyer = parts.buyer;
    view.seller = parts.seller;
    view.shop = parts.shop;
    for (const Line& line : parts.lines) {
        view.lines.push_back({line.listing, line.version, line.title, line.quantity,
                              money(line.price), money(line.price * line.quantity),
                              picture_among(parts.pictures, line), line.line,
                              returned(parts.story, line.line)});
    }
    view.total = money(order.total);
    view.held = money(order.held);
    view.refunded = money(order.refunded);
    view.shares = share_views(order, parts);
    // The operator sees what is needed to answer for the money, and nobody's address.
    if (party) {
        view.delivery =
            OrderDeliveryView{parts.texts.name, parts.texts.address, parts.texts.country};
        view.pickup = pickup_views(order, parts, *party);
        view.tracking = parts.texts.tracking;
        view.reason = parts.texts.reason;
    }
    if (party != Party::buyer) view.fees = fee_views(parts.charged, order.asset);
    view.payment = {parts.payment.method,
                    order.purchase ? own_look(order, parts) : look_of(parts.payment.state),
                    parts.payment.reference};
    // It is the buyer's to write and the operator's to find; the orders of a purchase share it.
    if (party == Party::seller) view.payment.reference.reset();
    if (party != Party::seller) view.purchase = parts.purchase;
    const bool on_page = party == Party::buyer && order.state == State::awaiting_payment &&
                         parts.payment.state == payments::State::pending;
    if (on_page) view.payment.page = parts.payment.page;
    view.clock = clock_view(order, parts.story);
    view.placed_at = order.placed;
    for (const Passed& passed : parts.history) {
        view.history.push_back(
            {passed.act, passed.state_from, passed.state_to, passed.party, passed.effective});
    }
    view.may = may_of(order, parts.payment, parts.story, party);
    for (RefundParts refund : parts.story.refunds) {
        if (!party) refund.buyer_words = refund.seller_words = std::nullopt;
        view.refunds.push_back(view_of(refund, order.asset));
    }
    for (const Dispute& dispute : parts.story.disputes) {
        view.disputes.push_back(view_of(dispute, order.asset));
    }
    view.refundable_until = parts.story.until;
    view.way = order.way;
    view.promised = order.promised;
    view.postage = postage_view(order, parts.story);
    return view;
}

std::vector<OrderView> show_all(db::Snapshot& snapshot, const std::vector<Order>& orders,
                                base::MemberId viewer, Detail detail) {
    if (orders.empty()) return {};
    std::vector<OrderId> ids;
    for (const Order& order : orders) ids.push_back(order.id);
    const std::string list = http::to_json(ids);
    static const std::string share_sql =
        "select order_id, line, purpose, owner, holding, rate_ppm, policy_version, amount, back "
        "from order_shares " +
        std::string{of_these} + "order by order_id, line, purpose, owner";
    static const std::string texts_sql =
        "select order_id, name, address, tracking, reason, country from order_texts " +
        std::string{of_these};

    auto lines = lines_by_order(snapshot, ids);
    const auto pictures = pictures_of(snapshot, orders, viewer, lines);
    const auto pickups = pickups_among(snapshot, orders, lines);
    auto shares = by_order(snapshot.all<ShareRow>(share_sql, list), share_part);
    auto texts = by_order(snapshot.all<TextsRow>(texts_sql, list), texts_part);
    std::map<OrderId, std::vector<Passed>> history;
    if (detail == Detail::page) history = by_order(history_rows(snapshot, list), passed_part);
    const Others others = others_of(snapshot, orders);
    auto stories = refund_stories(snapshot, orders);
    auto charged = charged_by_order(snapshot, ids);
    const auto purchases = purchase_views(snapshot, orders, viewer);
    const auto on_their_way = not_arrived(snapshot, orders);

    std::vector<OrderView> views;
    for (const Order& order : orders) {
        const auto payment =
            std::ranges::find(others.payments, order.payment, &payments::Payment::id);
        auto its_texts = taken(texts, order.id);
        base::ensure(payment != others.payments.end() && its_texts.size() == 1);
        const Parts parts{*payment,
                          taken(lines, order.id),
                          taken(shares, order.id),
                          std::move(its_texts.front()),
                          members::among(others.people, order.buyer),
                          members::among(others.people, order.seller),
                          shop_among(others.shops, order.shop),
                          taken(history, order.id),
                          pictures,
                          pickups,
                          std::move(stories[order.id]),
                          taken(charged, order.id),
                          purchase_among(purchases, order),
                          !on_their_way.contains(order.id)};
        views.push_back(show(order, parts, viewer));
    }
    return views;
}

bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture) {
    for (const auto& [listing, version] : shops::versions_with(snapshot, picture)) {
        const auto bought = snapshot.number(
            "select count(*) from orders o join order_lines l on l.order_id = o.id "
            "where o.buyer = $1 and l.listing = $2 and l.version = $3",
            viewer, listing, version);
        if (bought > 0) return true;
    }
    return is_evidence_for(snapshot, viewer, picture);
}

OrderView show_page(db::Snapshot& snapshot, const Order& order, base::MemberId viewer) {
    return show_all(snapshot, {order}, viewer, Detail::page).front();
}

std::shared_ptr<Parts> parts_of(db::Snapshot& snapshot, const Placed& placed,
                                const Basket& basket) {
    const Order& order = placed.order;
    // One by one: on the hottest path three looks by key are cheaper than two lists of ids.
    const auto person = [&](base::MemberId id) {
        const auto found = members::person(snapshot, id);
        return found ? *found : members::Person{id, "", ""};
    };
    const auto shop = shops::shop_name(snapshot, order.shop);
    const Passed first{order.id,     Act::place,  State::created, order.state,
                       Party::buyer, order.buyer, order.placed,   order.placed};
    std::vector<shops::VersionPickup> pickups;
    if (order.way == shops::Way::pick_up) {
        pickups = pickups_among(snapshot, {order}, {{order.id, placed.lines}});
    }
    return std::make_shared<Parts>(
        Parts{placed.payment,
              placed.lines,
              placed.shares,
              Texts{basket.name, basket.address, {}, {}, basket.destination.country},
              person(order.buyer),
              person(order.seller),
              shops::ShopRef{order.shop, shop ? shop->name : ""},
              {first},
              {},
              std::move(pickups)});
}

}  // namespace orders
