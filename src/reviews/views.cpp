#include "reviews/views.hpp"

#include <algorithm>

#include "circles/circles.hpp"

namespace reviews {
namespace {

bool is_among(const std::vector<MemberId>& list, MemberId id) {
    return std::ranges::find(list, id) != list.end();
}

std::optional<AnswerView> answer_of(const std::optional<base::Time>& answered,
                                    const std::string& text) {
    if (!answered) return std::nullopt;
    return AnswerView{text, *answered};
}

ReviewView view(const Review& review, members::Person author, std::string title, MemberId viewer,
                base::Time now) {
    ReviewView view;
    view.id = review.id;
    view.author = std::move(author);
    view.listing = {review.listing, std::move(title)};
    view.stars = review.stars;
    view.text = review.body;
    view.counted = review.counted;
    view.at = review.at;
    view.edited = review.edited;
    view.answer = answer_of(review.answered, review.answer);
    if (viewer == review.author && review.counted && now < review.edit_until) {
        view.editable_until = review.edit_until;
        view.may.push_back(ReviewMay::edit);
    }
    if (viewer == review.seller && !review.answered) view.may.push_back(ReviewMay::answer);
    return view;
}

QuestionView view(const Question& question, members::Person asker, MemberId viewer) {
    QuestionView view{question.id,
                      std::move(asker),
                      question.body,
                      question.at,
                      answer_of(question.answered, question.answer),
                      {}};
    if (viewer == question.seller && !question.answered) view.may.push_back(QuestionMay::answer);
    return view;
}

}  // namespace

std::vector<ReviewView> show(db::Snapshot& snapshot, const std::vector<Review>& list,
                             MemberId viewer) {
    std::vector<MemberId> ids;
    std::vector<shops::ListingId> listings;
    for (const Review& review : list) {
        ids.push_back(review.author);
        listings.push_back(review.listing);
    }
    const auto apart = circles::apart_among(snapshot, viewer, ids);
    const auto people = members::people(snapshot, ids);
    const auto seen = shops::seen_among(snapshot, viewer, listings);
    std::vector<ReviewView> views;
    for (const Review& review : list) {
        const auto goods = std::ranges::find(seen, review.listing, &shops::Seen::id);
        if (goods == seen.end() || is_among(apart, review.author)) continue;
        views.push_back(view(review, members::among(people, review.author), goods->title, viewer,
                             snapshot.now()));
    }
    return views;
}

std::vector<QuestionView> show(db::Snapshot& snapshot, const std::vector<Question>& list,
                               MemberId viewer) {
    std::vector<MemberId> ids;
    for (const Question& question : list) ids.push_back(question.asker);
    const auto apart = circles::apart_among(snapshot, viewer, ids);
    const auto people = members::people(snapshot, ids);
    std::vector<QuestionView> views;
    for (const Question& question : list) {
        if (is_among(apart, question.asker)) continue;
        views.push_back(view(question, members::among(people, question.asker), viewer));
    }
    return views;
}

ReviewView show_one(db::Snapshot& snapshot, const Review& review, MemberId viewer) {
    const auto people = members::people(snapshot, {review.author});
    std::string title;
    for (const orders::Line& line : orders::lines_of(snapshot, review.order_id)) {
        if (line.line == review.line) title = line.title;
    }
    return view(review, members::among(people, review.author), title, viewer, snapshot.now());
}

QuestionView show_one(db::Snapshot& snapshot, const Question& question, MemberId viewer) {
    const auto people = members::people(snapshot, {question.asker});
    return view(question, members::among(people, question.asker), viewer);
}

base::Result<OrderReviewsView> order_reviews(db::Snapshot& snapshot, MemberId viewer, Reach reach,
                                             orders::OrderId id) {
    const auto order = orders::find(snapshot, id);
    if (!order) return orders::no_such_order;
    const bool is_side = viewer == order->buyer || viewer == order->seller;
    if (!is_side && reach == Reach::own) return orders::no_such_order;
    const bool open = viewer == order->buyer && orders::is_settled(*order);
    const auto said = of_order(snapshot, id);
    const auto people = members::people(snapshot, {order->buyer});
    OrderReviewsView list;
    for (const orders::Line& line : orders::lines_of(snapshot, id)) {
        OrderReviewView one{line.line, GoodsRef{line.listing, line.title}, std::nullopt, open};
        const auto review = std::ranges::find(said, line.line, &Review::line);
        if (review != said.end()) {
            one.writable = false;
            one.review = view(*review, members::among(people, order->buyer), line.title, viewer,
                              snapshot.now());
        }
        list.items.push_back(std::move(one));
    }
    return list;
}

}  // namespace reviews
