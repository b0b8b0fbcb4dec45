#include "reviews/routes.hpp"

#include "http/page.hpp"
#include "reviews/views.hpp"

namespace reviews {
namespace {

using http::Access;
using http::Call;
using http::Method;
using http::Page;

using Stars = http::Whole<1, 5>;
using ReviewText = http::Text<0, review_length_max>;
using AnswerText = http::Text<1, answer_length_max>;

struct WriteForm {
    orders::OrderId id;
    http::Whole<1, orders::lines_most> line;
    Stars stars;
    ReviewText text;
};
BOOST_DESCRIBE_STRUCT(WriteForm, (), (id, line, stars, text))

struct OrderForm {
    orders::OrderId id;
};
BOOST_DESCRIBE_STRUCT(OrderForm, (), (id))

struct EditReviewForm {
    ReviewId id;
    Stars stars;
    ReviewText text;
};
BOOST_DESCRIBE_STRUCT(EditReviewForm, (), (id, stars, text))

struct AnswerForm {
    ReviewId id;
    AnswerText text;
};
BOOST_DESCRIBE_STRUCT(AnswerForm, (), (id, text))

struct OfListingForm {
    shops::ListingId id;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OfListingForm, (), (id, after, limit))

struct OfShopForm {
    shops::ShopId id;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(OfShopForm, (), (id, after, limit))

struct AskForm {
    shops::ListingId id;
    http::Text<1, question_length_max> text;
};
BOOST_DESCRIBE_STRUCT(AskForm, (), (id, text))

struct ReplyForm {
    QuestionId id;
    AnswerText text;
};
BOOST_DESCRIBE_STRUCT(ReplyForm, (), (id, text))

std::int64_t seq_of(const Review& review) {
    return review.seq;
}

base::Result<Page<ReviewView>> listing_page(db::Snapshot& snapshot, const Call& call,
                                            const OfListingForm& form) {
    const auto viewer = call.caller.member;
    TRY(shops::seen(snapshot, viewer, form.id));
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    auto page = http::page_of(of_listing(snapshot, form.id, before, limit + 1), limit, seq_of);
    return Page<ReviewView>{show(snapshot, page.items, viewer), page.next};
}

base::Result<Page<ReviewView>> shop_page(db::Snapshot& snapshot, const Call& call,
                                         const OfShopForm& form) {
    const auto viewer = call.caller.member;
    TRY(shops::seen_shop(snapshot, viewer, form.id));
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    auto page = http::page_of(of_shop(snapshot, form.id, before, limit + 1), limit, seq_of);
    return Page<ReviewView>{show(snapshot, page.items, viewer), page.next};
}

base::Result<Page<QuestionView>> questions_page(db::Snapshot& snapshot, const Call& call,
                                                const OfListingForm& form) {
    const auto viewer = call.caller.member;
    TRY(shops::seen(snapshot, viewer, form.id));
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    auto page = http::page_of(questions_of(snapshot, form.id, before, limit + 1), limit,
                              [](const Question& question) { return question.seq; });
    return Page<QuestionView>{show(snapshot, page.items, viewer), page.next};
}

void add_writing(http::Router& router) {
    router.query(Method::get, "/api/v1/orders/{id}/reviews",
                 "What was said, or may be said, of each line of an order", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const OrderForm& form) {
                     const auto reach =
                         call.caller.has(members::operator_permission) ? Reach::every : Reach::own;
                     return order_reviews(snapshot, call.caller.member, reach, form.id);
                 });
    router.command(
        Method::post, "/api/v1/orders/{id}/reviews", "Judge what I have paid for", Access::member(),
        [](db::Tx& tx, const Call& call, const WriteForm& form) -> base::Result<ReviewView> {
            const auto author = call.caller.member;
            const auto id = TRY(write(tx, {form.id, form.line, author, form.stars, form.text}));
            return show_one(tx, TRY(find(tx, id)), author);
        },
        {.status = 201});
    router.command(
        Method::patch, "/api/v1/reviews/{id}", "Change my review while there is time",
        Access::member(),
        [](db::Tx& tx, const Call& call, const EditReviewForm& form) -> base::Result<ReviewView> {
            TRY(edit(tx, call.caller.member, form.id, form.stars, form.text));
            return show_one(tx, TRY(find(tx, form.id)), call.caller.member);
        });
    router.command(
        Method::post, "/api/v1/reviews/{id}/answer", "The seller's one answer to a review",
        Access::member(),
        [](db::Tx& tx, const Call& call, const AnswerForm& form) -> base::Result<ReviewView> {
            TRY(answer(tx, call.caller.member, form.id, form.text));
            return show_one(tx, TRY(find(tx, form.id)), call.caller.member);
        });
}

void add_lists(http::Router& router) {
    router.query(Method::get, "/api/v1/listings/{id}/reviews",
                 "What buyers said of a listing, the latest first", Access::open(),
                 [](db::Snapshot& snapshot, const Call& call, const OfListingForm& form) {
                     return listing_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/shops/{id}/reviews",
                 "What buyers said of a shop's goods, the latest first", Access::open(),
                 [](db::Snapshot& snapshot, const Call& call, const OfShopForm& form) {
                     return shop_page(snapshot, call, form);
                 });
}

void add_questions(http::Router& router) {
    router.query(Method::get, "/api/v1/listings/{id}/questions",
                 "What was asked under a listing, the latest first", Access::open(),
                 [](db::Snapshot& snapshot, const Call& call, const OfListingForm& form) {
                     return questions_page(snapshot, call, form);
                 });
    router.command(
        Method::post, "/api/v1/listings/{id}/questions", "Ask the seller, where all can read it",
        Access::member(),
        [](db::Tx& tx, const Call& call, const AskForm& form) -> base::Result<QuestionView> {
            const auto id = TRY(ask(tx, call.caller.member, form.id, form.text));
            return show_one(tx, TRY(find(tx, id)), call.caller.member);
        },
        {.status = 201});
    router.command(
        Method::post, "/api/v1/questions/{id}/answer", "The seller's one answer to a question",
        Access::member(),
        [](db::Tx& tx, const Call& call, const ReplyForm& form) -> base::Result<QuestionView> {
            TRY(reply(tx, call.caller.member, form.id, form.text));
            return show_one(tx, TRY(find(tx, form.id)), call.caller.member);
        });
}

}  // namespace

void add_routes(http::Router& router) {
    add_writing(router);
    add_lists(router);
    add_questions(router);
}

}  // namespace reviews
