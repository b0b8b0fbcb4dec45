// What an order earns: at its placement, when it is settled, and when the time to inspect is over.

#include <algorithm>

#include "circles/circles.hpp"
#include "events/cursors.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "members/leaving.hpp"
#include "orders/promoting.hpp"
#include "payouts/payouts.hpp"
#include "policies/policies.hpp"
#include "promoters/rows.hpp"

namespace promoters {
namespace {

using orders::OrderId;

/// The sides of a sale as far as they decide who earns by it.
struct Sides {
    MemberId buyer;
    MemberId seller;
    std::optional<OrderId> order{};  // None yet of a quote.
};

bool are_related(const std::optional<Promoter>& one, const std::optional<Promoter>& other) {
    const auto brought = [](const auto& who, const auto& by) {
        return who && by && who->recruiter == by->member;
    };
    return brought(one, other) || brought(other, one);
}

Standing standing_of(db::Snapshot& snapshot, const Sides& sides, MemberId member) {
    const auto promoter = find(snapshot, member);
    Standing standing;
    standing.promotes = promotes(snapshot, promoter);
    standing.is_seller = member == sides.seller;
    standing.is_buyer = member == sides.buyer;
    // The rest is asked of the books and of addresses, and only where it can still matter.
    if (!standing.promotes || standing.is_seller || standing.is_buyer) return standing;
    standing.apart = circles::apart(snapshot, member, sides.seller) ||
                     circles::apart(snapshot, member, sides.buyer);
    standing.same_account = payouts::share_account(snapshot, member, sides.seller) ||
                            payouts::share_account(snapshot, member, sides.buyer);
    standing.same_household =
        sides.order && orders::goes_to_household(snapshot, *sides.order, member);
    standing.recruits = are_related(promoter, find(snapshot, sides.buyer));
    return standing;
}

/// Who earns by a sale, and what of it.
struct Outcome {
    Why why{};
    MemberId first;
    std::optional<MemberId> second;
    std::vector<Part> parts;
};

/// Who had brought somebody, if they may earn by this sale.
std::optional<MemberId> second_of(db::Snapshot& snapshot, const Sides& sides, MemberId first,
                                  std::int64_t units, std::int64_t units_most) {
    const auto promoter = find(snapshot, first);
    if (!promoter || !promoter->recruiter) return std::nullopt;
    Standing standing = standing_of(snapshot, sides, *promoter->recruiter);
    standing.same_account |= payouts::share_account(snapshot, *promoter->recruiter, first);
    if (judge(standing, units, units_most) != Why::earns) return std::nullopt;
    return promoter->recruiter;
}

/// What is sold of one shop.
struct Goods {
    shops::ShopId shop;
    std::vector<orders::Line> lines;
    std::int64_t units = 0;
    std::int64_t room = 0;  // The seller's part.
};

std::vector<Offer> offers_of(db::Snapshot& snapshot, const Goods& goods) {
    std::vector<ListingId> listings;
    for (const orders::Line& line : goods.lines) listings.push_back(line.listing);
    auto rates = rates_of(snapshot, goods.shop, listings);
    std::vector<Offer> offers;
    for (const orders::Line& line : goods.lines) {
        offers.push_back(
            {line.line, base::multiply(line.price, line.quantity), rates[line.listing]});
    }
    return offers;
}

Outcome decide(db::Snapshot& snapshot, const Sides& sides, MemberId first, const Goods& goods) {
    Outcome outcome{Why::closed, first, std::nullopt, {}};
    if (!is_open(snapshot)) return outcome;
    const auto units_most = policies::value(snapshot, policies::promoter_units_most).value;
    outcome.why = judge(standing_of(snapshot, sides, first), goods.units, units_most);
    if (outcome.why != Why::earns) return outcome;
    outcome.second = second_of(snapshot, sides, first, goods.units, units_most);
    // Of no more lines than that many units: what is given for each is asked last.
    outcome.parts = reckon(offers_of(snapshot, goods), outcome.second.has_value());
    const Total total = total_of(outcome.parts);
    if (total.second == 0) outcome.second.reset();
    if (outcome.parts.empty()) outcome.why = Why::no_rate;
    if (total.first + total.second > goods.room) outcome.why = Why::no_room;
    if (outcome.why != Why::earns) outcome.parts.clear();
    return outcome;
}

base::Result<base::Done> add_shares(db::Tx& tx, OrderId id, const Outcome& outcome) {
    std::vector<orders::Share> shares;
    const auto add = [&](const Part& part, std::string_view purpose, MemberId owner,
                         std::int64_t rate, std::int64_t amount) {
        if (amount == 0) return;
        shares.push_back({part.line, std::string{purpose}, owner.value, ledger::Holding::frozen,
                          rate, part.rate.version, amount});
    };
    for (const Part& part : outcome.parts) {
        add(part, first_purpose, outcome.first, part.rate.first_ppm, part.first);
        if (!outcome.second) continue;
        add(part, second_purpose, *outcome.second, part.rate.second_ppm, part.second);
    }
    return orders::add_shares(tx, id, shares);
}

// ---- What becomes of it

struct Earner {
    std::string_view purpose;
    MemberId member;
};

std::vector<Earner> earners_of(const Promoted& promoted) {
    std::vector<Earner> earners{{first_purpose, promoted.promoter}};
    if (promoted.recruiter) earners.push_back({second_purpose, *promoted.recruiter});
    return earners;
}

/// What of an order is somebody's, and what of that went back.
struct Sum {
    std::int64_t amount = 0;
    std::int64_t back = 0;
};

Sum sum_of(db::Snapshot& snapshot, OrderId id, const Earner& earner) {
    Sum sum;
    for (const orders::Share& share : orders::shares_of(snapshot, id)) {
        if (share.purpose != earner.purpose || share.owner != earner.member.value) continue;
        sum.amount += share.amount;
        sum.back += share.back;
    }
    return sum;
}

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, OrderId id, MemberId member,
                              std::int64_t amount) {
    const auto order = orders::find(tx, id);
    base::ensure(order.has_value());
    return events::tell(
        tx, {kind, id.value, http::to_json(Told{member, base::Money{amount, order->asset}})});
}

bool is_first(const Earner& earner) {
    return earner.purpose == first_purpose;
}

/// What was told of what went back of an earning.
std::int64_t told_of(const Promoted& promoted, const Earner& earner) {
    return is_first(earner) ? promoted.first_told : promoted.second_told;
}

void save_told(db::Tx& tx, OrderId id, const Earner& earner, std::int64_t told) {
    const std::string column = is_first(earner) ? "first_told" : "second_told";
    tx.run("update promoted_orders set " + column + " = $2 where order_id = $1", id, told);
}

/// Takes away what nobody may earn any more, and writes down how much it was.
base::Result<base::Done> drop(db::Tx& tx, const Promoted& promoted, const Earner& earner) {
    const std::int64_t lost = TRY(orders::drop_shares(
        tx, promoted.order_id, std::string{earner.purpose}, earner.member.value));
    if (lost == 0) return base::done;
    const std::string column = is_first(earner) ? "first_lost" : "second_lost";
    tx.run("update promoted_orders set " + column + " = $2 where order_id = $1", promoted.order_id,
           lost);
    const std::int64_t more = lost - told_of(promoted, earner);
    if (more <= 0) return base::done;
    return tell(tx, "promotion_reversed", promoted.order_id, earner.member, more);
}

base::Result<base::Done> on_paid(db::Tx& tx, const events::Event& event) {
    const auto found = promoted(tx, {event.subject});
    if (!found) return base::done;
    for (const Earner& earner : earners_of(*found)) {
        const Sum sum = sum_of(tx, found->order_id, earner);
        if (sum.amount == 0) continue;
        TRY(tell(tx, "promotion_earned", found->order_id, earner.member, sum.amount));
    }
    return base::done;
}

/// Looks once more at who is about to earn: whatever has come to light since the placement counts.
base::Result<base::Done> on_settling(db::Tx& tx, const events::Event& event) {
    const auto found = promoted(tx, {event.subject});
    if (!found) return base::done;
    const orders::Told about = orders::told(event);
    const Sides sides{about.buyer, about.seller, found->order_id};
    constexpr std::int64_t units = 0;  // How many they are was looked at when they were ordered.
    for (const Earner& earner : earners_of(*found)) {
        Standing standing = standing_of(tx, sides, earner.member);
        // A buyer who blocks them afterwards takes nothing back of what was promised before.
        standing.apart = circles::apart(tx, earner.member, sides.seller);
        // Nor does one who has them bring them afterwards.
        standing.recruits = false;
        if (!is_first(earner)) {
            standing.same_account |= payouts::share_account(tx, earner.member, found->promoter);
        }
        const Why why = judge(standing, units, units);
        if (why == Why::earns) continue;
        if (is_first(earner)) {
            tx.run("update promoted_orders set why = $2 where order_id = $1", found->order_id, why);
        }
        TRY(drop(tx, *found, earner));
    }
    return base::done;
}

base::Result<base::Done> on_settled(db::Tx& tx, const events::Event& event) {
    const auto found = promoted(tx, {event.subject});
    if (!found || found->frozen_until) return base::done;
    const auto order = orders::find(tx, found->order_id);
    base::ensure(order.has_value());
    const base::Time until = orders::inspected_at(tx, *order);
    tx.run("update promoted_orders set frozen_until = $2 where order_id = $1", found->order_id,
           until);
    events::at(tx, thaw_job, until, found->order_id.value);
    return base::done;
}

base::Result<base::Done> on_refunded(db::Tx& tx, const events::Event& event) {
    const auto found = promoted(tx, {event.subject});
    if (!found) return base::done;
    for (const Earner& earner : earners_of(*found)) {
        const Sum sum = sum_of(tx, found->order_id, earner);
        const std::int64_t more = sum.back - told_of(*found, earner);
        if (more <= 0) continue;
        save_told(tx, found->order_id, earner, sum.back);
        TRY(tell(tx, "promotion_reversed", found->order_id, earner.member, more));
    }
    return base::done;
}

/// Whether something of the order is still frozen.
bool has_frozen(db::Snapshot& snapshot, OrderId id) {
    return std::ranges::any_of(orders::shares_of(snapshot, id), [](const orders::Share& share) {
        return orders::is_earned_by_sharing(share) && share.amount > share.back;
    });
}

/// What was won back is frozen again, and the job that thaws may have found nothing to do
/// meanwhile.
base::Result<base::Done> on_won_back(db::Tx& tx, const events::Event& event) {
    const auto found = promoted(tx, {event.subject});
    if (!found) return base::done;
    for (const Earner& earner : earners_of(*found)) {
        const Sum sum = sum_of(tx, found->order_id, earner);
        if (sum.back < told_of(*found, earner)) save_told(tx, found->order_id, earner, sum.back);
    }
    if (!found->frozen_until || found->thawed) return base::done;
    if (!events::waits(tx, thaw_job, event.subject)) {
        events::at(tx, thaw_job, std::max(tx.now(), *found->frozen_until), event.subject);
    }
    return base::done;
}

/// Who has left meanwhile could not claim it any more.
base::Result<base::Done> drop_of_gone(db::Tx& tx, const Promoted& promoted) {
    for (const Earner& earner : earners_of(promoted)) {
        const auto person = members::person(tx, earner.member);
        const bool gone = !person || members::has_left(*person);
        if (gone) TRY(drop(tx, promoted, earner));
    }
    return base::done;
}

/// The time to inspect is over. While something is asked for or disputed it waits for that.
base::Result<base::Done> thaw(db::Tx& tx, const events::Job& job) {
    const auto found = promoted(tx, {job.subject});
    if (!found || found->thawed || !has_frozen(tx, found->order_id)) return base::done;
    const auto order = orders::find(tx, found->order_id);
    if (!orders::is_settled(*order) || !orders::is_quiet(tx, order->id)) {
        events::at(tx, job.kind, tx.now() + std::chrono::days{1}, job.subject);
        return base::done;
    }
    TRY(drop_of_gone(tx, *found));
    TRY(orders::thaw_shares(tx, order->id));
    tx.run("update promoted_orders set thawed = $2 where order_id = $1", order->id, tx.now());
    for (const Earner& earner : earners_of(*found)) {
        const Sum sum = sum_of(tx, order->id, earner);
        if (sum.amount == sum.back) continue;
        TRY(tell(tx, "promotion_payable", order->id, earner.member, sum.amount - sum.back));
    }
    return base::done;
}

}  // namespace

const std::string& select_promoted() {
    static const std::string sql =
        "select order_id, link, seller, promoter, recruiter, at, why, first_lost, second_lost, "
        "frozen_until, thawed, first_told, second_told from promoted_orders ";
    return sql;
}

std::optional<Promoted> promoted(db::Snapshot& snapshot, OrderId id) {
    static const std::string sql = select_promoted() + "where order_id = $1";
    return snapshot.one<Promoted>(sql, id);
}

Quote quote(db::Snapshot& snapshot, MemberId buyer, const shops::ShopName& shop,
            const std::vector<Wanted>& lines, std::string_view token) {
    const auto found = find_link(snapshot, token);
    if (!found.link) return {found.look, Why::not_promoting, {}};
    if (found.link->shop != shop.id) return {TokenLook::over, Why::no_rate, {}};
    Goods goods;
    goods.shop = shop.id;
    std::int64_t sum = 0;
    for (const Wanted& line : lines) {
        goods.lines.push_back(orders::Line{0, line.listing, 0, line.quantity, line.price, {}});
        goods.units += line.quantity;
        sum = base::add(sum, base::multiply(line.price, line.quantity));
        // Nobody can order as much as that; and sums beyond it end the program.
        if (sum > base::money_minor_max) return {TokenLook::good, Why::no_room, {}};
    }
    goods.room = orders::left_to_seller(snapshot, shop.owner, goods.lines);
    const auto outcome = decide(snapshot, {buyer, shop.owner}, found.link->promoter, goods);
    return {TokenLook::good, outcome.why, total_of(outcome.parts)};
}

base::Result<base::Done> promote(db::Tx& tx, const orders::Placed& placed,
                                 const std::string& token) {
    const orders::Order& order = placed.order;
    const auto found = find_link(tx, token);
    if (!found.link || found.link->shop != order.shop) return base::done;
    Goods goods;
    goods.shop = order.shop;
    goods.lines = placed.lines;
    for (const orders::Line& line : placed.lines) goods.units += line.quantity;
    for (const orders::Share& share : orders::shares_of(tx, order.id)) {
        // What sending costs is nobody's to share in.
        if (share.line == 0 && share.purpose == "seller") goods.room = share.amount - order.postage;
    }
    const Outcome outcome =
        decide(tx, {order.buyer, order.seller, order.id}, found.link->promoter, goods);
    tx.run(
        "insert into promoted_orders (order_id, link, seller, promoter, recruiter, at, why, "
        "first_lost, second_lost, frozen_until, thawed) "
        "values ($1, $2, $3, $4, $5, $6, $7, 0, 0, null, null)",
        order.id, found.link->id, order.seller, outcome.first, outcome.second, tx.now(),
        outcome.why);
    return add_shares(tx, order.id, outcome);
}

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

void add_listeners(events::Hub& hub) {
    hub.on("order_paid", on_paid);
    hub.on("order_settling", on_settling);
    hub.on("order_settled", on_settled);
    hub.on("order_refunded", on_refunded);
    hub.on("order_charged_back", on_refunded);
    hub.on("order_won_back", on_won_back);
    hub.job(std::string{thaw_job}, thaw);
}

}  // namespace promoters
