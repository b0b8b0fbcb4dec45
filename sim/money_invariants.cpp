// What has to hold of who gets how much: what the market keeps and the tax on it, what each side of
// an order has of it in the books, what a payment pays.

#include <map>
#include <tuple>

#include "orders/dispute_rows.hpp"
#include "orders/fees.hpp"
#include "orders/promoting.hpp"
#include "orders/refund_rows.hpp"
#include "sim/invariants.hpp"

namespace sim {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t million = 1'000'000;

void none(db::Snapshot& snapshot, const std::string& what, const std::string& sql) {
    const std::int64_t count = snapshot.number(sql);
    must_hold(count == 0, what + ": " + std::to_string(count));
}

/// amount * part / whole, halves rounded up.
std::int64_t portion(std::int64_t amount, std::int64_t part, std::int64_t whole) {
    return static_cast<std::int64_t>((2 * Wide{amount} * part + whole) / (2 * Wide{whole}));
}

// ---- The commission of what remains, and the tax on it

/// The commission of what is left of the goods of the order `o`, with the share `s`. What went
/// back without a name is of goods and postage in proportion.
std::string commission_left() {
    const std::string postage = std::to_string(orders::postage_line);
    const std::string goods = "(o.total - o.postage - " + gone_by_name("<> " + postage) + ")";
    const std::string left = "(" + goods + " + o.postage - " + gone_by_name("= " + postage) + ")";
    const std::string kept = "coalesce((2 * " + goods + " * (o.total - o.refunded) + " + left +
                             ") / nullif(2 * " + left + ", 0), 0)";
    return "((" + kept + " * s.rate_ppm + 500000) / 1000000)";
}

struct OfFees {
    orders::OrderId id;
    std::int64_t total = 0;
    std::int64_t postage = 0;
    std::int64_t refunded = 0;
    std::int64_t kept = 0;
    std::int64_t sellers = 0;
};
BOOST_DESCRIBE_STRUCT(OfFees, (), (id, total, postage, refunded, kept, sellers))

struct LineGone {
    std::int64_t line = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(LineGone, (), (line, amount))

/// What went back of an order by name.
std::map<std::int64_t, std::int64_t> gone_by_line(db::Snapshot& snapshot, orders::OrderId id) {
    std::map<std::int64_t, std::int64_t> gone;
    for (const LineGone& one : snapshot.all<LineGone>(
             "select g.line, g.amount from order_refunds r join order_refund_lines g on g.refund = "
             "r.id where r.order_id = $1 and r.state = 'given' and r.amount = r.asked",
             id)) {
        gone[one.line] += one.amount;
    }
    return gone;
}

/// By one row: exactly its rate of what remains, at most half; or, where its lowest or highest fee
/// decided, that in proportion.
void check_one_row(const OfFees& order, const orders::FeeTerm& term) {
    const std::int64_t left = order.total - order.refunded;
    const std::int64_t by_rate = portion(order.total, term.rule.rate_ppm, million);
    const bool plain = term.amount == std::min(by_rate, order.total / 2);
    const std::int64_t of_left = plain ? portion(left, term.rule.rate_ppm, million)
                                       : portion(term.amount, left, order.total);
    const std::int64_t right = std::min(of_left, left / 2);
    must_hold(order.kept == right || (order.kept < right && order.sellers == 0),
              "order " + std::to_string(order.id.value) + " keeps the fee of what remains");
}

/// What a row keeps where `remains` of `open` is left besides what went back by name, in
/// millionths.
Wide exactly_kept(const orders::FeeTerm& term, std::int64_t back, std::int64_t remains,
                  std::int64_t open) {
    const std::int64_t by_rate = portion(term.total, term.rule.rate_ppm, million);
    const bool plain = term.amount == std::min(by_rate, term.total / 2);
    const Wide left = Wide{term.total - back} * remains;
    const Wide fee = plain ? left * term.rule.rate_ppm / open
                           : left * term.amount * million / (Wide{open} * term.total);
    return std::min(fee, left * million / (2 * Wide{open}));
}

/// By several: each of what is left of its goods, without a line in proportion; every row may be
/// off by less than a cent for its goods and by half of one for its fee.
void check_rows(db::Snapshot& snapshot, const OfFees& order,
                const std::vector<orders::Charged>& charged) {
    const auto gone = gone_by_line(snapshot, order.id);
    std::int64_t open = order.total;
    for (const auto& [line, amount] : gone) open -= amount;
    Wide exact = 0;
    for (const orders::Charged& one : charged) {
        std::int64_t back = 0;
        if (charged.size() == 1) {  // It is of all goods, and names none.
            for (const auto& [line, amount] : gone)
                back += line == orders::postage_line ? 0 : amount;
        }
        for (const std::int64_t line : charged.size() == 1 ? decltype(one.lines){} : one.lines) {
            if (const auto found = gone.find(line); found != gone.end()) back += found->second;
        }
        if (open > 0) exact += exactly_kept(one.term, back, order.total - order.refunded, open);
    }
    const Wide off = Wide{order.kept} * million - exact;
    const Wide most = Wide{std::ssize(charged)} * million * 3 / 2;
    must_hold(off < most && (off > -most || order.sellers == 0),
              "order " + std::to_string(order.id.value) +
                  " keeps the fees of what remains: " + std::to_string(order.kept) + " for " +
                  std::to_string(static_cast<std::int64_t>(exact / million)) + " of " +
                  std::to_string(order.total) + " with postage " + std::to_string(order.postage) +
                  ", " + std::to_string(order.refunded) + " refunded");
}

void check_fees(db::Snapshot& snapshot) {
    // Where what others have of it is rounded up and the seller has nothing left to give, it may be
    // a cent less; it is never more.
    none(
        snapshot, "commissions that are not those of what remains",
        "select count(*) from (select s.amount - s.back as kept, " + commission_left() +
            " as right_one, r.amount - r.back as sellers from "
            "order_shares s join orders o on o.id = s.order_id join order_shares r on r.order_id = "
            "s.order_id and r.line = 0 and r.purpose = 'seller' where s.purpose = 'commission' and "
            "not "
            "exists (select 1 from order_fees f where f.order_id = o.id)) as c where kept > "
            "right_one "
            "or (kept < right_one and sellers > 0)");
    none(
        snapshot, "taxes that are not those of the commission that is kept",
        "select count(*) from (select s.amount - s.back as kept, ((c.amount - c.back) * s.rate_ppm "
        "+ 500000) / 1000000 as right_one, r.amount - r.back as sellers from order_shares s join "
        "order_shares c on c.order_id = s.order_id and c.purpose = 'commission' join order_shares "
        "r on r.order_id = s.order_id and r.line = 0 and r.purpose = 'seller' where s.purpose = "
        "'fee_vat') as t where kept > right_one or (kept < right_one and sellers > 0)");
    none(snapshot, "commissions that are not their rows",
         "select count(*) from order_shares s where s.purpose = 'commission' and exists (select 1 "
         "from order_fees f where f.order_id = s.order_id) and s.amount <> (select "
         "cast(sum(f.amount) as bigint) from order_fees f where f.order_id = s.order_id)");
    for (const OfFees& order : snapshot.all<OfFees>(
             "select o.id, o.total, o.postage, o.refunded, s.amount - s.back as kept, r.amount - "
             "r.back as "
             "sellers from orders o join "
             "order_shares s on s.order_id = o.id and s.purpose = 'commission' join order_shares r "
             "on r.order_id = o.id and r.line = 0 and r.purpose = 'seller' where o.refunded > "
             "0 "
             "and exists (select 1 from order_fees f where f.order_id = o.id) order by o.id")) {
        const auto charged = orders::charged_of(snapshot, order.id);
        if (charged.size() == 1 && order.postage == 0) {
            check_one_row(order, charged.front().term);
        } else {
            check_rows(snapshot, order, charged);
        }
    }
}

// ---- What everybody has of an order in the books

/// Whose money, and of which kind: a member's own and what they owe is one.
struct Place {
    std::int64_t order_id = 0;
    std::int64_t owner = 0;
    std::string kind;
    friend bool operator<(const Place& a, const Place& b) {
        return std::tie(a.order_id, a.owner, a.kind) < std::tie(b.order_id, b.owner, b.kind);
    }
    friend bool operator==(const Place&, const Place&) = default;
};

struct Amount {
    std::int64_t order_id = 0;
    std::int64_t owner = 0;
    std::string kind;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (order_id, owner, kind, amount))

using Amounts = std::map<Place, std::int64_t>;

void add(Amounts& all, const Place& place, std::int64_t amount) {
    const std::int64_t sum = all[place] += amount;
    if (sum == 0) all.erase(place);
}

Amounts booked(db::Snapshot& snapshot) {
    Amounts all;
    for (const Amount& one : snapshot.all<Amount>(
             "select t.subject as order_id, a.owner, case a.purpose when 'debt' then 'available' "
             "else a.purpose end as kind, cast(sum(p.amount) as bigint) as amount from postings p "
             "join transfers t on t.id = p.transfer join accounts a on a.id = p.account "
             "join orders o on o.id = t.subject where a.purpose in ('available', 'debt', 'frozen', "
             "'commission', 'fee_vat') group by 1, 2, 3")) {
        add(all, {one.order_id, one.owner, one.kind}, one.amount);
    }
    return all;
}

/// Of what is settled everybody has what they keep. What is disputed lies aside: before a
/// settlement nobody has it, after one it is the seller's part that is not there.
Amounts kept_of_settled(db::Snapshot& snapshot) {
    Amounts all;
    for (const Amount& one : snapshot.all<Amount>(
             "select s.order_id, s.owner, s.holding as kind, cast(sum(s.amount - s.back) as "
             "bigint) as amount from order_shares s join orders o on o.id = s.order_id where "
             "o.state = 'completed' group by 1, 2, 3")) {
        add(all, {one.order_id, one.owner, one.kind}, one.amount);
    }
    static const std::string aside =
        orders::select_dispute() + "where ended is null and aside > 0 order by order_id";
    for (const orders::Dispute& dispute : snapshot.all<orders::Dispute>(aside)) {
        const auto order = orders::find(snapshot, dispute.order_id).value();
        if (dispute.settled) {
            add(all, {order.id.value, order.seller.value, "available"}, -dispute.aside);
            continue;
        }
        auto sold = orders::sold_of(snapshot, order, orders::shares_of(snapshot, dispute.order_id));
        const auto with = orders::kept(sold);
        sold.back += dispute.aside;
        const auto without = orders::kept(sold);
        for (std::size_t s = 0; s < with.size(); ++s) {
            const orders::Share& share = sold.shares[s];
            add(all, {order.id.value, share.owner, std::string{base::name_of(share.holding)}},
                without[s] - with[s]);
        }
    }
    return all;
}

std::string text_of(const Amounts& all, const Amounts& others) {
    std::string text;
    for (const auto& [place, amount] : all) {
        const auto other = others.find(place);
        if (other != others.end() && other->second == amount) continue;
        text += " " + place.kind + " of " + std::to_string(place.owner) + " by order " +
                std::to_string(place.order_id) + ": " + std::to_string(amount);
    }
    return text;
}

// ---- What a payment pays

void check_payments(db::Snapshot& snapshot) {
    none(
        snapshot, "payments that are not the sum of the orders that they paid and what came back",
        "select count(*) from payments p where exists (select 1 from orders o join order_history "
        "h on h.order_id = o.id and h.act = 'paid' where o.payment = p.id) and p.amount <> (select "
        "cast(coalesce(sum(o.total), 0) as bigint) from orders o where o.payment = p.id and "
        "exists (select 1 from order_history h where h.order_id = o.id and h.act = 'paid')) + "
        "(select cast(coalesce(sum(r.amount), 0) as bigint) from refunds r where r.payment = p.id "
        "and r.subject = p.subject and not exists (select 1 from orders o where o.id = "
        "p.subject))");
    none(snapshot, "transfers that are asked for another sum than their orders",
         "select count(*) from payments p where p.state = 'awaiting_transfer' and p.amount <> "
         "(select cast(coalesce(sum(o.total), 0) as bigint) from orders o where o.payment = p.id "
         "and o.state = 'awaiting_payment')");
    none(snapshot, "orders of a purchase that wait for different payments",
         "select count(*) from orders a join orders b on b.purchase = a.purchase where a.state = "
         "'awaiting_payment' and b.state = 'awaiting_payment' and a.payment <> b.payment");
    none(snapshot, "orders of a purchase that have different buyers",
         "select count(*) from orders a join orders b on b.purchase = a.purchase where a.buyer <> "
         "b.buyer or (a.id <> b.id and a.shop = b.shop)");
}

}  // namespace

void check_money(db::Snapshot& snapshot) {
    check_fees(snapshot);
    const Amounts books = booked(snapshot), shares = kept_of_settled(snapshot);
    must_hold(books == shares, "everybody has of each order what they keep; in the books" +
                                   text_of(books, shares) + "; by the shares" +
                                   text_of(shares, books));
    check_payments(snapshot);
}

// ---- Who earns by sharing

namespace {

/// What promoters lost, and what they were told to have gone back.
void check_lost_and_told(db::Snapshot& snapshot) {
    for (const std::string_view purpose : {"promoter", "promoter_second"}) {
        const std::string column = purpose == "promoter" ? "first_lost" : "second_lost";
        const std::int64_t wrong = snapshot.number(
            "select count(*) from promoted_orders p where not exists (select 1 from order_rest r "
            "where r.order_id = p.order_id) and p." +
                column +
                " <> (select cast(coalesce(sum((l.price * l.quantity * s.rate_ppm + 500000) / "
                "1000000), 0) as bigint) from order_shares s join order_lines l on l.order_id = "
                "s.order_id and l.line = s.line where s.order_id = p.order_id and s.purpose = $1 "
                "and s.amount = 0)",
            purpose);
        must_hold(wrong == 0, "what " + std::string{purpose} + " lost is what was dropped");
        const std::string told = purpose == "promoter" ? "first_told" : "second_told";
        std::string untold_sql = "select count(*) from promoted_orders p where p.";
        untold_sql += column;
        untold_sql += " = 0 and p.";
        untold_sql += told;
        untold_sql +=
            " <> (select cast(coalesce(sum(s.back), 0) as bigint) from order_shares s where "
            "s.order_id = p.order_id and s.purpose = $1)";
        const std::int64_t untold = snapshot.number(untold_sql, purpose);
        must_hold(untold == 0, std::string{purpose} + " was told all that went back, once");
    }
}

/// What is left of the shares of promoters.
void check_left(db::Snapshot& snapshot) {
    // Where all that went back was named by its line, so much is left of each share as of its line;
    // of the first one to the unit, as it is the first to be reckoned.
    const std::string whole = "l.price * l.quantity",
                      left = "(" + whole + " - " + gone_by_name("= l.line") + ")",
                      named =
                          "from order_shares s join orders o on o.id = s.order_id join order_lines "
                          "l on l.order_id = s.order_id and l.line = s.line where o.refunded = " +
                          gone_by_name("is not null") + " and s.purpose = ";
    none(snapshot, "shares of who shared that kept another part than is left of their line",
         "select count(*) " + named + "'promoter' and s.amount - s.back <> (2 * s.amount * " +
             left + " + " + whole + ") / (2 * " + whole + ")");
    none(snapshot, "shares of who brought them that kept another part than is left of their line",
         "select count(*) " + named + "'promoter_second' and abs((s.amount - s.back) * " + whole +
             " - s.amount * " + left + ") >= " + whole);
}

}  // namespace

void check_promoters(db::Snapshot& snapshot) {
    none(snapshot, "shares of somebody who neither shared nor had brought who did",
         "select count(*) from order_shares s left join promoted_orders p on p.order_id = "
         "s.order_id where s.purpose in ('promoter', 'promoter_second') and (p.order_id is null or "
         "s.owner <> case s.purpose when 'promoter' then p.promoter else coalesce(p.recruiter, "
         "-1) end)");
    none(snapshot, "orders by which somebody else than who brought the promoter earns",
         "select count(*) from promoted_orders o left join promoters p on p.member = o.promoter "
         "where o.recruiter is not null and coalesce(p.recruiter, -1) <> o.recruiter");
    none(snapshot, "shares of who bought or sold themselves",
         "select count(*) from order_shares s join orders o on o.id = s.order_id where s.purpose "
         "in ('promoter', 'promoter_second') and s.owner in (o.buyer, o.seller)");
    none(snapshot, "shares of promoters that are not their rate of their line, nor dropped",
         "select count(*) from order_shares s join order_lines l on l.order_id = s.order_id and "
         "l.line = s.line where s.purpose in ('promoter', 'promoter_second') and s.amount not in "
         "(0, (l.price * l.quantity * s.rate_ppm + 500000) / 1000000)");
    check_lost_and_told(snapshot);
    check_left(snapshot);
    none(snapshot, "orders that earn nothing and have shares of promoters",
         "select count(*) from promoted_orders p where p.why <> 'earns' and exists (select 1 from "
         "order_shares s where s.order_id = p.order_id and s.purpose = 'promoter' and s.amount > "
         "0)");
    none(snapshot, "earnings that are thawed and lie frozen",
         "select count(*) from promoted_orders p where p.thawed is not null and exists (select 1 "
         "from order_shares s where s.order_id = p.order_id and s.holding = 'frozen')");
    none(snapshot, "earnings that are frozen and nothing will thaw",
         "select count(*) from promoted_orders p join orders o on o.id = p.order_id where o.state "
         "= 'completed' and p.thawed is null and exists (select 1 from order_shares s where "
         "s.order_id = p.order_id and s.holding = 'frozen' and s.amount > s.back) and not exists "
         "(select 1 from jobs j where j.kind = 'promotion_thaw' and j.subject = p.order_id and "
         "j.state = 'waiting')");
    none(snapshot, "promoters who brought who had brought them",
         "select count(*) from promoters p join promoters q on q.member = p.recruiter where "
         "p.recruiter = p.member or q.since > p.since");
}

}  // namespace sim
