#include "reviews/reviews.hpp"

#include "circles/circles.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "policies/policies.hpp"
#include "reviews/rows.hpp"

namespace reviews {
namespace {

constexpr std::string_view columns =
    "select r.seq, r.id, r.order_id, r.line, r.listing, r.seller, r.author, r.stars, r.counted, "
    "r.at, r.edit_until, r.edited, r.answered, t.body, t.answer "
    "from reviews r join review_texts t on t.review = r.id ";

std::vector<Review> select(db::Snapshot& snapshot, std::string_view rest, std::int64_t key,
                           std::int64_t before, std::int64_t limit) {
    return snapshot.all<Review>(std::string{columns} + std::string{rest}, key, before, limit);
}

/// The paid line that `wanted` judges, if it may be judged.
base::Result<orders::Line> judged_line(db::Tx& tx, const NewReview& wanted) {
    const auto order = orders::find(tx, wanted.order);
    if (!order || order->buyer != wanted.author) return orders::no_such_order;
    if (!orders::is_settled(*order)) return not_settled;
    for (orders::Line& line : orders::lines_of(tx, wanted.order)) {
        if (line.line == wanted.line) return std::move(line);
    }
    return orders::no_such_order;
}

bool is_judged(db::Snapshot& snapshot, orders::OrderId order, std::int64_t line) {
    return snapshot.number("select count(*) from reviews where order_id = $1 and line = $2", order,
                           line) > 0;
}

}  // namespace

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, shops::ListingId listing,
                              const Told& told) {
    return events::tell(tx, {kind, listing.value, http::to_json(told)});
}

base::Result<ReviewId> write(db::Tx& tx, const NewReview& wanted) {
    base::ensure(wanted.stars >= 1 && wanted.stars <= 5);
    const orders::Line line = TRY(judged_line(tx, wanted));
    if (is_judged(tx, wanted.order, wanted.line)) return reviewed_already;
    const auto order = orders::find(tx, wanted.order);
    const auto days = policies::value(tx, policies::review_edit_days).value;
    // The market has one writer, so the next number is nobody else's.
    const auto seq = tx.number("select coalesce(max(seq), 0) + 1 from reviews");
    const auto id = tx.fresh<ReviewId>();
    tx.run(
        "insert into reviews (seq, id, order_id, line, listing, version, shop, seller, author, "
        "stars, counted, at, edit_until) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12)",
        seq, id, wanted.order, wanted.line, line.listing, line.version, order->shop, order->seller,
        wanted.author, wanted.stars, tx.now(), tx.now() + std::chrono::days{days});
    tx.run("insert into review_texts (review, body, answer) values ($1, $2, '')", id, wanted.text);
    shops::rate(tx, line.listing, {0, wanted.stars});
    TRY(tell(tx, "review_written", line.listing, {{id.value}, wanted.author, order->seller}));
    return id;
}

base::Result<base::Done> edit(db::Tx& tx, MemberId author, ReviewId review, std::int64_t stars,
                              const std::string& text) {
    base::ensure(stars >= 1 && stars <= 5);
    const Review old = TRY(find(tx, review));
    if (old.author != author) return no_such_review;
    if (!old.counted || tx.now() >= old.edit_until) return review_closed;
    tx.run("update reviews set stars = $2, edited = $3 where id = $1", review, stars, tx.now());
    tx.run("update review_texts set body = $2 where review = $1", review, text);
    shops::rate(tx, old.listing, {old.stars, stars});
    return base::done;
}

base::Result<base::Done> answer(db::Tx& tx, MemberId seller, ReviewId review,
                                const std::string& text) {
    const Review old = TRY(find(tx, review));
    if (old.seller != seller) return no_such_review;
    if (old.answered) return answered_already;
    tx.run("update reviews set answered = $2 where id = $1", review, tx.now());
    tx.run("update review_texts set answer = $2 where review = $1", review, text);
    return tell(tx, "review_answered", old.listing, {{review.value}, old.author, seller});
}

base::Result<base::Done> discount(db::Tx& tx, orders::OrderId order) {
    for (const Review& review : of_order(tx, order)) {
        if (!review.counted) continue;
        tx.run("update reviews set counted = 0 where id = $1", review.id);
        shops::rate(tx, review.listing, {review.stars, 0});
    }
    return base::done;
}

base::Result<base::Done> count_again(db::Tx& tx, orders::OrderId order) {
    for (const Review& review : of_order(tx, order)) {
        if (review.counted) continue;
        tx.run("update reviews set counted = 1 where id = $1", review.id);
        shops::rate(tx, review.listing, {0, review.stars});
    }
    return base::done;
}

base::Result<Review> find(db::Snapshot& snapshot, ReviewId review) {
    static const std::string sql = std::string{columns} + "where r.id = $1";
    auto found = snapshot.one<Review>(sql, review);
    if (!found) return no_such_review;
    return *std::move(found);
}

std::vector<Review> of_order(db::Snapshot& snapshot, orders::OrderId order) {
    static const std::string sql = std::string{columns} + "where r.order_id = $1 order by r.line";
    return snapshot.all<Review>(sql, order);
}

std::vector<Review> of_listing(db::Snapshot& snapshot, shops::ListingId listing,
                               std::int64_t before_seq, std::int64_t limit) {
    return select(snapshot, "where r.listing = $1 and r.seq < $2 order by r.seq desc limit $3",
                  listing.value, before_seq, limit);
}

std::vector<Review> of_shop(db::Snapshot& snapshot, shops::ShopId shop, std::int64_t before_seq,
                            std::int64_t limit) {
    return select(snapshot, "where r.shop = $1 and r.seq < $2 order by r.seq desc limit $3",
                  shop.value, before_seq, limit);
}

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

void add_listeners(events::Hub& hub) {
    const auto when_back = [](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
        const orders::OrderId id{event.subject};
        const auto order = orders::find(tx, id);
        // Who has a part of the money back has paid for the rest, and may say what it was like.
        if (order && order->refunded < order->total) return base::done;
        return discount(tx, id);
    };
    hub.on("order_refunded", when_back);
    hub.on("order_charged_back", when_back);
    hub.on("order_won_back",
           [](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
               const orders::OrderId id{event.subject};
               const auto order = orders::find(tx, id);
               if (!order || order->refunded == order->total) return base::done;
               return count_again(tx, id);
           });
}

}  // namespace reviews
